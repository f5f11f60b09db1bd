"""How fast this is, measured on this machine in one run: the first page, reruns and loading, each beside its yardstick.

    python -m tests.benchmark [--seconds 5]

The yardsticks are Streamlit's own defaults and DuckDB's own CSV reader: ratios mean something on any machine, seconds do
not. The load client speaks Streamlit's websocket protocol, to servers that this run starts and ends."""

import argparse
import asyncio
import csv
import signal
import sys
import time
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from urllib.parse import urlparse

import duckdb
from playwright.sync_api import Browser
from rich.console import Console
from rich.table import Table
from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from loaders.budget import BUDGET
from loaders.loading import load_files
from loaders.reading import Options
from tests.serving import PAGES, browser, serving, serving_by_default

GOAL = 5
"""How many times as many reruns as under Streamlit's defaults every page should do."""
SESSIONS = (1, 10)
TRIES = 3
LONGEST_RUN = 60
ROWS = 200_000
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
        loaded = loading(Path(folder))
    out = Console(width=100)
    for table in (first_pages(*pages), reruns(loads), loadings(*loaded)):
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
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
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


def loading(folder: Path) -> tuple[float, float]:
    """Rows per second of our loader, and of DuckDB alone, on one budget of many rows."""
    path = folder / "budget.csv"
    write_budget(path)
    say(f"loading {ROWS:,} rows ({path.stat().st_size / 1e6:.0f} MB)")
    return ROWS / timed(lambda: load_with_checks(path, folder / "large")), ROWS / timed(lambda: load_raw(path, folder))


def write_budget(path: Path) -> None:
    """A budget in the tidy form, without fault."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(column.name for column in BUDGET.columns)
        for row in range(ROWS):
            words = ("แผนงานบริหารงานทั่วไป", "งานบริหารทั่วไป", "งบดำเนินงาน", "ค่าวัสดุ", f"กองที่ {row % 40}", f"ค่าใช้จ่ายที่ {row}")
            amounts = ("50000.00", "1000.00", "0.00", "10000.00", f"{row % 30_000}.25", "")
            writer.writerow(("04960201", "2565", "2022-03-31", *words, *amounts, ""))


def load_with_checks(path: Path, store: Path) -> None:
    """As `python -m loaders load`: checks, keeps the original, publishes."""
    (report,) = load_files([path], Options(), store, lambda _name, _rows: None)
    assert report.stored, report.problems
    assert report.stored.rows == ROWS


def load_raw(path: Path, folder: Path) -> None:
    """The same columns by DuckDB's own reader into a file: nothing checked, nothing kept."""
    read = "read_csv($path, header = true, delim = ',', quote = '\"', columns = $columns)"
    columns = {column.name: column.kind.sql_type for column in BUDGET.columns}
    with duckdb.connect(str(folder / "raw.duckdb")) as connection:
        connection.execute(f"CREATE TABLE budget AS FROM {read}", {"path": str(path), "columns": columns})


def timed(work: Callable[[], None]) -> float:
    """How many seconds the work takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


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


def loadings(ours: float, raw: float) -> Table:
    """Loading beside DuckDB's bare reader."""
    table = Table("loaders load", "DuckDB read_csv", "ratio", title=f"Rows loaded per second ({ROWS:,} rows)")
    table.add_row(f"{ours:,.0f}", f"{raw:,.0f}", f"{ours / raw:.2f}")
    return table


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_signal: sys.exit(1))  # ends the servers too
    main()
