-- A division that held fewer activities of a kind than it has to in a year, from the day after that year's
-- end.
SELECT 'activities' AS "table", organization_code, fiscal_year, division AS subject, 'held' AS "column",
       held AS stated, wanted AS expected, stated - expected AS difference,
       activity_kind AS stated_word, year_end(fiscal_year) + 1 AS holds_from
FROM activity_target_held
WHERE division IS NOT NULL AND held < wanted
