"""What a cell of a container shows, and where: as in a spreadsheet, with no value doubled, shifted or
lost."""

import struct
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from loaders.files import xlsb
from loaders.files.original import take
from loaders.files.sheets import read_sheets
from loaders.limits import MOST_COLUMNS
from loaders.problem import LoadError
from tests.loaders.test_containers import MADE, sheets, spreadsheetml, strict
from tests.tiers import sampled

# What a cell shows


LOOKS = [
    ["ชื่อรายงาน"],
    ["ก", "ข", "ค", "ง"],
    ["38.46%", "2022-03-31", "2021-10-01", "1234567.891"],
    ["รวมสามแถว", "277268", "0.3", "-5%"],
    ["", "#DIV/0!", "2469135.782", "0123"],
    ["", "5", "", "ซ่อน"],
    ["", "สอง\nบรรทัด", "123456789012345"],
    ["2500", "99.5"],
]


@pytest.mark.full
@pytest.mark.parametrize("name", ["looks.xlsx", "looks.xls", "looks.ods", "looks.fods", "looks.xlsb", "looks.xml"])
def test_cells_of_every_kind_show_the_same_in_every_workbook(name):
    original = take(MADE / name)
    shown, empty = read_sheets(original)
    assert list(shown.text.rows()) == list(zip([1, 2, 3, 4, 5, 6, 9, 10], LOOKS, strict=True))
    assert (shown.hidden_rows, [sheet.name for sheet in shown.hidden], empty.name) == ((6,), ["แผ่นซ่อน"], "ว่าง")


def test_a_page_keeps_the_digits_that_libreoffice_shows_rounded_and_no_comment():
    ((_name, rows),) = sheets(MADE / "looks_libreoffice.html").items()
    assert rows[2:4] == [(3, ["38.46%", "๓๑ มีนาคม ๒๕๖๕", "1 ต.ค. 64", "1234567.891"]), (4, LOOKS[3])]
    assert rows[5][1] == ["", "สอง\nบรรทัด", "123456789012345"]


def written_long(path):
    """A binary workbook of SheetJS as Excel writes it: each cell says in which column it stands."""
    made = BytesIO()
    with zipfile.ZipFile(path) as parts, zipfile.ZipFile(made, "w") as target:
        for name in parts.namelist():
            content = parts.read(name)
            target.writestr(name, b"".join(long_records(content)) if "worksheets/sheet" in name else content)
    return made.getvalue()


def long_records(content):
    column = 0
    for kind, data in xlsb._records(BytesIO(content)):
        if 12 <= kind <= 18:
            column += 1
            kind, data = kind - 11, struct.pack("<I", column) + data
        elif 1 <= kind <= 11:
            (column,) = struct.unpack_from("<I", data)
        head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
        yield head + bytes([len(data) & 0x7F | 0x80, len(data) >> 7]) + data


@pytest.mark.full
@pytest.mark.parametrize("name", ["tidy", "printed"])
def test_a_binary_workbook_as_excel_writes_it_gives_what_another_reader_gives(tmp_path, name):
    path = tmp_path / "data.xlsb"
    path.write_bytes(written_long(MADE / f"{name}.xlsb"))
    found = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python(skip_empty_area=False)
    theirs = {(row, at): value for row, line in enumerate(found, start=1) for at, value in enumerate(line) if value != ""}
    ((_title, rows),) = sheets(path).items()
    ours = {(row, at): cell for row, cells in rows for at, cell in enumerate(cells) if cell}
    assert sheets(path) == sheets(MADE / f"{name}.xlsb")
    assert ours.keys() == theirs.keys()
    for place, value in theirs.items():
        assert (float(ours[place]) if isinstance(value, float) else ours[place]) == (
            value if isinstance(value, float) else str(value)
        )


