-- The printed total row against itself: its remaining amount is what its other totals leave. Where
-- commitments include payments line by line, the sum of the greater of the two lies between the greater total
-- and both together. A total row that leaves out a column in which its rows have amounts says nothing of what
-- remains.
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
                        ELSE expected END)
