"""What is told of the integrity measures: their state, what is due or lacks evidence, and what changed."""

from dataclasses import replace
from functools import partial

from charts import measures as draw
from queries import measures as questions
from queries import overview
from queries import plan as questions_of_plan
from sections import activities, proofs
from sections.choice import Chosen
from sections.documents import Contents
from sections.headlines import Headlines
from sections.small_pictures import of_measures
from sections.subject import Choices, Remarks, Section, Subject, Subjects
from sentences import measures as say
from sentences import overview as say_overview
from vocabulary import thai
from vocabulary.data_sets import LISTED
from vocabulary.language import N_, _
from vocabulary.paper_tables import Column, PaperTable, Row, of_table, row_of
from vocabulary.values import codes

PROCEDURE = ("procedure", "responsible")
RESULT = ("procedure", "responsible", "result", "suggestion")
HEADS = {
    "procedure": N_("Steps and procedure"),
    "responsible": N_("Who is responsible"),
    "due_date": N_("Due"),
    "result": N_("What was done"),
    "suggestion": N_("Suggestion"),
}
"""The columns of the municipality's own report, beside the measure."""


def answer(subject: Subject, _chosen: Chosen) -> str:
    """How many are done, go on, have not begun or had no case."""
    return say.total(subject.first(questions.total, subject.today))


def due_dates(subject: Subject, _chosen: Chosen) -> Remarks:
    """What is late or due soon, where no list says so, and the suggestions left empty."""
    today = subject.today
    total, listed = subject.first(questions.total, today), subject.ask(questions.due, today)
    # Where there is a list, the sentence stands above it instead.
    lines = [(_("Due dates"), say.due(total, listed))] if listed.empty else []
    return Remarks(_("Due dates"), (*lines, (_("Suggestions"), say.suggestion(total))))


def by_status(subject: Subject, _chosen: Chosen) -> Section:
    """How many measures stand how."""
    table, total = subject.ask(questions.by_status), subject.first(questions.total, subject.today)
    title, sentence = _("Integrity measures by status"), say.total(total)
    printed, whole = of_table(table), Row((_("Total"), thai.number(total.measures)), "total")
    paper, figure = replace(printed, rows=(*printed.rows, whole)), partial(draw.by_status, table)
    return subject.section("by_status", _("By status"), title, sentence, table, figure, paper=paper)


def by_unit(subject: Subject, _chosen: Chosen) -> Section:
    """How the measures of each responsible unit stand."""
    table, title = subject.ask(questions.by_unit), _("Integrity measures by responsible unit")
    heading, sentence = _("By responsible unit"), say.by_unit(table)
    return subject.section("by_unit", heading, title, sentence, table, partial(draw.by_unit, table))


def by_evidence(subject: Subject, _chosen: Chosen) -> Section:
    """How many measures have evidence."""
    table, title = subject.ask(questions.by_evidence), _("Integrity measures by evidence")
    heading, sentence = _("By evidence"), say.evidence(table)
    return subject.section("by_evidence", heading, title, sentence, table, partial(draw.by_evidence, table))


def due(subject: Subject, _chosen: Chosen) -> Section | None:
    """The measures with a due date; None where none has one."""
    today = subject.today
    table = subject.ask(questions.due, today)
    if table.empty:
        return None
    sentence = say.due(subject.first(questions.total, today), table)
    return subject.section("due", _("Due and overdue"), _("Integrity measures by due date"), sentence, table)


def changes(subject: Subject, chosen: Chosen) -> Section | Choices:
    """What changed since the year to compare with."""
    time, before = subject.choice_of_earlier(chosen), subject.earlier(chosen)
    if before is None:
        return Choices((time,))
    table, year, today = subject.ask(questions.changes, before.scope), before.scope.fiscal_year, subject.today
    heading = _("Changes since {year}").format(year=thai.fiscal_year(year))
    both = subject.beside(
        before, len(subject.ask(questions.every, today)) + len(before.ask(questions.every, today))
    )
    return both.section("changes", heading, heading, say.changed(table, year), table, None, time)


