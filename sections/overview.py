"""What the overview, the presentation and the executive summary tell of a subject: its headline figure, what
wants attention, and what is worth knowing."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from charts import overview as draw
from queries import budget, measures, overview, plan, satisfaction
from sections.choice import Chosen
from sections.subject import Question, Remarks, Subject, Subjects
from sentences import budget as say_budget
from sentences import measures as say_measures
from sentences import overview as say
from sentences import plan as say_plan
from sentences import satisfaction as say_satisfaction
from sentences.headline import Headline
from sentences.overview import Notice
from vocabulary import thai
from vocabulary.language import N_, _


@dataclass(frozen=True)
class Headlines:
    """What is told of a subject at a glance; name, label and unit are messages to translate."""

    name: str
    """What the subject is called where little room is."""
    label: str
    """What its headline figure is."""
    question: Question
    """Its first row is what `headline` and `sentence` speak of."""
    headline: Callable[[pd.Series], Headline]
    figure: Callable[[pd.Series], float]
    unit: str
    """Of the figure."""
    by_year: Question
    """How the figure went: fiscal_year, percent."""
    sentence: Callable[[pd.Series], str]
    notices: Callable[[Subject], Sequence[Notice | None]]
    """What wants attention, None where nothing does."""
    worth_knowing: Callable[[Subject], Sequence[str]]
    missing: Question | None = None
    """The quarters that are due and have no data."""
    of_source: Callable[[Subject], Sequence[str]] = lambda _subject: ()
    """What the source itself states."""

    def row(self, subject: Subject) -> Any:
        """The figures that it is told of."""
        return subject.first(self.question)


def _budget_notices(subject: Subject) -> Sequence[Notice | None]:
    return (
        say.budget(subject.ask(overview.furthest_behind)),
        say.missing_divisions(subject.ask(overview.missing_divisions)),
        say.printed_total(subject.first(budget.total), subject.ask(budget.stated_rate)),
    )


def _of_budget_source(subject: Subject) -> Sequence[str]:
    total, printed = subject.first(budget.total), subject.ask(budget.summed_and_stated)
    return say.stated(printed, total, subject.ask(budget.stated_rate)), say_budget.remaining(total)


def _plan_notices(subject: Subject) -> Sequence[Notice | None]:
    return (say.plan(subject.first(plan.chosen_round), subject.ask(overview.most_missing_dimension)),)


def _worth_knowing_of_plan(subject: Subject) -> Sequence[str]:
    now = subject.first(plan.chosen_round)
    return say_plan.progress(now), say_plan.ranking(subject.ask(plan.ranking), now)


def _measures_notices(subject: Subject) -> Sequence[Notice | None]:
    return (say.measures(subject.first(measures.total)),)


def _satisfaction_notices(subject: Subject) -> Sequence[Notice | None]:
    return (say.satisfaction(subject.ask(satisfaction.by_division)),)


HEADLINES = {
    "budget": Headlines(
        N_("Budget"),
        N_("Disbursed rate"),
        budget.total,
        say_budget.headline,
        lambda row: thai.as_percent(row.disbursed_rate),
        "%",
        overview.disbursed_by_year,
        say_budget.total,
        _budget_notices,
        lambda subject: (say_budget.total(subject.first(budget.total)),),
        overview.missing_quarters,
        of_source=_of_budget_source,
    ),
    "satisfaction": Headlines(
        N_("Satisfaction"),
        N_("Mean satisfaction"),
        satisfaction.total,
        say_satisfaction.headline,
        lambda row: row.score,
        "%",
        overview.satisfaction_by_year,
        say_satisfaction.total,
        _satisfaction_notices,
        lambda subject: (say_satisfaction.by_division(subject.ask(satisfaction.by_division)),),
    ),
    "plan": Headlines(
        N_("Plan"),
        N_("Plan projects done"),
        plan.chosen_round,
        say_plan.headline,
        lambda row: thai.as_percent(row.projects_rate),
        "%",
        overview.plan_by_year,
        say_plan.progress,
        _plan_notices,
        _worth_knowing_of_plan,
    ),
    "measures": Headlines(
        N_("Measures"),
        N_("Measures done (of all)"),
        measures.total,
        say_measures.headline,
        lambda row: row.done,
        N_("items"),
        overview.measures_by_year,
        say_measures.total,
        _measures_notices,
        lambda subject: (say_measures.total(subject.first(measures.total)),),
    ),
}
"""By data set, in the order of the overview's cards."""
URGENCY = ("plan", "budget", "measures", "satisfaction")
"""In which order notices of the same urgency stand."""


def notices(subjects: Subjects) -> list[Notice]:
    """What wants attention of the subjects, most urgent first."""
    listed = [HEADLINES[name].notices(subjects[name]) for name in URGENCY if name in subjects]
    return say.by_urgency([notice for some in listed for notice in some])


def worth_knowing(subjects: Subjects) -> Remarks:
    """What is worth knowing of the subjects besides their headline figures."""
    return Remarks(_("Worth knowing"), tuple(_lines(subjects, lambda name: HEADLINES[name].worth_knowing)))


def on_the_source(subjects: Subjects) -> Remarks:
    """From which files the figures are, and what these state themselves."""
    lines = _lines(subjects, lambda name: lambda each: (each.source, *HEADLINES[name].of_source(each)))
    return Remarks(_("On the source data"), tuple(lines))


def _lines(
    subjects: Subjects, tell: Callable[[str], Callable[[Subject], Sequence[str]]]
) -> Iterator[tuple[str, str]]:
    for name in URGENCY:
        if name in subjects:
            yield from ((_(HEADLINES[name].name), sentence) for sentence in tell(name)(subjects[name]))


def card(subject: Subject, chosen: Chosen) -> str:
    """The card of a subject's headline figure as HTML: how it stands in words (and colour), what it is made
    from, how it went over the years, and how fresh it is."""
    headlines, scope = HEADLINES[subject.data_set], subject.resolved
    subject = replace(subject, scope=scope)
    total, years, label = headlines.row(subject), subject.ask(headlines.by_year), _(headlines.label)
    headline, target = headlines.headline(total), total.get("target")
    goal = None if target is None else thai.as_percent(float(target))
    fresh = say.freshness(
        subject.data_set,
        scope.fiscal_year,
        scope.as_of or scope.round_months,
        subject.today,
        # Of years that were not asked for nothing due is said.
        alone=chosen.get("fy") == str(scope.fiscal_year),
        missing=subject.ask(headlines.missing, subject.today) if headlines.missing else (),
    )
    course = draw.sparkline(years, say.course(label, years), goal)
    change = say.change(years)
    return draw.card(
        label, headline.value, headline.tone, headline.status, headline.basis, change, course, fresh
    )
