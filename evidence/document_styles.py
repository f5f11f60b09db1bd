"""An empty Word document as Thai offices have it: A4, TH Sarabun New 16, page numbers, and nothing of whoever
made it."""

import re
from collections.abc import Iterable
from io import BytesIO
from string import Formatter
from typing import cast

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.shared import Cm, Pt
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from evidence import headings
from evidence.document_font import FONT
from vocabulary import thai
from vocabulary.language import _

TEXT, SMALL, SMALLEST = 16, 14, 12
"""Sizes of writing in points: of text, of tables and of sources."""
SHORT_SIDE, LONG_SIDE = Cm(21), Cm(29.7)
LEFT, RIGHT, ABOVE, BELOW = Cm(3), Cm(2), Cm(2.5), Cm(2)
TIGHTER, TIGHT_SPREAD, TIGHT_MARGIN = 3, 0.3, Cm(1.5)
"""Of what must fit one page: points that letters are smaller, the part that is left of the room between, the
margins."""
LABEL = Cm(4)
"""Where the texts at the head of a report begin, beside their labels."""
CELL, FIGURE, HEAD = "Table Text", "Table Figure", "Table Head"
SMALL_CELL, SMALL_FIGURE, SMALL_HEAD = f"Small {CELL}", f"Small {FIGURE}", f"Small {HEAD}"
SOURCE, LABELLED, SIGNATURE = "Source", "Labelled", "Signature"
"""Styles beside those of headings and text: of cells, of what stands below a table, of the head and the end
of a report."""
SHAPES = {
    "Normal": (TEXT, 0, 6),
    "Title": (20, 0, 6),
    "Heading 1": (18, 12, 3),
    "Heading 2": (TEXT, 6, 3),
    "Caption": (SMALL, 6, 3),
    "List Bullet": (TEXT, 0, 3),
    "Footer": (SMALL, 0, 0),
    LABELLED: (TEXT, 0, 0),
    CELL: (SMALL, 0, 0),
    FIGURE: (SMALL, 0, 0),
    HEAD: (SMALL, 0, 0),
    SMALL_CELL: (SMALLEST, 0, 0),
    SMALL_FIGURE: (SMALLEST, 0, 0),
    SMALL_HEAD: (SMALLEST, 0, 0),
    SOURCE: (SMALLEST, 3, 12),
    SIGNATURE: (TEXT, 0, 0),
}
"""Of each style the size of writing and the room above and below, in points."""
BOLD = ("Title", "Heading 1", "Heading 2", "Caption", HEAD, SMALL_HEAD)
WITH_WHAT_FOLLOWS = ("Title", "Heading 1", "Heading 2", "Caption", SIGNATURE)
CENTRED = ("Title", HEAD, SMALL_HEAD, SIGNATURE, "Footer")
OF_THE_TEMPLATE = ("customXml", "extended-properties", "stylesWithEffects", "thumbnail")
"""What python-docx's empty document brings along and a report does not need."""
GRID = (
    f'<w:style {nsdecls("w")} w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:tblPr>'
    "<w:tblBorders>"
    + "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    + "</w:tblBorders></w:tblPr></w:style>"
)
"""The style of tables with lines, for documents without it."""
NOT_IN_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Letters that no document may hold, though they come along when text is pasted."""


def clean(text: str) -> str:
    """The text without what a document may not hold."""
    return NOT_IN_XML.sub(" ", text)


def blank(*, tight: bool = False) -> Document:
    """An empty document with its styles, its page and the number of each page below; `tight` where it must
    fit one page."""
    document = docx.Document()
    for relations in (document.part.package.rels, document.part.rels):
        for name, target in list(relations.items()):
            if target.reltype.rpartition("/")[2] in OF_THE_TEMPLATE:
                del relations[name]
    settings = document.settings.element
    for mode in settings.iter(qn("w:compatSetting")):
        if mode.get(qn("w:name")) == "compatibilityMode":
            # As Word has it since 2013; else its window says "compatibility mode".
            mode.set(qn("w:val"), "15")
    for languages in settings.iter(qn("w:themeFontLang")):
        languages.set(qn("w:bidi"), "th-TH")
    for defaults in document.styles.element.iter(qn("w:rPrDefault")):
        defaults[:] = [_writing(TEXT - (TIGHTER if tight else 0), bold=False)]
    _dress(document, SHAPES, tight=tight)
    title = document.styles["Title"].element.pPr
    title.remove(title.find(qn("w:pBdr")))  # the line that Word draws below a title
    page = document.sections[0]
    page.page_width, page.page_height, page.footer_distance = SHORT_SIDE, LONG_SIDE, Cm(1)
    page.left_margin, page.right_margin = LEFT, RIGHT
    page.top_margin, page.bottom_margin = (TIGHT_MARGIN, TIGHT_MARGIN) if tight else (ABOVE, BELOW)
    _number_pages(page)
    return document


def on_template(template: bytes, *, tight: bool = False) -> Document:
    """A copy of the office's own document to go on writing in: its margins, header, footer, styles and what
    stands in it stay. It gets the styles that it lacks, and numbers of pages where it has no footer."""
    document = docx.Document(BytesIO(template))
    _teach_thai(document)
    _dress(document, [name for name in SHAPES if name not in document.styles], tight=tight)
    if "Table Grid" not in document.styles:
        document.styles.element.append(parse_xml(GRID))
    for paragraph in reversed(document.paragraphs):
        # Empty lines at its end would stand before the title.
        if paragraph.text or paragraph._p.xpath(".//w:drawing | .//w:pict | .//w:sectPr"):
            break
        paragraph._p.getparent().remove(paragraph._p)
    footer = document.sections[-1].footer
    if not "".join(text.text or "" for text in footer._element.iter(qn("w:t"))).strip():
        _number_pages(document.sections[-1])
    return document


def _teach_thai(document: Document) -> None:
    """Gives our letters to those styles of text and headings in which Word's own Thai font stands, which no
    office chose; their colours stay."""
    defaults = next(document.styles.element.iter(qn("w:rPrDefault")), None)
    for name in (name for name in SHAPES if name in document.styles):
        style = document.styles[name].element
        fonts = style.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
        if fonts is None and name == "Normal" and defaults is not None:
            fonts = defaults.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
        if (fonts is None and name != "Normal") or (fonts is not None and fonts.get(qn("w:cs"))):
            continue
        writing, old = _writing(SHAPES[name][0], name in BOLD), style.find(qn("w:rPr"))
        if old is not None:
            colour = old.find(qn("w:color"))
            if colour is not None:
                writing.replace(writing.find(qn("w:color")), colour)
            style.remove(old)
        style.append(writing)


def turn(document: Document, wide: bool) -> None:
    """From here on the paper lies (wide) or stands, on a new page where it did not before."""
    if wide == (document.sections[-1].orientation == WD_ORIENT.LANDSCAPE):
        return
    page = document.add_section(WD_SECTION.NEW_PAGE)
    lay(page, wide)
    # What an office has on its first page only, and where its numbers begin.
    page.different_first_page_header_footer = False
    for number in page._sectPr.findall(qn("w:pgNumType")):
        number.attrib.pop(qn("w:start"), None)


def lay(page: Section, wide: bool = True) -> None:
    """Turns the paper of a section."""
    page.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    page.page_width, page.page_height = page.page_height, page.page_width


def room(page: Section, *, wide: bool | None = None) -> float:
    """Centimetres between the margins; `wide`: as it would be on lying or on upright paper."""
    sides = sorted((page.page_width or SHORT_SIDE, page.page_height or LONG_SIDE))
    across = page.page_width or SHORT_SIDE if wide is None else sides[wide]
    return (across - (page.left_margin or 0) - (page.right_margin or 0)) / Cm(1)


def embolden(paragraph: Paragraph) -> None:
    """Makes the writing of a paragraph bold; Thai is a "complex script" to Word."""
    for run in paragraph.runs:
        run.font.bold = run.font.cs_bold = True


def _dress(document: Document, names: Iterable[str], *, tight: bool) -> None:
    """Gives these styles our shape; those that are not there yet are made."""
    smaller, spread = (TIGHTER, TIGHT_SPREAD) if tight else (0, 1.0)
    for name in names:
        size, *room_beside = SHAPES[name]
        style = _style(document, name)
        # Only what stands here holds: python-docx's template has blue headings.
        for old in style.element.findall(qn("w:rPr")):
            style.element.remove(old)
        style.element.append(_writing(size - smaller, name in BOLD))
        shape = style.paragraph_format
        shape.space_before, shape.space_after = (Pt(spread * points) for points in room_beside)
        shape.line_spacing = 1.0
        # A heading at the foot of a page would be left alone.
        shape.keep_with_next = name in WITH_WHAT_FOLLOWS
        if name in CENTRED:
            shape.alignment = WD_ALIGN_PARAGRAPH.CENTER
        if name in (FIGURE, SMALL_FIGURE):
            shape.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        if name == LABELLED:  # the label hangs before the text, which begins at the tab in every line
            shape.left_indent, shape.first_line_indent = LABEL, -LABEL
            shape.tab_stops.add_tab_stop(LABEL)


def _style(document: Document, name: str) -> ParagraphStyle:
    """The style of this name, ours made where it is not there yet."""
    if name not in document.styles:
        document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    return cast(ParagraphStyle, document.styles[name])


def _writing(points: int, bold: bool) -> BaseOxmlElement:
    """Black letters of this size. Thai is a "complex script" to Word, which has its own font, size and
    weight."""
    weight = "<w:b/><w:bCs/>" if bold else ""
    fonts = " ".join(f'w:{script}="{FONT}"' for script in ("ascii", "hAnsi", "eastAsia", "cs"))
    # Word counts sizes in half points.
    return parse_xml(
        f"<w:rPr {nsdecls('w')}><w:rFonts {fonts}/>{weight}"
        f'<w:color w:val="000000"/><w:sz w:val="{2 * points}"/><w:szCs w:val="{2 * points}"/>'
        '<w:lang w:val="en-US" w:eastAsia="en-US" w:bidi="th-TH"/></w:rPr>'
    )


def _number_pages(page: Section) -> None:
    """Writes "หน้า 1 จาก 4", which Word counts itself; in Thai digits "หน้า ๑". The number of a page takes
    those from its section, that of all pages only from the switch ThaiArabic, of which LibreOffice makes
    letters (ก, ข)."""
    fields = {"page": "PAGE", "pages": "NUMPAGES"}
    in_thai = thai.with_thai_digits()
    if in_thai:
        number = OxmlElement("w:pgNumType")
        number.set(qn("w:fmt"), "thaiNumbers")
        page._sectPr.insert_element_before(number, "w:cols", "w:titlePg", "w:docGrid")
    footer = page.footer.paragraphs[0]
    for text, name, _format, _conversion in Formatter().parse(
        _(headings.PAGE_ALONE if in_thai else headings.PAGE)
    ):
        footer.add_run(text)
        if name:
            field = OxmlElement("w:fldSimple")
            field.set(qn("w:instr"), fields[name])
            footer._p.append(field)
            footer.add_run(thai.digits(1))
            field.append(footer.runs[-1]._r)
