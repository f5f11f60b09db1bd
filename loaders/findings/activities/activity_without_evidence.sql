-- An activity of which the file says that there is no evidence, from the day after it was held. Where it says
-- that it does not know, nothing is said.
SELECT 'activities' AS "table", organization_code, fiscal_year, load_id, source_row, activity AS subject,
       activity_no::VARCHAR AS place, 'evidence' AS "column", held_on AS stated_word,
       held_on + 1 AS holds_from
FROM activities
WHERE evidence = 'no'
