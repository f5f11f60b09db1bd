-- A line's spending plan, all quarters together, against what the ordinance gives it, before or after
-- transfers.
SELECT 'budget' AS "table", organization_code, fiscal_year, as_of, load_id, source_row, item AS subject,
       line_of(plan, work, expenditure_group, category, division, item, occurrence) AS place,
       'planned' AS "column",
       coalesce(planned_q1, 0) + coalesce(planned_q2, 0) + coalesce(planned_q3, 0) + coalesce(planned_q4, 0)
           AS stated,
       revised_of(allocation, transfer_in, transfer_out) AS expected, stated - expected AS difference
FROM budget
WHERE coalesce(planned_q1, planned_q2, planned_q3, planned_q4) IS NOT NULL
  AND stated NOT IN (allocation, expected)
