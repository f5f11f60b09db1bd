"""The register of loads: what was loaded when, by whom and from which file; its copy beside the database; the originals.

A store is a folder: `prongsai.duckdb` (the published database, which holds the register), `register.json` (a copy of the
register, for when the database is lost), `originals/` (each loaded file, byte for byte, under its SHA-256)."""

import getpass
import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from database import FILE_NAME
from language import N_
from loaders import disk
from loaders.checks import Checked, Options, problems_of
from loaders.files import Contents
from loaders.problem import LoadError, Problem

TABLES = """
CREATE TABLE IF NOT EXISTS loads (
    load_id INTEGER PRIMARY KEY, "table" VARCHAR, organization_code VARCHAR, fiscal_year VARCHAR, as_of VARCHAR,
    round_months VARCHAR, file_name VARCHAR, sha256 VARCHAR, size BIGINT, encoding VARCHAR, layout VARCHAR, options JSON,
    rows_read INTEGER, rows_stored INTEGER, warnings INTEGER, errors INTEGER, loaded_by VARCHAR, loaded_at TIMESTAMP,
    replaced_by INTEGER, undone_at TIMESTAMP
);
CREATE TABLE IF NOT EXISTS stated_totals (
    load_id INTEGER, source_row INTEGER, "table" VARCHAR, scope VARCHAR, "column" VARCHAR, stated DECIMAL(18, 2)
);
"""
Connection = duckdb.DuckDBPyConnection
Load = dict[str, Any]
"""A line of the register: the columns of the table `loads` and their values."""


@dataclass(frozen=True)
class Entry:
    """What the register says of a load beyond what its file says: enough to load the original again exactly alike."""

    load_id: int
    loaded_by: str
    loaded_at: datetime
    """In UTC, without a zone."""


def now() -> datetime:
    """The time as the register keeps it: in UTC, without a zone."""
    return datetime.now(UTC).replace(tzinfo=None)


def next_entry(connection: Connection) -> Entry:
    """The entry of a load that is made now, in the database attached as `following`."""
    return Entry(one(connection, "SELECT coalesce(max(load_id), 0) + 1 FROM following.loads"), _user(), now())


def enter(connection: Connection, contents: Contents, checked: Checked, options: Options, entry: Entry) -> None:
    """Enters a load in the register of the database attached as `following`."""
    names = {column.name for column in checked.dataset.columns}

    def said(column: str) -> str | None:
        if column not in names:
            return options.values.get(column)
        query = f"SELECT string_agg(DISTINCT CAST({column} AS VARCHAR), ', ' ORDER BY CAST({column} AS VARCHAR)) FROM checked"
        text: str | None = one(connection, query)
        return text

    connection.execute(
        f"INSERT INTO following.loads VALUES ({', '.join('?' * 20)})",
        [
            entry.load_id,
            checked.dataset.table,
            *(said(column) for column in ("organization_code", "fiscal_year", "as_of", "round_months")),
            contents.name,
            contents.sha256,
            len(contents.data),
            checked.encoding,
            checked.layout,
            _as_json(options),
            checked.rows_read,
            one(connection, "SELECT count(*) FROM checked"),
            len(problems_of("warning", checked.problems)),
            0,
            entry.loaded_by,
            entry.loaded_at,
            None,
            None,
        ],
    )


def enter_again(connection: Connection, load: Load) -> None:
    """Enters a line as it stood in an earlier register."""
    connection.execute(f"INSERT INTO loads VALUES ({', '.join('?' * len(load))})", list(load.values()))


def same_load(connection: Connection, contents: Contents, table: str, options: Options) -> int | None:
    """The load that brought this very file in the same way, if all that it brought is still there."""
    found: int | None = one(
        connection,
        f"""SELECT load_id FROM following.loads
            WHERE sha256 = $sha256 AND "table" = $table AND options = $options AND undone_at IS NULL
              AND rows_stored = (SELECT count(*) FROM following.{table} WHERE {table}.load_id = loads.load_id)""",
        sha256=contents.sha256,
        table=table,
        options=_as_json(options),
    )
    return found


def _as_json(options: Options) -> str:
    return json.dumps(asdict(options), ensure_ascii=False, sort_keys=True)


def loads(connection: Connection) -> list[Load]:
    """The register of an open database, in the order of the loads."""
    found = connection.execute("FROM loads ORDER BY load_id")
    names = [column[0] for column in found.description]
    return [dict(zip(names, load, strict=True)) for load in found.fetchall()]


def is_saved(folder: Path) -> bool:
    """Whether something has been loaded into this store, be its database there or not."""
    return (folder / "register.json").exists()


def save(folder: Path, register: list[Load]) -> None:
    """Writes the copy of the register, from which the database can be made again."""
    disk.write(folder / "register.json", json.dumps(register, ensure_ascii=False, indent=1, default=str).encode())


def last(folder: Path) -> list[Load]:
    """The register of the published database, or where that is lost or damaged, the copy beside it.

    The copy is written first: after a kill between the two it may hold a load more than the database, never one less."""
    published = folder / FILE_NAME
    if published.exists():
        with suppress(LoadError), opened(published, read_only=True) as connection:
            return loads(connection)
    try:
        saved: list[Load] = json.loads((folder / "register.json").read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        message = N_("The store {value} holds neither a database nor a register. Load the files with: python -m loaders load")
        raise LoadError(Problem("error", "nothing_to_rebuild", message, value=str(folder))) from error
    return saved


def keep(folder: Path, contents: Contents) -> Path | None:
    """Keeps the original, byte for byte, under its SHA-256; again where the kept one was lost or changed.

    Gives the path where there was none before."""
    original = folder / "originals" / contents.sha256
    is_new = not original.exists()
    if is_new or original.read_bytes() != contents.data:
        disk.write(original, contents.data)
    return original if is_new else None


def original(folder: Path, load: Load) -> Contents:
    """The file of a load as it was loaded. Raises LoadError where it is missing or was changed."""
    path = folder / "originals" / load["sha256"]
    contents = Contents(load["file_name"], path.read_bytes() if path.exists() else b"")
    if contents.sha256 != load["sha256"]:
        message = N_("The kept original of {value} (load {load}) is missing or was changed: {path}. Nothing was changed.")
        words = {"load": str(load["load_id"]), "path": str(path)}
        raise LoadError(Problem("error", "original_lost", message, value=load["file_name"], words=words))
    return contents


def one(connection: Connection, query: str, **bound: object) -> Any:
    """The first value of an answer; None where it has no row."""
    found = connection.execute(query, bound).fetchone() if bound else connection.execute(query).fetchone()
    return found[0] if found else None


def opened(path: Path, *, read_only: bool = False) -> Connection:
    """A connection to a database of a store. Raises LoadError where the file is none or is damaged."""
    try:
        return duckdb.connect(str(path), read_only=read_only)
    except duckdb.Error as error:  # a damaged file raises more than an IOException
        raise LoadError(damaged(path.parent, error)) from error


def damaged(folder: Path, error: duckdb.Error) -> Problem:
    """What to tell of a database that cannot be opened or read. The next one is a copy, so its damage is the published one's."""
    message = N_(
        "The database in {value} cannot be opened: {reason}. If it is damaged, make it again with: python -m loaders rebuild"
    )
    said = str(error).replace(f"{FILE_NAME}.next", FILE_NAME)
    return Problem("error", "database_unusable", message, value=str(folder), words={"reason": said})


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # in a container the user may have a number only
        return f"uid {os.getuid()}"
