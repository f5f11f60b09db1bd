-- A printed level against the thresholds of data/reference/plan_levels.csv; a level begins at its lower
-- bound. The figure from which a level is told may lie anywhere within a unit of the printed one's last
-- decimal: 80.00 may stand for 79.996.
WITH threshold AS (
    SELECT round_months::INTEGER AS round_months, lower_percent::DECIMAL(18, 2) AS lower_percent,
           level AS known_level,
           lead(lower_percent) OVER (PARTITION BY round_months ORDER BY lower_percent) AS upper_percent
    FROM (SELECT * REPLACE (lower_percent::DECIMAL(18, 2) AS lower_percent) FROM plan_levels)
)
SELECT 'plan_ranking' AS "table", organization_code, fiscal_year, as_of, plan_ranking.round_months, load_id,
       source_row, organization AS subject, 'level' AS "column", percent AS stated, level AS stated_word,
       known_level AS expected_word
FROM plan_ranking
JOIN threshold
  ON plan_ranking.round_months = threshold.round_months AND plan_ranking.percent >= threshold.lower_percent
 AND (plan_ranking.percent < threshold.upper_percent OR threshold.upper_percent IS NULL)
LEFT JOIN organizations USING (organization, district, province)
WHERE level NOT IN (
    SELECT known_level FROM threshold AS near
    WHERE near.round_months = plan_ranking.round_months AND near.lower_percent < percent + last_unit(percent)
      AND (near.upper_percent > percent - last_unit(percent) OR near.upper_percent IS NULL))
