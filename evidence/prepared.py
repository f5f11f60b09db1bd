"""Evidence for the public: the pack of every organization, year and language, made once after a publication
by a process of its own (python -m evidence prepare). Whoever only looks has nothing made.

Each is prepared/CODE/YEAR_LANGUAGE.zip in the store; the .json beside it says of which data it is."""

import hashlib
import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from pathlib import Path
from zipfile import ZipFile

from filelock import FileLock

import chromium
import program
import seal
import settings
from evidence import build, manifest, signature
from evidence.dossier import NothingToShowError, dossiers, reports
from evidence.items import Item, items
from evidence.paper import PaperError
from evidence.pictures import PictureError
from evidence.report import Report
from queries import documents
from queries.scope import Catalogue, Cursor, catalogue
from vocabulary import tables, thai
from vocabulary.language import LANGUAGES, speaking

Opened = Callable[[], tuple[object, Cursor]]
"""Opens the data that are published now: gives which they are, and a cursor that stays on them."""
Tell = Callable[["Place", str], None]
"""Is told of a pack that was made (""), or why it could not be."""


@dataclass(frozen=True)
class Place:
    """A pack by organization, assessment year and language."""

    organization: str
    year: int
    language: str

    @property
    def note(self) -> Path:
        """Where it says of which data the pack is."""
        return folder() / self.organization / f"{self.year}_{self.language}.json"

    @property
    def pack(self) -> Path:
        """Where the pack lies."""
        return self.note.with_suffix(".zip")


@dataclass(frozen=True)
class Prepared:
    """A pack as it was made: of which edition of the data it is (see `edition`), a digest of what it tells,
    the name of its file ("": there was nothing to make it of, or it failed), its SHA-256, the day on which
    what is due was judged (ISO), and whether it failed."""

    edition: str
    content: str = ""
    name: str = ""
    sha256: str = ""
    made_on: str = ""
    has_failed: bool = False


def folder() -> Path:
    """Where all packs for the public lie; a backup leaves them out, since they can be made again."""
    return settings.store() / settings.PREPARED


def edition(digests: Sequence[str], organization: str) -> str:
    """What the documents of an organization hang on: its data (as `documents.digests` answers), its own paper
    and key, and this program."""
    own = settings.of_organization(organization)
    told = (digests, states(own), program.mark(), chromium.find() is not None)
    return hashlib.sha256(repr(told).encode()).hexdigest()


def states(own: Path) -> list[tuple[str, int, int]]:
    """The files that an office has of its own: name, time and size. What an editor puts beside them and takes
    away again, such as a link to nowhere, is none."""
    known = []
    for path in sorted(own.glob("*.*")):
        with suppress(OSError):
            status = path.stat()
            known.append((path.name, status.st_mtime_ns, status.st_size))
    return known


def found(place: Place, edition: str) -> Prepared | None:
    """The pack of a place where it is of this edition and as it was made; None where it is not made yet."""
    known = _read(place)
    return known if known and known.edition == edition and _is_whole(place, known) else None


