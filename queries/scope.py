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


def is_made_up(organization: str) -> bool:
    """Whether the code is of an organization that does not exist: no province has the number 99."""
    return organization.startswith("99")


@dataclass(frozen=True)
class Catalogue:
    """Which organizations, data sets (budget, satisfaction, plan, measures) and fiscal years have data."""

    organizations: dict[str, str]
    """Code → name (the code itself where data/reference does not know it)."""
    years: frozenset[tuple[str, str, int]]
    """(organization's code, data set, fiscal year)"""

    def fiscal_years(self, organization: str, data_set: str | None = None) -> list[int]:
        """The years with data of one data set (None: of any), newest first."""
        wanted = {year for code, name, year in self.years if code == organization and data_set in (None, name)}
        return sorted(wanted, reverse=True)


def catalogue(con: Cursor) -> Catalogue:
    """What can be asked about."""
    found = con.execute(
        """
        SELECT DISTINCT organization_code, coalesce(organization.organization, organization_code), data_set, fiscal_year
        FROM source LEFT JOIN organization USING (organization_code)
        ORDER BY organization_code
        """
    ).fetchall()
    return Catalogue(
        {code: name for code, name, _data_set, _year in found},
        frozenset((code, data_set, year) for code, _name, data_set, year in found),
    )


def sources(con: Cursor, scope: Scope, data_set: str) -> pd.DataFrame:
    """The files behind a page: file_name, rows in view, as_of (budget, ranking), loaded_at (UTC), sha256; by load."""
    return con.execute(
        """
        SELECT file_name, sum(rows)::INTEGER AS rows, max(as_of) AS as_of, any_value(loaded_at) AS loaded_at,
               any_value(sha256) AS sha256
        FROM source
        WHERE data_set = $data_set AND organization_code = $organization AND fiscal_year = $fiscal_year
          AND (data_set <> 'budget' OR as_of = newest_as_of($organization, $fiscal_year, $round_months))
          AND (data_set <> 'plan' OR $round_months IS NULL OR round_months = $round_months)
        GROUP BY load_id, file_name
        ORDER BY load_id
        """,
        {**scope.bound, "data_set": data_set},
    ).df()


def identity(con: Cursor) -> tuple[int, str]:
    """What the published data are: the number of the newest load and when it was made (UTC, ISO)."""
    load, at = con.execute("SELECT max(load_id), max(loaded_at) FROM load").fetchall()[0]
    return load or 0, at.isoformat(timespec="seconds") + "Z" if at else ""
