"""Satisfaction over the years: few lines, each named at its end; the others stand in the table."""

from math import ceil, floor
from typing import Any

import pandas as pd

from charts import theme, timeline
from charts.markup import BREAK, bold
from charts.satisfaction import percent
from charts.satisfaction_panels import panels
from charts.theme import Figure, Width
from vocabulary import thai
from vocabulary.columns import word
from vocabulary.language import _

FEW = 4
"""Up to so many divisions, dimensions or questions have a line each; of more only the highest and the
lowest."""
COLORS = (theme.PAID, theme.BEHIND, theme.REACHED, theme.COMMITTED)


def years(frame: pd.DataFrame, by: str, chosen: str | None, width: Width) -> Figure:
    """All together and the `chosen` value of the column `by`, or each where they are few, over all years. Of
    more, a wide picture has a panel for each, a narrow one the highest and the lowest."""
    now = frame[frame.is_now & frame.value.notna() & frame.score.notna()]
    every = list(now.sort_values("score", ascending=False).value)
    if width == "wide" and chosen is None and len(every) > FEW:
        shown = frame[frame.value.isna() | frame.value.isin(every)]
        return panels(shown, by, {value: _name(frame, by, value) for value in every}, _span(shown))
    shown_values = [chosen] if chosen is not None else every if len(every) <= FEW else [every[0], every[-1]]
    more = frame.value.nunique() - len(shown_values)  # lines that the picture leaves out
    key = (_("{count} more stand in the table").format(count=thai.number(more)),) if more > 0 else ()
    times = sorted(frame.fiscal_year.unique())
    figure = timeline.timeline([f"{year}" for year in times], width, key)
    names = _add(figure, times, frame[frame.value.isna()], word("everything"), theme.NEUTRAL)
    for value, color in zip(shown_values, COLORS, strict=False):
        name = _name(frame, by, value)
        names += _add(figure, times, frame[frame.value == value], name, color, {by: value})
    timeline.percent_axis(figure, *_span(frame[frame.value.isna() | frame.value.isin(shown_values)]))
    timeline.add_names(figure, names)
    return figure


def _name(frame: pd.DataFrame, by: str, value: str) -> str:
    if by == "question_no":
        return _("Question {number}").format(number=value)
    return str(frame[frame.value == value].told_apart.iloc[-1])


def _span(shown: pd.DataFrame) -> tuple[float, float]:
    """From where to where the scores reach, in round steps."""
    scores = shown.score.dropna()
    lowest, highest = (float(scores.min()), float(scores.max())) if len(scores) else (0.0, 100.0)
    step = 1.0 if highest - lowest < 5 else 5.0
    low = floor(lowest / step) * step
    high = min(100.0, ceil(highest / step) * step)
    return low, high if high > low else low + step


def _add(
    figure: Figure,
    times: list[int],
    line: pd.DataFrame,
    name: str,
    color: str,
    lead: dict[str, str] | None = None,
) -> list[dict[str, Any]]:
    """Draws a line; gives its name, unless it has no point."""
    known = {row.fiscal_year: row for row in line.itertuples()}
    values = [
        float(known[year].score) if year in known and not thai.is_missing(known[year].score) else None
        for year in times
    ]
    hover = [
        f"{bold(thai.digits(name))}{BREAK}{thai.fiscal_year(int(year))}: "
        + (thai.NOTHING if value is None else percent(value))
        for year, value in zip(times, values, strict=True)
    ]
    leads = [lead] * len(times) if lead else None
    timeline.add_line(figure, name, values, color=color, hover=hover, leads=leads, dashed=lead is None)
    last = max((at for at, value in enumerate(values) if value is not None), default=None)
    if last is None:
        return []
    score = values[last] or 0.0
    return [timeline.name_of_line(figure, last, score, f"{name} {percent(score)}", ("■", color))]
