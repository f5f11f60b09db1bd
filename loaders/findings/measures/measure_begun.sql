-- A measure that has not begun, or had no case, by its status, and for which an activity was held all the
-- same.
SELECT 'measures' AS "table", organization_code, fiscal_year, load_id, source_row,
       measure_no::VARCHAR AS subject, 'status' AS "column", status AS stated_word,
       first_held AS expected_word, first_held + 1 AS holds_from
FROM measures
JOIN (SELECT organization_code, fiscal_year, measure_no, min(held_on) AS first_held
      FROM activities GROUP BY ALL)
     USING (organization_code, fiscal_year, measure_no)
WHERE status IN ('not_started', 'no_case')
