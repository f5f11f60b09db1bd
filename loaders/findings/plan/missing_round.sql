-- A report of the anti-corruption plan past its deadline: 6 months by the end of April, 12 months by the end
-- of October. Asked for years of which anything is there, from the organization's first plan on.
WITH reported AS (
    SELECT organization_code, fiscal_year, round_months FROM plan_progress
    UNION
    SELECT organization_code, fiscal_year, round_months FROM plan_projects
),
known AS (
    SELECT DISTINCT organization_code, fiscal_year FROM brought WHERE organization_code IS NOT NULL
),
first AS (SELECT organization_code, min(fiscal_year) AS fiscal_year FROM reported GROUP BY organization_code),
due AS (
    SELECT organization_code, known.fiscal_year, unnest([6, 12]) AS round_months,
           unnest([plan_report_due(known.fiscal_year, 6), plan_report_due(known.fiscal_year, 12)]) AS deadline
    FROM known JOIN first USING (organization_code)
    WHERE known.fiscal_year >= first.fiscal_year
)
SELECT 'plan_progress' AS "table", organization_code, fiscal_year, round_months, 'round_months' AS "column",
       deadline AS expected_word, deadline + 1 AS holds_from
FROM due ANTI JOIN reported USING (organization_code, fiscal_year, round_months)
