-- above_limit: a purchase that was agreed on for more than its limit.
SELECT 'procurements' AS "table", organization_code, fiscal_year, load_id, source_row, purchase AS subject,
       concat_ws('/', month, purchase_no) AS place,
       'agreed_price' AS "column", agreed_price AS stated, purchase_limit AS expected,
       stated - expected AS difference
FROM procurements
WHERE agreed_price > purchase_limit;

-- above_reference_price: a purchase that was agreed on for more than its reference price. A dash is stored
-- as 0, and no price is 0.
SELECT 'procurements' AS "table", organization_code, fiscal_year, load_id, source_row, purchase AS subject,
       concat_ws('/', month, purchase_no) AS place,
       'agreed_price' AS "column", agreed_price AS stated, reference_price AS expected,
       stated - expected AS difference
FROM procurements
WHERE reference_price > 0 AND agreed_price > reference_price;

-- contract_outside_month: a contract of another month than that in which the purchase is reported.
SELECT 'procurements' AS "table", organization_code, fiscal_year, load_id, source_row, purchase AS subject,
       concat_ws('/', month, purchase_no) AS place, 'contract_date' AS "column",
       contract_date::VARCHAR AS stated_word,
       strftime(month_begin(fiscal_year, month), '%Y-%m') AS expected_word
FROM procurements
WHERE date_trunc('month', contract_date) <> month_begin(fiscal_year, month);

-- one_bidder: a purchase for which but one made an offer, though its method asks several.
SELECT 'procurements' AS "table", organization_code, fiscal_year, load_id, source_row, purchase AS subject,
       concat_ws('/', month, purchase_no) AS place, 'bidder_count' AS "column", 1 AS stated,
       "method" AS stated_word
FROM procurements
WHERE "method" <> 'specific' AND bidders_of(bidder_count, bidders) = 1;

-- split_purchases: several purchases of one kind (budget item, else division) from one winner by the
-- specific method, each within the threshold of that method and near it, together above it, within so many
-- days: told of each that brings what was bought up to that day above the threshold
-- (data/reference/procurement_thresholds.csv).
WITH threshold AS (
    SELECT first_fiscal_year::INTEGER AS first_year, last_fiscal_year::INTEGER AS last_year,
           threshold_baht::DECIMAL(18, 2) AS most, least_baht::DECIMAL(18, 2) AS least,
           within_days::INTEGER AS days
    FROM procurement_thresholds WHERE "method" = 'specific'
),
near AS (
    SELECT procurements.*, most, days, spaceless(winner) AS whom, coalesce(budget_item, division) AS kind
    FROM procurements JOIN threshold ON fiscal_year BETWEEN first_year AND last_year
    WHERE "method" = 'specific' AND purchase_limit BETWEEN least AND most AND kind IS NOT NULL
),
together AS (
    SELECT later.organization_code, later.fiscal_year, later.month, later.purchase_no, later.purchase,
           later.load_id, later.source_row, later.most, later.days, later.contract_date, later.whom,
           later.kind, count(*) AS purchases, sum(earlier.purchase_limit) AS limits
    FROM near AS later
    JOIN near AS earlier
      ON earlier.organization_code = later.organization_code AND earlier.whom = later.whom
     AND earlier.kind = later.kind
     AND earlier.contract_date BETWEEN later.contract_date - later.days AND later.contract_date
    GROUP BY ALL
)
SELECT 'procurements' AS "table", organization_code, fiscal_year, load_id, source_row, purchase AS subject,
       concat_ws('/', month, purchase_no) AS place, 'purchase_limit' AS "column", limits AS stated,
       most AS expected, limits - most AS difference, purchases::VARCHAR AS stated_word,
       days::VARCHAR AS expected_word
FROM together
WHERE purchases > 1 AND limits > most
-- Of those of one day the last one is told.
QUALIFY row_number() OVER (PARTITION BY organization_code, whom, kind, contract_date
                           ORDER BY fiscal_year, month, purchase_no DESC) = 1;
