"""A DuckLake in the place of one published file, for many machines that load and many that read.

What is published lies as Parquet in parquet/ of the store, its catalogue in PostgreSQL; each
publication is a snapshot. All else that a store holds lies beside it as ever. Who reads or loads does so in
this machine's own copy, an ordinary database file, which follows the lake."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path

import duckdb
from filelock import FileLock

import seal
import settings
from loaders.files import disk
from loaders.problem import LoadError, Problem
from loaders.store import register, slices
from loaders.store.register import Connection, one
from vocabulary.language import N_

PARQUET = "parquet"
"""The folder of the lake in a store."""
EXTENSIONS = ("ducklake", "postgres_scanner")
"""What requirements-lake.txt installs for DuckDB."""
LOCK = 20_480_604
"""The number of the lock in PostgreSQL that whoever writes holds: the same on every machine."""
KEPT = "7 days"
"""How long a snapshot can be read after a later one took its place."""
_SNAPSHOT = "SELECT id FROM lake.current_snapshot()"

_reading: Connection | None = None
"""The lake, opened to be followed."""
_unreachable: datetime | None = None


@dataclass
class Writer:
    """Who alone may publish in the lake now, and on which snapshot."""

    connection: Connection
    snapshot: int

    def demand_alone(self) -> None:
        """Raises LoadError where somebody else has published since: then the lock was lost."""
        if one(self.connection, _SNAPSHOT) != self.snapshot:
            raise LoadError(Problem("error", "lock_lost", LOCK_LOST))

    def publish(self, path: Path, *, afresh: bool) -> None:
        """Makes the lake hold what the database at `path` holds, in one transaction. Raises duckdb.Error
        where that fails; then nothing of it is published."""
        self.connection.execute(f"ATTACH {_quoted(path)} AS native (READ_ONLY)")
        self.connection.execute("BEGIN")
        # Who publishes from here on lets COMMIT fail.
        self.demand_alone()
        slices.bring(self.connection, "native", "lake", afresh=afresh)
        self.connection.execute("COMMIT")
        self.connection.execute("DETACH native")
        self.snapshot = one(self.connection, _SNAPSHOT)


def is_lake(folder: Path) -> bool:
    """Whether what this store publishes lies in a lake."""
    return bool(settings.lake()) and folder == settings.store()


@contextmanager
def writing(folder: Path, *, afresh: bool = False) -> Iterator[Writer | None]:
    """Who alone may publish, once all others are done, with this machine's copy at the newest snapshot; None
    where the store is no lake.

    Raises LoadError where the lake cannot be reached, or (unless `afresh`) is not what was published last."""
    if not is_lake(folder):
        yield None
        return
    with _written(folder) as writer, _copying():
        # Nobody on this machine puts another copy in the place of the one that is published from here.
        if not afresh:
            _refuse_left(folder, writer.snapshot)
            with _told(folder):
                _follow(writer.connection)
        yield writer


def follow(folder: Path) -> None:
    """Brings this machine's copy to the newest snapshot, where the store is a lake.

    Raises LoadError where the lake cannot be reached or read; the copy then stays as it is."""
    global _reading, _unreachable
    if not is_lake(folder):
        return
    with _told(folder):
        try:
            _reading = _reading or _opened(folder)
            if _reading and one(_reading, _SNAPSHOT) != snapshot():
                with _copying():
                    _follow(_reading)
        except (duckdb.Error, OSError):
            _reading, _unreachable = None, _unreachable or datetime.now(UTC)
            raise
        _unreachable = None


def unreachable_since() -> datetime | None:
    """Since when (UTC) this process cannot follow the lake; None where it can, or there is none."""
    return _unreachable


def snapshot() -> int | None:
    """Which snapshot this machine's copy holds; None where there is no lake, or no copy yet."""
    sealed = seal.read(Path(settings.database_folder())) if settings.lake() else None
    return sealed.snapshot if sealed else None


