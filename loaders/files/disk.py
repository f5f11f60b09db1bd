"""Writing so that a kill, a full disk or a power cut leaves the old file or the new, never half of one; and
why it failed."""

import errno
import io
import os
import shutil
import time
from pathlib import Path

from vocabulary.language import N_

ATTEMPTS, PAUSE = 50, 0.1
"""How often a held file is tried to be replaced, and the seconds between."""
HELD = (5, 32, 33)
"""How Windows says that somebody else has a file open: access denied, sharing or lock violation."""
REASONS = {
    errno.ENOSPC: N_("there is no space left on the disk"),
    errno.EDQUOT: N_("the space allotted on the disk is used up"),
    errno.EACCES: N_("you may not write or read there"),
    errno.EPERM: N_("you may not write or read there"),
    errno.EROFS: N_("the disk or folder is read-only"),
    errno.ENOENT: N_("there is no such file or folder"),
    errno.EISDIR: N_("it is a folder, not a file"),
    errno.ENOTDIR: N_("a file lies where a folder should be"),
    errno.EEXIST: N_("a file lies where a folder should be"),
}


def reason(error: Exception) -> str:
    """Why the system refused, in words of the catalogue: by its number, or, where DuckDB passes it on, by its
    text."""
    # DuckDB's message quotes the system's own words, which os.strerror gives.
    number = error.errno if isinstance(error, OSError) else None
    by_text = next((known for known in REASONS if os.strerror(known) in str(error)), None)
    return REASONS.get(number or by_text or 0, N_("the system refused"))


def write(path: Path, data: bytes) -> None:
    """Writes a file whole or not at all."""
    partial = path.with_name(f"{path.name}.partial")
    try:
        partial.touch(mode(path.parent))
        partial.write_bytes(data)
        flush(partial)
        replace(partial, path)
    finally:
        partial.unlink(missing_ok=True)


def overwrite(path: Path, at: int, data: bytes) -> None:
    """Writes what a file holds from a byte on, or leaves what it held; a power cut may leave half of it."""
    with path.open("r+b", buffering=0) as file:
        file.seek(at)
        before = file.read()
        try:
            _write_from(file, at, data)
        except OSError:
            _write_from(file, at, before)
            raise


def _write_from(file: io.FileIO, at: int, data: bytes) -> None:
    file.truncate(at)
    file.seek(at)
    while data:
        data = data[file.write(data) :]
    os.fsync(file.fileno())


def copy(source: Path, path: Path) -> None:
    """Gives a file that will not change any more a second name, whole or not at all; as a copy where the disk
    is another."""
    partial = path.with_name(f"{path.name}.partial")
    try:
        try:
            os.link(source, partial)
        except OSError:
            shutil.copyfile(source, partial)
        flush(partial)
        partial.chmod(mode(path.parent))
        replace(partial, path)
    finally:
        partial.unlink(missing_ok=True)


def replace(path: Path, target: Path) -> None:
    """Puts a file or a folder in another's place. On Windows whoever holds one of them for a moment (a
    reader who copies it, a virus scanner, OneDrive) is waited for."""
    for _attempt in range(ATTEMPTS - 1):
        try:
            os.replace(path, target)
        except PermissionError as error:
            if getattr(error, "winerror", None) not in HELD:
                raise
            time.sleep(PAUSE)
        else:
            return
    os.replace(path, target)


def make_folder(path: Path) -> None:
    """Makes a folder of a store, with those above it, where it is not there: for nobody else on the
    machine. One that is there already stays for whom it is."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)


def mode(folder: Path) -> int:
    """The right to read and write a file in a folder: whoever may enter the folder."""
    return folder.stat().st_mode & 0o666


def flush(path: Path) -> None:
    """Makes what was written to a file outlast a power cut."""
    # For writing, too: Windows flushes no file that is open to be read only.
    with path.open("rb+") as written:
        os.fsync(written.fileno())


def flush_folder(folder: Path) -> None:
    """Makes a new name in a folder outlast a power cut; Windows has no such call and needs none."""
    if os.name == "posix":
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
