"""What is told of the questions that are counted: the scale of each, how many gave which answer, and what the
scale allows."""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from loaders.layout.scales import Scale
from loaders.layout.survey_columns import Column
from loaders.problem import Problem
from vocabulary.language import N_


def named(scale: Scale) -> str:
    """A scale with its lowest and its highest answer."""
    return f"{scale.name} ({scale.word(scale.lowest)} … {scale.word(scale.highest)})"


def rounded(percent: Fraction) -> Decimal:
    """An exact percentage as it is stored."""
    return (Decimal(percent.numerator) / percent.denominator).quantize(Decimal("0.01"), ROUND_HALF_UP)


def questions_counted(counted: dict[Column, Scale], header_row: int) -> Iterator[Problem]:
    """A note for each question, with its scale and how many answered on each level and not at all; and for
    each scale on which the lowest score that there can be is not 0 %."""
    message = N_(
        "Question “{value}” is counted on the scale {scale}: {count} answers, mean {percent} %, by level"
        " {levels};"
        " without an answer: {none}."
    )
    for column, scale in sorted(counted.items(), key=lambda each: each[0].at):
        levels = column.levels(scale)
        words = {
            "scale": named(scale),
            "count": f"{levels.total():,}",
            "percent": f"{rounded(column.percent(scale))}",
            "levels": " ".join(
                f"{level}:{levels[level]}" for level in range(scale.lowest, scale.highest + 1)
            ),
            "none": f"{sum(column.counts) - levels.total():,}",
        }
        yield Problem("note", "question_counted", message, header_row, value=column.header, words=words)
    for scale in dict.fromkeys(counted.values()):
        # On levels from 1 to 5 nobody can give less than 20 %.
        if scale.lowest:
            yield _lowest(scale, header_row)


def _lowest(scale: Scale, header_row: int) -> Problem:
    message = N_(
        "On the scale {value} the lowest answer counts {low} % and the highest 100 %: no score can be less"
        " than {low} %."
    )
    words = {"low": f"{rounded(scale.percent(scale.lowest))}"}
    return Problem("note", "scale_ends", message, header_row, value=named(scale), words=words)
