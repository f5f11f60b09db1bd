"""From cells to rows, or to all that is wrong with a file at once. Every check is one question to DuckDB over all rows."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

import duckdb
import numpy as np

from language import N_
from loaders.dataset import Column, Dataset
from loaders.datasets import DATASETS
from loaders.files import Cells
from loaders.problem import LoadError, Problem, Severity

KINDS = Path(__file__).with_name("kinds.sql")
TOTAL_WORDS = ("รวม", "รวมทั้งสิ้น", "รวมทั้งหมด", "รวมงบประมาณ", "total", "grand total")
BATCH = 50_000
MOST_TOLD = 200
"""How many problems of one rule and column are told one by one; the rest are counted."""


@dataclass(frozen=True)
class Options:
    """What the caller says of a file: the table it is for, values for columns it lacks, columns under unknown headers."""

    table: str | None = None
    values: dict[str, str] = field(default_factory=dict)
    """Column name → value for columns that the file does not have: organization_code, fiscal_year, as_of, round_months."""
    mapping: dict[str, str] = field(default_factory=dict)
    """Header → column name."""
    encumbered: str = "outstanding"
    """What a commitment column holds: `outstanding`, `gross` (with what is already paid) or `ignored`."""


@dataclass(frozen=True)
class Checked:
    """A file that may be stored: the table `checked` of `connection` holds its rows, `total` what its total rows state."""

    dataset: Dataset
    connection: duckdb.DuckDBPyConnection
    encoding: str
    layout: str
    rows_read: int
    problems: list[Problem]


def recognise(headers: list[str], options: Options) -> tuple[Dataset, dict[str, int]]:
    """The data set whose required columns the headers name, and each column's position.

    Raises LoadError where none or several fit, naming what the nearest one lacks."""
    wanted = [DATASETS[options.table]] if options.table else list(DATASETS.values())
    found = {dataset.table: _positions(headers, _known(dataset, options)) for dataset in wanted}
    lacking = {
        dataset.table: [name for name in dataset.required if name not in found[dataset.table] and name not in options.values]
        for dataset in wanted
    }
    fitting = sorted((table for table in lacking if not lacking[table]), key=lambda table: -len(found[table]))
    if not fitting:
        _explain_one_header(headers)
        nearest = DATASETS[min(lacking, key=lambda table: (len(lacking[table]) / len(DATASETS[table].required), table))]
        raise LoadError(*(_missing(nearest.column(name), nearest) for name in lacking[nearest.table]))
    if len(fitting) > 1 and len(found[fitting[0]]) == len(found[fitting[1]]):
        raise LoadError(
            Problem(
                "error",
                "ambiguous_table",
                N_("The headers fit more than one table ({value}). Say which with --table."),
                row=1,
                value=", ".join(fitting),
            )
        )
    dataset, positions = DATASETS[fitting[0]], found[fitting[0]]
    if repeated := list(_repeated_headers(headers, positions, _known(dataset, options))):
        raise LoadError(*repeated)
    return dataset, positions


def _explain_one_header(headers: list[str]) -> None:
    """A first row with one cell is not short of columns: it is separated otherwise, or it is a title above the header."""
    named = [header for header in headers if header.strip()]
    if len(named) == 1 and any(mark in named[0] for mark in ";\t"):
        message = N_("The file is separated by semicolons or tabs. Save it as CSV UTF-8 (Comma delimited).")
        raise LoadError(Problem("error", "other_delimiter", message, row=1))
    if len(named) == 1:
        message = N_("The first row has one cell only, “{value}”. It must be the header row; delete titles above it.")
        raise LoadError(Problem("error", "title_above_header", message, row=1, value=named[0]))


def check(cells: Cells, options: Options, progress: Callable[[int], None] = lambda rows: None) -> Checked:
    """The rows of a file, typed and checked. Raises LoadError with all that is wrong, in the order of the rows.

    `progress` is told how many rows have been read so far."""
    dataset, positions = recognise(cells.headers, options)
    connection = duckdb.connect(":memory:")
    connection.execute(KINDS.read_text(encoding="utf-8"))
    problems = list(_unknown_headers(cells.headers, positions))
    rows_read, misshapen = _stage(connection, dataset, cells, positions, options, progress)
    problems += misshapen
    _type(connection, dataset)
    problems += _row_problems(connection, dataset, options, positions)
    if not problems_of("error", problems) and not connection.execute("FROM checked LIMIT 1").fetchone():
        problems.append(Problem("error", "no_rows", N_("The file holds no data row, only headers or totals.")))
    problems.sort(key=lambda problem: problem.row or 0)
    if problems_of("error", problems):
        raise LoadError(*problems)
    return Checked(dataset, connection, cells.encoding, cells.layout, rows_read, problems)


def problems_of(severity: Severity, problems: list[Problem] | tuple[Problem, ...]) -> list[Problem]:
    """Those of `problems` that are of one severity."""
    return [problem for problem in problems if problem.severity == severity]


def _normal(header: str) -> str:
    """A header as it is compared: without case, spaces, line breaks, byte-order mark and what stands in brackets."""
    return re.sub(r"\s|\ufeff|[(\[（][^)\]）]*[)\]）]", "", header).casefold()


def _known(dataset: Dataset, options: Options) -> dict[str, str]:
    """Each header under which a column of the data set may arrive, as it is compared → the column's name."""
    names = {_normal(name): column.name for column in dataset.columns for name in (*column.also, column.title, column.name)}
    columns = {column.name for column in dataset.columns}
    return names | {_normal(header): name for header, name in options.mapping.items() if name in columns}


