-- What the words of a province and of the country mean: organizations side by side, each told by its own
-- pages' definitions, from the cubes that loaders/cubes.py keeps.

CREATE TABLE province AS
SELECT province_code, province, province_en, usual, short, CAST(tile_across AS INTEGER) AS tile_across,
       CAST(tile_down AS INTEGER) AS tile_down
FROM reference.provinces
UNION ALL
SELECT '99', 'สมมติ', 'made up', 'สมมติ', '–', NULL, NULL;

CREATE VIEW budget_cube AS FROM published.budget_cube;
CREATE VIEW satisfaction_cube AS FROM published.satisfaction_cube;
CREATE VIEW plan_progress_cube AS FROM published.plan_progress_cube;
CREATE VIEW measures_cube AS FROM published.measures_cube;

-- Every organization that is known: by the list of data/reference, or by what it has published. A code of
-- eight digits says its kind, its province and its district; 99 is the province of none.
CREATE TABLE member AS
SELECT organization_code, coalesce(organization.organization, organization_code) AS organization,
       coalesce(listed.type, organization_kind.kind) AS kind, province.province_code, province.province,
       coalesce(organization.district, substr(organization_code, 5, 2)) AS district, has_data
FROM (SELECT organization_code, bool_or(has_data) AS has_data
      FROM (SELECT organization_code, false AS has_data FROM organization
            UNION ALL SELECT organization_code, true FROM published.reported)
      GROUP BY organization_code) AS known
LEFT JOIN organization USING (organization_code)
LEFT JOIN reference.organizations AS listed USING (organization_code)
LEFT JOIN reference.organization_kinds AS organization_kind
  ON organization_kind.code_begins = substr(organization_code, 1, 2) AND len(organization_code) = 8
LEFT JOIN province AS named ON named.province = organization.province
LEFT JOIN province
  ON province.province_code
   = coalesce(named.province_code,
              if(len(organization_code) = 8, nullif(substr(organization_code, 3, 2), '99'), NULL));

-- The organizations of an area: of a province by its code, or of the country (TH), to which made-up ones
-- never belong; of one kind where that is asked for, and those that the reader may see (null: all).
CREATE MACRO members_of(area, of_kind, seen) AS TABLE
FROM member
WHERE CASE area WHEN 'TH' THEN NOT starts_with(organization_code, '99') ELSE province_code = area END
  AND coalesce(kind = of_kind, true)
  AND (seen IS NULL OR organization_code IN (SELECT unnest(seen)));

-- The newest report of each budget in a round of a year, as budget_sums has it of one organization.
CREATE MACRO budgets_in(year, months) AS TABLE
SELECT organization_code, max(as_of) AS as_of, arg_max_null(revised, as_of) AS revised,
       arg_max_null(disbursed, as_of) AS disbursed, arg_max_null(accounted, as_of) AS accounted
FROM budget_cube
WHERE part = '' AND fiscal_year = year AND is_in_round(year, months, as_of)
GROUP BY organization_code;

-- The mean of each survey of a year, as mean_score has it; what too few answered is withheld before.
CREATE MACRO surveys_in(year, minimum) AS TABLE
WITH line AS (
    SELECT organization_code, lines, coalesce(respondents < minimum, false) AS withheld,
           CASE WHEN NOT withheld THEN score_percent END AS score,
           CASE WHEN NOT withheld THEN scores ELSE 0 END AS scores,
           CASE WHEN NOT withheld THEN respondents END AS respondents
    FROM satisfaction_cube WHERE part = '' AND fiscal_year = year
)
SELECT organization_code,
       CASE WHEN coalesce(sum(lines) FILTER (respondents IS NOT NULL), 0) = sum(scores)
                 AND sum(respondents * lines) > 0
            THEN sum(score * respondents) / sum(respondents * lines)
            ELSE sum(score) / sum(scores) END AS score,
       coalesce(sum(lines) FILTER (withheld), 0)::BIGINT AS withheld
FROM line
GROUP BY organization_code;

-- The plan of each organization in a round of a year, the newest where none is named, as plan_round has it.
CREATE MACRO plans_in(year, months) AS TABLE
SELECT organization_code, max(round_months) AS round_months,
       arg_max_null(projects_planned, round_months) AS projects_planned,
       arg_max_null(projects_done, round_months) AS projects_done,
       arg_max_null(projects_done / nullif(projects_planned, 0), round_months) AS projects_rate,
       (SELECT any_value(target) FROM target WHERE indicator = 'plan_projects') AS target
FROM plan_progress_cube
WHERE part = '' AND fiscal_year = year AND coalesce(round_months = months, true)
GROUP BY organization_code;

CREATE MACRO measures_in(year) AS TABLE
SELECT organization_code, sum(lines) FILTER (part = '')::BIGINT AS measures,
       coalesce(sum(lines) FILTER (part = 'status' AND value = 'done'), 0)::BIGINT AS measures_done
FROM measures_cube
WHERE fiscal_year = year
GROUP BY organization_code;

-- How each organization of an area stands in a year.
CREATE MACRO standings_in(area, year, months, of_kind, seen, minimum) AS TABLE
SELECT member.*, budget.as_of, budget.revised, budget.disbursed, budget.accounted,
       budget.disbursed / nullif(budget.accounted, 0) AS disbursed_rate,
       year_elapsed(year, budget.as_of) AS even_rate, score, withheld, round_months, projects_planned,
       projects_done, projects_rate, target, measures, measures_done,
       measures_done / nullif(measures, 0) AS measures_rate
FROM members_of(area, of_kind, seen) AS member
LEFT JOIN budgets_in(year, months) AS budget USING (organization_code)
LEFT JOIN surveys_in(year, minimum) USING (organization_code)
LEFT JOIN plans_in(year, months) USING (organization_code)
LEFT JOIN measures_in(year) USING (organization_code);
