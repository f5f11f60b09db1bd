"""An empty file for each table: the headers a clerk fills in, and one example row to overwrite; as CSV or as
a workbook."""

import csv
from collections.abc import Sequence
from datetime import UTC, date, datetime
from io import BytesIO, StringIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from loaders.schema.common import NOBODY
from loaders.schema.dataset import Column, Dataset
from loaders.schema.kinds import BE_YEAR, ROUND, Kind
from vocabulary.fiscal_calendar import FIRST_YEAR, LAST_YEAR, common_year
from vocabulary.language import N_, translate

ROWS = 5_000
"""How far down the drop-downs and the checks of a workbook reach."""
REQUIRED, OPTIONAL, LINE = "#FFE08A", "#E6ECF2", "#9AA7B4"
FORMATS = {"text": "@", "date": "yyyy-mm-dd", "whole": "0", "decimal": "#,##0.00"}


def template(dataset: Dataset) -> bytes:
    """A CSV file that Excel opens in Thai: Thai headers and an example row, UTF-8 with byte-order mark."""
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(column.title for column in dataset.columns)
    writer.writerow(example(column) for column in dataset.columns)
    return text.getvalue().encode("utf-8-sig")


def example(column: Column) -> str:
    """What stands in a column of the example row, as a clerk would write it: a choice by its Thai word."""
    written = NOBODY.get(column.name, column.example)
    return dict(column.kind.choices).get(written, written)


EXPLAINED = {
    N_("Column"): 30,
    N_("Name in the system"): 24,
    N_("Must it be filled in?"): 14,
    N_("What it takes"): 44,
    N_("Other headers that are understood"): 38,
    N_("Example"): 26,
}
"""What the second sheet says of every column, and how wide."""


def is_explanation(cells: Sequence[str]) -> bool:
    """Whether a sheet whose first row is this is the second one of a template: it names columns and is no
    table of them."""
    return [cell for cell in cells if cell] == [_thai(head) for head in EXPLAINED]


def workbook(dataset: Dataset) -> bytes:
    """An Excel workbook: the same headers and example row, with drop-downs and checks of what is typed, and a
    second sheet that explains every column. The same bytes each time."""
    made = BytesIO()
    with Workbook(made, {"in_memory": True}) as book:
        book.set_properties({"title": dataset.title, "created": datetime(2026, 1, 1, tzinfo=UTC)})
        _fill_in(book, book.add_worksheet(dataset.sheet), dataset)
        _explain(book, book.add_worksheet("คำอธิบาย"), dataset)
    return made.getvalue()


def _form(kind: Kind) -> str:
    """How Excel is to hold a value: as text (so that a code keeps its zeros), date, whole number or number
    with decimals."""
    if kind.sql_type == "VARCHAR":
        return "text"
    if kind.sql_type == "DATE":
        return "date"
    return "whole" if kind.sql_type == "INTEGER" else "decimal"


def _fill_in(book: Workbook, sheet: Worksheet, dataset: Dataset) -> None:
    forms = {form: book.add_format({"num_format": number}) for form, number in FORMATS.items()}
    heads = {required: _head(book, REQUIRED if required else OPTIONAL) for required in (True, False)}
    sheet.freeze_panes(1, 0)
    sheet.set_row(0, 34)
    for position, column in enumerate(dataset.columns):
        form = _form(column.kind)
        shown = _in_excel(column)
        sheet.set_column(
            position, position, min(max(len(column.title), len(str(shown)) + 2, 12), 40), forms[form]
        )
        sheet.write_string(0, position, column.title, heads[column.required])
        if isinstance(shown, date):
            sheet.write_datetime(1, position, shown, forms["date"])
        elif isinstance(shown, float):
            sheet.write_number(1, position, shown, forms[form])
        elif shown:
            sheet.write_string(1, position, shown, forms[form])
        else:
            sheet.write_blank(1, position, None, forms[form])
        if allowed := _allowed(column.kind):
            sheet.data_validation(1, position, ROWS, position, allowed | _refusal(column))


def _head(book: Workbook, colour: str) -> Format:
    return book.add_format(
        {
            "bold": True,
            "bg_color": colour,
            "border": 1,
            "border_color": LINE,
            "text_wrap": True,
            "valign": "vcenter",
        }
    )


def _in_excel(column: Column) -> str | float | date:
    """The example as Excel holds it."""
    written = example(column)
    if not written or column.kind.sql_type == "VARCHAR":
        return written
    return date.fromisoformat(written) if column.kind.sql_type == "DATE" else float(written)


def _allowed(kind: Kind) -> dict[str, Any]:
    """What Excel lets be typed into a cell of this kind; nothing for free text and codes."""
    if kind.choices:
        return {"validate": "list", "source": [word for _code, word in kind.choices]}
    if kind == ROUND:
        return {"validate": "list", "source": ["6", "12"]}
    form = _form(kind)
    if form == "text":
        return {}
    if form == "date":  # a year may be typed in either era
        return {
            "validate": "date",
            "criteria": "between",
            "minimum": date(common_year(FIRST_YEAR), 1, 1),
            "maximum": date(LAST_YEAR, 12, 31),
        }
    least, most = (FIRST_YEAR, LAST_YEAR) if kind == BE_YEAR else (kind.at_least, kind.at_most)
    # No more than INTEGER and DECIMAL(18,2) hold.
    highest = 2_000_000_000 if form == "whole" else 10**13
    return {
        "validate": {"whole": "integer"}.get(form, form),
        "criteria": "between",
        "minimum": -highest if least is None else least,
        "maximum": highest if most is None else most,
    }


def _refusal(column: Column) -> dict[str, Any]:
    """What Excel tells in Thai of a value that it does not let be typed: a title of at most 32 letters, a
    text of 255."""
    text = _thai(N_("This column takes {expected}.")).format(expected=_takes(column.kind))
    return {"error_title": _thai(N_("This value does not fit")), "error_message": text[:255]}


def _takes(kind: Kind) -> str:
    if kind.choices:
        return _thai(N_("one of: {words}")).format(words=", ".join(word for _code, word in kind.choices))
    return _thai(kind.expects)


def _explain(book: Workbook, sheet: Worksheet, dataset: Dataset) -> None:
    wrapped = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    required = book.add_format({"text_wrap": True, "valign": "top", "bg_color": REQUIRED, "bold": True})
    for position, (head, width) in enumerate(EXPLAINED.items()):
        sheet.set_column(position, position, width)
        sheet.write_string(0, position, _thai(head), _head(book, OPTIONAL))
    sheet.freeze_panes(1, 0)
    for row, column in enumerate(dataset.columns, start=1):
        must = _thai(N_("required") if column.required else N_("may be left empty"))
        told = (column.title, column.name, must, _takes(column.kind), ", ".join(column.also), example(column))
        for position, text in enumerate(told):
            sheet.write_string(
                row, position, text, required if column.required and position == 2 else wrapped
            )


def _thai(message: str) -> str:
    return translate(message, "th")
