"""Tables as readers see them and as spreadsheets take them: values as offices write them, headings with
units."""

import csv
from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO, StringIO
from typing import Any

import pandas as pd
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from vocabulary import thai
from vocabulary.columns import QUANTITIES, heading, shown, word
from vocabulary.thai import columns_wide

WIDEST = 70
"""Columns of writing in a cell of a workbook; what is longer is wrapped."""
LONGEST = 32_767
"""Letters that a cell of a workbook takes; of more, Excel takes none."""
LOOK = {"font_name": "TH Sarabun New", "font_size": 14, "valign": "top"}
"""How writing in a workbook looks."""
FIGURES = ("count", "number", "baht", "percent", "ratio", "points")
DAYS = ("day", "moment")
PAYMENTS = (
    "disbursed",
    "committed",
    "remaining",
    "disbursed_rate",
    "used_rate",
    "expected",
    "gap",
    "gap_points",
)
"""What cannot be told of a budget of which no payment is stated."""
CHANGES = ("disbursed_change", "rate_change")
"""What cannot be told where that is so at one of two times."""


def decimals(column: str) -> int:
    """How many decimals the values of a column are written with."""
    return 0 if QUANTITIES[column].unit == "count" else 2


def with_unreported(table: pd.DataFrame) -> pd.DataFrame:
    """The table with words in the place of payments, and of what follows from them, in the rows of which
    there is a budget and no payment is stated; they are not zero."""
    silent = {}
    for time in ("", "_before"):
        if {f"disbursed{time}", f"revised{time}"} <= set(table):
            silent[time] = table[f"disbursed{time}"].isna() & table[f"revised{time}"].notna()
    if not any(rows.any() for rows in silent.values()):
        return table
    seen = table.astype(object)
    for time, rows in silent.items():
        seen.loc[rows, [name for column in PAYMENTS if (name := f"{column}{time}") in table]] = word(
            "not_reported"
        )
        seen.loc[rows, [name for name in CHANGES if name in table]] = word("not_reported")
    return seen


def as_seen(table: pd.DataFrame) -> pd.DataFrame:
    """The table with values as they are written: rounded as offices round, ratios as percent, codes as words;
    figures stay numbers, so that they sort, unless Thai digits are wanted or some are not reported."""
    seen = with_unreported(table)
    return pd.DataFrame({column: _column_seen(column, seen[column]) for column in shown(table.columns)})


def _column_seen(column: str, values: pd.Series) -> list[Any]:
    written = [_seen(column, value) for value in values]
    if not is_figure(column) or not any(isinstance(value, str) for value in written):
        return written
    return [thai.number(value, decimals(column)) if isinstance(value, float) else value for value in written]


def _seen(column: str, value: Any) -> Any:
    unit = QUANTITIES[column].unit
    if thai.is_missing(value):
        return None
    if isinstance(value, str) and is_figure(column):
        return value
    if unit in DAYS:
        return thai.day(_day(column, value))
    if unit in FIGURES:
        value = thai.as_percent(value) if unit == "ratio" else value
        places = decimals(column)
        return thai.number(value, places) if thai.with_thai_digits() else float(thai.rounded(value, places))
    return word(value, column) if unit == "word" else " ".join(str(value).split())


def _day(column: str, value: Any) -> Any:
    return thai.in_thailand(value).date() if QUANTITIES[column].unit == "moment" else value


def in_text(name: str, value: Any) -> str:
    """A value as text has it, with its unit."""
    unit = QUANTITIES[name].unit
    if unit == "baht":
        return thai.baht(value)
    if unit == "ratio":
        return thai.percent(value)
    if unit == "day":
        return thai.day(value)
    if unit == "word":
        return word(value, name)
    if unit == "percent" and not thai.is_missing(value):
        return f"{thai.number(value, 2)}%"
    return thai.number(value, decimals(name)) if unit in FIGURES else str(value)


def as_text(table: pd.DataFrame) -> list[list[str]]:
    """The rows of `as_seen` as paper has them: figures with thousands separators, "–" where there is no
    value."""
    columns = shown(table.columns)
    return [
        [_on_paper(column, value) for column, value in zip(columns, row, strict=True)]
        for row in with_unreported(table)[columns].itertuples(index=False)
    ]


