"""What the activities of the measures say, in a sentence."""

from datetime import date
from typing import Any

import pandas as pd

from sentences.headline import Headline, Tone
from sentences.overview import Notice
from vocabulary import thai
from vocabulary.columns import word
from vocabulary.language import N_, _, counted

MOST_NAMED = 5
"""What is named in a sentence at most; all of it stands in the picture and the table."""


def headline(row: pd.Series) -> Headline:
    """Targets met of all; where there is none, what was held."""
    basis = total(row)
    if not row.targets:
        return Headline(thai.number(row.held), "neutral", _("no target is known"), basis)
    value = f"{thai.number(row.targets_met)}/{thai.number(row.targets)}"
    if row.targets_met == row.targets:
        return Headline(value, "reached", _("held as often as wanted"), basis)
    return Headline(value, "behind" if row.is_over else "neutral", _("not all as often as wanted"), basis)


def answer(row: pd.Series) -> str:
    """How many targets are met, where there are any, and what total says."""
    return " ".join([*([_met(row.targets_met, row.targets)] if row.targets else []), total(row)])


def total(row: pd.Series) -> str:
    """How much was held and is planned, and how much of it has evidence."""
    sentences = [
        _("Activities held: {held}, with evidence {evidence}.").format(
            held=thai.number(row.held), evidence=thai.number(row.with_evidence)
        )
    ]
    messages = {
        "held_without_evidence": N_("Without evidence: {count}."),
        "evidence_unknown": N_("Whether there is evidence is unknown of {count}."),
        "to_come": N_("Planned, still to come: {count}."),
        "outside_year": N_("Dated outside the fiscal year, so that they count for no target: {count}."),
    }
    sentences += [
        _(text).format(count=thai.number(row[name])) for name, text in messages.items() if row[name]
    ]
    return " ".join(sentences)


def targets(frame: pd.DataFrame, *, is_over: bool) -> str:
    """What was held as often as wanted, and which division has not held what yet; after the year what it
    missed."""
    if frame.empty:
        return _("No target is known of what is to be held in this year.")
    short = frame[frame.times_short > 0]
    sentences = [_met(len(frame) - len(short), len(frame))]
    if not short.empty:
        message = _("Missed: {listed}.") if is_over else _("Not yet: {listed}.")
        sentences.append(message.format(listed=_some([_short(row) for row in short.itertuples()])))
    if frame.is_whole.all():
        sentences.append(
            _("The file names no division, so it cannot be told how often each of them has met.")
        )
    return " ".join(sentences)


def notice(frame: pd.DataFrame, *, is_over: bool) -> Notice | None:
    """What is held less often than wanted; None where nothing is, and before the year's end where enough is
    planned."""
    short = frame[frame.times_short > (0 if is_over else frame.to_come)]
    if short.empty:
        return None
    text = _("Activities: {listed}").format(listed=_some([_short(row) for row in short.itertuples()], 2))
    return Notice("behind" if is_over else "neutral", text, "activities")


def proof(frame: pd.DataFrame, held: pd.DataFrame, *, is_over: bool) -> Headline | None:
    """What was held for a measure (`held`: its row, or none), and where it wants activities (`frame`: its
    targets), whether all of them are met and who has not met them; None where nothing is recorded."""
    if not frame.empty:
        met = frame[frame.times_short == 0]
        if len(frame) == 1:
            only = frame.iloc[0]
            value = _("{held} × {kind} (target {wanted})").format(
                held=thai.number(only.held),
                kind=word(only.activity_kind).lower(),
                wanted=thai.number(only.times_wanted),
            )
        else:
            value = _("{kind}: {met} of {all} units as often as wanted").format(
                kind=word(frame.activity_kind.iloc[0]),
                met=thai.number(len(met)),
                all=thai.number(len(frame)),
            )
        if len(met) == len(frame):
            return Headline(value, "reached", _("held as often as wanted"), "")
        short = [
            _("{division}: {held} × {kind}").format(
                division=row.division, held=thai.number(row.held), kind=word(row.activity_kind).lower()
            )
            for row in frame[frame.times_short > 0].itertuples()
        ]
        return Headline(value, "behind" if is_over else "neutral", _some(short, 2), "")
    if held.empty:
        return None
    row = held.iloc[0]
    tone: Tone = "reached" if row.held and not row.held_without_evidence else "neutral"
    status = _("planned {count}").format(count=thai.number(row.to_come)) if row.to_come else ""
    held_times = counted(row.held, N_("held {count} time"), N_("held {count} times"))
    return Headline(held_times.format(count=thai.number(row.held)), tone, status, "")


