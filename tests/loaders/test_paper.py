"""What stands beside the records of printed tables and web forms: none of it is counted, no record is lost, nobody is named."""

import csv
import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
import xlsxwriter

from loaders.layout.reading import Options
from loaders.loading import load_files
from tests.checking import check_files
from tests.tiers import sampled

TAKBAI = {"organization_code": "04960201"}
BUDGET = {**TAKBAI, "fiscal_year": "2565", "as_of": "2022-03-31"}
SURVEY = {**TAKBAI, "fiscal_year": "2565"}
PLAN = {**SURVEY, "round_months": "6"}
HEAD = "หน่วยงาน,รายการ,งบประมาณตามเทศบัญญัติ,เบิกจ่าย,คงเหลือ\n"


def found(report, *columns):
    """The rows that would be stored, in the file's order."""
    assert not report.refused, [problem.text("en") for problem in report.problems]
    named = ", ".join(columns)
    return report.checked.connection.execute(f"SELECT {named} FROM checked ORDER BY source_row, {named}").fetchall()


def told(report, severity="error"):
    """(rule, row) of the problems of one severity."""
    return [(problem.rule, problem.row) for problem in report.problems if problem.severity == severity]


def lines(*rows):
    return HEAD + "".join(f"{row}\n" for row in rows)


# Totals and what else sums


@pytest.mark.parametrize(
    "word",
    sampled([
        "รวม", "รวม:", "รวม ทั้งสิ้น", "รวมทั้งสิ้น (บาท)", "รวมงบประมาณทั้งสิ้น", "รวมเงินทั้งสิ้น", "ยอดรวมทั้งสิ้น", "ร ว ม", "รวม 2 รายการ",
        "รวมเป็นเงินทั้งสิ้น", "Grand Total", "ผลรวม",
    ], every=4),
)  # fmt: skip
@pytest.mark.parametrize("place", ["{},,3000,900,2100", ",{},3000,900,2100"])
def test_a_total_is_known_in_any_wording_and_wherever_it_stands(check, word, place):
    report = check(lines("กองคลัง,ก,1000,400,600", ",ข,2000,500,1500", place.format(word)), **BUDGET)
    assert found(report, "item", "allocation") == [("ก", 1000), ("ข", 2000)]
    stated = report.checked.connection.execute("SELECT allocation, disbursed FROM total").fetchall()
    assert stated == [(3000, 900)]


@pytest.mark.parametrize("word", ["รวมเงินทั้งสิ้น", "ยอดรวม", "รวม ทั้งสิ้น"])
def test_a_total_is_known_in_a_file_that_a_program_wrote(check, word):
    head = "organization_code,fiscal_year,as_of,division,item,allocation,disbursed\n"
    row = "04960201,2565,2022-03-31,กองคลัง,{},{},0\n"
    report = check(head + row.format("ก", 100) + row.format("ข", 200) + row.format(word, 300))
    assert found(report, "item") == [("ก",), ("ข",)]


def test_sums_under_headings_and_carried_sums_and_shares_are_no_lines(check):
    report = check(
        lines(
            "กองคลัง,แผนงานบริหารงานทั่วไป,,,", ",งานบริหารทั่วไป,,,", ",งบดำเนินงาน,,,", ",ก,1000,400,600", ",ข,2000,500,1500",
            ",รวมงบดำเนินงาน,3000,900,2100", ",รวมงานบริหารทั่วไป,3000,900,2100", ",รวมแผนงานบริหารงานทั่วไป,3000,900,2100",
            ",ยอดยกไป,3000,900,2100", ",ยอดยกมา,3000,900,2100", ",ค,500,0,500", ",ร้อยละ,100,40,60",
            "รวมส่วนของกองคลัง,,3500,900,2600",
        ),
        **BUDGET,
    )  # fmt: skip
    assert found(report, "item") == [("ก",), ("ข",), ("ค",)]
    assert not told(report, "warning")


def test_a_line_is_no_total_for_what_its_remark_says(check):
    report = check(HEAD.replace("\n", ",หมายเหตุ\n") + "กองคลัง,ก,1000,400,600,\n,ข,2000,500,1500,รวม\n", **BUDGET)
    assert found(report, "item") == [("ก",), ("ข",)]


