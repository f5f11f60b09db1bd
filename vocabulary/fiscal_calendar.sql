-- The fiscal calendar of Thai offices, as fiscal_calendar.py says it to Python: under the same names, and
-- tested against it. Years are of the Buddhist era unless a name says otherwise.

------------------------------------------------------------------------------------- eras
CREATE OR REPLACE MACRO buddhist_year(common) AS common + 543;
CREATE OR REPLACE MACRO common_year(buddhist) AS buddhist - 543;

-- The years that a cell may name, in either era; any other is a slip of the pen.
CREATE OR REPLACE MACRO is_buddhist_year(year) AS year BETWEEN 2500 AND 2642;
CREATE OR REPLACE MACRO is_common_year(year) AS year BETWEEN common_year(2500) AND common_year(2642);

------------------------------------------------------------------------------------- the year and its parts
CREATE OR REPLACE MACRO year_begin(year) AS make_date(common_year(year) - 1, 10, 1);
CREATE OR REPLACE MACRO year_end(year) AS make_date(common_year(year), 9, 30);

-- The last day of a quarter; of the quarter 0, the day before the year begins.
CREATE OR REPLACE MACRO quarter_end(year, number) AS
    (year_begin(year) + to_months(CAST(3 * number AS INTEGER)))::DATE - 1;

-- The quarter in which a day lies; a day after the year's end is of the report for the whole year.
CREATE OR REPLACE MACRO quarter_of(year, day) AS least(datediff('month', year_begin(year), day) // 3 + 1, 4);

-- The first day of a calendar month (1–12) of a fiscal year.
CREATE OR REPLACE MACRO month_begin(year, number) AS
    make_date(CAST(common_year(year) - (number >= 10)::INTEGER AS INTEGER), CAST(number AS INTEGER), 1);

-- How much of a fiscal year has gone by at the end of a day (0–1).
CREATE OR REPLACE MACRO year_elapsed(year, day) AS
    least((day - quarter_end(year, 0)) / (year_end(year) - quarter_end(year, 0)), 1);

CREATE OR REPLACE MACRO round_end(year, months) AS quarter_end(year, months // 3);

-- Whether figures as of a day may stand for a round: 6 months end with their last day; 12 months, or where
-- none is asked for, are all the reports of the year, also those made after its end.
CREATE OR REPLACE MACRO is_in_round(year, months, day) AS
    months IS DISTINCT FROM 6 OR day <= round_end(year, 6);

------------------------------------------------------------------------------------- reports
-- Until when a report for the whole year may be as of: 90 days after its end.
CREATE OR REPLACE MACRO is_as_of_year(year, day) AS day BETWEEN year_begin(year) AND year_end(year) + 90;

-- After the end of a quarter its figures are due.
CREATE OR REPLACE MACRO quarter_due(year, number) AS quarter_end(year, number) + 30;

-- The end of the month after the last one of a round of the anti-corruption plan.
CREATE OR REPLACE MACRO plan_report_due(year, months) AS last_day(round_end(year, months) + 1);

-- Whether a report as of a day tells what was paid in a quarter: it is as of one of its days, or came while
-- it was due. Amounts are cumulative, so a later report contains what was paid, but not how much of it by the
-- quarter's end.
CREATE OR REPLACE MACRO is_report_of_quarter(year, number, day) AS
    day > quarter_end(year, number - 1)
    AND CASE number WHEN 4 THEN is_as_of_year(year, day) ELSE day <= quarter_due(year, number) END;

-- The quarters of which no report has come, given the days as of which payments are stated (null: none at
-- all).
CREATE OR REPLACE MACRO quarters_without_data(year, days) AS
    list_filter([1, 2, 3, 4], lambda number:
        coalesce(len(list_filter(days, lambda day: is_report_of_quarter(year, number, day))), 0) = 0);
