"""What the plan's figures say, in a sentence."""

import pandas as pd

import thai
from language import _
from quantities import word
from sentences.headline import Headline


def headline(row: pd.Series) -> Headline:
    """Projects done of planned against the target of measure 18."""
    basis = _("{done} of {planned} projects in {months} months; target at least {target} ({needed} projects)").format(
        done=thai.number(row.projects_done),
        planned=thai.number(row.projects_planned),
        months=thai.digits(row.round_months),
        target=target(row.target),
        needed=thai.number(row.projects_needed),
    )
    value = thai.percent(row.projects_rate)
    if row.projects_short == 0:
        return Headline(value, "reached", _("on target"), basis)
    if row.round_months == 6:
        return Headline(value, "neutral", _("level {level}, half of the year").format(level=level(row.level)), basis)
    points = thai.number(thai.as_percent(float(row.target)) - thai.as_percent(row.projects_rate), 2)
    return Headline(value, "behind", _("below target by {points} points").format(points=points), basis)


def level(name: str | None) -> str:
    """A level of the plan-reporting system in the visitor's language."""
    return thai.NOTHING if name is None or thai.is_missing(name) else word(name)


def progress(row: pd.Series) -> str:
    """One round: how many projects are done, how many are missing to the target, and the level."""
    done = _("In {months} months {done} of {planned} projects are done ({rate}, level {level}).").format(
        months=thai.digits(row.round_months),
        done=thai.number(row.projects_done),
        planned=thai.number(row.projects_planned),
        rate=thai.percent_in_words(row.projects_rate),
        level=level(row.level),
    )
    return f"{done} {gap(row)}"


def gap(row: pd.Series) -> str:
    """How many projects are missing to the target."""
    if row.projects_short == 0:
        return _("The target of {target} is reached.").format(target=target(row.target))
    if row.round_months == 6:
        message = _("For the year's target of {target} ({needed} of {planned}) {short} more projects must be done by its end.")
    else:
        message = _("{short} more projects must be done to reach the target of {target} ({needed} of {planned}).")
    return message.format(
        short=thai.number(row.projects_short),
        target=target(row.target),
        needed=thai.number(row.projects_needed),
        planned=thai.number(row.projects_planned),
    )


def target(ratio: float) -> str:
    """The target without decimals: "80%"."""
    return _("{percent}%").format(percent=thai.number(thai.as_percent(float(ratio))))


def by_dimension(frame: pd.DataFrame, months: int) -> str:
    """Every dimension with its rate in the round of 6 or 12 months."""
    listed = ", ".join(
        _("dimension {number} {done} of {planned} ({rate})").format(
            number=thai.digits(row.dimension_no),
            done=thai.number(row.projects_done),
            planned=thai.number(row.projects_planned),
            rate=thai.percent_in_words(row.projects_rate),
        )
        for row in frame[frame.round_months == months].itertuples()
    )
    return _("After {months} months: {listed}.").format(months=thai.digits(months), listed=listed)


def budget(row: pd.Series) -> str:
    """What is spent of the plan's money and of the ordinance's: two rates, both labelled."""
    return _(
        "After {months} months {spent} is spent: {of_planned} of the planned budget, {of_ordinance} of the ordinance's."
    ).format(
        months=thai.digits(row.round_months),
        spent=thai.baht(row.budget_spent),
        of_planned=thai.percent_in_words(row.spent_of_planned),
        of_ordinance=thai.percent_in_words(row.spent_of_ordinance),
    )


def ranking(frame: pd.DataFrame, own_report: pd.Series) -> str:
    """Where the organization stands among the others, and that this percentage is not that of its own report."""
    own = frame[frame.is_own]
    if own.empty:
        return ""
    place = int((frame.percent > own.iloc[0].percent).sum()) + 1
    sentence = _("{organization} ranks {place} of {count} in the district with {percent}%.").format(
        organization=own.iloc[0].organization,
        place=thai.number(place),
        count=thai.number(len(frame)),
        percent=thai.number(own.iloc[0].percent, 2),
    )
    is_same = thai.rounded(thai.as_percent(own_report.projects_rate), 2) == thai.rounded(own.iloc[0].percent, 2)
    beside = _("The organization's own report gives the same.") if is_same else other_denominator(own_report)
    return f"{sentence} {beside}"


def other_denominator(own_report: pd.Series) -> str:
    """That the published comparison and the organization's own report are two figures."""
    return _(
        "The comparison uses another denominator: the organization's own report gives {own_rate}."
        " Both are shown as given; do not put one in place of the other."
    ).format(own_rate=thai.percent_in_words(own_report.projects_rate))
