-- The printed total row against itself: its remaining amount is what its other totals leave. Where commitments include payments
-- line by line, the sum of the greater of the two lies between the greater total and both together.
WITH total AS (
    PIVOT (SELECT load_id, source_row, scope, "column", stated FROM stated_totals WHERE "table" = 'budget')
    ON "column" IN ('allocation', 'transfer_in', 'transfer_out', 'encumbered', 'disbursed', 'remaining')
    USING max(stated) GROUP BY load_id, source_row, scope
)
SELECT 'budget' AS "table", organization_code, fiscal_year, as_of, load_id, source_row, scope AS subject,
       'remaining' AS "column", remaining AS stated,
       revised_of(allocation, transfer_in, transfer_out) - used_of(convention, encumbered, disbursed) AS expected,
       stated - expected AS difference
FROM total JOIN convention USING (load_id) JOIN of_load USING (load_id)
WHERE stated > expected
   OR stated < CASE WHEN convention = 'gross' THEN expected - least(coalesce(encumbered, 0), disbursed) ELSE expected END
