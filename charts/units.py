"""How the figures of a chart's columns are written: each column in one unit, which its heading names."""

from collections.abc import Callable, Iterable, Sequence
from statistics import median

from vocabulary import thai
from vocabulary.language import _

Write = Callable[[float | None], str]
MILLION, THOUSAND, ONE = 1_000_000, 1_000, 1
"""The units of baht."""
LEAST = {MILLION: 5_000, THOUSAND: 50}
"""Baht that still are 0.01 million, and 0.1 thousand."""
MIDDLE_IN_MILLIONS = 500_000
"""Baht of the row in the middle, of which less is hard to compare in millions."""
DECIMALS = {MILLION: 2, THOUSAND: 1, ONE: 0}


def unit_of(amounts: Iterable[float | None]) -> int:
    """The unit of baht in which all these amounts are written: the largest in which the one in the middle can
    be compared and none becomes zero; baht where there are no millions."""
    sizes = [abs(amount) for amount in amounts if not thai.is_missing(amount) and amount]
    if max(sizes, default=0) < MILLION or min(sizes) < LEAST[THOUSAND]:
        return ONE
    # So that the row in the middle can be compared: a few large rows must not make it 0.01.
    in_millions = median(sizes) >= MIDDLE_IN_MILLIONS and min(sizes) >= LEAST[MILLION]
    return MILLION if in_millions else THOUSAND


def name_of(unit: int) -> str:
    """What a unit of baht is called."""
    return {MILLION: _("million baht"), THOUSAND: _("thousand baht"), ONE: _("baht")}[unit]


def of_baht(amounts: Iterable[float | None]) -> tuple[str, Write]:
    """The name of the unit in which all these amounts are written, and what writes one."""
    unit = unit_of(amounts)
    return name_of(unit), lambda amount: _scaled(amount, unit, DECIMALS[unit])


def with_unit(amounts: Iterable[float | None]) -> Write:
    """What writes one of these amounts with the unit in which all are written: "0.38 million baht"."""
    name, write = of_baht(amounts)
    return lambda amount: thai.NOTHING if thai.is_missing(amount) else f"{write(amount)} {name}"


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


def counts(values: Iterable[int]) -> list[str]:
    """The texts of a column of counts, nothing where there are none."""
    return [thai.number(count) if count else "" for count in values]


def known(values: Iterable[float | None]) -> list[float | None]:
    """The figures of a column of an answer as Plotly takes them: None where there is none."""
    return [None if thai.is_missing(value) or value is None else float(value) for value in values]


def _scaled(amount: float | None, by: int, decimals: int) -> str:
    return thai.NOTHING if thai.is_missing(amount) or amount is None else thai.number(amount / by, decimals)
