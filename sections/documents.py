"""Which sections a document has, by what an item of the assessment is about (subject in
data/reference/oit_items.csv)."""

from collections.abc import Callable
from dataclasses import dataclass

from sections.subject import Section, Subjects
from vocabulary.language import N_


@dataclass(frozen=True)
class Contents:
    """The data sets that a document is made from (of which it needs the first; the summary any), what makes
    its sections, and the round that it is about (in months)."""

    data_sets: tuple[str, ...]
    sections: Callable[[Subjects], list[Section | None]]
    round_months: int | None = None
    beside: tuple[str, ...] = ()
    """Data sets whose newest figures, of its year or the year before, are told beside."""
    opening: str = N_("reports as follows for the fiscal year {year}{as_of}")
    """What the sentence that it opens with says after the name of the organization."""
    has_rows: Callable[[Subjects], bool] = lambda _subjects: True
    """Whether any row of the first data set is what the item asks for."""
    has_pictures: bool = False
    """Whether the office adds pictures of activities to its measures."""
