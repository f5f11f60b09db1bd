"""Requests that reach an application within this process, without a network."""

import asyncio
import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message

HOST = "data.example.go.th"
"""Under which name requests reach it."""
CLIENT = "192.0.2.7"
"""From which address of the network they come."""


@dataclass(frozen=True)
class Answer:
    """What was answered."""

    status: int
    headers: Headers
    content: bytes

    @property
    def text(self) -> str:
        """The content as text."""
        return self.content.decode()

    @property
    def json(self) -> Any:
        """The content as JSON."""
        return json.loads(self.content)


def reached(app: ASGIApp, path: str, body: bytes = b"", method: str = "", **sent: str) -> Answer:
    """What the application answers to one request; headers are named with _ for -."""
    parts = urlsplit(path)
    headers = {"host": HOST, "content-length": f"{len(body)}"} | sent
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": method or ("POST" if body else "GET"),
        "scheme": "http",
        "path": unquote(parts.path),
        "raw_path": parts.path.encode(),
        "query_string": parts.query.encode(),
        "root_path": "",
        "headers": [(name.replace("_", "-").lower().encode(), text.encode()) for name, text in headers.items()],
        "client": (CLIENT, 50000),
        "server": (HOST, 80),
    }
    given: list[Message] = [{"type": "http.request", "body": body}]
    answered: list[Message] = []

    async def receive() -> Message:
        return given.pop() if given else {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        answered.append(message)

    asyncio.run(_call(app, scope, receive, send))
    begun = answered[0]
    content = b"".join(message.get("body", b"") for message in answered[1:])
    return Answer(begun["status"], Headers(raw=begun["headers"]), content)


async def _call(app: ASGIApp, *call: Any) -> None:
    await app(*call)
