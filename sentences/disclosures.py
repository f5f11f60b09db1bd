"""What must be public says, in a sentence: what is past its due day, what is due, what has no address."""

from dataclasses import replace
from typing import Any

import pandas as pd

from sentences.headline import Headline
from sentences.listing import several
from sentences.overview import Notice
from vocabulary import thai
from vocabulary.columns import name_of
from vocabulary.language import N_, _

MOST_NAMED = 5
"""What is named in a sentence at most; all of it stands in the table."""


def headline(row: pd.Series) -> Headline:
    """What is published and not past its due day, of all."""
    value = f"{thai.number(row.in_time)}/{thai.number(row.disclosures)}"
    if row.past_due:
        return Headline(value, "behind", _("some past the due day"), total(row))
    if row.without_address:
        return Headline(value, "behind", _("some without an address"), total(row))
    return Headline(value, "reached", _("none past the due day"), total(row))


def proof(frame: pd.DataFrame) -> Headline | None:
    """How what a measure wants public stands (`frame`: its total); None where nothing is named for it."""
    if frame.empty:
        return None
    row = frame.iloc[0]
    of_measure = headline(row)
    value = _("{count} published on time").format(count=of_measure.value)
    return replace(of_measure, value=value, status=" · ".join(_lacking(row)))


def total(row: pd.Series) -> str:
    """How much must be public, and how it stands on the day on which the list is judged."""
    messages = {
        "past_due": N_("{count} past due"),
        "due_this_month": N_("{count} due by the end of the month"),
        "undated": N_("{count} without a due day"),
        "without_address": N_("{count} without an address"),
    }
    states = [_(text).format(count=thai.number(row[name])) for name, text in messages.items() if row[name]]
    whole = _("Things that must be public, as of {day}: {count}.")
    parts = _("Things that must be public, as of {day}: {count} ({states}).")
    return (parts if states else whole).format(
        day=thai.day(row.judged_on), count=thai.number(row.disclosures), states=several(states)
    )


def by_unit(frame: pd.DataFrame) -> str:
    """Which units have something past its due day or without an address."""
    behind = frame[(frame.past_due > 0) | (frame.without_address > 0)]
    if behind.empty:
        return _("No unit has anything past its due day or without an address.")
    return _("To be put right: {listed}.").format(listed=_some(list(map(_unit, behind.itertuples()))))


def _unit(row: Any) -> str:
    return f"{name_of(row.responsible)} ({several(_lacking(row))})"


def _lacking(row: Any) -> list[str]:
    """How much is past its due day and how much has no address, as far as there is any."""
    lacking = (row.past_due, N_("{count} past due")), (row.without_address, N_("{count} without an address"))
    return [_(words).format(count=thai.number(count)) for count, words in lacking if count]


def due(row: pd.Series, frame: pd.DataFrame) -> str:
    """What is past its due day, and what must be published by the end of the month in which the list is
    judged."""
    past = [_thing(each) for each in frame[frame.days_left < 0].itertuples()]
    month = [_thing(each) for each in frame[frame.days_left >= 0].itertuples()]
    month_name = thai.month_in_full(row.judged_on)
    sentences = [
        _("Nothing is due by the end of {month}.").format(month=month_name)
        if not month
        else _("To be published by the end of {month}: {count} ({listed}).").format(
            month=month_name, count=thai.number(len(month)), listed=_some(month)
        )
    ]
    if past:
        overdue = _("Past the due day: {count} ({listed}).")
        sentences.append(overdue.format(count=thai.number(len(past)), listed=_some(past)))
    if row.undated:
        undated = _("Of {count} no due day is told, so it is not known whether they are late.")
        sentences.append(undated.format(count=thai.number(row.undated)))
    return " ".join(sentences)


def _thing(row: Any) -> str:
    return f"{row.disclosure} {thai.day(row.next_due)}"


def without_address(frame: pd.DataFrame) -> str:
    """How much has no address, where the public would find it."""
    if frame.empty:
        return _("Everything has an address where it is published.")
    return _("Without an address where it is published: {count} ({listed}).").format(
        count=thai.number(len(frame)), listed=_some(list(frame.disclosure))
    )


def fresh(frame: pd.DataFrame) -> str:
    """What was brought up to date longest ago, and of how much no day of an update is told."""
    dated = frame[frame.days_old.notna()]
    sentences = []
    if not dated.empty:
        oldest = dated.iloc[0]
        sentence = _("Brought up to date longest ago: {thing}, {day} ({days} days before).")
        sentences.append(
            sentence.format(
                thing=oldest.disclosure,
                day=thai.day(oldest.updated_on),
                days=thai.number(oldest.days_old),
            )
        )
    if missing := len(frame) - len(dated):
        unknown = _("Of {count} it is not told when they were brought up to date.")
        sentences.append(unknown.format(count=thai.number(missing)))
    return " ".join(sentences)


def notice(row: pd.Series) -> Notice | None:
    """How much is past its due day or has no address; None where nothing is."""
    if not (states := _lacking(row)):
        return None
    text = _("What must be public: {states}").format(states=" · ".join(states))
    return Notice("behind", text, "disclosures", (("tab", "due" if row.past_due else "address"),))


def _some(listed: list[str]) -> str:
    """The first of them, and how many more there are."""
    more = len(listed) - MOST_NAMED
    first = ", ".join(listed[:MOST_NAMED])
    return first if more <= 0 else f"{first} {_('and {count} more').format(count=thai.number(more))}"
