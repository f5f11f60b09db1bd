"""How a table stands on paper: upright or across, how large its letters are, and how wide each column is."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from charts.lettering import BOLD, letters
from evidence.marking import unbroken
from vocabulary import thai
from vocabulary.paper_tables import Column, Row

UPRIGHT, ACROSS, HALF = 165, 252, 81
"""Width of the text on a page of A4, and of half of it (mm)."""
SIZES = (10.5, 9.5, 8.5)
SMALLER = (7.5, 6.5)
"""Sizes of the letters (points), the best first; the first that has room is taken."""
POINTS = 72 / 25.4
INSET = 4
"""Space at either side of a column (points)."""
NARROWEST, LEAST = 8, 4
"""How wide a column of long texts should be, and must be at least (em)."""
PLAY = 0.05
"""What a column has beyond its longest text (em), so that no rounding breaks it."""
HEAD_LINES = 4
"""Lines that the head of a column has at most."""
STEP = 0.5
"""How much wider a column of texts is made at a time (em)."""
WASTE = 1.5
"""What the ends of a text's lines leave free, in em of each line and at the end."""
STEEP = 6
"""How much the longest cell of a row outweighs the others; it makes the row as high as it is."""

MANY_PAGES, VERY_MANY_PAGES = 0.3, 6
"""A table that would take more of a page can be written smaller, of more pages is."""
DEEP, LYING = 251 * POINTS, 164 * POINTS
"""How high the text on an upright page is, and on a lying one (points)."""
TURNED = 1.5
"""A table that squeezed on upright paper is so many times as high as across it rather lies."""
LEADING = 1.3
"""How high a line is, in sizes of its letters."""
ABOVE, CLOSE = 2.5, 1.25
"""Space above and below the writing in a row (points), and in one of very many pages or small letters."""

Group = tuple[tuple[str, ...], int]
"""The lines of a head over several columns (none over a column that has no such head), and over how many."""


@dataclass(frozen=True)
class Look:
    """Whether a table stands across the page or on half of it, the size of its letters, the width (points)
    and the head's lines of each column, the heads over several, and the space above and below the writing in
    a row (points)."""

    across: bool
    half: bool
    size: float
    widths: tuple[float, ...]
    heads: tuple[tuple[str, ...], ...]
    groups: tuple[Group, ...]
    above: float = ABOVE


@dataclass(frozen=True)
class _Measured:
    """A table in em: what each column needs at least, what it is read with ease in, and each of its cells in
    one line, headings apart; how many rows of headings it has."""

    columns: Sequence[Column]
    needs: tuple[float, ...]
    wants: tuple[float, ...]
    cells: NDArray[np.float64]
    headings: int

    def fits(self, width: float, size: float, *, barely: bool = False) -> bool:
        """Whether the columns have room on paper so wide (mm)."""
        columns = self.needs if barely else self.wants
        return sum(columns) * size + 2 * INSET * len(columns) <= width * POINTS

    def pages(self, look: Look) -> float:
        """About how many pages the table fills."""
        return self.height(look) / (LYING if look.across else DEEP)

    def height(self, look: Look) -> float:
        """About how high the table is (points)."""
        room = (np.array(look.widths) - 2 * INSET) / look.size
        lines = np.ceil(self.cells / room).max(axis=1, initial=1).sum() + self.headings
        rows = len(self.cells) + self.headings
        return float(lines * look.size * LEADING + rows * 2 * look.above)

    def look(self, width: float, size: float) -> Look:
        """The table on paper so wide (mm), in letters of this size."""
        room = width * POINTS - 2 * INSET * len(self.needs)
        # Even the smallest letters may be too large for a table of very many columns.
        size = min(size, room / sum(self.needs))
        shared = self._shared(room / size)
        widths = tuple(round(each * size + 2 * INSET, 2) for each in shared)
        heads = tuple(_head(column.head, each) for column, each in zip(self.columns, shared, strict=True))
        groups = tuple(_groups(self.columns, shared, 2 * INSET / size))
        above = ABOVE if size >= SIZES[-1] else CLOSE
        return Look(width == ACROSS, width == HALF, size, widths, heads, groups, above)

    def _shared(self, room: float) -> list[float]:
        """The room (em) among the columns: what is to spare goes where it makes the table lowest, the rest to
        all alike."""
        widths = np.array(self.needs)
        texts = [place for place, column in enumerate(self.columns) if not column.is_figure]
        longest = self.cells.max(axis=0, initial=0) + PLAY
        while room - widths.sum() >= STEP:
            wider = [place for place in texts if widths[place] < longest[place]]
            if not wider:
                break
            tried = [widths + STEP * np.eye(len(widths))[place] for place in wider]
            widths = min(tried, key=self._height)
        return list(widths + (room - widths.sum()) * widths / widths.sum())

    def _height(self, widths: NDArray[np.float64]) -> float:
        """About how many lines the table has, without steps, so that every em counts."""
        lines = (self.cells + WASTE) / np.maximum(widths - WASTE, 1)
        return float(((np.maximum(lines, 1) ** STEEP).sum(axis=1) ** (1 / STEEP)).sum())


def look(columns: Sequence[Column], rows: Sequence[Row]) -> Look:
    """How a table of these columns stands on paper; `rows` are its texts as they are printed.

    Figures and words are never broken inside; a table lies across only where its figures have no room on
    upright paper."""
    return looks(columns, rows)[0]


