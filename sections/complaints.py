"""What is told of complaints: how many, about what, by which channel, how long until they are closed, and
which are open for too long."""

from functools import partial

from charts import counts as draw
from queries import complaints as questions
from sections.choice import Chosen
from sections.documents import Contents
from sections.headlines import Headlines
from sections.subject import Section, Subject, Subjects
from sentences import complaints as say
from vocabulary.language import N_, _


def answer(subject: Subject, _chosen: Chosen) -> str:
    """How many were received and closed, how fast, and which are open beyond the standard."""
    total = subject.first(questions.total, subject.today)
    late = say.overdue(total, subject.ask(questions.overdue, subject.today), subject.today)
    return " ".join(filter(None, (say.total(total), say.days(total), late)))


def by_topic(subject: Subject, _chosen: Chosen) -> Section:
    """The complaints by topic, with those that are open beyond the standard, and how long the others took."""
    return _by_part(subject, "topic", _("By topic"), _("Complaints by topic"))


def by_channel(subject: Subject, _chosen: Chosen) -> Section:
    """The same by the channel that they came by."""
    return _by_part(subject, "channel", _("By channel"), _("Complaints by channel"))


def by_division(subject: Subject, _chosen: Chosen) -> Section:
    """The same by who answers them."""
    return _by_part(subject, "division", _("By unit"), _("Complaints by division"))


def _by_part(subject: Subject, part: str, heading: str, title: str) -> Section:
    table = subject.ask(questions.by_part, part, subject.today)
    figure = partial(draw.by_part, table, part, "cases", "overdue_cases")
    return subject.section(f"by_{part}", heading, title, say.by_part(table, part), table, figure)


def overdue(subject: Subject, _chosen: Chosen) -> Section:
    """Each complaint that is open beyond the standard, the longest first."""
    total, table = (
        subject.first(questions.total, subject.today),
        subject.ask(questions.overdue, subject.today),
    )
    title, sentence = (
        _("Complaints open for longer than the standard"),
        say.overdue(total, table, subject.today),
    )
    return subject.section("overdue", _("Open too long"), title, sentence, table)


def corruption(subject: Subject, _chosen: Chosen) -> Section:
    """The complaints about corruption by status; that there are none."""
    table = subject.ask(questions.corruption)
    heading, title = _("About corruption"), _("Complaints about corruption and misconduct")
    return subject.section("corruption", heading, title, say.corruption(table), table)


def rows(subject: Subject, _chosen: Chosen) -> Section:
    """Every complaint, the newest first."""
    return subject.rows_behind(
        say.total(subject.first(questions.total)), subject.ask(questions.every, subject.today)
    )


HEADLINES = Headlines(
    urgency=5,
    name=N_("Complaints"),
    label=N_("Complaints closed (of all)"),
    question=questions.total,
    headline=say.headline,
    figure=lambda row: row.closed,
    unit=N_("complaints"),
    by_year=questions.by_year,
    sentence=say.total,
    notices=lambda subject: (say.notice(subject.first(questions.total, subject.today)),),
    worth_knowing=lambda subject: (say.total(subject.first(questions.total)),),
    main=by_topic,
    answer=answer,
)


def report(subjects: Subjects) -> list[Section | None]:
    """A document: the statistics of complaints about corruption and misconduct, and of all complaints beside
    them."""
    subject = subjects["complaints"]
    return [corruption(subject, {}), by_topic(subject, {}), by_channel(subject, {})]


DOCUMENTS = {
    "corruption_complaints": Contents(
        ("complaints",),
        report,
        opening=N_(
            "publishes the statistics of complaints about corruption and misconduct of the fiscal year {year}"
            " as follows"
        ),
    )
}
