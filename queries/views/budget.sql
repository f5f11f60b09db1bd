-- What the words of the budget mean.

-- One line of the ordinance with its derived amounts (baht). Of a line without payments stated neither what
-- is used is known nor what remains: rates and remainders are of what is accounted for.
CREATE VIEW budget_line AS
SELECT line.*, revised_of(allocation, transfer_in, transfer_out) AS revised,
       coalesce(transfer_in, 0) - coalesce(transfer_out, 0) AS net_transfer,
       coalesce(transfer_in, 0) <> 0 OR coalesce(transfer_out, 0) <> 0 AS is_moved,
       used_of(encumbered_convention, encumbered, disbursed) AS used,
       accounted_of(allocation, transfer_in, transfer_out, disbursed) AS accounted,
       load.file_name
-- A database that was published by an earlier version has no column of funds or of the plan by quarter.
FROM (FROM named.budget UNION ALL BY NAME
      SELECT NULL::VARCHAR AS fund, NULL::DECIMAL(18, 2) AS planned_q1, NULL::DECIMAL(18, 2) AS planned_q2,
             NULL::DECIMAL(18, 2) AS planned_q3, NULL::DECIMAL(18, 2) AS planned_q4
      WHERE false) AS line
JOIN load USING (load_id);

-- What lines print as remaining, together: where some print none, those count with what is left; null where
-- all print none.
CREATE MACRO printed_remaining(printed, leaves) AS
    CASE WHEN count(printed) > 0 THEN sum(coalesce(printed, leaves)) END;

CREATE MACRO newest_as_of(organization, year, months) AS newest_report('budget', organization, year, months);

-- The lines of all years at all their as-of dates.
CREATE MACRO budget_of(organization, within) AS TABLE
SELECT *
FROM budget_line
WHERE organization_code = organization
  AND is_within(within, 'division', division) AND is_within(within, 'plan', plan)
  AND is_within(within, 'expenditure_group', expenditure_group) AND is_within(within, 'category', category)
  AND is_within(within, 'item', item);

-- The lines of a year at all its as-of dates.
CREATE MACRO budget_in(organization, year, within) AS TABLE
SELECT * FROM budget_of(organization, within) WHERE fiscal_year = year;

-- Amounts are cumulative from 1 October, so one as-of date is taken, the newest of the round, and never two
-- together.
CREATE MACRO budget_at(organization, year, months, day, within) AS TABLE
SELECT * FROM budget_in(organization, year, within)
WHERE as_of = coalesce(day, newest_as_of(organization, year, months));

-- The sums of what is in view: of each value of a level or of "fund", and of all lines (is_all; where no
-- other sums are wanted the level is null). What is used, by a file's own convention, is made in budget_line.
CREATE MACRO budget_sums(level, organization, year, months, day, within) AS TABLE
WITH line AS (
    SELECT *,
           CASE level WHEN 'division' THEN division WHEN 'plan' THEN plan
                      WHEN 'expenditure_group' THEN expenditure_group WHEN 'category' THEN category
                      WHEN 'fund' THEN fund WHEN 'item' THEN item END AS value
    FROM budget_at(organization, year, months, day, within)
)
SELECT value, grouping(value) = 1 AS is_all, min((load_id, source_row)) AS place, max(as_of) AS as_of,
       count(*) AS lines, sum(allocation) AS allocation, sum(transfer_in) AS transfer_in,
       sum(transfer_out) AS transfer_out, sum(revised) AS revised, sum(accounted) AS accounted,
       sum(used) - sum(disbursed) AS committed, sum(disbursed) AS disbursed,
       sum(accounted) - sum(used) AS remaining,
       printed_remaining(if(disbursed IS NULL, NULL, remaining), if(disbursed IS NULL, NULL, revised - used))
           AS stated_remaining,
       -- Rates are of the lines that state a payment: of the others nobody knows what is paid.
       sum(disbursed) / nullif(sum(accounted), 0) AS disbursed_rate,
       sum(used) / nullif(sum(accounted), 0) AS used_rate,
       count(*) FILTER (disbursed IS NULL) AS lines_unstated,
       coalesce(sum(revised) FILTER (disbursed IS NULL), 0) AS unstated
FROM line
GROUP BY ROLLUP (value)
-- Of no lines at all ROLLUP sums nothing, too.
HAVING count(*) > 0;

-- The quarters that are due and of which none of the divisions in view has stated payments: what the overview
-- and the page of the budget call missing, and of a whole organization what the rule missing_quarter finds.
CREATE MACRO missing_quarters(organization, year, within, today) AS TABLE
WITH reported AS (
    SELECT list(DISTINCT as_of) AS days
    FROM named.budget
    WHERE organization_code = organization AND fiscal_year = year AND disbursed IS NOT NULL
      AND division IN (SELECT division FROM budget_of(organization, within)
                       WHERE fiscal_year BETWEEN year - 1 AND year)
)
SELECT quarter
FROM (SELECT unnest(quarters_without_data(year, days)) AS quarter FROM reported)
WHERE quarter_due(year, quarter) < today;

