"""Pictures of a province and of the country: organizations and provinces as tiles, how they are distributed,
who has reported, and one's own place among peers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from charts import axes, lettering, theme, units
from charts.markup import BREAK, NO_NAME, bold, inked
from charts.rows import add_bars, hover, rows
from charts.satisfaction_cells import SCALE
from charts.theme import Figure, Frame, Width
from vocabulary import thai
from vocabulary.columns import name_of, word
from vocabulary.language import _

NAMED = 60
"""Up to so many tiles have room for names."""
ACROSS: dict[Width, int] = {"wide": 6, "narrow": 3}
"""Tiles with names in a row."""
ACROSS_BARE: dict[Width, int] = {"wide": 20, "narrow": 8}
"""Tiles without names in a row."""
HEIGHT, BARE_HEIGHT, MAP_HEIGHT = 40, 28, 37
"""Of a tile with a name, of one without, and of one in a map (pixels)."""
SMALL: dict[Width, int] = {"wide": 12, "narrow": 10}
MAP_LETTERS = 11
"""Letters of tiles (pixels)."""


@dataclass(frozen=True)
class Tile:
    """A province or an organization: its name, what it is called where room is scarce and scarcer, what it
    comes to (percent; None: nothing to show), where a click leads, what else is said of it, and where it
    stands in a map (across, down)."""

    name: str
    label: str
    short: str
    percent: float | None
    leads: dict[str, str]
    remark: str
    is_own: bool = False
    is_known: bool = True
    """Whether there is any organization of it."""
    at: tuple[int, int] | None = None


def tiles(every: Sequence[Tile], width: Width, *, is_map: bool) -> Figure:
    """Tiles coloured from the lowest percentage to the highest, with the figure in each: in a map, or row by
    row in their order."""
    is_bare = not is_map and len(every) > NAMED
    across = 9 if is_map else min((ACROSS_BARE if is_bare else ACROSS)[width], max(len(every), 1))
    places = [tile.at or (number % across, number // across) for number, tile in enumerate(every)]
    down = max((y for _x, y in places), default=0) + 1
    high = MAP_HEIGHT if is_map else BARE_HEIGHT if is_bare else HEIGHT
    known = [tile.percent for tile in every if tile.percent is not None]
    room = (theme.NARROWEST[width] - 2 * theme.EDGE) / across - 6
    return {
        "data": [_ground(every, places, across, down), _colors(every, places, across, down, known),
                 _cells(every, places, width, room, is_bare=is_bare, is_map=is_map)],
        "layout": {
            "height": high * down,
            "meta": Frame(below=4, key=_key(every, known, is_map=is_map), width=width),
            "showlegend": False,
            "hovermode": "closest",
            "shapes": [_frame(place) for tile, place in zip(every, places, strict=True) if tile.is_own],
            "annotations": [],
            "yaxis": {"visible": False, "range": [down - 0.5, -0.5], "fixedrange": True},
            "xaxis": {"visible": False, "range": [-0.5, across - 0.5], "fixedrange": True},
        },
    }  # fmt: skip


def _grid(
    places: Sequence[tuple[int, int]], values: Sequence[float | None], across: int, down: int
) -> list[list[float | None]]:
    grid: list[list[float | None]] = [[None] * across for _row in range(down)]
    for (x, y), value in zip(places, values, strict=True):
        grid[y][x] = value
    return grid


def _heat(name: str, z: list[list[float | None]], **colors: Any) -> Figure:
    return {"type": "heatmap", "name": name, "z": z, "xgap": 3, "ygap": 3, "showscale": False,
            "hoverinfo": "skip", **colors}  # fmt: skip


def _ground(every: Sequence[Tile], places: Sequence[tuple[int, int]], across: int, down: int) -> Figure:
    """Tiles of which there is nothing to show, in a grey that light and dark paper bear."""
    empty = [1.0 if tile.percent is None else None for tile in every]
    colorscale = [[0, "rgba(135,148,160,0.22)"], [1, "rgba(135,148,160,0.22)"]]
    return _heat("empty", _grid(places, empty, across, down), zmin=0, zmax=1, colorscale=colorscale)


def _colors(
    every: Sequence[Tile], places: Sequence[tuple[int, int]], across: int, down: int, known: Sequence[float]
) -> Figure:
    # By their order, not their size: one that lags far behind would make all others look alike.
    shares = [None if tile.percent is None else _order(tile.percent, known) for tile in every]
    colorscale = [[place / (len(SCALE) - 1), color] for place, color in enumerate(SCALE)]
    return _heat("percent", _grid(places, shares, across, down), colorscale=colorscale, zmin=0, zmax=1)


def _order(percent: float, known: Sequence[float]) -> float:
    """How far up in the order of all it stands (ratio 0–1); those alike stand together in their middle."""
    lower, alike = sum(other < percent for other in known), known.count(percent)
    return (lower + (alike - 1) / 2) / (len(known) - 1) if len(known) > 1 else 0.5


def _cells(
    every: Sequence[Tile], places: Sequence[tuple[int, int]], width: Width, room: float, *, is_bare: bool,
    is_map: bool,
) -> Figure:  # fmt: skip
    """What stands in the tiles; marks of their own, since Plotly tells of no click on a heat map."""
    size = MAP_LETTERS if is_map else SMALL[width]
    texts = []
    for tile in every:
        figure = [] if tile.percent is None and is_map else [_figure_in(tile.percent, is_bare=is_bare)]
        label = tile.short if is_map and width == "narrow" else tile.label
        lines = [] if is_bare else _fitted(label, room, size, 2 - len(figure))
        lines += map(bold, figure)
        texts.append(BREAK.join(lines))
    # On its own colour the ink is always dark.
    ink = [theme.MUTED if tile.percent is None else theme.LIGHT.text for tile in every]
    return {
        "type": "scatter",
        "name": "cells",
        "mode": "markers+text",
        "x": [x for x, _y in places],
        "y": [y for _x, y in places],
        "text": texts,
        "textfont": {"size": size, "color": ink},
        "marker": {"size": BARE_HEIGHT, "symbol": "square", "color": "rgba(0,0,0,0)"},
        # A click marks its tile; Plotly would make all others pale.
        "unselected": {"marker": {"opacity": 0}},
        "hovertemplate": f"%{{hovertext}}{NO_NAME}",
        "hovertext": [_hover(tile) for tile in every],
        "customdata": [tile.leads if tile.is_known else {} for tile in every],
    }  # fmt: skip


def _figure_in(percent: float | None, *, is_bare: bool) -> str:
    figure = thai.number(percent, 0 if is_bare else 1)
    return figure if is_bare or percent is None else f"{figure}%"


def _fitted(name: str, room: float, size: int, most: int) -> list[str]:
    """A name in one line, or where it is too long in two, if there is room for them; what has no room is
    cut."""
    lines: list[tuple[str, ...]] = [(name,)]
    if most > 1 and size * lettering.wide(name) > room:
        words = name.split(" ")
        lines += [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    # Of all ways the one whose longest line is the shortest.
    best = min(lines, key=lambda way: max(map(lettering.wide, way)))
    return [_cut(line, room, size) for line in best]


def _cut(text: str, room: float, size: int) -> str:
    """As much of a name as a tile has room for."""
    most = len(text)
    while most > 2 and size * lettering.wide(thai.shortened(text, most)) > room:
        most -= 1
    return thai.shortened(text, most)


def _hover(tile: Tile) -> str:
    figure = "" if tile.percent is None else f"{thai.number(tile.percent, 2)}%"
    return f"{bold(tile.name)}{BREAK}{' · '.join(filter(None, (figure, tile.remark)))}"


def _frame(place: tuple[int, int]) -> dict[str, Any]:
    """The frame around one's own tile."""
    x, y = place
    return {"type": "rect", "name": "own", "x0": x - 0.49, "x1": x + 0.49, "y0": y - 0.47, "y1": y + 0.47,
            "line": {"width": 3}}  # fmt: skip