@pytest.mark.parametrize(
    "form", sampled(["[$-D07041E]d mmmm yyyy", "[$-107041E]d mmm yy;@", "d/m/bbbb", "[$-41E]d mmmm bbbb", 71, 81], every=3)
)
def test_a_day_in_a_thai_format_is_that_day(tmp_path, form):
    path = tmp_path / "data.xlsx"
    with xlsxwriter.Workbook(path) as book:
        look = book.add_format({"num_format": form})
        book.add_worksheet().write_number(0, 0, 44651, look)
    assert list(sheets(path).values()) == [[(1, ["2022-03-31"])]]


def test_a_day_of_a_strict_workbook_is_written_as_text(tmp_path):
    book, path = openpyxl.Workbook(), tmp_path / "data.xlsx"
    book.iso_dates = True
    book.worksheets[0].append([date(2022, 3, 31), 1.5])
    book.save(path)
    path.write_bytes(strict(BytesIO(path.read_bytes())))
    assert list(sheets(path).values()) == [[(1, ["2022-03-31", "1.5"])]]


# Where a cell stands


def grid(page):
    """The rows of the only table of a page."""
    (rows,) = sheets(page.encode()).values()
    return rows


def test_merged_cells_of_a_page_neither_double_nor_shift_a_value():
    page = (
        "<table><thead><tr><th rowspan=5>หน่วยงาน<th colspan=2>งบ</th></tr><tr><th>ตั้ง<th>จ่าย</thead>"
        "<tr><td rowspan=2>กองคลัง<td>1<td>2<tr><td>3<td>4<tr><td>กองช่าง<td colspan='2'>5<td>6</table>"
    )
    assert grid(page) == [
        (1, ["หน่วยงาน", "งบ"]),
        (2, ["", "ตั้ง", "จ่าย"]),
        (3, ["กองคลัง", "1", "2"]),
        (4, ["", "3", "4"]),
        (5, ["กองช่าง", "5", "", "6"]),
    ]


def test_text_around_a_table_stands_in_rows_as_in_a_spreadsheet():
    page = (
        "<html><head><title>x</title><style>td {}</style></head><body><h3>งบ ปี 2565</h3>"
        "<p>หน่วย : <b>บาท</b><br>ณ 31 มี.ค.</p>"
        "<table><tr><td>ก<td>ข<td><div>ค</div>&nbsp;<tr><td>1<td><input value='2'>"
        "<td><select><option>9<option selected>3</select>"
        "</table><script>document.write('<td>')</script>ผู้รายงาน</body></html>"
    )
    assert grid(page) == [
        (1, ["งบ ปี 2565"]),
        (2, ["หน่วย : บาท"]),
        (3, ["ณ 31 มี.ค."]),
        (4, ["ก", "ข", "ค"]),
        (5, ["1", "2", "3"]),
        (6, ["ผู้รายงาน"]),
    ]


def test_each_table_of_a_page_is_a_sheet_below_its_own_titles_and_those_of_the_page():
    one = "<table><tr><td>ก<td>ข<td>{}</table>"
    page = f"หน่วย : ล้านบาท<table><tr><td>ปี 2565</table>{one.format(1)}<p>ต่อ</p>{one.format(2)}<p>จบ"
    top, between, end = (1, ["หน่วย : ล้านบาท"]), (4, ["ต่อ"]), (6, ["จบ"])
    assert sheets(page.encode()) == {
        "1": [top, (2, ["ปี 2565"]), (3, ["ก", "ข", "1"]), between],
        "2": [top, (2, ["ปี 2565"]), between, (5, ["ก", "ข", "2"]), end],
    }


def test_what_a_page_hides_is_told_and_a_number_in_a_frame_is_no_table():
    page = (
        "<table style='DISPLAY: none'><tr><td>1<td>2<td>3</table>"
        "<table><tr><td>ก<td>ข<td>ค<tr style='display:none'><td>4<td>5<td>6"
        "<tr><td>7<td><table><tr><td>8</table><td>9</table>"
    )
    with TemporaryDirectory() as folder:
        path = Path(folder) / "data.xls"
        path.write_text(page)
        original = take(path)
        (sheet,) = read_sheets(original)
        assert [cells for _row, cells in sheet.text.rows()] == [["ก", "ข", "ค"], ["4", "5", "6"], ["7", "8", "9"]]
        assert (sheet.hidden_rows, len(sheet.hidden)) == ((3,), 1)


