"""The typeface of a vector picture, within it: a reader without Sarabun would see Thai in whatever face there
is."""

from base64 import b64encode
from functools import cache
from io import BytesIO

import fontpkg_sarabun
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

WEIGHTS = {"Regular": 400, "Bold": 700}
LETTERS = [
    *range(0x20, 0x7F),  # Latin
    0xB7,  # ·
    *range(0xE00, 0xE7F),  # Thai
    *range(0x2010, 0x2040),  # dashes, quotation marks, …
    *range(0x2190, 0x2194),  # arrows
    *range(0x2200, 0x2300),  # − and other signs of mathematics
    *range(0x25A0, 0x2600),  # ■ ◆ ▲ and other marks
]
"""What charts are written in."""


def with_typeface(svg: bytes) -> bytes:
    """An SVG with the letters of Sarabun in it; the same SVG gives the same bytes."""
    # After the opening tag of the picture.
    head, ends, rest = svg.partition(b">")
    return b"".join((head, ends, _style(), rest))


@cache
def _style() -> bytes:
    faces = (
        f"@font-face{{font-family:Sarabun;font-weight:{weight};src:url(data:font/ttf;base64,{_letters(name)})}}"
        for name, weight in WEIGHTS.items()
    )
    return f"<style>{''.join(faces)}</style>".encode()


def _letters(name: str) -> str:
    # A font notes when it was changed: the same SVG would give other bytes each time.
    font = TTFont(fontpkg_sarabun.ROOT / "files" / f"Sarabun-{name}.ttf", recalcTimestamp=False)
    options = Options()
    options.layout_features = ["*"]  # Thai marks find their places by them
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=LETTERS)
    subsetter.subset(font)
    buffer = BytesIO()
    font.save(buffer)
    return b64encode(buffer.getvalue()).decode()
