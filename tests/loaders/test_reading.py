"""What offices really send: every encoding, delimiter and workbook, printed forms, web forms; and what is said of them."""

import csv
import io
import json
import os
import subprocess
import sys
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
import xlwt
from hypothesis import given
from hypothesis import strategies as st

from loaders.files.text import Text
from loaders.layout.reading import Options
from loaders.schema.datasets import DATASETS
from tests.checking import check_files
from tests.loaders.test_properties import reports
from tests.tiers import sampled

PRINTED = Path(__file__).parents[2] / "data" / "takbai" / "as_printed"
TAKBAI = {"organization_code": "04960201"}
LINES = (
    "organization_code,fiscal_year,as_of,division,item,allocation,disbursed\n"
    "04960201,2565,2022-03-31,กองคลัง,ค่าวัสดุสำนักงาน,1000.00,250.50\n"
    "04960201,2565,2022-03-31,กองช่าง,ค่าจ้างเหมาบริการ,2000.00,0.00\n"
)


def stored(report, *without):
    """The rows of a checked file without where they stood, each a dictionary."""
    columns = ", ".join(("source_row", *without))
    found = report.checked.connection.execute(f"SELECT * EXCLUDE ({columns}) FROM checked ORDER BY ALL")
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def numbers(report):
    """The numbers of the rows that were stored."""
    return [row for (row,) in report.checked.connection.execute("SELECT source_row FROM checked ORDER BY 1").fetchall()]


def told(report, severity):
    """(rule, row) of the problems of one severity."""
    return [(problem.rule, problem.row) for problem in report.problems if problem.severity == severity]


@pytest.fixture
def workbook(tmp_path):
    """Writes an .xlsx: a dictionary of sheets, each a list of rows; under any name."""

    def workbook(sheets, name="data.xlsx"):
        path = tmp_path / name
        book = openpyxl.Workbook()
        book.remove(book.worksheets[0])
        for title, rows in sheets.items():
            sheet = book.create_sheet(title)
            for row in rows:
                sheet.append(row)
        with path.open("wb") as file:
            book.save(file)
        return path

    return workbook


# The paper forms give the same rows as the tidy tables


@pytest.mark.parametrize(
    ("printed", "tidy", "given", "layout"),
    [
        ("satisfaction_2564_asprinted", "satisfaction_2564", {"fiscal_year": "2564"}, "survey_matrix"),
        ("plan_2564_6m_asprinted", "plan_progress_2564_6m", {"fiscal_year": "2564", "round_months": "6"}, "plan_screen"),
        ("plan_2564_12m_asprinted", "plan_progress_2564_12m", {"fiscal_year": "2564", "round_months": "12"}, "plan_screen"),
        (
            "provincial_2564_asprinted",
            "plan_ranking_2564",
            {"fiscal_year": "2564", "round_months": "12", "as_of": "2021-10-07"},
            "tidy",
        ),
    ],
)
def test_a_printed_form_gives_the_rows_of_the_tidy_table(check, takbai, printed, tidy, given, layout):
    report, expected = check(PRINTED / f"{printed}.csv", **TAKBAI, **given), check(takbai / f"{tidy}.csv")
    assert (report.checked.layout, report.checked.dataset) == (layout, expected.checked.dataset)
    assert stored(report) == stored(expected)
    totals = "SELECT * EXCLUDE (source_row) FROM total"
    assert report.checked.connection.execute(totals).fetchall() == expected.checked.connection.execute(totals).fetchall()


BUDGET_AT = {"fiscal_year": "2565", "as_of": "2022-03-31"}


def test_the_printed_budget_is_refused_with_its_four_shifted_rows(check):
    report = check(PRINTED / "budget_2565_6m_asprinted.csv", **TAKBAI, **BUDGET_AT)
    assert told(report, "error") == [("shifted_row", row) for row in (13, 14, 15, 16)]


def mended():
    """The printed budget with the missing cell put back into its four shifted rows."""
    lines = (PRINTED / "budget_2565_6m_asprinted.csv").read_text(encoding="utf-8-sig").splitlines(keepends=True)
    return "".join(lines[:12] + ["," + line.replace(",,\n", ",\n") for line in lines[12:16]] + lines[16:])


