"""A store as an earlier version has published it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

import seal


@contextmanager
def of_earlier_version(store: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The published database, open to be changed, without the seal that would tell of it."""
    (store / seal.FILE_NAME).unlink()
    with duckdb.connect(str(store / seal.DATABASE)) as connection:
        connection.execute(f"DROP TABLE {seal.TABLE}")
        yield connection
