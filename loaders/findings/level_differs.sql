-- A printed level against the thresholds of data/reference/plan_levels.csv; a level begins at its lower bound.
WITH threshold AS (
    SELECT round_months::INTEGER AS round_months, lower_percent::DECIMAL(18, 2) AS lower_percent, level AS known_level
    FROM plan_levels
)
SELECT 'plan_ranking' AS "table", organization_code, fiscal_year, as_of, plan_ranking.round_months, load_id, source_row,
       organization AS subject, 'level' AS "column", percent AS stated, level AS stated_word, known_level AS expected_word
FROM plan_ranking
ASOF JOIN threshold
  ON plan_ranking.round_months = threshold.round_months AND plan_ranking.percent >= threshold.lower_percent
LEFT JOIN organizations USING (organization, district, province)
WHERE level <> known_level
