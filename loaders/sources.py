"""Which load brought what: counted when it is published, for readers, and to tell what a load has touched."""

from collections.abc import Collection
from dataclasses import dataclass

import duckdb

import definitions
from loaders.schema.datasets import DATASETS

OF_ORGANIZATIONS = [dataset.table for dataset in DATASETS.values() if "organization_code" in dataset.names]
"""The tables of which each row is of one organization."""
TABLE = "sources"
WHAT = "organization_code, data_set, fiscal_year, as_of, round_months, load_id"


@dataclass(frozen=True)
class Changes:
    """The loads of which rows came or went, and the organizations and data sets that these rows are of."""

    loads: Collection[int]
    organizations: Collection[str]
    data_sets: Collection[str] = ()

    # Of constants, by which a scan passes over whole groups of rows. A code is digits only.

    @property
    def of_loads(self) -> str:
        """SQL: whether a row is of one of these loads."""
        return f"load_id IN ({', '.join(map(str, sorted(self.loads))) or 'NULL'})"

    @property
    def of_organizations(self) -> str:
        """SQL: whether a row is of one of these organizations."""
        codes = ", ".join(f"'{code}'" for code in self.organizations)
        return f"organization_code IN ({codes or 'NULL'})"


def count(connection: duckdb.DuckDBPyConnection, loads: Collection[int] | None) -> Changes | None:
    """Brings the table `sources` up to date where rows of these loads came or went, and gives what changed;
    None where all is counted anew: of a database that was made afresh, or of an earlier version.

    sources: organization_code, data_set, fiscal_year, as_of, round_months, load_id, rows."""
    counted = f"SELECT {WHAT}, count(*) AS rows FROM ({definitions.brought()})"
    if loads is None or not is_counted(connection):
        connection.execute(f"CREATE OR REPLACE TABLE {TABLE} AS {counted} GROUP BY ALL ORDER BY {WHAT}")
        return None
    touched = Changes(loads, ()).of_loads
    connection.execute(f"CREATE OR REPLACE TEMP TABLE counted AS {counted} WHERE {touched} GROUP BY ALL")
    before = f"FROM {TABLE} WHERE {touched}"
    whose = connection.execute(
        f"""SELECT DISTINCT organization_code, data_set
            FROM (({before} EXCEPT FROM counted) UNION ALL (FROM counted EXCEPT {before}))
            WHERE organization_code IS NOT NULL ORDER BY ALL"""
    ).fetchall()
    connection.execute(f"DELETE {before}")
    connection.execute(f"INSERT INTO {TABLE} FROM counted ORDER BY {WHAT}")
    # In one order, whichever load came first.
    codes, data_sets = (
        (list(dict.fromkeys(column)) for column in zip(*whose, strict=True)) if whose else ((), ())
    )
    return Changes(loads, codes, data_sets)


def is_counted(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether the database has the table; one of an earlier version has not."""
    try:
        connection.execute(f"FROM {TABLE} LIMIT 0")
    except duckdb.CatalogException:
        return False
    return True
