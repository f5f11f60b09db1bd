-- Made-up projects of the plan.

-- Projects of a year in the order in which they get done: the first `done_6` by March, the first `done_12` by
-- September; the last `cannots` never.
CREATE MACRO plan_projects_basis_of(y) AS TABLE
WITH pool AS (SELECT row_number() OVER () AS pool_no, * FROM list_of('projects.csv')),
wanted AS (
    SELECT number, organization_code, size, pool.*, number || '/' || pool_no || '/' || y AS mine,
           48 + CAST(floor(9 * chance(number || '/projects/' || y)) AS INTEGER) AS projects,
           row_number() OVER (PARTITION BY number
                              ORDER BY chance(number || '/' || pool_no || '/wanted/' || y), pool_no) AS rank,
           CASE WHEN weak_year = y % 5 THEN 0.55 + 0.18 * chance(number || '/weak/' || y)
                ELSE 0.82 + 0.12 * chance(number || '/good/' || y) END AS rate_12,
           0.3 + 0.2 * chance(number || '/half/' || y) AS rate_6
    FROM municipality CROSS JOIN pool
),
ranked AS (
    SELECT *, row_number() OVER (PARTITION BY number ORDER BY chance(mine || '/turn'), pool_no) AS turn,
           row_number() OVER (PARTITION BY number ORDER BY pool_no) AS project_no,
           CAST(ceil(rate_12 * projects) AS INTEGER) AS done_12,
           CAST(ceil(rate_6 * projects) AS INTEGER) AS done_6,
           1 + CAST(floor(2 * chance(number || '/cannots/' || y)) AS INTEGER) AS cannots
    FROM wanted WHERE rank <= projects
)
SELECT *, hundreds(CAST(baht AS DOUBLE) * (0.7 + 0.6 * chance(mine || '/baht'))) AS budget_planned,
       hundreds(CAST(baht AS DOUBLE) * (0.55 + 0.15 * chance(mine || '/ordinance'))) AS budget_ordinance
FROM ranked;

CREATE TABLE plan_projects_basis AS SELECT * FROM plan_projects_basis_of(2568) LIMIT 0;

-- The report of one round from the table `plan_projects_basis`.
CREATE MACRO plan_projects_of(y, months) AS TABLE
WITH reported AS (
    SELECT *, CASE WHEN turn <= CASE months WHEN 6 THEN done_6 ELSE done_12 END THEN 'done'
                   WHEN months = 12 AND turn > projects - cannots THEN 'cannot'
                   WHEN turn <= done_12 AND turn % 3 > 0 OR months = 12 AND turn % 2 = 0 THEN 'ongoing'
                   ELSE 'waiting' END AS status
    FROM plan_projects_basis
)
SELECT number, project_no AS position, organization_code, y AS fiscal_year, months AS round_months,
       project_no, project, CAST(dimension_no AS INTEGER) AS dimension_no, status,
       CASE WHEN status = 'cannot' THEN list_extract(
           ['งบประมาณไม่เพียงพอ จึงเลื่อนไปดำเนินการในปีถัดไป', 'สถานการณ์ไม่เอื้อต่อการจัดกิจกรรมรวมกลุ่ม',
            'โอนงบประมาณไปแก้ไขปัญหาเร่งด่วน', 'ผู้รับผิดชอบโยกย้าย และอยู่ระหว่างสรรหา'],
           1 + CAST(floor(4 * chance(mine || '/reason')) AS INTEGER)) END AS reason,
       responsible, budget_planned, budget_ordinance,
       CASE status WHEN 'done' THEN satang(budget_ordinance * (0.86 + 0.14 * chance(mine || '/spent'))
                                           * CASE months WHEN 6 THEN 0.9 ELSE 1 END)
                   WHEN 'ongoing' THEN satang(budget_ordinance * 0.3)
                   ELSE budget_ordinance * 0 END AS budget_spent,
       CASE WHEN baht IS NULL THEN 'no' ELSE 'yes' END AS in_ordinance
FROM reported;

CREATE TABLE plan_projects AS SELECT * FROM plan_projects_of(2568, 6) LIMIT 0;