def test_an_ordinary_line_may_begin_like_a_total(check):
    report = check(lines("กองคลัง,รวมงานกีฬาและนันทนาการ,1000,400,600", ",ข,2000,500,1500"), **BUDGET)
    assert len(found(report, "item")) == 2


# Headings, pages, numbers of columns


def test_a_heading_in_the_column_of_divisions_is_no_division_and_ends_what_stood_under_it(check):
    report = check(
        lines(
            "กองคลัง,,,,", "แผนงานบริหารงานทั่วไป,,,,", "งานบริหารทั่วไป,,,,", ",ก,1000,400,600", "หน้า 2,,,,",
            "แผนงานการศึกษา,,,,", "งบลงทุน,,,,", ",ข,2000,500,1500",
        ),
        **BUDGET,
    )  # fmt: skip
    assert found(report, "division", "plan", "work", "expenditure_group", "item") == [
        ("กองคลัง", "แผนงานบริหารงานทั่วไป", "งานบริหารทั่วไป", None, "ก"),
        ("กองคลัง", "แผนงานการศึกษา", None, "งบลงทุน", "ข"),
    ]


def test_titles_that_pages_repeat_and_headers_of_two_tiers_are_passed_over(check):
    title, tiers = "เทศบาลเมืองตากใบ,,,,\n", "หน่วยงาน,รายการ,งบประมาณตามเทศบัญญัติ,เบิกจ่าย,\n,,,จำนวนเงิน,ร้อยละ\n"
    report = check(f"{title}{tiers}กองคลัง,ก,1000,400,40\n{title}{tiers},ข,2000,500,25\n", **BUDGET)
    assert found(report, "division", "item", "disbursed") == [("กองคลัง", "ก", 400), ("กองคลัง", "ข", 500)]


@pytest.mark.parametrize("numbers", ["1,2,3,4,5", "(1),(2),(3),(4),(5)", "๑,๒,๓,๔,๕"])
def test_a_row_that_numbers_the_columns_is_no_record(check, numbers):
    report = check(lines(numbers, "กองคลัง,ก,1000,400,600"), **BUDGET)
    assert found(report, "source_row", "item") == [(3, "ก")]


def test_who_signs_below_the_total_is_passed_over(check):
    report = check(lines("กองคลัง,ก,1000,400,600", "รวม,,1000,400,600", "ลงชื่อ,,,,ผู้จัดทำ", "(นักวิชาการคลัง),,,,"), **BUDGET)
    assert found(report, "item") == [("ก",)]


def test_a_new_plan_does_not_end_the_division_beside_it(check):
    report = check("แผนงาน,หน่วยงาน,รายการ,อนุมัติ,เบิกจ่าย\nก,กองคลัง,หนึ่ง,10,0\nข,,สอง,20,0\n", **BUDGET)
    assert found(report, "plan", "division") == [("ก", "กองคลัง"), ("ข", "กองคลัง")]


# Nothing that lacks a figure is taken for a heading and lost


@pytest.mark.parametrize(
    ("content", "given", "column", "row"),
    [
        ("ข้อ,มาตรการ,สถานะ\n1,ก,ดำเนินการแล้ว\n2,ข,\n3,ค,ดำเนินการแล้ว\n", SURVEY, "status", 3),
        ("ลำดับ,โครงการ,มิติ,สถานะ\n1,ก,1,done\n2,ข,1,\n", PLAN, "status", 3),
        ("จังหวัด,อำเภอ,ชื่อ อปท.,ร้อยละ\nนราธิวาส,ตากใบ,ก,50\n,,ข,\n", {**PLAN, "as_of": "2022-03-31"}, "percent", 3),
        ("หน่วยงาน,ข้อ,รายการประเมิน,ร้อยละ\nกองคลัง,1,สุภาพ,95\n,2,รวดเร็ว,\n", SURVEY, "score_percent", 3),
        ("ข้อ,รายการประเมิน,กองคลัง,กองช่าง\n1,สุภาพ,95,96\n2,รวดเร็ว,,\n3,ชัดเจน,95,97\n", SURVEY, "score_percent", 3),
    ],
)
def test_a_record_without_its_figure_is_refused_by_row_and_column(check, content, given, column, row):
    report = check(content, **given)
    assert [(problem.rule, problem.row, problem.column) for problem in report.problems if problem.severity == "error"] == [
        ("empty_cell", row, column)
    ]


