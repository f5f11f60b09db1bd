"""What a form of tables is: how it is recognised, what about it is settled with the clerk, how its rows are
read, and in which words it is explained. Each form stands in a module of its own, all of them in `forms`."""

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from loaders.files.text import Text
from loaders.layout.reading import Header, Options, Reading, arabic, normal
from loaders.rows import Notices, Record, Row
from loaders.schema.dataset import Dataset

LETTER = re.compile(r"[^\W\d]")
Recognise = Callable[[Dataset, list[Header], list[Row], Options], Iterator[Reading]]
"""Data set, headers that the table may have, its first rows, options → how it may be read, the best first."""
Settle = Callable[[Reading, Text, Options, Notices], tuple[Reading, dict[str, str]]]
"""What the form leaves open, decided on all rows; with the questions that were answered: key → answer."""
Read = Callable[[Reading, Iterator[Row], Notices, dict[int, str]], Iterator[Record]]
"""The rows below the header → records. The last argument says which rows are totals, or lines, otherwise than
their words say."""


def nothing_to_settle(
    reading: Reading, _text: Text, _options: Options, _notices: Notices
) -> tuple[Reading, dict[str, str]]:
    """A form whose header says all."""
    return reading, {}


@dataclass(frozen=True)
class Form:
    """One form of tables; `name` is the layout that its readings bear."""

    name: str
    recognise: Recognise
    read: Read
    explain: Callable[[Reading], str]
    """What the form is called, as a message to translate."""
    settle: Settle = nothing_to_settle
    tables: tuple[str, ...] = ()
    """The data sets that come in this form (none named: any)."""
    tells_unknown_headers: bool = False
    """Whether headers that mean nothing are told by the header alone."""
    is_last_resort: bool = False
    """Whether tables of other forms look like it, so that any other is preferred."""
    is_certain: bool = False
    """Whether a table that looks like it is of no other form, however many columns another knows."""
    overrules_scores: bool = False
    """Whether a column of scores beside it is of one level only, or printed."""
    computes_scores: bool = False
    """Whether its scores are computed here, in percent, and not read."""
    division_in_title: bool = False
    """Whether a title names the one division that the table is about."""
    says: Callable[[Reading], dict[str, str]] = lambda _reading: {}
    """What its header says that holds for all rows: column → value. What titles say comes before it."""
    missing: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Column → the message and the option where this form lacks it, if these are others than usual."""


def best_first(readings: Iterable[Reading | None]) -> list[Reading]:
    """The readings there are: first those that know most columns, then those under the shallowest header, so
    that a title is not taken for a part of it."""
    return sorted(
        (reading for reading in readings if reading),
        key=lambda reading: (-len(reading.positions), -len(reading.across), len(reading.header.rows)),
    )


def rows_below(header: Header, head: list[Row]) -> list[list[str]]:
    """The cells of the first rows below a header, as wide as it, without those that repeat it."""
    rows = [cells + [""] * (header.width - len(cells)) for _, cells in head[header.above + header.tiers :]]
    names = [normal(name) for name in header.lowest]
    return [cells for cells in rows if [normal(cell) for cell in cells[: header.width]] != names]


def hold_figures(rows: list[list[str]], places: Iterable[int]) -> bool:
    """Whether figures stand below: the answers of a respondent are words that a header of levels has, too."""
    return any(re.search(r"\d", arabic(cells[at])) for cells in rows for at in places)


def is_tier(cells: list[str], places: Iterable[int]) -> bool:
    """Whether a row is one more tier of the header: words stand where figures belong, and no figure
    anywhere."""
    # A dash stands where a figure may: nobody was asked.
    return any(cells[at].strip(" -") for at in places) and not re.search(r"\d", arabic("".join(cells)))


def places_of(
    header: Header, names: Mapping[str, str], wanted: Container[str], without: Container[int] = ()
) -> dict[str, int]:
    """Where the wanted columns stand in a header of these `names` (header → column), `without` some places;
    of two headers of one name the first counts."""
    return {
        name: at
        for at, text in reversed(list(enumerate(header.lowest)))
        if (name := names.get(normal(text), "")) in wanted and at not in without
    }


def column_names(dataset: Dataset) -> dict[str, str]:
    """Every header under which a column of the data set arrives, as headers are compared → the column."""
    return {
        normal(name): column.name
        for column in dataset.columns
        for name in (*column.also, column.title, column.name)
    }
