"""The headline figure of a data set as a picture for those who are sent a link: read at the size of a
stamp."""

from charts import lettering
from charts.markup import BREAK, bold, with_tags
from charts.overview import Card
from charts.theme import BEHIND, FONT, LIGHT, NEUTRAL, PAID, REACHED, Figure, note
from vocabulary.language import _

WIDTH, HEIGHT, MARGIN = 1200, 630, 72
"""Pixels: what LINE and others show a link as, and what is left free around the writing."""
ACROSS = WIDTH - 2 * MARGIN
FIGURE_TOP, BRAND_WIDTH = 400, 200
"""Where the figure begins above the lower edge, and what our own name takes beside how it stands (pixels)."""
TONES = {"reached": "#00664A", "behind": "#943600", "neutral": LIGHT.muted}
"""Deep enough to be read on white."""
COLORS = {"reached": REACHED, "behind": BEHIND, "neutral": NEUTRAL}
BAR = (166, 24)
"""Where the bar stands above the lower edge, and how high it is (pixels)."""


def card(card: Card, title: str, organization: str, time: str, part: float | None) -> Figure:
    """Whose figure it is and of when, the figure with its name and how it stands, and of a `part` of a whole
    (percent) a bar; finished, as `pictures.picture` takes it."""
    name = lettering.in_two_lines(organization, ACROSS, 46)
    below = HEIGHT - 52 - 60 * len(name)
    of = lettering.in_two_lines(f"{title} · {time}", ACROSS, 34)[0]
    large = 168 if lettering.wide(card.value) * 168 < ACROSS * 0.6 else 120
    beside = MARGIN + lettering.wide(card.value) * large * lettering.BOLD + 40
    label = lettering.in_two_lines(card.label, WIDTH - MARGIN - beside, 40)
    status = lettering.in_two_lines(card.status, ACROSS - BRAND_WIDTH, 36)
    notes = [
        _line(bold(BREAK.join(name)), HEIGHT - 52, 46, LIGHT.text),
        _line(of, below, 34, LIGHT.muted),
        _line(bold(card.value), FIGURE_TOP, large, LIGHT.text),
        _line(bold(BREAK.join(label)), FIGURE_TOP - (76 if len(label) > 1 else 98), 40, LIGHT.text, beside),
        _line(bold(BREAK.join(status)), 132, 36, TONES[card.tone]),
        _line(_("Prongsai"), 132, 34, LIGHT.muted, WIDTH - MARGIN) | {"xanchor": "right"},
    ]
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
        "annotations": notes,
        "shapes": [_box(0, 0, 20, HEIGHT, COLORS[card.tone]), *_bar(part)],
    }
    # Without a series Plotly draws no axes, on which all else stands.
    figure: Figure = with_tags({"data": [{"type": "scatter", "x": [None], "y": [None]}], "layout": layout})
    return figure


def _line(text: str, top: float, size: int, color: str, left: float = MARGIN) -> Figure:
    place = {"x": left, "y": top, "xref": "x", "yref": "y", "yanchor": "top"}
    return note(text, **place, font={"size": size, "color": color})


def _bar(part: float | None) -> list[Figure]:
    if part is None:
        return []
    bottom, high = BAR
    # What is more than the whole ends at its edge; the figure above it is whole.
    paid = ACROSS * min(max(part, 0), 100) / 100
    return [
        _box(MARGIN, bottom, MARGIN + ACROSS, bottom + high, LIGHT.ground),
        _box(MARGIN, bottom, MARGIN + paid, bottom + high, PAID),
    ]


def _box(left: float, bottom: float, right: float, top: float, color: str) -> Figure:
    return {
        "type": "rect", "xref": "x", "yref": "y", "x0": left, "x1": right, "y0": bottom, "y1": top,
        "fillcolor": color, "line": {"width": 0},
    }  # fmt: skip
