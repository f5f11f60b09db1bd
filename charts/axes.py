"""Axes of charts of rows, in round steps; and the line of a target."""

from collections.abc import Sequence
from math import ceil, floor, log10
from typing import Any

from charts import lettering, units
from charts.theme import EDGE, NARROWEST, Figure, note
from vocabulary import thai

APART = 8
"""Pixels between the labels of two ticks at least."""


def percent_axis(
    figure: Figure, title: str, *, lowest: float = 0, highest: float = 100, step: int = 20
) -> None:
    """An x axis of percentages between two multiples of `step`."""
    # Ends at whole steps, so that the last tick names the end of the axis.
    first, last = floor(lowest / step) * step, ceil(highest / step) * step
    steps = [each for each in (step, 25, 50, last - first) if each >= step and (last - first) % each == 0]
    ways = (range(first, last + 1, each) for each in steps)
    ticks = next(way for way in ways if not _are_crowded(figure, [f"{tick}%" for tick in way]))
    labels = [thai.digits(f"{tick}%") for tick in ticks]
    margin = (last - first) * 0.02  # so that nothing at the edge is cut in half
    _axis(figure, [first - margin if first else 0, last + margin], ticks, labels, title)


def baht_axis(figure: Figure, highest: float, unit: int) -> None:
    """An x axis of baht, in the unit of the figures beside it."""
    ticks = round_steps(highest)
    # Ticks nearer than one unit to each other would read 1, 1, 2 without a decimal.
    decimals = 1 if ticks[1] < unit else 0
    labels = [thai.number(tick / unit, decimals) for tick in ticks]
    _axis(figure, [0, ticks[-1] * 1.02], ticks, labels, units.name_of(unit))


def count_axis(figure: Figure, highest: int, title: str) -> None:
    """An x axis of whole numbers from 0."""
    # Of few things the round steps are halves, and there are no halves of projects.
    ticks = [tick for tick in round_steps(highest) if float(tick).is_integer()]
    _axis(figure, [0, max(highest, ticks[-1]) * 1.02], ticks, [thai.number(tick) for tick in ticks], title)


def thinned(figure: Figure, ticks: Sequence[float], labels: list[str]) -> dict[str, Any]:
    """Ticks and labels of an x axis, only every second or third, counted from 0, where they would crowd."""
    # Counted from 0, which must stay: from there bars go to both sides.
    zero, every, kept = (ticks.index(0) if 0 in ticks else 0), 0, list(range(len(ticks)))
    while every == 0 or _are_crowded(figure, [labels[place] for place in kept]):
        every += 1
        kept = [place for place in range(len(ticks)) if (place - zero) % every == 0]
    return {"tickvals": [ticks[place] for place in kept], "ticktext": [labels[place] for place in kept]}


def _are_crowded(figure: Figure, labels: Sequence[str]) -> bool:
    """Whether the labels have no room side by side in the narrowest picture of this kind."""
    frame = figure["layout"]["meta"]
    # The two ends are needed in any case.
    if len(labels) < 3:
        return False
    room = NARROWEST[frame.width] - 2 * EDGE - frame.left - frame.right
    lines = [line for label in labels for line in label.split("<br>")]
    return bool(13 * max(map(lettering.wide, lines)) + APART > room / (len(labels) - 1))


def _axis(figure: Figure, span: list[float], ticks: Sequence[float], labels: list[str], title: str) -> None:
    figure["layout"]["xaxis"] |= thinned(figure, ticks, labels) | {
        "range": span,
        "title": {"text": thai.digits(title)},
    }


def round_steps(highest: float, steps: int = 5) -> list[float]:
    """Round numbers from 0 to `highest` or a little above, in about `steps` steps of 1, 2 or 5 times a power
    of ten."""
    if highest <= 0:
        return [0, 1]
    rough = highest / steps
    power = 10 ** floor(log10(rough))
    # The first of 1, 2, 5, 10 times the power that needs no more steps than asked for.
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough)
    return [step * number for number in range(ceil(highest / step) + 1)]


def target_line(figure: Figure, at: float, text: str) -> None:
    """A dashed line at a target, named at its head."""
    # Across the whole plot area, however many rows there are.
    ends = {"x0": at, "x1": at, "y0": 0, "y1": 1, "yref": "paper"}
    line = {"width": 2, "dash": "dash"}
    figure["layout"]["shapes"].append({"name": "target", "type": "line", **ends, "line": line})
    # Its room is the frame's. Right of the middle it ends at the line, else it would reach into the columns.
    first, last = figure["layout"]["xaxis"]["range"]
    is_wide = figure["layout"]["meta"].width == "wide"
    anchor = "right" if is_wide and at > (first + last) / 2 else "center"
    name = note(f"<b>{text}</b>", x=at, xref="x", xanchor=anchor, y=1, yref="paper", yanchor="bottom")
    figure["layout"]["annotations"].append(name | {"name": "target", "font": {"size": 13}})
