-- A line of which more is paid and committed than it has after transfers.
SELECT 'budget' AS "table", organization_code, fiscal_year, as_of, load_id, source_row, item AS subject,
       line_of(plan, work, expenditure_group, category, division, item, occurrence) AS place,
       'disbursed' AS "column",
       used_of(convention, encumbered, disbursed) AS stated,
       revised_of(allocation, transfer_in, transfer_out) AS expected, stated - expected AS difference
FROM budget JOIN convention USING (load_id)
WHERE stated > expected
