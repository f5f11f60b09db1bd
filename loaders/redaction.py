"""The answers of respondents without the respondents: what is kept of a web form's export in place of the file itself."""

import csv
from dataclasses import replace
from pathlib import Path

from loaders.files import Original, kept
from loaders.reading import Reading
from loaders.text import Text


def redacted(original: Original, text: Text, reading: Reading) -> Original:
    """A copy of the table with the columns of division and answers only; every row stays in its place.

    Names, telephone numbers, e-mail addresses and times are not in it, so that they are not kept either."""
    columns = sorted({reading.positions["division"], *reading.across})
    path = original.scratch / "redacted.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer, line = csv.writer(file), 0
        for row, cells in text.rows():
            for _empty in range(line, row - 1):
                writer.writerow([])
            line = row
            below = row >= reading.header.rows[0]
            writer.writerow([cells[at] if at < len(cells) else "" for at in columns] if below else [])
    name = f"{Path(original.name).stem}.redacted.csv"
    return replace(kept(path, name), room=original.room)
