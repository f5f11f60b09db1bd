-- done_exceeds_planned: more projects done than the plan has.
SELECT 'plan_progress' AS "table", organization_code, fiscal_year, round_months, load_id, source_row,
       dimension_no::VARCHAR AS subject, 'projects_done' AS "column", projects_done AS stated,
       projects_planned AS expected, stated - expected AS difference
FROM plan_progress
WHERE projects_done > projects_planned;

-- done_without_spending: more projects done after 12 months than after 6, and nothing more spent, though
-- the plan has a budget for them. Where the projects are listed, those done may need no money: then one
-- with a budget has to be among them of which nothing is spent.
WITH listed AS (
    SELECT organization_code, fiscal_year, round_months, dimension_no,
           bool_or(status = 'done' AND budget_planned > 0 AND coalesce(budget_spent, 0) = 0) AS has_unpaid
    FROM plan_projects
    GROUP BY ALL
)
SELECT 'plan_progress' AS "table", later.organization_code, later.fiscal_year, later.round_months,
       later.load_id, later.source_row, later.dimension_no::VARCHAR AS subject, 'budget_spent' AS "column",
       later.budget_spent AS stated, 0 AS difference, later.projects_done::VARCHAR AS stated_word,
       earlier.projects_done::VARCHAR AS expected_word
FROM plan_progress AS later JOIN plan_progress AS earlier USING (organization_code, fiscal_year, dimension_no)
LEFT JOIN listed ON listed.organization_code = later.organization_code
                AND listed.fiscal_year = later.fiscal_year
                AND listed.round_months = later.round_months AND listed.dimension_no = later.dimension_no
WHERE later.round_months = 12 AND earlier.round_months = 6 AND later.projects_done > earlier.projects_done
  AND later.budget_spent = earlier.budget_spent AND later.budget_planned > 0 AND coalesce(has_unpaid, true);

-- level_differs: a printed level against the thresholds of data/reference/plan_levels.csv; a level begins
-- at its lower bound. The figure from which a level is told may lie anywhere within a unit of the printed
-- one's last decimal: 80.00 may stand for 79.996.
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
      AND (near.upper_percent > percent - last_unit(percent) OR near.upper_percent IS NULL));

-- missing_round: a report of the anti-corruption plan past its deadline: 6 months by the end of April, 12
-- months by the end of October. Asked for years of which anything is there, from the organization's first
-- plan on.
WITH reported AS (
    SELECT organization_code, fiscal_year, round_months FROM plan_progress
    UNION
    SELECT organization_code, fiscal_year, round_months FROM plan_projects
),
known AS (
    SELECT DISTINCT organization_code, fiscal_year FROM brought WHERE organization_code IS NOT NULL
),
first AS (SELECT organization_code, min(fiscal_year) AS fiscal_year FROM reported GROUP BY organization_code),
due AS (
    SELECT organization_code, known.fiscal_year, unnest([6, 12]) AS round_months,
           unnest([plan_report_due(known.fiscal_year, 6), plan_report_due(known.fiscal_year, 12)]) AS deadline
    FROM known JOIN first USING (organization_code)
    WHERE known.fiscal_year >= first.fiscal_year
)
SELECT 'plan_progress' AS "table", organization_code, fiscal_year, round_months, 'round_months' AS "column",
       deadline AS expected_word, deadline + 1 AS holds_from
FROM due ANTI JOIN reported USING (organization_code, fiscal_year, round_months);

-- ordinance_changed: the ordinance's budget of a dimension is another in the 12-month report than in the
-- 6-month one.
SELECT 'plan_progress' AS "table", later.organization_code, later.fiscal_year, later.round_months,
       later.load_id,
       later.source_row, later.dimension_no::VARCHAR AS subject, 'budget_ordinance' AS "column",
       later.budget_ordinance AS stated, earlier.budget_ordinance AS expected, stated - expected AS difference
FROM plan_progress AS later JOIN plan_progress AS earlier USING (organization_code, fiscal_year, dimension_no)
WHERE later.round_months = 12 AND earlier.round_months = 6 AND stated <> expected;

-- progress_falls: what is done or spent is less after 12 months than after 6.
WITH figure AS (
    UNPIVOT (
        SELECT organization_code, fiscal_year, round_months, dimension_no, load_id, source_row,
               projects_done::DECIMAL(18, 2) AS projects_done, budget_spent
        FROM plan_progress
    ) ON projects_done, budget_spent INTO NAME "column" VALUE amount
)
SELECT 'plan_progress' AS "table", later.organization_code, later.fiscal_year, later.round_months,
       later.load_id,
       later.source_row, later.dimension_no::VARCHAR AS subject, later."column", later.amount AS stated,
       earlier.amount AS expected, stated - expected AS difference
