"""A report as PDF: A4, set by Typst from report.typ with Sarabun as its only font, tagged for screen readers
(PDF/UA-1)."""

import json
import re
from collections.abc import Iterator
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

from evidence import columns, wording
from evidence.report import Drawing, Drawings, Part, Report
from evidence.svg_text import Lettered, lettered
from vocabulary import thai
from vocabulary.columns import heading, shown, word
from vocabulary.language import _, current
from vocabulary.tables import as_seen
from vocabulary.values import decimals, is_figure

TEMPLATE = Path(__file__).with_name("report.typ")
VERBATIM = ("evidence_url", "file_before", "file_name")
"""Columns that are copied from a machine and compared with it: their digits stay as they are."""
TALLEST = 225
"""How high a chart may be on a page (mm)."""
MUCH = 1.2
"""A chart that would be higher by more than this is continued on the next page; others are drawn smaller."""
END = 160
"""What stays together at either end of a chart that is cut (pixels)."""
SEVERAL = 3
"""Rows of a chart that is cut which stand together at either end."""
SCALES = (1, 0.85, 0.8, 0.76, 0.72, 0.68, 0.64)
"""Sizes of all letters; of what must fit one page, the largest with which it does."""
WHOLE, GAP = "\u2060", "\u200b"
"""Marks that report.typ takes out again: no Thai word before one is broken inside; after the second a line
may end."""
THAI = re.compile("[\u0e00-\u0e7f]")
LONGEST_WORD = 20
"""What takes more columns and is no Thai word, such as a file name, may be broken inside."""
PIECE = 8
"""After so many letters of that."""
UNMARKED = ("language", "digits", "words", "title", "organization", "heading", "chart")
"""What names the document and its sections elsewhere too, and what has its lines already."""
STAND_INS = {"●": "•", "○": "o", "☐": "◊", "✓": "√", "✔": "√", "\uf0b7": "•", "\u2011": "‐"}
"""For characters that Sarabun lacks; for all others of these stands "?"."""


def as_pdf(report: Report, drawings: Drawings) -> bytes:
    """The report in the language and the digits of this run; the same report and charts give the same bytes.

    A part whose chart is missing in `drawings` says so."""
    told = {
        "language": current(),
        "digits": thai.digits("0123456789"),
        "words": _words(),
        "title": digits(report.title),
        "organization": report.organization,
        "heads": [[label, digits(text)] for label, text in report.heads],
        "parts": [_part(part, drawings.get(part.name)) for part in report.parts],
        "texts": [[name, digits(text.strip()).splitlines()] for name, text in report.texts if text.strip()],
        "findings": report.findings,
        "lacking": report.lacking,
        "sources": _sources(report.sources),
        "signed": report.signed,
        "one_page": report.is_one_page,
    }
    drawable = _with_words_marked(_drawable(told))
    fitting = next(
        (scale for scale in SCALES if not report.is_one_page or _pages(drawable, scale) == 1), SCALES[-1]
    )
    pdf: bytes = typst.compile(
        TEMPLATE,
        font_paths=_fonts(),
        sys_inputs={"report": json.dumps(drawable), "scale": f"{fitting}"},
        pdf_standards="ua-1",
        timestamp=report.published.replace(tzinfo=UTC),
    )
    return pdf


def _pages(told: Any, scale: float) -> int:
    """How many pages it takes in letters of this size."""
    inputs = {"report": json.dumps(told), "scale": f"{scale}"}
    return int(
        typst.query(TEMPLATE, "<pages>", field="value", one=True, font_paths=_fonts(), sys_inputs=inputs)
    )


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[fontpkg_sarabun.ROOT / "files"]
    )


def _words() -> dict[str, Any]:
    return {
        "organization": wording.authority(),
        "page": wording.page(),
        "undrawn": wording.no_chart(),
        "continued": _("{title} (continued)"),
        "findings": wording.observations(),
        "reconciled": wording.nothing_found(),
        "lacking": wording.lacking(),
        "sources": wording.where_from(),
        "source_heads": [
            heading("data_set"),
            heading("file_name"),
            heading("rows_used"),
            heading("as_of"),
            heading("loaded_at"),
        ],
        "signature": _("Signed"),
        "post": _("Position"),
        "date": _("Date"),
    }


def digits(text: str) -> str:
    """A text of ours or of people's with the digits that were chosen; words with Latin letters, such as file
    names, addresses and O43, stay as they are."""
    words = text.split(" ")
    return " ".join(
        each if any(letter.isascii() and letter.isalpha() for letter in each) else thai.digits(each)
        for each in words
    )


def _part(part: Part, drawing: Drawing | None) -> dict[str, Any]:
    told: dict[str, Any] = {
        "heading": digits(part.heading),
        "sentence": part.sentence,
        "table": None,
        "chart": None,
        "undrawn": False,
    }
    if part.table.empty:
        return told
    told |= {
        "title": digits(part.title),
        "place": part.place,
        "source": part.source,
        "table": _table(part.on_paper),
    }
    told |= {
        "chart": _chart(lettered(drawing.svg)) if drawing else None,
        "undrawn": bool(part.figure) and not drawing,
    }
    return told


