"""From a workbook (.xlsx, .xls) to one CSV file a sheet, row for row, in a process of its own.

    python -m loaders.workbook WORKBOOK FOLDER

A workbook can be made to crash its reader or to fill the memory; then only this process ends, and the file is refused.
Formulas are never evaluated: a cell holds what Excel last showed, or the formula's text where there is none."""

import csv
import json
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from io import TextIOWrapper
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import Any

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


def read_workbook(original: Original) -> tuple[dict[str, Text], list[str]]:
    """The sheets that are to be seen, name → text, and the names of those that are hidden.

    Raises LoadError where the workbook is damaged, locked or a trap."""
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
    texts = {name: Text(Path(path), f"Excel (.{kind})", ",", 0, is_ragged=True) for name, path in told["sheets"] if path}
    return texts, [name for name, path in told["sheets"] if not path]


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


def _main(kind: str, path: str, folder: str) -> None:
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")  # Windows would choose a code page without Thai
    _limit_this_process()
    sheets = []
    try:
        for number, (name, rows) in enumerate(_xlsx_sheets(path) if kind == "xlsx" else _xls_sheets(path)):
            target = Path(folder) / f"sheet-{number}.csv"
            sheets.append((name, str(target) if rows is not None else None))
            if rows is not None:
                _write(rows, target)
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


def _xlsx_sheets(path: str) -> Iterator[tuple[str, Iterator[list[str]] | None]]:
    import openpyxl

    with Path(path).open("rb") as file:  # a path would have to end in .xlsx
        shown = openpyxl.load_workbook(file, read_only=True, data_only=True)
        formulas = openpyxl.load_workbook(file, read_only=True) if _has_formulas(path) else None
        for sheet in shown.worksheets:
            if sheet.sheet_state != "visible":
                yield sheet.title, None
                continue
            sheet.reset_dimensions()  # what a sheet says of its own size is often wrong
            if formulas is None:
                yield sheet.title, ([_shown(cell) for cell in row] for row in sheet.iter_rows())
            else:
                other = formulas[sheet.title]
                other.reset_dimensions()
                pairs = zip(sheet.iter_rows(), other.iter_rows(), strict=True)
                yield sheet.title, ([_shown(*both) for both in zip(row, behind, strict=True)] for row, behind in pairs)


def _has_formulas(path: str) -> bool:
    with zipfile.ZipFile(path) as parts:
        for name in parts.namelist():
            if name.startswith("xl/worksheets/"):
                with parts.open(name) as sheet:
                    before = b""
                    while chunk := sheet.read(1024 * 1024):
                        if b"<f>" in before + chunk or b"<f " in before + chunk:
                            return True
                        before = chunk[-2:]
    return False


def _shown(cell: Any, behind: Any = None) -> str:
    """The text of a cell as Excel shows it, but with all digits of a number, and dates in ISO form."""
    value = cell.value
    if value is None and behind is not None and isinstance(behind.value, str) and behind.value.startswith("="):
        value = behind.value
    if isinstance(value, int | float) and not isinstance(value, bool) and "%" in (cell.number_format or ""):
        return f"{_text(value * 100)}%"
    return _text(value)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        # 15 digits are what Excel shows: 277268.00000000006 is noise of its own arithmetic.
        return format(Decimal(f"{value:.15g}").normalize(), "f")
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    return str(value).replace("_x000D_", "").replace("\x00", "\ufffd")


def _xls_sheets(path: str) -> Iterator[tuple[str, Iterator[list[str]] | None]]:
    from python_calamine import CalamineWorkbook, PasswordError, SheetVisibleEnum

    with TemporaryDirectory() as room:
        named = copyfile(path, Path(room) / "workbook.xls")  # by another name it would not say why it refuses
        if _ENCRYPTED in named.read_bytes():
            raise PermissionError
        try:
            workbook = CalamineWorkbook.from_path(str(named))
        except PasswordError as error:
            raise PermissionError from error
    for sheet in workbook.sheets_metadata:
        if sheet.visible != SheetVisibleEnum.Visible:
            yield sheet.name, None
        else:
            rows = workbook.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
            yield sheet.name, ([_text(value) for value in row] for row in rows)


if __name__ == "__main__":
    _main(*sys.argv[1:])
