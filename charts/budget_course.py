"""Pictures of how the budget is paid in the course of the fiscal year."""

from typing import Any

import pandas as pd

from charts import axes, theme, timeline, units
from charts.rows import add_bars, rows
from charts.rows import hover as hover_of_rows
from charts.theme import Figure, Width
from vocabulary import thai
from vocabulary.columns import title
from vocabulary.fiscal_calendar import QUARTERS, quarter_end, year_begin, year_elapsed
from vocabulary.language import _

YEAR = 2565
"""A year without 29 February, by which the axis is laid out."""
PLACES = [year_elapsed(YEAR, quarter_end(YEAR, number)) for number in (0, *QUARTERS)]
"""Where the beginning and the quarters' ends stand on the axis: the part of the year that has gone by."""
BELOW = 8
"""Percent that the name of a line that ends within the year stands below its last point."""


def course(frame: pd.DataFrame, targets: pd.DataFrame, width: Width) -> Figure:
    """The disbursed rate from 1 October to each as-of date: this year's line, grey the year before's, dashed
    what even spending gives, and a diamond for each of the cabinet's `targets` (none where they are not asked
    for)."""
    days = [year_begin(YEAR), *(quarter_end(YEAR, number) for number in QUARTERS)]
    figure = timeline.timeline([thai.day_of_month(day) for day in days], width, positions=PLACES)
    # A yardstick that nobody set, so it is grey and has no points.
    timeline.add_line(figure, "even", [0, 100], color=theme.NEUTRAL, dashed=True, positions=[0, 1])
    names = [(1.0, 100.0, "<b>- -</b>", _("pace by date"), theme.NEUTRAL)]
    # Without the days on which no payment is stated; a quarter without data stays, as a gap in the line.
    known = frame[frame.disbursed.notna() | frame.revised.isna()]
    for year, line in known.groupby("fiscal_year"):
        is_own = year == frame.fiscal_year.max()
        names += _add_year(figure, line, theme.PAID if is_own else theme.NEUTRAL)
    if len(targets):
        names.append(_add_targets(figure, targets))
    rates = frame.disbursed_rate.dropna()
    timeline.percent_axis(figure, 0, max(100, thai.as_percent(float(rates.max()))) if len(rates) else 100)
    _name_lines(figure, names)
    return figure


Name = tuple[float, float, str, str, str]
"""What stands beside a line's last point: place on the axis, percent, mark, text, colour."""


def _add_year(figure: Figure, line: pd.DataFrame, color: str) -> list[Name]:
    values = [None if rate is None else thai.as_percent(rate) for rate in units.known(line.disbursed_rate)]
    places = [float(gone) for gone in line.even_rate]
    hover = [
        f"<b>{thai.day(row.as_of)}</b><br>{title('disbursed_rate')}: {thai.percent(row.disbursed_rate)}"
        f"<br>{title('disbursed')}: {thai.number(row.disbursed, 2)}"
        f"<br>{title('revised')}: {thai.number(row.revised, 2)}"
        for row in line.itertuples()
    ]
    year = int(line.fiscal_year.iloc[0])
    # Where the first quarter has no data, the way from 0 to the next point is not known.
    if values[0] is not None:  # nothing is paid before the year begins
        values.insert(0, 0.0)
        places.insert(0, 0.0)
        hover.insert(0, thai.fiscal_year(year))
    timeline.add_line(figure, f"{year}", values, color=color, hover=hover, positions=places)
    known = [(place, value) for place, value in zip(places, values, strict=True) if value is not None]
    if not known:
        return []
    # A line whose last quarters lack data is named where it ends.
    place, value = known[-1]
    return [(place, value, "<b>•</b>", f"{thai.fiscal_year(year)} {thai.percent(value / 100)}", color)]


def _add_targets(figure: Figure, targets: pd.DataFrame) -> Name:
    percents = [thai.as_percent(float(target)) for target in targets.target]
    hover = [
        f"<b>{_target_name(row.quarter)}</b><br>{thai.percent(row.target)}"
        + ("" if row.is_confirmed else f"<br>{_('source not confirmed')}")
        for row in targets.itertuples()
    ]
    places = [PLACES[quarter] for quarter in targets.quarter]
    timeline.add_line(figure, "target", percents, color=theme.BEHIND, hover=hover, positions=places)
    diamond = {"size": 11, "color": theme.BEHIND, "symbol": "diamond"}
    figure["data"][-1] |= {"mode": "markers", "marker": diamond}
    text = f"{_('cabinet target')} {thai.number(percents[-1])}%"
    return places[-1], percents[-1], "<b>◆</b>", text, theme.BEHIND


def _target_name(quarter: int) -> str:
    return _("Cabinet target of quarter {quarter}").format(quarter=thai.digits(quarter))


def _name_lines(figure: Figure, names: list[Name]) -> None:
    """Writes the names beside the lines' last points: at the year's end one below the other, before it below
    the line."""
    at_the_end: list[dict[str, Any]] = []
    within: list[dict[str, Any]] = []
    for place, percent, mark, text, color in names:
        is_end = place > PLACES[-2]
        height = percent if is_end else percent - BELOW
        name = timeline.name_of_line(figure, place, height, text, (mark, color))
        (at_the_end if is_end else within).append(name)
    for names_beside in (at_the_end, within):
        timeline.add_names(figure, names_beside)


def periods(frame: pd.DataFrame, width: Width) -> Figure:
    """Baht per month between the as-of dates, and last, in another colour, what is needed from here on."""
    labels = [f"{thai.day(row.begins)} – {thai.day(row.ends)}" for row in frame.itertuples()]
    needed, paid = _("{amount} a month needed"), _("{amount} a month paid")
    unit, write = units.of_baht(frame.per_month)
    in_full = units.with_unit(frame.per_month)
    texts = [
        (needed if row.is_needed else paid).format(amount=in_full(row.per_month))
        for row in frame.itertuples()
    ]
    ahead = ((_("needed from here on"), theme.BEHIND),) if frame.is_needed.any() else ()
    # One colour needs no legend.
    key = theme.key((_("paid"), theme.PAID), *ahead) if ahead else ()
    columns = {units.headed(_("a month"), unit): units.each(write, frame.per_month)}
    figure = rows(labels, texts, columns, width, theme.Frame(key=key))
    amounts = units.known(frame.per_month)
    colors = [theme.BEHIND if is_needed else theme.PAID for is_needed in frame.is_needed]
    lengths = [amount and max(amount, 0) for amount in amounts]  # a bar of what was paid back has no length
    add_bars(figure, "per_month", lengths, color=colors, hover=hover_of_rows(labels, texts))
    highest = max((amount for amount in amounts if amount is not None), default=0)
    axes.baht_axis(figure, highest, units.unit_of(amounts))
    return figure
