"""What storing a checked file would do to the published tables, computed before anything is stored."""

from dataclasses import asdict, dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from database import FILE_NAME
from loaders import register
from loaders.checks import Checked
from loaders.dataset import Dataset
from loaders.problem import LoadError
from loaders.register import one


@dataclass(frozen=True)
class Total:
    """What a column of figures comes to in the slices that a file brings; None where there is no value. Amounts and counts
    are summed, of percentages the mean is taken."""

    column: str
    before: Decimal | None
    after: Decimal | None
    is_mean: bool = False


@dataclass(frozen=True)
class Effect:
    """Rows with a key that is not there yet, with other values than the row they replace, and just like it; rows of the same
    slices that would go, because the file does not have them; and what the figures come to."""

    new: int
    changed: int
    unchanged: int
    gone: int
    totals: tuple[Total, ...]

    def as_json(self) -> dict[str, Any]:
        """The effect as the command line's `--json` gives it; figures as text, so that none is rounded."""
        figures = [{name: str(value) if isinstance(value, Decimal) else value for name, value in asdict(total).items()}
                   for total in self.totals]  # fmt: skip
        return asdict(self) | {"totals": figures}


def effect(folder: Path, checked: Checked) -> Effect:
    """What storing this file would do. Reads the published database and writes nothing. Raises LoadError where it is damaged."""
    connection, published = checked.connection, folder / FILE_NAME
    if not published.exists():
        return _compared(connection, checked.dataset, "(FROM checked LIMIT 0)")
    quoted = str(published).replace("'", "''")
    try:
        connection.execute(f"ATTACH '{quoted}' AS published (READ_ONLY)")
    except duckdb.Error as error:
        raise LoadError(register.unusable(folder, error)) from error
    try:
        return _compared(connection, checked.dataset, f"published.{checked.dataset.table}")
    finally:
        connection.execute("DETACH published")


def first_rows(checked: Checked, count: int) -> list[dict[str, Any]]:
    """The first rows of a file as they would be stored, each a column's name → its value."""
    found = checked.connection.execute(
        "SELECT * EXCLUDE source_row FROM checked ORDER BY source_row LIMIT $count", {"count": count}
    )
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _compared(connection: duckdb.DuckDBPyConnection, dataset: Dataset, published: str) -> Effect:
    same_slice = " AND ".join(f"published.{name} IS NOT DISTINCT FROM checked.{name}" for name in dataset.replaces)
    earlier = f"(FROM {published} AS published WHERE EXISTS (SELECT 1 FROM checked WHERE {same_slice}))"
    key = ", ".join((*dataset.key, "occurrence") if dataset.lines_may_repeat else dataset.key)
    values = ", ".join(column.name for column in dataset.columns) + (", occurrence" if dataset.lines_may_repeat else "")

    def count(query: str) -> int:
        counted: int = one(connection, f"SELECT count(*) FROM ({query})")
        return counted

    brought, there = count("FROM checked"), count(f"FROM {earlier}")
    both = count(f"SELECT {key} FROM checked INTERSECT ALL SELECT {key} FROM {earlier}")
    unchanged = count(f"SELECT {values} FROM checked INTERSECT ALL SELECT {values} FROM {earlier}")
    return Effect(brought - both, both - unchanged, unchanged, there - both, _totals(connection, dataset, earlier))


def _totals(connection: duckdb.DuckDBPyConnection, dataset: Dataset, earlier: str) -> tuple[Total, ...]:
    # The same people answer every question: their numbers do not add up.
    means = {name: dataset.column(name).kind.spelling == "percent" for name in dataset.figures if name != "respondents"}
    asked = ", ".join(f"CAST({'avg' if mean else 'sum'}({name}) AS DECIMAL(38, 2))" for name, mean in means.items())
    if not asked:
        return ()
    (before,) = connection.execute(f"SELECT {asked} FROM {earlier}").fetchall()
    (after,) = connection.execute(f"SELECT {asked} FROM checked").fetchall()
    figures = zip(means.items(), before, after, strict=True)
    return tuple(Total(name, old, new, mean) for (name, mean), old, new in figures if (old, new) != (None, None))
