"""What the list of a plan's projects says, in a sentence."""

from datetime import date

import pandas as pd

from sentences.plan import target
from vocabulary import thai
from vocabulary.columns import word
from vocabulary.language import N_, _
from vocabulary.language import counted as one_or_more

STATUSES = {"done": "completed", "ongoing": "in_progress", "waiting": "waiting", "cannot": "cannot"}
"""Status of a project, in order → the column that counts it."""


def by_status(frame: pd.DataFrame) -> str:
    """How many projects have which status, in the plan's own terms."""
    counted = ", ".join(_counted(status, int(frame[column].sum())) for status, column in STATUSES.items())
    return _("Projects in the list: {count} ({counted}).").format(
        count=thai.number(frame.projects_planned.sum()), counted=counted
    )


def counted(frame: pd.DataFrame) -> str:
    """How many projects of a list have which status, as far as there are any."""
    statuses = frame.project_status.value_counts()
    return ", ".join(_counted(status, statuses[status]) for status in STATUSES if status in statuses)


def _counted(status: str, count: int) -> str:
    return _("{status} {count}").format(status=word(status, "project_status"), count=thai.number(count))


def missing(frame: pd.DataFrame, row: pd.Series, today: date) -> str:
    """How many projects of the list are not done, how many of them are missing to the target, and whether
    they are overdue."""
    if frame.empty:
        return _("Every project in the list is done.")
    sentence = one_or_more(
        len(frame),
        N_("By the list {count} project is not done."),
        N_("By the list {count} projects are not done."),
    ).format(count=thai.number(len(frame)))
    return " ".join(filter(None, (sentence, _to_target(frame, row), _overdue(row, today))))


def _to_target(frame: pd.DataFrame, row: pd.Series) -> str:
    if not row.projects_short:
        return _("The target of {target} is reached without them.").format(target=target(row.target))
    # What cannot be carried out cannot close the gap either.
    possible = int((frame.project_status != "cannot").sum())
    if possible < row.projects_short:
        message = _("{short} more are needed for {target}, but only {possible} can still be carried out.")
    else:
        message = _("{short} of them are missing to {target}.")
    return message.format(
        short=thai.number(row.projects_short), target=target(row.target), possible=thai.number(possible)
    )


def _overdue(row: pd.Series, today: date) -> str:
    ended = pd.Timestamp(row.round_ends)
    # Before the round has ended nothing is late.
    if ended.date() >= today:
        return ""
    round_over = _("The round ended on {day}; the year goes on.")
    year_over = _("All are overdue since {day}.")
    return (round_over if row.round_months == 6 else year_over).format(day=thai.day(ended))


def listed(frame: pd.DataFrame, row: pd.Series) -> str:
    """How many projects of the list are in view."""
    return _(
        "{count} projects of the list, each with the row of the file it stands in; the plan has {planned}."
    ).format(count=thai.number(len(frame)), planned=thai.number(row.projects_planned))


def not_loaded() -> str:
    """That no list of projects is loaded, and what to load to see it."""
    return _(
        "No list of projects is loaded for this round, so it cannot be told which are missing to the target."
        " Load the data set “Projects of the anti-corruption plan” on the data page; its template is there."
    )


def differing(frame: pd.DataFrame) -> str:
    """In which dimensions the plan's report and the list of its projects count otherwise; nothing where they
    agree."""
    if frame.empty:
        return ""
    each = ", ".join(
        _(
            "dimension {number}: reported {done} of {planned}, in the list {listed_done} of {listed_planned}"
        ).format(
            number=thai.digits(row.dimension_no),
            done=thai.number(row.projects_done),
            planned=thai.number(row.projects_planned),
            listed_done=thai.number(row.listed_done),
            listed_planned=thai.number(row.listed_planned),
        )
        for row in frame.itertuples()
    )
    return _(
        "The plan's report and the list of its projects disagree. {each}. The page counts by the report."
    ).format(each=each)


def changed(frame: pd.DataFrame) -> str:
    """How many projects are new, gone or probably renamed against the earlier list, and how many are the
    same."""
    messages = {
        "new": _("{count} new"),
        "vanished": _("{count} no longer there"),
        "renamed": _("{count} probably renamed"),
        "same": _("{count} with the same name"),
    }
    counts = frame.fate.value_counts()
    return " · ".join(
        message.format(count=thai.number(counts[fate]))
        for fate, message in messages.items()
        if fate in counts
    )