@pytest.mark.parametrize("given", [BUDGET_AT, {"fiscal_year": "2565", "round_months": "6"}])
def test_the_printed_budget_mended_gives_the_rows_of_the_tidy_table(check, takbai, given):
    report, expected = check(mended(), **TAKBAI, **given), check(takbai / "budget_2565_6m.csv")
    assert stored(report) == stored(expected)
    assert ("heading", 9) in told(report, "note")
    stated = "SELECT allocation, transfer_in, transfer_out, encumbered, disbursed, remaining FROM total"
    assert report.checked.connection.execute(stated).fetchall() == expected.checked.connection.execute(stated).fetchall()
    assert numbers(report)[5:8] == [8, 10, 11]


@pytest.mark.parametrize("months", ["6", "12"])
def test_the_table_of_what_is_planned_is_compared_and_not_stored(load, rows, takbai, months):
    path = PRINTED / f"plan_2564_{months}m_devplan_subtable_asprinted.csv"
    given = {**TAKBAI, "fiscal_year": "2564", "round_months": months}
    assert told(load(path, **given), "note")[-1][0] == "nothing_to_compare"
    load(takbai / f"plan_progress_2564_{months}m.csv")
    report = load(path, **given)
    assert not report.refused
    assert report.stored is None
    assert told(report, "note") == [("planned_columns", 1), ("planned_columns_agree", None)]
    assert rows("SELECT count(*) FROM loads") == [(1,)]


def test_a_planned_figure_that_differs_is_told_with_both_values(load, takbai, write):
    load(takbai / "plan_progress_2564_12m.csv")
    text = (PRINTED / "plan_2564_12m_devplan_subtable_asprinted.csv").read_text(encoding="utf-8-sig")
    path = write(text.replace('\n16,"170,000.00"', '\n17,"170,000.00"'))
    report = load(path, **TAKBAI, fiscal_year="2564", round_months="12")
    (problem,) = [problem for problem in report.problems if problem.severity == "warning"]
    assert (problem.rule, problem.column, problem.value, problem.expected) == (
        "planned_columns_differ",
        "projects_planned",
        "17.00",
        "16.00",
    )


# Encodings and delimiters


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8 with BOM"),
        ("cp874", "Windows-874"),
        ("tis-620", "Windows-874"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
    ],
)
@pytest.mark.parametrize("delimiter", sampled([",", ";", "\t", "|"], always=[";"]))
def test_a_file_is_read_alike_in_every_encoding_and_with_every_delimiter(check, encoding, name, delimiter):
    report = check(LINES.replace(",", delimiter).encode(encoding))
    assert report.checked.encoding == name
    assert stored(report) == stored(check(LINES))
    assert numbers(report) == [2, 3]


def test_the_line_that_tells_excel_the_delimiter_is_no_row(check):
    report = check(f"sep=;\n{LINES.replace(',', ';')}")
    assert (stored(report), numbers(report)) == (stored(check(LINES)), [2, 3])


def test_lines_within_cells_that_have_commas_hide_no_tab_between_the_cells(check):
    header = "organization_code\tfiscal_year\tas_of\tdivision\titem\tallocation\tnote\n"
    cells = '04960201\t2565\t2022-03-31\t"\nกองคลัง\n"\t"\tวัสดุ\t"\t1000\t"ก,\nข,\nค,ง"\n'
    report = check(header + cells)
    assert [note.rule for note in report.problems if note.severity == "error"] == []
    stored = report.checked.connection.execute("SELECT division, item, allocation FROM checked").fetchall()
    assert stored == [("กองคลัง", "วัสดุ", 1000)]


def test_thai_that_begins_late_is_thai(check):
    header, line, *_ = LINES.splitlines(keepends=True)
    english = line.replace("กองคลัง", "Finance").replace("ค่าวัสดุสำนักงาน", "Item {}")
    content = header + "".join(english.format(number) for number in range(20_000)) + LINES.removeprefix(header)
    report = check(content.encode("cp874"))
    assert (report.checked.encoding, report.checked.rows) == ("Windows-874", 20_002)


def test_a_lone_accent_of_another_code_page_is_not_taken_for_thai(check):
    report = check(LINES.replace("ค่าวัสดุสำนักงาน", "Café crème").replace("กองคลัง", "Forêt").encode("latin-1", errors="replace"))
    assert [problem.rule for problem in report.problems] == ["unreadable_bytes"]


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7\n", b"\x89PNG\r\n", b"<html><p>1</p></html>", b'<?xml version="1.0"?>', b"{\\rtf1"]
)
def test_what_is_a_table_by_its_name_only_is_told_what_it_is(check, content):
    (problem,) = check(content).problems
    assert problem.rule == "no_table"


# Workbooks


def rows_of(text):
    return list(csv.reader(io.StringIO(text)))


