"""How a text is spelled, whatever keys typed it: what looks the same is the same, and what differs unseen can
be named.

What people mean stays: ๆ, spaces between words, vowels typed for length, marks of Pali. (PyThaiNLP's
`normalize` would drop the second of two spaces and a vowel at the beginning of a cell.)"""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import groupby, islice
from unicodedata import name, normalize

_INVISIBLE = (
    r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufdd0-\ufdef\ufff0-\ufffb\ufffe\uffff"
)
"""Control characters and codes that are no character, soft hyphens, joiners, spaces without width, byte-order
marks, fillers, what chooses a variant of a sign, and what turns the writing around."""
_FAR_INVISIBLE = "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
"""The same beyond 16 bits: marks of shorthand and of music, and a whole alphabet of tags in which something
may be written that nobody sees. (All together: Unicode's Default_Ignorable_Code_Point.)"""
_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u2800\u3000"
_BREAKS = "\u0085\u2028\u2029"
# The marks of a Thai letter, in the order in which they are spelled.
_DOT = "\u0e3a"  # below, of Pali
_BELOW = "\u0e38\u0e39"
_ABOVE = "\u0e31\u0e34-\u0e37\u0e47\u0e4d\u0e4e"
_TONES = "\u0e48-\u0e4b"
_SILENT = "\u0e4c"  # ์
_VOWELS = f"{_DOT}{_BELOW}{_ABOVE}"
_MARKS = f"{_VOWELS}{_TONES}{_SILENT}"
_NIKHAHIT, _AA, _AM = "\u0e4d", "\u0e32", "\u0e33"  # the circle above and า, which together are ำ
_SHAPED = "\uf700-\uf71a"
"""Thai marks drawn higher, lower or further left, as old fonts and text copied out of PDF have them."""
_SHAPES = "ฐ\u0e34\u0e35\u0e36\u0e37" + "\u0e48\u0e49\u0e4a\u0e4b\u0e4c" * 2 + "ญ\u0e31\u0e4d\u0e47"
_SHAPES += "\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e38\u0e39\u0e3a"

ODD = (
    f"[{_INVISIBLE}{_FAR_INVISIBLE}{_SPACES}{_BREAKS}{_SHAPED}\u0300-\u036f\u2126\u212a\u212b]"
    f"|เเ|{_AA}{_NIKHAHIT}|{_NIKHAHIT}[{_MARKS}]*{_AA}|{_AM}[{_MARKS}]|[{_MARKS}][{_VOWELS}]"
    f"|[{_TONES}{_SILENT}][{_TONES}{_SILENT}]"
)
"""A pattern, for Python and for DuckDB, without which nothing in a text is to be spelled otherwise."""
_ODD = re.compile(ODD)


_EVERY_LETTER = "".join(map(chr, range(0x10000)))


def _letters(ranges: str) -> list[str]:
    # At once: every process begins with it, and letter by letter that took it a quarter of a second.
    return re.findall(f"[{ranges}]", _EVERY_LETTER)


def _far(ranges: str) -> list[str]:
    ends = re.findall("(.)-(.)", ranges)
    return [chr(code) for first, last in ends for code in range(ord(first), ord(last) + 1)]


_TYPED = str.maketrans(
    dict.fromkeys((*_letters(_INVISIBLE), *_far(_FAR_INVISIBLE)), "")
    | dict.fromkeys(_letters(_SPACES), " ")
    | dict.fromkeys(_letters(_BREAKS), "\n")
    | dict(zip(_letters(_SHAPED), _SHAPES, strict=True))
)
_PLACE = {
    mark: place
    for place, marks in enumerate((_DOT, _BELOW, _ABOVE, _TONES, _SILENT))
    for mark in _letters(marks)
}
"""The order in which the marks of a letter are spelled."""
_AROUND_AA = re.compile(f"([{_MARKS}]*)([{_AA}{_AM}])([{_MARKS}]*)")
_SEVERAL = re.compile(f"[{_MARKS}]{{2,}}")


# The same few names stand in thousands of rows.
@lru_cache(maxsize=4096)
def respelled(text: str) -> str:
    """`text` as it is spelled when it is typed well: without what cannot be seen, with plain spaces, ำ and แ
    as one letter, and the marks of each letter once and in order."""
    if not _ODD.search(text):
        return text
    seen = normalize("NFC", text.translate(_TYPED)).replace("เเ", "แ")
    spelled = _SEVERAL.sub(_in_order, _AROUND_AA.sub(_joined, seen))
    # What was put in order may now stand beside what it belongs to.
    return spelled if spelled == text else respelled(spelled)


def _joined(match: re.Match[str]) -> str:
    """Nikhahit and า, in whatever order with a tone mark, are ำ, and its tone mark stands before it."""
    before, vowel, after = match.groups()
    if _NIKHAHIT in before + after or (vowel == _AM and after):
        return (before + after).replace(_NIKHAHIT, "") + _AM
    return match[0]


def _in_order(match: re.Match[str]) -> str:
    """The marks of a letter in their order, each once."""
    return "".join(mark for mark, _same in groupby(sorted(match[0], key=_PLACE.__getitem__)))


_DASHES = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")


def _look(text: str) -> str:
    # NFKC: full-width digits and joined letters look like the plain ones.
    return "".join(_DASHES.sub("-", normalize("NFKC", respelled(text))).split())


def difference(text: str, other: str) -> str | None:
    """In which characters two texts differ that look alike, such as “U+200B zero width space”; None where a
    reader sees it."""
    if text == other or _look(text) != _look(other):
        return None
    return "; ".join(islice(_differences(text, other), 3))


def _differences(text: str, other: str) -> Iterator[str]:
    # Else letters that occur often in a long text would be left out of the comparison.
    steps = SequenceMatcher(None, text, other, autojunk=False).get_opcodes()
    pairs = dict.fromkeys(
        (text[start:end], other[begin:close]) for kind, start, end, begin, close in steps if kind != "equal"
    )
    for one, another in pairs:
        yield " ≠ ".join(filter(None, (_named(one), _named(another))))


def _named(text: str) -> str:
    return ", ".join(map(character, text))


def character(letter: str) -> str:
    """The number and the name of a character that a reader cannot tell by its look."""
    return f"U+{ord(letter):04X} {name(letter, '').lower().removeprefix('thai character ')}".strip()


_AT_HOME = re.compile("[\x00-\x7f\u0e01-\u0e5b\u2010-\u2015\u2018-\u201d\u2026\u2212]")
_NEARLY_A_NUMBER = re.compile(r"(?=.*\d)[\dOoIl|.,]+")


def foreign(text: str) -> str:
    """The characters of a text that may only look like those expected of it: of other scripts, or letters
    among digits."""
    letters = [letter for letter in dict.fromkeys(text) if not _AT_HOME.match(letter)]
    if not letters and _NEARLY_A_NUMBER.fullmatch(text):
        # O for 0, l or | for 1.
        letters = [letter for letter in dict.fromkeys(text) if letter.isalpha() or letter == "|"]
    return ", ".join(map(character, letters))
