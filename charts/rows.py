"""Charts of horizontal bars or points, a row for each thing.

Wide: its whole name at the left, its figures in columns at the right of the plot area, whose margins are
pixels, so that it takes whatever width there is. Narrow: name and figures above each bar."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import Any

from charts import lettering, theme
from charts.markup import BREAK, INK_END, bold
from charts.theme import BAR, Figure, Frame, Width, in_lines, note
from vocabulary import thai

Columns = Mapping[str, Sequence[str]]
"""The figures of the rows as columns: heading (lines of it joined by BREAK) → a text for each row. The first
is the one that the picture is about."""
PLAIN = Frame()
SIZE, BROKEN_SIZE, HEAD_SIZE, HEAD_LINE = 13, 12, 12, 16
"""Letters of labels and figures, of labels where some take two lines, and of the headings of columns; and the
height of a line of a heading (pixels)."""
ONE_LINE, TWO_LINES, TWO_CLOSE_LINES, MORE = 28, 34, 32, 15
"""Height of a row (pixels) whose labels take one line, or two; of two where there are many rows; and what
each line of a label beyond the second adds to its row."""
FEW = 15
"""So many rows have room for lines of ordinary height."""
LABELS, BROKEN_LABELS, LEAST = 200, 310, 130
"""Pixels that labels take in one line, and at most in two; and what is left to the plot area at least."""
HEADING = 64
"""Pixels that the name in a heading takes at least before it is broken."""
BETWEEN = 16
"""Pixels between two columns, and between them and the plot area."""


def rows(
    labels: Sequence[str], texts: Sequence[str], columns: Columns, width: Width, frame: Frame = PLAIN
) -> Figure:
    """An empty chart of rows, row 0 on top. What each says stands in `columns` beside it, or in `texts` as a
    sentence above its bar."""
    if width == "wide":
        # A column of nothing would only take room from the bars.
        filled = {heading: texts for heading, texts in columns.items() if any(texts)}
        return _wide([thai.digits(label) for label in labels], filled, frame)
    return _narrow(labels, texts, frame)


def _wide(labels: Sequence[str], columns: Columns, frame: Frame) -> Figure:
    heads = [_head(*column, is_bold=place == 0) for place, column in enumerate(columns.items())]
    right = sum(BETWEEN + across for _lines, across in heads)
    across, lines = _labels(labels, max(LABELS, theme.NARROWEST["wide"] - right - LEAST))
    are_broken = any(len(label) > 1 for label in lines)
    are_many = are_broken and len(lines) > FEW
    spacing = TWO_CLOSE_LINES if are_many else TWO_LINES if are_broken else ONE_LINE
    left, font = across + BETWEEN // 2, {"size": BROKEN_SIZE if are_broken else SIZE}
    notes = [note(BREAK.join(label), y=row, xshift=-left, font=font) for row, label in enumerate(lines)]
    end = 0
    for (head, room), texts in zip(heads, columns.values(), strict=True):
        notes += _column(head, texts, end + BETWEEN + room, is_bold=end == 0)
        end += BETWEEN + room
    above = max((HEAD_LINE * len(head) + 4 for head, _room in heads), default=0)
    heights = [spacing + MORE * max(len(label) - 2, 0) for label in lines] or [spacing]
    height = sum(heights)
    ends = accumulate(heights)
    # In rows of ordinary height, which the axis counts.
    middles = tuple((end - own / 2) / spacing - 0.5 for end, own in zip(ends, heights, strict=True))
    places = middles if max(heights) > spacing else ()
    beside = theme.NARROWEST["wide"] - right
    around = replace(frame, left=left, right=right, heads=above, beside=beside, width="wide", places=places)
    return _chart(height, [height / spacing - 0.5, -0.5], notes, around)


def _labels(labels: Sequence[str], most: int) -> tuple[int, list[list[str]]]:
    """How wide the column of the labels is, and the lines of each."""
    needs = [_room(label) for label in labels]
    across = min(max(needs, default=0), BROKEN_LABELS, most)
    # Two lines of about the same length read better than a full one and a word.
    return int(across), [
        lettering.whole(label, min(need, across), SIZE if _is_short(label) else BROKEN_SIZE)
        for label, need in zip(labels, needs, strict=True)
    ]


def _is_short(label: str) -> bool:
    return SIZE * lettering.wide(label) <= LABELS


def _room(label: str) -> float:
    """How wide a label is (pixels), in one line or where that is too long in two."""
    if _is_short(label):
        return SIZE * lettering.wide(label) + 1
    return BROKEN_SIZE * lettering.width_of_two_lines(label) + 1


def _column(head: Sequence[str], texts: Sequence[str], end: int, *, is_bold: bool) -> list[dict[str, Any]]:
    """The notes of a column that ends so many pixels right of the plot area."""
    place = {"x": 1, "xanchor": "right", "align": "right", "xshift": end}
    heading = note(BREAK.join(head), **place, y=1, yref="paper", yanchor="bottom", font={"size": HEAD_SIZE})
    figures = [
        note(bold(text) if is_bold else text, **place, y=row, font={"size": SIZE})
        for row, text in enumerate(texts)
        if text
    ]
    return [heading | {"name": "aside"}, *figures]


def _head(heading: str, texts: Sequence[str], *, is_bold: bool) -> tuple[list[str], int]:
    """The lines of a column's heading, and how wide the column is (pixels)."""
    size = SIZE * (lettering.BOLD if is_bold else 1)
    figures = max((size * lettering.wide(text) for text in texts), default=0)
    name, *unit = heading.split(BREAK)
    # The mark of a legend is no part of the name that is broken in lines.
    colored, end, name = name.rpartition(f"{INK_END} ")
    room = max(figures, HEADING, HEAD_SIZE * lettering.width_of_two_lines(name) + 1)
    lines = [*lettering.lines(name, room, HEAD_SIZE), *unit]
    lines[0] = colored + end + lines[0]
    return lines, int(max(figures, *(HEAD_SIZE * lettering.wide(line) for line in lines))) + 2


