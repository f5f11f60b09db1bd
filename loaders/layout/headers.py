"""What a table is: where its header stands, which data set its columns name, and what titles above it say of
all rows."""

import csv
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import accumulate, islice

from definitions import REFERENCE
from loaders.layout.answer_counts import SHARE
from loaders.layout.divisions import is_division
from loaders.layout.forms import form_of, special_readings
from loaders.layout.printed_table import COUNTING, dimension_heading
from loaders.layout.reading import TIDY, Given, Header, Options, Reading, arabic, normal, one_line
from loaders.layout.survey_tables import SATISFACTION
from loaders.layout.tidy_table import TIDY_TABLE, repeated_headers
from loaders.layout.title_months import stated_month
from loaders.layout.unread_answers import unread_answers
from loaders.problem import LoadError, Problem
from loaders.rows import Row
from loaders.schema.dataset import Dataset
from loaders.schema.datasets import DATASETS
from vocabulary.fiscal_calendar import common_year, round_end
from vocabulary.language import N_
from vocabulary.spelling import respelled

# Titles of several lines stand above headers of one to three tiers.
DEEPEST_TITLE, MOST_TIERS = 30, 3
OPTIONS = {
    "organization_code": "--organization",
    "fiscal_year": "--fiscal-year",
    "as_of": "--as-of",
    "round_months": "--round",
    "month": "--month",
    "division": "--division",
}
"""What may be stated once for a whole file, and how."""


def recognise(head: list[Row], options: Options) -> Reading:
    """How the table that begins with the rows `head` is understood.

    Raises LoadError where it fits no data set or several, naming what the nearest one lacks."""
    if share := options.answers.get(SHARE):
        options = replace(options, mapping={**options.mapping, share: "score_percent"})
    readings = _readings(head, options)
    fitting = [reading for reading in readings if not reading.lacks]
    # Small numbers of any kind look like answers.
    fitting = [reading for reading in fitting if not form_of(reading).is_last_resort] or fitting
    fitting = [reading for reading in fitting if form_of(reading).is_certain] or fitting
    if not fitting:
        raise LoadError(*_why_none(head, readings))
    best = max(fitting, key=lambda reading: reading.known)
    equals = [other.dataset.table for other in fitting if other.known == best.known]
    if len(equals) > 1:  # a guess would put figures into the wrong table
        message = N_("The headers fit more than one table ({value}). Say which with --table.")
        raise LoadError(
            Problem("error", "ambiguous_table", message, row=best.header.rows[0], value=", ".join(equals))
        )
    if wrong := [*repeated_headers(best, options)]:
        raise LoadError(*wrong)
    return best


def nearest(head: list[Row], options: Options) -> Reading | None:
    """The reading that lacks least, whether or not the table can be read so; None where no header is
    found."""
    return min(_readings(head, options), key=_distance, default=None)


def _readings(head: list[Row], options: Options) -> list[Reading]:
    """How the table could be read as each data set. A first row that names every column, and all that is
    required, begins the header; only else is one looked for further down."""
    # A plain first row spares thousands of comparisons, and no later row can overrule it.
    wanted = [DATASETS[options.table]] if options.table else list(DATASETS.values())
    every = list(headers(head))
    first = every[:1]
    for candidates in [first, every] if first and all(first[0].lowest) else [every]:
        readings = [reading for dataset in wanted for reading in _best(dataset, candidates, head, options)]
        if any(not reading.lacks for reading in readings):
            return [_in_whole(reading, every, head, options) for reading in readings]
    return readings


def _in_whole(reading: Reading, every: list[Header], head: list[Row], options: Options) -> Reading:
    """The reading of a tidy table by all rows of its header: what its one row names may be a group, of which
    the rows below name the columns. No figure stands in these."""
    if reading.layout != TIDY or len(reading.header.rows) > 1:
        return reading
    begins = reading.header.above
    whole = [
        header
        for header in every
        if header.above == begins and not _holds_figure(head[begins + 1 : begins + len(header.rows)])
    ]
    (best,) = TIDY_TABLE.recognise(reading.dataset, whole, head, options)
    further = best.positions.keys() - reading.positions.keys()
    below = head[begins + len(best.header.rows) :]
    if not further or any(_is_heading(best, name, reading.header, below) for name in further):
        return reading
    return _completed(best, head, options)


