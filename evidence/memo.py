"""The cover of a pack as the memo (บันทึกข้อความ) with which a Thai office hands it up."""

from io import BytesIO

from docx.document import Document
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph

from evidence.document import DOTS, FIRST_LINE, describe, saved
from evidence.document_font import embed
from evidence.document_styles import SIGNATURE, blank, clean, room
from evidence.manifest import Reports
from vocabulary import thai
from vocabulary.language import _

TITLE_SIZE, LABEL_SIZE = 29, 20
"""Points, as the rules for official letters have them."""
EMBLEM_HEIGHT, NUMBERED, SIGNED = Cm(1.5), Cm(3.25), Cm(6)


def memo(reports: Reports, emblem: bytes | None) -> bytes:
    """The memo as a Word document: whose, about what, to whom, the items that are handed in, room to sign.
    The same reports give the same bytes."""
    item, report = reports[0]
    year = thai.digits(item.assessment_year)
    subject = _(
        "Evidence for the Integrity and Transparency Assessment (ITA) of government agencies, {year}"
    ).format(year=year)
    document = blank()
    document.sections[0].footer.is_linked_to_previous = True  # a memo has no numbers of pages
    embed(document)
    describe(document, report, subject)
    _write_title(document, emblem)
    _write_head(document, report.organization, subject, _post(reports, 1))
    opening = _(
        "The Office of the National Anti-Corruption Commission (NACC) has agencies of the state take part in"
        " the Integrity and Transparency Assessment (ITA) of {year} and publish their data as the Open Data"
        " Integrity and Transparency Assessment (OIT) asks."
    )
    _indented(document, opening.format(year=year))
    numbered = [(each.number, each.title) for each, _report in reports]
    items = sum(bool(number) for number, _title in numbered)
    said = _("{organization} has made the evidence of {items} items, and hands in the documents below:")
    _indented(document, said.format(organization=report.organization, items=thai.number(items)))
    for place, (number, title) in enumerate(numbered, 1):
        line = _indented(
            document, f"{thai.number(place)}. {thai.digits(' '.join(filter(None, (number, title))))}"
        )
        line.paragraph_format.left_indent, line.paragraph_format.first_line_indent = NUMBERED, -Cm(0.75)
    _indented(document, _("This is submitted for your consideration."))
    _write_signature(document, _post(reports, 0))
    return saved(document)


def _post(reports: Reports, place: int) -> str:
    """The title of the post that most lately was written for one who signs; "" where none was."""
    posts = [report.signed[place][1] for _item, report in reports if len(report.signed) > place]
    return next(filter(None, posts), "")


def _write_title(document: Document, emblem: bytes | None) -> None:
    line = document.add_paragraph()
    line.paragraph_format.tab_stops.add_tab_stop(Cm(room(document.sections[0]) / 2), WD_TAB_ALIGNMENT.CENTER)
    if emblem:
        line.add_run().add_picture(BytesIO(emblem), height=EMBLEM_HEIGHT)
    _large(line, f"\t{_('MEMORANDUM')}", TITLE_SIZE)


def _write_head(document: Document, organization: str, subject: str, addressee: str) -> None:
    across = Cm(room(document.sections[0]))
    agency = _labelled(document, _("Agency"), f"{organization} ")
    agency.add_run("\t")
    agency.paragraph_format.tab_stops.add_tab_stop(across, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    number = _labelled(document, _("No."), "\t")
    number.paragraph_format.tab_stops.add_tab_stop(
        Cm(room(document.sections[0]) / 2), leader=WD_TAB_LEADER.DOTS
    )
    number.paragraph_format.tab_stops.add_tab_stop(across, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    _large(number, f" {_('Date')} ", LABEL_SIZE)
    number.add_run("\t")
    _labelled(document, _("Re"), subject)
    line = document.add_paragraph(clean(f"{_('Submitted to')}  {addressee or DOTS}"))
    line.paragraph_format.space_before = Pt(6)


def _labelled(document: Document, label: str, text: str) -> Paragraph:
    line = document.add_paragraph()
    line.paragraph_format.space_after = Pt(0)
    _large(line, f"{label} ", LABEL_SIZE)
    line.add_run(clean(text))
    return line


def _large(line: Paragraph, text: str, points: int) -> None:
    run = line.add_run(text)
    run.font.bold = run.font.cs_bold = True
    run.font.size = Pt(points)
    of_thai = OxmlElement("w:szCs")
    of_thai.set(qn("w:val"), f"{2 * points}")
    run._r.get_or_add_rPr().append(of_thai)


def _indented(document: Document, text: str) -> Paragraph:
    paragraph = document.add_paragraph(clean(text))
    paragraph.paragraph_format.first_line_indent = FIRST_LINE
    return paragraph


def _write_signature(document: Document, post: str) -> None:
    for place, text in enumerate((DOTS, f"({DOTS})", f"{_('Position')} {post or DOTS}")):
        line = document.add_paragraph(clean(text), SIGNATURE)
        line.paragraph_format.left_indent = SIGNED
        line.paragraph_format.space_before = Pt(0 if place else 36)
