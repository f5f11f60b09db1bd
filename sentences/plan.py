"""What the plan's figures say, in a sentence."""

from typing import Any

import pandas as pd

from sentences.headline import Headline
from vocabulary import thai
from vocabulary.columns import word
from vocabulary.language import _


def headline(row: pd.Series) -> Headline:
    """Projects done of planned against the target of measure 18."""
    basis = _(
        "{done} of {planned} projects in {months} months; target at least {target} ({needed} projects)"
    ).format(**_progress(row), **_target(row))
    value = thai.percent(row.projects_rate)
    if row.projects_short == 0:
        return Headline(value, "reached", _("on target"), basis)
    if row.round_months == 6:
        # Half-way the year's target cannot be missed yet, so the round's own level is named instead.
        half = _("level {level}, half of the year").format(level=level(row.level))
        return Headline(value, "neutral", half, basis)
    below = _("below target by {points} points").format(points=thai.number(_to_target(row), 2))
    return Headline(value, "behind", below, basis)


def _progress(row: Any) -> dict[str, str]:
    """A round of the plan or of one of its dimensions, as written: projects done of planned."""
    return {
        "months": thai.digits(int(row.round_months)),
        "done": thai.number(row.projects_done),
        "planned": thai.number(row.projects_planned),
        "rate": thai.percent_in_words(row.projects_rate),
    }


def _target(row: pd.Series) -> dict[str, str]:
    """The target of the whole plan, as written: in percent, in projects, and the projects that it lacks."""
    return {
        "target": target(row.target),
        "needed": thai.number(row.projects_needed),
        "short": thai.number(row.projects_short),
    }


def _to_target(row: pd.Series) -> float:
    """Points from the rate up to the target."""
    return thai.as_percent(float(row.target)) - thai.as_percent(row.projects_rate)


def level(name: str | None) -> str:
    """A level of the plan-reporting system in the visitor's language."""
    return thai.NOTHING if name is None or thai.is_missing(name) else word(name)


def progress(row: pd.Series) -> str:
    """One round: how many projects are done, how many are missing to the target, and the level."""
    done = _("In {months} months {done} of {planned} projects are done ({rate}, level {level}).").format(
        **_progress(row), level=level(row.level)
    )
    return f"{done} {gap(row)}"


def gap(row: pd.Series) -> str:
    """How many projects are missing to the target."""
    if row.projects_short == 0:
        message = _("The target of {target} is reached.")
    elif row.round_months == 6:
        message = _(
            "For the year's target of {target} ({needed} of {planned}) {short} more projects must be done"
            " by its end."
        )
    else:
        message = _(
            "{short} more projects must be done to reach the target of {target} ({needed} of {planned})."
        )
    return message.format(**_target(row), planned=thai.number(row.projects_planned))


def target(ratio: float) -> str:
    """The target without decimals: "80%"."""
    return _("{percent}%").format(percent=thai.number(thai.as_percent(float(ratio))))


def answer(row: pd.Series) -> str:
    """The whole plan in one round against its target: projects, points and the number that is missing."""
    return _("In {months} months {done} of {planned} projects are done ({rate}), {against_target}.").format(
        **_progress(row), against_target=_against_target(row)
    )


def _against_target(row: pd.Series) -> str:
    # A dimension may have no projects planned; 0 % of nothing would read as a failure.
    if thai.is_missing(row.projects_rate):
        return _("there is nothing to hold against the target of {target}").format(target=target(row.target))
    if row.projects_short == 0:
        message = _("reaching the target of {target}, {points} points above it")
    elif row.round_months == 6:
        message = _(
            "{points} points below the year's target of {target}; {short} more projects must be done by the"
            " year's end"
        )
    else:
        message = _("{points} points below the target of {target}; projects still to be done: {short}")
    return message.format(**_target(row), points=thai.number(abs(_to_target(row)), 2))


def since(now: pd.Series, before: pd.Series) -> str:
    """How the rate has changed against an earlier round, in points."""
    points = thai.as_percent(now.projects_rate) - thai.as_percent(before.projects_rate)
    if points > 0:
        message = _("Up {points} points on {time}, which had {rate}.")
    elif points < 0:
        message = _("Down {points} points on {time}, which had {rate}.")
    elif points == 0:
        message = _("As much as in {time}: {rate}.")
    else:  # one of the two plans has no projects
        message = _("Cannot be compared with {time} ({rate}).")
    rate = thai.percent_in_words(before.projects_rate)
    return message.format(points=thai.number(abs(points), 2), time=time(before), rate=rate)


