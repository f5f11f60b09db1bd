"""From the rows of a table to typed values in DuckDB. Plainly written cells, as most are, are cast by the
engine; only rows with any other cell are looked at more closely, by what kinds.sql knows of spellings."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import duckdb
import numpy as np

from loaders.checks import numerals, workbench
from loaders.files.text import Text
from loaders.layout.forms import records
from loaders.layout.reading import Options, Reading
from loaders.limits import IN_MEMORY, LONGEST_CELL, MOST_ROWS
from loaders.problem import LoadError, Problem
from loaders.rows import Notices, Record, Row
from loaders.schema.dataset import Dataset
from vocabulary.language import N_

BATCH = 50_000
POLL_SECONDS = 0.2
MOST_TOLD = 200
"""How many problems of one rule and column are told one by one; the rest are counted."""

Progress = Callable[[int], None]
"""Is told how many rows have been read so far."""


@dataclass(frozen=True)
class Source:
    """A table of a file, its understanding, and a folder for what does not fit into memory."""

    text: Text
    reading: Reading
    scratch: Path
    size: int
    name: str = ""
    """What the sheet of a workbook is called."""


def stage(
    source: Source,
    options: Options,
    notices: Notices,
    progress: Progress,
    roles: dict[int, str] | None = None,
) -> duckdb.DuckDBPyConnection:
    """A database that holds the rows of a table, `numbered`: source_row, what a plain cast makes of each
    cell, and `raw`, the texts of a row for which that is not enough. `roles` says which rows are totals, or
    lines, otherwise than their words say."""
    connection = workbench.begin(source.size, source.text.path.stat().st_size, source.scratch)
    connection.execute("CREATE TABLE role (source_row INTEGER, role VARCHAR)")
    if roles:
        connection.executemany("INSERT INTO role VALUES (?, ?)", list(roles.items()))
    if not (_is_regular(source) and _read_directly(connection, source, options, notices, progress)):
        _read_by_rows(connection, source, options, notices, progress, roles or {})
    notices.problems += notices.respelled.problems()
    if notices.rows_read > MOST_ROWS:
        message = N_(
            "The table has {value} rows; at most {expected} are read. Split it, for example by fiscal year."
        )
        raise LoadError(
            Problem(
                "error", "too_many_rows", message, value=f"{notices.rows_read:,}", expected=f"{MOST_ROWS:,}"
            )
        )
    return connection


# Rows that the engine can read by itself.


def _is_regular(source: Source) -> bool:
    text, reading = source.text, source.reading
    # Words in a column that is not known may tell that a row is a total: worth reading row by row.
    is_read = source.size > IN_MEMORY or len(reading.positions) == reading.header.width
    return is_read and not (reading.is_printed or reading.joints or text.is_ragged or text.hidden_lines)


def _read_directly(
    connection: duckdb.DuckDBPyConnection,
    source: Source,
    options: Options,
    notices: Notices,
    progress: Progress,
) -> bool:
    """Lets DuckDB read the file; False where the file is not as regular as it seemed (reading it row by row
    tells where)."""
    reading, text = source.reading, source.text
    cells = {f"c{at}": "VARCHAR" for at in range(reading.header.width)}
    own = [f"c{at} AS text_{name}" for name, at in reading.positions.items()]
    given = [
        f"CAST(${name} AS VARCHAR) AS text_{name}"
        for name in reading.dataset.names
        if name not in reading.positions
    ]
    # One header row: a table with several is printed, and read row by row.
    rows = f"""SELECT {", ".join(own + given)}
        FROM read_csv($path, skip = 1, header = false, columns = {cells}, delim = $delimiter,
                      quote = '"', escape = '"', max_line_size = {LONGEST_CELL}, auto_detect = false)"""
    query = f"CREATE TABLE typed AS {_typed(reading, options, rows)}"
    bound = {"path": str(text.path), "delimiter": text.delimiter, **_given(reading)}
    try:
        _watched(connection, query, bound, progress, _expected_rows(text))
    except (
        duckdb.InvalidInputException,
        duckdb.ConversionException,
        duckdb.InvalidTypeException,
        UnicodeDecodeError,  # DuckDB 1.5 breaks off what it says of a long line within a letter
    ):
        connection.execute("DROP TABLE IF EXISTS typed")
        return False
    _look_at_texts(connection, reading.dataset, "typed")
    if not _is_as_in_the_file(connection, text, reading.header.width):
        connection.execute("DROP TABLE typed")
        return False
    empty = " AND ".join(f"{raw_cell(reading.dataset, name)} IS NULL" for name in reading.positions)
    # Row 1 is the header; DuckDB counts rows from 0, a spreadsheet from 1.
    connection.execute(
        f"""CREATE VIEW numbered AS SELECT CAST(rowid + 2 AS INTEGER) AS source_row, NULL::VARCHAR AS header,
                   NULL::VARCHAR AS label, NULL::VARCHAR AS hint, *
            FROM typed WHERE raw IS NULL OR NOT ({empty})"""
    )
    notices.rows_read = connection.execute("SELECT count(*) FROM numbered").fetchall()[0][0]
    next(text.rows(notices.respelled), None)  # the header
    progress(notices.rows_read)
    return True


def _is_as_in_the_file(connection: duckdb.DuckDBPyConnection, text: Text, width: int) -> bool:
    """Whether `typed` holds the file's rows by their numbers with all their cells, and none that is spelled
    otherwise than it looks (which is mended where rows are read one by one)."""
    odd = "FROM typed WHERE list_bool_or(list_transform(raw, lambda cell: is_odd(cell))) LIMIT 1"
    if connection.execute(odd).fetchall():
        return False
    # Rows keep the file's order, so their place in the table is their place in the file, unless empty ones
    # were passed over.
    is_whole = connection.execute("SELECT count(*) + 1 FROM typed").fetchall() == [(text.count_lines(),)]
    # DuckDB passes over a blank cell too many, beside which two others may be the halves of one amount.
    return is_whole and text.is_no_wider(width)


def _given(reading: Reading) -> dict[str, str | None]:
    missing = [name for name in reading.dataset.names if name not in reading.positions]
    return {name: reading.given[name].value if name in reading.given else None for name in missing}


def _expected_rows(text: Text) -> int:
    # The first MiB tells well enough how far a reading is.
    with text.path.open("rb") as file:
        head = file.read(1024 * 1024)
    return text.path.stat().st_size * max(head.count(b"\n"), 1) // max(len(head), 1)


def _watched(
    connection: duckdb.DuckDBPyConnection,
    query: str,
    bound: dict[str, str | None],
    progress: Progress,
    rows: int,
) -> None:
    """Runs a long query and tells meanwhile how far it is."""
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(connection.execute, query, bound)
        try:
            while not running.done():
                with suppress(NotYet):
                    running.exception(POLL_SECONDS)
                # DuckDB says -1 before it knows.
                progress(int(max(connection.query_progress(), 0) / 100 * rows))
        finally:
            if not running.done():
                connection.interrupt()
        running.result()


# Rows that have to be read one by one.


def _read_by_rows(
    connection: duckdb.DuckDBPyConnection,
    source: Source,
    options: Options,
    notices: Notices,
    progress: Progress,
    roles: dict[int, str],
) -> None:
    reading = source.reading
    names = source.reading.dataset.names
    texts = ", ".join(f"text_{name} VARCHAR" for name in names)
    connection.execute(
        f"CREATE TABLE incoming (source_row INTEGER, header VARCHAR, label VARCHAR, hint VARCHAR, {texts})"
    )
    stream = records(reading, _even(source, notices), notices, roles)
    while notices.rows_read <= MOST_ROWS and (batch := list(islice(stream, BATCH))):
        _insert(connection, names, batch)
        progress(notices.rows_read)
    typed = _typed(reading, options, "FROM incoming", "source_row, header, label, hint, ")
    connection.execute(f"CREATE TABLE numbered AS {typed}")
    connection.execute("DROP TABLE incoming")
    _look_at_texts(connection, reading.dataset, "numbered")


def _even(source: Source, notices: Notices) -> Iterator[Row]:
    """The rows below the header, each as wide as it; rows that are not are told and left out."""
    width = source.reading.header.width
    last = source.reading.header.rows[-1]
    misshapen = 0
    for row, cells in source.text.rows(notices.respelled):
        if row <= last:
            continue
        short = width - len(cells)
        # Blank cells too many prove nothing where two others may be the halves of one.
        too_long = any(cell.strip() for cell in cells[width:]) or (short < 0 and numerals.split_amount(cells))
        if not source.text.is_ragged and (short > 0 or too_long):
            misshapen += 1
            notices.rows_read += 1
            if misshapen <= MOST_TOLD:
                notices.problems.append(_misshapen(row, cells, width))
        else:
            yield row, cells + [""] * short
    if misshapen > MOST_TOLD:
        last_told = next(
            problem for problem in reversed(notices.problems) if problem.rule == "wrong_number_of_cells"
        )
        notices.problems.append(further_rows(last_told, misshapen - MOST_TOLD))


def _insert(connection: duckdb.DuckDBPyConnection, names: tuple[str, ...], batch: list[Record]) -> None:
    # As NumPy's objects: Arrow would bring in pandas, half a second for each call of the loader.
    columns = {
        f"text_{name}": np.array([record.cells.get(name) for record in batch], dtype=object) for name in names
    }
    described = {
        name: np.array([getattr(record, name) for record in batch], dtype=object)
        for name in ("header", "label", "hint")
    }
    rows = np.array([record.row for record in batch], dtype=np.int32)
    connection.register("batch", {"source_row": rows, **described, **columns})
    connection.execute("INSERT INTO incoming FROM batch")
    connection.unregister("batch")


def _misshapen(row: int, cells: list[str], width: int) -> Problem:
    if halves := numerals.split_amount(cells):
        return numerals.split_amount_problem(row, *halves)
    message = N_(
        "Row {row} has {value} cells where the header has {expected}."
        " Is the file cut off, or does a comma stand in a cell without quotation marks?"
    )
    return Problem(
        "error", "wrong_number_of_cells", message, row=row, value=str(len(cells)), expected=str(width)
    )


def further_rows(last: Problem, count: int) -> Problem:
    """What is told of the `count` rows after the last one that is told by itself."""
    message = N_("{count} more rows after row {row} have the same problem.")
    return Problem(
        last.severity, last.rule, message, last.row, last.column, words={**last.words, "count": f"{count:,}"}
    )


# From text to values.


def _typed(reading: Reading, options: Options, rows: str, place: str = "") -> str:
    """SELECT of `place`, the values by plain cast, and `raw`: the texts of a row with a cell for which that
    is not enough (else NULL). Texts themselves are looked at later."""
    columns = reading.dataset.columns
    names = ", ".join(reading.dataset.names)
    tests = [
        f"text_{column.name} IS NOT NULL"
        for column in columns
        if column.required and not column.may_be_unreported
    ]
    tests += [
        f"CASE WHEN text_{column.name} IS NULL THEN true "
        f"ELSE coalesce({column.kind.is_plain(f'text_{column.name}', column.name)}, false) END"
        for column in columns
        if not column.kind.is_text
    ]
    tests += [f"NOT coalesce({rule.broken}, false)" for rule in reading.dataset.rules]
    if any(name in reading.positions for name in options.values):
        tests.append("false")  # the file may contradict the caller, row by row
    casts = ", ".join(f"{column.kind.cast(f'text_{column.name}')} AS {column.name}" for column in columns)
    raw = ", ".join(f"text_{column.name}" for column in columns)
    return f"""WITH cast_plainly AS (SELECT *, {casts} FROM ({rows}))
        SELECT {place}{names}, CASE WHEN {" AND ".join(tests)} THEN NULL ELSE [{raw}] END AS raw
        FROM cast_plainly"""


def raw_cell(dataset: Dataset, name: str) -> str:
    """SQL for the text of a column in `raw`: a list, because a column of its own for each would cost with
    every plain row."""
    return f"raw[{dataset.names.index(name) + 1}]"


def _look_at_texts(connection: duckdb.DuckDBPyConnection, dataset: Dataset, table: str) -> None:
    """Sets `raw` of rows with a text that is not plainly one. A stored table keeps each text once, so that
    looking at ten million of them costs as much as looking at those that differ."""
    tests = [
        f"coalesce({column.kind.is_plain(column.name, column.name)}, true)"
        for column in dataset.columns
        if column.kind.is_text
    ]
    other = f"raw IS NULL AND NOT ({' AND '.join(tests)})"
    if not connection.execute(f"FROM {table} WHERE {other} LIMIT 1").fetchall():
        return
    raw = ", ".join(f"CAST({name} AS VARCHAR)" for name in dataset.names)
    # Made anew, since an update of a list would move the row.
    connection.execute(
        f"""
        CREATE TABLE looked_at AS
        SELECT * REPLACE (CASE WHEN {other} THEN [{raw}] ELSE raw END AS raw) FROM {table};
        DROP TABLE {table};
        ALTER TABLE looked_at RENAME TO {table};
        """
    )