def _table(table: pd.DataFrame) -> dict[str, Any]:
    names, seen = shown(table.columns), as_seen(table)
    cells = pd.DataFrame({name: [_cell(name, value) for value in seen[name]] for name in names}, dtype=object)
    look = columns.look(names, cells)
    return asdict(look) | {
        "right": [is_figure(name) for name in names],
        "rows": cells.to_numpy().tolist(),
    }


def _cell(name: str, value: Any) -> str:
    if thai.is_missing(value):
        return thai.NOTHING
    if isinstance(value, float):
        return thai.number(value, decimals(name))
    return value if name in VERBATIM else digits(value)


def _sources(files: pd.DataFrame) -> list[list[str]]:
    return [
        [
            word(row.data_set),
            row.file_name,
            thai.number(row.rows_used),
            thai.day(row.as_of),
            thai.day(thai.in_thailand(row.loaded_at)),
            row.sha256,
        ]
        for row in files.itertuples()
    ]


def _chart(chart: Lettered) -> dict[str, Any]:
    """A chart in strips with the lines of writing that stand in each: `rows`, between which a page may end,
    and where there are several, the axis and all beyond it as `head` or `foot` of every page."""
    cuts = _cuts(chart)
    top, below = _axis(chart) if cuts else (chart.height, chart.height)
    if below < END:  # the axis stands above, as that of a heat map does
        head, foot, edges = (
            _strip(chart, 0, below),
            None,
            [below, *(cut for cut in cuts if cut > below), chart.height],
        )
    else:
        head, foot, edges = (
            None,
            _strip(chart, top, chart.height),
            [0, *(cut for cut in cuts if cut < top), top],
        )
    rows = [_strip(chart, *edge) for edge in pairwise(edges)]
    return {
        "shapes": chart.shapes,
        "width": chart.width,
        "height": chart.height,
        "head": head,
        "rows": rows,
        "foot": foot,
    }


def _strip(chart: Lettered, top: float, below: float) -> dict[str, Any]:
    lines = [asdict(line) for line in chart.lines if top <= line.y < below]
    return {"top": top, "height": below - top, "lines": lines}


def _axis(chart: Lettered) -> tuple[float, float]:
    """From where to where the writing at the axis from left to right stands; at the very end where there is
    none."""
    ticks = [line for line in chart.lines if line.is_tick]
    tops, ends = ([line.y + part * line.size for line in ticks] for part in (-1.3, 0.5))
    return min(tops, default=chart.height), max(ends, default=chart.height)


def _cuts(chart: Lettered) -> list[float]:
    """Where a chart that is too high for a page may be cut: above a line of writing that stands well below
    the one before it, but not near the ends."""
    if chart.height * columns.UPRIGHT < chart.width * TALLEST * MUCH:
        return []
    lines = sorted((line for line in chart.lines if not line.is_tick), key=lambda line: line.y)
    cuts = [line.y - 1.3 * line.size for before, line in pairwise(lines) if line.y - before.y > 2 * line.size]
    return [cut for cut in cuts if END < cut < chart.height - END][SEVERAL - 1 : 1 - SEVERAL]


def _drawable(told: Any) -> Any:
    """The same with only such characters as Sarabun can draw."""
    if isinstance(told, str):
        return told.translate(_letters())
    if isinstance(told, dict):
        return {name: _drawable(value) for name, value in told.items()}
    return [_drawable(value) for value in told] if isinstance(told, (list, tuple)) else told


def _with_words_marked(told: Any) -> Any:
    """The same with the words of what may run over several lines marked: Typst's own dictionary breaks some
    inside."""
    if isinstance(told, str):
        return _marked(told)
    if isinstance(told, dict):
        return {
            name: value if name in UNMARKED else _with_words_marked(value) for name, value in told.items()
        }
    return [_with_words_marked(value) for value in told] if isinstance(told, list) else told


def _marked(text: str) -> str:
    """A text with WHOLE after each Thai word, and GAP where the next one follows without a space and between
    the pieces of a word that no line may have room for."""
    return "\n".join("".join(_marked_words(line)) for line in text.split("\n"))


def _marked_words(line: str) -> Iterator[str]:
    for whole, after in pairwise([*thai.words(line), ""]):
        *pieces, last = (
            thai.pieces(whole, PIECE)
            if thai.columns_wide(whole) > LONGEST_WORD and not thai.is_word(whole)
            else [whole]
        )
        yield from (WHOLE + piece + GAP for piece in pieces)
        yield last
        if THAI.match(last[-1]):
            yield GAP if THAI.match(after) else WHOLE


class _Letters(dict[int, int | str | None]):
    """What becomes of a character; asked by its code."""

    def __missing__(self, code: int) -> int | str | None:
        letter = chr(code)
        if code in columns.letters() or letter == "\n":
            drawn: int | str | None = code
        elif letter in STAND_INS:
            drawn = STAND_INS[letter]
        elif category(letter) == "Zs":
            drawn = " "
        else:
            drawn = None if category(letter) in ("Cc", "Cf") else "?"
        self[code] = drawn
        return drawn


@cache
def _letters() -> _Letters:
    return _Letters()
