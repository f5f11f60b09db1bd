"""Amounts that are out of proportion to the others of their file: a column of percentages, or what is written in thousands."""

from collections.abc import Iterator
from decimal import Decimal

import duckdb

from language import N_
from loaders.problem import Choice, Problem, Question
from loaders.reading import Options, Reading
from loaders.totals import MOST_COMPARED
from loaders.units import LABELS, key_of

_FEWEST = 5
"""Of how many lines a habit is believed."""
_RARELY = 300
"""How many times less than what is allocated is hardly ever paid, on every line; nor allocated to one division of several."""
_LARGE = 500_000
"""Baht that are allocated, at least, in a table of which this is asked."""
_SMALL = 10_000
"""Baht that a division is allocated for more than this in at least one line."""


def out_of_proportion(
    connection: duckdb.DuckDBPyConnection, reading: Reading, options: Options
) -> Iterator[tuple[Problem | None, dict[str, str]]]:
    """What is asked of each column, and each division, whose amounts in `record` may be in another unit; or the answer."""
    if "disbursed" not in reading.dataset.names or connection.execute(f"FROM record OFFSET {MOST_COMPARED} LIMIT 1").fetchall():
        return
    for name in ("disbursed", "encumbered", "remaining"):
        if name in reading.positions:
            row, lines, total, most, allocated, highest = connection.execute(_OF_COLUMN.format(name=name)).fetchall()[0]
            is_tiny = lines >= _FEWEST and (most <= 100 or highest * _RARELY < 1)
            if is_tiny and allocated >= _LARGE and total * _RARELY < allocated:
                yield _asked(f"unit:{name}", _COLUMN, row, name, total, {"title": reading.dataset.column(name).title}, options)
    for division, row, total in connection.execute(_OF_DIVISION).fetchall():
        yield _asked(f"unit:{division}", _DIVISION, row, "allocation", total, {"division": division}, options)


def _asked(
    key: str, message: str, row: int, column: str, total: Decimal, words: dict[str, str], options: Options
) -> tuple[Problem | None, dict[str, str]]:
    key += key_of(total).removeprefix("unit:")
    if answer := options.answer(key):
        return None, {key: answer}
    question = Question(key, (Choice("baht", LABELS["baht"], "--unit baht", {column: total}),))
    return Problem("error", "unit_doubted", message, row, column, f"{total:,.2f}", words=words, question=question), {}


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
