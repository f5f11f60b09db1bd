"""What is told of the activities of the measures: what was held against the targets, by kind and measure, and
what is planned."""

from functools import partial

import pandas as pd

from charts import activities as draw
from queries import activities as questions
from sections import procurements
from sections.choice import Chosen
from sections.documents import Contents
from sections.headlines import Headlines
from sections.subject import Section, Subject, Subjects
from sentences import activities as say
from sentences.headline import Headline
from vocabulary.fiscal_calendar import year_end
from vocabulary.language import N_, _


def answer(subject: Subject, _chosen: Chosen) -> str:
    """How many targets are met, how much was held and is planned, and how much of it has evidence."""
    return say.answer(subject.first(questions.total, subject.today))


def targets(subject: Subject, _chosen: Chosen) -> Section:
    """Who has held what as often as wanted, and who has not yet."""
    # A target is of all that a division holds, whatever of it is in view; but a measure that sets targets
    # has its own.
    of_measure = subject.without("activity_kind").without("evidence")
    whole = of_measure.without("measure_no")
    table, title = _targets(whole), _("Activities held against the target")
    own = table[table.measure_no.astype(str) == dict(subject.scope.within).get("measure_no")]
    shown = whole if own.empty else of_measure
    table = table if own.empty else own.reset_index(drop=True)
    sentence = say.targets(table, is_over=_is_over(subject))
    return shown.section(
        "targets",
        _("How often it was held against the target"),
        title,
        sentence,
        table,
        partial(draw.targets, table),
    )


def _targets(subject: Subject) -> pd.DataFrame:
    """The targets, with a name for the organization as a whole, and which rows are of it."""
    table = subject.ask(questions.targets, subject.today)
    names = table.division.fillna(_("The whole organization"))
    return table.assign(division=names, is_whole=table.division.isna())


def _is_over(subject: Subject) -> bool:
    return year_end(subject.scope.fiscal_year) < subject.today


def by_kind(subject: Subject, _chosen: Chosen) -> Section:
    """How much of each kind was held and is planned."""
    table, title = subject.ask(questions.by_kind, subject.today), _("Activities by kind")
    return subject.section(
        "by_kind", _("By kind"), title, say.by_kind(table), table, partial(draw.by_kind, table)
    )


def by_measure(subject: Subject, _chosen: Chosen) -> Section:
    """What was held for each measure."""
    table, title = subject.ask(questions.by_measure, subject.today), _("Activities by measure")
    return subject.section("by_measure", _("By measure"), title, say.by_measure(table), table)


def planned(subject: Subject, _chosen: Chosen) -> Section:
    """What is still to come, the next first."""
    table, title = subject.ask(questions.planned, subject.today), _("Activities still to come")
    return subject.section("planned", _("Still to come"), title, say.planned(table), table)


def rows(subject: Subject, _chosen: Chosen) -> Section:
    """Every activity, in the order of its day."""
    table = subject.ask(questions.every)
    return subject.rows_behind(say.count(table, subject.today), table)


def proof(subject: Subject, measure_no: int) -> Headline | None:
    """What was held for a measure, against the targets that it sets; None where nothing is recorded."""
    wanted, held = _targets(subject), subject.ask(questions.by_measure, subject.today)
    own = (frame[frame.measure_no == measure_no] for frame in (wanted, held))
    return say.proof(*own, is_over=_is_over(subject))


HEADLINES = Headlines(
    urgency=6,
    name=N_("Activities"),
    label=N_("Activity targets met"),
    question=questions.total,
    headline=say.headline,
    figure=lambda row: row.targets_met if row.targets else row.held,
    unit=N_("targets"),
    by_year=questions.by_year,
    sentence=say.total,
    notices=lambda subject: (say.notice(_targets(subject), is_over=_is_over(subject)),),
    worth_knowing=lambda subject: (say.total(subject.first(questions.total, subject.today)),),
    main=targets,
    answer=answer,
    proof=proof,
)


def forums(subject: Subject) -> Section | None:
    """The forums that were held; None where none was."""
    table, title = subject.ask(questions.forums, subject.today), _("Forums and who took part")
    return None if table.empty else subject.section("forums", title, title, say.forums(table), table)


def participation(subjects: Subjects) -> list[Section | None]:
    """A document: the forums of the year, and the large purchases in which a community representative took
    part or not."""
    bought = subjects.get("procurements")
    is_of_year = bought and bought.scope.fiscal_year == subjects["activities"].scope.fiscal_year
    return [forums(subjects["activities"]), procurements.large(bought, {}) if bought and is_of_year else None]


DOCUMENTS = {
    "participation": Contents(
        ("activities",),
        participation,
        beside=("procurements",),
        opening=N_(
            "reports how it let the public take part in its work in the fiscal year {year} as follows"
        ),
        has_rows=lambda subjects: forums(subjects["activities"]) is not None,
    )
}
"""What was held for each measure stands in the document of the measures' results."""
