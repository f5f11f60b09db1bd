"""Tables of a Word document: the head on every page, figures to the right, each column as wide as its writing
wants."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from math import ceil

import numpy as np
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Length
from docx.table import Table, _Cell, _Row
from numpy.typing import NDArray

from evidence.document_styles import (
    CELL,
    FIGURE,
    HEAD,
    SMALL,
    SMALL_CELL,
    SMALL_FIGURE,
    SMALL_HEAD,
    SMALLEST,
    clean,
    embolden,
    room,
)
from evidence.pdf import digits
from vocabulary import thai
from vocabulary.paper_tables import Column, PaperTable

LETTER, BOLD, NARROW, THAI_DIGIT = 0.21, 0.25, 0.1, 0.26
"""Centimetres of TH Sarabun New 14: a letter, one in a heading, a dot or space, a Thai digit."""
BOLDER = 1.1
"""How much wider a total is."""
FEWEST, USUALLY, OF_TEXTS = 8, 20, 14
"""Letters after which a text may be broken: of a narrow column, of one on upright paper, and there in a
table of texts alone."""
STEP = 0.1
"""Centimetres in which room is given away."""
WASTE, STEEP = 0.3, 6
"""Centimetres that the ends of a cell's lines leave free, and how much the longest cell of a row, which makes
it as high as it is, outweighs the others."""
WHOLE = 12
"""A row of at most so many lines stands on one page."""


@dataclass(frozen=True)
class _Look:
    """How a table is written: how large beside TH Sarabun New 14, centimetres of a cell beside its letters,
    at either side of them, and the styles of texts, figures and heads."""

    scale: float
    padding: float
    margin: float
    styles: tuple[str, str, str]


USUAL = _Look(1, 0.5, 0.19, (CELL, FIGURE, HEAD))
SMALLER = _Look(SMALLEST / SMALL, 0.3, 0.1, (SMALL_CELL, SMALL_FIGURE, SMALL_HEAD))


@dataclass(frozen=True)
class _Column:
    """What stands in a column, in centimetres: its longest cell, and the longest word of its heading."""

    cell: float
    word: float
    is_figure: bool
    cells: tuple[float, ...]
    """Its heading and each of its cells; nothing of figures, which are never broken."""

    def least(self, cap: int, look: _Look) -> float:
        """Centimetres that it takes at least when texts are broken after `cap` letters; figures never are."""
        return look.padding + look.scale * max(
            self.word, self.cell if self.is_figure else min(self.cell, LETTER * cap)
        )


def _across(text: str, letter: float = LETTER) -> float:
    """Centimetres that a text takes in one line."""
    narrow = sum(map(text.count, " .,:"))
    digits = sum("๐" <= sign <= "๙" for sign in text)
    return letter * (thai.columns_wide(text) - narrow - digits) + NARROW * narrow + THAI_DIGIT * digits


def is_wide(table: PaperTable, across: float) -> bool:
    """Whether the table needs lying paper where upright paper has room `across` (cm)."""
    columns = _columns(_in_digits(table))
    # An office prints its measures upright, in narrow columns.
    cap = USUALLY if any(column.is_figure for column in columns) else OF_TEXTS
    return not _fits(columns, across, SMALLER, cap)


def _fits(columns: Sequence[_Column], across: float, look: _Look, cap: int = USUALLY) -> bool:
    return sum(column.least(cap, look) for column in columns) <= across


def write_table(document: Document, table: PaperTable, title: str) -> None:
    """Writes the table, as wide as the paper; `title` is what it is called where it cannot be seen."""
    table = _in_digits(table)
    columns, across = _columns(table), room(document.sections[-1])
    look = USUAL if _fits(columns, across, USUAL) else SMALLER
    widths = _widths(columns, across, look)
    heads = 2 if any(column.group for column in table.columns) else 1
    grid = document.add_table(len(table.rows) + heads, len(columns), "Table Grid")
    # Else Word sets the columns anew, by what stands in them.
    grid.autofit = False
    _mark(grid, title, look.margin)
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = Cm(width)
    cell, figure, top = (document.styles[name].style_id for name in look.styles)
    styles = [figure if column.is_figure else cell for column in table.columns]
    every = list(grid.rows)
    body = every[heads:]
    _write_heads(every[:heads], table.columns, top, widths, look)
    for row, written in zip(body, table.rows, strict=True):
        is_heading = written.kind == "heading"
        own = [cell] * len(columns) if is_heading else styles
        _fill(row, written.cells, own, widths, look, bold=written.kind != "row")
        if is_heading:
            _across_the_table(row)
            _keep_with_next(row)
    # No row stands alone at either end of a page, nor what follows without the table.
    for row in (*every[:heads], *body[:1], *body[-2:]):
        _keep_with_next(row)


def _write_heads(
    rows: Sequence[_Row], columns: Sequence[Column], style: str, widths: Sequence[float], look: _Look
) -> None:
    """The heads of the columns; where there are groups, theirs above, and a head of no group over both."""
    for row in rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # repeated on every page
    # What Word merges is written into the upper cell alone.
    lowest = [column.head if column.group or len(rows) == 1 else "" for column in columns]
    lowest = [_in_lines(head, width, look) for head, width in zip(lowest, widths, strict=True)]
    _fill(rows[-1], lowest, [style] * len(columns), widths, look)
    if len(rows) == 1:
        return
    upper, lower = rows[0].cells, rows[1].cells
    firsts = [
        "" if column.group else _in_lines(column.head, width, look)
        for column, width in zip(columns, widths, strict=True)
    ]
    _fill(rows[0], firsts, [style] * len(columns), widths, look)
    for group, places in groupby(range(len(columns)), lambda place: columns[place].group):
        first, *_between, last = [*places] * 2
        if group:
            upper[first].paragraphs[0].text = clean(group)
        for place in () if group else range(first, last + 1):
            _merge(upper[place], lower[place])
        if group and first < last:
            _merge(upper[first], upper[last])


def _in_lines(head: str, width: float, look: _Look) -> str:
    """A head in lines that end between words: Word's dictionary and LibreOffice's break some inside."""
    room = (width - look.padding) / look.scale
    if _across(head) <= room:
        return head
    ways = [thai.lines(head, columns) for columns in range(len(head), 0, -1)]
    fitting = (lines for lines in ways if max(_across(line, BOLD) for line in lines) <= room)
    return "\n".join(next(fitting, ways[-1])) if ways else ""


def _across_the_table(row: _Row) -> None:
    """Makes the first cell, which alone has writing, as wide as the row."""
    # What python-docx merges one by one takes a third of the time of a long table.
    first, *others = row._tr.tc_lst
    first.width = Length(sum(each.width or 0 for each in row._tr.tc_lst))
    for each in others:
        row._tr.remove(each)
    first.grid_span = len(others) + 1


def _merge(first: _Cell, last: _Cell) -> None:
    """Makes one cell of several, of which only the first has writing."""
    merged = first.merge(last)
    for paragraph in merged.paragraphs[1:]:
        if not paragraph.text:
            paragraph._p.getparent().remove(paragraph._p)


def _keep_with_next(row: _Row) -> None:
    for paragraph in row._tr.iter(qn("w:p")):
        paragraph.get_or_add_pPr().keepNext_val = True


def _in_digits(table: PaperTable) -> PaperTable:
    """The table in the digits of this run."""
    columns = tuple(
        replace(column, head=digits(column.head), group=digits(column.group)) for column in table.columns
    )
    return PaperTable(
        columns,
        tuple(
            replace(
                row,
                cells=tuple(
                    cell if column.is_verbatim else digits(cell)
                    for cell, column in zip(row.cells, columns, strict=True)
                ),
            )
            for row in table.rows
        ),
    )


def _columns(table: PaperTable) -> list[_Column]:
    """What stands in each column; a heading stands across all."""
    rows = [row for row in table.rows if row.kind != "heading"]
    return [
        _Column(
            max(
                (_across(row.cells[place]) * (1 if row.kind == "row" else BOLDER) for row in rows), default=0
            ),
            max(_across(word, BOLD) for word in thai.lines(column.head, 1)),
            column.is_figure,
            (0, *(0 for _row in rows))
            if column.is_figure
            else (_across(column.head, BOLD), *(_across(row.cells[place]) for row in rows)),
        )
        for place, column in enumerate(table.columns)
    ]


def _widths(columns: list[_Column], across: float, look: _Look) -> list[float]:
    """Centimetres for each column, together `across`: what is to spare goes where it makes the rows lowest,
    the rest to all alike."""
    widths = np.array([column.least(FEWEST, look) for column in columns])
    cells = look.scale * np.array([column.cells for column in columns]).T
    whole = look.padding + cells.max(axis=0)
    while across - widths.sum() > STEP:
        broken = np.flatnonzero(widths < whole)
        if not len(broken):
            break
        tried = [widths + STEP * np.eye(len(widths))[place] for place in broken]
        widths = min(tried, key=lambda each: _height(cells, each - look.padding))
    return [float(width) for width in widths * across / widths.sum()]


def _height(cells: NDArray[np.float64], room: NDArray[np.float64]) -> float:
    """About how many lines a table has, without steps, so that every millimetre counts."""
    lines = (cells + WASTE) / np.maximum(room - WASTE, WASTE)
    return float(((np.maximum(lines, 1) ** STEEP).sum(axis=1) ** (1 / STEEP)).sum())


def _mark(table: Table, title: str, margin: float) -> None:
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), clean(title))
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        width = OxmlElement(f"w:{side}")
        width.set(qn("w:w"), f"{Cm(margin).twips}")
        width.set(qn("w:type"), "dxa")
        margins.append(width)
    # Word wants a table's properties in the order of its schema.
    table._tbl.tblPr.find(qn("w:tblLook")).addprevious(margins)
    table._tbl.tblPr.append(caption)


def _fill(
    row: _Row,
    texts: Sequence[str],
    styles: Sequence[str],
    widths: Sequence[float],
    look: _Look,
    *,
    bold: bool = False,
) -> None:
    lines = 1
    for cell, text, style, width in zip(row.cells, texts, styles, widths, strict=True):
        # Word goes by the widths of cells, LibreOffice by those of columns.
        cell.width = Cm(width)
        paragraph = cell.paragraphs[0]
        if text:
            paragraph.text = clean(text)
            if bold:
                embolden(paragraph)
        paragraph._p.style = style  # by name python-docx would look through all styles for each cell
        lines = max(lines, ceil(look.scale * _across(text) / (width - look.padding)))
    # A longer row kept whole would leave most of the page before it empty.
    if lines <= WHOLE:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
