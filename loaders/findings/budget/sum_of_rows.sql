-- A line whose name begins as a total does and whose amounts are those of the rows just above it together: it
-- may be counted twice.
WITH candidate AS (
    SELECT load_id, source_row FROM budget
    WHERE (starts_with(item, 'รวม') OR starts_with(item, 'ยอดรวม') OR starts_with(item, 'ผลรวม'))
      AND allocation > 0
),
line AS (
    SELECT budget.*, row_number() OVER whole AS place, sum(allocation) OVER whole AS allocated,
           sum(disbursed) OVER whole AS paid
    FROM budget SEMI JOIN candidate USING (load_id)
    WINDOW whole AS (PARTITION BY load_id ORDER BY source_row)
),
summed AS (
    SELECT total.*, first.source_row AS first_row, total.place - first.place AS rows_above
    FROM line AS total SEMI JOIN candidate USING (load_id, source_row)
    JOIN line AS first ON first.load_id = total.load_id AND first.place <= total.place - 2
     AND total.allocated - total.allocation - (first.allocated - first.allocation) = total.allocation
     AND total.paid - total.disbursed - (first.paid - first.disbursed) = total.disbursed
    QUALIFY row_number() OVER (PARTITION BY total.load_id, total.source_row ORDER BY first.place DESC) = 1
)
SELECT 'budget' AS "table", organization_code, fiscal_year, as_of, load_id, source_row, item AS subject,
       line_of(plan, work, expenditure_group, category, division, item, occurrence) AS place,
       'allocation' AS "column",
       allocation AS stated, allocation AS expected, 0 AS difference, rows_above::VARCHAR AS stated_word,
       first_row::VARCHAR AS expected_word
FROM summed