def _positions(headers: list[str], known: dict[str, str]) -> dict[str, int]:
    """Column name → the position of the first header that names it."""
    positions: dict[str, int] = {}
    for position, header in enumerate(headers):
        if name := known.get(_normal(header)):
            positions.setdefault(name, position)
    return positions


def _repeated_headers(headers: list[str], positions: dict[str, int], known: dict[str, str]) -> Iterator[Problem]:
    for position, header in enumerate(headers):
        name = known.get(_normal(header))
        if name and positions[name] != position:
            message = N_("Two headers name the column {column}: “{first}” and “{value}”. Keep one of them.")
            words = {"first": headers[positions[name]]}
            yield Problem("error", "repeated_header", message, row=1, column=name, value=header, words=words)


def _missing(column: Column, dataset: Dataset) -> Problem:
    return Problem(
        "error",
        "missing_column",
        N_(
            "The column {column} ({title}), which the table {table} needs, is missing."
            " Add it under one of these headers: {expected}."
        ),
        row=1,
        column=column.name,
        expected=", ".join((column.title, *column.also)),
        words={"title": column.title, "table": f"{dataset.table} ({dataset.title})"},
    )


def _unknown_headers(headers: list[str], positions: dict[str, int]) -> Iterator[Problem]:
    for position, header in enumerate(headers):
        if position not in positions.values() and header.strip():
            yield Problem(
                "note",
                "unknown_column",
                N_("The column “{value}” is not known and was passed over."),
                row=1,
                value=header,
            )


def _stage(
    connection: duckdb.DuckDBPyConnection,
    dataset: Dataset,
    cells: Cells,
    positions: dict[str, int],
    options: Options,
    progress: Callable[[int], None],
) -> tuple[int, list[Problem]]:
    """Puts the trimmed text of every cell into the table `staged`: source_row and the data set's columns, all text."""
    names = [column.name for column in dataset.columns]
    connection.execute(f"CREATE TABLE staged (source_row INTEGER, {', '.join(f'{name} VARCHAR' for name in names)})")
    width, rows_read, problems = len(cells.headers), 0, list[Problem]()
    while batch := list(islice(cells.records, BATCH)):
        rows_read += len(batch)
        problems += [_misshapen(row, len(record), width) for row, record in batch if not _fits(record, width)]
        whole = [(row, record) for row, record in batch if _fits(record, width)]
        columns = {
            name: [_trimmed(record[positions[name]]) for _, record in whole]
            if name in positions
            else [options.values.get(name)] * len(whole)
            for name in names
        }
        # As NumPy's objects: Arrow would bring in pandas, half a second for each call of the loader.
        texts = {name: np.array(column, dtype=object) for name, column in columns.items()}
        connection.register("batch", {"source_row": np.array([row for row, _ in whole], dtype=np.int32), **texts})
        connection.execute("INSERT INTO staged FROM batch")
        progress(rows_read)
    if len(problems) > MOST_TOLD:
        problems[MOST_TOLD:] = [_more(problems[MOST_TOLD - 1], len(problems) - MOST_TOLD)]
    return rows_read, problems


def _trimmed(cell: str) -> str | None:
    return cell.strip(" \t\r\n\u00a0\ufeff") or None


def _fits(record: list[str], width: int) -> bool:
    return len(record) >= width and not any(cell.strip() for cell in record[width:])


