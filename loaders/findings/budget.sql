-- disbursed_falls: amounts are cumulative: a line's payments cannot be less than at the division's previous
-- as-of date of the year that states any. Lines meet by two hashes of their names, 128 bits: what is kept
-- of millions of earlier lines while the others pass is narrow. Lines of one name are told apart by their
-- order only, which may be another in each report: together they may not fall.
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
                                        item ORDER BY occurrence) = 1;

-- missing_quarter: a budget year without figures of a quarter, from the day after it was due on; an
-- ordinance without payments is the report of none. On any day one finding holds a year: it names the
-- quarters missing by then.
WITH dated AS (
    SELECT organization_code, fiscal_year, as_of, bool_or(disbursed IS NOT NULL) AS with_payments
    FROM budget
    GROUP BY ALL
),
reported AS (
    SELECT organization_code, fiscal_year, list(as_of) FILTER (with_payments) AS days FROM dated GROUP BY ALL
),
missing AS (
    SELECT organization_code, fiscal_year, unnest(quarters_without_data(fiscal_year, days)) AS number
    FROM reported
)
SELECT 'budget' AS "table", organization_code, fiscal_year, 'as_of' AS "column",
       string_agg(number, ', ') OVER by_year AS stated_word,
       quarter_due(fiscal_year, number) + 1 AS holds_from,
       lead(quarter_due(fiscal_year, number) + 1) OVER by_year AS holds_until
FROM missing
WINDOW by_year AS (PARTITION BY organization_code, fiscal_year ORDER BY number);

-- overspent: a line of which more is paid and committed than it has after transfers.
SELECT 'budget' AS "table", organization_code, fiscal_year, as_of, load_id, source_row, item AS subject,
       line_of(plan, work, expenditure_group, category, division, item, occurrence) AS place,
       'disbursed' AS "column",
       used_of(convention, encumbered, disbursed) AS stated,
       revised_of(allocation, transfer_in, transfer_out) AS expected, stated - expected AS difference
FROM budget JOIN convention USING (load_id)
WHERE stated > expected;

-- planned_quarters: a line's spending plan, all quarters together, against what the ordinance gives it,
-- before or after transfers.
SELECT 'budget' AS "table", organization_code, fiscal_year, as_of, load_id, source_row, item AS subject,
       line_of(plan, work, expenditure_group, category, division, item, occurrence) AS place,
       'planned' AS "column",
       coalesce(planned_q1, 0) + coalesce(planned_q2, 0) + coalesce(planned_q3, 0) + coalesce(planned_q4, 0)
           AS stated,
       revised_of(allocation, transfer_in, transfer_out) AS expected, stated - expected AS difference
FROM budget
WHERE coalesce(planned_q1, planned_q2, planned_q3, planned_q4) IS NOT NULL
  AND stated NOT IN (allocation, expected);

-- quarter_repeated: a report whose amounts are those of the year's report before it, line by line: payments
-- go on, so it may be that one once more.
WITH report AS (
    SELECT organization_code, fiscal_year, as_of, sum(disbursed) AS disbursed,
           CASE WHEN min(load_id) = max(load_id) THEN min(load_id) END AS load_id,
           -- Lines in whatever order: two hashes, since equal sums of one may be chance.
           struct_pack(
               lines := count(*), one := sum(hash(line)::HUGEINT), other := sum(hash(line, 'again')::HUGEINT)
           ) AS amounts
    FROM (
        SELECT *,
               struct_pack(
                   division, plan, work, expenditure_group, category, item, occurrence, allocation,
                   transfer_in, transfer_out, encumbered, disbursed
               ) AS line
        FROM budget
    )
    GROUP BY organization_code, fiscal_year, as_of
)
SELECT 'budget' AS "table", organization_code, fiscal_year, as_of, load_id, 'disbursed' AS "column",
       disbursed AS stated, lag(disbursed) OVER by_year AS expected, 0 AS difference,
       (lag(as_of) OVER by_year)::VARCHAR AS expected_word
FROM report
WHERE disbursed > 0
WINDOW by_year AS (PARTITION BY organization_code, fiscal_year ORDER BY as_of)
QUALIFY amounts = lag(amounts) OVER by_year;

