"""The course of the anti-corruption plan through its year, against the target and against earlier years."""

import pandas as pd

from charts import theme, timeline
from charts.plan import done_of_planned
from charts.theme import Figure, Width
from vocabulary import thai
from vocabulary.language import _


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
    # The answer has the newest first.
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
    name = theme.note(f"<b>{text}</b>", y=percent, yref="y", yanchor="bottom", yshift=2)
    figure["layout"]["annotations"].append(name | {"name": "target"})


def _name_ends(figure: Figure, ends: pd.DataFrame) -> None:
    """The name and the last figure of each year right of its last point."""
    names = []
    for row in ends[ends.projects_rate.notna()].itertuples():
        x = figure["layout"]["xaxis"]["tickvals"][row.round_months // 6]
        text = f"{row.fiscal_year} {thai.percent(row.projects_rate)}"
        name = timeline.name_of_line(figure, x, thai.as_percent(float(row.projects_rate)), text)
        if row.fiscal_year == ends.fiscal_year.max():
            name |= {"text": f"<b>{name['text']}</b>", "font": name["font"] | {"color": theme.PAID}}
        else:
            name["name"] = "aside"
        names.append(name)
    timeline.add_names(figure, names)
