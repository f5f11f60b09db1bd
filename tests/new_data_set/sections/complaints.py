"""What is told of complaints: how many were received and resolved, by kind."""

from functools import partial

import pandas as pd

from charts import axes
from charts.rows import rows as empty
from charts.theme import Figure, Width
from queries import complaints as questions
from sections.choice import Chosen
from sections.documents import Contents
from sections.headlines import Headlines
from sections.subject import Section, Subject, Subjects
from sentences.headline import Headline
from vocabulary import thai
from vocabulary.language import N_, _


def by_kind(subject: Subject, _chosen: Chosen) -> Section:
    """The complaints of every kind, those first of which most wait."""
    table, title = subject.ask(questions.by_kind), _("Complaints received and resolved, by kind")
    total = subject.first(questions.total)
    return subject.section("by_kind", _("By kind"), title, _sentence(total), table, partial(_bars, table))


def rows(subject: Subject, _chosen: Chosen) -> Section:
    """Every kind as it was loaded."""
    return subject.rows_behind(_sentence(subject.first(questions.total)), subject.ask(questions.by_kind))


def _sentence(total: pd.Series) -> str:
    return _("Of {received} complaints {resolved} are resolved.").format(
        received=thai.number(total.received), resolved=thai.number(total.resolved)
    )


def _bars(table: pd.DataFrame, width: Width) -> Figure:
    names, counts = [str(name) for name in table.kind], [thai.number(count) for count in table.resolved]
    figure = empty(names, counts, {_("resolved"): counts}, width)
    axes.count_axis(figure, int(table.received.max()), _("Complaints"))
    return figure


def _headline(total: pd.Series) -> Headline:
    value, is_done = f"{thai.number(total.resolved)}/{thai.number(total.received)}", total.waiting <= 0
    return Headline(value, "reached" if is_done else "neutral", _("resolved"), _sentence(total))


HEADLINES = Headlines(
    urgency=5,
    name=N_("Complaints"),
    label=N_("Complaints resolved"),
    question=questions.total,
    headline=_headline,
    figure=lambda total: total.resolved,
    unit=N_("items"),
    by_year=questions.by_year,
    sentence=_sentence,
    notices=lambda _subject: (),
    worth_knowing=lambda subject: (_sentence(subject.first(questions.total)),),
    main=by_kind,
)


def report(subjects: Subjects) -> list[Section | None]:
    """A document: the complaints of every kind."""
    return [by_kind(subjects["complaints"], {})]


DOCUMENTS = {"complaints": Contents(("complaints",), report, 12)}
