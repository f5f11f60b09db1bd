"""Texts as Typst sets them: only with letters that Sarabun has, and broken only between words."""

from collections.abc import Callable, Collection, Iterator
from functools import cache
from itertools import pairwise
from re import compile as pattern
from typing import Any
from unicodedata import category

from charts.lettering import letters
from vocabulary import thai

WHOLE, GAP, KEPT = "\u2060", "\u200b", "\u2063"
"""Marks that report.typ takes out again: no Thai word before one is broken inside; after the second a line
may end; all between the first and the third stays in one line."""
THAI = pattern("[\u0e00-\u0e7f]")
NOT_THAI = pattern("[^ก-๎]")
LONGEST_WORD = 20
"""What takes more columns and is no Thai word, such as a file name, may be broken inside."""
PIECE = 8
"""After so many letters of that, better at a joint."""
JOINT = pattern(r"(?<=[_/?&=.-])(?=[^_/?&=.-])")
STAND_INS = {"●": "•", "○": "o", "☐": "◊", "✓": "√", "✔": "√", "\uf0b7": "•", "\u2011": "‐"}
"""For characters that Sarabun lacks; for all others of these stands "?"."""


def with_words_marked(content: dict[str, Any], kept: Collection[str]) -> Any:
    """The same with the words of what may run over several lines marked: Typst's own dictionary breaks some
    inside. What stands under a name that is to be `kept` stays as it is."""
    return _with_texts(content, _marked, kept)


def drawable(content: Any) -> Any:
    """The same with only such characters as Sarabun can draw."""
    return _with_texts(content, lambda text: text.translate(_letters()))


def unbroken(line: str) -> Iterator[str]:
    """What is never broken in a line: its words, and the pieces of longer ones."""
    for word in thai.words(line):
        yield from _pieces(word) if _is_long(word) else [word]


def _with_texts(content: Any, change: Callable[[str], str], kept: Collection[str] = ()) -> Any:
    """The same, lists and all, with every text changed but those under a name that is to be `kept`."""
    if isinstance(content, str):
        return change(content)
    if isinstance(content, dict):
        return {
            name: value if name in kept else _with_texts(value, change, kept)
            for name, value in content.items()
        }
    if isinstance(content, (list, tuple)):
        return [_with_texts(value, change, kept) for value in content]
    return content


def _marked(text: str) -> str:
    """A text with WHOLE after each Thai word, and GAP where the next one follows without a space and between
    the pieces of a word that no line may have room for."""
    return "\n".join("".join(_marked_words(line)) for line in text.split("\n"))


def _is_long(word: str) -> bool:
    """Whether no line may have room for it: a file name or an address, mostly."""
    return thai.columns_wide(word) > LONGEST_WORD and not thai.is_word(word)


def _marked_words(line: str) -> Iterator[str]:
    for whole, after in pairwise([*thai.words(line), ""]):
        is_long = _is_long(whole)
        is_mixed = not is_long and THAI.search(whole) and NOT_THAI.search(whole)
        if is_mixed:  # a date, an amount in Thai digits
            yield WHOLE + whole + KEPT
            continue
        *pieces, last = _pieces(whole) if is_long else [whole]
        yield from (WHOLE + piece + GAP for piece in pieces)
        yield last
        # Typst's own dictionary would look for words between Thai letters.
        if THAI.match(last[-1]):
            yield GAP if THAI.match(after) else WHOLE


def _pieces(word: str) -> list[str]:
    """A file name or an address where it may be broken."""
    joined = JOINT.split(word)
    return [
        piece for part in joined for piece in ([part] if len(part) <= 2 * PIECE else thai.pieces(part, PIECE))
    ]


class _Letters(dict[int, int | str | None]):
    """What becomes of a character; asked by its code."""

    def __missing__(self, code: int) -> int | str | None:
        letter = chr(code)
        replacement: int | str | None
        if code in letters() or letter == "\n":
            replacement = code
        elif letter in STAND_INS:
            replacement = STAND_INS[letter]
        elif category(letter) == "Zs":  # spaces of whatever width
            replacement = " "
        else:  # what cannot be seen is left out
            replacement = None if category(letter) in ("Cc", "Cf") else "?"
        self[code] = replacement
        return replacement


@cache
def _letters() -> _Letters:
    return _Letters()
