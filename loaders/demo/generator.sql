-- A made-up municipality and, for a national set, as many more as wanted: everything follows from the seed and the number
-- of the organization, so number 1 is the same in a set of one and of 1,250. The variables `seed`, `organizations` and
-- `folder` (of data/demo) are set before. No power, no logarithm: sums and products come out alike on every machine.

-- A number from 0 to below 1 that belongs to `what`. MD5, because DuckDB's own hash may change with its version.
CREATE MACRO chance(what) AS (md5_number_lower(getvariable('seed') || '/' || what) % 1000000) / 1e6;
CREATE MACRO hundreds(baht) AS CAST(round(baht / 100) * 100 AS DECIMAL(18, 2));
CREATE MACRO satang(baht) AS CAST(round(baht, 2) AS DECIMAL(18, 2));
CREATE MACRO percent_of(part, whole) AS CAST(round(100 * part / nullif(whole, 0), 2) AS DECIMAL(6, 2));
CREATE MACRO list_of(file) AS TABLE FROM read_csv(getvariable('folder') || '/' || file, header = true, all_varchar = true);

-- Whole districts of eight, because a published comparison names all organizations of a district.
CREATE TABLE municipality AS
SELECT number, '99' || lpad(CAST(number AS VARCHAR), 6, '0') AS organization_code, (number + 7) // 8 AS district_no,
       CASE WHEN number = 1 THEN 1.0 ELSE 0.3 + 1.2 * chance(number || '/size') END AS size,
       ((number + getvariable('seed')) % 5 + 5) % 5 AS weak_year
