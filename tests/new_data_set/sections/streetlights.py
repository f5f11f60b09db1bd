"""What is told of streetlights: how many were reported and repaired, by kind."""

from functools import partial

import pandas as pd

from charts import axes
from charts.rows import add_bars
from charts.rows import rows as empty
from charts.theme import Figure, Width
from queries import streetlights as questions
from sections.choice import Chosen
from sections.documents import Contents
from sections.headlines import Headlines
from sections.subject import Section, Subject, Subjects
from sentences.headline import Headline
from vocabulary import thai
from vocabulary.language import N_, _


def by_kind(subject: Subject, _chosen: Chosen) -> Section:
    """The streetlights of every kind, those first of which most wait."""
    table, title = subject.ask(questions.by_kind), _("Street lights reported and repaired, by kind")
    total = subject.first(questions.total)
    return subject.section("by_kind", _("By kind"), title, _sentence(total), table, partial(_bars, table))


def rows(subject: Subject, _chosen: Chosen) -> Section:
    """Every kind as it was loaded."""
    return subject.rows_behind(_sentence(subject.first(questions.total)), subject.ask(questions.by_kind))


def _sentence(total: pd.Series) -> str:
    return _("Of {reported} streetlights {repaired} are repaired.").format(
        reported=thai.number(total.reported), repaired=thai.number(total.repaired)
    )


def _bars(table: pd.DataFrame, width: Width) -> Figure:
    names, counts = [str(name) for name in table.kind], [thai.number(count) for count in table.repaired]
    figure = empty(names, counts, {_("repaired"): counts}, width)
    add_bars(figure, "repaired", table.repaired.to_list(), leads=[{"kind": name} for name in names])
    axes.count_axis(figure, int(table.reported.max()), _("Street lights"))
    return figure


def _headline(total: pd.Series) -> Headline:
    value, is_done = f"{thai.number(total.repaired)}/{thai.number(total.reported)}", total.waiting <= 0
    return Headline(value, "reached" if is_done else "neutral", _("repaired"), _sentence(total))


HEADLINES = Headlines(
    urgency=5,
    name=N_("Street lights"),
    label=N_("Street lights repaired"),
    question=questions.total,
    headline=_headline,
    figure=lambda total: total.repaired,
    unit=N_("items"),
    by_year=questions.by_year,
    sentence=_sentence,
    notices=lambda _subject: (),
    worth_knowing=lambda subject: (_sentence(subject.first(questions.total)),),
    main=by_kind,
)


def report(subjects: Subjects) -> list[Section | None]:
    """A document: the streetlights of every kind."""
    return [by_kind(subjects["streetlights"], {})]


DOCUMENTS = {"streetlights": Contents(("streetlights",), report, 12)}
