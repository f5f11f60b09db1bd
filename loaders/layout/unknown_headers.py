"""What is told of headers that mean nothing to a data set, and of mappings that name no header."""

import re
from collections.abc import Iterator

from loaders.layout.forms import form_of
from loaders.layout.reading import Options, Reading, normal
from loaders.layout.survey_questions import OF_COLUMN, column_key
from loaders.layout.survey_responses import DROPPED
from loaders.problem import Problem
from loaders.schema.dataset import Dataset
from loaders.text_patterns import is_personal
from vocabulary.language import N_

_LETTERED = re.compile(r"\([a-z]{1,2}\)$")
"""A header that several columns have is said with the letter of its column."""


def unknown_headers(reading: Reading, options: Options) -> Iterator[Problem]:
    """A problem for each of them, from left to right."""
    if not form_of(reading).tells_unknown_headers:
        return  # all columns of a form mean something, and what a web form brings too much is told by itself
    for header in options.mapping:
        if normal(header) not in {normal(name) for name in (*reading.header.lowest, *reading.header.names)}:
            message = N_(
                "No column has the header “{value}”, which was mapped. Is it spelled as in the file?"
            )
            yield Problem(
                "warning", "mapping_without_header", message, row=reading.header.rows[-1], value=header
            )
    for header, name in options.mapping.items():
        if name and name not in reading.dataset.names:
            message = N_(
                "The column {column}, to which “{value}” was mapped, is none of the table {expected}; it"
                " was passed over."
            )
            table = f"{reading.dataset.table} ({reading.dataset.title})"
            yield Problem(
                "warning", "mapping_to_another_table", message, column=name, value=header, expected=table
            )
    if reading.dataset.is_about_people:
        yield from _mapped_people(reading, options)
        yield from _dropped(reading)
    else:
        yield from (_unknown(name, reading) for name in reading.unknown)
    yield from _not_there(reading, options)


def _not_there(reading: Reading, options: Options) -> Iterator[Problem]:
    """What was said of columns that the table does not have."""
    keys = {column_key(name) for name in (*reading.header.lowest, *reading.header.names)}
    for column_answer in options.answers:
        if (
            column_answer.startswith(OF_COLUMN)
            and column_answer not in keys
            and not _LETTERED.search(column_answer)
        ):
            message = N_(
                "No column has the header “{value}”, of which something was said. Is it spelled as in the"
                " file?"
            )
            value = column_answer.removeprefix(OF_COLUMN)
            yield Problem("warning", "nothing_called_so", message, row=reading.header.rows[-1], value=value)


def _dropped(reading: Reading) -> Iterator[Problem]:
    """What is told of all that a file of cases of people has besides."""
    if reading.unknown:
        message = N_(
            "Columns dropped at the door, neither stored nor kept, since they may tell of people: {value}."
            " The copy of the file that is kept has the others alone."
        )
        row, value = reading.header.rows[-1], ", ".join(f"“{name}”" for name in reading.unknown)
        yield Problem("note", DROPPED, message, row, value=value)


def _mapped_people(reading: Reading, options: Options) -> Iterator[Problem]:
    """The columns of people that somebody would have read as something else."""
    for header, name in options.mapping.items():
        if name in reading.positions and is_personal(normal(header)):
            message = N_(
                "The column “{value}” names people and cannot be read as {title} ({column}): it is dropped at"
                " the door."
            )
            words = {"title": reading.dataset.column(name).title}
            row = reading.header.rows[-1]
            yield Problem("error", "people_mapped", message, row, name, header, words=words)


def _unknown(name: str, reading: Reading) -> Problem:
    """What is told of a column that means nothing to the data set."""
    row = reading.header.rows[-1]
    if is_personal(normal(name)):
        message = N_(
            "The column “{value}” seems to name people. It was not stored, but the file itself is kept:"
            " delete the column,"
            " save, and load the file again."
        )
        return Problem("warning", "personal_column", message, row=row, value=name)
    if known := _resembling(name, reading.dataset):
        message = N_(
            "The column “{value}” was passed over and “{known}” was read. If they are not the same, say"
            " what each is."
        )
        words = {"known": known}
        return Problem(
            "warning",
            "like_a_known_column",
            message,
            row=row,
            value=name,
            words=words,
            option=f'--map "{name}=COLUMN"',
        )
    return Problem(
        "note",
        "unknown_column",
        N_("The column “{value}” is not known and was passed over."),
        row=row,
        value=name,
    )


def _resembling(header: str, dataset: Dataset) -> str | None:
    """The title of a column of amounts that an unknown header begins with: เบิกจ่ายสะสม beside เบิกจ่าย."""
    titles = {
        column.title: {normal(name) for name in (column.title, *column.also)}
        for column in dataset.columns
        if column.kind.adds_up
    }
    return next(
        (title for title, names in titles.items() if any(normal(header).startswith(name) for name in names)),
        None,
    )
