"""Pages that are open, without a browser: they speak Streamlit's websocket protocol, to servers of this
machine only."""

import asyncio
import random
import re
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import psutil
from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

LONGEST_RUN = 60
MIB = 1024 * 1024
MARK = re.compile(rb"V\d{5}")
"""What a soak writes into the names of one publication, all of them alike."""


@dataclass(frozen=True)
class Rerun:
    """What one rerun of a page took (seconds), sent (bytes) and showed: an error, and the marks of
    publications (MARK)."""

    seconds: float
    size: int
    failed: bool
    marks: frozenset[bytes] = frozenset()


@dataclass
class Readers:
    """What several people got while they read: their reruns, and what went wrong otherwise."""

    reruns: list[Rerun] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)

    @property
    def errors(self) -> int:
        """How often a page failed or a connection broke."""
        return sum(each.failed for each in self.reruns) + len(self.broken)

    def percentile(self, part: float) -> float:
        """The seconds within which that part of all reruns was over."""
        took = sorted(each.seconds for each in self.reruns)
        return took[min(len(took) - 1, int(len(took) * part))]


def connected(address: str) -> connect:
    """A page of its own, as a browser opens one."""
    place = urlsplit(address)
    assert place.hostname == "127.0.0.1", "load is for this machine only"
    protocols = [Subprotocol("streamlit"), Subprotocol("PLACEHOLDER_AUTH_TOKEN")]
    stream = f"ws://{place.netloc}/_stcore/stream"
    return connect(stream, subprotocols=protocols, max_size=None, compression=None, open_timeout=60)


async def rerun(socket: ClientConnection, path: str) -> Rerun:
    """Asks for a page ("budget?fy=2565") and waits until its script has ended."""
    wish = BackMsg()
    wish.rerun_script.page_name, _mark, wish.rerun_script.query_string = path.partition("?")
    began, size, failed = time.perf_counter(), 0, False
    marks: set[bytes] = set()
    await socket.send(wish.SerializeToString())
    async with asyncio.timeout(LONGEST_RUN):
        while True:
            content = await socket.recv(decode=False)
            size += len(content)
            marks |= {*MARK.findall(content)}
            message = ForwardMsg.FromString(content)
            kind = message.WhichOneof("type")
            if kind == "delta":
                failed |= _is_error(message.delta.new_element)
            ended = message.script_finished if kind == "script_finished" else None
            if ended not in (None, ForwardMsg.FINISHED_EARLY_FOR_RERUN):
                failed |= ended == ForwardMsg.FINISHED_WITH_COMPILE_ERROR
                return Rerun(time.perf_counter() - began, size, failed, frozenset(marks))


def _is_error(element: Element) -> bool:
    """Whether the page shows that it failed: Streamlit's own words, or ours in their place."""
    kind = element.WhichOneof("type")
    return kind == "exception" or (kind == "alert" and element.alert.format == Alert.ERROR)


async def reruns_per_second(address: str, path: str, sessions: int, seconds: float) -> tuple[float, int]:
    """Reruns a second of pages that are each asked for again at once, and how many failed; a first one of
    each does not count."""
    async with AsyncExitStack() as pages:
        sockets = [await pages.enter_async_context(connected(address)) for _ in range(sessions)]
        await asyncio.gather(*(rerun(socket, path) for socket in sockets))
        began = time.perf_counter()
        every = await asyncio.gather(*(_rerun_until(began + seconds, socket, path) for socket in sockets))
        took = time.perf_counter() - began
    return sum(map(len, every)) / took, sum(each.failed for reruns in every for each in reruns)


async def _rerun_until(end: float, socket: ClientConnection, path: str) -> list[Rerun]:
    done = []
    while time.perf_counter() < end:
        done.append(await rerun(socket, path))
    return done


async def read(address: str, paths: Sequence[str], people: int, seconds: float, thinking: float) -> Readers:
    """People who each open a page and from then on go to another one after they have thought for a while
    (seconds, on average); they come one after another, and what they do until all are there counts too."""
    readers, end = Readers(), time.perf_counter() + seconds

    async def one(number: int) -> None:
        chance = random.Random(number)  # noqa: S311 - the same walk in each run
        await asyncio.sleep(chance.uniform(0, thinking))
        try:
            async with connected(address) as socket:
                while time.perf_counter() < end:
                    readers.reruns.append(await rerun(socket, chance.choice(paths)))
                    await asyncio.sleep(min(chance.expovariate(1 / thinking), 6 * thinking))
        except (OSError, TimeoutError) as error:
            readers.broken.append(repr(error))

    await asyncio.gather(*(one(number) for number in range(people)))
    return readers


def memory_of(address: str, *, with_children: bool = False) -> float:
    """What the server at an address holds (MiB), where asked for with the processes that it began."""
    server = _server_at(address)
    children = server.children(recursive=True) if with_children else []
    held: int = sum(each.memory_info().rss for each in (server, *children))
    return held / MIB


def work_of(address: str) -> float:
    """The seconds that the server at an address has kept a core busy."""
    used = _server_at(address).cpu_times()
    return float(used.user + used.system)


def _server_at(address: str) -> psutil.Process:
    port = address.rpartition(":")[2]
    servers = psutil.process_iter(["cmdline"])
    return next(each for each in servers if port in (each.info["cmdline"] or []))
