"""What stands beside the lines and says otherwise than what would be stored with them refuses the file; what only looks like it
does not."""

from decimal import Decimal

import openpyxl
import pytest

from loaders.checks.statements import is_revenue
from loaders.layout.reading import Options
from tests.checking import check_files
from tests.tiers import sampled

WHO = {"organization_code": "04960201", "fiscal_year": "2565", "as_of": "2022-03-31"}
HEAD = "หน่วยงาน,รายการ,งบประมาณตามเทศบัญญัติ,เบิกจ่าย\n"
LINES = ("กองคลัง,ก,12345.25,100.50", "กองคลัง,ข,23456.50,200.25", "กองช่าง,ค,34567.75,0.00")
MORE = ("กองคลัง,ง,1287.25,910.50", "กองช่าง,จ,2819.50,1840.75")


def table(*lines, above="", header=HEAD):
    return above + header + "".join(f"{line}\n" for line in lines)


def refused(report):
    """(rule, row) of what refuses the file."""
    return [(problem.rule, problem.row) for problem in report.problems if problem.severity == "error"]


def book(path, **sheets):
    """A workbook: the name of each sheet, and its rows."""
    workbook = openpyxl.Workbook()
    for name, content in sheets.items():
        sheet = workbook.create_sheet(name.replace("_", " "))
        for line in content.splitlines():
            sheet.append([float(cell) if cell.replace(".", "").isdigit() else cell for cell in line.split(",")])
    workbook.remove(workbook.worksheets[0])
    workbook.save(path)
    return path


def checked(path, sheet=None, **given):
    return check_files([path], Options(values=WHO | given, sheet=sheet), lambda name, rows: None)


# Whose figures they are


@pytest.mark.parametrize(
    "title",
    sampled([
        "เทศบาลนครหาดใหญ่ จังหวัดสงขลา", "รายงานการใช้จ่ายงบประมาณ เทศบาลตำบลศาลาใหม่",
        "องค์การบริหารส่วนตำบลโฆสิต", "อบต.โฆสิต อ.ตากใบ",
        "สำนักงานเทศบาลเมืองนราธิวาสจังหวัดนราธิวาส", "ทต.ตากใบ",
        "เทศบาลเมืองตากใบใหม่", "องค์การบริหารส่วนจังหวัดนราธิวาส", "เทศบาลเมือง ปัตตานี",
    ], every=2),
)  # fmt: skip
def test_a_title_that_names_another_organization_is_refused(check, title):
    report = check(table(*LINES, above=f"{title},,,\n"), **WHO)
    assert refused(report) == [("option_contradicts", 1)]
    assert "เทศบาลเมืองตากใบ" in next(problem for problem in report.problems if problem.severity == "error").text("th")


@pytest.mark.parametrize(
    "title",
    sampled([
        "ทม.ตากใบ", "สำนักงานเทศบาลเมืองตากใบ อำเภอตากใบ", "เทศบาลเมืองตากใบจังหวัดนราธิวาส",
        "เทศบาลเมือง ตากใบ", "เทศบาล", "สำนักปลัดเทศบาล",
        "เทศบาลเมืองตากใบประจำปีงบประมาณ พ.ศ. 2565", "แบบรายงานขององค์การบริหารส่วนตำบล ปีงบประมาณ 2565", "สภาเทศบาลเมืองตากใบ",
        "เทศบาลเมืองตากใบ เทียบกับ เทศบาลตำบลศาลาใหม่", "พ.ร.บ. องค์การบริหารส่วนตำบล พ.ศ. 2537",
    ], every=3),
)  # fmt: skip
def test_a_title_that_names_the_organization_itself_is_accepted(check, title):
    assert not refused(check(table(*LINES, above=f"{title},,,\n"), **WHO))


def test_an_organization_that_nobody_knows_has_any_title(check):
    report = check(table(*LINES, above="เทศบาลนครหาดใหญ่,,,\n"), **WHO | {"organization_code": "03900101"})
    assert not refused(report)


def test_a_comparison_of_organizations_names_them_in_its_lines(check, takbai):
    assert not refused(check(takbai / "plan_ranking_2564.csv"))


# The names of sheets


