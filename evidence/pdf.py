"""A report as PDF: A4, set by Typst from report.typ with Sarabun as its only font, tagged for screen readers
(PDF/UA-1)."""

import json
import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import asdict
from datetime import UTC
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any
from unicodedata import category

import fontpkg_sarabun
import pandas as pd
import typst

from charts.lettering import letters
from evidence import headings, table_layout
from evidence.report import Drawing, Drawings, Report, on_paper
from evidence.svg_text import Lettered, lettered
from sections.subject import Section
from vocabulary import thai
from vocabulary.columns import heading, word
from vocabulary.language import _, current
from vocabulary.paper_tables import PaperTable

TEMPLATE = Path(__file__).with_name("report.typ")
TALLEST = 225
"""How high a chart may be on a page (mm)."""
MUCH = 1.2
"""A chart that would be higher by more than this is continued on the next page; others are drawn smaller."""
END = 160
"""What stays together at either end of a chart that is cut (pixels)."""
SEVERAL = 3
"""Rows of a chart that is cut which stand together at either end."""
APART = 1.4
"""How far the lines of two rows of a chart are apart at least, in sizes of their letters; those of one are
nearer."""
ASCENT, DESCENT = 1.3, 0.5
"""How far a line of Thai reaches above and below its baseline, in sizes of its letters."""
SCALES = (1, 0.85, 0.8, 0.76, 0.72, 0.68, 0.64)
"""Sizes of all letters; of what must fit one page, the largest with which it does."""
WHOLE, GAP = "\u2060", "\u200b"
"""Marks that report.typ takes out again: no Thai word before one is broken inside; after the second a line
may end."""
THAI = re.compile("[\u0e00-\u0e7f]")
LATIN = re.compile("[A-Za-z]")
LONGEST_WORD = 20
"""What takes more columns and is no Thai word, such as a file name, may be broken inside."""
PIECE = 8
"""After so many letters of that."""
UNMARKED = ("language", "digits", "words", "title", "organization", "heading", "chart")
"""What names the document and its sections elsewhere too, and what has its lines already."""
SOURCE_COLUMNS = ("data_set", "file_name", "rows_used", "as_of", "loaded_at")
"""What the table of sources has."""
STAND_INS = {"●": "•", "○": "o", "☐": "◊", "✓": "√", "✔": "√", "\uf0b7": "•", "\u2011": "‐"}
"""For characters that Sarabun lacks; for all others of these stands "?"."""


def as_pdf(report: Report, drawings: Drawings) -> bytes:
    """The report in the language and the digits of this run; the same report and charts give the same bytes.

    A part whose chart is missing in `drawings` says so."""
    content = {
        "language": current(),
        "digits": thai.digits("0123456789"),
        "words": _words(),
        "title": digits(report.title),
        "organization": report.organization,
        "opening": report.opening,
        "heads": [[label, digits(text)] for label, text in report.heads],
        "parts": [_part(part, drawings.get(part.name)) for part in report.parts],
        "texts": [[name, digits(text.strip()).splitlines()] for name, text in report.texts if text.strip()],
        "findings": [
            [finding, explanation or _(headings.UNEXPLAINED)] for finding, explanation in report.findings
        ],
        "sources": _sources(report.sources),
        "signed": report.signed,
        "one_page": report.is_one_page,
    }
    drawable = _with_texts(content, lambda text: text.translate(_DRAWABLE))
    # Typst's own dictionary breaks some words inside.
    written = json.dumps(_with_texts(drawable, _marked, UNMARKED))
    scale = next(
        (scale for scale in SCALES if not report.is_one_page or _pages(written, scale) == 1), SCALES[-1]
    )
    pdf: bytes = typst.compile(
        TEMPLATE,
        font_paths=_fonts(),
        sys_inputs={"report": written, "scale": f"{scale}"},
        pdf_standards="ua-1",
        # The one date in the file is that of its data.
        timestamp=report.published.replace(tzinfo=UTC),
    )
    return pdf


def _pages(written: str, scale: float) -> int:
    """How many pages it takes in letters of this size."""
    inputs = {"report": written, "scale": f"{scale}"}
    answer = typst.query(TEMPLATE, "<pages>", field="value", one=True, font_paths=_fonts(), sys_inputs=inputs)
    return int(answer)


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        # No letter from whatever font a machine has: the same on all of them.
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[fontpkg_sarabun.ROOT / "files"],
    )


def _words() -> dict[str, Any]:
    return {
        "organization": _(headings.AUTHORITY),
        "page": _(headings.PAGE),
        "undrawn": _(headings.NO_CHART),
        "continued": _("{title} (continued)"),
        "findings": _(headings.OBSERVATIONS),
        "observed": list(map(_, headings.OBSERVED)),
        "sources": _(headings.SOURCES),
        "source_heads": list(map(heading, SOURCE_COLUMNS)),
        "signature": _("Signed"),
        "post": _("Position"),
        "date": _("Date"),
    }


def digits(text: str) -> str:
    """A text of ours or of people's with the digits that were chosen; words with Latin letters, such as file
    names, addresses and O43, stay as they are."""
    return " ".join(word if LATIN.search(word) else thai.digits(word) for word in text.split(" "))


