-- A purchase that was agreed on for more than its reference price. A dash is stored as 0, and no price is 0.
SELECT 'procurements' AS "table", organization_code, fiscal_year, load_id, source_row, purchase AS subject,
       concat_ws('/', month, purchase_no) AS place,
       'agreed_price' AS "column", agreed_price AS stated, reference_price AS expected,
       stated - expected AS difference
FROM procurements
WHERE reference_price > 0 AND agreed_price > reference_price
