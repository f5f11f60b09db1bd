"""Pictures of the state of the measures."""

from typing import Any

import pandas as pd

from charts import theme
from charts.theme import Figure, Width
from vocabulary import thai
from vocabulary.columns import word
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
    figure = theme.rows(labels, texts)
    each: dict[str, Any] = {
        "color": [colors[code] for code in shown[column]],
        "hover": theme.hover(labels, texts),
        "leads": [{column: code} for code in shown[column]],
    }
    theme.add_bars(figure, "measures", list(shown.measures), **each)
    theme.count_axis(figure, int(shown.measures.max()) if total else 0, _("measures"))
    return figure


def by_unit(frame: pd.DataFrame, width: Width) -> Figure:
    """Measures of each responsible unit, stacked by status; a bar leads to the unit's measures."""
    shown = frame.head(theme.MOST_ROWS)
    present = [status for status in STATUS_COLORS if shown[status].sum()]
    texts = [
        ", ".join(f"{word(status)} {thai.number(row[status])}" for status in present if row[status])
        for _index, row in shown.iterrows()
    ]
    # Names from cells of several lines.
    labels = [" ".join(unit.split()) for unit in shown.responsible]
    key = theme.key(*((word(status), STATUS_COLORS[status]) for status in present), of_rows=len(frame))
    figure = theme.rows(labels, texts, theme.Frame(key=key))
    hover = theme.hover(labels, texts)
    leads = [{"responsible": unit} for unit in shown.responsible]
    ends = [0] * len(shown)
    for status in present:
        color = STATUS_COLORS[status]
        ends = theme.stack(figure, status, list(shown[status]), ends, color=color, hover=hover, leads=leads)
    theme.count_axis(figure, max(ends, default=0), _("measures"))
    return figure
