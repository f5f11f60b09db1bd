"""The page of what must be public: what is past its due day, due this month or without an address, whose it is, and how fresh."""

from datetime import date, timedelta
from random import Random

import pytest

import database
from charts.stacks import stacked
from queries import disclosures
from queries.scope import Scope
from sections.disclosures import COLORS
from sentences import disclosures as say
from tests.drawing import alt, draw_page, table, traces, words
from vocabulary.language import speaking

DEMO, TAKBAI = Scope("99000001", 2568), Scope("04960201", 2565)
LIST = (
    "ลำดับ,รายการข้อมูลข่าวสาร,ตามมาตรา,อนุมาตรา,หน่วยงานรับผิดชอบ,ลิงก์,วันที่เผยแพร่,ต้องปรับปรุงภายใน\n"
    "๑,โครงสร้างหน่วยงาน,มาตรา ๗,(1),สำนักปลัดเทศบาล,https://a.go.th/1,๑ ต.ค. ๖๔,\n"
    "๒,สขร.1,ม.9,(8),กองคลัง,,๕ มี.ค. ๖๕,๕ เม.ย. ๖๕\n"
)
OF_TAKBAI = {"organization_code": "04960201", "fiscal_year": "2565"}


@pytest.mark.parametrize(
    ("cell", "instead", "rules"),
    [
        ("", "", []),
        ("๕ เม.ย. ๖๕", "๕ มี.ค. ๖๕", ["due_before_update"]),
        ("สำนักปลัดเทศบาล", "คุณก โทร 0812345678", ["personal_data"]),
        ("https://a.go.th/1", "javascript:alert(1)", ["not_of_its_kind"]),
        ("ม.9", "มาตรา 11", ["not_of_its_kind"]),
    ],
)
def test_a_list_as_offices_keep_it_is_read_and_what_is_wrong_is_refused(check, cell, instead, rules):
    report = check(LIST.replace(cell, instead) if cell else LIST, **OF_TAKBAI)
    assert [problem.rule for problem in report.problems if problem.severity == "error"] == rules


@pytest.fixture
def by_chance(load, store, monkeypatch):
    """A cursor on a list by chance, and its lines: due day, day of the update, address, unit."""
    chance, lines = Random(7), []  # noqa: S311 - no secret
    for _number in range(40):
        updated = date(2021, 10, 1) + timedelta(days=chance.randrange(200))
        due = chance.choice((None, updated + timedelta(days=chance.randrange(1, 400))))
        lines.append((due, updated, chance.choice(("", "https://a.go.th/b")), chance.choice(("", "กองช่าง", "กองคลัง"))))
    rows = "".join(
        f"04960201,2565,{number},ก {number},ita,{unit},{address},{updated},{due or ''}\n"
        for number, (due, updated, address, unit) in enumerate(lines, 1)
    )
    head = (
        "organization_code,fiscal_year,disclosure_no,disclosure,disclosure_basis,responsible,disclosure_url,updated_on,next_due\n"
    )
    assert load(head + rows).stored.rows == 40
    monkeypatch.setenv("PRONGSAI_STORE", str(store))
    return database.cursor(), lines


@pytest.mark.parametrize("today", [date(2022, 2, 10), date(2022, 9, 30), date(2026, 1, 1)])
def test_each_thing_is_in_one_state_as_counted_by_hand(by_chance, today):
    con, lines = by_chance
    judged = min(today, date(2022, 9, 30))
    month_end = date(judged.year, judged.month + 1, 1) - timedelta(days=1)
    past = [line for line in lines if line[0] and line[0] < judged]
    month = [line for line in lines if line[0] and judged <= line[0] <= month_end]
    total = disclosures.total(con, TAKBAI, today).iloc[0]
    assert (total.past_due, total.due_this_month) == (len(past), len(month))
    assert total.undated == sum(line[0] is None for line in lines)
    assert total.past_due + total.due_this_month + total.undated + total.up_to_date == total.disclosures == 40
    assert total.without_address == sum(not line[2] for line in lines) == len(disclosures.without_address(con, TAKBAI))
    units = disclosures.by_unit(con, TAKBAI, today).set_index("responsible")
    assert units.past_due.to_dict() == {
        name: sum(line[3] == ("" if name == "–" else name) for line in past) for name in ("–", "กองช่าง", "กองคลัง")
    }
    assert sorted(disclosures.due(con, TAKBAI, today).next_due.dt.date) == sorted(line[0] for line in past + month)
    ages = disclosures.every(con, TAKBAI, today).days_old
    assert sorted(ages) == sorted((judged - line[1]).days for line in lines)


def test_what_must_be_published_this_month_is_told_on_the_first_screen(made_up_data):
    app = draw_page("disclosures", org=DEMO.organization)
    assert "ต้องเผยแพร่ภายในสิ้นเดือนกันยายน 2568 3 รายการ (สรุปผลการจัดซื้อจัดจ้างรายเดือน (สขร.1) 30 ก.ย. 2568" in words(app)
    assert "เกินกำหนดแล้ว 1 รายการ (สถิติเรื่องร้องเรียนการทุจริต 31 ก.ค. 2568)" in words(app)
    assert len(table(app, "due")) == 4
    assert "ต้องแก้ไข: สำนักปลัดเทศบาล (เกินกำหนด 1 รายการ)" in alt(app, "by_unit")
    address = draw_page("disclosures", org=DEMO.organization, fy="2567", tab="address", lang="en")
    assert "Without an address where it is published: 1 (คู่มือหรือคำสั่ง" in words(address)


def test_a_bar_leads_to_what_a_unit_answers_for(made_up_data):
    frame = disclosures.by_unit(made_up_data, DEMO, date(2025, 9, 30))
    drawn = traces(stacked(frame, "responsible", "disclosures", "รายการ", "disclosure_state", COLORS, "wide"))
    assert {name: sum(series.x) for name, series in drawn.items()} == {"past_due": 1, "due_this_month": 3, "up_to_date": 14}
    assert drawn["past_due"].customdata[0] == {"responsible": "สำนักปลัดเทศบาล"}
    total = disclosures.total(made_up_data, DEMO, date(2025, 9, 30)).iloc[0]
    with speaking("en"):
        assert "What must be public: 1 past due" in f"{say.notice(total)}"
        assert say.headline(total).value == "17/18"
    assert say.notice(total.replace({1: 0})) is None
