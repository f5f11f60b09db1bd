"""The look that all charts share: colours, fonts, number formats, and the band that says what, whose, when
and from where.

A figure is Plotly's own JSON as a dictionary: building `go.Figure` objects costs fifty times as much and
draws the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10
from typing import Any, Literal

from plotly.basedatatypes import BaseFigure

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
IN_THE_DARK = {
    PAID: "#5FB0E5",
    COMMITTED: "#F2C15A",
    BEHIND: "#E0693A",
    REACHED: "#38BE92",
    NEUTRAL: "#BEC7D0",
    EARLIER: "#3F779F",
}
"""What becomes of each colour on dark paper: charts are drawn in the colours above, `finish` changes them."""

WIDEST = 720
"""Pixels that a chart takes at most: its writing cannot reflow, and wider bars would leave it alone in a
corner."""
LABEL_WIDTH, TEXT_WIDTH = 44, 50
"""Columns of a label above its bar (bold) and of what it says: what fits between a phone's margins."""
MOST_LETTERS, MOST_OF_BAND = 160, 800
"""Letters of a name, and of a title, that are written in a picture."""
WIDEST_WORD = 60
"""Columns that a word takes at most: more would not be in the picture."""
TITLE_WIDTH, BAND_WIDTH = 33, 52
"""Columns of a line of the title, and of what stands below it and below the chart."""
TITLE_LINE, PLACE_LINE, SOURCE_LINE, PADDING = 24, 20, 18, 10
"""Heights in pixels: of a line of the title, of whose and when, of the source, and of the edge."""
MOST_ROWS = 15
"""Bars in one picture; what is beyond stands in the table."""
TARGET_NAME = 22
"""Room above the plot area for the name of a target line."""
LINE, BAR, GAP = 18, 16, 14
"""Heights in pixels: a line of a label, a bar, and the space between a bar and the next label."""


Figure = dict[str, Any]
"""A chart as Plotly's JSON."""
Width = Literal["wide", "narrow"]
"""How a chart is laid out: for a desktop, a projector and paper, or for a phone."""


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


LIGHT = Ink("#FFFFFF", "#0B1620", "#56636F", "#E3E8ED", "#B8C4CF", BEHIND)
DARK = Ink("#12181F", "#EEF2F6", "#A9B4C0", "#2A343F", "#3A4653", IN_THE_DARK[BEHIND])


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
    key: str = ""
    """The legend, as `key` or `marks` write it."""


def rows(labels: Sequence[str], texts: Sequence[str], frame: Frame = Frame()) -> Figure:
    """An empty chart of horizontal bars, row 0 on top: a label and what it says stand above each bar, so that
    long Thai names fit a phone."""
    row_lines = [
        [f"<b>{line}</b>" for line in in_lines(thai.digits(label), LABEL_WIDTH)] + _packed(text)
        for label, text in zip(labels, texts, strict=True)
    ]
    # Plotly spaces rows evenly, so the row with the most lines decides for all.
    label_height = LINE * max(map(len, row_lines), default=2) + BAR / 2 + 6
    spacing = label_height + BAR / 2 + GAP
    last = max(len(row_lines) - 1, 0)
    return {
        "data": [],
        "layout": {
            "height": label_height + spacing * last + BAR / 2 + 6,
            "meta": frame,
            "barmode": "overlay",
            "showlegend": False,
            "yaxis": {
                "visible": False,
                "range": [last + (BAR / 2 + 6) / spacing, -label_height / spacing],
                "fixedrange": True,
            },
            "xaxis": {"fixedrange": True, "zeroline": True},
            "shapes": [],
            "annotations": [
                note("<br>".join(lines), y=row, yanchor="bottom", yshift=BAR / 2 + 3, font={"size": 13})
                for row, lines in enumerate(row_lines)
            ],
        },
    }


def in_lines(text: str, width: int, most: int = MOST_LETTERS) -> list[str]:
    """Writing in lines of at most `width` columns. What is longer than `most` letters is cut, and a word too
    long for the picture broken: the table beside it has the whole."""
    lines = thai.lines(thai.shortened(text, most), width)
    return [piece for line in lines for piece in thai.pieces(line, WIDEST_WORD) or [line]]


