-- missing_month: a month without rows between the first and the newest month of which an organization has
-- some.
WITH span AS (
    SELECT "table", organization_code, min(begins) AS first, max(begins) AS newest
    FROM month_reported GROUP BY ALL
),
due AS (
    SELECT "table", organization_code, unnest(range(first, newest, INTERVAL 1 MONTH))::DATE AS begins
    FROM span
)
SELECT "table", organization_code, buddhist_year(year(begins + INTERVAL 3 MONTH))::INTEGER AS fiscal_year,
       'month' AS "column", strftime(begins, '%Y-%m') AS stated_word
FROM due ANTI JOIN month_reported USING ("table", organization_code, begins);

-- stated_total: printed totals against the sums of their rows: of the division that the total names, else
-- of the whole file. Where a file prints several, all but the last may sum only the rows since the total
-- above. A total of which it is known what rows it sums is compared with these. Surveys repeat their
-- respondents in every question, and percentages are no sums: neither is compared here. Of a budget, a line
-- whose remaining amount is not printed counts with what it leaves, where others of the file print theirs.
WITH stated_figure AS (
    SELECT load_id, source_row, "table", scope, "column", stated, coalesce(is_proven, false) AS is_proven,
           first_row, last_row,
           source_row = max(source_row) OVER (PARTITION BY load_id, scope, "column") AS is_last
    FROM stated_totals SEMI JOIN amount_column USING ("table", "column")
),
total_row AS (SELECT DISTINCT load_id, source_row AS total_at FROM stated_figure),
divided AS (SELECT load_id FROM total_row GROUP BY load_id HAVING count(*) > 1),
line AS (
    SELECT amount_line.* REPLACE (
               CASE WHEN count(remaining) OVER (PARTITION BY load_id) > 0
                    THEN coalesce(remaining, revised_of(allocation, transfer_in, transfer_out)
                                             - used_of(convention, encumbered, disbursed)) END AS remaining)
    FROM amount_line JOIN convention USING (load_id) SEMI JOIN total_row USING (load_id)
),
placed AS (
    SELECT line.*, NULL AS total_at FROM line ANTI JOIN divided USING (load_id)
    UNION ALL
    SELECT line.*, total_row.total_at
    FROM (FROM line SEMI JOIN divided USING (load_id)) AS line
    ASOF LEFT JOIN total_row ON line.load_id = total_row.load_id AND line.source_row <= total_row.total_at
),
part AS (
    SELECT load_id, scope, total_at, sum(columns(* EXCLUDE ("table", load_id, source_row, scope, total_at)))
    FROM placed GROUP BY load_id, scope, total_at
),
amount AS (
    UNPIVOT part ON columns(* EXCLUDE (load_id, scope, total_at)) INTO NAME "column" VALUE amount
),
of_file AS (SELECT load_id, "column", sum(amount) AS amount FROM amount GROUP BY load_id, "column"),
of_scope AS (SELECT load_id, scope, "column", sum(amount) AS amount FROM amount
             GROUP BY load_id, scope, "column"),
of_block AS (
    SELECT load_id, total_at AS source_row, "column", sum(amount) AS amount FROM amount
    WHERE total_at IS NOT NULL GROUP BY load_id, total_at, "column"
),
of_rows AS (
    SELECT load_id, sum_row AS source_row, "column", sum(amount) AS amount
    FROM (SELECT load_id, stated.source_row AS sum_row, line.* EXCLUDE ("table", load_id, source_row, scope)
          FROM (SELECT DISTINCT load_id, source_row, first_row, last_row FROM stated_figure
                WHERE first_row IS NOT NULL AND NOT is_proven) AS stated
          JOIN line USING (load_id) WHERE line.source_row BETWEEN first_row AND last_row)
    UNPIVOT (amount FOR "column" IN (columns(* EXCLUDE (load_id, sum_row))))
    GROUP BY ALL
),
compared AS (
    SELECT stated_figure.*, of_block.amount AS since_last,
           of_rows.amount AS of_its_rows,
           coalesce(CASE WHEN stated_figure.scope IS NULL THEN of_file.amount
                          ELSE coalesce(of_scope.amount, of_block.amount) END,
                    CASE WHEN stated_figure."column" <> 'remaining' THEN 0 END) AS whole
    FROM stated_figure
    LEFT JOIN of_file USING (load_id, "column")
    LEFT JOIN of_scope USING (load_id, scope, "column")
    LEFT JOIN of_block USING (load_id, source_row, "column")
    LEFT JOIN of_rows USING (load_id, source_row, "column")
)
SELECT "table", organization_code, fiscal_year, as_of, round_months, load_id, source_row, scope AS subject,
       "column", stated,
       CASE WHEN first_row IS NOT NULL THEN coalesce(of_its_rows, 0)
            WHEN is_last THEN whole ELSE since_last END AS expected,
       stated - expected AS difference
FROM compared JOIN of_load USING (load_id)
WHERE NOT is_proven AND stated <> expected
  AND (first_row IS NOT NULL OR (stated IS DISTINCT FROM whole AND stated IS DISTINCT FROM since_last));

-- unknown_division: a division that data/reference/divisions.csv does not know for this organization, with
-- the nearest name that it knows.
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
FROM unknown LEFT JOIN nearest USING (organization_code, division);

-- division_twice: a division under two of its names in what two loads brought of one time, so that what one
-- corrected in the other stands beside it. Where a file has both names, they are two divisions.
WITH name AS (
    SELECT DISTINCT nullif(organization_code, '') AS organization_code, spaceless(division) AS known_as,
           spaceless(unnest([division, alias])) AS name
    FROM divisions
),
line AS (
    SELECT 'budget' AS "table", organization_code, fiscal_year, as_of, division, load_id, source_row
    FROM budget
    UNION ALL
    SELECT 'satisfaction', organization_code, fiscal_year, NULL, division, load_id, source_row
    FROM satisfaction
),
brought AS (
    SELECT "table", organization_code, fiscal_year, as_of, division, load_id, min(source_row) AS source_row
    FROM line GROUP BY ALL
),
known AS (
    SELECT brought.*, known_as FROM brought
    JOIN name ON name.name = spaceless(division)
             AND coalesce(name.organization_code, brought.organization_code) = brought.organization_code
),
-- Told apart by a file, of whichever time.
two AS (
    SELECT DISTINCT one.organization_code, one.division AS one, other.division AS other
    FROM known AS one JOIN known AS other USING ("table", organization_code, load_id, known_as)
    WHERE one.division <> other.division
)
SELECT known."table", known.organization_code, known.fiscal_year, known.as_of, known.load_id,
       known.source_row, known.division AS subject, 'division' AS "column", known.division AS stated_word,
       earlier.division AS expected_word
FROM known JOIN known AS earlier
  ON earlier."table" = known."table" AND earlier.organization_code = known.organization_code
 AND earlier.fiscal_year = known.fiscal_year AND earlier.as_of IS NOT DISTINCT FROM known.as_of
 AND earlier.known_as = known.known_as
 AND earlier.load_id < known.load_id AND earlier.division <> known.division
WHERE NOT EXISTS (
    FROM two WHERE two.organization_code = known.organization_code
               AND one = known.division AND other = earlier.division)
QUALIFY row_number() OVER (PARTITION BY known."table", known.organization_code, known.fiscal_year,
                                        known.as_of, known.division
                           ORDER BY known.load_id DESC, earlier.load_id, earlier.source_row) = 1;
