-- answers_and_score: scores that are not the mean of the answers beside them: mean ÷ highest level × 100,
-- within one unit of the last decimal that is printed (ties go either way, and some cut off).
WITH answers AS (
    SELECT *,
           [CAST(split_part(each, ':', 1) AS BIGINT) FOR each IN string_split(answer_counts, ' ')] AS levels,
           [CAST(split_part(each, ':', 2) AS BIGINT) FOR each IN string_split(answer_counts, ' ')] AS counts
    FROM satisfaction WHERE answer_counts IS NOT NULL
),
mean AS (
    SELECT *,
           100 * list_inner_product(levels::DOUBLE[], counts::DOUBLE[])
               / (list_sum(counts) * list_max(levels)) AS exact,
           CASE WHEN score_percent = round(score_percent) THEN 1
                WHEN score_percent = round(score_percent, 1) THEN 0.1
                ELSE 0.01 END AS unit
    FROM answers
)
SELECT 'satisfaction' AS "table", organization_code, fiscal_year, load_id, source_row, division AS subject,
       'score_percent' AS "column", score_percent AS stated, exact::DECIMAL(18, 2) AS expected,
       stated - expected AS difference,
       answer_counts AS stated_word, to_json([division, question_no::VARCHAR])::VARCHAR AS place
FROM mean
WHERE abs(score_percent - exact) > unit + 1e-9;

-- zero_variance: a division with the same score in every question, of which there are at least three.
SELECT 'satisfaction' AS "table", organization_code, fiscal_year,
       CASE WHEN min(load_id) = max(load_id) THEN min(load_id) END AS load_id, min(source_row) AS source_row,
       division AS subject, 'score_percent' AS "column", min(score_percent) AS stated, 0 AS difference,
       count(*)::VARCHAR AS stated_word
FROM satisfaction
GROUP BY organization_code, fiscal_year, division
HAVING count(*) >= 3 AND min(score_percent) = max(score_percent);
