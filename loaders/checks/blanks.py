"""What a blank cell among payments means: nothing was paid, which is proven or asked, or nothing was
reported."""

from dataclasses import dataclass, field
from decimal import Decimal

import duckdb

from loaders.checks.identities import left
from loaders.layout.reading import Options, Reading
from loaders.problem import Choice, Problem, Question
from vocabulary.language import N_

ZERO, MISSING = "zero", "missing"
_HABIT = 2
"""How many blank cells, where none says 0, show that this is how nothing is written."""


@dataclass
class Blanks:
    """Where a blank payment is 0 (SQL over `record`); what is told or asked; the answers that served."""

    is_zero: str = "false"
    problems: list[Problem] = field(default_factory=list)
    answered: dict[str, str] = field(default_factory=dict)


def blanks(connection: duckdb.DuckDBPyConnection, reading: Reading, options: Options) -> Blanks:
    """What the blank cells of a column that may be unreported mean, in the lines `record`."""
    found = Blanks()
    column = next((column for column in reading.dataset.columns if column.may_be_unreported), None)
    if column is None:
        return found
    name = column.name
    proven = f"{name} IS NULL AND coalesce(remaining = {left(options.encumbered)}, false)"
    if options.encumbered == "gross":  # what is paid of a commitment does not show in the rest
        proven += " AND coalesce(encumbered, 0) = 0"
    counts = f"""
        SELECT count(*), count({name}), count(*) FILTER ({proven}), count(*) FILTER ({name} = 0),
               min(source_row) FILTER ({name} IS NULL AND NOT ({proven})),
               EXISTS (FROM total WHERE total.{name} = (SELECT sum({name}) FROM record)), sum({name})
        FROM record WHERE allocation IS NOT NULL"""
    lines, stated, by_remaining, zeros, first, is_total, total = connection.execute(counts).fetchall()[0]
    blank = lines - stated
    unread = f"FROM staged JOIN spelled USING (id) WHERE staged.{name} IS NOT NULL AND spelled.{name} IS NULL LIMIT 1"
    if (
        not blank or connection.execute(unread).fetchall()
    ):  # a cell that cannot be read is told by itself, and is not blank
        return found
    words = {"title": column.title, "count": f"{blank:,}"}
    if stated == 0 and (name not in reading.positions or not by_remaining):
        found.problems.append(Problem("note", "unreported", _UNREPORTED, column=name, words=words))
        return found
    if blank == by_remaining or is_total or (zeros == 0 and blank >= _HABIT):
        found.is_zero = f"{name} IS NULL"
        found.problems.append(Problem("note", "blank_is_zero", _PROVEN, column=name, words=words))
        return found
    key, words = f"blank:{name}", words | {"count": f"{blank - by_remaining:,}"}
    answer = options.answer(key)
    found.is_zero = f"{name} IS NULL" if answer == ZERO else proven
    if answer:
        found.answered[key] = answer
        return found
    sums = {name: Decimal(total or 0)}  # in either case: what differs is whether it is all
    choices = (
        Choice(ZERO, N_("nothing was paid: 0"), "--blank zero", sums),
        Choice(MISSING, N_("not reported yet: left blank"), "--blank missing", sums),
    )
    found.problems.append(
        Problem("error", "blank_asked", _ASKED, first, name, words=words, question=Question(key, choices))
    )
    return found


_UNREPORTED = N_(
    "No line states the column {title} ({column}). It was read as an ordinance of which no payments are"
    " reported yet;"
    " that is not 0."
)
_PROVEN = N_(
    "Column {title} ({column}): {count} blank cells were read as 0. The remaining amount, a printed total"
    " or the habit of the"
    " column shows it."
)
_ASKED = N_(
    "Column {title} ({column}) is blank in {count} lines that have an allocation, the first in row {row}."
    " What does the blank"
    " mean?"
)
