"""From a file's bytes to its cells: one encoding, one header row, every record numbered as a spreadsheet numbers it.

Understood so far: CSV in UTF-8 (with or without a byte-order mark), comma-separated, header in the first row. Anything
else is refused by name, never read as garbage; further encodings and layouts belong here."""

import csv
import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from language import N_
from loaders.problem import LoadError, Problem

LARGEST_FILE = 200 * 1024 * 1024
LONGEST_CELL = 10_000
MOST_COLUMNS = 500

UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
ZIP_MARK = b"PK\x03\x04"
OLE_MARK = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class Contents:
    """A file as it was read once: its bytes are what is checked, stored and kept, whatever happens to the file meanwhile."""

    name: str
    data: bytes

    @property
    def sha256(self) -> str:
        """The SHA-256 of the bytes, in hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True)
class Cells:
    """A file's cells: the headers, then (row number, cells) for each record that holds anything."""

    headers: list[str]
    records: Iterator[tuple[int, list[str]]]
    encoding: str
    layout: str


def read(path: Path) -> Contents:
    """The bytes of a file. Raises LoadError where there is no such file or it is too large."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise LoadError(
                Problem(
                    "error",
                    "file_too_large",
                    N_("The file is larger than {expected}. Split it, for example by fiscal year."),
                    expected=f"{LARGEST_FILE // 1024 // 1024} MB",
                )
            )
        name = os.fsencode(path.name).decode(errors="replace")  # a name in another encoding cannot be stored
        return Contents(name, path.read_bytes())
    except OSError as error:
        raise LoadError(
            Problem(
                "error",
                "unreadable_file",
                N_("The file {value} cannot be read: {reason}. Check its name and that you may open it."),
                value=str(path),
                words={"reason": error.strerror or ""},
            )
        ) from error


def cells(contents: Contents) -> Cells:
    """The cells of a CSV file. Raises LoadError where the bytes are not UTF-8 text or the text is not CSV."""
    text = _text(contents.data)
    records = _numbered(csv.reader(StringIO(text, newline=""), strict=True))
    _, headers = next(records, (1, []))
    if not any(header.strip() for header in headers):
        raise LoadError(
            Problem("error", "no_header", N_("The file holds no header row. Its first row must name the columns."), row=1)
        )
    if len(headers) > MOST_COLUMNS:
        raise LoadError(
            Problem(
                "error",
                "too_many_columns",
                N_("The file has {value} columns; at most {expected} are read."),
                row=1,
                value=str(len(headers)),
                expected=str(MOST_COLUMNS),
            )
        )
    return Cells(headers, records, "UTF-8 with BOM" if contents.data.startswith(b"\xef\xbb\xbf") else "UTF-8", layout="tidy")


def _text(data: bytes) -> str:
    if data.startswith((ZIP_MARK, OLE_MARK)):
        raise _not_utf8(N_("it is an Excel workbook, not text"))
    if data.startswith(UTF16_MARKS):
        raise _not_utf8(N_("it is UTF-16, which Excel calls Unicode Text"))
    if b"\x00" in data:
        raise _not_utf8(N_("it holds NUL bytes"))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _not_utf8(N_("it has bytes that are not UTF-8, probably Thai in Windows-874"), line) from error


def _not_utf8(reason: str, row: int | None = None) -> LoadError:
    return LoadError(
        Problem(
            "error",
            "unreadable_bytes",
            N_("The file cannot be read as text: {reason}. In Excel choose Save As, CSV UTF-8 (Comma delimited)."),
            row=row,
            words={"reason": reason},
        )
    )


def _numbered(reader: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    """Records with their row numbers; empty rows are counted and passed over."""
    csv.field_size_limit(LARGEST_FILE)
    row = 0
    try:
        for row, record in enumerate(reader, start=1):
            if any(cell and not cell.isspace() for cell in record):
                if any(len(cell) > LONGEST_CELL for cell in record):
                    raise LoadError(
                        Problem(
                            "error",
                            "cell_too_long",
                            N_("Row {row} has a cell of more than {expected} characters. Is a quotation mark missing?"),
                            row=row,
                            expected=f"{LONGEST_CELL:,}",
                        )
                    )
                yield row, record
    except csv.Error as error:
        raise LoadError(
            Problem(
                "error",
                "broken_quotes",
                N_(
                    "Row {row} breaks the rules of CSV: a quotation mark is opened and not closed,"
                    " or text follows a closed one. Open the file in a spreadsheet and save it as CSV again."
                ),
                row=row + 1,
            )
        ) from error
