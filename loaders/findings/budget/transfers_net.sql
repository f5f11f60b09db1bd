-- Transfers move money within an ordinance: over a whole as-of date of an organization they net to zero.
SELECT 'budget' AS "table", organization_code, fiscal_year, as_of,
       CASE WHEN min(load_id) = max(load_id) THEN min(load_id) END AS load_id, 'transfer_in' AS "column",
       coalesce(sum(transfer_in), 0) - coalesce(sum(transfer_out), 0) AS stated, 0 AS expected,
       stated AS difference
FROM budget
GROUP BY organization_code, fiscal_year, as_of
HAVING stated <> 0
