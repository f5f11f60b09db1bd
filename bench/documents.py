"""How long a chart, a document and the pack of a year take, and how fast pages are while ten people ask for
packs at once. The yardstick of a chart is the same by Kaleido alone, which starts a Chromium for it."""

import asyncio
import os
import time
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack
from pathlib import Path
from statistics import median
from typing import Any

import kaleido
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection

import chromium
import database
import settings
from bench.figures import Figure
from bench.sessions import connected, memory_of, reruns_per_second
from charts import theme
from evidence import build
from evidence import items as evidence
from evidence.dossier import gather, published
from evidence.pdf import as_pdf
from evidence.pictures import SLIDE, picture
from queries.scope import catalogue
from tests.serving import serving
from vocabulary import thai

TAKBAI, YEAR = "04960201", 2565
PACKS = [
    f"org=99000001&assessment={year}{digits}" for year in range(2565, 2570) for digits in ("", "&digits=th")
]
"""What ten people ask for, each another pack."""
BUTTON = "จัดทำชุดหลักฐาน"
LOADED_SECONDS = 15


def seconds(work: Callable[[], Any]) -> float:
    """How long it takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def made(store: Path, *, full: bool) -> Iterator[Figure]:
    """Charts and documents, goals for two quiet cores; with `full` also the crowd."""
    os.environ[settings.STORE] = str(store)
    yield from _of_documents(full=full)
    if full:
        with serving(store, editing=True) as address:
            yield from asyncio.run(_of_crowd(address))


def _of_documents(*, full: bool) -> Iterator[Figure]:
    con = database.cursor()
    known, today, wanted = catalogue(con), thai.today(), evidence.items(con, TAKBAI, YEAR)
    item = next(each for each in wanted if each.subject == "satisfaction")
    report = gather(published(con, known, today), item).report()
    part = next(part for part in report.parts if part.figure)
    assert part.figure
    chart = theme.finish(part.figure("wide"), theme.Band(part.title, part.place, part.source), dark=False)
    options = SLIDE.opts(chart)
    cold = seconds(lambda: kaleido.calc_fig_sync(chart, opts=options, kopts={"path": chromium.find()}))
    picture(chart)
    yield Figure(
        "a chart", median(seconds(lambda: picture(chart)) for _ in range(5)), "s", "Kaleido alone", cold, 0.3
    )
    yield Figure(
        "a PDF without charts", median(seconds(lambda: as_pdf(report, {})) for _ in range(3)), "s", goal=3
    )
    if full:
        document = seconds(lambda: build.documents(report, lambda doing, done, of: None))
        yield Figure("PDF, Word and Excel of an item", document, "s")
        pack = seconds(lambda: build.pack(con, known, wanted, today, lambda doing, done, of: None))
        yield Figure("the pack of a year", pack, "s", goal=30)


async def _of_crowd(address: str) -> list[Figure]:
    """A dashboard alone, and while ten packs are asked for."""
    alone, _failed = await reruns_per_second(address, "budget", 1, LOADED_SECONDS)
    async with AsyncExitStack() as pages:
        for query in PACKS:
            await press(await pages.enter_async_context(connected(address)), query)
        crowded, failed = await reruns_per_second(address, "budget", 1, LOADED_SECONDS)
        held = memory_of(address, with_children=True)
    return [
        Figure("while ten packs are asked for", crowded, "reruns/s", "without them", alone),
        Figure("errors meanwhile", failed, "", goal=0),
        Figure("the server and its Chromium", held, "MiB"),
    ]


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
