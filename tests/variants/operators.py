"""What an operator is, and the register of them all."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum

from tests.variants.draft import Draft
from tests.variants.tables import BUDGETS, TABLES


class Expect(IntEnum):
    """What the loader owes a file that the operator alone has written."""

    READ = 0
    """The truth is stored without a question: nothing is doubtful."""
    ASK = 1
    """The truth is stored, at the latest when what is asked is answered."""
    MAY = 2
    """Any honest end: the file does not hold enough to be sure, or is not worth reading."""


Change = Callable[[Draft], None]


@dataclass(frozen=True)
class Operator:
    """One way in which an office writes a table otherwise. Operators that share a slot contradict each other."""

    name: str
    slots: tuple[str, ...]
    tables: tuple[str, ...]
    expect: Expect
    tidy: Expect
    """What is expected of a tidy table, of which each row states everything."""
    change: Change

    def expected(self, table: str) -> Expect:
        """What the loader owes a table that this operator alone has written."""
        return self.tidy if table in TIDY else self.expect

    @property
    def place(self) -> int:
        """When its turn comes: what changes the truth first, what wraps the whole last."""
        return min(SLOTS.index(slot) for slot in self.slots)

    @property
    def does(self) -> str:
        """What it does, and what that does to the truth."""
        return " ".join((self.change.__doc__ or "").split())


SLOTS = (
    *("answers", "scale", "percent"),
    *(
        "figures",
        "order",
        "date",
        "total",
        "decrease",
        "unit",
        "blank",
        "surroundings",
        "columns",
        "rows",
        "letters",
        "container",
    ),
)
OPERATORS: dict[str, Operator] = {}


def operator(
    slots: str, tables: tuple[str, ...] = BUDGETS, expect: Expect = Expect.READ, tidy: Expect | None = None
) -> Callable[[Change], Change]:
    """Registers what changes a draft; it must change nothing else and take all chance from the draft."""

    def register(change: Change) -> Change:
        name = change.__name__
        assert name not in OPERATORS
        OPERATORS[name] = Operator(name, tuple(slots.split()), tables, expect, expect if tidy is None else tidy, change)
        return change

    return register


EVERY = tuple(TABLES)
TIDY = ("full", "long", "progress", "measures", "respondents")
WITH_TRANSFERS = ("full", "office")
WITH_PAYMENTS = ("full", "office", "small", "bare")
READ, ASK, MAY = Expect
