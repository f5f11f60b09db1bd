-- A contract of another month than that in which the purchase is reported.
SELECT 'procurements' AS "table", organization_code, fiscal_year, load_id, source_row, purchase AS subject,
       concat_ws('/', month, purchase_no) AS place, 'contract_date' AS "column",
       contract_date::VARCHAR AS stated_word,
       strftime(month_begin(fiscal_year, month), '%Y-%m') AS expected_word
FROM procurements
WHERE date_trunc('month', contract_date) <> month_begin(fiscal_year, month)
