"""What the statistics of services say, in a sentence."""

import pandas as pd

from sentences.headline import Headline
from vocabulary import thai
from vocabulary.columns import name_of, word
from vocabulary.language import N_, _, counted


def headline(row: pd.Series) -> Headline:
    """How many came, and the share of e-service."""
    value, basis = thai.number(row.requests), total(row)
    if thai.is_missing(row.e_service_rate):
        return Headline(value, "neutral", _("E-Service is not counted apart"), basis)
    status = _("{rate} by E-Service").format(rate=thai.percent_in_words(row.e_service_rate))
    return Headline(value, "neutral", status, basis)


def total(row: pd.Series) -> str:
    """How many requests for how many services; the share of e-service, and of what was done in time."""
    sentences = [_("{requests} requests for {services} services in {months} months.")]
    if not thai.is_missing(row.e_service_rate):
        sentences.append(_("By E-Service: {e_service} ({e_rate})."))
    if not thai.is_missing(row.within_rate):
        sentences.append(_("Within the standard time: {within} ({within_rate})."))
    return " ".join(sentences).format(
        requests=thai.number(row.requests),
        services=thai.number(row.services),
        months=thai.number(row.months),
        e_service=thai.number(row.by_e_service),
        e_rate=thai.percent_in_words(row.e_service_rate),
        within=thai.number(row.within_standard),
        within_rate=thai.percent_in_words(row.within_rate),
    )


def answer(row: pd.Series, months: pd.DataFrame, services: pd.DataFrame) -> str:
    """How many came, for what most, and in which month."""
    return f"{total(row)} {by_column(services, 'service')} {by_column(months, 'month')}"


def by_column(frame: pd.DataFrame, column: str) -> str:
    """For which service, in which month or to which division most came, and what part of all that is."""
    first = frame.loc[frame.requests.astype(float).idxmax()]
    messages = {
        "service": N_("Most requested: {name} ({requests}, {rate} of all)."),
        "month": N_("Busiest month: {name} ({requests}, {rate} of all)."),
        "division": N_("Busiest unit: {name} ({requests}, {rate} of all)."),
    }
    # Of one alone nothing is the most.
    alone = counted(first.requests, N_("{name}: {requests} request."), N_("{name}: {requests} requests."))
    return (_(messages[column]) if len(frame) > 1 else alone).format(
        name=name_of(word(str(first[column]), column)),
        requests=thai.number(first.requests),
        rate=thai.percent_in_words(float(first.requests / (frame.requests.sum() or 1))),
    )


def growth(frame: pd.DataFrame) -> str:
    """How the share of e-service went from the year before to the newest one; of how many months these are
    where they are not of as many."""
    known = frame.dropna(subset=["e_service_rate"])
    if len(known) < 2 or known.fiscal_year.iloc[-2] != known.fiscal_year.iloc[-1] - 1:
        return _("There is no year before whose share of E-Service could be compared.")
    before, now = known.iloc[-2], known.iloc[-1]
    was, share = (thai.percent_in_words(of_year.e_service_rate) for of_year in (before, now))
    message = N_("The share of E-Service fell from {before} in {year} to {now} in {newest}.")
    if was == share:
        message = N_("The share of E-Service was {now} in {newest}, as in {year}.")
    elif before.e_service_rate < now.e_service_rate:
        message = N_("The share of E-Service rose from {before} in {year} to {now} in {newest}.")
    sentence = _(message).format(
        before=was,
        year=thai.fiscal_year(int(before.fiscal_year)),
        now=share,
        newest=thai.fiscal_year(int(now.fiscal_year)),
    )
    if before.months == now.months:
        return sentence
    apart = _("The years are of {before} and {now} months.")
    return f"{sentence} {apart.format(before=thai.number(before.months), now=thai.number(now.months))}"


def count(frame: pd.DataFrame) -> str:
    """How many rows stand in a table."""
    return _("Services in each month, with the rows of the file: {count}.").format(
        count=thai.number(len(frame))
    )
