"""The lines of a table from the first to the last, what they come to at each place, and which rows are what
lines come to."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import accumulate, pairwise

from loaders.layout.reading import arabic
from loaders.rows import CELL, PART
from loaders.text_patterns import squeezed

# Worth a second look and no more: รวมงานกีฬาและนันทนาการ is an ordinary line.
_SOUNDS_LIKE_ONE = re.compile(
    rf"(^|{PART})(รวม|ยอด|ทั้งสิ้น|ทั้งหมด|สุทธิ|ยกไป|ยกมา|สรุป|(grand|sub)?-?total|sum|balance|carried|brought)|total(s)?($|{PART})"
)
# "   1.2 ค่าจ้าง" and "   1.3 ค่าวัสดุ" look alike: the same indent, a number of two parts.
_SHAPE = re.compile(r"(\s*)([-–—•*○]|[(]?\d+(?:\.\d+)*[.)]?(?=\s|$))?")
_OUTLINE = re.compile(r"\s*[(]?(\d+(?:\.\d+)*)[.)]?(?![\d.])")
_BULLET = re.compile(r"\s*[-–—•*○]\s*[^\s\d]")
DEDUCTS = re.compile(r"^(หัก|ลบ|less\b)", re.IGNORECASE)
"""How a cell begins that calls its row a deduction."""
# ในจำนวนนี้เป็นเงินอุดหนุน
_IS_PART = re.compile(
    rf"(^|{PART}|[-–•])(ในจำนวนนี้|ในนี้|โดยเป็น|แยกเป็น|จำแนกเป็น|ประกอบด้วย|ได้แก่|ofwhich|including)"
)
_IS_FIGURE = re.compile(r"[\d\s.,()+–%-]+")
MOST_ENDS = 8
"""How many ends of a group are tried, where lines of nothing follow it."""
MANY_DIGITS = 5
"""How many significant digits of a sum hardly agree by chance."""
Amounts = tuple[Decimal, ...]


@dataclass(frozen=True)
class Row:
    """A row with amounts: its number; the cells beside them as they are written; `hint`, how it came in
    (`total` by a whole cell and its place, `sum` by its words, else nothing); the groups that it stands in;
    its amounts in the order of `Dataset.proving` (baht or counts; nothing is 0)."""

    number: int
    written: str
    hint: str
    groups: tuple[str | None, ...]
    amounts: Amounts

    @cached_property
    def cells(self) -> tuple[str, ...]:
        """What it says beside its amounts."""
        return tuple(text for cell in self.written.split(CELL) if (text := cell.strip()))

    @cached_property
    def label(self) -> str:
        """Its own words: what it says beside all figures, where there is anything."""
        words = [cell for cell in self.cells if not _IS_FIGURE.fullmatch(cell)]
        return f" {PART} ".join(words or self.cells)

    @cached_property
    def look(self) -> tuple[str, ...]:
        """Which of its cells it fills, and how each begins: its indent, a dash, a number of how many
        parts."""
        return tuple(_shape(cell) for cell in self.written.split(CELL))

    @cached_property
    def outline(self) -> tuple[str, ...]:
        """By which number each of its cells begins, such as 1.2; "" by none."""
        begins = (_OUTLINE.match(arabic(cell)) for cell in self.written.split(CELL))
        return tuple(found[1] if found else "" for found in begins)

    @property
    def key(self) -> str:
        """Under which an answer is remembered for such a row."""
        return f"row:{squeezed(self.label)}"

    @property
    def deducts(self) -> bool:
        """Whether it is called a deduction, and is written like an addition."""
        # หัก เงินที่ส่งคืน (5,000.00) is taken away already; with 5,000.00 it would be added.
        return any(map(DEDUCTS.search, self.cells)) and max(self.amounts) > 0

    @property
    def sounds_like_a_part(self) -> bool:
        """Whether it is called a part of what stands above it."""
        return _IS_PART.search(squeezed(self.label)) is not None

    @property
    def sounds_like_a_total(self) -> bool:
        """Whether its words are worth a second look."""
        return bool(self.hint) or _SOUNDS_LIKE_ONE.search(squeezed(self.label)) is not None


def is_numbered_below(child: Row, row: Row) -> bool:
    """Whether a row's number makes it a part of the other: 1.2 of 1."""
    pairs = zip(child.outline, row.outline, strict=False)
    return any(one.startswith(f"{other}.") for one, other in pairs if other)


