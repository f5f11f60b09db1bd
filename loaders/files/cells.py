"""What the readers of workbooks give: sheets of rows of text, each cell as a spreadsheet shows it, but
with all its digits."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

_LITERAL = re.compile(r'"[^"]*"|\\.')
"""What a number format writes as it stands: a percent sign there multiplies nothing."""


class Sheet(NamedTuple):
    """The name of a sheet (None: it has none); whether it is hidden; its rows; and the numbers of the rows
    and the positions of the columns that are hidden, and of the rows that are crossed out, which are all
    known once the rows have been read."""

    name: str | None
    is_hidden: bool
    rows: Iterator[list[str]]
    hidden_rows: Sequence[int] = ()
    hidden_columns: Sequence[int] = ()
    crossed_rows: Sequence[int] = ()


class DamagedError(Exception):
    """The file is not whole, or not what it says it is."""


def text_of(value: object, number_format: str = "") -> str:
    """The text of a cell as a spreadsheet shows it, but with all digits of a number, and dates in ISO
    form."""
    if value is None:
        return ""
    if (
        isinstance(value, int | float)
        # To Python True is an int.
        and not isinstance(value, bool)
        and "%" in _LITERAL.sub("", number_format)
    ):
        return f"{text_of(value * 100)}%"
    if isinstance(value, float):
        # 15 digits are what Excel shows: 277268.00000000006 is noise of its own arithmetic.
        return format(Decimal(f"{value:.15g}").normalize(), "f")
    if isinstance(value, datetime):
        # A day without an hour is midnight to Excel.
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    # Excel writes a carriage return within a cell as _x000D_. A NUL counts as a lost letter, and is refused
    # so.
    return str(value).replace("_x000D_", "").replace("\x00", "\ufffd")


def number_of(text: str) -> float:
    """A number as files of XML write it, with a point whatever the country. Raises DamagedError where it
    is none."""
    try:
        value = Decimal(text.strip())
    except InvalidOperation as error:
        raise DamagedError(text) from error
    # Decimal("NaN") and Decimal("Infinity") are no error to Decimal.
    if not value.is_finite():
        raise DamagedError(text)
    return float(value)


def day_of(text: str) -> date:
    """A day, or a moment, as files of XML write it. Raises DamagedError where it is none."""
    try:
        return datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise DamagedError(text) from error
