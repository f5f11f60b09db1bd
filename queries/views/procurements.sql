-- What the words of procurement mean.

-- Up to which limit the specific method may be used, by fiscal year; what has a higher one is large.
CREATE TABLE procurement_threshold AS
SELECT CAST(first_fiscal_year AS INTEGER) AS first_year, CAST(last_fiscal_year AS INTEGER) AS last_year,
       CAST(threshold_baht AS DECIMAL(18, 2)) AS threshold, basis = 'sourced' AS is_confirmed
FROM reference.procurement_thresholds
WHERE "method" = 'specific';

-- The purchases of a year (null: of every year), each with the first day of its month. A month is named as
-- codes are; a reference price of 0 is none; whether a community representative took part is unknown where
-- nothing is told.
CREATE MACRO procurements_of(organization, year, within) AS TABLE
SELECT line.* REPLACE (CAST(line.month AS VARCHAR) AS month,
                       nullif(line.reference_price, 0) AS reference_price,
                       bidders_of(line.bidder_count, line.bidders) AS bidder_count,
                       coalesce(line.community_representative, 'unknown') AS community_representative),
       month_begin(line.fiscal_year, line.month) AS begins, threshold,
       coalesce(line.purchase_limit > threshold, false) AS is_large, file_name
FROM named.procurements AS line JOIN load USING (load_id)
     LEFT JOIN procurement_threshold ON line.fiscal_year BETWEEN first_year AND last_year
WHERE line.organization_code = organization AND line.fiscal_year = coalesce(year, line.fiscal_year)
  AND is_within(within, 'month', line.month) AND is_within(within, 'method', line.method)
  AND is_within(within, 'community_representative', coalesce(line.community_representative, 'unknown'))
  AND is_within(within, 'division', line.division) AND is_within(within, 'winner', line.winner);
