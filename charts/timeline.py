"""Pictures of a course of time: lines over years, rounds or as-of dates, each named at its end instead of in
a legend."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from math import ceil
from typing import Any

from charts import axes, lettering, theme
from charts.theme import EDGE, NARROWEST, Figure, Frame, Width
from vocabulary import thai

HEIGHT = 300
"""Of the plot area, in pixels."""
SIZE, LINE = 13, 17
"""Letters of names and values, and the height of a line of them."""
NAME_WIDTH: dict[Width, int] = {"narrow": 92, "wide": 230}
"""Pixels of a line of a name at most."""
TIME_WIDTH: dict[Width, int] = {"narrow": 8, "wide": 20}
"""Columns of a line of a time at most."""
BESIDE = 10
"""Pixels between a line's last point and its name."""
HALF_A_TIME = 24
"""Pixels that the last time reaches beyond its point."""


def timeline(
    times: Sequence[str], width: Width, key: tuple[str, ...] = (), *, positions: Sequence[float] | None = None
) -> Figure:
    """An empty chart with the `times` from left to right, evenly or at `positions`."""
    places = list(positions or range(len(times)))
    first, last = (places[0], places[-1]) if places else (0, 1)
    margin = 0.02 * ((last - first) or 1)  # so that no point at the edge is cut in half
    return {
        "data": [],
        "layout": {
            "height": HEIGHT,
            "meta": Frame(key=key, right=HALF_A_TIME, width=width),
            "showlegend": False,
            "hovermode": "closest",
            "xaxis": {
                "fixedrange": True,
                "zeroline": False,
                "showgrid": False,
                "tickvals": places,
                "ticktext": [
                    "<br>".join(theme.in_lines(thai.digits(time), TIME_WIDTH[width])) for time in times
                ],
                # Plotly would turn them; times stand upright and whole.
                "tickangle": 0,
                "range": [first - margin, last + margin],
            },
            "yaxis": {"fixedrange": True, "zeroline": False},
            "shapes": [],
            "annotations": [],
        },
    }


def add_line(
    figure: Figure,
    name: str,
    values: Sequence[float | None],
    *,
    color: str,
    hover: Sequence[str] | None = None,
    leads: Sequence[dict[str, str]] | None = None,
    dashed: bool = False,
    positions: Sequence[float] | None = None,
) -> None:
    """A line through one value for each time, or at each of the `positions` (None: no data, the line has a
    gap)."""
    places = list(positions or figure["layout"]["xaxis"]["tickvals"][: len(values)])
    figure["data"].append(
        {
            "type": "scatter",
            "name": name,
            "mode": "lines" if dashed else "lines+markers",
            "x": places,
            "y": list(values),
            "line": {"color": color, "width": 2 if dashed else 3, "dash": "dash" if dashed else "solid"},
            "marker": {"size": 9, "color": color},
            "hoverinfo": "text" if hover else "skip",
            "hovertext": hover,
            "customdata": leads,
        }
    )


def percent_axis(figure: Figure, lowest: float, highest: float) -> None:
    """A y axis of percent from `lowest` to `highest` or a little above, in round steps, left of the plot
    area."""
    ticks = [lowest + tick for tick in axes.round_steps(highest - lowest)]
    span = ticks[-1] - ticks[0]
    layout = figure["layout"]
    texts = [f"{thai.number(tick, 0 if float(tick).is_integer() else 1)}%" for tick in ticks]
    layout["yaxis"] |= {
        "range": [ticks[0] - 0.04 * span, ticks[-1] + 0.06 * span],
        "tickvals": ticks,
        "ticktext": texts,
    }
    left = ceil(SIZE * max(map(lettering.wide, texts))) + 6
    # Known only now: "100%" needs more room than "5%".
    layout["meta"] = replace(layout["meta"], left=left)


def name_of_line(
    figure: Figure, x: float, y: float, name: str, mark: tuple[str, str] | None = None, **note: Any
) -> dict[str, Any]:
    """The name of a line right of its last point, in lines that a margin has room for, behind a mark in its
    colour."""
    across = NAME_WIDTH[figure["layout"]["meta"].width]
    text = "<br>".join(lettering.lines(thai.digits(name), across, SIZE))
    text = theme.colored(*mark, text) if mark else text
    beside = {"x": x, "xref": "x", "y": y, "yref": "y", "xshift": BESIDE, "yanchor": "middle"}
    return theme.note(text, **beside, font={"size": SIZE}) | note


def add_names(figure: Figure, names: Sequence[dict[str, Any]]) -> None:
    """Writes names beside their lines, moved up or down where they would overlap or leave the plot area, and
    makes the margin as wide as they need."""
    layout = figure["layout"]
    bottom, top = layout["yaxis"]["range"]
    names = sorted(names, key=lambda name: -float(name["y"]))
    wanted = [HEIGHT * (top - float(name["y"])) / (top - bottom) for name in names]
    heights = [LINE * (name["text"].count("<br>") + 1) for name in names]
    for name, place, natural in zip(names, apart(wanted, heights), wanted, strict=True):
        name["yshift"] = round(natural - place)
    layout["annotations"] += names
    layout["meta"] = replace(layout["meta"], right=_right(layout, names))
    layout["xaxis"] |= axes.thinned(figure, layout["xaxis"]["tickvals"], layout["xaxis"]["ticktext"])


def apart(wanted: Sequence[float], heights: Sequence[float]) -> list[float]:
    """Places from the top, each as near to the one wanted as those of these heights let it."""
    places = list(wanted)
    if not places:
        return places
    between = [(upper + lower) / 2 for upper, lower in pairwise(heights)]
    # Down from the top each below the one before; then up again from the bottom, where they ran out of it.
    places[0] = max(places[0], heights[0] / 2)
    for at, room in enumerate(between):
        places[at + 1] = max(places[at + 1], places[at] + room)
    places[-1] = min(places[-1], HEIGHT - heights[-1] / 2)
    for at, room in reversed(list(enumerate(between))):
        places[at] = min(places[at], places[at + 1] - room)
    return places


def _right(layout: dict[str, Any], names: Sequence[dict[str, Any]]) -> int:
    """The margin that these names need in the narrowest picture: those within the plot area less of it."""
    frame: Frame = layout["meta"]
    first, last = layout["xaxis"]["range"]
    across = NARROWEST[frame.width] - 2 * (0 if frame.width == "wide" else EDGE) - frame.left
    needs = [float(frame.right)]
    for name in names:
        room = BESIDE + SIZE * lettering.BOLD * max(map(lettering.wide, name["text"].split("<br>")))
        needs.append(across - (across - room) / ((name["x"] - first) / (last - first)))
    return ceil(max(needs))
