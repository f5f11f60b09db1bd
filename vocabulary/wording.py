"""In which words readers meet a data set: what a column is called, what a code is, what a rule of findings
says. Those of a data set may stand in a file of its own, vocabulary/subjects/TABLE.py, as QUANTITIES, WORDS,
RULES and MEANINGS; what several share stands in columns.py, findings.py and meanings.py."""

from dataclasses import dataclass
from importlib import import_module, util
from typing import Any, Literal

from vocabulary.data_sets import DATA_SETS

Unit = Literal["text", "count", "number", "baht", "percent", "ratio", "points", "day", "moment", "word"]
Severity = Literal["error", "warning", "note"]
Within = Literal["organization", "load", "all"]


@dataclass(frozen=True)
class Quantity:
    """A column as tables, charts and downloads name it. A `ratio` (0–1) is shown as percent; a `word` is a
    code with a name; a `number` has its unit in another column; a `moment` of UTC is shown as the day that it
    was in Thailand."""

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


def of_data_sets(name: str) -> dict[str, Any]:
    """What the data sets with a file of their own have under `name` (QUANTITIES, WORDS, RULES, MEANINGS)."""
    places = [f"vocabulary.subjects.{data_set.table}" for data_set in DATA_SETS]
    own = [import_module(place) for place in places if util.find_spec(place)]
    return {key: value for words in own for key, value in getattr(words, name, {}).items()}
