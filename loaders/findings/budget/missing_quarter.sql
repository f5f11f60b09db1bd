-- A budget year without figures of a quarter, from 30 days after its end on. A figure counts for the quarter of its as-of date,
-- within 30 days after a quarter for that one too, and after the year's end for the fourth; an ordinance without payments counts
-- for none. On any day one finding holds a year: it names the quarters missing by then.
WITH dated AS (
    SELECT organization_code, fiscal_year, as_of, bool_or(disbursed IS NOT NULL) AS with_payments,
           make_date(fiscal_year - 544, 10, 1) AS begins
    FROM budget
    GROUP BY ALL
),
quarter AS (
    SELECT DISTINCT organization_code, fiscal_year, number,
           (begins + to_months(CAST(3 * number - 3 AS INTEGER)))::DATE AS first_day,
           (begins + to_months(CAST(3 * number AS INTEGER)))::DATE - 1 AS last_day
    FROM dated CROSS JOIN (SELECT unnest([1, 2, 3, 4]) AS number)
),
missing AS (
    FROM quarter WHERE NOT EXISTS (
        FROM dated
        WHERE dated.organization_code = quarter.organization_code AND dated.fiscal_year = quarter.fiscal_year
          AND with_payments AND as_of BETWEEN first_day AND CASE WHEN number = 4 THEN last_day + 90 ELSE last_day + 30 END)
)
SELECT 'budget' AS "table", organization_code, fiscal_year, 'as_of' AS "column",
       string_agg(number, ', ') OVER by_year AS stated_word, last_day + 31 AS holds_from,
       lead(last_day + 31) OVER by_year AS holds_until
FROM missing
WINDOW by_year AS (PARTITION BY organization_code, fiscal_year ORDER BY number)
