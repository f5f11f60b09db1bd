"""What our words mean, laid out in memory beside the published data: reference tables, macros, views."""

import csv
import hashlib
import re
from contextlib import suppress
from functools import cache
from pathlib import Path
from threading import Lock

import duckdb

import scratch
from vocabulary import fiscal_calendar
from vocabulary.data_sets import DATA_SETS, DataSet
from vocabulary.reading_names import told_apart
from vocabulary.spelling import respelled

ROOT = Path(__file__).parent
WORDS = (fiscal_calendar.MACROS, ROOT / "queries" / "words.sql")
"""What needs no table to be said: the calendar, and words of ours."""
VIEWS = ROOT / "queries" / "views"
"""What the words of each subject mean; those of common.sql come first, on which the others build."""
REFERENCE = ROOT / "data" / "reference"

_defining = Lock()
_kept: dict[str, Path] = {}
"""By the digest of what it is for: a database of this process with all that is defined."""


def lay_out(connection: duckdb.DuckDBPyConnection) -> None:
    """Lays out what our words mean beside the database that is attached as `published`. Raises
    duckdb.CatalogException where that lacks a table.

    To define all of it takes longer than a page's questions, so a process does it once for databases of the
    same columns, keeps it in a file, and copies it."""
    basis = _basis(connection)
    with _defining:
        kept = _kept.get(basis)
        if kept is None or not kept.exists():
            _define(connection)
            with suppress(OSError, duckdb.Error):  # without room for the file it is defined anew each time
                _kept[basis] = _keep(connection, basis)
            return
        connection.execute(f"ATTACH '{_quoted(kept)}' AS words (READ_ONLY)")
        connection.execute("COPY FROM DATABASE words TO memory")
        connection.execute("DETACH words")
    # Tables hold what is published now.
    _lay_out_names(connection)
    for statement in _tables():
        connection.execute(statement)


def _basis(connection: duckdb.DuckDBPyConnection) -> str:
    """A digest of the columns of the published database and of the tables of data/reference, which may be
    edited."""
    columns = connection.execute(
        """
        SELECT table_name, column_name, data_type FROM duckdb_columns()
        WHERE database_name = 'published' ORDER BY ALL
        """
    ).fetchall()
    files = [(path.name, path.stat().st_mtime_ns) for path in sorted(REFERENCE.glob("*.csv"))]
    return hashlib.sha256(f"{columns}{files}".encode()).hexdigest()


def _keep(connection: duckdb.DuckDBPyConnection, basis: str) -> Path:
    kept = scratch.own("words") / f"{basis}.duckdb"
    kept.unlink(missing_ok=True)
    # Many small tables: blocks of the usual size would be empty for the most part.
    connection.execute(f"ATTACH '{_quoted(kept)}' AS words (BLOCK_SIZE 16384)")
    try:
        connection.execute("COPY FROM DATABASE memory TO words")
    finally:
        connection.execute("DETACH words")
    return kept


def _quoted(path: Path) -> str:
    """A path within quotes: ATTACH takes no value to bind."""
    return str(path).replace("'", "''")


