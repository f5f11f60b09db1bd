"""Pictures of the survey's means: points on an axis that does not begin at zero, and says so."""

from collections.abc import Sequence
from math import floor
from typing import Any

import pandas as pd

from charts import axes, theme, units
from charts.rows import Columns, add_bars, rows
from charts.theme import Figure, Width
from vocabulary import thai
from vocabulary.columns import title, word
from vocabulary.language import N_, _

Leads = list[dict[str, str]]
OTHERS = theme.NEUTRAL
"""The colour of what a mean is compared with."""


RANGES = {
    "division": N_("questions {range}"),
    "dimension_no": N_("scores {range}"),
    "question_no": N_("divisions {range}"),
}
"""What the range of a mean is of, by the column whose means are drawn."""


def means(frame: pd.DataFrame, by: str, width: Width, most: int | None = None) -> Figure:
    """The mean of each division, dimension or question (column `by`), in the order given, as a point between
    the lowest and the highest of its scores, with its confidence interval."""
    # A mean may be withheld; then there is nothing to draw.
    shown = frame.dropna(subset=["score"]).head(most or theme.MOST_ROWS[width])
    labels, texts = _labels(shown, by), _texts(shown, _(RANGES[by]))
    leads = [{by: value if by == "division" else number_of(value)} for value in shown[by]]
    # Without the number of respondents there is no interval, and the legend names none.
    has_intervals = shown.respondents.notna().any()
    marks = [("•", theme.PAID, _("mean"))]
    marks += [("■", theme.GROUND, _("lowest to highest"))] if _have_ranges(shown) else []
    marks += [("|–|", theme.PAID, _("95% confidence interval"))] if has_intervals else []
    key = theme.marks(*marks) + theme.beyond(len(frame), width, most)
    figure = _rows(labels, texts, _columns_of_means(shown), width, key, shown)
    hover = _hover(labels, list(map(_with_interval, texts, shown.itertuples())))
    _add_range(figure, shown.lowest, shown.highest, hover, leads)
    _add_points(figure, "score", shown.score, theme.PAID, hover, leads)
    if has_intervals:
        figure["data"][-1]["error_x"] = {
            "type": "data",
            "symmetric": False,
            "thickness": 1.5,
            "width": 6,
            "array": list((shown.interval_high - shown.score).fillna(0).round(2)),
            "arrayminus": list((shown.score - shown.interval_low).fillna(0).round(2)),
        }
    return figure


def _labels(shown: pd.DataFrame, by: str) -> list[str]:
    if by != "question_no":
        return list(shown[by.removesuffix("_no")])
    message = _("Question {number}: {question}")
    return [
        message.format(number=number, question=question)
        for number, question in zip(shown.question_no, shown.question, strict=True)
    ]


def profile(frame: pd.DataFrame, division: str, width: Width) -> Figure:
    """One division's mean in each dimension as a point, beside the mean of all divisions (a diamond) and
    their range."""
    texts = [
        _("{score} · all divisions {mean} · {difference}").format(
            score=percent(row.score), mean=percent(row.mean_of_all), difference=points(row.difference_points)
        )
        for row in frame.itertuples()
    ]
    key = theme.marks(
        ("•", theme.PAID, division),
        ("◆", OTHERS, _("all divisions")),
        ("■", theme.GROUND, _("range of the divisions")),
    )
    columns = {
        units.headed(_("this division"), "%"): units.each(units.percent, frame.score),
        units.headed(_("all divisions"), "%"): units.each(units.percent, frame.mean_of_all),
        units.headed(_("difference"), _("points")): _signed(frame.difference_points),
    }
    figure = _rows(list(frame.dimension), texts, columns, width, key, frame)
    leads = [{"division": division, "dimension_no": number_of(number)} for number in frame.dimension_no]
    hover = _hover(frame.dimension, texts)
    _add_range(figure, frame.lowest, frame.highest, hover, leads)
    _add_points(figure, "mean_of_all", frame.mean_of_all, OTHERS, hover, leads, symbol="diamond")
    _add_points(figure, "score", frame.score, theme.PAID, hover, leads)
    return figure


def compared(frame: pd.DataFrame, by: str, years: tuple[str, str], width: Width) -> Figure:
    """What both years have, as a hollow point before and a filled one now, what fell most first; `by` is the
    column that tells rows apart, `years` the names of the earlier year and of this one."""
    both = frame.dropna(subset=["change_points"])
    shown = both.head(theme.MOST_ROWS[width])
    labels = [thai.digits(word(name)) for name in shown.told_apart]
    texts = [
        f"{percent(row.score_before)} → {percent(row.score)} · {points(row.change_points)}"
        for row in shown.itertuples()
    ]
    key = theme.marks(("o", theme.EARLIER, years[0]), ("•", theme.PAID, years[1]))
    key += theme.beyond(len(both), width)
    columns = {
        units.headed(_("change"), _("points")): _signed(shown.change_points),
        units.headed(years[0], "%"): units.each(units.percent, shown.score_before),
        units.headed(years[1], "%"): units.each(units.percent, shown.score),
    }
    scores = shown[["score_before", "score"]]
    ends = pd.DataFrame({"lowest": scores.min(axis=1), "highest": scores.max(axis=1)})
    figure = _rows(labels, texts, columns, width, key, ends)
    leads = [{by: value} for value in shown.value]
    hover = _hover(labels, texts)
    _add_range(figure, ends.lowest, ends.highest, hover, leads)
    _add_points(figure, "score_before", shown.score_before, theme.EARLIER, hover, leads, symbol="circle-open")
    _add_points(figure, "score", shown.score, theme.PAID, hover, leads)
    return figure