FROM (SELECT unnest(range(1, (getvariable('organizations') + 7) // 8 * 8 + 1)) AS number);

---------------------------------------------------------------------------------------------------- budget
CREATE TABLE pace AS
SELECT pace, CAST(way AS INTEGER) AS way, count(*) OVER (PARTITION BY pace) AS ways,
       [paid_1, paid_2, paid_3, paid_4]::DOUBLE[] AS paid,
       [committed_1, committed_2, committed_3, committed_4]::DOUBLE[] AS committed
FROM list_of('paces.csv');

-- Every line that an ordinance may hold. A chance belongs to a line's place in the lists of data/demo, not to its words.
CREATE TABLE ordinance AS
WITH item AS (SELECT row_number() OVER () AS item_order, * FROM list_of('items.csv')),
work AS (SELECT row_number() OVER () AS work_order, * FROM list_of('works.csv')),
line AS (
    SELECT work_order, item_order, unnest(range(1, CAST(copies AS INTEGER) + 1)) AS copy, plan, work.work,
           expenditure_group, category, coalesce(item.division, work.division) AS division, item.item,
           CAST(coalesce(baht, '0') AS DOUBLE) + CAST(coalesce(a_head, '0') AS DOUBLE) * CAST(staff AS DOUBLE) AS baht,
           pace, CAST(share AS DOUBLE) AS share, CAST(coalesce(first_year, '0') AS INTEGER) AS first_year,
           CAST(coalesce(last_year, '9999') AS INTEGER) AS last_year
    FROM work JOIN item ON item.work = work.work OR (item.work = '*' AND staff <> '0')
)
SELECT row_number() OVER (ORDER BY work_order, item_order, copy) AS line_no,
       line.* REPLACE (replace(item, '{n}', CAST(copy AS VARCHAR)) AS item)
FROM line;

-- One year's ordinances. Of a pair of lines the first gives to the second in one quarter, so transfers net to zero.
CREATE MACRO lines_of(y) AS TABLE
WITH present AS (
    SELECT municipality.number, organization_code, ordinance.*, number || '/' || line_no AS mine,
           hundreds(baht * size * (0.85 + 0.3 * chance(number || '/' || line_no))
                    * (1 + 0.03 * (y - 2566)) * (0.96 + 0.08 * chance(number || '/' || line_no || '/' || y))) AS allocation,
           (0.975 + 0.02 * chance(number || '/' || line_no || '/pay/' || y))
           * (0.94 + 0.06 * chance(number || '/' || division || '/' || y)) AS zeal
    FROM municipality CROSS JOIN ordinance
    WHERE number <= getvariable('organizations') AND y BETWEEN first_year AND last_year
      -- Purchases and projects come and go with the years; the rest an organization has or has not.
      AND (share = 1 OR share > chance(concat_ws('/', number, line_no, 'there',
               CASE WHEN pace IN ('project', 'purchase', 'construction') THEN y END)))
),
turned AS (
    SELECT *, CASE WHEN pace NOT IN ('salary', 'monthly') THEN row_number() OVER (
                  PARTITION BY number, pace IN ('salary', 'monthly')
                  ORDER BY chance(mine || '/turn/' || y), line_no) END AS turn
    FROM present
),
paired AS (SELECT *, CASE WHEN turn <= 48 THEN (turn + 1) // 2 END AS pair, turn % 2 = 1 AS gives FROM turned)
SELECT paired.*, paid, committed,
       least(max(CASE WHEN gives THEN hundreds(allocation * (0.05 + 0.2 * chance(mine || '/moved/' || y))) END) OVER couple,
             max(CASE WHEN NOT gives THEN hundreds(allocation * 0.8) END) OVER couple) AS moved,
       max(CASE WHEN gives THEN 1 + CAST(floor(4 * chance(mine || '/when/' || y)) AS INTEGER) END) OVER couple AS moved_in
FROM paired JOIN pace ON pace.pace = paired.pace AND way = CAST(floor(ways * chance(mine || '/way/' || y)) AS INTEGER)
WHERE allocation > 0
WINDOW couple AS (PARTITION BY number, pair);

-- What a report is made from is a table, filled anew for each year or round.
CREATE TABLE line AS SELECT * FROM lines_of(2568) LIMIT 0;

-- The report of one quarter from the table `line`. What a line will still give away is never spent, so that no payment
-- has to be taken back.
CREATE MACRO budget_of(y, q) AS TABLE
WITH moved AS (
    SELECT *, CASE WHEN pair IS NOT NULL AND NOT gives AND moved_in <= q AND moved > 0 THEN moved END AS transfer_in,
           CASE WHEN pair IS NOT NULL AND gives AND moved_in <= q AND moved > 0 THEN moved END AS transfer_out,
           allocation - CASE WHEN pair IS NOT NULL AND gives THEN moved ELSE 0 END AS kept
    FROM line
),
spent AS (
    SELECT *, satang(paid[q] * zeal * (kept + coalesce(transfer_in, 0))) AS disbursed,
           CASE WHEN list_sum(committed) > 0 THEN satang(committed[q] * zeal * (kept + coalesce(transfer_in, 0))) END
               AS encumbered
    FROM moved
)
SELECT number, line_no AS position, true AS in_total, organization_code, y AS fiscal_year,
       make_date(CASE q WHEN 1 THEN y - 544 ELSE y - 543 END, (q * 3 + 8) % 12 + 1, CASE WHEN q < 3 THEN 31 ELSE 30 END) AS as_of,
       plan, work, expenditure_group, category, division, item, allocation, transfer_in, transfer_out, encumbered, disbursed,
       allocation + coalesce(transfer_in, 0) - coalesce(transfer_out, 0) - coalesce(encumbered, 0) - disbursed AS remaining,
       CASE WHEN q = 4 AND encumbered > 0 THEN 'กันเงินไว้เบิกเหลื่อมปี' END AS note
FROM spent;

CREATE TABLE budget AS SELECT * FROM budget_of(2568, 1) LIMIT 0;

-- The row that is printed below the first organization's lines.
CREATE MACRO budget_total() AS TABLE
SELECT any_value(organization_code) AS organization_code, any_value(fiscal_year) AS fiscal_year, any_value(as_of) AS as_of,
       'รวมทั้งสิ้น' AS division, sum(allocation) AS allocation, sum(transfer_in) AS transfer_in,
       sum(transfer_out) AS transfer_out, sum(encumbered) AS encumbered, sum(disbursed) AS disbursed, sum(remaining) AS remaining
FROM budget WHERE number = 1 AND in_total;

---------------------------------------------------------------------------------------------------- satisfaction
CREATE MACRO satisfaction_of(y) AS TABLE
SELECT number, row_number() OVER (ORDER BY number, CAST(question_no AS INTEGER), division_no) AS position,
       organization_code, y AS fiscal_year, division, dimension_no, dimension, question_no, question,
       CAST(round(82 + 7 * chance(number || '/' || division) + 3 * chance(number || '/question/' || question_no)
            + 0.6 * (y - 2564) + 3 * chance(number || '/' || division || '/' || question_no || '/' || y), 2) AS DECIMAL(6, 2))
           AS score_percent,
       CASE division WHEN 'หน่วยตรวจสอบภายใน' THEN 40 ELSE 120 END
           + CAST(floor(CASE division WHEN 'หน่วยตรวจสอบภายใน' THEN 40 ELSE 280 END
                        * chance(number || '/asked/' || division || '/' || y)) AS INTEGER) AS respondents,
       NULL::VARCHAR AS answer_counts
FROM municipality
CROSS JOIN (SELECT division, min(work_order) AS division_no FROM ordinance WHERE expenditure_group <> 'งบกลาง' GROUP BY division)
CROSS JOIN list_of('questions.csv')
WHERE number <= getvariable('organizations');

---------------------------------------------------------------------------------------------------- plan
-- Projects of a year in the order in which they get done: the first `done_6` by March, the first `done_12` by September;
-- the last `cannots` never.
CREATE MACRO projects_of(y) AS TABLE
WITH pool AS (SELECT row_number() OVER () AS pool_no, * FROM list_of('projects.csv')),
wanted AS (
    SELECT number, organization_code, size, pool.*, number || '/' || pool_no || '/' || y AS mine,
           48 + CAST(floor(9 * chance(number || '/projects/' || y)) AS INTEGER) AS projects,
           row_number() OVER (PARTITION BY number ORDER BY chance(number || '/' || pool_no || '/wanted/' || y), pool_no) AS rank,
           CASE WHEN weak_year = y % 5 THEN 0.55 + 0.18 * chance(number || '/weak/' || y)
                ELSE 0.82 + 0.12 * chance(number || '/good/' || y) END AS rate_12,
           0.3 + 0.2 * chance(number || '/half/' || y) AS rate_6
    FROM municipality CROSS JOIN pool
),
ranked AS (
    SELECT *, row_number() OVER (PARTITION BY number ORDER BY chance(mine || '/turn'), pool_no) AS turn,
           row_number() OVER (PARTITION BY number ORDER BY pool_no) AS project_no,
           CAST(ceil(rate_12 * projects) AS INTEGER) AS done_12, CAST(ceil(rate_6 * projects) AS INTEGER) AS done_6,
           1 + CAST(floor(2 * chance(number || '/cannots/' || y)) AS INTEGER) AS cannots
    FROM wanted WHERE rank <= projects
)
SELECT *, hundreds(CAST(baht AS DOUBLE) * (0.7 + 0.6 * chance(mine || '/baht'))) AS budget_planned,
       hundreds(CAST(baht AS DOUBLE) * (0.55 + 0.15 * chance(mine || '/ordinance'))) AS budget_ordinance
FROM ranked;

CREATE TABLE project AS SELECT * FROM projects_of(2568) LIMIT 0;

-- The report of one round from the table `project`.
CREATE MACRO plan_projects_of(y, months) AS TABLE
WITH reported AS (
    SELECT *, CASE WHEN turn <= CASE months WHEN 6 THEN done_6 ELSE done_12 END THEN 'done'
                   WHEN months = 12 AND turn > projects - cannots THEN 'cannot'
                   WHEN turn <= done_12 AND turn % 3 > 0 OR months = 12 AND turn % 2 = 0 THEN 'ongoing'
                   ELSE 'waiting' END AS status
    FROM project
)
SELECT number, project_no AS position, organization_code, y AS fiscal_year, months AS round_months, project_no, project,
       CAST(dimension_no AS INTEGER) AS dimension_no, status,
       CASE WHEN status = 'cannot' THEN list_extract(
           ['งบประมาณไม่เพียงพอ จึงเลื่อนไปดำเนินการในปีถัดไป', 'สถานการณ์ไม่เอื้อต่อการจัดกิจกรรมรวมกลุ่ม',
            'โอนงบประมาณไปแก้ไขปัญหาเร่งด่วน', 'ผู้รับผิดชอบโยกย้าย และอยู่ระหว่างสรรหา'],
           1 + CAST(floor(4 * chance(mine || '/reason')) AS INTEGER)) END AS reason,
       responsible, budget_planned, budget_ordinance,
       CASE status WHEN 'done' THEN satang(budget_ordinance * (0.86 + 0.14 * chance(mine || '/spent'))
                                           * CASE months WHEN 6 THEN 0.9 ELSE 1 END)
                   WHEN 'ongoing' THEN satang(budget_ordinance * 0.3) ELSE budget_ordinance * 0 END AS budget_spent,
       CASE WHEN baht IS NULL THEN 'no' ELSE 'yes' END AS in_ordinance
FROM reported;

CREATE TABLE plan_projects AS SELECT * FROM plan_projects_of(2568, 6) LIMIT 0;

-- The sums of the table `plan_projects`, and the percentages that the plan-reporting system prints beside them.
CREATE MACRO plan_progress_of() AS TABLE
SELECT number, dimension_no AS position, organization_code, fiscal_year, round_months, dimension_no,
       count(*)::INTEGER AS projects_planned, count(*) FILTER (status = 'done')::INTEGER AS projects_done,
       coalesce(sum(budget_planned), 0)::DECIMAL(18, 2) AS budget_planned,
       coalesce(sum(budget_ordinance), 0)::DECIMAL(18, 2) AS budget_ordinance,
       coalesce(sum(budget_spent), 0)::DECIMAL(18, 2) AS budget_spent,
       percent_of(count(*) FILTER (status = 'done'), count(*)) AS stated_projects_percent,
       percent_of(coalesce(sum(budget_spent), 0), sum(budget_planned)) AS stated_budget_percent, NULL::VARCHAR AS note
FROM plan_projects
GROUP BY number, organization_code, fiscal_year, round_months, dimension_no;

CREATE TABLE plan_progress AS SELECT * FROM plan_progress_of() LIMIT 0;

CREATE MACRO plan_progress_total() AS TABLE
SELECT any_value(organization_code) AS organization_code, any_value(fiscal_year) AS fiscal_year,
       any_value(round_months) AS round_months, sum(projects_planned) AS projects_planned, sum(projects_done) AS projects_done,
       sum(budget_planned) AS budget_planned, sum(budget_ordinance) AS budget_ordinance, sum(budget_spent) AS budget_spent,
       percent_of(sum(projects_done), sum(projects_planned)) AS stated_projects_percent,
       percent_of(sum(budget_spent), sum(budget_planned)) AS stated_budget_percent, 'รวม' AS note
FROM plan_progress WHERE number = 1;

-- A published comparison that agrees with the organizations' own reports in the table `plan_progress` (12 months).
CREATE MACRO plan_ranking_of(y) AS TABLE
WITH carried_out AS (
    SELECT number, percent_of(sum(projects_done), sum(projects_planned)) AS percent FROM plan_progress GROUP BY number
)
SELECT number, number AS position, y AS fiscal_year, 12 AS round_months, make_date(y - 543, 10, 15) AS as_of,
       'สมมติ' AS province, concat_ws(' ', 'ตัวอย่าง', nullif(district_no, 1)) AS district,
       concat_ws(' ', 'เทศบาลตัวอย่าง', nullif(number, 1), '(ข้อมูลสมมติ)') AS organization, percent,
       CASE WHEN percent >= 80 THEN 'มาก' WHEN percent >= 50 THEN 'กลาง' ELSE 'น้อย' END AS level
FROM carried_out JOIN municipality USING (number);

---------------------------------------------------------------------------------------------------- measures
CREATE MACRO measures_of(y) AS TABLE
WITH judged AS (
    SELECT *, chance(number || '/measure/' || measure_no) + 0.05 * (y - 2564) AS standing
    FROM municipality CROSS JOIN list_of('measures.csv')
    WHERE number <= getvariable('organizations')
),
told AS (
    SELECT *, CASE WHEN measure_no = '8' AND chance(number || '/case/' || y) < 0.5 THEN 'no_case'
                   WHEN standing < 0.08 THEN 'not_started' WHEN standing < 0.4 THEN 'ongoing' ELSE 'done' END AS status
    FROM judged
)
SELECT number, CAST(measure_no AS INTEGER) AS position, organization_code, y AS fiscal_year, measure_no, measure, "procedure",
       responsible, CASE WHEN status IN ('done', 'ongoing') THEN result END AS result, suggestion, status,
       CASE WHEN status = 'done' THEN 'yes' WHEN status = 'ongoing' AND standing > 0.25 THEN 'yes' ELSE 'no' END AS evidence,
       CASE WHEN status = 'done' THEN make_date(y - 543, 6 + CAST(measure_no AS INTEGER) % 4, 30) END AS due_date,
       CASE WHEN status = 'done' THEN 'https://example.org/ita/' || y || '/' || organization_code || '/measure-' || measure_no END
           AS evidence_url
FROM told;
