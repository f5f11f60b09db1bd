"""What the loans of property say, in a sentence."""

from datetime import date

import pandas as pd

from sentences.headline import Headline
from sentences.listing import first_of
from sentences.overview import Notice
from vocabulary import thai
from vocabulary.language import _

MOST_NAMED = 3
"""Loans named in a sentence; the others stand in the table."""


def total(row: pd.Series) -> str:
    """How many loans there were, and how many came back."""
    message = _("Loans of property: {loans}, of {assets} things; {returned} were returned, {out} are out.")
    loans, assets, returned, out = (
        thai.number(count) for count in (row.loans, row.assets, row.returned, row.on_loan)
    )
    sentence = message.format(loans=loans, assets=assets, returned=returned, out=out)
    if not row.returned_late:
        return sentence
    return f"{sentence} {_('Returned late: {count}.').format(count=thai.number(row.returned_late))}"


def out(table: pd.DataFrame, today: date) -> str:
    """What is out on a day, and which of it should be back already."""
    if table.empty:
        return _("Nothing is out (as of {day}).").format(day=thai.day(today))
    return f"{_('Out now: {count}.').format(count=thai.number(len(table)))} {overdue(table, today)}"


def overdue(table: pd.DataFrame, today: date) -> str:
    """Which of what is out should be back already; nothing where nothing is out."""
    day, late = thai.day(today), table[table.days_left < 0]
    if table.empty:
        return ""
    if late.empty:
        return _("None of it is overdue (as of {day}).").format(day=day)
    named = [
        _("{asset} with {unit} ({days} days)").format(
            asset=each.asset, unit=each.borrowing_unit, days=thai.number(-each.days_left)
        )
        for each in late.itertuples()
    ]
    message = _("Overdue (as of {day}): {count}. They are {loans}.")
    return message.format(day=day, count=thai.number(len(late)), loans=first_of(named, MOST_NAMED))


def by_asset(table: pd.DataFrame) -> str:
    """What is used most."""
    first = table.iloc[0]
    return _("Used most: {asset}, lent {loans} times for {days} days together.").format(
        asset=first.asset, loans=thai.number(first.loans), days=thai.number(first.days_lent)
    )


def by_unit(table: pd.DataFrame) -> str:
    """Who borrows most."""
    first = table.iloc[0]
    message = _("{unit} borrows most: {loans} of {all} loans.")
    counts = {"loans": thai.number(first.loans), "all": thai.number(table.loans.sum())}
    return message.format(unit=first.borrowing_unit, **counts)


def headline(row: pd.Series) -> Headline:
    """Loans returned of all."""
    value = f"{thai.number(row.returned)}/{thai.number(row.loans)}"
    if not row.on_loan:
        return Headline(value, "reached", _("all are back"), total(row))
    return Headline(value, "behind" if row.overdue_loans else "neutral", _("some are out"), total(row))


def notice(row: pd.Series) -> Notice | None:
    """That something should have been returned; None where nothing is overdue."""
    if not row.overdue_loans:
        return None
    text = _("Loans of property: {count} should have been returned").format(
        count=thai.number(row.overdue_loans)
    )
    return Notice("behind", text, "asset_loans", (("tab", "out"),))
