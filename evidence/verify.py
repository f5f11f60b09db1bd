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

from evidence import headings, signature
from evidence.dossier import dossiers, reports
from evidence.items import items
from evidence.manifest import FORMAT, manifest, observations, reference, version, written
from evidence.report import Report
from queries.scope import Catalogue, Cursor
from vocabulary import language, tables, thai
from vocabulary.columns import visible_columns
from vocabulary.data_sets import DATA_SETS
from vocabulary.language import N_, _
from vocabulary.values import is_figure

MOST_BYTES = 1_000_000_000
"""Of all files of a pack together, unpacked."""
IDENTIFYING = {"indicator", "amount", "fiscal_year", "round_months", "as_of", "source_row"}.union(
    *(data_set.identifying for data_set in DATA_SETS)
)
"""Columns by which a row is known again."""
FILES = ("file_name", "file_before")
"""Columns that say which file a row is from: that a file is another is said once, and not of each of its
rows."""
Kind = Literal[
    "file_changed",
    "file_missing",
    "file_unknown",
    "file_altered",
    "row_gone",
    "row_new",
    "figure_changed",
    "item_gone",
    "source_changed",
    "text_changed",
]
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
    # Of words there is no difference to tell.
    except InvalidOperation:
        return ""
    return _(", by {change}").format(change=f"{change:+,}")


def verify(con: Cursor, known: Catalogue, path: Path) -> list[Difference]:
    """All that differs: files by their hashes, then tables by what the data give now, row by row, and what
    people wrote; where nothing does, the manifest itself. The reports are made anew as the pack was: in its
    language and digits, judged on its day.

    Raises NoPackError."""
    declared, files = _read(path)
    language.use(declared["language"])
    thai.use_thai_digits(declared["thai_digits"])
    subjects = {entry["subject"] for entry in declared["items"] + declared["without_data"]}
    today = date.fromisoformat(declared["judged_on"])
    every = items(con, declared["organization_code"], declared["assessment_year"])
    wanted = [item for item in every if item.subject in subjects]
    now, missing = reports(dossiers(con, known, wanted, today))
    by_subject = {item.subject: report for item, report in now}
    differences = [*_files(declared, files), *_figures(declared, files, by_subject)]
    # When it was made and with what, the data cannot tell.
    alike = {name: declared[name] for name in ("made_at", "software", "reference")}
    if not differences and json.loads(manifest(now, missing, files, today)) | alike != declared:
        return [Difference("file_changed", "manifest.json")]
    return differences


def _read(path: Path) -> tuple[dict[str, Any], dict[str, bytes]]:
    if not is_zipfile(path):
        raise NoPackError(N_("It is not a ZIP file."))
    try:
        with ZipFile(path) as archive:
            # Before unpacking: a small ZIP may hold more than there is memory.
            if sum(entry.file_size for entry in archive.infolist()) > MOST_BYTES:
                raise NoPackError(N_("It is too large."))
            files = {name: archive.read(name) for name in archive.namelist()}
    except (BadZipFile, NotImplementedError, OSError, RuntimeError) as error:
        # Damaged, or locked with a password.
        raise NoPackError(N_("It cannot be unpacked.")) from error
    try:
        declared = json.loads(files.pop("manifest.json"))
        if declared["format"] != FORMAT:
            raise ValueError
        _refuse_incomplete(declared)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise NoPackError(N_("It has no manifest.json of this program.")) from error
    files.pop(signature.FILE, None)  # of the manifest, which cannot name it
    return declared, files


def organization(path: Path) -> str:
    """The code of the organization whose pack it says it is. Raises NoPackError."""
    return str(_read(path)[0]["organization_code"])


def _refuse_incomplete(declared: dict[str, Any]) -> None:
    """Raises KeyError, TypeError or ValueError where the manifest lacks something that `manifest` writes."""
    date.fromisoformat(declared["judged_on"])
    texts = [declared[name] for name in ("organization_code", "made_at", "software", "reference")]
    texts.append(language.LANGUAGES[declared["language"]])
    texts.append(f"{int(declared['assessment_year']) + declared['thai_digits']}")
    texts += [file[name] for file in declared["files"] for name in ("path", "sha256")]
    texts += [text for item in declared["without_data"] for text in item.values()]
    for item in declared["items"]:
        texts += [item[name] for name in ("item", "title", "subject", "folder")]
        texts += [*item["tables"], *item["tables"].values()]
        texts += [*item["written"].values(), *item["observations"]]
        texts += [source[name] for source in item["sources"] for name in ("file_name", "sha256")]
        texts += [scope["data_set"] for scope in item["scopes"]]
    if not all(isinstance(text, str) for text in texts):
        raise TypeError


