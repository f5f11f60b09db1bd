"""The pictures of activities that the office adds to the measures, as a report holds them."""

from collections.abc import Collection, Iterator

from evidence.report import Activity, Photograph
from queries import documents, measures
from sections.subject import Subject
from vocabulary import thai
from vocabulary.language import _


def activities(subject: Subject, numbers: Collection[int] | None = None) -> Iterator[Activity]:
    """Each measure of a year (of these `numbers`; None: each) that pictures were added to, or of which it is
    said why there are none, in the order of its number. With pictures the words why there are none are out
    of date, and left out."""
    scope, ask = subject.scope, subject.published.ask
    pictures = ask(documents.photographs, scope.organization, scope.fiscal_year)
    texts = ask(documents.measure_texts, scope.organization, scope.fiscal_year)
    reasons = texts[texts.name == "reason"].set_index("measure_no").text
    every = subject.ask(measures.every, subject.today).sort_values("measure_no")
    if numbers is not None:
        every = every[every.measure_no.isin(numbers)]
    for row in every.itertuples():
        own = pictures[pictures.measure_no == row.measure_no]
        contents = ((ask(documents.picture, each.sha256), each.caption) for each in own.itertuples())
        shown = tuple(Photograph(content, caption) for content, caption in contents if content)
        reason = "" if shown else reasons.get(row.measure_no, "")
        if shown or reason:
            yield Activity(heading(row.measure_no, row.measure), shown, reason)


def heading(number: int, measure: str) -> str:
    """What a measure is called above its pictures."""
    return _("Measure {number}: {measure}").format(number=thai.digits(number), measure=measure)
