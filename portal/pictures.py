"""The pictures of a page: its chart, wide and narrow, in light and in dark, and the card by which a link is
known. Each has an address of its own that hangs on what it shows, in every process the same."""

import hashlib
import json
from functools import cache
from importlib.metadata import version

import chromium
from charts import card, theme
from evidence.pictures import Figure, Form, picture
from evidence.typeface import with_typeface
from evidence.workshop import Workshop
from portal.sheet import Sheet

ACROSS: dict[theme.Width, int] = {"wide": 920, "narrow": theme.NARROWEST["narrow"]}
"""Pixels that a chart is wide on a page."""
CARD = "card.png"
CHARTS: dict[str, tuple[theme.Width, bool]] = {
    f"{width}-{tone}.svg": (width, tone == "dark") for width in ACROSS for tone in ("light", "dark")
}
"""The charts by their names: for which width, and whether in the dark."""
TYPES = {"svg": "image/svg+xml", "png": "image/png"}
MOST_KEPT, MOST_MAKING = 200, 16

_workshop: Workshop[bytes] = Workshop("public_pictures", MOST_KEPT, MOST_MAKING)
has_chromium = cache(lambda: chromium.find() is not None)
"""Whether pictures can be drawn; looked for once."""


def drawing(sheet: Sheet, name: str) -> tuple[Figure, Form] | None:
    """What is drawn under a name: CARD or one of CHARTS; None where the page has no chart."""
    sheet.place.speak()
    if name == CARD:
        subject = sheet.subject
        figure = card.card(sheet.card, sheet.title, sheet.organization, subject.time, sheet.part)
        return figure, Form(card.WIDTH, is_slide=False, across=card.WIDTH)
    if sheet.section is None or sheet.section.figure is None:
        return None
    width, dark = CHARTS[name]
    form = Form(ACROSS[width], "svg", is_slide=False, across=ACROSS[width])
    return theme.on_page(sheet.section.figure(width), dark=dark), form


def mark(figure: Figure, form: Form) -> str:
    """What of the address of a picture hangs on what it shows."""
    told = json.dumps([figure, vars(form), _drawn_by()], sort_keys=True, default=str)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def made(figure: Figure, form: Form) -> bytes:
    """The picture; made once. Raises BusyError where as many are made as may be, NoChromiumError,
    PictureError."""
    return _workshop.made(mark(figure, form), lambda: _draw(figure, form))


def _draw(figure: Figure, form: Form) -> bytes:
    image = picture(figure, form)
    return with_typeface(image) if form.format == "svg" else image


@cache
def _drawn_by() -> list[str]:
    return [version(name) for name in ("plotly", "kaleido", "fontpkg-sarabun")]
