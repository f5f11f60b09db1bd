"""The page of findings: what it tells, its filters, explanations and downloads; and the way to it from every headline."""

import csv
import re
import shutil
from datetime import date
from functools import partial
from io import BytesIO, StringIO

import openpyxl
import pandas as pd
import pytest
from playwright.sync_api import expect

from queries import findings
from sentences import findings as say
from tests.drawing import unmarked
from tests.serving import serving
from vocabulary import tables
from vocabulary.language import speaking

CODE, TODAY = "04960201", date(2030, 1, 1)


@pytest.fixture
def open_findings(open_page):
    """Draws the page on the municipality's real data, with the choices of an address."""
    return partial(open_page, "findings")


def told(app):
    return [unmarked(element.value) for element in app.markdown]


def test_the_page_says_first_how_many_findings_there_are_and_groups_them_by_severity(open_findings):
    app = open_findings()
    assert told(app)[0] == "มีข้อสังเกต 13 ข้อ: ตัวเลขไม่ตรงกัน 5 ข้อ, ควรตรวจสอบ 3 ข้อ, เพื่อทราบ 5 ข้อ"
    assert [heading.value for heading in app.header] == [
        ":red[:material/error: ตัวเลขไม่ตรงกัน]",
        ":orange[:material/warning: ควรตรวจสอบ]",
        ":blue[:material/info: เพื่อทราบ]",
        "ตารางข้อสังเกต",
    ]
    assert len(told(app)) == 1 + 13
    assert "แถว 6 เบี้ยยังชีพผู้พิการด้อย: คงเหลือตามเอกสารต้นฉบับ 26,000.00 บาท แต่คำนวณได้ 25,000.00 บาท ต่างกัน 1,000.00 บาท" in told(app)


@pytest.mark.parametrize(
    ("choices", "cards"),
    [
        ({"set": "budget"}, 7),
        ({"set": "plan", "severity": "warning"}, 1),
        ({"severity": "error"}, 5),
        ({"fy": "2564"}, 4),
        ({"fy": "2565", "set": "plan"}, 2),
    ],
)
def test_severity_data_set_and_year_narrow_the_list(open_findings, choices, cards):
    assert len(told(open_findings(**choices))) == 1 + cards


def test_the_sentence_above_counts_the_data_set_that_is_chosen(open_findings):
    assert told(open_findings(set="budget"))[0] == "มีข้อสังเกต 7 ข้อ: ตัวเลขไม่ตรงกัน 5 ข้อ, ควรตรวจสอบ 1 ข้อ, เพื่อทราบ 1 ข้อ"


def test_a_filter_is_kept_in_the_address(open_findings):
    app = open_findings()
    app.button_group(key="choose_severity").set_value("note").run()
    assert app.query_params["severity"] == "note"
    assert len(told(app)) == 1 + 5


def test_without_findings_of_the_kind_chosen_the_page_says_so(open_findings):
    app = open_findings(set="measures")
    assert app.success[0].value == "ไม่มีข้อสังเกตตามที่เลือก"
    assert told(app)[0] == "ข้อมูลกระทบยอดตรงกันทั้งหมด ไม่มีข้อสังเกต"


def test_who_may_not_change_anything_is_told_so_and_finds_no_form(open_findings):
    app = open_findings()
    assert any("เขียนคำชี้แจงไม่ได้ ระบบนี้ปิดการแก้ไขข้อมูลไว้" in caption.value for caption in app.caption)
    assert not app.text_area


def test_what_depends_on_the_day_is_asked_for_that_day(takbai_data):
    def notes(today):
        counts = findings.counts(takbai_data, CODE, 2565, today)
        return counts[counts.severity == "note"].findings.sum()

    assert [notes(date(2022, 1, 30)), notes(date(2022, 5, 1)), notes(TODAY)] == [0, 2, 3]


def test_a_badge_counts_every_finding_and_names_the_gravest():
    counts = pd.DataFrame(
        [("budget", "error", 2), ("budget", "note", 1), ("plan", "note", 5)], columns=["data_set", "severity", "findings"]
    )
    with speaking("th"):
        badges = [say.badge(counts, name) for name in ("budget", "plan", "measures")]
        assert badges == [("มีข้อสังเกต 3 ข้อ", "open"), ("ข้อสังเกตเพื่อทราบ: 5", "note"), ("ไม่พบข้อสังเกต", "")]


@pytest.mark.parametrize("choices", [{}, {"fy": "2565"}, {"fy": "2564"}])
@pytest.mark.parametrize("name", ["budget", "satisfaction", "plan", "measures"])
def test_a_badge_counts_what_the_page_that_it_leads_to_lists(open_page, open_findings, name, choices):
    page = open_page(name, **choices)
    labels = [link.proto.label for link in page.get("page_link") if "-badge[" in link.proto.label]
    listed = len(told(open_findings(set=name, **choices))) - 1
    assert [int(re.sub(r"\D", "", label) or 0) for label in labels] == [listed] * len(labels)


def test_the_day_of_an_explanation_is_the_day_in_thailand(takbai_data):
    found = findings.listed(takbai_data, CODE, None, None, None, TODAY).head(2)
    told = say.table(found.assign(explained_at=[pd.Timestamp("2026-11-26 18:30"), pd.NaT]))
    assert [f"{told.explained_at[0]:%Y-%m-%d %H:%M}", told.explained_at[1]] == ["2026-11-27 01:30", pd.NaT]