@pytest.mark.parametrize("name", sampled(["data.xlsx", "data.csv", "งบ.XLS"], every=3))
def test_a_workbook_is_known_by_its_content_whatever_its_name(check, workbook, name):
    report = check(workbook({"งบ": rows_of(LINES)}, name))
    assert (report.sheet, report.checked.encoding) == ("งบ", "Excel (.xlsx)")
    assert stored(report) == stored(check(LINES))


RANKED = ("fiscal_year", "round_months", "as_of", "province", "district", "organization", "percent")
TAKBAIS = (2564, 12, date(2021, 10, 7), "นราธิวาส", "ตากใบ", "เทศบาลเมืองตากใบ", 1.4815)


def excel_of_today(path, look=""):
    """The ranking of one organization as .xlsx, a percentage and a day shown as such; the row `hidden` or `crossed` out where
    that is asked for."""
    with xlsxwriter.Workbook(path) as book:
        sheet, percent, day = book.add_worksheet(), *(book.add_format({"num_format": form}) for form in ("0.00%", "d/m/yyyy"))
        sheet.write_row(0, 0, RANKED)
        sheet.write_row(1, 0, TAKBAIS[:2])
        sheet.write_datetime(1, 2, TAKBAIS[2], day)
        sheet.write_row(1, 3, TAKBAIS[3:6], book.add_format({"font_strikeout": look == "crossed"}))
        sheet.write_number(1, 6, TAKBAIS[6], percent)
        if look == "hidden":
            sheet.set_row(1, None, None, {"hidden": True})


