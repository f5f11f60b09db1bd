-- Printed percentages against what done, planned and spent give: in each row, and in the printed total row.
-- Where nothing is planned, the source prints 100.00 by convention.
WITH figures AS (
    SELECT load_id, source_row, organization_code, fiscal_year, round_months,
           dimension_no::VARCHAR AS subject, projects_planned,
           projects_done, budget_planned, budget_spent, stated_projects_percent, stated_budget_percent
    FROM plan_progress
    UNION ALL BY NAME
    FROM (
        PIVOT (SELECT load_id, source_row, "column", stated FROM stated_totals
               WHERE "table" = 'plan_progress')
        ON "column" IN ('projects_planned', 'projects_done', 'budget_planned', 'budget_spent',
                        'stated_projects_percent', 'stated_budget_percent')
        USING max(stated) GROUP BY load_id, source_row
    ) JOIN (SELECT load_id, organization_code, fiscal_year, round_months FROM of_load) USING (load_id)
),
rate AS (
    SELECT figures.*, 'stated_projects_percent' AS "column", stated_projects_percent AS stated,
           projects_done AS part, projects_planned AS whole
    FROM figures
    UNION ALL
    SELECT figures.*, 'stated_budget_percent', stated_budget_percent, budget_spent, budget_planned
    FROM figures
)
SELECT 'plan_progress' AS "table", organization_code, fiscal_year, round_months, load_id, source_row, subject,
       "column", stated, percent_of(part, whole, 2)::DECIMAL(18, 2) AS expected,
       stated - expected AS difference
FROM rate
WHERE whole > 0 AND NOT is_share(stated, part, whole)
