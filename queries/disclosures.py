"""What must be public: what is past its due day or has no address, whose it is, and how fresh each is."""

from datetime import date

import pandas as pd

from queries.scope import Bound, Cursor, Scope


def combinations(con: Cursor, scope: Scope) -> pd.DataFrame:
    """Which values occur together in how many rows, in order: responsible ("–" where none is named),
    disclosure_basis, measure_no ("–": of none), rows."""
    return con.execute(
        """
        SELECT coalesce(responsible, '–') AS responsible, disclosure_basis,
               coalesce(CAST(measure_no AS VARCHAR), '–') AS measure_no, count(*) AS rows
        FROM disclosures_of($organization, $fiscal_year, $within, NULL)
        GROUP BY ALL
        ORDER BY min(disclosure_no)
        """,
        scope.bound_lines,
    ).df()


def total(con: Cursor, scope: Scope, today: date | None = None) -> pd.DataFrame:
    """All that must be public in one row (none without data), as of `today` (None: the machine's day):
    disclosures, past_due, due_this_month, up_to_date, undated (together all), without_address (of any of
    these), in_time (dated, not past due, and with an address), judged_on (the day of which it holds: at the
    latest the last of the fiscal year)."""
    return con.execute(
        """
        SELECT count(*) AS disclosures,
               count(*) FILTER (disclosure_state = 'past_due') AS past_due,
               count(*) FILTER (disclosure_state = 'due_this_month') AS due_this_month,
               count(*) FILTER (disclosure_state = 'up_to_date') AS up_to_date,
               count(*) FILTER (disclosure_state = 'undated') AS undated,
               count(*) FILTER (disclosure_url IS NULL) AS without_address,
               count(*) FILTER (is_in_time) AS in_time,
               judged_on($fiscal_year, coalesce($today::DATE, current_date)) AS judged_on
        FROM disclosures_of($organization, $fiscal_year, $within, coalesce($today::DATE, current_date))
        HAVING count(*) > 0
        """,
        _on(scope, today),
    ).df()


def by_unit(con: Cursor, scope: Scope, today: date) -> pd.DataFrame:
    """How what each unit answers for stands, what is past due first: responsible ("–" where none is named),
    past_due, due_this_month, undated, up_to_date, without_address (of any of these), disclosures."""
    return con.execute(
        """
        SELECT coalesce(responsible, '–') AS responsible,
               count(*) FILTER (disclosure_state = 'past_due') AS past_due,
               count(*) FILTER (disclosure_state = 'due_this_month') AS due_this_month,
               count(*) FILTER (disclosure_state = 'undated') AS undated,
               count(*) FILTER (disclosure_state = 'up_to_date') AS up_to_date,
               count(*) FILTER (disclosure_url IS NULL) AS without_address, count(*) AS disclosures
        FROM disclosures_of($organization, $fiscal_year, $within, $today)
        GROUP BY ALL
        ORDER BY past_due DESC, without_address DESC, due_this_month DESC, disclosures DESC, responsible
        """,
        _on(scope, today),
    ).df()


def due(con: Cursor, scope: Scope, today: date) -> pd.DataFrame:
    """What is past its due day, and what is due by the end of the month, the first due first: disclosure,
    responsible, next_due, days_left (below 0 when past), updated_on, disclosure_url, disclosure_basis,
    basis_item."""
    return con.execute(
        """
        SELECT disclosure, responsible, next_due, days_left, updated_on, disclosure_url, disclosure_basis,
               basis_item
        FROM disclosures_of($organization, $fiscal_year, $within, $today)
        WHERE disclosure_state IN ('past_due', 'due_this_month')
        ORDER BY next_due, disclosure_no
        """,
        _on(scope, today),
    ).df()


def without_address(con: Cursor, scope: Scope) -> pd.DataFrame:
    """What has no address, by unit: disclosure, responsible, disclosure_basis, basis_item, updated_on."""
    return con.execute(
        """
        SELECT disclosure, responsible, disclosure_basis, basis_item, updated_on
        FROM disclosures_of($organization, $fiscal_year, $within, NULL)
        WHERE disclosure_url IS NULL
        ORDER BY responsible, disclosure_no
        """,
        scope.bound_lines,
    ).df()


def every(con: Cursor, scope: Scope, today: date) -> pd.DataFrame:
    """Each thing, what was brought up to date longest ago first: disclosure, responsible, disclosure_state,
    updated_on, days_old, next_due, days_left (both as of the day on which the list is judged),
    disclosure_basis, basis_item, measure_no, disclosure_url, file_name, source_row."""
    return con.execute(
        """
        SELECT disclosure, responsible, disclosure_state, updated_on, days_old, next_due, days_left,
               disclosure_basis, basis_item, measure_no, disclosure_url, file_name, source_row
        FROM disclosures_of($organization, $fiscal_year, $within, $today)
        ORDER BY days_old DESC NULLS FIRST, disclosure_no
        """,
        _on(scope, today),
    ).df()


def by_year(con: Cursor, scope: Scope) -> pd.DataFrame:
    """What is published and not past its due day of all, of every year up to the scope's, as of the
    machine's day: fiscal_year, percent (0–100)."""
    return con.execute(
        """
        SELECT fiscal_year, 100 * count(*) FILTER (is_in_time) / count(*) AS percent
        FROM disclosures_of($organization, NULL, $within, current_date)
        WHERE fiscal_year <= $fiscal_year
        GROUP BY fiscal_year
        ORDER BY fiscal_year
        """,
        scope.bound_lines,
    ).df()


def _on(scope: Scope, today: date | None) -> Bound:
    return {**scope.bound_lines, "today": today}