# The workbook


def test_a_workbook_holds_numbers_days_and_texts_and_is_the_same_each_time():
    table = pd.DataFrame(
        {
            "item": ["=HYPERLINK(1)", "ค่าวัสดุ"],
            "allocation": [1234.5, None],
            "disbursed_rate": [0.125, None],
            "as_of": [pd.Timestamp("2022-03-31"), pd.NaT],
            "status": ["done", None],
        }
    )
    written = tables.as_xlsx(table)
    assert written == tables.as_xlsx(table.copy())
    sheet = openpyxl.load_workbook(BytesIO(written))["Sheet1"]
    header, first, second = sheet.iter_rows()
    assert [cell.value for cell in header] == [
        "รายการ",
        "งบประมาณตามเทศบัญญัติ/ข้อบัญญัติ (บาท)",
        "ร้อยละการเบิกจ่าย",
        "ข้อมูล ณ วันที่",
        "สถานะ",
    ]
    assert [cell.value for cell in first[:3]] == ["=HYPERLINK(1)", 1234.5, 12.5]
    assert [cell.data_type for cell in first] == ["s", "n", "n", "d", "s"]
    assert f"{first[3].value:%Y-%m-%d}" == "2022-03-31"
    assert [cell.value for cell in second] == ["ค่าวัสดุ", None, None, None, None]


# In a browser


@pytest.fixture(scope="module")
def dashboard(published, tmp_path_factory):
    """A dashboard of its own, since an explanation changes what it shows."""
    with serving(shutil.copytree(published, tmp_path_factory.mktemp("explained"), dirs_exist_ok=True), editing=True) as address:
        yield address


@pytest.mark.full
def test_the_badge_of_a_headline_leads_to_the_findings_of_its_data_set_and_keeps_the_scope(visit):
    page = visit("?digits=th&fy=2565")
    main = page.get_by_test_id("stMain")
    expect(main.get_by_role("link", name="ไม่พบข้อสังเกต")).to_have_count(1)
    main.get_by_role("link", name="มีข้อสังเกต ๗ ข้อ").click()
    page.wait_for_url(lambda url: {"digits=th", "fy=2565", "set=budget"} <= set(url.partition("/findings?")[2].split("&")))
    expect(main).to_contain_text("มีข้อสังเกต ๗ ข้อ: ตัวเลขไม่ตรงกัน ๕ ข้อ")
    main = visit("budget").get_by_test_id("stMain")
    expect(main.get_by_role("link", name="มีข้อสังเกต 7 ข้อ")).to_be_visible()


@pytest.mark.full
def test_an_explanation_is_written_in_the_page_and_stands_beside_its_finding(visit):
    page = visit("findings")
    page.get_by_role("button", name="บันทึกคำชี้แจง").first.click()
    page.get_by_role("button", name="บันทึก", exact=True).click()
    expect(page.get_by_text("โปรดเขียนคำชี้แจงไม่เกิน 2,000 ตัวอักษร และระบุผู้ชี้แจง")).to_be_visible(timeout=20_000)
    page.get_by_label("คำชี้แจง", exact=True).fill("พิมพ์ผิด *ไม่ใช่* 26,000\nแก้แล้ว <b>")
    page.get_by_label("ผู้ชี้แจง (ชื่อหรือตำแหน่ง)").fill("ผู้อำนวยการกองคลัง")
    page.get_by_role("button", name="บันทึก", exact=True).click()
    main = page.get_by_test_id("stMain")
    expect(main).to_contain_text("พิมพ์ผิด *ไม่ใช่* 26,000", timeout=20_000)
    expect(main).to_contain_text("แก้แล้ว <b>")
    expect(main).to_contain_text("ผู้อำนวยการกองคลัง เมื่อ")
    expect(main).to_contain_text("มีข้อสังเกต 13 ข้อ")
    expect(main).to_contain_text("คงเหลือตามเอกสารต้นฉบับ 26,000.00 บาท แต่คำนวณได้ 25,000.00 บาท")


@pytest.mark.full
def test_the_list_downloads_as_csv_and_as_a_workbook_with_numbers(visit):
    page = visit("findings?set=budget")

    def downloaded(kind):
        with page.expect_download() as waiting:
            page.get_by_role("link", name=f"ตาราง ({kind})").click()
        assert waiting.value.suggested_filename == f"prongsai_findings_{CODE}_newest_budget.{kind.lower()}"
        return waiting.value.path().read_bytes()

    sheet = openpyxl.load_workbook(BytesIO(downloaded("XLSX")))["Sheet1"]
    lines = list(csv.reader(StringIO(downloaded("CSV").decode("utf-8-sig"))))
    title, _place, _nothing, header, *rows = sheet.iter_rows(values_only=True)
    assert title[0] == "ข้อสังเกต"
    assert [str(name) for name in header] == lines[0]
    assert header[:7] == ("ข้อสังเกต", "ระดับ", "ชุดข้อมูล", "ตามเอกสารต้นฉบับ", "ค่าที่คำนวณได้หรือควรเป็น", "ผลต่าง", "หน่วย")
    assert len(rows) == len(lines) - 1 == 7
    assert list(rows[0][3:7]) == [26_000, 25_000, 1_000, "บาท"]
    assert lines[1][3:7] == ["26000.00", "25000.00", "1000.00", "บาท"]
