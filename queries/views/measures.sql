-- What the words of the measures mean.

-- Which data sets show that a measure was carried out, by its number.
CREATE TABLE measure_proof AS
SELECT CAST(measure_no AS INTEGER) AS measure_no, data_set,
       CAST(first_fiscal_year AS INTEGER) AS first_fiscal_year,
       CAST(last_fiscal_year AS INTEGER) AS last_fiscal_year
FROM reference.measure_proofs;

-- Whether a measure still has something to be done: neither done nor without a case.
CREATE MACRO is_open(status) AS status NOT IN ('done', 'no_case');

-- What the office has written to each measure, and when last.
CREATE VIEW office_text AS
SELECT organization_code, fiscal_year, measure_no, any_value("text") FILTER (name = 'result') AS result,
       any_value("text") FILTER (name = 'suggestion') AS suggestion, max(written_at) AS written_at
FROM measure_text
WHERE name IN ('result', 'suggestion')
GROUP BY ALL;

-- The measures of a year (null: of every year). Evidence of which nothing is told is unknown. What the office
-- has written stands in the place of the file's words, which are told beside it. What may prove a measure is
-- named as far as the organization has reported it. `within` may ask for words,
-- all of which must occur.
CREATE MACRO measures_of(organization, year, within) AS TABLE
SELECT line.* REPLACE (coalesce(line.evidence, 'unknown') AS evidence,
                       coalesce(office.result, line.result) AS result,
                       coalesce(office.suggestion, line.suggestion) AS suggestion),
       CASE WHEN office.result IS NOT NULL THEN line.result END AS result_in_file,
       CASE WHEN office.suggestion IS NOT NULL THEN line.suggestion END AS suggestion_in_file,
       office.written_at,
       (SELECT string_agg(data_set, ' ' ORDER BY place) FROM measure_proof JOIN data_set USING (data_set)
        WHERE measure_proof.measure_no = line.measure_no
          AND line.fiscal_year BETWEEN first_fiscal_year AND last_fiscal_year
          AND data_set IN (SELECT data_set FROM source WHERE organization_code = organization)) AS proof,
       file_name
FROM named.measures AS line JOIN load USING (load_id)
     LEFT JOIN office_text AS office USING (organization_code, fiscal_year, measure_no)
WHERE line.organization_code = organization AND line.fiscal_year = coalesce(year, line.fiscal_year)
  AND is_within(within, 'responsible', responsible) AND is_within(within, 'status', status)
  AND is_within(within, 'evidence', coalesce(evidence, 'unknown'))
  AND coalesce(list_bool_and(list_transform(
          string_split(lower(json_extract_string(within, 'words')), ' '),
          lambda word: contains(lower(concat_ws(' ', measure_no, measure, "procedure", responsible,
                                                coalesce(office.result, line.result))), word))), true);

-- How alike two wordings are: the part of their runs of three letters that both have (1: all, 0: none).
CREATE MACRO threes(words) AS
    -- A wording of fewer than three letters is one run.
    list_distinct(list_transform(range(1, greatest(length(words) - 1, 2)),
                                 lambda first: substr(words, first, 3)));

CREATE MACRO shared_wording(one, other) AS
    2 * len(list_intersect(threes(one), threes(other))) / (len(threes(one)) + len(threes(other)));

-- Which measure of a year is which of an earlier one: the same wording, or the same number and half of the
-- wording.
CREATE MACRO same_measures(organization, year, earlier) AS TABLE
WITH wording AS (
    SELECT fiscal_year, measure_no, spaceless(measure) AS words FROM published.measures
    WHERE organization_code = organization AND fiscal_year IN (year, earlier)
),
later AS (FROM wording WHERE fiscal_year = year),
former AS (FROM wording WHERE fiscal_year = earlier),
candidate AS (
    SELECT later.measure_no, former.measure_no AS former_no, later.words, former.words AS former_words
    FROM later JOIN former USING (measure_no)
    UNION
    SELECT later.measure_no, former.measure_no AS former_no, later.words, former.words AS former_words
    FROM later JOIN former ON later.words = former.words
)
SELECT measure_no, former_no,
       (measure_no = former_no)::INTEGER + shared_wording(words, former_words) AS nearness
FROM candidate
WHERE shared_wording(words, former_words) >= 0.5
QUALIFY row_number() OVER (PARTITION BY measure_no ORDER BY nearness DESC, former_no) = 1
    AND row_number() OVER (PARTITION BY former_no ORDER BY nearness DESC, measure_no) = 1;
