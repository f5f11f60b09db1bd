"""From a report to its files: the charts once, then every form; and all that a year's assessment asks for in
one ZIP."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Literal

from charts.theme import NARROWEST, Band, on_page
from evidence import paper, signature
from evidence.archive import zipped
from evidence.checklist import checklist
from evidence.document import as_docx
from evidence.dossier import NothingToShowError, dossiers, reports
from evidence.items import Item, items
from evidence.jobs import Files, Progress
from evidence.links import picture_of, view_of
from evidence.manifest import cover, manifest
from evidence.memo import memo
from evidence.pdf import as_pdf, stands_beside
from evidence.pictures import FOR_WORD, Form, NoChromiumError, picture
from evidence.report import Drawing, Drawings, Report
from evidence.typeface import with_typeface
from evidence.word_pictures import in_parts
from evidence.workbook import as_xlsx
from queries.scope import Catalogue, Cursor
from sections.subject import Section
from vocabulary import tables, thai
from vocabulary.language import _, current

# A PDF takes the lines and sets the letters itself.
ON_PAPER = Form(FOR_WORD.dots, "svg", is_slide=False)
BESIDE_TABLE = replace(ON_PAPER, across=NARROWEST["narrow"])
Cover = Literal["sheet", "memo"]
"""What lies on top of a pack: a sheet (PDF), or the memo that hands it up (DOCX)."""
ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
WRITERS: dict[str, Callable[[Report, Drawings], bytes]] = {
    "pdf": as_pdf,
    "docx": as_docx,
    "xlsx": lambda report, _drawings: as_xlsx(report),
}
"""What writes each form of a report, by the ending of its file."""


def thai_digits_by_default(language: str) -> bool:
    """Whether papers in a language have Thai digits unless others are asked for: those in Thai."""
    return language == "th"


def documents(report: Report, progress: Progress) -> Files:
    """The report as PDF, DOCX and XLSX, by file name. Raises what `pictures.picture` raises, except where
    there is no Chromium: then the documents say that they lack the charts."""
    total = steps(report)
    drawings = _drawings(report, progress, 0, total)
    return _documents(report, drawings, progress, total - len(WRITERS), total)


def steps(report: Report) -> int:
    """How many steps its files take."""
    return sum(part.figure is not None for part in report.parts) + len(WRITERS)


def _drawings(report: Report, progress: Progress, done: int, of: int) -> Drawings:
    drawings = {}
    with_chart = [part for part in report.parts if part.figure is not None]
    for place, part in enumerate(with_chart):
        progress(_("Drawing: {title}").format(title=part.title), done + place, of)
        # A section of several subjects, as in the summary, has no one page to lead back to.
        link = view_of(part.subject) if part.subject else ""
        try:
            drawings[part.name] = _drawing(part, link)
        except NoChromiumError:  # the documents then say so where each chart would stand
            return {}
    return drawings


def _drawing(part: Section, link: str) -> Drawing:
    assert part.figure is not None
    wide = picture(on_page(part.figure("wide"), dark=False), ON_PAPER)
    narrow = b""
    if stands_beside(part):
        narrow = picture(on_page(part.figure("narrow"), dark=False), BESIDE_TABLE)
    band = Band(part.title, part.place, part.source)
    png, *continued = in_parts(part.figure("wide"), band, link)
    return Drawing(png, wide, narrow, link, tuple(continued))


def _documents(report: Report, drawings: Drawings, progress: Progress, done: int, of: int) -> Files:
    files: Files = {}
    for ending, write in WRITERS.items():
        name = f"{report.file_name}.{ending}"
        progress(_("Writing: {name}").format(name=name), done + len(files), of)
        files[name] = write(report, drawings)
    return files


def pack(
    con: Cursor,
    known: Catalogue,
    wanted: list[Item],
    today: date,
    progress: Progress,
    front: Cover = "sheet",
) -> Files:
    """All items of a year that there are data for, in one ZIP by its file name: of each its documents, charts
    and tables; a cover, a checklist, and manifest.json, which says what each file was made from; signed where
    the office has a key. Raises NothingToShowError where there are none at all, PaperError where the office's
    own paper or key cannot be used."""
    every = dossiers(con, known, wanted, today)
    made, missing = reports(every)
    if not made:
        raise NothingToShowError
    files: Files = {}
    done = 0
    of = sum(steps(report) for _item, report in made) + 1
    for _item, report in made:
        drawings = _drawings(report, progress, done, of)
        done += steps(report)
        written = _documents(report, drawings, progress, done - len(WRITERS), of)
        written |= _pieces(report, drawings)
        files |= {f"{report.file_name}/{name}": content for name, content in written.items()}
    progress(_("Packing"), of - 1, of)
    # The cover stands before what it lies on; the checklist names the hash of every other file.
    if front == "memo":
        files = {"cover.docx": memo(made, paper.of(wanted[0].organization).emblem), **files}
    else:
        files = {"cover.pdf": as_pdf(cover(made, files), {}), **files}
    files["check.pdf"] = as_pdf(checklist(every, made, files), {})
    files["manifest.json"] = manifest(made, missing, files, today)
    files |= signature.sign(wanted[0].organization, files["manifest.json"])
    return {f"{_pack_name(con, wanted, front)}.zip": zipped(files)}


def _pack_name(con: Cursor, wanted: list[Item], front: Cover) -> str:
    """A pack of some items only, in English, in other digits than papers of its language or with a memo has
    another name than the whole one."""
    first = wanted[0]
    is_whole = wanted == items(con, first.organization, first.assessment_year)
    some = [] if is_whole else [item.number or item.subject for item in wanted]
    language = [current()] if current() != "th" else []
    in_thai_digits = thai.with_thai_digits()
    usual = in_thai_digits == thai_digits_by_default(current())
    digits = [] if usual else ["thai_digits" if in_thai_digits else "arabic_digits"]
    memo_front = ["memo"] if front == "memo" else []
    return "_".join(
        ["ita", first.organization, str(first.assessment_year), *some, *language, *digits, *memo_front]
    )


def _pieces(report: Report, drawings: Drawings) -> Files:
    """The charts, tables and pictures of activities of a report by themselves."""
    pictures = {
        f"figures/{name}{f'_{place}' if place > 1 else ''}.png": png
        for name, drawing in drawings.items()
        for place, png in enumerate((drawing.png, *drawing.continued), 1)
    }
    with_chart = [part for part in report.parts if part.name in drawings]
    vectors = {
        f"figures/{part.name}.svg": with_typeface(picture_of(part, ON_PAPER, drawings[part.name].link))
        for part in with_chart
    }
    filled = [part for part in report.parts if len(part.table)]
    photographs = {
        f"photographs/{each.sha256}.jpg": each.content
        for activity in report.activities
        for each in activity.photographs
    }
    csv = {f"tables/{part.name}.csv": tables.as_csv(part.table) for part in filled}
    return pictures | vectors | csv | photographs


def chosen(every: list[Item], names: list[str]) -> list[Item]:
    """Of the items of a year those of these numbers or subjects (none named: all). Raises KeyError with a
    name that none has."""
    wanted = [name.strip().translate(ARABIC).casefold() for name in names]
    for name, folded in zip(names, wanted, strict=True):
        if not any(folded in (item.number.casefold(), item.subject) for item in every):
            raise KeyError(name)
    if not wanted:
        return every
    return [item for item in every if item.subject in wanted or item.number.casefold() in wanted]
