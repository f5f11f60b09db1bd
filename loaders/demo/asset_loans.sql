-- Made-up loans of property: each thing is lent two to four times a year, and comes back in time.
CREATE MACRO asset_loans_of(y) AS TABLE
WITH asset AS (
    SELECT unnest(['เครื่องฉายภาพ', 'จอรับภาพ', 'เครื่องเสียงเคลื่อนที่', 'เต็นท์ผ้าใบ', 'โต๊ะพับ',
                   'เครื่องปั่นไฟ', 'กล้องถ่ายรูป', 'คอมพิวเตอร์โน้ตบุ๊ก',
                   'รถบรรทุกน้ำ', 'เครื่องสูบน้ำ']) AS asset,
           unnest(range(1, 11)) AS asset_place
),
lent AS (
    SELECT number, organization_code, asset, asset_place, turn,
           number || '/loan/' || asset_place || '/' || turn || '/' || y AS mine,
           year_begin(y) + CAST(90 * turn + floor(60 * chance(mine)) AS INTEGER) AS taken_on,
           taken_on + 3 + CAST(floor(12 * chance(mine || '/for')) AS INTEGER) AS due_on
    FROM municipality, asset, unnest([0, 1, 2, 3]) AS each(turn)
    WHERE number <= getvariable('organizations') AND (turn > 1 OR chance(mine || '/wanted') < 0.6)
)
SELECT number, 10 * turn + asset_place AS position, organization_code, y AS fiscal_year,
       (400 + asset_place) || '-58-' || lpad(CAST(asset_place AS VARCHAR), 4, '0') AS asset_no, asset,
       list_extract(['กองช่าง', 'กองการศึกษา', 'กองสาธารณสุขและสิ่งแวดล้อม', 'กองสวัสดิการสังคม',
                     'สำนักปลัดเทศบาล'],
                    1 + CAST(floor(5 * chance(mine || '/unit')) AS INTEGER)) AS borrowing_unit,
       taken_on, due_on, due_on - CAST(floor(3 * chance(mine || '/back')) AS INTEGER) AS returned_on
FROM lent;

-- planted returned_before_taken in demo_asset_loans_2566: เต็นท์ผ้าใบ: วันที่ส่งคืนอยู่ก่อนวันที่ยืม 2 วัน
UPDATE asset_loans SET returned_on = taken_on - 2
WHERE number = 1 AND asset = 'เต็นท์ผ้าใบ' AND position = 24;

-- planted loan_overdue in demo_asset_loans_2568: เครื่องฉายภาพ: เกินกำหนดส่งคืนแล้วยังไม่ส่งคืน
UPDATE asset_loans SET returned_on = NULL WHERE number = 1 AND asset = 'เครื่องฉายภาพ' AND position = 31;