# What holds for all rows


@pytest.mark.parametrize(
    ("title", "day"),
    [
        ("รายงานการใช้จ่ายงบประมาณ 1 ตุลาคม 2564 – 31 มีนาคม 2565", date(2022, 3, 31)),
        ("รายงานการใช้จ่ายงบประมาณ ตั้งแต่วันที่ 1 ตุลาคม 2564 ถึงวันที่ 31 มีนาคม 2565", date(2022, 3, 31)),
        ("รายงานงบประมาณ 1 ตุลาคม 2564 - 31 มีนาคม 2565 ข้อมูล ณ วันที่ 31 มีนาคม 2565", date(2022, 3, 31)),
        ("รายงานงบประมาณ ณ 31 มี.ค. 65 ประกาศ ณ วันที่ 5 เมษายน 2565", date(2022, 3, 31)),
    ],
)
def test_the_day_of_the_data_is_read_in_the_title_and_no_other_day(check, title, day):
    report = check(f"{title},,,,\n{lines('กองคลัง,ก,1000,400,600')}", **SURVEY)
    assert found(report, "as_of") == [(day,)]


@pytest.mark.parametrize("unit", ["(พันบาท)", "(หน่วย : ล้านบาท)", "[พันบาท]"])
def test_amounts_in_another_unit_than_baht_are_asked_about(check, unit):
    content = lines("กองคลัง,ก,1000,400,600").replace("เบิกจ่าย", f"เบิกจ่าย {unit}")
    assert told(check(content, **BUDGET))[0] == ("unit_asked", 1)
    assert told(check(f"หน่วย : พันบาท,,,,\n{lines('กองคลัง,ก,1000,400,600')}", **BUDGET)) == [("unit_asked", 1)]


@pytest.mark.parametrize("words", ["(ร้อยละ)", "(หลังโอน)", "(ปี 2564)"])
def test_words_in_brackets_that_change_the_meaning_make_another_column(check, words):
    report = check(lines("กองคลัง,ก,1000,400,600").replace("เทศบัญญัติ", f"เทศบัญญัติ {words}"), **BUDGET)
    assert told(report) == [("missing_column", 1)]


@pytest.mark.parametrize("words", sampled(["(บาท)", "(หน่วย : บาท)", "(2)", "(๓)=(๑)-(๒)", "(จำนวนเงิน)", "[บาท]", "()"], every=3))
def test_units_and_numbers_in_brackets_change_nothing(check, words):
    report = check(lines("กองคลัง,ก,1000,400,600").replace("เบิกจ่าย", f"เบิกจ่าย {words}"), **BUDGET)
    assert found(report, "disbursed") == [(400,)]


def test_a_code_that_lost_its_zero_and_is_not_known_is_doubted(check):
    head = "organization_code,fiscal_year,as_of,division,item,allocation,disbursed\n"
    report = check(f"{head}5100101,2565,2022-03-31,กองคลัง,ก,100,0\n")
    assert told(report, "warning") == [("doubtful_code", 2)]


def test_a_column_that_the_caller_names_stands_before_one_that_is_called_so(check):
    content = lines("กองคลัง,ก,1000,400,600").replace("คงเหลือ", "เบิกจ่ายสะสม")
    report = check(content, mapping={"เบิกจ่ายสะสม": "disbursed"}, **BUDGET)
    assert found(report, "disbursed") == [(600,)]
    assert ("like_a_known_column", 1) in told(report, "warning")


def test_a_header_is_mapped_by_all_that_it_says(check):
    content = lines("กองคลัง,ก,1000,400,40").replace("คงเหลือ", "เบิกจ่าย (ร้อยละ)")
    report = check(content, mapping={"เบิกจ่าย (ร้อยละ)": "note"}, **BUDGET)
    assert found(report, "disbursed", "note") == [(400, "40")]


# Surveys


