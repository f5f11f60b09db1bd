"""The loans of the office's property: what is out, what is overdue, and how often each thing is used."""

from datetime import date

import pandas as pd

from queries.scope import Cursor, Scope


def combinations(con: Cursor, scope: Scope) -> pd.DataFrame:
    """Which values occur together in how many rows: asset, borrowing_unit, rows."""
    return con.execute(
        """
        SELECT asset, borrowing_unit, count(*) AS rows
        FROM asset_loans_of($organization, $fiscal_year, $within, NULL)
        GROUP BY ALL
        ORDER BY ALL
        """,
        scope.bound_lines,
    ).df()


def total(con: Cursor, scope: Scope, today: date | None = None) -> pd.DataFrame:
    """The loans in one row (none without data): loans, assets (different things), returned, returned_late,
    on_loan; as of `today` (None: the machine's day) overdue_loans (out and past the day that they were
    due)."""
    return con.execute(
        """
        SELECT count(*) AS loans, count(DISTINCT asset_no) AS assets, count(returned_on) AS returned,
               count(*) FILTER (is_late) AS returned_late, count(*) FILTER (is_out) AS on_loan,
               count(*) FILTER (is_overdue) AS overdue_loans
        FROM asset_loans_of($organization, $fiscal_year, $within, coalesce($today::DATE, current_date))
        HAVING count(*) > 0
        """,
        {**scope.bound_lines, "today": today},
    ).df()


def by_asset(con: Cursor, scope: Scope, today: date) -> pd.DataFrame:
    """What is lent, the most used first: asset, assets (different things of that name), loans, days_lent,
    on_loan, returned_late; as of `today` overdue_loans."""
    return con.execute(
        """
        SELECT asset, count(DISTINCT asset_no) AS assets, count(*) AS loans,
               coalesce(sum(days_lent), 0)::BIGINT AS days_lent, count(*) FILTER (is_out) AS on_loan,
               count(*) FILTER (is_overdue) AS overdue_loans, count(*) FILTER (is_late) AS returned_late
        FROM asset_loans_of($organization, $fiscal_year, $within, $today)
        GROUP BY asset
        ORDER BY loans DESC, days_lent DESC, asset
        """,
        {**scope.bound_lines, "today": today},
    ).df()


def by_unit(con: Cursor, scope: Scope, today: date) -> pd.DataFrame:
    """Who borrows, most first: borrowing_unit, loans, on_loan, returned_late; as of `today` overdue_loans."""
    return con.execute(
        """
        SELECT borrowing_unit, count(*) AS loans, count(*) FILTER (is_out) AS on_loan,
               count(*) FILTER (is_overdue) AS overdue_loans, count(*) FILTER (is_late) AS returned_late
        FROM asset_loans_of($organization, $fiscal_year, $within, $today)
        GROUP BY borrowing_unit
        ORDER BY loans DESC, borrowing_unit
        """,
        {**scope.bound_lines, "today": today},
    ).df()


def out(con: Cursor, scope: Scope, today: date) -> pd.DataFrame:
    """What is out, due first: asset, asset_no, borrowing_unit, taken_on, due_on, days_left (from `today`,
    below 0: overdue), file_name, source_row."""
    return con.execute(
        """
        SELECT asset, asset_no, borrowing_unit, taken_on, due_on, days_left, file_name, source_row
        FROM asset_loans_of($organization, $fiscal_year, $within, $today)
        WHERE is_out
        ORDER BY days_left, source_row
        """,
        {**scope.bound_lines, "today": today},
    ).df()


def every(con: Cursor, scope: Scope, today: date) -> pd.DataFrame:
    """Each loan, the newest first: asset, asset_no, borrowing_unit, taken_on, due_on, returned_on, days_lent
    (to `today` where it is out), file_name, source_row."""
    return con.execute(
        """
        SELECT asset, asset_no, borrowing_unit, taken_on, due_on, returned_on, days_lent, file_name,
               source_row
        FROM asset_loans_of($organization, $fiscal_year, $within, $today)
        ORDER BY taken_on DESC, source_row DESC
        """,
        {**scope.bound_lines, "today": today},
    ).df()


def by_year(con: Cursor, scope: Scope) -> pd.DataFrame:
    """Loans returned in time, of all of every year up to the scope's: fiscal_year, percent (0–100)."""
    return con.execute(
        """
        SELECT fiscal_year, 100 * count(*) FILTER (returned_on <= due_on) / count(*) AS percent
        FROM asset_loans_of($organization, NULL, $within, NULL)
        WHERE fiscal_year <= $fiscal_year
        GROUP BY fiscal_year
        ORDER BY fiscal_year
        """,
        scope.bound_lines,
    ).df()
