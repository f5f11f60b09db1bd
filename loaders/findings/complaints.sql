-- closed_before_received: a case that was closed before it was received.
SELECT 'complaints' AS "table", organization_code, fiscal_year, load_id, source_row, case_no AS subject,
       'closed_on' AS "column", closed_on::VARCHAR AS stated_word, received_on::VARCHAR AS expected_word
FROM complaints
WHERE closed_on < received_on;

-- complaint_overdue: a case that is open for longer than data/reference/complaint_standards.csv allows.
SELECT 'complaints' AS "table", organization_code, fiscal_year, load_id, source_row, case_no AS subject,
       'days_open' AS "column", standard_days::INTEGER AS expected, received_on::VARCHAR AS stated_word,
       (received_on + standard_days::INTEGER)::VARCHAR AS expected_word,
       received_on + standard_days::INTEGER + 1 AS holds_from
FROM complaints
JOIN complaint_standards
  ON fiscal_year BETWEEN first_fiscal_year::INTEGER AND last_fiscal_year::INTEGER
WHERE case_status IN ('received', 'ongoing');

-- number_reused: cases of one year that have the number of an earlier row.
SELECT 'complaints' AS "table", organization_code, fiscal_year, load_id, source_row, case_no AS subject,
       case_no || '/' || occurrence AS place, 'case_no' AS "column",
       (first_value(source_row) OVER same)::VARCHAR AS expected_word
FROM complaints
WINDOW same AS (PARTITION BY organization_code, fiscal_year, case_no ORDER BY occurrence)
QUALIFY occurrence > 1;
