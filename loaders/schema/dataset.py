"""The words in which a data set is described: from one description come the table, the checks and the
template."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from loaders.schema.kinds import NAME, TEXT, Kind


@dataclass(frozen=True)
class Column:
    """A column: its name in the table, its Thai title, what its cells hold, and other headers under which it
    arrives."""

    name: str
    title: str
    kind: Kind
    also: tuple[str, ...] = ()
    required: bool = False
    example: str = ""
    spans: bool = False
    """Whether a printed table writes the value once, on the first of the rows that it holds for."""
    is_beside_totals: bool = False
    """Whether totals are found without it: many a printed total leaves it blank."""
    may_be_unreported: bool = False
    """Whether a table may state none of it, as an ordinance states no payments; a blank cell beside others is
    asked about."""


@dataclass(frozen=True)
class Rule:
    """What must hold within a row beyond the kinds of its cells: `broken` is SQL over the row's values."""

    name: str
    column: str
    broken: str
    message: str


@dataclass(frozen=True)
class Screen:
    """A printed form whose headers mean something by their order only: (headers of the lowest tier, column)
    from left to right; a column of None is not stored."""

    layout: str
    headers: tuple[tuple[tuple[str, ...], str | None], ...]


@dataclass(frozen=True)
class Joint:
    """A printed column that holds several `columns` in one cell, which may also stand under headers of their
    own."""

    columns: tuple[str, ...]
    headers: tuple[str, ...]
    patterns: tuple[str, ...]
    """How a cell may be read apart, in the order in which these are tried: the named groups of each are
    columns; one that it does not name is empty."""


@dataclass(frozen=True)
class Cube:
    """How the lines of a data set are summed for whoever asks of many organizations (loaders/cubes.py): by
    organization and report, its amounts."""

    apart: tuple[str, ...] = ()
    """Columns by which each sum is kept apart besides."""
    parts: tuple[str, ...] = ()
    """Columns by whose values the whole is also told, one column at a time."""
    sums: Mapping[str, str] = field(default_factory=dict)
    """What else is summed: name → SQL over a line and its load's `encumbered_convention`."""


@dataclass(frozen=True)
class Dataset:
    """A table and the file that fills it."""

    table: str
    title: str
    sheet: str
    """What the sheet of its template is called: Excel takes 31 letters, fewer than most titles have."""
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    replaces: tuple[str, ...]
    """Part of the key: a file that brings one combination of these values brings all of its rows, and
    replaces earlier ones."""
    rules: tuple[Rule, ...] = ()
    lines_may_repeat: bool = False
    """Whether lines with the same key are kept apart as occurrence 1, 2 … instead of being refused."""
    is_about_people: bool = False
    """Whether a file's other columns may tell of people: they are dropped at the door, and the copy of the
    file that is kept has these alone."""
    screens: tuple[Screen, ...] = ()
    joints: tuple[Joint, ...] = ()
    cube: Cube = Cube()

    def column(self, name: str) -> Column:
        """The column called `name`."""
        return next(column for column in self.columns if column.name == name)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Names of all columns, in order."""
        return tuple(column.name for column in self.columns)

    @property
    def required(self) -> tuple[str, ...]:
        """Names of the columns that a file must bring."""
        return tuple(column.name for column in self.columns if column.required)

    @property
    def figures(self) -> tuple[str, ...]:
        """Names of the columns that a total row may state."""
        return tuple(column.name for column in self.columns if column.kind.is_figure)

    @property
    def amounts(self) -> tuple[str, ...]:
        """Names of the columns whose values add up: amounts and counts."""
        return tuple(column.name for column in self.columns if column.kind.adds_up)

    @property
    def proving(self) -> tuple[str, ...]:
        """Names of the amounts by which totals are known, and columns that are not used explained."""
        return tuple(name for name in self.amounts if not self.column(name).is_beside_totals)

    @property
    def texts(self) -> tuple[str, ...]:
        """Names of the columns of free text."""
        return tuple(column.name for column in self.columns if column.kind in (NAME, TEXT))
