"""Pictures of the overview, as HTML: cards with their figures, small lines over the years, and small pictures
row by row. Light enough for every visit, and their writing reflows by itself.

Whatever `opens` something is a link with a real address."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import pairwise
from typing import Literal
from urllib.parse import quote

import pandas as pd

from charts import theme
from vocabulary import thai
from vocabulary.language import _

WIDTH, HEIGHT, EDGE = 120, 34, 6
"""Of the small line over the years, in its own units; its edges leave room for half a dot."""
NAME_WIDTH, MOST_LINES = 27, 2
"""Columns of a line of a row's name, and the lines that it may take: what is longer is cut between words."""
MOST_ROWS = 8
"""Rows of a small picture; where there are more, the last of them leads to the others."""

Narrowed = tuple[tuple[str, str], ...]
"""Columns and their values, to which a page is narrowed."""
Kind = Literal["", "whole", "behind"]
"""Of a row: of the whole, or of something that is behind."""
Opens = Callable[[Narrowed], str]
"""The address of the page of what is drawn, narrowed."""


@dataclass(frozen=True)
class Card:
    """A headline figure: what it is, its value, how it stands (tone: reached, behind or neutral), what it is
    made from, how it changed (nothing: that cannot be told), the HTML of its course, and how fresh it is."""

    label: str
    value: str
    tone: str
    status: str
    basis: str = ""
    change: str = ""
    course: str = ""
    fresh: str = ""


@dataclass(frozen=True)
class Mark:
    """Something on the track of a row, between two places of its axis (0–100); a dot, a ring (an earlier dot)
    and a line stand where it ends. A color of "" is that of writing."""

    kind: Literal["bar", "dot", "ring", "range", "line"]
    end: float = 0
    start: float = 0
    color: str = ""


@dataclass(frozen=True)
class Row:
    """A row of a small picture: what it is of, its value and what stands beside it."""

    label: str
    value: str
    more: str = ""
    marks: tuple[Mark, ...] = ()
    narrowed: Narrowed = ()
    kind: Kind = ""


@dataclass(frozen=True)
class Part:
    """One of the parts of a whole, which stand in one bar: how many it has."""

    label: str
    count: int
    color: str
    narrowed: Narrowed = ()


@dataclass(frozen=True)
class Picture:
    """A small picture: rows on one axis, or the parts of a whole with rows of counts beneath."""

    title: str
    rows: Sequence[Row]
    key: Sequence[tuple[Mark, str]] = ()
    """What the marks mean; a line, of which the place is the same in all rows, is drawn in each of them."""
    axis: tuple[str, str] = ("", "")
    """Names of the ends of the axis."""
    units: tuple[str, str] = ("", "")
    """Of the values, and of what stands beside them."""
    parts: Sequence[Part] = field(default=())


def card(card: Card, href: str, badge: str = "") -> str:
    """A card that leads as a whole to `href`; `badge` is the HTML of another link, on it."""
    date, *due = card.fresh.split(" · ")
    fresh = f"<b>{escape(date)}</b> · {escape(' · '.join(due))}" if due else escape(date)
    return (
        f'<li class="card"><div class="head"><a class="over" href="{escape(href)}"'
        f' title="{escape(card.basis)}"><span class="label">{escape(card.label)}</span></a> {badge}</div>'
        f'<div class="figure"><span class="value">{escape(card.value)}</span>{card.course}</div>'
        f"{_paragraph(f'status {card.tone}', card.status)}{_paragraph('change', card.change)}"
        f'<p class="fresh{" old" if due else ""}">{fresh}</p></li>'
    )


def badge(href: str, severity: str, count: str, name: str) -> str:
    """How many findings there are, as a sign; `severity`: open, note, or "" where there are none."""
    named = f'href="{escape(href)}" title="{escape(name)}" aria-label="{escape(name)}"'
    return f'<a class="badge {severity or "none"}" {named}><span aria-hidden="true">{count}</span></a>'


def without_data(label: str, status: str, newest: str, href: str) -> str:
    """A card of what has no data, which offers the newest year that has some (nothing: none has)."""
    offer = f'<a class="over" href="{escape(href)}">{escape(newest)}</a>' if newest else ""
    head = f'<div class="head"><span class="label">{escape(label)}</span></div>'
    value = f'<div class="figure"><span class="value">{thai.NOTHING}</span></div>'
    return f'<li class="card">{head}{value}{_paragraph("status neutral", status)}{offer}</li>'


def _paragraph(name: str, text: str) -> str:
    return f'<p class="{name}">{escape(text)}</p>' if text else ""


def picture(picture: Picture, opens: Opens, beneath: str = "") -> str:
    """A small picture, of which the title, every row and every part leads to its page; `beneath` is the HTML
    of what stands below its rows."""
    title = f'<h2><a href="{escape(opens(()))}">{escape(picture.title)}</a></h2>'
    lines = [mark for mark, _name in picture.key if mark.kind == "line"]
    shown = picture.rows if len(picture.rows) <= MOST_ROWS else picture.rows[: MOST_ROWS - 1]
    # The legend names no colour that no row has: nobody looks for who is behind where nobody is.
    colors = {"", *(mark.color for row in shown for mark in row.marks)}
    key = "".join(
        f"<li>{_mark(mark)}{escape(name)}</li>" for mark, name in picture.key if mark.color in colors
    )
    rows = "".join(_row(row, lines, opens) for row in shown)
    if len(shown) < len(picture.rows):
        rest = _("{count} more").format(count=thai.number(len(picture.rows) - len(shown)))
        rows += f'<li><a class="rest" href="{escape(opens(()))}">{escape(rest)}</a></li>'
    key = f'<ul class="key">{key}</ul>' if key else ""
    return (
        f'<section class="picture"><div class="head">{title}{key}</div>{_parts(picture, opens)}'
        f'<ul class="rows">{_axis(picture)}{rows}</ul>{beneath}</section>'
    )


