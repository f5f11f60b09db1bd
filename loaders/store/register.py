"""The register of loads: what was loaded when, by whom and from which file; its copy beside the database; the
originals.

A store is a folder: `prongsai.duckdb` (the published database, which holds the register), `register.json` (a
copy of the register, for when the database is lost), `originals/` (each loaded file, byte for byte, under its
SHA-256)."""

import filecmp
import hashlib
import json
import os
from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

import database
import seal
from database import FILE_NAME
from loaders import actor, audit, engines
from loaders.actor import Actor
from loaders.checks.check import Checked, problems_of
from loaders.files import disk
from loaders.files.original import Original, kept
from loaders.layout.reading import Options
from loaders.limits import FAR_DISKS
from loaders.problem import LoadError, Problem
from vocabulary.language import N_

TABLES = """
CREATE TABLE IF NOT EXISTS loads (
    load_id INTEGER PRIMARY KEY, "table" VARCHAR, organization_code VARCHAR, fiscal_year VARCHAR,
    as_of VARCHAR, round_months VARCHAR, file_name VARCHAR, sha256 VARCHAR, size BIGINT, encoding VARCHAR,
    layout VARCHAR, options JSON, rows_read INTEGER, rows_stored INTEGER, warnings INTEGER, errors INTEGER,
    loaded_by VARCHAR, loaded_at TIMESTAMP, replaced_by INTEGER, undone_at TIMESTAMP
);
CREATE TABLE IF NOT EXISTS stated_totals (
    load_id INTEGER, source_row INTEGER, "table" VARCHAR, scope VARCHAR, "column" VARCHAR,
    stated DECIMAL(18, 2)
);
-- What came later; tables of an earlier version are there already.
ALTER TABLE loads ADD COLUMN IF NOT EXISTS control JSON;
ALTER TABLE loads ADD COLUMN IF NOT EXISTS undone_by VARCHAR;
ALTER TABLE loads ADD COLUMN IF NOT EXISTS approved_by VARCHAR;
ALTER TABLE loads ADD COLUMN IF NOT EXISTS loader_mark VARCHAR;
ALTER TABLE stated_totals ADD COLUMN IF NOT EXISTS is_proven BOOLEAN;
ALTER TABLE stated_totals ADD COLUMN IF NOT EXISTS first_row INTEGER;
ALTER TABLE stated_totals ADD COLUMN IF NOT EXISTS last_row INTEGER;
"""
Connection = duckdb.DuckDBPyConnection
Load = dict[str, Any]
"""A line of the register: the columns of the table `loads` and their values."""
ORIGINALS = "originals"
"""The folder of the kept originals in a store, each under its SHA-256."""
END = b"\n]\n"
CHUNK = 1024 * 1024
SMALL = 16 * 1024 * 1024
"""Bytes of a database that one thread asks as fast as several, so that it needs no engine of its own."""


@dataclass(frozen=True)
class Copy:
    """The copy of the register as it is about to be written: a list, a load a line, of which the last that
    tells of a load counts. A load adds lines: a nation's thousands, written anew, would take seconds."""

    at: int
    """From which byte on it is another."""
    data: bytes
    before: bytes | None
    """What stands there until then; None where there is no copy yet."""
    sha256: str
    """Of all of it."""


@dataclass(frozen=True)
class Entry:
    """What the register says of a load beyond what its file says: enough to load the original again exactly
    alike."""

    load_id: int
    loaded_by: str
    loaded_at: datetime
    """In UTC, without a zone."""
    approved_by: str | None = None
    """Who published the draft that `loaded_by` made; None where it was no draft."""
    loader_mark: str | None = None
    """The mark of `loaded_by` (see `Actor`); None of who had not signed in."""


def now() -> datetime:
    """The time as the register keeps it: in UTC, without a zone."""
    return datetime.now(UTC).replace(tzinfo=None)


def next_entry(connection: Connection, drafter: Actor | None = None) -> Entry:
    """The entry of a load that is made now, in the database attached as `following`; of one that somebody
    else has drafted, with both names."""
    number = one(connection, "SELECT coalesce(max(load_id), 0) + 1 FROM following.loads")
    who = actor.current()
    maker = drafter or who
    return Entry(number, maker.name, now(), who.name if drafter else None, maker.mark or None)


def enter(connection: Connection, checked: Checked, options: Options, entry: Entry) -> None:
    """Enters a load in the register of the database attached as `following`."""
    facts = dict.fromkeys(("organization_code", "fiscal_year", "as_of", "round_months"))
    # What was said of the file holds where its rows do not say it themselves.
    facts |= {name: checked.reading.given[name].value for name in facts if name in checked.reading.given}
    brought = [name for name in facts if name in checked.dataset.names]
    every = ", ".join(
        f"array_to_string(list_sort(list(DISTINCT CAST({name} AS VARCHAR))), ', ')" for name in brought
    )
    rows, *values = connection.execute(f"SELECT count(*), {every} FROM checked").fetchall()[0]
    facts |= dict(zip(brought, values, strict=True))
    connection.execute(
        # The 20 columns of TABLES, and those that came later.
        f"INSERT INTO following.loads VALUES ({', '.join('?' * 24)})",
        [
            entry.load_id,
            checked.dataset.table,
            *facts.values(),
            checked.original.name,
            checked.original.sha256,
            checked.original.size,
            checked.encoding,
            checked.layout,
            _as_json(options),
            checked.rows_read,
            rows,
            len(problems_of("warning", checked.problems)),
            # A load with errors is not stored.
            0,
            entry.loaded_by,
            entry.loaded_at,
            None,
            None,
            json.dumps(checked.control.as_json()),
            None,
            entry.approved_by,
            entry.loader_mark,
        ],
    )