def tidy(folder: Path) -> None:
    """Puts the lake's many small files together, and takes away what no snapshot of the last days needs.
    Raises LoadError where the lake cannot be reached."""
    if not is_lake(folder):
        raise LoadError(Problem("error", "no_lake", NO_LAKE, value=str(folder)))
    with _written(folder) as writer, _told(folder):
        for maintenance in (
            "ducklake_flush_inlined_data('lake')",
            "ducklake_rewrite_data_files('lake')",
            "ducklake_merge_adjacent_files('lake')",
            f"ducklake_expire_snapshots('lake', older_than => now() - INTERVAL '{KEPT}')",
            f"ducklake_cleanup_old_files('lake', older_than => now() - INTERVAL '{KEPT}')",
            # Of a writer that was killed before its snapshot.
            f"ducklake_delete_orphaned_files('lake', older_than => now() - INTERVAL '{KEPT}')",
        ):
            writer.connection.execute(f"CALL {maintenance}")


@contextmanager
def _written(folder: Path) -> Iterator[Writer]:
    """The lake, opened to be written to while this process holds the lock."""
    with _told(folder):
        connection = _connected()
        connection.execute(f"ATTACH {_quoted(_catalogue())} AS catalogue (TYPE postgres)")
        lock = connection.cursor()
        # Of a transaction: it ends with this process, however that ends.
        lock.execute("BEGIN")
        lock.execute(f"FROM postgres_query('catalogue', 'SELECT pg_advisory_xact_lock({LOCK})::VARCHAR')")
        _attach(connection, folder)
        # A publication is of the snapshot that it was made from, and not tried again on a later one.
        connection.execute("SET ducklake_max_retry_count = 0")
    with connection:
        try:
            # Else what is written would lie where the shared folder is to be mounted, for nobody to find.
            if not (register.is_saved(folder) or slices.is_blank(connection, "lake")):
                raise LoadError(Problem("error", "lake_without_folder", WITHOUT_FOLDER, value=str(folder)))
            disk.make_folder(folder / PARQUET)
            yield Writer(connection, one(connection, _SNAPSHOT))
        finally:
            # Said here: where PostgreSQL is gone, DuckDB's own clearing up would end the process.
            with suppress(duckdb.Error):
                lock.execute("ROLLBACK")


def _opened(folder: Path) -> Connection | None:
    """The lake, opened to be read; None where nobody has published in it yet."""
    connection = _connected()
    try:
        _attach(connection, folder, "READ_ONLY, CREATE_IF_NOT_EXISTS false")
    except duckdb.InvalidInputException as error:
        if "does not exist" not in str(error):
            raise
        return None
    return connection


def _connected() -> Connection:
    connection = duckdb.connect()
    for name in EXTENSIONS:
        found = find_spec(f"duckdb_extension_{name}")
        if not found or not found.origin:
            raise LoadError(Problem("error", "no_lake", NO_EXTENSION))
        (path,) = Path(found.origin).parent.rglob("*.duckdb_extension")
        connection.execute(f"LOAD {_quoted(path)}")
    return connection


def _attach(connection: Connection, folder: Path, *options: str) -> None:
    # Where the folder lies is each machine's own business.
    place = (f"DATA_PATH {_quoted(folder / PARQUET)}", "OVERRIDE_DATA_PATH true", *options)
    connection.execute(f"ATTACH {_quoted(settings.LAKE + settings.lake())} AS lake ({', '.join(place)})")


def _catalogue() -> str:
    return settings.lake().removeprefix("postgres:")


def _refuse_left(folder: Path, newest: int) -> None:
    """Raises LoadError where something else than this lake was published last: what was loaded since would be
    lost."""
    published = seal.read(folder, seal.REGISTER)
    is_followed = published and published.snapshot is not None and published.snapshot <= newest
    if register.is_saved(folder) and not is_followed:
        raise LoadError(Problem("error", "lake_left", LEFT, value=str(folder)))