def test_statistics_beside_the_divisions_of_a_survey_are_no_divisions(check):
    head = "ข้อ,รายการประเมิน,กองคลัง,กองช่าง,ค่าเฉลี่ย,S.D.,ระดับ,จำนวนผู้ตอบ\n"
    rows = "1,สุภาพ,95,96,95.5,0.5,มาก,20\n2,รวดเร็ว,94,90,92,0.6,มาก,20\n"
    below = ",ค่าเฉลี่ยด้านเจ้าหน้าที่,94.5,93,93.75,0.5,,\n,คะแนนเฉลี่ยรวม,94.5,93,93.75,,,\n,จำนวนผู้ตอบ (คน),50,60,55,,,\n"
    report = check(head + rows + below, **SURVEY)
    assert found(report, "division", "question_no", "score_percent") == [
        ("กองคลัง", 1, 95), ("กองช่าง", 1, 96), ("กองคลัง", 2, 94), ("กองช่าง", 2, 90),
    ]  # fmt: skip


@pytest.mark.parametrize("head", ["ค่าเฉลี่ย,S.D.,ร้อยละ,ระดับ", "มากที่สุด,มาก,ปานกลาง,น้อย"])
def test_a_table_of_statistics_without_divisions_is_refused(check, head):
    assert check(f"ข้อ,รายการประเมิน,{head}\n1,สุภาพ,4.5,0.5,90,5\n2,รวดเร็ว,4.1,0.6,82,4\n", **SURVEY).refused


def test_a_dash_in_a_survey_means_that_nobody_asked(check):
    report = check("ข้อ,รายการประเมิน,กองคลัง,กองช่าง\n1,สุภาพ,95,-\n2,รวดเร็ว,94,90\n", **SURVEY)
    assert found(report, "division", "score_percent") == [("กองคลัง", 95), ("กองคลัง", 94), ("กองช่าง", 90)]


@pytest.mark.parametrize("numbers", [("1", "2", "1", "2"), ("1.1", "1.2", "2.1", "2.2")])
def test_questions_that_are_numbered_anew_in_each_dimension_are_numbered_through(check, numbers):
    a, b, c, d = numbers
    report = check(
        f"ข้อ,รายการประเมิน,กองคลัง,กองช่าง\n,ด้านเจ้าหน้าที่,,\n{a},ก,95,96\n{b},ข,94,90\n,ด้านสถานที่,,\n{c},ค,93,92\n{d},ง,91,90\n",
        **SURVEY,
    )
    assert [row[:2] for row in found(report, "question_no", "dimension", "division") if row[2] == "กองคลัง"] == [
        (1, "ด้านเจ้าหน้าที่"), (2, "ด้านเจ้าหน้าที่"), (3, "ด้านสถานที่"), (4, "ด้านสถานที่"),
    ]  # fmt: skip
    assert ("heading", 2) in told(report, "note")


def test_divisions_in_groups_are_named_with_their_group(check):
    head = "ข้อ,รายการประเมิน,สำนักปลัด,,กองคลัง,\n,,งานธุรการ,งานนิติการ,งานธุรการ,งานพัสดุ\n"
    report = check(f"{head}1,สุภาพ,95,96,97,98\n2,รวดเร็ว,91,92,93,94\n", **SURVEY)
    assert [name for (name,) in found(report, "division")[:4]] == [
        "กองคลัง งานธุรการ", "กองคลัง งานพัสดุ", "สำนักปลัด งานธุรการ", "สำนักปลัด งานนิติการ",
    ]  # fmt: skip


@pytest.mark.parametrize("layout", sampled(["long", "matrix"], every=2))
@pytest.mark.parametrize("best", [1, 3, 4, 5, 10])
def test_scores_that_may_be_no_percentages_are_asked_about_and_read_as_said(check, layout, best):
    scores = [Decimal("95.005"), Decimal("70.12"), Decimal("38.46")]
    written = [format(score * best / 100, "f") for score in scores]
    if layout == "long":
        lines = [f"กองคลัง,{number},{number} ก,{score}" for number, score in enumerate(written, start=1)]
        content = "หน่วยงาน,ข้อ,รายการประเมิน,ร้อยละ\n" + "\n".join(lines)
    else:
        lines = [f"{number},{number} ก,{score},{score}" for number, score in enumerate(written, start=1)]
        content = "ข้อ,รายการประเมิน,กองคลัง,กองช่าง\n" + "\n".join(lines)
    (problem,) = (problem for problem in check(content, **SURVEY).problems if problem.severity == "error")
    assert problem.rule == "scores_asked"
    assert f"{best}" in [choice.answer for choice in problem.question.choices]
    report = check(content, answers={"scores": f"{best}"}, **SURVEY)
    assert {score for (score,) in found(report, "score_percent")} == {Decimal("95.01"), Decimal("70.12"), Decimal("38.46")}


