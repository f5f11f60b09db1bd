"""What the state of the measures says, in a sentence."""

from typing import Any

import pandas as pd

from sentences.headline import Headline
from sentences.plan import target
from vocabulary import thai
from vocabulary.columns import name_of, word
from vocabulary.language import N_, _, counted

COUNTED = ("measures", "done", "ongoing", "not_started", "no_case", "unknown")
MOST_NAMED = 3
"""Measures named in a sentence; the others stand in the table."""


def headline(row: pd.Series) -> Headline:
    """Measures done of all."""
    value = f"{thai.number(row.done)}/{thai.number(row.measures)}"
    basis = _statuses(row, COUNTED[2:])
    # Where there was no case there was nothing to do.
    if row.done + row.no_case == row.measures:
        return Headline(value, "reached", _("all done"), basis)
    return Headline(value, "behind" if row.not_started else "neutral", _("not all done yet"), basis)


def total(row: pd.Series) -> str:
    """How many measures are done, go on, have not begun or had no case."""
    return _("Measures: {measures} ({statuses}).").format(
        measures=thai.number(row.measures), statuses=_statuses(row, COUNTED[1:])
    )


def _statuses(row: pd.Series, statuses: tuple[str, ...]) -> str:
    """How many measures stand how, as far as there are any."""
    return ", ".join(
        _("{status}: {count}").format(status=word(name), count=thai.number(row[name]))
        for name in statuses
        if row[name]
    )


def by_unit(frame: pd.DataFrame) -> str:
    """Which unit answers for the most measures."""
    first = frame.iloc[0]
    return _("{unit} answers for the most measures: {measures}, of which {done} are done.").format(
        unit=name_of(first.responsible),
        measures=thai.number(first.measures),
        done=thai.number(first.done),
    )


def evidence(frame: pd.DataFrame) -> str:
    """How many measures have evidence and which have none; that unknown does not mean missing."""
    by_answer = frame.set_index("evidence")
    messages = {
        "yes": _("Measures with evidence: {count} of {measures}."),
        "no": _("{count} have none: no. {numbers}."),
        "unknown": _(
            "Of {count} it is unknown, which does not mean that it is missing: it may have been lost in"
            " copying."
        ),
    }
    total = thai.number(frame.measures.sum())
    return " ".join(
        message.format(
            count=thai.number(by_answer.measures[answer]),
            measures=total,
            numbers=thai.digits(by_answer.measure_nos[answer]),
        )
        for answer, message in messages.items()
        # That none has evidence is worth saying; that none lacks it is not.
        if answer == "yes" or by_answer.measures[answer]
    )


def written(frame: pd.DataFrame) -> str:
    """Of which measures the office's own words stand in the place of the file's; nothing where of none."""
    # The answer has the column only where an office has written something.
    if "written_at" not in frame:
        return ""
    replaced = frame[frame.result_in_file.notna() | frame.suggestion_in_file.notna()]
    if replaced.empty:
        return ""
    message = _(
        "The result or suggestion of the measures {numbers} is as the office has written it since; the words"
        " of the file stand in the workbook."
    )
    return message.format(numbers=", ".join(map(thai.digits, replaced.measure_no)))


def suggestion(row: pd.Series) -> str:
    """How many measures carry no suggestion, said once; nothing where every one does."""
    if not row.without_suggestion:
        return ""
    every = _("The suggestion is left empty in every measure ({measures}); the ITA report wants one as text.")
    some = _(
        "The suggestion is left empty in {count} of {measures} measures; the ITA report wants one as text."
    )
    message = every if row.without_suggestion == row.measures else some
    return message.format(count=thai.number(row.without_suggestion), measures=thai.number(row.measures))


def due(row: pd.Series, late: pd.DataFrame) -> str:
    """How many open measures are overdue, which, and how many are due soon or have no date; `late` are those
    with a date."""
    # Without any due date “none is overdue” would be true and misleading.
    if not row.dated:
        return _("No measure has a due date, so it cannot be told which are late.")
    overdue = late[late.days_left < 0]
    sentences = [_overdue(overdue)]
    if row.due_soon:
        count, days = thai.number(row.due_soon), thai.number(row.soon_days)
        sentences.append(_("Due within {days} days: {count} more.").format(count=count, days=days))
    # Else “none is overdue” would seem to hold for these as well.
    if row.without_due:
        one = N_("{count} that is not done yet has no due date.")
        more = N_("{count} that are not done yet have no due date.")
        undated = counted(row.without_due, one, more)
        sentences.append(undated.format(count=thai.number(row.without_due)))
    return " ".join(sentences)