@pytest.mark.parametrize(
    "name", sampled(["ปี 2564", "ปีงบประมาณ ๒๕๖๔", "2564", "งบ 64", "งบประมาณ ปี64", "FY2021", "รายจ่าย 2566"], every=6)
)
def test_a_sheet_that_is_called_by_another_year_is_refused(tmp_path, name):
    path = book(tmp_path / "book.xlsx", **{name: table(*LINES), "อื่น": table("กองการศึกษา,ก,12.25,1.50")})
    one, other = checked(path)
    assert refused(one) == [("sheet_contradicts", None)]
    assert refused(other) == [("other_sheet_refused", None)]
    assert all(report.problems[-1].option == "--sheet NAME" for report in (one, other))
    assert not refused(*checked(path, sheet="อื่น"))


@pytest.mark.full
@pytest.mark.parametrize(
    "name", sampled(["ปี 2565", "งบ65", "FY2022", "Sheet1", "31-03-2565", "มี.ค.65", "แผน 2561-2565", "กองคลัง 12", "1.1"], every=3)
)
def test_a_sheet_that_is_called_by_its_own_year_or_by_none_is_accepted(tmp_path, name):
    assert not refused(*checked(book(tmp_path / "book.xlsx", **{name: table(*LINES)})))


@pytest.mark.full
@pytest.mark.parametrize("name", ["ต.ค.64", "ธ.ค. 64", "เมษายน 2565", "ไตรมาส 1"])
def test_a_sheet_that_is_called_by_another_month_than_the_callers_is_refused(tmp_path, name):
    assert refused(*checked(book(tmp_path / "book.xlsx", **{name: table(*LINES)}))) == [("sheet_contradicts", None)]


BEFORE = "รายงาน ณ สิ้นเดือน ก.พ. 2565", "ข้อมูล ณ วันที่ 31 ธันวาคม 2564", "สิ้นสุดไตรมาสที่ 1 ปีงบประมาณ 2565"
THEN = "ณ สิ้นเดือนมีนาคม 2565", "ตั้งแต่ 1 ตุลาคม 2564 ถึง 31 มีนาคม 2565", "จัดทำเมื่อ 5 เมษายน 2565", "ไตรมาสที่ 2"


@pytest.mark.parametrize(
    ("said", "rules"), sampled([*((each, ["option_contradicts"]) for each in BEFORE), *((each, []) for each in THEN)], every=3)
)
def test_a_title_or_a_remark_that_names_another_time_than_the_caller_is_refused(check, said, rules):
    assert [rule for rule, _row in refused(check(table(*LINES, above=f"{said},,,\n"), **WHO))] == rules
    below = check(table(*LINES, f"{said},,,"), **WHO)
    assert [rule for rule, _row in refused(below)] == (rules if said.startswith("ข้อมูล") else [])


def test_amounts_of_one_month_and_money_of_an_earlier_year_are_refused(check):
    monthly = check(f"รายงานการเบิกจ่าย เฉพาะเดือนมีนาคม 2565,,,\n{table(*LINES)}", **WHO)
    assert refused(monthly) == [("of_one_month", 1)]
    carried = check(table(*LINES, "เงินกันไว้เบิกเหลื่อมปี 2564,,,", *MORE), **WHO)
    assert [rule for rule, _row in refused(carried)] == ["carried_over"]


def test_each_sheet_can_be_loaded_with_its_own_year(tmp_path):
    path = book(tmp_path / "book.xlsx", ปี_2564=table(*LINES), ปี_2565=table(*MORE))
    assert not refused(*checked(path, sheet="ปี 2564", fiscal_year="2564", as_of="2021-03-31"))


# Reports one below the other


@pytest.mark.parametrize(
    "heading",
    [
        "ปีงบประมาณ 2564", "ประจำปีงบประมาณ พ.ศ. ๒๕๖๔", "ปี 64", "รายงานการใช้จ่ายงบประมาณ ปีงบประมาณ 2566",
        "เทศบาลตำบลศาลาใหม่",
        "รายงานของ อบต.โฆสิต", "ประจำเดือน มกราคม 2565", "เดือนกุมภาพันธ์", "ม.ค. 65", "มีนาคม 2564",
        "ไตรมาสที่ 1", "ข้อมูล ณ วันที่ 31 ธันวาคม 2564",
        "ณ 28/2/2565", "February 2022",
    ],
)  # fmt: skip
@pytest.mark.parametrize("place", sampled(["{},,,", ",{},,"], every=2))
def test_a_heading_that_begins_another_report_is_refused(check, heading, place):
    assert refused(check(table(*LINES, place.format(heading), *MORE), **WHO)) == [("several_reports", 5)]


