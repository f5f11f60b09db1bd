"""Every form of tables that is known. A new one is a module like these and a line in FORMS."""

import re
from collections.abc import Iterator
from itertools import chain

from loaders.files.text import Text
from loaders.layout.form import Form
from loaders.layout.plan_by_dimension import PLAN_BY_DIMENSION
from loaders.layout.plan_screens import PLAN_SCREENS
from loaders.layout.reading import Header, Options, Reading, arabic
from loaders.layout.service_months import SERVICE_MONTHS
from loaders.layout.survey_counts import SURVEY_COUNTS
from loaders.layout.survey_matrix import SURVEY_MATRIX
from loaders.layout.survey_responses import SURVEY_RESPONSES
from loaders.layout.tidy_table import TIDY_TABLE
from loaders.rows import Notices, Record, Row
from loaders.schema.dataset import Dataset
from vocabulary.language import N_

FORMS = (
    PLAN_SCREENS,
    SURVEY_COUNTS,
    SURVEY_MATRIX,
    SURVEY_RESPONSES,
    PLAN_BY_DIMENSION,
    SERVICE_MONTHS,
    TIDY_TABLE,
)
"""In the order in which they are tried; the plain table is what the others are preferred to."""
_BY_NAME = {form.name: form for form in FORMS}


def form_of(reading: Reading) -> Form:
    """The form that a table has."""
    return _BY_NAME[reading.layout]


def special_readings(
    dataset: Dataset, headers: list[Header], head: list[Row], options: Options
) -> Iterator[Reading]:
    """How a table may be read otherwise than as a plain one, the most likely first."""
    for form in FORMS:
        if form is not TIDY_TABLE and (not form.tables or dataset.table in form.tables):
            yield from form.recognise(dataset, headers, head, options)


def settle(
    reading: Reading, text: Text, options: Options, notices: Notices
) -> tuple[Reading, dict[str, str]]:
    """The reading with what its form leaves open decided, and which questions to the clerk were answered
    how."""
    return form_of(reading).settle(reading, text, options, notices)


def records(
    reading: Reading, rows: Iterator[Row], notices: Notices, roles: dict[int, str]
) -> Iterator[Record]:
    """The records of a table whose rows below the header are `rows`. `roles` says which rows are totals, or
    lines, otherwise than their words say."""
    if reading.is_printed:
        rows = _without_numbers_of_columns(rows, notices)
    return form_of(reading).read(reading, rows, notices, roles)


def _without_numbers_of_columns(rows: Iterator[Row], notices: Notices) -> Iterator[Row]:
    """The rows without a first one that only counts the columns: 1, 2, 3 … or (1), (2), (3) …"""
    first = next(rows, None)
    if first is None:
        return rows
    numbers = [re.fullmatch(r"\(?(\d+)\)?", arabic(cell)) for cell in map(str.strip, first[1]) if cell]
    counting = list(range(1, len(numbers) + 1))
    # (1), (2) alone may be the figures of a line.
    if len(numbers) >= 3 and [int(number[1]) if number else 0 for number in numbers] == counting:
        notices.rows_read += 1
        notices.note(N_("Row {row} only numbers the columns and was passed over."), first[0])
        return rows
    return chain([first], rows)
