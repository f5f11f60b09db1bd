"""In which words readers meet a data set: what a column is called, what a code is, what a rule of findings
says. Those of a data set may stand in a file of its own, vocabulary/subjects/TABLE.py, as QUANTITIES, WORDS,
RULES and MEANINGS; what several share stands in columns.py and findings.py."""

from dataclasses import dataclass
from importlib import import_module, util
from typing import Any, Literal

from vocabulary.data_sets import DATA_SETS, DataSet

Unit = Literal[
    "text", "count", "number", "baht", "percent", "ratio", "points", "day", "moment", "word", "words",
    "address",
]  # fmt: skip
Severity = Literal["error", "warning", "note"]
Within = Literal["organization", "load", "all"]


@dataclass(frozen=True)
class Quantity:
    """A column as tables, charts and downloads name it. A `ratio` (0–1) is shown as percent; a `word` is a
    code with a name, `words` are several of them with spaces between; an `address` leads to where it says; a
    `number` has its unit in another column; a `moment` of UTC is shown as the day that it was in Thailand."""

    title: str
    unit: Unit = "text"


@dataclass(frozen=True)
class Rule:
    """How grave a finding of this rule is, and its sentence; the places are filled by `findings.sentence`."""

    severity: Severity
    sentence: str
    advice: str = ""
    """What the clerk should look at, which is nothing for an assessor."""
    within: Within = "organization"
    """What it compares rows with: all that the same organization has, the rows of the same load, or
    everybody's. It is asked again where one of these has changed."""
    is_due: bool = False
    """Whether it tells of something that was due and is not there or not done: people are told that it is
    overdue."""
    of_totals: bool = False
    """Whether it is of printed totals alone: where none is stored it finds nothing, and is not asked."""
    check: str = ""
    """What holds where it finds nothing."""


def of_data_sets(name: str) -> dict[str, Any]:
    """What the data sets with a file of their own have under `name` (QUANTITIES, WORDS, RULES, MEANINGS)."""
    return {key: value for each in DATA_SETS for key, value in of_data_set(each, name).items()}


def of_data_set(data_set: DataSet, name: str) -> dict[str, Any]:
    """What a data set has under `name` in a file of its own; nothing where it has none."""
    place = f"vocabulary.subjects.{data_set.table}"
    own: dict[str, Any] = getattr(import_module(place), name, {}) if util.find_spec(place) else {}
    return own
