"""Rows of respondents that are doubtful: of another fiscal year, tests, twice the same, shifted; and
divisions that are."""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from loaders.layout.divisions import is_division
from loaders.layout.reading import Reading, arabic, normal
from loaders.layout.scales import is_answer, is_no_answer
from loaders.layout.survey_columns import is_free
from loaders.layout.survey_table_rows import MEAN_PASSED_OVER
from loaders.problem import Problem, Severity
from loaders.rows import Notices, Row, trimmed
from loaders.text_patterns import sums_up
from vocabulary.fiscal_calendar import common_year, fiscal_year_of
from vocabulary.language import N_

MOST_SHOWN = 8
TIMES = re.compile(
    r"ประทับเวลา|timestamp|(start|completion|submit\w*)time|(วัน|เวลา)(ที่|และเวลา|เดือนปี|/เดือน/ปี)*(ที่)?(ตอบ|ประเมิน|กรอก|ส่ง|สำรวจ|ทำแบบ|บันทึก).*"
    r"|วันที่|วันเวลา"
)
"""Headers of time stamps, as headers are compared."""
_DAY = re.compile(r"(?<!\d)(\d{1,4})[/.-](\d{1,2})[/.-](\d{1,4})(?!\d)")
_TEST = re.compile(r"(การ)?(ทดสอบ|ทดลอง|เทส(ต์)?|test(ing)?|asdf\w*|xxx+)(ระบบ|ส่ง|แบบฟอร์ม|ฟอร์ม)?\W*\d*")
# คลัง, กองคลังฯ and สำนักคลัง may be one division.
_PREFIX = re.compile(r"^(กองงาน|กอง|สำนักงาน|สำนัก|ฝ่าย|ส่วนงาน|ส่วน|งาน|หน่วย)(?=.)")
_SPACES = re.compile(r"[\s.ฯ]")
# Checkboxes of a form write “กองคลัง, กองช่าง”; กองช่าง (งานไฟฟ้า, งานประปา) is one.
_PARTS = re.compile(r"\s*[,;/\n、|+]\s*")
_UNIT = re.compile(r"\s*(กอง|สำนัก|ฝ่าย|ส่วน)\S")


def respondents(
    reading: Reading, rows: Iterator[Row], notices: Notices
) -> Iterator[tuple[int, str, list[str]]]:
    """Row, division and cells of each respondent. A row that repeats the header or sums up the others is
    none. The division is the one that the row names, or the one that was given for all."""
    at = reading.positions.get("division")
    given = reading.given_cells.get("division")
    above = None
    for row, cells in rows:
        notices.rows_read += 1
        first = next(filter(None, map(trimmed, cells)), None)
        division = given if at is None else trimmed(cells[at]) or above
        above = division if "division" in reading.repeats else None
        if reading.repeats_header(cells):
            notices.note(N_("Row {row} repeats the header and was passed over."), row)
        elif division is None:
            message = N_(
                "Row {row}: the respondent named no division or service, so the answers cannot be counted."
            )
            notices.problems.append(Problem("warning", "no_division", message, row=row))
        elif sums_up(division if at is not None else first or ""):
            notices.note(MEAN_PASSED_OVER, row)
        else:
            yield row, division, cells


