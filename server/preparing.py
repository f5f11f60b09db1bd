"""Has the evidence for the public made after each publication: by a process of its own, which gives way to
whoever looks at pages, and whose memory returns when it ends."""

import asyncio
import os
import subprocess
import sys
from contextlib import AbstractContextManager
from pathlib import Path

from filelock import FileLock, Timeout

import database
import settings
from evidence import prepared
from loaders.files import disk
from screen import access

ROOT = Path(__file__).parents[1]
TURN = "preparing.lock"
"""In the store: held by the process that has evidence made."""
PAUSE = 5
"""Seconds from one look to the next: what stands still for so long is made documents of."""
AFTER_FAILURE = 600
"""Seconds until what failed is tried again."""
NICENESS = 15
State = tuple[database.Identity, list[tuple[str, list[tuple[str, int, int]]]]]


async def keep_prepared() -> None:
    """Looks again and again whether something was published, or an office has changed its paper or key. Of
    several processes on one store the first does so, and when that ends, another."""
    if settings.is_evidence_public():
        with await _turn():
            await _keep_prepared()


async def _turn() -> AbstractContextManager[object]:
    """This process's turn, which the system takes back when it ends, however it does."""
    while True:
        store = settings.store()
        try:
            return FileLock(store / TURN, mode=disk.mode(store), blocking=False).acquire()
        except (Timeout, OSError):  # another's turn, or a store that cannot be used, which is told elsewhere
            await asyncio.sleep(PAUSE)


async def _keep_prepared() -> None:
    seen = done = None
    loop = asyncio.get_running_loop()
    again_at = 0.0
    while True:
        await asyncio.sleep(PAUSE)
        # Where whoever comes may do everything, they have documents made themselves.
        state = None if access.is_local() else _state()
        if state is not None and state == seen and (state != done or loop.time() >= again_at):
            is_whole = await _prepare()
            done, again_at = state, float("inf") if is_whole else loop.time() + AFTER_FAILURE
        seen = state


def _state() -> State | None:
    """What evidence hangs on: the published data, and what offices have of their own."""
    try:
        published = database.identity()
    except database.NoDatabaseError:
        return None
    return published, [(own.name, prepared.states(own)) for own in settings.organizations()]


async def _prepare() -> bool:
    """Whether the process made all that there is to be."""
    # What is written here goes to the server's log.
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "evidence",
        "prepare",
        cwd=ROOT,
        creationflags=getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0),
    )
    try:
        if hasattr(os, "setpriority"):  # all but Windows
            os.setpriority(os.PRIO_PROCESS, process.pid, NICENESS)
        return await process.wait() == 0
    finally:
        if process.returncode is None:
            process.terminate()
