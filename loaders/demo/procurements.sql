-- Made-up purchases, from companies that do not exist.

CREATE TABLE company AS
SELECT *, row_number() OVER (PARTITION BY trade) - 1 AS place, count(*) OVER (PARTITION BY trade) AS of_trade
FROM list_of('companies.csv');

-- All purchases of a year, each in its month. The specific method stays far below its threshold, so that no
-- two of its purchases look like one that was split.
CREATE MACRO procurements_of(y) AS TABLE
WITH bought AS (
    SELECT number, organization_code, size, purchase, budget_item, division, trade, "method", reason,
           CAST(baht AS DOUBLE) AS baht, unnest(string_split(months, ' '))::INTEGER AS month,
           month_begin(y, month) AS begins, number || '/' || purchase || '/' || month || '/' || y AS mine
    FROM municipality CROSS JOIN list_of('purchases.csv')
    WHERE number <= getvariable('organizations')
),
priced AS (
    SELECT *, hundreds(baht * size * (0.9 + 0.2 * chance(mine))) AS purchase_limit,
           hundreds(purchase_limit * (0.98 + 0.02 * chance(mine || '/reference'))) AS reference_price,
           hundreds(reference_price * (0.9 + 0.08 * chance(mine || '/agreed'))) AS agreed_price,
           CASE "method" WHEN 'specific' THEN 1 WHEN 'selection' THEN 3
                         ELSE 2 + CAST(floor(2 * chance(mine || '/bidders')) AS INTEGER) END AS bidder_count,
           begins + CAST(floor(27 * chance(mine || '/day')) AS INTEGER) AS contract_date
    FROM bought
),
-- Companies follow each other in their list, the winner first; who offered more lost.
offered AS (
    SELECT mine, any_value(company) FILTER (turn = 0) AS winner,
           string_agg(company || ' ' || format('{:,.2f}', (agreed_price * (1 + 0.015 * turn))::DOUBLE)
                      || ' บาท', '; ' ORDER BY turn) AS bidders
    FROM (SELECT priced.*, company,
                 (place + CAST(floor(of_trade * chance(mine || '/won')) AS INTEGER)) % of_trade AS turn
          FROM priced JOIN company USING (trade))
    WHERE turn < bidder_count
    GROUP BY mine
)
SELECT number, row_number() OVER (ORDER BY number, begins, contract_date, purchase) AS position,
       organization_code, y AS fiscal_year, month,
       row_number() OVER (PARTITION BY number, month ORDER BY contract_date, purchase) AS purchase_no,
       purchase, budget_item, division, purchase_limit, reference_price, "method", bidder_count, bidders,
       winner, agreed_price, reason,
       CASE WHEN "method" = 'specific' THEN 'ใบสั่งซื้อ/จ้าง' ELSE 'สัญญา' END || 'เลขที่ '
           || row_number() OVER (PARTITION BY number ORDER BY contract_date, purchase) || '/' || y
           AS contract_no,
       contract_date,
       CASE WHEN "method" = 'specific' THEN 'no'
            WHEN chance(mine || '/representative') < 0.7 THEN 'yes'
            WHEN chance(mine || '/representative') < 0.9 THEN 'no' ELSE 'unknown' END
           AS community_representative
FROM priced JOIN offered USING (mine);

-- planted above_limit in demo_procurements_2564: ซื้อวัสดุไฟฟ้าและวิทยุ เดือนตุลาคม 2563:
--   ราคาที่ตกลงสูงกว่าวงเงิน 5,000.00 บาท (ไม่มีราคากลาง)
UPDATE procurements SET agreed_price = purchase_limit + 5000, reference_price = NULL
WHERE number = 1 AND month = 10 AND purchase = 'ซื้อวัสดุไฟฟ้าและวิทยุ';

-- planted above_reference_price in demo_procurements_2565: ซื้อครุภัณฑ์คอมพิวเตอร์:
--   ราคาที่ตกลงสูงกว่าราคากลาง 1,500.00 บาท แต่ไม่เกินวงเงิน
UPDATE procurements SET reference_price = agreed_price - 1500
WHERE number = 1 AND purchase = 'ซื้อครุภัณฑ์คอมพิวเตอร์';

-- planted contract_outside_month in demo_procurements_2566: จ้างปรับปรุงตลาดสดเทศบาล: สัญญาลงวันที่ 15
--   มิ.ย. 2566 แต่รายงานในเดือนกรกฎาคม
UPDATE procurements SET contract_date = DATE '2023-06-15'
WHERE number = 1 AND purchase = 'จ้างปรับปรุงตลาดสดเทศบาล';

-- planted missing_month in demo_procurements_2567: ไม่มีรายการของเดือนกุมภาพันธ์ 2567
DELETE FROM procurements WHERE number = 1 AND month = 2;

-- planted one_bidder in demo_procurements_2568: ซื้อรถบรรทุกขยะแบบอัดท้าย: มีผู้เสนอราคารายเดียวโดยวิธี
--   e-bidding
UPDATE procurements SET bidder_count = 1, bidders = split_part(bidders, '; ', 1)
WHERE number = 1 AND purchase = 'ซื้อรถบรรทุกขยะแบบอัดท้าย';

-- planted split_purchases in demo_procurements_2568: ซื้อวัสดุไฟฟ้าและวิทยุ ธันวาคม 2567 และมกราคม 2568:
--   ผู้ขายรายเดียวกัน ห่างกัน 20 วัน วงเงินครั้งละ 480,000.00 บาท
UPDATE procurements
SET purchase_limit = 480000, reference_price = 480000, agreed_price = 476000, bidders = NULL,
    winner = 'บริษัท ตัวอย่างพาณิชย์ จำกัด',
    contract_date = CASE month WHEN 12 THEN DATE '2024-12-20' ELSE DATE '2025-01-09' END
WHERE number = 1 AND month IN (12, 1) AND purchase = 'ซื้อวัสดุไฟฟ้าและวิทยุ';
