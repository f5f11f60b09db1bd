"""Printed columns that hold two things in one cell, as the forms of purchases do: who won and for how much,
the number of a contract and its day. They are read apart where a cell says plainly which is which."""

import re
from collections.abc import Iterable

from loaders.layout.reading import arabic, normal
from loaders.rows import Cells
from loaders.schema.dataset import Dataset, Joint

EMPTY = ("-", "–", "—")
"""A dash in the place of all."""


def joint_of(names: Iterable[str], dataset: Dataset) -> Joint | None:
    """The joint that a header names, by itself or together with its group."""
    called = set(map(normal, names))
    return next((each for each in dataset.joints if called & set(map(normal, each.headers))), None)


def parted(joints: Iterable[Joint], values: Cells) -> Cells:
    """The cells of a row, those of joint columns read apart. A cell that does not say plainly which is which
    stands in every column of the joint, so that it is refused where it is none of its kind."""
    for joint in joints:
        values = values | _parts(joint, values[joint.columns[0]])
    return values


def _parts(joint: Joint, cell: str | None) -> Cells:
    if cell is None or cell in EMPTY:
        return dict.fromkeys(joint.columns)
    matches = (re.fullmatch(pattern, arabic(cell), re.DOTALL) for pattern in joint.patterns)
    match = next(filter(None, matches), None)
    if match is None:
        return dict.fromkeys(joint.columns, cell)
    # By place, so that a name keeps the digits in which it is written.
    parts = {name: cell[slice(*match.span(name))] for name in match.groupdict()}
    return dict.fromkeys(joint.columns) | parts
