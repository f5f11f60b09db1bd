"""What is told of one data set in one year: what its page says first, the section that it is opened for, and
its headline figure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from charts.overview import Card
from portal.edition import Edition
from portal.place import SUBJECTS, Place
from sections import overview
from sections.overview import HEADLINES
from sections.subject import Section, Subject
from vocabulary import thai
from vocabulary.columns import visible_columns
from vocabulary.data_sets import BY_NAME
from vocabulary.language import _

WHERE_FROM = ("file_name", "source_row")
"""Columns that only files have: a page names its source below the table."""
MOST_ROWS = 200
"""Rows of the table on a page; the files have all."""


@dataclass(frozen=True, eq=False)
class Sheet:
    """The figures that a place names, in its words."""

    place: Place
    subject: Subject
    answer: str
    """What the page of the dashboard says first; "" where it begins with its section."""
    section: Section | None
    card: Card
    part: float | None
    """The headline figure, where it is a part of a whole (percent)."""
    of_year: tuple[Place, ...]
    """The other data sets of the year."""
    of_other_years: tuple[Place, ...]
    """The data set in other years, the newest first."""

    @property
    def title(self) -> str:
        """What the figures are of."""
        return subject_title(self.place.data_set)

    @property
    def year(self) -> int:
        """The fiscal year, also where the newest is asked for."""
        return self.subject.scope.fiscal_year

    @property
    def organization(self) -> str:
        """The name of the organization."""
        return self.subject.published.name(self.subject.scope.organization)

    @property
    def drawn_from(self) -> Subject:
        """What the table is of: the year with all its rounds, where it has them side by side."""
        return (self.section and self.section.subject) or self.subject

    @property
    def sentence(self) -> str:
        """What the figures say, in one sentence."""
        return self.answer or (self.section.sentence if self.section else self.card.basis)

    @property
    def columns(self) -> Sequence[str]:
        """The columns of the table for which a page has room."""
        assert self.section
        every = self.section.printed or visible_columns(self.section.table.columns)
        return [name for name in every if name not in WHERE_FROM]


def subject_title(data_set: str) -> str:
    """What a data set is called."""
    return _(SUBJECTS[data_set].title)


def sheet(edition: Edition, place: Place) -> Sheet | None:
    """What is told of the figures that a place names; None where there are none."""
    place.speak()
    data = edition.data
    scope = data.scope(place.organization, place.data_set, place.year, place.round_months, place.day)
    subject = data.subject(place.data_set, scope) if scope else None
    if subject is None or _is_of_another_day(subject, place):
        return None
    headlines, chosen = HEADLINES[place.data_set], {"fy": f"{subject.scope.fiscal_year}"}
    own = replace(place, year=subject.scope.fiscal_year, round_months=None, day="")
    every = places(edition, own)
    figure = headlines.figure(subject.first(headlines.question)) if headlines.unit == "%" else None
    return Sheet(
        place,
        subject,
        headlines.answer(subject, chosen),
        headlines.main(subject, chosen),
        overview.card(subject, chosen),
        None if figure is None or thai.is_missing(figure) else float(figure),
        tuple(each for each in every if each.year == own.year and each != own),
        tuple(each for each in every if each.data_set == own.data_set and each != own),
    )


def _is_of_another_day(subject: Subject, place: Place) -> bool:
    """Whether there is no report of the day that is asked for; figures that are of no day know none."""
    has_days = BY_NAME[place.data_set].times == "as_of"
    return has_days and place.day not in ("", f"{subject.resolved.as_of}")


def places(edition: Edition, index: Place) -> list[Place]:
    """Every page that an organization has, by year, the newest first, and in the order of the register."""
    catalogue = edition.data.catalogue
    years = {name: catalogue.fiscal_years(index.organization, name) for name in SUBJECTS}
    every = sorted({year for some in years.values() for year in some}, reverse=True)
    return [
        replace(index, year=year, data_set=name) for year in every for name in SUBJECTS if year in years[name]
    ]
