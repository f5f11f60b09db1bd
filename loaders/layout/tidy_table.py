"""The plain table: each column under a header that names it, each row a record; or printed for people, with
titles, headings and totals beside the records."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from loaders.layout.form import LETTER, Form, column_names
from loaders.layout.joint_columns import joint_of, parted
from loaders.layout.planned_quarters import QUARTERLY, names_quarter, planned_quarter
from loaders.layout.printed_table import PrintedRows
from loaders.layout.reading import TIDY, Header, Options, Reading, arabic, normal, one_line
from loaders.layout.survey_tables import settle_scores
from loaders.problem import Problem
from loaders.rows import CELL, Notices, Record, Row, trimmed
from loaders.schema.dataset import Dataset
from loaders.schema.datasets import DATASETS
from vocabulary.language import N_

_EXPLANATION = N_("one header row, a record in each row below")
_PRINTED_EXPLANATION = N_("a printed table, with titles, headings and totals beside the records")
_AMOUNTS = ("จำนวนเงิน", "เงิน", "บาท", "จำนวน")
"""Headers below a group that say no more than the group does."""
# เบิกจ่าย (ร้อยละ) is no amount of baht.
_SHARE = re.compile(r"[(\[（]\s*(ร้อยละ|%)\s*[)\]）]")


# How it is recognised.


@dataclass(frozen=True)
class _NamedHeader:
    """A header that names a column; whether the caller says so."""

    position: int
    column: str
    is_mapped: bool


def _recognise(
    dataset: Dataset, headers: list[Header], head: list[Row], options: Options
) -> Iterator[Reading]:
    """The reading under which most columns are known; none where fewer than two are, of a table that the
    caller does not name."""
    best = None
    most = (0 if options.table else 1, True)
    for header in headers:
        positions: dict[str, int] = {}
        for named in _named_headers(header, dataset, options):
            positions.setdefault(named.column, named.position)
        fit = (len(positions), not _goes_on(header, positions, dataset, head))
        if fit > most:  # of equal ones the first, which is the plainest
            best = Reading(dataset, TIDY, header, positions)
            most = fit
    if best:
        yield best


@lru_cache
def _known_headers(table: str) -> dict[str, str]:
    return column_names(DATASETS[table])


def _named_headers(header: Header, dataset: Dataset, options: Options) -> list[_NamedHeader]:
    """The headers that are known, by themselves or together with their group; first those that the caller
    names, which stand for their columns even where others are called so."""
    mapping = {one_line(name): column for name, column in options.mapping.items() if column in dataset.names}
    in_header = {*header.lowest, *header.names}
    # What the caller names and no header is spelled like, may be spelled a little otherwise.
    loosely = {normal(name): column for name, column in mapping.items() if name not in in_header}
    known = _known_headers(dataset.table)
    named = []
    for position in range(header.width):
        lowest, whole = header.lowest[position], header.names[position]
        names = [lowest, whole]
        if normal(lowest) in _AMOUNTS and whole != lowest:
            names.append(whole.removesuffix(lowest))
        mapped = next(filter(None, (mapping.get(name) or loosely.get(normal(name)) for name in names)), None)
        joint = None if mapped else joint_of(names, dataset)
        if joint:
            named += [_NamedHeader(position, column, is_mapped=False) for column in joint.columns]
            continue
        column = mapped or _column(names, dataset, known)
        if column is None:
            continue
        is_share_of_money = _SHARE.search(lowest) and dataset.column(column).kind.spelling == "money"
        if mapped or not is_share_of_money:
            named.append(_NamedHeader(position, column, mapped is not None))
    return sorted(named, key=lambda each: not each.is_mapped)


def _column(names: list[str], dataset: Dataset, known: dict[str, str]) -> str | None:
    """The column that a header names by itself or together with its group. A quarter is of what its whole
    header says: below เบิกจ่าย, ไตรมาส 1 is no plan."""
    if QUARTERLY[0] in dataset.names and any(map(names_quarter, names)):
        return next(filter(None, map(planned_quarter, names[1:])), None)
    return next(filter(None, (known.get(normal(name)) for name in names)), None)


def _goes_on(header: Header, positions: dict[str, int], dataset: Dataset, head: list[Row]) -> bool:
    """Whether the row below is one more tier of the header: words stand where figures belong, and no figure
    anywhere."""
    _row, below = next(iter(head[header.above + header.tiers :]), (0, []))
    figures = [
        below[at] for name, at in positions.items() if at < len(below) and dataset.column(name).kind.is_figure
    ]
    has_words = any(LETTER.search(cell) for cell in figures)
    return has_words and not any(re.search(r"\d", arabic(cell)) for cell in below)


def repeated_headers(reading: Reading, options: Options) -> Iterator[Problem]:
    """Headers of a plain table that name a column which another names already."""
    if reading.layout != TIDY:
        return
    headers = _named_headers(reading.header, reading.dataset, options)
    mapped = {each.column for each in headers if each.is_mapped}
    for each in headers:
        column = each.column
        names = reading.header.names
        first = reading.positions[column]
        if first != each.position and (each.is_mapped or column not in mapped):
            message = N_(
                "Two headers name the column {title} ({column}): “{first}” and “{value}”. Keep one of them."
            )
            words = {"first": names[first], "title": reading.dataset.column(column).title}
            value = names[each.position]
            row = reading.header.rows[0]
            yield Problem("error", "repeated_header", message, row, column, value, words=words)


# How its rows are read.


def read(reading: Reading, rows: Iterator[Row], notices: Notices, roles: dict[int, str]) -> Iterator[Record]:
    """Rows that are records already, one by one; of a printed table, what stands between them is told
    apart."""
    printed = PrintedRows(reading, notices, roles) if reading.is_printed else None
    # What names a row: codes, years and other known columns say the same of many.
    known = {at for name, at in reading.positions.items() if name not in reading.dataset.texts}
    words, joints = [at for at in range(reading.header.width) if at not in known], reading.joints
    for row, cells in rows:
        notices.rows_read += 1
        written = {name: trimmed(cells[at]) for name, at in reading.positions.items()}
        own, problems = parted(joints, row, written)
        plain = Record(row, own, label=CELL.join(cells[at] for at in words))
        records = printed.read(row, cells, own) if printed else [plain]
        if any(record.row == row for record in records):
            notices.problems += problems
        yield from (_whole(reading, record) for record in records)
    if printed:
        yield from (_whole(reading, record) for record in printed.end())


def _whole(reading: Reading, record: Record) -> Record:
    """A record with what holds for all rows."""
    return replace(record, cells=reading.given_cells | record.cells)


TIDY_TABLE = Form(
    TIDY,
    _recognise,
    read,
    lambda reading: _PRINTED_EXPLANATION if reading.is_printed else _EXPLANATION,
    settle_scores,
    tells_unknown_headers=True,
)
