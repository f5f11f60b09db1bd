"""Tells systemd that the server is ready, and again and again that it still answers: when it no longer does,
it is started anew (deploy/systemd/prongsai.service)."""

import asyncio
import os
import socket
from collections.abc import Awaitable, Callable


async def keep_telling(answer: Callable[[], Awaitable[object]]) -> None:
    """Tells it twice as often as systemd asks, each time after an answer; nothing where no systemd asks."""
    _tell("READY=1")
    microseconds = os.environ.get("WATCHDOG_USEC", "")
    if not microseconds.isdecimal():
        return
    while True:
        await answer()
        _tell("WATCHDOG=1")
        await asyncio.sleep(int(microseconds) / 2_000_000)


def _tell(state: str) -> None:
    place = os.environ.get("NOTIFY_SOCKET")
    if place:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
            # A name that begins with @ is one of no file system.
            line.connect(place.replace("@", "\0", 1) if place.startswith("@") else place)
            line.sendall(state.encode())
