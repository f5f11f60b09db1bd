-- Made-up reports of the plan.

-- The sums of the table `plan_projects`, which holds this year and round, and the percentages that the
-- plan-reporting system prints beside them.
CREATE MACRO plan_progress_of(y, months) AS TABLE
SELECT number, dimension_no AS position, organization_code, fiscal_year, round_months, dimension_no,
       count(*)::INTEGER AS projects_planned, count(*) FILTER (status = 'done')::INTEGER AS projects_done,
       coalesce(sum(budget_planned), 0)::DECIMAL(18, 2) AS budget_planned,
       coalesce(sum(budget_ordinance), 0)::DECIMAL(18, 2) AS budget_ordinance,
       coalesce(sum(budget_spent), 0)::DECIMAL(18, 2) AS budget_spent,
       percent_of(count(*) FILTER (status = 'done'), count(*)) AS stated_projects_percent,
       percent_of(coalesce(sum(budget_spent), 0), sum(budget_planned)) AS stated_budget_percent,
       NULL::VARCHAR AS note
FROM plan_projects
GROUP BY number, organization_code, fiscal_year, round_months, dimension_no;

CREATE TABLE plan_progress AS SELECT * FROM plan_progress_of(2568, 6) LIMIT 0;

CREATE MACRO plan_progress_total() AS TABLE
SELECT any_value(organization_code) AS organization_code, any_value(fiscal_year) AS fiscal_year,
       any_value(round_months) AS round_months, sum(projects_planned) AS projects_planned,
       sum(projects_done) AS projects_done,
       sum(budget_planned) AS budget_planned, sum(budget_ordinance) AS budget_ordinance,
       sum(budget_spent) AS budget_spent,
       percent_of(sum(projects_done), sum(projects_planned)) AS stated_projects_percent,
       percent_of(sum(budget_spent), sum(budget_planned)) AS stated_budget_percent, 'รวม' AS note
FROM plan_progress WHERE number = 1;
