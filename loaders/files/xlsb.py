"""From a binary workbook (.xlsb) to sheets. Read here, because the libraries for it tell neither
percentages nor hidden rows.

Its parts are records one after the other, described in Microsoft's MS-XLSB; the numbers below are theirs."""

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from struct import unpack_from
from typing import IO

from lxml import etree
from openpyxl.styles.numbers import is_date_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel
from xlrd import error_text_from_code

from loaders.files.cells import DamagedError, Sheet, text_of
from loaders.files.xlsx import BUILTIN

_ROW, _BLANK, _PACKED, _ERROR, _BOOLEAN, _REAL, _TEXT, _SHARED = range(8)
_RICH_TEXT, _FIRST_SHORT, _LAST_SHORT = 62, 12, 18
_FORMULAS = {8: _TEXT, 9: _REAL, 10: _BOOLEAN, 11: _ERROR}
"""What a formula last showed is written like a value of its kind."""
_SHARED_ITEM, _NUMBER_FORMAT, _LOOK, _BOOK, _SHEET = 19, 44, 47, 153, 156
_LOOKS_BEGIN, _LOOKS_END = 617, 618
_UNKNOWN = "#?"
_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 16_384


@dataclass(frozen=True)
class _Book:
    """What all sheets of a workbook share: texts, the number format of each look, and the day from which
    days are counted."""

    texts: list[str]
    formats: list[str]
    epoch: datetime


def sheets(path: Path) -> Iterator[Sheet]:
    """The sheets in their order."""
    with zipfile.ZipFile(path) as parts:
        records = list(_records(parts.open("xl/workbook.bin")))
        # The flag f1904 of BrtWbProp.
        is_1904 = any(kind == _BOOK and data[0] & 1 for kind, data in records)
        book = _Book(_texts(parts), _formats(parts), CALENDAR_MAC_1904 if is_1904 else CALENDAR_WINDOWS_1900)
        places = _places(parts)
        for kind, data in records:
            if kind == _SHEET:
                # BrtBundleSh: state and number, four bytes each, then the relation and the name.
                relation, end = _text(data, 8)
                hidden_rows: list[int] = []
                with parts.open(places[relation]) as part:
                    yield Sheet(
                        _text(data, end)[0], data[0] != 0, _rows(part, book, hidden_rows), hidden_rows
                    )


def _records(part: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """The kind and the content of each record. Raises DamagedError where the last one is cut off."""
    while first := part.read(1):
        kind = first[0]
        # Numbers and sizes come in pieces of seven bits; the eighth says that another follows.
        if kind & 0x80:
            kind = kind & 0x7F | (part.read(1)[0] & 0x7F) << 7
        size = 0
        for shift in (0, 7, 14, 21):
            (byte,) = part.read(1)
            size |= (byte & 0x7F) << shift
            if not byte & 0x80:
                break
        data = part.read(size)
        if len(data) < size:
            raise DamagedError(f"a record of {size} bytes has {len(data)}")
        yield kind, data


def _text(data: bytes, at: int) -> tuple[str, int]:
    """A text and where it ends."""
    (length,) = unpack_from("<I", data, at)
    end = at + 4 + 2 * length
    if end > len(data):
        raise DamagedError("a text is cut off")
    return data[at + 4 : end].decode("utf-16-le"), end


def _texts(parts: zipfile.ZipFile) -> list[str]:
    name = "xl/sharedStrings.bin"
    records = _records(parts.open(name)) if name in parts.namelist() else iter(())
    # A byte of flags stands before each text.
    return [_text(data, 1)[0] for kind, data in records if kind == _SHARED_ITEM]


def _formats(parts: zipfile.ZipFile) -> list[str]:
    """The number format of each look of cells."""
    named = dict(BUILTIN)
    looks = []
    is_look = False
    for kind, data in _records(parts.open("xl/styles.bin")):
        # Cells name a look of this list; a named style's own looks stand in another.
        is_look = kind == _LOOKS_BEGIN or (is_look and kind != _LOOKS_END)
        if kind == _NUMBER_FORMAT:
            named[unpack_from("<H", data)[0]] = _text(data, 2)[0]
        elif kind == _LOOK and is_look:
            # BrtXF: the look that it comes from (two bytes), then the number of its format.
            looks.append(named.get(unpack_from("<H", data, 2)[0], "General"))
    return looks


def _places(parts: zipfile.ZipFile) -> dict[str, str]:
    """Which part each relation of the workbook names."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    relations = etree.fromstring(parts.read("xl/_rels/workbook.bin.rels"), parser)
    return {
        each.get("Id"): posixpath.join("xl", each.get("Target")).lstrip("/")
        for each in relations.iter("{*}Relationship")
    }


def _rows(part: IO[bytes], book: _Book, hidden_rows: list[int]) -> Iterator[list[str]]:
    cells = list[str]()
    number = 0
    for kind, data in _records(part):
        if kind == _ROW:
            (row,) = unpack_from("<I", data)
            if not number <= row < _MOST_ROWS:
                raise DamagedError(f"row {row + 1} after row {number}")
            if number:
                yield cells
            yield from ([] for _ in range(number, row))
            cells = []
            number = row + 1
            # fDyZero of BrtRowHdr: a row of no height.
            if data[11] & 0x10:
                hidden_rows.append(number)
        elif kind <= _LAST_SHORT or kind == _RICH_TEXT:
            _put(cells, kind, data, book)
    if number:
        yield cells


def _put(cells: list[str], kind: int, data: bytes, book: _Book) -> None:
    """Puts a cell where it belongs in its row. One of the short kinds stands right of the one before and
    does not say so."""
    is_short = _FIRST_SHORT <= kind <= _LAST_SHORT
    column = len(cells) if is_short else unpack_from("<I", data)[0]
    if not len(cells) <= column < _MOST_COLUMNS:
        raise DamagedError(f"column {column + 1} after column {len(cells)}")
    shown = _shown(kind - _FIRST_SHORT + 1, data, 0, book) if is_short else _shown(kind, data, 4, book)
    cells += [*[""] * (column - len(cells)), shown]


def _shown(kind: int, data: bytes, at: int, book: _Book) -> str:
    """What a cell shows; its look stands before its value."""
    kind = _FORMULAS.get(kind, kind)
    value = at + 4
    if kind == _BLANK:
        return ""
    if kind == _RICH_TEXT:
        return _text(data, value + 1)[0]
    if kind == _TEXT:
        return _text(data, value)[0]
    if kind == _SHARED:
        at_text: int = unpack_from("<I", data, value)[0]
        return book.texts[at_text]
    if kind == _ERROR:
        return str(error_text_from_code.get(data[value], _UNKNOWN))
    if kind == _BOOLEAN:
        return text_of(data[value] != 0)
    number: float = _unpacked(data, value) if kind == _PACKED else unpack_from("<d", data, value)[0]
    # Three bytes name the cell's look.
    number_format = book.formats[int.from_bytes(data[at : at + 3], "little")]
    return text_of(from_excel(number, book.epoch) if is_date_format(number_format) else number, number_format)


def _unpacked(data: bytes, at: int) -> float:
    """A number packed into four bytes: a whole one or the upper half of another, of which it may be the
    hundredfold."""
    (whole,) = unpack_from("<i", data, at)
    number = (
        float(whole >> 2)
        if whole & 2
        else unpack_from("<d", bytes(4) + (whole & ~3).to_bytes(4, "little", signed=True))[0]
    )
    return number / 100 if whole & 1 else number
