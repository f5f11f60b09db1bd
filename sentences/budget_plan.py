"""What an ordinance and its spending plan by quarter say."""

import pandas as pd

from vocabulary import thai
from vocabulary.columns import title
from vocabulary.language import _


def allotted(frame: pd.DataFrame, level: str) -> str:
    """How much the ordinance gives, and the part that gets most."""
    first, whole = frame.iloc[0], frame.sum(numeric_only=True)
    sentence = _("The ordinance gives {allocation} (lines: {lines}).").format(
        allocation=thai.baht(whole.allocation), lines=thai.number(whole.lines)
    )
    if len(frame) == 1:
        return sentence
    most = _("{name} gets most: {amount}.")
    if level != "item":  # of which the number is told already
        most = _("Of {count} ({level}), {name} gets most: {amount}.")
    most = most.format(
        count=thai.number(len(frame)),
        level=title(level).lower(),
        name=first[level],
        amount=thai.baht(first.allocation),
    )
    return f"{sentence} {most}"


def by_quarter(frame: pd.DataFrame, whole: pd.Series) -> str:
    """How much is planned in all, the quarter with most, how far the plan goes by the middle of the year; how
    many lines have none (`whole`: the last row of `queries.budget_plan.planned`)."""
    most = frame.loc[frame.planned.idxmax()]
    half = frame.iloc[1]
    sentences = [
        _("The spending plan comes to {amount}; most is planned in quarter {quarter}: {most}.").format(
            amount=thai.baht(whole.planned),
            quarter=thai.digits(int(most.quarter)),
            most=thai.baht(most.planned),
        )
    ]
    if not thai.is_missing(half.planned_rate):
        sentences.append(
            _("By the end of quarter {quarter} {rate} of it is to be spent.").format(
                quarter=thai.digits(int(half.quarter)), rate=thai.percent_in_words(half.planned_rate)
            )
        )
    if whole.lines_unplanned:
        sentences.append(
            _("Lines without a plan: {count}.").format(count=thai.number(int(whole.lines_unplanned)))
        )
    return " ".join(sentences)
