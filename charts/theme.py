"""The look that all charts share: colours, fonts, number formats, and the band that says what, whose, when
and from where.

A figure is Plotly's own JSON as a dictionary: building `go.Figure` objects costs fifty times as much and
draws the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from plotly.basedatatypes import BaseFigure

from charts import lettering
from charts.lettering import BOLD
from charts.markup import BREAK, bold, inked, is_marked, recolored, with_tags
from vocabulary import thai
from vocabulary.language import _

FONT = 'Sarabun, "Noto Sans Thai", "Noto Sans", sans-serif'

# One accent (paid), and three colours that mean something (behind, reached, neither). Each stands out from
# the paper by 3:1; the three, and what stands side by side, are told apart by the colour-blind and in grey:
# tests/test_accessibility.py computes it.
PAID = "#0A5A94"
COMMITTED = "#C98300"
BEHIND = "#A83C00"
REACHED = "#00855F"
NEUTRAL = "#8794A0"
GROUND = "ground"
"""Stands in a legend for the colour of the bar behind bars, which light and dark decide."""
EARLIER = "#5E97BF"
MUTED = "#56636F"
"""Writing of less weight."""
IN_THE_DARK = {
    PAID: "#5FB0E5",
    COMMITTED: "#F2C15A",
    BEHIND: "#E0693A",
    REACHED: "#38BE92",
    NEUTRAL: "#BEC7D0",
    EARLIER: "#3F779F",
    MUTED: "#A9B4C0",
}
"""What becomes of each colour on dark paper: charts are drawn in the colours above, `finish` changes them."""

LABEL_WIDTH, TEXT_WIDTH = 44, 50
"""Columns of a label above its bar (bold) and of what it says: what fits between a phone's margins."""
MOST_LETTERS, MOST_OF_BAND = 160, 800
"""Letters of a name, and of a title, that are written in a picture."""
WIDEST_WORD = 60
"""Columns that a word takes at most: more would not be in the picture."""
TITLE_LINE, PLACE_LINE, SOURCE_LINE, PADDING = 24, 20, 18, 10
"""Heights in pixels: of a line of the title, of whose and when, of the source, and of the edge."""
TARGET_NAME = 22
"""Room above the plot area for the name of a target line."""
LINE, BAR, GAP = 18, 16, 14
"""Heights in pixels: a line of a label, a bar, and the space between a bar and the next label."""
EDGE = 16
"""Pixels that a picture leaves free at either side."""
IN_WORD = 756
"""Pixels that a picture in a document is wide."""
CORNER = 96
"""Pixels of the upper right corner of a picture, across and down, that are left to the code of its
address."""


Figure = dict[str, Any]
"""A chart as Plotly's JSON."""
Width = Literal["wide", "narrow"]
"""How a chart is laid out: for a desktop, a projector and paper, or for a phone."""
MOST_ROWS: dict[Width, int] = {"wide": 30, "narrow": 15}
"""Bars in one picture; what is beyond stands in the table."""
NARROWEST: dict[Width, int] = {"wide": 700, "narrow": 358}
"""Pixels that a chart is laid out for at least."""


ALIKE = {"xref": "paper", "xanchor": "left", "align": "left", "showarrow": False, "font": {"size": 13}}
"""What most notes have in common."""


@dataclass(frozen=True)
class Ink:
    """Colours of paper and writing in light or dark."""

    paper: str
    text: str
    muted: str
    grid: str
    ground: str
    """The bar behind bars: the whole of which they are a part."""
    behind: str
    """A target and its name."""


LIGHT = Ink("#FFFFFF", "#0B1620", MUTED, "#E3E8ED", "#D3DBE2", BEHIND)
DARK = Ink("#12181F", "#EEF2F6", IN_THE_DARK[MUTED], "#2A343F", "#3A4653", IN_THE_DARK[BEHIND])


@dataclass(frozen=True)
class Band:
    """What every picture says about itself: title, whose and when, and where the figures come from."""

    title: str
    place: str
    source: str


@dataclass(frozen=True)
class Frame:
    """Room that a chart needs around its plot area (pixels), and a legend."""

    above: int = 0
    below: int = 46
    key: tuple[str, ...] = ()
    """The entries of the legend, as `key` or `marks` write them."""
    left: int = 0
    right: int = 0
    heads: int = 0
    """What headings take above the plot area, beside which the legend stands."""
    beside: int = 0
    """How wide the legend is there."""
    width: Width = "narrow"
    places: tuple[float, ...] = ()
    """Where the middle of each row stands, in rows of ordinary height; none: rows are alike."""


def in_lines(text: str, width: int) -> list[str]:
    """Writing in lines of at most `width` columns. What is longer than MOST_LETTERS is cut, and a word too
    long for the picture broken: the table beside it has the whole."""
    lines = thai.lines(thai.shortened(text, MOST_LETTERS), width)
    return [piece for line in lines for piece in thai.pieces(line, WIDEST_WORD) or [line]]


