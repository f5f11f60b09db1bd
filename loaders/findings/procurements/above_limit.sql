-- A purchase that was agreed on for more than its limit.
SELECT 'procurements' AS "table", organization_code, fiscal_year, load_id, source_row, purchase AS subject,
       concat_ws('/', month, purchase_no) AS place,
       'agreed_price' AS "column", agreed_price AS stated, purchase_limit AS expected,
       stated - expected AS difference
FROM procurements
WHERE agreed_price > purchase_limit
