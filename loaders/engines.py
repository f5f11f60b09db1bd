"""Engines of DuckDB in which small databases are opened one after the other: to start one takes longer than
most of what it is asked."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any
from uuid import uuid4

import duckdb

import scratch
from loaders.limits import AT_WORK, FAR_DISKS

MOST_IDLE = 8
"""How many engines wait at most."""
_idle: list[duckdb.DuckDBPyConnection] = []
"""Engines that hold nothing but, some of them, the macros, for the next small databases."""
OTHERS = """SELECT count(*) FROM duckdb_databases()
            WHERE NOT internal AND database_name NOT IN ('memory', 'macros')"""


def take() -> duckdb.DuckDBPyConnection:
    """An engine of one thread that holds nothing. Whoever works in it takes a cursor of their own, of which
    nothing is left when it is closed."""
    try:
        engine = _idle.pop()
    except IndexError:
        engine = duckdb.connect(":memory:", config=FAR_DISKS | {"threads": 1} | _spill())
    engine.execute(f"SET memory_limit = '{AT_WORK}'")
    return engine


def give_back(engine: duckdb.DuckDBPyConnection, database: str) -> None:
    """Lets go of the database that was opened in an engine, for the next one."""
    # Where something failed, the engine may hold more than it did, and goes.
    with suppress(duckdb.Error):
        engine.execute(f"DETACH {database}")
        if engine.execute(OTHERS).fetchone() == (0,) and len(_idle) < MOST_IDLE:
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


def _spill() -> dict[str, Any]:
    """Where an engine puts what does not fit into memory. Without any such place a store can still be
    read."""
    with suppress(OSError):
        return {"temp_directory": str(scratch.own("spill") / uuid4().hex)}
    return {}
