-- activity_outside_year: an activity whose date lies outside the fiscal year in which it is reported: it
-- counts for no target.
SELECT 'activities' AS "table", organization_code, fiscal_year, load_id, source_row, activity AS subject,
       activity_no::VARCHAR AS place, 'held_on' AS "column", held_on AS stated_word
FROM activities
WHERE NOT held_on BETWEEN year_begin(fiscal_year) AND year_end(fiscal_year);

-- activity_without_evidence: an activity of which the file says that there is no evidence, from the day
-- after it was held. Where it says that it does not know, nothing is said.
SELECT 'activities' AS "table", organization_code, fiscal_year, load_id, source_row, activity AS subject,
       activity_no::VARCHAR AS place, 'evidence' AS "column", held_on AS stated_word,
       held_on + 1 AS holds_from
FROM activities
WHERE evidence = 'no';

-- division_target_missed: a division that held fewer activities of a kind than it has to in a year, from
-- the day after that year's end.
SELECT 'activities' AS "table", organization_code, fiscal_year, division AS subject, 'held' AS "column",
       held AS stated, wanted AS expected, stated - expected AS difference,
       activity_kind AS stated_word, year_end(fiscal_year) + 1 AS holds_from
FROM activity_target_held
WHERE division IS NOT NULL AND held < wanted;

-- organization_target_missed: an organization that held fewer activities of a kind than it has to in a year
-- of which it has any, from the day after that year's end.
SELECT 'activities' AS "table", organization_code, fiscal_year, 'held' AS "column",
       held AS stated, wanted AS expected, stated - expected AS difference,
       activity_kind AS stated_word, year_end(fiscal_year) + 1 AS holds_from
FROM activity_target_held
WHERE division IS NULL AND held < wanted;