def _read(place: Place) -> Prepared | None:
    try:
        return Prepared(**json.loads(place.note.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):  # made anew in any case
        return None


def _is_whole(place: Place, known: Prepared) -> bool:
    try:
        status = place.pack.stat()
    except OSError:
        return not known.name
    return not known.name or _sha256(place.pack, status.st_mtime_ns, status.st_size) == known.sha256


@lru_cache(maxsize=256)
def _sha256(path: Path, *_state: int) -> str:
    return seal.sha256(path)


def names_of(place: Place, item: Item) -> list[str]:
    """The names in the pack of an item's documents: PDF, DOCX and XLSX, as far as there are data."""
    wanted = [f"{item.file_name}/{item.file_name}.{ending}" for ending in build.WRITERS]
    with ZipFile(place.pack) as archive:
        return [name for name in wanted if name in archive.namelist()]


def document(place: Place, name: str) -> bytes:
    """One of the documents in the pack."""
    with ZipFile(place.pack) as archive:
        return archive.read(name)


def prepare(opened: Opened, tell: Tell) -> bool:
    """Makes what is not made yet of the published data, and of what is published meanwhile; only packs that
    tell something else than before are made anew. Gives whether none failed. Where another process is at
    it, waits: it may be of an earlier program, or end half-way. Raises what `opened` does."""
    folder().mkdir(mode=0o700, exist_ok=True)
    with FileLock(folder() / "lock", poll_interval=1):
        while (is_done := _prepare_published(opened, tell)) is None:
            pass  # something else was published meanwhile
        return is_done


def _prepare_published(opened: Opened, tell: Tell) -> bool | None:
    published, con = opened()
    known = catalogue(con)
    _forget_all_but(known)
    is_whole = True
    for place, current in _places(con, known):
        if opened()[0] != published:
            return None
        if found(place, current) is None or _failed(place):
            is_whole &= _prepare_one(con, known, place, current, tell)
    return is_whole


def _forget_all_but(known: Catalogue) -> None:
    """Takes away the packs of organizations that have no data any more."""
    for path in folder().iterdir():
        if path.is_dir() and path.name not in known.organizations:
            shutil.rmtree(path, ignore_errors=True)


def _places(con: Cursor, known: Catalogue) -> Iterator[tuple[Place, str]]:
    """All packs that there are to be, the newest years first, and of which edition."""
    editions = {code: edition(documents.digests(con, code), code) for code in known.organizations}
    for year in documents.items(con).assessment_year.unique():
        for language in LANGUAGES:
            yield from ((Place(code, int(year), language), current) for code, current in editions.items())


def _failed(place: Place) -> bool:
    known = _read(place)
    return known is not None and known.has_failed


def _prepare_one(con: Cursor, known: Catalogue, place: Place, current: str, tell: Tell) -> bool:
    place.note.parent.mkdir(exist_ok=True)
    with speaking(place.language):
        thai.use_thai_digits(build.thai_digits_by_default(place.language))
        try:
            made = _made(con, known, place, current, tell)
        except (PaperError, PictureError) as error:
            # The office's own files, or Chromium: whoever makes documents on the page is told the same.
            made = Prepared(current, has_failed=True)
            tell(place, f"{error}")
    _write(place.note, json.dumps(asdict(made)).encode())
    if not made.name:
        place.pack.unlink(missing_ok=True)
    return not made.has_failed


def _made(con: Cursor, known: Catalogue, place: Place, current: str, tell: Tell) -> Prepared:
    wanted = items(con, place.organization, place.year)
    today = thai.today()
    told, _missing = reports(dossiers(con, known, wanted, today))
    content = _digest(told, place.organization)
    before = _read(place)
    if before and before.name and before.content == content and _is_whole(place, before):
        return replace(before, edition=current)
    try:
        ((name, pack),) = build.pack(con, known, wanted, today, _pass_over).items()
    except NothingToShowError:
        return Prepared(current)
    _write(place.pack, pack)
    tell(place, "")
    return Prepared(current, content, name, hashlib.sha256(pack).hexdigest(), f"{today}")


def _write(path: Path, content: bytes) -> None:
    # Whole or not at all; what a power cut leaves of it is found by its SHA-256.
    partial = path.with_name(f"{path.name}.partial")
    try:
        partial.write_bytes(content)
        partial.replace(path)
    except OSError:  # such as a full disk, which has no room for half a pack
        partial.unlink(missing_ok=True)
        raise


def _digest(told: Sequence[tuple[Item, Report]], organization: str) -> str:
    """A digest of all that documents tell, whatever day it is and whatever others have published."""
    whole = hashlib.sha256(program.mark().encode())
    with suppress(OSError):
        whole.update((settings.of_organization(organization) / signature.PUBLIC).read_bytes())
    for item, report in told:
        of_report = (item, report.title, report.organization, report.heads, report.opening, report.scopes)
        written = (manifest.written(report), report.findings, report.header, report.template)
        whole.update(repr((of_report, written)).encode() + tables.as_csv(report.sources))
        for part in report.parts:
            figure = part.figure("wide") if part.figure else None
            said = (part.name, part.title, part.place, part.source, part.sentence, part.paper, figure)
            whole.update(repr(said).encode() + tables.as_csv(part.table))
    return whole.hexdigest()


def _pass_over(_doing: str, _done: int, _of: int) -> None:
    """Nobody waits."""
