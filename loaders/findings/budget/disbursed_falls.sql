-- Amounts are cumulative: a line's payments cannot be less than at the division's previous as-of date of the
-- year that states any. Lines meet by two hashes of their names, 128 bits: what is kept of millions of
-- earlier lines while the others pass is narrow. Lines of one name are told apart by their order only, which
-- may be another in each report: together they may not fall.
WITH dated AS (
    SELECT organization_code, fiscal_year, division, as_of,
           lag(as_of) OVER (PARTITION BY organization_code, fiscal_year, division ORDER BY as_of) AS previous
    FROM (SELECT DISTINCT organization_code, fiscal_year, division, as_of FROM budget
          WHERE disbursed IS NOT NULL)
    QUALIFY previous IS NOT NULL
),
later AS (
    SELECT budget.*, previous,
           hash(organization_code, fiscal_year, division, previous, plan, work, expenditure_group,
                category, item, occurrence) AS line,
           hash(item, occurrence, category, expenditure_group, work, plan, 'again') AS line_again
    FROM budget JOIN dated USING (organization_code, fiscal_year, division, as_of)
),
earlier AS (
    SELECT hash(budget.organization_code, budget.fiscal_year, budget.division, previous, plan, work,
                expenditure_group, category, item, occurrence) AS line,
           hash(item, occurrence, category, expenditure_group, work, plan, 'again') AS line_again, disbursed
    FROM budget
    JOIN dated ON dated.organization_code = budget.organization_code
              AND dated.fiscal_year = budget.fiscal_year
              AND dated.division = budget.division AND dated.previous = budget.as_of
),
fallen AS MATERIALIZED (
    SELECT later.* FROM later JOIN earlier USING (line, line_again) WHERE later.disbursed < earlier.disbursed
),
summed AS (
    SELECT fallen.load_id, fallen.source_row,
           sum(budget.disbursed) FILTER (budget.as_of = fallen.as_of) AS stated,
           sum(budget.disbursed) FILTER (budget.as_of = previous) AS expected
    FROM fallen JOIN (
        -- Between two codes: a scan passes over whole groups of rows, which it does not for IN.
        FROM budget WHERE organization_code BETWEEN (SELECT min(organization_code) FROM fallen)
                                                AND (SELECT max(organization_code) FROM fallen)
    ) AS budget
      ON budget.organization_code = fallen.organization_code AND budget.fiscal_year = fallen.fiscal_year
     AND budget.division = fallen.division AND budget.item = fallen.item
     AND budget.plan IS NOT DISTINCT FROM fallen.plan AND budget.work IS NOT DISTINCT FROM fallen.work
     AND budget.expenditure_group IS NOT DISTINCT FROM fallen.expenditure_group
     AND budget.category IS NOT DISTINCT FROM fallen.category
    GROUP BY fallen.load_id, fallen.source_row
)
SELECT 'budget' AS "table", organization_code, fiscal_year, as_of, load_id, source_row, item AS subject,
       line_of(plan, work, expenditure_group, category, division, item, occurrence) AS place,
       'disbursed' AS "column", stated, expected, stated - expected AS difference, previous AS expected_word
FROM fallen JOIN summed USING (load_id, source_row)
WHERE stated < expected
QUALIFY row_number() OVER (PARTITION BY organization_code, fiscal_year, as_of, plan, work, expenditure_group,
                           category, division,
                                        item ORDER BY occurrence) = 1
