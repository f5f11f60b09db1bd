"""Names as they should be read: what is shown in the place of a name that is garbled in its file."""

import re
from collections import Counter
from collections.abc import Mapping, Set

from vocabulary.thai import NOTHING, is_word, words

THAI = re.compile("[ก-๏]{2}")
SOURCE = "source_"
"""With this begins the name of the column that has a file's own names beside those that are read."""


def told_apart(readings: Mapping[str, str], names: Set[str]) -> dict[str, str]:
    """What is shown for each source name: how it is to be read, such that no two names of the column (`names`
    are all of it) are shown alike. One that would be has the file's own behind it: their rows are never added
    up in silence."""
    taken = Counter(readings.values()) + Counter({NOTHING, *names})
    shown = {source: name if taken[name] == 1 else f"{name} ({source})" for source, name in readings.items()}
    again = Counter(shown.values()) + Counter({NOTHING, *names})
    return {source: name if again[name] == 1 else source for source, name in shown.items()}


def is_doubtful(name: str) -> bool:
    """Whether a name looks garbled: it has a piece of Thai that no dictionary knows."""
    # An abbreviation stands in no dictionary.
    pieces = (piece.strip(" ()") for piece in words(name))
    return any(THAI.search(piece) and not piece.endswith(".") and not is_word(piece) for piece in pieces)
