"""Figures under the header of another year, and what plans say of projects: status, number, that they are cancelled."""

import pytest

from tests.tiers import sampled

OWN = {"organization_code": "04960201", "fiscal_year": "2568"}
PLAN = OWN | {"round_months": "12"}
HEAD = "ลำดับ,โครงการ,มิติที่,สถานะ,งบประมาณตามแผน,งบประมาณตามเทศบัญญัติ,งบประมาณใช้จริง,หมายเหตุ\n"


def told(report, severity):
    return [(problem.rule, problem.row) for problem in report.problems if problem.severity == severity]


def survey(header):
    return f"หน่วยงาน,ข้อ,รายการประเมิน,{header}\nกองคลัง,1,สุภาพ,80\nกองช่าง,1,สุภาพ,81\n"


def plan(*rows):
    return HEAD + "".join(f"{row}\n" for row in rows)


@pytest.mark.parametrize("header", ["ปี 2567", "ร้อยละความพึงพอใจ ปี ๒๕๖๗", "ปีงบประมาณ 67", "คะแนน 31 มี.ค. 2567"])
def test_a_column_of_another_year_is_refused(check, header):
    report = check(survey(header), mapping={header: "score_percent"}, **OWN)
    assert told(report, "error") == [("column_of_another_year", 1)]
    assert not check(survey(header), mapping={header: "score_percent"}, **OWN | {"fiscal_year": "2567"}).refused


@pytest.mark.parametrize("header", ["ปี 2568", "เทียบปี 2567 กับ 2568", "แผน 2566-2570", "คะแนน 31 ธ.ค. 2567", "ตามระเบียบ พ.ศ. 2560"])
def test_a_column_that_may_be_of_the_year_is_read(check, header):
    assert not check(survey(header), mapping={header: "score_percent"}, **OWN).refused


def test_a_group_of_another_year_over_divisions_is_refused(check):
    content = "ข้อ,รายการประเมิน,ปี 2567,\n,,กองคลัง,กองช่าง\n1,สุภาพ,80,81\n2,สะอาด,82,83\n"
    assert told(check(content, **OWN), "error") == [("column_of_another_year", 2)] * 2


@pytest.mark.parametrize("status", ["ดำเนินการแล้ว", "แล้วเสร็จ", "ดำเนินการเสร็จสิ้น"])
def test_a_project_is_done_in_other_words(check, status):
    report = check(plan(f"1,อบรม,1,{status},30000,30000,10000,"), **PLAN)
    assert report.checked.connection.execute("SELECT status FROM checked").fetchall() == [("done",)]


@pytest.mark.parametrize("cell", ["ร้อยละ 40", "40%", "40 บาท"])
def test_a_percentage_or_an_amount_is_no_count(check, cell):
    head = "มิติที่,โครงการตามแผน,โครงการที่ดำเนินการแล้ว,งบประมาณตามแผน,งบประมาณตามเทศบัญญัติ,งบประมาณใช้จริง"
    assert told(check(f"{head}\n1,16,2,170000,84000,1000\n2,15,{cell},0,0,0\n", **PLAN), "error") == [("not_of_its_kind", 3)]


def test_projects_numbered_anew_are_named_with_a_remedy(check):
    rows = ("1,อบรมคุณธรรม,1,ongoing,1,1,1,", "{},ตรวจสอบภายใน,2,ongoing,1,1,1,")
    (problem,) = (each for each in check(plan(rows[0], rows[1].format(1)), **PLAN).problems if each.severity == "error")
    assert (problem.rule, problem.row, problem.value) == ("repeated_key", 3, "ตรวจสอบภายใน")
    assert "each dimension" in problem.text("en")
    assert not check(plan(rows[0], rows[1].format(2)), **PLAN).refused
    assert "Keep one of the two" in check(plan(rows[0], rows[0]), **PLAN).problems[-1].text("en")


@pytest.mark.parametrize(
    ("name", "note", "warned"),
    sampled([
        ("ปลูกป่า (ยกเลิกโครงการ)", "", True), ("ปลูกป่า", "ยกเลิก", True), ("ปลูกป่าชายเลน (แทนโครงการที่ ๒)", "", True),
        ("รณรงค์ยกเลิกการใช้โฟม", "", False), ("ปลูกป่า", "ไม่ยกเลิกโครงการ", False),
    ], every=3),
)  # fmt: skip
def test_a_cancelled_project_that_is_counted_is_told(check, name, note, warned):
    report = check(plan(f"1,{name},1,done,30000,30000,0,{note}"), **PLAN)
    assert (("cancelled_project", 2) in told(report, "warning")) == warned
    assert told(check(plan(f"1,{name},1,cannot,30000,30000,0,{note}"), **PLAN), "warning") == []
