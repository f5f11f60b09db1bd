"""The integrity measures: what was to be done, by whom, what came of it, and how it is proved."""

from datetime import date

import pandas as pd

from queries.scope import Cursor, Scope

SOON = 30
"""Days within which a measure is due soon."""


def combinations(con: Cursor, scope: Scope) -> pd.DataFrame:
    """Which values occur together in how many rows, in order: responsible ("–" where none is named), status,
    evidence, rows."""
    return con.execute(
        """
        SELECT coalesce(responsible, '–') AS responsible, status, evidence, count(*) AS rows
        FROM measures_of($organization, $fiscal_year, $within)
        GROUP BY ALL
        ORDER BY min(measure_no)
        """,
        scope.bound_lines,
    ).df()


def total(con: Cursor, scope: Scope, today: date | None = None) -> pd.DataFrame:
    """The measures in one row (none without data): measures, done, ongoing, not_started, no_case, unknown,
    with_evidence, without_evidence, evidence_unknown, without_suggestion, dated (with a due date); of the
    open ones without_due, overdue (null where none of them has a due date) and due_soon (in at most
    soon_days) as of `today` (counts)."""
    return con.execute(
        """
        SELECT count(*) AS measures, count(*) FILTER (status = 'done') AS done,
               count(*) FILTER (status = 'ongoing') AS ongoing,
               count(*) FILTER (status = 'not_started') AS not_started,
               count(*) FILTER (status = 'no_case') AS no_case,
               count(*) FILTER (status = 'unknown') AS unknown,
               count(*) FILTER (evidence = 'yes') AS with_evidence,
               count(*) FILTER (evidence = 'no') AS without_evidence,
               count(*) FILTER (evidence = 'unknown') AS evidence_unknown,
               count(*) FILTER (suggestion IS NULL) AS without_suggestion, count(due_date) AS dated,
               count(*) FILTER (is_open(status) AND due_date IS NULL) AS without_due,
               -- Where no open one has a date, none is known to be overdue, nor that none is.
               CASE WHEN count(due_date) FILTER (is_open(status)) > 0
                    THEN count(*) FILTER (is_open(status) AND due_date < $today) END AS overdue,
               count(*) FILTER (is_open(status) AND due_date - $today::DATE BETWEEN 0 AND $soon) AS due_soon,
               $soon AS soon_days
        FROM measures_of($organization, $fiscal_year, $within)
        HAVING count(*) > 0
        """,
        {**scope.bound_lines, "today": today, "soon": SOON},
    ).df()


def by_status(con: Cursor, scope: Scope) -> pd.DataFrame:
    """How many measures are in each status, every status named: status, measures."""
    return con.execute(
        """
        SELECT status, count(measure_no) AS measures
        -- Every status has its row, be it with none.
        FROM (SELECT unnest(['done', 'ongoing', 'not_started', 'no_case', 'unknown']) AS status) AS known
        LEFT JOIN measures_of($organization, $fiscal_year, $within) USING (status)
        GROUP BY status
        ORDER BY list_position(['done', 'ongoing', 'not_started', 'no_case', 'unknown'], status)
        """,
        scope.bound_lines,
    ).df()


def by_unit(con: Cursor, scope: Scope) -> pd.DataFrame:
    """Measures by responsible unit, most first: responsible, done, ongoing, not_started, no_case, unknown,
    measures."""
    return con.execute(
        """
        SELECT coalesce(responsible, '–') AS responsible, count(*) FILTER (status = 'done') AS done,
               count(*) FILTER (status = 'ongoing') AS ongoing,
               count(*) FILTER (status = 'not_started') AS not_started,
               count(*) FILTER (status = 'no_case') AS no_case,
               count(*) FILTER (status = 'unknown') AS unknown, count(*) AS measures
        FROM measures_of($organization, $fiscal_year, $within)
        GROUP BY ALL
        ORDER BY measures DESC, responsible
        """,
        scope.bound_lines,
    ).df()


def by_evidence(con: Cursor, scope: Scope) -> pd.DataFrame:
    """How many measures have evidence, have none, or leave it unknown, each of the three named: evidence,
    measures, measure_nos (their numbers, in order, joined by ", ")."""
    return con.execute(
        """
        SELECT evidence, count(measure_no) AS measures,
               string_agg(measure_no, ', ' ORDER BY measure_no) AS measure_nos
        -- Each of the three has its row, be it with none.
        FROM (SELECT unnest(['yes', 'no', 'unknown']) AS evidence) AS known
        LEFT JOIN measures_of($organization, $fiscal_year, $within) USING (evidence)
        GROUP BY evidence
        ORDER BY list_position(['yes', 'no', 'unknown'], evidence)
        """,
        scope.bound_lines,
    ).df()