-- remaining_identity: a line's remaining amount, as printed, against what allocation, transfers,
-- commitments and payments leave.
SELECT 'budget' AS "table", organization_code, fiscal_year, as_of, load_id, source_row, item AS subject,
       line_of(plan, work, expenditure_group, category, division, item, occurrence) AS place,
       'remaining' AS "column",
       remaining AS stated,
       revised_of(allocation, transfer_in, transfer_out)
           - used_of(convention, encumbered, disbursed) AS expected,
       stated - expected AS difference
FROM budget JOIN convention USING (load_id)
WHERE remaining <> expected;

-- sum_of_rows: a line whose name begins as a total does and whose amounts are those of the rows just above
-- it together: it may be counted twice.
WITH candidate AS (
    SELECT load_id, source_row FROM budget
    WHERE (starts_with(item, 'รวม') OR starts_with(item, 'ยอดรวม') OR starts_with(item, 'ผลรวม'))
      AND allocation > 0
),
line AS (
    SELECT budget.*, row_number() OVER whole AS place, sum(allocation) OVER whole AS allocated,
           sum(disbursed) OVER whole AS paid
    FROM budget SEMI JOIN candidate USING (load_id)
    WINDOW whole AS (PARTITION BY load_id ORDER BY source_row)
),
summed AS (
    SELECT total.*, first.source_row AS first_row, total.place - first.place AS rows_above
    FROM line AS total SEMI JOIN candidate USING (load_id, source_row)
    JOIN line AS first ON first.load_id = total.load_id AND first.place <= total.place - 2
     AND total.allocated - total.allocation - (first.allocated - first.allocation) = total.allocation
     AND total.paid - total.disbursed - (first.paid - first.disbursed) = total.disbursed
    QUALIFY row_number() OVER (PARTITION BY total.load_id, total.source_row ORDER BY first.place DESC) = 1
)
SELECT 'budget' AS "table", organization_code, fiscal_year, as_of, load_id, source_row, item AS subject,
       line_of(plan, work, expenditure_group, category, division, item, occurrence) AS place,
       'allocation' AS "column",
       allocation AS stated, allocation AS expected, 0 AS difference, rows_above::VARCHAR AS stated_word,
       first_row::VARCHAR AS expected_word
FROM summed;

-- total_identity: the printed total row against itself: its remaining amount is what its other totals
-- leave. Where commitments include payments line by line, the sum of the greater of the two lies between
-- the greater total and both together. A total row that leaves out a column in which its rows have amounts
-- says nothing of what remains.
WITH total AS (
    PIVOT (SELECT load_id, source_row, scope, "column", stated FROM stated_totals WHERE "table" = 'budget')
    ON "column" IN ('allocation', 'transfer_in', 'transfer_out', 'encumbered', 'disbursed', 'remaining')
    USING max(stated) GROUP BY load_id, source_row, scope
),
has AS (
    SELECT load_id, bool_or(transfer_in <> 0) AS transfer_in, bool_or(transfer_out <> 0) AS transfer_out,
           bool_or(encumbered <> 0) AS encumbered
    FROM budget GROUP BY load_id
)
SELECT 'budget' AS "table", organization_code, fiscal_year, as_of, load_id, source_row, scope AS subject,
       'remaining' AS "column", remaining AS stated,
       revised_of(allocation, total.transfer_in, total.transfer_out)
           - used_of(convention, total.encumbered, disbursed) AS expected,
       stated - expected AS difference
FROM total JOIN convention USING (load_id) JOIN of_load USING (load_id) JOIN has USING (load_id)
WHERE NOT coalesce(total.transfer_in IS NULL AND has.transfer_in, false)
  AND NOT coalesce(total.transfer_out IS NULL AND has.transfer_out, false)
  AND NOT coalesce(total.encumbered IS NULL AND has.encumbered AND convention <> 'ignored', false)
  AND (stated > expected
       OR stated < CASE WHEN convention = 'gross'
                        THEN expected - least(coalesce(total.encumbered, 0), disbursed)
                        ELSE expected END);

-- transfers_net: transfers move money within an ordinance: over a whole as-of date of an organization they
-- net to zero.
SELECT 'budget' AS "table", organization_code, fiscal_year, as_of,
       CASE WHEN min(load_id) = max(load_id) THEN min(load_id) END AS load_id, 'transfer_in' AS "column",
       coalesce(sum(transfer_in), 0) - coalesce(sum(transfer_out), 0) AS stated, 0 AS expected,
       stated AS difference
FROM budget
GROUP BY organization_code, fiscal_year, as_of
HAVING stated <> 0;
