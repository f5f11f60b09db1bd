"""What a blank cell among payments means: nothing was paid, which is proven or asked, or nothing was
reported."""

from dataclasses import dataclass
from decimal import Decimal

import duckdb

from loaders.checks.remaining_amounts import remaining_sql
from loaders.layout.reading import Options, Reading
from loaders.problem import Choice, Outcome, Problem, Question
from vocabulary.language import N_

ZERO, MISSING = "zero", "missing"
_HABIT = 2
"""How many blank cells, where none says 0, show that this is how nothing is written."""


@dataclass
class Blanks(Outcome):
    """Where a blank payment is 0 (SQL over `record`)."""

    is_zero: str = "false"


@dataclass(frozen=True)
class _Counts:
    """Of the lines with an allocation: how many there are, how many state the payment, of how many blank ones
    the remaining amount proves that nothing was paid; how many say 0; the first blank one that is not proven;
    whether a printed total is the sum of the others; that sum."""

    lines: int
    stated: int
    proven: int
    zeros: int
    first_open: int | None
    is_total: bool
    total: Decimal | None

    @property
    def blank(self) -> int:
        """How many lines leave the payment blank."""
        return self.lines - self.stated


def blanks(connection: duckdb.DuckDBPyConnection, reading: Reading, options: Options) -> Blanks:
    """What the blank cells of a column that may be unreported mean, in the lines `record`."""
    column = next((column for column in reading.dataset.columns if column.may_be_unreported), None)
    if column is None:
        return Blanks()
    name = column.name
    proven = f"{name} IS NULL AND coalesce(remaining = {remaining_sql(options.encumbered)}, false)"
    # Of a gross commitment of 20.00 up to 20.00 may be paid; what is left says nothing of it.
    if options.encumbered == "gross":
        proven += " AND coalesce(encumbered, 0) = 0"
    counts = _counts(connection, name, proven)
    # A cell that cannot be read is told by itself, and is not blank.
    unread = f"""FROM staged JOIN spelled USING (id)
        WHERE staged.{name} IS NOT NULL AND spelled.{name} IS NULL LIMIT 1"""
    if not counts.blank or connection.execute(unread).fetchall():
        return Blanks()
    words = {"title": column.title, "count": f"{counts.blank:,}"}
    # An ordinance: no column of payments, or one that is blank from the first line to the last.
    if counts.stated == 0 and (name not in reading.positions or not counts.proven):
        return Blanks([Problem("note", "unreported", _UNREPORTED, column=name, words=words)])
    is_habit = counts.zeros == 0 and counts.blank >= _HABIT
    if counts.blank == counts.proven or counts.is_total or is_habit:
        note = Problem("note", "blank_is_zero", _PROVEN, column=name, words=words)
        return Blanks([note], is_zero=f"{name} IS NULL")
    words["count"] = f"{counts.blank - counts.proven:,}"
    question = _question(name, counts.total)
    problem = Problem("error", "blank_asked", _ASKED, counts.first_open, name, words=words, question=question)
    # Whatever is answered of the others, the remaining amount proves these to be 0.
    is_zero = f"{name} IS NULL" if options.answer(question.key) == ZERO else proven
    outcome = Blanks(is_zero=is_zero)
    outcome.ask(problem, options.answer)
    return outcome


def _counts(connection: duckdb.DuckDBPyConnection, name: str, proven: str) -> _Counts:
    query = f"""
        SELECT count(*), count({name}), count(*) FILTER ({proven}), count(*) FILTER ({name} = 0),
               min(source_row) FILTER ({name} IS NULL AND NOT ({proven})),
               EXISTS (FROM total WHERE total.{name} = (SELECT sum({name}) FROM record)), sum({name})
        FROM record WHERE allocation IS NOT NULL"""
    return _Counts(*connection.execute(query).fetchall()[0])


def _question(name: str, total: Decimal | None) -> Question:
    sums = {name: Decimal(total or 0)}  # in either case: what differs is whether it is all
    choices = (
        Choice(ZERO, N_("nothing was paid: 0"), "--blank zero", sums),
        Choice(MISSING, N_("not reported yet: left blank"), "--blank missing", sums),
    )
    return Question(f"blank:{name}", choices)


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
