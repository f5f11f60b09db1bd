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
