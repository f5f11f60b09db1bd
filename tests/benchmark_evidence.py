"""How long a chart, a document and the pack of a year take: python -m tests.benchmark_evidence

Goals on two quiet cores: a chart at most 0.3 s once Chromium is warm, one item's PDF 3 s, the pack 30 s. The baseline is the
same chart by Kaleido alone, which starts a Chromium for it. Then ten people ask for packs at once, and how fast the dashboard
answers others meanwhile is set beside how fast it does alone."""

import asyncio
import os
import resource
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import kaleido
import psutil
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection

import chromium
import database
import settings
from charts import theme
from evidence import build
from evidence import items as evidence
from evidence.dossier import gather, published
from evidence.pdf import as_pdf
from evidence.pictures import SLIDE, picture
from loaders.demo import generator
from loaders.layout.reading import Options
from loaders.loading import load_files
from queries.scope import catalogue
from tests.benchmark import connected, load
from tests.serving import serving
from vocabulary import thai

TAKBAI, YEAR = "04960201", 2565
PACKS = [f"org=99000001&assessment={year}{digits}" for year in range(2565, 2570) for digits in ("", "&digits=th")]
"""What ten people ask for, each another pack."""
BUTTON = "จัดทำชุดหลักฐาน"
LOADED_SECONDS = 15


def seconds(work: Callable[[], Any]) -> float:
    """How long it takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def main() -> None:
    """Prints the times, their goals and the ratio to the baseline."""
    with TemporaryDirectory() as folder:
        load_files(sorted((database.ROOT / "data" / "takbai").glob("*.csv")), Options(), Path(folder), lambda name, rows: None)
        os.environ[settings.STORE] = folder
        measure()
        generator.add(Path(folder))
        with serving(Path(folder), editing=True) as address:
            asyncio.run(measure_crowd(address))


def measure() -> None:
    """Measures on the published database."""
    con = database.cursor()
    known, today, wanted = catalogue(con), thai.today(), evidence.items(con, TAKBAI, YEAR)
    item = next(each for each in wanted if each.subject == "satisfaction")
    report = gather(published(con, known, today), item).report()
    part = next(part for part in report.parts if part.figure)
    assert part.figure
    chart = theme.finish(part.figure("wide"), theme.Band(part.title, part.place, part.source), dark=False)
    cold = seconds(lambda: kaleido.calc_fig_sync(chart, opts=SLIDE.opts(chart), kopts={"path": chromium.find()}))
    first = seconds(lambda: picture(chart))
    warm = median(seconds(lambda: picture(chart)) for _ in range(5))
    drawings: Any = {}
    document = seconds(lambda: drawings.update(build.documents(report, lambda doing, done, of: None)))
    pdf = median(seconds(lambda: as_pdf(report, {})) for _ in range(3))
    pack = seconds(lambda: build.pack(con, known, wanted, today, lambda doing, done, of: None))
    print(f"a chart: {warm:.2f} s warm (goal 0.3), {first:.2f} s the first; Kaleido alone {cold:.2f} s, ratio {warm / cold:.2f}")
    print(f"an item (PDF, Word, Excel, {len(report.parts) - 1} charts twice): {document:.1f} s (goal 3 for the PDF)")
    print(f"its PDF without charts: {pdf:.2f} s")
    print(f"the pack of a year: {pack:.1f} s (goal 30)")
    print(f"most memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


async def measure_crowd(address: str) -> None:
    """Measures a dashboard alone, and while ten packs are asked for."""
    await load(address, "budget", 1, 2)
    alone = await load(address, "budget", 1, LOADED_SECONDS)
    sessions = [connected(address) for _pack in PACKS]
    sockets = [await session.__aenter__() for session in sessions]
    for socket, query in zip(sockets, PACKS, strict=True):
        await press(socket, query)
    crowded = await load(address, "budget", 1, LOADED_SECONDS)
    print(f"reruns/s alone {alone.rate:.1f}, while ten packs are asked for {crowded.rate:.1f}: {crowded.rate / alone.rate:.2f}")
    print(f"errors: {crowded.errors}; memory of the server and its Chromium: {memory_of(address):.0f} MB")
    for session in sessions:
        await session.__aexit__(None, None, None)


async def press(socket: ClientConnection, query: str) -> None:
    """Opens the page of evidence and presses the button of the pack, as a browser does."""
    wish = BackMsg()
    wish.rerun_script.page_name, wish.rerun_script.query_string = "documents", query
    buttons = await answered(socket, wish)
    pressed = wish.rerun_script.widget_states.widgets.add()
    pressed.id, pressed.trigger_value = buttons[BUTTON], True
    await answered(socket, wish)


async def answered(socket: ClientConnection, wish: BackMsg) -> dict[str, str]:
    """Waits until the script has ended; the buttons that it drew, label → id."""
    buttons = {}
    await socket.send(wish.SerializeToString())
    while True:
        message = ForwardMsg.FromString(await socket.recv(decode=False))
        if message.delta.new_element.WhichOneof("type") == "button":
            buttons[message.delta.new_element.button.label] = message.delta.new_element.button.id
        ended = message.script_finished if message.WhichOneof("type") == "script_finished" else None
        if ended not in (None, ForwardMsg.FINISHED_EARLY_FOR_RERUN):
            return buttons


def memory_of(address: str) -> float:
    """What the server and the processes that it began hold (MB)."""
    port = address.rpartition(":")[2]
    server = next(process for process in psutil.process_iter(["cmdline"]) if port in (process.info["cmdline"] or []))
    held: int = sum(each.memory_info().rss for each in (server, *server.children(recursive=True)))
    return held / 1024 / 1024


if __name__ == "__main__":
    main()
