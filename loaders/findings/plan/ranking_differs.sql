-- The published comparison against the organization's own report of the same round: two figures, neither
-- called wrong.
WITH own AS (
    SELECT organization_code, organization, district, province, fiscal_year, round_months,
           sum(projects_done)::BIGINT AS done, sum(projects_planned)::BIGINT AS planned
    FROM plan_progress JOIN organizations USING (organization_code)
    GROUP BY ALL
)
SELECT 'plan_ranking' AS "table", organization_code, fiscal_year, as_of, round_months, load_id, source_row,
       organization AS subject, 'percent' AS "column", percent AS stated,
       percent_of(done, planned, 2)::DECIMAL(18, 2) AS expected, stated - expected AS difference
FROM plan_ranking JOIN own USING (organization, district, province, fiscal_year, round_months)
WHERE planned > 0 AND NOT is_share(percent, done, planned)
