-- What is done or spent is less after 12 months than after 6.
WITH figure AS (
    UNPIVOT (
        SELECT organization_code, fiscal_year, round_months, dimension_no, load_id, source_row,
               projects_done::DECIMAL(18, 2) AS projects_done, budget_spent
        FROM plan_progress
    ) ON projects_done, budget_spent INTO NAME "column" VALUE amount
)
SELECT 'plan_progress' AS "table", later.organization_code, later.fiscal_year, later.round_months,
       later.load_id,
       later.source_row, later.dimension_no::VARCHAR AS subject, later."column", later.amount AS stated,
       earlier.amount AS expected, stated - expected AS difference
FROM figure AS later JOIN figure AS earlier USING (organization_code, fiscal_year, dimension_no, "column")
WHERE later.round_months = 12 AND earlier.round_months = 6 AND stated < expected
