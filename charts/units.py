"""How the figures of a chart's columns are written: each column in one unit, which its heading names."""

from collections.abc import Callable, Iterable, Sequence

from vocabulary import thai
from vocabulary.language import _

Write = Callable[[float | None], str]
LEAST_IN_MILLIONS = 5_000
"""Baht that still are 0.01 million."""


def of_baht(amounts: Iterable[float | None]) -> tuple[str, Write]:
    """The unit in which all these amounts are written, and what writes one: millions with two decimals, but
    whole baht where there are no millions or one of the amounts would become 0.00."""
    sizes = [abs(amount) for amount in amounts if not thai.is_missing(amount) and amount]
    if max(sizes, default=0) >= 1_000_000 and min(sizes) >= LEAST_IN_MILLIONS:
        return _("million baht"), lambda amount: _scaled(amount, 1_000_000, 2)
    return _("baht"), lambda amount: _scaled(amount, 1, 0)


def percent(value: float | None) -> str:
    """A percentage without its sign: "38.46"."""
    return thai.number(value, 2)


def ratio(value: float | None) -> str:
    """A ratio 0–1 as a percentage without its sign."""
    return thai.NOTHING if thai.is_missing(value) or value is None else percent(thai.as_percent(float(value)))


def signed(value: float | None, write: Write) -> str:
    """A change with its sign; what is written as zero has none."""
    if thai.is_missing(value) or value is None or write(abs(value)) == write(0):
        return write(value)
    return thai.signed(value, write)


def headed(name: str, unit: str) -> str:
    """The heading of a column, and below it the unit of its figures."""
    return f"{name}<br>{unit}"


def each(write: Write, values: Iterable[float | None]) -> Sequence[str]:
    """The texts of a column."""
    return [write(value) for value in values]


def _scaled(amount: float | None, by: int, decimals: int) -> str:
    return thai.NOTHING if thai.is_missing(amount) or amount is None else thai.number(amount / by, decimals)
