"""A chart as a picture for Word: 16 cm wide and at most 22 cm high at 300 dots an inch; what is higher comes
in parts, each with the title and the axis."""

from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from math import ceil

from PIL import Image

from charts.theme import Band
from evidence.links import with_link
from evidence.pictures import FOR_WORD, Figure, picture, with_band
from evidence.strips import in_strips
from evidence.svg_text import lettered
from vocabulary.language import _

DOTS_PER_INCH, CM_PER_INCH = 300, 2.54
TALLEST = int(22 / CM_PER_INCH * DOTS_PER_INCH)


def in_parts(figure: Figure, band: Band, link: str) -> tuple[bytes, ...]:
    """The chart as PNG, with its band and its link ("": none); several where it is too high for a page, cut
    between rows. Raises what `pictures.picture` raises."""
    finished = _finished(figure, band, link)
    whole = _drawn(finished)
    if whole.height <= TALLEST:
        return (_written(whole),)
    shapes = picture(finished, replace(FOR_WORD, format="svg"))
    rows = in_strips(lettered(shapes))["rows"]
    if len(rows) == 1:  # a little too high, or nowhere to be cut
        return (_written(_made_smaller(whole)),)
    again = _finished(figure, replace(band, title=_("{title} (continued)").format(title=band.title)), link)
    return tuple(map(_written, _cut(whole, finished, _drawn(again), again, [row["top"] for row in rows[1:]])))


def _finished(figure: Figure, band: Band, link: str) -> Figure:
    finished = with_band(figure, band, FOR_WORD)
    return with_link(finished, FOR_WORD, link) if link else finished


def _drawn(figure: Figure) -> Image.Image:
    return Image.open(BytesIO(picture(figure, FOR_WORD))).convert("RGB")


def _written(image: Image.Image) -> bytes:
    buffer = BytesIO()
    image.save(buffer, "PNG", dpi=(DOTS_PER_INCH, DOTS_PER_INCH))
    return buffer.getvalue()


def _made_smaller(whole: Image.Image) -> Image.Image:
    """The picture as high as a page has room for, with white at its sides."""
    smaller = whole.resize((round(whole.width * TALLEST / whole.height), TALLEST), Image.Resampling.LANCZOS)
    page = Image.new("RGB", (whole.width, TALLEST), "white")
    page.paste(smaller, ((whole.width - smaller.width) // 2, 0))
    return page


def _cut(
    whole: Image.Image, first: Figure, again: Image.Image, later: Figure, cuts: Sequence[float]
) -> list[Image.Image]:
    """The picture in parts with what stands above and below its rows on each; `again` and `later`: as the
    parts after the first are entitled."""
    scale = whole.height / first["layout"]["height"]
    top, foot = (round(first["layout"]["margin"][side] * scale) for side in "tb")
    later_top = round(later["layout"]["margin"]["t"] * scale)
    bottom = whole.height - foot
    heads = (whole.crop((0, 0, whole.width, top)), again.crop((0, 0, whole.width, later_top)))
    below = whole.crop((0, bottom, whole.width, whole.height))
    room = TALLEST - max(top, later_top) - foot
    edges = _edges([round(cut * scale) for cut in cuts], top, bottom, room)
    parts = []
    for place, (start, end) in enumerate(pairwise(edges)):
        pieces = (heads[min(place, 1)], whole.crop((0, start, whole.width, end)), below)
        part = Image.new("RGB", (whole.width, sum(piece.height for piece in pieces)), "white")
        at = 0
        for piece in pieces:
            part.paste(piece, (0, at))
            at += piece.height
        parts.append(part)
    return parts


def _edges(cuts: Sequence[int], top: int, bottom: int, room: int) -> list[int]:
    """Where parts begin and end, each at most `room` high, as few as can be and about alike."""
    edges = [top, bottom]
    for parts in range(ceil((bottom - top) / room), len(cuts) + 2):
        wanted = (top + (bottom - top) * place / parts for place in range(1, parts))
        edges = [top, *dict.fromkeys(_nearest(cuts, want) for want in wanted), bottom]
        if all(end - start <= room for start, end in pairwise(edges)):
            break
    return edges


def _nearest(cuts: Sequence[int], want: float) -> int:
    return min(cuts, key=lambda cut: abs(cut - want))