def time(row: pd.Series) -> str:
    """Fiscal year and round of a row."""
    months = _("round of {months} months").format(months=thai.digits(row.round_months))
    return f"{thai.fiscal_year(row.fiscal_year)} {months}"


def reports(awaited: pd.DataFrame) -> str:
    """Which report of the plan is due next and in how many days; which ones are overdue and not here."""
    sentences = []
    overdue = awaited[awaited.days < 0]
    if len(overdue):
        one = _("Overdue and not loaded: the report of {last}, due {last_day}")
        several = _("Overdue and not loaded: {count} reports, the last of them {last}, due {last_day}")
        last = overdue.iloc[-1]
        sentence = (one if len(overdue) == 1 else several).format(
            count=thai.number(len(overdue)), last=time(last), last_day=thai.day(last.due)
        )
        sentences.append(sentence)
    # The query ends with the next one, whatever is overdue before it.
    upcoming = awaited.iloc[-1]
    sentences.append(
        _("Next report: {time}, due {day} (days left: {days})").format(
            time=time(upcoming), day=thai.day(upcoming.due), days=thai.number(upcoming.days)
        )
    )
    return " · ".join(sentences)


def of_the_whole(row: pd.Series, sentence: str) -> str:
    """`sentence` as one on the whole plan, for a page that is narrowed to a part of it."""
    return _("Whole plan (projects: {planned}): {sentence}").format(
        planned=thai.number(row.projects_planned), sentence=sentence
    )


def narrowed(choices: list[str], counted: str, *, of_dimension: bool, by_status: bool) -> str:
    """What the choices leave of the plan, and which figures of the page are of more than they leave."""
    if not of_dimension:
        message = _("Chosen ({choices}): {counted}. The figures above and the picture are of the whole plan.")
    elif by_status:
        message = _("Chosen ({choices}): {counted}. The figures above are of the whole dimension.")
    else:
        message = _("Chosen ({choices}): {counted}. The picture shows the whole plan.")
    return message.format(choices=" · ".join(choices), counted=counted)


def rounds_of_dimension(frame: pd.DataFrame) -> str:
    """Projects done of planned in each round, from the rows of one dimension."""
    planned = frame.projects_planned.where(frame.projects_planned != 0)  # of nothing there is no rate
    return ", ".join(
        _("{months} months: {done} of {planned} projects done ({rate})").format(**_progress(row))
        for row in frame.assign(projects_rate=frame.projects_done / planned).itertuples()
    )


def pace(rounds: pd.DataFrame) -> str:
    """The year's course: each round by its level in the plan-reporting system and, half-way, against the pace
    by date to the target."""
    return " ".join(_pace(row) for _index, row in rounds.iterrows())


def _pace(row: pd.Series) -> str:
    sentence = _("At {months} months {rate}: level {level}.").format(
        months=thai.digits(row.round_months),
        rate=thai.percent_in_words(row.projects_rate),
        level=level(row.level),
    )
    # At the year's end the pace is the target itself.
    if row.round_months != 6:
        return sentence
    short = row.projects_expected - row.projects_done
    behind = _("Projects short of the pace by date ({expected}): {short}.")
    kept = _("The pace by date ({expected}) is kept.")
    against_pace = (behind if short > 0 else kept).format(
        expected=target(row.expected_rate), short=thai.number(short)
    )
    return f"{sentence} {against_pace}"


def reported(frame: pd.DataFrame) -> str:
    """How many rows of the plan's reports stand behind the figures."""
    return _(
        "{count} rows of the plan's reports of this year, as loaded, each with the file and the row it"
        " stands in."
    ).format(count=thai.number(len(frame)))


