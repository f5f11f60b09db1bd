"""The sections that pages have shown lately, so that pictures and tables of one can be asked for by an
address of its own."""

import hashlib
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from charts import theme
from evidence.archive import zipped
from evidence.jobs import Files
from evidence.links import picture_of, view
from evidence.pictures import SLIDE, VECTOR, Form
from evidence.typeface import with_typeface
from evidence.word_pictures import in_parts
from evidence.workshop import Workshop
from sections.subject import Section
from vocabulary import language, tables, thai

MOST = 500
"""How many sections are remembered; the oldest are forgotten, and come back when their page is shown
again."""
MOST_KEPT, MOST_MAKING = 100, 16
"""How many files of them are kept, and made or waited for at once: more are asked to come again."""


@dataclass(frozen=True)
class Shown:
    """A section as a page has it: of which data, in which view, how written, for which file."""

    section: Section
    published: object
    page: str
    choices: tuple[tuple[str, str], ...]
    language: str
    thai_digits: bool
    file_name: str


SectionFile = tuple[bytes, str, str]
"""Its bytes, type and name."""

_shown: OrderedDict[str, Shown] = OrderedDict()
_published: deque[object] = deque(maxlen=2)
"""Of which data the remembered sections are."""
_lock = Lock()
workshop: Workshop[SectionFile] = Workshop("section_files", MOST_KEPT, MOST_MAKING)


def lay_out(shown: Shown) -> str:
    """Remembers a section; gives the name under which its files are asked for, the same for the same
    section."""
    # What the section holds follows from the rest, and writing it out would take long.
    told = (shown.section.name, shown.section.title, shown.section.place, shown.section.source)
    written = (shown.language, shown.thai_digits, shown.file_name)
    identity = (shown.published, shown.page, sorted(shown.choices), told, written)
    token = hashlib.sha256(repr(identity).encode()).hexdigest()[:24]
    with _lock:
        _forget_earlier(shown.published)
        _shown[token] = shown
        _shown.move_to_end(token)
        while len(_shown) > MOST:
            _shown.popitem(last=False)
    return token


def _forget_earlier(published: object) -> None:
    """Keeps what is published now, and what was before: some pages show it still."""
    if published not in _published:
        _published.append(published)
        for token in [token for token, shown in _shown.items() if shown.published not in _published]:
            del _shown[token]


def _picture(shown: Shown, form: Form) -> bytes:
    if shown.section.figure is None:
        raise KeyError(shown.section.name)
    image = picture_of(shown.section, form, view(shown.page, dict(shown.choices)))
    return with_typeface(image) if form.format == "svg" else image


def _for_word(shown: Shown) -> bytes | Files:
    """The picture for Word; its parts by name where it is too high for a page."""
    section = shown.section
    if section.figure is None:
        raise KeyError(section.name)
    band = theme.Band(section.title, section.place, section.source)
    first, *others = in_parts(section.figure("wide"), band, view(shown.page, dict(shown.choices)))
    parts = enumerate((first, *others), 1)
    return {f"{shown.file_name}_word_{place}.png": part for place, part in parts} if others else first


def _workbook(shown: Shown) -> bytes:
    section = shown.section
    return tables.as_xlsx(
        section.table, heads=(section.title, section.place, section.source), times=section.times
    )


CSV, XLSX = "text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FILES: dict[str, tuple[str, Callable[[Shown], bytes | Files]]] = {
    "slide.png": ("image/png", lambda shown: _picture(shown, SLIDE)),
    "word.png": ("image/png", _for_word),
    "vector.svg": ("image/svg+xml", lambda shown: _picture(shown, VECTOR)),
    "table.csv": (CSV, lambda shown: tables.as_csv(shown.section.table, times=shown.section.times)),
    "table.xlsx": (XLSX, _workbook),
}
"""What a section is given away as: the type of the file, and what makes it."""
PICTURES = ("slide.png", "word.png", "vector.svg")


def made(token: str, form: str) -> SectionFile:
    """One of FILES of a section: its bytes, type and name; pictures in light colours, several in a ZIP. Who
    asks for the same waits for the same.

    Raises KeyError where the section or the file is not known, BusyError where as many are made as may be,
    and what `pictures.picture` raises."""
    with _lock:
        shown = _shown[token]
    return workshop.made((token, form), lambda: _make(shown, form))


def _make(shown: Shown, form: str) -> SectionFile:
    # The address is asked for by a request of its own, which knows nothing of the visitor's choices.
    language.use(shown.language)
    thai.use_thai_digits(shown.thai_digits)
    kind, make = FILES[form]
    content, name = make(shown), name_of(shown.file_name, form)
    if isinstance(content, dict):
        return zipped(content), "application/zip", f"{Path(name).stem}.zip"
    return content, kind, name


def name_of(file_name: str, form: str) -> str:
    """What one of FILES is called: NAME_slide.png, but NAME.csv."""
    return (
        f"{file_name}.{form.removeprefix('table.')}" if form.startswith("table.") else f"{file_name}_{form}"
    )
