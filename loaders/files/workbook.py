"""From a workbook of any kind to one CSV file a sheet, row for row, in a process of its own.

    python -m loaders.files.workbook KIND WORKBOOK FOLDER

A workbook can be made to crash its reader or to fill the memory; then only this process ends, and the file is
refused. Formulas are never evaluated: a cell holds what was last shown, or the formula's text where there is
none."""

import csv
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict
from functools import partial
from io import TextIOWrapper
from pathlib import Path
from typing import NamedTuple

from loaders.files.cells import Sheet
from loaders.files.original import Original
from loaders.files.text import Text, cell_too_long
from loaders.limits import (
    LARGEST_FILE,
    LONGEST_CELL,
    MOST_COLUMNS,
    READER_MEMORY,
    READER_SECONDS,
)
from loaders.problem import LoadError, Problem
from vocabulary.language import N_

ROOT = Path(__file__).parents[2]
NAMES = {
    "xlsx": "Excel (.xlsx)",
    "xls": "Excel (.xls)",
    "xlsb": "Excel (.xlsb)",
    "ods": "OpenDocument (.ods)",
    "spreadsheetml": "Excel 2003 (XML)",
    "html": "HTML",
    "mhtml": "MHTML",
}
"""The kinds of workbook, and what a reader calls them."""
PAGES = ("html", "mhtml")
"""Those of them that are web pages."""
_ZIPPED = ("xlsx", "xlsb", "ods")


class Page(NamedTuple):
    """A sheet of a workbook: its name (None: it has none), its text, whether it is hidden, the numbers of its
    hidden rows, the positions of its hidden columns and the numbers of the rows that are crossed out, which
    are read too."""

    name: str | None
    text: Text
    is_hidden: bool
    hidden_rows: tuple[int, ...]
    hidden_columns: tuple[int, ...]
    crossed_rows: tuple[int, ...]


def read_workbook(original: Original, kind: str) -> list[Page]:
    """All sheets in their order. Raises LoadError where the workbook is damaged, locked or a trap."""
    command = [
        sys.executable,
        "-m",
        "loaders.files.workbook",
        kind,
        str(original.path.resolve()),
        str(original.scratch.resolve()),
    ]
    try:
        done = subprocess.run(  # noqa: S603 - this very Python, and paths of our own
            command,
            # There -m finds the module.
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
            timeout=READER_SECONDS,
        )
        # A library may have printed something before.
        answer = json.loads(done.stdout.splitlines()[-1]) if done.returncode == 0 else {}
    except subprocess.TimeoutExpired:
        answer = {}
    if "problem" in answer:
        raise LoadError(Problem(**answer["problem"]))
    if "sheets" not in answer:
        raise LoadError(_unreadable(kind))
    text = partial(Text, encoding=NAMES[kind], delimiter=",", hidden_lines=0, is_ragged=True)
    return [
        Page(name, text(Path(path)), hidden, *map(tuple, lists))
        for name, path, hidden, *lists in answer["sheets"]
    ]


def _unreadable(kind: str) -> Problem:
    message = N_(
        "The workbook cannot be read: it is damaged or too large. Open it in Excel, save it as .xlsx and"
        " load that."
    )
    if kind in PAGES:
        message = N_(
            "The web page cannot be read: it is cut off or too large, or its tables stand within one another."
            " Export it again, or open it in Excel, save it as .xlsx and load that."
        )
    return Problem("error", "unreadable_workbook", message)


# What follows runs in the process of its own.


def _main(kind: str, path: str, folder: str) -> None:
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")  # Windows would choose a code page without Thai
    # Before any library is loaded, whose memory counts, too.
    _limit_this_process()
    told = []
    try:
        for number, sheet in enumerate(_reader(kind)(_whole(kind, Path(path)))):
            target = Path(folder) / f"sheet-{number}.csv"
            _write(sheet.rows, target)
            lists = (sheet.hidden_rows, sheet.hidden_columns, sheet.crossed_rows)
            told.append((sheet.name, str(target), sheet.is_hidden, *lists))
    except LoadError as error:
        print(json.dumps({"problem": asdict(error.problems[0])}))
    except PermissionError:
        message = N_("The workbook is locked with a password. Save it without one and load it again.")
        print(json.dumps({"problem": asdict(Problem("error", "locked_workbook", message))}))
    else:
        print(json.dumps({"sheets": told}))


def _reader(kind: str) -> Callable[[Path], Iterator[Sheet]]:
    """What reads a kind of workbook; its library is loaded only now, when the memory is limited."""
    match kind:
        case "xlsx":
            from loaders.files.xlsx import sheets
        case "xls":
            from loaders.files.xls import sheets
        case "xlsb":
            from loaders.files.xlsb import sheets
        case "ods":
            from loaders.files.opendocument import sheets
        case "spreadsheetml":
            from loaders.files.spreadsheetml import sheets
        case "html":
            from loaders.files.webpage import sheets
        case _:
            from loaders.files.webpage import archived as sheets
    return sheets


def _whole(kind: str, path: Path) -> Path:
    """The file, of which no part differs from what its checksum says: a library may leave out what it
    cannot read."""
    if kind in _ZIPPED and zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as parts:
            if spoiled := parts.testzip():
                raise zipfile.BadZipFile(spoiled)
    return path


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
            # Libraries fill each row up to the widest.
            while cells and not cells[-1].strip():
                cells.pop()
            if len(cells) > MOST_COLUMNS:
                message = N_("Row {row} has more than {expected} columns; at most {expected} are read.")
                raise LoadError(
                    Problem("error", "too_many_columns", message, row=number, expected=str(MOST_COLUMNS))
                )
            if any(len(cell) > LONGEST_CELL for cell in cells):
                raise LoadError(cell_too_long(number))
            writer.writerow(cells)


if __name__ == "__main__":
    _main(*sys.argv[1:])
