"""From a workbook (.xlsx, .xls) to one CSV file a sheet, row for row, in a process of its own.

    python -m loaders.workbook WORKBOOK FOLDER

A workbook can be made to crash its reader or to fill the memory; then only this process ends, and the file is refused.
Formulas are never evaluated: a cell holds what Excel last showed, or the formula's text where there is none."""

import csv
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from io import StringIO, TextIOWrapper
from pathlib import Path
from typing import Any, NamedTuple

from language import N_
from loaders.files import Original
from loaders.limits import (
    LARGEST_FILE,
    LARGEST_UNPACKED,
    LONGEST_CELL,
    MOST_COLUMNS,
    MOST_TIMES_SMALLER,
    READER_MEMORY,
    READER_SECONDS,
)
from loaders.problem import LoadError, Problem
from loaders.text import Text, cell_too_long

XLSX, XLS = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
ROOT = Path(__file__).parents[1]
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""The name of the part that holds a workbook locked by Excel 2007 or later, which looks like one of Excel 97."""
TOO_WIDE, TOO_LONG, LOCKED = "too_wide", "too_long", "locked"
_LITERAL = re.compile(r'"[^"]*"|\\.')
"""What a number format writes as it stands: a percent sign there multiplies nothing."""
_FORMULA = re.compile(rb"<f[ >]")
_HIDDEN_ROW = re.compile(rb'<row (?=[^>]*\bhidden="(?:1|true)")[^>]*\br="(\d+)"')


class Page(NamedTuple):
    """A sheet of a workbook: its text, whether it is hidden, and the numbers of its hidden rows, which are read too."""

    name: str
    text: Text
    is_hidden: bool
    hidden_rows: tuple[int, ...]


def read_workbook(original: Original) -> list[Page]:
    """All sheets in their order. Raises LoadError where the workbook is damaged, locked or a trap."""
    kind = "xlsx" if _begins(original.path, XLSX) else "xls"
    if kind == "xlsx":
        _refuse_bombs(original.path)
    command = [sys.executable, "-m", "loaders.workbook", kind, str(original.path.resolve()), str(original.scratch.resolve())]
    try:
        done = subprocess.run(  # noqa: S603 - this very Python, and paths of our own
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8", timeout=READER_SECONDS
        )
        told = json.loads(done.stdout.splitlines()[-1]) if done.returncode == 0 else {}
    except subprocess.TimeoutExpired:
        told = {}
    if told.get("refused") == TOO_WIDE:
        message = N_("Row {row} has more than {expected} columns; at most {expected} are read.")
        raise LoadError(Problem("error", "too_many_columns", message, row=told["row"], expected=str(MOST_COLUMNS)))
    if told.get("refused") == TOO_LONG:
        raise LoadError(cell_too_long(told["row"]))
    if told.get("refused") == LOCKED:
        message = N_("The workbook is locked with a password. Save it without one and load it again.")
        raise LoadError(Problem("error", "locked_workbook", message))
    if "sheets" not in told:
        message = N_("The workbook cannot be read: it is damaged or too large. Open it in Excel, save it as .xlsx and load that.")
        raise LoadError(Problem("error", "unreadable_workbook", message))
    text = partial(Text, encoding=f"Excel (.{kind})", delimiter=",", hidden_lines=0, is_ragged=True)
    return [Page(name, text(Path(path)), hidden, tuple(rows)) for name, path, hidden, rows in told["sheets"]]


def is_workbook(head: bytes) -> bool:
    """Whether a file with these first bytes is a workbook, whatever its name says."""
    return head.startswith((XLSX, XLS))


def _begins(path: Path, mark: bytes) -> bool:
    with path.open("rb") as file:
        return file.read(len(mark)) == mark


def _refuse_bombs(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as parts:
            unpacked = sum(part.file_size for part in parts.infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, UnicodeDecodeError):
        return  # the reader says so
    if unpacked > LARGEST_UNPACKED or unpacked > MOST_TIMES_SMALLER * max(path.stat().st_size, 100_000):
        message = N_("The workbook unpacks to {value} MB, far more than such a file should hold. It was not opened.")
        raise LoadError(Problem("error", "workbook_bomb", message, value=f"{unpacked // 1024 // 1024:,}"))


# What follows runs in the process of its own.


class _RefusedError(Exception):
    """Why, and in which row."""


class _Sheet(NamedTuple):
    """The name of a sheet; whether it is hidden; its rows, and the numbers of those that are hidden."""

    name: str
    is_hidden: bool
    rows: Iterator[list[str]]
    hidden_rows: Sequence[int] = ()


def _main(kind: str, path: str, folder: str) -> None:
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")  # Windows would choose a code page without Thai
    _limit_this_process()
    sheets = []
    try:
        for number, sheet in enumerate(_xlsx_sheets(path) if kind == "xlsx" else _xls_sheets(path)):
            target = Path(folder) / f"sheet-{number}.csv"
            _write(sheet.rows, target)
            sheets.append((sheet.name, str(target), sheet.is_hidden, sheet.hidden_rows))
    except _RefusedError as error:
        print(json.dumps(dict(zip(("refused", "row"), error.args, strict=True))))
        return
    except PermissionError:
        print(json.dumps({"refused": LOCKED}))
        return
    print(json.dumps({"sheets": sheets}))


def _limit_this_process() -> None:
    with suppress(ImportError):  # not on Windows
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (READER_MEMORY, READER_MEMORY))
        resource.setrlimit(resource.RLIMIT_FSIZE, (4 * LARGEST_FILE, 4 * LARGEST_FILE))


def _write(rows: Iterable[list[str]], target: Path) -> None:
    """Writes rows as CSV, an empty row as an empty line."""
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        for number, cells in enumerate(rows, start=1):
            while cells and not cells[-1].strip():
                cells.pop()
            if len(cells) > MOST_COLUMNS:
                raise _RefusedError(TOO_WIDE, number)
            if any(len(cell) > LONGEST_CELL for cell in cells):
                raise _RefusedError(TOO_LONG, number)
            writer.writerow(cells)


def _xlsx_sheets(path: str) -> Iterator[_Sheet]:
    import openpyxl

    with Path(path).open("rb") as file:  # a path would have to end in .xlsx
        shown = openpyxl.load_workbook(file, read_only=True, data_only=True)
        formulas: Any = None
        sheet: Any
        for sheet in shown.worksheets:
            part = sheet._worksheet_path
            sheet.reset_dimensions()  # what a sheet says of its own size is often wrong
            if next(_found(_FORMULA, path, part), None) is None:
                rows = ([_shown(cell) for cell in row] for row in sheet.iter_rows())
            else:
                formulas = formulas or openpyxl.load_workbook(file, read_only=True)
                formulas[sheet.title].reset_dimensions()
                pairs = zip(sheet.iter_rows(), formulas[sheet.title].iter_rows(), strict=True)
                rows = ([_shown(*both) for both in zip(row, behind, strict=True)] for row, behind in pairs)
            hidden_rows = [int(found[1]) for found in _found(_HIDDEN_ROW, path, part)]
            yield _Sheet(sheet.title, sheet.sheet_state != "visible", rows, hidden_rows)


def _found(pattern: re.Pattern[bytes], path: str, part: str) -> Iterator[re.Match[bytes]]:
    """Where the pattern stands in the tags of a part of a workbook, which the reader itself does not tell."""
    with zipfile.ZipFile(path) as parts, parts.open(part) as sheet:
        rest = b""
        while chunk := sheet.read(1024 * 1024):
            whole, begun, rest = (rest + chunk).rpartition(b"<")
            rest = begun + rest
            yield from pattern.finditer(whole)
        yield from pattern.finditer(rest)


def _shown(cell: Any, behind: Any = None) -> str:
    """The text of a cell as Excel shows it, but with all digits of a number, and dates in ISO form."""
    value = cell.value
    if value is None and behind is not None and isinstance(behind.value, str) and behind.value.startswith("="):
        value = behind.value
    return _text(value, cell.number_format or "")


def _text(value: object, number_format: str = "") -> str:
    if value is None:
        return ""
    if isinstance(value, int | float) and not isinstance(value, bool) and "%" in _LITERAL.sub("", number_format):
        return f"{_text(value * 100)}%"
    if isinstance(value, float):
        # 15 digits are what Excel shows: 277268.00000000006 is noise of its own arithmetic.
        return format(Decimal(f"{value:.15g}").normalize(), "f")
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    return str(value).replace("_x000D_", "").replace("\x00", "\ufffd")


def _xls_sheets(path: str) -> Iterator[_Sheet]:
    import xlrd

    if _ENCRYPTED in Path(path).read_bytes():
        raise PermissionError
    try:
        workbook = xlrd.open_workbook(path, logfile=StringIO(), formatting_info=True)
    except xlrd.XLRDError as error:
        if "encrypted" in str(error):
            raise PermissionError from error
        raise

    for sheet in workbook.sheets():
        rows = ([_xls_shown(workbook, cell) for cell in sheet.row(at)] for at in range(sheet.nrows))
        hidden_rows = [at + 1 for at, row in sheet.rowinfo_map.items() if row.hidden]
        yield _Sheet(sheet.name, sheet.visibility != 0, rows, hidden_rows)


def _xls_shown(workbook: Any, cell: Any) -> str:
    import xlrd

    if cell.ctype == xlrd.XL_CELL_DATE:
        return _text(xlrd.xldate_as_datetime(cell.value, workbook.datemode))
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return _text(bool(cell.value))
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return _text(xlrd.error_text_from_code.get(cell.value))
    return _text(cell.value, workbook.format_map[workbook.xf_list[cell.xf_index].format_key].format_str)


if __name__ == "__main__":
    _main(*sys.argv[1:])
