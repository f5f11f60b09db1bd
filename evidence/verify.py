"""Whether a pack is still what was made, and whether its figures are still those of the data."""

import csv
import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from io import StringIO
from pathlib import Path
from typing import Any, Literal
from zipfile import BadZipFile, ZipFile, is_zipfile

from evidence import wording
from evidence.items import items, reports
from evidence.manifest import FORMAT, manifest, reference, version, written
from evidence.report import Report
from queries.scope import Catalogue, Cursor
from vocabulary import language, tables, thai
from vocabulary.columns import shown
from vocabulary.language import N_, _
from vocabulary.values import is_figure

MOST_BYTES = 1_000_000_000
"""Of all files of a pack together, unpacked."""
IDENTIFYING = (
    "indicator", "measure_no", "project_no", "question_no", "division", "plan", "expenditure_group", "item", "work",
    "dimension_no", "fiscal_year", "round_months", "as_of", "status", "evidence", "organization", "amount", "source_row",
)  # fmt: skip
"""Columns by which a row is known again."""
FILES = ("file_name", "file_before")
"""Columns that say which file a row is from: that a file is another is told once, and not of each of its
rows."""
Kind = Literal[
    "file_changed", "file_missing", "file_unknown", "file_altered", "row_gone", "row_new", "figure_changed", "item_gone",
    "source_changed", "text_changed",
]  # fmt: skip
SENTENCES: dict[Kind, str] = {
    "file_changed": N_("{place}: the file is not the one that was packed (its SHA-256 is another)"),
    "file_missing": N_("{place}: the file is missing"),
    "file_unknown": N_("{place}: the file is not named in the manifest"),
    "file_altered": N_(
        "{place}: does not hold what these very source files give; the file and its manifest were altered"
        " together"
    ),
    "row_gone": N_("{place}: the data have no such row any more"),
    "row_new": N_("{place}: the data have this row besides"),
    "figure_changed": N_("{place}: was {was}, is {now} in the data{by}"),
    "item_gone": N_("{place}: the data have nothing of it any more"),
    "source_changed": N_("{place}: was made from another file than the data are now"),
    "text_changed": N_("{place}: was written “{was}”, and is now “{now}”"),
}


class NoPackError(Exception):
    """The file is no pack of evidence: it cannot be read, or was made by something else; its text says which,
    in English."""


@dataclass(frozen=True)
class Difference:
    """Something that is otherwise than when the pack was made: in the pack itself, or in the data since."""

    kind: Kind
    place: str
    """A file, or item › table › row › column."""
    was: str = ""
    now: str = ""

    @property
    def is_of_pack(self) -> bool:
        """Whether the pack itself was changed."""
        return self.kind.startswith("file_")

    @property
    def said(self) -> str:
        """The sentence."""
        return _(SENTENCES[self.kind]).format(
            place=self.place, was=self.was or thai.NOTHING, now=self.now or thai.NOTHING, by=_by(self)
        )


def _by(difference: Difference) -> str:
    try:
        change = Decimal(difference.now) - Decimal(difference.was)
    except InvalidOperation:
        return ""
    return _(", by {change}").format(change=f"{change:+,}")


def verify(con: Cursor, known: Catalogue, path: Path) -> list[Difference]:
    """All that differs: files by their hashes, then tables by what the data give now, row by row, and what
    people wrote; where nothing does, the manifest itself. The reports are made anew as the pack was: in its
    language and digits, judged on its day.

    Raises NoPackError."""
    told, files = _read(path)
    language.use(told["language"])
    thai.use_thai_digits(told["thai_digits"])
    subjects, today = (
        {entry["subject"] for entry in told["items"] + told["without_data"]},
        date.fromisoformat(told["judged_on"]),
    )
    every = items(con, told["organization_code"], told["assessment_year"])
    now, missing = reports(con, known, [item for item in every if item.subject in subjects], today)
    differences = [*_files(told, files), *_figures(told, files, {item.subject: about for item, about in now})]
    # When it was made and with what, the data cannot tell.
    alike = {name: told[name] for name in ("made_at", "software", "reference")}
    if not differences and json.loads(manifest(now, missing, files, today)) | alike != told:
        return [Difference("file_changed", "manifest.json")]
    return differences


def _read(path: Path) -> tuple[dict[str, Any], dict[str, bytes]]:
    if not is_zipfile(path):
        raise NoPackError(N_("It is not a ZIP file."))
    try:
        with ZipFile(path) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MOST_BYTES:
                raise NoPackError(N_("It is too large."))
            files = {name: archive.read(name) for name in archive.namelist()}
    except (
        BadZipFile,
        NotImplementedError,
        RuntimeError,
        OSError,
    ) as error:  # damaged, or locked with a password
        raise NoPackError(N_("It cannot be unpacked.")) from error
    try:
        told = json.loads(files.pop("manifest.json"))
        if told["format"] != FORMAT:
            raise ValueError
        _refuse_incomplete(told)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise NoPackError(N_("It has no manifest.json of this program.")) from error
    return told, files


