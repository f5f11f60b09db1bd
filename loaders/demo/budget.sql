-- Made-up budgets: what a line is allotted and pays in each quarter.

CREATE TABLE pace AS
SELECT pace, CAST(way AS INTEGER) AS way, count(*) OVER (PARTITION BY pace) AS ways,
       [paid_1, paid_2, paid_3, paid_4]::DOUBLE[] AS paid,
       [committed_1, committed_2, committed_3, committed_4]::DOUBLE[] AS committed
FROM list_of('spending_curves.csv');

-- Every line that an ordinance may hold. A chance belongs to a line's place in the lists of data/demo, not to
-- its words.
CREATE TABLE ordinance AS
WITH item AS (SELECT row_number() OVER () AS item_order, * FROM list_of('items.csv')),
work AS (SELECT row_number() OVER () AS work_order, * FROM list_of('works.csv')),
line AS (
    SELECT work_order, item_order, unnest(range(1, CAST(copies AS INTEGER) + 1)) AS copy, plan, work.work,
           expenditure_group, category, coalesce(item.division, work.division) AS division, item.item,
           CAST(coalesce(baht, '0') AS DOUBLE) + CAST(coalesce(a_head, '0') AS DOUBLE)
               * CAST(staff AS DOUBLE) AS baht,
           pace, CAST(share AS DOUBLE) AS share, CAST(coalesce(first_year, '0') AS INTEGER) AS first_year,
           CAST(coalesce(last_year, '9999') AS INTEGER) AS last_year
    FROM work JOIN item ON item.work = work.work OR (item.work = '*' AND staff <> '0')
)
SELECT row_number() OVER (ORDER BY work_order, item_order, copy) AS line_no,
       line.* REPLACE (replace(item, '{n}', CAST(copy AS VARCHAR)) AS item)
FROM line;

-- One year's ordinances. Of a pair of lines the first gives to the second in one quarter, so transfers net to
-- zero.
CREATE MACRO budget_basis_of(y) AS TABLE
WITH present AS (
    SELECT municipality.number, organization_code, ordinance.*, number || '/' || line_no AS mine,
           hundreds(baht * size * (0.85 + 0.3 * chance(number || '/' || line_no))
                    * (1 + 0.03 * (y - 2566))
                    * (0.96 + 0.08 * chance(number || '/' || line_no || '/' || y))) AS allocation,
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
       least(max(CASE WHEN gives
                      THEN hundreds(allocation * (0.05 + 0.2 * chance(mine || '/moved/' || y)))
                           END) OVER couple,
             max(CASE WHEN NOT gives THEN hundreds(allocation * 0.8) END) OVER couple) AS moved,
       max(CASE WHEN gives THEN 1 + CAST(floor(4 * chance(mine || '/when/' || y)) AS INTEGER) END)
           OVER couple AS moved_in
FROM paired JOIN pace ON pace.pace = paired.pace
    AND way = CAST(floor(ways * chance(mine || '/way/' || y)) AS INTEGER)
WHERE allocation > 0
WINDOW couple AS (PARTITION BY number, pair);

-- What a report is made from is a table, filled anew for each year or round.
CREATE TABLE budget_basis AS SELECT * FROM budget_basis_of(2568) LIMIT 0;

-- The report of one quarter from the table `budget_basis`. What a line will still give away is never spent,
-- so that no payment has to be taken back.
CREATE MACRO budget_of(y, q) AS TABLE
WITH moved AS (
    SELECT *,
           CASE WHEN pair IS NOT NULL AND NOT gives AND moved_in <= q AND moved > 0
                THEN moved END AS transfer_in,
           CASE WHEN pair IS NOT NULL AND gives AND moved_in <= q AND moved > 0
                THEN moved END AS transfer_out,
           allocation - CASE WHEN pair IS NOT NULL AND gives THEN moved ELSE 0 END AS kept
    FROM budget_basis
),
-- Offices plan halfway between an even course and how such a line is usually paid, in hundreds.
spread AS (
    SELECT *, [hundreds(allocation * (coalesce(paid[n] / nullif(paid[4], 0), n / 4) + n / 4) / 2)
               FOR n IN [1, 2, 3]] AS planned_to
    FROM moved
),
spent AS (
    SELECT *, satang(paid[q] * zeal * (kept + coalesce(transfer_in, 0))) AS disbursed,
           CASE WHEN list_sum(committed) > 0
                THEN satang(committed[q] * zeal * (kept + coalesce(transfer_in, 0))) END AS encumbered
    FROM spread
)
SELECT number, line_no AS position, true AS in_total, organization_code, y AS fiscal_year,
       quarter_end(y, q) AS as_of,
       plan, work, expenditure_group, category,
       CASE WHEN plan IN ('แผนงานงบกลาง', 'แผนงานการศึกษา') THEN 'เงินอุดหนุนทั่วไป'
            ELSE 'เงินรายได้' END AS fund,
       division, item, allocation, transfer_in, transfer_out, encumbered, disbursed,
       allocation + coalesce(transfer_in, 0) - coalesce(transfer_out, 0) - coalesce(encumbered, 0)
           - disbursed AS remaining,
       planned_to[1] AS planned_q1, planned_to[2] - planned_to[1] AS planned_q2,
       planned_to[3] - planned_to[2] AS planned_q3, allocation - planned_to[3] AS planned_q4,
       CASE WHEN q = 4 AND encumbered > 0 THEN 'กันเงินไว้เบิกเหลื่อมปี' END AS note
FROM spent;

CREATE TABLE budget AS SELECT * FROM budget_of(2568, 1) LIMIT 0;

-- The row that is printed below the first organization's lines.
CREATE MACRO budget_total() AS TABLE
SELECT any_value(organization_code) AS organization_code, any_value(fiscal_year) AS fiscal_year,
       any_value(as_of) AS as_of,
       'รวมทั้งสิ้น' AS division, sum(allocation) AS allocation, sum(transfer_in) AS transfer_in,
       sum(transfer_out) AS transfer_out, sum(encumbered) AS encumbered, sum(disbursed) AS disbursed,
       sum(remaining) AS remaining, sum(planned_q1) AS planned_q1, sum(planned_q2) AS planned_q2,
       sum(planned_q3) AS planned_q3, sum(planned_q4) AS planned_q4
FROM budget WHERE number = 1 AND in_total;
