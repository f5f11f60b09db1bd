"""Pictures of change: a bar for each thing from zero to the right where there is more, to the left where
there is less.

The words above each bar say so as well, so that nothing hangs on a colour or a side alone."""

from collections.abc import Sequence

from charts import axes, theme, units
from charts.rows import Columns, add_bars, rows
from charts.rows import hover as hover_of_rows
from charts.theme import Figure, Frame, Width
from vocabulary import thai
from vocabulary.language import _

MORE, LESS = theme.PAID, theme.COMMITTED


def by_change(
    labels: Sequence[str],
    before: Sequence[float | None],
    now: Sequence[float | None],
    times: tuple[str, str],
    width: Width,
    *,
    leads: Sequence[dict[str, str]],
    unknown: Sequence[int],
) -> Figure:
    """From `before` to `now` (baht), which are of these `times`, in the order given, as many as the picture
    has room for; with each bar the signed change and both values.

    None is nothing and counts as 0, but in those places that are `unknown`: they have no bar, and say so."""
    most = theme.MOST_ROWS[width]
    pairs = list(zip(units.known(before), units.known(now), strict=True))[:most]
    # What a time does not have was nothing then.
    changes = [
        None if place in unknown else round((later or 0) - (earlier or 0), 2)
        for place, (earlier, later) in enumerate(pairs)
    ]
    texts = _texts(pairs, changes)
    key = theme.key((_("increase"), MORE), (_("decrease"), LESS))
    legend = Frame(key=key + theme.beyond(len(labels), width))
    figure = rows(labels[:most], texts, _columns(pairs, changes, times), width, legend)
    colors = [LESS if (change or 0) < 0 else MORE for change in changes]
    below_pointer = hover(labels[:most], texts)
    add_bars(figure, "change", changes, color=colors, hover=below_pointer, leads=leads[:most])
    unit = units.unit_of([value for pair in pairs for value in pair])
    signed_axis(figure, [change or 0 for change in changes], unit)
    return figure


def hover(labels: Sequence[str], texts: Sequence[str]) -> list[str]:
    """What is read under the pointer: the label, and below it each statement on a line of its own."""
    return hover_of_rows(list(map(thai.digits, labels)), [text.replace(" · ", "<br>") for text in texts])


def signed_axis(figure: Figure, values: Sequence[float], unit: int) -> None:
    """An x axis of baht on both sides of zero, as far on each as `values` reach, in the unit of the figures
    beside it."""
    lowest, highest = min([0, *values]), max([0, *values])
    # Three for the longer side: the shorter one adds its own.
    steps = axes.round_steps(max(-lowest, highest), 3)
    # Both sides have the same steps, each as many as it needs; a hair less than a value is enough.
    first = next(step for step in steps if step >= -lowest - 1e-9)
    last = next(step for step in steps if step >= highest - 1e-9) if lowest or highest else steps[-1]
    ticks = [-step for step in reversed(steps) if 0 < step <= first]
    ticks += [step for step in steps if step <= last]
    parts = [tick / unit for tick in ticks]
    exact = (places for places in (0, 1) if all(round(part, places) == round(part, 6) for part in parts))
    decimals = next(exact, 2)
    room = 0.03 * (ticks[-1] - ticks[0])
    labels = [thai.signed(part, lambda size: thai.number(size, decimals if size else 0)) for part in parts]
    figure["layout"]["xaxis"] |= axes.thinned(figure, ticks, labels) | {
        "range": [ticks[0] - room, ticks[-1] + room],
        "title": {"text": units.name_of(unit)},
        "zerolinewidth": 2,
    }


def _columns(
    pairs: Sequence[tuple[float | None, float | None]],
    changes: Sequence[float | None],
    times: tuple[str, str],
) -> Columns:
    before, now = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    name, write = units.of_baht([*before, *now])
    return {
        units.headed(_("change"), name): [units.signed(change, write) for change in changes],
        units.headed(times[0].replace(" · ", "<br>"), name): units.each(write, before),
        units.headed(times[1].replace(" · ", "<br>"), name): units.each(write, now),
    }


def _texts(pairs: Sequence[tuple[float | None, float | None]], changes: Sequence[float | None]) -> list[str]:
    """What each bar says above it: the change, and from what to what."""
    in_full = units.with_unit([value for pair in pairs for value in pair])
    texts = []
    for pair, change in zip(pairs, changes, strict=True):
        from_to = " → ".join(map(in_full, pair))
        if change is None:
            texts.append(_("no change to tell · {from_to}").format(from_to=from_to))
        elif not change:
            texts.append(_("unchanged · {from_to}").format(from_to=from_to))
        else:
            texts.append(f"{thai.signed(change, in_full)} · {from_to}")
    return texts
