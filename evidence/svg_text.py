"""The writing of a chart apart from its shapes, so that a document sets it itself: Typst's own reader of SVG
tears ำ apart and leaves text that nobody can copy."""

import cmath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import degrees, radians
from xml.etree import ElementTree as Xml

SVG = "http://www.w3.org/2000/svg"
INK = "#000000"
Place = tuple[complex, complex]
"""Where a group of an SVG puts its points: z becomes the first · z + the second."""
Run = tuple[str, bool, str]
"""Letters that look alike: the text, whether it is bold, and its color (#rrggbb)."""


@dataclass(frozen=True)
class Line:
    """A line of writing: its baseline's left end, middle or right end (`anchor`) in the picture's own units,
    turned by `angle` (degrees, clockwise); whether it stands at a tick of the axis from left to right."""

    x: float
    y: float
    angle: float
    size: float
    anchor: str
    runs: tuple[Run, ...]
    is_tick: bool


@dataclass(frozen=True)
class Lettered:
    """A chart as shapes (SVG without any text) of this size, and the lines that stand on them."""

    shapes: str
    width: float
    height: float
    lines: tuple[Line, ...]


def lettered(svg: bytes) -> Lettered:
    """A chart that Kaleido drew as SVG, taken apart."""
    # Else every element is written back with a prefix, ns0:svg.
    Xml.register_namespace("", SVG)
    root = Xml.fromstring(svg)  # noqa: S314 - our own Chromium drew it
    _left, _top, width, height = map(float, root.attrib["viewBox"].split())
    lines = tuple(_taken_out(root, (1, 0)))
    return Lettered(Xml.tostring(root, encoding="unicode"), width, height, lines)


def _taken_out(element: Xml.Element, place: Place) -> Iterator[Line]:
    place = _placed(element, place)
    # A copy, because texts are taken out on the way.
    for child in list(element):
        if child.tag == f"{{{SVG}}}text":
            element.remove(child)
            yield from _lines(child, _placed(child, place), is_tick=element.get("class") == "xtick")
        else:
            yield from _taken_out(child, place)


def _placed(element: Xml.Element, place: Place) -> Place:
    turn, shift = place
    for name, written in re.findall(r"(\w+)\(([^)]*)\)", element.get("transform", "")):
        first, *more = map(float, re.split(r"[\s,]+", written.strip()))
        if name == "rotate":
            center = complex(*more)
            angle = cmath.rect(1, radians(first))
            shift += turn * (center - angle * center)  # the turn as it was before this one
            turn *= angle
        elif name == "translate":
            shift += turn * complex(first, *more)
        elif name == "scale":
            # Both ways alike, as Plotly scales.
            turn *= first
    return turn, shift


def _lines(text: Xml.Element, place: Place, *, is_tick: bool) -> Iterator[Line]:
    turn, shift = place
    size = float(_style(text)["font-size"].removesuffix("px"))
    # A text of one line has no spans of its own.
    for line in text.findall(f"{{{SVG}}}tspan[@class='line']") or [text]:
        runs = tuple(_runs(line, bold=False, color=_color(text, INK)))
        if any(letters.strip() for letters, _bold, _color in runs):
            down = float(line.get("dy", "0em").removesuffix("em")) * size
            at = turn * complex(float(line.get("x", 0)), float(line.get("y", 0)) + down) + shift
            anchor = text.get("text-anchor", "start")
            yield Line(at.real, at.imag, degrees(cmath.phase(turn)), size * abs(turn), anchor, runs, is_tick)


def _runs(element: Xml.Element, *, bold: bool, color: str) -> Iterator[Run]:
    bold = bold or _style(element).get("font-weight") in ("bold", "700")
    color = _color(element, color)
    if element.text:
        yield element.text, bold, color
    for child in element:
        yield from _runs(child, bold=bold, color=color)
        if child.tail:
            yield child.tail, bold, color


def _style(element: Xml.Element) -> dict[str, str]:
    pairs = (pair.partition(":") for pair in element.get("style", "").split(";"))
    return {name.strip(): value.strip() for name, _colon, value in pairs}


def _color(element: Xml.Element, inherited: str) -> str:
    """The color of what is written in an element, as #rrggbb."""
    fill = _style(element).get("fill", inherited)
    if fill.startswith("rgb"):
        return "#{:02x}{:02x}{:02x}".format(*map(int, re.findall(r"\d+", fill)[:3]))
    return fill
