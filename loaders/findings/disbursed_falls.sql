-- Amounts are cumulative: a line's payments cannot be less than at the division's previous as-of date of the year that states
-- any.
-- Lines meet by two hashes of their names, 128 bits: what is kept of millions of earlier lines while the others pass is narrow.
WITH dated AS (
    SELECT organization_code, fiscal_year, division, as_of,
           lag(as_of) OVER (PARTITION BY organization_code, fiscal_year, division ORDER BY as_of) AS previous
    FROM (SELECT DISTINCT organization_code, fiscal_year, division, as_of FROM budget WHERE disbursed IS NOT NULL)
    QUALIFY previous IS NOT NULL
),
later AS (
    SELECT budget.*, previous,
           hash(organization_code, fiscal_year, division, previous, plan, work, expenditure_group, category, item,
                occurrence) AS line,
           hash(item, occurrence, category, expenditure_group, work, plan, 'again') AS line_again
    FROM budget JOIN dated USING (organization_code, fiscal_year, division, as_of)
),
earlier AS (
    SELECT hash(budget.organization_code, budget.fiscal_year, budget.division, previous, plan, work, expenditure_group,
                category, item, occurrence) AS line,
           hash(item, occurrence, category, expenditure_group, work, plan, 'again') AS line_again, disbursed
    FROM budget
    JOIN dated ON dated.organization_code = budget.organization_code AND dated.fiscal_year = budget.fiscal_year
              AND dated.division = budget.division AND dated.previous = budget.as_of
)
SELECT 'budget' AS "table", organization_code, fiscal_year, as_of, load_id, source_row, item AS subject,
       line_of(plan, work, expenditure_group, category, division, item, occurrence) AS place, 'disbursed' AS "column",
       later.disbursed AS stated, earlier.disbursed AS expected, stated - expected AS difference, previous AS expected_word
FROM later JOIN earlier USING (line, line_again)
WHERE later.disbursed < earlier.disbursed
