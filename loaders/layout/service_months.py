"""Services down, the months of a fiscal year across: in each cell how many came."""

from collections.abc import Iterator
from dataclasses import replace

from loaders.files.text import Text
from loaders.layout.divisions import is_division
from loaders.layout.form import Form, best_first, column_names, hold_figures, rows_below
from loaders.layout.reading import Header, Options, Reading, arabic, normal
from loaders.layout.title_months import month_of
from loaders.problem import Problem
from loaders.rows import Cells, Notices, Record, Row, trimmed
from loaders.schema.dataset import Dataset
from loaders.text_patterns import is_total
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
    names = column_names(dataset)
    positions = {
        name: at
        for at, text in reversed(list(enumerate(header.lowest)))
        if (name := names.get(normal(text), "")) in ("service", "division")
    }
    across = tuple(at for at in range(header.width) if _place(header, at))
    places = [_place(header, at) for at in across]
    is_told = len(across) >= _FEWEST and len(set(places)) == len(places)
    if "service" not in positions or not is_told or not hold_figures(rows, across):
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


def _columns(reading: Reading) -> dict[int, tuple[int, str]]:
    """By position: the month, and the column of the data set. What is called like none counts all who came,
    unless another does."""
    names = column_names(reading.dataset)
    placed = {at: place for at in reading.across if (place := _place(reading.header, at))}
    return {at: (month, names.get(normal(words), "requests")) for at, (month, words) in placed.items()}


def _fiscal_years(reading: Reading) -> set[int]:
    """The fiscal years in which the months lie whose headers say the year."""
    header = reading.header
    dated = [month_of(header.lowest[at]) or month_of(header.group(at)) for at in reading.across]
    return {year + (month >= FIRST_MONTH) for month, year in filter(None, dated) if year}


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
    row, years = reading.header.rows[-1], _fiscal_years(reading)
    months = [month for month, _column in _columns(reading).values()]
    order = [(month - FIRST_MONTH) % 12 for month in dict.fromkeys(months)]
    given = reading.given.get("fiscal_year")
    if len(years) > 1:
        value = ", ".join(map(str, sorted(years)))
        notices.problems.append(Problem("error", "several_years", _SEVERAL_YEARS, row, value=value))
    elif not years and order != sorted(order):
        notices.problems.append(
            Problem("error", "year_of_month", _WHICH_YEAR, row, "month", expected="ม.ค. 2566")
        )
    elif years and given and {given.value} != set(map(str, years)):
        other = Problem("error", "other_year", _OTHER_YEAR, row, value=str(min(years)), expected=given.value)
        notices.problems.append(other)
    columns = [column for _month, column in _columns(reading).values()]
    known = column_names(reading.dataset)
    unclear = [
        words
        for at in reading.across
        if (place := _place(reading.header, at)) and (words := place[1]) and normal(words) not in known
    ]
    if len(set(zip(months, columns, strict=True))) < len(columns) or (unclear and "requests" not in columns):
        value = ", ".join(f"“{words}”" for words in dict.fromkeys(unclear))
        notices.problems.append(
            Problem("error", "months_unclear", _UNCLEAR, row, value=value, expected=_COUNTED)
        )
    return reading, {}


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
    "Several columns are of one month, and {value} does not say what is counted in each. Call them"
    " {expected}."
)
_COUNTED = "จำนวนผู้รับบริการ, ณ จุดบริการ, E-Service, ภายในเวลามาตรฐาน"


# How its rows are read.


def _read(
    reading: Reading, rows: Iterator[Row], notices: Notices, _roles: dict[int, str]
) -> Iterator[Record]:
    """A record for each service and month that has a figure."""
    sums, division = _Sums(), None
    for row, cells in rows:
        notices.rows_read += 1
        stated = _stated(reading, cells)
        filled = [text for cell in cells if (text := trimmed(cell))]
        if reading.repeats_header(cells):
            notices.note(N_("Row {row} repeats the header and was passed over."), row)
        elif any(map(is_total, filled)):
            notices.note(N_("Row {row} is a total; the services above were compared with it."), row)
            notices.problems += sums.disagreements(reading, row, stated)
            notices.problems += _across(reading, row, cells, stated)
        elif not stated:
            division = filled[-1] if filled and is_division(filled[-1]) else division
            notices.heading(row)
        else:
            if "division" in reading.positions:
                division = trimmed(cells[reading.positions["division"]]) or division
            sums.take(stated)
            notices.problems += _across(reading, row, cells, stated)
            yield from _of_service(reading, row, cells, stated, division)


def _of_service(
    reading: Reading, row: int, cells: list[str], stated: dict[int, str], division: str | None
) -> Iterator[Record]:
    columns = _columns(reading)
    own: Cells = {"service": trimmed(cells[reading.positions["service"]])}
    if division:
        own["division"] = division
    for month in dict.fromkeys(columns[at][0] for at in stated):
        figures = {columns[at][1]: text for at, text in stated.items() if columns[at][0] == month}
        first = next(at for at in stated if columns[at][0] == month)
        of_month = reading.given_cells | own | {"month": f"{month}"} | figures
        yield Record(row, of_month, reading.header.names[first])


def _number(text: str) -> int | None:
    """How many a cell says; a dash is none. None: no whole number."""
    bare = arabic(text).replace(",", "")
    return 0 if bare in ("-", "–", "—") else int(bare) if bare.isdecimal() else None


def _across(reading: Reading, row: int, cells: list[str], stated: dict[int, str]) -> Iterator[Problem]:
    """Says where a column of totals has another sum than the months of its row."""
    totals = [at for at, name in enumerate(reading.header.lowest) if is_total(name) and trimmed(cells[at])]
    numbers = [_number(text) for text in stated.values()]
    columns = {column for _month, column in _columns(reading).values()}
    if len(totals) != 1 or len(columns) != 1 or None in numbers:
        return
    printed, total = cells[totals[0]].strip(), sum(number or 0 for number in numbers)
    if _number(printed) != total:
        words = {"title": reading.header.lowest[totals[0]]}
        yield Problem("error", "months_disagree", _ACROSS, row, "requests", printed, f"{total}", words=words)


class _Sums:
    """What the services above came to: since the last total, and all of them."""

    def __init__(self) -> None:
        self._since: dict[int, int] = {}
        self._whole: dict[int, int] = {}

    def take(self, stated: dict[int, str]) -> None:
        for at, text in stated.items():
            for sums in (self._since, self._whole):
                sums[at] = sums.get(at, 0) + (_number(text) or 0)

    def disagreements(self, reading: Reading, row: int, stated: dict[int, str]) -> Iterator[Problem]:
        """Where a row of totals has another sum than the services since the last one, or all of them."""
        printed = {at: _number(text) for at, text in stated.items()}
        candidates = self._since, self._whole
        fits = [sums for sums in candidates if all(sums.get(at, 0) == told for at, told in printed.items())]
        if not fits:
            at = next(at for at, told in printed.items() if self._whole.get(at, 0) != told)
            words = {"title": reading.header.names[at]}
            total = f"{self._whole.get(at, 0)}"
            yield Problem("error", "total_disagrees", _DOWN, row, "requests", stated[at], total, words=words)
        self._since = {}


_ACROSS = N_(
    "Row {row}: the months come to {expected}, the column “{title}” says {value}. Correct one of them."
)
_DOWN = N_(
    "Row {row} is a total: in the column “{title}” it says {value}, the services above come to {expected}."
    " Correct one of them."
)
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
