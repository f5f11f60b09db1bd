"""The server: `streamlit run app.py`. Builds the database on the first start, warms up, serves fonts and says
how it is."""

import asyncio
import gc
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from functools import partial
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import parse_qs, quote

import fontpkg_sarabun
import streamlit as st
from rich.console import Console
from rich.progress import Progress
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

import database
import settings
from evidence import section_files
from evidence.jobs import BusyError
from evidence.pictures import NoChromiumError, PictureError
from loaders import completeness
from loaders.demo import generator
from loaders.files.original import sweep
from loaders.layout.reading import Options
from loaders.loading import load_files, refresh_findings
from loaders.problem import LoadError
from loaders.store import verification
from loaders.store.register import is_saved
from loaders.store.replay import rebuild
from queries import scope
from screen import access, identity
from screen.sign_in_requests import SignInRequests
from server import watchdog
from server.headers import SecurityHeaders
from server.limits import TOO_MANY, Limits, Turns, address_of
from server.metrics import CountedAnswers, metrics
from server.origins import OwnOrigins
from vocabulary import thai
from vocabulary.language import LANGUAGES

ROOT = Path(__file__).parent
COMPRESSION = 4
"""Of 9. Streamlit's own scripts are compressed anew for each visitor: higher takes a multiple of the time and
saves little."""
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
SHOWN = ("/section/", "/media/")
"""Where what pages show is fetched, beside the page itself."""
UNSOUND = (
    "ตั้งค่าการลงชื่อเข้าใช้ใน .streamlit/secrets.toml ไม่ปลอดภัย: {name} ดู docs/sign_in.md"
    " / The settings of sign-in in .streamlit/secrets.toml are not safe: {name}. See docs/sign_in.md."
)
STREAMLITS_METRICS = "/_stcore/metrics"
NOT_FOR_ALL = "ใช้ /metrics แทน / Use /metrics instead."
MINUTES = settings.whole_number("PRONGSAI_VERIFY_MINUTES", 60)
"""How long from one look at the whole store to the next."""
AFTER_DAMAGE = 30
"""Seconds to the next look where something is wrong: what was mended is to be served soon."""
A_YEAR = "public, max-age=31536000, immutable"


def build_on_first_start() -> None:
    """Loads the municipality's tables that ship with the program, and beside it a made-up municipality with
    several years (unless PRONGSAI_DEMO is off), where the store holds nothing yet.

    Where only the database is lost, it is made again from the kept originals; where reference tables were
    edited, the findings are computed anew."""
    if (database.store() / database.FILE_NAME).exists():
        refresh_findings(database.store())
        return
    if is_saved(database.store()):
        print("ฐานข้อมูลหายไป กำลังสร้างใหม่จากไฟล์ต้นฉบับ / the database is lost and made again", file=sys.stderr)
        rebuild(database.store())
        return
    with TemporaryDirectory() as made_up, Progress(console=Console(stderr=True)) as bar:
        paths = sorted((ROOT / "data" / "takbai").glob("*.csv"))
        if os.environ.get("PRONGSAI_DEMO") != "off":
            paths += generator.write(Path(made_up))
        task = bar.add_task("สร้างฐานข้อมูลจาก data/takbai / building the database", total=len(paths) + 1)
        reports = load_files(
            paths, Options(), database.store(), lambda name, rows: bar.advance(task, rows == 0)
        )
        bar.advance(task)
    for report in reports:
        for problem in report.problems:
            print(f"{report.path.name}: {problem.text('th')} / {problem.text('en')}", file=sys.stderr)


def warm_up() -> None:
    """Does now what the first visitor would otherwise wait for, and takes the outcome out of the garbage
    collector's rounds."""
    for module in ("screen.sections", "plotly.tools", "plotly.io", "streamlit.elements.plotly_chart"):
        import_module(module)
    thai.lines("อุ่นเครื่องพจนานุกรมตัดคำ", 10)
    with suppress(database.NoDatabaseError):  # told to whoever asks
        database.cursor()
    gc.collect()
    gc.freeze()


def look_at_store() -> bool:
    """Whether the store is still what was published. Where it is not, what is wrong and what helps is written
    to the log, and from then on told on every page and by /healthz."""
    try:
        problems = verification.judge(database.store())
    except database.NoDatabaseError:
        return False
    for problem in problems:
        print(*map(problem.text, LANGUAGES), sep="\n", file=sys.stderr)
    return not problems


