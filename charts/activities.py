"""Pictures of what was held for the measures."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from charts import axes, theme, units
from charts.rows import add_bars, hover, rows, stack
from charts.theme import Figure, Width
from vocabulary import thai
from vocabulary.columns import word
from vocabulary.language import _


def targets(frame: pd.DataFrame, width: Width) -> Figure:
    """What each division (or the organization) has held and plans, on the ground of what is wanted of it; a
    bar leads to its activities of that kind."""
    shown = frame.head(theme.MOST_ROWS[width])
    of_wanted = [
        f"{thai.number(held)}/{thai.number(wanted)}"
        for held, wanted in zip(shown.held, shown.times_wanted, strict=True)
    ]
    labels = [
        f"{division} · {word(kind)}"
        for division, kind in zip(shown.division, shown.activity_kind, strict=True)
    ]
    leads = [
        {"activity_kind": row.activity_kind} | ({} if row.is_whole else {"division": row.division})
        for row in shown.itertuples()
    ]
    is_short = shown.times_short > 0
    colors = [theme.BEHIND if short else theme.REACHED for short in is_short]
    key = [
        (_("held as often as wanted"), theme.REACHED, ~is_short & (shown.held > 0)),
        (_("not as often"), theme.BEHIND, is_short & (shown.held > 0)),
        (_("planned"), theme.EARLIER, shown.to_come > 0),
        (_("wanted"), theme.GROUND, shown.times_wanted > 0),
    ]
    # A mark of what there is not would only be looked for.
    seen = [(name, color) for name, color, are_there in key if are_there.any()]
    columns = {_("held of wanted"): of_wanted, _("planned"): units.counts(shown.to_come)}
    frame_around = theme.Frame(key=theme.key(*seen) + theme.beyond(len(frame), width))
    figure = rows(labels, _texts(of_wanted, shown.to_come), columns, width, frame_around)
    readings = hover(labels, of_wanted)
    add_bars(figure, "whole", list(shown.times_wanted), hover=readings, leads=leads)
    # Thinner, so that what is wanted stays in sight where more was held.
    _held_and_planned(figure, shown, colors, readings, leads, thickness=0.6)
    highest = (shown.held + shown.to_come).combine(shown.times_wanted, max).max()
    axes.count_axis(figure, int(highest), _("times"))
    return figure


def by_kind(frame: pd.DataFrame, width: Width) -> Figure:
    """How much of each kind was held and is planned; a bar leads to its activities."""
    held, labels = units.each(thai.number, frame.held), list(map(word, frame.activity_kind))
    leads = [{"activity_kind": kind} for kind in frame.activity_kind]
    columns = {
        theme.colored("■", theme.PAID, _("held")): held,
        theme.colored("■", theme.EARLIER, _("planned")): units.counts(frame.to_come),
    }
    figure = rows(labels, _texts(held, frame.to_come), columns, width)
    _held_and_planned(figure, frame, [theme.PAID] * len(frame), hover(labels, held), leads)
    axes.count_axis(figure, int((frame.held + frame.to_come).max()), _("times"))
    return figure


def _texts(held: Sequence[str], to_come: pd.Series) -> list[str]:
    """What is written of each row where there are no columns."""
    planned = _("planned {count}")
    return [
        f"{text} · {planned.format(count=thai.number(count))}" if count else text
        for text, count in zip(held, to_come, strict=True)
    ]


def _held_and_planned(
    figure: Figure,
    frame: pd.DataFrame,
    colors: Sequence[str],
    readings: list[str],
    leads: list[dict[str, str]],
    thickness: float = 1,
) -> None:
    each: dict[str, Any] = {"hover": readings, "leads": leads, "thickness": thickness}
    add_bars(figure, "held", list(frame.held), color=colors, **each)
    if frame.to_come.any():
        stack(figure, "to_come", list(frame.to_come), list(frame.held), color=theme.EARLIER, **each)
