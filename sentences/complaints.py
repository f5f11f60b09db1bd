"""What the register of complaints says, in a sentence."""

from collections.abc import Mapping
from datetime import date

import pandas as pd

from sentences.headline import Headline
from sentences.listing import first_of, several
from sentences.overview import Notice
from vocabulary import thai
from vocabulary.columns import name_of, word
from vocabulary.language import N_, _, counted

MOST_NAMED = 3
"""Cases named in a sentence; the others stand in the table."""


def total(row: pd.Series) -> str:
    """How many complaints were received, and what became of them: none is lost."""
    counts = {"closed": row.closed, "forwarded": row.forwarded, "open": row.open_cases}
    message = _("Complaints received: {count} ({states}).")
    return message.format(count=thai.number(row.cases), states=_states(counts))


def _states(counts: Mapping[str, int]) -> str:
    """How many complaints stand how, as far as there are any."""
    return several(
        _("{count} {status}").format(count=thai.number(count), status=word(status, "case_status").lower())
        for status, count in counts.items()
        if count
    )


def days(row: pd.Series) -> str:
    """Within how many days they were closed, beside the standard; nothing where none has a day."""
    if thai.is_missing(row.median_days):
        return ""
    sentences = [
        _("Half were closed within {half} days, 90% within {most} days.").format(
            half=thai.number(row.median_days), most=thai.number(row.ninth_days)
        )
    ]
    if row.closed_late:
        late = _("{count} took longer than the standard of {days} days.")
        sentences.append(late.format(count=thai.number(row.closed_late), days=thai.number(row.standard_days)))
    if row.undated:
        undated = _("Of {count} closed ones the day is not known.")
        sentences.append(undated.format(count=thai.number(row.undated)))
    return " ".join(sentences)


def overdue(row: pd.Series, late: pd.DataFrame, today: date) -> str:
    """Which complaints are open beyond the standard on a day, the longest first."""
    standard, day = thai.number(row.standard_days), thai.day(today)
    if late.empty:
        none = _("No complaint is open for longer than the standard of {days} days (as of {day}).")
        return none.format(days=standard, day=day)
    named = [
        _("{case} ({topic}, {days} days)").format(
            case=thai.digits(each.case_no), topic=each.topic, days=thai.number(each.days_open)
        )
        for each in late.itertuples()
    ]
    message = _("Open for longer than the standard of {days} days (as of {day}): {count} – {cases}.")
    count, cases = thai.number(len(late)), first_of(named, MOST_NAMED)
    return message.format(days=standard, day=day, count=count, cases=cases)


def by_part(table: pd.DataFrame, part: str) -> str:
    """What most complaints are about, come by, or are answered by, and where some are open too long."""
    first = table.iloc[0]
    messages = {
        "topic": N_("Most are about {name} ({count} of {cases})."),
        "channel": N_("Most came by {name} ({count} of {cases})."),
        "division": N_("Most are for {name} to answer ({count} of {cases})."),
    }
    # Of one alone nothing is the most.
    alone = counted(first.cases, N_("{name}: {count} complaint."), N_("{name}: {count} complaints."))
    most = (_(messages[part]) if len(table) > 1 else alone).format(
        name=name_of(first[part]), count=thai.number(first.cases), cases=thai.number(table.cases.sum())
    )
    late = table[table.overdue_cases > 0].sort_values("overdue_cases", ascending=False, kind="stable")
    if late.empty:
        return most
    named = [
        _("{name} ({count} overdue)").format(name=name_of(name), count=thai.number(count))
        for name, count in zip(late[part], late.overdue_cases, strict=True)
    ]
    listed = first_of(named, MOST_NAMED)
    return f"{most} {_('Open beyond the standard: {listed}.').format(listed=listed)}"


def corruption(table: pd.DataFrame) -> str:
    """How many complaints about corruption there are, by status; that there are none."""
    count = int(table.cases.sum())
    if not count:
        return _("No complaint about corruption or misconduct was received.")
    states = _states(dict(zip(table.case_status, table.cases, strict=True)))
    message = _("Complaints about corruption or misconduct: {count} ({states}).")
    return message.format(count=thai.number(count), states=states)


def headline(row: pd.Series) -> Headline:
    """Complaints closed of all that were received."""
    value = f"{thai.number(row.closed)}/{thai.number(row.cases)}"
    if not row.open_cases:
        return Headline(value, "reached", _("none is open"), total(row))
    return Headline(value, "behind" if row.overdue_cases else "neutral", _("some are open"), total(row))


def notice(row: pd.Series) -> Notice | None:
    """That complaints are open beyond the standard; None where none is."""
    if not row.overdue_cases:
        return None
    message = _("Complaints: {count} are open for longer than the standard of {days} days")
    text = message.format(count=thai.number(row.overdue_cases), days=thai.number(row.standard_days))
    return Notice("behind", text, "complaints", (("tab", "overdue"),))
