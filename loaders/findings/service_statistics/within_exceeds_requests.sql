-- More requests done within the standard time than there were.
SELECT 'service_statistics' AS "table", organization_code, fiscal_year, load_id, source_row,
       service AS subject, concat_ws('/', month, division) AS place, 'within_standard' AS "column",
       within_standard AS stated, requests AS expected, stated - expected AS difference
FROM service_statistics
WHERE within_standard > requests