@pytest.mark.parametrize(
    "heading",
    sampled([
        "ปีงบประมาณ 2565", "เทศบาลเมืองตากใบ (ต่อ)", "ประจำเดือน มีนาคม 2565", "มี.ค. 65", "ไตรมาสที่ 2",
        "ณ วันที่ 31 มีนาคม 2565", "1 ต.ค. 64 - 31 มี.ค. 65",
        "ปีงบประมาณ 2565 (ต.ค. 2564 - ก.ย. 2565)", "งบกลาง", "แผนงานบริหารงานทั่วไป", "เงินเดือนพนักงาน",
        "โครงการวันเด็ก ประจำปี 2564",
        "ค่าจ้างเดือนมกราคม", "อุดหนุนองค์การบริหารส่วนตำบลโฆสิต",
        "แผนพัฒนาท้องถิ่น (พ.ศ. 2561-2565)",
    ], every=3),
)  # fmt: skip
def test_a_heading_of_the_same_report_is_accepted(check, heading):
    assert not refused(check(table(*LINES, f",{heading},,", *MORE), **WHO))


def test_what_stands_below_the_lines_begins_no_report(check):
    assert not refused(check(table(*LINES, "ณ วันที่ 5 เมษายน 2565,,,"), **WHO))


def test_headings_of_several_organizations_contradict_one_another_where_nobody_knows_whose_the_file_is(check):
    one, other = "เทศบาลตำบลศาลาใหม่,,,", "เทศบาลนครหาดใหญ่,,,"
    who = WHO | {"organization_code": "03900101"}
    assert refused(check(table(one, *LINES, other, *MORE), **who)) == [("several_reports", 6)]
    assert not refused(check(table(one, *LINES, one, *MORE), **who))


def test_headings_of_organizations_that_the_lines_name_themselves_begin_no_report(check):
    header = f"organization_code,{HEAD}"
    one, other = ([f"{code},{line}" for line in lines] for code, lines in (("04960201", LINES), ("03900101", MORE)))
    given = {name: value for name, value in WHO.items() if name != "organization_code"}
    assert not refused(check(table(*one, ",เทศบาลนครหาดใหญ่,,,", *other, header=header), **given))


# Columns that part the lines


@pytest.mark.parametrize(
    ("header", "said"),
    sampled([
        ("อปท.", ("เทศบาลเมืองตากใบ", "เทศบาลตำบลศาลาใหม่")), ("เดือน", ("มีนาคม", "กุมภาพันธ์")),
        ("งวด", ("มี.ค. 65", "ก.พ. 65")), ("เดือน", ("3", "2")),
        ("ไตรมาส", ("2", "1")), ("ช่วง", ("ไตรมาส 2", "ไตรมาส 1")), ("ปีข้อมูล", ("2565", "2564")),
        ("ชุดข้อมูล", ("ปี 2565", "ปี 2564")),
        ("ชื่อหน่วยรายงาน", ("ทม.ตากใบ จ.นราธิวาส", "อบต.โฆสิต จ.นราธิวาส")), ("month", ("March", "February")),
    ], every=3),
)  # fmt: skip
def test_a_column_that_parts_the_lines_into_reports_is_refused(check, header, said):
    one, other = said
    lines = [f"{one},{line}" for line in LINES] + [f"{other},{line}" for line in MORE]
    report = check(table(*lines, header=f"{header},{HEAD}"), **WHO)
    assert refused(report) == [("several_reports", 5)]
    assert header in report.problems[-1].text("th")
    assert not refused(check(table(*lines[:3], header=f"{header},{HEAD}"), **WHO))


@pytest.mark.parametrize(
    ("header", "said"),
    sampled([
        ("ผู้รับผิดชอบ", ("สมชาย", "สมหญิง")), ("ระยะเวลา", ("ม.ค. 65", "ทั้งปี")), ("จำนวนคน", ("2", "3")),
        ("รหัส", ("2564", "2565")),
        ("วันที่", ("31 มกราคม 2565", "28 กุมภาพันธ์ 2565")), ("เลขที่", ("ฎ.1/2564", "ฎ.2/2565")),
        ("ที่มา", ("อุดหนุน อบต.โฆสิต", "")),
    ], every=3),
)  # fmt: skip
def test_a_column_of_anything_else_is_passed_over(check, header, said):
    one, other = said
    lines = [f"{one},{line}" for line in LINES] + [f"{other},{line}" for line in MORE]
    assert not refused(check(table(*lines, header=f"{header},{HEAD}"), **WHO))


