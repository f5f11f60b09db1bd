"""Tables as an office prints them: heads over several columns, totals, headings between the rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import pandas as pd

from vocabulary.columns import heading, visible_columns
from vocabulary.tables import as_text
from vocabulary.values import is_address, is_figure
from vocabulary.values import on_paper as written

Kind = Literal["row", "heading", "total"]
VERBATIM = ("file_before", "file_name")
"""Columns that are copied from a machine and compared with it: their digits stay as they are."""


@dataclass(frozen=True)
class Column:
    """The head of a column, and the `group` that it stands under with its neighbours of the same group: "6
    months"."""

    head: str
    is_figure: bool = False
    group: str = ""
    is_verbatim: bool = False
    """Whether its digits stay as they are."""


@dataclass(frozen=True)
class Row:
    """A cell for each column. A `heading` has all its words in the first and stands across the table."""

    cells: tuple[str, ...]
    kind: Kind = "row"


@dataclass(frozen=True)
class PaperTable:
    """What is printed: columns and rows, every value already as paper has it."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    def shortened(self, most: int) -> "PaperTable":
        """The table with its first `most` rows and what stands between them; totals of the rest stay."""
        places = [place for place, row in enumerate(self.rows) if row.kind == "row"]
        if len(places) <= most:
            return self
        end = places[most - 1] + 1
        totals = tuple(row for row in self.rows[end:] if row.kind == "total")
        return replace(self, rows=(*self.rows[:end], *totals))


def column(name: str) -> Column:
    """The column of a query's answer as paper heads it."""
    return Column(heading(name), is_figure(name), is_verbatim=name in VERBATIM or is_address(name))


def rows(table: pd.DataFrame, kind: Kind = "row") -> tuple[Row, ...]:
    """The rows of a query's answer as paper has them, in its visible columns."""
    return tuple(Row(tuple(cells), kind) for cells in as_text(table))


def row_of(values: Mapping[Any, Any], names: Sequence[str], kind: Kind = "row", first: str = "") -> Row:
    """What one row of a query's answer has in these columns, nothing where it lacks one; before them `first`,
    where it is given."""
    cells = (written(name, values[name]) if name in values else "" for name in names)
    return Row((first, *cells) if first else tuple(cells), kind)


def heading_row(text: str, columns: int) -> Row:
    """A row that says what the rows below it are of."""
    return Row((text, *[""] * (columns - 1)), "heading")


def of_table(table: pd.DataFrame, names: Sequence[str] = (), *totals: pd.DataFrame) -> PaperTable:
    """A query's answer in these of its columns (none named: all that readers see), with the rows of `totals`,
    which have the same columns, below."""
    columns = visible_columns(names or table.columns)
    every = (row for total in totals for row in rows(total[columns], "total"))
    return PaperTable(tuple(map(column, columns)), (*rows(table[columns]), *every))
