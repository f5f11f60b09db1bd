-- Words that several rules share, beside those of queries/words.sql.

-- What tells a line of the ordinance from the others of its as-of date.
CREATE OR REPLACE TEMP MACRO line_of(plan, work, expenditure_group, category, division, item, occurrence) AS
    to_json([plan, work, expenditure_group, category, division, item, occurrence::VARCHAR])::VARCHAR;

-- The one value that the register names; none where it names several.
CREATE OR REPLACE TEMP MACRO only_one(listed) AS CASE WHEN NOT contains(listed, ', ') THEN listed END;

-- One unit of the last decimal with which a percentage was printed, as far as its value tells: 12.34 → 0.01,
-- 12.50 → 0.1, 12 → 1.
CREATE OR REPLACE TEMP MACRO last_unit(percent) AS
    CASE WHEN percent = trunc(percent) THEN 1 WHEN percent * 10 = trunc(percent * 10) THEN 0.1 ELSE 0.01 END;

-- Whether a printed percentage is what part and whole give: rounded up, down or to either side of a tie, or
-- cut off, also from a binary number a hair below. The exact share is never rounded itself.
CREATE OR REPLACE TEMP MACRO is_share(percent, part, whole) AS
    abs(percent * whole - 100 * part) <= last_unit(percent) * whole;

-- The commitment convention of each load.
CREATE OR REPLACE TEMP VIEW convention AS SELECT load_id, options ->> 'encumbered' AS convention FROM loads;

-- Whose figures a load brought, and of when.
CREATE OR REPLACE TEMP VIEW of_load AS
SELECT load_id, only_one(organization_code) AS organization_code,
       only_one(fiscal_year)::INTEGER AS fiscal_year,
       only_one(as_of)::DATE AS as_of, only_one(round_months)::INTEGER AS round_months
FROM loads;

-- How often each division, and the organization as a whole (division null), held what it was to hold in a
-- year of which there are activities. Divisions are those that the year's activities name, by whichever of
-- their names, and where they name any, those of the year's last budget too: one that held nothing is named
-- nowhere else.
CREATE OR REPLACE TEMP VIEW activity_target_held AS
WITH name AS (
    SELECT organization_code, spaceless(unnest([division, alias])) AS name, spaceless(division) AS division
    FROM divisions
),
of_year AS (
    SELECT organization_code, fiscal_year, division, activity_kind,
           held_on BETWEEN year_begin(fiscal_year) AND year_end(fiscal_year) AS is_in_year, 0 AS place
    FROM activities
    UNION ALL
    SELECT organization_code, fiscal_year, division, NULL, NULL, 1
    FROM (SELECT DISTINCT organization_code, fiscal_year, as_of, division
          FROM budget SEMI JOIN activities USING (organization_code, fiscal_year)
          QUALIFY as_of = max(as_of) OVER (PARTITION BY organization_code, fiscal_year))
    -- The central fund is no division, and what nobody knows may be a slip of the pen.
    WHERE division <> 'งบกลาง' AND spaceless(division) IN (SELECT name FROM name)
),
known AS (
    SELECT of_year.*,
           coalesce((SELECT min(name.division) FROM name
                     WHERE name.name = spaceless(of_year.division)
                       AND coalesce(name.organization_code, of_year.organization_code)
                           = of_year.organization_code),
                    spaceless(of_year.division)) AS known_as
    FROM of_year
),
target AS (
    SELECT per, activity_kind AS kind, CAST(wanted AS INTEGER) AS wanted,
           CAST(measure_no AS INTEGER) AS measure_no,
           CAST(first_fiscal_year AS INTEGER) AS first_year, CAST(last_fiscal_year AS INTEGER) AS last_year
    FROM activity_targets
)
SELECT organization_code, fiscal_year, kind AS activity_kind, measure_no, wanted,
       arg_min(division, (place, division)) AS division,
       count(*) FILTER (activity_kind = kind AND is_in_year) AS held
FROM known SEMI JOIN (FROM known WHERE place = 0 AND division IS NOT NULL) AS naming
     USING (organization_code, fiscal_year)
     JOIN target ON per = 'division' AND fiscal_year BETWEEN first_year AND last_year
WHERE division IS NOT NULL
GROUP BY organization_code, fiscal_year, kind, measure_no, wanted, known_as
UNION ALL
SELECT organization_code, fiscal_year, kind, measure_no, wanted, NULL,
       count(*) FILTER (activity_kind = kind AND is_in_year)
FROM known JOIN target ON per = 'organization' AND fiscal_year BETWEEN first_year AND last_year
WHERE place = 0
GROUP BY organization_code, fiscal_year, kind, measure_no, wanted;

-- What the rules found; a rule gives those of these columns that apply. `place` serves the identity of a
-- finding only.
CREATE OR REPLACE TEMP TABLE found (
    rule VARCHAR, severity VARCHAR, "table" VARCHAR, organization_code VARCHAR, fiscal_year INTEGER,
    as_of DATE, round_months INTEGER, load_id INTEGER, source_row INTEGER, "column" VARCHAR,
    subject VARCHAR, stated DECIMAL(38, 2), expected DECIMAL(38, 2), difference DECIMAL(38, 2),
    stated_word VARCHAR, expected_word VARCHAR, holds_from DATE, holds_until DATE, place VARCHAR
);
