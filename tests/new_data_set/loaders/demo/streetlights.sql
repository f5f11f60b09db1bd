-- Made-up streetlights, of which half are repaired after 6 months and all after 12.
CREATE MACRO streetlights_of(y, months) AS TABLE
SELECT number, kind_no AS position, organization_code, y AS fiscal_year, months AS round_months, kind,
       months * (usual + CAST(floor(4 * chance(number || '/streetlights/' || kind || '/' || y)) AS INTEGER))
           AS reported,
       CASE months WHEN 6 THEN reported // 2 ELSE reported END AS repaired
FROM municipality
CROSS JOIN (SELECT unnest(['หลอดไฟดับ', 'เสาไฟชำรุด', 'สายไฟขาด']) AS kind, unnest([1, 2, 3]) AS kind_no,
                   unnest([4, 11, 29]) AS usual)
WHERE number <= getvariable('organizations');