def by_kind(frame: pd.DataFrame) -> str:
    """How much of each kind was held, and of which how much is planned."""
    held = [_kind(row.activity_kind, row.held) for row in frame.itertuples() if row.held]
    to_come = [_kind(row.activity_kind, row.to_come) for row in frame.itertuples() if row.to_come]
    sentences = [_("Held: {listed}.").format(listed=", ".join(held)) if held else _("Nothing was held yet.")]
    if to_come:
        sentences.append(_("Planned: {listed}.").format(listed=", ".join(to_come)))
    return " ".join(sentences)


def by_measure(frame: pd.DataFrame) -> str:
    """For how many measures something was held, and for which something is only planned."""
    if frame.empty:
        return _("No activity names the measure that it is held for.")
    held = frame[frame.held > 0]
    sentences = [_("Measures for which something was held: {count}.").format(count=thai.number(len(held)))]
    if planned := [thai.digits(number) for number in frame[frame.held == 0].measure_no]:
        sentences.append(_("Only planned for measure {numbers}.").format(numbers=", ".join(planned)))
    return " ".join(sentences)


def planned(frame: pd.DataFrame) -> str:
    """How much is still to come, and what comes next."""
    if frame.empty:
        return _("Nothing more is planned in the file.")
    following = frame.iloc[0]
    days = counted(following.days_left, N_("in {days} day"), N_("in {days} days"))
    return _("Planned, still to come: {count}. The next: {activity}, {day} ({days}).").format(
        count=thai.number(len(frame)),
        activity=following.activity,
        day=thai.day(following.held_on),
        days=days.format(days=thai.number(following.days_left)),
    )


def count(frame: pd.DataFrame, today: date) -> str:
    """How many activities stand in a table, and up to which day they count as held."""
    return _(
        "Activities with the rows of the file: {count}. What is dated up to {day} counts as held."
    ).format(count=thai.number(len(frame)), day=thai.day(today))


def _kind(kind: str, times: int) -> str:
    return _("{kind}: {count} times").format(kind=word(kind), count=thai.number(times))


def _met(met: int, targets: int) -> str:
    return _("Held as often as wanted: {met} of {targets}.").format(
        met=thai.number(met), targets=thai.number(targets)
    )


def _short(row: Any) -> str:
    """Who has held how much of what is wanted, and how much is planned."""
    more = _(", {count} planned").format(count=thai.number(row.to_come)) if row.to_come else ""
    return f"{row.division} ({_held_of_wanted(row)}{more})"


def _held_of_wanted(row: Any) -> str:
    return _("{kind} {held} of {wanted}").format(
        kind=word(row.activity_kind), held=thai.number(row.held), wanted=thai.number(row.times_wanted)
    )


def _some(listed: list[str], most: int = MOST_NAMED) -> str:
    """The first of them, and how many more there are."""
    more = len(listed) - most
    first = ", ".join(listed[:most])
    return first if more <= 0 else f"{first} {_('and {count} more').format(count=thai.number(more))}"


def forums(frame: pd.DataFrame) -> str:
    """How many forums were held, and how many people took part where that is told (`frame`: a row each)."""
    people = frame.participants.dropna()
    if people.empty:
        message = counted(len(frame), N_("{count} forum was held."), N_("{count} forums were held."))
    else:
        one = N_("{count} forum was held, with {people} participants.")
        message = counted(len(frame), one, N_("{count} forums were held, with {people} participants."))
    return message.format(count=thai.number(len(frame)), people=thai.number(int(people.sum())))
