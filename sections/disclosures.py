"""What is told of the things that must be public: how each unit's stand, what is due, what has no address,
and how fresh each is."""

from dataclasses import replace
from functools import partial

from charts import theme
from charts.stacks import stacked
from queries import disclosures as questions
from sections.choice import Chosen
from sections.documents import Contents
from sections.headlines import Headlines
from sections.subject import Section, Subject
from sentences import disclosures as say
from sentences.headline import Headline
from vocabulary.language import N_, _

COLORS = {
    "past_due": theme.BEHIND,
    "due_this_month": theme.COMMITTED,
    "undated": theme.NEUTRAL,
    "up_to_date": theme.REACHED,
}
"""What is late stands out, what is due soon is yellow, and what nobody dated is grey."""


def answer(subject: Subject, _chosen: Chosen) -> str:
    """How much must be public, and how it stands."""
    return say.total(subject.first(questions.total, subject.today))


def by_unit(subject: Subject, _chosen: Chosen) -> Section:
    """How what each unit answers for stands."""
    table, title = (
        subject.ask(questions.by_unit, subject.today),
        _("What must be public, by responsible unit"),
    )
    figure = partial(stacked, table, "responsible", "disclosures", _("things"), "disclosure_state", COLORS)
    return subject.section("by_unit", _("By responsible unit"), title, say.by_unit(table), table, figure)


def due(subject: Subject, _chosen: Chosen) -> Section:
    """What must be published by the end of the month, and what should have been."""
    table, total = subject.ask(questions.due, subject.today), subject.first(questions.total, subject.today)
    title = _("What is due by the end of the month, or overdue")
    return subject.section("due", _("Due and overdue"), title, say.due(total, table), table)


def without_address(subject: Subject, _chosen: Chosen) -> Section:
    """What has no address."""
    table, title = subject.ask(questions.without_address), _("What must be public and has no address")
    sentence = say.without_address(table)
    return subject.section("without_address", _("Without an address"), title, sentence, table)


def rows(subject: Subject, _chosen: Chosen) -> Section:
    """Every thing with its freshness, what was brought up to date longest ago first."""
    table = subject.ask(questions.every, subject.today)
    return subject.rows_behind(say.fresh(table), table)


def proof(subject: Subject, measure_no: int) -> Headline | None:
    """How what a measure wants public stands; None where nothing is named for it."""
    of_measure = replace(subject, scope=replace(subject.scope, within=(("measure_no", f"{measure_no}"),)))
    return say.proof(of_measure.ask(questions.total, subject.today))


HEADLINES = Headlines(
    urgency=7,
    name=N_("What must be public"),
    label=N_("Public and not past the due day"),
    question=questions.total,
    headline=say.headline,
    figure=lambda row: row.in_time,
    unit=N_("things"),
    by_year=questions.by_year,
    sentence=say.total,
    notices=lambda subject: (say.notice(subject.first(questions.total, subject.today)),),
    worth_knowing=lambda subject: (say.total(subject.first(questions.total, subject.today)),),
    main=by_unit,
    answer=answer,
    proof=proof,
)
DOCUMENTS: dict[str, Contents] = {}
"""None: the assessment asks for the things themselves, each as an item of its own."""
