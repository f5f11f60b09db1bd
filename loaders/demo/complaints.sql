-- Made-up complaints: all are closed, most of them within the standard.
CREATE MACRO complaints_of(y) AS TABLE
WITH topic AS (
    SELECT unnest(['ไฟฟ้าสาธารณะ', 'ถนนและทางเท้า', 'ขยะมูลฝอย', 'เหตุเดือดร้อนรำคาญ',
                   'น้ำท่วมขังและท่อระบายน้ำ', 'การให้บริการของเจ้าหน้าที่',
                   'การทุจริตและประพฤติมิชอบ']) AS topic,
           unnest(['กองช่าง', 'กองช่าง', 'กองสาธารณสุขและสิ่งแวดล้อม', 'กองสาธารณสุขและสิ่งแวดล้อม',
                   'กองช่าง', 'สำนักปลัดเทศบาล', 'สำนักปลัดเทศบาล']) AS division,
           -- Of a hundred, those up to here have this topic or one before it.
           unnest([26, 46, 63, 79, 91, 97, 100]) AS up_to
),
office AS (
    SELECT *, 48 + CAST(floor(24 * chance(number || '/complaints/' || y)) AS INTEGER) AS cases
    FROM municipality WHERE number <= getvariable('organizations')
),
filed AS (
    SELECT number, organization_code, place, number || '/complaint/' || place || '/' || y AS mine,
           year_begin(y) + CAST(floor(365 * (place - 0.5) / cases) AS INTEGER) AS received_on
    FROM office, unnest(range(1, cases + 1)) AS each(place)
),
judged AS (
    SELECT *, (SELECT arg_min(topic, up_to) FROM topic
               WHERE 100 * chance(mine || '/topic') < up_to) AS topic,
           CASE WHEN chance(mine || '/late') < 0.1 THEN 15 + 20 * chance(mine || '/days')
                ELSE 12 * chance(mine || '/days') END AS days
    FROM filed
)
SELECT number, place AS position, organization_code, y AS fiscal_year, place || '/' || y AS case_no,
       received_on,
       list_extract(['ด้วยตนเอง', 'โทรศัพท์', 'เว็บไซต์', 'LINE', 'เฟซบุ๊ก', 'ศูนย์ดำรงธรรม'],
                    1 + CAST(floor(6 * chance(mine || '/channel')) AS INTEGER)) AS channel,
       topic, CASE topic WHEN 'การทุจริตและประพฤติมิชอบ' THEN 'yes' ELSE 'no' END AS about_corruption,
       division, 'closed' AS case_status, received_on + 1 + CAST(floor(days) AS INTEGER) AS closed_on
FROM judged JOIN topic USING (topic);

-- planted closed_before_received in demo_complaints_2566: เรื่องที่ 7/2566: ยุติเรื่องก่อนวันรับเรื่อง 3 วัน
UPDATE complaints SET closed_on = received_on - 3 WHERE number = 1 AND case_no = '7/2566';

-- planted number_reused in demo_complaints_2567: เรื่องที่ 12/2567: สองเรื่องใช้เลขที่เดียวกัน
UPDATE complaints SET case_no = '12/2567' WHERE number = 1 AND case_no = '13/2567';

-- planted complaint_overdue in demo_complaints_2568: เรื่องที่ 55/2568: ยังไม่ยุติและเกินกำหนด 15 วัน
UPDATE complaints SET case_status = 'ongoing', closed_on = NULL WHERE number = 1 AND case_no = '55/2568';
