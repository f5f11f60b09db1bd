"""What is told of the anti-corruption plan: how far it is carried out against its target, which projects are
missing, and how others compare."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import pandas as pd

from charts import plan as draw
from charts import plan_course as draw_course
from queries import overview
from queries import plan as questions
from queries import plan_projects as questions_of_projects
from sections import plan_tables as paper
from sections.choice import Chosen
from sections.documents import Contents
from sections.headlines import Headlines
from sections.narrowing import in_words, value_name
from sections.small_pictures import of_plan
from sections.subject import Choices, Remarks, Section, Subject, Subjects
from sentences import overview as say_overview
from sentences import plan as say
from sentences import plan_projects as say_projects
from vocabulary import thai
from vocabulary.language import N_, _
from vocabulary.paper_tables import PaperTable

PROGRESS = ("project_no", "project", "project_status", "responsible", "budget_planned", "budget_spent")
PROJECT = ("project_no", "project", "responsible", *paper.PLANNED)
WHOLE_YEAR = 12


def projects_of(subject: Subject) -> Subject | None:
    """The list of projects of the same round, all of it; None where none is loaded."""
    return subject.whole().alongside("plan_projects")


def answer(subject: Subject, _chosen: Chosen) -> str:
    """How far the plan is carried out, or the dimension that the page is narrowed to; of the whole plan also
    where it is narrowed to projects of one status, for its report knows none."""
    now, within = subject.first(questions.in_view), dict(subject.scope.within)
    sentence = say.answer(now)
    if "dimension_no" in within:
        return f"{value_name('dimension_no', within['dimension_no'])}: {sentence}"
    return say.of_the_whole(now, sentence) if within else sentence


def reports(subject: Subject, _chosen: Chosen) -> str:
    """Which reports of the rounds are there, and which are awaited until when."""
    return say.reports(subject.ask(questions.reports_awaited, subject.today))


def narrowed(subject: Subject, _chosen: Chosen) -> str:
    """What the page is narrowed to, how many projects that are, and which figures are of more than that."""
    if subject.alongside("plan_projects"):
        counted = say_projects.counted(subject.ask(questions_of_projects.listed))
    else:
        counted = say.rounds_of_dimension(subject.ask(questions.report_rows))
    within = dict(subject.scope.within)
    return say.narrowed(
        in_words(subject.scope.within),
        counted,
        of_dimension="dimension_no" in within,
        by_status="project_status" in within,
    )


def on_the_source(subject: Subject, _chosen: Chosen) -> Remarks:
    """Where the report and its list of projects differ."""
    differing = say_projects.differing(subject.ask(questions_of_projects.differing))
    return Remarks(_("On the source data"), ((_("Plan"), differing),))


def missing(subject: Subject, _chosen: Chosen) -> Section | None:
    """The projects missing to the target of the whole plan; None where no list of projects is loaded."""
    projects = projects_of(subject)
    if projects is None:
        return None
    table, now = subject.ask(questions_of_projects.missing), subject.first(questions.chosen_round)
    return projects.section(
        "missing",
        _("What is missing in the whole plan"),
        _("Projects missing to the target, those nearest to completion first"),
        say_projects.missing(table, now, subject.today),
        table,
    )


def course(subject: Subject, _chosen: Chosen) -> Section:
    """The course of the plan against the target, over rounds and years."""
    table, rounds = subject.ask(questions.course), subject.ask(questions.rounds)
    return subject.whole().section(
        "course",
        _("Course against the target"),
        _("Course of the anti-corruption plan against the target"),
        say.pace(rounds),
        table,
        partial(draw_course.course, table),
    )


def done_of_year(subject: Subject, _chosen: Chosen) -> Section:
    """Projects carried out by dimension against the target, in the rounds of the year."""
    return done(subject, subject.whole().of_every_round(), WHOLE_YEAR)


def spent_of_year(subject: Subject, _chosen: Chosen) -> Section:
    """Spending by dimension in the rounds of the year."""
    return spent(subject, subject.whole().of_every_round(), WHOLE_YEAR)


def done(subject: Subject, of: Subject, months: int) -> Section:
    """Projects carried out by dimension, in the rounds of a year up to one of 6 or 12 months; figures
    `of`."""
    table, rounds = subject.ask(questions.by_dimension), subject.ask(questions.rounds)
    table, rounds = _up_to(table, months), _up_to(rounds, months)
    # The sentence is of the round chosen, also where the picture shows both.
    told_round = subject.first(questions.chosen_round).round_months
    return of.section(
        "by_dimension",
        _("Projects against the target"),
        _("Projects of the anti-corruption plan carried out, against the target"),
        say.by_dimension(table, told_round),
        table,
        partial(draw.by_dimension, table, rounds),
        paper=paper.by_round(table, rounds, paper.PROJECTS),
    )


def spent(subject: Subject, of: Subject, months: int) -> Section:
    """Spending by dimension, in the rounds of a year up to one of 6 or 12 months; figures `of`."""
    table, rounds = subject.ask(questions.budget_by_dimension), subject.ask(questions.rounds)
    table, rounds = _up_to(table, months), _up_to(rounds, months)
    return of.section(
        "budget",
        _("Budget of the plan"),
        _("Spending of the anti-corruption plan by dimension"),
        say.budget(subject.first(questions.chosen_round)),
        table,
        partial(draw.budget_by_dimension, table),
        paper=paper.by_round(table, rounds, paper.MONEY),
    )


def planned_projects(listed: Subject) -> Section:
    """The projects of the plan with their money."""
    table, name = listed.ask(questions_of_projects.listed), _("Projects of the anti-corruption plan")
    return listed.section(
        "projects", name, name, _planned(table, len(table)), table, paper=_projects(listed, table, PROJECT)
    )


def _projects(listed: Subject, table: pd.DataFrame, names: Sequence[str]) -> PaperTable:
    # A column that no project fills would only make the others narrow.
    filled = [name for name in names if table[name].notna().any()]
    return paper.of_projects(table, filled, listed.ask(questions_of_projects.by_dimension))


def planned_dimensions(subject: Subject) -> Section:
    """The dimensions of the plan with their projects and money, where no list of projects is loaded."""
    rows, name = subject.ask(questions.report_rows), _("Projects of the anti-corruption plan, by dimension")
    # Each round's report says anew what is planned: the latest counts.
    table = rows[rows.round_months == rows.round_months.max()].reset_index(drop=True)
    sentence = _planned(table, table.projects_planned.sum())
    printed = paper.of_year(table, subject.ask(questions.rounds).iloc[-1])
    return subject.section("planned", name, name, sentence, table, paper=printed)


def _planned(table: pd.DataFrame, projects: int) -> str:
    return _("Projects in the plan: {count}, with {budget}.").format(
        count=thai.number(projects), budget=thai.baht(table.budget_planned.sum())
    )


def progress_of_projects(listed: Subject) -> Section:
    """The projects with how each stands."""
    table, name = listed.ask(questions_of_projects.listed), _("Projects of the anti-corruption plan")
    sentence = say_projects.counted(table)
    printed = _projects(listed, table, PROGRESS)
    return listed.section("projects", name, name, sentence, table, paper=printed)


def _up_to(table: pd.DataFrame, months: int) -> pd.DataFrame:
    return table[table.round_months <= months]


def by_status(subject: Subject, _chosen: Chosen) -> Section | None:
    """How the projects of each dimension stand; None where no list of projects is loaded."""
    projects = projects_of(subject)
    if projects is None:
        return None
    table = subject.ask(questions_of_projects.by_dimension)
    name, sentence = _("Projects of the anti-corruption plan by status"), say_projects.by_status(table)
    return projects.section(
        "by_status", _("Project status"), name, sentence, table, partial(draw.by_status, table)
    )


def compared(subject: Subject, chosen: Chosen) -> Section | Choices:
    """The plan against an earlier time."""
    whole = subject.whole()
    time, before = whole.choice_of_earlier(chosen), whole.earlier(chosen)
    if before is None:
        return Choices((time,))
    now, then = subject.first(questions.chosen_round), before.first(questions.chosen_round)
    table = subject.ask(questions.compared, before.scope)
    return whole.beside(before, whole.rows + before.rows).section(
        "compared",
        _("Comparison with an earlier time"),
        _("Projects of the anti-corruption plan carried out, now and earlier"),
        say.compared(now, then, table),
        table,
        partial(draw.compared, table, now, then),
        time,
    )


def changed_projects(subject: Subject, chosen: Chosen) -> Section | None:
    """Projects that are new, gone or renamed since the earlier time; None where there are none, or a list."""
    projects, before = projects_of(subject), subject.whole().earlier(chosen)
    listed_before = before and before.alongside("plan_projects")
    # A list on one side only would make every project new, or gone.
    if not (projects and before and listed_before):
        return None
    table, title = (
        subject.ask(questions_of_projects.changed, before.scope),
        _("Projects new, gone and renamed"),
    )
    if table.empty:
        return None
    both = projects.beside(listed_before, projects.rows + listed_before.rows)
    return both.section("changed", title, title, say_projects.changed(table), table)


def ranking(subject: Subject, _chosen: Chosen) -> Section | None:
    """What is published of the district's organizations; None where nothing is."""
    table, now = subject.ask(questions.ranking), subject.first(questions.chosen_round)
    if table.empty:
        return None
    return (
        subject.whole()
        .of_every_round()
        .section(
            "ranking",
            _("Comparison within the district"),
            _("Plans carried out by the organizations of the district, as published"),
            say.ranking(table, now),
            table,
            partial(draw.ranking, table, float(now.target), say.is_as_reported(table, now)),
        )
    )


