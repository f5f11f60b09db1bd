-- More projects done than the plan has.
SELECT 'plan_progress' AS "table", organization_code, fiscal_year, round_months, load_id, source_row,
       dimension_no::VARCHAR AS subject, 'projects_done' AS "column", projects_done AS stated,
       projects_planned AS expected, stated - expected AS difference
FROM plan_progress
WHERE projects_done > projects_planned
