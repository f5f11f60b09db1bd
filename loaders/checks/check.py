"""From rows to a table that may be stored, or to all that is wrong with a file at once. Every check is one
question to DuckDB over all rows that are not plain; what concerns all rows is asked of all."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

import duckdb

from loaders.checks import amounts, causes, project_doubts
from loaders.checks.context import contradictions
from loaders.checks.control import Control, control, unexpected
from loaders.checks.other_years import of_other_years
from loaders.checks.repeats import repeats
from loaders.checks.shifts import shifts
from loaders.checks.staging import MOST_TOLD, Progress, Source, know_the_kinds, more
from loaders.checks.unknown_columns import unknown_columns
from loaders.files.original import Original
from loaders.files.sheets import OF_ONE, Sheet
from loaders.layout import matrices
from loaders.layout.form_records import DROPPED
from loaders.layout.headers import recognise
from loaders.layout.reading import Options, Reading
from loaders.layout.survey import decide
from loaders.layout.unknown_headers import unknown_headers
from loaders.layout.wording import of_something_else
from loaders.limits import AT_REST, AT_WORK, IN_MEMORY, MOST_COLUMNS
from loaders.problem import Asked, LoadError, Problem, Severity
from loaders.rows import Row, Told
from loaders.schema.common import NOBODY
from loaders.schema.dataset import Column, Dataset
from loaders.text_patterns import is_total_sql
from vocabulary.language import N_

CONVERTED, NOT_OF_ITS_KIND = "converted", "not_of_its_kind"
ACROSS = "score_percent"
"""The column whose values may stand under headers of their own."""
_SAID_ONCE = ("organization_code", "fiscal_year", "as_of")
"""What the lines of a report have in common, of the key by which they are named."""
HEAD = 200
"""How many rows are looked at to understand a table."""


@dataclass(frozen=True)
class Checked:
    """A table that may be stored: `checked` of `connection` holds its rows, `total` what its total rows
    state."""

    reading: Reading
    connection: duckdb.DuckDBPyConnection
    encoding: str
    rows_read: int
    control: Control
    """How many lines may be stored, without headings and totals, and of answers their means; and what they
    come to."""
    problems: list[Problem]
    original: Original
    """Kept as long as this is: the rows may lie in its folder."""
    answered: dict[str, str] = field(default_factory=dict)
    """The questions that the table left open, and how they were answered: key → answer."""
    at_rest: str = AT_REST
    """How much memory the rows may take while they wait."""

    @property
    def dataset(self) -> Dataset:
        """The data set that the table fills."""
        return self.reading.dataset

    @property
    def layout(self) -> str:
        """How the table was laid out: tidy, or the name of a printed form."""
        return self.reading.layout

    @property
    def rows(self) -> int:
        """How many rows may be stored."""
        return self.control.lines

    def slices(self) -> list[tuple[str, ...]]:
        """What the rows replace when they are stored: each combination of `Dataset.replaces`, as text."""
        named = ", ".join(f"CAST({name} AS VARCHAR)" for name in self.dataset.replaces)
        return self.connection.execute(f"SELECT DISTINCT {named} FROM checked ORDER BY ALL").fetchall()


def head_of(sheet: Sheet) -> list[Row]:
    """The first rows of a sheet, from which it is understood. Raises LoadError where there are none, or they
    are too wide."""
    head = list(islice(sheet.text.rows(), HEAD))
    if not head:
        raise LoadError(
            Problem(
                "error",
                "no_header",
                N_("The file holds no header row. Its first row must name the columns."),
                row=1,
            )
        )
    if widest := next((row for row, cells in head if len(cells) > MOST_COLUMNS), None):
        message = N_("Row {row} has more than {expected} columns; at most {expected} are read.")
        raise LoadError(Problem("error", "too_many_columns", message, row=widest, expected=str(MOST_COLUMNS)))
    return head


def check(
    original: Original,
    sheet: Sheet,
    options: Options,
    progress: Progress = lambda rows: None,
    folder: Path | None = None,
) -> Checked:
    """The rows of a sheet, typed and checked, also beside what the store `folder` has published. Raises
    LoadError with all that is wrong or to be answered, in the order of the rows.

    `progress` is told how many rows have been read so far."""
    head = head_of(sheet)
    survey = Told()
    reading, answered = decide(recognise(head, options), sheet.text, options, survey)
    reading, said = matrices.decide(reading, sheet.text, options, survey)
    answered |= said
    table = amounts.read(
        Source(sheet.text, reading, original.scratch, original.size, sheet.name or ""),
        head,
        options,
        progress,
    )
    connection, told = table.connection, table.told
    _separate(connection, reading.dataset)
    blanks = amounts.ask(connection, reading, options, table, folder)
    _arrange(connection, reading.dataset, blanks.is_zero, "TABLE" if original.size <= IN_MEMORY else "VIEW")
    figures = control(connection, reading.dataset)
    asked = _asked(connection, reading, sheet, options, table)
    problems = [
        *asked.problems,
        *survey.problems,
        *told.problems,
        *table.problems,
        *unexpected(figures, options),
    ]
    problems += causes.of_given(_row_problems(connection, reading, options), reading)
    if not problems_of("error", problems):
        implausible = amounts.implausible(connection, reading, options, folder)
        problems += implausible.problems
        answered |= implausible.answered
    if not problems_of("error", problems) and not connection.execute("FROM checked LIMIT 1").fetchall():
        message = _NO_ROWS if sheet.name is None else _NO_ROWS_IN_SHEET
        problems.append(Problem("error", "no_rows", message, value=sheet.name, option=sheet.name and OF_ONE))
    problems.sort(key=lambda problem: problem.row or 0)
    if problems_of("error", problems):
        raise LoadError(*(problem for problem in problems if problem.rule != DROPPED))
    rest(connection)
    encoding = sheet.text.encoding
    return Checked(
        reading,
        connection,
        encoding,
        told.rows_read,
        figures,
        problems,
        original,
        answered | table.answered | asked.answered,
    )


def _asked(
    connection: duckdb.DuckDBPyConnection,
    reading: Reading,
    sheet: Sheet,
    options: Options,
    table: amounts.Amounts,
) -> Asked:
    """What the columns that are not read, the words around the table and rows that repeat others leave
    open."""
    totals = {row for (row,) in connection.execute("SELECT source_row FROM total").fetchall()}
    asked = unknown_columns(reading, sheet.text, options, totals)
    told_apart = {problem.value for problem in asked.problems}
    asked.problems += (
        problem for problem in unknown_headers(reading, options) if problem.value not in told_apart
    )
    contradicted = [*contradictions(connection, reading, sheet, table.told.asides)]
    # While the unit is open, the sums of what repeats would depend on it.
    may_be_one_report = not contradicted and not table.unit.is_open
    asked.add(repeats(connection, reading.dataset, options, may_be_one_report=may_be_one_report))
    asked.problems = [*project_doubts.numbered_anew(connection, reading, asked.problems)]
    asked.problems += contradicted
    asked.add(of_something_else(connection, reading, options))
    asked.problems += [
        *of_other_years(connection, reading),
        *project_doubts.cancelled(connection, reading, sheet),
    ]
    return asked


def rest(connection: duckdb.DuckDBPyConnection, most: str = AT_REST) -> None:
    """Lets go of the memory in which a large file was checked, until its rows are asked for again
    (`wake`)."""
    connection.execute("SET memory_limit = $most", {"most": most})


def wake(connection: duckdb.DuckDBPyConnection) -> None:
    """Gives a file that is to be stored the memory to work with."""
    connection.execute("SET memory_limit = $most", {"most": AT_WORK})


def problems_of(severity: Severity, problems: list[Problem] | tuple[Problem, ...]) -> list[Problem]:
    """Those of `problems` that are of one severity."""
    return [problem for problem in problems if problem.severity == severity]


def _separate(connection: duckdb.DuckDBPyConnection, dataset: Dataset) -> None:
    """`record`: the rows that are records; `total`: what total rows state."""
    names = ", ".join(dataset.names)
    spelled = f"SELECT source_row, {names} FROM spelled WHERE NOT shifted AND"
    # Only rows that took the longer way have lost their place.
    order = "ORDER BY source_row" if connection.execute("FROM spelled LIMIT 1").fetchall() else ""
    connection.execute(
        f"""
        CREATE VIEW record AS (FROM plain UNION ALL {spelled} NOT is_total) {order};
        CREATE VIEW total AS {spelled} is_total ORDER BY source_row;
        """
    )


def _arrange(connection: duckdb.DuckDBPyConnection, dataset: Dataset, is_zero: str, kind: str) -> None:
    """`checked`, a TABLE or, for what is too much to hold twice, a VIEW: the records, with their occurrence
    where lines may repeat; a cell that may be unreported is 0 where `is_zero`."""
    unreported = [column.name for column in dataset.columns if column.may_be_unreported]
    zeros = ", ".join(f"CASE WHEN {is_zero} THEN 0 ELSE {name} END AS {name}" for name in unreported)
    line = f"SELECT * REPLACE ({zeros}) FROM record" if zeros and is_zero != "false" else "FROM record"
    key, words = ", ".join(dataset.key), ", ".join(name for name in dataset.key if name not in _SAID_ONCE)
    whole = " AND ".join(f"{name} IS NOT NULL" for name in dataset.key if name in dataset.required)
    # Of ten million keys only the few that may be repeated are compared as a whole.
    connection.execute(
        f"""
        CREATE TABLE suspect AS SELECT hash({key}) AS hashed FROM record WHERE {whole} GROUP BY hashed HAVING count(*) > 1;
        CREATE TABLE repeated AS
        SELECT source_row, first_row, occurrence, name FROM (
            SELECT source_row, min(source_row) OVER (PARTITION BY {key}) AS first_row, concat_ws(' / ', {words}) AS name,
                   CAST(row_number() OVER (PARTITION BY {key} ORDER BY source_row) AS INTEGER) AS occurrence
            FROM record WHERE {whole} AND hash({key}) IN (FROM suspect))
        WHERE occurrence > 1;
        """
    )
    if dataset.lines_may_repeat:
        connection.execute(
            f"CREATE {kind} checked AS SELECT line.*, coalesce(repeated.occurrence, 1) AS occurrence"
            f" FROM ({line}) AS line LEFT JOIN repeated USING (source_row)"
        )
    else:
        connection.execute(f"CREATE {kind} checked AS {line}")


def _numbers_in_texts(connection: duckdb.DuckDBPyConnection, dataset: Dataset) -> Iterator[Problem]:
    """Amounts in columns of text that may be empty: the row is shifted to the right, or a cell is split."""
    for name in dataset.texts:
        if name not in dataset.required:
            message = N_(
                "Row {row}, column {title} ({column}): an amount, {value}, stands in a column of text. The"
                " row seems to be"
                " shifted; move its cells to where they belong."
            )
            problem = Problem(
                "error", "amount_in_text", message, column=name, words={"title": dataset.column(name).title}
            )
            yield from _told(
                connection, f"is_amount({name}) AND regexp_matches({name}, '[.,]')", name, problem
            )


def _blanks_below_values(connection: duckdb.DuckDBPyConnection, dataset: Dataset) -> Iterator[Problem]:
    """Columns that a printed table fills once and a program's table in every row, where some rows lack
    them."""
    for column in dataset.columns:
        if column.spans and not column.required:
            asked = f"""
                SELECT count(*) FILTER ({column.name} IS NULL), min(source_row) FILTER ({column.name} IS NULL)
                FROM record HAVING count({column.name}) > 0 AND count(*) > count({column.name})"""
            for count, row in connection.execute(asked).fetchall():
                message = N_(
                    "Column {title} ({column}): {count} rows have no value here, the first is row {row}."
                    " They were stored without"
                    " one; if the value above holds for them too, write it in every row."
                )
                words = {"title": column.title, "count": f"{count:,}"}
                yield Problem("warning", "blank_below_value", message, row, column.name, words=words)


def _row_problems(
    connection: duckdb.DuckDBPyConnection, reading: Reading, options: Options
) -> Iterator[Problem]:
    dataset = reading.dataset
    yield from _contradicted_titles(reading)
    yield from _examples(connection, dataset)
    yield from shifts(connection, reading, options)
    if not reading.is_printed:
        yield from _blanks_below_values(connection, dataset)
    if not connection.execute("FROM staged LIMIT 1").fetchall():
        return  # all rows are plain
    texts = [name for name in dataset.texts if name in dataset.required]
    if texts:
        amount = ", ".join(f"CASE WHEN is_amount({name}) THEN {name} END" for name in texts)
        yield from _told(
            connection, "shifted", f"coalesce({amount})", Problem("error", "shifted_row", _SHIFTED)
        )
    yield from _numbers_in_texts(connection, dataset)
    yield from _cell_problems(connection, dataset)
    for rule in dataset.rules:
        message = N_("Row {row}, column {title} ({column}): {value} is refused, because {reason}.")
        words = {"reason": rule.message, "title": dataset.column(rule.column).title}
        problem = Problem("error", rule.name, message, column=rule.column, words=words)
        yield from _told(connection, rule.broken, rule.column, problem, source="spelled")
    for name, given in options.values.items():
        if name in reading.positions:
            column = dataset.column(name)
            message = N_(
                "Row {row}, column {title} ({column}): the file says {value}, but {expected} was given as"
                " an option."
            )
            problem = Problem(
                "error",
                "option_contradicts",
                message,
                column=name,
                expected=given,
                words={"title": column.title},
            )
            condition = f"{name} IS NOT NULL AND {name} IS DISTINCT FROM {column.kind.value('$given')}"
            yield from _told(connection, condition, name, problem, source="spelled", bound={"given": given})


def _examples(connection: duckdb.DuckDBPyConnection, dataset: Dataset) -> Iterator[Problem]:
    """Example rows of a template that were left in the file."""
    column = next(name for name in NOBODY if name in dataset.names)
    asked = f"SELECT source_row FROM record WHERE {column} = $nobody ORDER BY source_row LIMIT 1"
    for (row,) in connection.execute(asked, {"nobody": NOBODY[column]}).fetchall():
        message = N_(
            "Row {row} is the example of the template. Delete it: it would be stored as an organization"
            " that is none."
        )
        yield Problem("warning", "example_row", message, row, column, NOBODY[column])


def _contradicted_titles(reading: Reading) -> Iterator[Problem]:
    """What the titles say otherwise than the caller, however either spells it."""
    if not reading.titles:
        return
    with duckdb.connect(":memory:") as connection:
        know_the_kinds(connection)
        for name, title in reading.titles.items():
            column, given, printed = reading.dataset.column(name), reading.given[name].value, title.value
            same = (
                f"SELECT {column.kind.value('$printed')} IS NOT DISTINCT FROM {column.kind.value('$given')}"
            )
            if connection.execute(same, {"printed": printed, "given": given}).fetchall() != [(True,)]:
                message = N_(
                    "Row {row}: the title above the header says {value} for {title} ({column}), but"
                    " {expected} was given as an"
                    " option."
                )
                words = {"title": column.title}
                yield Problem(
                    "error",
                    "option_contradicts",
                    message,
                    title.row,
                    name,
                    printed,
                    expected=given,
                    words=words,
                )


_NO_ROWS = N_("The file holds no data row, only headers or totals.")
_NO_ROWS_IN_SHEET = N_(
    "The sheet {value} holds no data row, only headers or totals. If it sums up other sheets, load those"
    " one by one, saved as"
    " files of their own."
)
_SHIFTED = N_(
    "Row {row} seems to be shifted to the left: the amount {value} stands where a text belongs."
    " The cell of the division seems to be missing; insert it and move the others to the right."
)


def _cell_problems(connection: duckdb.DuckDBPyConnection, dataset: Dataset) -> Iterator[Problem]:
    """Cells that are empty, not of their kind or out of range, and a note of values that were converted,
    column by column."""
    questions = [(column, *question) for column in dataset.columns for question in _questions(column)]
    counts = ", ".join(f"count(*) FILTER ({condition})" for _column, condition, _problem in questions)
    values = ", ".join(f"spelled.{name} AS value_{name}" for name in dataset.names)
    connection.execute(
        f"CREATE TABLE compared AS SELECT staged.*, {values} FROM staged JOIN spelled USING (id)"
    )
    # Most questions have no row to tell: one glance at all of them spares the others.
    (found,) = connection.execute(f"SELECT {counts} FROM compared WHERE NOT shifted").fetchall()
    for (column, condition, problem), count in zip(questions, found, strict=True):
        if count and problem.rule == CONVERTED:
            yield from _converted(connection, column, condition, problem)
        elif count:
            shown = "NULL" if problem.rule == "empty_cell" else column.name
            told = _told(connection, condition, shown, problem, "compared")
            yield from causes.of_cells(told, column.kind) if problem.rule == NOT_OF_ITS_KIND else told


def _questions(column: Column) -> Iterator[tuple[str, Problem]]:
    """What can be wrong with the cells of a column: SQL that is true for such a row, and what is told of
    it."""
    name, kind, words = column.name, column.kind, {"title": column.title}
    if column.required and not column.may_be_unreported:
        message = N_("Row {row}: the column {title} ({column}) is empty. Enter {expected}.")
        problem = Problem("error", "empty_cell", message, column=name, expected=kind.expects, words=words)
        yield f"{name} IS NULL AND NOT is_total", problem
    message = N_("Row {row}, column {title} ({column}): “{value}” is not {expected}. Correct the cell.")
    problem = Problem("error", NOT_OF_ITS_KIND, message, column=name, expected=kind.expects, words=words)
    yield f"{name} IS NOT NULL AND value_{name} IS NULL AND NOT (is_total AND {is_total_sql(name)})", problem
    if kind.at_least is not None:
        message = N_(
            "Row {row}, column {title} ({column}): {value} is less than {expected}. Correct the cell."
        )
        rule = "negative" if kind.at_least == 0 else "out_of_range"
        yield (
            f"value_{name} < {kind.at_least}",
            Problem("error", rule, message, None, name, expected=str(kind.at_least), words=words),
        )
    if kind.at_most is not None:
        message = N_(
            "Row {row}, column {title} ({column}): {value} is more than {expected}. Correct the cell."
        )
        problem = Problem(
            "error", "out_of_range", message, None, name, expected=str(kind.at_most), words=words
        )
        yield f"value_{name} > {kind.at_most}", problem
    if kind.doubtful:
        message = N_(
            "Row {row}, column {title} ({column}): the code {value} has seven digits. If a spreadsheet took"
            " away the zero at its"
            " beginning, put it back, or add the organization to data/reference/organizations.csv."
        )
        condition = kind.doubtful.replace("value", f"value_{name}")
        yield (
            f"value_{name} IS NOT NULL AND ({condition})",
            Problem("warning", "doubtful_code", message, None, name, words=words),
        )
    if kind.converted:
        condition = kind.converted.replace("cell", name).replace("value", f"value_{name}")
        message = N_(
            "Column {column}: {count} values were read otherwise than written, first in row {row}:"
            " “{value}” as {expected}."
        )
        yield f"value_{name} IS NOT NULL AND ({condition})", Problem("note", CONVERTED, message, column=name)


def _converted(
    connection: duckdb.DuckDBPyConnection, column: Column, condition: str, note: Problem
) -> Iterator[Problem]:
    name = column.name
    count, row, cell, value = connection.execute(
        f"""SELECT count(*), min(source_row), min_by({name}, source_row), min_by(CAST(value_{name} AS VARCHAR), source_row)
            FROM compared WHERE {condition}"""
    ).fetchall()[0]
    yield replace(note, row=row, value=cell, expected=value, words={"count": f"{count:,}"})


def _told(
    connection: duckdb.DuckDBPyConnection,
    condition: str,
    shown: str,
    problem: Problem,
    source: str = "staged",
    bound: dict[str, str] | None = None,
) -> Iterator[Problem]:
    """`problem` for each row of `source` where `condition` holds, with the value `shown`; after the first
    ones, how many more.

    A shifted row is told once, not again for each of its cells."""
    rows = connection.execute(
        f"""SELECT source_row, header, CAST({shown} AS VARCHAR), count(*) OVER () FROM {source}
            WHERE coalesce({condition}, false) AND (NOT shifted OR $about_shifting) ORDER BY source_row LIMIT {MOST_TOLD}""",
        {"about_shifting": problem.rule == "shifted_row", **(bound or {})},
    ).fetchall()
    for row, header, value, _count in rows:
        words = {**problem.words, "title": header} if header and problem.column == ACROSS else problem.words
        yield replace(problem, row=row, value=value, words=words)
    if rows and rows[0][3] > MOST_TOLD:
        yield more(replace(problem, row=rows[-1][0]), rows[0][3] - MOST_TOLD)
