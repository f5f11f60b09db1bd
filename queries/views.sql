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
    SELECT 'plan_projects', load_id, organization_code, fiscal_year, NULL, round_months FROM published.plan_projects
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
-- One line of the ordinance with its derived amounts (baht). Of a line without payments stated neither what is used is known nor
-- what remains: rates and remainders are of what is accounted for.
CREATE VIEW budget_line AS
SELECT line.*, revised_of(allocation, transfer_in, transfer_out) AS revised,
       used_of(encumbered_convention, encumbered, disbursed) AS used,
       CASE WHEN disbursed IS NOT NULL THEN revised END AS accounted,
       load.file_name
FROM published.budget AS line
JOIN load USING (load_id);

-- What lines print as remaining, together: where some print none, those count with what is left; null where all print none.
CREATE MACRO printed_remaining(printed, leaves) AS CASE WHEN count(printed) > 0 THEN sum(coalesce(printed, leaves)) END;

-- A round ends with its last month: 31 March for 6 months; 12 months are the whole year.
CREATE MACRO round_end(year, months) AS
    CASE WHEN months = 6 THEN make_date(year - 543, 3, 31) ELSE DATE '9999-12-31' END;

CREATE MACRO newest_as_of(organization, year, months) AS (
    SELECT max(as_of) FROM source
    WHERE data_set = 'budget' AND organization_code = organization AND fiscal_year = year
      AND as_of <= round_end(year, months)
);

-- The lines of all years at all their as-of dates.
CREATE MACRO budget_of(organization, within) AS TABLE
SELECT *
FROM budget_line
WHERE organization_code = organization
  AND is_within(within, 'division', division) AND is_within(within, 'plan', plan)
  AND is_within(within, 'expenditure_group', expenditure_group) AND is_within(within, 'category', category)
  AND is_within(within, 'item', item);

-- The lines of a year at all its as-of dates.
CREATE MACRO budget_in(organization, year, within) AS TABLE
SELECT * FROM budget_of(organization, within) WHERE fiscal_year = year;

-- Amounts are cumulative from 1 October, so one as-of date is taken, the newest of the round, and never two together.
CREATE MACRO budget_at(organization, year, months, day, within) AS TABLE
SELECT * FROM budget_in(organization, year, within)
WHERE as_of = coalesce(day, newest_as_of(organization, year, months));

CREATE MACRO quarter_end(year, number) AS
    (make_date(year - 544, 10, 1) + to_months(CAST(3 * number AS INTEGER)))::DATE - 1;

