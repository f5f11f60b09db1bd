"""Who chooses something waits for its picture. A browser draws the whole page anew for each heap of messages
that comes, so pictures go ahead, and all else of a rerun follows a moment later in one heap."""

import asyncio
from time import monotonic

from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

AHEAD = 0.045
"""Seconds that the browser has for the pictures alone."""
LONGEST = 0.5
"""Seconds after which nothing is held back any more: what takes so long is to be seen as it comes."""

HELD = ("delta", "ref_hash", "script_finished")
"""What makes up the page; all else is none of its parts, and goes at once."""
Place = tuple[int, ...]
"""Where on the page an element stands."""


class PictureFirst:
    """Sends the pictures of a rerun ahead, where pictures stood before."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes on what is said, in another order."""
        await self.app(scope, receive, Page(send) if scope["type"] == "websocket" else send)


class Page:
    """What goes to one open page."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._page = ""
        self._places: set[Place] = set()
        """Where pictures stand on the page since its last run."""
        self._drawn: set[Place] = set()
        """Where this run has drawn some."""
        self._pictures: set[str] = set()
        """The hashes of pictures: of a large message that it has, the browser is told only the hash."""
        self._held: list[Message] | None = None
        self._began = self._sent = 0.0

    async def __call__(self, message: Message) -> None:
        """Sends a message now, or with the others once the run has ended."""
        if message["type"] != "websocket.send":
            await self._send(message)
            return
        told = ForwardMsg.FromString(message["bytes"])
        kind = told.WhichOneof("type")
        if kind == "new_session":
            await self._begin(told.new_session.page_script_hash)
        if self._goes_ahead(told):
            await self._send(message)
            self._sent = monotonic()
        elif self._held is not None and kind in HELD:
            self._held.append(message)
        else:
            await self._send(message)
        if kind == "script_finished" and told.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
            self._places = self._drawn
        if kind == "script_finished" or monotonic() > self._began + LONGEST:
            await self._release()

    async def _begin(self, page: str) -> None:
        await self._release()
        if page != self._page:
            self._page, self._places = page, set()
        self._drawn, self._held = set(), [] if self._places else None
        self._began, self._sent = monotonic(), 0.0

    def _goes_ahead(self, told: ForwardMsg) -> bool:
        if told.delta.new_element.WhichOneof("type") == "plotly_chart":
            self._pictures.add(told.hash)
        elif told.ref_hash not in self._pictures:
            return False
        place = tuple(told.metadata.delta_path)
        self._drawn.add(place)
        return self._held is not None and place in self._places

    async def _release(self) -> None:
        held, self._held = self._held or [], None
        if held and self._sent:
            await asyncio.sleep(max(self._sent + AHEAD - monotonic(), 0))
        for message in held:
            await self._send(message)
