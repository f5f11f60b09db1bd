-- An activity whose date lies outside the fiscal year in which it is reported: it counts for no target.
SELECT 'activities' AS "table", organization_code, fiscal_year, load_id, source_row, activity AS subject,
       activity_no::VARCHAR AS place, 'held_on' AS "column", held_on AS stated_word
FROM activities
WHERE NOT held_on BETWEEN year_begin(fiscal_year) AND year_end(fiscal_year)