@dataclass
class RespondentRows:
    """What is noticed of the rows of respondents, one after the other."""

    reading: Reading
    count: int = 0
    years: dict[int, set[int]] = field(default_factory=dict)
    tests: list[int] = field(default_factory=list)
    repeated: list[int] = field(default_factory=list)
    shifted: list[int] = field(default_factory=list)
    named: list[tuple[int, str]] = field(default_factory=list)
    """Row and name wherever another division is named than above."""
    blank: list[int] = field(default_factory=list)
    """The rows that name none."""
    _hashes: set[int] = field(default_factory=set)

    @cached_property
    def _time(self) -> int | None:
        names = enumerate(self.reading.header.lowest)
        return next((at for at, name in names if TIMES.fullmatch(normal(name))), None)

    @cached_property
    def _free(self) -> list[int]:
        return [at for at, name in enumerate(self.reading.header.names) if is_free(name)]

    def take(self, row: int, cells: list[str]) -> None:
        """Takes in one more row."""
        self.count += 1
        questions = [at for at in self.reading.across if at not in self._free]
        # Without a time stamp equal rows are people who think alike.
        if self._time is not None and cells[self._time].strip():
            self.years[row] = fiscal_years(cells[self._time])
            whole = hash(tuple(cells))
            self.repeated.extend([row] if whole in self._hashes else [])
            self._hashes.add(whole)
        if any(_TEST.fullmatch(normal(cell)) for cell in cells if cell):
            self.tests.append(row)
        # 4 under ข้อคิดเห็นเพิ่มเติม; “รอนาน 4 ชั่วโมง” is a remark.
        if any(re.fullmatch(r"\s*\d{1,2}\s*", arabic(cells[at])) for at in self._free) and any(
            not cells[at].strip() or not (is_answer(cells[at]) or is_no_answer(cells[at])) for at in questions
        ):
            self.shifted.append(row)
        if (place := self.reading.positions.get("division")) is not None:
            self._take_division(row, trimmed(cells[place]))

    def _take_division(self, row: int, division: str | None) -> None:
        if division is None:
            self.blank.append(row)
        elif not self.named or self.named[-1][1] != division:
            self.named.append((row, division))

    @property
    def first_rows(self) -> dict[str, int]:
        """Each division with the first row that names it."""
        return {name: row for row, name in reversed(self.named)}

    @property
    def repeats(self) -> frozenset[str]:
        """The columns of which a blank cell says what the cell above says."""
        return frozenset({"division"} if self._is_merged else ())

    @property
    def _is_merged(self) -> bool:
        """Whether each division is written once, above the blank cells of all that follow."""
        once = len({name for _row, name in self.named}) == len(self.named)
        return (
            2 * len(self.blank) > self.count
            and once
            and bool(self.named)
            and self.named[0][0] < self.blank[0]
        )


def doubtful_rows(rows: RespondentRows) -> Iterator[Problem]:
    """What is doubtful about the rows of respondents, and about the divisions that they name."""
    yield from _of_other_years(rows)
    yield from _of_rows("warning", "test_rows", _TESTS, rows.tests)
    yield from _of_rows("warning", "repeated_rows", _REPEATED, rows.repeated)
    yield from _shifted(rows)
    yield from _blank(rows)
    yield from _several(rows)
    yield from _alike(rows)
    if "division" not in rows.reading.positions:
        yield from _grids_of_divisions(rows.reading)


# When they answered


def _of_other_years(rows: RespondentRows) -> Iterator[Problem]:
    """Answers that were given in another fiscal year than the one under which they are stored."""
    stored = rows.reading.given_cells.get("fiscal_year") or ""
    stamps = {row: years for row, years in rows.years.items() if years}
    others = {
        row: min(years) for row, years in stamps.items() if stored.isdecimal() and int(stored) not in years
    }
    if not others:
        return
    year, _count = Counter(others.values()).most_common(1)[0]
    first = min(others)
    words = {"count": f"{len(others):,}", "total": f"{len(stamps):,}", "year": str(year)}
    message = N_(
        "{count} of {total} respondents answered in another fiscal year than {value}, most of them in"
        " {year}; the first is row"
        " {row}. They are counted for {value} all the same. Leave them out if they belong to another survey."
    )
    if 2 * len(others) <= len(stamps):
        yield Problem("warning", "another_year", message, first, value=stored, words=words)
        return
    message = N_(
        "{count} of {total} respondents answered in another fiscal year than {value}, most of them in"
        " {year}; the first is row"
        " {row}. State the right year; if they were asked about {value} afterwards, delete the column of"
        " the time stamps."
    )
    yield Problem("error", "another_year", message, first, value=stored, words=words)


def fiscal_years(stamp: str) -> set[int]:
    """The fiscal years of the Buddhist era in which a time stamp may lie: day and month may be either way
    round."""
    day_of_stamp = _DAY.search(arabic(stamp))
    if not day_of_stamp:
        return set()
    # 1/10/2021 is 1 October (2565) or 10 January (2564).
    one, month, other = map(int, day_of_stamp.groups())
    year, day = (one, other) if one > 31 else (other, one)
    year = common_year(year) if year > 2400 else year
    return (
        {each for pair in ((day, month), (month, day)) if (each := _fiscal_year(year, *pair))}
        if year > 1900
        else set()
    )


