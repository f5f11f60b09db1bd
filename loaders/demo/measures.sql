-- Made-up measures.

CREATE MACRO measures_of(y) AS TABLE
WITH judged AS (
    SELECT *, chance(number || '/measure/' || measure_no) + 0.05 * (y - 2564) AS standing
    FROM municipality CROSS JOIN list_of('measures.csv')
    WHERE number <= getvariable('organizations')
),
told AS (
    SELECT *, CASE WHEN measure_no = '8' AND chance(number || '/case/' || y) < 0.5 THEN 'no_case'
                   -- For some of them something is held in every year (activities.sql).
                   WHEN standing < 0.08
                        AND measure_no NOT IN (SELECT measure_no FROM list_of('activities.csv'))
                   THEN 'not_started' WHEN standing < 0.4 THEN 'ongoing'
                   ELSE 'done' END AS status
    FROM judged
)
SELECT number, CAST(measure_no AS INTEGER) AS position, organization_code, y AS fiscal_year, measure_no,
       measure, "procedure",
       responsible, CASE WHEN status IN ('done', 'ongoing') THEN result END AS result, suggestion, status,
       CASE WHEN status = 'done' THEN 'yes' WHEN status = 'ongoing' AND standing > 0.25 THEN 'yes'
            ELSE 'no' END AS evidence,
       CASE WHEN status = 'done'
            THEN make_date(common_year(y), 6 + CAST(measure_no AS INTEGER) % 4, 30) END AS due_date,
       CASE WHEN status = 'done'
            THEN 'https://example.org/ita/' || y || '/' || organization_code || '/measure-' || measure_no END
           AS evidence_url
FROM told;
