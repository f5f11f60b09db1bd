"""What the plan's figures say, in a sentence."""

import pandas as pd

import thai
from language import _
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
    points = thai.number(thai.as_percent(float(row.target)) - thai.as_percent(row.projects_rate), 2)
    return Headline(value, "behind", _("below target by {points} points").format(points=points), basis)


def progress(row: pd.Series) -> str:
    """One round: how many projects are done, how many are missing to the target, and the level."""
    done = _("In {months} months {done} of {planned} projects are done ({rate}, level {level}).").format(
        months=thai.digits(row.round_months),
        done=thai.number(row.projects_done),
        planned=thai.number(row.projects_planned),
        rate=thai.percent(row.projects_rate),
        level=thai.NOTHING if thai.is_missing(row.level) else row.level,
    )
    return f"{done} {gap(row)}"


def gap(row: pd.Series) -> str:
    """How many projects are missing to the target."""
    if row.projects_short == 0:
        return _("The target of {target} is reached.").format(target=target(row.target))
    return _("{short} more projects must be done to reach the target of {target} ({needed} of {planned}).").format(
        short=thai.number(row.projects_short),
        target=target(row.target),
        needed=thai.number(row.projects_needed),
        planned=thai.number(row.projects_planned),
    )


def target(ratio: float) -> str:
    """The target without decimals: "80%"."""
    return f"{thai.number(thai.as_percent(float(ratio)))}%"


def by_dimension(frame: pd.DataFrame) -> str:
    """Every dimension with its rate in the newest round."""
    newest = frame[frame.round_months == frame.round_months.max()]
    listed = ", ".join(
        _("dimension {number} {done} of {planned} ({rate})").format(
            number=thai.digits(row.dimension_no),
            done=thai.number(row.projects_done),
            planned=thai.number(row.projects_planned),
            rate=thai.percent(row.projects_rate),
        )
        for row in newest.itertuples()
    )
    return _("After {months} months: {listed}.").format(months=thai.digits(newest.round_months.max()), listed=listed)


def budget(row: pd.Series) -> str:
    """What is spent of the plan's money and of the ordinance's: two rates, both labelled."""
    return _(
        "After {months} months {spent} is spent: {of_planned} of the planned budget, {of_ordinance} of the ordinance's."
    ).format(
        months=thai.digits(row.round_months),
        spent=thai.baht(row.budget_spent),
        of_planned=thai.percent(row.spent_of_planned),
        of_ordinance=thai.percent(row.spent_of_ordinance),
    )


def ranking(frame: pd.DataFrame, own_report: pd.Series) -> str:
    """Where the organization stands among the others, and that this percentage is not that of its own report."""
    own = frame[frame.is_own]
    if own.empty:
        return ""
    place = int((frame.percent > own.iloc[0].percent).sum()) + 1
    sentence = _("{organization} is {place} of {count} in the district with {percent}%.").format(
        organization=own.iloc[0].organization,
        place=thai.number(place),
        count=thai.number(len(frame)),
        percent=thai.number(own.iloc[0].percent, 2),
    )
    other = _(
        "The comparison uses another denominator: the organization's own report gives {own_rate}."
        " Both are shown as given; do not put one in place of the other."
    ).format(own_rate=thai.percent(own_report.projects_rate))
    return f"{sentence} {other}"
