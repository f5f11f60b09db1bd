"""How a table stands on paper: upright or across, how large its letters are, and how wide each column is."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from charts.lettering import BOLD, letters
from vocabulary import thai
from vocabulary.paper_tables import Column

UPRIGHT, ACROSS = 165, 252
"""Width of the text on a page of A4 (mm)."""
LOOKS = (
    *((UPRIGHT, size) for size in (10.5, 9.5, 8.5)),
    *((ACROSS, size) for size in (10.5, 9.5, 8.5, 7.5, 6.5)),
)
"""Widths of the page (mm) and sizes of the letters (points), the best first; the first that has room is
taken."""
POINTS = 72 / 25.4
INSET = 4
"""Space at either side of a column (points)."""
NARROWEST = 11
"""How wide a column of long texts must be at least (em)."""
PLAY = 0.05
"""What a column has beyond its longest text (em), so that no rounding breaks it."""
HEAD_LINES = 3
"""Lines that the head of a column has at most."""


@dataclass(frozen=True)
class Look:
    """Whether a table stands across the page, the size of its letters, and the width (points) and the head's
    lines of each column."""

    across: bool
    size: float
    widths: tuple[float, ...]
    heads: tuple[tuple[str, ...], ...]


def _wide(text: str) -> float:
    known = letters()
    # A letter that Sarabun lacks counts as wide as it is high.
    return sum(known.get(ord(letter), 1) for letter in text)


def look(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> Look:
    """How a table of these columns stands on paper; `rows` are its texts as they are printed.

    Figures and heads are never broken inside; what room is left goes to the columns of texts, more to the
    longer ones."""
    texts = [[row[place] for row in rows] for place in range(len(columns))]
    needs, wants = zip(*map(_room, columns, texts), strict=True)
    width, size = next((look for look in LOOKS if _spare(look, needs) >= 0), LOOKS[-1])
    spare = max(_spare((width, size), needs), 0)
    shares = [want - need for want, need in zip(wants, needs, strict=True)]
    if not sum(shares):  # nothing wants more room: all get of it alike
        shares = list(needs)
    widths = [
        need * size + 2 * INSET + spare * share / sum(shares)
        for need, share in zip(needs, shares, strict=True)
    ]
    # Even the smallest letters may be too large for a table of very many columns.
    squeezed = min(1, width * POINTS / sum(widths))
    widths = [round(column * squeezed, 2) for column in widths]
    heads = tuple(
        _head(column.head, (room - 2 * INSET) / size) for column, room in zip(columns, widths, strict=True)
    )
    return Look(width == ACROSS, size, tuple(widths), heads)


def _spare(look: tuple[float, float], needs: Sequence[float]) -> float:
    """Points that the columns leave of the page."""
    width, size = look
    return width * POINTS - sum(needs) * size - 2 * INSET * len(needs)


def _broken(head: str) -> tuple[str, ...]:
    """A head in the narrowest lines that are few enough."""
    return next(lines for lines in _ways(head) if len(lines) <= HEAD_LINES)


def _head(head: str, width: float) -> tuple[str, ...]:
    """A head in the widest lines that a column (em) has room for."""
    ways = _ways(head)
    # A hundredth of an em, for what rounding the widths took away.
    return next((lines for lines in reversed(ways) if max(map(_wide, lines)) * BOLD <= width + 0.01), ways[0])


def _ways(head: str) -> list[tuple[str, ...]]:
    return [thai.lines(head, width) for width in range(1, len(head) + 1)]


def _room(column: Column, texts: Sequence[str]) -> tuple[float, float]:
    """What a column needs and what it wants (em)."""
    head = max(map(_wide, _broken(column.head))) * BOLD
    longest = max(map(_wide, texts), default=0) + PLAY
    if column.is_figure:
        return max(head, longest), max(head, longest)
    need = max(head, min(longest, NARROWEST))
    # The root: a text four times as long gets only twice the room.
    return need, need + sqrt(max(longest - need, 0))
