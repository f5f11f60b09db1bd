"""The integrity measures: what was to be done, by whom, what came of it, and how it is proved."""

import pandas as pd

from queries.scope import Cursor, Scope


def combinations(con: Cursor, scope: Scope) -> pd.DataFrame:
    """Which values occur together in how many rows, in order: responsible ("–" where none is named), status, rows."""
    return con.execute(
        """
        SELECT coalesce(responsible, '–') AS responsible, status, count(*) AS rows
        FROM published.measures
        WHERE organization_code = $organization AND fiscal_year = $fiscal_year
        GROUP BY ALL
        ORDER BY min(measure_no)
        """,
        scope.bound_year,
    ).df()


def total(con: Cursor, scope: Scope) -> pd.DataFrame:
    """The measures in one row (none without data): measures, done, ongoing, not_started, no_case, unknown, with_evidence,
    without_suggestion (counts)."""
    return con.execute(
        """
        SELECT count(*) AS measures, count(*) FILTER (status = 'done') AS done, count(*) FILTER (status = 'ongoing') AS ongoing,
               count(*) FILTER (status = 'not_started') AS not_started, count(*) FILTER (status = 'no_case') AS no_case,
               count(*) FILTER (status = 'unknown') AS unknown, count(*) FILTER (evidence = 'yes') AS with_evidence,
               count(*) FILTER (suggestion IS NULL) AS without_suggestion
        FROM published.measures
        WHERE organization_code = $organization AND fiscal_year = $fiscal_year
        HAVING count(*) > 0
        """,
        scope.bound_year,
    ).df()


def by_status(con: Cursor, scope: Scope) -> pd.DataFrame:
    """How many measures are in each status, every status named: status, measures."""
    return con.execute(
        """
        SELECT status, count(measure_no) AS measures
        FROM (SELECT unnest(['done', 'ongoing', 'not_started', 'no_case', 'unknown']) AS status) AS known
        LEFT JOIN (FROM published.measures WHERE organization_code = $organization AND fiscal_year = $fiscal_year)
            USING (status)
        GROUP BY status
        ORDER BY list_position(['done', 'ongoing', 'not_started', 'no_case', 'unknown'], status)
        """,
        scope.bound_year,
    ).df()


def by_unit(con: Cursor, scope: Scope) -> pd.DataFrame:
    """Measures by responsible unit, most first: responsible, done, ongoing, not_started, no_case, unknown, measures."""
    return con.execute(
        """
        SELECT coalesce(responsible, '–') AS responsible, count(*) FILTER (status = 'done') AS done,
               count(*) FILTER (status = 'ongoing') AS ongoing, count(*) FILTER (status = 'not_started') AS not_started,
               count(*) FILTER (status = 'no_case') AS no_case, count(*) FILTER (status = 'unknown') AS unknown,
               count(*) AS measures
        FROM published.measures
        WHERE organization_code = $organization AND fiscal_year = $fiscal_year
        GROUP BY responsible
        ORDER BY measures DESC, responsible
        """,
        scope.bound_year,
    ).df()


def search(con: Cursor, scope: Scope, words: str = "") -> pd.DataFrame:
    """Measures in which every one of `words` occurs (number, name, procedure, unit or result), in order: measure_no, measure,
    status, responsible, procedure, result, suggestion, evidence, due_date, evidence_url, file_name, source_row."""
    return con.execute(
        """
        SELECT measure_no, measure, status, responsible, "procedure", result, suggestion, evidence, due_date,
               evidence_url, file_name, source_row
        FROM published.measures JOIN load USING (load_id)
        WHERE measures.organization_code = $organization AND measures.fiscal_year = $fiscal_year
          AND list_bool_and(list_transform($words, lambda word: contains(
                  lower(concat_ws(' ', measure_no, measure, "procedure", responsible, result)), word))) IS NOT FALSE
        ORDER BY measure_no
        """,
        {**scope.bound_year, "words": words.lower().split()},
    ).df()
