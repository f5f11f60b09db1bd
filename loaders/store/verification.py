"""Whether a store is still what was published: its database table by table, the originals, and the copy of
its register."""

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import duckdb

import database
import seal
from loaders import audit, cubes, user_texts
from loaders.problem import LoadError, Problem
from loaders.schema.datasets import DATASETS
from loaders.sources import OF_ORGANIZATIONS, Changes
from loaders.store import register
from loaders.store.register import Connection, Load, opened, usable
from vocabulary.language import LANGUAGES, N_

BY_ORGANIZATION = [*OF_ORGANIZATIONS, *cubes.TABLES]
"""Tables of which an organization's rows change with its loads alone."""
Digests = dict[tuple[str, str], str]
"""By table and organization ("": of none): a digest of what they hold."""


def lay_out(connection: Connection, changes: Changes | None = None) -> None:
    """Writes the table `sealed` of the next database: what the rows of every other table come to; of the
    organizations' figures only those that `changes` names are summed again (None: all)."""
    connection.execute(
        f"CREATE TABLE IF NOT EXISTS {seal.TABLE}"
        " (table_name VARCHAR, organization_code VARCHAR, digest VARCHAR)"
    )
    again = f"NOT list_contains({BY_ORGANIZATION}, table_name)" if changes else "true"
    connection.execute(f"DELETE FROM {seal.TABLE} WHERE {again}")
    if changes:
        connection.execute(f"DELETE FROM {seal.TABLE} WHERE {changes.of_organizations}")
    rows = [(*place, digest) for table in _tables(connection, changes) for place, digest in table.items()]
    if rows:
        # As columns: row by row, thousands would take seconds.
        connection.execute(
            f"INSERT INTO {seal.TABLE} SELECT unnest(?), unnest(?), unnest(?)", list(zip(*rows, strict=True))
        )


def _tables(connection: Connection, changes: Changes | None = None) -> Iterator[Digests]:
    """What each table of a database holds (or of what `changes` names); of one that cannot be read, a digest
    that no other is alike."""
    tables = connection.execute(
        """SELECT table_name, sql, regexp_matches(sql, '\\borganization_code\\b') FROM duckdb_tables()
           -- The lines of the audit prove themselves; what holds no row comes to nothing.
           WHERE database_name = current_database() AND NOT temporary AND estimated_size > 0
                 AND table_name NOT IN ($sealed, $audit)
           ORDER BY table_name""",
        {"sealed": seal.TABLE, "audit": audit.TABLE},
    ).fetchall()
    for table, described, has_organizations in tables:
        whose = "coalesce(organization_code, '')" if has_organizations else "''"
        touched = changes.of_organizations if changes and table in BY_ORGANIZATION else "true"
        # In any order: a database that is made again may hold the same rows in another one.
        # No column may be called as the row is: its hash would be of that column alone.
        question = f"""SELECT {whose}, count(*), sum(hash(sealed_row))
                       FROM "{table}" AS sealed_row WHERE {touched} GROUP BY 1 ORDER BY 1"""
        try:
            held = connection.execute(question).fetchall()
        except duckdb.Error as error:
            yield {(table, ""): f"{error}"}
        else:
            yield {
                (table, code): hashlib.sha256(f"{described} {rows} {total}".encode()).hexdigest()
                for code, rows, total in held
            }


def differences(folder: Path) -> list[Problem]:
    """All in which a store is otherwise than it was published: nothing where it is whole, or holds nothing
    yet. Raises LoadError where it cannot be read at all."""
    with usable(folder):
        loads, found = _of_database(folder)
        return [
            *found,
            *_of_register(folder, loads),
            *of_originals(loads, lambda sha256: seal.sha256(folder / register.ORIGINALS / sha256)),
            *_of_texts(folder),
            *_of_pictures(folder),
            *_of_audit(folder, loads),
        ]