def test_a_division_that_is_called_like_another_organization_is_refused(check):
    lines = [line.replace("กองช่าง", "เทศบาลตำบลศาลาใหม่") for line in LINES]
    assert refused(check(table(*lines), **WHO)) == [("several_reports", 4)]
    assert not refused(check(table(*(line.replace("กองช่าง", "เทศบาลเมืองตากใบ") for line in LINES)), **WHO))


# Lines that repeat


def test_many_lines_with_the_names_of_earlier_ones_are_asked_about_with_both_sums(check):
    content = table(*LINES, *LINES, *LINES)
    problem = next(problem for problem in check(content, **WHO).problems if problem.question)
    assert (problem.rule, problem.row, problem.value, problem.words["once"]) == ("repeated_asked", 5, "211,108.50", "70,369.50")
    assert [(each.option, each.sums["allocation"]) for each in problem.question.choices] == [
        ("--repeated keep", Decimal("211108.50"))
    ]
    report = check(content, answers={"repeated": "keep"}, **WHO)
    assert report.checked.control.sums["allocation"] == Decimal("211108.50")
    assert report.checked.answered == {"repeated:6": "keep"}


def test_the_answer_of_a_file_says_nothing_of_one_that_repeats_more(load):
    assert not load(table(*LINES, *LINES), answers={"repeated": "keep"}, **WHO).refused
    later = WHO | {"as_of": "2022-06-30"}
    assert not load(table(*LINES, *LINES), **later).refused
    assert refused(load(table(*LINES, *LINES, *LINES), **later)) == [("repeated_asked", 5)]


def test_few_lines_that_repeat_are_told_and_counted_many_are_asked_about(check):
    few = check(table(*LINES, *LINES[:2]), **WHO)
    rare = check(
        table(*(f"กองคลัง,ค่าที่ {item},{item}.25,0.50" for item in range(1001, 1008)), *["กองคลัง,ค่าที่ 1001,5.75,0.25"] * 3), **WHO
    )
    assert [problem.rule for problem in few.problems].count("repeated_line") == 2
    assert not few.refused
    assert [problem.rule for problem in rare.problems if problem.severity != "note"] == ["repeated_asked"]


# Revenue


@pytest.mark.parametrize(
    "title",
    ["รายงานรายรับจริงประกอบงบประมาณรายรับ ปีงบประมาณ 2565", "ประมาณการรายรับ", "รายงานผลการจัดเก็บรายได้", "Revenue 2022", "รายได้"],
)
def test_a_title_of_revenue_alone_is_refused(check, title):
    assert refused(check(table(*LINES, above=f"{title},,,\n"), **WHO)) == [("revenue", 1)]


@pytest.mark.parametrize(
    "title",
    [
        "รายงานรายรับ-รายจ่าย", "รายงานการรับ-จ่ายเงิน", "กองคลัง ฝ่ายพัฒนารายได้",
        "งานพัฒนาและจัดเก็บรายได้", "รายงานการใช้จ่ายงบประมาณจากเงินรายได้",
        "งบประมาณจากเงินรายได้",
    ],
)  # fmt: skip
def test_a_title_of_expenditure_is_accepted(check, title):
    assert not refused(check(table(*LINES, above=f"{title},,,\n"), **WHO))


@pytest.mark.parametrize("heading", ["รายรับ", "1. รายรับ", "ก. รายรับ", "ประมาณการรายรับ", "รายได้", "ด้านรายรับ:"])
def test_lines_under_a_heading_of_revenue_are_refused(check, heading):
    content = table(f",{heading},,", *LINES, ",รายจ่าย,,", *MORE, above="รายงานรายรับ-รายจ่าย,,,\n")
    assert refused(check(content, **WHO)) == [("revenue", 3)]


def test_a_total_of_revenue_and_a_column_that_calls_lines_so_are_refused(check):
    assert ("revenue", 5) in refused(check(table(*LINES, ",รวมรายรับ,70369.50,300.75", *MORE), **WHO))
    kinds = [f"รายรับ,{LINES[0]}", *(f"รายจ่าย,{line}" for line in MORE)]
    assert refused(check(table(*kinds, header=f"ประเภท,{HEAD}"), **WHO)) == [("revenue", 2)]


