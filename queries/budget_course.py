"""How the budget is paid in the course of the fiscal year, and which reports are missing."""

from datetime import date

import pandas as pd

from queries.scope import Cursor, Scope


def course(con: Cursor, scope: Scope) -> pd.DataFrame:
    """What is paid from 1 October to each as-of date, in the year before (as far as it has data) and in this
    one up to the scope's date: fiscal_year, quarter, as_of, disbursed_rate, used_rate, even_rate (ratio: what
    even spending gives, the part of the year that has gone by), revised, disbursed, committed (baht),
    file_name, rows (of the file).

    A quarter without payments before a newer date stands there with its last day and without figures; a date
    on which no payment is stated, as that of an ordinance, has the ordinance's figures alone."""
    return con.execute(
        """
        WITH line AS (
            FROM budget_in($organization, $fiscal_year, $within)
            WHERE as_of <= coalesce($as_of, newest_as_of($organization, $fiscal_year, $round_months))
            UNION ALL
            -- The year before to its end: the course is compared with all of it.
            FROM budget_in($organization, $fiscal_year - 1, $within)
        ),
        dated AS (
            SELECT fiscal_year, as_of, sum(disbursed) / nullif(sum(accounted), 0) AS disbursed_rate,
                   sum(used) / nullif(sum(accounted), 0) AS used_rate, sum(revised) AS revised,
                   sum(disbursed) AS disbursed, sum(used) - sum(disbursed) AS committed,
                   string_agg(DISTINCT file_name, ', ' ORDER BY file_name) AS file_name, count(*) AS rows
            FROM line GROUP BY fiscal_year, as_of
        ),
        reported AS (
            SELECT fiscal_year, max(as_of) AS newest, list(as_of) FILTER (disbursed IS NOT NULL) AS days
            FROM dated GROUP BY fiscal_year
        ),
        -- A quarter counts as reported by any day within it or shortly after its end.
        missing AS (
            SELECT fiscal_year, quarter_end(fiscal_year, number) AS as_of
            FROM (SELECT fiscal_year, newest, unnest(quarters_without_data(fiscal_year, days)) AS number
                  FROM reported)
            WHERE quarter_end(fiscal_year, number) < newest
        )
        SELECT fiscal_year, quarter_of(fiscal_year, as_of) AS quarter, as_of,
               disbursed_rate, used_rate, year_elapsed(fiscal_year, as_of) AS even_rate, revised, disbursed,
               committed, file_name, coalesce(rows, 0) AS rows
        FROM (FROM dated UNION ALL BY NAME FROM missing)
        ORDER BY fiscal_year, as_of
        """,
        scope.bound,
    ).df()


def periods(con: Cursor, scope: Scope, targets: bool) -> pd.DataFrame:
    """What was paid between one as-of date of the year and the next, and last, what must be paid from the
    scope's date to the year's end to reach the goal (the cabinet's target of quarter 4 with `targets` and
    where there is one, else all): begins, ends (days), months (how many), paid (baht), per_month (baht),
    is_needed (whether that is still to be paid), file_name, rows.

    Dates on which no payment is stated are passed over."""
    return con.execute(
        """
        WITH dated AS (
            SELECT as_of, sum(accounted) AS accounted, sum(disbursed) AS disbursed,
                   string_agg(DISTINCT file_name, ', ' ORDER BY file_name) AS file_name, count(*) AS rows
            FROM budget_in($organization, $fiscal_year, $within)
            WHERE as_of <= coalesce($as_of, newest_as_of($organization, $fiscal_year, $round_months))
            GROUP BY as_of
            HAVING count(disbursed) > 0
        ),
        period AS (
            -- Quarter 0 ends on the day before the year begins.
            SELECT coalesce(lag(as_of) OVER (ORDER BY as_of), quarter_end($fiscal_year, 0)) + 1 AS begins,
                   as_of AS ends, disbursed - coalesce(lag(disbursed) OVER (ORDER BY as_of), 0) AS paid,
                   false AS is_needed, file_name, rows
            FROM dated
            UNION ALL
            -- The last period is still to come, as long as the year has not ended.
            SELECT as_of + 1, quarter_end($fiscal_year, 4),
                   greatest(accounted * goal_of($fiscal_year, $targets) - disbursed, 0),
                   true, NULL, 0
            FROM (FROM dated ORDER BY as_of DESC LIMIT 1) WHERE as_of < quarter_end($fiscal_year, 4)
        ),
        long AS (
            SELECT *, 12 * (year_elapsed($fiscal_year, ends) - year_elapsed($fiscal_year, begins - 1))
                      AS months
            FROM period
        )
        SELECT begins, ends, months, paid, paid / nullif(months, 0) AS per_month, is_needed, file_name, rows
        FROM long
        ORDER BY begins
        """,
        {**scope.bound, "targets": targets},
    ).df()


def unreported(con: Cursor, scope: Scope, today: date) -> pd.DataFrame:
    """What is missing of the reports of the divisions in view: first the quarters that are due today (30 days
    after their end) and of which none of them has stated payments (quarter, due_date), then those of them
    that earlier reports of this year or of the year before have and the scope's has not (division, with
    as_of, revised, disbursed and lines of the last report that has it, of what is in view)."""
    return con.execute(
        """
        WITH chosen AS (
            SELECT coalesce($as_of, newest_as_of($organization, $fiscal_year, $round_months)) AS day
        ),
        line AS (
            FROM budget_of($organization, $within) WHERE fiscal_year BETWEEN $fiscal_year - 1 AND $fiscal_year
        ),
        absent AS (
            SELECT division, as_of, sum(revised) AS revised, sum(disbursed) AS disbursed, count(*) AS lines
            FROM line
            WHERE as_of < (SELECT day FROM chosen)
              AND division NOT IN (SELECT division FROM named.budget
                                   WHERE organization_code = $organization AND fiscal_year = $fiscal_year
                                     AND as_of = (SELECT day FROM chosen))
            GROUP BY division, as_of
            -- Its last report only.
            QUALIFY row_number() OVER (PARTITION BY division ORDER BY as_of DESC) = 1
        )
        SELECT division, quarter, due_date, as_of, revised, disbursed, lines
        FROM (
            SELECT quarter, quarter_due($fiscal_year, quarter) AS due_date
            FROM missing_quarters($organization, $fiscal_year, $within, $today)
            UNION ALL BY NAME
            FROM absent
        )
        ORDER BY quarter NULLS LAST, revised DESC, division
        """,
        {**scope.bound, "today": today},
    ).df()