def _is_heading(reading: Reading, name: str, first: Header, below: list[Row]) -> bool:
    """Whether what names a column below the first row of a header is a heading of the rows below: it stands
    where rows are numbered, or numbers where texts belong."""
    at = reading.positions[name]
    cells = [(row, cells[at : at + 1]) for row, cells in below]
    is_text = name in reading.dataset.texts
    return normal(first.lowest[at]) in COUNTING or (is_text and _holds_figure(cells))


def _holds_figure(rows: list[Row]) -> bool:
    return any(_FIGURE.fullmatch(arabic(cell).strip()) for _row, cells in rows for cell in cells)


def _distance(reading: Reading) -> tuple[float, int, str]:
    return len(reading.lacks) / len(reading.dataset.required), -reading.known, reading.dataset.table


def headers(head: list[Row]) -> Iterator[Header]:
    """Every header that the first rows could hold, the plainest first. What stands above a header has no
    figures: a header that a page repeats is not the first."""
    first_figures = next((at for at, (_row, cells) in enumerate(head) if _has_figures(cells)), len(head))
    for tiers in range(1, MOST_TIERS + 1):
        for above in range(min(len(head) - tiers + 1, DEEPEST_TITLE, first_figures - tiers + 2)):
            yield _header(head[above : above + tiers], above)


def _has_figures(cells: list[str]) -> bool:
    """Whether a row holds several figures; a year alone is none."""
    texts = [arabic(cell).strip() for cell in cells]
    return sum(bool(_FIGURE.fullmatch(cell)) and not _YEAR.fullmatch(cell) for cell in texts) > 1


# ฿1,000, (500.00), 38.46%
_FIGURE, _YEAR = re.compile(r"[(-]?฿?[\d,.]*\d[)%]?"), re.compile(r"(25|20)\d\d")


def _header(rows: list[Row], above: int) -> Header:
    width = max(len(cells) for _, cells in rows)
    tiers = [[one_line(cell) for cell in cells] + [""] * (width - len(cells)) for _, cells in rows]
    # A merged cell holds its text on its first column only: what stands above holds for the columns to its
    # right.
    groups = [list(accumulate(tier, _spread)) for tier in tiers[:-1]]
    lowest = [next((tier[column] for tier in reversed(tiers) if tier[column]), "") for column in range(width)]
    names = [
        " ".join(
            dict.fromkeys(part for part in (*(group[column] for group in groups), lowest[column]) if part)
        )
        if tiers[-1][column]
        else lowest[column]
        for column in range(width)
    ]
    words = frozenset(normal(cell) for tier in tiers for cell in tier if cell)
    return Header(tuple(row for row, _ in rows), tuple(lowest), tuple(names), above, words)


def _spread(left: str, cell: str) -> str:
    return cell or left


def _best(dataset: Dataset, candidates: list[Header], head: list[Row], options: Options) -> Iterator[Reading]:
    """The reading of the table as this data set that lacks least; none where the table can be no such one."""
    plain = [
        _completed(reading, head, options)
        for reading in TIDY_TABLE.recognise(dataset, candidates, head, options)
    ]
    is_complete = bool(plain) and not plain[0].lacks
    # ร้อยละ in a survey may be the share of one level, so its other forms are looked at all the same.
    if is_complete and dataset.table != SATISFACTION:
        yield plain[0]
        return
    special = [
        _completed(reading, head, options)
        for reading in islice(special_readings(dataset, candidates, head, options), 1)
    ]
    # Below a header that lacks nothing stand no levels.
    end = plain[0].header.rows[-1] if is_complete else None
    overruling = [
        reading
        for reading in special
        if form_of(reading).overrules_scores and (end is None or reading.header.rows[-1] <= end)
    ]
    readings = overruling or (plain if is_complete else special + plain)
    if readings:
        yield min(readings, key=lambda reading: len(reading.lacks))


