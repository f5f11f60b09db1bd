"""The file that was given: copied, so that what is checked, stored and kept is the same whatever happens to
it meanwhile."""

import hashlib
import os
import shutil
import time
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from loaders.files.disk import flush, reason
from loaders.files.names import clean
from loaders.limits import IN_MEMORY, LARGEST_FILE
from loaders.problem import LoadError, Problem
from vocabulary.language import N_

CHUNK = 4 * 1024 * 1024
ROOM = "incoming-"
"""How the names of private folders begin; the number of their process follows."""
# After a day the number may be another process's, and no check takes as long.
A_DAY = 24 * 60 * 60


@dataclass(frozen=True)
class Original:
    """A file as it was given: its name, where it is read from, its size (bytes), and the copy that may be
    kept.

    A small file is read from its copy; a large one is read while it is copied, and refused if it changed
    meanwhile."""

    name: str
    path: Path
    size: int
    room: TemporaryDirectory[str] = field(compare=False)
    """A private folder that goes when nobody needs it any more."""
    copying: Future[tuple[Path, str]] = field(compare=False)
    """Gives where the copy lies, and its SHA-256 (hexadecimal)."""
    state: tuple[int, ...] | None = field(default=None, compare=False)
    """What the system said of the file when it began to be read, unless it is read from its copy."""
    held: bytes | None = field(default=None, compare=False, repr=False)
    """The copy where it waits in memory; it lies on disk only once it is asked for."""

    @property
    def copy(self) -> Path:
        """Where the copy lies."""
        path = self.copying.result()[0]
        if self.held is not None and not path.exists():
            # For nobody else on the machine: the file may name people.
            path.parent.mkdir(mode=0o700, exist_ok=True)
            path.write_bytes(self.held)
        return path

    def in_memory(self) -> "Original":
        """The same file, which needs its private folder no more while it waits."""
        return replace(self, held=self.copy.read_bytes())

    @property
    def sha256(self) -> str:
        """The SHA-256 of the copy (hexadecimal)."""
        return self.copying.result()[1]

    def settle(self) -> None:
        """Waits until the copy is whole. Raises LoadError where the file may be another now than when it
        began to be read."""
        self.copying.result()
        if self.state and self.state != _state(self.path):
            message = N_(
                "The file was changed while it was being read. Nothing of it was stored. Load it again when"
                " it is complete."
            )
            raise LoadError(Problem("error", "file_changed", message))

    def close(self) -> None:
        """Takes the private folder away now: who uploaded answers of respondents is told that they are not
        kept."""
        with suppress(LoadError, OSError):  # told where the copy is waited for
            self.copying.result()
        self.room.cleanup()

    @property
    def scratch(self) -> Path:
        """The private folder, for what has to be written while the file is checked."""
        return Path(self.room.name)


def sweep(folder: Path) -> None:
    """Takes away copies that a load left in a folder when it was killed: they may name people. Those at work
    stay."""
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
        # Signal 0 only asks; one that belongs to another user is alive (PermissionError), and is
        # left by `sweep`.
        os.kill(int(room.name.split("-")[1]), 0)
    except ProcessLookupError:
        return False
    return True


def take(path: Path, near: Path | None = None) -> Original:
    """A file to be read, with a private copy in a folder of its own (inside `near`, else where temporary
    files go).

    Raises LoadError where there is no such file or it is too large."""
    name = clean(os.fsencode(path.name).decode(errors="replace"))
    room = _room(near)
    copy = Path(room.name) / "file"
    state = _state(path)
    # Also what is not there, which copying will say, and a pipe, whose size is 0.
    if state is None or state[0] <= IN_MEMORY:
        sha256 = _copied(path, copy)
        return Original(name, copy, copy.stat().st_size, room, _ready(copy, sha256))
    if state[0] > LARGEST_FILE:
        raise LoadError(too_large())
    aside = ThreadPoolExecutor(1, "copying")
    copying = aside.submit(lambda: (copy, _copied(path, copy, is_large=True)))
    # The one job goes on, no other follows.
    aside.shutdown(wait=False)
    return Original(name, path, state[0], room, copying, state)


def _state(path: Path) -> tuple[int, ...] | None:
    """Size and times of a file, and which one it is; None where it cannot be asked for."""
    with suppress(OSError):
        status = path.stat()
        return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino
    return None


def _copied(path: Path, copy: Path, *, is_large: bool = False) -> str:
    """Copies a file and gives the SHA-256 of the copy. Raises LoadError where it cannot be read or is too
    large."""
    try:
        if is_large:
            shutil.copyfile(path, copy)  # by the system itself, which costs a third
            flush(copy)  # begun while the file is checked, the writing has ended when the file is kept
        else:
            _copy_in_pieces(path, copy)
    except OSError as error:
        if error.filename not in (str(path), path, None) or copy.exists():
            raise  # the copy could not be written: the store's trouble, not the file's
        message = N_("The file {value} cannot be read: {reason}. Check its name and that you may open it.")
        words = {"reason": reason(error)}
        raise LoadError(Problem("error", "unreadable_file", message, value=str(path), words=words)) from error
    return _sha256(copy)


def _copy_in_pieces(path: Path, copy: Path) -> None:
    """Copies what may be no file at all, and end only when it is too large."""
    size = 0
    with path.open("rb") as source, copy.open("wb") as target:
        while chunk := source.read(CHUNK):
            size += len(chunk)
            if size > LARGEST_FILE:
                raise LoadError(too_large())
            target.write(chunk)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _ready(path: Path, sha256: str) -> Future[tuple[Path, str]]:
    """A copying that is done."""
    done = Future[tuple[Path, str]]()
    done.set_result((path, sha256))
    return done


def too_large() -> Problem:
    """A file is larger than is read."""
    message = N_("The file is larger than {expected}. Split it, for example by fiscal year.")
    return Problem("error", "file_too_large", message, expected=f"{LARGEST_FILE // 1024 // 1024} MB")


def kept(path: Path, name: str, near: Path | None = None) -> Original:
    """A file of our own, which never changes: no copy is needed."""
    return Original(name, path, path.stat().st_size, _room(near), _ready(path, _sha256(path)))


def _room(near: Path | None) -> TemporaryDirectory[str]:
    # Windows removes no file that is still open.
    return TemporaryDirectory(prefix=f"{ROOM}{os.getpid()}-", dir=near, ignore_cleanup_errors=True)
