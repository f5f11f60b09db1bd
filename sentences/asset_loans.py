"""What the loans of property say, in a sentence."""

from datetime import date

import pandas as pd

from sentences.headline import Headline
from sentences.listing import first_of
from sentences.overview import Notice
from vocabulary import thai
from vocabulary.language import N_, _, counted

MOST_NAMED = 3
"""Loans named in a sentence; the others stand in the table."""


def total(row: pd.Series) -> str:
    """How many loans there were, how many came back, and how many should have."""
    return _lent(row, is_overdue=bool(row.overdue_loans))


def answer(row: pd.Series, table: pd.DataFrame, today: date) -> str:
    """How many loans there were, and which of what is out should be back already."""
    return f"{_lent(row, is_overdue=False)} {overdue(table, today)}".strip()


def _lent(row: pd.Series, *, is_overdue: bool) -> str:
    one = N_("{loans} loan of {assets} item: {returned} returned, {out} still out.")
    more = N_("{loans} loans of {assets} items: {returned} returned, {out} still out.")
    if is_overdue:
        one = N_(
            "{loans} loan of {assets} item: {returned} returned, {out} still out, {late} of them overdue."
        )
        more = N_(
            "{loans} loans of {assets} items: {returned} returned, {out} still out, {late} of them overdue."
        )
    sentence = counted(row.loans, one, more).format(
        loans=thai.number(row.loans),
        assets=thai.number(row.assets),
        returned=thai.number(row.returned),
        out=thai.number(row.on_loan),
        late=thai.number(row.overdue_loans),
    )
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
    message = _("Overdue (as of {day}): {count} – {loans}.")
    return message.format(day=day, count=thai.number(len(late)), loans=first_of(named, MOST_NAMED))


def by_asset(table: pd.DataFrame) -> str:
    """What is used most."""
    first = table.iloc[0]
    # Of one alone nothing is the most.
    one = N_("{asset}: lent {loans} time for {days} days in total.")
    alone = counted(first.loans, one, N_("{asset}: lent {loans} times for {days} days in total."))
    most = _("Used most: {asset}, lent {loans} times for {days} days in total.")
    return (most if len(table) > 1 else alone).format(
        asset=first.asset, loans=thai.number(first.loans), days=thai.number(first.days_lent)
    )


def by_unit(table: pd.DataFrame) -> str:
    """Who borrows most."""
    first = table.iloc[0]
    # Of one alone nothing is the most.
    alone = counted(first.loans, N_("{unit}: {loans} loan."), N_("{unit}: {loans} loans."))
    message = _("{unit} borrows most: {loans} of {all} loans.") if len(table) > 1 else alone
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
