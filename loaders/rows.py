"""A row for a data set before its values are read, and what is noticed on the way to it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from loaders.problem import Problem
from vocabulary.language import N_
from vocabulary.spelling import difference

_EDGES = " \t\r\n\u00a0\ufeff"
HEADING = "heading"
PART = "/"
"""Between the cells of which a row's own words are."""
CELL = "\x1f"
"""Between the same cells as they are written, empty ones too."""
TOTAL, LINE, SUM, ABOVE = "total", "line", "sum", "above"
"""What a row is: a total, a line of its own, a total above its lines; or by its words a sum of others, which
its figures have to show."""

Row = tuple[int, list[str]]
"""The number that a spreadsheet gives to the row, and its cells."""

Cells = dict[str, str | None]
"""The text of each column of a row (None: empty)."""


@dataclass(frozen=True)
class Record:
    """One row for the data set: its number in the file, the text of each column (None: empty), for a value
    that stood under a header of its own, that header; the row's cells beside figures as they are written, and
    the words by which it seems to be a sum."""

    row: int
    cells: Cells
    header: str | None = None
    label: str | None = None
    hint: str | None = None


@dataclass
class Respelled:
    """How many cells are typed otherwise than they look, and the first of them: its row, what it says, and
    what differs."""

    cells: int = 0
    row: int | None = None
    text: str = ""
    difference: str = ""

    def take(self, row: int, written: list[str], record: list[str]) -> None:
        """Notices the cells of a row that were `written` otherwise than the `record` has them."""
        pairs = [pair for pair in zip(written, record, strict=True) if pair[0] != pair[1]]
        # The first is told, the others are counted.
        if not self.cells:
            typed, self.text = pairs[0]
            self.row = row
            self.difference = difference(typed, self.text) or ""
        self.cells += len(pairs)

    def problems(self) -> Iterator[Problem]:
        """The note of what was noticed, where anything was."""
        if self.cells:
            message = N_(
                "{count} cells hold invisible characters, other spaces or marks in another order and were"
                " read as they look; the"
                " first is in row {row}: “{value}” ({difference})."
            )
            words = {"count": f"{self.cells:,}", "difference": self.difference}
            yield Problem("note", "respelled", message, self.row, value=self.text, words=words)


@dataclass
class Notices:
    """What is noticed on the way: problems of rows, and notes of what was passed over and why."""

    problems: list[Problem] = field(default_factory=list)
    rows_read: int = 0
    rows_beside: list[Row] = field(default_factory=list)
    """The rows between and below the records that say something and bring nothing."""
    respelled: Respelled = field(default_factory=Respelled)

    def note(self, message: str, row: int, rule: str = "passed_over") -> None:
        """Notes what became of a row that is no record."""
        self.problems.append(Problem("note", rule, message, row=row))

    def heading(self, row: int) -> None:
        """Notes that a row was read as a heading."""
        message = N_("Row {row} has no amounts; it was read as a heading of the rows below it.")
        self.note(message, row, HEADING)


def trimmed(cell: str) -> str | None:
    """The text of a cell without white space around it; None where nothing is left."""
    return cell.strip(_EDGES) or None
