"""What is wrong with single rows and cells: a question to DuckDB each, over all rows that are not plain."""

from collections.abc import Iterator
from dataclasses import replace

import duckdb

from loaders.checks import error_causes
from loaders.checks.shifted_amounts import shifted_amounts
from loaders.checks.staging import MOST_TOLD, further_rows
from loaders.layout.reading import Options, Reading
from loaders.problem import Problem, Severity
from loaders.schema.common import NOBODY
from loaders.schema.dataset import Column, Dataset
from loaders.schema.kinds import PERCENT, SHARE
from loaders.text_patterns import is_total_sql
from vocabulary.language import N_

CONVERTED, NOT_OF_ITS_KIND, SHIFTED = "converted", "not_of_its_kind", "shifted_row"
ACROSS = "score_percent"
"""The column whose values may stand under headers of their own."""


def row_problems(
    connection: duckdb.DuckDBPyConnection, reading: Reading, options: Options
) -> Iterator[Problem]:
    """What is wrong with rows and cells of a table that is staged, spelled and separated."""
    dataset = reading.dataset
    yield from _contradicted_titles(connection, reading)
    yield from _examples(connection, dataset)
    yield from shifted_amounts(connection, reading, options)
    if not reading.is_printed:
        yield from _blanks_below_values(connection, dataset)
    if not connection.execute("FROM staged LIMIT 1").fetchall():
        return  # all rows are plain
    yield from _amounts_for_texts(connection, dataset)
    yield from _cell_problems(connection, dataset)
    # Rules compare values, so they come after the kinds of the cells.
    for rule in dataset.rules:
        message = N_("Row {row}, column {title} ({column}): {value} is refused, because {reason}.")
        words = {"reason": rule.message, "title": dataset.column(rule.column).title}
        problem = Problem("error", rule.name, message, column=rule.column, words=words)
        yield from _of_each_row(connection, rule.broken, rule.column, problem, source="spelled")
    yield from _contradicted_options(connection, reading, options)


def _blanks_below_values(connection: duckdb.DuckDBPyConnection, dataset: Dataset) -> Iterator[Problem]:
    """Columns that a printed table fills once and a program's table in every row, where some rows lack
    them."""
    message = N_(
        "Column {title} ({column}): {count} rows have no value here, the first is row {row}."
        " They were stored without"
        " one; if the value above holds for them too, write it in every row."
    )
    spanning = [column for column in dataset.columns if column.spans and not column.required]
    if not spanning:
        return
    asked = [f"count({each.name}), min(source_row) FILTER ({each.name} IS NULL)" for each in spanning]
    rows, *answers = connection.execute(f"SELECT count(*), {', '.join(asked)} FROM record").fetchall()[0]
    for column, filled, first in zip(spanning, answers[::2], answers[1::2], strict=True):
        if 0 < filled < rows:
            words = {"title": column.title, "count": f"{rows - filled:,}"}
            yield Problem("warning", "blank_below_value", message, first, column.name, words=words)


def _examples(connection: duckdb.DuckDBPyConnection, dataset: Dataset) -> Iterator[Problem]:
    """Example rows of a template that were left in the file; a file with no other row is refused."""
    column = next(name for name in NOBODY if name in dataset.names)
    query = f"""
        SELECT min(source_row), count(*) = (SELECT count(*) FROM record) FROM record
        WHERE {column} = $nobody HAVING count(*) > 0
    """
    alone = N_(
        "The file holds the example row of the template (row {row}) and no other. Write your own rows in its"
        " place, and load the file again."
    )
    beside = N_(
        "Row {row} is the example of the template. Delete it: it would be stored as an organization"
        " that is none."
    )
    for row, is_alone in connection.execute(query, {"nobody": NOBODY[column]}).fetchall():
        severity: Severity = "error" if is_alone else "warning"
        message = alone if is_alone else beside
        yield Problem(severity, "example_row", message, row, column, NOBODY[column])


def _contradicted_titles(connection: duckdb.DuckDBPyConnection, reading: Reading) -> Iterator[Problem]:
    """What the titles say otherwise than the caller, however either spells it."""
    message = N_(
        "Row {row}: the title above the header says {value} for {title} ({column}), but"
        " {expected} was given as an"
        " option."
    )
    for name, title in reading.titles.items():
        column = reading.dataset.column(name)
        option = reading.given[name].value
        # ๓๑ มีนาคม ๒๕๖๕ and 2022-03-31 are one day, so both are read before they are compared.
        query = f"SELECT {column.kind.value('$printed')} IS NOT DISTINCT FROM {column.kind.value('$option')}"
        if connection.execute(query, {"printed": title.value, "option": option}).fetchall() != [(True,)]:
            rule = error_causes.CONTRADICTS
            words = {"title": column.title}
            yield Problem("error", rule, message, title.row, name, title.value, expected=option, words=words)


