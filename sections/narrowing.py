"""What figures are narrowed to, in words and in the names of files."""

import re
from typing import Any
from zlib import crc32

import pandas as pd

from queries.scope import Scope, Within
from vocabulary import thai
from vocabulary.columns import QUANTITIES, name_of, title, word
from vocabulary.language import _

FORBIDDEN = re.compile("[^A-Za-z0-9._]+")
"""What names of files had better not have: not every system can read Thai ones."""
LONGEST = 40
"""Letters that what is narrowed to takes in the name of a file."""


def column_name(column: str) -> str:
    """What is chosen by the values of a column: "Question", where they are its numbers."""
    return title(column.removesuffix("_no"))


def value_name(column: str, value: str) -> str:
    """What the value of a column is called."""
    if value == thai.NOTHING:
        return name_of(value)
    if column == "dimension_no":
        return _("Dimension {number} {name}").format(number=thai.digits(value), name="").strip()
    if column == "question_no":
        return _("Question {number}").format(number=thai.digits(value))
    if column == "measure_no":
        return _("Measure no. {number}").format(number=thai.digits(value))
    if column == "evidence":
        return f"{title(column)}: {word(value)}"
    if column == "words":
        return _("with the words “{words}”").format(words=value)
    if column in QUANTITIES and QUANTITIES[column].unit == "word":
        return word(value, column)
    return thai.digits(name_of(value))


def pair_name(column: str, value: str) -> str:
    """The value of a column with what it is a value of: "Division: กองช่าง"."""
    # “Dimension 1” says by itself what it is; กองช่าง might be a division or who is responsible.
    name = value_name(column, value)
    says_itself = ("dimension_no", "question_no", "measure_no", "evidence", "words")
    says_what = column in says_itself and value != thai.NOTHING
    return name if says_what else f"{title(column)}: {name}"


def in_words(within: Within) -> list[str]:
    """What lines are narrowed to, for the line that says whose figures these are."""
    return [value_name(column, value) for column, value in within]


def in_file_names(within: Within) -> str:
    """What files of narrowed figures have in their name besides: another for every other value."""
    # Two columns may have the same value: question 1 is not dimension 1.
    parts = ((f"{column}-" if column != "division" else "", value) for column, value in within)
    return "".join(f"_{prefix}{in_file_name(value, LONGEST // len(within))}" for prefix, value in parts)


def in_file_name(value: str, longest: int = LONGEST) -> str:
    """The value in Latin letters, as far as a name of a file can have it; where it can not be
    had back from that, with a mark of its own."""
    written = FORBIDDEN.sub("-", thai.latin(value)).strip("-")[:longest]
    if value in (written, written.replace("-", " ")):
        return written
    return f"{written}-{crc32(value.encode()):08x}"


def time_in_file_names(scope: Scope) -> str:
    """Fiscal year, round and as-of date of a scope, as far as it names them: "2565-6", "2565-2022-03-31"."""
    parts = (scope.fiscal_year, scope.round_months, scope.as_of)
    return "-".join(str(part) for part in parts if part)


def time_name(scope: Scope) -> str:
    """A fiscal year with its round or as-of date, where it has one."""
    parts = [thai.fiscal_year(scope.fiscal_year)]
    if scope.round_months:
        parts.append(_("{months} months").format(months=thai.digits(scope.round_months)))
    if scope.as_of:
        parts.append(thai.day(scope.as_of))
    return " · ".join(parts)


def time_heads(earlier: Scope, later: Scope) -> tuple[str, str]:
    """What two times are called at the heads of columns: by their fiscal years; of one year, in full."""
    if earlier.fiscal_year == later.fiscal_year:
        return time_name(earlier), time_name(later)
    return thai.digits(earlier.fiscal_year), thai.digits(later.fiscal_year)


def day_of(as_of: Any) -> Any:
    """The as-of date of an answer as a day; None where it has none."""
    return None if thai.is_missing(as_of) else pd.Timestamp(as_of).date()
