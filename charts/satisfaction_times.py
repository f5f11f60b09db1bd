"""Satisfaction over the years: few lines, each named at its end; the others stand in the table."""

from math import ceil, floor

import pandas as pd

from charts import theme, timeline
from charts.satisfaction import percent
from charts.theme import Figure, Width
from vocabulary import thai
from vocabulary.columns import word
from vocabulary.language import _

FEW = 4
"""Up to so many divisions, dimensions or questions have a line each; of more only the highest and the
lowest."""
COLORS = (theme.PAID, theme.BEHIND, theme.REACHED, theme.COMMITTED)
LINE_OF_NAME, NAME_WIDTH = 17, 13
"""Height of a line of a name in pixels, and its columns: what fits beside the lines on a phone."""


def years(frame: pd.DataFrame, by: str, chosen: str | None, width: Width) -> Figure:
    """All together and the `chosen` value of the column `by`, or the highest and the lowest, over all
    years."""
    times = sorted(frame.fiscal_year.unique())
    shown_values = _worth_drawing(frame, chosen)
    more = frame.value.nunique() - len(shown_values)  # lines that the picture leaves out
    key = _("{count} more stand in the table").format(count=thai.number(more)) if more > 0 else ""
    figure = timeline.timeline([thai.fiscal_year(int(year)) for year in times], frame=theme.Frame(key=key))
    everything = frame[frame.value.isna()]
    _add(figure, times, everything, word("everything"), theme.NEUTRAL)
    for value, color in zip(shown_values, COLORS, strict=False):
        line = frame[frame.value == value]
        question = _("Question {number}").format(number=value)
        name = question if by == "question_no" else line.told_apart.iloc[-1]
        _add(figure, times, line, name, color, {by: value})
    shown = frame[frame.value.isna() | frame.value.isin(shown_values)].score.dropna()
    lowest, highest = (float(shown.min()), float(shown.max())) if len(shown) else (0.0, 100.0)
    step = 1.0 if highest - lowest < 5 else 5.0
    low = floor(lowest / step) * step
    high = min(100.0, ceil(highest / step) * step)
    timeline.percent_axis(figure, low, high if high > low else low + step)
    _spread_names(figure)
    return figure


def _worth_drawing(frame: pd.DataFrame, chosen: str | None) -> list[str]:
    if chosen is not None:
        return [chosen]
    now = frame[frame.is_now & frame.value.notna() & frame.score.notna()]
    now = now.sort_values("score", ascending=False)
    return list(now.value) if len(now) <= FEW else [now.value.iloc[0], now.value.iloc[-1]]


def _add(
    figure: Figure,
    times: list[int],
    line: pd.DataFrame,
    name: str,
    color: str,
    lead: dict[str, str] | None = None,
) -> None:
    known = {row.fiscal_year: row for row in line.itertuples()}
    values = [
        float(known[year].score) if year in known and not thai.is_missing(known[year].score) else None
        for year in times
    ]
    hover = [
        f"<b>{thai.digits(name)}</b><br>{thai.fiscal_year(int(year))}: "
        + (thai.NOTHING if value is None else percent(value))
        for year, value in zip(times, values, strict=True)
    ]
    leads = [lead] * len(times) if lead else None
    timeline.add_line(figure, name, values, color=color, hover=hover, leads=leads, dashed=lead is None)
    last = max((at for at, value in enumerate(values) if value is not None), default=None)
    if last is not None:
        lines = theme.in_lines(thai.digits(f"{name} {percent(values[last] or 0)}"), NAME_WIDTH)
        text = theme.colored("■", color, "<br>".join(lines))
        place = {"x": last, "xref": "x", "y": values[last], "yref": "y", "xshift": 10, "font": {"size": 13}}
        figure["layout"]["annotations"].append(theme.note(text, **place))


def _spread_names(figure: Figure) -> None:
    """Moves the lines' names apart, up or down, where they would overlap."""
    bottom, top = figure["layout"]["yaxis"]["range"]
    names = sorted(figure["layout"]["annotations"], key=lambda name: -float(name["y"]))
    wanted = [(top - float(name["y"])) / (top - bottom) * timeline.HEIGHT for name in names]
    heights = [LINE_OF_NAME * (name["text"].count("<br>") + 1) for name in names]
    places = list(wanted)
    # Down from the top each below the one before; then up again from the bottom, where they ran out of it.
    for at in range(1, len(places)):
        places[at] = max(places[at], places[at - 1] + (heights[at - 1] + heights[at]) / 2)
    if places:
        places[-1] = min(places[-1], timeline.HEIGHT - heights[-1] / 2)
    for at in range(len(places) - 2, -1, -1):
        places[at] = min(places[at], places[at + 1] - (heights[at] + heights[at + 1]) / 2)
    for name, place, natural in zip(names, places, wanted, strict=True):
        name["yshift"] = round(natural - place)
