"""What the purchases of a year say, in a sentence."""

import pandas as pd

from sentences.headline import Headline, Tone
from sentences.listing import first_of
from vocabulary import thai
from vocabulary.columns import name_of, word
from vocabulary.language import N_, _, counted

MOST_NAMED = 3
"""Purchases named in a sentence; the others stand in the table."""


def headline(row: pd.Series) -> Headline:
    """What was agreed on in all, and whether all large purchases had a community representative."""
    value = thai.baht(row.agreed_price)
    if row.large_without:
        return Headline(value, "behind", _without(row), total(row))
    is_known = row.large and not row.large_unknown
    status = _("every large purchase had a community representative") if is_known else ""
    return Headline(value, "reached" if is_known else "neutral", status or large_in_all(row), total(row))


def representation(row: pd.Series) -> Headline:
    """In how many of the large purchases a community representative took part."""
    value = _("community representatives in {count} of {large} large purchases").format(
        count=thai.number(row.large_with), large=thai.number(row.large)
    )
    is_known = row.large and not row.large_unknown
    tone: Tone = "behind" if row.large_without else "reached" if is_known else "neutral"
    return Headline(value if row.large else large_in_all(row), tone, "", total(row))


def agreed(row: pd.Series) -> Headline:
    """What was agreed on in all, which judges nothing."""
    value = _("agreed prices of all purchases {amount}").format(amount=thai.baht(row.agreed_price))
    return Headline(value, "neutral", "", total(row))


def total(row: pd.Series) -> str:
    """How many purchases there were, for how much under their limits and their reference prices."""
    one = N_(
        "{purchases} purchase in {months} months, agreed at {agreed} against limits of {limit} ({rate})."
    )
    more = N_(
        "{purchases} purchases in {months} months, agreed at {agreed} against limits of {limit} ({rate})."
    )
    sentence = counted(row.purchases, one, more).format(
        purchases=thai.number(row.purchases),
        months=thai.number(row.months),
        agreed=thai.baht(row.agreed_price),
        limit=thai.baht(row.purchase_limit),
        rate=thai.percent_in_words(row.agreed_rate),
    )
    return f"{sentence} {_of_reference(row)}".strip()


def _of_reference(row: pd.Series) -> str:
    if not row.referenced:
        return _("None has a reference price.")
    below = row.reference_price - row.agreed_on_them
    message = _("The {count} with a reference price came to {amount} below it in total.")
    if below < 0:
        message = _("The {count} with a reference price came to {amount} above it in total.")
    return message.format(count=thai.number(row.referenced), amount=thai.baht(abs(below)))


def large_in_all(row: pd.Series) -> str:
    """How many purchases are large, and of how many nobody says whether a representative took part."""
    if not row.large:
        return _("No purchase is above the threshold of the specific method ({threshold}).").format(
            threshold=thai.baht(row.threshold)
        )
    large, unknown = thai.number(row.large), thai.number(row.large_unknown)
    return _(
        "large purchases: {large}, of {unknown} it is unknown whether a representative took part"
    ).format(large=large, unknown=unknown)


def _without(row: pd.Series) -> str:
    return _("{count} of {large} large purchases had no community representative").format(
        count=thai.number(row.large_without), large=thai.number(row.large)
    )


def answer(row: pd.Series, large: pd.DataFrame) -> str:
    """How much was bought, and which large purchases had no community representative."""
    return f"{total(row)} {representatives(row, large)}"


def representatives(row: pd.Series, large: pd.DataFrame) -> str:
    """Which large purchases had no community representative, the dearest first; and of how many it is not
    known. Large is what has a limit above the threshold of the specific method."""
    if thai.is_missing(row.threshold):
        return _("The threshold of the specific method is not known for this fiscal year.")
    if not row.large:
        return large_in_all(row)
    without = list(large[large.community_representative == "no"].purchase)
    one = N_("{count} purchase is large (a limit above {threshold}).")
    sentences = [counted(row.large, one, N_("{count} purchases are large (a limit above {threshold})."))]
    if without:
        sentences.append(_("{without} of them had no community representative: {listed}."))
    else:
        sentences.append(_("None of them is known to have had no community representative."))
    if row.large_unknown:
        sentences.append(_("For {unknown} it is not known."))
    return " ".join(sentences).format(
        count=thai.number(row.large),
        threshold=thai.baht(row.threshold),
        without=thai.number(len(without)),
        listed=first_of(without, MOST_NAMED),
        unknown=thai.number(row.large_unknown),
    )


def threshold(row: pd.Series) -> str:
    """From where the threshold is, where that was not confirmed."""
    if thai.is_missing(row.threshold) or row.threshold_is_confirmed:
        return ""
    message = _("The threshold is that of the ministerial regulation of B.E. {year}, not confirmed yet.")
    return message.format(year=thai.digits(2560))


def by_column(frame: pd.DataFrame, column: str) -> str:
    """Which month, method, winner or division has the largest amount, and what part of all it is."""
    first = frame.loc[frame.agreed_price.astype(float).idxmax()]
    messages = {
        "month": N_("Most was agreed on in {name}: {amount} in {purchases} purchases, {rate} of all."),
        "method": N_("Most went by “{name}”: {amount} in {purchases} purchases, {rate} of all."),
        "winner": N_("Most was awarded to {name}: {amount} in {purchases} purchases, {rate} of all."),
        "division": N_("Most was bought for {name}: {amount} in {purchases} purchases, {rate} of all."),
    }
    # Of one alone nothing is the most.
    one, more = (
        N_("{name}: {amount} in {purchases} purchase."),
        N_("{name}: {amount} in {purchases} purchases."),
    )
    alone = counted(first.purchases, one, more)
    return (_(messages[column]) if len(frame) > 1 else alone).format(
        name=name_of(word(str(first[column]), column)),
        amount=thai.baht(first.agreed_price),
        purchases=thai.number(first.purchases),
        rate=thai.percent_in_words(float(first.agreed_price / (frame.agreed_price.sum() or 1))),
    )


def count(frame: pd.DataFrame) -> str:
    """How many purchases stand in a table."""
    return _("Purchases with the columns of the form and the rows of the file: {count}.").format(
        count=thai.number(len(frame))
    )
