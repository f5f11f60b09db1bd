"""A report as a workbook to calculate with: what it says on the first sheet, then a sheet for each table,
then the sources."""

from collections.abc import Iterable, Iterator
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from evidence import headings
from evidence.pdf import digits
from evidence.report import Report
from sections.subject import Section
from vocabulary import tables, thai
from vocabulary.language import _

LONGEST_NAME = 31
"""Letters that the name of a sheet may have."""
FORBIDDEN = str.maketrans("", "", "[]:*?/\\'")
"""Letters that it may not have."""
TOP = 3
"""Rows above a table: title, place and source."""
LABELS, TEXTS = 32, 100
"""How wide the columns of the first sheet are, in columns of writing."""
PORTRAIT = 95
"""Columns of writing that an upright sheet of A4 takes without becoming small."""
# Excel's number of that paper; margins in inches.
A4, MARGINS = 9, {"left": 0.8, "right": 0.6, "top": 0.8, "bottom": 0.8}


def as_xlsx(report: Report) -> bytes:
    """The workbook: every column of every table, figures as numbers with the decimals of the screen, texts
    never as formulas. The same report gives the same bytes."""
    buffer = BytesIO()
    filled = [part for part in report.parts if not part.table.empty]
    names = _sheet_names([_("Report"), *(part.heading for part in filled), _(headings.SOURCES)])
    with Workbook(buffer, {"in_memory": True}) as book:
        book.set_properties(
            {"title": report.title, "author": report.organization, "created": report.published}
        )
        _write_report(book, book.add_worksheet(next(names)), report)
        for part in filled:
            _write_part(book, book.add_worksheet(next(names)), part)
        sheet = book.add_worksheet(next(names))
        _set_up(sheet, tables.write_sheet(book, sheet, report.sources))
        sheet.repeat_rows(0)
    return buffer.getvalue()


def _write_report(book: Workbook, sheet: Worksheet, report: Report) -> None:
    title = book.add_format(tables.LOOK | {"bold": True, "font_size": 18})
    label = book.add_format(tables.LOOK | {"bold": True, "text_wrap": True})
    text = book.add_format(tables.LOOK | {"text_wrap": True})
    sheet.set_column(0, 0, LABELS)
    sheet.set_column(1, 1, TEXTS)
    sheet.write_string(0, 0, digits(report.title), title)
    for row, (name, content) in enumerate(_in_cells(_content(report)), start=1):
        sheet.write_string(row, 0, name, label)
        sheet.write_string(row, 1, content, text)
    _set_up(sheet, LABELS + TEXTS)


def _content(report: Report) -> Iterator[tuple[str, str]]:
    """What stands on the first sheet, label and text, in the order of the other forms."""
    yield _(headings.AUTHORITY), report.organization
    yield from report.heads
    if report.opening:
        yield "", report.opening
    yield from ((part.heading, part.sentence) for part in report.parts)
    yield from ((heading, text) for heading, text in report.texts if text.strip())
    for activity in report.activities:
        yield f"{_(headings.ACTIVITIES)}: {activity.heading}", activity.captions
    for finding, explanation in report.findings:
        yield _(headings.OBSERVATIONS), finding
        yield _(headings.OBSERVED[1]), explanation or _(headings.UNEXPLAINED)
    yield from report.signed


def _in_cells(content: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The same, each text that a cell has no room for in several below each other."""
    for label, text in content:
        yield label, text[: tables.LONGEST]
        for start in range(tables.LONGEST, len(text), tables.LONGEST):
            yield "", text[start : start + tables.LONGEST]


def _write_part(book: Workbook, sheet: Worksheet, part: Section) -> None:
    title = book.add_format(tables.LOOK | {"bold": True, "font_size": 16})
    text = book.add_format(tables.LOOK)
    sheet.write_string(0, 0, part.title, title)
    sheet.write_string(1, 0, part.place, text)
    sheet.write_string(2, 0, part.source, text)
    _set_up(sheet, tables.write_sheet(book, sheet, part.table, TOP))
    sheet.repeat_rows(TOP)


def _set_up(sheet: Worksheet, wide: float) -> None:
    """How the sheet is printed: on A4, as wide as the paper, every page with its number."""
    sheet.set_paper(A4)
    # One page wide, as many long as it takes.
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(**MARGINS)
    # Excel's own marks: in the middle, this page, how many pages.
    sheet.set_footer("&C" + _(headings.PAGE).format(page="&P", pages="&N"))
    if wide > PORTRAIT:
        sheet.set_landscape()


def _sheet_names(headings: Iterable[str]) -> Iterator[str]:
    """A name for each sheet that a workbook takes: short, cut between words, no two alike."""
    taken: set[str] = set()
    for heading in headings:
        plain = " ".join(heading.translate(FORBIDDEN).split())
        name = _cut(plain, LONGEST_NAME)
        count = 1
        while name.casefold() in taken:  # Excel holds names for the same that differ in case only
            count += 1
            # Room for the number, as " (12)".
            name = f"{_cut(plain, LONGEST_NAME - 5)} ({count})"
        taken.add(name.casefold())
        yield name


def _cut(name: str, longest: int) -> str:
    """As many words of a name as are at most so many letters; of a single longer word its beginning."""
    lines = (thai.lines(name, width)[0] for width in range(longest, 0, -1))
    return next((line for line in lines if len(line) <= longest), name[:longest])
