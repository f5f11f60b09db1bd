"""Which load brought what: counted when it is published, for readers, and to tell what a load has touched."""

from collections.abc import Collection
from dataclasses import dataclass

import duckdb

import database

TABLE = "sources"
WHAT = "organization_code, data_set, fiscal_year, as_of, round_months, load_id"


@dataclass(frozen=True)
class Changes:
    """Of which loads rows came or went, and of whose: by data set and organization, None of one that has no
    codes."""

    loads: frozenset[int] = frozenset()
    places: frozenset[tuple[str, str | None]] = frozenset()

    @property
    def of_organizations(self) -> str:
        """SQL: whether a row is of an organization of which rows came or went."""
        # Constants: a scan passes over whole groups of rows by them. A code is digits only.
        codes = sorted({f"'{code}'" for _data_set, code in self.places if code})
        return f"organization_code IN ({', '.join(codes) or 'NULL'})"

    @property
    def of_loads(self) -> str:
        """SQL: whether a row is of a load of which rows came or went."""
        return f"load_id IN ({', '.join(map(str, sorted(self.loads))) or 'NULL'})"


def count(connection: duckdb.DuckDBPyConnection, loads: Collection[int] | None) -> Changes | None:
    """Brings the table `sources` up to date where rows of these loads came or went, and gives what changed;
    None where all is counted anew: of a database that was made afresh, or of an earlier version.

    sources: organization_code, data_set, fiscal_year, as_of, round_months, load_id, rows."""
    known = connection.execute("SELECT 1 FROM duckdb_tables() WHERE table_name = $table", {"table": TABLE})
    if loads is None or known.fetchone() is None:
        counted = f"SELECT {WHAT}, count(*) AS rows FROM ({database.brought()}) GROUP BY ALL"
        connection.execute(f"CREATE OR REPLACE TABLE {TABLE} AS {counted} ORDER BY {WHAT}")
        return None
    bound = {"loads": sorted(loads)}
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE recounted AS
            SELECT {WHAT}, count(*) AS rows FROM ({database.brought()}) WHERE list_contains($loads, load_id) GROUP BY ALL""",
        bound,
    )
    before = f"FROM {TABLE} WHERE list_contains($loads, load_id)"
    places = connection.execute(
        f"""SELECT DISTINCT data_set, organization_code
            FROM (({before} EXCEPT FROM recounted) UNION ALL (FROM recounted EXCEPT {before}))""",
        bound,
    ).fetchall()
    connection.execute(f"DELETE {before}", bound)
    connection.execute(f"INSERT INTO {TABLE} FROM recounted ORDER BY {WHAT}")
    return Changes(frozenset(loads), frozenset(places))
