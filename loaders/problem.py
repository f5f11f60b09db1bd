"""What can be wrong with a file, told with row, column and value, in Thai and English."""

from dataclasses import dataclass, field
from typing import Literal

import thai
from language import translate

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True)
class Problem:
    """One thing to tell about a file. An error refuses the whole file; a warning or a note does not.

    `message` is an English sentence of the catalogue; `words` fill its places and are themselves translated."""

    severity: Severity
    rule: str
    message: str
    row: int | None = None
    column: str | None = None
    value: str | None = None
    stated: str | None = None
    expected: str | None = None
    words: dict[str, str] = field(default_factory=dict)

    def text(self, language: str) -> str:
        """The sentence in `language` ("th" or "en")."""
        words = {name: translate(word, language) for name, word in self.words.items()}
        words |= {name: thai.digits(words[name]) for name in ("count", "first") if words.get(name, "").isdigit()}
        return translate(self.message, language).format(
            row=thai.digits(self.row),
            column=self.column,
            value=self.value,
            expected=translate(self.expected or "", language),
            **words,
        )

    def as_json(self) -> dict[str, str | int | None]:
        """The problem as the command line's `--json` gives it."""
        return {
            "severity": self.severity,
            "rule": self.rule,
            "row": self.row,
            "column": self.column,
            "value": self.value,
            "stated": self.stated,
            "expected": translate(self.expected, "en") if self.expected else None,
            "message_th": self.text("th"),
            "message_en": self.text("en"),
        }


class LoadError(Exception):
    """The file is at fault: nothing of it is stored."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(problem.text("en") for problem in problems))
        self.problems = problems