def judge(folder: Path) -> list[Problem]:
    """What is wrong with a published store, from now on told in place of every figure; where nothing is,
    figures are shown again. Raises NoDatabaseError where none is published."""
    judged = database.newest()
    try:
        problems = differences(folder)
    except LoadError as error:
        problems = list(error.problems)
    told = {language: "\n\n".join(problem.text(language) for problem in problems) for language in LANGUAGES}
    database.judge(judged, told if problems else None)
    return problems


def of_audit(folder: Path) -> list[Problem]:
    """What is wrong with the lines of the audit, against the published database. Raises LoadError where the
    store cannot be read at all."""
    with usable(folder):
        loads, _found = _of_database(folder)
        return _of_audit(folder, loads)


def refuse_altered(folder: Path) -> None:
    """Raises LoadError where the published database, or what people wrote beside it, is not what was
    published: nothing is read from it or built on it."""
    with usable(folder):
        refuse_altered_database(folder)
        if altered := [*_of_texts(folder)]:
            raise LoadError(*altered)


def refuse_altered_database(folder: Path) -> None:
    """Raises LoadError where the published database is not what was published."""
    if seal.database(folder).exists() and (seal.is_broken(folder) or _is_unsealed(folder)):
        raise LoadError(Problem("error", "database_altered", database.DAMAGED, value=str(folder)))


def refuse_altered_texts(connection: Connection, folder: Path) -> None:
    """Raises LoadError where what people wrote is not what the database of the connection was published
    with."""
    if altered := [*_altered_texts(user_texts.altered(connection, folder))]:
        raise LoadError(*altered)


def _is_unsealed(folder: Path) -> bool:
    if seal.read(folder) is not None:
        return False
    with opened(seal.database(folder), read_only=True) as connection:
        return seal.is_lost(folder, connection)


def _of_database(folder: Path) -> tuple[list[Load], list[Problem]]:
    """The loads of which the store is to have the originals, and what is wrong with its database."""
    path = seal.database(folder)
    if not path.exists():
        lost = [Problem("error", "database_lost", LOST)] if register.is_saved(folder) else []
        return register.saved(folder), lost
    try:
        with opened(path, read_only=True) as connection:
            if seal.is_lost(folder, connection):
                return register.loads(connection), [Problem("error", "seal_lost", SEAL_LOST)]
            if seal.read(folder) is not None and not seal.is_broken(folder):
                return register.loads(connection), []
            return register.saved(folder), _of_tables(connection, is_broken=seal.is_broken(folder))
    except LoadError as error:
        return register.saved(folder), [*error.problems]
    except duckdb.Error as error:
        if not database.is_damage(error):
            raise
        return register.saved(folder), [register.unusable(folder, error)]


def _of_tables(connection: Connection, *, is_broken: bool) -> list[Problem]:
    """Which tables hold something else than the database itself says of them; of a database without a seal,
    which cannot be read."""
    now = {place: digest for table in _tables(connection) for place, digest in table.items()}
    published: Digests = {}
    with suppress(duckdb.CatalogException):  # of an earlier version, or thrown away
        rows = connection.execute(f"FROM main.{seal.TABLE}").fetchall()
        published = {(table, code): digest for table, code, digest in rows}
    unreadable = [place for place, digest in now.items() if len(digest) != len(hashlib.sha256().hexdigest())]
    if not is_broken:
        return [_of_place(table, code) for table, code in unreadable]
    # A table that cannot be read is named once, and not for each organization.
    readable = [place for place in published if (place[0], "") not in unreadable]
    differing = sorted(place for place in {*now, *readable} if now.get(place) != published.get(place))
    if not differing or not published:
        return [Problem("error", "database_altered", ALTERED_ELSEWHERE)]
    return [_of_place(table, code) for table, code in differing]


def _of_place(table: str, code: str) -> Problem:
    name = f"{DATASETS[table].title} ({table})" if table in DATASETS else table
    if code:
        return Problem("error", "table_altered", ALTERED_ROWS, value=name, words={"organization": code})
    return Problem("error", "table_altered", ALTERED_TABLE, value=name)