CREATE MACRO quarter_of(year, day) AS
    least(datediff('month', make_date(year - 544, 10, 1), day) // 3 + 1, 4);

-- Until when a report counts for a quarter, as in the rule missing_quarter: 30 days after its end, after the year's 90.
CREATE MACRO counts_until(year, number) AS quarter_end(year, number) + CASE number WHEN 4 THEN 90 ELSE 30 END;

-- How much of a fiscal year has gone by at the end of a day (0–1).
CREATE MACRO year_elapsed(year, day) AS
    least((day - quarter_end(year, 0)) / (quarter_end(year, 4) - quarter_end(year, 0)), 1);

CREATE MACRO cabinet_target(year, number) AS (
    SELECT any_value(target) FROM target WHERE indicator = 'budget_disbursed' AND fiscal_year = year AND quarter = number
);

-- Which part of a budget should be paid by a day: the cabinet's target of its quarter where that is asked for and known, else
-- what even spending over the year gives; and by the year's end.
CREATE MACRO expected_rate_at(year, day, with_targets) AS
    coalesce(CASE WHEN with_targets THEN cabinet_target(year, quarter_of(year, day)) END, year_elapsed(year, day));

CREATE MACRO goal_of(year, with_targets) AS coalesce(CASE WHEN with_targets THEN cabinet_target(year, 4) END, 1);
-- What is compared between two times: each name in the ordinance with the names that it stands under; what repeats is one.
CREATE MACRO named_lines(organization, year, months, day, within) AS TABLE
SELECT division, coalesce(plan, '–') AS plan, coalesce(work, '–') AS work,
       coalesce(expenditure_group, '–') AS expenditure_group, coalesce(category, '–') AS category, item,
       sum(revised) AS revised, sum(disbursed) AS disbursed, arg_min(file_name, (load_id, source_row)) AS file_name,
       arg_min(source_row, (load_id, source_row)) AS source_row,
       arg_min(load_id || '/' || source_row, (load_id, source_row)) AS line
FROM budget_at(organization, year, months, day, within)
GROUP BY ALL;

-- A name without what changes from year to year: the year, the number it is listed under, how many are bought, and spaces.
CREATE MACRO without_year(name) AS
    regexp_replace(translate(name, '๐๑๒๓๔๕๖๗๘๙', '0123456789'),
        '(ประจำ)?(ปี)?(งบประมาณ)?\s*(พ\.?\s*ศ\.?)?\s*25\d\d|^[\s(]*\d+(\.\d+)*[.)\s]|จำนวน\s*\d+|\s', '', 'g');

-- What is compared of a name: its numbers, which tell places (community 7 is not community 17 renamed), and its letters, a byte
-- each: DuckDB compares bytes, and two of a Thai letter's three are those of all others, so that all Thai would be alike.
CREATE MACRO spelling(name) AS struct_pack(
    numbers := regexp_extract_all(without_year(name), '\d+'),
    letters := translate(without_year(name),
        'กขฃคฅฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรฤลฦวศษสหฬอฮฯะัาำิีึืฺุูเแโใไๅๆ็่้๊๋์ํ๎',
        'ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_abcdefghijklmnopqrstuvwxyz{|}~!#$%&()*+,-./'));

-- How alike two spellings are (0–1).
CREATE MACRO likeness(one, other) AS
    CASE WHEN one.numbers <> other.numbers THEN 0 WHEN one.letters = other.letters THEN 1
         ELSE jaro_winkler_similarity(one.letters, other.letters) END;

-- Up from here two names are probably of the same thing.
CREATE MACRO probably_same() AS 0.92;

CREATE MACRO named_divisions(organization, year, months, day, within) AS TABLE
SELECT division, sum(revised) AS revised, sum(disbursed) AS disbursed, arg_min(file_name, source_row) AS file_name,
       min(source_row) AS source_row, spelling(division) AS spelled
FROM named_lines(organization, year, months, day, within)
GROUP BY division;

-- The names that only one of two times has: "vanished" of the earlier, "new" of this one.
CREATE MACRO lines_apart(organization, year, months, day, before_year, before_months, before_day, within) AS TABLE
WITH earlier AS (FROM named_lines(organization, before_year, before_months, before_day, within)),
this AS (FROM named_lines(organization, year, months, day, within))
SELECT 'vanished' AS kind, earlier.*, spelling(item) AS spelled
FROM earlier ANTI JOIN this USING (division, plan, work, expenditure_group, category, item)
UNION ALL
SELECT 'new', this.*, spelling(item)
FROM this ANTI JOIN earlier USING (division, plan, work, expenditure_group, category, item);

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
CREATE VIEW progress AS
SELECT progress.*, coalesce(plan_dimension.dimension, '') AS dimension
FROM published.plan_progress AS progress
LEFT JOIN plan_dimension
  ON plan_dimension.dimension_no = progress.dimension_no
 AND progress.fiscal_year BETWEEN first_fiscal_year AND last_fiscal_year;

CREATE MACRO progress_of(organization, year) AS TABLE
SELECT * FROM progress WHERE organization_code = organization AND fiscal_year = year;

-- A round that is not named is the newest of its year.
CREATE MACRO plan_round_of(organization, year, months) AS coalesce(months, (
    SELECT max(round_months) FROM published.plan_progress WHERE organization_code = organization AND fiscal_year = year
));

CREATE MACRO projects_to_reach(target, planned) AS CAST(ceil(round(planned * target, 6)) AS INTEGER);

CREATE MACRO plan_level_from(name, months) AS (
    SELECT any_value(lower_percent) FROM plan_level WHERE level = name AND round_months = months
);

CREATE VIEW plan_target AS SELECT any_value(target) AS target FROM target WHERE indicator = 'plan_projects';

-- The whole plan in one round. What is expected of a round is its share of the year's target: a yardstick, no rule.
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
    FROM published.plan_progress
    GROUP BY organization_code, fiscal_year, round_months
)
SELECT total.*, target, target * round_months / 12 AS expected_rate,
       projects_to_reach(target, projects_planned) AS projects_needed,
       greatest(projects_to_reach(target, projects_planned) - projects_done, 0) AS projects_short,
       projects_to_reach(target * round_months / 12, projects_planned) AS projects_expected,
       plan_level_of(round_months, projects_rate) AS level,
       plan_level_from('มาก', round_months) AS high_from, plan_level_from('กลาง', round_months) AS medium_from,
       last_day(make_date(fiscal_year - 543, CASE round_months WHEN 6 THEN 3 ELSE 9 END, 1)) AS round_ends
FROM total CROSS JOIN plan_target;

