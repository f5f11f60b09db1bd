-- A measure that is done by its status, of which activities that it wants were not held as often, from the
-- day after the year's end.
WITH met AS (
    SELECT organization_code, fiscal_year, measure_no, activity_kind, count(*) AS targets,
           count(*) FILTER (held >= wanted) AS targets_met
    FROM activity_target_held GROUP BY ALL
)
SELECT 'measures' AS "table", organization_code, fiscal_year, load_id, source_row,
       measure_no::VARCHAR AS subject, 'status' AS "column", targets_met AS stated, targets AS expected,
       status AS stated_word, activity_kind AS expected_word, year_end(fiscal_year) + 1 AS holds_from
FROM measures JOIN met USING (organization_code, fiscal_year, measure_no)
WHERE status = 'done' AND targets_met < targets
