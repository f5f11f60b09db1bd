-- channels_differ: requests at the counter and by e-service that are not together all requests.
SELECT 'service_statistics' AS "table", organization_code, fiscal_year, load_id, source_row,
       service AS subject, concat_ws('/', month, division) AS place, 'requests' AS "column",
       requests AS stated, at_counter + by_e_service AS expected, stated - expected AS difference
FROM service_statistics
WHERE requests <> at_counter + by_e_service;

-- within_exceeds_requests: more requests done within the standard time than there were.
SELECT 'service_statistics' AS "table", organization_code, fiscal_year, load_id, source_row,
       service AS subject, concat_ws('/', month, division) AS place, 'within_standard' AS "column",
       within_standard AS stated, requests AS expected, stated - expected AS difference
FROM service_statistics
WHERE within_standard > requests;
