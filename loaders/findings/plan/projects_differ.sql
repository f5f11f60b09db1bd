-- The report of a round against the sums of its own projects, where both are loaded.
WITH listed AS (SELECT DISTINCT organization_code, fiscal_year, round_months FROM plan_projects),
summed AS (
    SELECT organization_code, fiscal_year, round_months, dimension_no, count(*) AS projects_planned,
           count(*) FILTER (status = 'done') AS projects_done, sum(budget_planned) AS budget_planned,
           sum(budget_ordinance) AS budget_ordinance, sum(budget_spent) AS budget_spent
    FROM plan_projects
    GROUP BY ALL
),
compared AS (
    SELECT progress.organization_code, progress.fiscal_year, progress.round_months, progress.dimension_no,
           progress.load_id, progress.source_row, unnest([
               {'column': 'projects_planned', 'stated': progress.projects_planned::DECIMAL(38, 2),
                'expected': coalesce(summed.projects_planned, 0)::DECIMAL(38, 2)},
               {'column': 'projects_done', 'stated': progress.projects_done,
                'expected': coalesce(summed.projects_done, 0)},
               {'column': 'budget_planned', 'stated': progress.budget_planned,
                'expected': summed.budget_planned},
               {'column': 'budget_ordinance', 'stated': progress.budget_ordinance,
                'expected': summed.budget_ordinance},
               {'column': 'budget_spent', 'stated': progress.budget_spent, 'expected': summed.budget_spent}
           ], recursive := true)
    FROM plan_progress AS progress
    SEMI JOIN listed USING (organization_code, fiscal_year, round_months)
    LEFT JOIN summed USING (organization_code, fiscal_year, round_months, dimension_no)
)
SELECT 'plan_progress' AS "table", organization_code, fiscal_year, round_months, load_id, source_row,
       dimension_no::VARCHAR AS subject, "column", stated, expected, stated - expected AS difference
FROM compared
WHERE stated <> expected