# Web forms, and people

FORM = "ประทับเวลา,ชื่อผู้รับบริการ,เบอร์โทรศัพท์,หน่วยงานที่ติดต่อ,เจ้าหน้าที่สุภาพ,ความรวดเร็ว\n"
ANSWERS = "".join(f"1/10/2564,นาย{name} ใจดี,081234567{name},กองคลัง,5,4\n" for name in "1234")


def test_the_division_of_a_web_form_is_where_no_person_is_named(check):
    report = check(FORM + ANSWERS, **SURVEY)
    assert found(report, "division", "question_no", "score_percent") == [("กองคลัง", 1, 100), ("กองคลัง", 2, 80)]
    kept = report.checked.original.copy.read_text(encoding="utf-8")
    assert "ใจดี" not in kept
    assert "0812" not in kept


@pytest.mark.parametrize("other", ["ประเภทผู้รับบริการ", "ข้อเสนอแนะในการให้บริการ", "ชื่อผู้ใช้บริการ", "วันที่รับบริการ"])
def test_where_no_column_names_the_division_it_is_asked_for(check, other):
    report = check(FORM.replace("หน่วยงานที่ติดต่อ", other) + ANSWERS, **SURVEY)
    assert [(problem.rule, problem.column) for problem in report.problems] == [("missing_column", "division")]
    mapped = check(FORM.replace("หน่วยงานที่ติดต่อ", other) + ANSWERS, mapping={other: "division"}, **SURVEY)
    assert {name for (name,) in found(mapped, "division")} == {"กองคลัง"}


def test_a_column_that_names_people_is_no_division_whatever_it_is_called(check):
    assert check(FORM + ANSWERS, mapping={"ชื่อผู้รับบริการ": "division"}, **SURVEY).refused
    assert check(FORM.replace("ชื่อผู้รับบริการ", "ฝ่าย").replace("หน่วยงานที่ติดต่อ", "สถานที่") + ANSWERS, **SURVEY).refused


@pytest.mark.parametrize("header", ["1. เพศ", "2. ช่วงอายุ", "ข้อมูลทั่วไป [อายุ]", "ท่านมาใช้บริการกี่ครั้ง"])
def test_what_respondents_say_of_themselves_is_no_question(check, header):
    report = check(f"หน่วยงาน,{header},สุภาพ,รวดเร็ว\nกองคลัง,1,5,4\nกองคลัง,2,5,4\nกองคลัง,1,5,4\n", **SURVEY)
    assert [name for (name,) in found(report, "question")] == ["รวดเร็ว", "สุภาพ"]


def test_small_figures_of_another_table_are_no_answers(check):
    plan = "หน่วยงาน,มิติที่,โครงการตามแผน,โครงการที่ดำเนินการแล้ว,งบประมาณตามแผน,งบประมาณใช้จริง\nเทศบาล,1,5,3,4,2\nเทศบาล,2,4,2,3,1\n"
    assert check(plan, **PLAN).checked.dataset.table == "plan_progress"
    assert check(lines("กองคลัง,ก,1,1,1", "กองช่าง,ข,2,1,1"), **BUDGET).checked.dataset.table == "budget"


@pytest.mark.parametrize("hidden", [False, True])
def test_a_workbook_that_names_people_beside_a_table_is_refused_whole(check, tmp_path, hidden):
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name, content in (("งบ", lines("กองคลัง,ก,1000,400,600")), ("คำตอบ", FORM + ANSWERS)):
            sheet = book.add_worksheet(name)
            for at, row in enumerate(csv.reader(io.StringIO(content))):
                sheet.write_row(at, 0, row)
        if hidden:
            sheet.hide()
    report = check(path, **BUDGET)
    assert report.refused
    assert [(problem.rule, problem.value) for problem in report.problems if problem.severity == "error"][-1:] == [
        ("people_in_workbook", "คำตอบ")
    ]


