"""The answers of respondents without the respondents: what is kept of a web form's export in place of the
file itself."""

import csv
from dataclasses import replace
from pathlib import Path

from loaders.files.original import Original, kept
from loaders.files.text import Text
from loaders.layout.reading import Reading


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

    path = original.scratch / "redacted.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        line = 0
        for row, cells in text.rows():
            for _empty in range(line, row - 1):
                writer.writerow([])
            line = row
            kept_cells = [cells[at] if at < len(cells) else "" for at in columns] if row >= first else []
            is_record = row > last and not reading.repeats_header(cells)
            writer.writerow(
                [kept_cell(at, cell) for at, cell in zip(columns, kept_cells, strict=False)]
                if is_record
                else kept_cells
            )
    # The kept copy of a draft is read once more when it is published.
    name = f"{Path(original.name).stem.removesuffix('.redacted')}.redacted.csv"
    return replace(kept(path, name), room=original.room)
