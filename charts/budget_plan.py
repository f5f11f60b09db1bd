"""Pictures of what the ordinance gives, and of when the office means to spend it."""

import pandas as pd

from charts import axes, theme, units
from charts.rows import add_bars, hover, rows
from charts.theme import Figure, Width
from vocabulary import thai
from vocabulary.columns import name_of, title
from vocabulary.language import _


def allotted(frame: pd.DataFrame, level: str, width: Width) -> Figure:
    """A bar for each part of a level with what the ordinance gives it, in the order given."""
    shown = frame.head(theme.MOST_ROWS[width])
    whole = float(frame.allocation.sum())
    shares = [float(amount) / whole if whole else None for amount in shown.allocation]
    unit, write = units.of_baht(shown.allocation)
    in_full = units.with_unit(shown.allocation)
    texts = [
        f"{in_full(amount)} · {thai.percent(share)}"
        for amount, share in zip(shown.allocation, shares, strict=True)
    ]
    columns = {
        units.headed(title("allocation"), unit): units.each(write, shown.allocation),
        units.headed(_("Part of all"), "%"): [units.ratio(share) for share in shares],
    }
    labels = list(map(name_of, shown[level]))
    figure = rows(labels, texts, columns, width, theme.Frame(key=theme.beyond(len(frame), width)))
    amounts = [float(amount) for amount in shown.allocation]
    add_bars(figure, "allocation", amounts, color=theme.PAID, hover=hover(labels, texts))
    axes.baht_axis(figure, max(amounts, default=0), units.unit_of(amounts))
    return figure


def by_quarter(frame: pd.DataFrame, width: Width) -> Figure:
    """A bar for each quarter that begins where the one before it ends: what is planned, from 1 October on."""
    labels = [_("Quarter {quarter}").format(quarter=quarter) for quarter in frame.quarter]
    unit, write = units.of_baht(frame.planned_so_far)
    in_full = units.with_unit(frame.planned_so_far)
    texts = [
        _("{amount} planned · {so_far} so far ({rate})").format(
            amount=in_full(row.planned),
            so_far=in_full(row.planned_so_far),
            rate=thai.percent(row.planned_rate),
        )
        for row in frame.itertuples()
    ]
    columns = {
        units.headed(_("in the quarter"), unit): units.each(write, frame.planned),
        units.headed(_("cumulative"), unit): units.each(write, frame.planned_so_far),
        units.headed(_("of the plan"), "%"): [units.ratio(rate) for rate in frame.planned_rate],
    }
    key = theme.key((_("planned in the quarter"), theme.PAID), (_("planned before it"), theme.EARLIER))
    figure = rows(labels, texts, columns, width, theme.Frame(key=key))
    ends = [float(amount) for amount in frame.planned_so_far.fillna(0)]
    amounts = [float(amount) for amount in frame.planned.fillna(0)]
    before = [end - amount for end, amount in zip(ends, amounts, strict=True)]
    add_bars(figure, "before", before, color=theme.EARLIER)
    add_bars(figure, "planned", amounts, base=before, color=theme.PAID, hover=hover(labels, texts))
    axes.baht_axis(figure, max(ends), units.unit_of(ends))
    return figure