def _axis(picture: Picture) -> str:
    names = (*picture.axis, *picture.units)
    if not any(names):
        return ""
    low, high, value, more = map(escape, names)
    ends = f'<span class="track"><span>{low}</span><span>{high}</span></span>'
    units = f'<span class="value">{value}</span><span class="more">{more}</span>'
    return f'<li class="axis"><span></span>{ends}{units}</li>'


def _row(row: Row, lines: Sequence[Mark], opens: Opens) -> str:
    marks = "".join(map(_mark, (*lines, *row.marks)))
    label = " ".join(thai.digits(row.label).split())
    return (
        f'<li><a class="row {row.kind}" href="{escape(opens(row.narrowed))}">'
        f'<span class="name" title="{escape(label)}">{escape(_shortened(label))}</span>'
        f' <span class="track">{marks}</span> <span class="value">{escape(row.value)}</span>'
        f' <span class="more">{escape(row.more)}</span></a></li>'
    )


def _shortened(label: str) -> str:
    lines = thai.lines(label, NAME_WIDTH)
    if len(lines) <= MOST_LINES:
        return label
    return label[: label.index(lines[MOST_LINES - 1], len(lines[0])) + len(lines[MOST_LINES - 1])] + "…"


def _mark(mark: Mark) -> str:
    ink = f"--ink:{_ink(mark.color)};" if mark.color else ""
    # What lies beyond the axis ends at its edge; the figure beside it is whole.
    start, end = (min(max(place, 0), 100) for place in (mark.start, mark.end))
    return f'<i class="{mark.kind}" style="{ink}--from:{start:.2f};--to:{end:.2f}"></i>'


def _ink(color: str) -> str:
    if color == theme.GROUND:
        return f"light-dark({theme.LIGHT.ground},{theme.DARK.ground})"
    return f"light-dark({color},{theme.IN_THE_DARK[color]})"


def _parts(picture: Picture, opens: Opens) -> str:
    """The parts in one bar, and below it what each is."""
    if not picture.parts:
        return ""
    inks = [f"--ink:{_ink(part.color)}" for part in picture.parts]
    bar = "".join(
        f'<i style="{ink};flex-grow:{part.count}"></i>' for part, ink in zip(picture.parts, inks, strict=True)
    )
    names = "".join(
        f'<li><a href="{escape(opens(part.narrowed))}"><i class="dot" style="{ink}"></i>{escape(part.label)}'
        f" <b>{thai.number(part.count)}</b></a></li>"
        for part, ink in zip(picture.parts, inks, strict=True)
    )
    return f'<div class="parts">{bar}</div><ul class="names">{names}</ul>'


def sparkline(years: pd.DataFrame, alt: str, target: float | None = None) -> str:
    """A line through the percent of each fiscal year (fiscal_year, percent), with a gap where a year has
    none; dashed: the target (percent). Below it the first and the last year; `alt` says the same in words.
    Nothing where there are no two years to compare."""
    if years.percent.notna().sum() < 2:
        return ""
    first, last = int(years.fiscal_year.min()), int(years.fiscal_year.max())
    known = dict(zip(years.fiscal_year, years.percent, strict=True))
    percents = [known.get(year) for year in range(first, last + 1)]
    ends = f"<span>{thai.digits(first)}</span><span>{thai.digits(last)}</span>"
    # As an image: what is drawn within HTML itself does not reach the page.
    picture = "data:image/svg+xml," + quote(_svg(percents, target))
    image = f'<img src="{picture}" alt="{escape(alt)}">'
    return f'<div class="course">{image}<div class="years" aria-hidden="true">{ends}</div></div>'


def _svg(percents: Sequence[float | None], target: float | None) -> str:
    points = [
        (index, percent)
        for index, percent in enumerate(percents)
        if percent is not None and not thai.is_missing(percent)
    ]
    # The target counts, too, else its line could lie outside of the picture.
    heights = [percent for _index, percent in points] + ([] if target is None else [target])
    low, high = min(heights), max(heights)

    def x(index: int) -> float:
        return EDGE + (WIDTH - 2 * EDGE) * index / (len(percents) - 1)

    def y(percent: float) -> float:
        # Values that are all alike stand in the middle.
        return HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * ((percent - low) / (high - low) if high > low else 0.5)

    lines = [
        _line(x(before), y(start), x(after), y(end))
        for (before, start), (after, end) in pairwise(points)
        if after == before + 1
    ]
    if target is not None:  # first, so that the course is drawn over it
        dashes = 'stroke-dasharray="3 3" opacity="0.6"'
        lines.insert(0, _line(EDGE, y(target), WIDTH - EDGE, y(target), dashes))
    dots = [
        f'<circle cx="{x(index):.1f}" cy="{y(percent):.1f}" r="2" fill="{theme.PAID}"/>'
        for index, percent in points
    ]
    # The newest is the one that the card speaks of.
    dots.append(dots[-1].replace('r="2"', 'r="4"'))
    box = f"0 0 {WIDTH} {HEIGHT}"
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">{"".join(lines + dots)}</svg>'


def _line(x1: float, y1: float, x2: float, y2: float, more: str = "") -> str:
    return f'<path d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" stroke="{theme.PAID}" stroke-width="2" {more}/>'
