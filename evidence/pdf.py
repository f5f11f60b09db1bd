"""A report as PDF: A4, set by Typst from report.typ with Sarabun as its only font, tagged for screen readers
(PDF/UA-1)."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import UTC
from io import BytesIO
from pathlib import Path
from re import compile as pattern
from shutil import copy
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd
import segno

import scratch
from charts import lettering
from charts.lettering import BOLD
from evidence import headings, table_layout, typesetting
from evidence.composing import LONGEST_BESIDE, MOST_BESIDE, Composition, Content, to_measure
from evidence.marking import drawable, with_words_marked
from evidence.paging import Page, planned
from evidence.report import Drawing, Drawings, Report, on_paper
from evidence.strips import in_strips
from evidence.svg_text import lettered
from sections.subject import Section
from vocabulary import thai
from vocabulary.columns import heading, word
from vocabulary.language import _, current
from vocabulary.paper_tables import Column, PaperTable, Row

TEMPLATE = Path(__file__).with_name("report.typ")
SCALES = (1, 0.85, 0.8, 0.76, 0.72, 0.68, 0.64)
"""Sizes of all letters; of what must fit one page, the largest with which it does."""
LONG_SIDE, SHORT_SIDE, MARGINS = 297, 210, 46
"""A page of A4, and what its upper and lower margins take together (mm)."""
LATIN = pattern("[A-Za-z]")
TITLE, HEADING = 18, 14
"""Sizes of the title and of headings (points)."""
UNMARKED = (
    "title_lines",
    "heading_lines",
    "language",
    "digits",
    "words",
    "title",
    "organization",
    "heading",
    "chart",
    "narrow",
    "link",
    "code",
)
"""What names the document and its sections elsewhere too, and what has its lines already."""
SOURCE_COLUMNS = ("data_set", "file_name", "rows_used", "as_of", "loaded_at")
"""What the table of sources has."""
HEADER = "header"


def as_pdf(report: Report, drawings: Drawings) -> bytes:
    """The report in the language and the digits of this run; the same report and charts give the same bytes.

    A part whose chart is missing in `drawings` says so."""
    content = {
        "language": current(),
        "digits": thai.digits("0123456789"),
        "words": _words(),
        "title": digits(report.title),
        "title_lines": _in_even_lines(report.title, TITLE),
        "organization": report.organization,
        "header": HEADER if report.header else None,
        "heads": [[label, digits(text)] for label, text in report.heads],
        "opening": digits(report.opening),
        "parts": [_part(part, drawings.get(part.name)) for part in (*report.parts, *report.annex)],
        "annex": len(report.parts),
        "texts": [
            {"heading_lines": _in_lines(name, HEADING), "lines": digits(text.strip()).splitlines()}
            for name, text in report.texts
            if text.strip()
        ],
        "activities": [
            {
                "measure": digits(activity.heading),
                "reason": digits(activity.reason),
                "photographs": [
                    [_photograph(at, place), digits(each.caption), each.caption or activity.heading]
                    for place, each in enumerate(activity.photographs)
                ],
            }
            for at, activity in enumerate(report.activities)
        ],
        "sources": _sources(report.sources),
        "signed": report.signed,
    }
    return _set(with_words_marked(drawable(content), UNMARKED), report)


def stands_beside(part: Section) -> bool:
    """Whether the chart of a section, drawn narrow, has room beside its table."""
    return part.figure is not None and _beside(on_paper(part)) is not None


def _set(content: Content, report: Report) -> bytes:
    """The content on its pages."""
    with _written(report) as template:
        for scale in SCALES if report.is_one_page else SCALES[:1]:
            pages = _pages(template, content, scale)
            if len(pages) == 1:
                break
        return typesetting.compiled(
            template,
            sys_inputs=_inputs(content, scale, pages=[asdict(page) for page in pages]),
            pdf_standards="ua-1",
            # The one date in the file is that of its data.
            timestamp=report.published.replace(tzinfo=UTC),
        )


@contextmanager
def _written(report: Report) -> Iterator[Path]:
    """While it is set: the template, with the pictures that people gave beside it, because Typst reads no
    others."""
    pictures = dict(_pictures(report))
    if not pictures:
        yield TEMPLATE
        return
    with TemporaryDirectory(dir=scratch.own("papers")) as folder:
        for name, picture in pictures.items():
            (Path(folder) / name).write_bytes(picture)
        yield Path(copy(TEMPLATE, folder))


def _pages(template: Path, content: Content, scale: float) -> list[Page]:
    """What stands on which page in letters of this size."""
    wanted = to_measure(content)
    inputs = _inputs(content, scale, measured=list(wanted.values()))
    answer = typesetting.measured(template, sys_inputs=inputs)
    heights = dict(zip(wanted, json.loads(answer), strict=True))
    upright, lying = ((side - MARGINS * scale) * table_layout.POINTS for side in (LONG_SIDE, SHORT_SIDE))
    return planned(Composition(content, heights, upright, lying, scale).sections(), (upright, lying))


def _inputs(content: Content, scale: float, **more: Any) -> dict[str, str]:
    return {"report": json.dumps({**content, **more}), "scale": f"{scale}"}


def _pictures(report: Report) -> Iterator[tuple[str, bytes]]:
    """The pictures that people gave, by the names that the content has for them."""
    if report.header:
        yield HEADER, report.header
    for at, activity in enumerate(report.activities):
        for place, photograph in enumerate(activity.photographs):
            yield _photograph(at, place), photograph.content


def _photograph(activity: int, place: int) -> str:
    return f"photograph-{activity}-{place}"


def _words() -> dict[str, Any]:
    return {
        "organization": _(headings.AUTHORITY),
        "page": _(headings.PAGE),
        "undrawn": _(headings.NO_CHART),
        "continued": _("{title} (continued)"),
        "activities": _(headings.ACTIVITIES),
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


def _in_lines(text: str, size: float, share: float = 1) -> list[str]:
    """A heading in lines that end between words, of a share of the paper; it has no marks, because outlines
    copy it."""
    across = share * table_layout.UPRIGHT * table_layout.POINTS / BOLD
    return list(lettering.lines(digits(text), across, size))


def _in_even_lines(text: str, size: float) -> list[str]:
    """The same in as many lines, of which none is a single word below a full one."""
    ways = [_in_lines(text, size, share / 20) for share in range(20, 9, -1)]
    return [lines for lines in ways if len(lines) == len(ways[0])][-1]


def _part(part: Section, drawing: Drawing | None) -> dict[str, Any]:
    section = {
        "heading": digits(part.heading),
        "heading_lines": _in_lines(part.heading, HEADING),
        "sentence": part.sentence,
        "title": digits(part.title),
        "place": part.place,
        "source": part.source,
        "undrawn": False,
        "chart": None,
        "narrow": None,
        "code": None,
    }
    if part.table.empty:
        return section | {"looks": []}
    section |= _table(on_paper(part), has_chart=bool(drawing and drawing.narrow))
    if drawing is None:
        return section | {"undrawn": bool(part.figure)}
    if drawing.narrow:
        section["narrow"] = in_strips(lettered(drawing.narrow))
    if drawing.link:
        section |= {"link": drawing.link, "code": _code(drawing.link)}
    return section | {"chart": in_strips(lettered(drawing.svg))}


def _table(table: PaperTable, *, has_chart: bool) -> dict[str, Any]:
    """What a table says, and how it can stand on paper: also beside its chart where there is one."""
    columns, rows = _printed(table)
    looks = table_layout.looks(columns, rows)
    if has_chart and (narrow := _beside(table)):
        looks.append(narrow)
    return {
        "looks": [asdict(look) for look in looks],
        "right": [column.is_figure for column in table.columns],
        "rows": [row.cells for row in rows],
        "kinds": [row.kind for row in rows],
    }


def _printed(table: PaperTable) -> tuple[list[Column], list[Row]]:
    """Columns and rows with the digits that were chosen."""
    columns = [
        replace(column, head=digits(column.head), group=digits(column.group)) for column in table.columns
    ]
    return columns, [replace(row, cells=_in_digits(row.cells, columns)) for row in table.rows]


def _in_digits(cells: Sequence[str], columns: Sequence[Column]) -> tuple[str, ...]:
    pairs = zip(cells, columns, strict=True)
    return tuple(cell if column.is_verbatim else digits(cell) for cell, column in pairs)


def _beside(table: PaperTable) -> table_layout.Look | None:
    """The table on half of a page; None where it is too large."""
    # A narrow chart has no room for the whole of a long name.
    longest = max((len(cell) for row in table.rows for cell in row.cells), default=0)
    if len(table.rows) > MOST_BESIDE or longest > LONGEST_BESIDE:
        return None
    return table_layout.beside(*_printed(table))


def _code(link: str) -> str:
    """An address as QR code (SVG)."""
    image = BytesIO()
    segno.make(link, error="m").save(image, kind="svg", border=0)
    return image.getvalue().decode()


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
