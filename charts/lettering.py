"""How wide writing is, by the letters of Sarabun; and writing in lines that fit so many pixels."""

from functools import cache, lru_cache
from unicodedata import category

import fontpkg_sarabun
from fontTools.ttLib import TTFont

from charts.markup import bare
from vocabulary import thai

BOLD = 1.06
"""How much wider bold letters are."""
PLAY = 1.05
"""How much wider a browser sets letters, each on whole pixels."""

LONGEST_NAME = 400
"""Letters of a name that is written whole in a picture; what is longer is no name but a text."""


@cache
def letters() -> dict[int, float]:
    """The characters that Sarabun has, and how wide each is (em)."""
    font = TTFont(fontpkg_sarabun.ROOT / "files" / "Sarabun-Regular.ttf")
    # Of the regular cut alone; bold is taken as so much wider (BOLD).
    advances, em = font["hmtx"], font["head"].unitsPerEm
    return {
        # Thai vowels and tone marks above and below stand on their letter.
        code: 0 if category(chr(code)) == "Mn" else advances[name][0] / em
        for code, name in font.getBestCmap().items()
    }


def wide(text: str) -> float:
    """How wide a text is (em); markup takes no room, and an unknown character that of a wide letter."""
    return PLAY * sum(letters().get(ord(letter), 0.7) for letter in bare(text))


@lru_cache(maxsize=8192)
def lines(text: str, across: float, size: float) -> tuple[str, ...]:
    """`text` in lines of at most `across` pixels in letters of `size` pixels, broken between words; a word
    that is longer is broken itself."""
    words = thai.words(" ".join(text.split()))
    pieces = (piece for word in words for piece in _fitting(word, across / size))
    return thai.wrapped(pieces, lambda line: wide(line) * size <= across)


def _fitting(word: str, most: float) -> list[str]:
    """A word whole, or one that takes more than `most` em in letters, each with its vowels and marks."""
    return [word] if wide(word.rstrip()) <= most else thai.pieces(word, 1)


@lru_cache(maxsize=8192)
def width_of_two_lines(text: str) -> float:
    """How wide a text is in the narrowest two lines that it can be written in (em)."""
    words = thai.words(" ".join(text.split()))
    # What stands behind a dot begins no line with it.
    places = [at for at in range(1, len(words)) if "·" not in words[at]]
    halves = [(wide("".join(words[:at]).rstrip()), wide("".join(words[at:]).strip())) for at in places]
    return min((max(pair) for pair in halves), default=wide(text))


def whole(text: str, across: float, size: float) -> list[str]:
    """As `lines`, however many; only what is longer than a name ends with "…"."""
    return list(lines(thai.shortened(text, LONGEST_NAME), across, size))


def in_two_lines(text: str, across: float, size: float) -> list[str]:
    """As `lines`, at most two: of what is longer the second ends with "…"."""
    first, *more = lines(text, across, size)
    if len(more) < 2:
        return [first, *more]
    last = more[0]
    while last and wide(f"{last}…") * size > across:
        last = thai.shortened(last, len(last) - 1).removesuffix("…") if len(last) > 1 else ""
    return [first, f"{last.rstrip()}…"]
