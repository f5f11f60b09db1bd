-- Something that must be public of which no address is given, where the public would find it.
SELECT 'disclosures' AS "table", organization_code, fiscal_year, load_id, source_row, disclosure AS subject,
       disclosure_no::VARCHAR AS place, 'disclosure_url' AS "column"
FROM disclosures
WHERE disclosure_url IS NULL
