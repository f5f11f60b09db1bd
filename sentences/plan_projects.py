"""What the list of a plan's projects says, in a sentence."""

from datetime import date
from typing import Any

import pandas as pd

from sentences.plan import target
from vocabulary import thai
from vocabulary.columns import word
from vocabulary.language import _

STATUSES = {"done": "completed", "ongoing": "in_progress", "waiting": "waiting", "cannot": "cannot"}
"""Status of a project, in order → the column that counts it."""
NAMED = 3
"""Projects that a sentence names; the others stand in its table."""


def by_status(frame: pd.DataFrame) -> str:
    """How many projects have which status, in the plan's own terms."""
    counted = ", ".join(_counted(status, int(frame[column].sum())) for status, column in STATUSES.items())
    return _("Of {count} projects in the list: {counted}.").format(
        count=thai.number(frame.projects_planned.sum()), counted=counted
    )


def counted(frame: pd.DataFrame) -> str:
    """How many projects of a list have which status, as far as there are any."""
    statuses = frame.project_status.value_counts()
    return ", ".join(_counted(status, statuses[status]) for status in STATUSES if status in statuses)


def _counted(status: str, count: int) -> str:
    return _("{status} {count}").format(status=word(status, "project_status"), count=thai.number(count))


def missing(frame: pd.DataFrame, row: pd.Series, today: date) -> str:
    """Which projects are missing to the target, those nearest to completion first; and how many the round has
    left undone."""
    if frame.empty:
        return _("Every project in the list is done.")
    sentence = _("By the list {count} projects are not done: {counted}.").format(
        count=thai.number(len(frame)), counted=counted(frame)
    )
    sentences = (sentence, _to_target(frame, row), _overdue(frame, row, today), _reasons(frame))
    return " ".join(filter(None, sentences))


def _to_target(frame: pd.DataFrame, row: pd.Series) -> str:
    if not row.projects_short:
        return _("The target of {target} is reached without them.").format(target=target(row.target))
    # What cannot be carried out cannot close the gap either.
    possible = frame[frame.project_status != "cannot"]
    names = ", ".join(possible.project.head(min(NAMED, row.projects_short)))
    words = {"short": thai.number(row.projects_short), "target": target(row.target), "names": names}
    if len(possible) < row.projects_short:
        return _(
            "{short} more are needed for {target}, but only {possible} of them can still be carried out."
            " Nearest: {names}."
        ).format(**words, possible=thai.number(len(possible)))
    return _("The first {short} in the list are what is missing to {target}. Nearest: {names}.").format(
        **words
    )


def _overdue(frame: pd.DataFrame, row: pd.Series, today: date) -> str:
    ended = pd.Timestamp(row.round_ends)
    if ended.date() >= today:
        return ""
    round_over = _("The round ended on {day}; the year goes on.")
    year_over = _("The year ended on {day}: all {count} are overdue.")
    message = round_over if row.round_months == 6 else year_over
    return message.format(day=thai.day(ended), count=thai.number(len(frame)))


def _reasons(frame: pd.DataFrame) -> str:
    given = frame[(frame.project_status == "cannot") & frame.reason.notna()]
    if given.empty:
        return ""
    reasons = ", ".join(f"{row.project} ({row.reason})" for row in given.head(NAMED).itertuples())
    return _("Cannot be carried out: {reasons}.").format(reasons=reasons)


def listed(frame: pd.DataFrame, row: pd.Series) -> str:
    """How many projects of the list are in view."""
    return _(
        "{count} projects of the list, each with the row of the file it stands in; the plan has {planned}."
    ).format(count=thai.number(len(frame)), planned=thai.number(row.projects_planned))


def not_loaded() -> str:
    """That no list of projects is loaded, and what to load to see it."""
    return _(
        "No list of projects is loaded for this round, so it cannot be told which projects are missing to"
        " the target."
        " Load the data set “Projects of the anti-corruption plan” (one row a project with status and reason)"
        " on the data page; its template is there."
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
    """Which projects are new, gone or probably renamed against the earlier list, and how many are the
    same."""
    sentences = []
    for fate, message in (
        ("new", _("{count} new: {names}.")),
        ("vanished", _("{count} no longer there: {names}.")),
        ("renamed", _("{count} probably renamed: {names}.")),
    ):
        of_fate = frame[frame.fate == fate]
        if not of_fate.empty:
            names = ", ".join(map(_name, of_fate.head(NAMED).itertuples()))
            names += " …" if len(of_fate) > NAMED else ""
            sentences.append(message.format(count=thai.number(len(of_fate)), names=names))
    same = thai.number((frame.fate == "same").sum())
    sentences.append(_("{count} projects have the same name in both lists.").format(count=same))
    return " ".join(sentences)


def _name(row: Any) -> str:
    if thai.is_missing(row.earlier_project):
        return str(row.project)
    return _("{project} (was: {earlier})").format(project=row.project, earlier=row.earlier_project)
