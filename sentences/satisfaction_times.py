"""How satisfaction changed, in a sentence."""

import pandas as pd

from sentences.satisfaction import change, points, printed_difference, same, score
from vocabulary import thai
from vocabulary.columns import word
from vocabulary.language import N_, _


def years(frame: pd.DataFrame) -> str:
    """From where to where the mean of all went; that there is only one year."""
    known = frame[frame.value.isna()].dropna(subset=["score"])
    if len(known) < 2:
        return _("There is only one year with scores, so that there is no course of time to show.")
    first, last = known.iloc[0], known.iloc[-1]
    sentence = _("From {first} to {last} the mean of all went from {before} to {now} ({change}).").format(
        first=thai.fiscal_year(int(first.fiscal_year)),
        last=thai.fiscal_year(int(last.fiscal_year)),
        before=score(first.score),
        now=score(last.score),
        change=_signed(printed_difference(last.score, first.score)),
    )
    steps = known.dropna(subset=["change_points"])
    # What falls by less than is printed would be read as a fall by 0.00.
    falls = steps[steps.change_points.map(lambda points: thai.rounded(points, 2) < 0)]
    if falls.empty:
        return sentence
    listed = ", ".join(thai.fiscal_year(int(year)) for year in falls.fiscal_year)
    return f"{sentence} {_('It fell in {years}.').format(years=listed)}"


def _signed(difference: float) -> str:
    if same(difference, 0):
        return _("no change")
    message = _("{points} points more") if difference > 0 else _("{points} points less")
    return message.format(points=points(difference))


ROSE = {
    "division": N_("Divisions that rose: {up}, that fell: {down}."),
    "dimension_no": N_("Dimensions that rose: {up}, that fell: {down}."),
    "question_no": N_("Questions that rose: {up}, that fell: {down}."),
}


def compared(
    frame: pd.DataFrame, now: pd.Series, earlier_total: pd.DataFrame, year: int, by: str = "division"
) -> str:
    """How the mean of all changed, what fell most, and what is new, gone or renamed; whether the
    difference may be chance. `earlier_total` is one row, or none where the earlier year has nothing of what
    is in view; `by` is the column that tells rows apart."""
    sentences = [change(now, earlier_total, year)]
    sentences += [_chance(now, earlier_total), *_most_changed(frame.dropna(subset=["change_points"]), by)]
    for kind, message in (("new", _("New: {names}.")), ("gone", _("No longer there: {names}."))):
        names = [_name(name) for name in frame[frame.difference_kind == kind].told_apart]
        sentences += [message.format(names=", ".join(names))] if names else []
    sentences += [
        _("{name} was called “{before}”.").format(name=_name(row.told_apart), before=row.told_before)
        for row in frame[frame.difference_kind == "renamed"].itertuples()
    ]
    return " ".join(filter(None, sentences))


def _most_changed(both: pd.DataFrame, by: str) -> list[str]:
    """How many rose and fell, and which fell most; `both` begins with it."""
    # Of one nothing is to be ranked.
    if len(both) < 2:
        return []
    rounded = [thai.rounded(difference, 2) for difference in both.change_points]
    sentences = [
        _(ROSE[by]).format(
            up=thai.number(sum(each > 0 for each in rounded)),
            down=thai.number(sum(each < 0 for each in rounded)),
        )
    ]
    lowest = both.iloc[0]
    if rounded[0] < 0:
        most = _("Fell most: {name} ({points} points).")
        sentences.append(most.format(name=_name(lowest.told_apart), points=points(lowest.change_points)))
    return sentences


def _chance(now: pd.Series, earlier_total: pd.DataFrame) -> str:
    """Whether the confidence intervals of two means overlap; nothing where there are none."""
    # No respondents, no interval.
    if earlier_total.interval_low.isna().all() or thai.is_missing(now.interval_low):
        return ""
    before = earlier_total.iloc[0]
    # Intervals that only overlap prove nothing, so “may be chance” is all that is said.
    if now.interval_low > before.interval_high or before.interval_low > now.interval_high:
        return thai.digits(_("The 95% confidence intervals do not overlap: the difference is hardly chance."))
    return thai.digits(_("The 95% confidence intervals overlap: the difference may be chance."))


def _name(name: str) -> str:
    return thai.digits(word(name))
