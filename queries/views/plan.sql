-- What the words of the anti-corruption plan mean.

CREATE TABLE plan_dimension AS
SELECT CAST(dimension_no AS INTEGER) AS dimension_no, dimension,
       CAST(first_fiscal_year AS INTEGER) AS first_fiscal_year,
       CAST(last_fiscal_year AS INTEGER) AS last_fiscal_year
FROM reference.plan_dimensions;

-- Half-open: a level begins at its lower bound and ends before the next one's.
CREATE TABLE plan_level AS
SELECT CAST(round_months AS INTEGER) AS round_months, CAST(lower_percent AS INTEGER) AS lower_percent, level
FROM reference.plan_levels;

CREATE MACRO plan_level_of(months, ratio) AS (
    SELECT arg_max(level, lower_percent) FROM plan_level
    WHERE round_months = months AND ratio * 100 >= lower_percent
);

CREATE VIEW progress AS
SELECT progress.*, coalesce(plan_dimension.dimension, '') AS dimension
FROM named.plan_progress AS progress
LEFT JOIN plan_dimension
  ON plan_dimension.dimension_no = progress.dimension_no
 AND progress.fiscal_year BETWEEN first_fiscal_year AND last_fiscal_year;

CREATE MACRO progress_of(organization, year) AS TABLE
SELECT * FROM progress WHERE organization_code = organization AND fiscal_year = year;

-- A round that is not named is the newest of its year.
CREATE MACRO plan_round_of(organization, year, months) AS coalesce(months, (
    SELECT max(round_months) FROM named.plan_progress
    WHERE organization_code = organization AND fiscal_year = year
));

-- Rounded before: in binary 0.8 × 6 / 12 × 5 is a hair more than 2, and would ask for 3.
CREATE MACRO projects_to_reach(target, planned) AS CAST(ceil(round(planned * target, 6)) AS INTEGER);

CREATE MACRO plan_level_from(name, months) AS (
    SELECT any_value(lower_percent) FROM plan_level WHERE level = name AND round_months = months
);

CREATE VIEW plan_target AS SELECT any_value(target) AS target FROM target WHERE indicator = 'plan_projects';

-- The whole plan in one round. What is expected of a round is its share of the year's target: a yardstick, no
-- rule.
CREATE VIEW plan_round AS
WITH total AS (
    SELECT organization_code, fiscal_year, round_months, sum(projects_planned)::INTEGER AS projects_planned,
           sum(projects_done)::INTEGER AS projects_done,
           sum(projects_done) / nullif(sum(projects_planned), 0) AS projects_rate,
           sum(budget_planned) AS budget_planned, sum(budget_ordinance) AS budget_ordinance,
           sum(budget_spent) AS budget_spent,
           sum(budget_spent) / nullif(sum(budget_planned), 0) AS spent_of_planned,
           sum(budget_spent) / nullif(sum(budget_ordinance), 0) AS spent_of_ordinance,
           count(*)::INTEGER AS rows, min(load_id) AS load_id
    FROM named.plan_progress
    GROUP BY organization_code, fiscal_year, round_months
)
SELECT total.*, target, target * round_months / 12 AS expected_rate,
       projects_to_reach(target, projects_planned) AS projects_needed,
       greatest(projects_to_reach(target, projects_planned) - projects_done, 0) AS projects_short,
       projects_to_reach(target * round_months / 12, projects_planned) AS projects_expected,
       plan_level_of(round_months, projects_rate) AS level,
       plan_level_from('มาก', round_months) AS high_from,
       plan_level_from('กลาง', round_months) AS medium_from,
       round_end(fiscal_year, round_months) AS round_ends
FROM total CROSS JOIN plan_target;

-- The projects of a plan in one round. Their order is that of how near they are to being done: in hand (of
-- two the one that has spent more of its money), waiting to be reported, not possible, done.
CREATE MACRO projects_of(organization, year, months) AS TABLE
SELECT project.* EXCLUDE status, status AS project_status, file_name,
       row_number() OVER (ORDER BY list_position(['ongoing', 'waiting', 'cannot', 'done'], status),
                                   budget_spent / nullif(budget_ordinance, 0) DESC NULLS LAST,
                                   project_no) AS nearness
FROM named.plan_projects AS project JOIN load USING (load_id)
WHERE organization_code = organization AND fiscal_year = year
  AND round_months = plan_round_of(organization, year, months);