def _packed(text: str) -> list[str]:
    """Statements joined by " · ", as many to a line as fit; none is broken in two unless it is longer than a
    line."""
    lines = [""]
    for statement in text.split(" · "):
        joined = f"{lines[-1]} · {statement}" if lines[-1] else statement
        if thai.columns_wide(joined) <= TEXT_WIDTH:
            lines[-1] = joined
        else:
            lines += in_lines(statement, TEXT_WIDTH)
    return [line for line in lines if line]


def note(text: str, **place: object) -> dict[str, object]:
    """Writing on a chart, from the left edge of the plot area."""
    at_the_left = {"x": 0, "xref": "paper", "xanchor": "left", "align": "left"}
    return {"text": text, **at_the_left, "showarrow": False, **place}


def hover(labels: Sequence[str], texts: Sequence[str]) -> list[str]:
    """What is read under the pointer: the label, and below it what it says."""
    return [f"<b>{label}</b><br>{text}" for label, text in zip(labels, texts, strict=True)]


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


def percent_axis(
    figure: Figure, title: str, *, lowest: float = 0, highest: float = 100, step: int = 20
) -> None:
    """An x axis of percentages between two multiples of `step`."""
    first, last = floor(lowest / step) * step, ceil(highest / step) * step
    ticks = list(range(first, last + 1, step))
    labels = [thai.digits(f"{tick}%") for tick in ticks]
    margin = (last - first) * 0.02  # so that nothing at the edge is cut in half
    _axis(figure, [first - margin if first else 0, last + margin], ticks, labels, title)


def baht_axis(figure: Figure, highest: float) -> None:
    """An x axis of baht, in millions where the amounts are."""
    ticks = round_steps(highest)
    millions = highest >= 1_000_000
    # Ticks nearer than a million to each other would read 1, 1, 2 without a decimal.
    decimals = 1 if millions and ticks[1] < 1_000_000 else 0
    labels = [thai.number(tick / 1_000_000 if millions else tick, decimals) for tick in ticks]
    _axis(figure, [0, ticks[-1] * 1.02], ticks, labels, _("million baht") if millions else _("baht"))


def count_axis(figure: Figure, highest: int, title: str) -> None:
    """An x axis of whole numbers from 0."""
    ticks = [tick for tick in round_steps(highest) if float(tick).is_integer()]
    _axis(figure, [0, max(highest, ticks[-1]) * 1.02], ticks, [thai.number(tick) for tick in ticks], title)


