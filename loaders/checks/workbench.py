"""Where a table is checked: a database in memory; of a large table, in a file. Small tables are checked in
the engines of those before them."""

from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

import duckdb

from loaders import engines, macros
from loaders.limits import AT_REST, AT_WORK, FAR_DISKS, IN_MEMORY

SMALL = 256 * 1024
"""Bytes of a text of which the rows mostly take less than files that wait may take together."""
_shared: WeakKeyDictionary[duckdb.DuckDBPyConnection, duckdb.DuckDBPyConnection] = WeakKeyDictionary()
"""In whose engine a small table is checked, by its connection. Each table has a connection of its own:
whoever still holds that of one before sees nothing of the next."""


def begin(size: int, unpacked: int, scratch: Path) -> duckdb.DuckDBPyConnection:
    """An empty database that knows the macros, for a table of a file of this size and of a text that has this
    many bytes `unpacked`; `scratch` is the folder for what of a large table does not fit into memory."""
    connection = _of_its_own(size, scratch) if unpacked > SMALL else _of_an_engine()
    macros.use(connection)
    macros.know_organizations(connection)
    return connection


def _of_an_engine() -> duckdb.DuckDBPyConnection:
    engine = engines.take()
    connection = engine.cursor()
    connection.execute("ATTACH ':memory:' AS workbench; USE workbench")
    _shared[connection] = engine
    return connection


def _of_its_own(size: int, scratch: Path) -> duckdb.DuckDBPyConnection:
    config: dict[str, Any] = {"memory_limit": AT_WORK, "temp_directory": str(scratch / "spill")}
    if size <= IN_MEMORY:  # more threads would cost more than they do
        return duckdb.connect(":memory:", config=config | FAR_DISKS | {"threads": 1})
    path = scratch / "workbench.duckdb"
    path.unlink(missing_ok=True)  # of an earlier reading
    return duckdb.connect(str(path), config=config)


def rest(connection: duckdb.DuckDBPyConnection, most: str = AT_REST) -> None:
    """Lets go of the memory in which a large table was checked, until its rows are asked for again
    (`wake`)."""
    connection.execute("SET memory_limit = $most", {"most": most})


def wake(connection: duckdb.DuckDBPyConnection) -> None:
    """Gives a table that is to be stored the memory to work with."""
    connection.execute("SET memory_limit = $most", {"most": AT_WORK})


def end(connection: duckdb.DuckDBPyConnection) -> None:
    """Lets go of the rows of a table; nothing where that is done already."""
    connection.close()
    if engine := _shared.pop(connection, None):
        engines.give_back(engine, "workbench")
