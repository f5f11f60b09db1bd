"""The sections of documents about the budget."""

from sections import budget
from sections.subject import Section, Subjects
from vocabulary.columns import title

LEVELS = ("expenditure_group", "plan", "division", "item")
REPORTED_LEVELS = ("division", "plan", "expenditure_group")


def plan(subjects: Subjects) -> list[Section | None]:
    """How the ordinance divides the money: by expenditure group, programme, division and line, as far as the
    source says."""
    return [budget.allotted(subjects["budget"], level) for level in LEVELS]


def report(subjects: Subjects) -> list[Section | None]:
    """The whole; by division, programme and group; the course of the year; every line; and the totals as
    printed."""
    subject = subjects["budget"]
    by_level = (budget.by_level(subject, {}, level, title(level)) for level in REPORTED_LEVELS)
    return [
        budget.whole(subject, {}),
        *(section for section in by_level if len(section.table) > 1 or section.name == "by_division"),
        budget.course(subject, {}),
        budget.lines(subject, {}),
        budget.printed_totals(subject, {}),
    ]