def rows(subject: Subject, _chosen: Chosen) -> Section:
    """What the reports of the rounds say of each dimension."""
    table = subject.ask(questions.report_rows)
    # The report knows rounds and dimensions, and no project.
    return subject.of_every_round().without("project_status").rows_behind(say.reported(table), table)


def projects(subject: Subject, _chosen: Chosen) -> Section | None:
    """The projects in view; None where no list of projects is loaded."""
    in_view = subject.alongside("plan_projects")
    if in_view is None:
        return None
    table, now = subject.ask(questions_of_projects.listed), subject.first(questions.chosen_round)
    return in_view.rows_behind(say_projects.listed(table, now), table)


def _notices(subject: Subject) -> Sequence[say_overview.Notice | None]:
    now = subject.first(questions.chosen_round)
    return (say_overview.plan(now, subject.ask(overview.most_missing_dimension)),)


def _worth_knowing(subject: Subject) -> Sequence[str]:
    now = subject.first(questions.chosen_round)
    return say.progress(now), say.ranking(subject.ask(questions.ranking), now)


HEADLINES = Headlines(
    urgency=1,
    name=N_("Plan"),
    label=N_("Plan projects done"),
    question=questions.chosen_round,
    headline=say.headline,
    figure=lambda row: thai.as_percent(row.projects_rate),
    unit="%",
    by_year=overview.plan_by_year,
    sentence=say.progress,
    notices=_notices,
    worth_knowing=_worth_knowing,
    main=done_of_year,
    answer=answer,
    picture=of_plan,
)