-- All quarters in one list: a question about each would be planned with every line.
CREATE MACRO cabinet_target(year, number) AS list_filter(
    (SELECT list(struct_pack(quarter, target)) FROM target
     WHERE indicator = 'budget_disbursed' AND fiscal_year = year),
    lambda each: each.quarter = number
)[1].target;

-- Which part of a budget should be paid by a day: the cabinet's target of its quarter where that is asked for
-- and known, else what even spending over the year gives; and by the year's end.
CREATE MACRO expected_rate_at(year, day, with_targets) AS
    coalesce(CASE WHEN with_targets THEN cabinet_target(year, quarter_of(year, day)) END,
             year_elapsed(year, day));

CREATE MACRO goal_of(year, with_targets) AS
    coalesce(CASE WHEN with_targets THEN cabinet_target(year, 4) END, 1);

-- What is compared between two times: each name in the ordinance with the names that it stands under; what
-- repeats is one.
CREATE MACRO named_lines(organization, year, months, day, within) AS TABLE
SELECT division, coalesce(plan, '–') AS plan, coalesce(work, '–') AS work,
       coalesce(expenditure_group, '–') AS expenditure_group, coalesce(category, '–') AS category, item,
       sum(revised) AS revised, sum(disbursed) AS disbursed,
       arg_min(file_name, (load_id, source_row)) AS file_name,
       arg_min(source_row, (load_id, source_row)) AS source_row,
       arg_min(load_id || '/' || source_row, (load_id, source_row)) AS line
FROM budget_at(organization, year, months, day, within)
GROUP BY ALL;

-- A name without what changes from year to year: the year, the number it is listed under, how many are
-- bought, and spaces.
CREATE MACRO without_year(name) AS
    regexp_replace(translate(name, '๐๑๒๓๔๕๖๗๘๙', '0123456789'),
        '(ประจำ)?(ปี)?(งบประมาณ)?\s*(พ\.?\s*ศ\.?)?\s*25\d\d|^[\s(]*\d+(\.\d+)*[.)\s]|จำนวน\s*\d+|\s',
        '', 'g');

-- What is compared of a name: its numbers, which tell places (community 7 is not community 17 renamed), and
-- its letters, a byte each: DuckDB compares bytes, and two of a Thai letter's three are those of all others,
-- so that all Thai would be alike.
CREATE MACRO spelling(name) AS struct_pack(
    numbers := regexp_extract_all(without_year(name), '\d+'),
    letters := translate(without_year(name),
        'กขฃคฅฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรฤลฦวศษสหฬอฮฯะัาำิีึืฺุูเแโใไๅๆ็่้๊๋์ํ๎',
        'ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_abcdefghijklmnopqrstuvwxyz{|}~!#$%&()*+,-./'));

-- The spelling of a name in its file, however it is read: what is paired does not hang on that.
CREATE MACRO spelling_in_file(organization, of_table, of_column, name) AS
    spelling(coalesce((SELECT any_value(source_name) FROM reading_name
                       WHERE organization_code = organization AND "table" = of_table
                         AND "column" = of_column AND shown = name), name));

-- How alike two spellings are (0–1).
CREATE MACRO likeness(one, other) AS
    CASE WHEN one.numbers <> other.numbers THEN 0 WHEN one.letters = other.letters THEN 1
         ELSE jaro_winkler_similarity(one.letters, other.letters) END;

-- Up from here two names are probably of the same thing.
CREATE MACRO probably_same() AS 0.92;

CREATE MACRO named_divisions(organization, year, months, day, within) AS TABLE
SELECT division, sum(revised) AS revised, sum(disbursed) AS disbursed,
       arg_min(file_name, source_row) AS file_name,
       min(source_row) AS source_row,
       spelling_in_file(organization, 'budget', 'division', division) AS spelled
FROM named_lines(organization, year, months, day, within)
GROUP BY division;

-- The names that only one of two times has: "vanished" of the earlier, "new" of this one.
CREATE MACRO lines_apart(
    organization, year, months, day, before_year, before_months, before_day, within
) AS TABLE
WITH earlier AS (FROM named_lines(organization, before_year, before_months, before_day, within)),
this AS (FROM named_lines(organization, year, months, day, within))
SELECT 'vanished' AS kind, earlier.*, spelling_in_file(organization, 'budget', 'item', item) AS spelled
FROM earlier ANTI JOIN this USING (division, plan, work, expenditure_group, category, item)
UNION ALL
SELECT 'new', this.*, spelling_in_file(organization, 'budget', 'item', item)
FROM this ANTI JOIN earlier USING (division, plan, work, expenditure_group, category, item);