def percent(value: float) -> str:
    """A score as pictures have it: "96.70%"."""
    return f"{thai.number(value, 2)}%"


def points(difference: float) -> str:
    """A difference in points with its sign: "+0.55 points"."""
    number = thai.number(abs(difference), 2)
    # A difference that is printed as 0.00 has no sign.
    sign = "" if number == thai.number(0, 2) else "+" if difference > 0 else "−"
    return _("{difference} points").format(difference=f"{sign}{number}")


def number_of(value: Any) -> str:
    """The number of a dimension or question as the address has it: "–" where there is none."""
    return thai.NOTHING if thai.is_missing(value) else str(int(value))


def _texts(frame: pd.DataFrame, span: str) -> list[str]:
    """What stands above each point: mean, band, respondents where known, and the range where there is one."""
    has_ranges = _have_ranges(frame)
    texts = []
    for row in frame.itertuples():
        statements = [_("mean {score}").format(score=percent(row.score))]
        if not thai.is_missing(row.band):
            statements.append(thai.digits(word(row.band)))
        if not thai.is_missing(row.respondents):
            statements.append(_("n = {people}").format(people=thai.number(row.respondents)))
        if has_ranges:
            statements.append(span.format(range=_range(row.lowest, row.highest)))
        texts.append(" · ".join(statements))
    return texts


def _with_interval(text: str, row: Any) -> str:
    if thai.is_missing(row.interval_low):
        return text
    return _("{text} · 95% interval {low}–{high}").format(
        text=text, low=thai.number(row.interval_low, 2), high=percent(row.interval_high)
    )


def _columns_of_means(shown: pd.DataFrame) -> Columns:
    """Mean, level, respondents where they are known, and the range where there is one."""
    columns = {units.headed(_("mean"), "%"): units.each(units.percent, shown.score)}
    if shown.band.notna().any():
        columns[title("level")] = [
            "" if thai.is_missing(band) else thai.digits(word(band)) for band in shown.band
        ]
    if shown.respondents.notna().any():
        columns[_("respondents")] = units.each(thai.number, shown.respondents)
    if _have_ranges(shown):
        columns[units.headed(_("lowest to highest"), "%")] = list(map(_range, shown.lowest, shown.highest))
    return columns


def _have_ranges(frame: pd.DataFrame) -> bool:
    """Whether any mean is one of several scores that differ: of a single one its range says nothing more."""
    return bool((frame.lowest != frame.highest).any())


def _range(low: float, high: float) -> str:
    """From the lowest to the highest score: "95.60–99.90"; of one value itself."""
    ends = dict.fromkeys((units.percent(low), units.percent(high)))
    return "–".join(ends)


def _signed(differences: pd.Series) -> list[str]:
    return [units.signed(difference, units.percent) for difference in differences]


def _rows(
    labels: list[str],
    texts: list[str],
    columns: Columns,
    width: Width,
    key: tuple[str, ...],
    frame: pd.DataFrame,
) -> Figure:
    """An empty chart whose axis begins a little below the lowest value, and says so."""
    ends = frame[[name for name in ("lowest", "interval_low") if name in frame]]
    # Most scores lie above 90: on an axis from 0 all points would look alike.
    least = float(ends.min().min()) if len(frame) else 0
    lowest = max(0, floor((least - 1) / 5) * 5)
    figure = rows(labels, texts, columns, width, theme.Frame(below=48, key=key))
    _guide(figure)
    cut = _("percent · the axis shows {low} to 100, not from 0").format(low=lowest)
    name = cut if lowest else _("Percent")
    axes.percent_axis(figure, name, lowest=lowest, step=5 if lowest >= 60 else 10 if lowest >= 40 else 20)
    return figure


def _guide(figure: Figure) -> None:
    """Wide, a thin line leads from each label by its point to its figures."""
    # Points stand apart from their labels, as no bar leads from one to the other.
    layout = figure["layout"]
    if layout["meta"].width == "wide":
        places = list(range(sum(each["x"] == 0 for each in layout["annotations"])))
        layout["yaxis"] |= {"visible": True, "showticklabels": False, "tickvals": places, "zeroline": False}


def _hover(labels: Sequence[str], texts: list[str]) -> list[str]:
    """What is read under the pointer: the label, of which the first line is bold, and each statement."""
    hover = []
    for label, text in zip(labels, texts, strict=True):
        first, *more = theme.in_lines(thai.digits(label), theme.LABEL_WIDTH)
        hover.append("<br>".join([f"<b>{first}</b>", *more, *thai.digits(text).split(" · ")]))
    return hover


def _add_range(figure: Figure, low: pd.Series, high: pd.Series, hover: list[str], leads: Leads) -> None:
    add_bars(figure, "whole", list(high - low), base=list(low), hover=hover, leads=leads, thickness=0.45)


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