def rows(subject: Subject, _chosen: Chosen) -> Section:
    """Every measure, gravest first."""
    table = subject.ask(questions.every, subject.today)
    return subject.rows_behind(say.count(table), table)


def listing(subject: Subject, title: str, names: tuple[str, ...]) -> Section:
    """Every measure in the order of its number, with the columns of the municipality's own report."""
    table = subject.ask(questions.every, subject.today).sort_values("measure_no", ignore_index=True)
    sentence = _("Measures with their procedures and the units that answer for them: {count}.")
    sentence = f"{sentence.format(count=thai.number(len(table)))} {say.written(table)}".strip()
    columns = (Column(_("Measure or activity")), *(Column(_(HEADS[name])) for name in names))
    rows = (
        row_of(row, names, first=f"{thai.digits(row['measure_no'])}. {row['measure']}")
        for row in table.to_dict("records")
    )
    paper = PaperTable(columns, tuple(rows))
    return subject.section("measures", _("Every measure"), title, sentence, table, paper=paper)


HEADLINES = Headlines(
    urgency=3,
    name=N_("Measures"),
    label=N_("Measures done (of all)"),
    question=questions.total,
    headline=say.headline,
    figure=lambda row: row.done,
    unit=N_("items"),
    by_year=overview.measures_by_year,
    sentence=say.total,
    notices=lambda subject: (say_overview.measures(subject.first(questions.total, subject.today)),),
    worth_knowing=lambda subject: (say.total(subject.first(questions.total)),),
    main=by_status,
    answer=answer,
    picture=of_measures,
)


def procedures(subjects: Subjects) -> list[Section | None]:
    """A document: each measure with its procedure and who answers for it, and until when where that is
    given."""
    subject = subjects["measures"]
    dated = ("due_date",) if subject.first(questions.total, subject.today).dated else ()
    title = _("Integrity measures and how they are carried out")
    return [listing(subject, title, (*PROCEDURE, *dated))]


def report(subjects: Subjects) -> list[Section | None]:
    """A document: how many measures are done, that a measure may be done and its target missed, the
    figures that prove which, what was held for which, and each one as the municipality reports it."""
    subject = subjects["measures"]
    statuses, every = by_status(subject, {}), listing(subject, _("Results of the integrity measures"), RESULT)
    # Only where a measure follows the plan does the plan's target belong to it.
    follows_plan = "plan" in subjects and any("plan" in codes(proof) for proof in every.table.proof)
    target = f" {_target(subjects['plan'])}" if follows_plan else ""
    results = replace(statuses, heading=_("Results"), sentence=statuses.sentence + target)
    others = {name: each for name, each in subjects.items() if name != subject.data_set}
    held = others.get("activities")
    is_of_year = held and proofs.are_of(subject.scope.fiscal_year, held.data_set, held)
    return [
        results,
        proofs.listing(subject, every.table, others),
        # Short, it has room before the list of all measures.
        activities.by_measure(held, {}) if held and is_of_year else None,
        every,
    ]


def _target(plan: Subject) -> str:
    """That a measure may be done and its target missed, with the plan's figures and of when they are."""
    return f"{say.target_missed(plan.first(questions_of_plan.chosen_round))} ({plan.time})"


DOCUMENTS = {
    "measures_plan": Contents(
        ("measures",),
        procedures,
        opening=N_(
            "publishes its measures to promote integrity and transparency of the fiscal year {year} as"
            " follows"
        ),
    ),
    "measures_result": Contents(
        ("measures",),
        report,
        beside=tuple(each.name for each in LISTED if each.name != "measures"),
        opening=N_(
            "reports how its measures to promote integrity and transparency of the fiscal year {year} were"
            " carried out as follows"
        ),
        has_pictures=True,
    ),
}
