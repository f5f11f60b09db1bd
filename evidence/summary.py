"""The executive summary: the headline figure of each data set, and what wants attention, on one page."""

from typing import Any

import pandas as pd

from sections import overview
from sections.overview import HEADLINES
from sections.subject import Section, Subjects
from sentences import origin
from sentences.overview import Notice
from vocabulary import thai
from vocabulary.data_sets import SUBJECTS
from vocabulary.language import _

PRINTED = ("indicator", "value", "time", "standing")


def report(subjects: Subjects) -> list[Section | None]:
    """One row for each of the subjects that there is; the notices of the overview, most urgent first."""
    names = [each.name for each in SUBJECTS if each.name in subjects]
    table = pd.DataFrame([_row(subjects, name) for name in names])
    sentence = "\n".join(_sentence(subjects, name) for name in names)
    sections: list[Section | None] = [
        _section(subjects, "headlines", _("Headline figures"), sentence, table, PRINTED)
    ]
    if notices := overview.notices(subjects):
        numbered = (
            f"({thai.number(place)}) {_dated(subjects, each)}" for place, each in enumerate(notices, 1)
        )
        sections.append(
            _section(subjects, "attention", _("Needs attention"), "\n".join(numbered), pd.DataFrame(), ())
        )
    return sections


def _section(
    subjects: Subjects, name: str, heading: str, sentence: str, table: pd.DataFrame, printed: tuple[str, ...]
) -> Section:
    """A section of all subjects together."""
    every = list(subjects.values())
    files = tuple(dict.fromkeys(file for subject in every for file in subject.files))
    return Section(
        name,
        heading,
        heading,
        sentence,
        table,
        printed=printed,
        place=every[0].published.name(every[0].scope.organization),
        source=origin.source(files, sum(subject.rows for subject in every), None),
    )


def _row(subjects: Subjects, name: str) -> dict[str, Any]:
    headlines, subject = HEADLINES[name], subjects[name]
    row = subject.first(headlines.question)
    headline = headlines.headline(row)
    return {
        "indicator": _(headlines.label),
        "value": headline.value,
        # Not printed: the workbook and the CSV have it, to calculate with.
        "figure": headlines.figure(row),
        "figure_unit": _(headlines.unit),
        "standing": headline.status,
        "basis": headline.basis,
        "time": subject.time,
        "fiscal_year": subject.scope.fiscal_year,
    }


def _sentence(subjects: Subjects, name: str) -> str:
    headlines, subject = HEADLINES[name], subjects[name]
    return f"{subject.time}: {headlines.sentence(subject.first(headlines.question))}"


def _dated(subjects: Subjects, notice: Notice) -> str:
    subject = subjects.get(notice.data_set)
    return f"{notice.text} ({subject.time})" if subject else notice.text
