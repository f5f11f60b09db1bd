"""How much one visitor may ask for at once, so that none of them stops the others."""

from asyncio import Semaphore, wait_for
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.runtime import Runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

from evidence.jobs import BusyError, network
from settings import whole_number

UPLOADS = "/_stcore/upload_file"
"""Where Streamlit takes the files that are dropped on a page: …/SESSION/FILE."""
MEGABYTE = 1024 * 1024
MOST_UPLOADED = whole_number("PRONGSAI_UPLOADS_MB", 400) * MEGABYTE
MOST_UPLOADED_BY_ALL = 3 * MOST_UPLOADED
"""What the files that wait in memory may have together."""
MOST_SESSIONS = whole_number("PRONGSAI_SESSIONS_OF_ADDRESS", 250)
"""How many pages one address of the network may have open: a whole office stands behind one."""
SECONDS_OF_SILENCE = whole_number("PRONGSAI_SECONDS_OF_SILENCE", 30)
"""How long a request that was begun may send nothing."""

TOO_MUCH = (
    "ไฟล์ที่รออยู่รวมกันใหญ่เกินกำหนด โปรดนำไฟล์ที่เลือกไว้ออกก่อน แล้วเลือกทีละน้อย"
    " / The files that wait are too large together: take some out, and choose fewer at a time."
)
NO_LENGTH = "คำขอนี้ไม่บอกขนาด / This request does not say how long it is."
TOO_SLOW = "คำขอนี้ส่งมาไม่ครบ / This request was not sent to its end."
TOO_MANY = "มีผู้ขอจากเครือข่ายเดียวกันนี้จำนวนมาก โปรดลองใหม่ / Many ask from this network: try again in a moment."


class SilenceError(Exception):
    """A request was begun and not sent to its end."""


@dataclass
class _Line:
    turns: Semaphore
    waiting: int = 0


class Turns:
    """Lets a few of one address of the network at once; others of it wait for their turn."""

    def __init__(self, together: int, waiting: int) -> None:
        self._together = together
        self._most = together + waiting
        self._lines: dict[str, _Line] = {}

    @asynccontextmanager
    async def turn(self, address: str) -> AsyncIterator[None]:
        """One turn of this address. Raises BusyError where too many of it wait."""
        line = self._lines.setdefault(address, _Line(Semaphore(self._together)))
        if line.waiting >= self._most:
            raise BusyError
        line.waiting += 1
        try:
            async with line.turns:
                yield
        finally:
            line.waiting -= 1
            if not line.waiting:
                del self._lines[address]


class Limits:
    """Bounds what is dropped, how many pages one address has open, and how long a request may be silent."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._sessions: Counter[str] = Counter()
        self._on_its_way: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on, or says why not."""
        if scope["type"] == "websocket":
            await self._bound_sessions(scope, receive, send)
        elif scope["type"] == "http" and UPLOADS in scope["path"] and scope["method"] == "PUT":
            await self._bound_uploads(scope, receive, send)
        elif scope["type"] == "http":
            await self._bound_silence(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _bound_sessions(self, scope: Scope, receive: Receive, send: Send) -> None:
        address = address_of(scope)
        if self._sessions[address] >= MOST_SESSIONS:
            await PlainTextResponse(TOO_MANY, 429)(scope, receive, send)
            return
        self._sessions[address] += 1
        try:
            await self.app(scope, receive, send)
        finally:
            self._sessions[address] -= 1
            self._sessions += Counter()  # forgets addresses that have no page open

    async def _bound_uploads(self, scope: Scope, receive: Receive, send: Send) -> None:
        session = scope["path"].split("/")[-2]
        length = Headers(scope=scope).get("Content-Length", "")
        if not length.isdecimal():
            await PlainTextResponse(NO_LENGTH, 411)(scope, receive, send)
            return
        of_session = _waiting(session) + self._on_its_way[session]
        of_all = _waiting() + self._on_its_way.total()
        if of_session + int(length) > MOST_UPLOADED or of_all + int(length) > MOST_UPLOADED_BY_ALL:
            await PlainTextResponse(TOO_MUCH, 413)(scope, receive, send)
            return
        self._on_its_way[session] += int(length)
        try:
            await self._bound_silence(scope, receive, send)
        finally:
            self._on_its_way[session] -= int(length)
            self._on_its_way += Counter()

    async def _bound_silence(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_whole = is_answered = False

        async def hear() -> Message:
            nonlocal is_whole
            if is_whole:  # what comes now is only that the visitor has gone
                return await receive()
            try:
                message = await wait_for(receive(), SECONDS_OF_SILENCE)
            except TimeoutError as error:
                raise SilenceError from error
            is_whole = not message.get("more_body", False)
            return message

        async def answer(message: Message) -> None:
            nonlocal is_answered
            is_answered = True
            await send(message)

        try:
            await self.app(scope, hear, answer)
        except SilenceError:
            if not is_answered:
                refusal = PlainTextResponse(TOO_SLOW, 408, {"Connection": "close"})
                await refusal(scope, receive, send)


def address_of(scope: Scope) -> str:
    """The network from which a request comes (see server/addresses.py)."""
    client = scope.get("client")
    return network(str(client[0])) if client else ""


def _waiting(session: str | None = None) -> int:
    """Bytes of the files that wait in memory: those of one session, or all."""
    uploads = Runtime.instance().uploaded_file_mgr
    assert isinstance(uploads, MemoryUploadedFileManager)
    stored = uploads.file_storage
    sessions = list(stored.values()) if session is None else [stored.get(session, {})]
    return sum(len(file.data) for files in sessions for file in list(files.values()))
