-- What the words of the survey mean.

-- With respondents a mean is weighted by them; where any is missing all scores weigh the same.
CREATE MACRO mean_score(score, respondents) AS
    CASE WHEN count(respondents) = count(score) AND sum(respondents) > 0
         THEN sum(score * respondents) / sum(respondents) ELSE sum(score) / count(score) END;

-- How many people a mean stands for: answers by questions. Who answers several questions counts once, so this
-- is the fewest that there can be; null where any number is missing.
CREATE MACRO people_of(score, respondents, question) AS
    CASE WHEN count(respondents) = count(score)
         THEN floor(sum(respondents) / nullif(count(DISTINCT question) FILTER (score IS NOT NULL), 0)) END;

-- Half of a 95 % confidence interval is z = 1.96 standard errors; z < 0 gives the lower end. No source prints
-- how far answers are apart, so they are taken as far apart as scores of 0–100 with this mean can be:
-- variance mean × (100 − mean), the bound of Bhatia and Davis (2000), which is that of a proportion; the
-- interval is Wilson's (1927). The true one is narrower.
CREATE MACRO interval_end(score, people, z) AS
    CASE WHEN people > 0 THEN least(greatest(
        100 * (score / 100.0 + z * z / (2 * people)
               + z * sqrt(greatest(score / 100.0 * (1 - score / 100.0), 0) / people
                          + z * z / (4 * people * people))) / (1 + z * z / people), 0), 100) END;

CREATE TABLE satisfaction_band AS
SELECT "set" AS bands, scale, CAST(lower AS DECIMAL(6, 2)) AS lower, lower_is = 'exclusive' AS exclusive,
       coalesce(level, 'points ' || points) AS band, basis
FROM reference.satisfaction_bands;

-- A mean as it is printed: differences are taken between these, so that a reader finds the same.
-- A half goes up, also where the binary number lies a hair below it: 95.925 is 95.93.
CREATE MACRO printed(score) AS CAST(score + 1e-9 AS DECIMAL(6, 2));

-- A score as a set of bands counts it, to the two decimals that are printed: 95.00 is never more than 95.
CREATE MACRO on_scale(score, scale) AS
    printed(CASE scale WHEN 'mean_of_5' THEN score / 20.0 ELSE score END);

CREATE MACRO band_of(chosen, score) AS (
    SELECT arg_max(band, lower) FROM satisfaction_band
    WHERE bands = chosen
      AND (on_scale(score, scale) > lower OR (on_scale(score, scale) = lower AND NOT exclusive))
);

-- The survey of a year (null: of every year). What fewer than `minimum` people answered is withheld before
-- anything is computed: it is in no mean and no count, so that no subtraction brings it back.
CREATE MACRO survey_of(organization, year, within, minimum) AS TABLE
SELECT line.* REPLACE (
           CASE WHEN line.respondents < minimum THEN NULL ELSE line.score_percent END AS score_percent,
           CASE WHEN line.respondents < minimum THEN NULL ELSE line.respondents END AS respondents),
       coalesce(line.respondents < minimum, false) AS withheld
FROM published.satisfaction AS line
WHERE organization_code = organization AND fiscal_year = coalesce(year, fiscal_year)
  AND is_within(within, 'division', division) AND is_within(within, 'dimension_no', dimension_no)
  AND is_within(within, 'question_no', question_no);

-- The means of what is in view: of each value of a level, and of all scores (is_all; where no other means are
-- wanted the level is null), each with its interval and its band in the `chosen` set. Numbers and names are
-- those of any line of it.
CREATE MACRO survey_means(level, organization, year, within, minimum, chosen) AS TABLE
WITH line AS (
    SELECT *,
           CASE level WHEN 'division' THEN division WHEN 'question_no' THEN CAST(question_no AS VARCHAR)
                      WHEN 'dimension_no' THEN CAST(dimension_no AS VARCHAR) END AS value
    FROM survey_of(organization, year, within, minimum)
),
mean AS (
    SELECT grouping(value) = 1 AS is_all, any_value(division) AS division,
           any_value(dimension_no) AS dimension_no, any_value(dimension) AS dimension,
           any_value(question_no) AS question_no, any_value(question) AS question,
           mean_score(score_percent, respondents) AS score, min(score_percent) AS lowest,
           max(score_percent) AS highest, count(DISTINCT division) AS divisions,
           count(DISTINCT question_no) AS questions, count(score_percent) AS scores,
           count(*) FILTER (withheld) AS withheld,
           people_of(score_percent, respondents, question_no) AS respondents
    FROM line
    GROUP BY ROLLUP (value)
    -- Of no lines at all ROLLUP makes one mean, too.
    HAVING count(*) > 0
)
SELECT *, interval_end(score, respondents, -1.96) AS interval_low,
       interval_end(score, respondents, 1.96) AS interval_high, band_of(chosen, score) AS band
FROM mean;
