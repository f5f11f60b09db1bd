"""A report as a Word document that its office can go on writing in: real headings, tables and captions."""

import re
from collections.abc import Sequence
from io import BytesIO
from zipfile import ZipFile

from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.image.image import Image
from docx.oxml import OxmlElement
from docx.shape import InlineShape
from docx.shared import Cm, Length, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph

from evidence import headings
from evidence.archive import zipped
from evidence.document_font import embed
from evidence.document_styles import (
    CELL,
    LABELLED,
    SIGNATURE,
    SOURCE,
    blank,
    clean,
    embolden,
    lay,
    on_template,
    room,
    turn,
)
from evidence.document_tables import is_wide, write_table
from evidence.pdf import digits
from evidence.report import Drawing, Drawings, Photograph, Report, on_paper
from sections.subject import Section
from vocabulary.language import _, current
from vocabulary.paper_tables import Column, PaperTable, Row, of_table

PICTURE_WIDTH, PICTURE_HEIGHT = Cm(16), Cm(22)
"""What a picture takes at most."""
FIRST_LINE = Cm(2.5)
"""Where the first line of a paragraph of an official letter begins."""
ABREAST, PHOTOGRAPH_HEIGHT = 2, Cm(7)
"""Photographs to a row, and how high each is at most."""
BELOW_LETTERHEAD = Cm(11.5)
"""How high the first picture stands on an office's own paper, whose head takes room on the first page."""
LOW, LYING_HEIGHT = Cm(8.5), Cm(6)
"""How high a picture is at most for one that stands on lying paper above its table, and how high it stands
there."""
DOTS, SHORT_DOTS = "." * 44, "." * 30
"""Where people write by hand: across the paper, and on half of it."""


def as_docx(report: Report, drawings: Drawings) -> bytes:
    """The document, with the figures as they are written on the screen. The same report gives the same
    bytes."""
    document = (
        on_template(report.template, tight=report.is_one_page)
        if report.template
        else blank(tight=report.is_one_page)
    )
    embed(document)
    describe(document, report, report.title)
    across = room(document.sections[-1], wide=False)
    # What must fit one page cannot turn the paper.
    wide = [
        not (report.is_one_page or part.table.empty) and is_wide(on_paper(part), across)
        for part in report.parts
    ]
    if wide[0] and report.parts[0].name not in drawings:
        lay(document.sections[-1])
    _write_head(document, report)
    height = BELOW_LETTERHEAD if report.template else PICTURE_HEIGHT
    for part, is_part_wide in zip(report.parts, wide, strict=True):
        _write_part(document, part, drawings.get(part.name), height, wide=is_part_wide)
        height = PICTURE_HEIGHT
    for title, text in report.texts:
        if text.strip():
            _write(document, title, "Heading 1")
            # People begin a paragraph after an empty line.
            for paragraph in re.split(r"\n\s*\n", text.strip()):
                _write(document, paragraph)
    _write_activities(document, report)
    _write_findings(document, report)
    _write(document, _(headings.SOURCES), "Heading 1")
    sources = of_table(report.sources.drop(columns="sha256"))
    write_table(document, sources, _(headings.SOURCES))
    _write_signatures(document, report)
    return saved(document)


def saved(document: Document) -> bytes:
    """The document's file: the same document gives the same bytes."""
    buffer = BytesIO()
    document.save(buffer)
    with ZipFile(buffer) as archive:  # packed anew: python-docx notes the time of its making
        return zipped({name: archive.read(name) for name in archive.namelist()})


def describe(document: Document, report: Report, title: str) -> None:
    """Notes in the document's properties what it is called, whose it is and of which data."""
    properties = document.core_properties
    properties.title = title
    properties.language = current()
    properties.comments = ""  # python-docx names itself there
    properties.revision = 1
    properties.author = properties.last_modified_by = report.organization
    properties.created = properties.modified = report.published


def _write(document: Document, text: str, style: str = "Normal") -> Paragraph:
    return document.add_paragraph(clean(digits(text)), style)


def _write_head(document: Document, report: Report) -> None:
    _write(document, report.title, "Title")
    for label, text in ((_(headings.AUTHORITY), report.organization), *report.heads):
        line = document.add_paragraph(style=LABELLED)
        line.add_run(clean(label))
        embolden(line)
        line.add_run(clean(f"\t{digits(text)}"))
    if report.opening:
        opening = _write(document, report.opening).paragraph_format
        opening.first_line_indent, opening.space_before = FIRST_LINE, Pt(6)


def _write_part(
    document: Document, part: Section, drawing: Drawing | None, height: Length, *, wide: bool
) -> None:
    """Heading, sentence, picture (at most so high) and table. A wide table stands on lying paper with a low
    picture; a higher one on upright paper before it. What is neither stays on the paper that there is, for
    every turn leaves the rest of a page empty."""
    lies = wide and (drawing is None or _is_low(drawing))
    if drawing or wide:
        turn(document, lies)
    _write(document, part.heading, "Heading 1")
    sentence = _write(document, part.sentence)
    if part.table.empty:
        return
    # An office's own styles may let what belongs together fall apart at the end of a page.
    sentence.paragraph_format.keep_with_next = True
    if drawing:
        # Its letters are to be read: it is made smaller by a fifth at most.
        most = LYING_HEIGHT if lies else height if _height(drawing) * 0.8 <= height else PICTURE_HEIGHT
        for png in (drawing.png, *drawing.continued):
            _draw(document, png, f"{part.title}. {part.sentence}", most)
    elif part.figure is not None:
        _write(document, _(headings.NO_CHART))
    if wide:
        turn(document, wide)
    _write(document, part.title, "Caption").paragraph_format.keep_with_next = True
    write_table(document, on_paper(part), part.title)
    _write(document, f"{part.place}\n{part.source}", SOURCE)


