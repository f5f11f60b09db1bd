"""Amounts that are out of proportion to the others of their file: a column of percentages, or what is written
in thousands."""

from decimal import Decimal

import duckdb

from loaders.checks.units import LABELS, key_of
from loaders.layout.planned_quarters import QUARTERLY
from loaders.layout.reading import Options, Reading
from loaders.problem import Choice, Outcome, Problem, Question
from vocabulary.language import N_

_FEWEST, _FEWEST_SHARES = 5, 3
"""Of how many lines a habit is believed; and that all amounts are percentages."""
_RARELY = 300
"""How many times less than what is allocated is hardly ever paid, on every line; nor allocated to one
division of several."""
_MEAN_SHARE = 20
"""Percentages of what is paid are hardly ever less on an average."""
_LARGE, _LARGE_FOR_SHARES = 500_000, 50_000
"""Baht that are allocated, at least, in a table of which this is asked; and of which it is asked for
percentages."""
_PARTS = {
    "allocation": ("disbursed", "encumbered", "remaining", *QUARTERLY),
    "budget_ordinance": ("budget_spent",),
}
"""Column → those of which it is the whole."""
_SMALL = 10_000
"""Baht that a division is allocated for more than this in at least one line."""


def out_of_proportion(connection: duckdb.DuckDBPyConnection, reading: Reading, options: Options) -> Outcome:
    """Asks of each column, and each division, whose amounts in `record` may be in another unit."""
    outcome = Outcome()
    for whole, parts in _PARTS.items():
        for name in parts if whole in reading.positions else ():
            if name in reading.positions and (tiny := _tiny(connection, whole, name)):
                words = {"title": reading.dataset.column(name).title}
                outcome.ask(_doubted(name, _COLUMN, tiny[0], name, tiny[1], words), options.answer)
    if "disbursed" not in reading.dataset.names:
        return outcome
    for division, row, total in connection.execute(_OF_DIVISION).fetchall():
        outcome.ask(
            _doubted(division, _DIVISION, row, "allocation", total, {"division": division}), options.answer
        )
    return outcome


def _tiny(connection: duckdb.DuckDBPyConnection, whole: str, name: str) -> tuple[int, Decimal] | None:
    """The first row with an amount, and the sum, of a column that holds hardly anything of `whole`, or
    percentages."""
    query = _OF_COLUMN.format(name=name, whole=whole)
    row, lines, total, most, allocated, highest = connection.execute(query).fetchall()[0]
    # 40.00, 30.00 and 55.50 beside 50,000, 100,000 and 20,000 are percentages.
    are_shares = lines and most <= 100 and total >= _MEAN_SHARE * lines
    fewest, large = (_FEWEST_SHARES, _LARGE_FOR_SHARES) if are_shares else (_FEWEST, _LARGE)
    if (
        lines < fewest
        or allocated < large
        or total * _RARELY >= allocated
        # One line of which a usual part is paid shows that the column is in baht.
        or (most > 100 and highest * _RARELY >= 1)
    ):
        return None
    return row, total


def _doubted(
    subject: str, message: str, row: int, column: str, total: Decimal, words: dict[str, str]
) -> Problem:
    key = f"unit:{subject}{key_of(total).removeprefix('unit:')}"
    question = Question(key, (Choice("baht", LABELS["baht"], "--unit baht", {column: total}),))
    return Problem(
        "error", "unit_doubted", message, row, column, f"{total:,.2f}", words=words, question=question
    )


_OF_COLUMN = """
    SELECT min(source_row), count(*), sum({name}), max({name}), sum({whole}), max({name} / {whole})
    FROM record WHERE {name} > 0 AND {whole} > 0"""
_OF_DIVISION = f"""
    WITH of_division AS (
        SELECT division, min(source_row) AS row, sum(allocation) AS total, max(allocation) AS most,
               count(*) AS lines
        FROM record WHERE allocation > 0 AND division IS NOT NULL GROUP BY division)
    SELECT division, row, total FROM of_division
    WHERE most <= {_SMALL} AND lines > 1 AND (SELECT count(*) FROM of_division) > 2
      AND total * {_RARELY} < (SELECT median(total) FROM of_division)
    ORDER BY row"""
_COLUMN = N_(
    "Column {title} ({column}), from row {row} on: the amounts are hardly anything of what is allocated,"
    " {value} together."
    " Are these baht? If they are percentages, or thousands of baht, correct the column and load the file"
    " again."
)
_DIVISION = N_(
    "{division}, from row {row} on: {value} together is far less than any other division is allocated. Are"
    " these baht? If they"
    " are thousands of baht, correct them and load the file again."
)
