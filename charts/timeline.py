"""Pictures of a course of time: lines over years, rounds or as-of dates, each named at its end instead of in
a legend."""

from collections.abc import Sequence
from dataclasses import replace

from charts import axes, theme
from charts.theme import Figure, Frame, Width
from vocabulary import thai

HEIGHT = 300
"""Of the plot area, in pixels."""
ROOM_FOR_NAMES = 0.45
"""Of the picture's width, right of the last point: there the lines' names stand."""
ROOM_FOR_VALUES = 0.14
"""Left of the first point: there the values stand on the lines of the grid, which leaves a phone's width to
the picture."""


WIDE_NAMES, WIDE_VALUES = 230, 52
"""Pixels that they take in a wide picture, outside the plot area."""


def timeline(
    times: Sequence[str], width: Width, key: tuple[str, ...] = (), *, positions: Sequence[float] | None = None
) -> Figure:
    """An empty chart with the `times` from left to right, evenly or at `positions`."""
    places = list(positions or range(len(times)))
    first, last = (places[0], places[-1]) if places else (0, 1)
    span = (last - first) or 1
    frame, room = Frame(key=key), (ROOM_FOR_VALUES, ROOM_FOR_NAMES)
    if width == "wide":
        frame, room = replace(frame, left=WIDE_VALUES, right=WIDE_NAMES, width=width), (0.02, 0.01)
    return {
        "data": [],
        "layout": {
            "height": HEIGHT,
            "meta": frame,
            "showlegend": False,
            "hovermode": "closest",
            "xaxis": {
                "fixedrange": True,
                "zeroline": False,
                "showgrid": False,
                "tickvals": places,
                "ticktext": ["<br>".join(theme.in_lines(thai.digits(time), 8)) for time in times],
                # The room is part of the axis, so that it grows with the picture.
                "range": [first - room[0] * span, last + room[1] * span],
            },
            "yaxis": {
                "fixedrange": True,
                "zeroline": False,
                "ticklabelposition": "inside top" if width == "narrow" else "outside",
            },
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
    """A y axis of percent from `lowest` to `highest` or a little above, in round steps."""
    ticks = [lowest + tick for tick in axes.round_steps(highest - lowest)]
    span = ticks[-1] - ticks[0]
    figure["layout"]["yaxis"] |= {
        "range": [ticks[0] - 0.04 * span, ticks[-1] + 0.06 * span],
        "tickvals": ticks,
        "ticktext": [f"{thai.number(tick, 0 if float(tick).is_integer() else 1)}%" for tick in ticks],
    }
