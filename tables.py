"""Tables as readers see them and as spreadsheets take them: values as offices write them, headings with units."""

import csv
from io import StringIO
from typing import Any

import pandas as pd

import thai
from quantities import QUANTITIES, heading, shown, word

FIGURES = ("count", "baht", "percent", "ratio")


def decimals(column: str) -> int:
    """How many decimals the values of a column are written with."""
    return 0 if QUANTITIES[column].unit == "count" else 2


def as_seen(table: pd.DataFrame) -> pd.DataFrame:
    """The table with values as they are written: rounded as offices round, ratios as percent, codes as words; figures stay
    numbers, so that they sort, unless Thai digits are wanted."""
    return pd.DataFrame({column: [_seen(column, value) for value in table[column]] for column in shown(table.columns)})


def _seen(column: str, value: Any) -> Any:
    unit = QUANTITIES[column].unit
    if thai.is_missing(value):
        return None
    if unit == "day":
        return thai.day(value)
    if unit in FIGURES:
        value = thai.as_percent(value) if unit == "ratio" else value
        places = decimals(column)
        return thai.number(value, places) if thai.with_thai_digits() else float(thai.rounded(value, places))
    return word(value) if unit == "word" else " ".join(str(value).split())


def as_csv(table: pd.DataFrame) -> bytes:
    """The table as CSV that Excel opens in Thai: UTF-8 with byte-order mark, plain numbers, ISO dates, headings with units."""
    text = StringIO(newline="")
    writer = csv.writer(text)
    columns = shown(table.columns)
    writer.writerow(heading(column) for column in columns)
    for row in table[columns].itertuples(index=False):
        writer.writerow(_plain(column, value) for column, value in zip(columns, row, strict=True))
    return text.getvalue().encode("utf-8-sig")


def _plain(column: str, value: Any) -> str:
    unit = QUANTITIES[column].unit
    if thai.is_missing(value):
        return ""
    if unit == "day":
        return f"{value:%Y-%m-%d}"
    if unit in FIGURES:
        return str(thai.rounded(thai.as_percent(value) if unit == "ratio" else value, decimals(column)))
    return harmless(word(value) if unit == "word" else str(value))


def harmless(text: str) -> str:
    """`text` such that a spreadsheet does not take it for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
