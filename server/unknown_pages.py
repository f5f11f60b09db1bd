"""Addresses of no page: Streamlit would answer with the overview, and its own words in English above it."""

from functools import cache
from pathlib import Path
from urllib.parse import parse_qsl

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from portal.place import nowhere
from server.readers import not_found

PAGES = Path(__file__).parents[1] / "pages"
SHELL = b"<title>Streamlit</title>"
"""What stands in the page that Streamlit answers with wherever it has nothing else."""


class UnknownPages:
    """Says that there is no such page, where an answer would be the dashboard under a name that it has
    not."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on, and what is answered, unless it is a page under another name."""
        if scope["type"] != "http" or scope["path"].strip("/") in _names():
            await self.app(scope, receive, send)
            return
        began: list[Message] = []

        async def pass_on(message: Message) -> None:
            if message["type"] == "http.response.start":
                began.append(message)
                return
            if began and SHELL in message.get("body", b""):
                began.clear()
                query = dict(parse_qsl(scope["query_string"].decode("latin-1")))
                await not_found(nowhere(query))(scope, receive, send)
                return
            for start in began:
                await send(start)
            began.clear()
            await send(message)

        # What a page is shows its body, also where only its head is asked for.
        await self.app({**scope, "method": "GET"} if scope["method"] == "HEAD" else scope, receive, pass_on)


@cache
def _names() -> set[str]:
    """What the pages are called in addresses; the overview has no name."""
    return {page.stem for page in PAGES.glob("[!_]*.py")} - {"overview"} | {""}
