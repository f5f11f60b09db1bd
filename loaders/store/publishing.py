"""From checked rows to the published database: all or nothing, while readers keep the one they have open."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
from filelock import FileLock

from database import FILE_NAME
from loaders import findings
from loaders.checks.check import Checked, rest, wake
from loaders.files import disk
from loaders.layout.reading import Options
from loaders.problem import LoadError, Problem
from loaders.schema.datasets import DATASETS
from loaders.store import register
from loaders.store.register import Entry, one, opened
from loaders.text_patterns import is_total_sql
from vocabulary.data_sets import BY_TABLE
from vocabulary.language import N_


@dataclass(frozen=True)
class Stored:
    """What became of a file: under which load it lies, how many rows were stored, how many of which loads it
    replaced, and how many rows of those loads it left in place."""

    load_id: int
    rows: int
    replaced: dict[int, int]
    left: dict[int, int]
    unchanged: bool = False


@dataclass
class Following:
    """The next database: where it lies, whether it holds anything that the published one does not, and the
    originals that were kept for it."""

    path: Path
    changed: bool = False
    kept: list[Path] = field(default_factory=list)


@contextmanager
def publishing(folder: Path, *, afresh: bool = False) -> Iterator[Following]:
    """The next database, a copy of the published one (or empty, `afresh`); if changed it is published when
    the block ends.

    One at a time; whatever goes wrong inside, or a kill at any moment, leaves the published database as it
    was."""
    (folder / "originals").mkdir(parents=True, exist_ok=True)
    with FileLock(folder / "lock"):
        if not afresh:
            refuse_lost(folder)
        published, following = folder / FILE_NAME, Following(folder / f"{FILE_NAME}.next", changed=afresh)
        _clear(following)
        try:
            if published.exists() and not afresh:
                shutil.copyfile(published, following.path)
            _prepare(following.path)
            yield following
            if following.changed:
                _publish(following.path, folder)
            following.kept.clear()
        finally:
            _clear(following)


def refuse_lost(folder: Path) -> None:
    """Raises LoadError where loads were made, but their database is gone: it must be made again, not begun
    anew."""
    if not (folder / FILE_NAME).exists() and register.is_saved(folder):
        message = N_(
            "The database in {value} is lost, its register is not. Make it again first: python -m loaders"
            " rebuild"
        )
        raise LoadError(Problem("error", "database_lost", message, value=str(folder)))


def _clear(following: Following) -> None:
    """Takes away what an unfinished load leaves behind."""
    for left_over in (following.path, Path(f"{following.path}.wal"), *following.kept):
        left_over.unlink(missing_ok=True)


def _prepare(path: Path) -> None:
    """Lays out the tables and columns that the next database lacks."""
    with opened(path) as connection:
        connection.execute(register.TABLES)
        for dataset in DATASETS.values():
            columns = ", ".join(f"{column.name} {column.kind.sql_type}" for column in dataset.columns)
            occurrence = ", occurrence INTEGER" if dataset.lines_may_repeat else ""
            connection.execute(
                f"CREATE TABLE IF NOT EXISTS {dataset.table} (load_id INTEGER, source_row INTEGER, {columns}{occurrence})"
            )
            for column in dataset.columns:
                connection.execute(
                    f"ALTER TABLE {dataset.table} ADD COLUMN IF NOT EXISTS {column.name} {column.kind.sql_type}"
                )


def _publish(path: Path, folder: Path) -> None:
    with duckdb.connect(str(path)) as connection:
        findings.compute(connection, folder)
        connection.execute("CHECKPOINT")
        loads = register.loads(connection)
    disk.flush(path)
    saved = folder / "register.json"
    earlier = saved.read_bytes() if saved.exists() else None
    # The copy first: a kill in between leaves it ahead of the database, which can be made up for; behind, it
    # could not.
    register.save(folder, loads)
    try:
        os.replace(path, folder / FILE_NAME)
    except OSError:  # on Windows a reader keeps the published file from being replaced
        saved.unlink() if earlier is None else disk.write(saved, earlier)
        raise
    disk.flush_folder(folder)


def store(
    following: Following,
    folder: Path,
    checked: Checked,
    options: Options,
    entry: Entry | None = None,
) -> Stored:
    """Keeps the original and puts the rows of a checked file into the next database, in one transaction.

    Rows that say the same thing about the same slice (`Dataset.replaces`) are replaced; a file already loaded
    just like this and not replaced since changes nothing. With `entry` the load keeps its number and date
    (rebuild, undo)."""
    connection, dataset = checked.connection, checked.dataset
    wake(connection)
    if kept := register.keep(folder, checked.original):
        following.kept.append(kept)
    with _attached(connection, following.path):
        same = (
            register.same_load(connection, checked.original, dataset.table, options)
            if entry is None
            else None
        )
        if same is not None:
            return Stored(same, 0, {}, {}, unchanged=True)
        following.changed = True
        connection.execute("BEGIN")
        entry = entry or register.next_entry(connection)
        replaced, left = _replace(connection, dataset.table, dataset.replaces, entry.load_id)
        connection.execute(
            f"INSERT INTO following.{dataset.table} BY NAME SELECT $load_id AS load_id, * FROM checked",
            {"load_id": entry.load_id},
        )
        _store_totals(connection, checked, entry.load_id)
        register.enter(connection, checked, options, entry)
        connection.execute("COMMIT")
        stored = Stored(entry.load_id, one(connection, "SELECT count(*) FROM checked"), replaced, left)
    rest(connection)
    return stored


@contextmanager
def _attached(connection: duckdb.DuckDBPyConnection, path: Path) -> Iterator[None]:
    """The next database as `following`. After a failure the connection is closed: it would hold the file, and
    its space."""
    quoted = str(path).replace("'", "''")
    try:
        connection.execute(f"ATTACH '{quoted}' AS following")
        yield
        connection.execute("DETACH following")
    except duckdb.Error:
        connection.close()
        raise


def status(folder: Path) -> dict[str, Any]:
    """What the published database holds: rows of each table, organizations, fiscal years and when it was
    published.

    Raises LoadError where there is no such store, or where its database is lost."""
    refuse_missing(folder)
    refuse_lost(folder)
    tables = dict.fromkeys(DATASETS, 0)
    organizations, fiscal_years, published_at = set[str](), set[int](), None
    if (folder / FILE_NAME).exists():
        with opened(folder / FILE_NAME, read_only=True) as connection:
            for name in DATASETS:
                tables[name] = one(connection, f"SELECT count(*) FROM {name}")
                fiscal_years |= {
                    year
                    for (year,) in connection.execute(f"SELECT DISTINCT fiscal_year FROM {name}").fetchall()
                }
                if not BY_TABLE[name].by_district:
                    found = connection.execute(f"SELECT DISTINCT organization_code FROM {name}").fetchall()
                    organizations |= {code for (code,) in found}
            published_at = one(connection, "SELECT max(loaded_at) FROM loads")
    return {
        "tables": tables,
        "organizations": sorted(organizations),
        "fiscal_years": sorted(fiscal_years),
        "published_at": published_at and f"{published_at.isoformat(timespec='seconds')}Z",
        "store": str(folder),
    }


def refuse_missing(folder: Path) -> None:
    """Raises LoadError where there is no such store: a slip in its name must not look like an empty one."""
    if not folder.is_dir():
        message = N_(
            "There is no store {value}. Check the name of the folder, or load files into it: python -m"
            " loaders load"
        )
        raise LoadError(Problem("error", "no_store", message, value=str(folder)))


def _replace(
    connection: duckdb.DuckDBPyConnection, table: str, slice_columns: tuple[str, ...], load_id: int
) -> tuple[dict[int, int], dict[int, int]]:
    """Deletes earlier rows of the slices that the new rows bring; gives how many of each earlier load, and
    how many of its rows stay."""
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
        connection.execute(
            "DELETE FROM following.stated_totals WHERE load_id = $earlier", {"earlier": earlier}
        )
        stays = one(
            connection, f"SELECT count(*) FROM following.{table} WHERE load_id = $earlier", earlier=earlier
        )
        if stays:
            left[earlier] = stays
        else:
            connection.execute(
                "UPDATE following.loads SET replaced_by = $load_id WHERE load_id = $earlier",
                {"load_id": load_id, "earlier": earlier},
            )
    return replaced, left


def _store_totals(connection: duckdb.DuckDBPyConnection, checked: Checked, load_id: int) -> None:
    """Keeps what total rows state. A total that names a division sums that division's rows; one that sums
    certain others, these, under what it is called; any other, the whole file's."""
    names = [column.name for column in checked.dataset.columns]
    division = (
        f"CASE WHEN NOT {is_total_sql('division')} THEN division END" if "division" in names else "NULL"
    )
    scope = f"coalesce({division}, CASE WHEN NOT is_whole THEN label END)"
    for column in checked.dataset.figures:
        connection.execute(
            f"""INSERT INTO following.stated_totals
                SELECT $load_id, source_row, $table, {scope}, $column, {column}, coalesce(is_exact, false),
                       first_row, last_row
                FROM total LEFT JOIN proof USING (source_row) WHERE {column} IS NOT NULL""",
            {"load_id": load_id, "table": checked.dataset.table, "column": column},
        )