def _of_register(folder: Path, loads: list[Load]) -> list[Problem]:
    if not seal.is_broken(folder, seal.REGISTER):
        return []
    # As it is written there: moments as text.
    published = {load["load_id"]: load for load in json.loads(json.dumps(loads, default=str))}
    saved = {load.get("load_id"): load for load in register.saved(folder)}
    other = [
        f"{number}"
        for number in published.keys() | saved.keys()
        if published.get(number) != saved.get(number)
    ]
    words = {"loads": ", ".join(sorted(other, key=lambda number: (len(number), number))) or "–"}
    return [Problem("error", "register_altered", REGISTER_ALTERED, words=words)]


def _of_audit(folder: Path, loads: list[Load]) -> list[Problem]:
    head = None
    # A database that cannot be read is told of already.
    with suppress(LoadError), opened(seal.database(folder), read_only=True) as connection:
        head = audit.head(connection)
    return audit.faults(folder, head, {load["load_id"]: load["sha256"] for load in loads})


def of_originals(loads: list[Load], digest: Callable[[str], str]) -> Iterator[Problem]:
    """What is wrong with the kept originals of loads: for the SHA-256 under which each lies, `digest` gives
    that of what lies there ("": nothing)."""
    seen: dict[str, str] = {}
    for load in loads:
        sha256 = load["sha256"]
        if sha256 not in seen:
            seen[sha256] = digest(sha256)
        if seen[sha256] != sha256:
            message = ORIGINAL_ALTERED if seen[sha256] else ORIGINAL_LOST
            words = {"load": f"{load['load_id']}", "sha256": sha256}
            yield Problem("error", "original_altered", message, value=load["file_name"], words=words)


def _of_texts(folder: Path) -> Iterator[Problem]:
    names = list[str]()
    # A database that cannot be read is told of already.
    with suppress(LoadError, duckdb.Error):
        if seal.database(folder).exists():
            with opened(seal.database(folder), read_only=True) as connection:
                names = user_texts.altered(connection, folder)
    return _altered_texts(names)


def _altered_texts(names: list[str]) -> Iterator[Problem]:
    return (Problem("error", "texts_altered", TEXTS_ALTERED, value=name) for name in names)


def _of_pictures(folder: Path) -> Iterator[Problem]:
    for path in sorted((folder / user_texts.PICTURES).glob("*.jpg")):
        if seal.sha256(path) != path.stem:
            yield Problem("error", "picture_altered", PICTURE_ALTERED, value=path.name)


LOST = N_("The database is lost, its register is not. Make it again: python -m loaders rebuild")
SEAL_LOST = N_(
    "seal.json, which says what was published, is lost. Put it back from a backup, or make the database"
    " again: python -m loaders rebuild"
)
ALTERED_ELSEWHERE = N_(
    "The file of the database is another than was published. Make it again: python -m loaders rebuild"
)
ALTERED_ROWS = N_(
    "Table {value}, organization {organization}: what the database holds was damaged or altered since it was"
    " published. Make it again: python -m loaders rebuild"
)
ALTERED_TABLE = N_(
    "Table {value}: what the database holds was damaged or altered since it was published. Make it again:"
    " python -m loaders rebuild"
)
REGISTER_ALTERED = N_(
    "register.json, the copy of the register, was damaged or altered (loads: {loads}). Put it back from a"
    " backup; where the database is whole, it is also written anew by: python -m loaders rebuild"
)
ORIGINAL_ALTERED = N_(
    "The kept original of {value} (load {load}) was damaged or altered: originals/{sha256}. Put it back from"
    " a backup, or load the same file again."
)
ORIGINAL_LOST = N_(
    "The kept original of {value} (load {load}) is lost: originals/{sha256}. Put it back from a backup, or"
    " load the same file again."
)
TEXTS_ALTERED = N_(
    "{value}, which holds what people wrote, was damaged or altered since it was published. Put it back from"
    " a backup. Only if there is none: see that it says what it should, or remove it, then python -m loaders"
    " rebuild"
)
PICTURE_ALTERED = N_(
    "The picture photographs/{value} was damaged or altered since it was added. Put it back from a backup, or"
    " remove it: the database holds a copy of it as it was added."
)
