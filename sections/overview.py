"""The overview of all data sets: their headline figures, what wants attention, and what is worth knowing."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from importlib import import_module

from charts import overview as draw
from charts.overview import Card, Picture
from sections.choice import Chosen
from sections.headlines import Headlines
from sections.subject import Remarks, Subject, Subjects
from sentences import overview as say
from sentences.overview import Notice
from vocabulary import thai
from vocabulary.data_sets import LISTED
from vocabulary.language import _

HEADLINES: dict[str, Headlines] = {
    each.name: import_module(f"sections.{each.page}").HEADLINES for each in LISTED
}
"""By data set, in the order of the register."""
URGENT = sorted(HEADLINES, key=lambda name: HEADLINES[name].urgency)


def dated(subject: Subject) -> Subject:
    """The subject at the very round or day that it is of: nothing is asked twice in other words."""
    return replace(subject, scope=subject.resolved)


def notices(subjects: Subjects) -> list[Notice]:
    """What wants attention of the subjects, most urgent first."""
    listed = [HEADLINES[name].notices(dated(subjects[name])) for name in URGENT if name in subjects]
    return say.by_urgency([notice for some in listed for notice in some])


def worth_knowing(subjects: Subjects) -> Remarks:
    """What is worth knowing of the subjects besides their headline figures."""
    return Remarks(_("Worth knowing"), tuple(_lines(subjects, lambda name: HEADLINES[name].worth_knowing)))


def on_the_source(subjects: Subjects) -> Remarks:
    """From which files the figures are, and what these state themselves."""
    lines = _lines(subjects, lambda name: lambda each: (each.source, *HEADLINES[name].of_source(each)))
    return Remarks(_("On the source data"), tuple(lines))


def _lines(
    subjects: Subjects, tell: Callable[[str], Callable[[Subject], Sequence[str]]]
) -> Iterator[tuple[str, str]]:
    for name in URGENT:
        if name in subjects:
            yield from ((_(HEADLINES[name].name), sentence) for sentence in tell(name)(dated(subjects[name])))


def card(subject: Subject, chosen: Chosen) -> Card:
    """The card of a subject's headline figure: how it stands in words (and colour), what it is made from, how
    it went over the years, and how fresh it is."""
    # The very round or day, so that the years before are compared at the same stage.
    subject = dated(subject)
    headlines, scope = HEADLINES[subject.data_set], subject.scope
    total, label = subject.first(headlines.question), _(headlines.label)
    years = subject.ask(headlines.by_year)
    headline, target = headlines.headline(total), total.get("target")
    fresh = say.freshness(
        subject.data_set,
        scope.fiscal_year,
        scope.as_of or scope.round_months,
        subject.today,
        # Of years that were not asked for nothing due is said.
        alone=chosen.get("fy") == str(scope.fiscal_year),
        missing=subject.ask(headlines.missing, subject.today) if headlines.missing else (),
    )
    return Card(
        label,
        headline.value,
        headline.tone,
        headline.status,
        headline.basis,
        say.change(years, is_named=headlines.unit != "%"),
        draw.sparkline(
            years, say.course(label, years), None if target is None else thai.as_percent(float(target))
        ),
        fresh,
    )


def picture(subject: Subject) -> Picture | None:
    """The small picture of a subject; None where it has none, or there is nothing to see in it."""
    drawn = HEADLINES[subject.data_set].picture
    return drawn(dated(subject)) if drawn else None
