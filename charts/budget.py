"""Pictures of the budget: what may be spent as ground, what is paid and committed before it."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from charts import axes, theme, units
from charts.rows import Columns, add_bars, rows
from charts.theme import Figure, Width
from vocabulary import thai
from vocabulary.columns import name_of, title
from vocabulary.language import _

AMOUNTS = ("revised", "disbursed", "committed", "remaining")
RATES = ("disbursed_rate", "used_rate")
"""What is read under the pointer of each bar."""


@dataclass(frozen=True)
class Yardstick:
    """What payments are measured against: the pace by date, the cabinet's target, or nothing once the year is
    over, when what is left is not paid."""

    rate: float
    """Of the budget after transfers, to be paid by then."""
    is_target: bool = False
    is_year_over: bool = False

    @property
    def name(self) -> str:
        """What a picture calls it."""
        return _("cabinet target") if self.is_target else _("pace by date")

    @property
    def column(self) -> str:
        """What the column of how far payments are from it is called."""
        if self.is_year_over:
            return _("not paid")
        return _("against the target") if self.is_target else _("against the pace")

    def distance(self, gap: float) -> str:
        """How far payments are from it, where "{amount}" stands for the baht."""
        if self.is_year_over:
            return _("{amount} not paid") if gap < 0 else _("{amount} too much paid")
        if self.is_target:
            return _("{amount} above the target") if gap > 0 else _("{amount} below the target")
        return _("{amount} ahead") if gap > 0 else _("{amount} behind")


def _key(frame: pd.DataFrame, yardstick: Yardstick, width: Width, most: int | None) -> tuple[str, ...]:
    colors = {"disbursed": theme.PAID, "committed": theme.COMMITTED, "revised": theme.GROUND}
    bars = theme.key(*((title(name), color) for name, color in colors.items()))
    stroke = theme.colored("<b>|</b>", theme.BEHIND, f"{yardstick.name} {thai.percent(yardstick.rate)}")
    strokes = () if yardstick.is_year_over else (stroke,)
    return (*bars, *strokes, *theme.beyond(len(frame), width, most))


def _hover(row: pd.Series, name: str, yardstick: Yardstick, in_full: units.Write) -> str:
    if thai.is_missing(row.disbursed):
        lines = [f"{title('revised')}: {thai.number(row.revised, 2)}", _text(row, yardstick, in_full)]
    else:
        lines = [f"{title(column)}: {thai.number(row[column], 2)}" for column in AMOUNTS]
        lines += [f"{title(column)}: {thai.percent(row[column])}" for column in RATES]
        if not yardstick.is_year_over:
            lines.append(f"{yardstick.name}: {thai.number(row.expected, 2)}")
    return "<br>".join([f"<b>{thai.digits(row[name])}</b>", *lines])


def by_level(
    frame: pd.DataFrame, level: str, yardstick: Yardstick, width: Width, most: int | None = None
) -> Figure:
    """A bar for each part of the budget, in the order given: the budget after transfers, before it what is
    paid and committed, and a stroke where the yardstick stands. A click leads to the part's rows.

    Bars are of baht; those of items are of percent, so that small lines can be read beside large ones."""
    shown = frame.head(most or theme.MOST_ROWS[width])
    bars = shown[["revised", "disbursed", "committed", "expected"]].astype(float)
    if level == "item":  # a line of nothing has no percent
        bars = bars.div(bars.revised.where(bars.revised != 0), axis=0) * 100
    in_full = units.with_unit([*shown.disbursed, *shown.revised])
    texts = [_text(row, yardstick, in_full) for row in shown.itertuples()]
    legend = theme.Frame(key=_key(frame, yardstick, width, most))
    figure = rows(list(map(name_of, shown[level])), texts, _columns(shown, yardstick), width, legend)
    # What lies before the ground lets the pointer through to it.
    read = [_hover(row, level, yardstick, in_full) for _index, row in shown.iterrows()]
    leads = [{level: value} for value in shown[level]]
    add_bars(figure, "whole", units.known(bars.revised), hover=read, leads=leads)
    paid = list(bars.disbursed.fillna(0))
    committed = units.known(bars.committed)
    add_bars(figure, "disbursed", units.known(bars.disbursed), color=theme.PAID, thickness=0.6)
    add_bars(figure, "committed", committed, base=paid, color=theme.COMMITTED, thickness=0.6)
    if not yardstick.is_year_over:
        _add_strokes(figure, units.known(bars.expected))
    # More may be paid than may be spent.
    ends = pd.concat([bars.revised, bars.disbursed + bars.committed]).fillna(0)
    highest = float(ends.max()) if len(ends) else 0
    # More may be paid than may be spent, so the axis may reach beyond 100 %.
    if level == "item":
        axes.percent_axis(figure, _("percent of the budget after transfers"), highest=max(100, highest))
    else:
        axes.baht_axis(figure, max(highest, 0), units.unit_of([*shown.disbursed, *shown.revised]))
    return figure


def _columns(shown: pd.DataFrame, yardstick: Yardstick) -> Columns:
    unit, write = units.of_baht([*shown.disbursed, *shown.revised])
    # What is not paid has no sign; it is no distance to anything.
    if yardstick.is_year_over:
        gaps = units.each(write, 0 - shown.gap)
    else:
        gaps = [units.signed(gap, write) for gap in shown.gap]
    # No payment is not zero: 0.00 would say that a division has paid nothing.
    missing = _("not reported yet")
    rates = [
        missing if thai.is_missing(paid) else units.ratio(rate)
        for paid, rate in zip(shown.disbursed, shown.disbursed_rate, strict=True)
    ]
    return {
        units.headed(_("paid"), "%"): rates,
        units.headed(title("disbursed"), unit): units.each(write, shown.disbursed),
        units.headed(title("revised"), unit): units.each(write, shown.revised),
        units.headed(yardstick.column, unit): gaps,
    }


def _text(row: Any, yardstick: Yardstick, in_full: units.Write) -> str:
    if thai.is_missing(row.disbursed):
        return _("not reported yet · {revised} after transfers").format(revised=in_full(row.revised))
    paid = _("{rate} paid · {disbursed} of {revised}").format(
        rate=thai.percent(row.disbursed_rate),
        disbursed=in_full(row.disbursed),
        revised=in_full(row.revised),
    )
    # A gap that is printed as 0 is none.
    if thai.rounded(row.gap, 2) == 0:
        return paid
    return f"{paid} · {yardstick.distance(row.gap).format(amount=in_full(abs(row.gap)))}"


def _add_strokes(figure: Figure, at: list[float | None]) -> None:
    """A short stroke across the bar of each row."""
    bottom, top = figure["layout"]["yaxis"]["range"]
    half = (theme.BAR / 2 + 3) * (bottom - top) / figure["layout"]["height"]
    stroke = {"name": "expected", "type": "line", "line": {"width": 3}}
    figure["layout"]["shapes"] += [
        {**stroke, "x0": x, "x1": x, "y0": row - half, "y1": row + half}
        for row, x in enumerate(at)
        if x is not None
    ]
