-- A case that was closed before it was received.
SELECT 'complaints' AS "table", organization_code, fiscal_year, load_id, source_row, case_no AS subject,
       'closed_on' AS "column", closed_on::VARCHAR AS stated_word, received_on::VARCHAR AS expected_word
FROM complaints
WHERE closed_on < received_on