async def watch(is_whole: bool) -> None:
    """Looks at the store again and again: soon where something was wrong."""
    while MINUTES:
        await asyncio.sleep(MINUTES * 60 if is_whole else AFTER_DAMAGE)
        is_whole = await run_in_threadpool(look_at_store)


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Before the first visitor: data and warm-up; nothing is left of uploads that a killed server had in
    hand. A store that cannot be used is told, and served once it is mended."""
    access.demand_loopback()
    try:
        identity.demand_sound()
    except ValueError as error:
        sys.exit(UNSOUND.format(name=error))
    completeness.demand()
    sweep(database.store())
    try:
        build_on_first_start()
    except LoadError as error:
        for problem in error.problems:
            print(f"{problem.text('th')} / {problem.text('en')}", file=sys.stderr)
    is_whole = look_at_store()
    warm_up()
    watching = asyncio.create_task(watch(is_whole))
    telling = asyncio.create_task(watchdog.keep_telling(partial(run_in_threadpool, health)))
    yield
    telling.cancel()
    watching.cancel()


def health() -> tuple[dict[str, Any], int]:
    """200 with the identity of the published data, or 503 when there are none to open, or are damaged."""
    try:
        with database.damage_told():
            load, at = scope.identity(database.cursor())
    except database.DamagedDatabaseError as error:
        return {"status": "damaged", "reason": error.why}, 503
    except database.NoDatabaseError:
        return {"status": "no data"}, 503
    return {"status": "ok", "newest_load": load, "loaded_at": at}, 200


async def healthz(_request: Request) -> Response:
    """How the server is."""
    return JSONResponse(*health())


turns = Turns(together=4, waiting=40)


async def section_file(request: Request) -> Response:
    """A picture or the table of a section that a page has shown."""
    asked = request.path_params
    try:
        database.identity()
        async with turns.turn(address_of(request.scope)):
            made, kind, name = await run_in_threadpool(section_files.made, asked["token"], asked["form"])
    except KeyError:
        return PlainTextResponse(
            "ไม่พบไฟล์นี้ โปรดเปิดหน้าเดิมอีกครั้ง / Not known any more: open the page again.", 404
        )
    except database.NoDatabaseError as error:
        return PlainTextResponse(f"{error}", 503)
    except NoChromiumError:
        return PlainTextResponse(
            "เครื่องแม่ข่ายยังไม่ได้ติดตั้ง Chromium / Chromium is not installed on the server.", 503
        )
    except BusyError:
        return PlainTextResponse(TOO_MANY, 429)
    except PictureError:
        return PlainTextResponse("วาดภาพไม่สำเร็จ โปรดลองใหม่ / The picture failed: try again.", 503)
    return Response(made, media_type=kind, headers={"Content-Disposition": f"attachment; {_named(name)}"})


async def provider(request: Request) -> Response:
    """What a provider of sign-in says of itself, from the folder of settings: for one that does not publish
    that."""
    name = request.path_params["name"]
    path = settings.provider(name)
    if not (name.isascii() and name.isalnum() and path.is_file()):
        return PlainTextResponse("ไม่พบ / Not found.", 404)
    return Response(path.read_bytes(), media_type="application/json")


def _named(name: str) -> str:
    """A file's name as a header has it, where Thai letters must be written as bytes."""
    return f"filename*=UTF-8''{quote(name)}"


class Kept(StaticFiles):
    """Files that never change under one address: Sarabun's, and those of assets/."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file, to be kept for a year."""
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = A_YEAR
        return response


class PageLanguage:
    """Says in which language a page is: Streamlit's own page always claims English."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on; in a page of HTML mends the language."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        # Compressed further out, by GZipMiddleware: in here pages must be readable.
        headers = [header for header in scope["headers"] if header[0] != b"accept-encoding"]
        language = b"en" if parse_qs(scope["query_string"].decode("latin-1")).get("lang") == ["en"] else b"th"

        async def mend(message: Message) -> None:
            # Both languages have two letters, so the length of the page stays as announced.
            if message["type"] == "http.response.body" and b'<html lang="en"' in message["body"]:
                message = {
                    **message,
                    "body": message["body"].replace(b'<html lang="en"', b'<html lang="%s"' % language, 1),
                }
            await send(message)

        await self.app({**scope, "headers": headers}, receive, mend)


class Door:
    """Answers nobody who asks for a foreign name, and takes no files where none may be loaded: Streamlit
    itself would, from whoever has a page open."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on, or answers 403 and why."""
        said = _refusal(scope) if scope["type"] in ("http", "websocket") else None
        await (PlainTextResponse(said, 403) if said else self.app)(scope, receive, send)


def _refusal(scope: Scope) -> str | None:
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


def apologise(error: Exception) -> bool:
    """Tells a visitor that the program failed, without its innards; Streamlit's log has them."""
    st.error(
        "โปรแกรมขัดข้อง กรุณาลองใหม่ หากยังเป็นอยู่ให้แจ้งผู้ดูแลระบบพร้อมลิงก์ของหน้านี้  \n"
        "The program failed. Please try again; if it persists, tell the administrator with the address of"
        " this page.",
        icon=":material/error:",
    )
    return True


app: Any = st.App(
    ROOT / "pages" / "_entry.py",
    lifespan=lifespan,
    middleware=[
        Middleware(CountedAnswers),
        Middleware(SecurityHeaders),
        Middleware(Limits),
        Middleware(Door),
        Middleware(OwnOrigins),
        Middleware(SignInRequests),
        Middleware(GZipMiddleware, minimum_size=1024, compresslevel=COMPRESSION),
        Middleware(PageLanguage),
    ],
    routes=[
        Route("/healthz", healthz),
        Route("/metrics", metrics),
        Route("/section/{token}/{form}", section_file),
        Route("/providers/{name}.json", provider),
        Mount("/fonts", Kept(directory=fontpkg_sarabun.ROOT / "files")),
        Mount("/assets", Kept(directory=ROOT / "assets")),
    ],
    on_script_error=apologise,
)