def _fiscal_year(year: int, day: int, month: int) -> int | None:
    try:
        return fiscal_year_of(date(year, month, day))
    except ValueError:
        return None


# What they wrote


def _shifted(rows: RespondentRows) -> Iterator[Problem]:
    """Rows with an answer where others write what they like, and none, or no answer, under a question."""
    message = N_(
        "The rows {value} have answers under a header for remarks and lack them under a question ({count}):"
        " they seem to be"
        " shifted. Move their cells to where they belong."
    )
    if 2 * len(rows.shifted) < rows.count:
        yield from _of_rows("error", "shifted_row", message, rows.shifted)


def _of_rows(severity: Severity, rule: str, message: str, rows: list[int]) -> Iterator[Problem]:
    if rows:
        shown = ", ".join(map(str, rows[:MOST_SHOWN])) + (" …" if len(rows) > MOST_SHOWN else "")
        yield Problem(severity, rule, message, rows[0], value=shown, words={"count": f"{len(rows):,}"})


_TESTS = N_(
    "The rows {value} seem to be tests of the form ({count}); they are counted. Delete them if nobody"
    " answered so."
)
_REPEATED = N_(
    "The rows {value} are the same in every cell as rows above, the time stamp too ({count}); they are"
    " counted again."
    " Delete them if they were sent twice."
)


# Of which division


def _blank(rows: RespondentRows) -> Iterator[Problem]:
    """Most rows name no division: because the one above holds for them, or for no reason that is plain."""
    words = {"count": f"{len(rows.blank):,}", "total": f"{rows.count:,}"}
    if rows.repeats:
        message = N_(
            "{count} of {total} rows name no division; each division is written once, above the others, as"
            " in merged cells."
            " They are counted for the division above; the first is row {row}."
        )
        yield Problem("warning", "division_above", message, rows.blank[0], "division", words=words)
    elif 2 * len(rows.blank) > rows.count:
        message = N_(
            "{count} of {total} rows name no division or service, the first is row {row}, so most answers"
            " could not be counted."
            " Write it in every row."
        )
        yield Problem("error", "no_division", message, rows.blank[0], "division", words=words)


def _several(rows: RespondentRows) -> Iterator[Problem]:
    """Cells that name several divisions, as checkboxes of a form do."""
    message = N_(
        "Row {row}: “{value}” names several divisions. A respondent's answers count for one: give the row"
        " once for each of"
        " them, or decide on one."
    )
    for name, row in rows.first_rows.items():
        if _is_several(name, rows.first_rows):
            yield Problem("error", "several_divisions", message, row, "division", name)


def _is_several(name: str, divisions: Collection[str]) -> bool:
    parts = _PARTS.split(name)
    return len(parts) > 1 and all(
        part in divisions or is_division(part) or _UNIT.match(part) for part in parts
    )


def _alike(rows: RespondentRows) -> Iterator[Problem]:
    """Names that differ only in what kind of unit they say it is."""
    message = N_(
        "“{value}” and “{first}” are stored as two divisions. If they are one, write it alike in every row."
    )
    cores: dict[str, str] = {}
    for name, row in sorted(rows.first_rows.items(), key=lambda each: each[1]):
        first_name = cores.setdefault(_PREFIX.sub("", _SPACES.sub("", name)), name)
        if normal(first_name) != normal(name):
            yield Problem(
                "warning", "divisions_alike", message, row, "division", name, words={"first": first_name}
            )


def _grids_of_divisions(reading: Reading) -> Iterator[Problem]:
    """Grids that are called like divisions, where one division was given for all."""
    titles = [
        name.partition("[")[0].strip() for at in reading.across if "[" in (name := reading.header.names[at])
    ]
    named = list(dict.fromkeys(title for title in titles if is_division(title) or _UNIT.match(title)))
    if len(named) > 1:
        message = N_(
            "The grids are called like divisions ({value}), but one division was given for all answers."
            " Load the columns of each"
            " division as a file of its own."
        )
        yield Problem(
            "error", "grids_of_divisions", message, reading.header.rows[0], "division", ", ".join(named)
        )
