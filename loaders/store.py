"""From checked rows to the published database: all or nothing, while readers keep the one they have open.

A store is a folder: `prongsai.duckdb` (the published database), `originals/` (each loaded file, byte for byte, under its
SHA-256), `register.json` (a copy of the register, from which `rebuild` works when the database is lost)."""

import filecmp
import getpass
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
from filelock import FileLock

from database import FILE_NAME
from language import N_
from loaders import findings
from loaders.checks import Checked, check, problems_of
from loaders.datasets import DATASETS
from loaders.files import Original, kept
from loaders.problem import LoadError, Problem
from loaders.reading import Options
from loaders.records import TOTAL_WORDS
from loaders.sheets import read_sheets

REGISTER = """
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


@dataclass(frozen=True)
class Stored:
    """What became of a file: under which load it lies, how many rows were stored, how many of which loads it replaced, and
    how many rows of those loads it left in place."""

    load_id: int
    rows: int
    replaced: dict[int, int]
    left: dict[int, int]
    unchanged: bool = False


@dataclass(frozen=True)
class Entry:
    """What the register says of a load beyond what its file says: enough to load the original again exactly alike."""

    load_id: int
    loaded_by: str
    loaded_at: datetime
    """In UTC, without a zone."""


@dataclass
class Following:
    """The next database: where it lies, and whether it holds anything that the published one does not."""

    path: Path
    changed: bool = False


@contextmanager
def publishing(folder: Path, *, afresh: bool = False) -> Iterator[Following]:
    """The next database, a copy of the published one (or empty, `afresh`); if changed it is published when the block ends.

    One at a time; whatever goes wrong inside, or a kill at any moment, leaves the published database as it was."""
    (folder / "originals").mkdir(parents=True, exist_ok=True)
    with FileLock(folder / "lock"):
        if not afresh and not (folder / FILE_NAME).exists() and has_register(folder):
            message = N_("The database in {value} is lost, its register is not. Make it again first: python -m loaders rebuild")
            raise LoadError(Problem("error", "database_lost", message, value=str(folder)))
        published, path = folder / FILE_NAME, folder / f"{FILE_NAME}.next"
        for left_over in (path, Path(f"{path}.wal")):
            left_over.unlink(missing_ok=True)
        try:
            if published.exists() and not afresh:
                shutil.copyfile(published, path)
            _prepare(path)
            following = Following(path, changed=afresh)
            yield following
            if following.changed:
                _publish(path, folder)
        finally:
            path.unlink(missing_ok=True)


def _prepare(path: Path) -> None:
    """Lays out the tables that the next database lacks."""
    with _opened(path) as connection:
        connection.execute(REGISTER)
        for dataset in DATASETS.values():
            columns = ", ".join(f"{column.name} {column.kind.sql_type}" for column in dataset.columns)
            occurrence = ", occurrence INTEGER" if dataset.lines_may_repeat else ""
            connection.execute(
                f"CREATE TABLE IF NOT EXISTS {dataset.table} (load_id INTEGER, source_row INTEGER, {columns}{occurrence})"
            )


def _publish(path: Path, folder: Path) -> None:
    with duckdb.connect(str(path)) as connection:
        findings.compute(connection, folder)
        connection.execute("CHECKPOINT")
        register = _register(connection)
    _flush(path)
    os.replace(path, folder / FILE_NAME)
    _flush_folder(folder)
    _write(folder / "register.json", json.dumps(register, ensure_ascii=False, indent=1, default=str).encode())


def has_register(folder: Path) -> bool:
    """Whether something has been loaded into this store, be its database there or not."""
    return (folder / "register.json").exists()


def store(
    following: Following,
    folder: Path,
    checked: Checked,
    options: Options,
    entry: Entry | None = None,
) -> Stored:
    """Keeps the original and puts the rows of a checked file into the next database, in one transaction.

    Rows that say the same thing about the same slice (`Dataset.replaces`) are replaced; a file already loaded just like
    this and not replaced since changes nothing. With `entry` the load keeps its number and date (rebuild)."""
    connection, dataset = checked.connection, checked.dataset
    original = checked.original
    keep(folder, original)
    connection.execute(f"ATTACH '{_quoted(following.path)}' AS following")
    same = _same_load(connection, original, dataset.table, options) if entry is None else None
    if same is not None:
        connection.execute("DETACH following")
        return Stored(same, 0, {}, {}, unchanged=True)
    following.changed = True
    connection.execute("BEGIN")
    if entry is None:
        load_id = _one(connection, "SELECT coalesce(max(load_id), 0) + 1 FROM following.loads")
        entry = Entry(load_id, _user(), datetime.now(UTC).replace(tzinfo=None))
    replaced, left = _replace(connection, dataset.table, dataset.replaces, entry.load_id)
    connection.execute(
        f"INSERT INTO following.{dataset.table} BY NAME SELECT $load_id AS load_id, * FROM checked",
        {"load_id": entry.load_id},
    )
    _store_totals(connection, checked, entry.load_id)
    _enter(connection, checked, options, entry)
    connection.execute("COMMIT")
    connection.execute("DETACH following")
    return Stored(entry.load_id, _one(connection, "SELECT count(*) FROM checked"), replaced, left)


def keep(folder: Path, original: Original) -> None:
    """Keeps the original, byte for byte, under its SHA-256; again where the kept one was lost or changed."""
    place = folder / "originals" / original.sha256
    if place != original.path and not (place.exists() and filecmp.cmp(place, original.path, shallow=False)):
        partial = place.with_name(f"{place.name}.partial")
        shutil.copyfile(original.path, partial)
        _flush(partial)
        os.replace(partial, place)


def rebuild(folder: Path, progress: Callable[[str], None] = lambda name: None) -> int:
    """Makes the database again from the kept originals and the register; gives the number of loads.

    Raises LoadError where an original is missing or no longer what was loaded; then nothing is published."""
    with publishing(folder, afresh=True) as following:
        register = _last_register(folder)
        for load in register:
            progress(load["file_name"])
            original = _original(folder, load)
            options = Options(**json.loads(load["options"]))
            entry = Entry(load["load_id"], load["loaded_by"], datetime.fromisoformat(str(load["loaded_at"])))
            store(following, folder, check(original, read_sheets(original, options.sheet)[0], options), options, entry)
    return len(register)


def status(folder: Path) -> dict[str, Any]:
    """What the published database holds: rows of each table, organizations, fiscal years and when it was published."""
    tables = dict.fromkeys(DATASETS, 0)
    organizations, fiscal_years, published_at = set[str](), set[int](), None
    if (folder / FILE_NAME).exists():
        with _opened(folder / FILE_NAME, read_only=True) as connection:
            for name, dataset in DATASETS.items():
                tables[name] = _one(connection, f"SELECT count(*) FROM {name}")
                fiscal_years |= {year for (year,) in connection.execute(f"SELECT DISTINCT fiscal_year FROM {name}").fetchall()}
                if "organization_code" in dataset.key:
                    found = connection.execute(f"SELECT DISTINCT organization_code FROM {name}").fetchall()
                    organizations |= {code for (code,) in found}
            published_at = _one(connection, "SELECT max(loaded_at) FROM loads")
    return {
        "tables": tables,
        "organizations": sorted(organizations),
        "fiscal_years": sorted(fiscal_years),
        "published_at": published_at and f"{published_at.isoformat(timespec='seconds')}Z",
        "store": str(folder),
    }


def _replace(
    connection: duckdb.DuckDBPyConnection, table: str, slice_columns: tuple[str, ...], load_id: int
) -> tuple[dict[int, int], dict[int, int]]:
    """Deletes earlier rows of the slices that the new rows bring; gives how many of each earlier load, and how many of its
    rows stay."""
    same_slice = " AND ".join(f"earlier.{name} IS NOT DISTINCT FROM checked.{name}" for name in slice_columns)
    condition = f"EXISTS (SELECT 1 FROM checked WHERE {same_slice})"
    replaced = dict(
        connection.execute(
            f"SELECT load_id, count(*) FROM following.{table} AS earlier WHERE {condition} GROUP BY load_id ORDER BY load_id"
        ).fetchall()
    )
    connection.execute(f"DELETE FROM following.{table} AS earlier WHERE {condition}")
    left = {}
    for earlier in replaced:
        # What a total row stated cannot be compared any more when rows that it summed are gone.
        connection.execute("DELETE FROM following.stated_totals WHERE load_id = $earlier", {"earlier": earlier})
        stays = _one(connection, f"SELECT count(*) FROM following.{table} WHERE load_id = $earlier", earlier=earlier)
        if stays:
            left[earlier] = stays
        else:
            connection.execute(
                "UPDATE following.loads SET replaced_by = $load_id WHERE load_id = $earlier",
                {"load_id": load_id, "earlier": earlier},
            )
    return replaced, left


def _store_totals(connection: duckdb.DuckDBPyConnection, checked: Checked, load_id: int) -> None:
    """Keeps what total rows state. A total that names a division sums that division's rows; any other, the whole file's."""
    names = [column.name for column in checked.dataset.columns]
    scope = f"CASE WHEN lower(division) NOT IN {TOTAL_WORDS} THEN division END" if "division" in names else "NULL"
    for column in checked.dataset.figures:
        connection.execute(
            f"""INSERT INTO following.stated_totals
                SELECT $load_id, source_row, $table, {scope}, $column, {column} FROM total WHERE {column} IS NOT NULL""",
            {"load_id": load_id, "table": checked.dataset.table, "column": column},
        )


def _enter(connection: duckdb.DuckDBPyConnection, checked: Checked, options: Options, entry: Entry) -> None:
    names = {column.name for column in checked.dataset.columns}

    def said(column: str) -> str | None:
        if column not in names:
            return options.values.get(column)
        query = f"SELECT string_agg(DISTINCT CAST({column} AS VARCHAR), ', ' ORDER BY CAST({column} AS VARCHAR)) FROM checked"
        text: str | None = _one(connection, query)
        return text

    connection.execute(
        f"INSERT INTO following.loads VALUES ({', '.join('?' * 20)})",
        [
            entry.load_id,
            checked.dataset.table,
            *(said(column) for column in ("organization_code", "fiscal_year", "as_of", "round_months")),
            checked.original.name,
            checked.original.sha256,
            checked.original.size,
            checked.encoding,
            checked.layout,
            json.dumps(asdict(options), ensure_ascii=False, sort_keys=True),
            checked.rows_read,
            _one(connection, "SELECT count(*) FROM checked"),
            len(problems_of("warning", checked.problems)),
            0,
            entry.loaded_by,
            entry.loaded_at,
            None,
            None,
        ],
    )


def _same_load(connection: duckdb.DuckDBPyConnection, original: Original, table: str, options: Options) -> int | None:
    """The load that brought this very file in the same way, if all that it brought is still there."""
    found = connection.execute(
        f"""SELECT load_id FROM following.loads
            WHERE sha256 = $sha256 AND "table" = $table AND options = $options AND undone_at IS NULL
              AND rows_stored = (SELECT count(*) FROM following.{table} WHERE {table}.load_id = loads.load_id)""",
        {
            "sha256": original.sha256,
            "table": table,
            "options": json.dumps(asdict(options), ensure_ascii=False, sort_keys=True),
        },
    ).fetchone()
    return found[0] if found else None


def _register(connection: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    loads = connection.execute("FROM loads ORDER BY load_id")
    names = [column[0] for column in loads.description]
    return [dict(zip(names, load, strict=True)) for load in loads.fetchall()]


def _last_register(folder: Path) -> list[dict[str, Any]]:
    """The register of the published database, or where that is lost or damaged, the copy beside it."""
    published = folder / FILE_NAME
    if published.exists():
        with suppress(LoadError), _opened(published, read_only=True) as connection:
            return _register(connection)
    return _saved_register(folder)


def _saved_register(folder: Path) -> list[dict[str, Any]]:
    try:
        saved: list[dict[str, Any]] = json.loads((folder / "register.json").read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        message = N_("The store {value} holds neither a database nor a register. Load the files with: python -m loaders load")
        raise LoadError(Problem("error", "nothing_to_rebuild", message, value=str(folder))) from error
    return saved


def _original(folder: Path, load: dict[str, Any]) -> Original:
    path = folder / "originals" / load["sha256"]
    original = kept(path, load["file_name"]) if path.exists() else None
    if original is None or original.sha256 != load["sha256"]:
        message = N_("The kept original of {value} (load {load}) is missing or was changed: {path}. Nothing was rebuilt.")
        words = {"load": str(load["load_id"]), "path": str(path)}
        raise LoadError(Problem("error", "original_lost", message, value=load["file_name"], words=words))
    return original


def _one(connection: duckdb.DuckDBPyConnection, query: str, **bound: object) -> Any:
    found = connection.execute(query, bound).fetchone() if bound else connection.execute(query).fetchone()
    return found[0] if found else None


def _opened(path: Path, *, read_only: bool = False) -> duckdb.DuckDBPyConnection:
    try:
        return duckdb.connect(str(path), read_only=read_only)
    except duckdb.Error as error:  # a damaged file raises more than an IOException
        message = N_(
            "The database in {value} cannot be opened: {reason}. If it is damaged, make it again with: python -m loaders rebuild"
        )
        problem = Problem("error", "database_unusable", message, value=str(path.parent), words={"reason": str(error)})
        raise LoadError(problem) from error


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # in a container the user may have a number only
        return f"uid {os.getuid()}"


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def _write(path: Path, data: bytes) -> None:
    """Writes a file whole or not at all."""
    partial = path.with_name(f"{path.name}.partial")
    partial.write_bytes(data)
    _flush(partial)
    os.replace(partial, path)


def _flush(path: Path) -> None:
    with path.open("rb+") as written:
        os.fsync(written.fileno())


def _flush_folder(folder: Path) -> None:
    """Makes a new name in a folder outlast a power cut; Windows has no such call and needs none."""
    if os.name == "posix":
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
