-- A purchase for which but one made an offer, though its method asks several.
SELECT 'procurements' AS "table", organization_code, fiscal_year, load_id, source_row, purchase AS subject,
       concat_ws('/', month, purchase_no) AS place, 'bidder_count' AS "column", 1 AS stated,
       "method" AS stated_word
FROM procurements
WHERE "method" <> 'specific' AND bidders_of(bidder_count, bidders) = 1
