"""From checked rows to the published database: all or nothing, while readers keep the one they have open."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
from filelock import FileLock

import database
import scratch
import seal
import settings
from database import FILE_NAME
from loaders import audit, cubes, findings, macros, sources, user_texts
from loaders.actor import Actor
from loaders.checks import workbench
from loaders.checks.check import Checked
from loaders.files import disk
from loaders.layout.reading import Options
from loaders.problem import LoadError, Problem
from loaders.sources import Changes
from loaders.store import lake, register, sealing, tables, verification
from loaders.store.register import Entry, Load, one, opened, usable
from loaders.text_patterns import is_total_sql
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
class NextDatabase:
    """The next database: where it lies, the store that it is made for (None: it is only tried out), whether
    it holds anything that the published one does not (and if so, whether it is made from the originals alone,
    or only what people wrote is new), the loads of which rows came or went, the originals that were kept for
    it, who publishes it in a lake (None: it is published as a file), what is to be done once that is, before
    anybody else changes the store, the loads of which the findings are wanted, and these."""

    path: Path
    folder: Path | None
    changed: bool = False
    afresh: bool = False
    texts_only: bool = False
    loads: set[int] = field(default_factory=set)
    kept: list[Path] = field(default_factory=list)
    writer: lake.Writer | None = None
    afterwards: Callable[[], None] | None = None
    looked_into: Sequence[int] = ()
    findings: dict[int, list[Problem]] = field(default_factory=dict)


Identity = tuple[int, ...]
"""Which published file it is: another one after every load; nothing where none is published."""


def identity(folder: Path) -> Identity:
    """Which file a store has published now. Raises LoadError where it cannot be asked for."""
    with usable(folder):
        try:
            status = seal.database(folder).stat()
        except (FileNotFoundError, NotADirectoryError):
            return ()
    return status.st_ino, status.st_mtime_ns, status.st_size


@contextmanager
def publishing(folder: Path, *, afresh: bool = False) -> Iterator[NextDatabase]:
    """The next database, a copy of the published one (or empty, `afresh`); if changed it is published when
    the block ends.

    One at a time; whatever goes wrong inside, or a kill at any moment, leaves the published database as it
    was. Raises LoadError where the store cannot be used."""
    if settings.follows() and folder == settings.store():
        raise LoadError(Problem("error", "store_follows", _FOLLOWS))
    with usable(folder):
        # Before the lock, which lies in the same folder.
        disk.make_folder(folder)
        disk.make_folder(folder / register.ORIGINALS)
        with (
            FileLock(folder / "lock", mode=disk.mode(folder)),
            lake.writing(folder, afresh=afresh) as writer,
        ):
            if not afresh:
                refuse_lost(folder)
            path = seal.database(folder).with_name(f"{FILE_NAME}.next")
            next_database = NextDatabase(path, folder, changed=afresh, afresh=afresh, writer=writer)
            _clear(next_database)
            try:
                _begin(path, folder, afresh=afresh)
                yield next_database
                if next_database.changed:
                    _publish(next_database, folder)
                # Published, so the originals stay; else `_clear` takes away those that nothing needs.
                next_database.kept.clear()
                if next_database.afterwards:
                    with suppress(OSError):  # what is published stays so
                        next_database.afterwards()
            finally:
                _clear(next_database)


@contextmanager
def rehearsal(folder: Path) -> Iterator[NextDatabase]:
    """A copy of the published database to try things out in; nothing of it is published, and nothing written
    to the store. Raises LoadError where the store cannot be read, or the copy finds no room."""
    with usable(folder), TemporaryDirectory(dir=scratch.own("rehearsals")) as elsewhere:
        path = Path(elsewhere) / FILE_NAME
        _begin(path, folder)
        # No originals are kept for what is only tried.
        yield NextDatabase(path, None)


def _begin(path: Path, folder: Path, *, afresh: bool = False) -> None:
    """Makes the next database: a copy of the published one, with the tables and columns that it lacks; blank
    where nothing is published, or `afresh`."""
    if not afresh:
        verification.refuse_altered_database(folder)
    if afresh or not seal.database(folder).exists():
        path.write_bytes(tables.blank())
    else:
        shutil.copyfile(seal.database(folder), path)
        _complete(path, folder)


def refuse_lost(folder: Path) -> None:
    """Raises LoadError where loads were made, but their database is gone: it must be made again, not begun
    anew."""
    if not seal.database(folder).exists() and register.is_saved(folder):
        message = N_(
            "The database in {value} is lost, its register is not. Make it again first: python -m loaders"
            " rebuild"
        )
        raise LoadError(Problem("error", "database_lost", message, value=str(folder)))


def _clear(next_database: NextDatabase) -> None:
    """Takes away what an unfinished load leaves behind."""
    path = next_database.path
    for left_over in (path, Path(f"{path}.wal"), *next_database.kept):
        left_over.unlink(missing_ok=True)


def _complete(path: Path, folder: Path) -> None:
    """Lays out what a copy of the published database lacks. Raises LoadError where what people wrote is not
    what it was published with."""
    with opened(path) as connection:
        verification.refuse_altered_texts(connection, folder)
        tables.lay_out(connection)


def _publish(next_database: NextDatabase, folder: Path) -> None:
    path = next_database.path
    with opened(path) as connection:
        changes = _derive(next_database, connection, folder)
        if next_database.writer:
            next_database.writer.demand_alone()
        # Where a kill has left the copy of the register ahead of the database, or an earlier version has
        # written it, all of it is written anew.
        is_kept = register.takes_lines(folder) and not next_database.afresh
        settled = seal.settled(folder) if is_kept else None
        touched = next_database.loads if settled else None
        loads = register.loads(connection, touched)
        _tell(folder, loads, touched, afresh=next_database.afresh)
        audit.remember(connection, folder)
        verification.lay_out(connection, changes)
        # What is still in the .wal beside the file would not go with it.
        connection.execute("CHECKPOINT")
    # First the content, then the name: a power cut must not leave the name with half a file.
    disk.flush(path)
    path.chmod(disk.mode(folder))
    copy, writer = register.following(folder, loads, is_added=touched is not None), next_database.writer
    with sealing.taken_back(folder, copy):
        following = sealing.begun(folder, path, copy, settled, writer)
        # The copy first: a kill in between leaves it ahead of the database, which can be made up for; behind,
        # it could not.
        register.save(folder, copy)
        if writer:
            writer.publish(path, afresh=next_database.afresh)
            following = replace(following, snapshot=writer.snapshot)
        disk.replace(path, seal.database(folder))
    disk.flush_folder(path.parent)
    # Else an earlier database could be put in the place of this one, unseen. What is published stays so.
    with suppress(OSError):
        sealing.write(folder, following)
    database.follow()


def _derive(
    next_database: NextDatabase, connection: duckdb.DuckDBPyConnection, folder: Path
) -> Changes | None:
    """Writes what follows from the rows: their sources, findings and cubes, and what people wrote; gives what
    changes (None: all)."""
    changes = follow(next_database, connection)
    macros.use(connection)
    if next_database.texts_only and findings.is_current(connection):
        user_texts.lay_out(connection, folder)
    else:
        findings.compute(connection, folder, changes)
    next_database.findings = findings.of_loads(connection, next_database.looked_into)
    return cubes.compute(connection, changes)


def follow(next_database: NextDatabase, connection: duckdb.DuckDBPyConnection) -> Changes | None:
    """Counts anew what the loads of the next database brought; gives what that changes (None: all)."""
    return sources.count(connection, None if next_database.afresh else next_database.loads)


def _tell(folder: Path, loads: list[Load], touched: set[int] | None, *, afresh: bool) -> None:
    """Adds to the audit what is about to be published: which loads are new, undone or taken out; where only
    some are `touched`, of these. Before it is: a kill in between leaves a line too many, never one too
    few."""
    before_it = register.saved(folder) if touched is None else register.published(folder, touched)
    earlier = {load["load_id"]: load for load in before_it}
    audit.begin(folder, register.newest)
    if afresh:
        audit.append(folder, "rebuild", {"loads": len(loads)})
    for load in loads:
        before = earlier.get(load["load_id"])
        told = {name: load[name] for name in ("table", "file_name", "sha256", "rows_stored")}
        if load["approved_by"]:  # else who made it is who the line names
            told["drafted_by"] = load["loaded_by"]
        if before is None or before["sha256"] != load["sha256"]:
            audit.append(folder, "load", {"load": load["load_id"], **told})
        elif load["undone_at"] and not before["undone_at"]:
            audit.append(folder, "undo", {"load": load["load_id"], **told})
    for number in earlier.keys() - {load["load_id"] for load in loads}:
        audit.append(folder, "remove", {"load": number})


def store(
    next_database: NextDatabase,
    checked: Checked,
    options: Options,
    entry: Entry | None = None,
    drafter: Actor | None = None,
) -> Stored:
    """Keeps the original and puts the rows of a checked file into the next database, in one transaction.

    Rows that say the same thing about the same slice (`Dataset.replaces`) are replaced; a file already loaded
    just like this and not replaced since changes nothing. With `entry` the load keeps its number and date
    (rebuild, undo); the `drafter` made the draft that is published."""
    connection = checked.connection
    workbench.wake(connection)
    if next_database.folder and (kept := register.keep(next_database.folder, checked.original)):
        next_database.kept.append(kept)
    with _attached(connection, next_database.path):
        table = checked.dataset.table
        # A replay makes every load again, alike or not.
        same = None if entry else register.same_load(connection, checked.original, table, options)
        if same:
            stored = Stored(same, 0, {}, {}, unchanged=True)
        else:
            next_database.changed = True
            entry = entry or register.next_entry(connection, drafter)
            stored = _insert(connection, checked, options, entry)
            next_database.loads |= {stored.load_id, *stored.replaced}
    workbench.rest(connection, checked.at_rest)
    return stored


def _insert(
    connection: duckdb.DuckDBPyConnection, checked: Checked, options: Options, entry: Entry
) -> Stored:
    dataset = checked.dataset
    connection.execute("BEGIN")
    replaced, left = _replace(connection, dataset.table, dataset.replaces, entry.load_id)
    connection.execute(
        # By name: in an older store, columns that came later stand last.
        f"INSERT INTO following.{dataset.table} BY NAME SELECT $load_id AS load_id, * FROM checked",
        {"load_id": entry.load_id},
    )
    _store_totals(connection, checked, entry.load_id)
    register.enter(connection, checked, options, entry)
    connection.execute("COMMIT")
    return Stored(entry.load_id, one(connection, "SELECT count(*) FROM checked"), replaced, left)


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


_FOLLOWS = N_(
    "This machine only shows what another one publishes: what is changed here would be lost with the next"
    " publication. Nothing was changed; do it on the machine that this one follows."
)


def refuse_missing(folder: Path) -> None:
    """Raises LoadError where there is no such store, or its database is lost or altered."""
    refuse_no_store(folder)
    refuse_lost(folder)
    verification.refuse_altered(folder)


def refuse_no_store(folder: Path) -> None:
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
            f"SELECT load_id, count(*) FROM following.{table} AS earlier WHERE {condition}"
            " GROUP BY load_id ORDER BY load_id"
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
    if not connection.execute("FROM total LIMIT 1").fetchall():
        return
    names = [column.name for column in checked.dataset.columns]
    division = (
        f"CASE WHEN NOT {is_total_sql('division')} THEN division END" if "division" in names else "NULL"
    )
    scope = f"coalesce({division}, CASE WHEN NOT is_whole THEN label END)"
    for column in checked.dataset.figures:
        # What totals are found without is not proven by them.
        is_exact = "coalesce(is_exact, false)"
        if checked.dataset.column(column).is_beside_totals:
            is_exact = "false"
        connection.execute(
            f"""INSERT INTO following.stated_totals
                SELECT $load_id, source_row, $table, {scope}, $column, {column}, {is_exact},
                       first_row, last_row
                FROM total LEFT JOIN proof USING (source_row) WHERE {column} IS NOT NULL""",
            {"load_id": load_id, "table": checked.dataset.table, "column": column},
        )
