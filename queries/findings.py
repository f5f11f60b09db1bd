"""What does not reconcile, for one organization: of one fiscal year, or where none is named, of the newest of
each data set."""

from datetime import date

import pandas as pd

from queries.scope import Cursor

MOST_LISTED = 1_000
"""Findings in one answer, the gravest; the whole is told by `python -m loaders findings`."""


def counts(con: Cursor, organization: str, fiscal_year: int | None, today: date) -> pd.DataFrame:
    """How many findings hold today: data_set, severity, findings (how many)."""
    return con.execute(
        """
        SELECT data_set, severity, count(*) AS findings
        FROM findings_of($organization, $fiscal_year, $today)
        GROUP BY data_set, severity
        ORDER BY data_set, list_position(['error', 'warning', 'note'], severity)
        """,
        {"organization": organization, "fiscal_year": fiscal_year, "today": today},
    ).df()


def listed(
    con: Cursor,
    organization: str,
    fiscal_year: int | None,
    data_set: str | None,
    severity: str | None,
    today: date,
) -> pd.DataFrame:
    """The findings of a data set and a severity (None: of every one), gravest first, as the table `findings`
    has them, with data_set, file_name, explanation, explained_by, explained_at (UTC)."""
    return con.execute(
        """
        FROM findings_of($organization, $fiscal_year, $today)
        WHERE ($data_set IS NULL OR data_set = $data_set) AND ($severity IS NULL OR severity = $severity)
        ORDER BY list_position(['error', 'warning', 'note'], severity),
                 list_position((SELECT list(data_set ORDER BY place) FROM data_set), data_set),
                 fiscal_year DESC, load_id, source_row, rule, round_months, "column", finding_id
        LIMIT $most
        """,
        {
            "organization": organization,
            "fiscal_year": fiscal_year,
            "data_set": data_set,
            "severity": severity,
            "today": today,
            "most": MOST_LISTED,
        },
    ).df()
