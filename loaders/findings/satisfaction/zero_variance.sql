-- A division with the same score in every question, of which there are at least three.
SELECT 'satisfaction' AS "table", organization_code, fiscal_year,
       CASE WHEN min(load_id) = max(load_id) THEN min(load_id) END AS load_id, min(source_row) AS source_row,
       division AS subject, 'score_percent' AS "column", min(score_percent) AS stated, 0 AS difference,
       count(*)::VARCHAR AS stated_word
FROM satisfaction
GROUP BY organization_code, fiscal_year, division
HAVING count(*) >= 3 AND min(score_percent) = max(score_percent)