def every(con: Cursor, scope: Scope, today: date) -> pd.DataFrame:
    """Each measure, what is due first and then in the order of numbers: measure_no, measure, status,
    responsible, due_date, days_left (from `today`, below 0 when overdue; null where there is nothing left to
    do or no date), evidence, evidence_url, proof (the reported data sets that show it, joined by " "; null
    where none does), procedure, result, suggestion, file_name, source_row; where the office has written of
    any what came of it or what it suggests also result_in_file, suggestion_in_file (the words that its own
    stand in the place of) and written_at (UTC)."""
    table = con.execute(
        """
        SELECT measure_no, measure, status, responsible, due_date,
               CASE WHEN is_open(status) THEN due_date - $today::DATE END AS days_left, evidence,
               evidence_url, proof, "procedure", result, suggestion, file_name, source_row,
               result_in_file, suggestion_in_file, written_at
        FROM measures_of($organization, $fiscal_year, $within)
        -- Nulls come last: what is done, or has no date.
        ORDER BY days_left, measure_no
        """,
        {**scope.bound_lines, "today": today},
    ).df()
    if table.written_at.notna().any():
        return table
    return table.drop(columns=["result_in_file", "suggestion_in_file", "written_at"])


def due(con: Cursor, scope: Scope, today: date) -> pd.DataFrame:
    """Open measures that have a date by which to be done, the first due first: due_date, days_left (from
    `today`, below 0 when overdue), measure_no, measure, status, responsible."""
    return con.execute(
        """
        SELECT due_date, due_date - $today::DATE AS days_left, measure_no, measure, status, responsible
        FROM measures_of($organization, $fiscal_year, $within)
        WHERE is_open(status) AND due_date IS NOT NULL
        ORDER BY due_date, measure_no
        """,
        {**scope.bound_lines, "today": today},
    ).df()


def changes(con: Cursor, scope: Scope, earlier: Scope) -> pd.DataFrame:
    """What is otherwise than in the `earlier` year: change (new_measure, vanished, status_changed,
    evidence_changed or reworded: the first that holds), measure_no, measure, earlier_status, status,
    earlier_evidence, evidence, earlier_measure_no (where it had another number), earlier_measure (where it
    was worded otherwise).

    A measure is the same where the wording is, or where the number is and half of the wording. What a scope
    is narrowed to may hold now or have held then."""
    return con.execute(
        """
        -- All of both years, so that a measure that left the scope is not taken for vanished.
        WITH later AS (FROM measures_of($organization, $fiscal_year, '{}')),
        former AS (FROM measures_of($organization, $earlier_year, '{}')),
        beside AS (
            SELECT later.measure_no, former.measure_no AS former_no, later.measure,
                   former.measure AS former_measure, later.status, former.status AS earlier_status,
                   later.evidence, former.evidence AS earlier_evidence, later.responsible,
                   former.responsible AS former_responsible
            FROM later
            LEFT JOIN same_measures($organization, $fiscal_year, $earlier_year) AS pair USING (measure_no)
            FULL JOIN former ON former.measure_no = pair.former_no
        )
        SELECT CASE WHEN former_no IS NULL THEN 'new_measure' WHEN measure_no IS NULL THEN 'vanished'
                    WHEN status <> earlier_status THEN 'status_changed'
                    WHEN evidence <> earlier_evidence THEN 'evidence_changed' ELSE 'reworded' END AS change,
               coalesce(measure_no, former_no) AS measure_no, coalesce(measure, former_measure) AS measure,
               earlier_status, status, earlier_evidence, evidence,
               CASE WHEN measure_no <> former_no THEN former_no END AS earlier_measure_no,
               CASE WHEN spaceless(measure) <> spaceless(former_measure) THEN former_measure
               END AS earlier_measure
        FROM beside
        WHERE (measure_no IS NULL OR former_no IS NULL
               OR status <> earlier_status OR evidence <> earlier_evidence
               OR spaceless(measure) <> spaceless(former_measure) OR measure_no <> former_no)
          AND (measure_no IN (SELECT measure_no FROM measures_of($organization, $fiscal_year, $within))
               OR former_no IN (SELECT measure_no FROM measures_of($organization, $earlier_year, $within)))
        ORDER BY list_position(
                     ['status_changed', 'evidence_changed', 'reworded', 'new_measure', 'vanished'], change),
                 coalesce(measure_no, former_no)
        """,
        {**scope.bound_lines, "earlier_year": earlier.fiscal_year},
    ).df()
