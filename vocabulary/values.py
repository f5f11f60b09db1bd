"""How a value is written by the unit of its column: in text, in a table that is seen, and in a file."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from vocabulary import thai
from vocabulary.columns import QUANTITIES, Unit, word
from vocabulary.formulas import harmless
from vocabulary.language import N_, _

FIGURES: tuple[Unit, ...] = ("count", "number", "baht", "percent", "ratio", "points")
DAYS: tuple[Unit, ...] = ("day", "moment")
Shown = Decimal | date | str | None
"""What a reader learns of a value: a figure, a day or words; nothing where there is none."""
DASHBOARD = "dashboard"
"""The column of the ways into an organization's own pages."""
_EXACT = {"baht": N_("{amount} baht"), "percent": N_("{percent}%"), "projects": N_("{count} projects")}


def is_figure(column: str) -> bool:
    """Whether the values of a column are numbers."""
    return QUANTITIES[column].unit in FIGURES


def is_day(column: str) -> bool:
    """Whether the values of a column are days."""
    return QUANTITIES[column].unit in DAYS


def is_address(column: str) -> bool:
    """Whether the values of a column are addresses, which lead to where they say."""
    return QUANTITIES[column].unit == "address"


def codes(value: Any) -> list[str]:
    """The codes that stand in a cell of several; none where nothing does."""
    return [] if thai.is_missing(value) else str(value).split()


def addresses(text: str) -> list[str]:
    """The addresses that stand in a cell, of the web alone."""
    return [each for each in text.split() if each.lower().startswith(("https://", "http://"))]


def decimals(column: str) -> int:
    """How many decimals the values of a column are written with."""
    return 0 if QUANTITIES[column].unit == "count" else 2


def value_of(column: str, value: Any) -> Shown:
    """A value as readers are to learn it, whatever it is written on: rounded as offices round, a ratio as
    percent, a moment as the day that it was in Thailand, a code as its word."""
    unit = QUANTITIES[column].unit
    if thai.is_missing(value):
        return None
    if unit in DAYS:
        day = thai.in_thailand(value) if unit == "moment" else value
        # pandas has days as moments.
        return day.date() if isinstance(day, datetime) else day
    # Where nothing was reported yet a word stands in the figure's place (tables.with_unreported).
    if unit in FIGURES and not isinstance(value, str):
        return thai.rounded(thai.as_percent(value) if unit == "ratio" else value, decimals(column))
    if unit == "words":
        return ", ".join(map(word, codes(value)))
    return word(value, column) if unit == "word" else str(value)


def on_paper(column: str, value: Any) -> str:
    """A value as a printed table has it: figures with thousands separators, "–" where there is none."""
    match value_of(column, value):
        case None:
            return thai.NOTHING
        case Decimal() as figure:
            return thai.digits(f"{figure:,}")
        case date() as day:
            return thai.day(day)
        case str() as words:
            # Line breaks of a spreadsheet's cell; paper breaks lines by itself.
            return " ".join(words.split()) if QUANTITIES[column].unit in ("text", "address") else words


def on_screen(column: str, value: Any) -> float | str | None:
    """A value as a table on the screen has it: as on paper, but figures stay numbers, so that they sort,
    unless Thai digits are wanted."""
    match value_of(column, value):
        case None:
            return None
        case Decimal() as figure if not thai.with_thai_digits():
            return float(figure)
    return on_paper(column, value)


def in_file(column: str, value: Any) -> str:
    """A value as a CSV has it: plain numbers, ISO dates, no formula; empty where there is none."""
    match value_of(column, value):
        case None:
            return ""
        case str() as words:
            return harmless(words)
        case plain:
            return str(plain)


def in_text(column: str, value: Any) -> str:
    """A value as text has it, with its unit; large amounts in millions."""
    match QUANTITIES[column].unit:
        case "baht":
            return thai.baht(value)
        case "ratio":
            return thai.percent(value)
        case "percent" if not thai.is_missing(value):
            return f"{thai.number(value, 2)}%"
        case "day":
            return thai.day(value)
        case "word":
            return word(value, column)
        case unit if unit in FIGURES:
            return thai.number(value, decimals(column))
    return str(value)


def exact(value: float | None, unit: str) -> str:
    """A figure with its unit to the last satang, as figures are told that contradict each other. `unit` is
    baht, percent, projects, or count, which has no word."""
    if value is None or thai.is_missing(value):
        return thai.NOTHING
    figure = thai.number(value, 2 if unit in ("baht", "percent") else 0)
    return _(_EXACT.get(unit, "{count}")).format(amount=figure, percent=figure, count=figure)
