"""Tables as readers see them and as spreadsheets take them: values as offices write them, headings with
units."""

import csv
from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

import pandas as pd
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from vocabulary import thai
from vocabulary.columns import Times, heading, visible_columns, word
from vocabulary.thai import columns_wide
from vocabulary.values import decimals, in_file, is_day, is_figure, on_paper, on_screen, value_of

WIDEST = 70
"""Columns of writing in a cell of a workbook; what is longer is wrapped."""
LONGEST = 32_767
"""Letters that a cell of a workbook takes; of more, Excel takes none."""
LOOK = {"font_name": "TH Sarabun New", "font_size": 14, "valign": "top"}
"""How writing in a workbook looks."""
PAYMENTS = (
    "disbursed",
    "committed",
    "remaining",
    "disbursed_rate",
    "used_rate",
    "expected",
    "gap",
    "gap_points",
    "target_amount",
    "target_gap",
    "target_gap_points",
)
"""What cannot be told of a budget of which no payment is stated."""
CHANGES = ("disbursed_change", "rate_change")
"""What cannot be told where that is so at one of two times."""


def with_unreported(table: pd.DataFrame) -> pd.DataFrame:
    """The table with words in the place of payments, and of what follows from them, in the rows of which
    there is a budget and no payment is stated; they are not zero."""
    silent = {}
    for time in ("", "_before"):
        if {f"disbursed{time}", f"revised{time}"} <= set(table):
            silent[time] = table[f"disbursed{time}"].isna() & table[f"revised{time}"].notna()
    if not any(rows.any() for rows in silent.values()):
        return table
    # Columns of figures take no words.
    seen = table.astype(object)
    for time, rows in silent.items():
        untold = [*(f"{column}{time}" for column in PAYMENTS), *CHANGES]
        seen.loc[rows, [column for column in untold if column in table]] = word("not_reported")
    return seen


def as_seen(table: pd.DataFrame) -> pd.DataFrame:
    """The table with values as they are written: rounded as offices round, ratios as percent, codes as words;
    figures stay numbers, so that they sort, unless Thai digits are wanted or some are not reported."""
    seen = with_unreported(table)
    return pd.DataFrame(
        {column: _column_seen(column, seen[column]) for column in visible_columns(table.columns)}
    )


def _column_seen(column: str, values: pd.Series) -> list[Any]:
    seen = [on_screen(column, value) for value in values]
    # Where a word stands among them, a column of numbers could not be shown.
    if is_figure(column) and any(isinstance(value, str) for value in seen):
        return [
            None if value is None else on_paper(column, given)
            for value, given in zip(seen, values, strict=True)
        ]
    return seen


def as_text(table: pd.DataFrame) -> list[list[str]]:
    """The rows of `as_seen` as paper has them: figures with thousands separators, "–" where there is no
    value."""
    columns = visible_columns(table.columns)
    return [
        [on_paper(column, value) for column, value in zip(columns, row, strict=True)]
        for row in with_unreported(table)[columns].itertuples(index=False)
    ]


def as_csv(table: pd.DataFrame, times: Times = ()) -> bytes:
    """The table as CSV that Excel opens in Thai: UTF-8 with byte-order mark, plain numbers, ISO dates,
    headings with units, and where it compares `times`, with these."""
    text = StringIO(newline="")
    writer = csv.writer(text)
    columns = visible_columns(table.columns)
    writer.writerow(heading(column, times) for column in columns)
    for row in with_unreported(table)[columns].itertuples(index=False):
        writer.writerow(in_file(column, value) for column, value in zip(columns, row, strict=True))
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(table: pd.DataFrame, heads: Sequence[str] = (), times: Times = ()) -> bytes:
    """The table as a workbook, with what `as_csv` writes, below its title and other `heads`: figures as
    numbers and days as dates, texts never as formulas. The same table gives the same bytes."""
    written = BytesIO()
    with Workbook(written, {"in_memory": True}) as book:
        # Else the hour of its making is noted.
        book.set_properties({"created": datetime(2000, 1, 1, tzinfo=UTC)})
        sheet = book.add_worksheet()
        for row, said in enumerate(heads):
            sheet.write_string(row, 0, said, book.add_format(LOOK | {"bold": row == 0}))
        write_sheet(book, sheet, table, len(heads), times)
    return written.getvalue()


def write_sheet(
    book: Workbook, sheet: Worksheet, table: pd.DataFrame, top: int = 0, times: Times = ()
) -> int:
    """Writes the table on the sheet, its headings below `top` rows, which stay in view with them; gives how
    many columns of writing it is wide."""
    columns, seen = visible_columns(table.columns), with_unreported(table)
    wide = {name: columns_wide(heading(name, times)) for name in columns}
    formats = {name: book.add_format(LOOK | _cell_look(name)) for name in columns}
    head = book.add_format(LOOK | {"bold": True, "bottom": 1, "text_wrap": True})
    for place, name in enumerate(columns):
        sheet.write_string(top, place, heading(name, times), head)
        for row, value in enumerate(seen[name], start=top + 1):
            wide[name] = max(wide[name], _write(sheet, (row, place), name, value, formats[name]))
        wide[name] = min(wide[name] + 2, WIDEST)
        sheet.set_column(place, place, wide[name])
    sheet.freeze_panes(top + 1, 0)
    return sum(wide.values())


def _cell_look(column: str) -> dict[str, object]:
    if is_day(column):
        return {"num_format": "yyyy-mm-dd"}
    if is_figure(column):
        return {"num_format": "#,##0.00" if decimals(column) else "#,##0"}
    return {"text_wrap": True}


def _write(sheet: Worksheet, place: tuple[int, int], column: str, value: Any, look: Format) -> int:
    """Writes a cell; gives how many columns of writing it takes."""
    match value_of(column, value):
        case None | "":
            sheet.write_blank(*place, None, look)
        case date() as day:
            sheet.write_datetime(*place, day, look)
        case Decimal() as figure:
            # Workbooks hold binary numbers only.
            sheet.write_number(*place, float(figure), look)
        case str() as words:
            sheet.write_string(*place, thai.shortened(words, LONGEST), look)
    return columns_wide(in_file(column, value))
