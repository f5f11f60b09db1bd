"""Bars of what is counted, a row for each kind, with those in front that want a look."""

from typing import Any

import pandas as pd

from charts import axes, theme, units
from charts.rows import add_bars, hover, rows
from charts.theme import Figure, Width
from vocabulary.columns import name_of, title, word


def by_part(frame: pd.DataFrame, part: str, whole: str, marked: str, width: Width) -> Figure:
    """How many there are (column `whole`) of each value of the column `part`, those of the column `marked` in
    front; a bar leads to its rows."""
    shown = frame.head(theme.MOST_ROWS[width])
    counts = {name: units.counts(shown[name]) for name in (whole, marked)}
    texts = [
        " · ".join(f"{title(name)} {counts[name][row]}" for name in counts if name == whole or each[name])
        for row, each in enumerate(shown.to_dict("records"))
    ]
    labels = [word(name_of(value), part) for value in shown[part]]
    has_marked = bool(shown[marked].sum())
    columns = {title(whole): counts[whole]}
    if has_marked:
        columns[theme.colored("■", theme.BEHIND, title(marked))] = counts[marked]
    key = theme.key((title(marked), theme.BEHIND)) if has_marked and width == "narrow" else ()
    figure = rows(labels, texts, columns, width, theme.Frame(key=key + theme.beyond(len(frame), width)))
    each: dict[str, Any] = {"hover": hover(labels, texts), "leads": [{part: value} for value in shown[part]]}
    add_bars(figure, whole, list(shown[whole]), color=theme.PAID, **each)
    if has_marked:
        add_bars(figure, marked, list(shown[marked]), color=theme.BEHIND, **each)
    axes.count_axis(figure, int(shown[whole].max()) if len(shown) else 0, title(whole))
    return figure
