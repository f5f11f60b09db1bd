"""What stands beside the lines and says otherwise than what is stored with them: titles, headings, the
sheet's name and columns that are passed over, which name another organization, year or time, or revenue."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

import duckdb

from loaders.checks import statements
from loaders.checks.statements import Statements
from loaders.files.sheets import OF_ONE, Sheet
from loaders.layout.headers import organizations
from loaders.layout.reading import TIDY, Reading, normal
from loaders.problem import Problem
from loaders.rows import CELL, Row
from vocabulary.language import N_

MOST_SHOWN = 60
"""How many letters of what contradicts are shown."""
MOST_READ = 200
"""How many rows show whether a column that is passed over is about organizations, years or times."""


@dataclass(frozen=True)
class StoredFacts:
    """What is stored with all lines, by column: as it is compared, and as it is shown. What differs from line
    to line is none."""

    compared: Statements
    texts: dict[str, str]

    def contradicts(self, stated: Statements) -> str | None:
        """The column of which a text says otherwise."""
        return next(
            (
                name
                for name, words in stated.items()
                if name in self.compared and not self._agrees(name, words)
            ),
            None,
        )

    def _agrees(self, name: str, words: frozenset[str]) -> bool:
        if name != "organization_code":
            return not words.isdisjoint(self.compared[name])
        # A title that compares is of both: เทศบาลเมืองตากใบ เทียบกับ เทศบาลตำบลศาลาใหม่.
        return any(
            statements.is_same_organization(word, own) for word in words for own in self.compared[name]
        )


def contradictions(
    connection: duckdb.DuckDBPyConnection, reading: Reading, sheet: Sheet, asides: list[Row]
) -> Iterator[Problem]:
    """A problem for each place that says otherwise than what is stored with the lines of `record`; `asides`
    are the rows between and below them."""
    stored, last = _stored_facts(connection, reading)
    # Below the last line a day is that of a signature: ณ วันที่ 5 เมษายน 2565.
    between = [(row, cells) for row, cells in asides if row < last]
    yield from _titles(reading, stored)
    yield from _sheet(sheet, reading, stored)
    yield from _times(reading, stored, [(row, cells) for row, cells in asides if row > last])
    yield from _headings(between, reading, stored)
    yield from _columns(connection, reading, sheet, stored)
    yield from _divisions(connection, reading, stored)
    # Of the tables only the budget has amounts that revenue can be taken for.
    if "allocation" in reading.dataset.names:
        yield from _revenue(connection, reading, sheet, between)


def _stored_facts(connection: duckdb.DuckDBPyConnection, reading: Reading) -> tuple[StoredFacts, int]:
    """What is stored with all lines, and the row of the last of them."""
    names: list[str] = [
        name for name in ("organization_code", "fiscal_year", "as_of") if name in reading.dataset.names
    ]
    ends = ", ".join(f"min({name}), max({name})" for name in names)
    ((last, *ends_found),) = connection.execute(
        f"SELECT coalesce(max(source_row), 0), {ends} FROM record"
    ).fetchall()
    values = {
        name: least
        for name, least, most in zip(names, ends_found[::2], ends_found[1::2], strict=True)
        if least == most
    }
    compared = {name: words for name, value in values.items() if (words := _words(name, value))}
    return StoredFacts(compared, {name: _shown(name, values[name]) for name in compared}), last


def _words(name: str, value: object) -> frozenset[str]:
    if isinstance(value, date):
        return statements.of_day(value)
    if value is None:
        return frozenset()
    if name == "organization_code":
        return frozenset(
            "".join(each["organization"].split())
            for each in organizations()
            if each["organization_code"] == value
        )
    return frozenset({str(value)})


def _shown(name: str, value: object) -> str:
    names = (each["organization"] for each in organizations() if each["organization_code"] == value)
    return next(names, str(value)) if name == "organization_code" else str(value)


def _titles(reading: Reading, stored: StoredFacts) -> Iterator[Problem]:
    """The titles, where they name organizations and none of them is the one whose lines these are."""
    rows: dict[int, list[str]] = {}
    for row, cell in reading.titles_above:
        rows.setdefault(row, []).append(cell)
    named = {
        row: stated
        for row, cells in rows.items()
        if (stated := _organization(statements.stated(" ".join(cells))))
    }
    title = reading.titles.get("organization_code")
    # A title that differs from the option is told with the problems of rows.
    is_problem_already = title is not None and title.value != reading.given["organization_code"].value
    if named and not is_problem_already and all(map(stored.contradicts, named.values())):
        row = min(named)
        value = ", ".join(sorted(named[row]["organization_code"]))
        yield Problem(
            "error",
            "option_contradicts",
            _TITLE,
            row,
            "organization_code",
            value,
            expected=stored.texts["organization_code"],
            option="--organization CODE",
        )


def _organization(stated: Statements) -> Statements:
    return {name: words for name, words in stated.items() if name == "organization_code"}


def _sheet(sheet: Sheet, reading: Reading, stored: StoredFacts) -> Iterator[Problem]:
    year = statements.sheet_year(sheet.name or "")
    stated = {"fiscal_year": frozenset({year})} if year else {}
    if _is_from_the_caller(reading, "as_of"):
        # A day that the file itself states outweighs a sheet that is called ธ.ค. 64.
        stated |= {
            name: words for name, words in statements.stated(sheet.name or "").items() if name == "as_of"
        }
    if name := stored.contradicts(stated):
        yield Problem(
            "error",
            "sheet_contradicts",
            _SHEET,
            None,
            name,
            sheet.name,
            expected=stored.texts[name],
            option=OF_ONE,
        )


def _is_from_the_caller(reading: Reading, name: str) -> bool:
    """Whether a value that holds for all lines is from the caller, and not from the file."""
    return name in reading.given and reading.given[name].row is None and name not in reading.titles


def _times(reading: Reading, stored: StoredFacts, below: list[Row]) -> Iterator[Problem]:
    """A title, or a remark below the table, that names another time than the caller; or that amounts are of
    one month alone."""
    # Below, a day alone is that of a signature.
    remarks = [(row, cell) for row, cells in below for cell in cells if statements.is_of_data(cell)]
    texts = [*reading.titles_above, *remarks]
    if monthly := next(((row, text) for row, text in texts if statements.is_of_one_month(text)), None):
        yield Problem("error", "of_one_month", _ONE_MONTH, monthly[0], "as_of", monthly[1][:MOST_SHOWN])
    elif _is_from_the_caller(reading, "as_of"):
        times = [(row, text, stated) for row, text in texts if (stated := statements.time(text))]
        if times and all(stored.contradicts(stated) for _row, _text, stated in times):
            row, text, _stated = times[0]
            yield Problem(
                "error",
                "option_contradicts",
                _TIME,
                row,
                "as_of",
                text[:MOST_SHOWN],
                expected=stored.texts["as_of"],
                option="--as-of DATE",
            )


def _headings(between: list[Row], reading: Reading, stored: StoredFacts) -> Iterator[Problem]:
    """The first row between the lines that begins a report of another organization, year or time; or, where
    it is not known whose the lines are, of another than a row before it."""
    first = Statements()
    for row, cells in between:
        # Pages repeat the titles between the lines.
        texts = [cell for cell in cells if cell and normal(cell) not in reading.titled]
        if carried := next(filter(statements.is_of_another_year, texts), None):
            yield Problem("error", "carried_over", _CARRIED_OVER, row, value=carried[:MOST_SHOWN])
            return
        # The whole row first, since a heading may be parted into cells; then each cell by itself.
        for text in dict.fromkeys((" ".join(texts), *texts)):
            stated = {
                name: words for name, words in statements.heading(text).items() if _is_for_all(reading, name)
            }
            name = stored.contradicts(stated)
            other = next(
                (
                    name
                    for name in stated
                    if name not in stored.compared and not first.get(name, stated[name]) & stated[name]
                ),
                None,
            )
            if column := name or other:
                expected = stored.texts[name] if name else ", ".join(sorted(first[column]))
                yield Problem(
                    "error", "several_reports", _HEADING, row, column, text[:MOST_SHOWN], expected=expected
                )
                return
            first = stated | first


def _is_for_all(reading: Reading, name: str) -> bool:
    """Whether what is stored in a column holds for all lines, because the file has no such column."""
    return name in reading.dataset.names and name not in reading.positions


def _columns(
    connection: duckdb.DuckDBPyConnection, reading: Reading, sheet: Sheet, stored: StoredFacts
) -> Iterator[Problem]:
    """The columns that are passed over and part the lines: each cell names an organization, a year or a time,
    and one another than the others, or than what is stored with all."""
    used = {*reading.positions.values(), *reading.across}
    unused = [at for at in range(reading.header.width) if at not in used]
    if reading.layout != TIDY or not unused:
        return
    head = list(islice(reading.below_header(sheet.text.rows()), MOST_READ))
    last = max((row for row, _cells in head), default=0)
    query = "SELECT source_row FROM record WHERE source_row <= $last"
    lines = {row for (row,) in connection.execute(query, {"last": last}).fetchall()}
    for at in unused:
        header = reading.header.names[at]
        texts = [text for row, cells in head if row in lines and (text := cells[at].strip())]
        # ม.ค. 65 beside ทั้งปี is a remark on a line; only a column that says nothing else parts them.
        if texts and all(statements.alone(text, header) for text in texts):
            yield from _parted(reading, sheet, at, stored)


def _parted(reading: Reading, sheet: Sheet, at: int, stored: StoredFacts) -> Iterator[Problem]:
    """The first cell of a column that says otherwise than what is stored, or than a cell before it."""
    header = reading.header.names[at]
    first = dict[str, tuple[str, frozenset[str]]]()
    for row, cells in reading.below_header(sheet.text.rows()):
        text = cells[at].strip()
        for name, words in statements.alone(text, header).items():
            if not _is_for_all(reading, name):
                continue
            other, before = first.setdefault(name, (text, words))
            contradicted = stored.contradicts({name: words})
            if contradicted or (name not in stored.compared and before.isdisjoint(words)):
                expected = stored.texts.get(name, other)
                problem_words = {"header": header or f"{at + 1}"}
                yield Problem(
                    "error",
                    "several_reports",
                    _COLUMN,
                    row,
                    name,
                    text[:MOST_SHOWN],
                    expected=expected,
                    words=problem_words,
                )
                return


def _divisions(
    connection: duckdb.DuckDBPyConnection, reading: Reading, stored: StoredFacts
) -> Iterator[Problem]:
    """The first division that is called like another organization."""
    if "division" not in reading.positions or "organization_code" not in stored.compared:
        return
    query = (
        "SELECT division, min(source_row) FROM record WHERE division IS NOT NULL GROUP BY division ORDER BY 2"
    )
    for division, row in connection.execute(query).fetchall():
        if stored.contradicts(_organization(statements.alone(division, ""))):
            expected = stored.texts["organization_code"]
            problem_words = {"header": reading.header.names[reading.positions["division"]]}
            yield Problem(
                "error",
                "several_reports",
                _COLUMN,
                row,
                "division",
                division,
                expected=expected,
                words=problem_words,
            )
            return


def _revenue(
    connection: duckdb.DuckDBPyConnection, reading: Reading, sheet: Sheet, between: list[Row]
) -> Iterator[Problem]:
    """The first place that says that amounts are revenue: a title, the sheet's name, a heading, or a line or
    total itself."""
    if title := statements.titled_revenue([cell for _row, cell in reading.titles_above]):
        row = next(row for row, cell in reading.titles_above if cell == title)
        yield Problem("error", "revenue", _REVENUE, row, value=title[:MOST_SHOWN])
    elif statements.titled_revenue([sheet.name or ""]):
        yield Problem("error", "revenue", _REVENUE_SHEET, value=sheet.name, option=OF_ONE)
    elif headings := [(row, cell) for row, cells in between for cell in cells if statements.is_revenue(cell)]:
        yield Problem("error", "revenue", _REVENUE, headings[0][0], value=headings[0][1])
    else:
        # A first look: งานพัฒนารายได้ spends money, and `is_revenue` judges the whole cell.
        query = (
            "SELECT source_row, label FROM numbered WHERE regexp_matches(label, 'รายรับ|รวม.*รายได้')"
            " ORDER BY source_row"
        )
        for row, label in connection.execute(query).fetchall():
            if text := next(filter(statements.is_revenue, label.split(CELL)), None):
                yield Problem("error", "revenue", _REVENUE, row, value=text[:MOST_SHOWN])
                return


_TITLE = N_(
    "Row {row}: the title above the header names {value}, but the lines would be stored as those of"
    " {expected}. Load the right"
    " file, or state the organization of the title."
)
_TIME = N_(
    "Row {row} says “{value}”, but the lines would be stored as of {expected}. Load the right file, or"
    " state the day of the file."
)
_CARRIED_OVER = N_(
    "Row {row}, between the lines, says “{value}”: what follows seems to be money carried over from an"
    " earlier year, which is no"
    " part of this year's ordinance. Take these lines out of the file, or correct the row, and load it again."
)
_ONE_MONTH = N_(
    "Row {row} says “{value}”: amounts seem to be of one month alone, and this table is of amounts since 1"
    " October. Load a report"
    " that adds up from then on; if this one does, correct the row and load the file again."
)
_SHEET = N_(
    "The sheet is called “{value}”, but its lines would be stored for {expected}. Load each sheet by"
    " itself, saved as a"
    " file of its own, with its own fiscal year and day, or rename the sheet."
)
_HEADING = N_(
    "Row {row}, between the lines, says “{value}”, but the lines would be stored for {expected}. The file"
    " seems to hold several"
    " reports: save each as a file of its own and load it with what holds for it; or correct the row."
)
_COLUMN = N_(
    "Row {row}: the column “{header}” says “{value}”, but the lines would be stored for {expected}. The"
    " file seems to hold"
    " several reports: save the rows of each as a file of its own and load it with what holds for it; or"
    " delete the column where"
    " it only remarks on the lines."
)
_REVENUE = N_(
    "Row {row} says “{value}”: amounts seem to be revenue, and this table is of expenditure. Take the"
    " revenue out of the file,"
    " save, and load it again."
)
_REVENUE_SHEET = N_(
    "The sheet is called “{value}”: its amounts seem to be revenue, and this table is of expenditure. Load"
    " only the"
    " sheet of expenditure, saved as a file of its own."
)
