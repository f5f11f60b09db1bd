"""A row for a data set before its values are read, and what is noticed on the way to it."""

from dataclasses import dataclass, field

from language import N_
from loaders.problem import Problem
from loaders.text import Row

_EDGES = " \t\r\n\u00a0\ufeff"
HEADING = "heading"
TOTAL, LINE, SUM = "total", "line", "sum"
"""What a row is: a total, a line of its own; or by its words a sum of others, which its figures have to show."""

Found = dict[str, str | None]
"""The text of each column of a row (None: empty)."""


@dataclass(frozen=True)
class Record:
    """One row for the data set: its number in the file, the text of each column (None: empty), for a value that stood under a
    header of its own, that header; what the row's own cells say beside figures, and the words by which it seems to be a sum."""

    row: int
    cells: Found
    header: str | None = None
    label: str | None = None
    hint: str | None = None


@dataclass
class Told:
    """What is noticed on the way: problems of rows, and notes of what was passed over and why."""

    problems: list[Problem] = field(default_factory=list)
    rows_read: int = 0
    asides: list[Row] = field(default_factory=list)
    """The rows between and below the records that say something and bring nothing."""

    def note(self, message: str, row: int, rule: str = "passed_over") -> None:
        """Notes what became of a row that is no record."""
        self.problems.append(Problem("note", rule, message, row=row))

    def heading(self, row: int) -> None:
        """Notes that a row was read as a heading."""
        self.note(N_("Row {row} has no amounts; it was read as a heading of the rows below it."), row, HEADING)


def trimmed(cell: str) -> str | None:
    """The text of a cell without white space around it; None where nothing is left."""
    return cell.strip(_EDGES) or None
