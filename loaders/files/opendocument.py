"""From an OpenDocument spreadsheet (.ods, .fods), as LibreOffice writes it, to sheets."""

import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Any, cast

from loaders.files.cells import Sheet, day_of, number_of, text_of
from loaders.files.markup import events, forget
from loaders.limits import MOST_COLUMNS

_OFFICE, _TABLE, _TEXT, _STYLE = (
    f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}" for name in ("office", "table", "text", "style")
)
_ROW, _COLUMN, _CELL, _COVERED = (
    f"{_TABLE}{name}" for name in ("table-row", "table-column", "table-cell", "covered-table-cell")
)
_SHEET, _LOOK, _PARAGRAPH = f"{_TABLE}table", f"{_STYLE}style", f"{_TEXT}p"
_WHITE = {f"{_TEXT}s": " ", f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}
_ERRORS = ("#", "Err:")


def sheets(path: Path) -> Iterator[Sheet]:
    """The sheets in their order; each has to be read before the next. Raises PermissionError where they
    are locked."""
    with ExitStack() as open_files:
        elements = events(_content(path, open_files), _LOOK, _SHEET, _COLUMN, _ROW)
        # Looks stand before the sheets that have them; a sheet is hidden by its look.
        unseen = set()
        for event, element in elements:
            if event == "end" and element.tag == _LOOK:
                if any(each.get(f"{_TABLE}display") == "false" for each in element):
                    unseen.add(element.get(f"{_STYLE}name"))
            elif event == "start" and element.tag == _SHEET:
                hidden: tuple[list[int], list[int]] = [], []
                is_hidden = element.get(f"{_TABLE}style-name") in unseen
                yield Sheet(element.get(f"{_TABLE}name"), is_hidden, _rows(elements, *hidden), *hidden)


def _content(path: Path, open_files: ExitStack) -> IO[bytes]:
    if not zipfile.is_zipfile(path):  # all in one file of XML
        return open_files.enter_context(path.open("rb"))
    parts = open_files.enter_context(zipfile.ZipFile(path))
    # The list of parts is never encrypted.
    if b"encryption-data" in parts.read("META-INF/manifest.xml"):
        raise PermissionError
    return open_files.enter_context(parts.open("content.xml"))


def _rows(
    elements: Iterator[tuple[str, Any]], hidden_rows: list[int], hidden_columns: list[int]
) -> Iterator[list[str]]:
    """The rows of one sheet; empty ones at its end, of which there may be a million, are left out."""
    number = empty = column = 0
    for event, element in elements:
        if event == "end" and element.tag == _SHEET:
            return
        if event == "end" and element.tag == _COLUMN:
            times = int(element.get(f"{_TABLE}number-columns-repeated", 1))
            if element.get(f"{_TABLE}visibility", "visible") != "visible":
                hidden_columns.extend(range(column, min(column + times, MOST_COLUMNS)))
            column += times
        if event == "end" and element.tag == _ROW:
            cells = _cells(element)
            times = int(element.get(f"{_TABLE}number-rows-repeated", 1))
            if any(cells):
                yield from ([] for _ in range(empty))
                yield from (list(cells) for _ in range(times))
                if element.get(f"{_TABLE}visibility", "visible") != "visible":
                    hidden_rows.extend(range(number + 1, number + times + 1))
            number = number + times
            empty = 0 if any(cells) else empty + times
            forget(element)


def _cells(row: Any) -> list[str]:
    """The texts of a row, without empty ones at its end."""
    cells: list[str] = []
    empty = 0
    for cell in row.iterchildren(_CELL, _COVERED):
        text = _shown(cell)
        times = int(cell.get(f"{_TABLE}number-columns-repeated", 1))
        if text:  # more columns than are read are as wrong as one more
            cells += [""] * min(empty, MOST_COLUMNS + 1) + [text] * min(times, MOST_COLUMNS + 1)
        empty = 0 if text else empty + times
    return cells


def _shown(cell: Any) -> str:
    if cell.tag == _COVERED:  # by a merged cell, which shows its own text only
        return ""
    text = "\n".join(_written(paragraph) for paragraph in cell.iterchildren(_PARAGRAPH))
    kind = cell.get(f"{_OFFICE}value-type")
    # Of a formula never computed only its text is there, behind a namespace (of:=SUM(…)).
    if text.startswith(_ERRORS) or kind is None:
        return text or "".join(cell.get(f"{_TABLE}formula", "").partition("=")[1:])
    # The value has all its digits, the text beside it may be rounded.
    if kind in ("float", "currency", "percentage"):
        return text_of(number_of(cell.get(f"{_OFFICE}value", "")), "%" if kind == "percentage" else "")
    if kind == "date":
        return text_of(day_of(cell.get(f"{_OFFICE}date-value", "")))
    if kind == "boolean":
        return text_of(cell.get(f"{_OFFICE}boolean-value") == "true")
    return text or cast(str, cell.get(f"{_OFFICE}string-value", ""))


def _written(element: Any) -> str:
    """The text of a paragraph; of several spaces, all but the first are elements."""
    pieces = [element.text or ""]
    for inner in element:
        white = _WHITE.get(inner.tag)
        pieces += [white * int(inner.get(f"{_TEXT}c", 1)) if white else _written(inner), inner.tail or ""]
    return "".join(pieces)
