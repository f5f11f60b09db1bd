"""A picture of parts: of each thing how much it is of its whole, such as the agreed prices of the limits or
the requests by e-service of all requests."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from charts import axes, theme, units
from charts.rows import add_bars, hover, rows
from charts.theme import Figure, Width
from charts.units import Write
from vocabulary import thai
from vocabulary.columns import QUANTITIES, name_of, title, word
from vocabulary.language import _


@dataclass(frozen=True)
class Parts:
    """The columns of a whole, of its part (both of baht, or both of counts), and of the part's share
    (ratio)."""

    part: str
    whole: str
    share: str

    @property
    def in_baht(self) -> bool:
        """Whether these are amounts, and not counts."""
        return QUANTITIES[self.whole].unit == "baht"


def of_whole(
    frame: pd.DataFrame,
    column: str,
    parts: Parts,
    width: Width,
    most: int | None = None,
    *,
    is_narrowing: bool = True,
) -> Figure:
    """A bar for each value of `column`, in the order given: the whole as ground, before it the part. A click
    leads to the rows of the value, unless the page cannot be narrowed to it."""
    shown = frame.head(most or theme.MOST_ROWS[width])
    labels = [name_of(word(str(value), column)) for value in shown[column]]
    amounts = [*shown[parts.part], *shown[parts.whole]]
    texts = _texts(shown, parts, units.with_unit(amounts) if parts.in_baht else thai.number)
    key = theme.key((title(parts.part), theme.PAID), (title(parts.whole), theme.GROUND))
    frame_of_rows = theme.Frame(key=key + theme.beyond(len(frame), width, most))
    figure = rows(labels, texts, _columns(shown, parts), width, frame_of_rows)
    leads = [{column: str(value)} for value in shown[column]] if is_narrowing else None
    add_bars(figure, "whole", units.known(shown[parts.whole]), hover=hover(labels, texts), leads=leads)
    add_bars(figure, "part", units.known(shown[parts.part]), color=theme.PAID, thickness=0.6)
    highest = max((float(each) for each in amounts if not thai.is_missing(each)), default=0)
    if parts.in_baht:
        axes.baht_axis(figure, highest, units.unit_of(amounts))
    else:
        axes.count_axis(figure, int(highest), title(parts.whole))
    return figure


def _texts(shown: pd.DataFrame, parts: Parts, write: Write) -> list[str]:
    message = _("{count} of {total} ({rate})")
    every: list[dict[str, Any]] = shown.to_dict("records")
    return [
        message.format(
            count=write(row[parts.part]), total=write(row[parts.whole]), rate=thai.percent(row[parts.share])
        )
        for row in every
    ]


def _columns(shown: pd.DataFrame, parts: Parts) -> dict[str, Any]:
    names = (parts.part, parts.whole)
    unit, write = units.of_baht([each for name in names for each in shown[name]])
    if not parts.in_baht:
        unit, write = "", thai.number
    columns = {units.headed(title(name), unit): units.each(write, shown[name]) for name in names}
    return columns | {f"{title(parts.share)} (%)": [units.ratio(share) for share in shown[parts.share]]}
