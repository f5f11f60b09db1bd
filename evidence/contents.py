"""Which sections each document has, by what an item of the assessment is about (subject in
data/reference/oit_items.csv)."""

from collections.abc import Callable
from dataclasses import dataclass

from evidence.parts import budget, measures, plan, satisfaction, summary
from sections.overview import HEADLINES
from sections.subject import Section, Subjects

SUMMARY = "summary"


@dataclass(frozen=True)
class Contents:
    """The data sets that a document is made from (of which it needs the first; the summary any), the round
    that it is about (in months), and what makes its sections."""

    data_sets: tuple[str, ...]
    sections: Callable[[Subjects], list[Section | None]]
    round_months: int | None = None
    beside: tuple[str, ...] = ()
    """Data sets whose newest figures, of its year or the year before, are told beside."""


CONTENTS = {
    "budget_plan": Contents(("budget",), budget.plan),
    "budget_6m": Contents(("budget",), budget.report, 6),
    "budget_year": Contents(("budget",), budget.report, 12),
    "satisfaction": Contents(("satisfaction",), satisfaction.report),
    "anticorruption_plan": Contents(("plan", "plan_projects"), plan.projects_planned),
    "anticorruption_6m": Contents(("plan", "plan_projects"), plan.report, 6),
    "anticorruption_year": Contents(("plan", "plan_projects"), plan.report, 12),
    "measures_plan": Contents(("measures",), measures.plan),
    "measures_result": Contents(("measures",), measures.report, beside=("plan",)),
    SUMMARY: Contents(tuple(HEADLINES), summary.report),
}
