"""Before the first visitor and behind all: builds the data on the first start, warms up, looks at the store
again and again."""

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

import streamlit as st
from filelock import FileLock
from rich.console import Console
from rich.progress import Progress
from starlette.concurrency import run_in_threadpool

import database
import scratch
import seal
import settings
from loaders import completeness
from loaders.demo import generator
from loaders.files import disk
from loaders.files.original import sweep
from loaders.layout.reading import Options
from loaders.loading import load_files, refresh_findings
from loaders.problem import LoadError
from loaders.store import lake, verification
from loaders.store.register import is_saved, usable
from loaders.store.replay import rebuild
from screen import access, identity
from server import following, preparing, watchdog
from server.health import health
from vocabulary import thai
from vocabulary.language import LANGUAGES

ROOT = Path(__file__).parents[1]
UNSOUND = (
    "ตั้งค่าการลงชื่อเข้าใช้ใน .streamlit/secrets.toml ไม่ปลอดภัย: {name} ดู docs/sign_in.md"
    " / The settings of sign-in in .streamlit/secrets.toml are not safe: {name}. See docs/sign_in.md."
)
STARTING = "start.lock"
"""In the store: held by the process that fills it at the start."""
MINUTES = settings.whole_number("PRONGSAI_VERIFY_MINUTES", 60)
"""How long from one look at the whole store to the next."""
AFTER_DAMAGE = 30
"""Seconds to the next look where something is wrong: what was mended is to be served soon."""


def build_on_first_start() -> None:
    """Loads the municipality's tables that ship with the program, and beside it a made-up municipality with
    several years (unless PRONGSAI_DEMO is off), where the store holds nothing yet.

    Where only the database is lost, it is made again from the kept originals; where reference tables were
    edited, the findings are computed anew. Of several processes that start on one store one does so, and none
    in one that follows another."""
    if settings.follows():
        return
    with usable(database.store()):
        disk.make_folder(database.store())
        with FileLock(database.store() / STARTING, mode=disk.mode(database.store())):
            _build()


def _build() -> None:
    if seal.database(database.store()).exists():
        refresh_findings(database.store())
        return
    if settings.lake() and (lake.unreachable_since() or is_saved(database.store())):
        print(
            "ยังไม่มีข้อมูลใน DuckLake ที่เครื่องนี้อ่านได้ เมื่ออ่านได้แล้วแต่ยังว่าง ให้สั่งบนเครื่องเดียว: python -m loaders rebuild"
            " / no data of the lake can be read here; where it is reached and empty, call on one machine:"
            " python -m loaders rebuild",
            file=sys.stderr,
        )
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
    """Looks at the store again and again: soon where something was wrong. A store that follows another holds
    no originals: it is judged when it is taken over, and whenever its file is opened."""
    while MINUTES and not settings.follows():
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
    sweep(seal.database(database.store()).parent)
    following.follow()
    try:
        build_on_first_start()
    except LoadError as error:
        for problem in error.problems:
            print(f"{problem.text('th')} / {problem.text('en')}", file=sys.stderr)
    is_whole = settings.follows() or look_at_store()
    warm_up()
    watching = asyncio.create_task(watch(is_whole))
    telling = asyncio.create_task(watchdog.keep_telling(partial(run_in_threadpool, health)))
    making = asyncio.create_task(preparing.keep_prepared())
    keeping_up = asyncio.create_task(following.keep_following())
    yield
    for task in (making, telling, watching, keeping_up):
        task.cancel()
    with suppress(asyncio.CancelledError):  # once the process that it has begun is told to end
        await making
    scratch.leave()
