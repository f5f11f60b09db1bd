-- What the words of the activities mean.

-- How often an activity of a kind is to be held in a fiscal year: by each division or by the organization.
CREATE TABLE activity_target AS
SELECT activity_kind, per, CAST(wanted AS INTEGER) AS times_wanted, CAST(measure_no AS INTEGER) AS measure_no,
       CAST(first_fiscal_year AS INTEGER) AS first_fiscal_year,
       CAST(last_fiscal_year AS INTEGER) AS last_fiscal_year
FROM reference.activity_targets;

-- The names under which a division is known, without spaces; null: of every organization.
CREATE TABLE division_name AS
SELECT organization_code, spaceless(unnest([division, alias])) AS name, spaceless(division) AS division
FROM reference.divisions;

-- What a division is known as, by whichever of its names.
CREATE MACRO known_division(organization, named) AS coalesce(
    (SELECT min(division) FROM division_name
     WHERE name = spaceless(named) AND coalesce(organization_code, organization) = organization),
    spaceless(named));

-- The activities of a year (null: of every year). What is dated up to `day` is held, and what is dated
-- outside the fiscal year in which it is reported counts for none of its targets. Evidence of which nothing
-- is told is unknown.
CREATE MACRO activities_of(organization, year, within, day) AS TABLE
SELECT line.* REPLACE (coalesce(line.evidence, 'unknown') AS evidence),
       held_on <= day AS is_held,
       held_on BETWEEN year_begin(line.fiscal_year) AND year_end(line.fiscal_year) AS is_in_year, file_name
FROM named.activities AS line JOIN load USING (load_id)
WHERE line.organization_code = organization AND line.fiscal_year = coalesce(year, line.fiscal_year)
  AND is_within(within, 'division', division) AND is_within(within, 'activity_kind', activity_kind)
  AND is_within(within, 'measure_no', measure_no)
  AND is_within(within, 'evidence', coalesce(line.evidence, 'unknown'));

-- The divisions of a year by what they are known as: those that its activities name, and where they name any,
-- those of its last budget too, since one that has held nothing is named nowhere else. The central fund is
-- none, and what nobody knows may be a slip of the pen.
CREATE MACRO holding_divisions(organization, year) AS TABLE
WITH of_activities AS (
    SELECT DISTINCT fiscal_year, division FROM named.activities
    WHERE organization_code = organization AND fiscal_year = coalesce(year, fiscal_year)
      AND division IS NOT NULL
),
of_budget AS (
    SELECT DISTINCT fiscal_year, division
    FROM named.budget SEMI JOIN of_activities USING (fiscal_year)
    WHERE organization_code = organization AND division <> 'งบกลาง'
      AND as_of = newest_report('budget', organization, fiscal_year, NULL)
      AND spaceless(division) IN (SELECT name FROM division_name)
)
SELECT fiscal_year, known_division(organization, division) AS known_as,
       arg_min(division, (place, division)) AS division
FROM (SELECT *, 0 AS place FROM of_activities UNION ALL SELECT *, 1 AS place FROM of_budget)
GROUP BY ALL;

-- What was to be held in a year (null: in every year) and was: a row for each division, or for the
-- organization (division null), and kind of which there is a target.
CREATE MACRO activity_targets_of(organization, year, day) AS TABLE
WITH activity AS (
    SELECT *, known_division(organization, division) AS known_as
    FROM activities_of(organization, year, '{}', day)
    WHERE is_in_year
),
wanted AS (
    SELECT fiscal_year, target.activity_kind, target.measure_no, times_wanted, NULL AS known_as,
           NULL AS division
    FROM (SELECT DISTINCT fiscal_year FROM activities_of(organization, year, '{}', day)) AS reported
    JOIN activity_target AS target
         ON per = 'organization' AND fiscal_year BETWEEN first_fiscal_year AND last_fiscal_year
    UNION ALL
    SELECT fiscal_year, target.activity_kind, target.measure_no, times_wanted, known_as, division
    FROM holding_divisions(organization, year)
    JOIN activity_target AS target
         ON per = 'division' AND fiscal_year BETWEEN first_fiscal_year AND last_fiscal_year
),
counted AS (
    SELECT wanted.fiscal_year, wanted.division, wanted.activity_kind, wanted.measure_no, times_wanted,
           count(*) FILTER (is_held) AS held, count(*) FILTER (NOT is_held) AS to_come
    FROM wanted LEFT JOIN activity
         ON activity.fiscal_year = wanted.fiscal_year AND activity.activity_kind = wanted.activity_kind
            AND coalesce(activity.known_as = wanted.known_as, wanted.known_as IS NULL)
    GROUP BY ALL
)
SELECT *, greatest(times_wanted - held, 0) AS times_short FROM counted;
