"""What a table is: where its header stands, which data set its columns name, and what titles above it say of
all rows."""

import csv
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import islice

from database import REFERENCE
from loaders.layout.counts import SHARE
from loaders.layout.divisions import is_division
from loaders.layout.forms import COUNTS, RESPONSES, forms
from loaders.layout.printed import COUNTING, dimension_heading
from loaders.layout.reading import Given, Header, Options, Reading, arabic, normal
from loaders.layout.unread_answers import unread_answers
from loaders.problem import LoadError, Problem
from loaders.rows import Row
from loaders.schema.dataset import Dataset
from loaders.schema.datasets import DATASETS
from vocabulary.fiscal_calendar import common_year, round_end
from vocabulary.language import N_
from vocabulary.spelling import respelled

DEEPEST_TITLE, MOST_TIERS = 30, 3
OPTIONS = {
    "organization_code": "--organization",
    "fiscal_year": "--fiscal-year",
    "as_of": "--as-of",
    "round_months": "--round",
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
    fitting = [reading for reading in fitting if reading.layout != RESPONSES] or fitting
    if not fitting:
        raise LoadError(*_why_none(head, readings, options))
    best = max(fitting, key=lambda reading: reading.known)
    equals = [other.dataset.table for other in fitting if other.known == best.known]
    if len(equals) > 1:
        message = N_("The headers fit more than one table ({value}). Say which with --table.")
        raise LoadError(
            Problem("error", "ambiguous_table", message, row=best.header.rows[0], value=", ".join(equals))
        )
    if wrong := [*_repeated_headers(best, options)]:
        raise LoadError(*wrong)
    return best


def nearest(head: list[Row], options: Options) -> Reading | None:
    """The reading that lacks least, whether or not the table can be read so; None where no header is
    found."""
    return min(_readings(head, options), key=_distance, default=None)


def _readings(head: list[Row], options: Options) -> list[Reading]:
    """How the table could be read as each data set. A first row that names every column, and all that is
    required, is the header; only else is one looked for further down and over several rows."""
    wanted = [DATASETS[options.table]] if options.table else list(DATASETS.values())
    first = list(islice(headers(head), 1))
    for candidates in (
        (first, list(headers(head))) if first and all(first[0].lowest) else (list(headers(head)),)
    ):
        readings = [reading for dataset in wanted for reading in _best(dataset, candidates, head, options)]
        if any(not reading.lacks for reading in readings):
            return readings
    return readings


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
    said = [arabic(cell).strip() for cell in cells]
    return sum(bool(_FIGURE.fullmatch(cell)) and not _YEAR.fullmatch(cell) for cell in said) > 1


_FIGURE, _YEAR = re.compile(r"[(-]?฿?[\d,.]*\d[)%]?"), re.compile(r"(25|20)\d\d")


def _header(rows: list[Row], above: int) -> Header:
    width = max(len(cells) for _, cells in rows)
    tiers = [[_one_line(cell) for cell in cells] + [""] * (width - len(cells)) for _, cells in rows]
    # A merged cell holds its text on its first column only: what stands above holds for the columns to its
    # right.
    groups = [_filled(tier) for tier in tiers[:-1]]
    lowest = [next((tier[column] for tier in reversed(tiers) if tier[column]), "") for column in range(width)]
    names = [
        " ".join(
            dict.fromkeys(part for part in (*(group[column] for group in groups), lowest[column]) if part)
        )
        if tiers[-1][column]
        else lowest[column]
        for column in range(width)
    ]
    said = frozenset(normal(cell) for tier in tiers for cell in tier if cell)
    return Header(tuple(row for row, _ in rows), tuple(lowest), tuple(names), above, said)


def _filled(tier: list[str]) -> list[str]:
    filled, last = [], ""
    for cell in tier:
        last = cell or last
        filled.append(last)
    return filled


def _one_line(cell: str) -> str:
    # Within Thai a line break parts no words.
    return " ".join(re.sub(r"(?<=[ก-๛])\s*[\r\n]+\s*(?=[ก-๛])", "", respelled(cell)).split())


@lru_cache
def _known(table: str) -> dict[str, str]:
    return {
        normal(name): column.name
        for column in DATASETS[table].columns
        for name in (*column.also, column.title, column.name)
    }  # fmt: skip


_AMOUNTS = ("จำนวนเงิน", "เงิน", "บาท", "จำนวน")
"""Headers below a group that say no more than the group does."""


def _named(header: Header, dataset: Dataset, options: Options) -> list[tuple[int, str, bool]]:
    """(position, column name, whether the caller says so) of the headers that are known, by themselves or
    together with their group; first those that the caller names, which stand for their columns even where
    others are called so."""
    said = {_one_line(name): column for name, column in options.mapping.items() if column in dataset.names}
    there = {*header.lowest, *header.names}
    loosely = {normal(name): column for name, column in said.items() if name not in there}
    found = []
    for position in range(header.width):
        lowest, whole = header.lowest[position], header.names[position]
        names = [
            lowest,
            whole,
            *([whole.removesuffix(lowest)] if normal(lowest) in _AMOUNTS and whole != lowest else []),
        ]
        mapped = next((each for name in names if (each := said.get(name) or loosely.get(normal(name)))), None)
        name = mapped or next(
            (known for each in names if (known := _known(dataset.table).get(normal(each)))), None
        )
        if name and (mapped or not (_SHARE.search(lowest) and dataset.column(name).kind.spelling == "money")):
            found.append((position, name, mapped is not None))
    return sorted(found, key=lambda each: not each[2])


_SHARE = re.compile(r"[(\[（]\s*(ร้อยละ|%)\s*[)\]）]")


def _best(dataset: Dataset, candidates: list[Header], head: list[Row], options: Options) -> Iterator[Reading]:
    """The reading of the table as this data set under which most columns are known; none where fewer than two
    are."""
    best, most = None, (0 if options.table else 1, True)
    for header in candidates:
        positions: dict[str, int] = {}
        for position, name, _mapped in _named(header, dataset, options):
            positions.setdefault(name, position)
        fits = len(positions), not _goes_on(header, positions, dataset, head)
        if fits > most:
            best, most = Reading(dataset, "tidy", header, positions, {}), fits
    found = [_completed(best, head, options)] if best else []
    if not found or found[0].lacks or dataset.table == "satisfaction":
        special = [
            _completed(special, head, options)
            for special in islice(forms(dataset, candidates, head, options), 1)
        ]
        # What stands there as a score is of one level, or printed; but below a header that lacks nothing
        # stand no levels.
        end = found[0].header.rows[-1] if found and not found[0].lacks else None
        counted = [
            each for each in special if each.layout == COUNTS and (end is None or each.header.rows[-1] <= end)
        ]
        found = counted or (special + found if not found or found[0].lacks else found)
    if found:
        yield min(found, key=lambda reading: len(reading.lacks))


def _goes_on(header: Header, positions: dict[str, int], dataset: Dataset, head: list[Row]) -> bool:
    """Whether the row below is one more tier of the header: words stand where figures belong, and no figure
    anywhere."""
    _row, below = next(iter(head[header.above + len(header.rows) :]), (0, []))
    figures = [
        below[at] for name, at in positions.items() if at < len(below) and dataset.column(name).kind.is_figure
    ]
    return any(re.search("[^\\W\\d]", cell) for cell in figures) and not any(
        re.search(r"\d", arabic(cell)) for cell in below
    )


def _completed(reading: Reading, head: list[Row], options: Options) -> Reading:
    """The reading with what options, titles and the organization's name say about columns that the file does
    not have."""
    above = [(row, cell) for row, cells in head[: reading.header.above] for cell in cells if cell.strip()]
    titles = _one_line(" ".join(cell for _, cell in above))
    given = {
        name: Given(respelled(value), N_("given as an option")) for name, value in options.values.items()
    }
    printed = {
        name: Given(value, N_("read in the title"), _row_of(value, above))
        for name, value in _titles(titles).items()
    }
    divisions = {name for _, cell in above for name in _divisions(cell)}
    if reading.layout == COUNTS and len(divisions) == 1:
        (division,) = divisions
        printed["division"] = Given(division, N_("read in the title"), _row_of(division, above))
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
    if (
        "as_of" not in given
        and {"fiscal_year", "round_months"} <= given.keys()
        and "round_months" not in reading.dataset.names
    ):
        year, months = given["fiscal_year"].value, given["round_months"].value
        if months in ("6", "12") and year.isdecimal() and common_year(int(year)) > 0:
            given["as_of"] = Given(f"{round_end(int(year), int(months))}", N_("the end of the round"))
    brought = {*reading.positions, *reading.makes}
    names = [name for name in reading.dataset.names if name in given and name not in brought]
    said = {name: printed[name] for name in names if name in printed and name in options.values}
    makes = [*reading.makes, *_made_by_headings(reading, head), *_unreported(reading, head)]
    given = {name: given[name] for name in names if name not in makes}
    return replace(reading, given=given, titles=said, makes=tuple(makes), titles_above=tuple(above))


def _made_by_headings(reading: Reading, head: list[Row]) -> Iterator[str]:
    """The dimension of the plan, where headings between the rows name it."""
    below = head[reading.header.above + len(reading.header.rows) :]
    said = (cell.strip() for _, cells in below for cell in cells if cell)
    if reading.layout == "tidy" and "dimension_no" in reading.lacks and any(map(dimension_heading, said)):
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
    if reading.layout == "tidy" and not figures:
        yield from (
            c.name for c in reading.dataset.columns if c.may_be_unreported and c.name not in reading.positions
        )


def _row_of(said: str, cells: list[tuple[int, str]]) -> int | None:
    """The row in which something is said; the first where it goes over several."""
    rows: dict[int, str] = {}
    for row, cell in cells:
        rows[row] = f"{rows.get(row, '')} {cell}"
    return next(
        (row for row, text in rows.items() if normal(arabic(said)) in normal(arabic(text))),
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
        "as_of": rf"(?:(?<!ประกาศ )(?<![ก-๎])ณ\s*{_ON}|(?:ถึง|สิ้นสุด|{_DAY}\s*[-–—])\s*{_ON})\s*({_DAY}|\d{{5}})(?!\d)",
        "round_months": r"รอบ\s*(?:ระยะเวลา)?\s*(6|12)\s*เดือน",
    }
    found = {name: set(re.findall(pattern, arabic(text))) for name, pattern in patterns.items()}
    return {name: values.pop() for name, values in found.items() if len(values) == 1}


@lru_cache
def organizations() -> tuple[dict[str, str], ...]:
    """The organizations of data/reference: organization_code, organization, type, district, province."""
    with (REFERENCE / "organizations.csv").open(encoding="utf-8-sig", newline="") as file:
        return tuple(csv.DictReader(map(respelled, file)))


def _organization(head: list[Row], titles: str, code: Given | None) -> dict[str, str] | None:
    """The one organization of data/reference whose code is given, or whose name stands in the titles or is a
    whole cell."""
    if code:
        return next((known for known in organizations() if known["organization_code"] == code.value), None)
    cells = {normal(cell) for _, cells in head for cell in cells if cell}
    named = [
        known
        for known in organizations()
        if (name := normal(known["organization"])) in cells or name in normal(titles)
    ]
    return named[0] if len(named) == 1 else None


def _repeated_headers(reading: Reading, options: Options) -> Iterator[Problem]:
    if reading.layout != "tidy":
        return
    row = reading.header.rows[0]
    named = _named(reading.header, reading.dataset, options)
    mapped = {name for _position, name, is_mapped in named if is_mapped}
    for position, name, is_mapped in named:
        if reading.positions[name] != position and (is_mapped or name not in mapped):
            message = N_("Two headers name the column {column}: “{first}” and “{value}”. Keep one of them.")
            words = {"first": reading.header.names[reading.positions[name]]}
            value = reading.header.names[position]
            yield Problem("error", "repeated_header", message, row=row, column=name, value=value, words=words)


def _why_none(head: list[Row], readings: list[Reading], options: Options) -> Iterator[Problem]:
    """What the nearest data set lacks; or, where there is none, that no header was found."""
    if not readings and (answers := unread_answers(head)):
        yield answers
        return
    if not readings:
        message = N_(
            "No header row was found in the first {value} rows that names the columns of a known table."
            " Give the columns the titles of the template, or name the table with --table and the columns"
            " with --map."
        )
        yield Problem(
            "error",
            "no_header",
            message,
            row=head[0][0] if head else 1,
            value=str(min(len(head), DEEPEST_TITLE)),
        )
        return
    close = min(readings, key=_distance)
    if close.layout == RESPONSES and close.lacks[0] == "division":
        message = N_(
            "The answers of respondents were found, but no column plainly names the division or service"
            " that they are about."
            " If they are about one, state it. If a column names it, say which column that is."
        )
        yield Problem(
            "error",
            "missing_column",
            message,
            close.header.rows[0],
            "division",
            option="--division NAME, --map HEADER=division",
        )
    for name in close.lacks:
        if name == "division" and close.layout == RESPONSES:
            continue
        column, dataset = close.dataset.column(name), close.dataset
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
        yield Problem(
            "error", "missing_column", message, close.header.rows[0], name, expected=expected, words=words
        )
    if close.lacks and close.unknown and close.layout != RESPONSES:
        message = N_("The headers {value} are not known. Is one of them the column that is missing?")
        yield Problem(
            "note",
            "unknown_headers",
            message,
            close.header.rows[-1],
            value=", ".join(f"“{each}”" for each in close.unknown),
        )
