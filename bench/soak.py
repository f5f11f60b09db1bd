"""People who click at random while data are published: no page fails, none shows two publications, and the
server does not grow."""

import asyncio
import csv
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from statistics import median

from bench.figures import ROOT, Figure, say
from bench.sessions import Readers, memory_of, read
from loaders.demo import generator
from tests.serving import serving

PEOPLE, THINKING, EVERY = 50, 5, 60
"""How many people, the seconds that they think, and those from one publication to the next."""
MARKED = {"budget_2568_q4": "plan", "measures_2568": "responsible", "satisfaction_2568": "question"}
"""File of the made-up municipality → the column in which a publication leaves its mark: the rows that one
replaces are those of its divisions or its year, whatever stands there."""
TABS = {
    "budget": ("attention", "course", "changes", "transfers", "totals", "rows"),
    "measures": ("", "rows"),
    "satisfaction": ("", "rows"),
    "": ("",),
    "findings": ("",),
    "documents": ("",),
}
GROWTH = 1.1
"""How many times as large the server may be at the end as after it has become warm."""
OF_DATA = "org=99000001&fy=2568"


@dataclass
class Publications:
    """What was published meanwhile, and how much the server held (MiB) every few seconds."""

    done: int = 0
    failed: list[str] = field(default_factory=list)
    held: list[float] = field(default_factory=list)


def soaked(store: Path, *, full: bool, minutes: float) -> Iterator[Figure]:
    """What people got in so many minutes while something was published each minute (`full` or not)."""
    del full
    publish(store, 0)
    # As the service's unit has it: otherwise what was given back lies about in many places.
    with serving(store, MALLOC_ARENA_MAX="2") as address:
        readers, published = asyncio.run(_soak(address, store, minutes * 60))
    mixed = [each for each in readers.reruns if len(each.marks) > 1]
    seen = {mark for each in readers.reruns for mark in each.marks}
    for told in (*readers.broken[:3], *published.failed[:3]):
        say(told)
    quarter = max(len(published.held) // 4, 1)
    warm, last = median(published.held[quarter : 2 * quarter]), median(published.held[-quarter:])
    yield Figure("pages drawn", len(readers.reruns), "")
    yield Figure("publications", published.done, "")
    yield Figure("publications that somebody saw", len(seen), "", goal=published.done, bound="at least")
    yield Figure("errors", readers.errors + len(published.failed), "", goal=0)
    yield Figure("answers that mix two publications", len(mixed), "", goal=0)
    yield Figure("95 of 100 pages within", readers.percentile(0.95), "s")
    yield Figure("memory at the end", last, "MiB", "in the second quarter", warm, GROWTH, of_ratio=True)


async def _soak(address: str, store: Path, seconds: float) -> tuple[Readers, Publications]:
    walk = [
        f"{page}?{OF_DATA}&tab={tab}&lang={lang}"
        for page in TABS
        for tab in TABS[page]
        for lang in ("th", "en")
    ]
    published, end = Publications(), time.monotonic() + seconds
    keeping = asyncio.gather(_publish(store, published, end), _watch(address, published, end))
    readers = await read(address, walk, PEOPLE, seconds, THINKING)
    await keeping
    return readers, published


async def _publish(store: Path, published: Publications, end: float) -> None:
    for number in count(1):
        await asyncio.sleep(EVERY)
        if time.monotonic() > end - THINKING:
            return
        try:
            await asyncio.to_thread(publish, store, number)
        except subprocess.CalledProcessError as error:
            published.failed.append(f"{error.stdout}"[-500:])
        published.done += 1
        say(f"publication {number}; the server holds {published.held[-1]:.0f} MiB")


async def _watch(address: str, published: Publications, end: float) -> None:
    while time.monotonic() < end:
        published.held.append(memory_of(address))
        await asyncio.sleep(5)


def publish(store: Path, number: int) -> None:
    """Loads tables of the made-up municipality with the number of the publication in their names. Raises
    CalledProcessError where the loader refuses them."""
    folder = store.parent / f"publication_{number}"
    folder.mkdir()
    sources = {path.stem.removeprefix("demo_"): path for path in generator.write(folder / "sources")}
    _load(store, [_marked(sources[name], MARKED[name], number) for name in MARKED])


def _marked(source: Path, column: str, number: int) -> Path:
    path = source.parents[1] / source.name
    with (
        source.open(encoding="utf-8-sig", newline="") as read_from,
        path.open("w", encoding="utf-8", newline="") as to,
    ):
        lines = csv.DictReader(read_from)
        written = csv.DictWriter(to, lines.fieldnames or ())
        written.writeheader()
        for line in lines:
            marked = f"{line[column]} V{number:05d}" if line[column] else ""
            written.writerow(line | {column: marked})
    return path


def _load(store: Path, paths: Sequence[Path]) -> None:
    call = [sys.executable, "-m", "loaders", "load", *map(str, paths), "--store", str(store), "--json"]
    subprocess.run(call, cwd=ROOT, check=True, capture_output=True, encoding="utf-8")
