"""What was sent to whom, and who has read what: lines that are only ever added, in two files of the store."""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from filelock import FileLock

from loaders.files import disk

SENT, READ = "alerts_sent.jsonl", "alerts_read.jsonl"
TURN = "alerts.lock"
"""Held by the process that sends: no other looks meanwhile at what is still to be sent."""
Kept = Mapping[str, frozenset[str]]
"""Of each receiver or reader, known by a mark, the identifiers of events."""


def turn(folder: Path) -> FileLock:
    """The right to send, one process at a time."""
    return FileLock(folder / TURN, mode=disk.mode(folder))


def kept(folder: Path, name: str) -> Kept:
    """What one of the files holds. A line that a kill or a full disk has broken off counts for nothing."""
    path = folder / name
    try:
        status = path.stat()
    except FileNotFoundError:
        return {}
    return _read(path, status.st_ino, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=4)
def _read(path: Path, *_state: int) -> Kept:
    every: dict[str, set[str]] = {}
    for line in path.read_text(encoding="utf-8").splitlines(keepends=True):
        if line.endswith("\n"):
            entry = json.loads(line)
            every.setdefault(entry["who"], set()).update(entry["events"])
    return {who: frozenset(identifiers) for who, identifiers in every.items()}


def add(folder: Path, name: str, who: str, identifiers: Iterable[str]) -> None:
    """Adds a line to one of the files and makes it outlast a power cut; one without events says only that
    something is about to be sent."""
    entry = {"at": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}", "who": who, "events": sorted({*identifiers})}
    path = folder / name
    with FileLock(folder / f"{name}.lock", mode=disk.mode(folder)):
        path.touch(disk.mode(folder))
        finished = path.read_bytes().rfind(b"\n") + 1
        disk.overwrite(path, finished, f"{json.dumps(entry)}\n".encode())
