-- repaired_exceeds_reported: more streetlights repaired than reported.
SELECT 'streetlights' AS "table", organization_code, fiscal_year, round_months, load_id, source_row,
       kind AS subject,
       'repaired' AS "column", repaired AS stated, reported AS expected, stated - expected AS difference
FROM streetlights
WHERE repaired > reported;
