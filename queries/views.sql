-- What our words mean: every definition that two questions share. `published` is the database file that loaders write,
-- `reference` the editable tables of data/reference.

---------------------------------------------------------------------------------------------------- reference
CREATE TABLE target AS
SELECT indicator, CAST(fiscal_year AS INTEGER) AS fiscal_year, CAST(quarter AS INTEGER) AS quarter,
       CAST(target_percent AS DECIMAL(6, 2)) / 100 AS target, shown_by_default = 'on' AS shown, basis, note
FROM reference.targets;

CREATE TABLE plan_dimension AS
SELECT CAST(dimension_no AS INTEGER) AS dimension_no, dimension, basis,
       CAST(first_fiscal_year AS INTEGER) AS first_fiscal_year, CAST(last_fiscal_year AS INTEGER) AS last_fiscal_year
FROM reference.plan_dimensions;

-- Half-open: a level begins at its lower bound and ends before the next one's.
CREATE TABLE plan_level AS
SELECT CAST(round_months AS INTEGER) AS round_months, CAST(lower_percent AS INTEGER) AS lower_percent, level
FROM reference.plan_levels;

CREATE MACRO plan_level_of(months, ratio) AS (
    SELECT arg_max(level, lower_percent) FROM plan_level
    WHERE round_months = months AND ratio * 100 >= lower_percent
);

---------------------------------------------------------------------------------------------------- what there is
CREATE TABLE load AS
SELECT load_id, file_name, sha256, loaded_at, options ->> 'encumbered' AS encumbered_convention
FROM published.loads;

-- Which load brought what, counted once: the published file never changes while it is open.
CREATE TABLE source AS
WITH brought AS (
    SELECT 'budget' AS data_set, load_id, organization_code, fiscal_year, as_of, NULL::INTEGER AS round_months
    FROM published.budget
    UNION ALL
    SELECT 'satisfaction', load_id, organization_code, fiscal_year, NULL, NULL FROM published.satisfaction
    UNION ALL
    SELECT 'plan', load_id, organization_code, fiscal_year, NULL, round_months FROM published.plan_progress
    UNION ALL
    SELECT 'measures', load_id, organization_code, fiscal_year, NULL, NULL FROM published.measures
)
SELECT brought.data_set, brought.load_id, brought.organization_code, brought.fiscal_year, brought.as_of,
       brought.round_months, count(*) AS rows, any_value(file_name) AS file_name, any_value(sha256) AS sha256,
       any_value(loaded_at) AS loaded_at
FROM brought JOIN load USING (load_id)
GROUP BY ALL;

