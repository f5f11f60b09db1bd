-- A measure past its due date that is not done, and not without a case either.
SELECT 'measures' AS "table", organization_code, fiscal_year, load_id, source_row,
       measure_no::VARCHAR AS subject,
       'due_date' AS "column", status AS stated_word, due_date AS expected_word, due_date + 1 AS holds_from
FROM measures
WHERE due_date IS NOT NULL AND status NOT IN ('done', 'no_case')