def test_posts_are_no_persons(check, tmp_path):
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path) as book:
        measures = "".join(f"{n},ก,ดำเนินการแล้ว,{post}\n" for n, post in enumerate(("นายกเทศมนตรี", "นายช่างโยธา", "นายทะเบียน"), 1))
        for name, content in (
            ("งบ", lines("กองคลัง,ก,1000,400,600")),
            ("มาตรการ", f"ข้อ,มาตรการ,สถานะ,ผู้รับผิดชอบ\n{measures}"),
        ):
            sheet = book.add_worksheet(name)
            for at, row in enumerate(csv.reader(io.StringIO(content))):
                sheet.write_row(at, 0, row)
    assert not told(check(path, **BUDGET))


def test_a_project_in_charge_of_a_person_with_a_telephone_is_refused(check):
    report = check("ลำดับ,โครงการ,มิติ,สถานะ,ผู้รับผิดชอบ\n1,ก,1,done,นายสมชาย 081-234-5678\n2,ข,1,done,กองคลัง\n", **PLAN)
    assert told(report) == [("personal_data", 2)]


# Tables that would wipe out one another


def test_sheets_that_bring_the_same_slice_are_refused(check, tmp_path):
    book, path = openpyxl.Workbook(), tmp_path / "book.xlsx"
    for name, item in (("ก", "ค่าวัสดุ"), ("ข", "ค่าจ้าง")):
        sheet = book.create_sheet(name)
        for row in csv.reader(io.StringIO(lines(f"กองคลัง,{item},1000,400,600"))):
            sheet.append(row)
    book.save(path)
    reports = check_files([path], Options(values=BUDGET), lambda name, rows: None)
    assert [told(report) for report in reports] == [[("same_slice", None)]] * 2
    assert "กองคลัง" in reports[0].problems[-1].text("th")


def test_files_of_one_call_that_bring_the_same_slice_are_refused_and_the_same_file_twice_is_not(write, store, rows):
    one, other = write(lines("กองคลัง,ก,1000,400,600"), "1.csv"), write(lines("กองคลัง,ข,100,40,60"), "2.csv")
    third = write(lines("กองช่าง,ค,5,0,5"), "3.csv")
    reports = load_files([one, other, third], Options(values=BUDGET), store, lambda name, rows: None)
    assert [report.refused for report in reports] == [True, True, False]
    load_files([one, one], Options(values=BUDGET), store, lambda name, rows: None)
    assert rows("SELECT item, allocation FROM budget ORDER BY item") == [("ก", 1000), ("ค", 5)]


# Spreadsheets


@pytest.mark.parametrize("form", ['0.00"%"', "0.00\\%"])
def test_a_percent_sign_that_a_format_only_writes_multiplies_nothing(check, tmp_path, form):
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["จังหวัด", "อำเภอ", "ชื่อ อปท.", "ร้อยละ"])
        sheet.write_row(1, 0, ["นราธิวาส", "ตากใบ", "ก"])
        sheet.write_number(1, 3, 38.46, book.add_format({"num_format": form}))
    report = check(path, fiscal_year="2565", round_months="6", as_of="2022-03-31")
    assert found(report, "percent") == [(Decimal("38.46"),)]


def test_an_amount_with_more_decimals_than_are_shown_is_told_how_to_be_rounded(check):
    report = check(lines("กองคลัง,ก,16666.6666666667,400,600"), **BUDGET)
    assert "ROUND" in report.problems[0].text("th")


@pytest.mark.parametrize("said", ["มิติที่ 2", "2. การบริหารราชการ", "๒"])
def test_a_dimension_may_be_written_with_its_word_or_name(check, said):
    report = check(f"ลำดับ,โครงการ,มิติ,สถานะ\n1,ก,{said},done\n", **PLAN)
    assert found(report, "dimension_no") == [(2,)]


