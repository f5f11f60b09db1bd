"""Pictures of what changed in the budget: more and less paid, and money moved in and out."""

from typing import Any

import pandas as pd

from charts import changes, theme, units
from charts.rows import Columns, add_bars, rows
from charts.theme import Figure, Frame, Width
from vocabulary import thai
from vocabulary.columns import title
from vocabulary.language import _


def by_part(frame: pd.DataFrame, part: str, times: tuple[str, str], width: Width) -> Figure:
    """The change in disbursed of each division, programme or expenditure group (column `part`) between two
    `times`, the earlier one first."""
    leads = [{part: name} for name in frame[part]]
    unknown = [index for index, change in enumerate(frame.disbursed_change) if thai.is_missing(change)]
    before, now = list(frame.disbursed_before), list(frame.disbursed)
    return changes.by_change(list(frame[part]), before, now, times, width, leads=leads, unknown=unknown)


def transfers(frame: pd.DataFrame, part: str, width: Width) -> Figure:
    """What came in to the right and what went out to the left, for each division or line (column `part`)."""
    shown = frame.head(theme.MOST_ROWS[width])
    in_full = units.with_unit([*shown.transfer_in, *shown.transfer_out])
    texts = [_moved(row, in_full) for row in shown.itertuples()]
    sides = ((title("transfer_in"), changes.MORE), (title("transfer_out"), changes.LESS))
    labels = list(shown.division)
    if part == "item":  # lines of one name stand under several works
        labels = list(shown.item + " · " + shown.work.fillna(shown.division))
    legend = Frame(key=theme.key(*sides) + theme.beyond(len(frame), width))
    figure = rows(labels, texts, _columns(shown), width, legend)
    hover = changes.hover(labels, texts)
    # A line of one name may stand under several divisions: the click names both.
    leads = [{column: row[column] for column in ("division", part)} for _index, row in shown.iterrows()]
    into = list(shown.transfer_in.fillna(0))
    out = list(-shown.transfer_out.fillna(0))
    add_bars(figure, "transfer_in", into, color=changes.MORE, hover=hover, leads=leads)
    add_bars(figure, "transfer_out", out, color=changes.LESS, hover=hover, leads=leads)
    changes.signed_axis(figure, [*into, *out], units.unit_of([*into, *out]))
    return figure


def _columns(shown: pd.DataFrame) -> Columns:
    unit, write = units.of_baht([*shown.transfer_in, *shown.transfer_out])
    return {
        units.headed(title("net_transfer"), unit): [units.signed(net, write) for net in shown.net_transfer],
        units.headed(title("transfer_in"), unit): units.each(write, shown.transfer_in),
        units.headed(title("transfer_out"), unit): units.each(write, shown.transfer_out),
    }


def _moved(row: Any, in_full: units.Write) -> str:
    sides = []
    if row.transfer_in > 0:
        sides.append(_("in {baht}").format(baht=in_full(row.transfer_in)))
    if row.transfer_out > 0:
        sides.append(_("out {baht}").format(baht=in_full(row.transfer_out)))
    # Where only one side has moved, the net says the same again.
    if len(sides) == 2:
        sides.insert(0, _("net {baht}").format(baht=thai.signed(row.net_transfer, in_full)))
    return " · ".join(sides)
