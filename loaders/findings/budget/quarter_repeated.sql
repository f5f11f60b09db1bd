-- A report whose amounts are those of the year's report before it, line by line: payments go on, so it may be
-- that one once more.
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
QUALIFY amounts = lag(amounts) OVER by_year