def _narrow(labels: Sequence[str], texts: Sequence[str], frame: Frame) -> Figure:
    row_lines = [
        [bold(line) for line in in_lines(thai.digits(label), theme.LABEL_WIDTH)] + _packed(text)
        for label, text in zip(labels, texts, strict=True)
    ]
    # Plotly spaces rows evenly, so the row with the most lines decides for all.
    label_height = theme.LINE * max(map(len, row_lines), default=2) + BAR / 2 + 6
    spacing = label_height + BAR / 2 + theme.GAP
    last = max(len(row_lines) - 1, 0)
    notes = [
        note(BREAK.join(lines), y=row, yanchor="bottom", yshift=BAR / 2 + 3, font={"size": SIZE})
        for row, lines in enumerate(row_lines)
    ]
    span = [last + (BAR / 2 + 6) / spacing, -label_height / spacing]
    return _chart(label_height + spacing * last + BAR / 2 + 6, span, notes, frame)


def _chart(height: float, span: list[float], notes: list[dict[str, Any]], frame: Frame) -> Figure:
    return {
        "data": [],
        "layout": {
            "height": height,
            "meta": frame,
            # A ground, and before it what is part of it: Plotly would set bars beside each other.
            "barmode": "overlay",
            "showlegend": False,
            "yaxis": {"visible": False, "range": span, "fixedrange": True},
            "xaxis": {"fixedrange": True, "zeroline": True},
            "shapes": [],
            "annotations": notes,
        },
    }


def _packed(text: str) -> list[str]:
    """Statements joined by " · ", as many to a line as fit; none is broken in two unless it is longer than a
    line."""
    lines = [""]
    for statement in text.split(" · "):
        joined = f"{lines[-1]} · {statement}" if lines[-1] else statement
        if thai.columns_wide(joined) <= theme.TEXT_WIDTH:
            lines[-1] = joined
        else:
            lines += in_lines(statement, theme.TEXT_WIDTH)
    return [line for line in lines if line]


def hover(labels: Sequence[str], texts: Sequence[str]) -> list[str]:
    """What is read under the pointer: the label, and below it what it says."""
    return [f"{bold(label)}{BREAK}{text}" for label, text in zip(labels, texts, strict=True)]


def add_bars(
    figure: Figure,
    name: str,
    values: Sequence[float | None],
    *,
    color: str | Sequence[str] = "",
    base: Sequence[float] | None = None,
    hover: Sequence[str] | None = None,
    leads: Sequence[dict[str, str]] | None = None,
    offset: float = 0,
    thickness: float = 1,
) -> None:
    """Bars of one series, one in each row; `name` "whole" is the ground of which the others are a part.

    `leads`: to which rows a click on each leads (column → value)."""
    # Plotly takes a bar's thickness in rows, not in pixels.
    bottom, top = figure["layout"]["yaxis"]["range"]
    figure["data"].append(
        {
            "type": "bar",
            "name": name,
            "orientation": "h",
            "x": values,
            "y": [row + offset for row in range(len(values))],
            "base": base,
            "width": thickness * BAR * (bottom - top) / figure["layout"]["height"],
            "marker": {"color": color, "line": {"width": 0}},
            "hoverinfo": "text" if hover else "skip",
            "hovertext": hover,
            "customdata": leads,
        }
    )


def stack(figure: Figure, name: str, counts: Sequence[int], base: list[int], **each: Any) -> list[int]:
    """Bars that begin where those before them end; gives where they end themselves."""
    add_bars(figure, name, counts, base=base, **each)
    return [start + count for start, count in zip(base, counts, strict=True)]
