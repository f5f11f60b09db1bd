"""What changed in the budget between two times, and what was moved within it, in sentences."""

from collections.abc import Callable
from typing import Any

import pandas as pd

from sentences.budget import not_reported, unstated
from vocabulary import thai
from vocabulary.columns import word
from vocabulary.language import N_, _, counted


def changes(total: pd.Series, parts: pd.DataFrame, part: str) -> str:
    """How much more or less is paid, at which rate, where it changed most, and whether the two times can be
    compared at all."""
    # What is in view may be a division or line that one time has not.
    if not (total.lines_before and total.lines):
        year = total.fiscal_year_before if total.lines else total.fiscal_year
        return _("{year} has no line of what is in view.").format(year=thai.fiscal_year(year))
    statements = [_paid(total)]
    if not thai.is_missing(total.rate_change):
        statements.append(_rate(total))
    sentence = _("Against {time}, {changes}.").format(time=_time(total), changes=_joined(statements))
    return " ".join([sentence, *_largest(parts, part), *_unstated(total), *_stage(total)])


def _joined(statements: list[str]) -> str:
    *first, last = statements
    return _("{first} and {last}").format(first=", ".join(first), last=last) if first else last


def _same_day(total: pd.Series) -> bool:
    return bool((total.as_of_before.month, total.as_of_before.day) == (total.as_of.month, total.as_of.day))


def _time(total: pd.Series) -> str:
    year, day = thai.fiscal_year(total.fiscal_year_before), thai.day(total.as_of_before)
    # The usual comparison has shorter words.
    if total.fiscal_year_before == total.fiscal_year - 1 and _same_day(total):
        return _("the year before on the same day ({day})").format(day=day)
    return _("{year} as of {day}").format(year=year, day=day)


def _paid(total: pd.Series) -> str:
    if not thai.is_missing(total.disbursed_change):
        return _change(_("disbursed"), total.disbursed_before, total.disbursed, thai.baht)
    return _("disbursed cannot be compared (before: {before}, now: {now})").format(
        before=_amount(total.disbursed_before), now=_amount(total.disbursed)
    )


def _amount(paid: float) -> str:
    return not_reported() if thai.is_missing(paid) else thai.baht(paid)


def _unstated(total: pd.Series) -> list[str]:
    """How many lines of either time state no payment, where others of it do."""
    then = pd.Series({name: total[f"{name}_before"] for name in ("lines", "lines_unstated", "unstated")})
    both = ((_("Before: {said}"), unstated(then)), (_("Now: {said}"), unstated(total)))
    return [message.format(said=sentence) for message, sentence in both if sentence]


def _change(what: str, before: float, now: float, write: Callable[[float], str]) -> str:
    if now == before:
        message = _("{what} is unchanged ({now})")
    elif now > before:
        message = _("{what} rose by {change} from {before}")
    else:
        message = _("{what} fell by {change} from {before}")
    return message.format(what=what, change=write(abs(now - before)), before=write(before), now=write(now))


def _rate(total: pd.Series) -> str:
    # Less than is printed would read as a rise by 0.00 points.
    if not thai.rounded(total.rate_change, 2):
        message = _("the disbursed rate is unchanged ({now})")
    elif total.rate_change > 0:
        message = _("the disbursed rate rose by {points} to {now}")
    else:
        message = _("the disbursed rate fell by {points} to {now}")
    return message.format(
        points=thai.points(abs(total.rate_change)),
        now=thai.percent_in_words(total.disbursed_rate),
    )


def _largest(parts: pd.DataFrame, part: str) -> list[str]:
    changed = parts[parts.disbursed_change.notna() & (parts.disbursed_change != 0)]
    # The only part has changed by what the whole has.
    if len(parts) < 2 or changed.empty:
        return []
    largest = changed.iloc[0]
    change = thai.signed(largest.disbursed_change, thai.baht)
    return [_("The largest change: {part} ({change}).").format(part=largest[part], change=change)]


