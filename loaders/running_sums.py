"""The lines of a table from the first to the last, what they come to at each place, and which rows are what lines come to."""

import re
from dataclasses import dataclass
from decimal import Decimal

from loaders.rows import PART
from loaders.words import squeezed

_SOUNDS_LIKE_ONE = re.compile(
    rf"(^|{PART})(รวม|ยอด|ทั้งสิ้น|ทั้งหมด|สุทธิ|ยกไป|ยกมา|สรุป|(grand|sub)?-?total|sum|balance|carried|brought)|total(s)?($|{PART})"
)
MANY_DIGITS = 5
"""How many significant digits of a sum hardly agree by chance."""
Amounts = tuple[Decimal, ...]


@dataclass(frozen=True)
class Row:
    """A row with amounts: its number; what it says beside them; `hint`, how it came in (`total` by a whole cell and its place,
    `sum` by its words, else nothing); the groups that it stands in; its amounts in the order of `Dataset.amounts` (baht
    or counts; nothing is 0)."""

    number: int
    label: str
    hint: str
    groups: tuple[str | None, ...]
    amounts: Amounts

    @property
    def key(self) -> str:
        """Under which an answer is remembered for such a row."""
        return f"row:{squeezed(self.label)}"

    @property
    def sounds_like_a_total(self) -> bool:
        """Whether its words are worth a second look."""
        return bool(self.hint) or _SOUNDS_LIKE_ONE.search(squeezed(self.label)) is not None


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

    def add(self, row: Row) -> None:
        """One more line."""
        for at, value in enumerate(row.groups):
            if not self.rows or self.rows[-1].groups[at] != value:
                self.begin[at] = len(self.rows)
        self.rows.append(row)
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
        least = 1 if row.sounds_like_a_total or is_marked else 2
        starts = (*self.starts, self.places.get(wanted, len(self.rows)))
        return next((at for at in starts if len(self.rows) - at >= least and self.sums[at] == wanted), None)

    def is_almost_their_sum(self, row: Row) -> bool:
        """Whether an amount of many digits is the sum of all lines since one of the starts, or a baht off."""
        for at in self.starts:
            if len(self.rows) - at >= 2:
                totals = minus(self.sums[-1], self.sums[at])
                pairs = [pair for pair in zip(row.amounts, totals, strict=True) if digits(pair[1]) >= MANY_DIGITS]
                if any(abs(amount - total) <= 1 for amount, total in pairs):
                    return True
        return False

    def resembles_their_sum(self, row: Row) -> bool:
        """Whether one of the amounts is the sum of the lines since one of the starts, or larger than each and 2/5 of all."""
        starts = [at for at in self.starts if len(self.rows) - at >= 2]
        return any(self._resembles(row, minus(self.sums[-1], self.sums[at]), at) for at in starts)

    def _resembles(self, row: Row, total: Amounts, start: int) -> bool:
        if any(amount == each and digits(amount) > 1 for amount, each in zip(row.amounts, total, strict=True)):
            return True
        largest = max(max(line.amounts) for line in self.rows[start:])
        return max(row.amounts) > largest and 5 * max(row.amounts) >= 2 * max(total)


def digits(amount: Decimal) -> int:
    """How many digits of an amount are significant."""
    return len(str(abs(int(amount * 100))).rstrip("0"))
