"""The executive summary: the headline figure of each data set, and what wants attention, on one page."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pandas as pd

from evidence.material import Material, Materials
from evidence.report import Part
from queries import budget, measures, overview, plan, satisfaction
from sentences import budget as say_budget
from sentences import measures as say_measures
from sentences import origin
from sentences import overview as say
from sentences import plan as say_plan
from sentences import satisfaction as say_satisfaction
from sentences.headline import Headline
from vocabulary import thai
from vocabulary.language import _

Line = dict[str, Any]


def report(found: Materials, today: date) -> list[Part]:
    """One row for each data set that there is; the notices of the overview, most urgent first."""
    name = _("Headline figures")
    lines = pd.DataFrame(_lines(found, today))
    parts = [
        _part(
            found,
            "headlines",
            name,
            "\n".join(_told(found, today)),
            lines,
            ("indicator", "value", "time", "standing"),
        )
    ]
    if notices := _notices(found, today):
        told = "\n".join(
            f"({thai.number(place)}) {_dated(found, notice)}" for place, notice in enumerate(notices, start=1)
        )
        parts.append(_part(found, "attention", _("What wants attention"), told, pd.DataFrame(), ()))
    return parts


def _part(
    found: Materials, name: str, heading: str, sentence: str, table: pd.DataFrame, printed: tuple[str, ...]
) -> Part:
    every = list(found.values())
    files = tuple(dict.fromkeys(file for about in every for file in about.sources.file_name))
    rows = sum(int(about.sources.rows.sum()) for about in every)
    return Part(
        name,
        heading,
        heading,
        sentence,
        every[0].organization,
        origin.source(files, rows, None),
        table,
        printed,
    )


def _lines(found: Materials, today: date) -> Iterator[Line]:
    if about := found.get("budget"):
        row = about.first(budget.total)
        yield _line(
            _("Disbursed rate"), thai.as_percent(row.disbursed_rate), "%", say_budget.headline(row), about
        )
    if about := found.get("satisfaction"):
        row = about.first(satisfaction.total)
        yield _line(_("Mean satisfaction"), row.score, "%", say_satisfaction.headline(row), about)
    if about := found.get("plan"):
        row = about.first(plan.chosen_round)
        yield _line(
            _("Plan projects done"), thai.as_percent(row.projects_rate), "%", say_plan.headline(row), about
        )
    if about := found.get("measures"):
        row = about.first(measures.total, today)
        yield _line(_("Measures done (of all)"), row.done, _("items"), say_measures.headline(row), about)


def _line(indicator: str, figure: float, unit: str, told: Headline, about: Material) -> Line:
    return {
        "indicator": indicator, "value": told.value, "figure": figure, "figure_unit": unit, "standing": told.status,
        "basis": told.basis, "time": about.time, "fiscal_year": about.scope.fiscal_year,
    }  # fmt: skip


def _told(found: Materials, today: date) -> Iterator[str]:
    if about := found.get("budget"):
        yield _of_when(about, say_budget.total(about.first(budget.total)))
    if about := found.get("satisfaction"):
        yield _of_when(about, say_satisfaction.total(about.first(satisfaction.total)))
    if about := found.get("plan"):
        yield _of_when(about, say_plan.progress(about.first(plan.chosen_round)))
    if about := found.get("measures"):
        yield _of_when(about, say_measures.total(about.first(measures.total, today)))


def _of_when(about: Material, sentence: str) -> str:
    return f"{about.time}: {sentence}"


def _dated(found: Materials, notice: say.Notice) -> str:
    about = found.get(notice.data_set)
    return f"{notice.text} ({about.time})" if about else notice.text


def _notices(found: Materials, today: date) -> list[say.Notice]:
    notices: list[say.Notice | None] = []
    if about := found.get("plan"):
        notices.append(say.plan(about.first(plan.chosen_round), about.ask(overview.most_missing_dimension)))
    if about := found.get("budget"):
        notices += [
            say.budget(about.ask(overview.furthest_behind)),
            say.missing_divisions(about.ask(overview.missing_divisions)),
            say.printed_total(about.first(budget.total), about.ask(budget.stated_rate)),
        ]
    if about := found.get("measures"):
        notices.append(say.measures(about.first(measures.total, today)))
    if about := found.get("satisfaction"):
        notices.append(say.satisfaction(about.ask(satisfaction.by_division)))
    return say.by_urgency(notices)
