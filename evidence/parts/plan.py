"""The sections about the anti-corruption plan, in the round that the document is about."""

from datetime import date

import pandas as pd

from charts import plan as draw
from charts import plan_course as draw_course
from evidence.material import Material, Materials
from evidence.report import Part
from queries import plan as questions
from queries import plan_projects as of_projects
from sentences import plan as say
from sentences import plan_projects as say_projects
from vocabulary import thai
from vocabulary.language import _

WHOLE = (
    "projects_planned",
    "projects_done",
    "projects_rate",
    "projects_short",
    "budget_planned",
    "budget_spent",
    "spent_of_planned",
)
DONE = (
    "dimension_no",
    "dimension",
    "round_months",
    "projects_planned",
    "projects_done",
    "projects_rate",
    "projects_short",
)
SPENT = (
    "dimension_no", "dimension", "round_months", "budget_planned", "budget_ordinance", "budget_spent", "spent_of_planned",
    "spent_of_ordinance",
)  # fmt: skip
PLANNED = ("dimension_no", "dimension", "projects_planned", "budget_planned", "budget_ordinance")
PROJECT = ("project_no", "project", "dimension_no", "responsible", "budget_planned", "budget_ordinance")
PROGRESS = (
    "project_no",
    "project",
    "project_status",
    "reason",
    "responsible",
    "budget_planned",
    "budget_spent",
)
COURSE = (
    "fiscal_year",
    "round_months",
    "projects_planned",
    "projects_done",
    "projects_rate",
    "projects_short",
)


def projects_planned(found: Materials, _today: date) -> list[Part]:
    """The projects of the plan with their money; where their list is not loaded, the dimensions."""
    if listed := found.get("plan_projects"):
        table, name = listed.ask(of_projects.listed), _("Projects of the anti-corruption plan")
        return [listed.part("projects", name, name, _planned(table), table, PROJECT)]
    about, name = found["plan"], _("Projects of the anti-corruption plan, by dimension")
    rows = about.ask(questions.report_rows)
    table = rows[rows.round_months == rows.round_months.max()].reset_index(drop=True)
    return [about.part("planned", name, name, _planned(table), table, PLANNED)]


def _planned(table: pd.DataFrame) -> str:
    count = table.projects_planned.sum() if "projects_planned" in table else len(table)
    return _("The plan has {count} projects with {budget}.").format(
        count=thai.number(count), budget=thai.baht(table.budget_planned.sum())
    )


def report(found: Materials, today: date) -> list[Part]:
    """The round against the target, by dimension in projects and baht, its course, the projects, and how
    others compare."""
    about = found["plan"]
    whole, name = about.ask(questions.chosen_round), _("The whole plan")
    now = whole.iloc[0]
    parts = [
        about.part("total", name, name, say.answer(now), whole, WHOLE),
        _done(about),
        _spent(about),
        _course(about),
    ]
    if listed := found.get("plan_projects"):
        table, name = listed.ask(of_projects.listed), _("Projects of the anti-corruption plan")
        parts.append(listed.part("projects", name, name, say_projects.counted(table), table, PROGRESS))
        missing = listed.ask(of_projects.missing)
        if not missing.empty:
            name, printed = (
                _("Projects missing to the target, those nearest to completion first"),
                ("nearness", *PROGRESS),
            )
            sentence = say_projects.missing(missing, now, today)
            parts.append(
                listed.part(
                    "missing", _("What is missing in the whole plan"), name, sentence, missing, printed
                )
            )
    ranking = about.ask(questions.ranking)
    if not ranking.empty:
        name, figure = (
            _("Comparison within the district"),
            draw.ranking(ranking, float(now.target), as_reported=say.is_as_reported(ranking, now)),
        )
        title = _("Plans carried out by the organizations of the district, as published")
        parts.append(
            about.part(
                "ranking",
                name,
                title,
                say.ranking(ranking, now),
                ranking,
                ("organization", "percent", "level"),
                figure,
            )
        )
    return parts


def _done(about: Material) -> Part:
    months = about.scope.round_months or 12
    rounds, every = about.ask(questions.rounds), about.ask(questions.by_dimension)
    table = every[every.round_months <= months]
    figure = draw.by_dimension(table, rounds[rounds.round_months <= months])
    title = _("Projects of the anti-corruption plan carried out, against the target")
    heading = _("Projects against the target")
    return about.part("by_dimension", heading, title, say.by_dimension(table, months), table, DONE, figure)


def _spent(about: Material) -> Part:
    every = about.ask(questions.budget_by_dimension)
    table = every[every.round_months <= (about.scope.round_months or 12)]
    title, figure = _("Spending of the anti-corruption plan by dimension"), draw.budget_by_dimension(table)
    return about.part(
        "budget",
        _("Budget of the plan"),
        title,
        say.budget(about.first(questions.chosen_round)),
        table,
        SPENT,
        figure,
    )


def _course(about: Material) -> Part:
    every, rounds, months = (
        about.ask(questions.course),
        about.ask(questions.rounds),
        about.scope.round_months or 12,
    )
    table = every[(every.fiscal_year < about.scope.fiscal_year) | (every.round_months <= months)]
    title = _("Course of the anti-corruption plan against the target")
    sentence = say.pace(rounds[rounds.round_months <= months])
    return about.part(
        "course", _("Course against the target"), title, sentence, table, COURSE, draw_course.course(table)
    )
