-- What the words of the loans of property mean.

-- The loans of a year (null: of every year), each as of `today`: the days until it is due (less than 0:
-- overdue; null: it is back), and the days that it was lent, to now where it is still out. What came back
-- before it was taken was lent for nobody knows how long.
CREATE MACRO asset_loans_of(organization, year, within, today) AS TABLE
SELECT line.*, file_name, returned_on IS NULL AS is_out,
       CASE WHEN is_out THEN due_on - CAST(today AS DATE) END AS days_left,
       coalesce(days_left < 0, false) AS is_overdue, coalesce(returned_on > due_on, false) AS is_late,
       CASE WHEN coalesce(returned_on, CAST(today AS DATE)) >= taken_on
            THEN coalesce(returned_on, CAST(today AS DATE)) - taken_on + 1 END AS days_lent
FROM named.asset_loans AS line JOIN load USING (load_id)
WHERE organization_code = organization AND fiscal_year = coalesce(year, fiscal_year)
  AND is_within(within, 'asset', asset) AND is_within(within, 'borrowing_unit', borrowing_unit);