def test_headings_between_projects_may_name_their_dimension(check):
    report = check("ลำดับ,โครงการ,สถานะ\n,มิติที่ 1 การสร้างสังคม,\n1,ก,done\n,มิติที่ 2 การบริหาร,\n2,ข,done\n", **PLAN)
    assert found(report, "project_no", "dimension_no") == [(1, 1), (2, 2)]


def test_a_mean_in_a_comparison_is_no_organization(check):
    report = check("จังหวัด,อำเภอ,ชื่อ อปท.,ร้อยละ\nนราธิวาส,ตากใบ,ก,50\n,,ข,60\n,,เฉลี่ย,55\n", **PLAN | {"as_of": "2022-03-31"})
    assert [name for (name,) in found(report, "organization")] == ["ก", "ข"]


@pytest.mark.parametrize(("said", "year"), [("65", 2565), ("22", None), ("2022", 2565)])
def test_a_year_of_two_digits_is_of_the_buddhist_era_or_refused(check, said, year):
    head = "organization_code,fiscal_year,as_of,division,item,allocation,disbursed\n"
    report = check(f"{head}04960201,{said},2022-03-31,กองคลัง,ก,100,0\n")
    assert report.refused if year is None else found(report, "fiscal_year") == [(year,)]


# Bytes


def test_a_foreign_byte_is_told_with_the_row_of_a_spreadsheet(check):
    in_cp874 = (
        lines("กองคลัง,ก,1000,400,600", "กองช่าง,ข,1,1,0", "กองช่าง,ค,1,1,0").encode("cp874").replace(b"\xa4,1", b"\xa4\xff,1")
    )
    assert told(check(in_cp874, **BUDGET)) == [("unreadable_bytes", 4)]
    in_utf8 = lines('กองคลัง,"ก\nข",1000,400,600', "กองช่าง,ค,1,1,0").encode().replace("ค,".encode(), b"\xff,")
    assert told(check(in_utf8, **BUDGET)) == [("unreadable_bytes", 3)]


def test_a_vowel_typed_as_two_is_still_thai(check):
    report = check(lines("กองคลัง,เเผน,1000,400,600").encode("cp874"), **BUDGET)
    assert found(report, "item") == [("แผน",)]


# What looks like something else, and is a record


@pytest.mark.parametrize(
    "item",
    sampled([
        "ยกมาตรฐานห้องน้ำสาธารณะ", "ค่าเฉลี่ย ITA เพิ่ม", "รวมพลคนกองคลัง", "รวมทั้งโรงเรียนในกองคลัง", "(ต่อเนื่อง) อบรม (รุ่น 2)",
        "ลงนามประกาศเจตนารมณ์", "ผู้จัดทำแผนอบรม", "หน้ากากอนามัย", "ระดับการให้บริการ", "งบประมาณสมทบ", "งานรัฐพิธี",
    ], every=4),
)  # fmt: skip
def test_a_name_that_begins_like_something_else_is_a_line_a_project_a_measure_and_a_question(check, item):
    report = check(lines("กองคลัง,ก,10,1,9", f",{item},20,1,19", ",ข,30,1,29"), **BUDGET)
    assert found(report, "item", "allocation")[1] == (item, 20)
    measures = check(f"มาตรการ,ข้อ,สถานะ\n{item},1,done\nอบรม,2,done\n", **SURVEY)
    assert found(measures, "measure_no", "measure")[0] == (1, item)
    projects = check(f"โครงการ,ลำดับ,มิติ,สถานะ\nก,1,1,done\n{item},2,1,done\n", **PLAN)
    assert found(projects, "project_no", "project")[1] == (2, item)
    questions = check(f"ข้อ,รายการประเมิน,กองคลัง,กองช่าง\n1,สุภาพ,95,96\n2,{item},94,90\n3,ภาพรวม,93,92\n", **SURVEY)
    assert found(questions, "question_no", "question", "division")[2] == (2, item, "กองคลัง")
    assert len(found(questions, "question_no")) == 6


def test_a_division_alone_on_its_row_may_begin_like_a_heading_and_stand_in_the_title(check):
    report = check(f"งบกลาง,,,,\n{lines('กองคลัง,,,,', ',ก,10,1,9', 'งบกลาง,,,,', ',เบี้ยยังชีพ,20,1,19')}", **BUDGET)
    assert found(report, "division", "item") == [("กองคลัง", "ก"), ("งบกลาง", "เบี้ยยังชีพ")]


