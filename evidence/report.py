"""A report before it has a form: all that its readers are told, in their language. pdf.py, document.py
and workbook.py write it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

import pandas as pd

from evidence import headings
from queries.scope import Scope
from sections.subject import Section
from vocabulary import thai
from vocabulary.language import _
from vocabulary.paper_tables import Column, PaperTable, Row, of_table

MOST_ON_PAPER = 500
"""Rows of a table that are printed; a workbook and CSV have all."""


def on_paper(section: Section) -> PaperTable:
    """The table with the columns and as many rows as paper has room for."""
    whole = section.paper or of_table(section.table, section.printed)
    return whole.shortened(MOST_ON_PAPER)


def for_paper(section: Section) -> Section:
    """The section as paper tells it: that not all rows are printed, where it has no room for them."""
    if len(section.table) <= MOST_ON_PAPER:
        return section
    note = _("The first {printed} of {rows} rows are printed; the workbook has all.")
    note = note.format(printed=thai.number(MOST_ON_PAPER), rows=thai.number(len(section.table)))
    return replace(section, sentence=f"{section.sentence} {note}")


@dataclass(frozen=True)
class Drawing:
    """The chart of a part as documents take it in: with all that it says of itself for Word; without for PDF,
    which says it once for chart and table."""

    png: bytes
    svg: bytes
    narrow: bytes = b""
    """As a phone has it, where it can stand beside its table (SVG)."""
    link: str = ""
    """The address of the page with the same figures."""
    continued: tuple[bytes, ...] = ()
    """The parts after the first of what is too high for a page in Word (PNG)."""


Drawings = Mapping[str, Drawing]
"""By the name of the part; a part whose chart could not be drawn is missing, and its document says so."""


@dataclass(frozen=True)
class Photograph:
    """A picture that the office adds, as JPEG, and its caption."""

    content: bytes
    caption: str

    @property
    def sha256(self) -> str:
        """What names its file."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True)
class Activity:
    """The pictures of one measure, or in words why there are none."""

    heading: str
    photographs: tuple[Photograph, ...]
    reason: str = ""

    @property
    def captions(self) -> str:
        """What is told of its pictures, a line each; or why there is none."""
        lines = (each.caption or _("(picture without a caption)") for each in self.photographs)
        return "\n".join(lines) or self.reason


@dataclass(frozen=True)
class Report:
    """One document of evidence; `title` is what it is about (เรื่อง)."""

    file_name: str
    """Without an ending: O43_measures_result_04961002_2565."""
    title: str
    organization: str
    heads: tuple[tuple[str, str], ...]
    """What stands at its head, label and text: the assessment's item, fiscal year, round, as-of date."""
    parts: tuple[Section, ...]
    texts: tuple[tuple[str, str], ...]
    """What people wrote for it, heading and text: problems, suggestions, commentary."""
    findings: tuple[tuple[str, str], ...]
    """What does not reconcile in its figures, in sentences, each with what the office says to it ("":
    nothing yet); never left out."""
    sources: pd.DataFrame
    """The files that the figures are from: data_set, file_name, rows, as_of, loaded_at, sha256."""
    signed: tuple[tuple[str, str], ...]
    """Who prepared and who approved it: the role and the title of a post."""
    published: datetime
    """When the data were published (UTC): the one date in the file itself, so that the same data give the
    same bytes."""
    scopes: tuple[tuple[str, Scope], ...] = ()
    """What was asked: data sets and the very times that the figures are of."""
    is_one_page: bool = False
    """Whether it must fit one page."""
    opening: str = ""
    """The sentence that a Thai paper opens with (ตามที่ …): by whose demand the office reports what."""
    activities: tuple[Activity, ...] = ()
    """The pictures of activities that the office adds."""
    header: bytes | None = None
    """The office's own header picture (PNG or JPEG), as wide as the paper's text."""
    template: bytes | None = None
    """The office's own Word document (DOCX), which the report is written into."""

    @property
    def annex(self) -> tuple[Section, ...]:
        """What does not reconcile beside what the office says to it; nothing where all does."""
        if not self.findings:
            return ()
        heading, columns = _(headings.OBSERVATIONS), (Column(_(head)) for head in headings.OBSERVED)
        rows = (Row((finding, said or _(headings.UNEXPLAINED))) for finding, said in self.findings)
        paper = PaperTable(tuple(columns), tuple(rows))
        return (Section("findings", heading, heading, "", pd.DataFrame(self.findings), paper=paper),)
