"""Tables of a Word document: the head on every page, figures to the right, each column as wide as its writing wants."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

import pandas as pd
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm
from docx.table import Table, _Row

import thai
from evidence.document_styles import CELL, FIGURE, HEAD, clean, room
from quantities import heading, shown
from tables import as_text, is_figure

LETTER, BOLD, NARROW, THAI_DIGIT, PADDING = 0.21, 0.25, 0.1, 0.26, 0.5
"""Centimetres of TH Sarabun New 14: a letter, one in a heading, a dot or space, a Thai digit; and a cell beside its letters."""
CAPS = (20, 16, 14, 12, 10, 8)
"""Letters after which a text may be broken: as many as there is room for."""
LONGEST = 160
"""Letters beyond which a text makes its column no wider."""
WHOLE = 12
"""A row of at most so many lines stands on one page."""


@dataclass(frozen=True)
class _Column:
    """What stands in a column, in centimetres: its longest cell, and the longest word of its heading."""

    cell: float
    word: float
    is_figure: bool

    def least(self, cap: int) -> float:
        """Centimetres that it takes at least when texts are broken after `cap` letters; figures never are."""
        return PADDING + max(self.word, self.cell if self.is_figure else min(self.cell, LETTER * cap))


def _across(text: str, letter: float = LETTER) -> float:
    """Centimetres that a text takes in one line."""
    narrow, digits = sum(map(text.count, " .,:")), sum("๐" <= sign <= "๙" for sign in text)
    return letter * (thai.columns_wide(text) - narrow - digits) + NARROW * narrow + THAI_DIGIT * digits


def is_wide(table: pd.DataFrame) -> bool:
    """Whether the table needs lying paper."""
    return sum(column.least(CAPS[0]) for column in _columns(table, as_text(table))) > room(wide=False)


def write_table(document: Document, table: pd.DataFrame, title: str, wide: bool) -> None:
    """Writes the columns that readers see, as wide as the paper; `title` is what the table is called where it cannot be seen."""
    names, rows = shown(table.columns), as_text(table)
    widths = _widths(_columns(table, rows), room(wide))
    written = document.add_table(len(rows) + 1, len(names), "Table Grid")
    written.autofit = False
    _mark(written, title)
    for column, width in zip(written.columns, widths, strict=True):
        column.width = Cm(width)
    cell, figure, top = (document.styles[name].style_id for name in (CELL, FIGURE, HEAD))
    looks = [figure if is_figure(name) else cell for name in names]
    head, *body = written.rows
    _fill(head, [heading(name) for name in names], [top] * len(names), widths)
    head._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for row, texts in zip(body, rows, strict=True):
        _fill(row, texts, looks, widths)


def _columns(table: pd.DataFrame, rows: list[list[str]]) -> list[_Column]:
    return [
        _Column(
            max((_across(row[place]) for row in rows), default=0),
            max(_across(word, BOLD) for word in thai.lines(heading(name), 1)),
            is_figure(name),
        )
        for place, name in enumerate(shown(table.columns))
    ]


def _widths(columns: list[_Column], across: float) -> list[float]:
    """Centimetres for each column, together `across`: of what is to spare the long texts get most."""
    of_caps = [[column.least(cap) for column in columns] for cap in CAPS]
    least = next((widths for widths in of_caps if sum(widths) <= across), of_caps[-1])
    spare = across - sum(least)
    shares = [column.least(LONGEST) if spare > 0 else width for column, width in zip(columns, least, strict=True)]
    return [width + spare * share / sum(shares) for width, share in zip(least, shares, strict=True)]


def _mark(table: Table, title: str) -> None:
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), clean(title))
    table._tbl.tblPr.append(caption)


def _fill(row: _Row, texts: Sequence[str], styles: Sequence[str], widths: Sequence[float]) -> None:
    lines = 1
    for cell, text, style, width in zip(row.cells, texts, styles, widths, strict=True):
        cell.width = Cm(width)
        paragraph = cell.paragraphs[0]
        paragraph.text = clean(text)
        paragraph._p.style = style  # by name python-docx would look through all styles for each cell
        lines = max(lines, ceil(_across(text) / (width - PADDING)))
    if lines <= WHOLE:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
