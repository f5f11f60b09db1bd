"""Pictures of the survey's means: points on an axis that does not begin at zero, and says so."""

from collections.abc import Sequence
from math import floor
from typing import Any

import pandas as pd

from charts import theme
from charts.theme import Figure
from vocabulary import thai
from vocabulary.columns import word
from vocabulary.language import _

Leads = list[dict[str, str]]
OTHERS = theme.NEUTRAL
"""The colour of what a mean is compared with."""


def by_division(frame: pd.DataFrame) -> Figure:
    """Each division's mean as a point between its lowest and highest question, highest mean first."""
    shown = _worth_showing(frame)
    span = _("questions from {low} to {high}")
    leads = [{"division": division} for division in shown.division]
    return _means(shown, list(shown.division), _told(shown, span), leads, frame)


def by_question(frame: pd.DataFrame) -> Figure:
    """Each question's mean as a point between the lowest and highest division, weakest first."""
    shown = _worth_showing(frame)
    labels = [
        _("Question {number}: {question}").format(number=row.question_no, question=row.question)
        for row in shown.itertuples()
    ]
    span = _("divisions from {low} to {high}")
    leads = [{"question_no": str(number)} for number in shown.question_no]
    return _means(shown, labels, _told(shown, span), leads, frame)


def by_dimension(frame: pd.DataFrame) -> Figure:
    """Each dimension's mean as a point between its lowest and highest score."""
    shown = _worth_showing(frame)
    leads = [{"dimension_no": number_of(number)} for number in shown.dimension_no]
    return _means(shown, list(shown.dimension), _told(shown, _("scores from {low} to {high}")), leads, frame)


def profile(frame: pd.DataFrame, division: str) -> Figure:
    """One division's mean in each dimension as a point, beside the mean of all divisions (a diamond) and
    their range."""
    texts = [
        _("{score} · all divisions {mean} · {difference}").format(
            score=percent(row.score), mean=percent(row.mean_of_all), difference=points(row.difference_points)
        )
        for row in frame.itertuples()
    ]
    key = _marks(
        ("•", theme.PAID, division),
        ("◆", OTHERS, _("all divisions")),
        ("■", theme.GROUND, _("range of the divisions")),
    )
    figure = _rows(list(frame.dimension), texts, key, frame)
    leads = [{"division": division, "dimension_no": number_of(number)} for number in frame.dimension_no]
    hover = _hover(frame.dimension, texts)
    _add_range(figure, frame.lowest, frame.highest, hover, leads)
    _add_points(figure, "mean_of_all", frame.mean_of_all, OTHERS, hover, leads, symbol="diamond")
    _add_points(figure, "score", frame.score, theme.PAID, hover, leads)
    return figure


def compared(frame: pd.DataFrame, by: str, years: tuple[str, str]) -> Figure:
    """What both years have, as a hollow point before and a filled one now, what fell most first; `by` is the
    column that tells rows apart, `years` the names of the earlier year and of this one."""
    both = frame.dropna(subset=["change_points"])
    shown = both.head(theme.MOST_ROWS)
    labels = [thai.digits(word(name)) for name in shown.told_apart]
    texts = [
        f"{percent(row.score_before)} → {percent(row.score)} · {points(row.change_points)}"
        for row in shown.itertuples()
    ]
    key = _marks(("o", theme.EARLIER, years[0]), ("•", theme.PAID, years[1]))
    more = theme.key(of_rows=len(both))
    ends = pd.DataFrame({"lowest": shown[["score_before", "score"]].min(axis=1)})
    figure = _rows(labels, texts, "<br>".join(filter(None, (key, more))), ends)
    leads, hover = [{by: value} for value in shown.value], _hover(labels, texts)
    _add_range(figure, ends.lowest, shown[["score_before", "score"]].max(axis=1), hover, leads)
    _add_points(figure, "score_before", shown.score_before, theme.EARLIER, hover, leads, symbol="circle-open")
    _add_points(figure, "score", shown.score, theme.PAID, hover, leads)
    return figure


def percent(value: float) -> str:
    """A score as pictures have it: "96.70%"."""
    return f"{thai.number(value, 2)}%"


def points(difference: float) -> str:
    """A difference in points with its sign: "+0.55 points"."""
    number = thai.number(abs(difference), 2)
    sign = "" if number == thai.number(0, 2) else "+" if difference > 0 else "−"
    return _("{difference} points").format(difference=f"{sign}{number}")


def number_of(value: Any) -> str:
    """The number of a dimension or question as the address has it: "–" where there is none."""
    return thai.NOTHING if thai.is_missing(value) else str(int(value))


def _worth_showing(frame: pd.DataFrame) -> pd.DataFrame:
    """The first rows that have a mean: it may be withheld."""
    return frame.dropna(subset=["score"]).head(theme.MOST_ROWS)


