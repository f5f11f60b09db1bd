"""Opens the published database, read-only; hands out a cursor for each use and follows when a load publishes
a newer file."""

import os
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock, Thread

import duckdb

import definitions
import scratch
import seal
from settings import database_folder
from settings import store as store
from vocabulary.language import LANGUAGES, N_, translate

ROOT = Path(__file__).parent
FILE_NAME = seal.DATABASE
LONGEST_RAW = 200
"""Letters of DuckDB's own words that are told."""

READERS = "PRONGSAI_READERS"
"""The environment's word for what readers open: the `published` file, or a `copy` of their own, which is what
Windows needs: it lets no file be replaced that somebody has open."""


class NoDatabaseError(Exception):
    """There is no published database to open: none has been published yet, or the file is not one."""


class OutdatedDatabaseError(NoDatabaseError):
    """The published database lacks tables that this version asks: an earlier one has published it."""


Why = Mapping[str, str]
"""What is wrong with the published data and what helps, by language."""
DAMAGED = N_(
    "The published data are not as they were published: the file was damaged or altered. No figure is shown"
    " until they are made again from the kept originals: python -m loaders rebuild"
)


class DamagedDatabaseError(NoDatabaseError):
    """The published database cannot be read, or is not what was published."""

    def __init__(self, why: Why) -> None:
        super().__init__(why["en"])
        self.why = why


def is_damage(error: BaseException) -> bool:
    """Whether DuckDB failed on its file, and not on a wrong question of ours."""
    kinds = (
        duckdb.IOException,
        duckdb.FatalException,
        duckdb.InternalException,
        duckdb.SerializationException,
    )
    # Of a wrong checksum DuckDB raises the bare class.
    return isinstance(error, kinds) or type(error) is duckdb.Error


def _said_by(error: BaseException) -> Why:
    """What is told of a file that DuckDB cannot read: the remedy, and DuckDB's own words."""
    # Where files lie is nobody's business who looks at a page.
    raw = re.sub(r'(?<=")[^"]*[/\\](?=[^"]*")', "", " ".join(f"{error}".split()))[:LONGEST_RAW]
    return {language: f"{translate(DAMAGED, language)} ({raw})" for language in LANGUAGES}


Identity = tuple[str, int, int, int]
"""Which published file it is: path, inode, time of change and size; another one after every load."""

AT_ONCE = 32 * 1024 * 1024
"""Bytes of a published file that a reader waits for. While a larger one is opened, the last one answers."""

_opened: tuple[Identity, duckdb.DuckDBPyConnection] | None = None
_underway: Identity | None = None  # being opened meanwhile
_damage: tuple[Identity, Why] | None = None
"""Which published file is damaged, and how: it is opened no more."""
# Several visitors meet a newly published file at once; one of their threads opens it.
_opening = Lock()


def identity() -> Identity:
    """Which file is published now. Raises NoDatabaseError where there is none, DamagedDatabaseError where it
    is known to be damaged."""
    published = newest()
    if _damage and _damage[0] == published:
        raise DamagedDatabaseError(_damage[1])
    return published


def is_damaged() -> bool:
    """Whether the published file is known to be damaged."""
    with suppress(NoDatabaseError):
        return _damage is not None and _damage[0] == newest()
    return False


def newest() -> Identity:
    """Which file is published now, damaged or not. Raises NoDatabaseError where there is none."""
    path = os.path.join(database_folder(), FILE_NAME)
    try:
        status = os.stat(path)
    except FileNotFoundError as error:
        raise NoDatabaseError(path) from error
    # A load puts another file in its place: its inode is new, or where it is used again, its time.
    return path, status.st_ino, status.st_mtime_ns, status.st_size


def _readable(path: str) -> str:
    """The file to open in place of the published one: itself, or a new copy; earlier ones go when nobody
    reads them."""
    if os.environ.get(READERS, "copy" if os.name == "nt" else "published") != "copy":
        return path
    folder = scratch.own("readers")
    for earlier in folder.iterdir():
        with suppress(PermissionError):  # on Windows, while it is read
            earlier.unlink()
    number = max((int(earlier.stem) for earlier in folder.iterdir()), default=0) + 1
    return str(shutil.copyfile(path, folder / f"{number}.duckdb"))


