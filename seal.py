"""The seal of a store, seal.json: the SHA-256 of the database and of the copy of its register as they were
published. What has another one was altered since, by a hand or by the disk."""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

import duckdb

import settings

FILE_NAME = "seal.json"
DATABASE, REGISTER = "prongsai.duckdb", "register.json"
TABLE = "sealed"
"""The table of the database that says what the rows of all others come to: which of them is another now."""


@dataclass(frozen=True)
class Seal:
    """What the files of a store may be: as published last; and while a load publishes, which may be killed,
    as it publishes now."""

    database: tuple[str, ...]
    register: tuple[str, ...]
    snapshot: int | None = None
    """What the database is a copy of, where it was published in a lake (loaders/store/lake.py)."""

    def as_json(self) -> bytes:
        """The content of seal.json."""
        return json.dumps(asdict(self), indent=1).encode()


def database(folder: Path) -> Path:
    """Where the database of a store lies: in its folder; that of a lake on this machine's own disk."""
    is_copy = settings.lake() and folder == settings.store()
    return (Path(settings.database_folder()) if is_copy else folder) / DATABASE


def places(folder: Path) -> set[Path]:
    """Where seal.json lies: beside the register, and beside the database where that is elsewhere."""
    return {_beside(folder, DATABASE), _beside(folder, REGISTER)}


def _file(folder: Path, name: str) -> Path:
    return database(folder) if name == DATABASE else folder / name


def _beside(folder: Path, name: str) -> Path:
    return _file(folder, name).with_name(FILE_NAME)


def read(folder: Path, name: str = DATABASE) -> Seal | None:
    """The seal of a file of the store (DATABASE, REGISTER); None where an earlier version has published it,
    which had none. One that cannot be read seals nothing."""
    try:
        said = json.loads(_beside(folder, name).read_bytes())
        return Seal(tuple(said["database"]), tuple(said["register"]), said.get("snapshot"))
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError):
        return Seal((), ())


def settled(folder: Path) -> Seal | None:
    """The seal of a store of which the copy of the register is what was published last; None where it is
    not, or a load was killed since."""
    sealed = read(folder, REGISTER)
    return sealed if sealed and sealed.register == (sha256(folder / REGISTER),) else None


def sha256(path: Path) -> str:
    """The SHA-256 of a file (hexadecimal); "" where there is none."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return ""


def whole(folder: Path, name: str) -> str:
    """The SHA-256 of a file of the store (DATABASE, REGISTER) that is still what was published, as far as a
    seal says; "" of any other, or where there is none."""
    while True:
        state = _state(_file(folder, name))
        found = sha256(_file(folder, name))
        sealed = read(folder, name)
        if sealed is None or found in (sealed.database if name == DATABASE else sealed.register):
            return found
        # A load may have published meanwhile: its seal says nothing of the file before.
        if state == _state(_file(folder, name)):
            return ""


def _state(path: Path) -> tuple[int, ...]:
    """Which file lies there now."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return ()
    return status.st_ino, status.st_mtime_ns, status.st_size


def is_broken(folder: Path, name: str = DATABASE) -> bool:
    """Whether a file of the store is another than was published, or lost, as far as a seal says."""
    return not whole(folder, name) and read(folder, name) is not None


def is_behind(folder: Path) -> bool:
    """Whether the database is of an earlier publication than the register: a copy of a lake that others have
    published in since, or that another kind of store took over from."""
    seals = read(folder), read(folder, REGISTER)
    held, newest = (sealed.snapshot if sealed else None for sealed in seals)
    return held != newest and (held is None or newest is None or held < newest)


def is_lost(folder: Path, connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether there is no seal beside the database that `connection` has open, though it was published with
    one."""
    tables = "SELECT 1 FROM duckdb_tables() WHERE table_name = $sealed"
    return read(folder) is None and connection.execute(tables, {"sealed": TABLE}).fetchone() is not None
