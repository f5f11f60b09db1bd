-- What the words of the findings mean.

CREATE VIEW finding AS
SELECT findings.* REPLACE (coalesce(
           -- A name that two columns have, read in two ways, stays as it is.
           (SELECT CASE WHEN count(DISTINCT shown) = 1 THEN any_value(shown) END FROM reading_name
            WHERE reading_name.organization_code = findings.organization_code
              AND reading_name."table" = findings."table" AND source_name = subject), subject) AS subject),
       findings_under AS data_set, load.file_name, explanation, explained_by, explained_at
FROM published.findings
JOIN data_set USING ("table")
LEFT JOIN load USING (load_id)
LEFT JOIN published.explanations USING (finding_id);

-- What holds on a day for an organization in one fiscal year, or where none is named, in the newest of each
-- data set and after it. A finding of a file with several organizations or years belongs to all of them.
CREATE MACRO findings_of(organization, year, today) AS TABLE
WITH newest AS (
    SELECT data_set, max(fiscal_year) AS newest_year FROM source
    WHERE organization_code = organization GROUP BY data_set
)
SELECT finding.*
FROM finding
LEFT JOIN newest USING (data_set)
WHERE coalesce(finding.organization_code = organization, true)
  AND coalesce(CASE WHEN year IS NULL THEN finding.fiscal_year >= newest_year
                    ELSE finding.fiscal_year = year END, true)
  AND coalesce(holds_from <= today, true) AND coalesce(holds_until > today, true);
