"""A table on its way into a file: operators change it, `written` lays it out."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from random import Random
from typing import Literal

from tests.variants.tables import Record, Table

Kind = Literal["line", "total", "heading", "header", "blank", "text"]


@dataclass(eq=False)
class Line:
    """A row of the table: a line that counts, or what an office writes between lines."""

    cells: Record
    kind: Kind = "line"
    true: Record = field(default_factory=dict)
    """What must be stored of it, where a line is a row of the truth."""

    def set(self, **cells: object) -> None:
        """Changes the line and the truth alike."""
        self.cells.update(cells)
        self.true.update(cells)


@dataclass(frozen=True)
class Cell:
    """What a cell shows, and where a workbook keeps it as a number or a date, that."""

    text: str
    value: Decimal | date | None = None


@dataclass(frozen=True)
class Written:
    """An amount that one cell shows otherwise than the rest of the table."""

    amount: Decimal
    rewrite: Callable[[str], str]


@dataclass(frozen=True)
class Sum:
    """What lines truly sum up to, or with a mistake of the office a little more."""

    of: tuple[Line, ...]
    more: Decimal = Decimal()

    def amount(self, column: str) -> Decimal:
        """The sum of a column."""
        return sum((Decimal(str(line.true.get(column) or 0)) for line in self.of), self.more)


Grid = list[list[Cell]]
THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


@dataclass
class Manner:
    """How the office writes what it knows."""

    divisor: int = 1
    thousands: str = ","
    decimals: str = "."
    drop_satang: bool = False
    digits: bool = False
    zero: str | None = None
    zeros: dict[str, str] = field(default_factory=dict)
    """Column → how a zero in it is written."""
    negative: str = "-{}"
    around: str = "{}"
    typed: bool = True
    """Whether a workbook keeps numbers as numbers."""
    percent: Callable[[Decimal], str] = str
    day: Callable[[date], object] = date.isoformat
    year: Callable[[int], str] = str

    def amount(self, column: str, value: Decimal) -> Cell:
        zero = self.zeros.get(column, self.zero)
        if value == 0 and zero is not None:
            return Cell(zero)
        exact = abs(value) / self.divisor
        text = self._marked(exact)
        text = self.around.format(self.negative.format(text) if value < 0 else text)
        plain = not self.digits and self.around == "{}" and self.negative == "-{}"
        return Cell(text.translate(THAI) if self.digits else text, value / self.divisor if plain and self.typed else None)

    def _marked(self, exact: Decimal) -> str:
        whole, _, rest = f"{exact:,f}".partition(".")
        rest = rest.rstrip("0") if self.divisor > 1 or self.drop_satang else rest
        return whole.replace(",", self.thousands) + (self.decimals + rest if rest else "")

    def whole(self, value: int) -> Cell:
        text = str(value)
        return Cell(text.translate(THAI) if self.digits else text, None if self.digits else Decimal(value))


@dataclass
class Draft:
    """A table, how it is headed and written, and what is true of it."""

    table: Table
    random: Random
    columns: list[str]
    headers: dict[str, str]
    lines: list[Line]
    above: list[list[str]]
    truth: list[Record]
    values: dict[str, str]
    tiers: list[dict[str, str]] = field(default_factory=list)
    """Rows over the header: column → the group it stands in."""
    below: list[list[str]] = field(default_factory=list)
    manner: Manner = field(default_factory=Manner)
    container: str = "utf8"
    delimiter: str = ","
    quoting: Literal["minimal", "all", "never"] = "minimal"
    newline: str = "\r\n"
    name: str = "data"
    sheet: str = "Sheet1"
    answers: dict[str, str] = field(default_factory=dict)
    """What is true where the file leaves it open: key of the question → answer."""
    touched: list[Line] = field(default_factory=list)
    """Lines that a warning may name."""
    names: list[str] = field(default_factory=list)
    """Headers and words that a warning may name."""
    on_cells: list[Callable[[Grid, "Draft"], Grid]] = field(default_factory=list)
    on_text: list[Callable[[str], str]] = field(default_factory=list)
    places: dict[int, Line] = field(default_factory=dict)
    """Row of the file → its line, once it is laid out."""

    @property
    def money(self) -> list[str]:
        """The columns that hold amounts in baht."""
        return [column for column in self.columns if column in BAHT]

    @property
    def counted(self) -> list[Line]:
        """The lines that count."""
        return [line for line in self.lines if line.kind == "line"]

    def word(self, column: str) -> str:
        return self.headers.get(column, column)

    def put(self, line: Line, place: int | None = None) -> Line:
        """Adds a line that does not count, which a warning may name."""
        self.lines.insert(len(self.lines) if place is None else place, line)
        self.touched.append(line)
        return line

    def name_column(self) -> str:
        """The column in which the office names its lines."""
        return next(column for column in ("item", "question", "measure", "dimension_no") if column in self.columns)


BAHT = frozenset(
    [
        *("allocation", "transfer_in", "transfer_out", "encumbered", "disbursed", "remaining", "revised", "last_year"),
        *("budget_planned", "budget_ordinance", "budget_spent"),
    ]
)


def chance(seed: object) -> Random:
    """The chance of one file: the same for the same seed."""
    return Random(str(seed))  # noqa: S311 - variety is wanted, not secrecy


def begun(table: Table, random: Random) -> Draft:
    """The true table, not yet changed by anybody."""
    truth = table.truth(table.records)
    one_to_one = len(truth) == len(table.records)
    lines = [Line(dict(record), true=truth[place] if one_to_one else {}) for place, record in enumerate(table.records)]
    return Draft(
        table,
        random,
        list(table.columns),
        dict(table.headers),
        lines,
        [list(row) for row in table.above],
        truth,
        dict(table.values),
    )


def cell(draft: Draft, column: str, value: object) -> Cell:
    """A value as the office writes it."""
    match value:
        case Cell():
            return value
        case Sum():
            return draft.manner.amount(column, value.amount(column))
        case Written():
            return Cell(value.rewrite(draft.manner.amount(column, value.amount).text))
        case Decimal() | int():
            return _number(draft.manner, column, value)
        case date():
            day = draft.manner.day(value)
            return day if isinstance(day, Cell) else Cell(str(day))
        case _:
            return Cell("" if value is None else str(value))


def _number(manner: Manner, column: str, value: Decimal | int) -> Cell:
    if isinstance(value, int):
        return Cell(manner.year(value)) if column == "fiscal_year" else manner.whole(value)
    if column in BAHT:
        return manner.amount(column, value)
    text = manner.percent(value)
    return Cell(text.translate(THAI) if manner.digits else text, value if text == str(value) else None)


def laid_out(draft: Draft) -> Grid:
    """The rows of the file, and in `places` which of them is which line."""
    grid = [[Cell(text) for text in row] for row in draft.above]
    grid += [[Cell(tier.get(column, "")) for column in draft.columns] for tier in draft.tiers]
    grid.append([Cell(draft.word(column)) for column in draft.columns])
    for line in draft.lines:
        if line.kind == "header":
            grid.append([Cell(draft.word(column)) for column in draft.columns])
        else:
            grid.append([cell(draft, column, line.cells.get(column)) for column in draft.columns])
        draft.places[len(grid)] = line
    grid += [[Cell(text) for text in row] for row in draft.below]
    width = len(draft.columns)
    grid = [row + [Cell("")] * (width - len(row)) for row in grid]
    for change in draft.on_cells:
        grid = change(grid, draft)
    return grid
