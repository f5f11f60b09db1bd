"""What the state of the measures says, in a sentence."""

from typing import Any

import pandas as pd

from sentences.headline import Headline
from sentences.plan import target
from vocabulary import thai
from vocabulary.columns import word
from vocabulary.language import _

MOST_NAMED = 6
"""Measures named in a sentence; the others stand in the table."""


def headline(row: pd.Series) -> Headline:
    """Measures done of all."""
    value = f"{thai.number(row.done)}/{thai.number(row.measures)}"
    basis = _("{ongoing} ongoing, {not_started} not started, {no_case} without a case").format(
        ongoing=thai.number(row.ongoing),
        not_started=thai.number(row.not_started),
        no_case=thai.number(row.no_case),
    )
    if row.done + row.no_case == row.measures:
        return Headline(value, "reached", _("all done"), basis)
    return Headline(value, "behind" if row.not_started else "neutral", _("not all done yet"), basis)


def total(row: pd.Series) -> str:
    """How many measures are done, go on, have not begun or had no case."""
    return _(
        "Of {measures} measures {done} are done, {ongoing} are ongoing, {not_started} not started and"
        " {no_case} without a case."
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
        unit=" ".join(first.responsible.split()),
        measures=thai.number(first.measures),
        done=thai.number(first.done),
    )


def evidence(frame: pd.DataFrame) -> str:
    """How many measures have evidence and which have none; that unknown does not mean missing."""
    with_it, without, unknown = (
        frame[frame.evidence == answer].iloc[0] for answer in ("yes", "no", "unknown")
    )
    told = [
        _("{count} of {measures} measures have evidence.").format(
            count=thai.number(with_it.measures), measures=thai.number(frame.measures.sum())
        )
    ]
    if without.measures:
        told.append(
            _("{count} have none: no. {numbers}.").format(
                count=thai.number(without.measures), numbers=_numbers(without)
            )
        )
    if unknown.measures:
        said = _(
            "Of {count} it is unknown, which does not mean that it is missing: it may have been lost in"
            " copying."
        )
        told.append(said.format(count=thai.number(unknown.measures)))
    return " ".join(told)


def _numbers(row: pd.Series) -> str:
    return thai.digits(row.measure_nos)


def suggestion(row: pd.Series) -> str:
    """How many measures carry no suggestion, said once; nothing where every one does."""
    if not row.without_suggestion:
        return ""
    if row.without_suggestion == row.measures:
        said = _("The suggestion is left empty in all {measures} measures; the ITA report wants one as text.")
    else:
        said = _(
            "The suggestion is left empty in {count} of {measures} measures; the ITA report wants one as"
            " text."
        )
    return said.format(count=thai.number(row.without_suggestion), measures=thai.number(row.measures))


def due(row: pd.Series, late: pd.DataFrame) -> str:
    """How many open measures are overdue, which, and how many are due soon or have no date; `late` are those
    with a date."""
    if not row.dated:
        return _("No measure has a due date, so it cannot be told which are late.")
    overdue = late[late.days_left < 0]
    if overdue.empty:
        told = [_("No measure is overdue.")]
    else:
        listed = [
            _("no. {number} by {days} days").format(
                number=thai.digits(each.measure_no), days=thai.number(-each.days_left)
            )
            for each in overdue.itertuples()
        ]
        told = [
            _("Overdue: {count} ({listed}).").format(count=thai.number(len(overdue)), listed=_some(listed))
        ]
    if row.due_soon:
        told.append(
            _("{count} more are due within {days} days.").format(
                count=thai.number(row.due_soon), days=thai.number(row.soon_days)
            )
        )
    if row.without_due:
        told.append(
            _("{count} that are not done yet have no due date.").format(count=thai.number(row.without_due))
        )
    return " ".join(told)


def _some(listed: list[str]) -> str:
    """The first of them, and how many more there are."""
    more = len(listed) - MOST_NAMED
    return ", ".join(listed[:MOST_NAMED]) + (
        f" {_('and {count} more').format(count=thai.number(more))}" if more > 0 else ""
    )


def days_left(days: float | None) -> str:
    """How long until a measure is due; nothing where no date is set or nothing is left to do."""
    if days is None or thai.is_missing(days):
        return ""
    if days < 0:
        return _("overdue by {days} days").format(days=thai.number(-days))
    return _("{days} days left").format(days=thai.number(days)) if days else _("due today")


def changed(frame: pd.DataFrame, year: int) -> str:
    """What is otherwise than in an earlier fiscal year: the measures whose status or evidence changed, new
    and vanished ones."""
    told = [
        name.format(count=thai.number(len(rows)), listed=_some([say(row) for row in rows.itertuples()]))
        for name, change, say in (
            (_("status changed in {count}: {listed}"), "status_changed", _other_status),
            (_("evidence changed in {count}: {listed}"), "evidence_changed", _other_evidence),
            (_("worded or numbered otherwise: {count} ({listed})"), "reworded", _number),
            (_("new: {count} ({listed})"), "new_measure", _number),
            (_("no longer there: {count} ({listed})"), "vanished", _number),
        )
        if not (rows := frame[frame.change == change]).empty
    ]
    if not told:
        return _("Nothing has changed since {year}.").format(year=thai.fiscal_year(year))
    return _("Compared with {year}: {changes}.").format(year=thai.fiscal_year(year), changes="; ".join(told))


def _number(row: Any) -> str:
    return _("no. {number}").format(number=thai.digits(row.measure_no))


def _other_status(row: Any) -> str:
    return f"{_number(row)} {word(row.earlier_status)} → {word(row.status)}"


def _other_evidence(row: Any) -> str:
    return f"{_number(row)} {word(row.earlier_evidence)} → {word(row.evidence)}"


def target_missed(plan: pd.Series) -> str:
    """Measure 18 is done when the plan is followed up; its target of 80 % is another matter."""
    said = _(
        "Done is not target met: the measure that follows up the plan may be done as an activity,"
        " while of the plan's projects {rate} are carried out against a target of {target}."
    )
    if plan.projects_short == 0:
        said = _(
            "The target of the measure that follows up the plan is met: {rate} of its projects against a"
            " target of {target}."
        )
    return said.format(rate=thai.percent_in_words(plan.projects_rate), target=target(plan.target))


def found(frame: pd.DataFrame) -> str:
    """How many measures stand in a table."""
    return _("{count} measures, each with its result and the row of the file.").format(
        count=thai.number(len(frame))
    )