def _misshapen(row: int, cells: int, width: int) -> Problem:
    return Problem(
        "error",
        "wrong_number_of_cells",
        N_(
            "Row {row} has {value} cells where the header has {expected}."
            " Is the file cut off, or does a comma stand in a cell without quotation marks?"
        ),
        row=row,
        value=str(cells),
        expected=str(width),
    )


def _is_total_word(name: str) -> str:
    return f"coalesce(lower({name}) IN {TOTAL_WORDS}, false)"


def _type(connection: duckdb.DuckDBPyConnection, dataset: Dataset) -> None:
    """Sorts staged rows into data (`checked`) and totals (`total`), both typed; `staged.is_total` and `.shifted` say which.

    A total row is known by a whole cell (รวม, รวมทั้งสิ้น …) and by its place: a required text or key is missing there."""
    texts, required = dataset.texts, [name for name in dataset.required if name not in dataset.figures]
    is_word = {name: _is_total_word(name) for name in (*texts, *required)}
    says_total = " OR ".join(is_word.values())
    lacks = " OR ".join([f"{name} IS NULL" for name in required] + [is_word[name] for name in required])
    shifted = " OR ".join([f"is_amount({name})" for name in texts if name in required] or ["false"])
    values = ", ".join(f"{column.kind.value(column.name)} AS {column.name}" for column in dataset.columns)
    connection.execute(
        f"""
        CREATE TABLE sorted AS
        SELECT *, ({says_total}) AND ({lacks}) AS is_total, coalesce({shifted}, false) AS shifted FROM staged;
        DROP TABLE staged;
        ALTER TABLE sorted RENAME TO staged;
        CREATE TABLE typed AS SELECT source_row, is_total, shifted, {values} FROM staged;
        """
    )
    occurrence = (
        f", row_number() OVER (PARTITION BY {', '.join(dataset.key)} ORDER BY source_row)::INTEGER AS occurrence"
        if dataset.lines_may_repeat
        else ""
    )
    connection.execute(
        f"""
        CREATE TABLE checked AS
        SELECT * EXCLUDE (is_total, shifted){occurrence} FROM typed WHERE NOT is_total AND NOT shifted ORDER BY source_row;
        CREATE TABLE total AS SELECT * EXCLUDE (is_total, shifted) FROM typed WHERE is_total AND NOT shifted ORDER BY source_row;
        """
    )


def _row_problems(
    connection: duckdb.DuckDBPyConnection, dataset: Dataset, options: Options, positions: dict[str, int]
) -> Iterator[Problem]:
    texts = [name for name in dataset.texts if name in dataset.required]
    if texts:
        amount = ", ".join(f"CASE WHEN is_amount({name}) THEN {name} END" for name in texts)
        yield from _told(connection, "shifted", f"coalesce({amount})", Problem("error", "shifted_row", _SHIFTED))
    for column in dataset.columns:
        yield from _cell_problems(connection, column)
    for rule in dataset.rules:
        message = N_("Row {row}, column {title} ({column}): {value} is refused, because {reason}.")
        problem = Problem(
            "error",
            rule.name,
            message,
            column=rule.column,
            words={"reason": rule.message, "title": dataset.column(rule.column).title},
        )
        yield from _told(connection, rule.broken, rule.column, problem, source="typed")
    yield from _repeated(connection, dataset)
    for name, given in options.values.items():
        if name in positions:
            message = N_("Row {row}, column {title} ({column}): the file says {value}, but {expected} was given as an option.")
            problem = Problem(
                "error", "option_contradicts", message, column=name, expected=given, words={"title": dataset.column(name).title}
            )
            condition = f"{name} IS NOT NULL AND {name} IS DISTINCT FROM {dataset.column(name).kind.value('$given')}"
            yield from _told(connection, condition, name, problem, source="typed", bound={"given": given})


_SHIFTED = N_(
    "Row {row} seems to be shifted to the left: the amount {value} stands where a text belongs."
    " The cell of the division seems to be missing; insert it and move the others to the right."
)


