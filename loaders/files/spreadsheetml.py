"""From an XML spreadsheet of 2003 (SpreadsheetML), which Excel writes and many programs export as .xls or
.xml, to sheets."""

from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl.styles.numbers import is_date_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from loaders.files.cells import DamagedError, Sheet, day_of, number_of, text_of
from loaders.files.markup import events
from loaders.files.text import decoded
from loaders.limits import MOST_COLUMNS

_SS, _X = "{urn:schemas-microsoft-com:office:spreadsheet}", "{urn:schemas-microsoft-com:office:excel}"
MOST_NUMBERS = 1_048_576
"""How many rows a sheet of Excel has."""
_NAMED = {
    "Percent": "0%",
    "Standard": "#,##0.00",
    "Fixed": "0.00",
    "Scientific": "0.00E+00",
    "Currency": "#,##0.00",
    "Euro Currency": "#,##0.00",
    "General Number": "General",
    "Yes/No": "General",
    "True/False": "General",
    "On/Off": "General",
}
"""Formats that have a name, in which letters of a date would stand for nothing; those of dates (Short Date
…) have a D or a T."""


def sheets(path: Path) -> Iterator[Sheet]:
    """The sheets in their order. Raises DamagedError where the file is not whole."""
    text = decoded(path.read_bytes()).lstrip()
    if text.startswith("<?xml"):  # with an encoding that it no longer has
        text = text.partition("?>")[2].lstrip()
    # The last event is the end of the book, with all of it read.
    *_others, (_event, book) = events(BytesIO(text.encode()), f"{_SS}Workbook")
    formats = _formats(book)
    is_1904 = next(book.iter(f"{_X}Date1904"), None) is not None
    epoch = CALENDAR_MAC_1904 if is_1904 else CALENDAR_WINDOWS_1900
    for sheet in book.iterchildren(f"{_SS}Worksheet"):
        hidden_rows: list[int] = []
        # SheetHidden or SheetVeryHidden.
        is_hidden = (sheet.findtext(f"{_X}WorksheetOptions/{_X}Visible") or "").startswith("Sheet")
        hidden_columns = [
            at for places, column in _columns(sheet) if _said(column, "Hidden") == "1" for at in places
        ]
        rows = _rows(sheet, formats, epoch, hidden_rows)
        yield Sheet(sheet.get(f"{_SS}Name"), is_hidden, rows, hidden_rows, hidden_columns)


def _said(element: Any, name: str, otherwise: str = "") -> str:
    """An attribute, which careless programs write without its namespace."""
    return str(element.get(f"{_SS}{name}", element.get(name, otherwise)))


def _formats(book: Any) -> dict[str, str]:
    """The number format of each style, which it may have from another."""
    styles = {_said(style, "ID"): style for style in book.iterfind(f"{_SS}Styles/{_SS}Style")}

    def format_of(style: Any) -> str:
        own, parent = style.find(f"{_SS}NumberFormat"), styles.get(_said(style, "Parent"))
        if own is not None:
            return _NAMED.get(_said(own, "Format"), _said(own, "Format"))
        return format_of(parent) if parent is not None else ""

    return {name: format_of(style) for name, style in styles.items()}


def _columns(sheet: Any) -> Iterator[tuple[range, Any]]:
    """What is said of columns: the positions that it holds for, and the element."""
    place = 0
    for column in sheet.iterfind(f"{_SS}Table/{_SS}Column"):
        first = int(_said(column, "Index", str(place + 1)))
        place = first + int(_said(column, "Span", "0"))
        yield range(first - 1, min(place, MOST_COLUMNS)), column


def _rows(
    sheet: Any, formats: dict[str, str], epoch: datetime, hidden_rows: list[int]
) -> Iterator[list[str]]:
    table = sheet.find(f"{_SS}Table")
    if table is None:
        return
    columns = {at: _said(column, "StyleID") for places, column in _columns(sheet) for at in places}
    # Column → the row down to which a merged cell reaches.
    above = dict[int, int]()
    number = 0
    for row in table.iterchildren(f"{_SS}Row"):
        first = int(_said(row, "Index", str(number + 1)))
        # A far row would be a million empty ones before it.
        if not number < first <= MOST_NUMBERS:
            raise DamagedError(f"row {first} after row {number}")
        yield from ([] for _ in range(number + 1, first))
        texts: list[str] = []
        for place, cell in _placed(row):
            # As Excel has it: a cell's own look before its row's, its column's and the table's.
            style = (
                _said(cell, "StyleID")
                or _said(row, "StyleID")
                or columns.get(place, "")
                or _said(table, "StyleID")
            )
            text = _shown(cell, formats.get(style or "Default", ""), epoch)
            if text and above.get(place, 0) >= first:
                raise DamagedError(f"row {first} has a cell under a merged one")
            texts += [""] * (place - len(texts)) + [text]
            for covered in range(place, place + int(_said(cell, "MergeAcross", "0")) + 1):
                above[covered] = max(above.get(covered, 0), first + int(_said(cell, "MergeDown", "0")))
        number = first + int(_said(row, "Span", "0"))
        if any(texts) and _said(row, "Hidden") == "1":
            hidden_rows.append(first)
        yield texts
        yield from ([] for _ in range(first, number))


def _placed(row: Any) -> Iterator[tuple[int, Any]]:
    """The cells of a row, each with its column (from 0): they stand side by side, but where one says
    otherwise."""
    free = 0
    for cell in row.iterchildren(f"{_SS}Cell"):
        place = int(_said(cell, "Index", str(free + 1))) - 1
        if not free <= place <= MOST_NUMBERS:
            raise DamagedError(f"column {place + 1} after column {free}")
        yield place, cell
        free = place + 1 + int(_said(cell, "MergeAcross", "0"))


def _shown(cell: Any, number_format: str, epoch: datetime) -> str:
    data = cell.find(f"{_SS}Data")
    if data is None:
        return _said(cell, "Formula")
    text = "".join(data.itertext())
    kind = _said(data, "Type")
    if kind == "Number" and is_date_format(number_format):
        return text_of(from_excel(number_of(text), epoch))
    if kind == "Number":
        return text_of(number_of(text), number_format)
    if kind == "DateTime":
        return text_of(day_of(text))
    return text_of(text.strip() == "1") if kind == "Boolean" else text
