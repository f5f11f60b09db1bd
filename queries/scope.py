"""What a question is about, and which scopes have data."""

from dataclasses import asdict, dataclass

import duckdb
import pandas as pd

Cursor = duckdb.DuckDBPyConnection


@dataclass(frozen=True)
class Scope:
    """One organization, one Buddhist-era fiscal year, and a round of 6 or 12 months (None: the newest there is)."""

    organization: str
    fiscal_year: int
    round_months: int | None = None

    @property
    def bound(self) -> dict[str, str | int | None]:
        """The scope as values to bind to a query."""
        return asdict(self)

    @property
    def bound_year(self) -> dict[str, str | int | None]:
        """The scope without its round, for data that have none."""
        return {"organization": self.organization, "fiscal_year": self.fiscal_year}


def organizations(con: Cursor) -> dict[str, str]:
    """Organizations that have data: code → name (the code itself where data/reference does not know it)."""
    return dict(
        con.execute(
            """
            SELECT DISTINCT organization_code, coalesce(organization.organization, organization_code)
            FROM available LEFT JOIN organization USING (organization_code)
            ORDER BY organization_code
            """
        ).fetchall()
    )


def fiscal_years(con: Cursor, organization: str, data_set: str | None = None) -> list[int]:
    """Fiscal years with data (of one data set: budget, satisfaction, plan or measures), newest first."""
    return [
        year
        for (year,) in con.execute(
            """
            SELECT DISTINCT fiscal_year FROM available
            WHERE organization_code = $organization AND ($data_set IS NULL OR data_set = $data_set)
            ORDER BY fiscal_year DESC
            """,
            {"organization": organization, "data_set": data_set},
        ).fetchall()
    ]


def sources(con: Cursor, scope: Scope, data_set: str) -> pd.DataFrame:
    """The files behind a page: data_set, file_name, rows in view, as_of (budget, ranking), loaded_at (UTC), sha256; by load."""
    return con.execute(
        """
        WITH seen AS (
            SELECT 'budget' AS data_set, load_id, as_of
            FROM budget_at($organization, $fiscal_year, $round_months)
            UNION ALL
            SELECT 'satisfaction', load_id, NULL FROM survey_of($organization, $fiscal_year)
            UNION ALL
            SELECT 'plan', load_id, NULL FROM progress_of($organization, $fiscal_year)
            WHERE $round_months IS NULL OR round_months = $round_months
            UNION ALL
            SELECT 'measures', load_id, NULL FROM published.measures
            WHERE organization_code = $organization AND fiscal_year = $fiscal_year
        )
        SELECT data_set, file_name, count(*) AS rows, max(seen.as_of) AS as_of, any_value(loaded_at) AS loaded_at,
               any_value(sha256) AS sha256
        FROM seen JOIN published.loads USING (load_id)
        WHERE data_set = $data_set
        GROUP BY data_set, load_id, file_name
        ORDER BY load_id
        """,
        {**scope.bound, "data_set": data_set},
    ).df()


def identity(con: Cursor) -> tuple[int, str]:
    """What the published data are: the number of the newest load and when it was made (UTC, ISO)."""
    load, at = con.execute("SELECT max(load_id), max(loaded_at) FROM published.loads").fetchall()[0]
    return load or 0, at.isoformat(timespec="seconds") + "Z" if at else ""
