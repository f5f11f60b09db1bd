"""The scales on which respondents answer: which words stand for which level, and which words are no answer.
All of it is data/reference/answer_scales.csv, which may be edited."""

import csv
import re
from collections import Counter
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cached_property, lru_cache

from definitions import REFERENCE
from loaders.layout.reading import arabic
from loaders.rows import Cells

REVERSED = "_reversed"
"""So ends the name of a scale that is counted from its other end."""
NO_ANSWER = "no_answer"
"""Under this name the table lists the words that are no answer."""
_MARKS = r"[.,:;=()\[\]/–-]*"
# (5) พอใจมาก, มาก (4), 4 มาก
_NUMBERED = re.compile(rf"{_MARKS}(?:(\d+){_MARKS})?(\D+?)(?:{_MARKS}(\d+){_MARKS})?")
_NUMBER = re.compile(r"(\d{1,9})(?:\.0+)?")


@dataclass(frozen=True, eq=False)
class Scale:
    """Words (as `squeezed` gives them) in their order, each with its level; whether a column on it is always
    asked about."""

    name: str
    levels: int
    is_asked: bool
    words: dict[str, int] = field(default_factory=dict)
    is_reversed: bool = False
    """Whether the smallest figure, or what the words call the most, is the best answer."""

    @cached_property
    def reversed(self) -> "Scale":
        """The scale from its other end: its best answer is the worst."""
        words = {word: self._mirrored(level) for word, level in self.words.items()}
        return Scale(f"{self.name}{REVERSED}", self.levels, self.is_asked, words, is_reversed=True)

    def _mirrored(self, level: int) -> int:
        return self.lowest + self.highest - level

    @cached_property
    def lowest(self) -> int:
        """The level of the worst answer: 1, or 0 where the worst counts nothing."""
        return min(self.words.values())

    @cached_property
    def highest(self) -> int:
        """The level of the best answer, which counts 100 percent."""
        return max(self.words.values())

    @property
    def family(self) -> str:
        """What scales that differ in the number of their levels have in common."""
        # amount_5 and amount_4 are one family, number_10 and number_0_10 too.
        return self.name.removesuffix(REVERSED).rsplit("_", 1)[0].removesuffix("_0")

    @property
    def is_numeric(self) -> bool:
        """Whether its answers are figures alone."""
        return self.family == "number"

    def percent(self, level: int) -> Fraction:
        """What a level counts."""
        return Fraction(100 * level, self.highest)

    def word(self, level: int) -> str:
        """The first word of a level."""
        return next(word for word, each in self.words.items() if each == level)

    @lru_cache(maxsize=65536)  # noqa: B019 -- there are as many scales as the table has, and they stay
    def level(self, cell: str) -> int | None:
        """The level of an answer such as มาก, 4, 4.0, ระดับ 4, 4 มาก or มาก (4); None where it is none of
        this scale.

        A number beside a word must be its level, counted from the worst or from the best answer."""
        text = squeezed(cell)
        if match := _NUMBER.fullmatch(text):
            number = int(match[1])
            counted = self._mirrored(number) if self.is_reversed else number
            return counted if self.lowest <= number <= self.highest else None
        if text in self.words:
            return self.words[text]
        match = _NUMBERED.fullmatch(text)
        level = self.words.get(match[2]) if match else None
        if match is None or level is None:
            return None
        numbers = {int(number) for number in (match[1], match[3]) if number}
        return level if numbers <= {level} or numbers <= {self._mirrored(level)} else None


@lru_cache(maxsize=65536)
def squeezed(cell: str) -> str:
    """A cell as answers are compared: without spaces, the words คะแนน and ระดับ, and English beside Thai, in
    small letters and Arabic digits; stars as their number."""
    text = re.sub(r"\s|\ufeff|\ufe0f|คะแนน|ระดับ", "", arabic(cell)).casefold().strip(".")
    # ★★★★☆ is 4.
    if re.fullmatch("[★⭐🌟]+[☆✩]*", text):
        return str(len(text.rstrip("☆✩")))
    # มากที่สุด (Very good)
    return re.sub(r"[(/|–-]*[a-z][a-z'’.]*\)?", "", text) if re.search("[ก-ฮ]", text) else text


def is_number(cell: str) -> bool:
    """Whether an answer is a whole number alone."""
    return _NUMBER.fullmatch(squeezed(cell)) is not None


@lru_cache(maxsize=65536)
def is_answer(cell: str) -> bool:
    """Whether a cell is an answer on any scale."""
    return any(scale.level(cell) is not None for scale in scales().values())


def is_no_answer(cell: str) -> bool:
    """Whether a cell says that there is no answer, or says nothing."""
    # “ไม่เคยใช้บริการ” and “-” are in no number of answers and in no mean.
    return not cell.strip() or squeezed(cell) in _table()[1]


def score(scale: Scale, levels: Counter[int]) -> Cells:
    """The mean in percent, how many answered, and how many on each level of the scale."""
    total = sum(level * answers for level, answers in levels.items())
    count = levels.total()
    percent = (Decimal(100 * total) / (count * scale.highest)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    written = " ".join(f"{level}:{levels[level]}" for level in range(scale.lowest, scale.highest + 1))
    return {"score_percent": str(percent), "respondents": str(count), "answer_counts": written}


def scale_named(name: str) -> Scale | None:
    """The scale of a name, which may be one that is counted from its other end."""
    scale = scales().get(name.removesuffix(REVERSED))
    return scale.reversed if scale and name.endswith(REVERSED) else scale


def scales() -> dict[str, Scale]:
    """Every scale, by its name, in the order of the table."""
    return _table()[0]


@lru_cache(maxsize=1)
def _table() -> tuple[dict[str, Scale], frozenset[str]]:
    by_name: dict[str, Scale] = {}
    no_answers = set[str]()
    with (REFERENCE / "answer_scales.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            if row["scale"] == NO_ANSWER:
                no_answers.add(squeezed(row["word"]))
            else:
                scale = by_name.setdefault(
                    row["scale"], Scale(row["scale"], int(row["levels"]), row["asked"] == "yes")
                )
                scale.words[squeezed(row["word"])] = int(row["level"])
    return by_name, frozenset(no_answers)