def planned(subjects: Subjects) -> list[Section | None]:
    """A document: the projects of the plan with their money; where their list is not loaded, the
    dimensions."""
    if "plan_projects" in subjects:
        return [planned_projects(subjects["plan_projects"])]
    return [planned_dimensions(subjects["plan"])]


def report(subjects: Subjects) -> list[Section | None]:
    """A document: the projects carried out and the money spent, by dimension with the rounds side by side,
    and the projects where they are listed."""
    subject, listed = subjects["plan"], subjects.get("plan_projects")
    months = subject.scope.round_months or WHOLE_YEAR
    answer = say.answer(subject.first(questions.chosen_round))
    return [
        replace(done(subject, subject, months), heading=_("Results"), sentence=answer),
        spent(subject, subject, months),
        progress_of_projects(listed) if listed else None,
    ]


DATA = ("plan", "plan_projects")
DOCUMENTS = {
    "anticorruption_plan": Contents(
        DATA,
        planned,
        opening=N_("publishes its anti-corruption plan of the fiscal year {year} as follows"),
    ),
    "anticorruption_6m": Contents(
        DATA,
        report,
        6,
        opening=N_(
            "reports how its anti-corruption plan of the fiscal year {year} was carried out in the first"
            " {months} months as follows"
        ),
    ),
    "anticorruption_year": Contents(
        DATA,
        report,
        12,
        opening=N_(
            "reports how its anti-corruption plan of the fiscal year {year} was carried out as follows"
        ),
    ),
}