def is_set_below(child: Row, row: Row) -> bool:
    """Whether a row is written as a part of the other: indented more, with a dash, by its number, or within
    the group of which the other has the name."""
    pairs = [*zip(child.written.split(CELL), row.written.split(CELL), strict=False)]
    return (
        is_numbered_below(child, row)
        or any(one.strip() and other.strip() and _indent(one) > _indent(other) for one, other in pairs)
        or any(_BULLET.match(one) and other.strip() and not _BULLET.match(other) for one, other in pairs)
        or (child.groups == row.groups and _is_named_as_its_group(row) and not _is_named_as_its_group(child))
    )


def _is_named_as_its_group(row: Row) -> bool:
    """Whether a row has the name of a group in which it stands: ค่าวัสดุ in the category ค่าวัสดุ."""
    return any(group and row.cells.count(group) > 1 for group in row.groups)


def _indent(cell: str) -> int:
    return len(cell) - len(cell.lstrip())


def ends(rows: Sequence[Row]) -> tuple[int, int]:
    """The numbers of the first and the last of rows, in whatever direction they are."""
    numbers = rows[0].number, rows[-1].number
    return min(numbers), max(numbers)


def plus(one: Amounts, other: Amounts) -> Amounts:
    """Both together, column by column."""
    return tuple(a + b for a, b in zip(one, other, strict=True))


def minus(one: Amounts, other: Amounts) -> Amounts:
    """One less the other, column by column."""
    return tuple(a - b for a, b in zip(one, other, strict=True))


class Lines:
    """The lines so far, and what they come to at each place."""

    def __init__(self, width: int) -> None:
        self.rows: list[Row] = []
        self.sums: list[Amounts] = [(Decimal(0),) * width]
        self.places: dict[Amounts, int] = {self.sums[0]: 0}
        self.begin: dict[int, int] = {}
        """Where the group of each spanning column begins."""
        self.after_total = 0
        self.deductions: list[Row] = []

    def add(self, row: Row) -> None:
        """One more line."""
        for at, value in enumerate(row.groups):
            if not self.rows or self.rows[-1].groups[at] != value:
                self.begin[at] = len(self.rows)
        self.rows.append(row)
        if row.deducts:
            self.deductions.append(row)
        self.sums.append(plus(self.sums[-1], row.amounts))
        self.places[self.sums[-1]] = len(self.rows)

    @property
    def starts(self) -> tuple[int, ...]:
        """Where a total's lines would begin: at the top, after the last total, where a group begins."""
        return tuple(dict.fromkeys((self.after_total, *sorted(self.begin.values(), reverse=True), 0)))

    def summed_by(self, row: Row, *, is_marked: bool) -> int | None:
        """Where the lines begin that the row sums, all up to the last one; None where it sums none."""
        if not any(row.amounts) or not self.rows:
            return None
        wanted = minus(self.sums[-1], row.amounts)
        # Two equal lines prove nothing; a total of one line is called so.
        least = 1 if row.sounds_like_a_total or is_marked else 2
        starts = (*self.starts, self.places.get(wanted, len(self.rows)))
        return next((at for at in starts if len(self.rows) - at >= least and self.sums[at] == wanted), None)

    def is_their_sum_less(self, row: Row) -> bool:
        """Whether the row is the sum of all lines since one of the starts, where deductions among them are
        taken away."""
        for at in self.starts:
            expected = minus(self.sums[-1], self.sums[at])
            begins = self.rows[at].number if at < len(self.rows) else None
            taken = [line.amounts for line in self.deductions if begins is not None and line.number >= begins]
            for amounts in taken:
                # Once for being added, once for being taken away.
                expected = minus(expected, plus(amounts, amounts))
            if taken and expected == row.amounts:
                return True
        return False

    def is_almost_their_sum(self, row: Row) -> bool:
        """Whether an amount of many digits is the sum of all lines since one of the starts, or a baht off."""
        for at in self.starts:
            if len(self.rows) - at >= 2:
                totals = minus(self.sums[-1], self.sums[at])
                # 30,000 is round by itself.
                pairs = (
                    (amount, total)
                    for amount, total in zip(row.amounts, totals, strict=True)
                    if digits(total) >= MANY_DIGITS and digits(amount) >= MANY_DIGITS - 2
                )
                if any(abs(amount - total) <= 1 for amount, total in pairs):
                    return True
        return False

    def resembles_their_sum(self, row: Row) -> bool:
        """Whether one of the amounts is the sum of the lines since one of the starts, or larger than each and
        2/5 of all."""
        starts = [at for at in self.starts if len(self.rows) - at >= 2]
        return any(self._resembles(row, minus(self.sums[-1], self.sums[at]), at) for at in starts)

    def _resembles(self, row: Row, total: Amounts, start: int) -> bool:
        if any(
            amount == each and digits(amount) > 1 for amount, each in zip(row.amounts, total, strict=True)
        ):
            return True
        largest = max(max(line.amounts) for line in self.rows[start:])
        # Less than two fifths of the lines is no total that somebody mistyped.
        return max(row.amounts) > largest and 5 * max(row.amounts) >= 2 * max(total)


