"""Every container in which an office sends a table: a grid of cells becomes bytes."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from html import escape
from typing import Literal

import openpyxl
import xlwt

from tests.variants.draft import Cell, Draft, Grid, laid_out

QUOTING: dict[str, Literal[0, 1]] = {"minimal": csv.QUOTE_MINIMAL, "all": csv.QUOTE_ALL}
MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"


def separated(grid: Grid, draft: Draft) -> str:
    """The table as text with a delimiter."""
    if draft.quoting == "never":
        rows = [draft.delimiter.join(cell.text for cell in row) for row in grid]
        text = "".join(row + draft.newline for row in rows)
    else:
        sink = io.StringIO()
        writer = csv.writer(sink, delimiter=draft.delimiter, quoting=QUOTING[draft.quoting], lineterminator=draft.newline)
        writer.writerows([cell.text for cell in row] for row in grid)
        text = sink.getvalue()
    for change in draft.on_text:
        text = change(text)
    return text


def _text(encoding: str, **changes) -> Callable[[Grid, Draft], bytes]:
    def write(grid: Grid, draft: Draft) -> bytes:
        for name, value in changes.items():
            setattr(draft, name, value)
        return separated(grid, draft).encode(encoding)

    return write


def _xlsx(grid: Grid, draft: Draft) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = draft.sheet
    for row, cells in enumerate(grid, 1):
        for column, cell in enumerate(cells, 1):
            if cell.value is not None or cell.text:
                at = sheet.cell(row, column)
                at.value = _typed(cell)
                if isinstance(cell.value, Decimal):
                    at.number_format = "#,##0.00" if "." in cell.text else "General"
    sink = io.BytesIO()
    book.save(sink)
    return sink.getvalue()


def _typed(cell: Cell) -> str | int | float | date:
    if isinstance(cell.value, Decimal):
        return int(cell.value) if cell.value == int(cell.value) else float(cell.value)
    return cell.text if cell.value is None else cell.value


def _xls(grid: Grid, draft: Draft) -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet(draft.sheet)
    day = xlwt.easyxf(num_format_str="DD/MM/YYYY")
    for row, cells in enumerate(grid):
        for column, cell in enumerate(cells):
            if isinstance(cell.value, date):
                sheet.write(row, column, cell.value, day)
            elif cell.value is not None or cell.text:
                sheet.write(row, column, _typed(cell))
    sink = io.BytesIO()
    book.save(sink)
    return sink.getvalue()


def _ods(grid: Grid, draft: Draft) -> bytes:
    rows = "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in grid)
    names = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text"))
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {names} office:version="1.2"><office:body>'
        f'<office:spreadsheet><table:table table:name="{draft.sheet}">{rows}</table:table></office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{MIMETYPE}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        archive.writestr("mimetype", MIMETYPE)
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", content)
    return sink.getvalue()


def _ods_cell(cell: Cell) -> str:
    text = "".join(f"<text:p>{escape(line)}</text:p>" for line in cell.text.split("\n") if line)
    if isinstance(cell.value, Decimal):
        return f'<table:table-cell office:value-type="float" office:value="{cell.value}">{text}</table:table-cell>'
    if isinstance(cell.value, date):
        return (
            f'<table:table-cell office:value-type="date" office:date-value="{cell.value.isoformat()}">{text}</table:table-cell>'
        )
    return f'<table:table-cell office:value-type="string">{text}</table:table-cell>' if text else "<table:table-cell/>"


def _with_breaks(text: str) -> str:
    return re.sub(r"\r?\n", "<br>", escape(text))


def _html(grid: Grid, draft: Draft) -> bytes:
    rows = "".join("<tr>" + "".join(f"<td>{_with_breaks(cell.text)}</td>" for cell in row) + "</tr>\n" for row in grid)
    head = '<meta http-equiv="Content-Type" content="text/html; charset=utf-8">'
    return f"<html><head>{head}</head><body><table border=1>\n{rows}</table></body></html>".encode()


def _mhtml(grid: Grid, draft: Draft) -> bytes:
    head = 'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="part"\r\n\r\n--part\r\n'
    kind = 'Content-Type: text/html; charset="utf-8"\r\nContent-Transfer-Encoding: 8bit\r\n\r\n'
    return head.encode() + kind.encode() + _html(grid, draft) + b"\r\n--part--\r\n"


def _spreadsheetml(grid: Grid, draft: Draft) -> bytes:
    rows = "".join(f"<Row>{''.join(map(_spreadsheetml_cell, row))}</Row>" for row in grid)
    name = "urn:schemas-microsoft-com:office:spreadsheet"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="{name}" '
        f'xmlns:ss="{name}"><Worksheet ss:Name="{draft.sheet}"><Table>{rows}</Table></Worksheet></Workbook>'
    ).encode()


def _spreadsheetml_cell(cell: Cell) -> str:
    if isinstance(cell.value, Decimal):
        return f'<Cell><Data ss:Type="Number">{cell.value}</Data></Cell>'
    if isinstance(cell.value, date):
        return f'<Cell><Data ss:Type="DateTime">{cell.value:%Y-%m-%d}T00:00:00.000</Data></Cell>'
    return f'<Cell><Data ss:Type="String">{escape(cell.text)}</Data></Cell>' if cell.text else "<Cell/>"


def _zipped(write: Callable[[Grid, Draft], bytes], name: str) -> Callable[[Grid, Draft], bytes]:
    def zipped(grid: Grid, draft: Draft) -> bytes:
        sink = io.BytesIO()
        with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(name, write(grid, draft))
        return sink.getvalue()

    return zipped


def _garbled(grid: Grid, draft: Draft) -> bytes:
    return separated(grid, draft).encode().decode("cp874", "replace").replace("\ufffd", "").encode()


def _question_marks(grid: Grid, draft: Draft) -> bytes:
    return separated(grid, draft).encode("ascii", "replace")


def _json(grid: Grid, draft: Draft) -> bytes:
    return json.dumps([[cell.text for cell in row] for row in grid], ensure_ascii=False).encode()


def _pdf(grid: Grid, draft: Draft) -> bytes:
    return b"%PDF-1.4\n" + separated(grid, draft).encode()


CONTAINERS: dict[str, tuple[str, Callable[[Grid, Draft], bytes]]] = {
    "utf8": (".csv", _text("utf-8")),
    "utf8_bom": (".csv", _text("utf-8-sig")),
    "cp874": (".csv", _text("cp874")),
    "utf16": (".txt", _text("utf-16", delimiter="\t")),
    "utf16_csv": (".csv", _text("utf-16")),
    "tsv": (".tsv", _text("utf-8", delimiter="\t")),
    "pipes": (".txt", _text("utf-8", delimiter="|")),
    "semicolons": (".csv", _text("utf-8-sig", delimiter=";")),
    "quoted": (".csv", _text("utf-8-sig", quoting="all")),
    "old_mac": (".csv", _text("utf-8", newline="\r")),
    "xlsx": (".xlsx", _xlsx),
    "xlsx_named_csv": (".csv", _xlsx),
    "xlsx_named_xls": (".xls", _xlsx),
    "xls": (".xls", _xls),
    "csv_named_xls": (".xls", _text("utf-8-sig")),
    "tsv_named_xls": (".xls", _text("utf-16", delimiter="\t")),
    "ods": (".ods", _ods),
    "html": (".html", _html),
    "html_named_xls": (".xls", _html),
    "mhtml": (".xls", _mhtml),
    "spreadsheetml": (".xml", _spreadsheetml),
    "spreadsheetml_named_xls": (".xls", _spreadsheetml),
    "zip_csv": (".zip", _zipped(_text("utf-8-sig"), "budget.csv")),
    "zip_xlsx": (".zip", _zipped(_xlsx, "budget.xlsx")),
    "garbled": (".csv", _garbled),
    "question_marks": (".csv", _question_marks),
    "json": (".json", _json),
    "pdf": (".pdf", _pdf),
}


def written(draft: Draft) -> tuple[str, bytes]:
    """The name of the file and what it holds.

    Raises UnicodeEncodeError where the container cannot hold the characters."""
    ending, write = CONTAINERS[draft.container]
    return draft.name + ending, write(laid_out(draft), draft)
