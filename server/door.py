"""Who is let in at all, before anything of Streamlit is asked."""

import streamlit as st
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from screen import access

UPLOADS = "/_stcore/upload_file"
"""Where Streamlit takes the files that are dropped on a page."""
FOREIGN = (
    "ระบบนี้ไม่ได้เปิดให้เข้าใช้ด้วยชื่อนี้ ดูหัวข้อ “เปิดให้ผู้อื่นใช้” ใน README"
    " / This server is not meant to be reached under this name: see “Serve it to others” in the README."
)
CLOSED = (
    "ระบบนี้ปิดการแก้ไขข้อมูลไว้สำหรับท่าน จึงไม่รับไฟล์ วิธีเปิดบอกไว้ที่หน้า “ข้อมูล”"
    " / You may not change data here, so no files are taken. The page “Data” says how to switch it on."
)
UNSEEN = "ต้องลงชื่อเข้าใช้ก่อน / Sign in first."
SHOWN = (
    "/section/",
    "/media/",
    "/o/",
    "/embed/",
    "/api/",
    "/data.json",
    "/datapackage.json",
    "/openapi.json",
)
"""Where what pages show is fetched, beside the page itself, and read without a session."""
STREAMLITS_METRICS = "/_stcore/metrics"
NOT_FOR_ALL = "ใช้ /metrics แทน / Use /metrics instead."


class Door:
    """Answers nobody who asks for a foreign name, and takes no files where none may be loaded: Streamlit
    itself would, from whoever has a page open."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on, or answers 403 and why."""
        said = refusal(scope) if scope["type"] in ("http", "websocket") else None
        await (PlainTextResponse(said, 403) if said else self.app)(scope, receive, send)


def refusal(scope: Scope) -> str | None:
    """Why a request is not served, if it is not."""
    headers = Headers(scope=scope)
    access.watch(scope["http_version"], headers)
    if not access.is_invited(headers):
        return FOREIGN
    path = scope["path"]
    if path.endswith(STREAMLITS_METRICS):  # which anyone could read
        return NOT_FOR_ALL
    if UPLOADS in path and not access.is_uploader(headers):
        return CLOSED
    base = str(st.get_option("server.baseUrlPath")).strip("/")
    is_shown = path.removeprefix(f"/{base}" if base else "").startswith(SHOWN)
    return UNSEEN if is_shown and not access.is_viewer(headers) else None
