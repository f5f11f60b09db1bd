"""The register of complaints: how many, about what, by which channel, and how long until each was closed."""

from datetime import date

import pandas as pd

from queries.scope import Cursor, Scope

PARTS = ("topic", "channel", "division", "case_status", "about_corruption")
"""By what the complaints can be told."""


def combinations(con: Cursor, scope: Scope) -> pd.DataFrame:
    """Which values occur together in how many rows: topic, channel, division ("–" where none is named),
    case_status, about_corruption, rows."""
    return con.execute(
        """
        SELECT topic, channel, coalesce(division, '–') AS division, case_status, about_corruption,
               count(*) AS rows
        FROM complaints_of($organization, $fiscal_year, $within, NULL)
        GROUP BY ALL
        ORDER BY ALL
        """,
        scope.bound_lines,
    ).df()


def total(con: Cursor, scope: Scope, today: date | None = None) -> pd.DataFrame:
    """The complaints in one row (none without data): cases, closed, forwarded, open_cases, corruption (about
    it), closed_late, undated (closed, nobody says when); of those with a day median_days and ninth_days
    (within how many days half and nine tenths were closed; null without any), standard_days; as of `today`
    (None: the machine's day) overdue_cases (open beyond the standard)."""
    return con.execute(
        """
        SELECT count(*) AS cases, count(*) FILTER (case_status = 'closed') AS closed,
               count(*) FILTER (case_status = 'forwarded') AS forwarded,
               count(*) FILTER (is_open) AS open_cases,
               count(*) FILTER (about_corruption = 'yes') AS corruption,
               count(*) FILTER (is_late) AS closed_late,
               count(*) FILTER (case_status = 'closed' AND days IS NULL) AS undated,
               quantile_disc(days, 0.5) AS median_days, quantile_disc(days, 0.9) AS ninth_days,
               max(standard_days) AS standard_days, count(*) FILTER (is_overdue) AS overdue_cases
        FROM complaints_of($organization, $fiscal_year, $within, coalesce($today::DATE, current_date))
        HAVING count(*) > 0
        """,
        {**scope.bound_lines, "today": today},
    ).df()


def by_part(con: Cursor, scope: Scope, part: str, today: date) -> pd.DataFrame:
    """The complaints by one of PARTS, most first: that column ("–" where there is none), cases, closed,
    open_cases, overdue_cases (as of `today`), closed_late, median_days, ninth_days."""
    return (
        con.execute(
            """
            SELECT coalesce(CASE $part WHEN 'topic' THEN topic WHEN 'channel' THEN channel
                                       WHEN 'division' THEN division WHEN 'case_status' THEN case_status
                                       ELSE about_corruption END, '–') AS part,
                   count(*) AS cases, count(*) FILTER (case_status = 'closed') AS closed,
                   count(*) FILTER (is_open) AS open_cases, count(*) FILTER (is_overdue) AS overdue_cases,
                   count(*) FILTER (is_late) AS closed_late, quantile_disc(days, 0.5) AS median_days,
                   quantile_disc(days, 0.9) AS ninth_days
            FROM complaints_of($organization, $fiscal_year, $within, $today)
            GROUP BY ALL
            ORDER BY cases DESC, part
            """,
            {**scope.bound_lines, "part": part, "today": today},
        )
        .df()
        .rename(columns={"part": part})
    )


def overdue(con: Cursor, scope: Scope, today: date) -> pd.DataFrame:
    """The complaints that are open beyond the standard as of `today`, the longest first: case_no, topic,
    received_on, days_open, days_over, channel, division, case_status, about_corruption, file_name,
    source_row."""
    return con.execute(
        """
        SELECT case_no, topic, received_on, days_open, days_open - standard_days AS days_over, channel,
               division, case_status, about_corruption, file_name, source_row
        FROM complaints_of($organization, $fiscal_year, $within, $today)
        WHERE is_overdue
        ORDER BY days_open DESC, source_row
        """,
        {**scope.bound_lines, "today": today},
    ).df()


def every(con: Cursor, scope: Scope, today: date) -> pd.DataFrame:
    """Each complaint, the newest first: case_no, received_on, channel, topic, about_corruption, division,
    case_status, closed_on, days (until closed), days_open (as of `today`), file_name, source_row."""
    return con.execute(
        """
        SELECT case_no, received_on, channel, topic, about_corruption, division, case_status, closed_on, days,
               days_open, file_name, source_row
        FROM complaints_of($organization, $fiscal_year, $within, $today)
        ORDER BY received_on DESC, source_row DESC
        """,
        {**scope.bound_lines, "today": today},
    ).df()


def corruption(con: Cursor, scope: Scope) -> pd.DataFrame:
    """The complaints about corruption by status, each status named: case_status, cases."""
    return con.execute(
        """
        SELECT case_status, count(case_no) AS cases
        FROM (SELECT unnest(['received', 'ongoing', 'forwarded', 'closed']) AS case_status) AS known
        LEFT JOIN (FROM complaints_of($organization, $fiscal_year, $within, NULL)
                   WHERE about_corruption = 'yes') AS line USING (case_status)
        GROUP BY case_status
        ORDER BY list_position(['received', 'ongoing', 'forwarded', 'closed'], case_status)
        """,
        scope.bound_lines,
    ).df()


def by_year(con: Cursor, scope: Scope) -> pd.DataFrame:
    """Complaints closed within the standard, of all of every year up to the scope's: fiscal_year, percent
    (0–100)."""
    return con.execute(
        """
        SELECT fiscal_year, 100 * count(*) FILTER (days <= standard_days) / count(*) AS percent
        FROM complaints_of($organization, NULL, $within, NULL)
        WHERE fiscal_year <= $fiscal_year
        GROUP BY fiscal_year
        ORDER BY fiscal_year
        """,
        scope.bound_lines,
    ).df()