def by_dimension(frame: pd.DataFrame, months: int) -> str:
    """Which dimensions of the round of 6 or 12 months lack how many projects to reach the target for
    themselves, those that lack most first."""
    here = frame[frame.round_months == months]
    lacking = here[here.projects_short > 0].sort_values("projects_short", ascending=False, kind="stable")
    if lacking.empty:
        message = _("After {months} months every dimension reaches the target.")
    else:
        message = _(
            "After {months} months {lacking} of {count} dimensions are below the target for themselves:"
            " {gaps}."
        )
    gaps = ", ".join(
        _("dimension {number}: {short}").format(
            number=thai.digits(row.dimension_no), short=thai.number(row.projects_short)
        )
        for row in lacking.itertuples()
    )
    return message.format(
        months=thai.digits(months), lacking=thai.number(len(lacking)), count=thai.number(len(here)), gaps=gaps
    )


def budget(row: pd.Series) -> str:
    """What is spent of the plan's money and of the ordinance's: two rates, both labelled."""
    return _(
        "After {months} months {spent} is spent: {of_planned} of the planned budget, {of_ordinance} of the"
        " ordinance's."
    ).format(
        months=thai.digits(row.round_months),
        spent=thai.baht(row.budget_spent),
        of_planned=thai.percent_in_words(row.spent_of_planned),
        of_ordinance=thai.percent_in_words(row.spent_of_ordinance),
    )


def compared(now: pd.Series, before: pd.Series, frame: pd.DataFrame) -> str:
    """What has changed against an earlier time: rate, projects done, the dimensions with the largest changes;
    and where the names of the dimensions have changed, that the numbers are compared."""
    sentences = [
        since(now, before),
        _("Projects done: {before} → {done}.").format(
            before=thai.number(before.projects_done), done=thai.number(now.projects_done)
        ),
    ]
    changes = frame[frame.projects_rate_change.notna()].sort_values("projects_rate_change", kind="stable")
    if not changes.empty and changes.projects_rate_change.iloc[-1] > 0:
        sentences.append(_("Largest rise: {change}.").format(change=_dimension_change(changes.iloc[-1])))
    if not changes.empty and changes.projects_rate_change.iloc[0] < 0:
        sentences.append(_("Largest fall: {change}.").format(change=_dimension_change(changes.iloc[0])))
    # Else a reader would take the change of a number for that of one subject.
    if (frame.earlier_dimension.notna() & (frame.dimension != frame.earlier_dimension)).any():
        sentences.append(
            _("The dimensions had other names in the earlier plan period; they are compared by number.")
        )
    return " ".join(sentences)


def _dimension_change(row: pd.Series) -> str:
    sign = "+" if row.projects_rate_change > 0 else ""
    points = sign + thai.number(row.projects_rate_change, 2)
    return _("dimension {number} {points} points").format(number=thai.digits(row.dimension_no), points=points)


def ranking(frame: pd.DataFrame, own_report: pd.Series) -> str:
    """Where the organization stands among the others, and that this percentage is not that of its own
    report."""
    own = frame[frame.is_own]
    # The published table may leave an organization out.
    if own.empty:
        return ""
    # Organizations of the same percentage share the better place; of one there is no order.
    place = int((frame.percent > own.iloc[0].percent).sum()) + 1
    ranked = _("{organization} ranks {place} of {count} in the district with {percent}%.")
    alone = _("{organization} has {percent}% as published.")
    sentence = (ranked if len(frame) > 1 else alone).format(
        organization=own.iloc[0].organization,
        place=thai.number(place),
        count=thai.number(len(frame)),
        percent=thai.number(own.iloc[0].percent, 2),
    )
    # The published percentage may be of another round or another denominator.
    same = is_as_reported(frame, own_report)
    beside = _("The organization's own report gives the same.") if same else other_denominator(own_report)
    return f"{sentence} {beside}"


def is_as_reported(frame: pd.DataFrame, own_report: pd.Series) -> bool:
    """Whether the published percentage of the organization is that of its own report, as both are printed."""
    own = frame[frame.is_own].percent
    rate = own_report.projects_rate
    if own.empty or thai.is_missing(rate):
        return False
    return thai.rounded(thai.as_percent(rate), 2) == thai.rounded(own.iloc[0], 2)


def other_denominator(own_report: pd.Series) -> str:
    """That the published comparison and the organization's own report are two figures."""
    return _(
        "The comparison has another denominator than the organization's own report ({own_rate}): do not put"
        " one in place of the other."
    ).format(own_rate=thai.percent_in_words(own_report.projects_rate))
