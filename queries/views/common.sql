-- What our words mean: every definition that two questions share. `published` is the database file that
-- loaders write, `reference` the editable tables of data/reference, `data_set` the register
-- (vocabulary/data_sets.py).

CREATE TABLE target AS
SELECT indicator, CAST(fiscal_year AS INTEGER) AS fiscal_year, CAST(quarter AS INTEGER) AS quarter,
       CAST(target_percent AS DECIMAL(6, 2)) / 100 AS target, basis, note
FROM reference.targets;

CREATE TABLE load AS
SELECT load_id, file_name, sha256, loaded_at, options ->> 'encumbered' AS encumbered_convention
FROM published.loads;

-- Which load brought what, as it was counted when it was published.
CREATE TABLE source AS
SELECT sources.*, file_name, sha256, loaded_at
FROM published.sources JOIN load USING (load_id)
WHERE organization_code IS NOT NULL;

CREATE MACRO newest_report(which, organization, year, months) AS (
    SELECT max(as_of) FROM source
    WHERE data_set = which AND organization_code = organization AND fiscal_year = year
      AND is_in_round(year, months, as_of)
);

-- No province has the code 99: what begins with it is made up (loaders/demo), and its name says so wherever
-- it stands.
CREATE TABLE organization AS
SELECT organization_code, organization, district, province
FROM reference.organizations
WHERE NOT starts_with(organization_code, '99')
UNION ALL
SELECT organization_code, concat_ws(' ', 'เทศบาลตัวอย่าง', nullif(number, 1), '(ข้อมูลสมมติ)'),
       concat_ws(' ', 'ตัวอย่าง', nullif((number + 7) // 8, 1)), 'สมมติ'
FROM (SELECT DISTINCT organization_code, CAST(substr(organization_code, 3) AS INTEGER) AS number
      FROM source WHERE starts_with(organization_code, '99'));

-- Whether a line has the value to which a scope is narrowed (JSON: column → value, "–" where there is none).
CREATE MACRO is_within(within, name, value) AS
    -- A column that is not named narrows nothing.
    coalesce(json_extract_string(within, name) = coalesce(CAST(value AS VARCHAR), '–'), true);
