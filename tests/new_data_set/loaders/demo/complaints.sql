-- Made-up complaints, of which half are resolved after 6 months and all after 12.
CREATE MACRO complaints_of(y, months) AS TABLE
SELECT number, kind_no AS position, organization_code, y AS fiscal_year, months AS round_months, kind,
       months * (usual + CAST(floor(4 * chance(number || '/complaints/' || kind || '/' || y)) AS INTEGER))
           AS received,
       CASE months WHEN 6 THEN received // 2 ELSE received END AS resolved
FROM municipality
CROSS JOIN (SELECT unnest(['ไฟฟ้าสาธารณะ', 'ถนน', 'ขยะมูลฝอย']) AS kind, unnest([1, 2, 3]) AS kind_no,
                   unnest([4, 11, 29]) AS usual)
WHERE number <= getvariable('organizations');