@pytest.mark.parametrize(("shown", "read"), [("1,235", "1234.56"), ("1,240", "1,240"), ("12%", "12%"), ("1.2", "1.2")])
def test_a_page_of_excel_keeps_the_digits_behind_a_rounded_number(shown, read):
    assert grid(f"<table><tr><td>ก<td>ข<td x:num='1234.56'>{shown}</table>") == [(1, ["ก", "ข", read])]


@pytest.mark.parametrize(
    "page",
    sampled(
        [
            "<table><tr><td>1<td>2<td>3",
            "<html><body><table><tr><td>1<td>2<td>3</table>",
            "<table><tr><td><table><tr><td>1<td>2</table><td><table><tr><td>3<td>4</table></table>",
            f"{'<div>' * 300}<table><tr><td>1<td>2<td>3</table>",
            "<table><tr><td>1<td>2</table><table><table><tr><td>3</table></table>",
            "<table><tr><td>1<td>2</table><td>3",
        ],
        every=3,
    ),
    ids="open-table open-page side-by-side too-deep lost outside".split(),
)
def test_a_page_of_which_a_cell_could_get_lost_is_refused(page):
    with pytest.raises(LoadError) as error:
        sheets(page.encode())
    assert error.value.problems[0].rule == "unreadable_workbook"


def test_sheets_of_an_archive_bear_the_names_that_excel_gave_them():
    book = "<x:ExcelWorksheet><x:Name>งบ &amp; แผน</x:Name><x:WorksheetSource HRef='{}'/></x:ExcelWorksheet>"
    hidden = "<x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions>"
    parts = {
        "r.htm": f"<html><!--{book.format('s1.htm')}{book.replace('งบ', 'ลับ').format('s2.htm')}--></html>",
        "s1.htm": "<table><tr><td>1<td>2<td>3</table>",
        "s2.htm": f"<!--{hidden}--><table><tr><td>4<td>5<td>6</table>",
    }
    body = "".join(
        f"--x\nContent-Location: file:///C:/{name}\nContent-Type: text/html\n\n{page}\n" for name, page in parts.items()
    )
    page = f'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="x"\n\n{body}--x--\n'
    assert sheets(page.encode()) == {"งบ & แผน": [(1, ["1", "2", "3"])]}
    unnamed = page.replace("ExcelWorksheet", "x")
    assert sheets(unnamed.encode()) == {"1": [(1, ["1", "2", "3"])], "2": [(1, ["4", "5", "6"])]}


def said(kind, value, **attributes):
    """A cell of a 2003 spreadsheet, with attributes of its own."""
    names = "".join(f' ss:{name}="{text}"' for name, text in attributes.items())
    return f'<Cell{names}><Data ss:Type="{kind}">{value}</Data></Cell>'


STYLES = (
    '<Style ss:ID="Default"/><Style ss:ID="p"><NumberFormat ss:Format="Percent"/></Style><Style ss:ID="q" ss:Parent="p"/>'
    '<Style ss:ID="d"><NumberFormat ss:Format="Short Date"/></Style><Style ss:ID="s"><NumberFormat ss:Format="Standard"/></Style>'
)


