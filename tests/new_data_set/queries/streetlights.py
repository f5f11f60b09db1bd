"""What is asked of streetlights."""

import pandas as pd

from queries.scope import Cursor, Scope


def combinations(con: Cursor, scope: Scope) -> pd.DataFrame:
    """How many `rows` there are of each kind: kind, rows."""
    return _of_round(con, scope)[["kind"]].assign(rows=1)


def by_kind(con: Cursor, scope: Scope) -> pd.DataFrame:
    """The streetlights of a round, those first of which most wait: kind, reported, repaired, waiting."""
    rows, wanted = _of_round(con, scope), dict(scope.within).get("kind")
    return rows if wanted is None else rows[rows.kind == wanted].reset_index(drop=True)


def total(con: Cursor, scope: Scope) -> pd.DataFrame:
    """All streetlights of a round in one row: reported, repaired, waiting."""
    return by_kind(con, scope)[["reported", "repaired", "waiting"]].sum().to_frame().T


def by_year(con: Cursor, scope: Scope) -> pd.DataFrame:
    """Street lights repaired of reported, of the last round of each year: fiscal_year, percent (0–100)."""
    return con.execute(
        """
        SELECT fiscal_year, 100 * sum(repaired) / sum(reported) AS percent
        FROM (FROM published.streetlights WHERE organization_code = $organization
              QUALIFY round_months = max(round_months) OVER (PARTITION BY fiscal_year))
        GROUP BY fiscal_year ORDER BY fiscal_year
        """,
        {"organization": scope.organization},
    ).df()


def _of_round(con: Cursor, scope: Scope) -> pd.DataFrame:
    return con.execute(
        """
        WITH year AS (
            FROM published.streetlights WHERE organization_code = $organization AND fiscal_year = $fiscal_year
        )
        SELECT kind, reported, repaired, reported - repaired AS waiting
        FROM year
        WHERE round_months = coalesce($round_months, (SELECT max(round_months) FROM year))
        ORDER BY waiting DESC, kind
        """,
        scope.bound_round,
    ).df()
