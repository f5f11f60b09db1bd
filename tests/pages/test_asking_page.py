"""A file that leaves things open, in a real browser: asked about on one screen, answered, previewed with its control totals,
confirmed; and the next file of that form asks nothing."""

import duckdb
import pytest
from playwright.sync_api import expect

from database import FILE_NAME
from tests.dropping import drop
from tests.serving import marked, serving, settled

OPEN = """เทศบาลเมืองตากใบ,,,,
รายงานการใช้จ่าย ประจำปีงบประมาณ พ.ศ. {year} ณ วันที่ 31 มีนาคม {year},,,,
หน่วย : พันบาท,,,,
หน่วยงาน,รายการ,งบประมาณตามเทศบัญญัติ,เบิกจ่าย,หมายเหตุ
กองคลัง,ค่าวัสดุ,1234.25,100.50,
กองคลัง,ค่าจ้าง,2345.50,,
กองช่าง,ค่าซ่อมแซม,3456.75,0.00,
,รวมรายจ่ายที่ขอไว้,7036.49,100.00,
"""
QUESTIONS = ("จำนวนเงินในไฟล์นี้มีหน่วยเป็นอะไร", "ช่องว่างหมายความว่าอย่างไร", "มีชื่อเหมือนยอดรวม")


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """The store of the server."""
    return tmp_path_factory.mktemp("store")


@pytest.fixture(scope="module")
def address(place):
    """A server of its own, since what is loaded here would be seen by other tests."""
    with serving(place, editing=True) as address:
        yield address


def answer(page, reading):
    """Chooses one reading of what is asked."""
    page.get_by_text(reading, exact=True).first.click()
    settled(page)


def stored(place, year):
    """Lines, allocation and payments of a fiscal year, asked of the published file itself."""
    with duckdb.connect(str(place / FILE_NAME), read_only=True) as connection:
        who = "organization_code = '04960201' AND fiscal_year = $year"
        asked = f"SELECT count(*), sum(allocation), sum(disbursed) FROM budget WHERE {who}"
        return connection.execute(asked, {"year": year}).fetchall()


@pytest.mark.full
def test_what_a_file_leaves_open_is_asked_once_answered_and_remembered(browse, address, place):
    page = browse(f"{address}/data")
    drop(page, แรก=OPEN.format(year=2566))
    questions = page.locator("[class*=st-key-questions_]")
    for words in QUESTIONS:
        expect(questions.get_by_text(words)).to_be_visible()
    expect(page.get_by_role("button", name="ยืนยันนำเข้า")).to_be_disabled()
    answer(page, "เป็นพันบาท")
    answer(page, "ยังไม่ได้จ่าย: 0")
    answer(page, "เป็นยอดรวม: ไม่นับ")
    expect(questions.get_by_text("ตอบครบแล้ว")).to_be_visible()
    expect(page.get_by_text("7,036,500.00").first).to_be_visible()
    page.get_by_role("button", name="ยืนยันนำเข้า 1 ไฟล์").click()
    expect(page.get_by_text("3 แถว").first).to_be_visible(timeout=30_000)
    assert stored(place, 2566) == [(3, 7_036_500, 100_500)]
    register = "ยอดควบคุม: 3 รายการ · งบประมาณตามเทศบัญญัติ 7,036,500.00 (ในไฟล์ 7,036,490.00)"
    expect(page.get_by_text(marked(register))).to_be_visible()

    drop(page, ถัดไป=OPEN.format(year=2567))
    expect(questions.get_by_role("radio")).to_have_count(0)
    expect(questions).to_contain_text("ใช้คำตอบเดิมจากไฟล์แบบเดียวกันที่นำเข้าก่อนหน้านี้: หน่วยของจำนวนเงิน เป็นพันบาท")
    expect(questions).to_contain_text("ช่องเบิกจ่ายที่ว่าง ยังไม่ได้จ่าย: 0")
    page.get_by_role("button", name="ยืนยันนำเข้า 1 ไฟล์").click()
    expect(page.get_by_text("3 แถว").first).to_be_visible(timeout=30_000)
    assert stored(place, 2567) == [(3, 7_036_500, 100_500)]

    drop(page, ถามใหม่=OPEN.format(year=2568))
    questions.get_by_role("button", name="ถามใหม่").click()
    for words in QUESTIONS:
        expect(questions.get_by_text(words)).to_be_visible()
    expect(page.get_by_role("button", name="ยืนยันนำเข้า")).to_be_disabled()