def _define(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("CREATE SCHEMA reference")
    for table in sorted(REFERENCE.glob("*.csv")):
        lay_out_reference(connection, table.stem, f'TABLE reference."{table.stem}"')
    for words in WORDS:
        connection.execute(words.read_text(encoding="utf-8"))
    _lay_out_register(connection)
    _lay_out_names(connection)
    for script in _views():
        connection.execute(script)


@cache
def _views() -> list[str]:
    """The scripts of the views, in the order in which they build on each other."""
    paths = sorted(VIEWS.glob("*.sql"), key=lambda path: (path.stem != "common", path.stem))
    return [path.read_text(encoding="utf-8") for path in paths]


@cache
def _tables() -> list[str]:
    """The statements of these scripts that fill a table."""
    statements = (each.query for script in _views() for each in duckdb.extract_statements(script))
    begins = re.compile("^CREATE TABLE", re.MULTILINE)
    return [begins.sub("CREATE OR REPLACE TABLE", each) for each in statements if begins.search(each)]


def _lay_out_register(connection: duckdb.DuckDBPyConnection) -> None:
    """Lays out the register as the table `data_set`, and `brought`: what all data sets hold."""
    connection.execute(
        """
        CREATE TABLE data_set (
            data_set VARCHAR, "table" VARCHAR, place INTEGER, times VARCHAR, findings_under VARCHAR
        )
        """
    )
    connection.executemany(
        "INSERT INTO data_set VALUES (?, ?, ?, ?, ?)",
        [
            (data_set.name, data_set.table, place, data_set.times, data_set.findings)
            for place, data_set in enumerate(DATA_SETS)
        ],
    )
    connection.execute(f"CREATE VIEW brought AS {brought('published.')}")


def _lay_out_names(connection: duckdb.DuckDBPyConnection) -> None:
    """Lays out the table `reading_name` (what is shown in the place of a name), and the schema `named`: the
    tables of the data sets with their names as they are to be read."""
    connection.execute("CREATE SCHEMA IF NOT EXISTS named")
    connection.execute(
        """
        CREATE OR REPLACE TABLE reading_name (
            organization_code VARCHAR, "table" VARCHAR, "column" VARCHAR, source_name VARCHAR, shown VARCHAR,
            reading VARCHAR, written_by VARCHAR, written_at TIMESTAMP
        )
        """
    )
    readings = _readings(connection)
    for data_set in DATA_SETS:
        columns = sorted({column for table, column in readings if table == data_set.table})
        for column in columns:
            _lay_out_shown(connection, data_set.table, column, readings[data_set.table, column])
        replaced = ", ".join(f"coalesce({column}_.shown, line.{column}) AS {column}" for column in columns)
        joins = "".join(
            f""" LEFT JOIN reading_name AS {column}_
                 ON {column}_."table" = '{data_set.table}' AND {column}_."column" = '{column}'
                 AND {column}_.organization_code = line.organization_code
                 AND {column}_.source_name = line.{column}"""
            for column in columns
        )
        shown = f"line.* REPLACE ({replaced})" if columns else "line.*"
        connection.execute(
            f"CREATE OR REPLACE VIEW named.{data_set.table} AS SELECT {shown}"
            f" FROM published.{data_set.table} AS line{joins}"
        )


def _readings(connection: duckdb.DuckDBPyConnection) -> dict[tuple[str, str], list[tuple[str, ...]]]:
    """What was written of how names are to be read, by table and column."""
    known = "SELECT 1 FROM duckdb_tables() WHERE database_name = 'published' AND table_name = 'reading_names'"
    # A database that was published by an earlier version has none.
    if not connection.execute(known).fetchone():
        return {}
    readings: dict[tuple[str, str], list[tuple[str, ...]]] = {}
    for table, column, *reading in connection.execute(
        """
        SELECT "table", "column", organization_code, source_name, reading_name, written_by, written_at
        FROM published.reading_names WHERE reading_name <> ''
        """
    ).fetchall():
        readings.setdefault((table, column), []).append(tuple(reading))
    return readings


def _lay_out_shown(
    connection: duckdb.DuckDBPyConnection, table: str, column: str, readings: list[tuple[str, ...]]
) -> None:
    names: dict[str, set[str]] = {}
    for code, name in connection.execute(
        f"SELECT DISTINCT organization_code, {column} FROM published.{table} WHERE {column} IS NOT NULL"
    ).fetchall():
        names.setdefault(code, set()).add(name)
    for code in sorted({reading[0] for reading in readings}):
        of_code = {source: name for of, source, name, *_written in readings if of == code}
        shown = told_apart(of_code, names.get(code, set()))
        connection.executemany(
            "INSERT INTO reading_name VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (code, table, column, source, shown[source], *written)
                for of, source, *written in readings
                if of == code
            ],
        )


def brought(schema: str = "") -> str:
    """SQL for a line for each line of every data set, of the tables in `schema`: data_set, load_id, whose it
    is (organization_code; of a comparison district and province), fiscal_year, as_of and round_months (null
    where its reports are not told apart so)."""
    return " UNION ALL ".join(_lines(data_set, schema) for data_set in DATA_SETS)


def _lines(data_set: DataSet, schema: str) -> str:
    whose = (
        "NULL::VARCHAR AS organization_code, district, province"
        if data_set.by_district
        else "organization_code, NULL::VARCHAR AS district, NULL::VARCHAR AS province"
    )
    # A comparison comes once a year and says its day all the same.
    as_of = "as_of" if data_set.times == "as_of" or data_set.by_district else "NULL::DATE AS as_of"
    months = "round_months" if data_set.times == "round" else "NULL::INTEGER AS round_months"
    return f"""SELECT '{data_set.name}' AS data_set, load_id, {whose}, fiscal_year, {as_of}, {months}
               FROM {schema}{data_set.table}"""


def lay_out_reference(connection: duckdb.DuckDBPyConnection, name: str, target: str) -> None:
    """Fills `target` (TABLE name, TEMP TABLE name) with a table of data/reference, spelled as what is stored
    is. All is text: a code keeps its leading zero (04960201). Raises duckdb.Error, as DuckDB's own reader
    does, where a row has more or fewer cells than the header."""
    path = REFERENCE / f"{name}.csv"
    # Read here: for a table of a few lines DuckDB's own reader takes five times as long.
    with path.open(encoding="utf-8-sig", newline="") as file:
        numbered = [(at, row) for at, row in enumerate(csv.reader(map(respelled, file)), start=1) if row]
    titles, *rows = (row for _at, row in numbered)
    for number, row in numbered:
        if len(row) != len(titles):
            told = f"{path.name}, row {number}: {len(row)} cells stand below {len(titles)} headers: {row}"
            raise duckdb.InvalidInputException(told)
    columns = ", ".join(f'unnest(${at}::VARCHAR[]) AS "{title}"' for at, title in enumerate(titles, start=1))
    values = [[cell or None for cell in column] for column in zip(*rows, strict=True)] or [[] for _ in titles]
    connection.execute(f"CREATE OR REPLACE {target} AS SELECT {columns}", values)
