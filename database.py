"""Opens the published database, read-only; hands out a cursor for each use and follows when a load publishes
a newer file."""

import csv
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock, Thread

import duckdb

import seal
from settings import database_folder
from settings import store as store
from vocabulary import fiscal_calendar
from vocabulary.data_sets import DATA_SETS, DataSet
from vocabulary.language import LANGUAGES, N_, translate
from vocabulary.reading_names import told_apart
from vocabulary.spelling import respelled

ROOT = Path(__file__).parent
FILE_NAME = seal.DATABASE
WORDS = (fiscal_calendar.MACROS, ROOT / "queries" / "words.sql")
"""What needs no table to be said: the calendar, and words of ours."""
VIEWS = ROOT / "queries" / "views"
"""What the words of each subject mean; those of common.sql come first, on which the others build."""
REFERENCE = ROOT / "data" / "reference"
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
    folder = Path(_copies().name)
    for earlier in folder.iterdir():
        with suppress(PermissionError):  # on Windows, while it is read
            earlier.unlink()
    number = max((int(earlier.stem) for earlier in folder.iterdir()), default=0) + 1
    return str(shutil.copyfile(path, folder / f"{number}.duckdb"))


@cache
def _copies() -> TemporaryDirectory[str]:
    return TemporaryDirectory(prefix="prongsai-readers-", ignore_cleanup_errors=True)


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
    connection.execute("CREATE SCHEMA reference")
    for table in sorted(REFERENCE.glob("*.csv")):
        lay_out_reference(connection, table.stem, f'TABLE reference."{table.stem}"')
    for script in WORDS:
        connection.execute(script.read_text(encoding="utf-8"))
    try:
        _lay_out_register(connection)
        _lay_out_names(connection)
        for script in sorted(VIEWS.glob("*.sql"), key=lambda views: (views.stem != "common", views.stem)):
            connection.execute(script.read_text(encoding="utf-8"))
    except duckdb.CatalogException as error:
        raise OutdatedDatabaseError(path) from error
    # Last, since all above is read from files; from here on no question can reach any, or allow it again.
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return connection


def _lay_out_register(connection: duckdb.DuckDBPyConnection) -> None:
    """Lays out the register as the table `data_set`, and `brought`: what all data sets hold."""
    connection.execute(
        """
        CREATE TABLE data_set (
            data_set VARCHAR, "table" VARCHAR, place INTEGER, times VARCHAR, findings_under VARCHAR
        )
        """
    )
    connection.executemany(
        "INSERT INTO data_set VALUES (?, ?, ?, ?, ?)",
        [
            (data_set.name, data_set.table, place, data_set.times, data_set.findings)
            for place, data_set in enumerate(DATA_SETS)
        ],
    )
    connection.execute(f"CREATE VIEW brought AS {brought('published.')}")


def _lay_out_names(connection: duckdb.DuckDBPyConnection) -> None:
    """Lays out the table `reading_name` (what is shown in the place of a name), and the schema `named`: the
    tables of the data sets with their names as they are to be read."""
    connection.execute("CREATE SCHEMA named")
    connection.execute(
        """
        CREATE TABLE reading_name (
            organization_code VARCHAR, "table" VARCHAR, "column" VARCHAR, source_name VARCHAR, shown VARCHAR,
            reading VARCHAR, written_by VARCHAR, written_at TIMESTAMP
        )
        """
    )
    readings = _readings(connection)
    for data_set in DATA_SETS:
        columns = sorted({column for table, column in readings if table == data_set.table})
        for column in columns:
            _lay_out_shown(connection, data_set.table, column, readings[data_set.table, column])
        replaced = ", ".join(f"coalesce({column}_.shown, line.{column}) AS {column}" for column in columns)
        joins = "".join(
            f""" LEFT JOIN reading_name AS {column}_
                 ON {column}_."table" = '{data_set.table}' AND {column}_."column" = '{column}'
                 AND {column}_.organization_code = line.organization_code
                 AND {column}_.source_name = line.{column}"""
            for column in columns
        )
        shown = f"line.* REPLACE ({replaced})" if columns else "line.*"
        connection.execute(
            f"CREATE VIEW named.{data_set.table} AS SELECT {shown}"
            f" FROM published.{data_set.table} AS line{joins}"
        )