def note(text: str, **place: object) -> dict[str, object]:
    """Writing on a chart, from the left edge of the plot area."""
    return {"text": text, "x": 0, **ALIKE, **place}


def key(*entries: tuple[str, str]) -> tuple[str, ...]:
    """A legend: ■ in each colour with its name."""
    return marks(*(("■", color, name) for name, color in entries))


def marks(*entries: tuple[str, str, str]) -> tuple[str, ...]:
    """A legend of marks: mark, colour, name."""
    return tuple(colored(mark, color, thai.digits(name)) for mark, color, name in entries)


def beyond(rows: int, width: Width, most: int | None = None) -> tuple[str, ...]:
    """What a legend says where a picture leaves out rows: how many it shows."""
    shown = most or MOST_ROWS[width]
    if rows <= shown:
        return ()
    rest = _("the first {shown} of {rows}")
    return (rest.format(shown=thai.number(shown), rows=thai.number(rows)),)


def colored(mark: str, color: str, text: str) -> str:
    """A mark in its colour before a text in the ink of all writing, which is deep enough to be read."""
    size = ";font-size:20px" if mark == "•" else ""  # a dot in letters of 13 pixels is hardly seen
    return f"{inked(mark, f'color:{color}{size}')} {text}"


class Checked(BaseFigure):  # type: ignore[misc]  # Plotly tells no types, so its class is Any to mypy
    """A figure as Streamlit takes it without checking it anew on each run, which costs more than all else on
    a page.

    The tests check every figure with Plotly's own rules instead."""

    def __init__(self, figure: Figure) -> None:
        # BaseFigure's own constructor is not called: it is what checks.
        self._figure = figure

    def to_dict(self) -> Figure:
        """The figure as Plotly's JSON."""
        return self._figure


def finish(figure: Figure, band: Band, *, dark: bool, across: int = IN_WORD) -> Figure:
    """The chart with its band and the colours of light or dark, as a picture at least `across` pixels wide;
    the chart that was given stays as it is.

    Until here the figure's height is that of its plot area; the band adds its own."""
    figure, frame = _dressed(figure, dark)
    layout, muted = figure["layout"], _muted(dark)
    room = across - 2 * EDGE
    title = _set(band.title, (room - CORNER) / BOLD, 16)
    place = _set(band.place, room - CORNER, 13) + _packed(_legend(frame, dark), room - CORNER)
    source = _set(band.source, room, 12)
    top = max(PADDING + TITLE_LINE * len(title) + PLACE_LINE * len(place) + 10, CORNER)
    top += max(frame.above, frame.heads)
    bottom = frame.below + SOURCE_LINE * len(source) + PADDING
    layout["height"] += top + bottom
    layout["margin"] = {"l": EDGE + frame.left, "r": EDGE + frame.right, "t": top, "b": bottom}
    # Notes, not Plotly's title: they stand where they are put, on a phone and in a downloaded picture alike.
    head = {"yref": "paper", "y": 1, "yanchor": "top", "xshift": -frame.left}
    foot = {"yref": "paper", "y": 0, "yanchor": "top", "xshift": -frame.left}
    below_title = top - PADDING - TITLE_LINE * len(title)
    bold_title = bold(BREAK.join(title))
    layout["annotations"] += [
        note(bold_title, name="title", yshift=top - PADDING, font={"size": 16}, **head),
        note(BREAK.join(place), name="place", yshift=below_title, font=muted, **head),
        note(BREAK.join(source), name="source", yshift=-frame.below, font=muted | {"size": 12}, **foot),
    ]
    return _terse(figure)


def on_page(figure: Figure, *, dark: bool) -> Figure:
    """The chart as a page shows it, whose heading and captions say what its band would: in the colours of
    light or dark, with only its legend above the plot area."""
    figure, frame = _dressed(figure, dark)
    layout = figure["layout"]
    edge = 0 if frame.width == "wide" else EDGE
    across = NARROWEST[frame.width] - 2 * edge
    legend = _packed(_legend(frame, dark), frame.beside or across)
    heads = 0
    if PLACE_LINE * len(legend) > max(frame.heads, PLACE_LINE):  # it stands above the headings instead
        legend = _packed(_legend(frame, dark), across)
        heads = frame.heads
    top = max(PLACE_LINE * len(legend) + (10 if legend else 0) + max(frame.above, heads), frame.heads)
    layout["height"] += top + frame.below
    layout["margin"] = {"l": edge + frame.left, "r": edge + frame.right, "t": top, "b": frame.below}
    above = {"yref": "paper", "y": 1, "yanchor": "top", "yshift": top, "xshift": -frame.left}
    if legend:
        layout["annotations"].append(note(BREAK.join(legend), name="legend", font=_muted(dark), **above))
    return _terse(figure)


def _terse(figure: Figure) -> Figure:
    """The chart as Plotly takes it: what most of its notes have in common is said once, for they are half of
    what is sent."""
    figure = with_tags(figure)
    layout = figure["layout"]
    layout["template"] = {"layout": {"annotationdefaults": ALIKE}}
    layout["annotations"] = [
        {name: value for name, value in each.items() if name not in ALIKE or value != ALIKE[name]}
        for each in layout["annotations"]
    ]
    return figure