def _refuse_incomplete(told: dict[str, Any]) -> None:
    """Raises KeyError, TypeError or ValueError where the manifest lacks something that `manifest` writes."""
    date.fromisoformat(told["judged_on"])
    texts = [
        told["organization_code"],
        language.LANGUAGES[told["language"]],
        f"{int(told['assessment_year']) + told['thai_digits']}",
    ]
    texts += [text for entry in told["files"] for text in (entry["path"], entry["sha256"])]
    for entry in told["items"]:
        texts += [
            entry["item"],
            entry["title"],
            entry["subject"],
            entry["folder"],
            *entry["tables"],
            *entry["tables"].values(),
        ]
        texts += [source["file_name"] for source in entry["sources"]] + [
            source["sha256"] for source in entry["sources"]
        ]
        texts += [scope["data_set"] for scope in entry["scopes"]]
        texts += [*entry["written"].values(), *entry["observations"]]
    texts += [text for entry in told["without_data"] for text in entry.values()] + [
        told["made_at"],
        told["software"],
        told["reference"],
    ]
    if not all(isinstance(text, str) for text in texts):
        raise TypeError


def _files(told: dict[str, Any], files: dict[str, bytes]) -> Iterator[Difference]:
    listed = {entry["path"] for entry in told["files"]}
    for path in [entry["path"] for entry in told["files"]]:
        if path not in files:
            yield Difference("file_missing", path)
        elif not _is_whole(told, files, path):
            yield Difference("file_changed", path)
    yield from (Difference("file_unknown", path) for path in files if path not in listed)


def _is_whole(told: dict[str, Any], files: dict[str, bytes], path: str) -> bool:
    """Whether a file is there and as it was packed."""
    packed = next((entry["sha256"] for entry in told["files"] if entry["path"] == path), None)
    return path in files and hashlib.sha256(files[path]).hexdigest() == packed


def _figures(told: dict[str, Any], files: dict[str, bytes], now: dict[str, Report]) -> Iterator[Difference]:
    for entry in told["items"]:
        name, about = f"{entry['item']} {entry['title']}".strip(), now.get(entry["subject"])
        if about is None:
            yield Difference("item_gone", name)
            continue
        sources = dict(zip(about.sources.file_name, about.sources.sha256, strict=True))
        changed = [
            source["file_name"]
            for source in entry["sources"]
            if sources.get(source["file_name"]) != source["sha256"]
        ]
        yield from (Difference("source_changed", f"{name} › {file}") for file in changed)
        yield from _writings(name, entry, about)
        is_alike = not changed and len(sources) == len(entry["sources"]) and _is_made_alike(told)
        parts = {part.name: part.table for part in about.parts if len(part.table)}
        for table, title in entry["tables"].items():
            path = f"{entry['folder']}/tables/{table}.csv"
            if table not in parts:
                yield Difference("item_gone", f"{name} › {title}")
            elif _is_whole(told, files, path):  # what is not was told already
                made = tables.as_csv(parts[table])
                if is_alike and files[path] != made:
                    yield Difference("file_altered", path)
                yield from _table(f"{name} › {title}", shown(parts[table].columns), files[path], made)


def _is_made_alike(told: dict[str, Any]) -> bool:
    """Whether the same sources must give the same figures: by the same program, with the same
    data/reference."""
    return bool((told["software"], told["reference"]) == (f"prongsai {version()}", reference()))


def _writings(name: str, entry: dict[str, Any], about: Report) -> Iterator[Difference]:
    """What people wrote, and what does not reconcile with what they say to it, where either is another
    now."""
    was, now = entry["written"], written(about)
    for heading in dict.fromkeys([*was, *now]):
        if was.get(heading, "") != now.get(heading, ""):
            yield Difference(
                "text_changed", f"{name} › {heading}", was.get(heading, ""), now.get(heading, "")
            )
    gone = [each for each in entry["observations"] if each not in about.findings]
    new = [each for each in about.findings if each not in entry["observations"]]
    if gone or new:
        yield Difference("text_changed", f"{name} › {wording.observations()}", " ".join(gone), " ".join(new))


Rows = dict[tuple[str, ...], dict[str, str]]


def _table(place: str, columns: list[str], packed: bytes, made: bytes) -> Iterator[Difference]:
    was, now = _rows(columns, packed), _rows(columns, made)
    for key in dict.fromkeys([*was, *now]):
        where = f"{place} › {' · '.join(filter(None, key[:-1]))}"
        if key not in now or key not in was:
            yield Difference("row_gone" if key in was else "row_new", where)
            continue
        for heading, value in was[key].items():
            if value != now[key].get(heading, ""):
                yield Difference("figure_changed", f"{where} › {heading}", value, now[key].get(heading, ""))


def _rows(columns: list[str], written: bytes) -> Rows:
    """The rows of a CSV by what identifies them (all that is no figure where nothing does) and how often that
    occurred before."""
    head, *lines = csv.reader(StringIO(written.decode("utf-8-sig")))
    identifying = [name for name in columns if name in IDENTIFYING] or [
        name for name in columns if not is_figure(name)
    ]
    figures = [place for place, name in enumerate(columns) if name not in FILES]
    places = [columns.index(name) for name in identifying if columns.index(name) < len(head)]
    seen: Counter[tuple[str, ...]] = Counter()
    rows: Rows = {}
    for line in lines:
        key = tuple(line[place] if place < len(line) else "" for place in places)
        rows[*key, str(seen[key])] = {head[place]: line[place] for place in figures if place < len(line)}
        seen[key] += 1
    return rows