def _stage(total: pd.Series) -> list[str]:
    """That amounts are cumulative, where the two days are not the same of their years."""
    if _same_day(total):
        return []
    if total.fiscal_year_before == total.fiscal_year:
        return [_("Amounts are cumulative from 1 October: the change is what came between the two days.")]
    message = _(
        "{before} and {now} are different stages of their years, so that cumulative amounts are not like for"
        " like."
    )
    return [message.format(before=thai.day(total.as_of_before), now=thai.day(total.as_of))]


def names(frame: pd.DataFrame) -> str:
    """How many divisions and lines only one of two times has, and what is only a guess."""
    if frame.empty:
        return _("Both times have the same divisions and lines.")
    lines = frame[frame.part == "item"]
    sentences = [*_divisions(frame[frame.part == "division"]), *_new_and_vanished(lines)]
    for kind, one, more in (
        ("renamed", N_("{count} line is probably renamed."), N_("{count} lines are probably renamed.")),
        (
            "moved",
            N_("{count} line probably stands elsewhere now."),
            N_("{count} lines probably stand elsewhere now."),
        ),
    ):
        count = (lines.kind == kind).sum()
        if count:
            sentences.append(counted(count, one, more).format(count=thai.number(count)))
    if frame.similarity.notna().any():  # what has one was paired by its spelling
        sentences.append(_("What is probable rests on names that are alike; no amounts are merged by it."))
    return " ".join(sentences)


def _divisions(frame: pd.DataFrame) -> list[str]:
    sentences = []
    for kind in dict.fromkeys(frame.kind):
        named = ", ".join(_name(row) for row in frame[frame.kind == kind].itertuples(index=False))
        sentences.append(_("Divisions, {kind}: {names}.").format(kind=word(kind).lower(), names=named))
    return sentences


def _name(row: Any) -> str:
    if thai.is_missing(row.similarity):
        return str(row.name if thai.is_missing(row.name_before) else row.name_before)
    return f"{row.name_before} → {row.name}"


def _new_and_vanished(lines: pd.DataFrame) -> list[str]:
    sentences = []
    new = (
        N_("{count} line is new ({baht} after transfers)."),
        N_("{count} lines are new ({baht} after transfers)."),
    )
    vanished = (
        N_("{count} line vanished ({baht} after transfers)."),
        N_("{count} lines vanished ({baht} after transfers)."),
    )
    # What vanished has its budget in the column of the earlier time.
    for kind, time, messages in (("new", "", new), ("vanished", "_before", vanished)):
        of_kind = lines[lines.kind == kind]
        if len(of_kind):
            revised = thai.baht(of_kind[f"revised{time}"].sum())
            message = counted(len(of_kind), *messages)
            sentences.append(message.format(count=thai.number(len(of_kind)), baht=revised))
    return sentences


def transfers(total: pd.Series, whole: bool) -> str:
    """How much was moved in how many lines, and whether it nets to zero (a finding where it does not and the
    `whole` ordinance is in view)."""
    if not total.lines_moved:
        return _("Nothing was transferred in what is in view (lines: {lines}).").format(
            lines=thai.number(total.lines)
        )
    sentence = _(
        "Lines with transfers: {lines_moved} of {lines}; {transfer_in} in and {transfer_out} out."
    ).format(
        lines_moved=thai.number(total.lines_moved),
        lines=thai.number(total.lines),
        transfer_in=thai.baht(total.transfer_in),
        transfer_out=thai.baht(total.transfer_out),
    )
    return f"{sentence} {_net(total, whole)}"


def _net(total: pd.Series, whole: bool) -> str:
    if not total.net_transfer:
        return _("They net to zero.")
    message = _("Net {net}: within a part of the ordinance that is natural.")
    # Money goes from one line to another: over all of them it can only net to zero.
    if whole:
        message = _(
            "They do not net to zero ({net}), as they must over a whole ordinance; the file may have only a"
            " part of it."
        )
    return message.format(net=thai.signed(total.net_transfer, thai.baht))
