"""Which sites' pages may speak with this server: its own, and those that its settings name.

Streamlit would ask a service outside for this machine's address to judge any other."""

from urllib.parse import urlsplit

import streamlit as st
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

LOOPBACK = ("localhost", "127.0.0.1", "::1")
FOREIGN = "หน้าเว็บอื่นเรียกใช้ส่วนนี้ไม่ได้ / Pages of other sites cannot use this."


class OwnOrigins:
    """Answers 403 to what the page of another site asks of Streamlit; everything else it may read as anyone
    may."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on, without its origin where that is foreign; or refuses it."""
        if scope["type"] not in ("http", "websocket") or is_own(Headers(scope=scope)):
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket" or "/_stcore/" in scope["path"]:
            await PlainTextResponse(FOREIGN, 403)(scope, receive, send)
        else:
            headers = [header for header in scope["headers"] if header[0] != b"origin"]
            await self.app({**scope, "headers": headers}, receive, send)


def is_own(headers: Headers) -> bool:
    """Whether a request names no origin, or one of ours."""
    own = {
        *LOOPBACK,
        _host(f"//{headers.get('Host', '')}"),
        st.get_option("server.address"),
        st.get_option("browser.serverAddress"),
        *map(_host, st.get_option("server.corsAllowedOrigins") or ()),
    }
    return all(_host(origin) in own for origin in headers.getlist("Origin"))


def _host(address: str) -> str:
    """The host of an address; "?" where it is none, which is nobody's."""
    try:
        return urlsplit(address).hostname or "?"
    except ValueError:
        return "?"
