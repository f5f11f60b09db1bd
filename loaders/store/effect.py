"""What storing a checked file would do to the published tables, computed before anything is stored."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

import seal
from loaders.checks import workbench
from loaders.checks.check import Checked
from loaders.problem import LoadError
from loaders.schema.dataset import Dataset
from loaders.store import register
from loaders.store.register import one, usable

MEANS = ("score_percent",)
"""Percentages of which the mean says something. Any other is a ratio of sums, of which a mean would be
another figure."""
MOST_TOLD = 10
"""How many rows that change, and how many that go, are told one by one."""


@dataclass(frozen=True)
class Total:
    """What a column of figures comes to in the slices that a file brings; None where there is no value.
    Amounts and counts are summed, of scores the mean is taken."""

    column: str
    before: Decimal | None
    after: Decimal | None
    is_mean: bool = False


@dataclass(frozen=True)
class Change:
    """A row that would get other values, or go: its key, and column → its values before and after (of a row
    that goes: its figures, and nothing after)."""

    key: dict[str, Any]
    values: dict[str, tuple[Any, Any]]


@dataclass(frozen=True)
class Effect:
    """Rows with a key that is not there yet, with other values than the row they replace, and just like it;
    rows of the same slices that would go, because the file does not have them; what the figures come to; and
    the first of the rows that change and of those that go."""

    new: int
    changed: int
    unchanged: int
    gone: int
    totals: tuple[Total, ...]
    changes: tuple[Change, ...] = ()
    losses: tuple[Change, ...] = ()
    replaced_digest: str = ""
    stored_digest: str = ""
    """What the values that would be replaced, and those that would be stored, come to: others of the same
    rows only if a value differs."""

    def as_json(self) -> dict[str, Any]:
        """The effect as the command line's `--json` gives it; figures and days as text, so that none is
        rounded."""
        written: dict[str, Any] = _as_text(asdict(self))
        return written


def _as_text(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _as_text(held) for name, held in value.items()}
    if isinstance(value, list | tuple):
        return [_as_text(held) for held in value]
    return str(value) if isinstance(value, Decimal | date) else value


def effect(folder: Path, checked: Checked) -> Effect:
    """What storing this file would do. Reads the published database and writes nothing. Raises LoadError
    where it is damaged."""
    connection, dataset = checked.connection, checked.dataset
    # A file that waits keeps its rows with little memory.
    workbench.wake(connection)
    with usable(folder), _published(connection, folder, dataset.table) as earlier:
        changes = _compared(connection, dataset, earlier)
    workbench.rest(connection, checked.at_rest)
    return changes


@contextmanager
def _published(connection: duckdb.DuckDBPyConnection, folder: Path, table: str) -> Iterator[str]:
    """SQL for the published rows of a table, with the columns of `checked`."""
    if not seal.database(folder).exists():
        # No rows, but the columns that are compared.
        yield "(FROM checked LIMIT 0)"
        return
    # ATTACH takes no value to bind.
    quoted = str(seal.database(folder)).replace("'", "''")
    try:
        connection.execute(f"ATTACH '{quoted}' AS published (READ_ONLY)")
    except duckdb.Error as error:
        raise LoadError(register.unusable(folder, error)) from error
    try:
        # By name: a database of an earlier version may lack a column.
        yield f"((FROM checked LIMIT 0) UNION ALL BY NAME FROM published.{table})"
    finally:
        connection.execute("DETACH published")


def first_rows(checked: Checked, count: int) -> list[dict[str, Any]]:
    """The first rows of a file as they would be stored, each a column's name → its value."""
    rows = checked.connection.execute(
        "SELECT * EXCLUDE source_row FROM checked ORDER BY source_row LIMIT $count", {"count": count}
    )
    names = [column[0] for column in rows.description]
    return [dict(zip(names, row, strict=True)) for row in rows.fetchall()]