def _files(declared: dict[str, Any], files: dict[str, bytes]) -> Iterator[Difference]:
    listed = [entry["path"] for entry in declared["files"]]
    for path in listed:
        if path not in files:
            yield Difference("file_missing", path)
        elif not _is_whole(declared, files, path):
            yield Difference("file_changed", path)
    yield from (Difference("file_unknown", path) for path in files if path not in listed)


def _is_whole(declared: dict[str, Any], files: dict[str, bytes], path: str) -> bool:
    """Whether a file is there and as it was packed."""
    packed = next((entry["sha256"] for entry in declared["files"] if entry["path"] == path), None)
    return path in files and hashlib.sha256(files[path]).hexdigest() == packed


def _figures(
    declared: dict[str, Any], files: dict[str, bytes], now: dict[str, Report]
) -> Iterator[Difference]:
    for entry in declared["items"]:
        name = f"{entry['item']} {entry['title']}".strip()
        report = now.get(entry["subject"])
        if report is None:
            yield Difference("item_gone", name)
            continue
        sources = dict(zip(report.sources.file_name, report.sources.sha256, strict=True))
        changed = [
            source["file_name"]
            for source in entry["sources"]
            if sources.get(source["file_name"]) != source["sha256"]
        ]
        yield from (Difference("source_changed", f"{name} › {file}") for file in changed)
        yield from _writings(name, entry, report)
        # Then every table must come out as it is packed: one that does not was altered with its manifest.
        is_alike = not changed and len(sources) == len(entry["sources"]) and _is_made_alike(declared)
        parts = {part.name: part.table for part in report.parts if len(part.table)}
        for table, title in entry["tables"].items():
            path = f"{entry['folder']}/tables/{table}.csv"
            if table not in parts:
                yield Difference("item_gone", f"{name} › {title}")
            elif _is_whole(declared, files, path):  # what is not stands among the files already
                made = tables.as_csv(parts[table])
                if is_alike and files[path] != made:
                    yield Difference("file_altered", path)
                yield from _table(
                    f"{name} › {title}", visible_columns(parts[table].columns), files[path], made
                )


def _is_made_alike(declared: dict[str, Any]) -> bool:
    """Whether the same sources must give the same figures: by the same program, with the same
    data/reference."""
    return bool((declared["software"], declared["reference"]) == (f"prongsai {version()}", reference()))


def _writings(name: str, entry: dict[str, Any], report: Report) -> Iterator[Difference]:
    """What people wrote, and what does not reconcile with what they say to it, where either is another
    now."""
    texts_before, texts = entry["written"], written(report)
    for heading in dict.fromkeys([*texts_before, *texts]):
        was, now = texts_before.get(heading, ""), texts.get(heading, "")
        if was != now:
            yield Difference("text_changed", f"{name} › {heading}", was, now)
    observed = observations(report)
    gone = [finding for finding in entry["observations"] if finding not in observed]
    new = [finding for finding in observed if finding not in entry["observations"]]
    if gone or new:
        yield Difference(
            "text_changed", f"{name} › {_(headings.OBSERVATIONS)}", " ".join(gone), " ".join(new)
        )


Rows = dict[tuple[str, ...], dict[str, str]]


def _table(place: str, columns: list[str], packed: bytes, made: bytes) -> Iterator[Difference]:
    was, now = _rows(columns, packed), _rows(columns, made)
    for key in dict.fromkeys([*was, *now]):
        where = f"{place} › {' · '.join(filter(None, key[:-1]))}"
        if key not in now or key not in was:
            yield Difference("row_gone" if key in was else "row_new", where)
            continue
        for heading, before in was[key].items():
            after = now[key].get(heading, "")
            if before != after:
                yield Difference("figure_changed", f"{where} › {heading}", before, after)


def _rows(columns: list[str], written: bytes) -> Rows:
    """The rows of a CSV by what identifies them (all that is no figure where nothing does) and how often that
    occurred before."""
    head, *lines = csv.reader(StringIO(written.decode("utf-8-sig")))
    identifying = [name for name in columns if name in IDENTIFYING] or [
        name for name in columns if not is_figure(name)
    ]
    figures = [place for place, name in enumerate(columns) if name not in FILES]
    # A table that was packed may lack columns that the program has since.
    places = [columns.index(name) for name in identifying if columns.index(name) < len(head)]
    seen: Counter[tuple[str, ...]] = Counter()
    rows: Rows = {}
    for line in lines:
        key = tuple(line[place] if place < len(line) else "" for place in places)
        rows[*key, str(seen[key])] = {head[place]: line[place] for place in figures if place < len(line)}
        seen[key] += 1
    return rows
