"""Pictures of the state of the measures."""

from typing import Any

import pandas as pd

from charts import axes, theme, units
from charts.rows import add_bars, hover, rows
from charts.stacks import stacked
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
        _("{count} of {total} measures ({rate})").format(
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
    return stacked(frame, "responsible", "measures", _("measures"), "status", STATUS_COLORS, width)
