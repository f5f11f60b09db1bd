"""From the rows of a table to the records of its data set, by the layout that the table has."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from loaders.layout.form_records import counted, matrix, planned, responses
from loaders.layout.forms import COUNTS, MATRIX, PLANNED, RESPONSES
from loaders.layout.printed import PrintedRows, label_of
from loaders.layout.reading import Reading, arabic
from loaders.rows import Record, Row, Told, trimmed
from vocabulary.language import N_


def records(reading: Reading, rows: Iterator[Row], told: Told, roles: dict[int, str]) -> Iterator[Record]:
    """The records of a table whose rows below the header are `rows`; notices go to `told`. `roles` says which
    rows are totals, or lines, otherwise than their words say."""
    if reading.is_printed:
        rows = _without_numbers_of_columns(rows, told)
    if reading.layout == MATRIX:
        yield from matrix(reading, rows, told)
    elif reading.layout == COUNTS:
        yield from counted(reading, rows, told)
    elif reading.layout == RESPONSES:
        yield from responses(reading, rows, told)
    elif reading.layout == PLANNED:
        yield from planned(reading, rows, told)
    else:
        yield from _rows(reading, rows, told, roles)


def _rows(reading: Reading, rows: Iterator[Row], told: Told, roles: dict[int, str]) -> Iterator[Record]:
    """Rows that are records already, one by one; of a printed table, what stands between them is told
    apart."""
    printed = PrintedRows(reading, told, roles) if reading.is_printed else None
    for row, cells in rows:
        told.rows_read += 1
        found = {name: trimmed(cells[at]) for name, at in reading.positions.items()}
        for record in (
            printed.read(row, cells, found)
            if printed
            else [Record(row, found, label=label_of(reading, cells))]
        ):
            yield replace(record, cells=reading.given_cells | record.cells)
    for record in printed.end() if printed else []:
        yield replace(record, cells=reading.given_cells | record.cells)


def _without_numbers_of_columns(rows: Iterator[Row], told: Told) -> Iterator[Row]:
    """The rows without a first one that only counts the columns: 1, 2, 3 … or (1), (2), (3) …"""
    first = next(rows, None)
    if first is None:
        return rows
    said = [re.fullmatch(r"\(?(\d+)\)?", arabic(cell)) for cell in map(str.strip, first[1]) if cell]
    if len(said) >= 3 and [int(each[1]) if each else 0 for each in said] == list(range(1, len(said) + 1)):
        told.rows_read += 1
        told.note(N_("Row {row} only numbers the columns and was passed over."), first[0])
        return rows
    return chain([first], rows)
