"""The activities of the measures: how often something was held against what was to be, what is planned, and
how it is proved."""

from datetime import date

import pandas as pd

from queries.scope import Bound, Cursor, Scope


def combinations(con: Cursor, scope: Scope) -> pd.DataFrame:
    """Which values occur together in how many rows, in order: division ("–": of the organization as a whole),
    activity_kind, measure_no ("–": of none), evidence, rows."""
    return con.execute(
        """
        SELECT coalesce(division, '–') AS division, activity_kind,
               coalesce(CAST(measure_no AS VARCHAR), '–') AS measure_no, evidence, count(*) AS rows
        FROM activities_of($organization, $fiscal_year, $within, NULL)
        GROUP BY ALL
        ORDER BY min(activity_no)
        """,
        scope.bound_lines,
    ).df()


def total(con: Cursor, scope: Scope, today: date | None = None) -> pd.DataFrame:
    """The activities in one row (none without data), as of `today` (None: the machine's day): held, to_come,
    outside_year (of either; dated outside the fiscal year), participants (of those held, each time anew; null
    where none is told); of those held with_evidence, held_without_evidence and evidence_unknown; of what has
    a target targets (of how many divisions and kinds) and targets_met, divisions (counts); is_over (whether
    the year is)."""
    return con.execute(
        """
        WITH line AS (
            FROM activities_of($organization, $fiscal_year, $within, coalesce($today::DATE, current_date))
        ),
        target AS (
            FROM activity_targets_of($organization, $fiscal_year, coalesce($today::DATE, current_date))
            WHERE is_within($within, 'division', division)
        )
        SELECT count(*) FILTER (is_held) AS held, count(*) FILTER (NOT is_held) AS to_come,
               count(*) FILTER (NOT is_in_year) AS outside_year,
               CAST(sum(participants) FILTER (is_held) AS INTEGER) AS participants,
               count(*) FILTER (is_held AND evidence = 'yes') AS with_evidence,
               count(*) FILTER (is_held AND evidence = 'no') AS held_without_evidence,
               count(*) FILTER (is_held AND evidence = 'unknown') AS evidence_unknown,
               (SELECT count(*) FROM target) AS targets,
               (SELECT count(*) FROM target WHERE times_short = 0) AS targets_met,
               (SELECT count(DISTINCT division) FROM target) AS divisions,
               year_end($fiscal_year) < coalesce($today::DATE, current_date) AS is_over
        FROM line
        HAVING count(*) > 0
        """,
        _on(scope, today),
    ).df()


def targets(con: Cursor, scope: Scope, today: date) -> pd.DataFrame:
    """What is to be held in a year and was by `today`, what lacks most first: division (null: by the
    organization as a whole), activity_kind, held, to_come, times_wanted, times_short (counts), measure_no
    (which measure wants it). Of the divisions those of the scope, whatever else it is narrowed to."""
    return con.execute(
        """
        SELECT division, activity_kind, held, to_come, times_wanted, times_short, measure_no
        FROM activity_targets_of($organization, $fiscal_year, $today)
        WHERE is_within($within, 'division', division)
        ORDER BY times_short DESC, to_come, division, activity_kind
        """,
        _on(scope, today),
    ).df()


def by_kind(con: Cursor, scope: Scope, today: date) -> pd.DataFrame:
    """How much of each kind was held by `today` and is still to come, of the kinds that there are:
    activity_kind, held, to_come, participants (of those held, each time anew; null where none is told)."""
    return con.execute(
        """
        SELECT activity_kind, count(*) FILTER (is_held) AS held, count(*) FILTER (NOT is_held) AS to_come,
               CAST(sum(participants) FILTER (is_held) AS INTEGER) AS participants
        FROM activities_of($organization, $fiscal_year, $within, $today)
        GROUP BY activity_kind
        ORDER BY list_position(['meeting', 'training', 'announcement', 'forum', 'other'], activity_kind)
        """,
        _on(scope, today),
    ).df()


def by_measure(con: Cursor, scope: Scope, today: date) -> pd.DataFrame:
    """What was held for each measure that has activities: measure_no, measure (null where the year's measures
    do not have it), held, to_come, held_without_evidence, pictures (of the measure, as the office added
    them)."""
    return con.execute(
        """
        SELECT measure_no, any_value(of_year.measure) AS measure, count(*) FILTER (is_held) AS held,
               count(*) FILTER (NOT is_held) AS to_come,
               count(*) FILTER (is_held AND line.evidence = 'no') AS held_without_evidence,
               (SELECT count(*) FROM photograph
                WHERE organization_code = $organization AND fiscal_year = $fiscal_year
                  AND photograph.measure_no = line.measure_no) AS pictures
        FROM activities_of($organization, $fiscal_year, $within, $today) AS line
             LEFT JOIN named.measures AS of_year USING (organization_code, fiscal_year, measure_no)
        WHERE measure_no IS NOT NULL
        GROUP BY measure_no
        ORDER BY measure_no
        """,
        _on(scope, today),
    ).df()


def planned(con: Cursor, scope: Scope, today: date) -> pd.DataFrame:
    """What is still to come after `today`, the next first: held_on, days_left, activity_kind, activity,
    division, measure_no."""
    return con.execute(
        """
        SELECT held_on, held_on - $today::DATE AS days_left, activity_kind, activity, division, measure_no
        FROM activities_of($organization, $fiscal_year, $within, $today)
        WHERE NOT is_held
        ORDER BY held_on, activity_no
        """,
        _on(scope, today),
    ).df()


def forums(con: Cursor, scope: Scope, today: date) -> pd.DataFrame:
    """The forums held up to `today`, in which others take part than those who work there, in the order of
    their day: held_on, activity, division, participants, evidence, evidence_url."""
    return con.execute(
        """
        SELECT held_on, activity, division, participants, evidence, evidence_url
        FROM activities_of($organization, $fiscal_year, $within, $today)
        WHERE is_held AND activity_kind = 'forum'
        ORDER BY held_on, activity_no
        """,
        _on(scope, today),
    ).df()


def every(con: Cursor, scope: Scope) -> pd.DataFrame:
    """Each activity in the order of its day: held_on, activity_kind, activity, division, measure_no,
    participants, evidence, evidence_url, activity_no, file_name, source_row."""
    return con.execute(
        """
        SELECT held_on, activity_kind, activity, division, measure_no, participants, evidence, evidence_url,
               activity_no, file_name, source_row
        FROM activities_of($organization, $fiscal_year, $within, NULL)
        ORDER BY held_on, activity_no
        """,
        scope.bound_lines,
    ).df()


def by_year(con: Cursor, scope: Scope) -> pd.DataFrame:
    """Targets met of all, of every year up to the scope's, as of the machine's day: fiscal_year, percent
    (0–100)."""
    return con.execute(
        """
        SELECT fiscal_year, 100 * count(*) FILTER (times_short = 0) / count(*) AS percent
        FROM activity_targets_of($organization, NULL, current_date)
        WHERE fiscal_year <= $fiscal_year
        GROUP BY fiscal_year
        ORDER BY fiscal_year
        """,
        scope.bound_year,
    ).df()


def _on(scope: Scope, today: date | None) -> Bound:
    return {**scope.bound_lines, "today": today}
