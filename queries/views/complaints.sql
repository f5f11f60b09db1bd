-- What the words of the complaints mean.

-- Within how many days a complaint received in a year is to be answered.
CREATE TABLE complaint_standard AS
SELECT CAST(first_fiscal_year AS INTEGER) AS first_fiscal_year,
       CAST(last_fiscal_year AS INTEGER) AS last_fiscal_year,
       CAST(standard_days AS INTEGER) AS standard_days
FROM reference.complaint_standards;

-- Whether a case still waits to be closed: what was passed on, waits elsewhere.
CREATE MACRO is_open_case(case_status) AS case_status IN ('received', 'ongoing');

-- The cases of a year (null: of every year), each with the days until it was closed (null: it is not, the day
-- is not known, or lies before it was received), and as of `today` the days that it is open.
CREATE MACRO complaints_of(organization, year, within, today) AS TABLE
SELECT line.*, file_name, standard_days,
       CASE WHEN closed_on >= received_on THEN closed_on - received_on END AS days,
       coalesce(days > standard_days, false) AS is_late,
       is_open_case(case_status) AS is_open,
       CASE WHEN is_open THEN greatest(CAST(today AS DATE) - received_on, 0) END AS days_open,
       coalesce(days_open > standard_days, false) AS is_overdue
FROM named.complaints AS line JOIN load USING (load_id)
LEFT JOIN complaint_standard ON fiscal_year BETWEEN first_fiscal_year AND last_fiscal_year
WHERE organization_code = organization AND fiscal_year = coalesce(year, fiscal_year)
  AND is_within(within, 'topic', topic) AND is_within(within, 'channel', channel)
  AND is_within(within, 'division', division) AND is_within(within, 'case_status', case_status)
  AND is_within(within, 'about_corruption', about_corruption);
