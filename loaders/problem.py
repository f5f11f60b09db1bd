"""What can be wrong with a file, told with row, column and value, in Thai and English."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from vocabulary import thai
from vocabulary.findings import UNSEEN
from vocabulary.language import translate
from vocabulary.spelling import difference

Severity = Literal["error", "warning", "note"]
_ONE_ROW = re.compile(r"(?<!\d)(\d+)–\1(?!\d)")
"""Rows 5–5 are row 5."""


@dataclass(frozen=True)
class Choice:
    """One reading of what a file leaves open: the answer, its name (a message to translate, with `words`),
    how the command line says it, and the sums (column → baht or count) that would then be stored."""

    answer: str
    label: str
    option: str
    sums: dict[str, Decimal] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)

    def text(self, language: str) -> str:
        """What the choice is called in `language`."""
        return translate(self.label, language).format(**self.words)


@dataclass(frozen=True)
class Question:
    """What the clerk is asked: under which key the answer is kept in `Options.answers`, and the readings to
    choose from."""

    key: str
    choices: tuple[Choice, ...]

    def as_json(self) -> dict[str, object]:
        """The question as the command line's `--json` gives it."""
        choices = [
            {
                "answer": choice.answer,
                "option": choice.option,
                "sums": {name: str(total) for name, total in choice.sums.items()},
                "label_th": choice.text("th"),
                "label_en": choice.text("en"),
            }
            for choice in self.choices
        ]
        return {"key": self.key, "choices": choices}


@dataclass(frozen=True)
class Problem:
    """One thing to tell about a file. An error refuses the whole file; a warning or a note does not. An error
    with a question refuses it only until that is answered.

    `message` is an English sentence of the catalogue; `words` fill its places and are themselves translated.
    `option` is how the command line says the remedy, where it has another way than the page."""

    severity: Severity
    rule: str
    message: str
    row: int | None = None
    column: str | None = None
    value: str | None = None
    stated: str | None = None
    expected: str | None = None
    words: dict[str, str] = field(default_factory=dict)
    question: Question | None = None
    option: str | None = None

    def text(self, language: str) -> str:
        """The sentence in `language` ("th" or "en")."""
        words = {name: translate(word, language) for name, word in self.words.items()}
        # Counts and rows among the words are written in the visitor's digits; a file's name keeps its own.
        words |= {
            name: thai.digits(words[name]) for name in ("count", "first") if words.get(name, "").isdigit()
        }
        sentence = translate(self.message, language).format(
            row=thai.digits(self.row),
            column=self.column,
            value=self.value,
            expected=translate(self.expected or "", language),
            **words,
        )
        return _ONE_ROW.sub(r"\1", f"{sentence}{self._unseen(language)}")

    def _unseen(self, language: str) -> str:
        """In what the texts that the sentence shows differ, where a reader sees no difference."""
        others = (other for other in (self.expected, self.words.get("first")) if other)
        unseen = next(filter(None, (difference(self.value or "", other) for other in others)), None)
        return "" if unseen is None else " " + translate(UNSEEN, language).format(difference=unseen)

    def as_json(self) -> dict[str, object]:
        """The problem as the command line's `--json` gives it."""
        question = {"question": self.question.as_json()} if self.question else {}
        return question | {
            "severity": self.severity,
            "rule": self.rule,
            "row": self.row,
            "column": self.column,
            "value": self.value,
            "stated": self.stated,
            "expected": translate(self.expected, "en") if self.expected else None,
            "option": self.option,
            "message_th": self.text("th"),
            "message_en": self.text("en"),
        }


@dataclass
class Outcome:
    """What a check comes to: what it tells or asks of a file, and the answers that served it: key →
    answer."""

    problems: list[Problem] = field(default_factory=list)
    answered: dict[str, str] = field(default_factory=dict)

    def ask(self, problem: Problem, answer_to: Callable[[str], str | None]) -> None:
        """Asks, unless there is an answer to the question's key already."""
        assert problem.question
        if answer := answer_to(problem.question.key):
            self.answered[problem.question.key] = answer
        else:
            self.problems.append(problem)

    def add(self, other: "Outcome") -> None:
        """Takes in what else is told, asked and answered."""
        self.problems += other.problems
        self.answered |= other.answered


class LoadError(Exception):
    """The file is at fault: nothing of it is stored."""

    def __init__(self, *problems: Problem) -> None:
        # What a traceback shows.
        super().__init__("; ".join(problem.text("en") for problem in problems))
        self.problems = problems
