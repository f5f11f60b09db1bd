-- A loan that is due and has not come back.
SELECT 'asset_loans' AS "table", organization_code, fiscal_year, load_id, source_row, asset AS subject,
       concat_ws('/', asset_no, taken_on, borrowing_unit) AS place, 'due_on' AS "column",
       borrowing_unit AS stated_word, due_on::VARCHAR AS expected_word, due_on + 1 AS holds_from
FROM asset_loans
WHERE returned_on IS NULL
