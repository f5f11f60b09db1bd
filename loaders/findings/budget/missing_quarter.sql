-- A budget year without figures of a quarter, from the day after it was due on; an ordinance without payments
-- is the report of none. On any day one finding holds a year: it names the quarters missing by then.
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
WINDOW by_year AS (PARTITION BY organization_code, fiscal_year ORDER BY number)