def _open(path: str) -> duckdb.DuckDBPyConnection:
    """An in-memory database in which the published file is attached and our words are defined as views."""
    altered = DamagedDatabaseError({language: translate(DAMAGED, language) for language in LANGUAGES})
    if seal.is_broken(Path(path).parent):
        raise altered
    connection = duckdb.connect(":memory:")
    try:
        # ATTACH takes no value to bind.
        quoted = _readable(path).replace("'", "''")
        # Attached, not opened: our words lie in memory beside it, and no reader writes to the file.
        connection.execute(f"ATTACH '{quoted}' AS published (READ_ONLY)")
    except duckdb.Error as error:
        raise DamagedDatabaseError(_said_by(error)) from error
    if seal.is_lost(Path(path).parent, connection):
        raise altered
    try:
        definitions.lay_out(connection)
    except duckdb.CatalogException as error:
        raise OutdatedDatabaseError(path) from error
    # Last, since all above is read from files; from here on no question can reach any, or allow it again.
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return connection


def cursor(held: duckdb.DuckDBPyConnection | None = None) -> duckdb.DuckDBPyConnection:
    """A cursor on the newest published data, or on those `held` open (see `opened`), for one use by one
    thread: a shared connection would mix up answers.

    Raises NoDatabaseError where there is none to open, DamagedDatabaseError where it is not as published."""
    with _opening:
        return (held or _newest_opened()[1]).cursor()


def opened() -> tuple[Identity, duckdb.DuckDBPyConnection]:
    """Which file is published now, and what holds it open, whatever is published later: for who asks several
    questions of the same data. Raises as `cursor` does."""
    with _opening:
        return _newest_opened()


def _newest_opened() -> tuple[Identity, duckdb.DuckDBPyConnection]:
    global _underway
    # Asked for each use: a load may have published since the last one.
    published = identity()
    if _opened and _opened[0] != published and _opened[0][0] == published[0] and published[3] > AT_ONCE:
        if _underway != published:
            _underway = published
            Thread(target=_open_meanwhile, args=(published,), daemon=True).start()
        return _opened
    return _open_now(published)


def _open_now(published: Identity) -> tuple[Identity, duckdb.DuckDBPyConnection]:
    global _opened
    while _opened is None or _opened[0] != published:
        try:
            # Cursors of the earlier connection keep the file that they have open.
            _opened = published, _open(published[0])
        except (DamagedDatabaseError, duckdb.Error) as error:
            # One that was replaced while it was opened says nothing of the other.
            if published == (published := identity()):
                raise _condemned(published, error) from error
    return _opened


def _open_meanwhile(published: Identity) -> None:
    global _opened
    connection = None
    with suppress(DamagedDatabaseError, duckdb.Error):  # what is wrong meets who asks next
        connection = _open(published[0])
    with _opening, suppress(NoDatabaseError):
        if published == identity():
            _opened = (published, connection) if connection else None


def follow() -> None:
    """Opens what this process has just published, so that its next answers are out of it."""
    with _opening, suppress(NoDatabaseError):
        if _opened:
            _open_now(identity())


def _condemned(damaged: Identity, error: Exception) -> Exception:
    """What is raised of a file that could not be opened, from now on without looking again."""
    global _damage
    if isinstance(error, duckdb.Error) and not is_damage(error):
        return error
    why = error.why if isinstance(error, DamagedDatabaseError) else _said_by(error)
    _damage = damaged, why
    return DamagedDatabaseError(why)


def judge(judged: Identity, why: Why | None) -> None:
    """Takes what a look at the whole store has found of this file: where something is wrong it is opened no
    more, where nothing is, it is again."""
    global _damage, _opened
    with _opening:
        if why:
            _damage, _opened = (judged, why), None
        elif _damage and _damage[0] == judged:
            _damage = None


@contextmanager
def damage_told() -> Iterator[None]:
    """Around every question to the published data. Raises DamagedDatabaseError where DuckDB cannot read its
    file; errors of ours stay what they are."""
    global _opened
    try:
        yield
    except duckdb.Error as error:
        if not is_damage(error):
            raise
        why = _said_by(error)
        with suppress(NoDatabaseError), _opening:
            # A connection that failed so may answer nothing more, not even of a file that was mended.
            _opened = None
            damaged = identity()
            # A file that is still what was published has only been hard to read for a moment.
            if seal.read(Path(damaged[0]).parent) is None or seal.is_broken(Path(damaged[0]).parent):
                _condemned(damaged, error)
        raise DamagedDatabaseError(why) from error
