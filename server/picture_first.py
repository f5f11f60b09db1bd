"""Who chooses something waits for its picture. A browser draws the whole page anew for each heap of messages
that comes, so pictures go ahead, and all else of a rerun follows a moment later in one heap."""

import asyncio
from contextlib import suppress

from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

AHEAD = 0.045
"""Seconds that the browser has for the pictures alone."""
LONGEST = 0.2
"""Seconds for which anything is held back where no picture comes."""

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
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return
        page = Page(send)
        try:
            await self.app(scope, receive, page)
        finally:
            page.close()


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
        self._in_turn = asyncio.Lock()
        self._timer: asyncio.Task[None] | None = None
        """Lets what is held go, once there is anything to wait for."""

    async def __call__(self, message: Message) -> None:
        """Sends a message now, or with the others a moment after the pictures."""
        async with self._in_turn:
            if message["type"] == "websocket.send":
                await self._tell(message, ForwardMsg.FromString(message["bytes"]))
            else:
                await self._send(message)

    def close(self) -> None:
        """Lets go of what nobody waits for any more."""
        if self._timer:
            self._timer.cancel()

    async def _tell(self, message: Message, told: ForwardMsg) -> None:
        kind = told.WhichOneof("type")
        if kind == "new_session":
            await self._begin(told.new_session.page_script_hash)
        if self._goes_ahead(told):
            await self._send(message)
            self._release_in(AHEAD)
        elif self._held is not None and kind in HELD:
            self._held.append(message)
        else:
            await self._send(message)
        if kind == "script_finished" and told.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
            self._places = self._drawn

    async def _begin(self, page: str) -> None:
        await self._release()
        if page != self._page:
            self._page, self._places = page, set()
        self._drawn = set()
        if self._places:
            self._held = []
            self._release_in(LONGEST)

    def _goes_ahead(self, told: ForwardMsg) -> bool:
        if told.delta.new_element.WhichOneof("type") == "plotly_chart":
            self._pictures.add(told.hash)
        elif told.ref_hash not in self._pictures:
            return False
        place = tuple(told.metadata.delta_path)
        self._drawn.add(place)
        return self._held is not None and place in self._places

    def _release_in(self, seconds: float) -> None:
        self.close()
        self._timer = asyncio.create_task(self._release_later(seconds))

    async def _release_later(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
        # Of who has left, the page's own sender learns.
        with suppress(OSError):
            async with self._in_turn:
                await self._release()

    async def _release(self) -> None:
        held, self._held = self._held or [], None
        for message in held:
            await self._send(message)
