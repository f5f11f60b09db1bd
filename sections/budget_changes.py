"""What changed in the budget between two times, and what was transferred within it."""

from functools import partial

from charts import budget_changes as draw
from queries import budget_changes as questions
from sections.choice import Chosen, choice_of_column
from sections.narrowing import time_name
from sections.subject import Choices, Remarks, Section, Subject
from sentences import budget_changes as say
from vocabulary.language import _


def changes(subject: Subject, chosen: Chosen) -> Section | Choices:
    """What changed in disbursed since the time to compare with, by the column chosen."""
    time, before = subject.choice_of_earlier(chosen), subject.earlier(chosen)
    if before is None:
        return Choices((time,))
    part = choice_of_column(chosen, "change_by", questions.parts(subject.scope))
    change = subject.first(questions.total, before.scope)
    table = subject.ask(questions.by_part, before.scope, part.value)
    times = (time_name(before.scope), time_name(subject.scope))
    # Figures of two times are from the files of both, and their names say both.
    return subject.beside(before, change.lines_before + change.lines).section(
        f"changes_by_{part.value}",
        _("What changed"),
        _("Change in disbursed between two times"),
        say.changes(change, table, part.value),
        table,
        partial(draw.by_part, table, part.value, times),
        time,
        part,
    )


def names(subject: Subject, chosen: Chosen) -> Section | None:
    """Divisions and lines that only one of the two times has."""
    before = subject.earlier(chosen)
    if before is None:
        return None
    table, change = subject.ask(questions.names, before.scope), subject.first(questions.total, before.scope)
    both = subject.beside(before, change.lines_before + change.lines)
    title = _("Divisions and lines that only one of two times has")
    return both.section("names", _("New, vanished and renamed"), title, say.names(table), table)


def transfers(subject: Subject, chosen: Chosen) -> Section | Remarks:
    """What was moved, by division or line; where nothing or a single line was, that sentence."""
    total = subject.first(questions.transfers_total)
    # Only over the whole ordinance must transfers net to zero.
    sentence = say.transfers(total, whole=not subject.scope.within)
    heading = _("Transfers")
    if total.lines_moved < 2:  # nothing is to be compared
        return Remarks(heading, ((heading, sentence),))
    # Where one division moved money its bar would be the total again.
    columns = ("division", "item") if total.divisions_moved > 1 else ("item",)
    part = choice_of_column(chosen, "moved_by", columns)
    table = subject.ask(questions.transfers, part.value)
    figure, title = partial(draw.transfers, table, part.value), _("Transfers in and out")
    return subject.section(f"transfers_by_{part.value}", heading, title, sentence, table, figure, part)
