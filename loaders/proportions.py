"""Amounts that are out of proportion to the others of their file: a column of percentages, or what is written in thousands."""

from decimal import Decimal

import duckdb

from language import N_
from loaders.problem import Asked, Choice, Problem, Question
from loaders.reading import Options, Reading
from loaders.units import LABELS, key_of

_FEWEST = 5
"""Of how many lines a habit is believed."""
_RARELY = 300
"""How many times less than what is allocated is hardly ever paid, on every line; nor allocated to one division of several."""
_LARGE = 500_000
"""Baht that are allocated, at least, in a table of which this is asked."""
_SMALL = 10_000
"""Baht that a division is allocated for more than this in at least one line."""


def out_of_proportion(connection: duckdb.DuckDBPyConnection, reading: Reading, options: Options) -> Asked:
    """Asks of each column, and each division, whose amounts in `record` may be in another unit."""
    found = Asked()
    if "disbursed" not in reading.dataset.names:
        return found
    for name in ("disbursed", "encumbered", "remaining"):
        if name in reading.positions:
            row, lines, total, most, allocated, highest = connection.execute(_OF_COLUMN.format(name=name)).fetchall()[0]
            is_tiny = lines >= _FEWEST and (most <= 100 or highest * _RARELY < 1)
            if is_tiny and allocated >= _LARGE and total * _RARELY < allocated:
                words = {"title": reading.dataset.column(name).title}
                found.ask(_doubted(name, _COLUMN, row, name, total, words), options.answer)
    for division, row, total in connection.execute(_OF_DIVISION).fetchall():
        found.ask(_doubted(division, _DIVISION, row, "allocation", total, {"division": division}), options.answer)
    return found


def _doubted(what: str, message: str, row: int, column: str, total: Decimal, words: dict[str, str]) -> Problem:
    key = f"unit:{what}{key_of(total).removeprefix('unit:')}"
    question = Question(key, (Choice("baht", LABELS["baht"], "--unit baht", {column: total}),))
    return Problem("error", "unit_doubted", message, row, column, f"{total:,.2f}", words=words, question=question)


_OF_COLUMN = """
    SELECT min(source_row), count(*), sum({name}), max({name}), sum(allocation), max({name} / allocation)
    FROM record WHERE {name} > 0 AND allocation > 0"""
_OF_DIVISION = f"""
    WITH of_division AS (
        SELECT division, min(source_row) AS row, sum(allocation) AS total, max(allocation) AS most, count(*) AS lines
        FROM record WHERE allocation > 0 AND division IS NOT NULL GROUP BY division)
    SELECT division, row, total FROM of_division
    WHERE most <= {_SMALL} AND lines > 1 AND (SELECT count(*) FROM of_division) > 2
      AND total * {_RARELY} < (SELECT median(total) FROM of_division)
    ORDER BY row"""
_COLUMN = N_(
    "Column {title} ({column}), from row {row} on: the amounts are hardly anything of what is allocated, {value} together."
    " Are these baht? If they are percentages, or thousands of baht, correct the column and load the file again."
)
_DIVISION = N_(
    "{division}, from row {row} on: {value} together is far less than any other division is allocated. Are these baht? If they"
    " are thousands of baht, correct them and load the file again."
)
