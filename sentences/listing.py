"""Names in a row, and how many more there are than a sentence has room for."""

from collections.abc import Iterable, Sequence

from vocabulary import thai
from vocabulary.language import _, current


def first_of(names: Sequence[str], most: int) -> str:
    """The first `most` names; of more, how many those are."""
    listed = ", ".join(names[:most])
    more = len(names) - most
    if more <= 0:
        return listed
    return _("{files} and {count} more").format(files=listed, count=thai.number(more))


def several(counts: Iterable[str]) -> str:
    """Counts with their units in a row: with commas, in Thai with spaces."""
    return (" " if current() == "th" else ", ").join(counts)
