"""Streamlit's own scripts and styles, which every new visitor fetches: what is needed first is fetched first,
and all of it is compressed once for all visitors, as well as can be."""

import gzip
import mimetypes
import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.answers import AnswerLayer, is_page
from server.files import A_YEAR
from vocabulary.data_sets import LISTED

PLACE = "/static/"
KINDS = ("*.js", "*.css")
NOTHING = {"Content-Security-Policy": "default-src 'none'"}
"""What a script is allowed that somebody opens as a page; the whole policy with each of a hundred is long."""
UNUSED = re.compile(rb'<link\s+rel="preload"[^>]*/SourceSans[^>]*>')
UNUSED_FACE = re.compile(rb"@font-face\{[^}]*/SourceSans[^}]*\}")
"""How Streamlit's page and its style ask for a font in which no word of these pages is set."""
_PRELOADS = b'<link rel="modulepreload" crossorigin href="./%s">'
WITH_CHARTS = ("", "area", *(each.page for each in LISTED))
"""Pages that draw charts."""


class KeptScripts:
    """Answers with what was compressed before; all else goes on to Streamlit."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers, or passes a request on."""
        path = _scripts().get(scope["path"]) if scope["type"] == "http" else None
        takes = Headers(scope=scope).get("Accept-Encoding", "") if path else ""
        if path is None or scope["method"] != "GET" or "gzip" not in takes:
            await self.app(scope, receive, send)
            return
        content = await run_in_threadpool(_compressed, path)
        told = {"Content-Encoding": "gzip", "Vary": "Accept-Encoding", "Cache-Control": A_YEAR} | NOTHING
        kind = mimetypes.guess_type(path.name)[0]
        await Response(content, headers=told, media_type=kind)(scope, receive, send)


@cache
def _scripts() -> dict[str, Path]:
    """Of every script its file, by its address; its name changes with its content."""
    found = find_spec("streamlit")
    assert found is not None
    assert found.origin is not None
    folder = Path(found.origin).parent / "static"
    files = [path for kind in KINDS for path in (folder / PLACE.strip("/")).rglob(kind)]
    return {f"/{path.relative_to(folder).as_posix()}": path for path in files}


@cache
def _compressed(path: Path) -> bytes:
    return gzip.compress(UNUSED_FACE.sub(b"", path.read_bytes()), compresslevel=9, mtime=0)


class FetchedFirst(AnswerLayer):
    """Has the browser fetch at once what draws charts, which it would learn of only from an open page, in the
    place of a font that these pages do not use."""

    def mended(self, message: Message, scope: Scope) -> Message:
        """Streamlit's page with that, as long as before."""
        is_body = message["type"] == "http.response.body"
        if not is_body or not is_page(scope) or b"<link" not in message["body"]:
            return message
        has_charts = scope["path"].strip("/").rpartition("/")[2] in WITH_CHARTS
        wanted = _PRELOADS % _charts().encode() if has_charts else b""
        body = UNUSED.sub(lambda found: wanted.ljust(len(found[0])), message["body"], count=1)
        return {**message, "body": body}


@cache
def _charts() -> str:
    (address,) = (each for each in _scripts() if each.startswith("/static/js/PlotlyChart."))
    return address.removeprefix("/")
