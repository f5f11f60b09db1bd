"""Every container in which an office sends a table gives the same rows, with the same numbers; a damaged
one never gives others.

The files in containers/ hold the same budget, tidy and as it is printed: .xlsx by openpyxl, .ods, .fods,
.xls and …_libreoffice.html by LibreOffice 7.4, .xlsb, .xml and …_sheetjs.html by SheetJS 0.18. looks.*
hold one of each kind of cell."""

import csv
import quopri
import re
import zipfile
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.files.original import take
from loaders.files.sheets import read_sheets
from tests.loaders.test_properties import reports
from tests.loaders.test_reading import numbers, stored
from tests.tiers import sampled

HERE = Path(__file__).parents[1]
MADE, DOORS = HERE / "containers", HERE / "doors"
GIVEN = {"organization_code": "04960201", "fiscal_year": "2565"}
TIDY = (DOORS / "30_saraam_division.csv").read_text("utf-8-sig").replace("สํา", "สำ")
PRINTED = "\n".join(
    [
        "รายงานการใช้จ่ายงบประมาณรายจ่าย ประจำปีงบประมาณ พ.ศ. 2565",
        "เทศบาลเมืองตากใบ อำเภอตากใบ จังหวัดนราธิวาส",
        "ข้อมูล ณ วันที่ 31 มีนาคม 2565",
        *(line.split(",", 3)[3] for line in TIDY.splitlines()),
    ]
)
SUM = Decimal("2634000.25")


def table(text):
    return list(csv.reader(StringIO(text)))


def cells(row, tag="td"):
    return "".join(f"<{tag}>{cell or '&nbsp;'}</{tag}>" for cell in row)


def web_page(text, top=""):
    """As e-LAAS and its likes export: titles over the whole width, a head, rows."""
    rows = [f"<tr>{cells(row)}</tr>" if len(row) > 1 else f"<tr><td colspan=13>{row[0]}</td></tr>" for row in table(text)]
    body = "\n".join(rows)
    return f"{top}<table border=1 cellspacing='0'>{body}</table>"


def archive(page, encoding="utf-8", headers=""):
    """A web page as a browser or Excel saves it whole, in one file."""
    return (
        (
            f"From: <Saved by Blink>\r\nSnapshot-Content-Location: http://laas.example/r\r\nSubject: r\r\n{headers}"
            'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html"; boundary="--x"\r\n\r\n'
            f'----x\r\nContent-Type: text/html; charset="{encoding}"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'
        ).encode()
        + quopri.encodestring(page.encode(encoding.replace("windows-", "cp")))
        + b"\r\n----x--\r\n"
    )


