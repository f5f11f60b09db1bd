"""What is read without a session: a page from a process, the same out of nginx, and a file that nginx has."""

import http.client
import os
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

import replicas
from bench.figures import Figure, say
from bench.servers import ORGANIZATION, YEAR

PAGE = f"/o/{ORGANIZATION}/{YEAR}/budget"
STATIC = "location = /page.html { root %s; }"
THREADS, OF_ONE_READER = 4, 500
READERS = count(1)


def answered(store: Path, *, full: bool) -> Iterator[Figure]:
    """Answers a second to readers without a session."""
    seconds = 5.0 if full else 0.5
    os.environ |= {"PRONGSAI_STORE": str(store), "PRONGSAI_PUBLIC_EVIDENCE": "off", "PRONGSAI_DEMO": "off"}
    port = replicas.free_ports(1)[0]
    with (
        TemporaryDirectory() as folder,
        replicas.running(sys.executable, 2, port, besides=STATIC % folder) as running,
    ):
        # nginx works as another user, who must come as far as its file.
        Path(folder).chmod(0o755)
        (Path(folder) / "page.html").write_bytes(_get(running.address, PAGE))
        # Nobody has asked for any of these before: nginx asks a process.
        fresh = _rate(running.address, lambda number: f"{PAGE}?n={number}", seconds)
        kept = _rate(running.address, lambda _number: PAGE, seconds)
        static = _rate(running.address, lambda _number: "/page.html", seconds)
    say(f"pages a second: {fresh:.0f} fresh, {kept:.0f} out of nginx, {static:.0f} as a file")
    yardstick = "a file that nginx has"
    yield Figure("a page out of nginx", kept, "a second", yardstick, static, 0.5, "at least", of_ratio=True)
    yield Figure("a page that no one has asked for", fresh, "a second", yardstick, static)


def _get(address: str, path: str) -> bytes:
    line = _line(address, 0)
    line.request("GET", path)
    return line.getresponse().read()


def _line(address: str, reader: int) -> http.client.HTTPConnection:
    """A line of a reader with an address of their own."""
    place = urlsplit(address)
    source = f"127.1.{reader // 250}.{reader % 250 + 1}", 0
    return http.client.HTTPConnection(str(place.hostname), place.port, timeout=60, source_address=source)


def _rate(address: str, path: object, seconds: float) -> float:
    """Answers a second over some lines; nginx bounds what one reader may ask for, so others come soon."""
    assert callable(path)
    end = time.perf_counter() + seconds

    def ask(thread: int) -> int:
        done = 0
        while time.perf_counter() < end:
            if done % OF_ONE_READER == 0:
                line = _line(address, next(READERS))
            line.request("GET", path(thread * 1_000_000 + done))
            answer = line.getresponse()
            answer.read()
            assert answer.status == 200, answer.status
            done += 1
        return done

    with ThreadPoolExecutor(THREADS) as threads:
        return sum(threads.map(ask, range(THREADS))) / seconds