def enter_again(connection: Connection, load: Load) -> None:
    """Enters a line as it stood in an earlier register."""
    # A register of an earlier version has fewer columns.
    names = ", ".join(f'"{name}"' for name in load)
    connection.execute(
        f"INSERT INTO loads ({names}) VALUES ({', '.join('?' * len(load))})", list(load.values())
    )


def same_load(connection: Connection, original: Original, table: str, options: Options) -> int | None:
    """The load that brought this very file in the same way, if all that it brought is still there."""
    load_id: int | None = one(
        connection,
        f"""SELECT load_id FROM following.loads
            WHERE sha256 = $sha256 AND "table" = $table AND options = $options AND undone_at IS NULL
              AND rows_stored =
                  (SELECT count(*) FROM following.{table} WHERE {table}.load_id = loads.load_id)""",
        sha256=original.sha256,
        table=table,
        options=_as_json(options),
    )
    return load_id


def _as_json(options: Options) -> str:
    given = {
        name: value
        for name, value in asdict(options).items()
        # Sums that were only expected change nothing of what is read.
        if name != "expect" and (value or name not in ("answers", "recalled"))
    }
    return json.dumps(given, ensure_ascii=False, sort_keys=True)


def loads(connection: Connection, numbers: Collection[int] | None = None) -> list[Load]:
    """The register of an open database (of these loads, or of all), in the order of the loads."""
    wanted, bound = ("true", {}) if numbers is None else ("load_id IN $numbers", {"numbers": [*numbers]})
    rows = connection.execute(f"FROM loads WHERE {wanted} ORDER BY load_id", bound)
    names = [column[0] for column in rows.description]
    return [dict(zip(names, load, strict=True)) for load in rows.fetchall()]


def tell(folder: Path, act: str, about: audit.Words) -> None:
    """Adds a line to the audit, which it begins where there is none yet."""
    audit.begin(folder, newest)
    audit.append(folder, act, about)


def newest(folder: Path) -> int:
    """The highest number of a load in the copy of the register; 0 where there is none."""
    return max((load["load_id"] for load in saved(folder)), default=0)


def published(folder: Path, numbers: Collection[int] | None = None) -> list[Load]:
    """The register of the published database, or its lines of these loads. Raises LoadError where it cannot
    be read."""
    with opened(seal.database(folder), read_only=True) as connection:
        return loads(connection, numbers)


def is_saved(folder: Path) -> bool:
    """Whether something has been loaded into this store, be its database there or not."""
    return (folder / "register.json").exists()


def saved(folder: Path) -> list[Load]:
    """The copy of the register, as far as it can be read."""
    try:
        return _newest(json.loads((folder / "register.json").read_bytes()))
    except (FileNotFoundError, ValueError):
        return []


def _newest(lines: list[Load]) -> list[Load]:
    """Of each load the last line, in the order of the loads."""
    return sorted({load["load_id"]: load for load in lines}.values(), key=lambda load: int(load["load_id"]))


def takes_lines(folder: Path) -> bool:
    """Whether there is a copy of the register that ends as this version ends it, so that lines can be
    added."""
    try:
        with (folder / "register.json").open("rb") as file:
            file.seek(-len(END), os.SEEK_END)
            return file.read() == END
    except OSError:  # none, or one that is shorter
        return False


def following(folder: Path, loads: list[Load], *, is_added: bool) -> Copy:
    """The copy of the register with these loads: added to what stands there, or instead of it."""
    path = folder / "register.json"
    if not is_added:
        before = path.read_bytes() if path.exists() else None
        return _copy(0, b"[\n", loads, before, hashlib.sha256())
    at, digest = path.stat().st_size - len(END), hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(min(CHUNK, at - file.tell())):
            digest.update(chunk)
    return _copy(at, b",\n" if loads else b"", loads, END, digest)


def _copy(at: int, begun: bytes, loads: list[Load], before: bytes | None, digest: Any) -> Copy:
    # Line by line: indented, the thousands of loads of a nation would take seconds.
    lines = ",\n".join(json.dumps(load, ensure_ascii=False, default=str) for load in loads)
    data = begun + lines.encode() + END
    digest.update(data)
    return Copy(at, data, before, digest.hexdigest())


def save(folder: Path, copy: Copy) -> None:
    """Writes the copy of the register, from which the database can be made again."""
    path = folder / "register.json"
    if copy.at:
        disk.overwrite(path, copy.at, copy.data)
    else:
        disk.write(path, copy.data)


