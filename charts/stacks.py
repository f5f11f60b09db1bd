"""Charts of how many things of each unit stand how, a bar for each unit."""

from collections.abc import Mapping

import pandas as pd

from charts import axes, theme, units
from charts.rows import hover, rows, stack
from charts.theme import Figure, Width
from vocabulary import thai
from vocabulary.columns import name_of, word


def stacked(
    frame: pd.DataFrame,
    by: str,
    whole: str,
    name: str,
    state_column: str,
    colors: Mapping[str, str],
    width: Width,
) -> Figure:
    """Of each value of the column `by` how many things stand how, a column of `frame` for each key of
    `colors`, a code of `state_column`; `whole` is the column of all of them, and `name` what they are
    called. A bar leads to its things."""
    names = {state: word(state, state_column) for state in colors}
    shown = frame.head(theme.MOST_ROWS[width])
    # A state that no unit has would take a column and an entry of the legend.
    present = [state for state in colors if shown[state].sum()]
    texts = [
        ", ".join(f"{names[state]} {thai.number(row[state])}" for state in present if row[state])
        for _index, row in shown.iterrows()
    ]
    labels = list(map(name_of, shown[by]))
    columns = {name: units.each(thai.number, shown[whole])} | {
        theme.colored("■", colors[state], names[state]): units.counts(shown[state]) for state in present
    }
    # Wide, the headings of the columns are the legend.
    key = theme.key(*((names[state], colors[state]) for state in present)) if width == "narrow" else ()
    legend = theme.Frame(key=key + theme.beyond(len(frame), width))
    figure = rows(labels, texts, columns, width, legend)
    readings = hover(labels, texts)
    leads = [{by: unit} for unit in shown[by]]
    ends = [0] * len(shown)
    for state in present:
        color = colors[state]
        ends = stack(figure, state, list(shown[state]), ends, color=color, hover=readings, leads=leads)
    axes.count_axis(figure, max(ends, default=0), name)
    return figure