FROM figure AS later JOIN figure AS earlier USING (organization_code, fiscal_year, dimension_no, "column")
WHERE later.round_months = 12 AND earlier.round_months = 6 AND stated < expected;

-- projects_differ: the report of a round against the sums of its own projects, where both are loaded.
WITH listed AS (SELECT DISTINCT organization_code, fiscal_year, round_months FROM plan_projects),
summed AS (
    SELECT organization_code, fiscal_year, round_months, dimension_no, count(*) AS projects_planned,
           count(*) FILTER (status = 'done') AS projects_done, sum(budget_planned) AS budget_planned,
           sum(budget_ordinance) AS budget_ordinance, sum(budget_spent) AS budget_spent
    FROM plan_projects
    GROUP BY ALL
),
compared AS (
    SELECT progress.organization_code, progress.fiscal_year, progress.round_months, progress.dimension_no,
           progress.load_id, progress.source_row, unnest([
               {'column': 'projects_planned', 'stated': progress.projects_planned::DECIMAL(38, 2),
                'expected': coalesce(summed.projects_planned, 0)::DECIMAL(38, 2)},
               {'column': 'projects_done', 'stated': progress.projects_done,
                'expected': coalesce(summed.projects_done, 0)},
               {'column': 'budget_planned', 'stated': progress.budget_planned,
                'expected': summed.budget_planned},
               {'column': 'budget_ordinance', 'stated': progress.budget_ordinance,
                'expected': summed.budget_ordinance},
               {'column': 'budget_spent', 'stated': progress.budget_spent, 'expected': summed.budget_spent}
           ], recursive := true)
    FROM plan_progress AS progress
    SEMI JOIN listed USING (organization_code, fiscal_year, round_months)
    LEFT JOIN summed USING (organization_code, fiscal_year, round_months, dimension_no)
)
SELECT 'plan_progress' AS "table", organization_code, fiscal_year, round_months, load_id, source_row,
       dimension_no::VARCHAR AS subject, "column", stated, expected, stated - expected AS difference
FROM compared
WHERE stated <> expected;

-- ranking_differs: the published comparison against the organization's own report of the same round: two
-- figures, neither called wrong.
WITH own AS (
    SELECT organization_code, organization, district, province, fiscal_year, round_months,
           sum(projects_done)::BIGINT AS done, sum(projects_planned)::BIGINT AS planned
    FROM plan_progress JOIN organizations USING (organization_code)
    GROUP BY ALL
)
SELECT 'plan_ranking' AS "table", organization_code, fiscal_year, as_of, round_months, load_id, source_row,
       organization AS subject, 'percent' AS "column", percent AS stated,
       percent_of(done, planned, 2)::DECIMAL(18, 2) AS expected, stated - expected AS difference
FROM plan_ranking JOIN own USING (organization, district, province, fiscal_year, round_months)
WHERE planned > 0 AND NOT is_share(percent, done, planned);

-- stated_percent: printed percentages against what done, planned and spent give: in each row, and in the
-- printed total row. Where nothing is planned, the source prints 100.00 by convention.
WITH figures AS (
    SELECT load_id, source_row, organization_code, fiscal_year, round_months,
           dimension_no::VARCHAR AS subject, projects_planned,
           projects_done, budget_planned, budget_spent, stated_projects_percent, stated_budget_percent
    FROM plan_progress
    UNION ALL BY NAME
    FROM (
        PIVOT (SELECT load_id, source_row, "column", stated FROM stated_totals
               WHERE "table" = 'plan_progress')
        ON "column" IN ('projects_planned', 'projects_done', 'budget_planned', 'budget_spent',
                        'stated_projects_percent', 'stated_budget_percent')
        USING max(stated) GROUP BY load_id, source_row
    ) JOIN (SELECT load_id, organization_code, fiscal_year, round_months FROM of_load) USING (load_id)
),
rate AS (
    SELECT figures.*, 'stated_projects_percent' AS "column", stated_projects_percent AS stated,
           projects_done AS part, projects_planned AS whole
    FROM figures
    UNION ALL
    SELECT figures.*, 'stated_budget_percent', stated_budget_percent, budget_spent, budget_planned
    FROM figures
)
SELECT 'plan_progress' AS "table", organization_code, fiscal_year, round_months, load_id, source_row, subject,
       "column", stated, percent_of(part, whole, 2)::DECIMAL(18, 2) AS expected,
       stated - expected AS difference
FROM rate
WHERE whole > 0 AND NOT is_share(stated, part, whole);
