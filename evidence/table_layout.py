"""How a table stands on paper: upright or across, how large its letters are, and how wide each column is."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from charts.lettering import BOLD, letters
from evidence.marking import unbroken
from vocabulary import thai
from vocabulary.paper_tables import Column

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

MANY_PAGES, VERY_MANY_PAGES = 1.5, 6
"""A table that would take more pages can be written smaller, or is."""
AREA = UPRIGHT * 250 * POINTS**2
"""What can be written on of a page (points²)."""
LEADING = 1.3
"""How high a line is, in sizes of its letters."""

Group = tuple[tuple[str, ...], int]
"""The lines of a head over several columns (none over a column that has no such head), and over how many."""


@dataclass(frozen=True)
class Look:
    """Whether a table stands across the page or on half of it, the size of its letters, the width (points)
    and the head's lines of each column, and the heads over several."""

    across: bool
    half: bool
    size: float
    widths: tuple[float, ...]
    heads: tuple[tuple[str, ...], ...]
    groups: tuple[Group, ...]


@dataclass(frozen=True)
class _Measured:
    """A table in em: what each column needs at least, what it is read with ease in, and each of its cells in
    one line."""

    columns: Sequence[Column]
    needs: tuple[float, ...]
    wants: tuple[float, ...]
    cells: NDArray[np.float64]

    def fits(self, width: float, size: float, *, barely: bool = False) -> bool:
        """Whether the columns have room on paper so wide (mm)."""
        columns = self.needs if barely else self.wants
        return sum(columns) * size + 2 * INSET * len(columns) <= width * POINTS

    def pages(self, size: float) -> float:
        """About how many upright pages its texts fill in letters of this size."""
        return float(self.cells.sum()) * size**2 * LEADING / AREA

    def look(self, width: float, size: float) -> Look:
        """The table on paper so wide (mm), in letters of this size."""
        room = width * POINTS - 2 * INSET * len(self.needs)
        # Even the smallest letters may be too large for a table of very many columns.
        size = min(size, room / sum(self.needs))
        shared = self._shared(room / size)
        widths = tuple(round(each * size + 2 * INSET, 2) for each in shared)
        heads = tuple(_head(column.head, each) for column, each in zip(self.columns, shared, strict=True))
        groups = tuple(_groups(self.columns, shared, 2 * INSET / size))
        return Look(width == ACROSS, width == HALF, size, widths, heads, groups)

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


def look(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> Look:
    """How a table of these columns stands on paper; `rows` are its texts as they are printed.

    Figures and words are never broken inside; a table lies across only where its figures have no room on
    upright paper."""
    return looks(columns, rows)[0]


def looks(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> list[Look]:
    """The ways that a table can stand on paper, the best first."""
    table = _measured(columns, rows)
    upright = next((size for size in SIZES if table.fits(UPRIGHT, size)), None)
    # Texts are rather set in narrow columns than across the page.
    smaller = (*SIZES[1:], SMALLER[0])
    upright = upright or next((size for size in smaller if table.fits(UPRIGHT, size, barely=True)), None)
    if upright in SIZES:
        return [table.look(UPRIGHT, size) for size in _sizes(table.pages(upright), upright)]
    across = next((size for size in (*SIZES, *SMALLER) if table.fits(ACROSS, size)), SMALLER[-1])
    # On many pages the paper is turned once.
    is_long = table.pages(across) > VERY_MANY_PAGES
    small = [table.look(UPRIGHT, upright)] if upright and not is_long else []
    lying = [table.look(ACROSS, size) for size in _sizes(table.pages(across), across)]
    return [*lying, *small]


def _sizes(pages: float, best: float) -> Sequence[float]:
    """The sizes of letters that a table of so many pages in its best size can be written in."""
    if best not in SIZES or pages <= MANY_PAGES:
        return (best,)
    return SIZES[SIZES.index(best) :] if pages <= VERY_MANY_PAGES else SIZES[-1:]


def beside(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> Look | None:
    """The table on half of an upright page; None where it has no room there."""
    table = _measured(columns, rows)
    size = next((size for size in SIZES[:2] if table.fits(HALF, size)), None)
    return table.look(HALF, size) if size else None


def _measured(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> _Measured:
    texts = [[row[place] for row in rows] for place in range(len(columns))]
    needs = list(map(_need, columns, texts))
    longest = (max(map(wide, column), default=0) for column in texts)
    wants = [max(need, min(each, NARROWEST)) for need, each in zip(needs, longest, strict=True)]
    at = 0
    for group, under in groupby(columns, lambda column: column.group):
        count = len(list(under))
        lacking = _narrowest(group) - sum(needs[at : at + count]) if group else 0
        for place in range(at, at + count):
            needs[place] += max(lacking, 0) / count
        at += count
    cells = np.array([[wide(text) for text in row] for row in rows]).reshape(len(rows), len(columns))
    wants = [max(pair) for pair in zip(needs, wants, strict=True)]
    return _Measured(columns, tuple(needs), tuple(wants), cells)


def _need(column: Column, texts: Sequence[str]) -> float:
    """What a column needs (em): the room of its longest word, a figure's all."""
    longest = max(map(wide, texts), default=0)
    if not column.is_figure:
        longest = max(min(longest, LEAST), max(map(_longest_word, texts), default=0))
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