def excel_of_97(path, look=""):
    """The same as .xls."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet, looks = book.add_sheet("แผ่น1"), {2: xlwt.easyxf(num_format_str="D/M/YYYY"), 6: xlwt.easyxf(num_format_str="0.00%")}
    looks |= {5: xlwt.easyxf("font: struck_out on")} if look == "crossed" else {}
    for at, (name, value) in enumerate(zip(RANKED, TAKBAIS, strict=True)):
        sheet.write(0, at, name)
        sheet.write(1, at, value, *(looks[at],) if at in looks else ())
    sheet.row(1).hidden = look == "hidden"
    book.save(str(path))


@pytest.mark.parametrize(("write", "encoding"), [(excel_of_today, "Excel (.xlsx)"), (excel_of_97, "Excel (.xls)")])
def test_numbers_dates_and_percentages_of_a_workbook_are_what_excel_shows(check, tmp_path, write, encoding):
    write(path := tmp_path / "data")
    report = check(path)
    assert report.checked.encoding == encoding
    assert [(row["as_of"], row["percent"]) for row in stored(report)] == [(date(2021, 10, 7), Decimal("148.15"))]
    assert not told(report, "warning")


@pytest.mark.parametrize(("look", "rule"), [("hidden", "rows_hidden"), ("crossed", "rows_crossed_out")])
@pytest.mark.parametrize("write", [excel_of_today, excel_of_97])
def test_a_row_that_is_hidden_or_crossed_out_is_read_and_told(check, tmp_path, write, look, rule):
    write(path := tmp_path / "data", look)
    report = check(path)
    assert len(stored(report)) == 1
    assert told(report, "warning") == [(rule, 2)]


def test_hidden_sheets_of_old_workbooks_are_told_and_cells_keep_what_they_say(check, tmp_path):
    book, path = xlwt.Workbook(encoding="utf-8"), tmp_path / "data.xls"
    for name in ("งบ", "ซ่อน"):
        sheet = book.add_sheet(name)
        for at, row in enumerate(rows_of(LINES)):
            for place, cell in enumerate(row):
                sheet.write(at, place, float(cell) if cell.endswith("0.50") else cell)
    sheet.visibility = 1
    book.save(str(path))
    report = check(path)
    assert stored(report) == stored(check(LINES))
    assert [problem.value for problem in report.problems if problem.rule == "sheets_hidden"] == ["ซ่อน"]


def test_a_date_of_the_buddhist_era_in_iso_form_is_told_as_converted(check):
    report = check(LINES.replace("2022-03-31", "2565-03-31"))
    assert {row["as_of"] for row in stored(report)} == {date(2022, 3, 31)}
    assert [problem.value for problem in report.problems if problem.column == "as_of"] == ["2565-03-31"]


def test_noise_of_excels_arithmetic_is_no_digit_and_a_code_gets_its_zero_back(check, workbook):
    head, first, _second = rows_of(LINES)
    report = check(workbook({"a": [head, [4960201, 2565, first[2], *first[3:5], 277268.00000000006, 0.1 + 0.2]]}))
    (row,) = stored(report)
    assert (row["organization_code"], row["allocation"], row["disbursed"]) == (
        "04960201",
        Decimal("277268.00"),
        Decimal("0.30"),
    )
    assert ("converted", 2) in told(report, "note")


def test_a_formula_is_never_evaluated(check, workbook):
    head, first, _second = rows_of(LINES)
    report = check(workbook({"a": [head, [*first[:5], "=500+500", "0"]]}))
    (problem,) = report.problems
    assert (problem.rule, problem.value) == ("not_of_its_kind", "=500+500")
    assert "Open the file in Excel, save it" in problem.text("en")


def test_each_sheet_is_a_table_and_what_is_none_is_passed_over(load, rows, workbook, takbai):
    sheets = {
        "งบ": rows_of(LINES),
        "แผน 6": rows_of((takbai / "plan_progress_2564_6m.csv").read_text(encoding="utf-8")),
        "หมายเหตุ": [["จัดทำโดยกองคลัง"]],
    }
    report = load(workbook(sheets))
    assert report.sheet == "งบ"
    assert rows('SELECT "table", rows_stored FROM loads ORDER BY 1') == [("budget", 2), ("plan_progress", 4)]
    assert "sheets_passed_over" in [problem.rule for problem in report.problems]


def test_a_workbook_is_stored_whole_or_not_at_all(load, store, workbook):
    bad = rows_of(LINES.replace("1000.00", "x"))
    load(workbook({"ดี": rows_of(LINES), "เสีย": bad}))
    assert not (store / "prongsai.duckdb").exists()


def test_a_sheet_can_be_named(write, workbook):
    path = workbook({"หนึ่ง": rows_of(LINES), "สอง": rows_of(LINES)})
    (report,) = check_files([path], Options(sheet="สอง"), lambda name, rows: None)
    assert (report.sheet, report.refused) == ("สอง", False)
    (report,) = check_files([path], Options(sheet="สาม"), lambda name, rows: None)
    assert [problem.rule for problem in report.problems] == ["unknown_sheet"]


@pytest.mark.parametrize("content", [b"PK\x03\x04 broken", b"<html><table><tr><td>1", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 broken"])
def test_a_damaged_workbook_is_refused(check, content):
    assert [problem.rule for problem in check(content).problems] == ["unreadable_workbook"]


# Titles, headings, totals


def test_titles_above_the_header_say_what_the_columns_do_not(check):
    report = check(
        "เทศบาลเมืองตากใบ,,,\nรายงานการใช้จ่ายงบประมาณ ประจำปีงบประมาณ พ.ศ. ๒๕๖๕,,,\nข้อมูล ณ วันที่ ๓๑ มีนาคม ๒๕๖๕,,,\n\n"
        "หน่วยงาน,รายการ,อนุมัติ,เบิกจ่าย\nกองคลัง,ค่าวัสดุ,1000,250\n,ค่าไฟ,500,100\n"
    )
    assert [(row["organization_code"], row["fiscal_year"], row["as_of"], row["division"]) for row in stored(report)] == [
        ("04960201", 2565, date(2022, 3, 31), "กองคลัง")
    ] * 2
    assert numbers(report) == [6, 7]
    assert report.checked.reading.given["fiscal_year"].origin == "read in the title"


def test_a_title_that_contradicts_an_option_is_not_passed_over(check):
    report = check("ประจำปีงบประมาณ พ.ศ. 2564,,,\nหน่วยงาน,รายการ,อนุมัติ,เบิกจ่าย\nกองคลัง,ค่าวัสดุ,1000,250\n", **TAKBAI, **BUDGET_AT)
    assert [problem.rule for problem in report.problems if problem.severity == "error"] == ["option_contradicts"]


HEADINGS = (
    "หน่วยงาน,รายการ,อนุมัติ,เบิกจ่าย\n"
    "กองคลัง,แผนงานบริหารงานทั่วไป,,\n"
    ",งบดำเนินงาน,,\n"
    ",ค่าวัสดุ,1000,250\n"
    ",- ค่าไฟ,500,100\n"
    ",รวม,1500,350\n"
    "กองช่าง,งบลงทุน,,\n"
    ",ถนน,2000,0\n"
    ",รวม,2000,0\n"
    "รวมทั้งสิ้น,,3500,350\n"
    ",ผู้รายงาน หัวหน้างาน,,\n"
)


def test_headings_subtotals_and_what_stands_below_are_told_apart_from_lines(load, rows, write):
    report = load(write(HEADINGS), **TAKBAI, **BUDGET_AT)
    assert rows("SELECT source_row, plan, expenditure_group, division, item FROM budget ORDER BY 1") == [
        (4, "แผนงานบริหารงานทั่วไป", "งบดำเนินงาน", "กองคลัง", "ค่าวัสดุ"),
        (5, "แผนงานบริหารงานทั่วไป", "งบดำเนินงาน", "กองคลัง", "ค่าไฟ"),
        (8, "แผนงานบริหารงานทั่วไป", "งบลงทุน", "กองช่าง", "ถนน"),
    ]
    totals = "SELECT source_row, scope, stated FROM stated_totals WHERE \"column\" = 'allocation' ORDER BY 1"
    assert rows(totals) == [(6, "กองคลัง", 1500), (9, "กองช่าง", 2000), (10, None, 3500)]
    assert ("passed_over", 11) in told(report, "note")
    assert not any("หัวหน้างาน" in problem.text("th") for problem in report.problems)


def test_an_ordinary_line_that_contains_the_word_total_is_a_line(check):
    report = check(LINES.replace("ค่าวัสดุสำนักงาน", "รวมงานกีฬาและนันทนาการ").replace("ค่าจ้างเหมาบริการ", "ตามผังเมืองรวม"))
    assert len(stored(report)) == 2


def test_a_header_that_is_printed_again_on_the_next_page_is_passed_over(check):
    head = "หน่วยงาน,รายการ,อนุมัติ,เบิกจ่าย\n"
    report = check(f"{head}กองคลัง,ค่าวัสดุ,1000,250\n{head}กองคลัง,ค่าไฟ,1000,250\n", **TAKBAI, **BUDGET_AT)
    assert (numbers(report), told(report, "note")) == ([2, 4], [("passed_over", 3)])


def test_a_gap_in_a_tidy_file_is_not_filled(check):
    report = check(LINES.replace("กองช่าง", ""))
    assert told(report, "error") == [("empty_cell", 3)]


def test_a_header_of_three_tiers_is_one_header(check):
    report = check(
        "หน่วยงาน,รายการ,งบประมาณ,,\n,,ตั้งไว้,ผลการดำเนินงาน,\n,,อนุมัติ,ผูกพัน,เบิกจ่าย\nกองคลัง,ค่าวัสดุ,1000,100,250\n",
        **TAKBAI,
        **BUDGET_AT,
    )
    assert [(row["allocation"], row["encumbered"], row["disbursed"]) for row in stored(report)] == [(1000, 100, 250)]
    assert report.checked.reading.header.rows == (1, 2, 3)


# Surveys


FORM = (
    "ประทับเวลา,ชื่อ-สกุล,อีเมล,เบอร์โทร,เพศ,หน่วยงานที่ติดต่อ,ด้านเจ้าหน้าที่ [1. สุภาพ],ด้านเจ้าหน้าที่ [2. รวดเร็ว],ด้านสถานที่ [3. สะอาด],ข้อเสนอแนะ\n"
    "1/1/2565 9:00,ก ข,a@example.org,0800000000,1,กองคลัง,5,มาก,มากที่สุด,ดี\n"
    "1/1/2565 27:95,ค ง,b@example.org,0800000001,2,กองคลัง,4,ปานกลาง,๕,\n"
    "1/1/2565 9:09,จ ฉ,c@example.org,0800000002,1,กองช่าง,3,,น้อย,\n"
)


def test_answers_become_scores_with_respondents(check):
    report = check(FORM, **TAKBAI, fiscal_year="2565")
    scores = {(row["division"], row["question_no"]): (row["score_percent"], row["respondents"]) for row in stored(report)}
    assert scores == {
        ("กองคลัง", 1): (90, 2),
        ("กองคลัง", 2): (70, 2),
        ("กองคลัง", 3): (100, 2),
        ("กองช่าง", 1): (60, 1),
        ("กองช่าง", 3): (40, 1),
    }
    assert {(row["dimension_no"], row["dimension"], row["question"]) for row in stored(report)} == {
        (1, "ด้านเจ้าหน้าที่", "สุภาพ"),
        (1, "ด้านเจ้าหน้าที่", "รวดเร็ว"),
        (2, "ด้านสถานที่", "สะอาด"),
    }


def test_who_answered_is_neither_stored_nor_kept(load, store, write):
    path = write(FORM)
    report = load(path, **TAKBAI, fiscal_year="2565")
    assert "columns_dropped" in [problem.rule for problem in report.problems]
    kept = b"".join(file.read_bytes() for file in store.rglob("*") if file.is_file())
    for personal in ("ก ข", "a@example.org", "0800000000", "27:95"):
        assert personal.encode() not in kept
    assert path.read_text() == FORM


def test_a_survey_that_was_kept_without_respondents_is_built_again_alike(load, loader, rows, write):
    load(write(FORM), **TAKBAI, fiscal_year="2565")
    before = rows("FROM satisfaction ORDER BY ALL")
    assert loader("rebuild").returncode == 0
    assert rows("FROM satisfaction ORDER BY ALL") == before


def test_what_only_the_titles_of_a_survey_said_is_not_lost_with_them(load, loader, rows, write):
    load(write(f"เทศบาลเมืองตากใบ\nผลสำรวจ ประจำปีงบประมาณ พ.ศ. 2565\n{FORM}"))
    before = rows("FROM satisfaction ORDER BY ALL")
    assert {(row[2], row[3]) for row in before} == {("04960201", 2565)}
    assert loader("rebuild").returncode == 0
    assert rows("FROM satisfaction ORDER BY ALL") == before


def test_a_copy_that_a_killed_load_left_behind_goes_with_the_next_and_those_at_work_stay(load, store):
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    left_over, at_work = store / f"incoming-{ended.pid}-a", store / f"incoming-{os.getpid()}-b"
    for room in (left_over, at_work):
        room.mkdir(parents=True)
        (room / "file").write_text(FORM)
    load(LINES)
    assert (left_over.exists(), at_work.exists()) == (False, True)


def test_an_answer_that_is_none_is_told_with_its_question(check):
    many = "".join(f"x,กองคลัง,{5 - number % 3},4\n" for number in range(30))
    report = check(f"เวลา,หน่วยงาน,สุภาพ,รวดเร็ว\n{many}x,กองคลัง,9,4\n", **TAKBAI, fiscal_year="2565")
    assert told(report, "error") == [("not_an_answer", 32)]
    assert "สุภาพ" in report.problems[-1].text("th")


def test_means_of_five_are_read_as_percent(check):
    content = "ลำดับที่,คำถาม,กองคลัง,กองช่าง\n1,สุภาพ,4.5,๔\n2,รวดเร็ว,4.25,5\n,เฉลี่ย,4.4,4.5\n"
    report = check(content, answers={"scores": "5"}, **TAKBAI, fiscal_year="2565")
    assert {(row["division"], row["question_no"]): row["score_percent"] for row in stored(report)} == {
        ("กองคลัง", 1): 90,
        ("กองช่าง", 1): 80,
        ("กองคลัง", 2): 85,
        ("กองช่าง", 2): 100,
    }


def test_a_wrong_score_of_a_matrix_is_told_with_its_division(check):
    report = check(
        "ลำดับที่,คำถาม,กองคลัง,กองช่าง\n1,สุภาพ,95,90\n2,ก,95,90\n3,ข,95,90\n4,ค,95,90\n5,รวดเร็ว,101,x\n",
        **TAKBAI,
        fiscal_year="2565",
    )
    assert [
        (problem.rule, problem.row, problem.words["title"]) for problem in report.problems if problem.severity == "error"
    ] == [
        ("not_of_its_kind", 5 + 1, "กองช่าง"),
        ("out_of_range", 5 + 1, "กองคลัง"),
    ]


# Headers that nobody knows


def test_a_mapping_is_remembered_for_files_with_the_same_header(load, rows):
    strange = LINES.replace("disbursed", "จ่ายไปแล้ว")
    assert load(strange).refused
    assert not load(strange, mapping={"จ่ายไปแล้ว": "disbursed"}).refused
    report = load(strange.replace("250.50", "300.00"))
    assert "mapping_recalled" in [problem.rule for problem in report.problems]
    assert rows("SELECT disbursed FROM budget ORDER BY source_row") == [(300,), (0,)]
    assert load(strange.replace("item", "ชื่อ")).refused


def test_a_mapping_to_a_header_that_is_not_there_is_told(check):
    report = check(LINES, mapping={"ไม่มี": "note"})
    assert told(report, "warning") == [("mapping_without_header", 1)]


def test_what_was_understood_is_in_the_report(loader, write):
    run = loader("check", write(mended()), "--organization", "04960201", "--fiscal-year", "2565", "--round", "6", "--json")
    understood = json.loads(run.stdout)["files"][0]["understood"]
    assert understood["header_rows"] == [1, 2]
    assert understood["columns"]["allocation"] == "งบประมาณที่ไว้ใน เทศบัญญัติ"
    assert understood["given"]["as_of"] == {"value": "2022-03-31", "origin": "the end of the round"}


# What a newcomer stumbled over


def test_what_a_respondent_answered_is_never_taken_for_the_header(check):
    report = check("เวลา,หน่วยงาน,ยิ้มแย้ม,รวดเร็ว\nx,กองคลัง,90,100\nx,กองคลัง,80,70\nx,กองคลัง,3,3\n", **TAKBAI, fiscal_year="2565")
    assert report.refused


def test_what_is_asked_about_the_respondent_is_no_question(check):
    report = check("เวลา,หน่วยงาน,หมู่ที่,ยิ้มแย้ม,รวดเร็ว\nx,กองคลัง,1,5,4\nx,กองคลัง,2,4,3\n", **TAKBAI, fiscal_year="2565")
    assert [row["question"] for row in stored(report)] == ["ยิ้มแย้ม", "รวดเร็ว"]
    assert "หมู่ที่" in next(problem.value for problem in report.problems if problem.rule == "columns_dropped")


def test_a_file_that_names_one_organization_is_not_stored_under_another(check):
    report = check(PRINTED / "plan_2564_6m_asprinted.csv", organization_code="99000001", fiscal_year="2564", round_months="6")
    assert [problem.rule for problem in report.problems if problem.severity == "error"] == ["option_contradicts"]


def test_a_mapping_to_a_header_that_is_not_there_is_not_remembered(load, store):
    assert not load(LINES, mapping={"ไม่มี": "note", "item": "item"}).refused
    assert "ไม่มี" not in (store / "mappings.json").read_text(encoding="utf-8")


def test_a_hidden_sheet_is_told(check, tmp_path):
    path = tmp_path / "data.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name in ("งบ", "ซ่อน"):
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows_of(LINES)):
                sheet.write_row(number, 0, row)
        sheet.hide()
    report = check(path)
    assert (report.sheet, [problem.value for problem in report.problems if problem.rule == "sheets_hidden"]) == ("งบ", ["ซ่อน"])


def test_check_tells_the_findings_that_a_load_would_bring_and_leaves_nothing(loader, store, takbai):
    run = loader("check", takbai / "budget_2565_6m.csv")
    assert "คงเหลือตามเอกสารต้นฉบับ 26,000.00 บาท แต่คำนวณได้ 25,000.00 บาท" in run.stdout
    assert not store.exists()


def test_a_limit_that_is_no_number_is_told_without_a_traceback(loader_process, takbai):
    run = loader_process("check", takbai / "measures_2565.csv", PRONGSAI_LARGEST_FILE_MB="abc")
    assert run.returncode == 1
    assert "PRONGSAI_LARGEST_FILE_MB" in run.stderr
    assert "Traceback" not in run.stderr


def test_a_column_named_below_its_group_is_read_though_the_first_row_names_every_column(check):
    first = "สิ้นไตรมาส,ข้อมูล ณ วันที่,รหัส อปท.,ปีงบประมาณ,หน่วยงาน,รายการ,งบประมาณตามเทศบัญญัติ,เบิกจ่าย"
    report = check(f"{first}\nคงเหลือ,,,,,,,\n300000,2022-03-31,04960201,2565,กองคลัง,ค่าวัสดุ,500000,200000\n")
    assert not report.refused, [problem.text("en") for problem in report.problems]
    assert report.checked.connection.execute("SELECT remaining, disbursed FROM checked").fetchall() == [(300_000, 200_000)]


@pytest.mark.parametrize("delimiter", ",;\t|")
def test_the_delimiter_is_that_of_a_table_as_short_as_the_titles_above_it(check, delimiter):
    header, *lines = rows_of(LINES)
    titles = [["ทดลอง"]] * (1 + len(lines))
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows([*titles, header, *lines])
    report = check(text.getvalue())
    assert (report.refused, report.checked.rows_read) == (False, len(lines)), [problem.text("en") for problem in report.problems]


NUMBERED = [
    (before, dataset, column)
    for dataset in DATASETS.values()
    for column in dataset.columns
    for before in ("ลำดับ", "ที่", "อื่น ๆ")
    # Below any other header a number may be what the column holds.
    if not column.required and (before != "อื่น ๆ" or column.name in dataset.texts)
]


@pytest.mark.parametrize(("before", "dataset", "column"), sampled(NUMBERED, every=27))
def test_a_heading_where_rows_are_numbered_names_no_column(check, before, dataset, column):
    required = [each for each in dataset.columns if each.required]
    lines = [
        [before, *(each.title for each in required)],
        [column.title, *("" for _each in required)],
        ["1", *(each.example for each in required)],
    ]
    report = check("\n".join(map(",".join, lines)) + "\n")
    assert report.reading
    assert column.name not in report.reading.positions


@pytest.mark.parametrize("first", ["", "sep=,\n"], ids=["by the engine", "row by row"])
@pytest.mark.parametrize("other", ["ค่าจ้าง", '"ค่าจ้าง, ค่าตอบแทน"'])
@pytest.mark.parametrize("amounts", ["121,500,50.00,", "500,150,90.00,"])
def test_beside_a_blank_cell_too_many_two_cells_may_be_one_amount(check, first, other, amounts):
    header = "organization_code,fiscal_year,as_of,division,item,allocation,disbursed,remaining,note"
    who = "04960201,2565,2022-03-31,กองคลัง"
    report = check(f"{first}{header}\n{who},{other},300.00,100.00,200.00,\n{who},ค่าวัสดุ,{amounts},\n")
    assert [problem.rule for problem in report.problems if problem.severity == "error"] == ["split_amount"]


@pytest.mark.parametrize("first", ["", "sep=,\n"], ids=["by the engine", "row by row"])
def test_blank_cells_too_many_beside_whole_amounts_change_nothing(check, first):
    lines = LINES.rstrip().split("\n")
    report = check("\n".join([first + lines[0], *(f"{line},," for line in lines[1:])]) + "\n")
    assert report.checked.rows_read == check(LINES).checked.rows_read


@given(st.binary(max_size=400), st.sampled_from([",", "\t", "·", "ๆ"]), st.integers(1, 50))
def test_what_a_text_holds_is_counted_as_its_bytes_hold_it(tmp_path_factory, content, delimiter, repeated):
    path = tmp_path_factory.mktemp("counted") / "a.csv"
    path.write_bytes(every := (content + delimiter.encode() + b"\n\xef\xbf") * repeated)
    told = Text(path, "utf-8", delimiter, 0).contents
    ends = not every.endswith(b"\n")
    assert (told.lines, told.delimiters) == (every.count(b"\n") + ends, every.count(delimiter.encode()))
    assert (told.has_nul, told.has_lost) == (b"\0" in every, "\ufffd".encode() in every)


RANKING = {"fiscal_year": "2566", "round_months": "12", "as_of": "2023-10-07", "province": "นราธิวาส", "district": "ตากใบ"}


@given(st.lists(st.tuples(st.integers(0, 20_000), st.sampled_from([1, 100])), min_size=1, max_size=5))
def test_rates_are_stored_as_they_are_or_the_clerk_says_of_what_they_are(found):
    """A rate of 76.92 % is written 76.92, or 0.7692 by an office that writes fractions."""
    written = [Decimal(percent) / 100 / (1 if found[0][1] == 1 else 100) for percent, _of in found]
    rows = [f"{rate},อปท. {number}" for number, rate in enumerate(written)]
    content = "\n".join(["ร้อยละ,ชื่อ อปท.", *rows]).encode()
    is_asked = 0 < max(written) <= 2
    for best in ("1", "100"):
        (report,) = reports(content, answers={"scores": best} if is_asked else {}, **RANKING)
        stored = report.checked.connection.execute("SELECT percent FROM checked ORDER BY source_row").fetchall()
        expected = [rate * (100 if is_asked and best == "1" else 1) for rate in written]
        assert stored == [(each.quantize(Decimal("0.01"), ROUND_HALF_UP),) for each in expected]
    (open_,) = reports(content, answers={}, **RANKING)
    assert [problem.rule for problem in open_.problems if problem.question] == ["scores_asked"] * is_asked
    assert open_.refused == is_asked


@pytest.mark.parametrize("cell", ["0.3846", "1.4815"])
def test_a_fraction_where_a_percentage_is_printed_is_refused_with_its_row(check, cell):
    head = "round_months,dimension_no,projects_planned,projects_done,budget_planned,budget_ordinance,budget_spent"
    rows = ["6,1,10,4,0,0,0,40.00", f"6,2,26,10,0,0,0,{cell}"]
    report = check("\n".join([f"{head},stated_budget_percent", *rows]), organization_code="04960201", fiscal_year="2564")
    told = [problem for problem in report.problems if problem.severity == "error"]
    assert [(problem.rule, problem.row, problem.column, problem.value) for problem in told] == [
        ("fraction", 3, "stated_budget_percent", cell)
    ]