def spreadsheetml(rows, styles=""):
    """A 2003 spreadsheet as programs write it by hand; rows are written in its own elements."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<?mso-application progid="Excel.Sheet"?>\n'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
        f'<Styles>{styles}</Styles><Worksheet ss:Name="งบ"><Table>{rows}</Table></Worksheet></Workbook>'
    ).encode()


def texts_in_xml(text):
    rows = ("".join(f'<Cell><Data ss:Type="String">{cell}</Data></Cell>' for cell in row) for row in table(text))
    return spreadsheetml("".join(f"<Row>{row}</Row>" for row in rows))


def strict(book):
    """The same workbook in the strict form of its standard, as Excel saves it when told to."""
    made = BytesIO()
    usual = re.compile(rb"http://schemas\.openxmlformats\.org/(spreadsheetml|officeDocument)/2006/")
    with zipfile.ZipFile(book) as parts, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name in parts.namelist():
            target.writestr(name, usual.sub(rb"http://purl.oclc.org/ooxml/\1/", parts.read(name)))
    return made.getvalue()


def zipped(**files):
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in files.items():
            target.writestr(name, content)
    return made.getvalue()


def alone(name, content):
    """A file alone in a ZIP, with what a Mac puts beside it."""
    return zipped(**{"งบ/": "", f"งบ/{name}": content, f"__MACOSX/งบ/._{name}": b"\0\5\26\7", "งบ/.DS_Store": b"\0"})


MADE_BY_OTHERS = sorted(path.name for path in MADE.iterdir() if not path.name.startswith("looks"))
META = '<meta http-equiv="Content-Type" content="text/html; charset={}" />'
BY_HAND = {
    "page": lambda text: web_page(text).encode(),
    "page-with-meta-first": lambda text: web_page(text, META.format("utf-8")).encode(),
    "page-with-comment-first": lambda text: web_page(text, "<!-- รายงาน <table><td> -->\n").encode("utf-8-sig"),
    "page-in-tis-620": lambda text: web_page(text, f"<html>{META.format('tis-620')}").encode("cp874") + b"</html>",
    "page-in-windows-874": lambda text: web_page(text, META.format("windows-874")).encode("cp874"),
    "page-that-lies-of-its-encoding": lambda text: web_page(text, META.format("tis-620")).encode(),
    "page-in-windows-874-called-utf-8": lambda text: web_page(text, META.format("utf-8")).encode("cp874"),
    "page-in-utf-16": lambda text: web_page(text, "<!DOCTYPE html>").encode("utf-16"),
    "page-of-xhtml": lambda text: b'<?xml version="1.0" encoding="utf-8"?><html>' + web_page(text).encode() + b"</html>",
    "page-with-unclosed-cells": lambda text: re.sub("</t[dr]>", "", web_page(text)).encode(),
    "page-without-rows-opened": lambda text: web_page(text).replace("<tr><td colspan=13>", "<td colspan=13>").encode(),
    "page-laid-out-by-a-table": lambda text: f"<table><tr><td>{web_page(text)}</td></tr></table>".encode(),
    "page-in-a-form": lambda text: web_page(text).replace("border=1", "").replace("<tr>", "<form><tr>", 1).encode(),
    "mhtml": lambda text: archive(web_page(text, "<html><body>") + "</body></html>"),
    "mhtml-in-windows-874": lambda text: archive(web_page(text), "windows-874"),
    "spreadsheetml": texts_in_xml,
    "strict": lambda text: strict(MADE / ("tidy.xlsx" if text == TIDY else "printed.xlsx")),
    "zip-of-csv": lambda text: alone("งบ.csv", text.encode("cp874")),
    "zip-of-xlsx": lambda text: alone("b.xlsx", (MADE / ("tidy.xlsx" if text == TIDY else "printed.xlsx")).read_bytes()),
    "zip-of-page": lambda text: alone("b.xls", web_page(text).encode()),
    "tabs": lambda text: "\n".join("\t".join(row) for row in table(text)).encode("cp874"),
}


@pytest.mark.full
@pytest.mark.parametrize("name", sampled(MADE_BY_OTHERS, every=4))
def test_a_workbook_of_another_program_gives_the_rows_of_the_text(check, name):
    text = TIDY if name.startswith("tidy") else PRINTED
    report, expected = check(MADE / name, **GIVEN), check(text, **GIVEN)
    assert stored(report) == stored(expected)
    assert numbers(report) == numbers(expected)


@pytest.mark.full
@pytest.mark.parametrize("text", sampled([TIDY, PRINTED], always=[TIDY]), ids=["tidy", "printed"])
@pytest.mark.parametrize("make", sampled(BY_HAND.values(), every=5), ids=BY_HAND)
def test_what_a_system_exports_as_xls_gives_the_rows_of_the_text(check, write, make, text):
    report, expected = check(write(make(text), "report.xls"), **GIVEN), check(text, **GIVEN)
    assert stored(report) == stored(expected)
    assert sum(row["allocation"] for row in stored(report)) == SUM
    assert numbers(report) == numbers(expected)


@pytest.mark.parametrize("name", ["35_html_meta.xls", "38_zip_named_csv.csv"])
def test_the_files_that_came_as_something_else_are_read(check, name):
    assert [sum(row["allocation"] for row in stored(check(DOORS / name, **GIVEN)))] == [SUM]


def test_what_was_alone_in_a_zip_is_kept_as_it_came_and_loaded_again(store, load, rows, loader):
    report = load(DOORS / "38_zip_named_csv.csv")
    assert report.checked.encoding == "UTF-8 with BOM (ZIP)"
    (kept,) = (store / "originals").iterdir()
    assert kept.read_bytes() == (DOORS / "38_zip_named_csv.csv").read_bytes()
    assert loader("rebuild").returncode == 0
    assert rows("SELECT sum(allocation) FROM budget") == [(SUM,)]


def sheets(content):
    """The rows of each sheet of a file, given as its path or its content: name → [(number, cells)]."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "data"
        path.write_bytes(content if isinstance(content, bytes) else content.read_bytes())
        original = take(path)
        return {sheet.name: list(sheet.text.rows()) for sheet in read_sheets(original)}


# What arrives damaged


WITH_CHECKSUMS = {name: (MADE / name).read_bytes() for name in ("tidy.xlsx", "tidy.ods", "tidy.xlsb", "printed.xlsx")} | {
    "zip": alone("b.csv", TIDY)
}
WHOLE = WITH_CHECKSUMS | {
    name: make(TIDY) for name, make in BY_HAND.items() if name in ("page", "mhtml", "spreadsheetml", "strict")
}
WHOLE |= {name: (MADE / name).read_bytes() for name in ("tidy.xls", "tidy.fods", "tidy_libreoffice.html")}


def is_right_or_refused(content):
    found = reports(content, **GIVEN)
    return all(report.refused for report in found) or [amounts(report) for report in found] == [(6, SUM)]


def amounts(report):
    """How many rows are to be stored, and the sum of what they allocate."""
    return report.checked.connection.execute("SELECT count(*), sum(allocation) FROM checked").fetchone()


@pytest.mark.full
@given(st.sampled_from(sorted(WHOLE)), st.floats(0, 1, exclude_max=True))
def test_what_was_cut_off_is_read_right_or_refused(name, part):
    whole = WHOLE[name]
    assert is_right_or_refused(whole[: int(part * len(whole))])


@pytest.mark.full
@given(st.sampled_from(sorted(WITH_CHECKSUMS)), st.floats(0, 1, exclude_max=True), st.integers(0, 7))
def test_a_container_with_checksums_in_which_a_bit_flipped_is_read_right_or_refused(name, part, bit):
    data = bytearray(WITH_CHECKSUMS[name])
    data[int(part * len(data))] ^= 1 << bit
    assert is_right_or_refused(bytes(data))
