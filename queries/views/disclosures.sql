-- What the words of the things that must be public mean.

-- A list is judged at the latest on the last day of its fiscal year: what is due later stands in the list of
-- the next.
CREATE MACRO judged_on(year, day) AS least(day, year_end(year));

-- The things that must be public of a year (null: of every year), each in one state: past its due day; due by
-- the end of the month in which it is judged; without a due day; else up to date. Whether it has an address
-- is told beside.
CREATE MACRO disclosures_of(organization, year, within, day) AS TABLE
SELECT line.*, CASE WHEN next_due < judged_on(line.fiscal_year, day) THEN 'past_due'
                    WHEN next_due <= last_day(judged_on(line.fiscal_year, day)) THEN 'due_this_month'
                    WHEN next_due IS NULL THEN 'undated' ELSE 'up_to_date' END AS disclosure_state,
       coalesce(next_due >= judged_on(line.fiscal_year, day), false) AND disclosure_url IS NOT NULL
           AS is_in_time,
       next_due - judged_on(line.fiscal_year, day) AS days_left,
       judged_on(line.fiscal_year, day) - updated_on AS days_old, file_name
FROM named.disclosures AS line JOIN load USING (load_id)
WHERE line.organization_code = organization AND line.fiscal_year = coalesce(year, line.fiscal_year)
  AND is_within(within, 'responsible', responsible)
  AND is_within(within, 'disclosure_basis', disclosure_basis)
  AND is_within(within, 'measure_no', measure_no);