def _completed(reading: Reading, head: list[Row], options: Options) -> Reading:
    """The reading with what options, titles and the organization's name say about columns that the file does
    not have."""
    above = [(row, cell) for row, cells in head[: reading.header.above] for cell in cells if cell.strip()]
    titles = one_line(" ".join(cell for _, cell in above))
    given = {
        name: Given(respelled(value), N_("given as an option")) for name, value in options.values.items()
    }
    printed = _in_titles(reading, titles, above)
    # What the caller states overrules titles, and both overrule what the organization's name implies.
    given = printed | given
    named = _organization(head, titles, given.get("organization_code"))
    written = _organization(head, titles, None)
    if written and "organization_code" in reading.dataset.names:  # a comparison names others too
        row = _row_of(written["organization"], [(row, cell) for row, cells in head for cell in cells])
        printed["organization_code"] = Given(
            written["organization_code"], N_("known by the organization's name"), row
        )
    for name in ("organization_code", "province", "district"):
        if named and name in reading.dataset.names:
            given.setdefault(name, Given(named[name], N_("known by the organization's name")))
    # A budget has no rounds: “6 months of 2565” is its as-of date 2022-03-31.
    if (
        "as_of" not in given
        and {"fiscal_year", "round_months"} <= given.keys()
        and "round_months" not in reading.dataset.names
    ):
        year, months = given["fiscal_year"].value, given["round_months"].value
        if months in ("6", "12") and year.isdecimal() and common_year(int(year)) > 0:
            given["as_of"] = Given(f"{round_end(int(year), int(months))}", N_("the end of the round"))
    # What a column says itself is not taken from anywhere else.
    brought = {*reading.positions, *reading.makes}
    names = [name for name in reading.dataset.names if name in given and name not in brought]
    titles_given = {name: printed[name] for name in names if name in printed and name in options.values}
    makes = [*reading.makes, *_made_by_headings(reading, head), *_unreported(reading, head)]
    given = {name: given[name] for name in names if name not in makes}
    return replace(reading, given=given, titles=titles_given, makes=tuple(makes), titles_above=tuple(above))


def _in_titles(reading: Reading, titles: str, cells: list[tuple[int, str]]) -> dict[str, Given]:
    """What titles say of columns, each with its row; of divisions, where the form is about one."""
    # A fiscal year that is named as such comes before that of a month.
    values = form_of(reading).says(reading) | stated_month(titles, reading.dataset) | _titles(titles)
    divisions = {name for _, cell in cells for name in _divisions(cell)}
    if form_of(reading).division_in_title and len(divisions) == 1:
        values["division"] = divisions.pop()
    return {
        name: Given(value, N_("read in the title"), _row_of(value, cells)) for name, value in values.items()
    }


def _made_by_headings(reading: Reading, head: list[Row]) -> Iterator[str]:
    """The dimension of the plan, where headings between the rows name it."""
    below = head[reading.header.above + len(reading.header.rows) :]
    texts = (cell.strip() for _, cells in below for cell in cells if cell)
    if reading.layout == TIDY and "dimension_no" in reading.lacks and any(map(dimension_heading, texts)):
        yield "dimension_no"


def _unreported(reading: Reading, head: list[Row]) -> Iterator[str]:
    """The column that the table may leave out, where none of its unknown columns could be it."""
    below = [cells for _, cells in head[reading.header.above + len(reading.header.rows) :]]
    used = {*reading.positions.values(), *reading.across}
    unknown = [
        at
        for at, name in enumerate(reading.header.names)
        if name and at not in used and normal(name) not in COUNTING
    ]
    figures = any(
        _FIGURE.fullmatch(arabic(cells[at]).strip()) for cells in below for at in unknown if at < len(cells)
    )
    if reading.layout == TIDY and not figures:
        yield from (
            column.name
            for column in reading.dataset.columns
            if column.may_be_unreported and column.name not in reading.positions
        )


def _row_of(text: str, cells: list[tuple[int, str]]) -> int | None:
    """The row in which something is said; the first where it goes over several."""
    rows: dict[int, str] = {}
    for row, cell in cells:
        rows[row] = f"{rows.get(row, '')} {cell}"
    return next(
        (row for row, row_text in rows.items() if normal(arabic(text)) in normal(arabic(row_text))),
        min(rows, default=None),
    )


def _divisions(title: str) -> Iterator[str]:
    """The known divisions that a title names, one to three words each."""
    words = title.split()
    spans = ((start, end) for end in range(1, len(words) + 1) for start in range(max(0, end - 3), end))
    yield from (name for start, end in spans if is_division(name := " ".join(words[start:end])))


_DAY = r"(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}(?:[\s/-]*[ก-๎. ]+[/-]?|[/-]\d{1,2}[/-])\d{2,4})"
_ON = r"(?:วัน(?:จันทร์|อังคาร|พุธ|พฤหัส(?:บดี)?|ศุกร์|เสาร์|อาทิตย์)?\s*ที่)?"


