"""A picture of parts: of each thing how much it is of its whole, such as the agreed prices of the limits or
the requests by e-service of all requests."""

import pandas as pd

from charts import axes, theme, units
from charts.rows import add_bars, hover, rows
from charts.theme import Figure, Width
from vocabulary import thai
from vocabulary.columns import QUANTITIES, name_of, title, word
from vocabulary.language import _


def of_whole(
    frame: pd.DataFrame, column: str, part: str, whole: str, width: Width, most: int | None = None
) -> Figure:
    """A bar for each value of `column`, in the order given: the `whole` as ground, before it the `part` (both
    columns of baht, or both of counts). A click leads to the rows of the value."""
    shown = frame.head(most or theme.MOST_ROWS[width])
    values = [*shown[part], *shown[whole]]
    in_baht = QUANTITIES[part].unit == "baht"
    unit, write = units.of_baht(values) if in_baht else ("", thai.number)
    in_full = units.with_unit(values) if in_baht else thai.number
    rates = [row[part] / row[whole] if row[whole] else None for _index, row in shown.iterrows()]
    texts = [
        _("{count} of {total} ({rate})").format(
            count=in_full(row[part]), total=in_full(row[whole]), rate=thai.percent(rate)
        )
        for (_index, row), rate in zip(shown.iterrows(), rates, strict=True)
    ]
    labels = [name_of(word(str(value), column)) for value in shown[column]]
    columns = {
        units.headed(title(part), unit): units.each(write, shown[part]),
        units.headed(title(whole), unit): units.each(write, shown[whole]),
        "%": [units.ratio(rate) for rate in rates],
    }
    key = theme.key((title(part), theme.PAID), (title(whole), theme.GROUND))
    figure = rows(labels, texts, columns, width, theme.Frame(key=key + theme.beyond(len(frame), width, most)))
    leads = [{column: str(value)} for value in shown[column]]
    add_bars(figure, "whole", units.known(shown[whole]), hover=hover(labels, texts), leads=leads)
    add_bars(figure, "part", units.known(shown[part]), color=theme.PAID, thickness=0.6)
    highest = float(max(values, default=0))
    if in_baht:
        axes.baht_axis(figure, highest, units.unit_of(values))
    else:
        axes.count_axis(figure, int(highest), title(whole))
    return figure
