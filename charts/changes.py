"""Pictures of change: a bar for each thing from zero to the right where there is more, to the left where
there is less.

The words above each bar say so as well, so that nothing hangs on a colour or a side alone."""

from collections.abc import Sequence
from typing import Literal

from charts import axes, theme, units
from charts.markup import BREAK
from charts.rows import Columns, add_bars, rows
from charts.rows import hover as hover_of_rows
from charts.theme import Figure, Frame, Width
from vocabulary import thai
from vocabulary.language import _

Unit = Literal["baht", "points", "count"]
MORE, LESS = theme.PAID, theme.COMMITTED


def by_change(
    labels: Sequence[str],
    before: Sequence[float | None],
    now: Sequence[float | None],
    unit: Unit,
    times: tuple[str, str],
    width: Width,
    *,
    leads: Sequence[dict[str, str]] | None = None,
    unknown: Sequence[int] = (),
) -> Figure:
    """From `before` to `now`, which are of these `times`, in the order given, as many as the picture has room
    for; with each bar the signed change and both values.

    `unit`: "baht"; "points", of values in percent; "count". Where one of the two is None there is no bar and
    it is said; of baht None is nothing and counts as 0, but in those places that are `unknown`."""
    most = theme.MOST_ROWS[width]
    pairs = [(_value(one), _value(other)) for one, other in zip(before, now, strict=True)][:most]
    changes = [None if place in unknown else _change(*pair, unit) for place, pair in enumerate(pairs)]
    texts = _texts(pairs, changes, unit)
    key = theme.key((_("increase"), MORE), (_("decrease"), LESS))
    legend = Frame(key=key + theme.beyond(len(labels), width))
    figure = rows(labels[:most], texts, _columns(pairs, changes, unit, times), width, legend)
    colors = [LESS if (change or 0) < 0 else MORE for change in changes]
    shown = None if leads is None else leads[:most]
    below_pointer = hover(labels[:most], texts)
    add_bars(figure, "change", changes, color=colors, hover=below_pointer, leads=shown)
    baht = units.unit_of([value for pair in pairs for value in pair])
    signed_axis(figure, [change or 0 for change in changes], unit, baht)
    return figure


def hover(labels: Sequence[str], texts: Sequence[str]) -> list[str]:
    """What is read under the pointer: the label, and below it each statement on a line of its own."""
    return hover_of_rows(list(map(thai.digits, labels)), [text.replace(" · ", BREAK) for text in texts])


def signed_axis(figure: Figure, values: Sequence[float], unit: Unit = "baht", baht: int = units.ONE) -> None:
    """An x axis on both sides of zero, as far on each as `values` reach; of baht in the unit of the figures
    beside it."""
    lowest, highest = min([0, *values]), max([0, *values])
    steps = axes.round_steps(max(-lowest, highest), 3)
    # Both sides have the same steps, each as many as it needs; a hair less than a value is enough.
    first = next(step for step in steps if step >= -lowest - 1e-9)
    last = next(step for step in steps if step >= highest - 1e-9) if lowest or highest else steps[-1]
    ticks = [-step for step in reversed(steps) if 0 < step <= first]
    ticks += [step for step in steps if step <= last]
    parts = [tick / baht if unit == "baht" else tick for tick in ticks]
    exact = (places for places in (0, 1) if all(round(part, places) == round(part, 6) for part in parts))
    decimals = next(exact, 2)
    names = {"baht": units.name_of(baht), "points": _("points"), "count": ""}
    room = 0.03 * (ticks[-1] - ticks[0])
    labels = [thai.signed(part, lambda size: thai.number(size, decimals if size else 0)) for part in parts]
    figure["layout"]["xaxis"] |= axes.thinned(figure, ticks, labels) | {
        "range": [ticks[0] - room, ticks[-1] + room],
        "title": {"text": names[unit]},
        "zerolinewidth": 2,
    }


def _columns(
    pairs: Sequence[tuple[float | None, float | None]],
    changes: Sequence[float | None],
    unit: Unit,
    times: tuple[str, str],
) -> Columns:
    before, now = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    name, write = {
        "baht": units.of_baht([*before, *now]),
        "points": ("%", units.percent),
        "count": ("", thai.number),
    }[unit]
    return {
        units.headed(_("change"), _("points") if unit == "points" else name): [
            units.signed(change, write) for change in changes
        ],
        units.headed(times[0].replace(" · ", BREAK), name): units.each(write, before),
        units.headed(times[1].replace(" · ", BREAK), name): units.each(write, now),
    }


def _value(value: float | None) -> float | None:
    return None if thai.is_missing(value) else value


def _change(before: float | None, now: float | None, unit: Unit) -> float | None:
    if unit == "baht":
        # What a time does not have was nothing then.
        return round((now or 0) - (before or 0), 2)
    return None if before is None or now is None else round(now - before, 6)


def _texts(
    pairs: Sequence[tuple[float | None, float | None]], changes: Sequence[float | None], unit: Unit
) -> list[str]:
    """What each bar says above it: the change, and from what to what."""
    in_full = units.with_unit([value for pair in pairs for value in pair])
    write, write_change = {
        "baht": (in_full, in_full),
        "points": (lambda value: f"{thai.number(value, 2)}%", thai.points),
        "count": (thai.number, thai.number),
    }[unit]
    texts = []
    for pair, change in zip(pairs, changes, strict=True):
        from_to = " → ".join(thai.NOTHING if value is None else write(value) for value in pair)
        if change is None:
            texts.append(_("no change to tell · {from_to}").format(from_to=from_to))
        elif not change:
            texts.append(_("unchanged · {from_to}").format(from_to=from_to))
        else:
            texts.append(f"{thai.signed(change, write_change)} · {from_to}")
    return texts
