"""Engines of DuckDB in which small databases are opened one after the other: to start one takes longer than
most of what it is asked."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from uuid import uuid4

import duckdb

from loaders import macros
from loaders.limits import AT_WORK, FAR_DISKS

MOST_IDLE, CLEAN = 8, (2,)
"""How many engines wait at most, and how many databases those have: their own, empty, and the macros."""
_idle: list[duckdb.DuckDBPyConnection] = []
"""Engines that hold nothing but the macros, for the next small databases."""


def take() -> duckdb.DuckDBPyConnection:
    """An engine of one thread that holds nothing but the macros. Whoever works in it takes a cursor of their
    own, of which nothing is left when it is closed."""
    try:
        engine = _idle.pop()
    except IndexError:
        spill = f"{macros.folder()}/{uuid4().hex}"
        engine = duckdb.connect(":memory:", config=FAR_DISKS | {"threads": 1, "temp_directory": spill})
        macros.attach(engine)
    engine.execute(f"SET memory_limit = '{AT_WORK}'")
    return engine


def give_back(engine: duckdb.DuckDBPyConnection, database: str) -> None:
    """Lets go of the database that was opened in an engine, for the next one."""
    # Where something failed, the engine may hold more than it did, and goes.
    with suppress(duckdb.Error):
        engine.execute(f"DETACH {database}")
        held = engine.execute("SELECT count(*) FROM duckdb_databases() WHERE NOT internal").fetchone()
        if held == CLEAN and len(_idle) < MOST_IDLE:
            _idle.append(engine)
            return
    engine.close()


@contextmanager
def lent(database: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to an engine, to attach a database in by this name, which is let go of with the block."""
    engine = take()
    try:
        with engine.cursor() as connection:
            yield connection
    finally:
        give_back(engine, database)
