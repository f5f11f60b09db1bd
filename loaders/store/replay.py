"""Loading kept originals again: the whole database (rebuild), or what an undone load had replaced (undo)."""

import json
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

import seal
from loaders import actor
from loaders.checks import workbench
from loaders.checks.check import check
from loaders.files.sheets import read_sheets
from loaders.layout.reading import Options
from loaders.problem import LoadError, Problem
from loaders.schema.datasets import DATASETS
from loaders.store import register
from loaders.store.publishing import NextDatabase, publishing, refuse_missing, store
from loaders.store.register import Entry, Load, opened, usable
from vocabulary.language import N_


def rebuild(folder: Path, progress: Callable[[str], None] = lambda name: None) -> int:
    """Makes the database again from the kept originals and the register; gives the number of loads in it.
    Loads that were undone stay in the register alone.

    Raises LoadError where an original is missing, is no longer what was loaded, or no longer passes the
    checks; then nothing is published."""
    if not seal.database(folder).exists():
        with usable(folder):
            # A store of which nothing is left is refused before a folder is made for it.
            register.last(folder)
    with publishing(folder, afresh=True) as next_database:
        loads = register.last(folder)
        with opened(next_database.path) as connection:
            for load in loads:
                if load["undone_at"]:
                    register.enter_again(connection, load)
        done = [load for load in loads if not load["undone_at"]]
        _load_again(next_database, folder, done, progress)
    return len(done)


def undo(folder: Path, load_id: int, *, publish: bool = True) -> dict[int, int]:
    """Takes a load back, as if it had never been made: what it had replaced returns; gives how many rows of
    which loads.

    The register keeps the load and says when it was undone. Without `publish` nothing is changed, only told.
    Raises LoadError where there is no such load, or where it, or what follows from it, cannot be undone."""
    refuse_missing(folder)
    with publishing(folder) as next_database:
        with opened(next_database.path) as connection:
            loads = register.loads(connection)
            undone = _undoable(loads, load_id)
            table = undone["table"]
            before = in_force(connection, table)
            again = [load for load in _entangled(loads, undone) if load is not undone]
            # All that may have replaced rows of one another go, and come again without the undone one.
            next_database.loads |= {load["load_id"] for load in (*again, undone)}
            for load in (*again, undone):
                connection.execute(
                    f"DELETE FROM {table} WHERE load_id = $load_id", {"load_id": load["load_id"]}
                )
                connection.execute(
                    "DELETE FROM stated_totals WHERE load_id = $load_id", {"load_id": load["load_id"]}
                )
                connection.execute("DELETE FROM loads WHERE load_id = $load_id", {"load_id": load["load_id"]})
            by = actor.current().name
            register.enter_again(connection, {**undone, "undone_at": register.now(), "undone_by": by})
        _load_again(next_database, folder, again)
        with opened(next_database.path) as connection:
            after = in_force(connection, table)
        # The data page first asks what would return, and then whether to undo.
        next_database.changed = publish
    # Those that came back; the undone load's own are fewer.
    return {load: after[load] - before[load] for load in sorted(after) if after[load] > before[load]}


def in_force(connection: register.Connection, table: str) -> Counter[int]:
    """How many rows of each load a table holds."""
    return Counter(
        dict(connection.execute(f"SELECT load_id, count(*) FROM {table} GROUP BY load_id").fetchall())
    )


def _undoable(loads: list[Load], load_id: int) -> Load:
    """The load of that number. Raises LoadError where there is nothing of it to undo."""
    load = next((load for load in loads if load["load_id"] == load_id), None)
    if load is None:
        message = N_(
            "There is no load {value}. The numbers of the loads are told by: python -m loaders history"
        )
        raise LoadError(Problem("error", "no_such_load", message, value=str(load_id)))
    words = {"file": load["file_name"]}
    if load["undone_at"]:
        message = N_("Load {value} ({file}) is undone already.")
        raise LoadError(Problem("error", "already_undone", message, value=str(load_id), words=words))
    if load["replaced_by"]:
        message = N_(
            "Nothing of load {value} ({file}) is in force: load {later} replaced it. Undo load {later} first."
        )
        words |= {"later": str(load["replaced_by"])}
        raise LoadError(Problem("error", "replaced_since", message, value=str(load_id), words=words))
    return load


def _entangled(loads: list[Load], undone: Load) -> list[Load]:
    """The loads whose rows may have replaced one another's, up to the undone one: those of its table that
    share organization and fiscal year with it, or with one that does; in their order."""
    slices = [
        name for name in ("organization_code", "fiscal_year") if name in DATASETS[undone["table"]].replaces
    ]

    def share(one: Load, other: Load) -> bool:
        return all(set(one[name].split(", ")) & set(other[name].split(", ")) for name in slices)

    others = [
        load
        for load in loads
        if load["table"] == undone["table"] and not load["undone_at"] and load is not undone
    ]
    entangled = [undone]
    while joining := [
        load for load in others if load not in entangled and any(share(load, known) for known in entangled)
    ]:
        entangled += joining
    return sorted(entangled, key=lambda load: int(load["load_id"]))


def _load_again(
    next_database: NextDatabase,
    folder: Path,
    loads: Iterable[Load],
    progress: Callable[[str], None] = lambda name: None,
) -> None:
    """Loads originals as they were loaded: in this order, with the options, number, name and date they
    had."""
    for load in loads:
        progress(load["file_name"])
        original = register.original(folder, load)
        options = Options(**json.loads(load["options"]))
        # A moment from the database, a text from register.json.
        moment = datetime.fromisoformat(str(load["loaded_at"]))
        # A register of an earlier version knows no drafts.
        entry = Entry(
            load["load_id"], load["loaded_by"], moment, load.get("approved_by"), load.get("loader_mark")
        )
        try:
            # One load is one sheet, named by its options.
            checked = check(original, read_sheets(original, options.sheet)[0], options)
        except LoadError as error:
            message = N_(
                "The kept original of {value} (load {load}) no longer passes the checks. Nothing was changed."
            )
            words = {"load": str(load["load_id"])}
            problem = Problem("error", "original_refused", message, value=load["file_name"], words=words)
            raise LoadError(problem, *error.problems) from error
        store(next_database, checked, options, entry)
        workbench.end(checked.connection)
