"""The sections of documents about the satisfaction survey."""

from dataclasses import replace

from sections import satisfaction
from sections.subject import Section, Subjects

COLUMNS = {"by_division": "division", "by_dimension": "dimension_no", "by_question": "question_no"}


def report(subjects: Subjects) -> list[Section | None]:
    """The mean and its level; by division, dimension and question; every score. Where all is withheld, the
    whole only."""
    subject = subjects["satisfaction"]
    whole = satisfaction.whole(subject, {})
    if satisfaction.is_withheld(subject):
        return [whole]
    by_column = [
        replace(satisfaction.means_by(subject, {}, column), name=name) for name, column in COLUMNS.items()
    ]
    return [whole, *by_column, satisfaction.scores(subject, {})]
