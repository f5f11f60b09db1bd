"""What the course of the budget over the year says, and which reports are missing."""

from typing import Any

import pandas as pd

from sentences.budget import is_past, not_reported, past
from vocabulary import thai
from vocabulary.language import _


def course(frame: pd.DataFrame) -> str:
    """The disbursed rate at the last as-of date of the year, the quarters without data, and where the year
    before ended."""
    year = frame.fiscal_year.max()
    own = frame[frame.fiscal_year == year]
    before = frame[(frame.fiscal_year < year) & frame.disbursed_rate.notna()]
    reports = own[own.revised.notna()]
    last = reports.iloc[-1]
    sentences = [_("Disbursed by {day}: {rate}.").format(day=thai.day(last.as_of), rate=_reached(last))]
    # The query has a row without figures for each quarter that is missing.
    missing = own[own.revised.isna()]
    if len(missing):
        sentences.append(
            _("There are no data of quarter {quarters}.").format(quarters=_listed(missing.quarter))
        )
    if len(before):
        last = before.iloc[-1]
        sentences.append(
            _("The year before: {day} {rate}.").format(
                day=thai.day(last.as_of), rate=thai.percent_in_words(last.disbursed_rate)
            )
        )
    return " ".join(sentences)


def _reached(row: Any) -> str:
    return not_reported() if thai.is_missing(row.disbursed) else thai.percent_in_words(row.disbursed_rate)


def speed(row: pd.Series) -> str:
    """How much must be paid a month from here on to reach the goal, beside how much it was so far (a row of
    budget.standing), or that the year has ended since; nothing where nothing may be spent, no payment is
    stated, or the figures are those of the year's end."""
    if row.revised == 0 or thai.is_missing(row.disbursed):
        return ""
    if thai.is_missing(row.needed_per_month):  # no time is left to pay
        return ""
    goal = _goal(row)
    # Before the year is asked for: what is reached needs nothing, be the year over or not.
    if row.needed_per_month == 0:
        return _("{goal} is reached already.").format(goal=goal)
    if is_past(row):
        return past(row)
    return _(
        "To reach {goal} by {day}, {needed} a month must be paid; so far it was {so_far} a month."
    ).format(
        goal=goal,
        day=thai.day(row.year_end),
        needed=thai.baht(row.needed_per_month),
        so_far=thai.baht(row.per_month),
    )


def _goal(row: pd.Series) -> str:
    rate = thai.percent_in_words(float(row.goal))
    # All of it is no target that anybody set.
    if row.goal == 1:
        return _("{rate} of the budget after transfers").format(rate=rate)
    return _("the cabinet's target of quarter {quarter} ({rate})").format(quarter=thai.digits(4), rate=rate)


def unreported(frame: pd.DataFrame) -> str:
    """Which quarters are due and have no data, and which divisions an earlier report has and this one has
    not."""
    quarters, divisions = frame[frame.quarter.notna()], frame[frame.quarter.isna()]
    sentences = []
    if len(quarters):
        sentences.append(
            _("No data have come of quarter {quarters}, which are due.").format(
                quarters=_listed(quarters.quarter)
            )
        )
    if len(divisions):
        names = ", ".join(
            _("{division} (last {day}, {revised})").format(
                division=row.division, day=thai.day(row.as_of), revised=thai.baht(row.revised)
            )
            for row in divisions.itertuples()
        )
        sentences.append(
            _("Earlier reports have divisions that are not in this one: {names}.").format(names=names)
        )
    return " ".join(sentences) or _(
        "Every quarter that is due and every division known from earlier reports is there."
    )


def _listed(quarters: pd.Series) -> str:
    return ", ".join(thai.digits(quarter) for quarter in quarters)
