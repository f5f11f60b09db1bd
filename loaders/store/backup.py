"""A whole store in one file, and back: the database, its register, the originals, and what people wrote."""

import os
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from filelock import FileLock

import seal
import settings
from loaders.files import disk
from loaders.problem import LoadError, Problem
from loaders.store import register, verification
from loaders.store.lake import PARQUET
from loaders.store.publishing import refuse_missing
from loaders.store.register import usable
from vocabulary.language import N_

SUMS = "SHA256SUMS"
"""The file inside that has the SHA-256 of each other."""
PASSING = (".next", ".partial", ".wal")
"""Endings of files that a load has in hand."""


def backup(folder: Path, target: Path) -> int:
    """Writes the store to a ZIP, whole or not at all, while no load changes it; gives how many files it has.

    Raises LoadError where the store cannot be read or the file not be written; and where an original is lost
    or altered, of which the file then holds all else."""
    refuse_missing(folder)
    if seal.database(folder).exists() and not register.is_saved(folder):
        raise _refused(N_("{value} has no register: it is no whole store. Nothing was backed up."), folder)
    partial = target.with_name(f"{target.name}.partial")
    with usable(folder), FileLock(folder / "lock"):
        try:
            sums = {}
            # Of people's texts nobody else may read even the half.
            partial.touch(0o600)
            # Stored, not packed: what is large in it is packed already.
            with zipfile.ZipFile(partial, "w", strict_timestamps=False) as archive:
                for path in _files(folder):
                    name = path.relative_to(folder).as_posix()
                    archive.write(path, name)
                    sums[name] = seal.sha256(path)
                archive.writestr(SUMS, "".join(f"{digest}  {name}\n" for name, digest in sums.items()))
            disk.flush(partial)
            disk.replace(partial, target)
        except OSError as error:
            words = {"reason": disk.reason(error)}
            problem = Problem("error", "backup_refused", _UNWRITTEN, value=str(target), words=words)
            raise LoadError(problem) from error
        finally:
            partial.unlink(missing_ok=True)
        kept = verification.of_originals(
            register.saved(folder), lambda sha256: sums.get(f"{register.ORIGINALS}/{sha256}", "")
        )
        if problems := [*kept]:
            raise LoadError(Problem("error", "backup_lacks", _LACKS, value=str(target)), *problems)
    return len(sums)


_UNWRITTEN = N_("{value} cannot be written: {reason}. Make room there, or name another place.")
_LACKS = N_(
    "{value} holds the store as it is, which is not whole. Keep the earlier backups, which may have what it"
    " lacks:"
)


def restore(source: Path, folder: Path) -> int:
    """Makes an empty or missing folder the store of a backup; gives how many files it has.

    Raises LoadError where something lies in the folder, or the file is not a whole backup: nothing is written
    then."""
    if not source.is_file():
        raise _refused(N_("There is no file {value}."), source)
    with usable(folder):
        if folder.exists() and any(folder.iterdir()):
            message = N_("{value} is not empty. Name another folder, or move away what lies there.")
            raise _refused(message, folder)
        folder.parent.mkdir(parents=True, exist_ok=True)
        # Where another disk is mounted at the folder, nothing can take its place.
        is_mounted = os.path.ismount(folder)
        place = folder if is_mounted else folder.parent
        with TemporaryDirectory(dir=place, prefix="restoring-", ignore_cleanup_errors=True) as made:
            files = _unpack(source, Path(made))
            if is_mounted:
                for path in Path(made).iterdir():
                    disk.replace(path, folder / path.name)
            else:
                # In one step: a kill leaves the whole store or none.
                disk.replace(Path(made), folder)
    return files


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.relative_to(folder).parts[0] in (settings.PREPARED, PARQUET):  # made again from the rest
            continue
        if path.is_file() and not path.name.endswith("lock") and not path.name.endswith(PASSING):
            yield path


def _unpack(source: Path, folder: Path) -> int:
    """Writes the files of a backup below a folder: exactly those that it names, with the content that it
    names; gives how many."""
    broken = N_("{value} is not a whole backup of this program. Take another one.")
    try:
        with zipfile.ZipFile(source) as archive:
            lines = archive.read(SUMS).decode().splitlines()
            sums = {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
            if {*sums, SUMS} != {*archive.namelist()} or not all(map(_is_inside, sums)):
                raise _refused(broken, source)
            archive.extractall(folder, sums)
    except (zipfile.BadZipFile, KeyError, ValueError) as error:
        raise _refused(broken, source) from error
    if any(seal.sha256(folder / name) != digest for name, digest in sums.items()):
        raise _refused(broken, source)
    return len(sums)


def _is_inside(name: str) -> bool:
    """Whether a name stays in the folder that it is unpacked in."""
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and "\\" not in name


def _refused(message: str, path: Path) -> LoadError:
    return LoadError(Problem("error", "backup_refused", message, value=str(path)))
