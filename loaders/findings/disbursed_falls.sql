-- Amounts are cumulative: a line's payments cannot be less than at the division's previous as-of date of the year.
-- Lines meet by the hash of their names, which is narrow enough for millions; the few that fell are then compared by name.
WITH dated AS (
    SELECT organization_code, fiscal_year, division, as_of,
           lag(as_of) OVER (PARTITION BY organization_code, fiscal_year, division ORDER BY as_of) AS previous
    FROM (SELECT DISTINCT organization_code, fiscal_year, division, as_of FROM budget)
    QUALIFY previous IS NOT NULL
),
later AS (
    SELECT load_id, source_row, disbursed,
           hash(organization_code, fiscal_year, division, previous, plan, work, expenditure_group, category, item,
                occurrence) AS line
    FROM budget JOIN dated USING (organization_code, fiscal_year, division, as_of)
),
earlier AS (
    SELECT load_id, source_row, disbursed,
           hash(budget.organization_code, budget.fiscal_year, budget.division, previous, plan, work, expenditure_group,
                category, item, occurrence) AS line
    FROM budget
    JOIN dated ON dated.organization_code = budget.organization_code AND dated.fiscal_year = budget.fiscal_year
              AND dated.division = budget.division AND dated.previous = budget.as_of
),
fallen AS (
    SELECT later.load_id, later.source_row, earlier.load_id AS earlier_load, earlier.source_row AS earlier_row
    FROM later JOIN earlier USING (line)
    WHERE later.disbursed < earlier.disbursed
)
SELECT 'budget' AS "table", now.organization_code, now.fiscal_year, now.as_of, now.load_id, now.source_row,
       now.item AS subject,
       line_of(now.plan, now.work, now.expenditure_group, now.category, now.division, now.item, now.occurrence) AS place,
       'disbursed' AS "column", now.disbursed AS stated, before.disbursed AS expected, stated - expected AS difference,
       before.as_of AS expected_word
FROM fallen
JOIN budget AS now ON now.load_id = fallen.load_id AND now.source_row = fallen.source_row
JOIN budget AS before ON before.load_id = earlier_load AND before.source_row = earlier_row
WHERE (now.plan, now.work, now.expenditure_group, now.category, now.division, now.item, now.occurrence)
          IS NOT DISTINCT FROM
      (before.plan, before.work, before.expenditure_group, before.category, before.division, before.item, before.occurrence)
