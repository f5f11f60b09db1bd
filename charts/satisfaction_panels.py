"""Satisfaction over the years in small panels, one for each division, dimension or question: many lines in
one picture would cross, and nobody could follow any."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from charts import lettering, theme, units
from charts.theme import Figure, Frame
from vocabulary import thai
from vocabulary.columns import word
from vocabulary.language import _

ACROSS = 4
"""Panels beside each other."""
HEIGHT, NAME, PLOT = 116, 36, 54
"""Pixels from panel to panel, and of these what the name and the lines take."""
LINES = 0.7
"""What the lines take of a panel's width; right of them stands the last value."""
NAME_WIDTH, NAME_SIZE, SMALL = 138, 12, 11
"""Pixels that a name has, the letters of it, and those of the years."""


@dataclass(frozen=True)
class _Panel:
    """A panel: its left and upper edge, what it shows, how that is called."""

    left: float
    top: float
    value: str
    name: str


@dataclass(frozen=True)
class _Scale:
    """The years and the percentages that all panels share."""

    years: Sequence[int]
    low: float
    high: float

    def x(self, panel: _Panel, year: int) -> float:
        """Where a year stands."""
        return panel.left + LINES * self.years.index(year) / max(len(self.years) - 1, 1)

    def y(self, panel: _Panel, score: float) -> float:
        """Where a score stands."""
        return panel.top + NAME + PLOT * (self.high - score) / (self.high - self.low)


def panels(frame: pd.DataFrame, by: str, names: dict[str, str], span: tuple[float, float]) -> Figure:
    """A panel for each value of the column `by`, by its name: its means over the years beside those of all
    together, on one scale of percent."""
    placed = [
        _Panel(place % ACROSS, HEIGHT * (place // ACROSS), value, name)
        for place, (value, name) in enumerate(list(names.items())[: theme.MOST_ROWS["wide"]])
    ]
    scale = _Scale(sorted(map(int, frame.fiscal_year.unique())), *span)
    scores = {
        value: dict(zip(map(int, line.fiscal_year), line.score, strict=True))
        for value, line in frame.groupby(frame.value.fillna(""))
    }
    figure = _empty(len(placed), _key(scale, len(names)))
    everything = [(panel, scores.get("", {})) for panel in placed]
    own = [(panel, scores.get(panel.value, {})) for panel in placed]
    _add_lines(figure, "everything", everything, scale, theme.NEUTRAL, by)
    _add_lines(figure, "score", own, scale, theme.PAID, by)
    figure["layout"]["annotations"] = [note for each in own for note in _notes(*each, scale)]
    figure["layout"]["shapes"] = [_floor(panel, scale) for panel in placed]
    return figure


def _key(scale: _Scale, count: int) -> tuple[str, ...]:
    lines = theme.key((_("each by itself"), theme.PAID), (word("everything"), theme.NEUTRAL))
    same = _("percent · all panels show {low} to {high}")
    same = same.format(low=thai.number(scale.low), high=thai.number(scale.high))
    return (*lines, same, *theme.beyond(count, "wide"))


def _empty(count: int, key: tuple[str, ...]) -> Figure:
    height = HEIGHT * max(-(-count // ACROSS), 1)
    hidden = {"visible": False, "fixedrange": True}
    return {
        "data": [],
        "layout": {
            "height": height,
            "meta": Frame(below=4, key=key, width="wide"),
            "showlegend": False,
            "hovermode": "closest",
            "xaxis": hidden | {"range": [-0.04, ACROSS - 0.04]},
            "yaxis": hidden | {"range": [height, 0]},
        },
    }


def _add_lines(
    figure: Figure,
    name: str,
    lines: list[tuple[_Panel, dict[int, float]]],
    scale: _Scale,
    color: str,
    by: str,
) -> None:
    """The lines of all panels as one, with a gap between two panels and where a year has no score."""
    points = [
        (panel, year, scores.get(year))
        for panel, scores in lines
        for year in (*scale.years, scale.years[-1] + 1)
    ]
    # One series for all panels: thirty of them would be sent and drawn.
    known = [score is not None and not thai.is_missing(score) for _panel, _year, score in points]
    is_own = name == "score"
    figure["data"].append(
        {
            "type": "scatter",
            "name": name,
            "mode": "lines+markers" if is_own else "lines",
            "x": [
                scale.x(panel, year) if is_known else None
                for (panel, year, _score), is_known in zip(points, known, strict=True)
            ],
            "y": [
                scale.y(panel, float(score or 0)) if is_known else None
                for (panel, _year, score), is_known in zip(points, known, strict=True)
            ],
            "line": {"color": color, "width": 2.5 if is_own else 1.5},
            "marker": {"size": 6, "color": color},
            "hoverinfo": "text" if is_own else "skip",
            "hovertext": [_hover(*point) for point in points] if is_own else None,
            "customdata": [{by: panel.value} for panel, _year, _score in points] if is_own else None,
        }
    )


def _hover(panel: _Panel, year: int, score: float | None) -> str:
    return f"<b>{panel.name}</b><br>{thai.fiscal_year(year)}: {units.percent(score)}%"


def _notes(panel: _Panel, scores: dict[int, float], scale: _Scale) -> Iterator[dict[str, object]]:
    """The name above the lines, the last value beside them, the first and the last year below."""
    lines = lettering.in_two_lines(panel.name, NAME_WIDTH, NAME_SIZE)
    in_plot = {"xref": "x", "yref": "y"}
    name = f"<b>{'<br>'.join(lines)}</b>"
    above = {"x": panel.left, "y": panel.top + NAME - 4, "yanchor": "bottom"}
    yield theme.note(name, **in_plot, **above, font={"size": NAME_SIZE})
    known = [year for year in scale.years if not thai.is_missing(scores.get(year))]
    if known:
        score = float(scores[known[-1]])
        beside = {"x": scale.x(panel, known[-1]), "y": scale.y(panel, score), "xshift": 7}
        yield theme.note(units.percent(score), **in_plot, **beside, font={"size": 13})
    # One year alone is named once.
    for year in sorted({scale.years[0], scale.years[-1]}):
        anchor = "left" if year == scale.years[0] else "right"
        below = {"x": scale.x(panel, year), "y": panel.top + NAME + PLOT + 4, "yanchor": "top"}
        small = theme.note(thai.digits(year), **in_plot, **below, xanchor=anchor, font={"size": SMALL})
        yield small | {"name": "aside"}


def _floor(panel: _Panel, scale: _Scale) -> dict[str, object]:
    """The lower end of the scale."""
    height = scale.y(panel, scale.low)
    ends = {"x0": panel.left, "x1": panel.left + LINES, "y0": height, "y1": height}
    return {"name": "grid", "type": "line", **ends, "line": {"width": 1}}