def _axis(figure: Figure, span: list[float], ticks: Sequence[float], labels: list[str], title: str) -> None:
    figure["layout"]["xaxis"] |= {
        "range": span,
        "tickvals": ticks,
        "ticktext": labels,
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
    ends = {"x0": at, "x1": at, "y0": 0, "y1": 1, "yref": "paper"}
    line = {"width": 2, "dash": "dash"}
    figure["layout"]["shapes"].append({"name": "target", "type": "line", **ends, "line": line})
    # The room for it is the frame's: TARGET_NAME.
    name = note(f"<b>{text}</b>", x=at, xref="x", xanchor="center", y=1, yref="paper", yanchor="bottom")
    figure["layout"]["annotations"].append(name | {"name": "target"})


def key(*entries: tuple[str, str], of_rows: int = 0) -> str:
    """A legend: ■ in each colour with its name; and, where the picture leaves rows to the table, how many it
    shows."""
    return marks(*(("■", color, name) for name, color in entries), of_rows=of_rows)


def marks(*entries: tuple[str, str, str], of_rows: int = 0) -> str:
    """A legend of marks (mark, colour, name), as many to a line as fit; else as `key`."""
    lines: list[str] = []
    width = BAND_WIDTH  # full, so that the first entry begins a line
    for mark, color, name in entries:
        entry = colored(mark, color, thai.digits(name))
        width += thai.columns_wide(name) + 6
        if width > BAND_WIDTH:
            lines.append(entry)
            width = thai.columns_wide(name) + 3
        else:
            lines[-1] += f"   {entry}"
    if of_rows > MOST_ROWS:
        rest = _("the first {shown} of {rows}; the others stand in the table")
        lines.append(rest.format(shown=thai.number(MOST_ROWS), rows=thai.number(of_rows)))
    return "<br>".join(lines)


def colored(mark: str, color: str, text: str) -> str:
    """A mark in its colour before a text in the ink of all writing, which is deep enough to be read."""
    return f'<span style="color:{color}">{mark}</span> {text}'


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


def finish(figure: Figure, band: Band, *, dark: bool) -> Figure:
    """The chart with its band and the colours of light or dark, such that it can be shown, downloaded and
    printed; the chart that was given stays as it is.

    Until here the figure's height is that of its plot area; the band adds its own."""
    figure, frame, legend = _dressed(figure, dark)
    layout, muted = figure["layout"], _muted(dark)
    title = in_lines(band.title, TITLE_WIDTH, MOST_OF_BAND)
    place = in_lines(band.place, BAND_WIDTH, MOST_OF_BAND) + legend
    source = in_lines(band.source, BAND_WIDTH, MOST_OF_BAND)
    top = PADDING + TITLE_LINE * len(title) + PLACE_LINE * len(place) + 10 + frame.above
    bottom = frame.below + SOURCE_LINE * len(source) + PADDING
    layout["height"] += top + bottom
    layout["margin"] = {"l": 16, "r": 16, "t": top, "b": bottom}
    # Notes, not Plotly's title: they stand where they are put, on a phone and in a downloaded picture alike.
    head = {"yref": "paper", "y": 1, "yanchor": "top"}
    foot = {"yref": "paper", "y": 0, "yanchor": "top"}
    below_title = top - PADDING - TITLE_LINE * len(title)
    bold_title = f"<b>{'<br>'.join(title)}</b>"
    layout["annotations"] += [
        note(bold_title, name="title", yshift=top - PADDING, font={"size": 16}, **head),
        note("<br>".join(place), name="place", yshift=below_title, font=muted, **head),
        note("<br>".join(source), name="source", yshift=-frame.below, font=muted | {"size": 12}, **foot),
    ]
    return figure


def on_page(figure: Figure, *, dark: bool) -> Figure:
    """The chart as a page shows it, whose heading and captions say what its band would: in the colours of
    light or dark, with only its legend above the plot area."""
    figure, frame, legend = _dressed(figure, dark)
    layout = figure["layout"]
    top = PLACE_LINE * len(legend) + (10 if legend else 0) + frame.above
    layout["height"] += top + frame.below
    layout["margin"] = {"l": 16, "r": 16, "t": top, "b": frame.below}
    above = {"yref": "paper", "y": 1, "yanchor": "top", "yshift": top, "font": _muted(dark)}
    layout["annotations"] += [note("<br>".join(legend), name="legend", **above)] if legend else []
    return figure


def _muted(dark: bool) -> dict[str, object]:
    return {"size": 13, "color": (DARK if dark else LIGHT).muted}


def _dressed(figure: Figure, dark: bool) -> tuple[Figure, Frame, list[str]]:
    """A copy of the chart in the colours of light or dark, with the room that it needs and the lines of its
    legend."""
    ink = DARK if dark else LIGHT
    figure = _copied(figure)
    layout = figure["layout"]
    frame = layout.pop("meta")
    if dark:
        for trace in figure["data"]:
            trace |= {part: _in_the_dark(trace[part]) for part in ("marker", "line") if part in trace}
        layout["annotations"] = [_in_the_dark(annotation) for annotation in layout["annotations"]]
    _dress(figure, ink, _muted(dark))
    legend = (_in_the_dark(frame.key) if dark else frame.key).replace(GROUND, ink.ground)
    return figure, frame, legend.split("<br>") if legend else []


def _copied(figure: Figure) -> Figure:
    """A copy as deep as `finish` writes; all of it would take longer than drawing."""
    layout = figure["layout"]
    traces = [
        {name: dict(part) if isinstance(part, dict) else part for name, part in trace.items()}
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
        # Colours stand in legends too, within HTML.
        for light, dark in IN_THE_DARK.items():
            part = part.replace(light, dark)
    return part


def _dress(figure: Figure, ink: Ink, muted: dict[str, object]) -> None:
    """Paper, writing and axes in the colours of light or dark."""
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
        shape["line"]["color"] = ink.behind
    for annotation in layout["annotations"]:
        # Lines of the grid and of a target pass behind what is written.
        annotation |= {"bgcolor": ink.paper, "borderpad": 0}
        if annotation.get("name") == "target":
            annotation["font"] = {"color": ink.behind}
