"""Questions that a table holds twice: in words and as recoded figures, or under the same header again."""

import re
from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from loaders.layout.scales import is_no_answer, is_number, squeezed
from loaders.layout.survey_columns import Column

ENOUGH_ROWS, ENOUGH_LEVELS = 5, 2
"""From how many rows and levels on figures that agree with other words throughout are no chance."""
LEAST_LETTERS = 6
"""How much of a header says that two columns ask the same."""
_AGREEING = Fraction(8, 10)


@dataclass(frozen=True)
class Repetition:
    """A column whose answers another has already, and in how many of the rows they agree. Certain where the
    headers are alike and one answer determines the other in all rows."""

    column: Column
    original: Column
    agreeing: int
    rows: int
    is_certain: bool


def repetitions(columns: list[Column], questions: set[Column]) -> list[Repetition]:
    """The columns that seem to repeat one of the `questions`: figures repeat words, a header that says so the
    plain one, and what stands further right the rest."""
    usable = [
        column
        for column in columns
        if column.answers and not (column.is_full or column.is_free or column.is_about_people)
    ]
    usable = sorted(
        (column for column in usable if column.is_numeric or column.scale),
        key=lambda each: (
            each.is_numeric,
            not each.fitting_scales,
            len(each.header) > len(each.stem),
            each.at,
        ),
    )
    repeated: dict[Column, Repetition] = {}
    for place, column in enumerate(usable):
        for original in usable[:place]:
            if (
                original in questions
                and original not in repeated
                and (repetition := _repetition(original, column))
            ):
                repeated[column] = repetition
                break
    return list(repeated.values())


def _repetition(original: Column, column: Column) -> Repetition | None:
    recoded = original.is_numeric != column.is_numeric
    alike = original.stem == column.stem or (recoded and _is_part(original.stem, column.stem))
    if not alike and not (recoded and len(column.codes) >= ENOUGH_ROWS):
        return None
    # The first rows spare the others of two columns that agree nowhere.
    pairs = _pairs(original, column, None if alike else 500)
    if not alike and not _is_identical(pairs):
        return None
    pairs = _pairs(original, column)
    agreeing = _agreement(pairs)
    rows = pairs.total()
    if alike and _is_determined(pairs):
        return Repetition(column, original, agreeing, rows, is_certain=True)
    # A slip in the words leaves them unlike their figures in single rows only.
    if (alike and recoded and agreeing >= _AGREEING * rows) or (not alike and _is_identical(pairs)):
        return Repetition(column, original, agreeing, rows, is_certain=False)
    return None


def _is_part(one: str, other: str) -> bool:
    """Whether a header is the other with something more, which is no number of a question."""
    shorter, longer = sorted((one, other), key=len)
    return (
        len(shorter) >= LEAST_LETTERS
        and shorter in longer
        and not re.search(r"\d", longer.replace(shorter, "", 1))
    )


Pairs = Counter[tuple[Fraction | None, Fraction | None]]


def _pairs(original: Column, column: Column, first: int | None = None) -> Pairs:
    """How often which values stand beside each other in a row, of those that have any (None: no answer)."""
    ranks = [_ranks(each) for each in (original, column)]
    pairs: Pairs = Counter()
    for (one, other), count in Counter(
        zip(original.codes[:first], column.codes[:first], strict=True)
    ).items():
        pair = ranks[0][one], ranks[1][other]
        if pair != (None, None):
            pairs[pair] += count
    return pairs


def _ranks(column: Column) -> list[Fraction | None]:
    def rank(text: str) -> Fraction | None:
        if column.is_numeric:
            return Fraction(squeezed(text)) if is_number(text) else None
        level = None if is_no_answer(text) or column.scale is None else column.scale.level(text)
        return None if level is None else Fraction(level)

    return [rank(text) for text in column.texts]


def _determined(pairs: Pairs) -> dict[Fraction, Counter[Fraction | None]]:
    beside: dict[Fraction, Counter[Fraction | None]] = {}
    for (one, other), count in pairs.items():
        if one is not None:
            beside.setdefault(one, Counter())[other] += count
    return beside


def _agreement(pairs: Pairs) -> int:
    """In how many rows the second value is the one that stands beside the first most often."""
    return sum(max(others.values()) for others in _determined(pairs).values())


def _is_determined(pairs: Pairs) -> bool:
    """Whether each value has just one beside it, in the same order or the opposite; beside no answer there
    may be a figure that stands for none."""
    determined = sorted(_determined(pairs).items())
    values = [next(iter(others)) for _value, others in determined]
    if any(len(others) > 1 for _value, others in determined) or None in values:
        return False
    figures = [value for value in values if value is not None]
    if {other for one, other in pairs if one is None} & set(figures):
        return False
    # 1 beside มากที่สุด and 5 beside น้อยที่สุด: recoded from the other end.
    return _is_rising(figures) or _is_rising(figures[::-1])


def _is_rising(values: list[Fraction]) -> bool:
    return all(one < other for one, other in pairwise(values))


def _is_identical(pairs: Pairs) -> bool:
    """Whether every answer in words has its own level beside it, throughout and on several levels."""
    return len(pairs) >= ENOUGH_LEVELS and all(one is not None and one == other for one, other in pairs)
