"""From a workbook of today (.xlsx, .xlsm, also of the strict form of its standard) to sheets."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.styles.numbers import BUILTIN_FORMATS

from loaders.files.cells import Sheet, text_of
from loaders.limits import MOST_COLUMNS

BUILTIN = (
    BUILTIN_FORMATS
    | dict.fromkeys([*range(27, 37), *range(50, 59), *range(71, 82)], "d/m/yyyy")
    | {67: "0%", 68: "0.00%"}
)
"""The number formats that Excel knows by number, with those of Thailand (71 is ว/ด/ปปปป) and its
neighbours."""
BUILTIN_FORMATS.update(BUILTIN)  # openpyxl knows only the others
_FORMULA = re.compile(rb"<f[ >]")
_HIDDEN_ROW = re.compile(rb'<row (?=[^>]*\bhidden="(?:1|true)")[^>]*\br="(\d+)"')
_HIDDEN_COLUMNS = re.compile(rb'<col (?=[^>]*\bhidden="(?:1|true)")(?=[^>]*\bmin="(\d+)")[^>]*\bmax="(\d+)"')
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(spreadsheetml|officeDocument|drawingml)/(\w+)")


def sheets(path: Path) -> Iterator[Sheet]:
    """The sheets in their order. Formulas are never evaluated: a cell holds what Excel last showed, or the
    formula's text."""
    path = _transitional(path)
    with path.open("rb") as file:  # a path would have to end in .xlsx
        shown = openpyxl.load_workbook(file, read_only=True, data_only=True)
        formulas: Any = None
        sheet: Any
        for sheet in shown.worksheets:
            part = sheet._worksheet_path
            crossed: list[int] = []
            sheet.reset_dimensions()  # what a sheet says of its own size is often wrong
            if next(_found(_FORMULA, path, part), None) is None:
                rows = (_texts(row, row, crossed) for row in sheet.iter_rows())
            else:
                # Read a second time only where a sheet has formulas.
                formulas = formulas or openpyxl.load_workbook(file, read_only=True)
                formulas[sheet.title].reset_dimensions()
                pairs = zip(sheet.iter_rows(), formulas[sheet.title].iter_rows(), strict=True)
                rows = (_texts(row, behind, crossed) for row, behind in pairs)
            hidden_rows = [int(match[1]) for match in _found(_HIDDEN_ROW, path, part)]
            hidden = [
                range(int(match[1]) - 1, min(int(match[2]), MOST_COLUMNS))
                for match in _found(_HIDDEN_COLUMNS, path, part)
            ]
            hidden_columns = [at for each in hidden for at in each]
            yield Sheet(
                sheet.title, sheet.sheet_state != "visible", rows, hidden_rows, hidden_columns, crossed
            )


def _transitional(path: Path) -> Path:
    """The workbook with the names that everybody knows, where it has those of the standard's strict form:
    the rest is alike."""
    with zipfile.ZipFile(path) as parts:
        book = next((name for name in parts.namelist() if name.endswith("workbook.xml")), None)
        if book is None or not _STRICT.search(parts.read(book)):
            return path
        changed = path.with_name("transitional")
        with zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as target:
            for name in parts.namelist():
                # Pictures and the like are left out: nobody reads them here.
                if name.endswith((".xml", ".rels")):
                    target.writestr(name, _STRICT.sub(_usual, parts.read(name)))
    return changed


def _usual(match: re.Match[bytes]) -> bytes:
    family, name = match.groups()
    if family == b"officeDocument":
        name = {b"extendedProperties": b"extended-properties", b"customProperties": b"custom-properties"}.get(
            name, name
        )
    return b"http://schemas.openxmlformats.org/%s/2006/%s" % (family, name)


def _found(pattern: re.Pattern[bytes], path: Path, part: str) -> Iterator[re.Match[bytes]]:
    """Where the pattern stands in the tags of a part of a workbook, which the reader itself does not tell."""
    with zipfile.ZipFile(path) as parts, parts.open(part) as sheet:
        rest = b""
        while chunk := sheet.read(1024 * 1024):
            # A tag may lie across two pieces: what follows the last "<" waits for the next one.
            whole, begun, rest = (rest + chunk).rpartition(b"<")
            rest = begun + rest
            yield from pattern.finditer(whole)
        yield from pattern.finditer(rest)


def _texts(row: tuple[Any, ...], behind: tuple[Any, ...], crossed: list[int]) -> list[str]:
    """The texts of a row, whose number is added to `crossed` where one of its cells is crossed out."""
    if crossed_out := next((cell for cell in row if cell.value is not None and cell.font.strike), None):
        crossed.append(crossed_out.row)
    return [_shown(*both) for both in zip(row, behind, strict=True)]


def _shown(cell: Any, behind: Any) -> str:
    value = cell.value
    if value is None and isinstance(behind.value, str) and behind.value.startswith("="):
        value = behind.value
    return text_of(value, cell.number_format or "")