def _key(every: Sequence[Tile], known: Sequence[float], *, is_map: bool) -> tuple[str, ...]:
    colors = "".join(inked("■", f"color:{color};font-size:18px") for color in SCALE)
    entries = []
    if len({*known}) > 1:
        ends = (f"{thai.number(end, 1)}%" for end in (min(known), max(known)))
        entries.append(f"{f' {colors} '.join(ends)} ({_('in order')})")
    if len(known) < len(every):
        entries.append(theme.colored("■", theme.NEUTRAL, _("nothing to show")))
    if any(tile.is_own for tile in every):
        own = _("province of the organization chosen") if is_map else _("the organization chosen")
        entries.append(theme.colored("□", theme.BEHIND, own))
    return tuple(entries)


def distribution(frame: pd.DataFrame, measure: str, place: int | None, name: str, width: Width) -> Figure:
    """How many organizations lie in each range, the one in which one's own lies in another colour."""
    texts = [_("{count} organizations").format(count=thai.number(count)) for count in frame.organizations]
    labels = [thai.digits(value) for value in frame["values"]]
    heads = {_("organizations"): units.each(thai.number, frame.organizations)}
    key: tuple[str, ...] = ()
    if place is not None:
        key = theme.key((name, theme.PAID), (_("other ranges"), theme.EARLIER))
    figure = rows(labels, texts, heads, width, Frame(key=key))
    colors = [theme.PAID if row == place else theme.EARLIER for row in range(len(frame))]
    add_bars(figure, "organizations", list(frame.organizations), color=colors, hover=hover(labels, texts))
    axes.count_axis(figure, int(frame.organizations.max()) if len(frame) else 0, _("organizations"))
    return figure


