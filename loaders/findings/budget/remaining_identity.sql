-- A line's remaining amount, as printed, against what allocation, transfers, commitments and payments leave.
SELECT 'budget' AS "table", organization_code, fiscal_year, as_of, load_id, source_row, item AS subject,
       line_of(plan, work, expenditure_group, category, division, item, occurrence) AS place,
       'remaining' AS "column",
       remaining AS stated,
       revised_of(allocation, transfer_in, transfer_out)
           - used_of(convention, encumbered, disbursed) AS expected,
       stated - expected AS difference
FROM budget JOIN convention USING (load_id)
WHERE remaining <> expected
