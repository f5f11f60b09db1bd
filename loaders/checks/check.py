"""From rows to a table that may be stored, or to all that is wrong with a file at once. Every check is one
question to DuckDB over all rows that are not plain; what concerns all rows is asked of all."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from types import MappingProxyType

import duckdb

from loaders.checks import amounts, error_causes, projects, workbench
from loaders.checks.contradictions import contradictions
from loaders.checks.control import Control, control, unexpected_sums
from loaders.checks.negative_questions import negative_questions
from loaders.checks.other_years import of_other_years
from loaders.checks.quarter_plans import quarter_plans
from loaders.checks.repeated_lines import repeated_lines
from loaders.checks.row_problems import row_problems
from loaders.checks.staging import Progress, Source
from loaders.checks.unknown_columns import unknown_columns
from loaders.files.original import Original
from loaders.files.sheets import OF_ONE, Sheet
from loaders.layout.forms import settle
from loaders.layout.headers import recognise
from loaders.layout.planned_quarters import QUARTERLY
from loaders.layout.reading import Options, Reading
from loaders.layout.survey_responses import DROPPED
from loaders.layout.unknown_headers import unknown_headers
from loaders.limits import AT_REST, IN_MEMORY, MOST_COLUMNS
from loaders.problem import LoadError, Outcome, Problem, Severity
from loaders.rows import Notices, Row
from loaders.schema.dataset import Dataset
from vocabulary.language import N_

_IN_COMMON = ("organization_code", "fiscal_year", "as_of")
"""What the lines of a report have in common, of the key by which they are named."""
HEAD = 200
"""How many rows are looked at to understand a table."""
FEW = 10_000
"""Up to so many rows are copied for the checks: to plan a question through views takes longer than to ask."""


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
        message = N_("The file holds no header row. Its first row must name the columns.")
        raise LoadError(Problem("error", "no_header", message, row=1))
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
    notices = Notices()
    # What the table is, before what it holds.
    reading, answered = settle(recognise(head, options), sheet.text, options, notices)
    source = Source(sheet.text, reading, original.scratch, original.size, sheet.name or "")
    table = amounts.read(source, head, options, progress)
    try:
        return _checked(original, sheet, options, folder, table, reading, notices, answered)
    except LoadError:
        workbench.end(table.connection)
        raise


def _checked(
    original: Original,
    sheet: Sheet,
    options: Options,
    folder: Path | None,
    table: amounts.Amounts,
    reading: Reading,
    notices: Notices,
    answered: dict[str, str],
) -> Checked:
    connection, dataset = table.connection, reading.dataset
    _split_lines_and_totals(connection, dataset, table.notices)
    _settle_quarters(connection, reading, options, table)
    blanks = amounts.ask_about_blanks(connection, reading, options, table)
    _arrange(connection, dataset, blanks.is_zero, "TABLE" if original.size <= IN_MEMORY else "VIEW")
    sums = control(connection, dataset)
    # All that is wrong is told at once, so that a file is corrected once.
    left_open = _left_open(connection, reading, sheet, options, table)
    problems = left_open.problems + notices.problems + table.notices.problems + table.problems
    problems += unexpected_sums(sums, options, dataset)
    problems += error_causes.of_given(row_problems(connection, reading, options), reading)
    if not problems_of("error", problems):
        # Sums of what is wrong would prove nothing.
        implausible = amounts.implausible_totals(connection, reading, options, folder, sums.lines)
        problems += implausible.problems
        answered |= implausible.answered
    if not problems_of("error", problems) and not sums.lines:
        problems.append(_no_rows(sheet))
    # What concerns the whole file stands first.
    problems.sort(key=lambda problem: problem.row or 0)
    if problems_of("error", problems):
        # A file that is refused drops nothing at the door: nothing of it came in.
        raise LoadError(*(problem for problem in problems if problem.rule != DROPPED))
    workbench.rest(connection)
    return Checked(
        reading,
        connection,
        sheet.text.encoding,
        table.notices.rows_read,
        sums,
        problems,
        original,
        answered | table.answered | left_open.answered,
    )


def _left_open(
    connection: duckdb.DuckDBPyConnection,
    reading: Reading,
    sheet: Sheet,
    options: Options,
    table: amounts.Amounts,
) -> Outcome:
    """What the columns that are not read, the words around the table and rows that repeat others leave
    open."""
    totals = {row for (row,) in connection.execute("SELECT source_row FROM total").fetchall()}
    outcome = unknown_columns(reading, sheet.text, options, totals)
    # A column that is asked about is not told as unknown as well.
    asked = {problem.value for problem in outcome.problems}
    headers = unknown_headers(reading, options)
    outcome.problems += [problem for problem in headers if problem.value not in asked]
    # Two reports below each other repeat each other's lines: the heading between them is to be told then.
    contradicted = [*contradictions(connection, reading, sheet, table.notices.rows_beside)]
    # While the unit is open, the sums of what repeats would depend on it.
    may_be_one_report = not contradicted and not table.unit.is_open
    outcome.add(repeated_lines(connection, reading.dataset, options, may_be_one_report=may_be_one_report))
    outcome.problems = [*projects.numbered_anew(connection, reading, outcome.problems)]
    outcome.problems += contradicted
    outcome.add(negative_questions(connection, reading, options))
    outcome.problems += of_other_years(connection, reading)
    outcome.problems += projects.cancelled_projects(connection, reading, sheet)
    return outcome


def _no_rows(sheet: Sheet) -> Problem:
    if sheet.name is None:
        message = N_("The file holds no data row, only headers or totals.")
        return Problem("error", "no_rows", message)
    message = N_(
        "The sheet {value} holds no data row, only headers or totals. If it sums up other sheets, load those"
        " one by one, saved as"
        " files of their own."
    )
    return Problem("error", "no_rows", message, value=sheet.name, option=OF_ONE)


def problems_of(severity: Severity, problems: list[Problem] | tuple[Problem, ...]) -> list[Problem]:
    """Those of `problems` that are of one severity."""
    return [problem for problem in problems if problem.severity == severity]


def _settle_quarters(
    connection: duckdb.DuckDBPyConnection, reading: Reading, options: Options, table: amounts.Amounts
) -> None:
    """Leaves out of the rows what their columns of quarters do not plan."""
    table.add(plans := quarter_plans(connection, reading, options))
    if plans.are_other or plans.nothing:
        kept = {name: plans.kept(name) for name in QUARTERLY}
        _split_lines_and_totals(connection, reading.dataset, table.notices, kept)


def _split_lines_and_totals(
    connection: duckdb.DuckDBPyConnection,
    dataset: Dataset,
    notices: Notices,
    kept: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """`record`: the rows that are records; `total`: what total rows state; with what is `kept` of some
    columns (SQL)."""
    names = ", ".join(dataset.names)
    replaced = ", ".join(f"{sql} AS {name}" for name, sql in kept.items())
    these = f"SELECT * REPLACE ({replaced})" if kept else "SELECT *"
    spelled = f"SELECT source_row, {names} FROM spelled WHERE NOT shifted AND"
    # Only rows that took the longer way have lost their place.
    order = "ORDER BY source_row" if connection.execute("FROM spelled LIMIT 1").fetchall() else ""
    kind = "TABLE" if notices.rows_read <= FEW else "VIEW"
    connection.execute(
        f"""
        CREATE OR REPLACE {kind} record AS {these} FROM (FROM plain UNION ALL {spelled} NOT is_total) {order};
        CREATE OR REPLACE {kind} total AS {these} FROM ({spelled} is_total) ORDER BY source_row;
        """
    )


def _arrange(connection: duckdb.DuckDBPyConnection, dataset: Dataset, is_zero: str, kind: str) -> None:
    """`checked`, a TABLE or, for what is too much to hold twice, a VIEW: the records, with their occurrence
    where lines may repeat; a cell that may be unreported is 0 where `is_zero`."""
    unreported = [column.name for column in dataset.columns if column.may_be_unreported]
    zeros = ", ".join(f"CASE WHEN {is_zero} THEN 0 ELSE {name} END AS {name}" for name in unreported)
    line = f"SELECT * REPLACE ({zeros}) FROM record" if zeros and is_zero != "false" else "FROM record"
    key = ", ".join(dataset.key)
    names = ", ".join(name for name in dataset.key if name not in _IN_COMMON)
    # A key that lacks a part repeats nothing; its empty cell is told by itself.
    whole = " AND ".join(f"{name} IS NOT NULL" for name in dataset.key if name in dataset.required)
    # Of ten million keys only the few that may be repeated are compared as a whole.
    connection.execute(
        f"""
        CREATE TABLE suspect AS
        SELECT hash({key}) AS hashed FROM record WHERE {whole} GROUP BY hashed HAVING count(*) > 1;
        CREATE TABLE repeated AS
        SELECT source_row, first_row, occurrence, name FROM (
            SELECT source_row, min(source_row) OVER (PARTITION BY {key}) AS first_row,
                   concat_ws(' / ', {names}) AS name,
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
