"""What the state of the measures says, in a sentence."""

import pandas as pd

import thai
from language import _
from sentences.headline import Headline
from sentences.plan import target


def headline(row: pd.Series) -> Headline:
    """Measures done of all."""
    value = f"{thai.number(row.done)}/{thai.number(row.measures)}"
    basis = _("{ongoing} ongoing, {not_started} not started, {no_case} without a case").format(
        ongoing=thai.number(row.ongoing), not_started=thai.number(row.not_started), no_case=thai.number(row.no_case)
    )
    if row.done + row.no_case == row.measures:
        return Headline(value, "reached", _("all done"), basis)
    return Headline(value, "behind" if row.not_started else "neutral", _("not all done yet"), basis)


def total(row: pd.Series) -> str:
    """How many measures are done, go on, have not begun or had no case."""
    return _(
        "Of {measures} measures {done} are done, {ongoing} are ongoing, {not_started} not started and {no_case} without a case."
    ).format(
        measures=thai.number(row.measures),
        done=thai.number(row.done),
        ongoing=thai.number(row.ongoing),
        not_started=thai.number(row.not_started),
        no_case=thai.number(row.no_case),
    )


def by_unit(frame: pd.DataFrame) -> str:
    """Which unit answers for the most measures."""
    first = frame.iloc[0]
    return _("{unit} answers for the most measures: {measures}, of which {done} are done.").format(
        unit=" ".join(first.responsible.split()), measures=thai.number(first.measures), done=thai.number(first.done)
    )


def evidence(row: pd.Series) -> str:
    """How many measures name evidence, and how many carry no suggestion."""
    return _("Evidence is attached to {with_evidence} of {measures}; {without_suggestion} carry no suggestion.").format(
        with_evidence=thai.number(row.with_evidence),
        measures=thai.number(row.measures),
        without_suggestion=thai.number(row.without_suggestion),
    )


def target_missed(plan: pd.Series) -> str:
    """Measure 18 is done when the plan is followed up; its target of 80 % is another matter."""
    return _(
        "Done is not target met: the measure that follows up the plan may be done as an activity,"
        " while of the plan's projects {rate} are carried out against a target of {target}."
    ).format(rate=thai.percent_in_words(plan.projects_rate), target=target(plan.target))


def found(frame: pd.DataFrame, total: pd.Series) -> str:
    """How many measures are in view of all."""
    return _("{found} of {measures} measures in view.").format(
        found=thai.number(len(frame)), measures=thai.number(total.measures)
    )
