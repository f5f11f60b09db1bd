-- More projects done after 12 months than after 6, and nothing more spent, though the plan has a budget for
-- them. Where the projects are listed, those done may need no money: then one with a budget has to be among
-- them of which nothing is spent.
WITH listed AS (
    SELECT organization_code, fiscal_year, round_months, dimension_no,
           bool_or(status = 'done' AND budget_planned > 0 AND coalesce(budget_spent, 0) = 0) AS has_unpaid
    FROM plan_projects
    GROUP BY ALL
)
SELECT 'plan_progress' AS "table", later.organization_code, later.fiscal_year, later.round_months,
       later.load_id, later.source_row, later.dimension_no::VARCHAR AS subject, 'budget_spent' AS "column",
       later.budget_spent AS stated, 0 AS difference, later.projects_done::VARCHAR AS stated_word,
       earlier.projects_done::VARCHAR AS expected_word
FROM plan_progress AS later JOIN plan_progress AS earlier USING (organization_code, fiscal_year, dimension_no)
LEFT JOIN listed ON listed.organization_code = later.organization_code
                AND listed.fiscal_year = later.fiscal_year
                AND listed.round_months = later.round_months AND listed.dimension_no = later.dimension_no
WHERE later.round_months = 12 AND earlier.round_months = 6 AND later.projects_done > earlier.projects_done
  AND later.budget_spent = earlier.budget_spent AND later.budget_planned > 0 AND coalesce(has_unpaid, true)
