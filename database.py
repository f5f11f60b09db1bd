"""Opens the published database, read-only; hands out a cursor for each use and follows when a load publishes
a newer file."""

import os
from pathlib import Path
from threading import Lock

import duckdb

from vocabulary import fiscal_calendar
from vocabulary.spelling import respelled

ROOT = Path(__file__).parent
FILE_NAME = "prongsai.duckdb"
STORE = "PRONGSAI_STORE"
WORDS = (fiscal_calendar.MACROS, ROOT / "queries" / "words.sql")
"""What needs no table to be said: the calendar, and words of ours."""
VIEWS = ROOT / "queries" / "views.sql"
REFERENCE = ROOT / "data" / "reference"


class NoDatabaseError(Exception):
    """There is no published database to open: none has been published yet, or the file is not one."""


def store() -> Path:
    """The folder that holds the published database: PRONGSAI_STORE, or var/ beside the program."""
    return Path(os.environ.get(STORE) or ROOT / "var")


Identity = tuple[str, int, int, int]
"""Which published file it is: path, inode, time of change and size; another one after every load."""

_opened: tuple[Identity, duckdb.DuckDBPyConnection] | None = None
_opening = Lock()


def identity() -> Identity:
    """Which file is published now. Raises NoDatabaseError where there is none."""
    path = os.path.join(os.environ.get(STORE) or ROOT / "var", FILE_NAME)  # asked often: strings, not paths
    try:
        status = os.stat(path)
    except FileNotFoundError as error:
        raise NoDatabaseError(path) from error
    return path, status.st_ino, status.st_mtime_ns, status.st_size


def _open(path: str) -> duckdb.DuckDBPyConnection:
    """An in-memory database in which the published file is attached and our words are defined as views."""
    connection = duckdb.connect(":memory:")
    quoted = path.replace("'", "''")
    try:
        connection.execute(f"ATTACH '{quoted}' AS published (READ_ONLY)")
    except duckdb.Error as error:
        raise NoDatabaseError(path) from error
    connection.execute("CREATE SCHEMA reference")
    for table in sorted(REFERENCE.glob("*.csv")):
        lay_out_reference(connection, table.stem, f'TABLE reference."{table.stem}"')
    for script in (*WORDS, VIEWS):
        connection.execute(script.read_text(encoding="utf-8"))
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return connection


def lay_out_reference(connection: duckdb.DuckDBPyConnection, name: str, target: str) -> None:
    """Fills `target` (TABLE name, TEMP TABLE name) with a table of data/reference, spelled as what is stored
    is."""
    if not connection.execute("FROM duckdb_functions() WHERE function_name = 'respelled' LIMIT 1").fetchall():
        connection.create_function("respelled", respelled, ["VARCHAR"], "VARCHAR")
    connection.execute(
        f"CREATE OR REPLACE {target} AS FROM read_csv($path, header = true, all_varchar = true) SELECT respelled(COLUMNS(*))",
        {"path": str(REFERENCE / f"{name}.csv")},
    )


def cursor() -> duckdb.DuckDBPyConnection:
    """A cursor on the newest published data, for one use by one thread: a shared connection would mix up
    answers.

    Raises NoDatabaseError where there is none to open."""
    global _opened
    with _opening:
        newest = identity()
        if _opened is None or _opened[0] != newest:
            _opened = newest, _open(newest[0])
        return _opened[1].cursor()
