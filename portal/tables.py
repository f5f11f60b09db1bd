"""The rows of open data, asked for: filtered, sorted and by the page, with the columns that the files of the
export have."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from duckdb import DuckDBPyConnection

from loaders.schema.dataset import Dataset
from loaders.schema.datasets import DATASETS
from loaders.store import open_data
from queries.scope import Cursor

NUMBER = "_id"
"""The column that numbers the rows of a table, as CKAN has one."""
KINDS = {"integer": ("int4", "BIGINT"), "number": ("numeric", "DECIMAL(38, 6)"), "date": ("date", "DATE")}
"""The type of a field → what CKAN and DuckDB call it."""
TEXT = ("text", "VARCHAR")
Values = Mapping[str, Sequence[Any]]


class UnknownValueError(Exception):
    """A value that its column cannot have; the argument is the column."""


@dataclass(frozen=True)
class Wanted:
    """Which rows are asked for: those that have one of the values in each of these columns and all words in
    their texts; in which order, from which on, how many; and which of their columns (none: all)."""

    filters: Values
    words: str
    sort: tuple[tuple[str, bool], ...]
    """Columns, and whether from the largest."""
    limit: int
    offset: int
    columns: tuple[str, ...]


@contextmanager
def as_exported(cursor: Cursor) -> Iterator[DuckDBPyConnection]:
    """The cursor as the export asks: the published tables by their bare names, and the names of
    organizations."""
    cursor.execute("CREATE OR REPLACE TEMP VIEW organization AS FROM memory.main.organization")
    cursor.execute("USE published")
    yield cursor


def fields(cursor: Cursor, table: str, organization: str) -> list[dict[str, Any]]:
    """The columns of a table, as a Data Package describes them."""
    with as_exported(cursor) as connection:
        return [field for _sql, field in open_data.fields(connection, DATASETS[table], organization)]


def facts(cursor: Cursor, table: str) -> dict[str, open_data.Facts]:
    """By organization, what the form of the Thai open-data catalogue is filled in with for a table."""
    with as_exported(cursor) as connection:
        return open_data.facts_of_each(connection, DATASETS[table])


def rows(
    cursor: Cursor, table: str, organization: str, wanted: Wanted
) -> tuple[list[str], list[tuple[Any, ...]], int]:
    """The names of the columns, the rows, and how many there are in all. Raises UnknownValueError."""
    dataset = DATASETS[table]
    with as_exported(cursor) as connection:
        known = open_data.fields(connection, dataset, organization)
        types = {NUMBER: "integer", **{field["name"]: field["type"] for _sql, field in known}}
        conditions, bound = _conditions(types, wanted)
        every = f"({_every(dataset, known)}) AS line WHERE {conditions}"
        names = list(wanted.columns or types)
        columns = ", ".join(_quoted(name, types) for name in names)
        order = "".join(
            f"{_quoted(name, types)} {'DESC' if down else 'ASC'} NULLS LAST, " for name, down in wanted.sort
        )
        bound |= {"organization": organization}
        paged = {"limit": wanted.limit, "offset": wanted.offset}
        page = connection.execute(
            f"SELECT {columns} FROM {every} ORDER BY {order}{NUMBER} LIMIT $limit OFFSET $offset",
            bound | paged,
        ).fetchall()
        ((total,),) = connection.execute(f"SELECT count(*) FROM {every}", bound).fetchall()
    return names, page, total


def _quoted(name: str, types: Mapping[str, str]) -> str:
    """The name of a column as SQL writes it: of one that is known, for names cannot be bound."""
    if name not in types:
        raise UnknownValueError(name)
    return f'"{name}"'


def _every(dataset: Dataset, known: open_data.Fields) -> str:
    columns = ", ".join(f'{sql} AS "{field["name"]}"' for sql, field in known)
    numbered = f"row_number() OVER (ORDER BY {open_data.order(dataset)}) AS {NUMBER}"
    return f"SELECT {numbered}, {columns} {open_data.selected(dataset)}"


def _conditions(types: Mapping[str, str], wanted: Wanted) -> tuple[str, dict[str, Any]]:
    """SQL that is true for the rows that are asked for, of names that are known and values that are bound."""
    bound: dict[str, Any] = {}
    conditions = ["true"]
    for place, (column, values) in enumerate(wanted.filters.items()):
        name = _quoted(column, types)
        stated = [_read(column, types[column], value) for value in values if value is not None]
        bound[f"values{place}"] = stated
        kind = KINDS.get(types[column], TEXT)[1]
        among = f"list_contains($values{place}::VARCHAR[]::{kind}[], {name}::{kind})"
        conditions.append(f"({among} OR {name} IS NULL)" if None in values else f"coalesce({among}, false)")
    texts = ", ".join(f'"{name}"' for name, kind in types.items() if kind == "string")
    for place, word in enumerate(wanted.words.split()):
        bound[f"word{place}"] = word
        conditions.append(f"contains(lower(concat_ws(' ', {texts})), lower($word{place}))")
    return " AND ".join(conditions), bound


def _read(name: str, kind: str, value: Any) -> str:
    """A value of a filter as text that DuckDB reads as one of this type."""
    try:
        match kind:
            case "integer" | "number":
                number = Decimal(f"{value}")
                is_fit = number.is_finite() and abs(number) < 10**15 and not isinstance(value, bool)
                if not is_fit or (kind == "integer" and number != int(number)):
                    raise UnknownValueError(name)
                # As the column keeps it: written out, 1e-999999999 would fill the memory.
                return f"{int(number)}" if kind == "integer" else f"{number:.6f}"
            case "date":
                return date.fromisoformat(f"{value}").isoformat()
    except (ArithmeticError, ValueError) as error:
        raise UnknownValueError(name) from error
    return f"{value}"
