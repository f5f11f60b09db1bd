"""What is read without a session: a page from a process, the same out of nginx, and a file that nginx has."""

import http.client
import os
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

import replicas
from bench.figures import Figure, say
from bench.servers import ORGANIZATION, YEAR

PAGE = f"/o/{ORGANIZATION}/{YEAR}/budget"
STATIC = "location = /bench/page.html { root %s; }"
THREADS = 4


def answered(store: Path, *, full: bool) -> Iterator[Figure]:
    """Answers a second to readers without a session."""
    seconds = 5.0 if full else 0.5
    os.environ |= {"PRONGSAI_STORE": str(store), "PRONGSAI_PUBLIC_EVIDENCE": "off", "PRONGSAI_DEMO": "off"}
    (store.parent / "bench").mkdir(exist_ok=True)
    with replicas.running(
        sys.executable, 2, replicas.free_ports(1)[0], besides=STATIC % store.parent
    ) as running:
        (store.parent / "bench" / "page.html").write_bytes(_get(running.address, PAGE))
        # Nobody has asked for any of these before: nginx asks a process.
        fresh = _rate(running.address, lambda number: f"{PAGE}?n={number}", seconds)
        kept = _rate(running.address, lambda _number: PAGE, seconds)
        static = _rate(running.address, lambda _number: "/bench/page.html", seconds)
    say(f"pages a second: {fresh:.0f} fresh, {kept:.0f} out of nginx, {static:.0f} as a file")
    yardstick = "a file that nginx has"
    yield Figure("a page out of nginx", kept, "a second", yardstick, static, 0.5, "at least", of_ratio=True)
    yield Figure("a page that no one has asked for", fresh, "a second", yardstick, static)


def _get(address: str, path: str) -> bytes:
    line = _line(address)
    line.request("GET", path)
    return line.getresponse().read()


def _line(address: str) -> http.client.HTTPConnection:
    place = urlsplit(address)
    return http.client.HTTPConnection(str(place.hostname), place.port, timeout=60)


def _rate(address: str, path: object, seconds: float) -> float:
    """Answers a second over some lines that stay open."""
    assert callable(path)
    end = time.perf_counter() + seconds

    def ask(thread: int) -> int:
        line, count = _line(address), 0
        while time.perf_counter() < end:
            line.request("GET", path(thread * 1_000_000 + count))
            answer = line.getresponse()
            answer.read()
            # Too many at once of one network are told to come again, and that is no page.
            count += answer.status == 200
        return count

    with ThreadPoolExecutor(THREADS) as threads:
        return sum(threads.map(ask, range(THREADS))) / seconds
