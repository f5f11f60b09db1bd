"""One private folder of this process for what goes with it: copies, definitions, what is being read. A
process that is killed leaves its own behind, which may name people: the next one takes it away."""

import shutil
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from threading import Lock

from filelock import FileLock, Timeout

BEGINNING, LOCK = "prongsai-", "lock"
"""How the names of these folders begin, and the file in each that is locked while its process lives."""
_entering = Lock()


def own(kind: str) -> Path:
    """The folder of this process for what is of one kind. Raises OSError where there is no place for any."""
    with _entering:
        folder = Path(_room()[0].name) / kind
    # Somebody may have tidied it away.
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


@cache
def _room() -> tuple[TemporaryDirectory[str], FileLock]:
    """The folder, and the lock that says that somebody is in."""
    _sweep(Path(gettempdir()))
    room = TemporaryDirectory(prefix=BEGINNING, ignore_cleanup_errors=True)
    lock = FileLock(Path(room.name) / LOCK, thread_local=False)
    lock.acquire()
    return room, lock


def leave() -> None:
    """Takes the folder away now, where there is one: a server that is told to end dies by that signal, and
    Python tidies nothing up then."""
    with _entering:
        if _room.cache_info().currsize:
            room, lock = _room()
            lock.release()
            room.cleanup()
            _room.cache_clear()


def _sweep(place: Path) -> None:
    """Takes away the folders of processes that are no more; a system lets go of their locks, however they
    ended."""
    for lock in place.glob(f"{BEGINNING}*/{LOCK}"):
        with suppress(OSError, Timeout):  # it is in use, or another user's
            with FileLock(lock, timeout=0):
                pass
            shutil.rmtree(lock.parent)
