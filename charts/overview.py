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
    parts = [
        ("label", label),
        ("value", value),
        (f"status {tone}", status),
        ("basis", basis),
        ("change", change),
    ]
    if course and not change:
        parts.append(("uncompared", _("no year before to compare with")))
    written = [f'<p class="{name}">{_whole(text)}</p>' for name, text in parts if text]
    last = [f'<p class="fresh">{_whole(fresh)}</p>'] if fresh else []
    return f'<div class="card">{"".join([*written, course, *last])}</div>'


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
    picture = "data:image/svg+xml," + quote(_drawn(percents, target))
    ends = [thai.digits(year) for year in ((first,) if first == last else (first, last))]
    below = "".join(f"<span>{end}</span>" for end in ends)
    return (
        f'<div class="course"><img src="{picture}" alt="{escape(alt)}"><div class="years">{below}</div></div>'
    )


def _drawn(percents: Sequence[float | None], target: float | None) -> str:
    points = [
        (index, percent)
        for index, percent in enumerate(percents)
        if percent is not None and not thai.is_missing(percent)
    ]
    heights = [percent for _index, percent in points] + ([] if target is None else [target])
    low, high = min(heights, default=0), max(heights, default=0)

    def x(index: int) -> float:
        return EDGE + (WIDTH - 2 * EDGE) * (index / (len(percents) - 1) if len(percents) > 1 else 0)

    def y(percent: float) -> float:
        return HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * ((percent - low) / (high - low) if high > low else 0.5)

    lines = [
        _line(x(before), y(start), x(after), y(end), theme.PAID)
        for (before, start), (after, end) in pairwise(points)
        if after == before + 1
    ]
    if target is not None:
        lines.insert(
            0, _line(EDGE, y(target), WIDTH - EDGE, y(target), theme.NEUTRAL, 'stroke-dasharray="5 4"')
        )
    dots = [
        f'<circle cx="{x(index):.1f}" cy="{y(percent):.1f}" r="3" fill="{theme.PAID}"/>'
        for index, percent in points
    ]
    if points:
        dots.append(dots[-1].replace('r="3"', 'r="5"'))
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">{"".join(lines + dots)}</svg>'


def _line(x1: float, y1: float, x2: float, y2: float, color: str, more: str = "") -> str:
    return f'<path d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" stroke="{color}" stroke-width="2.5" {more}/>'
