-- The ordinance's budget of a dimension is another in the 12-month report than in the 6-month one.
SELECT 'plan_progress' AS "table", later.organization_code, later.fiscal_year, later.round_months,
       later.load_id,
       later.source_row, later.dimension_no::VARCHAR AS subject, 'budget_ordinance' AS "column",
       later.budget_ordinance AS stated, earlier.budget_ordinance AS expected, stated - expected AS difference
FROM plan_progress AS later JOIN plan_progress AS earlier USING (organization_code, fiscal_year, dimension_no)
WHERE later.round_months = 12 AND earlier.round_months = 6 AND stated <> expected
