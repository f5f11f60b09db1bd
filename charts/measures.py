"""Pictures of the state of the measures."""

from typing import Any

import pandas as pd

from charts import axes, theme, units
from charts.rows import add_bars, hover, rows, stack
from charts.theme import Figure, Width
from vocabulary import thai
from vocabulary.columns import name_of, word
from vocabulary.language import _

# What is open stands out: done is calm, not started warm, no case grey.
STATUS_COLORS = {
    "done": theme.REACHED,
    "ongoing": theme.EARLIER,
    "not_started": theme.BEHIND,
    "no_case": theme.NEUTRAL,
    "unknown": theme.COMMITTED,
}
EVIDENCE_COLORS = {"yes": theme.REACHED, "no": theme.BEHIND, "unknown": theme.NEUTRAL}


def by_status(frame: pd.DataFrame, width: Width) -> Figure:
    """How many measures are in each status that occurs; a bar leads to its measures."""
    return _counted(frame, "status", STATUS_COLORS, width)


def by_evidence(frame: pd.DataFrame, width: Width) -> Figure:
    """How many measures have evidence, have none, or leave it unknown; a bar leads to its measures."""
    return _counted(frame, "evidence", EVIDENCE_COLORS, width)


def _counted(frame: pd.DataFrame, column: str, colors: dict[str, str], width: Width) -> Figure:
    """A bar of measures for each code of a column that occurs, in its color."""
    # The query names every code; a bar of nothing would be an empty row.
    shown = frame[frame.measures > 0]
    total = int(shown.measures.sum())
    texts = [
        _("{count} of {total} ({rate})").format(
            count=thai.number(row.measures), total=thai.number(total), rate=thai.percent(row.measures / total)
        )
        for row in shown.itertuples()
    ]
    labels = [word(code) for code in shown[column]]
    columns = {
        _("measures"): units.each(thai.number, shown.measures),
        "%": [units.ratio(row.measures / total) for row in shown.itertuples()],
    }
    figure = rows(labels, texts, columns, width)
    each: dict[str, Any] = {
        "color": [colors[code] for code in shown[column]],
        "hover": hover(labels, texts),
        "leads": [{column: code} for code in shown[column]],
    }
    add_bars(figure, "measures", list(shown.measures), **each)
    axes.count_axis(figure, int(shown.measures.max()) if total else 0, _("measures"))
    return figure


def by_unit(frame: pd.DataFrame, width: Width) -> Figure:
    """Measures of each responsible unit, stacked by status; a bar leads to the unit's measures."""
    shown = frame.head(theme.MOST_ROWS[width])
    # A status that no unit has would take a column and an entry of the legend.
    present = [status for status in STATUS_COLORS if shown[status].sum()]
    texts = [
        ", ".join(f"{word(status)} {thai.number(row[status])}" for status in present if row[status])
        for _index, row in shown.iterrows()
    ]
    labels = list(map(name_of, shown.responsible))
    columns = {_("measures"): units.each(thai.number, shown.measures)} | {
        theme.colored("■", STATUS_COLORS[status], word(status)): units.counts(shown[status])
        for status in present
    }
    # Wide, the headings of the columns are the legend.
    key = (
        theme.key(*((word(status), STATUS_COLORS[status]) for status in present)) if width == "narrow" else ()
    )
    legend = theme.Frame(key=key + theme.beyond(len(frame), width))
    figure = rows(labels, texts, columns, width, legend)
    readings = hover(labels, texts)
    leads = [{"responsible": unit} for unit in shown.responsible]
    ends = [0] * len(shown)
    for status in present:
        color = STATUS_COLORS[status]
        ends = stack(figure, status, list(shown[status]), ends, color=color, hover=readings, leads=leads)
    axes.count_axis(figure, max(ends, default=0), _("measures"))
    return figure
