"""Pictures of the state of the measures."""

import pandas as pd

import thai
from charts import theme
from charts.theme import Figure
from language import _
from quantities import word

STATUS_COLORS = {
    "done": theme.REACHED,
    "ongoing": theme.EARLIER,
    "not_started": theme.BEHIND,
    "no_case": theme.NEUTRAL,
    "unknown": theme.COMMITTED,
}


def by_status(frame: pd.DataFrame) -> Figure:
    """How many measures are in each status that occurs."""
    shown = frame[frame.measures > 0]
    total = int(shown.measures.sum())
    texts = [
        _("{count} of {total} ({rate})").format(
            count=thai.number(row.measures), total=thai.number(total), rate=thai.percent(row.measures / total)
        )
        for row in shown.itertuples()
    ]
    labels = [word(status) for status in shown.status]
    figure = theme.rows(labels, texts)
    hover = [f"<b>{label}</b><br>{text}" for label, text in zip(labels, texts, strict=True)]
    theme.add_bars(figure, "measures", list(shown.measures), color=[STATUS_COLORS[s] for s in shown.status], hover=hover)
    theme.count_axis(figure, int(shown.measures.max()) if total else 0, _("measures"))
    return figure


def by_unit(frame: pd.DataFrame) -> Figure:
    """Measures of each responsible unit, stacked by status."""
    shown = frame.head(theme.MOST_ROWS)
    present = [status for status in STATUS_COLORS if shown[status].sum()]
    texts = [
        ", ".join(f"{word(status)} {thai.number(row[status])}" for status in present if row[status])
        for _index, row in shown.iterrows()
    ]
    labels = [" ".join(unit.split()) for unit in shown.responsible]
    key = theme.key(*((word(status), STATUS_COLORS[status]) for status in present), of_rows=len(frame))
    figure = theme.rows(labels, texts, theme.Frame(key=key))
    hover = [f"<b>{label}</b><br>{text}" for label, text in zip(labels, texts, strict=True)]
    base = [0] * len(shown)
    for status in present:
        theme.add_bars(figure, status, list(shown[status]), color=STATUS_COLORS[status], base=base, hover=hover)
        base = [before + count for before, count in zip(base, shown[status], strict=True)]
    theme.count_axis(figure, max(base, default=0), _("measures"))
    return figure
