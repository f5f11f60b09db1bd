"""How fast this is, measured on this machine in one run: the first page, reruns and loading, each beside its yardstick.

    python -m tests.benchmark [--seconds 5]

The yardsticks are Streamlit's own defaults and DuckDB's own CSV reader: ratios mean something on any machine, seconds do
not. The load client speaks Streamlit's websocket protocol, to servers that this run starts and ends."""

import argparse
import asyncio
import signal
import sys
import time
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from urllib.parse import urlparse

from playwright.sync_api import Browser
from rich.console import Console
from rich.table import Table
from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from tests.benchmark_loading import loading
from tests.serving import PAGES, browser, serving, serving_by_default

GOAL = 5
"""How many times as many reruns as under Streamlit's defaults every page should do."""
SESSIONS = (1, 10)
TRIES = 3
LONGEST_RUN = 60
A_CHART = ".js-plotly-plot .main-svg .trace"
HELLO = """
import plotly.express as px
import streamlit as st

st.title("Hello, world")
for draw in (px.bar, px.line):
    st.plotly_chart(draw(x=["a", "b", "c"], y=[1, 3, 2]))
"""


@dataclass(frozen=True)
class Load:
    """What a page did under load: reruns per second, and how many of them showed an error."""

    rate: float
    errors: int


Loads = dict[tuple[str, int], tuple[Load, Load]]
"""By page and number of sessions: as we serve it, and under Streamlit's defaults."""


def main() -> None:
    """Measures everything in turn and prints the tables."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmark", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seconds", type=float, default=5, help="how long each page is put under load (default: 5)")
    seconds = parser.parse_args().seconds
    with TemporaryDirectory() as folder:
        store, hello = Path(folder) / "store", Path(folder) / "hello.py"
        hello.write_text(HELLO, encoding="utf-8")
        with serving(store) as address, serving_by_default(hello) as hello_address:
            pages = first_page(f"{address}/budget"), first_page(hello_address)
        with serving(store) as address, serving(store, defaults=True) as default_address:
            loads = under_load(address, default_address, seconds)
    out = Console(width=100)
    for table in (first_pages(*pages), reruns(loads), loading()):
        out.print(table)


def say(text: str) -> None:
    """Tells on standard error how far the run is."""
    print(text, file=sys.stderr, flush=True)


def first_page(address: str) -> float:
    """Seconds until a new visitor sees the first chart: the median of some tries, each with an empty cache."""
    with browser() as chromium:
        tries = [until_first_chart(chromium, address) for _try in range(TRIES)]
    say(f"first chart of {address} after {', '.join(f'{seconds:.2f} s' for seconds in tries)}")
    return median(tries)


def until_first_chart(chromium: Browser, address: str) -> float:
    """Seconds from opening the address until the first chart is drawn."""
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, bypass_csp=True)
    try:
        page = context.new_page()
        began = time.perf_counter()
        page.goto(address, wait_until="commit")
        page.wait_for_selector(A_CHART, state="attached", timeout=60_000)
        return time.perf_counter() - began
    finally:
        context.close()


def under_load(address: str, default_address: str, seconds: float) -> Loads:
    """Every page under the load of one session and of several, by turns as we serve it and under Streamlit's defaults.

    Each page is visited once before, since what one page imports stays in memory and slows the others."""
    for path in PAGES.values():
        for at in (address, default_address):
            asyncio.run(load(at, path, sessions=1, seconds=0))
    loads: Loads = {}
    for name, path in PAGES.items():
        for sessions in SESSIONS:
            ours, defaults = (asyncio.run(load(at, path, sessions, seconds)) for at in (address, default_address))
            say(f"{name}, sessions: {sessions}, reruns per second: {ours.rate:.1f}, under defaults: {defaults.rate:.1f}")
            loads[name, sessions] = ours, defaults
    return loads


async def load(address: str, path: str, sessions: int, seconds: float) -> Load:
    """Sessions that each ask for the page again as soon as they have it, after a first run that does not count."""
    async with AsyncExitStack() as open_sessions:
        sockets = [await open_sessions.enter_async_context(connected(address)) for _session in range(sessions)]
        await asyncio.gather(*(rerun(socket, path) for socket in sockets))
        began = time.perf_counter()
        runs = await asyncio.gather(*(rerun_until(began + seconds, socket, path) for socket in sockets))
        took = time.perf_counter() - began
    return Load(sum(map(len, runs)) / took, sum(map(sum, runs)))


async def rerun_until(end: float, socket: ClientConnection, path: str) -> list[bool]:
    """Reruns one after another; whether each showed an error."""
    failed = []
    while time.perf_counter() < end:
        failed.append(await rerun(socket, path))
    return failed


def connected(address: str) -> connect:
    """A session of its own, as a browser opens one."""
    place = urlparse(address)
    assert place.hostname == "127.0.0.1", "load is for this machine only"
    protocols = [Subprotocol("streamlit"), Subprotocol("PLACEHOLDER_AUTH_TOKEN")]
    return connect(f"ws://{place.netloc}/_stcore/stream", subprotocols=protocols, max_size=None, compression=None)


async def rerun(socket: ClientConnection, path: str) -> bool:
    """Asks for a page and waits until its script has ended; whether it showed an error."""
    wish = BackMsg()
    wish.rerun_script.page_name = path
    await socket.send(wish.SerializeToString())
    failed = False
    async with asyncio.timeout(LONGEST_RUN):
        while True:
            message = ForwardMsg.FromString(await socket.recv(decode=False))
            kind = message.WhichOneof("type")
            if kind == "delta":
                failed |= is_error(message.delta.new_element)
            if kind == "script_finished" and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                return failed or message.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR


def is_error(element: Element) -> bool:
    """Whether the page shows that it failed: Streamlit's own words, or ours in their place."""
    kind = element.WhichOneof("type")
    return kind == "exception" or (kind == "alert" and element.alert.format == Alert.ERROR)


def first_pages(ours: float, hello: float) -> Table:
    """The first page beside Streamlit's hello, world."""
    table = Table("budget page", "hello world, two charts", "ratio", title=f"Time to first chart (median of {TRIES})")
    table.add_row(f"{ours:.2f} s", f"{hello:.2f} s", f"{ours / hello:.2f}")
    return table


def reruns(loads: Loads) -> Table:
    """Reruns per second beside those under Streamlit's defaults, with the goal."""
    headings = ("page", "sessions", "reruns/s", "defaults", "ratio", f"at least {GOAL}?", "errors", "errors, defaults")
    table = Table(*headings, title="Reruns per second, as the project serves it and under Streamlit's defaults")
    for (page, sessions), (ours, defaults) in loads.items():
        ratio = ours.rate / defaults.rate
        figures = (f"{ours.rate:.1f}", f"{defaults.rate:.1f}", f"{ratio:.1f}", "yes" if ratio >= GOAL else "no")
        table.add_row(page, str(sessions), *figures, str(ours.errors), str(defaults.errors))
    return table


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_signal: sys.exit(1))  # ends the servers too
    main()
