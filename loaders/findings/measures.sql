-- measure_begun: a measure that has not begun, or had no case, by its status, and for which an activity was
-- held all the same.
SELECT 'measures' AS "table", organization_code, fiscal_year, load_id, source_row,
       measure_no::VARCHAR AS subject, 'status' AS "column", status AS stated_word,
       first_held AS expected_word, first_held + 1 AS holds_from
FROM measures
JOIN (SELECT organization_code, fiscal_year, measure_no, min(held_on) AS first_held
      FROM activities GROUP BY ALL)
     USING (organization_code, fiscal_year, measure_no)
WHERE status IN ('not_started', 'no_case');

-- measure_overdue: a measure past its due date that is not done, and not without a case either.
SELECT 'measures' AS "table", organization_code, fiscal_year, load_id, source_row,
       measure_no::VARCHAR AS subject,
       'due_date' AS "column", status AS stated_word, due_date AS expected_word, due_date + 1 AS holds_from
FROM measures
WHERE due_date IS NOT NULL AND status NOT IN ('done', 'no_case');

-- measure_target_missed: a measure that is done by its status, of which activities that it wants were not
-- held as often, from the day after the year's end.
WITH met AS (
    SELECT organization_code, fiscal_year, measure_no, activity_kind, count(*) AS targets,
           count(*) FILTER (held >= wanted) AS targets_met
    FROM activity_target_held GROUP BY ALL
)
SELECT 'measures' AS "table", organization_code, fiscal_year, load_id, source_row,
       measure_no::VARCHAR AS subject, 'status' AS "column", targets_met AS stated, targets AS expected,
       status AS stated_word, activity_kind AS expected_word, year_end(fiscal_year) + 1 AS holds_from
FROM measures JOIN met USING (organization_code, fiscal_year, measure_no)
WHERE status = 'done' AND targets_met < targets;
