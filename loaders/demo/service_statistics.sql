-- Made-up requests: some months are busy, and year by year more come by e-service.
CREATE MACRO service_statistics_of(y) AS TABLE
WITH asked AS (
    SELECT number, organization_code, size, offered.*, month,
           number || '/' || service || '/' || month || '/' || y AS mine,
           coalesce(list_contains(string_split(busy, ' '), CAST(month AS VARCHAR)), false) AS is_busy
    FROM municipality CROSS JOIN list_of('services.csv') AS offered
    CROSS JOIN (SELECT unnest(range(1, 13))::INTEGER AS month)
    WHERE number <= getvariable('organizations')
),
counted AS (
    SELECT *, 1 + CAST(floor(CAST(usual AS DOUBLE) * size * CASE WHEN is_busy THEN 2 ELSE 1 END
                             * (0.8 + 0.4 * chance(mine))) AS INTEGER) AS requests
    FROM asked
),
parted AS (
    SELECT *, CAST(floor(requests * (CAST(e_share AS DOUBLE) + 0.06 * (y - 2564))
                         * (0.8 + 0.4 * chance(mine || '/e'))) AS INTEGER) AS by_e_service
    FROM counted
)
SELECT number, row_number() OVER (ORDER BY number, month_begin(y, month), division, service) AS position,
       organization_code, y AS fiscal_year, month, division, service, requests,
       requests - by_e_service AS at_counter, by_e_service,
       requests - CAST(floor(requests * 0.06 * chance(mine || '/late')) AS INTEGER) AS within_standard
FROM parted;

-- planted within_exceeds_requests in demo_service_statistics_2566: แจ้งซ่อมไฟฟ้าสาธารณะ เดือนมกราคม 2566:
--   แล้วเสร็จภายในเวลามาตรฐานมากกว่าจำนวนผู้รับบริการ 3 ครั้ง
UPDATE service_statistics SET within_standard = requests + 3
WHERE number = 1 AND month = 1 AND service = 'แจ้งซ่อมไฟฟ้าสาธารณะ';

-- planted channels_differ in demo_service_statistics_2567: ชำระค่าธรรมเนียมเก็บขนขยะมูลฝอย เดือนพฤษภาคม
--   2567: ผลรวมสองช่องทางขาดไป 10 ราย
UPDATE service_statistics SET at_counter = at_counter - 10
WHERE number = 1 AND month = 5 AND service = 'ชำระค่าธรรมเนียมเก็บขนขยะมูลฝอย';
