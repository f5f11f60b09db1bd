"""What is said to have happened has a day that has come."""

from datetime import timedelta

import pytest

from vocabulary import thai

FILES = {
    "complaints": (
        "organization_code,fiscal_year,case_no,received_on,channel,topic,about_corruption,case_status,closed_on\n"
        "04960201,2565,1/2565,2022-03-01,เว็บไซต์,ไฟฟ้าสาธารณะ,no,closed,{day}\n"
    ),
    "asset_loans": (
        "organization_code,fiscal_year,asset_no,asset,borrowing_unit,taken_on,due_on,returned_on\n"
        "04960201,2565,416-65-0001,เครื่องฉายภาพ,กองช่าง,2022-03-01,2022-03-08,{day}\n"
    ),
    "disclosures": (
        "organization_code,fiscal_year,disclosure_no,disclosure,disclosure_basis,updated_on\n"
        "04960201,2565,1,โครงสร้างหน่วยงาน,section_7,{day}\n"
    ),
}


@pytest.mark.parametrize("table", FILES)
@pytest.mark.parametrize(("days", "is_refused"), [(0, False), (2, True)])
def test_a_day_that_is_still_to_come_is_refused(check, table, days, is_refused):
    day = thai.today() + timedelta(days=days)
    errors = [
        (problem.rule, problem.row) for problem in check(FILES[table].format(day=day)).problems if problem.severity == "error"
    ]
    assert errors == ([("day_to_come", 2)] if is_refused else [])
