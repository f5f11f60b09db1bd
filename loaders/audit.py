"""Who changed what, in lines that are only ever added: each holds the hash of the one before it, so that none
can be altered or taken out unseen. The published database knows the last one, so that none is cut off."""

import hashlib
import json
import os
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import duckdb
from filelock import FileLock

from loaders import actor
from loaders.files import disk
from loaders.problem import Problem
from vocabulary.language import N_

FILE = "audit.jsonl"
TABLE = "audit_head"
BEGINNING = ""
"""What the first line holds in place of an earlier one's hash."""
CHUNK = 64 * 1024
"""Bytes from the end in which the last line lies, as a rule."""
LONGEST_WORD = 400
"""Characters of what a line says of one thing; only hashes are never cut, for half of one proves nothing."""
Words = dict[str, str | int]


@dataclass(frozen=True)
class Entry:
    """One act: when (UTC), who, from which address of the network, what was done, and of what: the load, the
    file and its SHA-256, the finding … `hash` is that of all else, with the hash of the line before."""

    number: int
    at: str
    who: str
    address: str
    act: str
    about: Words
    previous: str
    hash: str = ""

    def hashed(self) -> str:
        """The hash that belongs to what the entry says."""
        said = {name: value for name, value in asdict(self).items() if name != "hash"}
        written = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(written.encode()).hexdigest()


def append(folder: Path, act: str, about: Words) -> Entry:
    """Adds a line for what is being done now, by whoever is acting, and makes it outlast a power cut."""
    with FileLock(folder / "audit.lock", mode=disk.mode(folder)):
        path = folder / FILE
        path.touch(disk.mode(folder))
        finished, last = _end(path)
        who = actor.current()
        number, previous = (last.number + 1, last.hash) if last else (1, BEGINNING)
        entry = Entry(number, _now(), who.name, who.address, act, _short(about), previous)
        entry = replace(entry, hash=entry.hashed())
        with path.open("r+b") as file:
            # Of a line that a full disk or a power cut has broken off, which nothing published knows.
            file.truncate(finished)
            file.seek(0, os.SEEK_END)
            file.write(_written(entry))
        disk.flush(path)
    return entry


def _short(about: Words) -> Words:
    return {
        name: each[:LONGEST_WORD] if isinstance(each, str) and name != "sha256" else each
        for name, each in about.items()
    }


def begin(folder: Path, newest_load: Callable[[Path], int]) -> None:
    """Adds the first line, where there is none yet: up to which load nothing was written down."""
    if not (folder / FILE).exists():
        append(folder, "begin", {"loads_before": newest_load(folder)})


def entries(folder: Path) -> Iterator[Entry]:
    """All lines, oldest first, without one that was broken off at the end. Raises ValueError at one that is
    none."""
    path = folder / FILE
    if path.exists():
        with path.open(encoding="utf-8") as lines:
            yield from (_read(line) for line in lines if line.endswith("\n"))


def remember(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Writes into the next database which line is the last."""
    path = folder / FILE
    last = _end(path)[1] if path.exists() else None
    connection.execute(f"CREATE OR REPLACE TABLE {TABLE} (number INTEGER, hash VARCHAR)")
    if last:
        connection.execute(f"INSERT INTO {TABLE} VALUES (?, ?)", [last.number, last.hash])


def faults(folder: Path, head: tuple[int, str] | None, loads: dict[int, str]) -> list[Problem]:
    """What is wrong with the lines: one altered, one taken out, the end cut off (`head`: the line that the
    database knows), or a load (its number and SHA-256) of which none tells."""
    known: dict[int, str] = {}
    told: dict[int, str] = {}
    previous, number = BEGINNING, 0
    try:
        for entry in entries(folder):
            number += 1
            if (entry.number, entry.previous, entry.hash) != (number, previous, entry.hashed()):
                return [_fault(ALTERED, number)]
            known[number] = previous = entry.hash
            if entry.act == "load":
                told[int(entry.about["load"])] = str(entry.about["sha256"])
            begun = entry.about.get("loads_before", 0) if number == 1 else 0
            told |= {load: loads[load] for load in loads if load <= int(begun)}
    except (ValueError, TypeError, KeyError):
        return [_fault(ALTERED, number + 1)]
    if head and known.get(head[0]) != head[1]:
        return [_fault(CUT, head[0])]
    return [_fault(UNTOLD, load) for load in sorted(loads) if head and told.get(load) != loads[load]]


def head(connection: duckdb.DuckDBPyConnection) -> tuple[int, str] | None:
    """The line that the published database knows as the last; None of one of an earlier version."""
    try:
        return connection.execute(f"FROM {TABLE}").fetchone()
    except duckdb.CatalogException:
        return None


def _end(path: Path) -> tuple[int, Entry | None]:
    """How many bytes the lines have that were written to their end, and the last of them."""
    size, taken = path.stat().st_size, CHUNK
    with path.open("rb") as file:
        while True:
            start = max(size - taken, 0)
            file.seek(start)
            held = file.read(size - start)
            lines = held[: held.rfind(b"\n") + 1]
            begins = lines.rfind(b"\n", 0, -1) + 1
            if begins or not start:
                return start + len(lines), _read(lines[begins:].decode()) if lines else None
            taken *= 2


def _read(line: str) -> Entry:
    return Entry(**json.loads(line))


def _written(entry: Entry) -> bytes:
    return f"{json.dumps(asdict(entry), ensure_ascii=False)}\n".encode()


def _fault(message: str, number: int) -> Problem:
    return Problem("error", "audit_broken", message, value=f"{number}", words={"file": FILE})


def _now() -> str:
    return f"{datetime.now(UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z"


ALTERED = N_(
    "{file}: line {value} was altered, or one before it was taken out. Put the file back from a backup, and"
    " find out who could write to it."
)
CUT = N_(
    "{file}: the lines from {value} on were cut off or replaced. Put the file back from a backup, and find"
    " out who could write to it."
)
UNTOLD = N_("{file}: no line tells of load {value}. Put the file back from a backup.")
