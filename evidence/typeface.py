"""The typeface of a vector picture, within it: a reader without Sarabun would see Thai in whatever face there
is."""

from base64 import b64encode
from functools import cache
from io import BytesIO

import fontpkg_sarabun
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

WEIGHTS = {"Regular": 400, "Bold": 700}
LETTERS = [*range(0x20, 0x7F), 0xB7, *range(0xE00, 0xE7F), *range(0x2010, 0x2040), *range(0x2190, 0x2194), *range(0x2200, 0x2300),
           *range(0x25A0, 0x2600)]  # fmt: skip
"""What charts are written in: Latin, Thai, signs of punctuation, arrows and marks."""


def with_typeface(svg: bytes) -> bytes:
    """An SVG with the letters of Sarabun in it; the same SVG gives the same bytes."""
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
    font = TTFont(fontpkg_sarabun.ROOT / "files" / f"Sarabun-{name}.ttf", recalcTimestamp=False)
    options = Options()
    options.layout_features = ["*"]
    wanted = Subsetter(options)
    wanted.populate(unicodes=LETTERS)
    wanted.subset(font)
    written = BytesIO()
    font.save(written)
    return b64encode(written.getvalue()).decode()
