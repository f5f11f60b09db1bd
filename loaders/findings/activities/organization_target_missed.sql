-- An organization that held fewer activities of a kind than it has to in a year of which it has any, from the
-- day after that year's end.
WITH counted AS (
    SELECT organization_code, fiscal_year, target.activity_kind, CAST(wanted AS INTEGER) AS wanted,
           count(*) FILTER (activities.activity_kind = target.activity_kind
                            AND held_on BETWEEN year_begin(fiscal_year) AND year_end(fiscal_year)) AS held
    FROM activities JOIN activity_targets AS target
         ON per = 'organization'
            AND fiscal_year BETWEEN first_fiscal_year::INTEGER AND last_fiscal_year::INTEGER
    GROUP BY ALL
)
SELECT 'activities' AS "table", organization_code, fiscal_year, 'held' AS "column",
       held AS stated, wanted AS expected, stated - expected AS difference, activity_kind AS stated_word,
       year_end(fiscal_year) + 1 AS holds_from
FROM counted
WHERE held < wanted
