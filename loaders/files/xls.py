"""From a workbook of Excel 97 to 2003 (.xls) to sheets."""

from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import xlrd

from loaders.files.cells import Sheet, text_of
from loaders.files.containers import in_ole

_LOCKED = "EncryptedPackage".encode("utf-16-le")
"""The name of the part that holds a workbook locked by Excel 2007 or later, which looks like one of Excel
97."""


def sheets(path: Path) -> Iterator[Sheet]:
    """The sheets in their order. Raises PermissionError where they are locked with a password."""
    if _LOCKED in path.read_bytes():
        raise PermissionError
    try:
        # xlrd prints warnings where only the answer belongs (workbook.py); without formatting it knows
        # neither formats nor what is hidden.
        workbook = xlrd.open_workbook(path, logfile=StringIO(), formatting_info=True)
    except xlrd.XLRDError as error:
        if "encrypted" in str(error):
            raise PermissionError from error
        if "Can't find workbook" in str(error):
            raise in_ole(path.read_bytes()) from error
        raise

    for sheet in workbook.sheets():
        rows = ([_shown(workbook, cell) for cell in sheet.row(at)] for at in range(sheet.nrows))
        hidden_rows = [at + 1 for at, row in sheet.rowinfo_map.items() if row.hidden]
        hidden_columns = [at for at, column in sheet.colinfo_map.items() if column.hidden]
        crossed = [
            at + 1 for at in range(sheet.nrows) if any(_is_crossed(workbook, cell) for cell in sheet.row(at))
        ]
        yield Sheet(sheet.name, sheet.visibility != 0, rows, hidden_rows, hidden_columns, crossed)


def _is_crossed(workbook: Any, cell: Any) -> bool:
    return cell.value != "" and bool(
        workbook.font_list[workbook.xf_list[cell.xf_index].font_index].struck_out
    )


def _shown(workbook: Any, cell: Any) -> str:
    if cell.ctype == xlrd.XL_CELL_DATE:
        return text_of(xlrd.xldate_as_datetime(cell.value, workbook.datemode))
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return text_of(bool(cell.value))
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return text_of(xlrd.error_text_from_code.get(cell.value))
    return text_of(cell.value, workbook.format_map[workbook.xf_list[cell.xf_index].format_key].format_str)