def _draw(document: Document, png: bytes, description: str, height: Length) -> None:
    """Places a picture, at most so high, with words for those who cannot see it."""
    picture = document.add_picture(BytesIO(png))
    width = min(PICTURE_WIDTH, Cm(room(document.sections[-1])))
    _fit(picture, Length(width), height)
    picture._inline.docPr.set("descr", clean(description))
    document.paragraphs[-1].alignment = WD_ALIGN_PARAGRAPH.CENTER


def _is_low(drawing: Drawing) -> bool:
    """Whether a lying page has room for the table below the picture."""
    return not drawing.continued and _height(drawing) <= LOW


def _height(drawing: Drawing) -> float:
    """How high its picture is where it has all its width."""
    picture = Image.from_blob(drawing.png)
    return picture.px_height * PICTURE_WIDTH / picture.px_width


def _write_activities(document: Document, report: Report) -> None:
    """The pictures of the activities, two to a row with their captions below, or why there are none."""
    if any(activity.photographs for activity in report.activities):
        turn(document, wide=False)
    if report.activities:
        _write(document, _(headings.ACTIVITIES), "Heading 1")
    for activity in report.activities:
        _write(document, activity.heading, "Heading 2")
        if activity.reason:
            _write(document, activity.reason)
        if activity.photographs:
            _write_photographs(document, activity.photographs)


def _write_photographs(document: Document, photographs: Sequence[Photograph]) -> None:
    beside = len(photographs[:ABREAST])
    width = Cm(room(document.sections[-1]) / ABREAST)
    grid = _unlined(document, -(-len(photographs) // ABREAST), beside, width)
    for place, each in enumerate(photographs):
        cell = grid.cell(place // ABREAST, place % ABREAST)
        paragraph = cell.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        picture = paragraph.add_run().add_picture(BytesIO(each.content))
        picture._inline.docPr.set("descr", clean(each.caption))
        _fit(picture, Length(width - Cm(0.6)), PHOTOGRAPH_HEIGHT)
        caption = cell.add_paragraph(clean(digits(each.caption)), CELL)
        caption.alignment = WD_ALIGN_PARAGRAPH.CENTER
        caption.paragraph_format.space_after = Pt(6)


def _unlined(document: Document, rows: int, columns: int, width: Length) -> Table:
    """A table without lines whose columns are so wide; each row stands on one page."""
    grid: Table = document.add_table(rows, columns)
    grid.alignment, grid.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for column in grid.columns:
        column.width = width
    for row in grid.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell in row.cells:  # Word goes by these, LibreOffice by the columns
            cell.width = width
    return grid


def _fit(picture: InlineShape, width: Length, height: Length) -> None:
    """Makes a picture as large as fits there."""
    scale = min(width / picture.width, height / picture.height)
    picture.width, picture.height = Length(int(picture.width * scale)), Length(int(picture.height * scale))


def _write_findings(document: Document, report: Report) -> None:
    if not report.findings:
        return
    _write(document, _(headings.OBSERVATIONS), "Heading 1")
    rows = [
        Row((finding, explanation or _(headings.UNEXPLAINED))) for finding, explanation in report.findings
    ]
    table = PaperTable(tuple(Column(_(head)) for head in headings.OBSERVED), tuple(rows))
    write_table(document, table, _(headings.OBSERVATIONS))


def _write_signatures(document: Document, report: Report) -> None:
    """Room to sign, side by side on one page: role, name, post and day."""
    if not report.signed:
        return
    width = Cm(room(document.sections[-1]) / len(report.signed))
    # A paragraph between, or Word would make one table of two.
    document.add_paragraph().paragraph_format.keep_with_next = True
    cells = _unlined(document, 1, len(report.signed), width).rows[0].cells
    for cell, (role, post) in zip(cells, report.signed, strict=True):
        lines = (
            f"{_('Signed')} {SHORT_DOTS} {role}",
            f"({SHORT_DOTS})",
            f"{_('Position')} {post or SHORT_DOTS}",
            f"{_('Date')} {SHORT_DOTS}",
        )
        first, *others = lines
        cell.paragraphs[0].text, cell.paragraphs[0].style = clean(digits(first)), SIGNATURE
        # Room to sign by hand.
        cell.paragraphs[0].paragraph_format.space_before = Pt(0 if report.is_one_page else 18)
        for line in others:
            cell.add_paragraph(clean(digits(line)), SIGNATURE)
        # The last line keeps nothing with it: it would be the next page.
        cell.paragraphs[-1].paragraph_format.keep_with_next = False
