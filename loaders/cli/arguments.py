"""What the options of the command line may be given, and what they say of files: values, mappings, answers to
what is asked."""

import argparse
import re
from datetime import date

from loaders.layout.reading import Options
from loaders.layout.scales import scale_named
from loaders.layout.survey_matrix import DIVISION
from loaders.layout.survey_questions import NO_QUESTION, column_key
from loaders.rows import LINE, TOTAL
from loaders.schema.datasets import DATASETS

Answer = tuple[str, str]


def counted(text: str) -> Answer:
    """HEADER=SCALE: the column is a question whose answers lie on the scale; HEADER=division: it is a
    division."""
    header, _, scale = text.rpartition("=")
    if not header.strip() or (scale_named(scale) is None and scale != DIVISION):
        raise argparse.ArgumentTypeError(
            f"{text!r} is not HEADER=SCALE with a scale of data/reference/answer_scales.csv"
        )
    return column_key(header), scale


def passed_over(text: str) -> Answer:
    """HEADER: the column is no question."""
    return column_key(text), NO_QUESTION


def full_score(text: str) -> str:
    """What the best score is: a whole number."""
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 1000):
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1 to 1000")
    return text


def digits(text: str) -> str:
    """A code of an organization."""
    if not (text.isascii() and text.isdigit() and 4 <= len(text) <= 10):
        raise argparse.ArgumentTypeError(f"{text!r} is not a code of 4 to 10 digits")
    return text


def day(text: str) -> date:
    """A day of the Common Era."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a day of the Common Era, such as 2025-01-21"
        ) from None


def fiscal_year(text: str) -> str:
    """A fiscal year of the Buddhist era."""
    if not (text.isascii() and text.isdigit() and 2500 <= int(text) <= 2642):
        raise argparse.ArgumentTypeError(f"{text!r} is not a fiscal year of the Buddhist era, such as 2568")
    return text


def pair(text: str) -> tuple[str, str]:
    """A header and the column that it names."""
    header, _, column = text.rpartition("=")
    if not header.strip() or not any(
        column == known.name for dataset in DATASETS.values() for known in dataset.columns
    ):
        raise argparse.ArgumentTypeError(f"{text!r} is not HEADER=COLUMN with the name of a column")
    return header, column


def expected(text: str) -> tuple[str, str]:
    """A column of amounts and what its lines come to."""
    column, _, total = text.partition("=")
    bare = total.replace(",", "")
    if not re.fullmatch(r"-?\d+(\.\d{1,2})?", bare) or not any(
        column in dataset.amounts for dataset in DATASETS.values()
    ):
        raise argparse.ArgumentTypeError(f"{text!r} is not COLUMN=SUM with the name of a column of amounts")
    return column, bare


def _answers(call: argparse.Namespace) -> dict[str, str]:
    said = {
        "unit": call.unit,
        "decimal": call.decimal,
        "blank": call.blank,
        "scores": call.scores_of,
        "counts": call.counts_of,
    }
    said |= {"remaining": call.remaining, "repeated": call.repeated}
    rows = {f"row:{row}": TOTAL for row in call.total_row} | {f"row:{row}": LINE for row in call.line_row}
    return (
        {key: answer for key, answer in said.items() if answer} | rows | dict((*call.count, *call.pass_over))
    )


def options(call: argparse.Namespace) -> Options:
    """All that a call says of its files."""
    given = {
        "organization_code": call.organization,
        "fiscal_year": call.fiscal_year,
        "as_of": call.as_of and call.as_of.isoformat(),
        "round_months": call.round,
        "division": call.division,
    }
    values = {name: value for name, value in given.items() if value}
    return Options(
        table=call.table,
        values=values,
        mapping=dict(call.map),
        encumbered=call.encumbered,
        sheet=call.sheet,
        answers=_answers(call),
        expect=dict(call.expect),
        ask_again=call.ask_again,
    )
