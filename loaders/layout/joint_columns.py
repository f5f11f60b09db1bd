"""Printed columns that hold two things in one cell, as the forms of purchases do: who won and for how much,
the number of a contract and its day. They are read apart where a cell says plainly which is which."""

import re
from collections.abc import Iterable

from loaders.layout.reading import arabic, normal
from loaders.problem import Problem
from loaders.rows import Cells
from loaders.schema.dataset import Dataset, Joint
from vocabulary.language import N_

EMPTY = ("-", "–", "—")
"""A dash in the place of all."""


def joint_of(names: Iterable[str], dataset: Dataset) -> Joint | None:
    """The joint that a header names, by itself or together with its group."""
    called = set(map(normal, names))
    return next((each for each in dataset.joints if called & set(map(normal, each.headers))), None)


def parted(joints: Iterable[Joint], row: int, values: Cells) -> tuple[Cells, list[Problem]]:
    """The cells of a row, those of joint columns read apart, and a problem for each that does not say plainly
    which is which: for a row that is a record."""
    problems = []
    for joint in joints:
        cell = values[joint.columns[0]]
        parts = read_apart(joint, cell)
        if parts is None:
            problems.append(Problem("error", "joint_cell", _NOT_PLAIN, row, joint.columns[-1], cell))
        values = values | (parts or {})
    return values, problems


def read_apart(joint: Joint, cell: str | None) -> Cells | None:
    """The parts of a cell by column; None where it does not say plainly which is which."""
    if cell is None or cell in EMPTY:
        return dict.fromkeys(joint.columns)
    matches = (re.fullmatch(pattern, arabic(cell), re.DOTALL) for pattern in joint.patterns)
    if (match := next(filter(None, matches), None)) is None:
        return None
    # By place, so that a name keeps the digits in which it is written.
    parts = {name: cell[slice(*match.span(name))] for name in match.groupdict()}
    return dict.fromkeys(joint.columns) | parts


_NOT_PLAIN = N_(
    "Row {row}: “{value}” does not say plainly which of it is what this column holds. Write it in two"
    " columns, each under its own header."
)
