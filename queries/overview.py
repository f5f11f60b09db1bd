"""What an executive asks of all data sets: how each headline figure went over the years, and where it is
furthest behind."""

from datetime import date

import pandas as pd

from queries.minimum import MINIMUM_N
from queries.scope import Cursor, Scope


def disbursed_by_year(con: Cursor, scope: Scope) -> pd.DataFrame:
    """The disbursed rate at the same day of every year up to the scope's: fiscal_year, percent (0–100; null
    where nothing may be spent or no payment is stated)."""
    return con.execute(
        """
        WITH chosen AS (
            SELECT coalesce($as_of, newest_as_of($organization, $fiscal_year, $round_months)) AS day
        )
        SELECT fiscal_year, 100 * sum(disbursed) / nullif(sum(accounted), 0) AS percent
        FROM budget_of($organization, $within)
        -- Amounts are cumulative: only the same day of each year compares.
        JOIN chosen ON month(as_of) = month(day) AND dayofmonth(as_of) = dayofmonth(day)
        WHERE fiscal_year <= $fiscal_year
        GROUP BY fiscal_year
        ORDER BY fiscal_year
        """,
        scope.bound,
    ).df()


def satisfaction_by_year(con: Cursor, scope: Scope) -> pd.DataFrame:
    """The mean of every year's survey up to the scope's: fiscal_year, percent (0–100; null where all is
    withheld)."""
    return con.execute(
        """
        SELECT fiscal_year, mean_score(score_percent, respondents) AS percent
        FROM survey_of($organization, NULL, $within, $minimum)
        WHERE fiscal_year <= $fiscal_year
        GROUP BY fiscal_year
        ORDER BY fiscal_year
        """,
        scope.bound_lines | {"minimum": MINIMUM_N},
    ).df()


def plan_by_year(con: Cursor, scope: Scope) -> pd.DataFrame:
    """Projects done of planned, of the same round of every year up to the scope's: fiscal_year, percent
    (0–100; null where nothing was planned)."""
    return con.execute(
        """
        WITH total AS (
            SELECT fiscal_year, round_months,
                   100 * sum(projects_done) / nullif(sum(projects_planned), 0) AS percent
            FROM published.plan_progress
            WHERE organization_code = $organization AND fiscal_year <= $fiscal_year
            GROUP BY fiscal_year, round_months
        )
        SELECT fiscal_year, percent
        FROM total
        -- Six months of one year beside twelve of another would look like a fall.
        WHERE round_months = coalesce($round_months,
                                      (SELECT max(round_months) FROM total WHERE fiscal_year = $fiscal_year))
        ORDER BY fiscal_year
        """,
        scope.bound_round,
    ).df()


def measures_by_year(con: Cursor, scope: Scope) -> pd.DataFrame:
    """Measures done of all, of every year up to the scope's: fiscal_year, percent (0–100)."""
    return con.execute(
        """
        SELECT fiscal_year, 100 * count(*) FILTER (status = 'done') / count(*) AS percent
        FROM measures_of($organization, NULL, $within)
        WHERE fiscal_year <= $fiscal_year
        GROUP BY fiscal_year
        ORDER BY fiscal_year
        """,
        scope.bound_lines,
    ).df()


def furthest_behind(con: Cursor, scope: Scope) -> pd.DataFrame:
    """The division that has paid least beside what would be paid by now if money went out evenly over the
    fiscal year, in one row (none where no division is behind): division, disbursed_rate, elapsed (share of
    the year gone by; ratio), behind (baht missing to that pace), is_alone (whether there is no other). The
    central fund, งบกลาง, is no division: it is named only where there is nothing else."""
    return con.execute(
        """
        WITH paced AS (
            SELECT *, value AS division, year_elapsed($fiscal_year, as_of) AS elapsed,
                   count(*) OVER () = 1 AS is_alone
            FROM budget_sums('division', $organization, $fiscal_year, $round_months, $as_of, $within)
            WHERE NOT is_all
        )
        SELECT division, disbursed_rate, elapsed,
               accounted * elapsed - disbursed AS behind, is_alone
        FROM paced
        -- Who is ahead of the pace is not behind, however little that is.
        WHERE accounted * elapsed > disbursed AND (is_alone OR division <> 'งบกลาง')
        ORDER BY behind DESC, division
        LIMIT 1
        """,
        scope.bound,
    ).df()


def missing_divisions(con: Cursor, scope: Scope) -> list[str]:
    """Divisions that had lines at the same day of the year before and have none now: their part of the budget
    may be missing from the total. By name."""
    answer = con.execute(
        """
        WITH now AS (FROM budget_at($organization, $fiscal_year, $round_months, $as_of, $within))
        SELECT DISTINCT division
        FROM budget_of($organization, $within)
        WHERE as_of = (SELECT max(as_of) FROM now) - INTERVAL 1 YEAR
          AND division NOT IN (SELECT division FROM now)
        ORDER BY division
        """,
        scope.bound,
    ).fetchall()
    return [name for (name,) in answer]


def missing_quarters(con: Cursor, scope: Scope, today: date) -> list[int]:
    """The quarters that are due before `today` and have no data, as the findings name them."""
    quarters = con.execute(
        """
        FROM missing_quarters($organization, $fiscal_year, $within, $today) ORDER BY quarter
        """,
        {**scope.bound_lines, "today": today},
    ).fetchall()
    return [quarter for (quarter,) in quarters]


def most_missing_dimension(con: Cursor, scope: Scope) -> pd.DataFrame:
    """The dimension of the plan with the most projects still to do, in one row (none where all are done):
    dimension_no, projects_planned, projects_done."""
    return con.execute(
        """
        WITH progress AS (FROM progress_of($organization, $fiscal_year))
        SELECT dimension_no, projects_planned, projects_done
        FROM progress
        WHERE round_months = coalesce($round_months, (SELECT max(round_months) FROM progress))
          AND projects_done < projects_planned
        ORDER BY projects_planned - projects_done DESC, dimension_no
        LIMIT 1
        """,
        scope.bound_round,
    ).df()