def _cell_problems(connection: duckdb.DuckDBPyConnection, column: Column) -> Iterator[Problem]:
    """Cells of one column that are empty, not of its kind or out of its range, and a note of values that were converted."""
    name, kind, words = column.name, column.kind, {"title": column.title}
    both = f"(SELECT staged.*, typed.{name} AS value FROM staged JOIN typed USING (source_row))"
    if column.required:
        message = N_("Row {row}: the column {title} ({column}) is empty. Enter {expected}.")
        problem = Problem("error", "empty_cell", message, column=name, expected=kind.expects, words=words)
        yield from _told(connection, f"{name} IS NULL AND NOT is_total", "NULL", problem)
    message = N_("Row {row}, column {title} ({column}): “{value}” is not {expected}. Correct the cell.")
    problem = Problem("error", "not_of_its_kind", message, column=name, expected=kind.expects, words=words)
    yield from _told(
        connection,
        f"{name} IS NOT NULL AND value IS NULL AND NOT (is_total AND {_is_total_word(name)})",
        name,
        problem,
        source=both,
    )
    if kind.at_least is not None:
        message = N_("Row {row}, column {title} ({column}): {value} is less than {expected}. Correct the cell.")
        rule = "negative" if kind.at_least == 0 else "out_of_range"
        problem = Problem("error", rule, message, column=name, expected=str(kind.at_least), words=words)
        yield from _told(connection, f"value < {kind.at_least}", name, problem, source=both)
    if kind.at_most is not None:
        message = N_("Row {row}, column {title} ({column}): {value} is more than {expected}. Correct the cell.")
        problem = Problem("error", "out_of_range", message, column=name, expected=str(kind.at_most), words=words)
        yield from _told(connection, f"value > {kind.at_most}", name, problem, source=both)
    if kind.converted:
        condition = kind.converted.replace("cell", name)
        count, row, cell, value = connection.execute(
            f"SELECT count(*), min(source_row), min_by({name}, source_row), min_by(CAST(value AS VARCHAR), source_row)"
            f" FROM {both} WHERE {condition}"
        ).fetchall()[0]
        if count:
            message = N_(
                "Column {column}: {count} values were read otherwise than written, first in row {row}: “{value}” as {expected}."
            )
            yield Problem("note", "converted", message, row, name, cell, expected=value, words={"count": f"{count:,}"})


def _told(
    connection: duckdb.DuckDBPyConnection,
    condition: str,
    shown: str,
    problem: Problem,
    *,
    source: str = "staged",
    bound: dict[str, str] | None = None,
) -> Iterator[Problem]:
    """`problem` for each row of `source` where `condition` holds, with the value `shown`; after the first ones, how many more.

    A shifted row is told once, not again for each of its cells."""
    rows = connection.execute(
        f"""SELECT source_row, CAST({shown} AS VARCHAR), count(*) OVER () FROM {source}
            WHERE coalesce({condition}, false) AND (NOT shifted OR $about_shifting) ORDER BY source_row LIMIT {MOST_TOLD}""",
        {"about_shifting": problem.rule == "shifted_row", **(bound or {})},
    ).fetchall()
    yield from (replace(problem, row=row, value=value) for row, value, _ in rows)
    if rows and rows[0][2] > MOST_TOLD:
        yield _more(replace(problem, row=rows[-1][0]), rows[0][2] - MOST_TOLD)


def _more(last: Problem, count: int) -> Problem:
    """What is told of the `count` rows after the last one that is told by itself."""
    message = N_("{count} more rows after row {row} have the same problem.")
    return replace(last, message=message, value=None, expected=None, words={**last.words, "count": f"{count:,}"})


def _repeated(connection: duckdb.DuckDBPyConnection, dataset: Dataset) -> Iterator[Problem]:
    """Rows with the key of an earlier row: refused, or where lines may repeat, kept apart and told.

    A key that lacks a required part is no key; the cell is told already."""
    key = ", ".join(dataset.key)
    whole = " AND ".join(f"{name} IS NOT NULL" for name in dataset.key if name in dataset.required)
    rows = connection.execute(
        f"""SELECT source_row, first_row, concat_ws(' / ', {key}), count(*) OVER () FROM (
                SELECT source_row, min(source_row) OVER (PARTITION BY {key}) AS first_row, {key} FROM checked WHERE {whole})
            WHERE source_row > first_row ORDER BY source_row LIMIT {MOST_TOLD}"""
    ).fetchall()
    if dataset.lines_may_repeat:
        message = N_("Row {row} has the same names as row {first} ({value}). Both are counted; is one a copy?")
        problem = Problem("warning", "repeated_line", message)
    else:
        message = N_("Row {row} repeats the key of row {first} ({value}). Keep one of the two.")
        problem = Problem("error", "repeated_key", message)
    for row, first, value, _ in rows:
        yield replace(problem, row=row, value=value, words={"first": str(first)})
    if rows and rows[0][3] > MOST_TOLD:
        yield _more(replace(problem, row=rows[-1][0]), rows[0][3] - MOST_TOLD)
