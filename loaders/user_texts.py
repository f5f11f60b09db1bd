"""What people have written, and the pictures that they have added, kept as JSON beside the database: all
versions of it, of which the database shows the newest."""

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from loaders import audit
from loaders.files import disk
from vocabulary.spelling import respelled

EXPLANATIONS, DOCUMENT_TEXTS = "explanations.json", "document_texts.json"
MEASURE_TEXTS, PHOTOGRAPHS = "measure_texts.json", "photographs.json"
READING_NAMES = "reading_names.json"
PICTURES = "photographs"
"""The folder of the pictures, each under its SHA-256."""
PLACES = {
    EXPLANATIONS: ("finding_id",),
    DOCUMENT_TEXTS: ("organization_code", "assessment_year", "subject", "name"),
    MEASURE_TEXTS: ("organization_code", "fiscal_year", "measure_no", "name"),
    PHOTOGRAPHS: ("organization_code", "fiscal_year", "measure_no", "sha256"),
    READING_NAMES: ("organization_code", "table", "column", "source_name"),
}
"""What says of what each entry of a file is; the newest entry of a place is in force."""
TABLES = """
CREATE OR REPLACE TABLE explanations (
    finding_id VARCHAR, explanation VARCHAR, explained_by VARCHAR, explained_at TIMESTAMP
);
CREATE OR REPLACE TABLE document_texts (
    organization_code VARCHAR, assessment_year INTEGER, subject VARCHAR, name VARCHAR, text VARCHAR,
    written_by VARCHAR, written_at TIMESTAMP
);
CREATE OR REPLACE TABLE measure_texts (
    organization_code VARCHAR, fiscal_year INTEGER, measure_no INTEGER, name VARCHAR, text VARCHAR,
    written_by VARCHAR, written_at TIMESTAMP
);
CREATE OR REPLACE TABLE photographs (
    organization_code VARCHAR, fiscal_year INTEGER, measure_no INTEGER, sha256 VARCHAR, caption VARCHAR,
    position INTEGER, written_by VARCHAR, written_at TIMESTAMP
);
CREATE OR REPLACE TABLE reading_names (
    organization_code VARCHAR, "table" VARCHAR, "column" VARCHAR, source_name VARCHAR, reading_name VARCHAR,
    written_by VARCHAR, written_at TIMESTAMP
);
CREATE TABLE IF NOT EXISTS photograph_files (sha256 VARCHAR, content BLOB);
-- How many entries of which file were published, and what they come to.
CREATE OR REPLACE TABLE text_files (name VARCHAR, entries INTEGER, sha256 VARCHAR);
"""
Entry = dict[str, str]
ENTRY = "entry_sha256"
"""In the audit's line of an entry, what it comes to."""


def written(folder: Path, name: str) -> list[Entry]:
    """All that one of the files holds, oldest first."""
    path = folder / name
    entries: list[Entry] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
    return entries


def newest(folder: Path, name: str) -> dict[tuple[str, ...], Entry]:
    """What is in force, by place, in the order in which the places were first written of."""
    return {tuple(entry[key] for key in PLACES[name]): entry for entry in written(folder, name)}


def add(folder: Path, name: str, *entries: Entry) -> None:
    """Adds to one of the files, each with the time (at, UTC)."""
    # Callers publish meanwhile, so nobody else writes between reading and writing.
    new = [{**_seen(entry), "at": f"{_now()}Z"} for entry in entries]
    for entry in new:
        # Who typed it is not always who publishes it, whom the line names.
        told = {key: entry[key] for key in (*PLACES[name], "by") if key in entry}
        audit.append(folder, "write", {"file": name, **told, ENTRY: _digest([entry])})
    every = [*written(folder, name), *new]
    disk.write(folder / name, json.dumps(every, ensure_ascii=False, indent=1).encode())


def altered(connection: duckdb.DuckDBPyConnection, folder: Path) -> list[str]:
    """Which of the files are otherwise than the database says they were published, and the audit says they
    were written since (of a load that was killed)."""
    try:
        held = connection.execute("FROM main.text_files").fetchall()
    except duckdb.CatalogException:  # of an earlier version
        return []
    published = {name: (count, digest) for name, count, digest in held}
    return [name for name in PLACES if _is_altered(folder, name, *published.get(name, (0, _digest([]))))]