def _readings(connection: duckdb.DuckDBPyConnection) -> dict[tuple[str, str], list[tuple[str, ...]]]:
    """What was written of how names are to be read, by table and column."""
    known = "SELECT 1 FROM duckdb_tables() WHERE database_name = 'published' AND table_name = 'reading_names'"
    # A database that was published by an earlier version has none.
    if not connection.execute(known).fetchone():
        return {}
    readings: dict[tuple[str, str], list[tuple[str, ...]]] = {}
    for table, column, *reading in connection.execute(
        """
        SELECT "table", "column", organization_code, source_name, reading_name, written_by, written_at
        FROM published.reading_names WHERE reading_name <> ''
        """
    ).fetchall():
        readings.setdefault((table, column), []).append(tuple(reading))
    return readings


def _lay_out_shown(
    connection: duckdb.DuckDBPyConnection, table: str, column: str, readings: list[tuple[str, ...]]
) -> None:
    names: dict[str, set[str]] = {}
    for code, name in connection.execute(
        f"SELECT DISTINCT organization_code, {column} FROM published.{table} WHERE {column} IS NOT NULL"
    ).fetchall():
        names.setdefault(code, set()).add(name)
    for code in sorted({reading[0] for reading in readings}):
        of_code = {source: name for of, source, name, *_written in readings if of == code}
        shown = told_apart(of_code, names.get(code, set()))
        connection.executemany(
            "INSERT INTO reading_name VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (code, table, column, source, shown[source], *written)
                for of, source, *written in readings
                if of == code
            ],
        )


def brought(schema: str = "") -> str:
    """SQL for a line for each line of every data set, of the tables in `schema`: data_set, load_id, whose it
    is (organization_code; of a comparison district and province), fiscal_year, as_of and round_months (null
    where its reports are not told apart so)."""
    return " UNION ALL ".join(_lines(data_set, schema) for data_set in DATA_SETS)


def _lines(data_set: DataSet, schema: str) -> str:
    whose = (
        "NULL::VARCHAR AS organization_code, district, province"
        if data_set.by_district
        else "organization_code, NULL::VARCHAR AS district, NULL::VARCHAR AS province"
    )
    # A comparison comes once a year and says its day all the same.
    as_of = "as_of" if data_set.times == "as_of" or data_set.by_district else "NULL::DATE AS as_of"
    months = "round_months" if data_set.times == "round" else "NULL::INTEGER AS round_months"
    return f"""SELECT '{data_set.name}' AS data_set, load_id, {whose}, fiscal_year, {as_of}, {months}
               FROM {schema}{data_set.table}"""


def lay_out_reference(connection: duckdb.DuckDBPyConnection, name: str, target: str) -> None:
    """Fills `target` (TABLE name, TEMP TABLE name) with a table of data/reference, spelled as what is stored
    is. All is text: a code keeps its leading zero (04960201). Raises duckdb.Error, as DuckDB's own reader
    does, where a row has more or fewer cells than the header."""
    path = REFERENCE / f"{name}.csv"
    # Read here: for a table of a few lines DuckDB's own reader takes five times as long.
    with path.open(encoding="utf-8-sig", newline="") as file:
        numbered = [(at, row) for at, row in enumerate(csv.reader(map(respelled, file)), start=1) if row]
    titles, *rows = (row for _at, row in numbered)
    for number, row in numbered:
        if len(row) != len(titles):
            told = f"{path.name}, row {number}: {len(row)} cells stand below {len(titles)} headers: {row}"
            raise duckdb.InvalidInputException(told)
    columns = ", ".join(f'unnest(${at}::VARCHAR[]) AS "{title}"' for at, title in enumerate(titles, start=1))
    values = [[cell or None for cell in column] for column in zip(*rows, strict=True)] or [[] for _ in titles]
    connection.execute(f"CREATE OR REPLACE {target} AS SELECT {columns}", values)


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
