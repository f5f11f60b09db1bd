"""What is told of the loans of property: what is out and overdue, how often each thing is used, and by
whom."""

from functools import partial

from charts import counts as draw
from queries import asset_loans as questions
from sections.choice import Chosen
from sections.documents import Contents
from sections.headlines import Headlines
from sections.subject import Section, Subject
from sentences import asset_loans as say
from vocabulary.language import N_, _


def answer(subject: Subject, _chosen: Chosen) -> str:
    """How many loans there were, what is out, and what of it is overdue."""
    total, out = subject.first(questions.total, subject.today), subject.ask(questions.out, subject.today)
    return say.answer(total, out, subject.today)


def by_asset(subject: Subject, _chosen: Chosen) -> Section:
    """How often each thing was lent, with what of it should be back already."""
    table, title = subject.ask(questions.by_asset, subject.today), _("How often property is lent")
    figure = partial(draw.by_part, table, "asset", "loans", "overdue_loans")
    return subject.section("by_asset", _("How often it is used"), title, say.by_asset(table), table, figure)


def by_unit(subject: Subject, _chosen: Chosen) -> Section:
    """The loans of each unit, with what it should have returned."""
    table, title = subject.ask(questions.by_unit, subject.today), _("Loans of property by borrowing unit")
    figure = partial(draw.by_part, table, "borrowing_unit", "loans", "overdue_loans")
    return subject.section("by_borrowing_unit", _("By unit"), title, say.by_unit(table), table, figure)


def out(subject: Subject, _chosen: Chosen) -> Section:
    """Each thing that is out, due first."""
    table, title = (
        subject.ask(questions.out, subject.today),
        _("Property that is out, and when it is due back"),
    )
    return subject.section("out", _("Out and overdue"), title, say.out(table, subject.today), table)


def rows(subject: Subject, _chosen: Chosen) -> Section:
    """Every loan, the newest first."""
    every = subject.ask(questions.every, subject.today)
    return subject.rows_behind(say.total(subject.first(questions.total)), every)


HEADLINES = Headlines(
    urgency=6,
    name=N_("Loans of property"),
    label=N_("Loans returned (of all)"),
    question=questions.total,
    headline=say.headline,
    figure=lambda row: row.returned,
    unit=N_("loans"),
    by_year=questions.by_year,
    sentence=say.total,
    notices=lambda subject: (say.notice(subject.first(questions.total, subject.today)),),
    worth_knowing=lambda subject: (say.total(subject.first(questions.total)),),
    main=by_asset,
    answer=answer,
)
DOCUMENTS: dict[str, Contents] = {}
"""None of its own: the assessment asks for no register of loans."""
