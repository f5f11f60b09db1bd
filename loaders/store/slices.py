"""From one database to another that is to hold the same: only what differs is written, table by table and
organization by organization, as the table `sealed` of both tells."""

from collections.abc import Iterable

import seal
from loaders import audit
from loaders.store.register import Connection

DEFINITIONS = "definitions"
"""The table of a lake that has the definition of each other: a lake itself keeps no primary key."""
UNSEALED = (audit.TABLE, seal.TABLE)
Definitions = dict[str, str]
"""By table: the SQL that lays it out."""


def bring(connection: Connection, source: str, target: str, *, afresh: bool = False) -> bool:
    """Makes the attached database `target` hold what `source` holds, and says whether it was otherwise; one
    of them is an ordinary database (native), the other a lake. `afresh` writes all of it, whatever the target
    holds, and reads nothing of that."""
    wanted = definitions(connection, source)
    held = _tables(connection, target) if afresh else definitions(connection, target)
    anew = {table for table in wanted if afresh or held.get(table) != wanted[table]}
    for table in anew & held.keys() | held.keys() - wanted.keys():
        connection.execute(f'DROP TABLE {target}."{table}"')
    differing = {} if seal.TABLE in anew else _differing(connection, source, target)
    for table, definition in wanted.items():
        if table in anew:
            _lay_out(connection, target, table, definition)
            connection.execute(f'INSERT INTO {target}."{table}" FROM {source}."{table}"')
        elif table == seal.TABLE:
            for each, codes in differing.items():
                whose = f"table_name = '{each}' AND coalesce(organization_code, '') IN ({_listed(codes)})"
                _replace(connection, source, target, table, whose)
        elif table in UNSEALED or table in differing:
            _replace(connection, source, target, table, _whose(definition, differing.get(table)))
    if target == "lake" and wanted != held:
        connection.execute(f"CREATE OR REPLACE TABLE lake.{DEFINITIONS} (table_name VARCHAR, sql VARCHAR)")
        connection.executemany(f"INSERT INTO lake.{DEFINITIONS} VALUES (?, ?)", [*wanted.items()])
    return bool(differing) or wanted != held


def definitions(connection: Connection, database: str) -> Definitions:
    """The tables of an attached database; none of a lake in which nothing was published."""
    every = _tables(connection, database)
    if DEFINITIONS in every:
        every = dict(connection.execute(f"FROM {database}.{DEFINITIONS} ORDER BY table_name").fetchall())
    return every


def _tables(connection: Connection, database: str) -> Definitions:
    tables = """SELECT table_name, sql FROM duckdb_tables() WHERE database_name = $database AND NOT temporary
                ORDER BY table_name"""
    return dict(connection.execute(tables, {"database": database}).fetchall())


def is_blank(connection: Connection, database: str) -> bool:
    """Whether an attached database has no table."""
    return not _tables(connection, database)


def _lay_out(connection: Connection, target: str, table: str, definition: str) -> None:
    if target == "lake":
        connection.execute(f'CREATE TABLE lake."{table}" AS FROM native."{table}" LIMIT 0')
    else:
        connection.execute(f"USE {target}; {definition}; USE memory")


def _differing(connection: Connection, source: str, target: str) -> dict[str, list[str]]:
    """By table: the organizations ("": none) of which the rows are others."""
    ours, theirs = f"FROM {source}.{seal.TABLE}", f"FROM {target}.{seal.TABLE}"
    rows = connection.execute(
        f"""SELECT table_name, list(DISTINCT coalesce(organization_code, ''))
            FROM (({ours} EXCEPT {theirs}) UNION ALL ({theirs} EXCEPT {ours})) GROUP BY table_name"""
    ).fetchall()
    return dict(rows)


def _replace(connection: Connection, source: str, target: str, table: str, whose: str) -> None:
    connection.execute(f'DELETE FROM {target}."{table}" WHERE {whose}')
    connection.execute(f'INSERT INTO {target}."{table}" FROM {source}."{table}" WHERE {whose}')


def _whose(definition: str, codes: list[str] | None) -> str:
    """SQL: whether a row is of one of these organizations; every one of a table that knows none."""
    if codes is None or "organization_code" not in definition:
        return "true"
    # Of constants, by which a scan passes over whole files and groups of rows.
    named = f"organization_code IN ({_listed(codes)})"
    return f"({named} OR organization_code IS NULL)" if "" in codes else named


def _listed(values: Iterable[str]) -> str:
    return ", ".join("'{}'".format(value.replace("'", "''")) for value in values)
