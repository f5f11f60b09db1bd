-- What the words of the statistics of services mean.

-- The services of a year (null: of every year) in each of its months, with the first day of the month. A
-- month is named as codes are.
CREATE MACRO services_of(organization, year, within) AS TABLE
SELECT line.* REPLACE (CAST(line.month AS VARCHAR) AS month),
       month_begin(line.fiscal_year, line.month) AS begins, file_name
FROM named.service_statistics AS line JOIN load USING (load_id)
WHERE line.organization_code = organization AND line.fiscal_year = coalesce(year, line.fiscal_year)
  AND is_within(within, 'month', line.month) AND is_within(within, 'division', line.division)
  AND is_within(within, 'service', line.service);

-- A part of all requests: of those only of which the part is stated.
CREATE MACRO part_of_requests(part, requests) AS
    sum(part) / nullif(sum(requests) FILTER (part IS NOT NULL), 0);
