"""The register of loans at the door: units borrow, and who fetched a thing is neither stored nor kept."""

import pytest

from loaders.schema.datasets import DATASETS
from loaders.schema.templates import template

HEAD = "organization_code,fiscal_year,asset_no,asset,borrowing_unit,taken_on,due_on,returned_on\n"
OF_2565 = "04960201,2565,"
LOAN = "416-65-0001,เครื่องฉายภาพ,กองช่าง,2022-03-01,2022-03-08,2022-03-07"


def told(report, severity="error"):
    return [(problem.rule, problem.row) for problem in report.problems if problem.severity == severity]


def test_who_fetched_it_is_dropped_and_the_clerk_is_told(load, store, rows):
    name = "นายกอไผ่ ทดสอบยิ่ง"
    header = "เลขครุภัณฑ์,รายการครุภัณฑ์,หน่วยงานผู้ยืม,ผู้ยืม,วันที่ยืม,กำหนดคืน,วันที่คืน,ผู้อนุมัติ\n"
    line = f"416-65-0001,เครื่องฉายภาพ,กองช่าง,{name},1 มี.ค. 65,8 มี.ค. 65,7 มี.ค. 65,{name}\n"
    report = load(header + line, organization_code="04960201", fiscal_year="2565")
    assert report.stored, [problem.text("en") for problem in report.problems]
    (dropped,) = [problem for problem in report.problems if problem.rule == "columns_dropped"]
    assert dropped.value == "“ผู้ยืม”, “ผู้อนุมัติ”"
    assert rows("SELECT asset, borrowing_unit FROM asset_loans") == [("เครื่องฉายภาพ", "กองช่าง")]
    kept = b"".join(path.read_bytes() for path in store.rglob("*") if path.is_file())
    assert "กอไผ่".encode() not in kept
    assert "เครื่องฉายภาพ".encode() in kept


@pytest.mark.parametrize(
    ("written", "instead", "rule"),
    [
        ("กองช่าง", "นายสมมติ ไม่มีจริง", "person_named"),
        ("กองช่าง", "กองช่าง โทร 081 000 1234", "person_named"),
        ("เครื่องฉายภาพ", "เครื่องฉายภาพของนางสาวสมมติ", "person_named"),
        ("416-65-0001", "1000000000010", "more_than_number"),
        ("2022-03-01", "2021-09-30", "taken_outside_year"),
        ("2022-03-08", "2022-02-28", "due_before_taken"),
    ],
)
def test_what_names_a_person_or_cannot_be_is_refused(check, written, instead, rule):
    report = check(f"{HEAD}{OF_2565}{LOAN.replace(written, instead)}\n")
    assert told(report) == [(rule, 2)]


def test_one_thing_is_lent_several_times_but_no_row_stands_twice(check):
    later = LOAN.replace("2022-03", "2022-05")
    assert check(f"{HEAD}{OF_2565}{LOAN}\n{OF_2565}{later}\n").checked.rows == 2
    assert told(check(f"{HEAD}{OF_2565}{LOAN}\n{OF_2565}{LOAN}\n")) == [("repeated_key", 3)]


def test_the_template_is_understood(check):
    filled = template(DATASETS["asset_loans"]).decode("utf-8-sig").replace("99999999", "04960201")
    assert check(filled).checked.rows == 1
