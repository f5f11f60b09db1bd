-- A month without rows between the first and the newest month of which an organization has some.
WITH span AS (
    SELECT "table", organization_code, min(begins) AS first, max(begins) AS newest
    FROM month_reported GROUP BY ALL
),
due AS (
    SELECT "table", organization_code, unnest(range(first, newest, INTERVAL 1 MONTH))::DATE AS begins
    FROM span
)
SELECT "table", organization_code, buddhist_year(year(begins + INTERVAL 3 MONTH))::INTEGER AS fiscal_year,
       'month' AS "column", strftime(begins, '%Y-%m') AS stated_word
FROM due ANTI JOIN month_reported USING ("table", organization_code, begins)
