"""The file that was given: copied once, so that what is checked, stored and kept is the same whatever happens to it meanwhile."""

import hashlib
import os
import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

from language import N_
from loaders.disk import flush, reason
from loaders.limits import IN_MEMORY, LARGEST_FILE
from loaders.names import clean
from loaders.problem import LoadError, Problem

CHUNK = 4 * 1024 * 1024
ROOM = "incoming-"
"""How the names of private folders begin; the number of their process follows."""
A_DAY = 24 * 60 * 60


@dataclass(frozen=True)
class Original:
    """A file as it was when it was read: where the copy lies, its SHA-256 (hexadecimal) and its size (bytes)."""

    name: str
    path: Path
    sha256: str
    size: int
    room: TemporaryDirectory[str] = field(compare=False)
    """A private folder that goes when nobody needs it any more."""

    @property
    def scratch(self) -> Path:
        """The private folder, for what has to be written while the file is checked."""
        return Path(self.room.name)


def sweep(folder: Path) -> None:
    """Takes away copies that a load left in a folder when it was killed: they may name people. Those at work stay."""
    for room in folder.glob(f"{ROOM}*"):
        with suppress(OSError):  # another load has just finished with it
            if not _is_at_work(room):
                shutil.rmtree(room)


def _is_at_work(room: Path) -> bool:
    if time.time() - room.stat().st_mtime > A_DAY:
        return False
    if os.name != "posix":  # elsewhere asking for a process would end it
        return True
    try:
        os.kill(int(room.name.split("-")[1]), 0)
    except ProcessLookupError:
        return False
    return True


def take(path: Path, near: Path | None = None) -> Original:
    """A private copy of a file, in a folder of its own (inside `near`, else where temporary files go).

    Raises LoadError where there is no such file or it is too large."""
    room = _room(near)
    copy, hashed, size = Path(room.name) / "file", hashlib.sha256(), 0
    try:
        with path.open("rb") as source, copy.open("wb") as target, ThreadPoolExecutor(1) as aside:
            while chunk := source.read(CHUNK):
                size += len(chunk)
                if size > LARGEST_FILE:
                    raise LoadError(_too_large())
                hashing = aside.submit(hashed.update, chunk)  # as long as writing: both at once
                target.write(chunk)
                hashing.result()
    except OSError as error:
        if error.filename not in (str(path), path, None) or copy.exists():
            raise  # the copy could not be written: the store's trouble, not the file's
        message = N_("The file {value} cannot be read: {reason}. Check its name and that you may open it.")
        words = {"reason": reason(error)}
        raise LoadError(Problem("error", "unreadable_file", message, value=str(path), words=words)) from error
    if size > IN_MEMORY:  # begun while the file is checked, the writing has ended when the file is kept
        Thread(target=_begin_writing, args=(copy,), daemon=True).start()
    return Original(clean(os.fsencode(path.name).decode(errors="replace")), copy, hashed.hexdigest(), size, room)


def _begin_writing(copy: Path) -> None:
    with suppress(OSError):  # refused meanwhile, or told by the writing that is waited for
        flush(copy)


def _too_large() -> Problem:
    message = N_("The file is larger than {expected}. Split it, for example by fiscal year.")
    return Problem("error", "file_too_large", message, expected=f"{LARGEST_FILE // 1024 // 1024} MB")


def kept(path: Path, name: str, near: Path | None = None) -> Original:
    """A file that lies in the store already and never changes: no copy is needed."""
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    return Original(name, path, sha256, path.stat().st_size, _room(near))


def _room(near: Path | None) -> TemporaryDirectory[str]:
    return TemporaryDirectory(prefix=f"{ROOM}{os.getpid()}-", dir=near, ignore_cleanup_errors=True)
