"""The fiscal calendar of Thai offices: both eras, the fiscal year with its quarters and rounds, and when
reports are due. Years are of the Buddhist era unless a name says otherwise.

fiscal_calendar.sql says the same to DuckDB, under the same names; what only SQL asks stands there alone."""

from datetime import date, timedelta
from pathlib import Path

MACROS = Path(__file__).with_suffix(".sql")
"""The calendar as macros of DuckDB."""
BUDDHIST_ERA = 543
"""How many years the Buddhist era is ahead of the Common Era."""
FIRST_YEAR, LAST_YEAR = 2500, 2642
"""The years that a cell may name; any other is a slip of the pen."""
FIRST_MONTH = 10
"""The fiscal year begins in October of the year before."""
QUARTERS = (1, 2, 3, 4)
GRACE = timedelta(days=30)
"""After the end of a quarter its figures are due."""


def buddhist_year(common: int) -> int:
    """A year of the Common Era in the Buddhist era."""
    return common + BUDDHIST_ERA


def common_year(buddhist: int) -> int:
    """A year of the Buddhist era in the Common Era."""
    return buddhist - BUDDHIST_ERA


def fiscal_year_of(day: date) -> int:
    """The fiscal year in which a day lies."""
    year = buddhist_year(day.year)
    # From October on it is the next one: True counts as 1.
    return year + (day > year_end(year))


def year_begin(year: int) -> date:
    """The first day of a fiscal year, 1 October."""
    return date(common_year(year) - 1, FIRST_MONTH, 1)


def year_end(year: int) -> date:
    """The last day of a fiscal year, 30 September."""
    return year_begin(year + 1) - timedelta(days=1)


def quarter_end(year: int, number: int) -> date:
    """The last day of a quarter; of the quarter 0, the day before the year begins."""
    return round_end(year, 3 * number)


def quarter_months(number: int) -> list[int]:
    """The months of a quarter: 10, 11 and 12 of the first."""
    first = FIRST_MONTH + 3 * (number - 1)
    return [(month - 1) % 12 + 1 for month in range(first, first + 3)]


def month_begin(year: int, number: int) -> date:
    """The first day of a calendar month (1–12) of a fiscal year."""
    return date(common_year(year) - (number >= FIRST_MONTH), number, 1)


def quarter_due(year: int, number: int) -> date:
    """The day up to which the figures of a quarter may come."""
    return quarter_end(year, number) + GRACE


def year_elapsed(year: int, day: date) -> float:
    """How much of a fiscal year has gone by at the end of a day (0–1)."""
    before = quarter_end(year, 0)
    # A report of the whole year may be made up to 90 days after its end.
    return min((day - before) / (year_end(year) - before), 1)


def round_end(year: int, months: int) -> date:
    """The last day of the first `months` of a fiscal year: of its round of 6 or of 12."""
    passed = FIRST_MONTH - 1 + months
    return date(common_year(year) - 1 + passed // 12, passed % 12 + 1, 1) - timedelta(days=1)


def is_in_round(year: int, months: int | None, day: date) -> bool:
    """Whether figures as of a day may stand for a round: 6 months end with their last day; 12 months, or
    where none is asked for, are all the reports of the year, also those made after its end."""
    return months != 6 or day <= round_end(year, months)


def plan_report_due(year: int, months: int) -> date:
    """The day up to which a round of the anti-corruption plan is to be reported: the end of the month after
    its last one."""
    return round_end(year, months + 1)
