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

import language
import tables
import thai
from evidence.contents import CONTENTS
from evidence.items import Item, NothingToShowError, found, is_ready, items, report
from evidence.manifest import FORMAT, manifest
from language import N_, _
from quantities import QUANTITIES, shown
from queries.scope import Catalogue, Cursor

MOST_BYTES = 1_000_000_000
"""Of all files of a pack together, unpacked."""
IDENTIFYING = (
    "indicator", "measure_no", "project_no", "question_no", "division", "plan", "expenditure_group", "item", "work",
    "dimension_no", "fiscal_year", "round_months", "as_of", "status", "evidence", "organization", "amount", "source_row",
)  # fmt: skip
"""Columns by which a row is known again."""
Kind = Literal[
    "file_changed", "file_missing", "file_unknown", "row_gone", "row_new", "figure_changed", "item_gone", "source_changed"
]
SENTENCES: dict[Kind, str] = {
    "file_changed": N_("{place}: the file is not the one that was packed (its SHA-256 is another)"),
    "file_missing": N_("{place}: the file is missing"),
    "file_unknown": N_("{place}: the file is not named in the manifest"),
    "row_gone": N_("{place}: the data have no such row any more"),
    "row_new": N_("{place}: the data have this row besides"),
    "figure_changed": N_("{place}: was {was}, is {now} in the data{by}"),
    "item_gone": N_("{place}: the data have nothing of it any more"),
    "source_changed": N_("{place}: was made from another file than the data are now"),
}


class NoPackError(Exception):
    """The file is no pack of evidence: it cannot be read, or was made by something else; its text says which, in English."""


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
    """All that differs: files by their hashes, then tables by what the data give now, row by row. Raises NoPackError."""
    told, files = _read(path)
    differences = [*_files(told, files), *_figures(con, known, told, files)]
    return differences or list(_manifest(con, known, told, files))


def _read(path: Path) -> tuple[dict[str, Any], dict[str, bytes]]:
    if not is_zipfile(path):
        raise NoPackError(N_("It is not a ZIP file."))
    try:
        with ZipFile(path) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MOST_BYTES:
                raise NoPackError(N_("It is too large."))
            files = {name: archive.read(name) for name in archive.namelist()}
    except (BadZipFile, NotImplementedError, RuntimeError, OSError) as error:  # damaged, or locked with a password
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
        texts += [entry["item"], entry["title"], entry["subject"], entry["folder"], *entry["tables"], *entry["tables"].values()]
        texts += [source["file_name"] for source in entry["sources"]] + [source["sha256"] for source in entry["sources"]]
        texts += [scope["data_set"] for scope in entry["scopes"]]
    if not all(isinstance(text, str) for text in texts):
        raise TypeError


def _files(told: dict[str, Any], files: dict[str, bytes]) -> Iterator[Difference]:
    listed = {entry["path"]: entry["sha256"] for entry in told["files"]}
    for path, sha256 in listed.items():
        if path not in files:
            yield Difference("file_missing", path)
        elif hashlib.sha256(files[path]).hexdigest() != sha256:
            yield Difference("file_changed", path)
    yield from (Difference("file_unknown", path) for path in files if path not in listed)


def _manifest(con: Cursor, known: Catalogue, told: dict[str, Any], files: dict[str, bytes]) -> Iterator[Difference]:
    """Of unchanged data and files the manifest must be what it would be now, but for when and with what it was made."""
    today, subjects = date.fromisoformat(told["judged_on"]), [entry["subject"] for entry in told["items"] + told["without_data"]]
    wanted = [each for each in items(con, told["organization_code"], told["assessment_year"]) if each.subject in subjects]
    reports = [(each, report(con, known, each, today)) for each in wanted if is_ready(found(con, known, each), each)]
    missing = [each for each in wanted if not is_ready(found(con, known, each), each)]
    made = json.loads(manifest(reports, missing, files, today))
    if {**made, "made_at": told["made_at"], "software": told["software"]} != told:
        yield Difference("file_changed", "manifest.json")


def _figures(con: Cursor, known: Catalogue, told: dict[str, Any], files: dict[str, bytes]) -> Iterator[Difference]:
    """Made anew as the pack was made: in its language and digits, judged on its day."""
    language.use(told["language"])
    thai.use_thai_digits(told["thai_digits"])
    wanted = {each.subject: each for each in items(con, told["organization_code"], told["assessment_year"])}
    for entry in told["items"]:
        name, item = f"{entry['item']} {entry['title']}".strip(), wanted.get(entry["subject"])
        try:
            if item is None or item.subject not in CONTENTS:
                raise NothingToShowError
            yield from _item(con, known, item, name, entry, files, date.fromisoformat(told["judged_on"]))
        except NothingToShowError:
            yield Difference("item_gone", name)


def _item(
    con: Cursor, known: Catalogue, item: Item, name: str, entry: dict[str, Any], files: dict[str, bytes], today: date
) -> Iterator[Difference]:
    about = report(con, known, item, today)
    now = dict(zip(about.sources.file_name, about.sources.sha256, strict=True))
    for source in entry["sources"]:
        if now.get(source["file_name"]) != source["sha256"]:
            yield Difference("source_changed", f"{name} › {source['file_name']}")
    parts = {part.name: part for part in about.parts if len(part.table)}
    for table, title in entry["tables"].items():
        packed = files.get(f"{entry['folder']}/tables/{table}.csv")
        if packed is None:
            continue
        if table not in parts:
            yield Difference("item_gone", f"{name} › {title}")
            continue
        columns = shown(parts[table].table.columns)
        yield from _table(f"{name} › {title}", columns, packed, tables.as_csv(parts[table].table))


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
    """The rows of a CSV by what identifies them (all that is no figure where nothing does) and how often that occurred before."""
    head, *lines = csv.reader(StringIO(written.decode("utf-8-sig")))
    identifying = [name for name in columns if name in IDENTIFYING] or [
        name for name in columns if QUANTITIES[name].unit not in tables.FIGURES
    ]
    places = [columns.index(name) for name in identifying if columns.index(name) < len(head)]
    seen: Counter[tuple[str, ...]] = Counter()
    rows: Rows = {}
    for line in lines:
        key = tuple(line[place] if place < len(line) else "" for place in places)
        rows[*key, str(seen[key])] = dict(zip(head, line, strict=False))
        seen[key] += 1
    return rows