def _on_paper(column: str, value: Any) -> str:
    seen = _seen(column, value)
    if isinstance(seen, float):
        return thai.number(seen, decimals(column))
    return thai.NOTHING if seen is None else str(seen)


def is_figure(column: str) -> bool:
    """Whether the values of a column are numbers."""
    return QUANTITIES[column].unit in FIGURES


def as_csv(table: pd.DataFrame) -> bytes:
    """The table as CSV that Excel opens in Thai: UTF-8 with byte-order mark, plain numbers, ISO dates,
    headings with units."""
    text = StringIO(newline="")
    writer = csv.writer(text)
    columns = shown(table.columns)
    writer.writerow(heading(column) for column in columns)
    for row in with_unreported(table)[columns].itertuples(index=False):
        writer.writerow(_plain(column, value) for column, value in zip(columns, row, strict=True))
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(table: pd.DataFrame, heads: Sequence[str] = ()) -> bytes:
    """The table as a workbook, with what `as_csv` writes, below its title and other `heads`: figures as
    numbers and days as dates, texts never as formulas. The same table gives the same bytes."""
    written = BytesIO()
    with Workbook(written, {"in_memory": True}) as book:
        book.set_properties({"created": datetime(2000, 1, 1, tzinfo=UTC)})
        sheet = book.add_worksheet()
        for row, said in enumerate(heads):
            sheet.write_string(row, 0, said, book.add_format(LOOK | {"bold": row == 0}))
        write_sheet(book, sheet, table, len(heads))
    return written.getvalue()


def write_sheet(book: Workbook, sheet: Worksheet, table: pd.DataFrame, top: int = 0) -> int:
    """Writes the table on the sheet, its headings below `top` rows, which stay in view with them; gives how
    many columns of writing it is wide."""
    columns, seen = shown(table.columns), with_unreported(table)
    wide = {name: columns_wide(heading(name)) for name in columns}
    formats = {name: book.add_format(LOOK | _cell_look(name)) for name in columns}
    head = book.add_format(LOOK | {"bold": True, "bottom": 1, "text_wrap": True})
    for place, name in enumerate(columns):
        sheet.write_string(top, place, heading(name), head)
        for row, value in enumerate(seen[name], start=top + 1):
            wide[name] = max(wide[name], _write(sheet, (row, place), name, value, formats[name]))
        wide[name] = min(wide[name] + 2, WIDEST)
        sheet.set_column(place, place, wide[name])
    sheet.freeze_panes(top + 1, 0)
    return sum(wide.values())


def _cell_look(column: str) -> dict[str, object]:
    unit = QUANTITIES[column].unit
    if unit in DAYS:
        return {"num_format": "yyyy-mm-dd"}
    return (
        {"num_format": "#,##0.00" if decimals(column) else "#,##0"}
        if unit in FIGURES
        else {"text_wrap": True}
    )


def _write(sheet: Worksheet, place: tuple[int, int], column: str, value: Any, look: Format) -> int:
    """Writes a cell; gives how many columns of writing it takes."""
    text, unit = _plain(column, value), QUANTITIES[column].unit
    if not text:
        sheet.write_blank(*place, None, look)
    elif unit in DAYS:
        day = _day(column, value)
        sheet.write_datetime(*place, day.to_pydatetime() if isinstance(day, pd.Timestamp) else day, look)
    elif unit in FIGURES and not isinstance(value, str):
        sheet.write_number(*place, float(text), look)
    else:
        sheet.write_string(
            *place, thai.shortened(word(value, column) if unit == "word" else str(value), LONGEST), look
        )
    return columns_wide(text)


def _plain(column: str, value: Any) -> str:
    unit = QUANTITIES[column].unit
    if thai.is_missing(value):
        return ""
    if unit in DAYS:
        return f"{_day(column, value):%Y-%m-%d}"
    if unit in FIGURES and not isinstance(value, str):
        return str(thai.rounded(thai.as_percent(value) if unit == "ratio" else value, decimals(column)))
    return harmless(word(value, column) if unit == "word" else str(value))


def harmless(text: str) -> str:
    """`text` such that a spreadsheet does not take it for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