def reports(frame: pd.DataFrame, width: Width) -> Figure:
    """Of each data set, how many of the organizations have reported it."""
    labels = [word(name) for name in frame.data_set]
    texts = [
        _("{count} of {total} organizations ({rate})").format(
            count=thai.number(row.reporting), total=thai.number(row.members),
            rate=thai.percent(row.reporting_rate),
        )
        for row in frame.itertuples()
    ]  # fmt: skip
    columns = {
        _("reported"): units.each(thai.number, frame.reporting),
        _("not yet"): units.each(thai.number, frame.members - frame.reporting),
        "%": [units.ratio(rate) for rate in frame.reporting_rate],
    }
    figure = rows(labels, texts, columns, width)
    readings = hover(labels, texts)
    add_bars(figure, "whole", list(frame.members), hover=readings)
    add_bars(figure, "reporting", list(frame.reporting), color=theme.PAID, hover=readings)
    axes.count_axis(figure, int(frame.members.max()) if len(frame) else 0, _("organizations"))
    return figure


def spending(frame: pd.DataFrame, part: str, width: Width) -> Figure:
    """What may be spent as ground, and what is paid before it."""
    shown = frame.head(theme.MOST_ROWS[width])
    labels = [name_of(value) for value in shown[part]]
    unit, write = units.of_baht([*shown.revised, *shown.disbursed])
    texts = [
        _("{paid} of {budget} paid ({rate})").format(
            paid=thai.baht(row.disbursed), budget=thai.baht(row.revised),
            rate=thai.percent(row.disbursed_rate),
        )
        for row in shown.itertuples()
    ]  # fmt: skip
    columns = {
        "%": [units.ratio(rate) for rate in shown.disbursed_rate],
        f"{_('paid')}{BREAK}({unit})": [write(paid) for paid in shown.disbursed],
        f"{_('budget')}{BREAK}({unit})": [write(budget) for budget in shown.revised],
    }
    key = theme.key((_("paid"), theme.PAID), (_("may be spent"), theme.GROUND)) + theme.beyond(
        len(frame), width
    )
    figure = rows(labels, texts, columns, width, Frame(key=key))
    readings = hover(labels, texts)
    add_bars(figure, "whole", [float(budget) for budget in shown.revised], hover=readings)
    paid = [None if thai.is_missing(paid) else float(paid) for paid in shown.disbursed]
    add_bars(figure, "disbursed", paid, color=theme.PAID, hover=readings)
    axes.baht_axis(figure, float(shown.revised.max()) if len(shown) else 0, units.unit_of(shown.revised))
    return figure


def peers(frame: pd.DataFrame, name: str, width: Width) -> Figure:
    """From the lowest to the highest of the peers as a bar, the one in the middle and one's own as marks."""
    labels = list(frame.measured)
    texts = [
        _("{own} · middle {middle} · rank {rank} of {count}").format(
            own=_figure(row.own_percent), middle=_figure(row.median), rank=thai.number(row.rank),
            count=thai.number(row.organizations),
        )
        for row in frame.itertuples()
    ]  # fmt: skip
    columns = {
        "%": units.each(units.percent, frame.own_percent),
        _("middle"): units.each(units.percent, frame["median"]),
        _("rank"): [
            f"{thai.number(row.rank)}/{thai.number(row.organizations)}" for row in frame.itertuples()
        ],
    }
    key = theme.marks(
        ("•", theme.PAID, name), ("|", theme.BEHIND, _("the one in the middle")),
        ("■", theme.GROUND, _("from the lowest to the highest")),
    )  # fmt: skip
    figure = rows(labels, texts, columns, width, Frame(key=key))
    reach = [high - low for low, high in zip(frame.least, frame.most, strict=True)]
    add_bars(figure, "whole", reach, base=list(frame.least), hover=hover(labels, texts))
    figure["data"] += [
        _mark("middle", list(frame["median"]), "line-ns-open", theme.BEHIND),
        _mark("own", list(frame.own_percent), "circle", theme.PAID),
    ]
    axes.percent_axis(figure, _("percent"), lowest=float(frame.least.min()) if len(frame) else 0)
    return figure


def _mark(name: str, values: Sequence[float], symbol: str, color: str) -> Figure:
    """A mark in each row."""
    marker = {"symbol": symbol, "size": 14, "color": color, "line": {"width": 3, "color": color}}
    return {
        "type": "scatter",
        "name": name,
        "mode": "markers",
        "x": values,
        "y": list(range(len(values))),
        "marker": marker,
        "hoverinfo": "skip",
    }


def _figure(value: float) -> str:
    return f"{thai.number(value, 2)}%"
