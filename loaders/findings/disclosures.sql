-- disclosure_overdue: something that must be public and was not brought up to date by its due day. A list
-- is judged at the latest on the last day of its fiscal year: what is due then or later stands in the list
-- of the next.
SELECT 'disclosures' AS "table", organization_code, fiscal_year, load_id, source_row, disclosure AS subject,
       disclosure_no::VARCHAR AS place, 'next_due' AS "column", responsible AS stated_word,
       next_due AS expected_word, next_due + 1 AS holds_from
FROM disclosures
WHERE next_due < year_end(fiscal_year);

-- disclosure_without_address: something that must be public of which no address is given, where the public
-- would find it.
SELECT 'disclosures' AS "table", organization_code, fiscal_year, load_id, source_row, disclosure AS subject,
       disclosure_no::VARCHAR AS place, 'disclosure_url' AS "column"
FROM disclosures
WHERE disclosure_url IS NULL;
