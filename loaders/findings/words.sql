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

-- What the rules found; a rule gives those of these columns that apply. `place` serves the identity of a
-- finding only.
CREATE OR REPLACE TEMP TABLE found (
    rule VARCHAR, severity VARCHAR, "table" VARCHAR, organization_code VARCHAR, fiscal_year INTEGER,
    as_of DATE, round_months INTEGER, load_id INTEGER, source_row INTEGER, "column" VARCHAR,
    subject VARCHAR, stated DECIMAL(38, 2), expected DECIMAL(38, 2), difference DECIMAL(38, 2),
    stated_word VARCHAR, expected_word VARCHAR, holds_from DATE, holds_until DATE, place VARCHAR
);
