-- What our words mean: every definition that two questions share. `published` is the database file that loaders write,
-- `reference` the editable tables of data/reference.

---------------------------------------------------------------------------------------------------- reference
CREATE VIEW organization AS
SELECT organization_code, organization, "type" AS organization_type, district, province
FROM reference.organizations;

CREATE VIEW target AS
SELECT indicator, CAST(fiscal_year AS INTEGER) AS fiscal_year, CAST(quarter AS INTEGER) AS quarter,
       CAST(target_percent AS DECIMAL(6, 2)) / 100 AS target, shown_by_default = 'on' AS shown, basis, note
FROM reference.targets;

CREATE VIEW plan_dimension AS
SELECT CAST(dimension_no AS INTEGER) AS dimension_no, dimension, basis,
       CAST(first_fiscal_year AS INTEGER) AS first_fiscal_year, CAST(last_fiscal_year AS INTEGER) AS last_fiscal_year
FROM reference.plan_dimensions;

-- Half-open: a level begins at its lower bound and ends before the next one's.
CREATE MACRO plan_level(months, ratio) AS (
    SELECT arg_max(level, CAST(lower_percent AS INTEGER))
    FROM reference.plan_levels
    WHERE CAST(round_months AS INTEGER) = months AND ratio * 100 >= CAST(lower_percent AS INTEGER)
);

---------------------------------------------------------------------------------------------------- what there is
CREATE VIEW available AS
SELECT 'budget' AS data_set, organization_code, fiscal_year, NULL::INTEGER AS round_months FROM published.budget
UNION SELECT 'satisfaction', organization_code, fiscal_year, NULL FROM published.satisfaction
UNION SELECT 'plan', organization_code, fiscal_year, round_months FROM published.plan_progress
UNION SELECT 'measures', organization_code, fiscal_year, NULL FROM published.measures;

---------------------------------------------------------------------------------------------------- budget
-- One line of the ordinance with its derived amounts (baht). Blank counts as 0 in sums. `used` is what is paid or
-- committed, by the convention that the load's commitment column follows.
CREATE VIEW budget_line AS
SELECT line.*,
       allocation + coalesce(transfer_in, 0) - coalesce(transfer_out, 0) AS revised,
       CASE loads.options ->> 'encumbered'
           WHEN 'gross' THEN greatest(coalesce(encumbered, 0), disbursed)
           WHEN 'ignored' THEN disbursed
           ELSE disbursed + coalesce(encumbered, 0)
       END AS used,
       loads.file_name
FROM published.budget AS line
JOIN published.loads AS loads USING (load_id);

-- A round ends with its last month: 31 March for 6 months; 12 months are the whole year.
CREATE MACRO round_end(year, months) AS
    CASE WHEN months = 6 THEN make_date(year - 543, 3, 31) ELSE DATE '9999-12-31' END;

-- Amounts are cumulative from 1 October, so one as-of date is taken, the newest of the round, and never two together.
CREATE MACRO budget_at(organization, year, months) AS TABLE
SELECT *
FROM budget_line
WHERE organization_code = organization AND fiscal_year = year
  AND as_of = (SELECT max(as_of) FROM published.budget
               WHERE organization_code = organization AND fiscal_year = year AND as_of <= round_end(year, months));

---------------------------------------------------------------------------------------------------- satisfaction
-- With respondents a mean is weighted by them; where any is missing all scores weigh the same.
CREATE MACRO mean_score(score, respondents) AS
    CASE WHEN count(respondents) = count(score) AND sum(respondents) > 0
         THEN sum(score * respondents) / sum(respondents) ELSE sum(score) / count(score) END;

CREATE MACRO survey_of(organization, year) AS TABLE
SELECT * FROM published.satisfaction WHERE organization_code = organization AND fiscal_year = year;

---------------------------------------------------------------------------------------------------- plan
CREATE MACRO progress_of(organization, year) AS TABLE
SELECT progress.*, coalesce(plan_dimension.dimension, '') AS dimension
FROM published.plan_progress AS progress
LEFT JOIN plan_dimension
  ON plan_dimension.dimension_no = progress.dimension_no
 AND progress.fiscal_year BETWEEN first_fiscal_year AND last_fiscal_year
WHERE organization_code = organization AND fiscal_year = year;
