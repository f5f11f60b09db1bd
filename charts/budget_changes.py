"""Pictures of what changed in the budget: more and less paid, and money moved in and out."""

from typing import Any

import pandas as pd

from charts import changes, theme
from charts.theme import Figure, Frame
from vocabulary import thai
from vocabulary.columns import title
from vocabulary.language import _


def by_part(frame: pd.DataFrame, part: str) -> Figure:
    """The change in disbursed of each division, programme or expenditure group (column `part`)."""
    leads = [{part: name} for name in frame[part]]
    unknown = [index for index, change in enumerate(frame.disbursed_change) if thai.is_missing(change)]
    before, now = list(frame.disbursed_before), list(frame.disbursed)
    return changes.by_change(list(frame[part]), before, now, leads=leads, unknown=unknown)


def transfers(frame: pd.DataFrame, part: str) -> Figure:
    """What came in to the right and what went out to the left, for each division or line (column `part`)."""
    shown = frame.head(theme.MOST_ROWS)
    texts = [_moved(row) for row in shown.itertuples()]
    key = theme.key(
        (title("transfer_in"), changes.MORE), (title("transfer_out"), changes.LESS), of_rows=len(frame)
    )
    labels = (
        list(shown.item + " · " + shown.work.fillna(shown.division))
        if part == "item"
        else list(shown.division)
    )
    figure = theme.rows(labels, texts, Frame(key=key))
    hover = [
        f"<b>{thai.digits(label)}</b><br>{text.replace(' · ', '<br>')}"
        for label, text in zip(labels, texts, strict=True)
    ]
    leads = [{column: row[column] for column in ("division", part)} for _index, row in shown.iterrows()]
    into, out = list(shown.transfer_in.fillna(0)), list(-shown.transfer_out.fillna(0))
    theme.add_bars(figure, "transfer_in", into, color=changes.MORE, hover=hover, leads=leads)
    theme.add_bars(figure, "transfer_out", out, color=changes.LESS, hover=hover, leads=leads)
    changes.signed_axis(figure, [*into, *out])
    return figure


def _moved(row: Any) -> str:
    into, out = (
        _("in {baht}").format(baht=thai.baht(row.transfer_in)),
        _("out {baht}").format(baht=thai.baht(row.transfer_out)),
    )
    sides = [said for said, amount in ((into, row.transfer_in), (out, row.transfer_out)) if amount > 0]
    if len(sides) == 2:
        sides.insert(0, _("net {baht}").format(baht=thai.signed(row.net_transfer, thai.baht)))
    return " · ".join(sides)