def _overdue(frame: pd.DataFrame) -> str:
    if frame.empty:
        return _("No measure is overdue.")
    one, more = N_("no. {number} by {days} day"), N_("no. {number} by {days} days")
    listed = [
        counted(-row.days_left, one, more).format(
            number=thai.digits(row.measure_no), days=thai.number(-row.days_left)
        )
        for row in frame.itertuples()
    ]
    return _("Overdue: {count} ({listed}).").format(count=thai.number(len(frame)), listed=_some(listed))


def _some(listed: list[str]) -> str:
    """The first of them, and how many more there are."""
    first = ", ".join(listed[:MOST_NAMED])
    more = len(listed) - MOST_NAMED
    return first if more <= 0 else f"{first} {_('and {count} more measures').format(count=thai.number(more))}"


def days_left(days: float | None) -> str:
    """How long until a measure is due; nothing where no date is set or nothing is left to do."""
    if days is None or thai.is_missing(days):
        return ""
    if days < 0:
        message = counted(-days, N_("overdue by {days} day"), N_("overdue by {days} days"))
        return message.format(days=thai.number(-days))
    message = counted(days, N_("{days} day left"), N_("{days} days left"))
    return message.format(days=thai.number(days)) if days else _("due today")


def changed(frame: pd.DataFrame, year: int) -> str:
    """What is otherwise than in an earlier fiscal year: the measures whose status or evidence changed, new
    and vanished ones."""
    kinds = (
        ("status_changed", _("status changed in {count}: {listed}"), _other_status),
        ("evidence_changed", _("evidence changed in {count}: {listed}"), _other_evidence),
        ("reworded", _("worded or numbered otherwise: {count} ({listed})"), _number),
        ("new_measure", _("new: {count} ({listed})"), _number),
        ("vanished", _("no longer there: {count} ({listed})"), _number),
    )
    changes = []
    for kind, message, write in kinds:
        listed = list(map(write, frame[frame.change == kind].itertuples()))
        if listed:
            changes.append(message.format(count=thai.number(len(listed)), listed=_some(listed)))
    if not changes:
        return _("Nothing has changed since {year}.").format(year=thai.fiscal_year(year))
    return _("Compared with {year}: {changes}.").format(
        year=thai.fiscal_year(year), changes="; ".join(changes)
    )


def _number(row: Any) -> str:
    return _("no. {number}").format(number=thai.digits(row.measure_no))


def _other_status(row: Any) -> str:
    return f"{_number(row)} {word(row.earlier_status)} → {word(row.status)}"


def _other_evidence(row: Any) -> str:
    return f"{_number(row)} {word(row.earlier_evidence)} → {word(row.evidence)}"


def proof(figure: Headline, time: str) -> str:
    """A figure that proves a measure, how it stands, and of when it is."""
    return f"{' · '.join(filter(None, (figure.value, figure.status)))} ({time})"


def proved(frame: pd.DataFrame, measures: int) -> str:
    """How many of the measures are proved by figures, and which are not (`frame`: a row for each figure)."""
    message = _("Of {count} measures, {proved} are proved by figures; the others are told in words.")
    numbers = frame.measure_no.nunique()
    return message.format(count=thai.number(measures), proved=thai.number(numbers))


def target_missed(plan: pd.Series) -> str:
    """Measure 18 is done when the plan is followed up; its target of 80 % is another matter."""
    missed = _(
        "Done is not target met: {rate} of the plan's projects are carried out against a target of {target}."
    )
    met = _(
        "The target of the measure that follows up the plan is met: {rate} of its projects against a"
        " target of {target}."
    )
    return (met if plan.projects_short == 0 else missed).format(
        rate=thai.percent_in_words(plan.projects_rate), target=target(plan.target)
    )


def count(frame: pd.DataFrame) -> str:
    """How many measures stand in a table."""
    return _("Measures with their results and the rows of the file: {count}.").format(
        count=thai.number(len(frame))
    )