def take_back(folder: Path, copy: Copy) -> None:
    """Gives the copy of the register what it held before."""
    if copy.before is None:
        (folder / "register.json").unlink(missing_ok=True)
    else:
        save(folder, replace(copy, data=copy.before))


def last(folder: Path) -> list[Load]:
    """The register of the published database, or where that is lost, damaged, altered or left behind, the
    copy beside it.

    The copy is written first: after a kill between the two it may hold a load more than the database, never
    one less. Raises LoadError where neither is as it was published."""
    if seal.database(folder).exists() and not seal.is_broken(folder) and not seal.is_behind(folder):
        with suppress(LoadError):
            return published(folder)
    if is_saved(folder) and seal.is_broken(folder, seal.REGISTER):
        message = N_(
            "Neither the database in {value} nor its register.json is as it was published. Put both back from"
            " a backup. Only if there is none, and you trust what register.json says: remove seal.json, then"
            " python -m loaders rebuild"
        )
        raise LoadError(Problem("error", "register_altered", message, value=str(folder)))
    try:
        return _newest(json.loads((folder / "register.json").read_bytes()))
    except FileNotFoundError as error:
        message = N_(
            "The store {value} holds neither a database nor a register. Load the files with: python -m"
            " loaders load"
        )
        raise LoadError(Problem("error", "nothing_to_rebuild", message, value=str(folder))) from error


def keep(folder: Path, original: Original) -> Path | None:
    """Keeps the original, byte for byte, under its SHA-256; again where the kept one was lost or changed.

    Gives the path where there was none before."""
    place = folder / ORIGINALS / original.sha256
    is_new = not place.exists()
    # A replay reads the kept file itself. Of others every byte is compared, not size and time alone.
    if place != original.copy and (is_new or not filecmp.cmp(place, original.copy, shallow=False)):
        disk.copy(original.copy, place)
    return place if is_new else None


def original(folder: Path, load: Load) -> Original:
    """The file of a load as it was loaded. Raises LoadError where it is missing or was changed."""
    path = folder / ORIGINALS / load["sha256"]
    original = kept(path, load["file_name"]) if path.exists() else None
    if original is None or original.sha256 != load["sha256"]:
        message = N_(
            "The kept original of {value} (load {load}) is missing or was changed: {path}. Nothing was"
            " changed."
        )
        words = {"load": str(load["load_id"]), "path": str(path)}
        raise LoadError(Problem("error", "original_lost", message, value=load["file_name"], words=words))
    return original


def one(connection: Connection, query: str, **bound: object) -> Any:
    """The first value of an answer; None where it has no row."""
    row = connection.execute(query, bound).fetchone() if bound else connection.execute(query).fetchone()
    return row[0] if row else None


@contextmanager
def opened(path: Path, *, read_only: bool = False) -> Iterator[Connection]:
    """A connection to a database of a store, in an engine that nobody else uses meanwhile. Raises LoadError
    where the file is none or is damaged."""
    with ExitStack() as held:
        try:
            if not path.is_file() or path.stat().st_size <= SMALL:
                connection = held.enter_context(engines.lent("store"))
            else:
                config = FAR_DISKS | {"temp_directory": f"{path}.tmp"}
                connection = held.enter_context(duckdb.connect(":memory:", config=config))
            # ATTACH takes no value to bind.
            quoted, how = str(path).replace("'", "''"), "(READ_ONLY)" if read_only else ""
            connection.execute(f"ATTACH '{quoted}' AS store {how}; USE store")
        except (OSError, duckdb.Error) as error:  # a damaged file raises more than an IOException
            raise LoadError(unusable(path.parent, error)) from error
        yield connection


@contextmanager
def usable(folder: Path) -> Iterator[None]:
    """Raises LoadError where a store turns out not to be usable."""
    try:
        yield
    except BrokenPipeError:  # of our own output: the store is well
        raise
    except OSError as error:
        raise LoadError(unusable(folder, error)) from error
    except duckdb.Error as error:
        if not database.is_damage(error) and not isinstance(error, duckdb.TransactionException):
            raise
        raise LoadError(unusable(folder, error)) from error


def unusable(folder: Path, error: OSError | duckdb.Error) -> Problem:
    """What to tell of a store that the system refused to read or write, or whose database turned out to be
    damaged."""
    # The next one is a copy of the published one: its name would tell a clerk nothing.
    raw = " ".join(str(error).replace(f"{FILE_NAME}.next", FILE_NAME).split())
    # None of the system's reasons: then the file itself is at fault.
    if isinstance(error, duckdb.Error) and disk.reason(error) not in disk.REASONS.values():
        message = N_(
            "The database in {value} cannot be opened: {reason}. If it is damaged, make it again with:"
            " python -m loaders rebuild"
        )
        return Problem("error", "database_unusable", message, value=str(folder), words={"reason": raw})
    message = N_(
        "The store {value} cannot be used: {reason} ({raw}). Nothing was changed; mend that, then do it"
        " again."
    )
    words = {"reason": disk.reason(error), "raw": raw}
    return Problem("error", "store_unusable", message, value=str(folder), words=words)
