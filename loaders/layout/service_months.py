"""Services down, the months of a fiscal year across: in each cell how many came."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from loaders.files.text import Text
from loaders.layout.divisions import is_division
from loaders.layout.form import Form, best_first, column_names, hold_figures, places_of, rows_below
from loaders.layout.reading import Header, Options, Reading, arabic, normal
from loaders.layout.service_month_rows import Columns, MonthRows, says_sum
from loaders.layout.title_months import fiscal_years_named, month_of
from loaders.problem import Problem
from loaders.rows import Notices, Record, Row, trimmed
from loaders.schema.dataset import Dataset
from vocabulary.fiscal_calendar import FIRST_MONTH
from vocabulary.language import N_

MONTHS = "service_months"
_EXPLANATION = N_("services in rows, months in columns")
_FEWEST = 2


# How it is recognised.


def _recognise(
    dataset: Dataset, headers: list[Header], head: list[Row], _options: Options
) -> Iterator[Reading]:
    yield from best_first(_reading(dataset, header, rows_below(header, head)) for header in headers)


def _reading(dataset: Dataset, header: Header, rows: list[list[str]]) -> Reading | None:
    positions = places_of(header, column_names(dataset), ("service", "division"))
    across = tuple(at for at in range(header.width) if _place(header, at))
    if "service" not in positions or len(across) < _FEWEST or not hold_figures(rows, across):
        return None
    reading = Reading(dataset, MONTHS, header, positions, across=across)
    makes = ["month", *dict.fromkeys(column for _month, column in _columns(reading).values())]
    if any(_names_division(reading, cells) for cells in rows):
        makes.append("division")
    return replace(reading, makes=tuple(each for each in makes if each not in positions))


def _place(header: Header, at: int) -> tuple[int, str] | None:
    """The month of a column, and what beside its name tells it from others of that month."""
    lowest, group = header.lowest[at], header.group(at)
    if month := month_of(lowest):
        return month[0], group
    above = month_of(group)
    return (above[0], lowest) if above else None


def _columns(reading: Reading) -> Columns:
    """By position: the month, and the column of the data set. What is called like none counts all who came,
    unless another does."""
    names = column_names(reading.dataset)
    placed = {at: place for at in reading.across if (place := _place(reading.header, at))}
    return {at: (month, names.get(normal(words), "requests")) for at, (month, words) in placed.items()}


def _fiscal_years(reading: Reading) -> set[int]:
    """The fiscal years in which the months lie whose headers say the year, or the groups above them."""
    header, years = reading.header, set[int]()
    for at in reading.across:
        month, year = month_of(header.lowest[at]) or month_of(header.group(at)) or (0, None)
        above = re.search(r"25\d\d", arabic(header.group(at)))
        if year is None and above and "งบประมาณ" not in header.group(at):
            year = int(above[0])
        if year:
            years.add(year + (month >= FIRST_MONTH))
    return years


def _names_division(reading: Reading, cells: list[str]) -> bool:
    """Whether a row is a heading that names a division: above its services, which have the figures."""
    filled = [text for at in range(reading.header.width) if (text := trimmed(cells[at]))]
    return bool(filled) and not _stated(reading, cells) and is_division(filled[-1])


def _stated(reading: Reading, cells: list[str]) -> dict[int, str]:
    return {at: text for at in reading.across if (text := trimmed(cells[at]))}


def _says(reading: Reading) -> dict[str, str]:
    years = _fiscal_years(reading)
    return {"fiscal_year": f"{min(years)}"} if len(years) == 1 else {}


# What must agree.


def _settle(
    reading: Reading, _text: Text, _options: Options, notices: Notices
) -> tuple[Reading, dict[str, str]]:
    notices.problems += [*_of_year(reading), *_of_columns(reading)]
    return reading, {}


def _of_year(reading: Reading) -> Iterator[Problem]:
    """Where it is not clear of which fiscal year the months are."""
    row, years = reading.header.rows[-1], _fiscal_years(reading)
    titles = " ".join(cell for _row, cell in reading.titles_above)
    months = list(dict.fromkeys(month for month, _column in _columns(reading).values()))
    order = [(month - FIRST_MONTH) % 12 for month in months]
    given = reading.given.get("fiscal_year")
    # ประจำปี 2565 above October to December alone may be the calendar year.
    is_any_year = max(order) < 3 and given and given.row and "งบประมาณ" not in titles
    said = sorted(years | fiscal_years_named(titles))
    if len(said) > 1:
        value = ", ".join(map(str, said))
        yield Problem("error", "several_years", _SEVERAL_YEARS, row, value=value)
    elif not said and (order != sorted(order) or is_any_year):
        yield Problem("error", "year_of_month", _WHICH_YEAR, row, "month", expected="ม.ค. 2566")
    elif said and given and given.value != f"{said[0]}":
        yield Problem("error", "other_year", _OTHER_YEAR, row, value=f"{said[0]}", expected=given.value)


def _of_columns(reading: Reading) -> Iterator[Problem]:
    """Where it is not clear what is counted, or in which of several columns of one month."""
    row, columns = reading.header.rows[-1], _columns(reading)
    known, names = column_names(reading.dataset), reading.header.names
    titles = " ".join([*(cell for _row, cell in reading.titles_above), *names])
    if "สะสม" in titles:
        yield Problem("error", "cumulative", _CUMULATIVE, row)
    places = {at: place for at in reading.across if (place := _place(reading.header, at))}
    unclear = [words for _month, words in places.values() if words and normal(words) not in known]
    counts = Counter(columns.values())
    doubled = [names[at] for at in reading.across if counts[columns[at]] > 1]
    of_one_way = re.search(r"e-?service|อี-?เซอร์วิส|ออนไลน์", titles, re.IGNORECASE)
    is_unsaid = of_one_way and {column for _month, column in columns.values()} == {"requests"}
    if doubled or is_unsaid:
        said = doubled or unclear or [each[0] for each in (of_one_way,) if each]
        value = ", ".join(f"“{words}”" for words in dict.fromkeys(said))
        yield Problem("error", "months_unclear", _UNCLEAR, row, value=value, expected=_COUNTED)


_CUMULATIVE = N_(
    "The table holds running sums; each month must have what came in that month alone. Load the figures of"
    " the months."
)
_SEVERAL_YEARS = N_(
    "The months across are of the fiscal years {value}. Put the months of each fiscal year (October to"
    " September) into a file of its own."
)
_WHICH_YEAR = N_(
    "The months across do not run from October to September, so it cannot be told of which year each is."
    " Write the year behind each month, such as {expected}, those of one fiscal year in one file."
)
_OTHER_YEAR = N_(
    "The months across are of the fiscal year {value}, the rest of the file is said to be of {expected}."
    " Correct one of them."
)
_UNCLEAR = N_(
    "It is not clear what is counted in each month: {value}. A month stands once for each of {expected},"
    " which the header names below it."
)
_COUNTED = "จำนวนผู้รับบริการ, ณ จุดบริการ, E-Service, ภายในเวลามาตรฐาน"


# How its rows are read.


def _read(
    reading: Reading, rows: Iterator[Row], notices: Notices, _roles: dict[int, str]
) -> Iterator[Record]:
    return MonthRows(reading, _columns(reading), _sums(reading), notices).read(rows)


def _sums(reading: Reading) -> dict[int, str | None]:
    """The columns of sums: of which column of the data set, where that is said."""
    header, names = reading.header, column_names(reading.dataset)
    return {
        at: names.get(normal(header.lowest[at]))
        for at in range(header.width)
        if at not in reading.across and (says_sum(header.lowest[at]) or says_sum(header.group(at)))
    }


SERVICE_MONTHS = Form(
    MONTHS,
    _recognise,
    _read,
    lambda _reading: _EXPLANATION,
    _settle,
    says=_says,
    is_certain=True,
    tables=("service_statistics",),
    tells_unknown_headers=True,
)