def _told(frame: pd.DataFrame, span: str) -> list[str]:
    """What stands above each point: mean, band, respondents where known, and the range."""
    texts = []
    for row in frame.itertuples():
        said = [_("mean {score}").format(score=percent(row.score))]
        said += [] if thai.is_missing(row.band) else [thai.digits(word(row.band))]
        said += (
            []
            if thai.is_missing(row.respondents)
            else [_("n = {people}").format(people=thai.number(row.respondents))]
        )
        said.append(span.format(low=thai.number(row.lowest, 2), high=thai.number(row.highest, 2)))
        texts.append(" · ".join(said))
    return texts


def _means(
    shown: pd.DataFrame, labels: list[str], texts: list[str], leads: Leads, frame: pd.DataFrame
) -> Figure:
    """A point at `score` with its confidence interval, on a line from `lowest` to `highest`."""
    counted = shown.respondents.notna().any()
    marks = [("•", theme.PAID, _("mean")), ("■", theme.GROUND, _("lowest to highest"))]
    marks += [("|–|", theme.PAID, _("95% confidence interval"))] if counted else []
    more = theme.key(of_rows=len(frame))
    figure = _rows(labels, texts, "<br>".join(filter(None, (_marks(*marks), more))), shown)
    said = [
        _("{text} · 95% interval {low}–{high}").format(
            text=text, low=thai.number(row.interval_low, 2), high=percent(row.interval_high)
        )
        if not thai.is_missing(row.interval_low)
        else text
        for text, row in zip(texts, shown.itertuples(), strict=True)
    ]
    hover = _hover(labels, said)
    _add_range(figure, shown.lowest, shown.highest, hover, leads)
    _add_points(figure, "score", shown.score, theme.PAID, hover, leads)
    if counted:
        figure["data"][-1]["error_x"] = {
            "type": "data", "symmetric": False, "thickness": 1.5, "width": 6,
            "array": list((shown.interval_high - shown.score).fillna(0)),
            "arrayminus": list((shown.score - shown.interval_low).fillna(0)),
        }  # fmt: skip
    return figure


def _rows(labels: list[str], texts: list[str], key: str, frame: pd.DataFrame) -> Figure:
    """An empty chart whose axis begins a little below the lowest value, and says so."""
    ends = frame[[name for name in ("lowest", "interval_low") if name in frame]]
    found = ends.min().min() if len(frame) else 0
    lowest = max(0, floor((float(found) - 1) / 5) * 5)
    figure = theme.rows(labels, texts, theme.Frame(below=48, key=key))
    title = (
        _("percent · the axis shows {low} to 100, not from 0").format(low=lowest) if lowest else _("Percent")
    )
    theme.percent_axis(figure, title, lowest=lowest, step=5 if lowest >= 60 else 10 if lowest >= 40 else 20)
    return figure


def _hover(labels: Sequence[str], texts: list[str]) -> list[str]:
    written = [
        "<br>".join([*theme.in_lines(thai.digits(label), 44), *thai.digits(text).split(" · ")])
        for label, text in zip(labels, texts, strict=True)
    ]
    return [f"<b>{text.replace('<br>', '</b><br>', 1)}" for text in written]


def _marks(*entries: tuple[str, str, str]) -> str:
    """A legend of marks, each with its colour and name, a line each where they are long."""
    written = [
        f'<span style="color:{color}">{mark}</span> {thai.digits(name)}' for mark, color, name in entries
    ]
    lines, width = [written[0]], thai.columns_wide(entries[0][2]) + 3
    for text, (_mark, _color, name) in zip(written[1:], entries[1:], strict=True):
        width += thai.columns_wide(name) + 6
        if width > theme.BAND_WIDTH:
            lines.append(text)
            width = thai.columns_wide(name) + 3
        else:
            lines[-1] += f"   {text}"
    return "<br>".join(lines)


def _add_range(figure: Figure, low: pd.Series, high: pd.Series, hover: list[str], leads: Leads) -> None:
    theme.add_bars(
        figure, "whole", list(high - low), base=list(low), hover=hover, leads=leads, thickness=0.45
    )


def _add_points(
    figure: Figure,
    name: str,
    values: pd.Series,
    color: str,
    hover: list[str],
    leads: Leads,
    symbol: str = "circle",
) -> None:
    line = {"width": 3 if "open" in symbol else 0, "color": color}
    figure["data"].append(
        {
            "type": "scatter",
            "name": name,
            "mode": "markers",
            "x": list(values),
            "y": list(range(len(values))),
            "marker": {"size": 15, "color": color, "symbol": symbol, "line": line},
            "hoverinfo": "text",
            "hovertext": hover,
            "customdata": leads,
        }
    )
