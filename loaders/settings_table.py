"""A table of settings that an office edits itself: CSV, of which each mistake is told with row, column and
value."""

import csv
from collections.abc import Mapping, Sequence
from io import StringIO

from loaders.problem import LoadError, Problem
from vocabulary.language import N_

Lines = list[tuple[int, list[str]]]
"""Rows with their numbers, without those in which nothing stands."""


def lines(text: str, columns: Sequence[str], name: str) -> Lines:
    """The rows of a table with these columns. Raises LoadError where its first row names others, or a row has
    more or fewer cells; `name` begins the names of these problems."""
    try:
        head, *rows = csv.reader(StringIO(text), strict=True)
    except (ValueError, csv.Error):
        head, rows = [], []
    if [cell.strip() for cell in head] != [*columns]:
        message = N_("The first row must name the columns: {expected}.")
        raise LoadError(Problem("error", f"{name}_columns", message, 1, expected=",".join(columns)))
    filled = [(number, row) for number, row in enumerate(rows, start=2) if any(map(str.strip, row))]
    short = [number for number, row in filled if len(row) != len(columns)]
    if short:
        message = N_("Row {row} has not {expected} cells.")
        raise LoadError(
            *(Problem("error", f"{name}_cells", message, row, expected=f"{len(columns)}") for row in short)
        )
    return filled


def mistakes(
    shown: Mapping[str, str], judged: Mapping[str, tuple[object, str]], row: int, name: str
) -> list[Problem]:
    """What is wrong with a row: of each column whether it is, and what is expected there; told with the value
    that is `shown` of it."""
    message = N_("Row {row}, column {column}: “{value}” is not {expected}.")
    return [
        Problem("error", f"{name}_{column}", message, row, column, shown[column], expected=expected)
        for column, (is_wrong, expected) in judged.items()
        if is_wrong
    ]
