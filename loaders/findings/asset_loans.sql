-- loan_overdue: a loan that is due and has not come back.
SELECT 'asset_loans' AS "table", organization_code, fiscal_year, load_id, source_row, asset AS subject,
       concat_ws('/', asset_no, taken_on, borrowing_unit) AS place, 'due_on' AS "column",
       borrowing_unit AS stated_word, due_on::VARCHAR AS expected_word, due_on + 1 AS holds_from
FROM asset_loans
WHERE returned_on IS NULL;

-- returned_before_taken: a loan that came back before it was taken.
SELECT 'asset_loans' AS "table", organization_code, fiscal_year, load_id, source_row, asset AS subject,
       concat_ws('/', asset_no, taken_on, borrowing_unit) AS place, 'returned_on' AS "column",
       returned_on::VARCHAR AS stated_word, taken_on::VARCHAR AS expected_word
FROM asset_loans
WHERE returned_on < taken_on;