def test_cells_of_a_2003_spreadsheet_stand_where_they_say_and_hold_what_they_show():
    lines = (
        ("", said("String", "ชื่อ", MergeAcross=2, MergeDown=1), said("String", "ท้าย")),
        ("", said("Number", "1.50", Index=4)),
        (
            ' ss:Index="5" ss:Hidden="1" ss:Span="1"',
            said("DateTime", "2022-03-31T00:00:00.000"),
            said("Number", "0.45"),
            said("Number", "0.384615", StyleID="q"),
            said("Number", "44651", StyleID="d"),
            said("Number", "1.2E6", StyleID="s"),
        ),
        ("", said("Error", "#REF!"), '<Cell ss:Index="3" ss:Formula="=R1C1"/>', said("Boolean", "1")),
    )
    rows = '<Column ss:Index="2" ss:StyleID="p"/>' + "".join(f"<Row{told}>{''.join(inner)}</Row>" for told, *inner in lines)
    assert list(sheets(spreadsheetml(rows, STYLES)).values()) == [
        [
            (1, ["ชื่อ", "", "", "ท้าย"]),
            (2, ["", "", "", "1.5"]),
            (5, ["2022-03-31", "45%", "38.4615%", "2022-03-31", "1200000"]),
            (7, ["#REF!", "", "=R1C1", "True"]),
        ]
    ]


@pytest.mark.full
@pytest.mark.parametrize(
    "rows",
    [
        '<Row ss:Index="2"/><Row ss:Index="2"/>',
        f"<Row>{said('String', 'ก')}{said('String', 'ข', Index=1)}</Row>",
        f"<Row>{said('String', 'ก', MergeDown=1)}</Row><Row>{said('String', 'ข')}</Row>",
        f"<Row>{said('Number', 'สิบ')}</Row>",
        f"<Row>{said('DateTime', '31/3/2565')}</Row>",
        '<Row ss:Index="99999999"/>',
        "<Row>",
    ],
    ids="row-twice column-twice under-merged no-number no-date far cut-off".split(),
)
def test_a_2003_spreadsheet_that_contradicts_itself_is_refused(rows):
    with pytest.raises(LoadError) as error:
        sheets(spreadsheetml(rows))
    assert error.value.problems[0].rule == "unreadable_workbook"


ODS = "urn:oasis:names:tc:opendocument:xmlns:"


def ods(rows):
    """A flat spreadsheet of OpenDocument."""
    names = " ".join(f'xmlns:{name}="{ODS}{name}:1.0"' for name in ("office", "table", "text"))
    return (
        f'<office:document {names} office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:body>'
        f'<office:spreadsheet><table:table table:name="ก">{rows}</table:table></office:spreadsheet></office:body>'
        "</office:document>"
    ).encode()


def test_repeated_and_covered_cells_of_an_opendocument_stand_where_it_shows_them():
    rows = (
        '<table:table-row table:number-rows-repeated="2">'
        '<table:table-cell table:number-columns-repeated="2"><text:p>ก</text:p></table:table-cell>'
        "<table:covered-table-cell><text:p>ซ่อน</text:p></table:covered-table-cell>"
        '<table:table-cell><text:p>ข<text:s text:c="2"/>ค</text:p></table:table-cell>'
        '<table:table-cell table:number-columns-repeated="16380"/></table:table-row>'
        '<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>'
        '<table:table-row><table:table-cell table:formula="of:=1+1"/></table:table-row>'
        '<table:table-row table:number-rows-repeated="1048570"><table:table-cell/></table:table-row>'
    )
    row = ["ก", "ก", "", "ข  ค"]
    assert sheets(ods(rows)) == {"ก": [(1, row), (2, row), (6, ["=1+1"])]}


def test_more_columns_than_are_read_are_refused_in_every_workbook():
    far = '<table:table-cell table:number-columns-repeated="1000"/><table:table-cell><text:p>ก</text:p></table:table-cell>'
    wide = "<td>1" * (MOST_COLUMNS + 1)
    for content in (ods(f"<table:table-row>{far}</table:table-row>"), f"<table><tr>{wide}</table>".encode(),
                    spreadsheetml(f"<Row>{said('String', 'ก', Index=1000)}</Row>")):  # fmt: skip
        with pytest.raises(LoadError) as error:
            sheets(content)
        assert error.value.problems[0].rule == "too_many_columns"