-- The projects of a plan in one round. Their order is that of how near they are to being done: in hand (of two the one that
-- has spent more of its money), waiting to be reported, not possible, done.
CREATE MACRO projects_of(organization, year, months) AS TABLE
SELECT project.* EXCLUDE status, status AS project_status, file_name,
       row_number() OVER (ORDER BY list_position(['ongoing', 'waiting', 'cannot', 'done'], status),
                                   budget_spent / nullif(budget_ordinance, 0) DESC NULLS LAST, project_no) AS nearness
FROM published.plan_projects AS project JOIN load USING (load_id)
WHERE organization_code = organization AND fiscal_year = year AND round_months = plan_round_of(organization, year, months);

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

---------------------------------------------------------------------------------------------------- measures
-- Which data set shows that a measure was carried out, by its number.
CREATE TABLE measure_proof AS
SELECT CAST(measure_no AS INTEGER) AS measure_no, data_set, CAST(first_fiscal_year AS INTEGER) AS first_fiscal_year,
       CAST(last_fiscal_year AS INTEGER) AS last_fiscal_year
FROM reference.measure_proofs;

-- Whether a measure still has something to be done: neither done nor without a case.
CREATE MACRO is_open(status) AS status NOT IN ('done', 'no_case');

-- The measures of a year (null: of every year). Evidence of which nothing is told is unknown. `within` may ask for words, all of which must occur.
CREATE MACRO measures_of(organization, year, within) AS TABLE
SELECT line.* REPLACE (coalesce(line.evidence, 'unknown') AS evidence),
       (SELECT any_value(data_set) FROM measure_proof
        WHERE measure_proof.measure_no = line.measure_no
          AND line.fiscal_year BETWEEN first_fiscal_year AND last_fiscal_year) AS proof,
       file_name
FROM published.measures AS line JOIN load USING (load_id)
WHERE organization_code = organization AND fiscal_year = coalesce(year, fiscal_year)
  AND is_within(within, 'responsible', responsible) AND is_within(within, 'status', status)
  AND is_within(within, 'evidence', coalesce(evidence, 'unknown'))
  AND coalesce(list_bool_and(list_transform(
          string_split(lower(json_extract_string(within, 'words')), ' '),
          lambda word: contains(lower(concat_ws(' ', measure_no, measure, "procedure", responsible, result)), word))), true);

-- How alike two wordings are: the part of their runs of three letters that both have (1: all, 0: none).
CREATE MACRO threes(words) AS
    list_distinct(list_transform(range(1, greatest(length(words) - 1, 2)), lambda first: substr(words, first, 3)));

CREATE MACRO shared_wording(one, other) AS
    2 * len(list_intersect(threes(one), threes(other))) / (len(threes(one)) + len(threes(other)));

-- Which measure of a year is which of an earlier one: the same wording, or the same number and half of the wording.
CREATE MACRO same_measures(organization, year, earlier) AS TABLE
WITH wording AS (
    SELECT fiscal_year, measure_no, spaceless(measure) AS words FROM published.measures
    WHERE organization_code = organization AND fiscal_year IN (year, earlier)
),
later AS (FROM wording WHERE fiscal_year = year),
former AS (FROM wording WHERE fiscal_year = earlier),
candidate AS (
    SELECT later.measure_no, former.measure_no AS former_no, later.words, former.words AS former_words
    FROM later JOIN former USING (measure_no)
    UNION
    SELECT later.measure_no, former.measure_no AS former_no, later.words, former.words AS former_words
    FROM later JOIN former ON later.words = former.words
)
SELECT measure_no, former_no, (measure_no = former_no)::INTEGER + shared_wording(words, former_words) AS nearness
FROM candidate
WHERE shared_wording(words, former_words) >= 0.5
QUALIFY row_number() OVER (PARTITION BY measure_no ORDER BY nearness DESC, former_no) = 1
    AND row_number() OVER (PARTITION BY former_no ORDER BY nearness DESC, measure_no) = 1;

---------------------------------------------------------------------------------------------------- documents
-- What the assessment asks for in each year; an item's number changes from year to year, its subject does not.
CREATE TABLE oit_item AS
SELECT CAST(assessment_year AS INTEGER) AS assessment_year, item, subject, title, title_en, components,
       CAST(data_fiscal_year AS INTEGER) AS data_fiscal_year, basis = 'sourced' AS is_confirmed
FROM reference.oit_items;

CREATE TABLE oit_component AS
SELECT subject, component, component_en, data_sets, level, "text", note, note_en FROM reference.oit_components;

CREATE VIEW document_text AS FROM published.document_texts;
