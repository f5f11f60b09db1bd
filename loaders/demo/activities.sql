-- Made-up activities: what stands in the list, of * for each division that has lines in the ordinance. Every
-- division meets at least twice a year; only some a third time.
CREATE MACRO activities_of(y) AS TABLE
WITH holder AS (
    SELECT division, min(work_order) AS division_no FROM ordinance
    WHERE expenditure_group <> 'งบกลาง' GROUP BY division
),
held AS (
    SELECT number, organization_code,
           listed.* REPLACE (coalesce(holder.division, listed.division) AS division),
           coalesce(division_no, 0) AS division_no,
           number || '/activity/' || activity || '/' || coalesce(holder.division, '') || '/' || y AS mine
    FROM municipality CROSS JOIN list_of('activities.csv') AS listed
    LEFT JOIN holder ON listed.division = '*'
    WHERE number <= getvariable('organizations')
),
dated AS (
    SELECT *, year_begin(y) + CAST(day AS INTEGER) + CAST(floor(30 * chance(mine || '/day')) AS INTEGER)
           AS held_on
    FROM held WHERE day <> '300' OR chance(mine || '/third') < 0.4
),
numbered AS (
    SELECT *, row_number() OVER (PARTITION BY number ORDER BY held_on, division_no, activity) AS activity_no
    FROM dated
)
SELECT number, activity_no AS position, organization_code, y AS fiscal_year, activity_no, held_on,
       activity_kind, activity, CAST(measure_no AS INTEGER) AS measure_no, division,
       CAST(people AS INTEGER) + CAST(floor(10 * chance(mine || '/people')) AS INTEGER) AS participants,
       'yes' AS evidence,
       'https://example.org/ita/' || y || '/' || organization_code || '/activity-' || activity_no
           AS evidence_url
FROM numbered;

-- planted organization_target_missed in demo_activities_2565: ทั้งปีไม่มีการฝึกอบรม
DELETE FROM activities WHERE number = 1 AND activity_kind = 'training';

-- planted activity_without_evidence in demo_activities_2566: เสวนาเรื่องการต่อต้านการทุจริต (มาตรการข้อ
--   20): จัดแล้วแต่ไม่มีหลักฐาน
UPDATE activities SET evidence = 'no', evidence_url = NULL
WHERE number = 1 AND activity_kind = 'forum';

-- planted activity_outside_year in demo_activities_2567: ประกาศเจตจำนงสุจริต (มาตรการข้อ 16):
--   วันที่เป็นของปีงบประมาณถัดไป
UPDATE activities SET held_on = DATE '2024-12-09' WHERE number = 1 AND measure_no = 16;

-- planted division_target_missed in demo_activities_2568: กองช่าง: ประชุมเพียงครั้งเดียวทั้งปี
DELETE FROM activities
WHERE number = 1 AND division = 'กองช่าง' AND activity NOT LIKE '%ครั้งที่ 1';