def test_a_numbered_line_without_amounts_is_no_heading(check):
    report = check(f"ลำดับ,{HEAD}1,กองคลัง,ก,10,1,9\n2,,ค่าน้ำ,,,\n3,,ค่าน้ำมัน,20,1,19\n", **BUDGET)
    assert {(problem.rule, problem.row) for problem in report.problems if problem.severity == "error"} == {("empty_cell", 3)}


FLAT = "หน่วยงาน,รายการ,งบประมาณตามเทศบัญญัติ,โอนเพิ่ม,โอนลด,ผูกพัน,จ่ายจริง,คงเหลือ\n"
GROUPED = "หน่วยงาน,รายการ,งบประมาณตามเทศบัญญัติ,งบประมาณที่ได้ดำเนินการ,,,จ่ายจริง,คงเหลือ\n,,,โอนเพิ่ม,โอนลด,ผูกพัน,,\n"
ABOVE = "รายงาน,,,,,,,\n{}กองคลัง,ก,10,0,0,0,0,10\n,ข,20,0,0,0,0,20\n{}กองช่าง,ค,45,0,0,0,0,45\n"


def test_what_stands_above_a_header_that_a_page_repeats_with_fewer_tiers_is_not_lost(check):
    report = check(ABOVE.format(GROUPED, FLAT), **BUDGET)
    assert found(report, "item") == [("ก",), ("ข",), ("ค",)]
    assert told(report, "note") == [("passed_over", 6)]


def test_a_second_header_that_is_another_than_the_first_is_told_by_its_row(check):
    report = check(ABOVE.format(FLAT.replace("คงเหลือ", "คงเหลือ*"), FLAT), **BUDGET)
    assert set(told(report)) == {("not_of_its_kind", 5)}


def test_a_survey_repeats_its_header_too(check):
    head = "ข้อ,รายการประเมิน,กองคลัง,กองช่าง\n"
    report = check(f"{head}1,สุภาพ,95,96\n{head}2,รวดเร็ว,94,90\n3,ชัดเจน,94,90\n", **SURVEY)
    assert len(found(report, "question_no")) == 6


@pytest.mark.parametrize(
    "unit",
    sampled(
        ["(พันบาท)", "หน่วย : ล้านบาท", "หน่วยนับ: พันบาท", "หน่วยเป็นล้านบาท", "จำนวนเงิน : ล้านบาท", "ตัวเลขเป็นพันบาท", "หน่วย:,พันบาท"],
        every=3,
    ),
)
def test_another_unit_is_seen_above_and_below_the_header(check, unit):
    row = f"{unit},,,\n" if "," in unit else f"{unit},,,,\n"
    body = "กองคลัง,ก,10,1,9\n,ข,20,1,19\n"
    assert "unit_asked" in [rule for rule, _row in told(check(f"{row}{HEAD}{body}", **BUDGET))]
    assert "unit_asked" in [rule for rule, _row in told(check(f"{HEAD}{row}{body}", **BUDGET))]


def test_a_dash_for_a_score_in_a_list_is_told_and_not_stored_as_nothing(check):
    report = check("หน่วยงาน,ข้อ,รายการประเมิน,ร้อยละ\nกองคลัง,1,ก,95\nกองคลัง,2,ข,-\n", **SURVEY)
    assert told(report) == [("not_of_its_kind", 3)]


def test_a_heading_in_the_column_of_numbers_names_the_dimension(check):
    report = check("ลำดับ,โครงการ,สถานะ\nมิติที่ 1 สร้างสังคม,,\n1,ก,done\nมิติที่ 2 การบริหาร,,\n2,ข,done\n", **PLAN)
    assert found(report, "project_no", "dimension_no") == [(1, 1), (2, 2)]


def test_one_negative_score_is_told_by_its_row(check):
    report = check("ข้อ,รายการประเมิน,กองคลัง,กองช่าง\n1,สุภาพ,95,96\n2,รวดเร็ว,-5,90\n", **SURVEY)
    assert told(report) == [("negative", 3)]