@contextmanager
def _copying() -> Iterator[None]:
    """While nobody else on this machine puts another copy in its place."""
    place = Path(settings.database_folder())
    disk.make_folder(place)
    with FileLock(place / "copy.lock", mode=disk.mode(place)):
        yield


def _follow(connection: Connection) -> None:
    """Puts a copy of the newest snapshot in the place of the one before: with what has changed since, or
    whole where there is none, or it is damaged."""
    folder = Path(settings.database_folder())
    copy, following = folder / seal.DATABASE, folder / f"{seal.DATABASE}.partial"
    held, newest = seal.whole(folder, seal.DATABASE), one(connection, _SNAPSHOT)
    # Before the first publication there is nothing to follow.
    if (held and snapshot() == newest) or not slices.definitions(connection, "lake"):
        return
    following.unlink(missing_ok=True)
    try:
        if held and snapshot() is not None:
            shutil.copyfile(copy, following)
        connection.execute(f"ATTACH {_quoted(following)} AS native")
        connection.execute("BEGIN")
        newest = one(connection, _SNAPSHOT)
        is_another = slices.bring(connection, "lake", "native")
        connection.execute("COMMIT")
        connection.execute("CHECKPOINT native")
        connection.execute("DETACH native")
        if is_another:
            _put_in_place(following, copy, held)
            held = seal.sha256(copy)
        # Else files were put together, or a load was killed that had published.
        _seal(copy, (held,), newest)
    finally:
        following.unlink(missing_ok=True)


def _put_in_place(following: Path, copy: Path, held: str) -> None:
    disk.flush(following)
    following.chmod(disk.mode(copy.parent))
    # Both, and the earlier snapshot, until it is done: a kill in between has it done again.
    _seal(copy, tuple(filter(None, (held, seal.sha256(following)))), snapshot())
    disk.replace(following, copy)
    disk.flush_folder(copy.parent)


def _seal(copy: Path, database: tuple[str, ...], snapshot: int | None) -> None:
    """Writes the seal beside the copy; what it says of a register stays, where that lies there, too."""
    sealed = seal.read(copy.parent) or seal.Seal((), ())
    following = replace(sealed, database=database, snapshot=snapshot)
    disk.write(copy.with_name(seal.FILE_NAME), following.as_json())


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    """Raises LoadError where the lake fails."""
    try:
        yield
    except (duckdb.Error, OSError) as error:
        # Where the catalogue is, and perhaps a password, is nobody's business.
        words = {"reason": " ".join(f"{error}".replace(_catalogue(), "…").split())}
        raise LoadError(
            Problem("error", "lake_unusable", UNUSABLE, value=str(folder), words=words)
        ) from error


def _quoted(value: str | Path) -> str:
    # ATTACH and LOAD take no value to bind.
    return "'{}'".format(f"{value}".replace("'", "''"))


NO_LAKE = N_("What is published from {value} is one file and no DuckLake: there is nothing to tidy.")
NO_EXTENSION = N_(
    "PRONGSAI_STORE names a DuckLake, but what it needs is not installed: pip install -r"
    " requirements-lake.txt"
)
LOCK_LOST = N_(
    "The connection to PostgreSQL was lost, and somebody else has published meanwhile. Nothing was changed;"
    " do it again."
)
LEFT = N_(
    "What was published last from {value} is not what the lake holds: another kind of store has published"
    " since, or its catalogue was put back to an earlier state. Nothing was changed. Make the lake again"
    " first: python -m loaders rebuild"
)
WITHOUT_FOLDER = N_(
    "The lake holds what was published, but {value} has no register of it: the folder that all machines share"
    " is not mounted here, or it is lost. Nothing was changed. Mount it, or restore a backup into it and make"
    " the lake again: python -m loaders rebuild"
)
UNUSABLE = N_(
    "The lake of {value} cannot be used: {reason}. Nothing was changed; see that PostgreSQL runs and that the"
    " folder can be read and written, then do it again."
)
