"""The headline figure of a data set as a picture for those who are sent a link: read at the size of a
stamp."""

from charts import lettering
from charts.markup import BREAK, bold, with_tags
from charts.overview import Card
from charts.theme import BEHIND, EDGE, FONT, LIGHT, NEUTRAL, PAID, REACHED, Figure, note

WIDTH, HEIGHT, MARGIN = 1200, 630, 72
"""Pixels: what LINE and others show a link as, and what is left free around the writing."""
TONES = {"reached": "#00664A", "behind": "#943600", "neutral": LIGHT.muted}
"""Deep enough to be read on white."""
COLORS = {"reached": REACHED, "behind": BEHIND, "neutral": NEUTRAL}
BAR = (148, 22)
"""Where the bar stands above the lower edge, and how high it is (pixels)."""


def card(card: Card, title: str, organization: str, time: str, part: float | None) -> Figure:
    """Whose figure it is and of when, the figure with its name and how it stands, and of a `part` of a whole
    (percent) a bar; finished, as `pictures.picture` takes it."""
    across = WIDTH - 2 * MARGIN
    name = lettering.in_two_lines(organization, across, 46)
    top, lines = HEIGHT - 58, []
    lines.append(_line(bold(BREAK.join(name)), top, 46, LIGHT.text))
    below = top - 60 * len(name)
    lines.append(_line(lettering.in_two_lines(f"{title} · {time}", across, 34)[0], below, 34, LIGHT.muted))
    figure_size = 168 if lettering.wide(card.value) * 168 < across * 0.6 else 120
    beside = MARGIN + lettering.wide(card.value) * figure_size * 1.08 + 44
    lines.append(_line(bold(card.value), 372, figure_size, PAID))
    room = WIDTH - MARGIN - beside
    label = lettering.in_two_lines(card.label, room, 38)
    status = lettering.in_two_lines(card.status, room, 34)
    lines.append(_line(bold(BREAK.join(label)), 336, 38, LIGHT.text, beside))
    lines.append(
        _line(BREAK.join(status), 336 - 52 * len(label), 34, TONES[card.tone], beside)
    )
    lines.append(_line("โปร่งใส · Prongsai", 92, 28, LIGHT.muted))
    layout = {
        "width": WIDTH,
        "height": HEIGHT,
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        "paper_bgcolor": LIGHT.paper,
        "plot_bgcolor": LIGHT.paper,
        "font": {"family": FONT, "color": LIGHT.text},
        "xaxis": {"visible": False, "range": [0, WIDTH]},
        "yaxis": {"visible": False, "range": [0, HEIGHT]},
        "showlegend": False,
        "annotations": lines,
        "shapes": [_box(0, 0, 20, HEIGHT, COLORS[card.tone]), *_bar(part)],
    }
    return with_tags({"data": [{"type": "scatter", "x": [None], "y": [None], "name": "none"}], "layout": layout})


def _line(text: str, top: float, size: int, color: str, left: float = MARGIN) -> Figure:
    place = {"x": left, "y": top, "xref": "x", "yref": "y", "yanchor": "top"}
    return note(text, **place, font={"size": size, "color": color})


def _bar(part: float | None) -> list[Figure]:
    if part is None:
        return []
    bottom, high = BAR
    across = WIDTH - 2 * MARGIN
    # What is more than the whole ends at its edge; the figure above it is whole.
    paid = across * min(max(part, 0), 100) / 100
    return [
        _box(MARGIN, bottom, MARGIN + across, bottom + high, LIGHT.ground),
        _box(MARGIN, bottom, MARGIN + paid, bottom + high, PAID),
    ]


def _box(left: float, bottom: float, right: float, top: float, color: str) -> Figure:
    return {
        "type": "rect", "xref": "x", "yref": "y", "x0": left, "x1": right, "y0": bottom, "y1": top,
        "fillcolor": color, "line": {"width": 0},
    }  # fmt: skip