def _is_altered(folder: Path, name: str, count: int, digest: str) -> bool:
    try:
        entries = written(folder, name)
        later = {_digest([entry]) for entry in entries[count:]}
        told = {line.about.get(ENTRY) for line in audit.entries(folder)} if later else set()
        return _digest(entries[:count]) != digest or not later <= told
    except (ValueError, TypeError, KeyError):  # no list of entries any more
        return True


def _digest(entries: list[Entry]) -> str:
    content = json.dumps(entries, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()


def _seen(entry: Entry) -> Entry:
    """An entry without what cannot be seen, such as what turns the writing around."""
    return {name: respelled(value) if name in ("text", "by") else value for name, value in entry.items()}


def _now() -> str:
    return datetime.now(UTC).replace(tzinfo=None).isoformat(timespec="seconds")


def photographs(folder: Path) -> dict[tuple[str, ...], Entry]:
    """The pictures that were not taken away again, in the order in which they were added: each with its
    newest caption, and `by` whoever added it, also where somebody else wrote the caption."""
    added_by: dict[tuple[str, ...], str] = {}
    for entry in written(folder, PHOTOGRAPHS):
        key = tuple(entry[name] for name in PLACES[PHOTOGRAPHS])
        if "removed" in entry:
            added_by.pop(key, None)
        else:
            added_by.setdefault(key, entry.get("by", ""))
    every = newest(folder, PHOTOGRAPHS)
    return {key: every[key] | {"by": added_by[key]} for key in every if key in added_by}


def lay_out(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Writes the tables of what people wrote and added anew: of each place the newest."""
    connection.execute(TABLES)
    for (finding_id,), entry in sorted(newest(folder, EXPLANATIONS).items()):
        said = (finding_id, entry["text"], *_who_and_when(entry))
        connection.execute("INSERT INTO explanations VALUES (?, ?, ?, ?)", said)
    for name in (DOCUMENT_TEXTS, MEASURE_TEXTS, READING_NAMES):
        table = name.removesuffix(".json")
        for key, entry in sorted(newest(folder, name).items()):
            row = (*key, entry["text"], *_who_and_when(entry))
            connection.execute(f"INSERT INTO {table} VALUES (?, ?, ?, ?, ?, ?, ?)", row)
    for name in PLACES:
        if entries := written(folder, name):
            published = (name, len(entries), _digest(entries))
            connection.execute("INSERT INTO text_files VALUES (?, ?, ?)", published)
    shown = photographs(folder)
    for position, (key, entry) in enumerate(shown.items(), start=1):
        row = (*key, entry["text"], f"{position}", *_who_and_when(entry))
        connection.execute("INSERT INTO photographs VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
    _lay_out_pictures(connection, folder, {entry["sha256"] for entry in shown.values()})


def _who_and_when(entry: Entry) -> tuple[str, str]:
    """Who wrote it ("": unknown, of texts kept before that was asked) and when."""
    return entry.get("by", ""), entry["at"].removesuffix("Z")


def _lay_out_pictures(connection: duckdb.DuckDBPyConnection, folder: Path, wanted: Iterable[str]) -> None:
    """Takes in the files of the pictures that are shown and lets go of the others, so that readers have them
    at the same moment as their captions; what is there already is not written again."""
    known = {sha256 for (sha256,) in connection.execute("SELECT sha256 FROM photograph_files").fetchall()}
    for sha256 in sorted(known.difference(wanted)):
        connection.execute("DELETE FROM photograph_files WHERE sha256 = ?", [sha256])
    for sha256 in sorted(set(wanted) - known):
        path = picture_path(folder, sha256)
        content = path.read_bytes() if path.exists() else b""
        if hashlib.sha256(content).hexdigest() == sha256:  # else it was lost or altered
            connection.execute("INSERT INTO photograph_files VALUES (?, ?)", [sha256, content])


def picture_path(folder: Path, sha256: str) -> Path:
    """Where a picture lies in the store."""
    return folder / PICTURES / f"{sha256}.jpg"