-- No province has the code 99: what begins with it is made up (loaders/demo.py), and its name says so wherever it stands.
CREATE TABLE organization AS
SELECT organization_code, organization, "type" AS organization_type, district, province
FROM reference.organizations
WHERE NOT starts_with(organization_code, '99')
UNION ALL
SELECT organization_code, concat_ws(' ', 'เทศบาลตัวอย่าง', nullif(number, 1), '(ข้อมูลสมมติ)'), 'เทศบาลเมือง',
       concat_ws(' ', 'ตัวอย่าง', nullif((number + 7) // 8, 1)), 'สมมติ'
FROM (SELECT DISTINCT organization_code, CAST(substr(organization_code, 3) AS INTEGER) AS number
      FROM source WHERE starts_with(organization_code, '99'));

-- Whether a line has the value to which a scope is narrowed (JSON: column → value, "–" where there is none).
CREATE MACRO is_within(within, name, value) AS
    coalesce(json_extract_string(within, name) = coalesce(CAST(value AS VARCHAR), '–'), true);

---------------------------------------------------------------------------------------------------- budget
-- One line of the ordinance with its derived amounts (baht).
CREATE VIEW budget_line AS
SELECT line.*, revised_of(allocation, transfer_in, transfer_out) AS revised,
       used_of(encumbered_convention, encumbered, disbursed) AS used,
       load.file_name
FROM published.budget AS line
JOIN load USING (load_id);

-- A round ends with its last month: 31 March for 6 months; 12 months are the whole year.
CREATE MACRO round_end(year, months) AS
    CASE WHEN months = 6 THEN make_date(year - 543, 3, 31) ELSE DATE '9999-12-31' END;

CREATE MACRO newest_as_of(organization, year, months) AS (
    SELECT max(as_of) FROM source
    WHERE data_set = 'budget' AND organization_code = organization AND fiscal_year = year
      AND as_of <= round_end(year, months)
);

-- Amounts are cumulative from 1 October, so one as-of date is taken, the newest of the round, and never two together.
CREATE MACRO budget_at(organization, year, months, day, within) AS TABLE
SELECT *
FROM budget_line
WHERE organization_code = organization AND fiscal_year = year
  AND as_of = coalesce(day, newest_as_of(organization, year, months))
  AND is_within(within, 'division', division) AND is_within(within, 'plan', plan)
  AND is_within(within, 'expenditure_group', expenditure_group) AND is_within(within, 'category', category)
  AND is_within(within, 'item', item);

---------------------------------------------------------------------------------------------------- satisfaction
-- With respondents a mean is weighted by them; where any is missing all scores weigh the same.
CREATE MACRO mean_score(score, respondents) AS
    CASE WHEN count(respondents) = count(score) AND sum(respondents) > 0
         THEN sum(score * respondents) / sum(respondents) ELSE sum(score) / count(score) END;

-- How many people a mean stands for: answers by questions. Who answers several questions counts once, so this is the fewest that
-- there can be; null where any number is missing.
CREATE MACRO people_of(score, respondents, question) AS
    CASE WHEN count(respondents) = count(score)
         THEN floor(sum(respondents) / nullif(count(DISTINCT question) FILTER (score IS NOT NULL), 0)) END;

-- Half of a 95 % confidence interval is z = 1.96 standard errors; z < 0 gives the lower end. No source prints how far answers
-- are apart, so they are taken as far apart as scores of 0–100 with this mean can be: variance mean × (100 − mean), the bound
-- of Bhatia and Davis (2000), which is that of a proportion; the interval is Wilson's (1927). The true one is narrower.
CREATE MACRO interval_end(score, people, z) AS
    CASE WHEN people > 0 THEN least(greatest(
        100 * (score / 100.0 + z * z / (2 * people) + z * sqrt(greatest(score / 100.0 * (1 - score / 100.0), 0) / people
               + z * z / (4 * people * people))) / (1 + z * z / people), 0), 100) END;

CREATE TABLE satisfaction_band AS
SELECT "set" AS bands, scale, CAST(lower AS DECIMAL(6, 2)) AS lower, lower_is = 'exclusive' AS exclusive,
       coalesce(level, 'points ' || points) AS band, basis
FROM reference.satisfaction_bands;

-- A mean as it is printed: differences are taken between these, so that a reader finds the same.
CREATE MACRO printed(score) AS CAST(score + 1e-9 AS DECIMAL(6, 2));

-- A score as a set of bands counts it, to the two decimals that are printed: 95.00 is never more than 95.
CREATE MACRO on_scale(score, scale) AS
    printed(CASE scale WHEN 'mean_of_5' THEN score / 20.0 ELSE score END);

CREATE MACRO band_of(chosen, score) AS (
    SELECT arg_max(band, lower) FROM satisfaction_band
    WHERE bands = chosen AND (on_scale(score, scale) > lower OR (on_scale(score, scale) = lower AND NOT exclusive))
);

-- The survey of a year (null: of every year). What fewer than `minimum` people answered is withheld before anything is
-- computed: it is in no mean and no count, so that no subtraction brings it back.
CREATE MACRO survey_of(organization, year, within, minimum) AS TABLE
SELECT line.* REPLACE (CASE WHEN line.respondents < minimum THEN NULL ELSE line.score_percent END AS score_percent,
                       CASE WHEN line.respondents < minimum THEN NULL ELSE line.respondents END AS respondents),
       coalesce(line.respondents < minimum, false) AS withheld
FROM published.satisfaction AS line
WHERE organization_code = organization AND fiscal_year = coalesce(year, fiscal_year)
  AND is_within(within, 'division', division) AND is_within(within, 'dimension_no', dimension_no)
  AND is_within(within, 'question_no', question_no);

---------------------------------------------------------------------------------------------------- plan
CREATE MACRO progress_of(organization, year) AS TABLE
SELECT progress.*, coalesce(plan_dimension.dimension, '') AS dimension
FROM published.plan_progress AS progress
LEFT JOIN plan_dimension
  ON plan_dimension.dimension_no = progress.dimension_no
 AND progress.fiscal_year BETWEEN first_fiscal_year AND last_fiscal_year
WHERE organization_code = organization AND fiscal_year = year;

---------------------------------------------------------------------------------------------------- findings
CREATE VIEW finding AS
SELECT findings.*, CASE WHEN "table" LIKE 'plan%' THEN 'plan' ELSE "table" END AS data_set, load.file_name,
       explanation, explained_by, explained_at
FROM published.findings
LEFT JOIN load USING (load_id)
LEFT JOIN published.explanations USING (finding_id);

-- What holds on a day for an organization in one fiscal year, or where none is named, in the newest of each data set and after
-- it. A finding of a file with several organizations or years belongs to all of them.
CREATE MACRO findings_of(organization, year, today) AS TABLE
WITH newest AS (
    SELECT data_set, max(fiscal_year) AS newest_year FROM source WHERE organization_code = organization GROUP BY data_set
)
SELECT finding.*
FROM finding
LEFT JOIN newest USING (data_set)
WHERE coalesce(finding.organization_code = organization, true)
  AND coalesce(CASE WHEN year IS NULL THEN finding.fiscal_year >= newest_year ELSE finding.fiscal_year = year END, true)
  AND coalesce(holds_from <= today, true) AND coalesce(holds_until > today, true);
