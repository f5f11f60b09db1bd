"""From a text file's bytes to rows of cells: which encoding, which delimiter, and every record numbered as a
spreadsheet does."""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import BinaryIO

import numpy as np

from loaders.files.original import CHUNK, Original
from loaders.limits import LONGEST_CELL
from loaders.problem import LoadError, Problem
from loaders.rows import Respelled, Row
from vocabulary.language import N_
from vocabulary.spelling import respelled

# In this order where two split as evenly.
DELIMITERS = ",;\t|"
SEP_LINE = re.compile(r"[ \t]*sep[ \t]*=[ \t]*(\t|[^\s\w\"])[ \t]*(?=[\r\n])", re.IGNORECASE)
"""The line with which Excel is told the delimiter; it hides the line and does not count it."""
HEAD = 1024 * 1024
LOST = "\ufffd".encode()
"""What stands in UTF-8 for a letter that could not be read."""
UTF8_MARK = b"\xef\xbb\xbf"
UTF16_MARKS = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
NAMES = {"utf-8": "UTF-8", "cp874": "Windows-874", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16"}

_MARK_OF_THAI = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
_MISPLACED = re.compile(
    f"(?<![\u0e01-\u0e2e{_MARK_OF_THAI}])[{_MARK_OF_THAI}]|[\u0e40-\u0e44](?![\u0e01-\u0e2e\u0e40])"
)
"""Marks that sit on no consonant and leading vowels that lead none (but เ typed twice for แ): rare in Thai,
common in other bytes read as Thai."""
_NUL = N_("it holds NUL bytes")
_FOREIGN = N_("it has bytes that are neither UTF-8 nor Thai in Windows-874")
_THAI = re.compile("[\u0e01-\u0e5b]")


@dataclass(frozen=True)
class Contents:
    """What the bytes of a text file hold: how many lines and delimiters; whether a NUL byte; whether what
    stands for a lost letter."""

    lines: int
    delimiters: int
    has_nul: bool
    has_lost: bool


@dataclass(frozen=True)
class Text:
    """A text file, as UTF-8 in `path`: which encoding it came in, its delimiter, the lines that a spreadsheet
    hides above the first row, and whether empty cells at the end of a row are left out."""

    path: Path
    encoding: str
    delimiter: str
    hidden_lines: int
    is_ragged: bool = False

    def rows(self, noticed: Respelled | None = None) -> Iterator[Row]:
        """The records that hold anything, spelled as they look; `noticed` is told which cells were not.

        Raises LoadError where the text breaks the rules of CSV."""
        try:
            yield from self._rows("strict", noticed)
        except UnicodeDecodeError as error:
            # Once more, leniently, to find the row of the foreign byte.
            row = next(
                (row for row, cells in self._rows("replace") if any("\ufffd" in cell for cell in cells)), None
            )
            raise _unreadable(_FOREIGN, row) from error

    def _rows(self, errors: str, noticed: Respelled | None = None) -> Iterator[Row]:
        # Behind an open quotation mark the rest of the file would be one cell.
        csv.field_size_limit(LONGEST_CELL * 4)
        with self.path.open(encoding="utf-8-sig", errors=errors, newline="") as lines:
            for _line in islice(lines, self.hidden_lines):
                pass
            # Spaces before a cell are its indent, but for those before a quotation mark.
            skips = not self.is_ragged and self._has_spaces_before_quotes()
            reader = csv.reader(
                _without_nul(lines), delimiter=self.delimiter, strict=True, skipinitialspace=skips
            )
            yield from _numbered(reader, noticed)

    def _has_spaces_before_quotes(self) -> bool:
        with self.path.open(encoding="utf-8-sig", errors="replace", newline="") as lines:
            return re.search(rf'{re.escape(self.delimiter)} +"', lines.read(HEAD)) is not None

    @cached_property
    def contents(self) -> Contents:
        """What its bytes hold, found in one pass."""
        lines = delimiters = 0
        rest = b"\n"
        has_nul = False
        has_lost = False
        with self.path.open("rb") as file:
            while chunk := file.read(CHUNK):
                lines += _count(chunk, b"\n")
                delimiters += _count(chunk, self.delimiter.encode())
                has_nul = has_nul or b"\x00" in chunk
                # One byte is looked for ten times as fast as three.
                has_lost = has_lost or LOST in rest + chunk[:2] or (LOST[:1] in chunk and LOST in chunk)
                # A lost letter is three bytes, which may lie across two chunks.
                rest = chunk[-2:]
        # The last line may end without a break.
        return Contents(lines + (rest[-1:] != b"\n"), delimiters, has_nul, has_lost)

    def count_lines(self) -> int:
        """How many lines the file has. Raises LoadError at a NUL byte."""
        if self.contents.has_nul:
            raise _unreadable(_NUL)
        return self.contents.lines

    def is_no_wider(self, width: int) -> bool:
        """Whether no line has more than so many cells, blank or not: of a text of which each line is a row,
        and none has fewer."""
        # Any other delimiter stands in quotation marks, or between cells too many.
        if self.contents.delimiters == self.contents.lines * (width - 1):
            return True
        try:
            with self.path.open(encoding="utf-8-sig", errors="replace", newline="") as lines:
                reader = csv.reader(lines, delimiter=self.delimiter, strict=True)
                return all(len(cells) <= width for cells in reader)
        except csv.Error:
            return False


def _count(chunk: bytes, sign: bytes) -> int:
    if len(sign) > 1:  # what the line `sep=` names may be any letter
        return chunk.count(sign)
    # NumPy counts what stands in every line three times as fast as Python.
    return int(np.count_nonzero(np.frombuffer(chunk, dtype=np.uint8) == sign[0]))


def read_text(original: Original) -> Text:
    """A file understood as text. Raises LoadError where its bytes are no text in an encoding that is
    known."""
    with original.path.open("rb") as file:
        start = file.read(len(UTF8_MARK))
        encoding = encoding_of(file)
    path = original.path if encoding == "utf-8" else _as_utf8(original, encoding)
    # Only the delimiter is looked for: a foreign byte is told with its row, when that is read.
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        first = file.read(HEAD)
    sep_line = SEP_LINE.match(first)
    mark = start.startswith(UTF8_MARK)
    name = "UTF-8 with BOM" if mark else NAMES[encoding]
    return Text(path, name, sep_line[1] if sep_line else _delimiter(first), 1 if sep_line else 0)


def decoded(data: bytes, declared: str | None = None) -> str:
    """The text of a part of a file: what its bytes are counts for more than the encoding that is
    `declared`, which is wrong as often as not. Raises LoadError where the bytes are no text in an encoding
    that is known."""
    try:
        encoding = encoding_of(BytesIO(data))
    except LoadError:
        if not declared:
            raise
        encoding = declared
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except (UnicodeDecodeError, LookupError) as error:
        raise _unreadable(_FOREIGN) from error


def plainly(head: bytes) -> str:
    """The first bytes of a file as letters, as far as they are such: enough to see what it is."""
    encoding = UTF16_MARKS.get(head[:2]) or _unmarked_utf16(head) or "utf-8"
    return head.decode(encoding, "replace").removeprefix("\ufeff")


def encoding_of(file: BinaryIO) -> str:
    """The encoding of a text file, as Python calls it. Raises LoadError where it is none that is known."""
    file.seek(0)
    head = file.read(HEAD)
    # What is plain ASCII so far says nothing: Thai may begin anywhere.
    while head.isascii() and b"\x00" not in head and (further := file.read(HEAD)):
        head = further
    return _encoding(head, file)


def _encoding(head: bytes, file: BinaryIO) -> str:
    """UTF-8 where that fits, else UTF-16 where it is marked or plain, else Windows-874 where what comes out
    is Thai."""
    if encoding := UTF16_MARKS.get(head[:2]) or _unmarked_utf16(head):
        return encoding
    if b"\x00" in head:
        raise _unreadable(_NUL)
    if _is_utf8(head):
        return "utf-8"
    file.seek(0)
    data = file.read(32 * HEAD)
    try:
        text = data.decode("cp874")
    except UnicodeDecodeError as error:
        raise _unreadable(_FOREIGN, _row_at(data, error)) from error
    # Windows-874 has a letter for nearly every byte: what comes out must read as Thai.
    if is_thai(text):
        return "cp874"
    try:
        data.decode()
    except UnicodeDecodeError as error:
        raise _unreadable(_FOREIGN, _row_at(data, error)) from error
    raise _unreadable(_FOREIGN)


def _is_utf8(head: bytes) -> bool:
    """Whether a text is UTF-8, or was until a foreign byte: that one is told when its row is read."""
    try:
        # The head may end inside a character.
        head[: -3 if len(head) == HEAD else None].decode()
    except UnicodeDecodeError as error:
        return (len(head) == HEAD and error.start >= HEAD - 6) or _THAI.search(
            head[: error.start].decode()
        ) is not None
    return True


def _unmarked_utf16(head: bytes) -> str | None:
    for encoding, first in (("utf-16-le", 1), ("utf-16-be", 0)):
        # The upper halves of Latin (00), Thai (0E) and signs such as – (20).
        upper = head[first::2]
        if (
            len(head) > 1
            and upper
            and all(byte in (0x00, 0x0E, 0x20) for byte in upper[:4096])
            # A delimiter or a line break, at least.
            and 0 in upper
        ):
            return encoding
    return None


def is_thai(text: str) -> bool:
    """Whether a text reads as Thai, and not as other bytes that happen to be letters of it."""
    thai = len(_THAI.findall(text))
    # One slip of the pen in fifty letters is let pass.
    return thai > 0 and len(_MISPLACED.findall(text)) <= 0.02 * thai


def _row_at(data: bytes, error: UnicodeDecodeError) -> int:
    return data.count(b"\n", 0, error.start) + 1


def _as_utf8(original: Original, encoding: str) -> Path:
    """A copy of the text in UTF-8, for readers that know nothing else."""
    path = original.scratch / "text.utf8"
    try:
        with (
            original.path.open(encoding=encoding, newline="") as source,
            path.open("w", encoding="utf-8", newline="") as target,
        ):
            while text := source.read(CHUNK):
                target.write(text.removeprefix("\ufeff"))
    except UnicodeError as error:  # lone surrogates too, which UTF-8 cannot write
        raise _unreadable(N_("it is cut off or damaged")) from error
    return path


def _without_nul(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        if "\x00" in line:
            raise _unreadable(_NUL)
        yield line


def _delimiter(head: str) -> str:
    """The mark that splits the first rows most evenly into more than one cell: of those by which quotation
    marks stand around cells, if any; lines within cells may be many, and be split by another."""
    head = head[: HEAD // 8]

    def evenness(delimiter: str) -> tuple[int, int]:
        reader = csv.reader(head.splitlines(keepends=True), delimiter=delimiter)
        try:
            widths = [len(record) for record in islice((record for record in reader if record), 30)]
        except csv.Error:
            widths = []
        # One cell in a row: the mark does not occur in it, as in the titles above a short table.
        splits = [width for width in widths if width > 1]
        return max(((splits.count(width), width) for width in splits), default=(0, 0))

    def fitness(delimiter: str) -> tuple[bool, tuple[int, int]]:
        even = evenness(delimiter)
        return even > (0, 0) and _quotes_cells(head, delimiter), even

    return max(DELIMITERS, key=fitness)


def _quotes_cells(head: str, delimiter: str) -> bool:
    """Whether every quotation mark begins or ends a cell, or is doubled in one; the last may be cut off."""
    bounds = rf"{re.escape(delimiter)}\r\n"
    cell = rf'(?<![^{bounds}]) *"(?:[^"]|"")*(?:" *(?=[{bounds}]|\Z)|\Z)'
    return '"' not in re.sub(cell, "", head)


def _numbered(reader: Iterator[list[str]], noticed: Respelled | None) -> Iterator[Row]:
    """Records with their row numbers; empty rows are counted and passed over."""
    row = 0
    try:
        # Records, not lines: to a spreadsheet a row with breaks in its cells is one.
        for row, written in enumerate(reader, start=1):
            if not written:  # an empty line, of which a file may have millions
                continue
            # ASCII cannot be misspelled, and most cells are figures.
            record = [cell if cell.isascii() and cell.isprintable() else respelled(cell) for cell in written]
            if noticed is not None and record != written:
                noticed.take(row, written, record)
            if any(cell and not cell.isspace() for cell in record):
                if any(len(cell) > LONGEST_CELL for cell in record):
                    raise LoadError(cell_too_long(row))
                yield row, record
    except csv.Error as error:
        # csv tells its reasons apart in words only.
        if "field larger" in str(error):
            raise LoadError(cell_too_long(row + 1)) from error
        message = N_(
            "Row {row} breaks the rules of CSV: a quotation mark is opened and not closed,"
            " or text follows a closed one. Open the file in a spreadsheet and save it as CSV again."
        )
        raise LoadError(Problem("error", "broken_quotes", message, row=row + 1)) from error


def cell_too_long(row: int) -> Problem:
    """A cell that is longer than any text a clerk would write."""
    message = N_("Row {row} has a cell of more than {expected} characters. Is a quotation mark missing?")
    return Problem("error", "cell_too_long", message, row=row, expected=f"{LONGEST_CELL:,}")


def _unreadable(reason: str, row: int | None = None) -> LoadError:
    message = N_(
        "The file cannot be read as text: {reason}. In Excel choose Save As, CSV UTF-8 (Comma delimited)."
    )
    return LoadError(Problem("error", "unreadable_bytes", message, row=row, words={"reason": reason}))
