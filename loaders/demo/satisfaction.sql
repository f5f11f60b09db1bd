-- Made-up surveys, of the divisions that have lines in the ordinance.

CREATE MACRO satisfaction_of(y) AS TABLE
SELECT number, row_number() OVER (ORDER BY number, CAST(question_no AS INTEGER), division_no) AS position,
       organization_code, y AS fiscal_year, division, dimension_no, dimension, question_no, question,
       CAST(round(82 + 7 * chance(number || '/' || division)
                  + 3 * chance(number || '/question/' || question_no) + 0.6 * (y - 2564)
                  + 3 * chance(number || '/' || division || '/' || question_no || '/' || y), 2)
           AS DECIMAL(6, 2)) AS score_percent,
       CASE division WHEN 'หน่วยตรวจสอบภายใน' THEN 40 ELSE 120 END
           + CAST(floor(CASE division WHEN 'หน่วยตรวจสอบภายใน' THEN 40 ELSE 280 END
                        * chance(number || '/asked/' || division || '/' || y)) AS INTEGER) AS respondents,
       NULL::VARCHAR AS answer_counts
FROM municipality
CROSS JOIN (SELECT division, min(work_order) AS division_no FROM ordinance
            WHERE expenditure_group <> 'งบกลาง' GROUP BY division)
CROSS JOIN list_of('questions.csv')
WHERE number <= getvariable('organizations');
