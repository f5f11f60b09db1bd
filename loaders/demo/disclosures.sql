-- Made-up lists of what must be public, as they stand at the end of a year: what is due every month was
-- brought up to date in September and is due on the last day of the year, all else later.
CREATE MACRO disclosures_of(y) AS TABLE
WITH listed AS (
    SELECT number, organization_code, each.*,
           number || '/disclosure/' || disclosure || '/' || y AS mine
    FROM municipality
    CROSS JOIN (SELECT row_number() OVER () AS disclosure_no, * FROM list_of('disclosures.csv')) AS each
    WHERE number <= getvariable('organizations')
),
dated AS (
    SELECT *, year_end(y) - CAST(floor(chance(mine || '/day') * CASE months WHEN '1' THEN 25 WHEN '3' THEN 60
                                                                            ELSE 330 END) AS INTEGER) - 3
           AS updated_on
    FROM listed
)
SELECT number, disclosure_no AS position, organization_code, y AS fiscal_year, disclosure_no, disclosure,
       disclosure_basis, basis_item, responsible, CAST(measure_no AS INTEGER) AS measure_no,
       'https://example.org/ita/' || y || '/' || organization_code || '/public-' || disclosure_no
           AS disclosure_url,
       updated_on, CASE months WHEN '1' THEN year_end(y) WHEN '3' THEN year_end(y) + 30
                               ELSE updated_on + 365 END AS next_due
FROM dated;

-- planted disclosure_without_address in demo_disclosures_2567: คู่มือหรือคำสั่งเกี่ยวกับวิธีปฏิบัติงาน:
--   ไม่ระบุลิงก์ (URL)
UPDATE disclosures SET disclosure_url = NULL WHERE number = 1 AND disclosure LIKE 'คู่มือ%';

-- planted disclosure_overdue in demo_disclosures_2568: สถิติเรื่องร้องเรียนการทุจริต: ครบกำหนด 31 ก.ค.
--   2568 แล้วยังไม่ได้ปรับปรุง
UPDATE disclosures SET updated_on = DATE '2025-04-30', next_due = DATE '2025-07-31'
WHERE number = 1 AND disclosure = 'สถิติเรื่องร้องเรียนการทุจริต';