def _set(text: str, across: float, size: int) -> list[str]:
    """A text of the band in lines."""
    return list(lettering.lines(thai.shortened(text, MOST_OF_BAND), across, size))


def _packed(entries: Sequence[str], across: float) -> list[str]:
    """The entries of a legend, as many to a line as fit; one that is longer than a line is broken."""
    lines: list[str] = []
    for entry in entries:
        joined = f"{lines[-1]}   {entry}" if lines else ""
        if lines and 13 * lettering.wide(joined) <= across:
            lines[-1] = joined
        else:
            lines += [entry] if is_marked(entry) else lettering.lines(entry, across, 13)
    return lines


def _legend(frame: Frame, dark: bool) -> list[str]:
    ink = DARK if dark else LIGHT
    colors = {**(IN_THE_DARK if dark else {}), GROUND: ink.ground}
    return [recolored(entry, colors) for entry in frame.key]


def _muted(dark: bool) -> dict[str, object]:
    return {"size": 13, "color": (DARK if dark else LIGHT).muted}


def _dressed(figure: Figure, dark: bool) -> tuple[Figure, Frame]:
    """A copy of the chart in the colours of light or dark, and the room that it needs."""
    figure = _copied(figure)
    layout = figure["layout"]
    frame = layout.pop("meta")
    if dark:
        for trace in figure["data"]:
            trace |= {
                part: _in_the_dark(trace[part]) for part in ("marker", "line", "textfont") if part in trace
            }
        layout["annotations"] = [_in_the_dark(annotation) for annotation in layout["annotations"]]
    _spread(figure, frame.places)
    _dress(figure, frame, dark)
    return figure, frame


def _spread(figure: Figure, places: Sequence[float]) -> None:
    """Sets what is drawn in row 0, 1, 2 … where these rows stand."""
    if not places:
        return

    def at(y: float) -> float:
        return places[round(y)] + y - round(y)

    layout = figure["layout"]
    for trace in figure["data"]:
        trace["y"] = [at(y) for y in trace["y"]]
    if "tickvals" in layout["yaxis"]:
        layout["yaxis"] = {**layout["yaxis"], "tickvals": list(places)}
    # What names no axis goes by the rows.
    for each in (*layout["annotations"], *layout["shapes"]):
        if "yref" not in each:
            each |= {end: at(each[end]) for end in ("y", "y0", "y1") if end in each}


def _copied(figure: Figure) -> Figure:
    """A copy as deep as `finish` writes; all of it would take longer than drawing."""
    layout = figure["layout"]
    traces = [
        {
            name: dict(part) if isinstance(part, dict) else part
            for name, part in trace.items()
            if part is not None
        }
        for trace in figure["data"]
    ]
    notes = [dict(annotation) for annotation in layout.get("annotations", ())]
    shapes = [shape | {"line": dict(shape["line"])} for shape in layout.get("shapes", ())]
    return {"data": traces, "layout": layout | {"annotations": notes, "shapes": shapes}}


def _in_the_dark(part: Any) -> Any:
    """A part of a figure with every colour as it is on dark paper."""
    if isinstance(part, dict):
        return {name: _in_the_dark(value) for name, value in part.items()}
    if isinstance(part, list):
        return [_in_the_dark(value) for value in part]
    if isinstance(part, str):
        return recolored(part, IN_THE_DARK)
    return part


def _dress(figure: Figure, frame: Frame, dark: bool) -> None:
    """Paper, writing and axes in the colours of light or dark."""
    ink, muted = DARK if dark else LIGHT, _muted(dark)
    layout = figure["layout"]
    layout |= {
        "paper_bgcolor": ink.paper,
        "plot_bgcolor": ink.paper,
        "font": {"family": FONT, "size": 14, "color": ink.text},
        "hoverlabel": {"font": {"family": FONT, "size": 14}, "align": "left"},
    }
    grid = {"gridcolor": ink.grid, "tickfont": muted}
    layout["xaxis"] = {**grid, "zerolinecolor": ink.muted, **layout["xaxis"]}
    layout["xaxis"]["title"] = {"font": muted, "standoff": 6, **layout["xaxis"].get("title", {})}
    layout["yaxis"] = {**grid, **layout["yaxis"]}
    for trace in figure["data"]:
        if trace["name"] == "whole":
            trace["marker"]["color"] = ink.ground
    for shape in layout.get("shapes", ()):
        shape["line"]["color"] = ink.grid if shape.get("name") == "grid" else ink.behind
    for annotation in layout["annotations"]:
        # Lines of the grid and of a target pass behind what is written on the plot area.
        if frame.width == "narrow" or annotation["xref"] == "x":
            annotation |= {"bgcolor": ink.paper, "borderpad": 0}
        if annotation.get("name") == "target":
            annotation["font"] = {"color": ink.behind}
        elif annotation.get("name") == "aside":
            annotation["font"] = {**annotation["font"], "color": ink.muted}
