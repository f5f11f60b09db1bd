-- A division that data/reference/divisions.csv does not know for this organization, with the nearest name
-- that it knows.
WITH known AS (
    SELECT DISTINCT nullif(organization_code, '') AS organization_code, unnest([division, alias]) AS name
    FROM divisions
),
brought AS (
    SELECT "table", organization_code, fiscal_year, division, load_id, min(source_row) AS source_row
    FROM division_line GROUP BY "table", organization_code, fiscal_year, division, load_id
),
named AS (
    SELECT "table", organization_code, fiscal_year, division, max(load_id) AS load_id,
           arg_max(source_row, load_id) AS source_row
    FROM brought GROUP BY "table", organization_code, fiscal_year, division
),
unknown AS (
    FROM named WHERE NOT EXISTS (
        FROM known WHERE spaceless(known.name) = spaceless(named.division)
                     AND coalesce(known.organization_code, named.organization_code) = named.organization_code)
),
nearest AS (
    SELECT organization_code, division, arg_max(name, (nearness, name)) FILTER (nearness >= 0.7) AS name
    FROM (SELECT DISTINCT unknown.organization_code, division, name,
                 jaro_winkler_similarity(division, name) AS nearness
          FROM unknown JOIN known
            ON name IS NOT NULL
               AND coalesce(known.organization_code, unknown.organization_code) = unknown.organization_code)
    GROUP BY organization_code, division
)
SELECT "table", organization_code, fiscal_year, load_id, source_row, division AS subject,
       'division' AS "column",
       division AS stated_word, nearest.name AS expected_word
FROM unknown LEFT JOIN nearest USING (organization_code, division)