def test_a_sheet_of_revenue_is_refused(tmp_path):
    path = book(tmp_path / "book.xlsx", รายรับ=table(*LINES), รายจ่าย=table("กองการศึกษา,ก,12.25,1.50"))
    assert [refused(report) for report in checked(path)] == [[("revenue", None)], [("other_sheet_refused", None)]]
    assert not refused(*checked(path, sheet="รายจ่าย"))


@pytest.mark.parametrize("heading", ["รายจ่าย", "งานพัฒนารายได้", "ฝ่ายจัดเก็บรายได้", "เงินรายได้สถานศึกษา", "ค่าใช้จ่ายในการจัดเก็บรายได้"])
def test_lines_of_those_who_collect_revenue_are_accepted(check, heading):
    assert not is_revenue(heading)
    assert not refused(check(table(f",{heading},,", *LINES, f"กองคลัง,{heading},45.25,0.00"), **WHO))


# Workbooks


def hidden(path, letter):
    workbook = openpyxl.load_workbook(path)
    workbook.worksheets[0].column_dimensions[letter].hidden = True
    workbook.save(path)
    return path


def told(report, rule):
    return [(problem.severity, problem.row, problem.value) for problem in report.problems if problem.rule == rule]


def test_a_hidden_column_that_is_read_is_told(tmp_path):
    header = HEAD.replace("เบิกจ่าย", "เงินยืม,เบิกจ่าย")
    content = table(*(line.replace("กอง", "กอง", 1).rsplit(",", 1)[0] + ",0.00,0.50" for line in LINES), header=header)
    for letter, found in (("C", [("warning", 1, "งบประมาณตามเทศบัญญัติ")]), ("D", []), ("H", [])):
        (report,) = checked(hidden(book(tmp_path / f"{letter}.xlsx", งบ=content), letter))
        assert not report.refused
        assert told(report, "column_hidden") == found


FODS = """<?xml version="1.0"?><o:document xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:t="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:x="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 o:mimetype="application/vnd.oasis.opendocument.spreadsheet"><o:body><o:spreadsheet><t:table t:name="ก">
 <t:table-column t:number-columns-repeated="2"/><t:table-column t:visibility="collapse"/><t:table-column/>{rows}
 </t:table></o:spreadsheet></o:body></o:document>"""


def test_a_hidden_column_of_a_spreadsheet_of_libreoffice_is_told(check):
    cells = (line.split(",") for line in table(*LINES).splitlines())
    each = ("".join(f"<t:table-cell><x:p>{cell}</x:p></t:table-cell>" for cell in row) for row in cells)
    report = check(FODS.format(rows="".join(f"<t:table-row>{row}</t:table-row>" for row in each)), **WHO)
    assert told(report, "column_hidden") == [("warning", 1, "งบประมาณตามเทศบัญญัติ")]


XML = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook
 xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
 <Worksheet ss:Name="ก"><Table><Column ss:Index="3" ss:Hidden="1"/>{rows}</Table></Worksheet></Workbook>"""


def test_a_hidden_column_of_an_old_workbook_is_told(check):
    cells = (line.split(",") for line in table(*LINES).splitlines())
    each = ("".join(f'<Cell><Data ss:Type="String">{cell}</Data></Cell>' for cell in row) for row in cells)
    report = check(XML.format(rows="".join(f"<Row>{row}</Row>" for row in each)), **WHO)
    assert told(report, "column_hidden") == [("warning", 1, "งบประมาณตามเทศบัญญัติ")]


def test_a_summary_beside_its_sheets_is_refused_with_the_way_out(tmp_path):
    totals = table("กองคลัง,รวมทุกรายการ,35801.75,300.75", "กองช่าง,รวมทุกรายการ,34567.75,0.00")
    path = book(tmp_path / "book.xlsx", กองคลัง=table(*LINES[:2]), กองช่าง=table(LINES[2]), สรุป=totals)
    reports = checked(path)
    assert [refused(report) for report in reports] == [[("other_sheet_refused", None)]] * 2 + [[("no_rows", None)]]
    assert all(report.problems[-1].option == "--sheet NAME" for report in reports)


def test_sheets_of_the_same_slice_name_the_way_out(tmp_path):
    summary = table("กองคลัง,งบประมาณ,35801.75,300.75", "กองช่าง,งบประมาณ,34567.75,0.00")
    for report in checked(book(tmp_path / "book.xlsx", สรุป=summary, รายละเอียด=table(*LINES))):
        assert refused(report) == [("same_slice", None)]
        assert report.problems[-1].option == "--sheet NAME"
