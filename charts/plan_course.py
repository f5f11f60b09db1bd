"""The course of the anti-corruption plan through its year, against the target and against earlier years."""

from collections.abc import Sequence

import pandas as pd

from charts import theme, timeline
from charts.plan import done_of_planned
from charts.theme import Figure, Width
from vocabulary import thai
from vocabulary.language import _

LEAST_APART = 18
"""Pixels between two names of lines, so that none hides another."""


def course(frame: pd.DataFrame, width: Width) -> Figure:
    """Projects done of planned at 0, 6 and 12 months: the newest year strong, those before it faint, each
    named at its end with its last figure; the target line, and the even pace that would reach it."""
    times = [
        _("Start of the year"),
        _("{months} months").format(months=thai.digits(6)),
        _("{months} months").format(months=thai.digits(12)),
    ]
    dotted = _("dotted: the pace by date")
    key = (dotted, _("at the lines: fiscal year and its newest figure"))
    figure = timeline.timeline(times, width, key)
    years = list(dict.fromkeys(frame.fiscal_year))
    for year in reversed(years):  # the newest is drawn last, above the others
        _add_year(figure, frame[frame.fiscal_year == year], newest=year == years[0])
    highest = frame.projects_rate.max()  # not a number where nothing was planned
    timeline.percent_axis(figure, 0, thai.as_percent(float(highest)) if highest > 1 else 100)
    if years:
        _add_target(figure, float(frame.target.iloc[0]))
        _name_ends(figure, frame.groupby("fiscal_year", sort=False).tail(1))
    return figure


def _add_year(figure: Figure, rounds: pd.DataFrame, *, newest: bool) -> None:
    done = {row.round_months: row for row in rounds.itertuples() if not pd.isna(row.projects_rate)}
    values: list[float | None] = [0.0]  # a year begins with nothing done
    name = thai.fiscal_year(int(rounds.fiscal_year.iloc[0]))
    hover = [name]
    for months in (6, 12):
        row = done.get(months)
        values.append(None if row is None else thai.as_percent(float(row.projects_rate)))
        hover.append("" if row is None else f"<b>{name}</b><br>{done_of_planned(row)}")
    timeline.add_line(figure, name, values, color=theme.PAID if newest else theme.NEUTRAL, hover=hover)
    trace = figure["data"][-1]
    # A year whose first round is missing keeps its course: the line spans the gap.
    trace["connectgaps"] = True
    if not newest:
        trace["line"]["width"] = 1.5
        trace["marker"]["size"] = 6


def _add_target(figure: Figure, target: float) -> None:
    percent = thai.as_percent(target)
    timeline.add_line(figure, "target", [percent] * 3, color=theme.BEHIND, dashed=True)
    # Half of the target at half of the year.
    timeline.add_line(figure, "pace", [0, percent / 2, percent], color=theme.BEHIND, dashed=True)
    figure["data"][-1]["line"]["dash"] = "dot"
    text = _("target {target}%").format(target=thai.number(percent))
    name = theme.note(f"<b>{text}</b>", y=percent, yref="y", yanchor="bottom")
    figure["layout"]["annotations"].append(name | {"name": "target"})
    axis = figure["layout"]["yaxis"]  # the name stands where the axis would say the same
    axis["ticktext"] = [
        "" if tick == percent else text for tick, text in zip(axis["tickvals"], axis["ticktext"], strict=True)
    ]


def _name_ends(figure: Figure, ends: pd.DataFrame) -> None:
    """The name and the last figure of each year right of its last point, moved apart where they would
    meet."""
    bottom, top = figure["layout"]["yaxis"]["range"]
    pixels = timeline.HEIGHT / (top - bottom)  # of one percent
    ends = ends[ends.projects_rate.notna()].sort_values("projects_rate")
    heights = [thai.as_percent(float(rate)) * pixels for rate in ends.projects_rate]
    for row, height, placed in zip(ends.itertuples(), heights, _apart(heights), strict=True):
        newest = row.fiscal_year == ends.fiscal_year.max()
        text = f"{thai.digits(row.fiscal_year)} {thai.percent(row.projects_rate)}"
        place = figure["layout"]["xaxis"]["tickvals"][row.round_months // 6]
        point = {"x": place, "xref": "x", "y": height / pixels, "yref": "y"}
        font = {"size": 13, "color": theme.PAID}
        bold = f"<b>{text}</b>" if newest else text
        name = theme.note(bold, **point, xshift=10, yshift=placed - height, font=font)
        figure["layout"]["annotations"].append(name if newest else name | {"name": "aside"})


def _apart(heights: Sequence[float]) -> list[float]:
    """`heights` from the lowest to the highest, each at least LEAST_APART above the one before, moved as
    little as may be."""
    placed = list(heights)
    for at in range(1, len(placed)):
        placed[at] = max(placed[at], placed[at - 1] + LEAST_APART)
    # Half of what was moved up is taken back from all, as far as the lowest stays on the picture.
    down = min((placed[-1] - heights[-1]) / 2, placed[0]) if placed else 0
    return [height - down for height in placed]
