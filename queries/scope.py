"""What a question is about, and which scopes have data."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

import duckdb
import pandas as pd

from vocabulary.fiscal_calendar import is_in_round

Cursor = duckdb.DuckDBPyConnection
Bound = dict[str, str | int | date | None]
Within = tuple[tuple[str, str], ...]
"""What lines are narrowed to: columns and the values that they have there ("–" where there is none)."""


@dataclass(frozen=True)
class Scope:
    """One organization, one Buddhist-era fiscal year, and a round of 6 or 12 months or an as-of date (None:
    the newest there is); of their lines those `within`."""

    organization: str
    fiscal_year: int
    round_months: int | None = None
    as_of: date | None = None
    within: Within = ()

    def without(self, column: str) -> "Scope":
        """The scope as it would be if it were not narrowed by this column."""
        return replace(self, within=tuple(pair for pair in self.within if pair[0] != column))

    @property
    def bound(self) -> Bound:
        """The scope as values to bind to a query."""
        return self.bound_round | {
            "as_of": self.as_of,
            # One value to bind, however many columns; `is_within` in views/common.sql reads it.
            "within": json.dumps(dict(self.within), ensure_ascii=False),
        }

    @property
    def bound_round(self) -> Bound:
        """The scope with its round, of all lines."""
        return self.bound_year | {"round_months": self.round_months}

    def bound_against(self, earlier: "Scope") -> Bound:
        """The scope with its round, and the year and round of another time to compare it with."""
        return self.bound_round | {
            "earlier_year": earlier.fiscal_year,
            "earlier_months": earlier.round_months,
        }

    @property
    def bound_year(self) -> Bound:
        """The scope of data that have no round, of all lines."""
        return {"organization": self.organization, "fiscal_year": self.fiscal_year}

    @property
    def bound_lines(self) -> Bound:
        """The scope of data that have no round, of the lines `within`."""
        return self.bound_year | {"within": self.bound["within"]}


def is_made_up(organization: str) -> bool:
    """Whether the code is of an organization that does not exist: no province has the number 99."""
    return organization.startswith("99")


Scopes = dict[str, list[Scope]]
"""Data set (budget, satisfaction, plan, measures) → every time that there are data of, newest first: of the
budget every as-of date, of the plan every round."""


@dataclass(frozen=True)
class Catalogue:
    """Which organizations have data, and of which data sets and fiscal years."""

    organizations: dict[str, str]
    """Code → name."""
    scopes_of: Callable[[str], Scopes]
    """What one organization has data of: asked when it is wanted, since all that a nation has is too much."""

    def scopes(self, organization: str, data_set: str) -> list[Scope]:
        """Every time that an organization has data of a data set of, newest first."""
        return self.scopes_of(organization).get(data_set, [])

    def fiscal_years(self, organization: str, data_set: str | None = None) -> list[int]:
        """The years with data of one data set (None: of any), newest first."""
        every = self.scopes_of(organization)
        wanted = [data_set] if data_set else every
        return sorted({scope.fiscal_year for name in wanted for scope in every.get(name, [])}, reverse=True)

    def resolved(self, scope: Scope, data_set: str) -> Scope:
        """The scope with the very round or as-of date that it stands for."""
        for known in self.scopes(scope.organization, data_set):
            if known.fiscal_year == scope.fiscal_year and _fits(known, scope):
                return replace(known, within=scope.within)
        return scope


def _fits(known: Scope, scope: Scope) -> bool:
    # Of the budget a round is told by days: any that may stand for it fits.
    if known.as_of:
        fits = is_in_round(scope.fiscal_year, scope.round_months, known.as_of)
        return known.as_of == scope.as_of if scope.as_of else fits
    return scope.round_months is None or known.round_months in (None, scope.round_months)


def catalogue(con: Cursor) -> Catalogue:
    """What can be asked about, of the data that `con` has open."""
    return Catalogue(organizations(con), partial(scopes, con))


def organizations(con: Cursor) -> dict[str, str]:
    """The organizations that have data: code → name (the code itself where data/reference does not know
    it)."""
    return dict(
        con.execute(
            """
            SELECT organization_code, coalesce(organization.organization, organization_code)
            FROM (SELECT DISTINCT organization_code FROM source)
            LEFT JOIN organization USING (organization_code)
            ORDER BY organization_code
            """
        ).fetchall()
    )


def scopes(con: Cursor, organization: str) -> Scopes:
    """Every time that one organization has data of, newest first: `Catalogue.resolved` takes the first that
    fits."""
    answer = con.execute(
        """
        SELECT DISTINCT data_set, fiscal_year, round_months, as_of FROM source
        WHERE organization_code = $organization
        ORDER BY data_set, fiscal_year DESC, as_of DESC, round_months DESC
        """,
        {"organization": organization},
    ).fetchall()
    every: Scopes = {}
    for data_set, year, months, as_of in answer:
        every.setdefault(data_set, []).append(Scope(organization, year, months, as_of))
    return every


def sources(con: Cursor, scope: Scope, data_set: str) -> pd.DataFrame:
    """The files behind a page: file_name, rows in view, as_of (budget, ranking), loaded_at (UTC), sha256; by
    load."""
    return con.execute(
        """
        SELECT file_name, sum(rows)::INTEGER AS rows, max(as_of) AS as_of, any_value(loaded_at) AS loaded_at,
               any_value(sha256) AS sha256
        FROM source JOIN data_set USING (data_set)
        WHERE data_set = $data_set AND organization_code = $organization AND fiscal_year = $fiscal_year
          -- The files of the very day or round that is shown, where a year has several.
          AND (times <> 'as_of'
               OR as_of = coalesce($as_of,
                                   newest_report($data_set, $organization, $fiscal_year, $round_months)))
          AND (times <> 'round' OR $round_months IS NULL OR round_months = $round_months)
        GROUP BY load_id, file_name
        ORDER BY load_id
        """,
        {**scope.bound_round, "as_of": scope.as_of, "data_set": data_set},
    ).df()


def identity(con: Cursor) -> tuple[int, str]:
    """What the published data are: the number of the newest load and when it was made (UTC, ISO)."""
    load, at = con.execute("SELECT max(load_id), max(loaded_at) FROM load").fetchall()[0]
    return load or 0, at.isoformat(timespec="seconds") + "Z" if at else ""
