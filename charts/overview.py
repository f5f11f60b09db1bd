"""Pictures of the overview, as HTML: a card with its figure, and a small line over the years. Light enough
for every visit."""

import re
from collections.abc import Sequence
from html import escape
from itertools import pairwise
from urllib.parse import quote

import pandas as pd

from charts import theme
from vocabulary import thai
from vocabulary.language import _

WIDTH, HEIGHT, EDGE = 240, 44, 6
"""Of the small picture, in its own units; its edges leave room for half a dot."""

# A browser would break between ปี and งบฯ, and between a word and its number.
_FIGURES = re.compile(r"(?:ปีงบฯ|FY|ร้อยละ|ไตรมาส) [\d.–]+")


def card(
    label: str,
    value: str,
    tone: str,
    status: str,
    basis: str = "",
    change: str = "",
    course: str = "",
    fresh: str = "",
) -> str:
    """A headline figure: what it is, its value, how it stands (tone: reached, behind or neutral), what it is
    made from, how it changed (nothing: that cannot be told), the HTML of its `course`, and how fresh it
    is."""
    uncompared = _("no year before to compare with") if course and not change else ""
    parts = {
        "label": label,
        "value": value,
        f"status {tone}": status,
        "basis": basis,
        "change": change,
        "uncompared": uncompared,
    }
    paragraphs = "".join(_paragraph(name, text) for name, text in parts.items())
    return f'<div class="card">{paragraphs}{course}{_paragraph("fresh", fresh)}</div>'


def _paragraph(name: str, text: str) -> str:
    return f'<p class="{name}">{_whole(text)}</p>' if text else ""


def _whole(text: str) -> str:
    """`text` as HTML; a year, a percentage or a quarter is not broken in two, as browsers do between ปี and
    งบฯ."""
    return _FIGURES.sub(r"<span>\g<0></span>", escape(text))


def sparkline(years: pd.DataFrame, alt: str, target: float | None = None) -> str:
    """A line through the percent of each fiscal year (fiscal_year, percent), with a gap where a year has
    none; dashed: the target (percent). Below it the first and the last year; `alt` says the same in words."""
    if years.empty:
        return ""
    first, last = int(years.fiscal_year.min()), int(years.fiscal_year.max())
    known = dict(zip(years.fiscal_year, years.percent, strict=True))
    percents = [known.get(year) for year in range(first, last + 1)]
    picture = "data:image/svg+xml," + quote(_svg(percents, target))
    ends = "".join(f"<span>{thai.digits(year)}</span>" for year in sorted({first, last}))
    image = f'<img src="{picture}" alt="{escape(alt)}">'
    return f'<div class="course">{image}<div class="years">{ends}</div></div>'


def _svg(percents: Sequence[float | None], target: float | None) -> str:
    points = [
        (index, percent)
        for index, percent in enumerate(percents)
        if percent is not None and not thai.is_missing(percent)
    ]
    heights = [percent for _index, percent in points] + ([] if target is None else [target])
    low, high = min(heights, default=0), max(heights, default=0)

    def x(index: int) -> float:
        # A single year stands at the left.
        return EDGE + (WIDTH - 2 * EDGE) * (index / (len(percents) - 1) if len(percents) > 1 else 0)

    def y(percent: float) -> float:
        # Values that are all alike stand in the middle.
        return HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * ((percent - low) / (high - low) if high > low else 0.5)

    lines = [
        _line(x(before), y(start), x(after), y(end), theme.PAID)
        for (before, start), (after, end) in pairwise(points)
        if after == before + 1
    ]
    if target is not None:  # first, so that the course is drawn over it
        dashes = 'stroke-dasharray="5 4"'
        lines.insert(0, _line(EDGE, y(target), WIDTH - EDGE, y(target), theme.NEUTRAL, dashes))
    dots = [
        f'<circle cx="{x(index):.1f}" cy="{y(percent):.1f}" r="3" fill="{theme.PAID}"/>'
        for index, percent in points
    ]
    if points:  # the newest is the one that the card speaks of
        dots.append(dots[-1].replace('r="3"', 'r="5"'))
    box = f"0 0 {WIDTH} {HEIGHT}"
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">{"".join(lines + dots)}</svg>'


def _line(x1: float, y1: float, x2: float, y2: float, color: str, more: str = "") -> str:
    return f'<path d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" stroke="{color}" stroke-width="2.5" {more}/>'
