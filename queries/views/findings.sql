-- What the words of the findings mean.

CREATE VIEW finding AS
SELECT findings.*, findings_under AS data_set, load.file_name, explanation, explained_by, explained_at
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
