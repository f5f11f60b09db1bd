"""The seal of a store, seal.json: the SHA-256 of the database and of the copy of its register as they were
published. What has another one was altered since, by a hand or by the disk."""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

import duckdb

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

    def as_json(self) -> bytes:
        """The content of seal.json."""
        return json.dumps(asdict(self), indent=1).encode()


def read(folder: Path) -> Seal | None:
    """The seal of a store; None of a store that an earlier version has published, which has none. One that
    cannot be read seals nothing."""
    try:
        said = json.loads((folder / FILE_NAME).read_bytes())
        return Seal(tuple(said["database"]), tuple(said["register"]))
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError):
        return Seal((), ())


def sha256(path: Path) -> str:
    """The SHA-256 of a file (hexadecimal); "" where there is none."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return ""


def is_broken(folder: Path) -> bool:
    """Whether the database is another than was published, as far as a seal says."""
    # The file first: a load that publishes meanwhile seals its own before it is there.
    found = sha256(folder / DATABASE)
    sealed = read(folder)
    return sealed is not None and found not in sealed.database


def is_register_broken(folder: Path) -> bool:
    """The same of the copy of the register."""
    found = sha256(folder / REGISTER)
    sealed = read(folder)
    return sealed is not None and found not in sealed.register


def is_lost(folder: Path, connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether there is no seal beside the database that `connection` has open, though it was published with
    one."""
    tables = "SELECT 1 FROM duckdb_tables() WHERE table_name = $sealed"
    return read(folder) is None and connection.execute(tables, {"sealed": TABLE}).fetchone() is not None