def _titles(text: str) -> dict[str, str]:
    """Fiscal year, as-of date and round where the titles name just one of each."""
    patterns = {
        "fiscal_year": r"(?:ปีงบประมาณ|ประจำปี)\s*(?:พ\.?\s*ศ\.?)?\s*(\d{4})(?!\d)",
        # 44651 is a day that a spreadsheet counts; ประกาศ ณ วันที่ 5 เมษายน 2565 is the day of the paper.
        "as_of": (
            rf"(?:(?<!ประกาศ )(?<![ก-๎])ณ\s*{_ON}|(?:ถึง|สิ้นสุด|{_DAY}\s*[-–—])\s*{_ON})"
            rf"\s*({_DAY}|\d{{5}})(?!\d)"
        ),
        "round_months": r"รอบ\s*(?:ระยะเวลา)?\s*(6|12)\s*เดือน",
    }
    values = {name: set(re.findall(pattern, arabic(text))) for name, pattern in patterns.items()}
    return {name: each.pop() for name, each in values.items() if len(each) == 1}


@lru_cache
def organizations() -> tuple[dict[str, str], ...]:
    """The organizations of data/reference: organization_code, organization, type, district, province."""
    with (REFERENCE / "organizations.csv").open(encoding="utf-8-sig", newline="") as file:
        return tuple(csv.DictReader(map(respelled, file)))


def _organization(head: list[Row], titles: str, code: Given | None) -> dict[str, str] | None:
    """The one organization of data/reference whose code is given, or whose name stands in the titles or is a
    whole cell."""
    if code:
        return next(
            (
                organization
                for organization in organizations()
                if organization["organization_code"] == code.value
            ),
            None,
        )
    cells = {normal(cell) for _, cells in head for cell in cells if cell}
    named = [
        organization
        for organization in organizations()
        if (name := normal(organization["organization"])) in cells or name in normal(titles)
    ]
    # A comparison of organizations names all of them and is of none.
    return named[0] if len(named) == 1 else None


def _why_none(head: list[Row], readings: list[Reading]) -> Iterator[Problem]:
    """What the nearest data set lacks; or, where there is none, that no header was found."""
    if not readings:
        yield unread_answers(head) or no_header(head)
        return
    nearest = min(readings, key=_distance)
    form = form_of(nearest)
    row = nearest.header.rows[0]
    for name in nearest.lacks:
        if name not in form.missing:
            yield _missing_column(nearest, name)
        elif name == nearest.lacks[0]:
            message, option = form.missing[name]
            yield Problem("error", "missing_column", message, row, name, option=option)
    if nearest.lacks and nearest.unknown and not form.is_last_resort:
        message = N_("The headers {value} are not known. Is one of them the column that is missing?")
        value = ", ".join(f"“{header}”" for header in nearest.unknown)
        yield Problem("note", "unknown_headers", message, nearest.header.rows[-1], value=value)


def no_header(head: list[Row]) -> Problem:
    """What is told of a table of which no header is known."""
    message = N_(
        "No header row was found in the first {value} rows that names the columns of a known table."
        " Give the columns the titles of the template, or name the table with --table and the columns"
        " with --map."
    )
    row = head[0][0] if head else 1
    return Problem("error", "no_header", message, row=row, value=str(min(len(head), DEEPEST_TITLE)))


def _missing_column(reading: Reading, name: str) -> Problem:
    dataset = reading.dataset
    column = reading.dataset.column(name)
    message = N_(
        "The column {column} ({title}), which the table {table} needs, is missing."
        " Add it under one of these headers: {expected}. If it stands under another, map that: --map"
        " HEADER={column}."
    )
    if name in OPTIONS:
        message = N_(
            "The column {column} ({title}), which the table {table} needs, is missing."
            " Add it under one of these headers: {expected}. If it is the same for all rows, state it:"
            " {option}."
        )
    words = {
        "title": column.title,
        "table": f"{dataset.table} ({dataset.title})",
        "option": OPTIONS.get(name, ""),
    }
    expected = ", ".join((column.title, *column.also))
    row = reading.header.rows[0]
    return Problem("error", "missing_column", message, row, name, expected=expected, words=words)
