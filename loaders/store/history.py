"""What became of every load: the register, newest first, as the command line and the data page show it."""

from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import accumulate
from pathlib import Path
from typing import Any, Literal

import seal
from loaders.checks.control import Control
from loaders.schema.datasets import DATASETS
from loaders.store import register
from loaders.store.publishing import refuse_missing
from loaders.store.register import Load, opened, usable
from loaders.store.replay import in_force

State = Literal["in_force", "partly_replaced", "replaced", "undone"]


@dataclass(frozen=True)
class LoadEntry:
    """A load and what became of it. `rows_in_force` are those of its rows that no later load replaced."""

    load_id: int
    table: str
    organization_code: str | None
    """Several, with commas between, where the file is about several; so with the next three."""
    fiscal_year: str
    as_of: str | None
    round_months: str | None
    file_name: str
    sha256: str
    size: int
    rows_stored: int
    rows_in_force: int
    control: Control | None
    """None of what an earlier version loaded."""
    warnings: int
    loaded_by: str
    loaded_at: datetime
    """In UTC, without a zone; so with `undone_at`."""
    state: State
    replaced_by: int | None
    undone_at: datetime | None
    undone_by: str | None = None
    """None also of what an earlier version undid."""
    approved_by: str | None = None
    """Who published the draft that `loaded_by` made; None where it was no draft."""
    loader_mark: str | None = None
    """The mark of `loaded_by` (see `Actor`); None of who had not signed in, or of an earlier version."""
    is_before_earlier: bool = False
    """Whether an earlier load has a later time: the clock was set back in between."""

    def as_json(self) -> dict[str, Any]:
        """The load as the command line's `--json` gives it."""
        times = {
            name: moment and f"{moment:%Y-%m-%dT%H:%M:%SZ}"
            for name, moment in asdict(self).items()
            if name.endswith("_at")
        }
        return asdict(self) | times | {"control": self.control and self.control.as_json()}


def history(folder: Path) -> list[LoadEntry]:
    """Every load of a store, newest first. Raises LoadError where there is no such store, or where its
    database is lost."""
    refuse_missing(folder)
    # A store into which nothing was loaded yet.
    if not seal.database(folder).exists():
        return []
    with usable(folder), opened(seal.database(folder), read_only=True) as connection:
        counts = {table: in_force(connection, table) for table in DATASETS}
        loads = register.loads(connection)
    latest = accumulate((load["loaded_at"] for load in loads), max)
    entries = [
        _entry(load, counts[load["table"]][load["load_id"]], is_before_earlier=load["loaded_at"] < until_then)
        for load, until_then in zip(loads, latest, strict=True)
    ]
    return entries[::-1]


def _entry(load: Load, rows_in_force: int, *, is_before_earlier: bool) -> LoadEntry:
    columns = {name: load[name] for name in LoadEntry.__dataclass_fields__ if name in load}
    columns["control"] = load["control"] and Control.of_json(load["control"])
    return LoadEntry(
        **columns,
        rows_in_force=rows_in_force,
        state=_state(load, rows_in_force),
        is_before_earlier=is_before_earlier,
    )


def _state(load: Load, rows_in_force: int) -> State:
    if load["undone_at"]:
        return "undone"
    if load["replaced_by"]:
        return "replaced"
    return "in_force" if rows_in_force == load["rows_stored"] else "partly_replaced"
