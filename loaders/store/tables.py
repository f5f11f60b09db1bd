"""The tables of a store's database, before anything is loaded into them."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from database import FILE_NAME
from loaders import cubes, macros, sources
from loaders.schema.datasets import DATASETS
from loaders.store import register


def lay_out(connection: register.Connection) -> None:
    """Adds the tables and columns that a database lacks."""
    connection.execute("BEGIN")  # each statement by itself would be written down by itself
    connection.execute(register.TABLES)
    # Asked once: to add each that is there already would take as long as all else here.
    columns = "SELECT table_name, column_name FROM duckdb_columns() WHERE database_name = current_database()"
    there = set(connection.execute(columns).fetchall())
    for dataset in DATASETS.values():
        if (dataset.table, "load_id") not in there:
            columns = ", ".join(f"{column.name} {column.kind.sql_type}" for column in dataset.columns)
            occurrence = ", occurrence INTEGER" if dataset.lines_may_repeat else ""
            columns = f"load_id INTEGER, source_row INTEGER, {columns}{occurrence}"
            connection.execute(f"CREATE TABLE {dataset.table} ({columns})")
            continue
        for column in dataset.columns:
            if (dataset.table, column.name) not in there:
                described = f"{column.name} {column.kind.sql_type}"
                connection.execute(f"ALTER TABLE {dataset.table} ADD COLUMN {described}")
                # So that all is counted, and asked, anew.
                connection.execute(f"DROP TABLE IF EXISTS {sources.TABLE}")
    connection.execute("COMMIT")


@cache
def blank() -> bytes:
    """A database with all tables and no row, made once a process: to lay them out takes longer than most
    loads."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / FILE_NAME
        with register.opened(path) as connection:
            lay_out(connection)
            sources.count(connection, None)
            macros.use(connection)
            cubes.compute(connection)
            connection.execute("CHECKPOINT")  # a full disk is told here, and not by a file without tables
        return path.read_bytes()