def looks(columns: Sequence[Column], rows: Sequence[Row]) -> list[Look]:
    """The ways that a table can stand on paper, the best first."""
    table = _measured(columns, rows)
    upright = next((size for size in SIZES if table.fits(UPRIGHT, size)), None)
    if upright:
        return _in_sizes(table, UPRIGHT, upright)
    across = next((size for size in (*SIZES, *SMALLER) if table.fits(ACROSS, size)), SMALLER[-1])
    lying = _in_sizes(table, ACROSS, across)
    smaller = (*SIZES[1:], SMALLER[0])
    squeezed = next((size for size in smaller if table.fits(UPRIGHT, size, barely=True)), None)
    # On many pages the paper is turned once.
    if not squeezed or table.pages(lying[0]) > VERY_MANY_PAGES:
        return lying
    narrow = _in_sizes(table, UPRIGHT, squeezed)
    if squeezed not in SIZES:
        return [*lying, *narrow]
    # Texts are rather set in narrow columns than across the page, but not word by word.
    if table.height(narrow[0]) < TURNED * table.height(lying[0]):
        return narrow
    return [*lying, table.look(UPRIGHT, SMALLER[0])]


def _in_sizes(table: _Measured, width: float, best: float) -> list[Look]:
    """The table in its best size of letters and, the more pages it fills, in smaller ones."""
    look = table.look(width, best)
    pages = table.pages(look)
    if pages > VERY_MANY_PAGES:
        return [replace(table.look(width, min(best, SIZES[-1])), above=CLOSE)]
    if best not in SIZES or pages <= MANY_PAGES:
        return [look]
    return [look, *(table.look(width, size) for size in SIZES[SIZES.index(best) + 1 :])]


def beside(columns: Sequence[Column], rows: Sequence[Row]) -> Look | None:
    """The table on half of an upright page; None where it has no room there."""
    table = _measured(columns, rows)
    size = next((size for size in SIZES[:2] if table.fits(HALF, size)), None)
    return table.look(HALF, size) if size else None


def _measured(columns: Sequence[Column], rows: Sequence[Row]) -> _Measured:
    # A heading stands across all columns.
    printed = [row for row in rows if row.kind != "heading"]
    sizes = [[wide(text) * _weight(row) for text in row.cells] for row in printed]
    cells = np.array(sizes).reshape(len(printed), len(columns))
    needs = [_need(column, printed, place, cells[:, place]) for place, column in enumerate(columns)]
    longest = cells.max(axis=0, initial=0)
    wants = [max(need, min(each, NARROWEST)) for need, each in zip(needs, longest, strict=True)]
    at = 0
    for group, under in groupby(columns, lambda column: column.group):
        count = len(list(under))
        lacking = _narrowest(group) - sum(needs[at : at + count]) if group else 0
        for place in range(at, at + count):
            needs[place] += max(lacking, 0) / count
        at += count
    wants = [max(pair) for pair in zip(needs, wants, strict=True)]
    return _Measured(columns, tuple(needs), tuple(wants), cells, len(rows) - len(printed))


def _weight(row: Row) -> float:
    """How much wider than regular letters those of a row are: totals are bold."""
    return BOLD if row.kind == "total" else 1


def _need(column: Column, rows: Sequence[Row], place: int, cells: NDArray[np.float64]) -> float:
    """What a column needs (em): the room of its longest word, a figure's all."""
    longest = float(cells.max(initial=0))
    if not column.is_figure:
        words = (_longest_word(row.cells[place]) * _weight(row) for row in rows)
        longest = max(min(longest, LEAST), max(words, default=0))
    return max(_narrowest(column.head), longest + PLAY)


def wide(text: str) -> float:
    """How wide a text is (em)."""
    known = letters()
    return max(sum(known.get(ord(letter), 1) for letter in line) for line in text.split("\n"))


def _longest_word(text: str) -> float:
    whole = (word for line in text.split("\n") for word in unbroken(line))
    return max((wide(word.strip()) for word in whole), default=0)


def _narrowest(head: str) -> float:
    """How wide a head is in the narrowest lines that are few enough (em)."""
    lines = next(lines for lines in _ways(head) if len(lines) <= HEAD_LINES)
    return max(map(wide, lines)) * BOLD + PLAY


def _head(head: str, width: float) -> tuple[str, ...]:
    """A head in the widest lines that a column (em) has room for."""
    ways = _ways(head)
    return next((lines for lines in reversed(ways) if max(map(wide, lines)) * BOLD <= width + 0.01), ways[0])


def _ways(head: str) -> list[tuple[str, ...]]:
    return [thai.lines(head, width) for width in range(1, len(head) + 1)] or [("",)]


def _groups(columns: Sequence[Column], widths: Sequence[float], gap: float) -> list[Group]:
    """The heads over several columns; none where no column stands under one."""
    if not any(column.group for column in columns):
        return []
    groups: list[Group] = []
    for group, under in groupby(zip(columns, widths, strict=True), lambda pair: pair[0].group):
        over = [width for _column, width in under]
        if group:
            groups.append((_head(group, sum(over) + gap * (len(over) - 1)), len(over)))
        else:
            groups += [((), 1) for _width in over]
    return groups
