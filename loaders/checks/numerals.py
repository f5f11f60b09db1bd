"""How a file writes its figures: which mark is the decimal one, and whether a comma between thousands has
split a cell in two."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

import duckdb

from loaders.layout.reading import Options, Reading, arabic
from loaders.problem import Choice, Outcome, Problem, Question
from loaders.schema.dataset import Column
from vocabulary.language import N_

POINT, COMMA = "point", "comma"

# 444000,284,500 without quotation marks: 284 and 500, or 284,500.
_FIRST_HALF, _SECOND_HALF = re.compile(r"[(+-]?[1-9]\d{0,2}"), re.compile(r"\d{3}(\.\d{1,2})?\)?")


def split_amount(cells: Sequence[str]) -> tuple[str, str] | None:
    """Two neighbouring cells that may be the halves of one amount, written with a comma and without quotation
    marks."""
    bare = [arabic(cell).strip() for cell in cells]
    pairs = pairwise(bare)
    return next(
        (pair for pair in pairs if _FIRST_HALF.fullmatch(pair[0]) and _SECOND_HALF.fullmatch(pair[1])), None
    )


def split_amount_problem(row: int, first: str, second: str) -> Problem:
    """A row that may be read in two ways."""
    message = N_(
        "Row {row} can be read in two ways: “{first_half}” and “{second_half}” as two amounts, or “{value}”"
        " as one, written with"
        " a comma and without quotation marks. Save the file from the spreadsheet again, or put amounts"
        " with commas in"
        " quotation marks."
    )
    words = {"first_half": first, "second_half": second}
    return Problem("error", "split_amount", message, row, value=f"{first},{second}", words=words)


def split_rows(connection: duckdb.DuckDBPyConnection, reading: Reading) -> Iterator[Problem]:
    """The rows of `staged` as wide as the header in which an amount may be split nevertheless: 000 stands
    right of one to three digits; or a number stands in a column of text, and two neighbours may be halves."""
    columns = [
        (at, reading.dataset.column(name))
        for name, at in sorted(reading.positions.items(), key=lambda each: each[1])
    ]
    pairs = [
        (left.name, right.name)
        for (at, left), (next_to_it, right) in pairwise(columns)
        if at + 1 == next_to_it and left.kind.is_figure
    ]
    numbers = (
        " OR ".join(
            f"is_number(arabic({column.name}))"
            for _at, column in columns
            if column.name in reading.dataset.texts
        )
        or "false"
    )
    for left, right in pairs:
        query = f"""
            SELECT source_row, {left}, {right} FROM staged
            WHERE regexp_full_match({left}, '[1-9]\\d{{0,2}}(\\.00)?')
              AND regexp_full_match({right}, '\\d{{3}}(\\.\\d{{1,2}})?')
              AND (regexp_full_match({right}, '000(\\.0+)?') OR {numbers})
            ORDER BY source_row LIMIT 20"""
        for row, first, second in connection.execute(query).fetchall():
            yield split_amount_problem(row, first.removesuffix(".00"), second.removesuffix(".00"))


@dataclass
class Marks(Outcome):
    """The columns in which the comma is the decimal mark."""

    commas: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class _Evidence:
    """In how many cells of a column the decimal mark is plainly a point, plainly a comma; in how many a comma
    parts thousands if it is not the decimal mark; how many have a point before three digits; in how many
    these are decimals, since a comma parts thousands; the first row of the first three kinds and of the
    doubtful ones."""

    column: Column
    points: int
    commas: int
    grouped: int
    doubtful: int
    three: int
    first_point: int | None
    first_comma: int | None
    first_grouped: int | None
    first_doubtful: int | None


# Plain are 1250.50 and 1,250.5; 1.250 is not, since its point may part thousands.
_PLAINLY = (
    r"[+-]?(\d+|\d{1,3}(THOUSANDS\d{3})+)DECIMAL(\d{1,2}|\d{4,})"
    r"|[+-]?\d{1,3}(THOUSANDS\d{3}){2,}(DECIMAL\d+)?|[+-]?\d{1,3}(THOUSANDS\d{3})+DECIMAL\d+"
)


def _plainly(thousands: str, decimal: str) -> str:
    return _PLAINLY.replace("THOUSANDS", thousands).replace("DECIMAL", decimal)


def marks(
    connection: duckdb.DuckDBPyConnection, reading: Reading, options: Options, *, in_baht: bool, is_text: bool
) -> Marks:
    """Which columns of `staged` have decimal commas. `in_baht`: amounts are, so that three decimals are none;
    `is_text`: numbers were written by hand, not by a spreadsheet."""
    outcome = Marks()
    every = [
        _evidence(connection, column, is_text) for column in reading.dataset.columns if column.kind.is_figure
    ]
    has_commas = any(each.commas for each in every)
    has_points = any(each.grouped or each.points for each in every if not each.commas)
    doubtful: list[_Evidence] = []
    # A file writes all its figures in one way: 120,000 beside 20,00 is a slip in one of them.
    other = (
        next((each.first_grouped for each in every if each.grouped and not each.commas), None)
        if in_baht
        else None
    )
    for each in every:
        if each.commas and (each.points or each.grouped or other):
            outcome.problems.append(_mixed(each, each.first_point or other))
        elif each.commas:
            outcome.commas.add(each.column.name)
        elif each.doubtful and not each.three and in_baht and each.column.kind.spelling in ("money", "whole"):
            # 150.000 beside 766,000.00 is a slip: there a comma parts the thousands.
            if each.grouped:
                outcome.problems.append(_odd(connection, each))
            # 50.000 beside 100,00 is fifty thousand: the file's decimal mark is the comma.
            elif has_commas and not has_points:
                outcome.commas.add(each.column.name)
            else:
                doubtful.append(each)
    if doubtful:
        _ask(connection, doubtful, options, outcome)
    return outcome


def _evidence(connection: duckdb.DuckDBPyConnection, column: Column, is_text: bool) -> _Evidence:
    cells = f"(SELECT source_row, figure({column.name}) AS cell FROM staged WHERE {column.name} IS NOT NULL)"
    # A spreadsheet ends no number with 0, so that 1.250 in one is a text that somebody typed.
    doubtful = r"[+-]?\d{1,3}\.\d{3}" if is_text else r"[+-]?\d{1,3}\.\d\d0"
    grouped = r"[+-]?\d{1,3}(,\d{3})+"
    conditions = (
        _plainly(",", r"\."),
        _plainly(r"\.", ","),
        rf"{grouped}(\.\d+)?",
        doubtful,
        rf"{grouped}\.\d{{3}}",
    )
    matches = [f"regexp_full_match(cell, '{condition}')" for condition in conditions]
    counts = ", ".join(f"count(*) FILTER ({match})" for match in matches)
    rows = ", ".join(f"min(source_row) FILTER ({match})" for match in matches[:4])
    return _Evidence(column, *connection.execute(f"SELECT {counts}, {rows} FROM {cells}").fetchall()[0])


def _mixed(each: _Evidence, other: int | None) -> Problem:
    message = N_(
        "Column {title} ({column}): the decimal mark is a comma in row {row} and not in others, such as row"
        " {other}."
        " Write all amounts in one way, for example 1250.50."
    )
    words = {"title": each.column.title, "other": str(other or "–")}
    return Problem("error", "mixed_decimals", message, each.first_comma, each.column.name, words=words)


def _odd(connection: duckdb.DuckDBPyConnection, each: _Evidence) -> Problem:
    query = f"SELECT {each.column.name} FROM staged WHERE source_row = $row"
    ((cell,),) = connection.execute(query, {"row": each.first_doubtful}).fetchall()
    message = N_(
        "Row {row}, column {title} ({column}): “{value}” has a point where other amounts have a comma, so"
        " it may be a thousand"
        " times more. Write it with a comma, or with two decimals."
    )
    words = {"title": each.column.title}
    return Problem("error", "odd_decimals", message, each.first_doubtful, each.column.name, cell, words=words)


def _ask(
    connection: duckdb.DuckDBPyConnection, doubtful: list[_Evidence], options: Options, outcome: Marks
) -> None:
    names = [each.column.name for each in doubtful]
    key = f"decimal:{'+'.join(names)}"
    if answer := options.answer(key):
        outcome.answered[key] = answer
        outcome.commas |= set(names) if answer == COMMA else set()
        return
    row, cell = connection.execute(
        f"""SELECT source_row, {names[0]} FROM staged
            WHERE regexp_full_match(figure({names[0]}), '[+-]?\\d{{1,3}}\\.\\d{{3}}')
            ORDER BY source_row LIMIT 1"""
    ).fetchall()[0]
    message = N_(
        "Row {row}, column {title} ({column}): “{value}” can be read in two ways. Is the point the decimal"
        " mark, or does it part"
        " the thousands?"
    )
    choices = (
        Choice(
            POINT,
            N_("the point is the decimal mark"),
            "--decimal point",
            _sums(connection, names, "figure({})"),
        ),
        Choice(
            COMMA,
            N_("the point parts the thousands"),
            "--decimal comma",
            _sums(connection, names, "with_point(figure({}))"),
        ),
    )
    words = {"title": doubtful[0].column.title}
    question = Question(key, choices)
    outcome.problems.append(
        Problem("error", "decimal_asked", message, row, names[0], cell, words=words, question=question)
    )


def _sums(connection: duckdb.DuckDBPyConnection, names: Sequence[str], read: str) -> dict[str, Decimal]:
    sums = ", ".join(
        f"sum(TRY_CAST(replace({read.format(name)}, ',', '') AS DECIMAL(38, 2)))" for name in names
    )
    (staged,) = connection.execute(f"SELECT {sums} FROM staged WHERE NOT is_total").fetchall()
    (plain,) = connection.execute(
        f"SELECT {', '.join(f'sum({name})' for name in names)} FROM plain"
    ).fetchall()
    return {
        name: (one or Decimal(0)) + (other or Decimal(0))
        for name, one, other in zip(names, staged, plain, strict=True)
    }
