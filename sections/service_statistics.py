"""What is told of the statistics of services: what people come for, how many by e-service and in time, and
when most of them come."""

from dataclasses import replace
from functools import partial

from charts.parts import Parts, of_whole
from queries import service_statistics as questions
from sections.choice import Choice, Chosen, choice_of_column
from sections.documents import Contents
from sections.headlines import Headlines
from sections.subject import Section, Subject, Subjects
from sentences import service_statistics as say
from vocabulary.language import N_, _
from vocabulary.paper_tables import of_table, row_of

COLUMNS = ("service", "month", "division")
"""By what requests are told."""
PARTS = Parts("by_e_service", "requests", "e_service_rate")
COUNTED = ("requests", "at_counter", "by_e_service", "e_service_rate", "within_standard", "within_rate")


def answer(subject: Subject, _chosen: Chosen) -> str:
    """How many came, for what most, and in which month."""
    months, services = (subject.ask(questions.by_column, column) for column in ("month", "service"))
    return say.answer(subject.first(questions.total), months, services)


def requests(subject: Subject, chosen: Chosen) -> Section:
    """The requests by service, month or division as chosen, and how many of them by E-Service."""
    by = choice_of_column(chosen, "by", COLUMNS, is_labelled=False)
    return requests_by(subject, by.value, by)


def requests_by(subject: Subject, column: str, *choices: Choice) -> Section:
    """The requests of each service, month or division, and how many of them by E-Service."""
    heading, name = {
        "service": (_("By service"), _("Requests and how many came by E-Service, by service")),
        "month": (_("By month"), _("Requests and how many came by E-Service, by month")),
        "division": (_("By division"), _("Requests and how many came by E-Service, by division")),
    }[column]
    table = subject.ask(questions.by_column, column)
    figure, printed = partial(of_whole, table, column, PARTS), (column, *COUNTED)
    sentence = say.by_column(table, column)
    return subject.section(f"by_{column}", heading, name, sentence, table, figure, *choices, printed=printed)


def years(subject: Subject, _chosen: Chosen) -> Section:
    """The requests of every year, and how the share of E-Service went."""
    table, heading = subject.ask(questions.years), _("Over the years")
    figure = partial(of_whole, table, "fiscal_year", PARTS, is_narrowing=False)
    name = _("Requests and how many came by E-Service, by year")
    return subject.section("years", heading, name, say.growth(table), table, figure)


def rows(subject: Subject, _chosen: Chosen) -> Section:
    """Every service in every month as it was loaded."""
    table = subject.ask(questions.every)
    return subject.rows_behind(say.count(table), table)


HEADLINES = Headlines(
    urgency=6,
    name=N_("Statistics of services"),
    label=N_("Requests for services"),
    question=questions.total,
    headline=say.headline,
    figure=lambda row: row.requests,
    unit=N_("requests"),
    by_year=questions.by_year,
    sentence=say.total,
    # What needs attention in the further data stands on their own pages.
    notices=lambda _subject: (),
    worth_knowing=lambda subject: (say.total(subject.first(questions.total)),),
    main=requests,
    answer=answer,
)


def statistics(subjects: Subjects) -> list[Section | None]:
    """A document: the requests of each service and month, with their total."""
    subject = subjects["service_statistics"]
    part, total = requests_by(subject, "service"), subject.first(questions.total)
    table, whole = of_table(part.table, part.printed), row_of(total, COUNTED, "total", _("Total"))
    paper = replace(table, rows=(*table.rows, whole))
    services = replace(part, sentence=f"{say.total(total)} {part.sentence}", paper=paper)
    return [services, requests_by(subject, "month")]


def e_service(subjects: Subjects) -> list[Section | None]:
    """A document: how many used the E-Service of which service, and how that grew."""
    subject = subjects["service_statistics"]
    services = requests_by(subject, "service")
    sentence = f"{say.total(subject.first(questions.total))} {services.sentence}"
    return [replace(services, sentence=sentence), years(subject, {})]


DOCUMENTS = {
    "service_statistics": Contents(
        ("service_statistics",),
        statistics,
        opening=N_("publishes the statistics of its services in the fiscal year {year} as follows"),
    ),
    "e_service": Contents(
        ("service_statistics",),
        e_service,
        opening=N_("reports the use of its E-Services in the fiscal year {year} as follows"),
    ),
}