def digits(amount: Decimal) -> int:
    """How many digits of an amount are significant."""
    # The zeros of 1,250,000.00 agree by rounding.
    return len(str(abs(int(amount * 100))).rstrip("0"))


def _shape(cell: str) -> str:
    if not cell.strip():
        return ""
    beginning = _SHAPE.match(cell)
    assert beginning
    indent = len(beginning[1])
    mark = re.sub(r"\d+", "1", beginning[2] or "")
    return f"{indent}{mark}x"


Group = tuple[int, int]
"""Of rows one after the other: the place of a sum, and where the lines that follow it end."""


def groups(rows: Sequence[Row], amounts: Sequence[Amounts]) -> list[Group]:
    """The rows that are by `amounts` the sums of all lines between them and the next sum, such that most rows
    are in groups."""
    before = list(accumulate(amounts, plus, initial=(Decimal(0),) * len(amounts[0])))
    places: dict[Amounts, list[int]] = {}
    best = [(0, 0)] * (len(rows) + 1)
    """How many rows from here on are in groups, and in how many (counted down)."""
    ends = [0] * len(rows)
    # From the last row up, so that what follows a group is settled when the group is looked at.
    for at in range(len(rows) - 1, -1, -1):
        if at + 2 <= len(rows):
            places.setdefault(before[at + 2], []).append(at + 2)
        best[at] = best[at + 1]
        if not any(amounts[at]):
            continue
        for end in places.get(plus(before[at + 1], amounts[at]), [])[-MOST_ENDS:]:
            covered, fewest = best[end]
            # A copy of the line below it sums nothing.
            is_copy = end == at + 2 and rows[at].label == rows[at + 1].label
            if (reached := (covered + end - at, fewest - 1)) > best[at] and not is_copy:
                best[at], ends[at] = reached, end
    chosen = list[Group]()
    at = 0
    while at < len(rows):
        if ends[at]:
            chosen.append((at, ends[at]))
            at = ends[at]
        else:
            at += 1
    return chosen


def blocks(rows: Sequence[Row], most: int) -> tuple[list[list[Row]], Amounts] | None:
    """Blocks one after the other, `most` + 1 at most, of which each comes to the same, with what that is;
    None where rows fall into none."""
    if not rows:
        return None
    sums = list(accumulate((row.amounts for row in rows), plus, initial=(Decimal(0),) * len(rows[0].amounts)))
    places = {each: at for at, each in enumerate(sums)}
    # From many to few: what falls into four equal blocks falls into two as well.
    for times in range(most + 1, 1, -1):
        # In whole satang, or the parts cannot be equal.
        if any(sums[-1]) and not any(each * 100 % times for each in sums[-1]):
            once = tuple(each / times for each in sums[-1])
            ends = [places.get(tuple(each * number for each in once)) for number in range(times + 1)]
            if None not in ends:
                return [list(rows[first:last]) for first, last in pairwise(end or 0 for end in ends)], once
    return None
