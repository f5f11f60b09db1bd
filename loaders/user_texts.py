"""What people have written, kept as JSON beside the database: all versions of it, of which the database shows
the newest."""

import json
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from loaders.files import disk

EXPLANATIONS, DOCUMENT_TEXTS = "explanations.json", "document_texts.json"
TABLES = """
CREATE OR REPLACE TABLE explanations (
    finding_id VARCHAR, explanation VARCHAR, explained_by VARCHAR, explained_at TIMESTAMP
);
CREATE OR REPLACE TABLE document_texts (
    organization_code VARCHAR, assessment_year INTEGER, subject VARCHAR, name VARCHAR, text VARCHAR,
    written_at TIMESTAMP
);
"""
Entry = dict[str, str]


def written(folder: Path, name: str) -> list[Entry]:
    """All that one of the files holds, oldest first."""
    path = folder / name
    entries: list[Entry] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
    return entries


def add(folder: Path, name: str, *entries: Entry) -> None:
    """Adds to one of the files, each with the time (at, UTC)."""
    at = datetime.now(UTC).replace(tzinfo=None).isoformat(timespec="seconds")
    # Callers publish meanwhile, so nobody else writes between reading and writing.
    every = [*written(folder, name), *({**entry, "at": f"{at}Z"} for entry in entries)]
    disk.write(folder / name, json.dumps(every, ensure_ascii=False, indent=1).encode())


def lay_out(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Writes the tables `explanations` and `document_texts` of the database anew: of each finding and each
    text the newest."""
    connection.execute(TABLES)
    # A later entry takes the place of an earlier one.
    explained = {entry["finding_id"]: entry for entry in written(folder, EXPLANATIONS)}
    for finding_id, entry in sorted(explained.items()):
        said = [finding_id, entry["text"], entry["by"], entry["at"].removesuffix("Z")]
        connection.execute("INSERT INTO explanations VALUES (?, ?, ?, ?)", said)
    place = ("organization_code", "assessment_year", "subject", "name")
    texts = {tuple(entry[name] for name in place): entry for entry in written(folder, DOCUMENT_TEXTS)}
    for key, entry in sorted(texts.items()):
        said = [*key, entry["text"], entry["at"].removesuffix("Z")]
        connection.execute("INSERT INTO document_texts VALUES (?, ?, ?, ?, ?, ?)", said)
