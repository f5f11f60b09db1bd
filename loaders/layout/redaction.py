"""What is kept in the place of a file that tells of people: answers without the respondents, cases without
those whom they are about."""

import csv
from collections.abc import Container, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from loaders.files.original import Original, kept
from loaders.files.text import Text
from loaders.layout.reading import Reading
from loaders.rows import Row
from loaders.text_patterns import tells_of_person


def redacted(original: Original, text: Text, reading: Reading) -> Original:
    """A copy of the table with the columns of division and answers only; every row stays in its place, and a
    dash in place of what is no answer.

    Names, telephone numbers, e-mail addresses and times are not in it, so that they are not kept either."""
    columns = sorted({*reading.positions.values(), *reading.across})
    first, last = reading.header.rows[0], reading.header.rows[-1]

    def kept_cell(at: int, cell: str) -> str:
        scale = reading.scales.get(at)
        # A name among the answers is no answer, and is not kept.
        return cell if scale is None or not cell.strip() or scale.level(cell) is not None else "-"

    def rows() -> Iterator[Row]:
        for row, cells in text.rows():
            kept_cells = [cells[at] if at < len(cells) else "" for at in columns] if row >= first else []
            if row > last and not reading.repeats_header(cells):
                kept_cells = [kept_cell(*each) for each in zip(columns, kept_cells, strict=False)]
            yield row, kept_cells

    return _copy(original, Path(original.name).stem, rows())


def emptied(original: Original, text: Text, reading: Reading, lines: Container[int]) -> Original:
    """A copy of a table of cases: its header, and of its `lines` (numbers of rows) the cells of the data
    set's own columns; each stays in its place, and all else is empty.

    What stands under another header, and above, between or below the lines, is not in it, so that it is not
    kept either."""
    columns, width = {*reading.positions.values()}, reading.header.width

    def rows() -> Iterator[Row]:
        for row, cells in text.rows():
            if row in reading.header.rows:
                yield row, _heads(cells, columns)
            elif row in lines:
                filled = [cell if at in columns else "" for at, cell in enumerate(cells[:width])]
                yield row, filled + [""] * (width - len(filled))

    # A file may be called after whom it is about.
    name = Path(original.name).stem
    return _copy(original, reading.dataset.table if tells_of_person(name) else name, rows())


def _heads(cells: list[str], columns: Container[int]) -> list[str]:
    """The cells of a row of the header that name one of the columns: a group names those to its right."""
    begins = [at for at, cell in enumerate(cells) if cell.strip()]
    ends = [*begins[1:], len(cells)]
    spans = zip(begins, ends, strict=True)
    naming = {begin for begin, end in spans if any(at in columns for at in range(begin, end))}
    return [cell if at in naming else "" for at, cell in enumerate(cells)]


def _copy(original: Original, name: str, rows: Iterable[Row]) -> Original:
    """A file of these rows, each in its place, that stands for the original."""
    path = original.scratch / "redacted.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        line = 0
        for row, cells in rows:
            for _empty in range(line, row - 1):
                writer.writerow([])
            line = row
            writer.writerow(cells)
    # The kept copy of a draft is read once more when it is published.
    return replace(kept(path, f"{name.removesuffix('.redacted')}.redacted.csv"), room=original.room)
