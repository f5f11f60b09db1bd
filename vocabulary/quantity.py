"""What a column holds: its title and the way in which its values are written."""

from dataclasses import dataclass
from typing import Literal

Unit = Literal[
    "text", "count", "number", "baht", "percent", "ratio", "points", "day", "moment", "word", "words",
    "address",
]  # fmt: skip


@dataclass(frozen=True)
class Quantity:
    """A column as tables, charts and downloads name it. A `ratio` (0–1) is shown as percent; a `word` is a
    code with a name, `words` are several of them with spaces between; an `address` leads to where it says; a
    `number` has its unit in another column; a `moment` of UTC is shown as the day that it was in Thailand."""

    title: str
    unit: Unit = "text"