def _compared(connection: duckdb.DuckDBPyConnection, dataset: Dataset, published: str) -> Effect:
    same_slice = " AND ".join(
        f"published.{name} IS NOT DISTINCT FROM checked.{name}" for name in dataset.replaces
    )
    earlier = f"(FROM {published} AS published WHERE EXISTS (SELECT 1 FROM checked WHERE {same_slice}))"
    key = ", ".join(_key(dataset))
    values = ", ".join(column.name for column in dataset.columns) + (
        ", occurrence" if dataset.lines_may_repeat else ""
    )

    def count(query: str) -> int:
        counted: int = one(connection, f"SELECT count(*) FROM ({query})")
        return counted

    brought, there = count("FROM checked"), count(f"FROM {earlier}")
    # ALL: a line that a file truly repeats counts as often as it stands there.
    both = count(f"SELECT {key} FROM checked INTERSECT ALL SELECT {key} FROM {earlier}")
    unchanged = count(f"SELECT {values} FROM checked INTERSECT ALL SELECT {values} FROM {earlier}")
    changes = _changes(connection, dataset, earlier) if both > unchanged else ()
    losses = _losses(connection, dataset, earlier) if there > both else ()
    totals = _totals(connection, dataset, earlier)

    def digest(rows: str) -> str:
        return str(one(connection, f"SELECT sum(hash(lines)) FROM (SELECT {values} FROM {rows}) AS lines"))

    digests = digest(earlier), digest("checked")
    counts = brought - both, both - unchanged, unchanged, there - both
    return Effect(*counts, totals, changes, losses, *digests)


def _key(dataset: Dataset) -> tuple[str, ...]:
    return (*dataset.key, "occurrence") if dataset.lines_may_repeat else dataset.key


def _same_row(dataset: Dataset) -> str:
    # A key may hold nothing, as of a line without a programme: = would never find it again.
    return " AND ".join(f"earlier.{name} IS NOT DISTINCT FROM checked.{name}" for name in _key(dataset))


def _changes(connection: duckdb.DuckDBPyConnection, dataset: Dataset, earlier: str) -> tuple[Change, ...]:
    """The first rows that keep their key and get other values, in the order of the file."""
    key, others = _key(dataset), [name for name in dataset.names if name not in dataset.key]
    differ = " OR ".join(f"earlier.{name} IS DISTINCT FROM checked.{name}" for name in others)
    asked = [f"checked.{name}" for name in key] + [
        f"{side}.{name}" for side in ("earlier", "checked") for name in others
    ]
    rows = connection.execute(
        f"""SELECT {", ".join(asked)} FROM checked JOIN {earlier} AS earlier ON {_same_row(dataset)}
            WHERE {differ} ORDER BY checked.source_row LIMIT {MOST_TOLD}"""
    ).fetchall()
    changes = []
    for row in rows:
        before, after = row[len(key) : len(key) + len(others)], row[len(key) + len(others) :]
        values = {
            name: (old, new) for name, old, new in zip(others, before, after, strict=True) if old != new
        }
        # A row begins with its key and goes on with its values.
        changes.append(Change(dict(zip(key, row, strict=False)), values))
    return tuple(changes)


def _losses(connection: duckdb.DuckDBPyConnection, dataset: Dataset, earlier: str) -> tuple[Change, ...]:
    """The first rows that the file does not have, in the order in which they were loaded."""
    key = _key(dataset)
    asked = ", ".join((*key, *dataset.figures))
    rows = connection.execute(
        f"""SELECT {asked} FROM {earlier} AS earlier ANTI JOIN checked ON {_same_row(dataset)}
            ORDER BY load_id, source_row LIMIT {MOST_TOLD}"""
    ).fetchall()
    return tuple(
        Change(
            dict(zip(key, row, strict=False)),
            {name: (old, None) for name, old in zip(dataset.figures, row[len(key) :], strict=True)},
        )
        for row in rows
    )


def _totals(connection: duckdb.DuckDBPyConnection, dataset: Dataset, earlier: str) -> tuple[Total, ...]:
    means = {name: name in MEANS for name in dataset.figures if name in MEANS or name in dataset.amounts}
    asked = ", ".join(
        f"CAST({'avg' if mean else 'sum'}({name}) AS {dataset.column(name).kind.sum_type})"
        for name, mean in means.items()
    )
    if not asked:
        return ()
    (before,) = connection.execute(f"SELECT {asked} FROM {earlier}").fetchall()
    (after,) = connection.execute(f"SELECT {asked} FROM checked").fetchall()
    figures = zip(means.items(), before, after, strict=True)
    return tuple(
        # A column that is empty before and after is not told.
        Total(name, old, new, mean)
        for (name, mean), old, new in figures
        if (old, new) != (None, None)
    )