def _part(part: Section, drawing: Drawing | None) -> dict[str, Any]:
    section = {"heading": digits(part.heading), "sentence": part.sentence}
    if part.table.empty:
        return section | {"table": None, "chart": None, "undrawn": False}
    return section | {
        "title": digits(part.title),
        "place": part.place,
        "source": part.source,
        "table": _table(on_paper(part)),
        "chart": _chart(lettered(drawing.svg)) if drawing else None,
        "undrawn": bool(part.figure) and not drawing,
    }


def _table(table: PaperTable) -> dict[str, Any]:
    verbatim = [column.is_verbatim for column in table.columns]
    rows = [
        [cell if is_verbatim else digits(cell) for cell, is_verbatim in zip(row.cells, verbatim, strict=True)]
        for row in table.rows
    ]
    return asdict(table_layout.look(table.columns, rows)) | {
        "right": [column.is_figure for column in table.columns],
        "groups": [digits(column.group) for column in table.columns],
        "rows": rows,
        "kinds": [row.kind for row in table.rows],
    }


def _sources(files: pd.DataFrame) -> list[list[str]]:
    return [
        [
            word(row.data_set),
            row.file_name,
            thai.number(row.rows_used),
            thai.day(row.as_of),
            thai.day(thai.in_thailand(row.loaded_at)),
        ]
        for row in files.itertuples()
    ]


def _chart(chart: Lettered) -> dict[str, Any]:
    """A chart in strips with the lines of writing that stand in each: `rows`, between which a page may end,
    and where there are several, the axis and all beyond it as `head` or `foot` of every page."""
    cuts = _cuts(chart)
    top, below = _axis(chart) if cuts else (chart.height, chart.height)
    axis_is_above = below < END  # as that of a heat map is
    first, last = (below, chart.height) if axis_is_above else (0, top)
    edges = [first, *(cut for cut in cuts if first < cut < last), last]
    return {
        "shapes": chart.shapes,
        "width": chart.width,
        "height": chart.height,
        "head": _strip(chart, 0, below) if axis_is_above else None,
        "rows": [_strip(chart, *edge) for edge in pairwise(edges)],
        "foot": None if axis_is_above else _strip(chart, top, chart.height),
    }


def _strip(chart: Lettered, top: float, below: float) -> dict[str, Any]:
    lines = [asdict(line) for line in chart.lines if top <= line.y < below]
    return {"top": top, "height": below - top, "lines": lines}


def _axis(chart: Lettered) -> tuple[float, float]:
    """From where to where the writing at the axis from left to right stands; at the very end where there is
    none."""
    ticks = [line for line in chart.lines if line.is_tick]
    top = min((line.y - ASCENT * line.size for line in ticks), default=chart.height)
    below = max((line.y + DESCENT * line.size for line in ticks), default=chart.height)
    return top, below


def _cuts(chart: Lettered) -> list[float]:
    """Where a chart that is too high for a page may be cut: above a line of writing that stands well below
    the one before it, but not near the ends."""
    # A little too high is drawn smaller instead.
    if chart.height * table_layout.UPRIGHT < chart.width * TALLEST * MUCH:
        return []
    lines = sorted((line for line in chart.lines if not line.is_tick), key=lambda line: line.y)
    cuts = [
        line.y - ASCENT * line.size
        for before, line in pairwise(lines)
        if line.y - before.y > APART * line.size
    ]
    return [cut for cut in cuts if END < cut < chart.height - END][SEVERAL - 1 : 1 - SEVERAL]


def _with_texts(content: Any, change: Callable[[str], str], kept: Collection[str] = ()) -> Any:
    """The same, lists and all, with every text changed but those under a name that is to be `kept`."""
    if isinstance(content, str):
        return change(content)
    if isinstance(content, dict):
        return {
            name: value if name in kept else _with_texts(value, change, kept)
            for name, value in content.items()
        }
    if isinstance(content, (list, tuple)):
        return [_with_texts(value, change, kept) for value in content]
    return content


def _marked(text: str) -> str:
    """A text with WHOLE after each Thai word, and GAP where the next one follows without a space and between
    the pieces of a word that no line may have room for."""
    return "\n".join("".join(_marked_words(line)) for line in text.split("\n"))


def _marked_words(line: str) -> Iterator[str]:
    for whole, after in pairwise([*thai.words(line), ""]):
        # A file name or an address, mostly.
        is_long = thai.columns_wide(whole) > LONGEST_WORD and not thai.is_word(whole)
        *pieces, last = thai.pieces(whole, PIECE) if is_long else [whole]
        yield from (WHOLE + piece + GAP for piece in pieces)
        yield last
        # Typst's own dictionary would look for words between Thai letters.
        if THAI.match(last[-1]):
            yield GAP if THAI.match(after) else WHOLE


class _Letters(dict[int, int | str | None]):
    """What becomes of a character; asked by its code."""

    def __missing__(self, code: int) -> int | str | None:
        letter = chr(code)
        replacement: int | str | None
        if code in letters() or letter == "\n":
            replacement = code
        elif letter in STAND_INS:
            replacement = STAND_INS[letter]
        elif category(letter) == "Zs":  # spaces of whatever width
            replacement = " "
        else:  # what cannot be seen is left out
            replacement = None if category(letter) in ("Cc", "Cf") else "?"
        # Each letter is judged once.
        self[code] = replacement
        return replacement


_DRAWABLE = _Letters()
"""What becomes of each character that Sarabun may not be able to draw."""
