-- Cases of one year that have the number of an earlier row.
SELECT 'complaints' AS "table", organization_code, fiscal_year, load_id, source_row, case_no AS subject,
       case_no || '/' || occurrence AS place, 'case_no' AS "column",
       (first_value(source_row) OVER same)::VARCHAR AS expected_word
FROM complaints
WINDOW same AS (PARTITION BY organization_code, fiscal_year, case_no ORDER BY occurrence)
QUALIFY occurrence > 1