def _contradicted_options(
    connection: duckdb.DuckDBPyConnection, reading: Reading, options: Options
) -> Iterator[Problem]:
    """Rows that say otherwise than the caller."""
    message = N_(
        "Row {row}, column {title} ({column}): the file says {value}, but {expected} was given as an option."
    )
    for name, option in options.values.items():
        if name in reading.positions:
            column = reading.dataset.column(name)
            words = {"title": column.title}
            problem = Problem(
                "error", error_causes.CONTRADICTS, message, column=name, expected=option, words=words
            )
            differs = f"{name} IS NOT NULL AND {name} IS DISTINCT FROM {column.kind.value('$given')}"
            bound = {"given": option}
            yield from _of_each_row(connection, differs, name, problem, source="spelled", bound=bound)


def _amounts_for_texts(connection: duckdb.DuckDBPyConnection, dataset: Dataset) -> Iterator[Problem]:
    """Amounts where a text belongs. Where it may not be empty, the row is shifted to the left; where it may,
    the row is shifted to the right, or a cell is split."""
    required = [name for name in dataset.texts if name in dataset.required]
    # Four rows of the municipality's printed budget lack the division's cell, and all else moved left.
    if required and not dataset.is_about_people:
        amount = ", ".join(f"CASE WHEN is_amount({name}) THEN {name} END" for name in required)
        problem = Problem("error", SHIFTED, _SHIFTED)
        yield from _of_each_row(connection, "shifted", f"coalesce({amount})", problem)
    for name in dataset.texts:
        if name not in dataset.required:
            words = {"title": dataset.column(name).title}
            problem = Problem("error", "amount_in_text", _AMOUNT_IN_TEXT, column=name, words=words)
            # 500 in a remark may count something; 284,500 is half a row that moved.
            is_amount = f"is_amount({name}) AND regexp_matches({name}, '[.,]')"
            yield from _of_each_row(connection, is_amount, name, problem)


def _cell_problems(connection: duckdb.DuckDBPyConnection, dataset: Dataset) -> Iterator[Problem]:
    """Cells that are empty, not of their kind or out of range, and a note of values that were converted,
    column by column."""
    conditions = [(column, *each) for column in dataset.columns for each in _conditions(column)]
    counts = ", ".join(f"count(*) FILTER ({condition})" for _column, condition, _problem in conditions)
    values = ", ".join(f"spelled.{name} AS value_{name}" for name in dataset.names)
    connection.execute(
        f"CREATE TABLE compared AS SELECT staged.*, {values} FROM staged JOIN spelled USING (id)"
    )
    # Most conditions hold for no row: one glance at all of them spares the others.
    (rows,) = connection.execute(f"SELECT {counts} FROM compared WHERE NOT shifted").fetchall()
    for (column, condition, problem), count in zip(conditions, rows, strict=True):
        if count and problem.rule == CONVERTED:
            yield _converted(connection, column, condition, problem)
        elif count:
            shown = "NULL" if problem.rule == "empty_cell" else column.name
            problems = _of_each_row(connection, condition, shown, problem, source="compared")
            is_of_kind = problem.rule != NOT_OF_ITS_KIND
            yield from problems if is_of_kind else error_causes.of_cells(problems, column.kind)


