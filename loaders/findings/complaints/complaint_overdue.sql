-- A case that is open for longer than data/reference/complaint_standards.csv allows.
SELECT 'complaints' AS "table", organization_code, fiscal_year, load_id, source_row, case_no AS subject,
       'days_open' AS "column", standard_days::INTEGER AS expected, received_on::VARCHAR AS stated_word,
       (received_on + standard_days::INTEGER)::VARCHAR AS expected_word,
       received_on + standard_days::INTEGER + 1 AS holds_from
FROM complaints
JOIN complaint_standards
  ON fiscal_year BETWEEN first_fiscal_year::INTEGER AND last_fiscal_year::INTEGER
WHERE case_status IN ('received', 'ongoing')
