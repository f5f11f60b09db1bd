-- More complaints resolved than received.
SELECT 'complaints' AS "table", organization_code, fiscal_year, round_months, load_id, source_row,
       kind AS subject,
       'resolved' AS "column", resolved AS stated, received AS expected, stated - expected AS difference
FROM complaints
WHERE resolved > received
