"""A chart on paper: whole, or in strips between which a page may end."""

from dataclasses import asdict
from itertools import pairwise
from typing import Any

from evidence.svg_text import Lettered

TALLEST = 1.36
"""How high a chart may be beside its width before it is cut: what a page has room for."""
MUCH = 1.2
"""A chart that would be higher by more than this is continued on the next page; others are drawn smaller."""
END = 160
"""What stays together at either end of a chart that is cut (pixels)."""
SEVERAL = 3
"""Rows of a chart that is cut which stand together at either end."""
APART = 1.4
"""How far the lines of two rows of a chart are apart at least, in sizes of their letters; those of one are
nearer."""
ASCENT, DESCENT = 1.3, 0.5
"""How far a line of Thai reaches above and below its baseline, in sizes of its letters."""


def in_strips(chart: Lettered) -> dict[str, Any]:
    """A chart in strips with the lines of writing that stand in each: `rows`, between which a page may end,
    and where there are several, the axis and all beyond it as `head` or `foot` of every page."""
    cuts = _cuts(chart)
    top, below = _axis(chart) if cuts else (chart.height, chart.height)
    axis_is_above = below < END  # as that of a heat map is
    first, last = (below, chart.height) if axis_is_above else (0, top)
    edges = [first, *(cut for cut in cuts if first < cut < last), last]
    return {
        "shapes": chart.shapes,
        "width": chart.width,
        "height": chart.height,
        "head": _strip(chart, 0, below) if axis_is_above else None,
        "rows": [_strip(chart, *edge) for edge in pairwise(edges)],
        "foot": None if axis_is_above or top >= chart.height else _strip(chart, top, chart.height),
    }


def _strip(chart: Lettered, top: float, below: float) -> dict[str, Any]:
    lines = [asdict(line) for line in chart.lines if top <= line.y < below]
    return {"top": top, "height": below - top, "lines": lines}


def _axis(chart: Lettered) -> tuple[float, float]:
    """From where to where the writing at the axis from left to right stands; at the very end where there is
    none."""
    ticks = [line for line in chart.lines if line.is_tick]
    top = min((line.y - ASCENT * line.size for line in ticks), default=chart.height)
    below = max((line.y + DESCENT * line.size for line in ticks), default=chart.height)
    return top, below


def _cuts(chart: Lettered) -> list[float]:
    """Where a chart that is too high for a page may be cut: above a line of writing that stands well below
    the one before it, but not near the ends."""
    # A little too high is drawn smaller instead.
    if chart.height < chart.width * TALLEST * MUCH:
        return []
    lines = sorted((line for line in chart.lines if not line.is_tick), key=lambda line: line.y)
    cuts = [
        line.y - ASCENT * line.size
        for before, line in pairwise(lines)
        if line.y - before.y > APART * line.size
    ]
    return [cut for cut in cuts if END < cut < chart.height - END][SEVERAL - 1 : 1 - SEVERAL]
