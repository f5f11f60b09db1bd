"""How many can read at once: reruns a second of every page, and two hundred people on one process."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

from bench import servers
from bench.figures import Figure, say
from bench.sessions import Readers, memory_of, read, reruns_per_second, work_of
from tests.serving import PAGES, serving

GOAL = 5
"""How many times as many reruns as under Streamlit's defaults every page should do."""
SESSIONS = (1, 10)
PEOPLE, THINKING = 200, 10
WALK = ("", "budget", "satisfaction", "plan", "measures", "findings", "documents")
YEARS = (2566, 2567, 2568)
WARM_UP = 20


def reruns(store: Path, *, full: bool) -> Iterator[Figure]:
    """Reruns a second of the pages, as we serve them beside Streamlit's defaults, by turns."""
    seconds = 5 if full else 1
    pages = PAGES if full else {"budget": "budget"}
    with serving(store) as ours, serving(store, defaults=True) as defaults:
        # What one page imports stays in memory and slows the others.
        for path in PAGES.values():
            for address in (ours, defaults):
                asyncio.run(reruns_per_second(address, path, 1, 0))
        for name, path in pages.items():
            for sessions in SESSIONS if full else (2,):
                (rate, failed), (beside, _failed) = (
                    asyncio.run(reruns_per_second(address, path, sessions, seconds))
                    for address in (ours, defaults)
                )
                assert not failed, name
                say(f"{name}: {rate:.1f} reruns a second of {sessions}, {beside:.1f} under defaults")
                told = f"{name}, {sessions} open"
                yield Figure(
                    *(told, rate, "reruns/s", "Streamlit's defaults", beside, GOAL, "at least"), of_ratio=True
                )


def two_hundred(store: Path, *, full: bool) -> Iterator[Figure]:
    """People who think ten seconds between two pages, on one process; beside them as many on a tuned page of
    two charts."""
    people, seconds = (PEOPLE, 90) if full else (10, 5)
    thinking = THINKING if full else 1
    walk = [f"{page}?org=99000001&fy={year}" for page in WALK for year in YEARS]
    with serving(store) as address:
        ours, held, busy = _read(address, walk, people, seconds, thinking)
    with servers.two_charts(store, is_tuned=True) as address:
        charts, beside, busy_beside = _read(address, [""], people, seconds, thinking)
    yardstick = "two charts, tuned Streamlit"
    for name, part, goal in (("half of all", 0.5, None), ("95 of 100", 0.95, 1.0)):
        took, other = ours.percentile(part), charts.percentile(part)
        yield Figure(f"{people} people: {name} reruns within", took, "s", yardstick, other, goal)
    yield Figure("errors", ours.errors, "", yardstick, charts.errors, 0)
    yield Figure("reruns", len(ours.reruns), "", yardstick, len(charts.reruns))
    # What a machine that has other work, too, cannot change.
    yield Figure("cores kept busy", busy, "", yardstick, busy_beside)
    if full:  # of ten people it is less than what a process takes and gives back by itself
        yield Figure("memory a session", held, "MiB", yardstick, beside, 1.5)


def _read(
    address: str, walk: list[str], people: int, seconds: float, thinking: float
) -> tuple[Readers, float, float]:
    """What the people got, what each of their sessions holds (MiB), how many cores the server kept busy."""
    # Every page once: what is made for all who see the same is not a session's.
    asyncio.run(read(address, walk, WARM_UP, 2 * thinking, thinking / 10))
    before, worked = memory_of(address), work_of(address)

    async def watched() -> tuple[Readers, float]:
        reading = asyncio.create_task(read(address, walk, people, seconds, thinking))
        await asyncio.sleep(seconds - thinking / 2)
        held = memory_of(address) - before
        return await reading, held / people

    readers, held = asyncio.run(watched())
    busy = (work_of(address) - worked) / seconds
    say(f"{people} people: 95 of 100 reruns within {readers.percentile(0.95):.2f} s, {held:.2f} MiB each")
    return readers, held, busy
