"""Tables of a Word document: the head on every page, figures to the right, each column as wide as its writing
wants."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm
from docx.table import Table, _Row

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
    room,
)
from vocabulary import thai
from vocabulary.paper_tables import PaperTable

LETTER, BOLD, NARROW, THAI_DIGIT = 0.21, 0.25, 0.1, 0.26
"""Centimetres of TH Sarabun New 14: a letter, one in a heading, a dot or space, a Thai digit."""
CAPS = (20, 16, 14, 12, 10, 8)
"""Letters after which a text may be broken: as many as there is room for."""
LONGEST = 160
"""Letters beyond which a text makes its column no wider."""
WHOLE = 12
"""A row of at most so many lines stands on one page."""
SHORT = 15
"""A table of at most so many rows is rather written small than turned."""


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


def is_wide(table: PaperTable) -> bool:
    """Whether the table needs lying paper."""
    columns = _columns(table)
    looks = (USUAL, SMALLER) if len(table.rows) <= SHORT else (USUAL,)
    return not any(_fits(columns, look) for look in looks)


def _fits(columns: Sequence[_Column], look: _Look) -> bool:
    return sum(column.least(CAPS[0], look) for column in columns) <= room(wide=False)


def write_table(document: Document, table: PaperTable, title: str, wide: bool) -> None:
    """Writes the table, as wide as the paper; `title` is what it is called where it cannot be seen."""
    columns = _columns(table)
    look = SMALLER if not wide and len(table.rows) <= SHORT and not _fits(columns, USUAL) else USUAL
    widths = _widths(columns, room(wide), look)
    grid = document.add_table(len(table.rows) + 1, len(columns), "Table Grid")
    # Else Word sets the columns anew, by what stands in them.
    grid.autofit = False
    _mark(grid, title, look.margin)
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = Cm(width)
    cell, figure, top = (document.styles[name].style_id for name in look.styles)
    styles = [figure if column.is_figure else cell for column in table.columns]
    head, *body = grid.rows
    _fill(head, [column.head for column in table.columns], [top] * len(columns), widths, look)
    head._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # repeated on every page
    for row, written in zip(body, table.rows, strict=True):
        _fill(row, written.cells, styles, widths, look)


def _columns(table: PaperTable) -> list[_Column]:
    return [
        _Column(
            max((_across(row.cells[place]) for row in table.rows), default=0),
            max(_across(word, BOLD) for word in thai.lines(column.head, 1)),
            column.is_figure,
        )
        for place, column in enumerate(table.columns)
    ]


def _widths(columns: list[_Column], across: float, look: _Look) -> list[float]:
    """Centimetres for each column, together `across`: of what is to spare the long texts get most."""
    # The more room there is, the later long texts are broken.
    of_caps = [[column.least(cap, look) for column in columns] for cap in CAPS]
    least = next((widths for widths in of_caps if sum(widths) <= across), of_caps[-1])
    spare = across - sum(least)
    shares = [
        column.least(LONGEST, look) if spare > 0 else width
        for column, width in zip(columns, least, strict=True)
    ]
    return [width + spare * share / sum(shares) for width, share in zip(least, shares, strict=True)]


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
    row: _Row, texts: Sequence[str], styles: Sequence[str], widths: Sequence[float], look: _Look
) -> None:
    lines = 1
    for cell, text, style, width in zip(row.cells, texts, styles, widths, strict=True):
        # Word goes by the widths of cells, LibreOffice by those of columns.
        cell.width = Cm(width)
        paragraph = cell.paragraphs[0]
        paragraph.text = clean(text)
        paragraph._p.style = style  # by name python-docx would look through all styles for each cell
        lines = max(lines, ceil(look.scale * _across(text) / (width - look.padding)))
    # A longer row kept whole would leave most of the page before it empty.
    if lines <= WHOLE:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
