"""The way back from a picture on paper to the view that it shows: its address, as a QR code and in
letters."""

import re
from collections.abc import Mapping
from copy import deepcopy
from typing import Any
from urllib.parse import urlencode

import segno

import settings
from charts import theme
from charts.markup import BREAK, written
from evidence.pictures import Figure, Form, picture, with_band
from sections.subject import Section, Subject
from vocabulary import thai
from vocabulary.data_sets import BY_NAME
from vocabulary.language import current

CODE = 84
"""Side of the QR code in the picture, in pixels."""
LETTER = 7
"""Width of a letter of the address, in pixels."""
LONGEST = 150
"""Letters of an address that are printed at most; of a longer one as many choices as they hold, and the code
has the rest."""


def view(page: str, choices: Mapping[str, str]) -> str:
    """The address that shows a page with these choices, as others reach it; "" where the setting
    PRONGSAI_ADDRESS does not say under which address the dashboard is served."""
    base = settings.address()
    query = f"?{urlencode(choices)}" if choices else ""
    return f"{base}/{page}{query}" if base else ""


def view_of(subject: Subject) -> str:
    """The address of the page that shows the figures of a subject, as `view` gives it."""
    scope = subject.scope
    choices = {
        "org": scope.organization,
        "fy": f"{scope.fiscal_year}",
        "round": f"{scope.round_months or ''}",
        "at": f"{scope.as_of or ''}",
        "lang": current() if current() != "th" else "",
        "digits": "th" if thai.with_thai_digits() else "",
    }
    # At its default a choice is left out, as in the page's own address.
    chosen = {name: value for name, value in choices.items() if value}
    return view(BY_NAME[subject.data_set].page, chosen)


def picture_of(section: Section, form: Form, link: str) -> bytes:
    """The chart of a section with its band, and where there is a `link`, the way back to its view.

    Raises what `pictures.picture` raises."""
    assert section.figure is not None
    band = theme.Band(section.title, section.place, section.source)
    figure = with_band(section.figure("wide"), band, form)
    return picture(with_link(figure, form, link) if link else figure, form)


def _printed(link: str) -> str:
    if len(link) <= LONGEST:
        return link
    # Cut before a choice: half a value would lead elsewhere.
    return f"{link[: max(link.rfind('&', 0, LONGEST), link.find('?'))]} …"


def _broken(address: str, width: int) -> list[str]:
    """An address in lines, broken before a choice."""
    lines = [""]
    for piece in re.split("(?=[?&])", address):
        if lines[-1] and len(lines[-1] + piece) > width:
            lines.append("")
        lines[-1] += piece
    return lines


def with_link(figure: Figure, form: Form, link: str) -> Figure:
    """The finished chart with the QR code of `link` in its upper right corner and the address below its
    source.

    The chart itself stays as it is."""
    linked = deepcopy(form.framed(figure))
    layout = linked["layout"]
    source = next(note for note in layout["annotations"] if note.get("name") == "source")
    lines = _broken(_printed(link), (form.opts(figure)["width"] - 2 * theme.EDGE) // LETTER)
    source["text"] += "".join(written(f"{BREAK}{line}") for line in lines)
    layout["margin"] |= {"b": layout["margin"]["b"] + theme.SOURCE_LINE * len(lines)}
    layout["height"] += theme.SOURCE_LINE * len(lines)
    layout["images"] = [_code(link, layout, form.opts(linked))]
    return linked


def _code(link: str, layout: Figure, opts: dict[str, Any]) -> Figure:
    """The QR code, in the upper right corner of a picture of this size."""
    margin = layout["margin"]
    # Plotly measures a picture in parts of the plot area, and the code lies in the margin above it.
    across = opts["width"] - margin["l"] - margin["r"]
    down = max(opts["height"], layout["height"]) - margin["t"] - margin["b"]
    return {
        # Level M: it is still read where about 15 % of it was lost in copying.
        "source": segno.make(link, error="m").svg_data_uri(border=2, light="#FFFFFF"),
        "xref": "paper",
        "yref": "paper",
        "xanchor": "right",
        "yanchor": "top",
        "x": 1 + (margin["r"] - theme.EDGE) / across,
        "y": 1 + (margin["t"] - 8) / down,
        "sizex": CODE / across,
        "sizey": CODE / down,
    }
