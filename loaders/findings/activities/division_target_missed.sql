-- A division that held fewer activities of a kind than it has to in a year, from the day after that year's
-- end. Divisions are those that the year's file names, by whichever of their names, and where it names any,
-- those of the year's last budget too: one that held nothing is named nowhere else.
WITH name AS (
    SELECT organization_code, spaceless(unnest([division, alias])) AS name, spaceless(division) AS division
    FROM divisions
),
named AS (
    SELECT organization_code, fiscal_year, division, activity_kind, held_on, 0 AS place FROM activities
    UNION ALL
    SELECT organization_code, fiscal_year, division, NULL, NULL, 1
    FROM (SELECT DISTINCT organization_code, fiscal_year, as_of, division
          FROM budget SEMI JOIN activities USING (organization_code, fiscal_year)
          QUALIFY as_of = max(as_of) OVER (PARTITION BY organization_code, fiscal_year))
    -- The central fund is no division, and what nobody knows may be a slip of the pen.
    WHERE division <> 'งบกลาง' AND spaceless(division) IN (SELECT name FROM name)
),
known AS (
    SELECT named.organization_code, fiscal_year, named.division, activity_kind, held_on, place,
           coalesce(min(name.division), min(spaceless(named.division))) AS known_as
    FROM named LEFT JOIN name
         ON name.name = spaceless(named.division)
            AND coalesce(name.organization_code, named.organization_code) = named.organization_code
    WHERE named.division IS NOT NULL
    GROUP BY ALL
),
counted AS (
    SELECT organization_code, fiscal_year, known_as, target.activity_kind, CAST(wanted AS INTEGER) AS wanted,
           arg_min(known.division, (place, known.division)) AS division,
           count(*) FILTER (known.activity_kind = target.activity_kind
                            AND held_on BETWEEN year_begin(fiscal_year) AND year_end(fiscal_year)) AS held
    FROM known SEMI JOIN (FROM known WHERE place = 0) AS of_file USING (organization_code, fiscal_year)
         JOIN activity_targets AS target
         ON per = 'division'
            AND fiscal_year BETWEEN first_fiscal_year::INTEGER AND last_fiscal_year::INTEGER
    GROUP BY ALL
)
SELECT 'activities' AS "table", organization_code, fiscal_year, division AS subject,
       'held' AS "column", held AS stated, wanted AS expected, stated - expected AS difference,
       activity_kind AS stated_word, year_end(fiscal_year) + 1 AS holds_from
FROM counted
WHERE held < wanted
