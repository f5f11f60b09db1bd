"""What the budget's figures say, in a sentence."""

import pandas as pd

import thai
from language import _
from sentences.headline import Headline


def total(row: pd.Series) -> str:
    """The whole budget: what may be spent, what is paid, both rates."""
    return _(
        "Of {revised} that may be spent after transfers, {disbursed} is paid (disbursed rate {disbursed_rate})."
        " With what is committed, {used_rate} is used; {remaining} remains."
    ).format(
        revised=thai.baht(row.revised),
        disbursed=thai.baht(row.disbursed),
        disbursed_rate=thai.percent_in_words(row.disbursed_rate),
        used_rate=thai.percent_in_words(row.used_rate),
        remaining=thai.baht(row.remaining),
    )


def headline(row: pd.Series) -> Headline:
    """The disbursed rate. Cabinet targets bind central agencies only, so none is set here."""
    basis = _("{disbursed} paid of {revised} after transfers, from {lines} lines").format(
        disbursed=thai.baht(row.disbursed), revised=thai.baht(row.revised), lines=thai.number(row.lines)
    )
    return Headline(thai.percent(row.disbursed_rate), "neutral", _("no target set"), basis)


def by_division(frame: pd.DataFrame) -> str:
    """Which division has the most, and where the rate is highest and lowest."""
    largest = frame.iloc[0]
    if len(frame) == 1:
        return _("The source has {division} only: of {revised} {disbursed} ({rate}) is paid.").format(
            division=largest.division,
            revised=thai.baht(largest.revised),
            disbursed=thai.baht(largest.disbursed),
            rate=thai.percent_in_words(largest.disbursed_rate),
        )
    sentence = _("{division} may spend the most: {revised}, of which {disbursed} ({rate}) is paid.").format(
        division=largest.division,
        revised=thai.baht(largest.revised),
        disbursed=thai.baht(largest.disbursed),
        rate=thai.percent_in_words(largest.disbursed_rate),
    )
    return " ".join([sentence, *_extremes(frame, "division")])


def by_item(frame: pd.DataFrame) -> str:
    """The largest line, and the lines of which nothing is paid yet."""
    largest = frame.iloc[0]
    sentence = _("The largest of {lines} lines is {item}: {revised}, of which {rate} is paid.").format(
        lines=thai.number(len(frame)),
        item=largest["item"],
        revised=thai.baht(largest.revised),
        rate=thai.percent_in_words(largest.disbursed_rate),
    )
    untouched = frame[(frame.disbursed == 0) & (frame.revised > 0)]
    if untouched.empty:
        return sentence
    nothing = _("Of {lines} lines nothing is paid yet: {revised} altogether.").format(
        lines=thai.number(len(untouched)), revised=thai.baht(untouched.revised.sum())
    )
    return f"{sentence} {nothing}"


def stated(frame: pd.DataFrame, computed_rate: float | None, stated_rate: float | None) -> str:
    """How far the printed totals are from the sums of the rows, and what that does to the headline."""
    wrong = frame[frame.difference != 0]
    if wrong.empty:
        return _("All printed totals agree with the sums of their rows.")
    return _(
        "{wrong} of {totals} printed totals differ from the sums of their rows."
        " The disbursed rate is {computed} from the rows and would be {stated} from the printed totals."
    ).format(
        wrong=thai.number(len(wrong)),
        totals=thai.number(len(frame)),
        computed=thai.percent_in_words(computed_rate),
        stated=thai.percent_in_words(stated_rate),
    )


def remaining(row: pd.Series) -> str:
    """Where the rows print another remaining amount than allocation, transfers, commitments and payments give; else nothing."""
    if thai.is_missing(row.stated_remaining) or row.stated_remaining == row.remaining:
        return ""
    return _(
        "The remaining amounts printed in the rows sum to {stated} baht, but {computed} baht is computed;"
        " they differ by {difference} baht."
    ).format(
        stated=thai.number(row.stated_remaining, 2),
        computed=thai.number(row.remaining, 2),
        difference=thai.number(abs(row.stated_remaining - row.remaining), 2),
    )


def _extremes(frame: pd.DataFrame, name: str) -> list[str]:
    rated = frame[frame.disbursed_rate.notna()].sort_values(["disbursed_rate", "revised"])
    if rated.disbursed_rate.nunique() < 2:
        return []
    lowest, highest = rated.iloc[0], rated.iloc[-1]
    return [
        _("The disbursed rate is highest in {highest} ({high}) and lowest in {lowest} ({low}).").format(
            highest=highest[name],
            high=thai.percent_in_words(highest.disbursed_rate),
            lowest=lowest[name],
            low=thai.percent_in_words(lowest.disbursed_rate),
        )
    ]
