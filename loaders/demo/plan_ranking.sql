-- A published comparison that agrees with the organizations' own reports in the table `plan_progress` (12
-- months).
CREATE MACRO plan_ranking_of(y) AS TABLE
WITH carried_out AS (
    SELECT number, percent_of(sum(projects_done), sum(projects_planned)) AS percent FROM plan_progress
    GROUP BY number
)
SELECT number, number AS position, y AS fiscal_year, 12 AS round_months, year_end(y) + 15 AS as_of,
       'สมมติ' AS province, concat_ws(' ', 'ตัวอย่าง', nullif(district_no, 1)) AS district,
       concat_ws(' ', 'เทศบาลตัวอย่าง', nullif(number, 1), '(ข้อมูลสมมติ)') AS organization, percent,
       CASE WHEN percent >= 80 THEN 'มาก' WHEN percent >= 50 THEN 'กลาง' ELSE 'น้อย' END AS level
FROM carried_out JOIN municipality USING (number);
