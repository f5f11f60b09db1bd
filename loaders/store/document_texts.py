"""What people write into the boxes of the page of evidence: the texts of a document and the posts that sign
it, what came of each measure, captions of pictures.

What is typed is kept at once as a draft in drafts.json, which costs no copy of the database; it is published
when the box is left or a document is made."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from pathlib import Path

from filelock import FileLock

import database
from loaders import actor, user_texts
from loaders.files import disk
from loaders.problem import LoadError, Problem
from loaders.store import register
from loaders.store.publishing import publishing
from loaders.user_texts import DOCUMENT_TEXTS, MEASURE_TEXTS, PHOTOGRAPHS
from vocabulary.language import N_

LONGEST_TEXT, LONGEST_POST, LONGEST_RESULT, LONGEST_CAPTION = 10_000, 200, 4_000, 300
LONGEST = {
    DOCUMENT_TEXTS: dict.fromkeys(("problems", "suggestions", "commentary"), LONGEST_TEXT)
    | dict.fromkeys(("prepared_by", "approved_by"), LONGEST_POST),
    MEASURE_TEXTS: dict.fromkeys(("result", "suggestion"), LONGEST_RESULT) | {"reason": LONGEST_CAPTION},
}
"""The texts of a document and of a measure, and how many letters each may have; `reason` says why there is no
picture of it."""
DRAFTS = "drafts.json"


@dataclass(frozen=True)
class Box:
    """Where a text belongs: in which file of texts, whose, of which assessment or fiscal year, about what
    (the item's subject, or the measure's number), and its name (of a caption the picture's SHA-256)."""

    file: str
    organization: str
    year: int
    about: str
    name: str

    @property
    def longest(self) -> int:
        """How many letters it may have; 0 where there is no such box."""
        return LONGEST_CAPTION if self.file == PHOTOGRAPHS else LONGEST.get(self.file, {}).get(self.name, 0)

    @property
    def place(self) -> dict[str, str]:
        """The columns of its entries that say where it belongs."""
        values = (self.organization, str(self.year), self.about, self.name)
        return dict(zip(user_texts.PLACES[self.file], values, strict=True))


@dataclass(frozen=True)
class Typed:
    """What stands in a box, and who typed it last ("": unknown, kept by an earlier version)."""

    text: str
    by: str = ""


def write(
    organization: str,
    assessment_year: int,
    subject: str,
    texts: Mapping[str, str],
    folder: Path | None = None,
) -> None:
    """Keeps and publishes texts (by one of their names in LONGEST) of one document; earlier ones stay in
    document_texts.json.

    Raises LoadError where one is too long."""
    boxes = {Box(DOCUMENT_TEXTS, organization, assessment_year, subject, name): texts[name] for name in texts}
    known = {box: Typed(text, actor.current().name) for box, text in boxes.items() if box.longest}
    for box, typed in known.items():
        refuse_long(box, typed.text)
    _publish(known, folder or database.store())


def refuse_long(box: Box, text: str) -> None:
    """Raises LoadError where a text has more letters than its box takes."""
    if len(text) > box.longest:
        message = N_("Write at most {expected} characters in one box.")
        raise LoadError(Problem("error", "text_too_long", message, expected=f"{box.longest:,}"))


def keep_draft(box: Box, text: str, folder: Path | None = None) -> None:
    """Keeps what stands in a box, and who typed it; nothing is published. Raises LoadError where it is too
    long, or the store cannot be written."""
    refuse_long(box, text)
    with _drafts(folder or database.store()) as drafts:
        drafts[box] = Typed(text, actor.current().name)


def drafts(organization: str, folder: Path | None = None) -> dict[Box, str]:
    """The texts of an organization that are kept and not published yet."""
    return {box: typed.text for box, typed in _of(organization, folder or database.store()).items()}


def _of(organization: str, folder: Path) -> dict[Box, Typed]:
    return {box: typed for box, typed in _read(folder).items() if box.organization == organization}


def publish_drafts(organization: str, folder: Path | None = None) -> bool:
    """Publishes all drafts of an organization, each under the name of who typed it; gives whether there were
    any that say something new. Raises LoadError where the store cannot be written: then they stay drafts."""
    folder = folder or database.store()
    found = _of(organization, folder)
    is_changed = bool(found) and _publish(found, folder)
    if found:
        with _drafts(folder) as kept:
            for box, typed in found.items():
                if kept.get(box) == typed:  # what was typed since stays a draft
                    del kept[box]
    return is_changed


def _publish(texts: Mapping[Box, Typed], folder: Path) -> bool:
    if not _changed(texts, folder):  # before a copy of the database is made
        return False
    with publishing(folder) as next_database:
        changed = _changed(texts, folder)
        for file in sorted({box.file for box in changed}):
            of_file = [box for box in changed if box.file == file]
            entries = ({**box.place, "text": changed[box].text, "by": changed[box].by} for box in of_file)
            user_texts.add(folder, file, *entries)
        next_database.changed = next_database.texts_only = bool(changed)
    return bool(changed)


def _changed(texts: Mapping[Box, Typed], folder: Path) -> dict[Box, Typed]:
    """The texts that are others than those in force; the caption of a picture that was taken away is none."""
    in_force = {file: user_texts.newest(folder, file) for file in {box.file for box in texts}}
    changed = {}
    for box, typed in texts.items():
        text = typed.text.strip()
        entry = in_force[box.file].get(tuple(box.place.values()))
        is_gone = box.file == PHOTOGRAPHS and (entry is None or "removed" in entry)
        if not is_gone and text != (entry["text"] if entry else ""):
            changed[box] = Typed(text, typed.by)
    return changed


def _read(folder: Path) -> dict[Box, Typed]:
    path = folder / DRAFTS
    kept = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
    # An earlier version kept no name: five values of the box, and the text.
    return {Box(*each[:5]): Typed(each[5], *each[6:]) for each in kept}


@contextmanager
def _drafts(folder: Path) -> Iterator[dict[Box, Typed]]:
    """The drafts, to be changed: one at a time, and without waiting for loads that are being published."""
    with register.usable(folder), FileLock(folder / f"{DRAFTS}.lock", mode=disk.mode(folder)):
        kept = _read(folder)
        yield kept
        content = json.dumps(
            [[*astuple(box), *astuple(typed)] for box, typed in kept.items()], ensure_ascii=False, indent=1
        )
        disk.write(folder / DRAFTS, content.encode())