def _conditions(column: Column) -> Iterator[tuple[str, Problem]]:
    """What can be wrong with the cells of a column: SQL that is true for such a row, and the problem."""
    name = column.name
    kind = column.kind
    words = {"title": column.title}
    if column.required and not column.may_be_unreported:
        message = N_("Row {row}: the column {title} ({column}) is empty. Enter {expected}.")
        problem = Problem("error", "empty_cell", message, column=name, expected=kind.expects, words=words)
        yield f"{name} IS NULL AND NOT is_total", problem
    message = N_("Row {row}, column {title} ({column}): “{value}” is not {expected}. Correct the cell.")
    problem = Problem("error", NOT_OF_ITS_KIND, message, column=name, expected=kind.expects, words=words)
    # The word รวม itself may stand in a column of numbers, and is no wrong number.
    yield f"{name} IS NOT NULL AND value_{name} IS NULL AND NOT (is_total AND {is_total_sql(name)})", problem
    yield from _limits(column)
    # What is measured is asked about as a whole (scores.py).
    if kind in (SHARE, PERCENT):
        problem = Problem("error", "fraction", _FRACTION, column=name, words=words)
        yield f"value_{name} < 2 AND has_more_decimals({name})", problem
    if kind.doubtful:
        problem = Problem("warning", "doubtful_code", _SEVEN_DIGITS, column=name, words=words)
        doubtful = kind.doubtful.replace("value", f"value_{name}")
        yield f"value_{name} IS NOT NULL AND ({doubtful})", problem
    if kind.contradicted:
        problem = Problem("error", "other_year", _OTHER_YEAR, column=name, words=words)
        contradicted = kind.contradicted.replace("cell", name).replace("value", f"value_{name}")
        yield f"value_{name} IS NOT NULL AND ({contradicted.replace('year', 'value_fiscal_year')})", problem
    if kind.converted:
        converted = kind.converted.replace("cell", name).replace("value", f"value_{name}")
        problem = Problem("note", CONVERTED, _READ_OTHERWISE, column=name, words=words)
        yield f"value_{name} IS NOT NULL AND ({converted})", problem


def _limits(column: Column) -> Iterator[tuple[str, Problem]]:
    """The same of values that are too small or too large."""
    name = column.name
    words = {"title": column.title}
    least, most = column.kind.at_least, column.kind.at_most
    if least is not None:
        rule = "negative" if least == 0 else "out_of_range"
        problem = Problem("error", rule, _TOO_SMALL, column=name, expected=str(least), words=words)
        yield f"value_{name} < {least}", problem
    if most is not None:
        problem = Problem("error", "out_of_range", _TOO_LARGE, column=name, expected=str(most), words=words)
        yield f"value_{name} > {most}", problem


def _converted(
    connection: duckdb.DuckDBPyConnection, column: Column, condition: str, note: Problem
) -> Problem:
    """The note of how many values of a column were read otherwise than written, with the first."""
    cell = column.name
    value = f"CAST(value_{column.name} AS VARCHAR)"
    ((count, row, written, read),) = connection.execute(
        f"""SELECT count(*), min(source_row), min_by({cell}, source_row), min_by({value}, source_row)
            FROM compared WHERE {condition}"""
    ).fetchall()
    return replace(note, row=row, value=written, expected=read, words={**note.words, "count": f"{count:,}"})


def _of_each_row(
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
            WHERE coalesce({condition}, false) AND (NOT shifted OR $about_shifting)
            ORDER BY source_row LIMIT {MOST_TOLD}""",
        {"about_shifting": problem.rule == SHIFTED, **(bound or {})},
    ).fetchall()
    for row, header, value, _count in rows:
        words = {**problem.words, "title": header} if header and problem.column == ACROSS else problem.words
        yield replace(problem, row=row, value=value, words=words)
    if rows and rows[0][3] > MOST_TOLD:
        yield further_rows(replace(problem, row=rows[-1][0]), rows[0][3] - MOST_TOLD)


_SHIFTED = N_(
    "Row {row} seems to be shifted to the left: the amount {value} stands where a text belongs."
    " The cell of the division seems to be missing; insert it and move the others to the right."
)
_AMOUNT_IN_TEXT = N_(
    "Row {row}, column {title} ({column}): an amount, {value}, stands in a column of text. The"
    " row seems to be"
    " shifted; move its cells to where they belong."
)
_FRACTION = N_(
    "Row {row}, column {title} ({column}): “{value}” may be a fraction, of which 1 is all. Write percentages"
    " with at most two decimals: 76.92 and not 0.7692."
)
_SEVEN_DIGITS = N_(
    "Row {row}, column {title} ({column}): the code {value} has seven digits. If a spreadsheet took"
    " away the zero at its"
    " beginning, put it back, or add the organization to data/reference/organizations.csv."
)
_OTHER_YEAR = N_(
    "Row {row}, column {title} ({column}): “{value}” is no month of the fiscal year of this row. Correct the"
    " month, or the fiscal year."
)
_READ_OTHERWISE = N_(
    "Column {title} ({column}): {count} values were read otherwise than written, first in row {row}:"
    " “{value}” as {expected}."
)
_TOO_SMALL = N_("Row {row}, column {title} ({column}): {value} is less than {expected}. Correct the cell.")
_TOO_LARGE = N_("Row {row}, column {title} ({column}): {value} is more than {expected}. Correct the cell.")
