"""A report before it has a form: all that its readers are told, in their language. pdf.py, docx.py and
workbook.py write it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import pandas as pd

from evidence.pictures import Figure
from queries.scope import Scope

MOST_ON_PAPER = 500
"""Rows of a table that are printed; a workbook and CSV have all."""


@dataclass(frozen=True)
class Part:
    """A section: what the figures say, and the figures as chart (where there is one) and table, all from one
    answer."""

    name: str
    """Names its files: by_division."""
    heading: str
    title: str
    """The full title, which stands in the picture and above the table."""
    sentence: str
    place: str
    """Whose figures and of when."""
    source: str
    """Which files they are from."""
    table: pd.DataFrame
    """As a query answers it; of an empty one only the sentence is told."""
    printed: tuple[str, ...] = ()
    """The columns that paper has room for; a workbook and CSV have all. Empty: all."""
    figure: Figure | None = None
    """A chart that is not finished yet: the band is title, place and source."""
    view: str = ""
    """The address of the page that shows the same figures; "" where the setting PRONGSAI_ADDRESS names
    none."""

    @property
    def on_paper(self) -> pd.DataFrame:
        """The table with the columns and as many rows as paper has room for."""
        return (self.table[list(self.printed)] if self.printed else self.table).head(MOST_ON_PAPER)


@dataclass(frozen=True)
class Drawing:
    """The chart of a part as documents take it in."""

    png: bytes
    svg: bytes


Drawings = Mapping[str, Drawing]
"""By the name of the part; a part whose chart could not be drawn is missing, and its document says so."""


@dataclass(frozen=True)
class Report:
    """One document of evidence; `title` is what it is about (เรื่อง)."""

    file_name: str
    """Without an ending: O43_measures_result_04961002_2565."""
    title: str
    organization: str
    heads: tuple[tuple[str, str], ...]
    """What stands at its head, label and text: the assessment's item, fiscal year, round, as-of date."""
    parts: tuple[Part, ...]
    texts: tuple[tuple[str, str], ...]
    """What people wrote for it, heading and text: problems, suggestions, commentary."""
    findings: tuple[str, ...]
    """What does not reconcile in its figures, in sentences; never left out."""
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
    lacking: tuple[str, ...] = ()
    """What the item demands and the document does not show, in sentences."""
