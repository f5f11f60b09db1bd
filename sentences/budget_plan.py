"""What the spending plan by quarter says."""

import pandas as pd

from vocabulary import thai
from vocabulary.language import _


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
