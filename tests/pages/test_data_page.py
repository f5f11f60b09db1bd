"""The page of data in a real browser: files in, a preview, a confirmation, another page's figure changed, and undone."""

import csv
import re
import zipfile
from datetime import datetime, timedelta
from io import BytesIO, StringIO

import pytest
from filelock import FileLock
from openpyxl import Workbook
from playwright.sync_api import TimeoutError as TookTooLongError
from playwright.sync_api import expect

from database import FILE_NAME
from loaders import audit
from loaders.schema.datasets import DATASETS
from loaders.schema.templates import template, workbook
from tests.conftest import ROOT
from tests.drawing import draw_page, words
from tests.dropping import drop, loads, main
from tests.serving import serving, settled
from tests.tiers import sampled

BUDGET = (ROOT / "data" / "takbai" / "budget_2565_6m.csv").read_text(encoding="utf-8")
CORRECTED = BUDGET.replace(",6256800.00,", ",8256800.00,")
WRONG = BUDGET.replace(",6256800.00,", ",หกล้าน,")
DISABLED = {"light": "rgb(86, 99, 111)", "dark": "rgb(169, 180, 192)"}
CODE = "รหัส อปท. ที่ไม่มีในรายการ"
OPEN_DATA = "ดาวน์โหลดข้อมูลเปิด (ZIP)"
FINDING = "แถว 4 เบี้ยยังชีพผู้สูงอายุ: คงเหลือตามเอกสารต้นฉบับ 26,609,200.00 บาท แต่คำนวณได้ 24,609,200.00 บาท"
STRANGE = BUDGET.replace(",disbursed,", ",เงินที่ใช้ไป,").replace("2565,2022-03-31", "2565,2021-12-31")


SATISFACTION = (ROOT / "data" / "takbai" / "satisfaction_2564.csv").read_text(encoding="utf-8-sig")
SAVED_BY_EXCEL = """เทศบาลเมืองตากใบ\r
รายงานการใช้จ่าย ประจำปีงบประมาณ พ.ศ. 2565 ณ วันที่ 30 มิถุนายน 2565\r
หน่วยงาน;รายการ;อนุมัติ;โอนเพิ่ม;โอนลด;เบิกจ่าย;คงเหลือ\r
กองคลัง;ค่าวัสดุ;1,000.00;0;0;400.00;700.00\r
กองช่าง;ค่าจ้าง;2,000.00;0;0;500.00;1,500.00\r
รวมทั้งสิ้น;;3,000.00;0;0;900.00;2,200.00\r
"""
SLIPPED = """organization_code,fiscal_year,as_of,division,item,allocation,disbursed,remaining
04960201,2565,2022-03-31,กองคลัง,ค่าวัสดุ,1000,400,600
04960201,2565,2022-03-31,ค่าจ้าง,2000,500,1500,
04960201,2565,2022-03-31,ค่าไฟฟ้า,3000,500,2500,
04960201,2565,2022-03-31,กองช่าง,ค่าวัสดุ,1000,400,600
04960201,2565,2022-03-31,ค่าน้ำ,4000,500,3500,
04960201,2565,2022-03-31,ค่าเช่า,5000,500,4500,
"""
FORM = """ประทับเวลา,ชื่อ-สกุล,หน่วยงานที่ใช้บริการ,1. ความสะดวก,2. ความสุภาพ
1/2/2563 9:00,ก,กองคลัง,5,4
1/2/2563 9:01,ข,กองช่าง,3,มากที่สุด
"""
PLANNED = """เทศบาลเมืองตากใบ ประจำปีงบประมาณ พ.ศ. 2565 รอบ 6 เดือน,,,,,,,
มิติที่ 1,,มิติที่ 2,,มิติที่ 3,,มิติที่ 4,
โครงการ,งบประมาณ,โครงการ,งบประมาณ,โครงการ,งบประมาณ,โครงการ,งบประมาณ
16,170000,4,0,5,10000,5,20000
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """The store of the server and the folder for its temporary files."""
    return tmp_path_factory.mktemp("store"), tmp_path_factory.mktemp("temporary")


@pytest.fixture(scope="module")
def address(place):
    """A server of its own, since what is loaded here would be seen by other tests."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("TMPDIR", str(place[1]))
        with serving(place[0], editing=True) as address:
            yield address


def left_of_files(temporary):
    """What lies in the server's folder for temporary files, but for what it defines for itself and its lock."""
    kinds = [kind for kind in temporary.glob("prongsai-*/*") if kind.name not in ("lock", "macros", "words")]
    others = [path for path in temporary.iterdir() if not path.name.startswith("prongsai-")]
    return others + [path for kind in kinds for path in kind.iterdir()]


def book(**sheets):
    """A workbook with these sheets, by name and CSV text."""
    made, written = Workbook(write_only=True), BytesIO()
    for name, text in sheets.items():
        sheet = made.create_sheet(name)
        for cells in csv.reader(StringIO(text)):
            sheet.append(cells)
    made.save(written)
    return written.getvalue()


def say(page, label, value):
    """Fills in a box of what files do not say."""
    page.get_by_label(label).first.fill(value)
    page.get_by_label(label).first.press("Enter")
    settled(page)


def choose(page, label, option):
    """Chooses an option of a box."""
    box, wanted = page.get_by_role("combobox", name=label, exact=True).first, page.get_by_role("option", name=option, exact=True)
    settled(page)  # what is drawn anew meanwhile closes the list
    box.click()
    box.fill(option)
    if not seen(wanted):
        box.click()
        box.fill(option)
    wanted.click()
    settled(page)


def seen(locator):
    """Whether something comes in sight within a few seconds."""
    try:
        locator.wait_for(timeout=5_000)
    except TookTooLongError:
        return False
    return True


def downloaded(page, locator):
    with page.expect_download() as waiting:
        page.locator(locator).click()
    return waiting.value.suggested_filename, waiting.value.path().read_bytes()


def overview_shows(browse, address, figure):
    """Asserts the disbursed rate that a visitor sees on the overview now."""
    expect(main(browse(address))).to_contain_text(figure)


def test_a_file_is_previewed_confirmed_shown_and_undone_while_another_is_refused(browse, address, place):
    store, temporary = place
    originals = sorted(path.name for path in (store / "originals").iterdir())
    page = browse(f"{address}/data")
    drop(page, แก้ไข=CORRECTED, ผิด=WRONG)
    expect(main(page)).to_contain_text("แถว 4 คอลัมน์ เบิกจ่าย: “หกล้าน”")
    expect(page.locator("[class*=st-key-effect_] [data-testid=stMetricValue]")).to_have_text(["0", "1", "12", "0"])
    expect(main(page)).to_contain_text("ตาราง: งบประมาณรายจ่าย · รหัสอักขระ: UTF-8")
    expect(main(page)).to_contain_text(FINDING)
    assert sorted(path.name for path in (store / "originals").iterdir()) == originals  # what was tried out left nothing
    assert loads(store)[0][0] == "satisfaction_2564.csv"  # nothing is stored yet

    page.get_by_role("button", name="ยืนยันนำเข้า 1 ไฟล์").click()
    expect(main(page)).to_contain_text("นำเข้า แก้ไข.csv แล้ว 13 แถว เป็นการนำเข้าครั้งที่ 8")
    settled(page)
    expect(page.get_by_text("ผิด.csv")).to_have_count(0)  # the uploader is empty again
    overview_shows(browse, address, "31.43%")
    assert loads(store)[0] == ("แก้ไข.csv", True)
    page.get_by_role("link", name="ดูหน้างบประมาณรายจ่าย").click()
    page.wait_for_url("**/budget*")

    page = browse(f"{address}/data")
    assert downloaded(page, "[class*=st-key-original_8] button") == ("แก้ไข.csv", CORRECTED.encode())
    page.get_by_role("button", name="ยกเลิกการนำเข้าครั้งที่ 8").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("13 แถวของ แก้ไข.csv จะถูกถอนออก")
    expect(dialog).to_contain_text("13 แถวของการนำเข้าครั้งที่ 2 จะกลับมา")
    assert loads(store)[0] == ("แก้ไข.csv", True)
    dialog.get_by_role("button", name="ยืนยันการยกเลิก").click()
    expect(main(page)).to_contain_text("ยกเลิกการนำเข้าครั้งที่ 8 แล้ว")
    overview_shows(browse, address, "26.79%")
    assert loads(store)[0] == ("แก้ไข.csv", False)
    # What the server has defined stays as long as it runs.
    assert left_of_files(temporary) == []


@pytest.mark.full
def test_a_header_that_is_not_known_is_given_a_column_and_the_file_can_be_loaded(browse, address):
    page = browse(f"{address}/data")
    drop(page, หัวแปลก=STRANGE)
    expect(main(page)).to_contain_text("ไม่พบคอลัมน์เบิกจ่าย")
    expect(page.get_by_role("button", name="ยืนยันนำเข้า 0 ไฟล์")).to_be_disabled()
    choose(page, "เงินที่ใช้ไป", "เบิกจ่าย")
    expect(page.get_by_role("button", name="ยืนยันนำเข้า 1 ไฟล์")).to_be_enabled()
    expect(main(page)).to_contain_text("หัวตารางที่ระบบไม่รู้จัก (0)")
    expect(page.get_by_label("เงินที่ใช้ไป")).to_be_visible()  # what was chosen stays in sight
    expect(page.locator("[class*=st-key-effect_] [data-testid=stMetricValue]")).to_have_text(["13", "0", "0", "0"])
    page.get_by_role("button", name="ยืนยันนำเข้า 1 ไฟล์").click()
    expect(main(page)).to_contain_text("นำเข้า หัวแปลก.csv แล้ว 13 แถว")

    page = browse(f"{address}/data")
    drop(page, ปีถัดไป=STRANGE.replace("2565,2021-12-31", "2566,2022-12-31"))
    expect(main(page)).to_contain_text("อ่านคอลัมน์ตามที่เคยเลือกไว้")
    expect(page.get_by_role("button", name="ยืนยันนำเข้า 1 ไฟล์")).to_be_enabled()
    page.get_by_text("หัวตารางที่ระบบไม่รู้จัก (0)").click()
    settled(page)
    page.get_by_label("เงินที่ใช้ไป").click()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(main(page)).to_contain_text("ไม่พบคอลัมน์เบิกจ่าย")


@pytest.mark.full
def test_rows_that_would_go_or_change_are_listed_before_and_counted_after_the_load(browse, address, place):
    page = browse(f"{address}/data")
    other_year = BUDGET.replace("2565,2022-03-31", "2559,2016-03-31")
    drop(page, ก่อน=other_year)
    page.get_by_role("button", name="ยืนยันนำเข้า 1 ไฟล์").click()
    expect(main(page)).to_contain_text("นำเข้า ก่อน.csv แล้ว 13 แถว")
    settled(page)
    lines = other_year.replace(",6256800.00,", ",8256800.00,").splitlines(keepends=True)
    drop(page, หลัง="".join(lines[:-2]))
    expect(main(page)).to_contain_text("แถวที่มีอยู่ในระบบแต่ไม่มีในไฟล์นี้ และจะหายไป: 1 แถว")
    lost = page.get_by_test_id("stAlert").filter(has_text="จะหายไป")
    expect(lost).to_contain_text("ปีงบประมาณ 2559 · 31 มี.ค. 2559 · งบกลาง")
    changed = page.get_by_test_id("stAlert").filter(has_text="แถวที่จะเปลี่ยนค่า: 1 แถว")
    expect(changed).to_contain_text("เบี้ยยังชีพผู้สูงอายุ: เบิกจ่าย 6,256,800.00 → 8,256,800.00")
    page.get_by_role("button", name="ยืนยันนำเข้า 1 ไฟล์").click()
    told = page.get_by_text("เปลี่ยนค่า 1 แถว หายไป 1 แถว")
    expect(told).to_be_in_viewport()


@pytest.mark.full
def test_a_file_of_which_no_header_is_known_is_mapped_once_its_table_is_said(browse, address):
    page = browse(f"{address}/data")
    drop(page, ไม่รู้จัก="หนึ่ง,สอง,สาม,สี่\nกองคลัง,ค่าวัสดุ,1000,400\nกองช่าง,ค่าจ้าง,2000,500\n")
    expect(main(page)).to_contain_text("เลือกตารางที่ช่อง “กรอกข้อมูลที่ไม่มีในไฟล์”")
    assert not re.search("--[a-z]", main(page).inner_text())
    page.get_by_text("กรอกข้อมูลที่ไม่มีในไฟล์", exact=True).first.click()
    choose(page, "ตาราง", "งบประมาณรายจ่าย")
    choose(page, "อปท.", "เทศบาลเมืองตากใบ")
    say(page, "ข้อมูล ณ วันที่ (วัน/เดือน/ปี พ.ศ.)", "31/03/2558")
    choose(page, "ปีงบประมาณ", "2558")
    for header, column in (("หนึ่ง", "หน่วยงาน"), ("สอง", "รายการ"), ("สาม", "งบประมาณตามเทศบัญญัติ"), ("สี่", "เบิกจ่าย")):
        choose(page, header, column)
        assert not re.search("--[a-z]", main(page).inner_text())
    expect(page.get_by_role("button", name="ยืนยันนำเข้า 1 ไฟล์")).to_be_enabled()
    expect(main(page)).to_contain_text("ข้อมูล ณ วันที่: 31 มี.ค. 2558")


@pytest.mark.full
def test_what_was_said_of_one_load_is_not_said_of_the_next(browse, address):
    page = browse(f"{address}/data")
    without = re.sub(r"^04960201,2565,2022-03-31,|^organization_code,fiscal_year,as_of,", "", BUDGET, flags=re.M)
    drop(page, สั้น=without)
    say(page, CODE, "ตากใบ")
    expect(main(page)).to_contain_text("รหัส อปท. ต้องเป็นตัวเลข 4 ถึง 10 หลัก")
    say(page, CODE, "04960201")
    say(page, "ข้อมูล ณ วันที่ (วัน/เดือน/ปี พ.ศ.)", "31/03/2557")
    choose(page, "ปีงบประมาณ", "2557")
    page.get_by_role("button", name="ยืนยันนำเข้า 1 ไฟล์").click()
    expect(main(page)).to_contain_text("นำเข้า สั้น.csv แล้ว 13 แถว")
    settled(page)
    expect(page.get_by_label(CODE)).not_to_be_visible()
    drop(page, อื่น=without)
    expect(main(page)).to_contain_text("ไม่พบคอลัมน์รหัส อปท.")
    expect(page.get_by_label(CODE)).to_have_value("")
    say(page, "ข้อมูล ณ วันที่ (วัน/เดือน/ปี พ.ศ.)", "31/03/2557")
    drop(page, อีก=without)
    expect(page.get_by_label(CODE)).to_be_visible()  # what holds for every file stays in sight


@pytest.mark.full
def test_a_load_goes_on_when_the_page_is_left_and_is_told_on_return(browse, address, place):
    page = browse(f"{address}/data")
    drop(page, ไปก่อน=BUDGET.replace("2565,2022-03-31", "2556,2013-03-31"))
    with FileLock(place[0] / "lock"):  # the load waits for its turn
        page.get_by_role("button", name="ยืนยันนำเข้า 1 ไฟล์").click()
        expect(main(page)).to_contain_text("กำลังเผยแพร่")
        page.get_by_role("link", name="ภาพรวม").click()
        expect(page.get_by_role("heading", name="ภาพรวม")).to_be_visible()
        page.get_by_role("link", name="ข้อมูล", exact=True).click()
        expect(main(page)).to_contain_text("การนำเข้าที่เริ่มไว้ยังดำเนินอยู่")
    expect(main(page)).to_contain_text("นำเข้า ไปก่อน.csv แล้ว 13 แถว", timeout=60_000)
    assert loads(place[0])[0] == ("ไปก่อน.csv", True)


@pytest.mark.full
def test_what_is_no_table_and_what_is_too_large_is_told_in_thai(browse, address, tmp_path):
    page = browse(f"{address}/data")
    pdf, large = tmp_path / "ใบ.pdf", tmp_path / "ใหญ่.csv"
    pdf.write_bytes(b"%PDF-1.7")
    with large.open("wb") as file:
        file.truncate(201 * 1024 * 1024)
    page.locator("input[type=file]").set_input_files([pdf, large])
    expect(main(page)).to_contain_text("เพราะเป็นไฟล์ PDF")
    written = "getComputedStyle(document.querySelector('[data-testid=stFileUploader]'), '::after').content"
    assert "ไฟล์ต้องไม่เกิน 200 MB" in page.evaluate(written)
    page.get_by_test_id("stFileChip").last.hover()
    page.wait_for_timeout(500)
    expect(page.get_by_test_id("stTooltipErrorContent")).not_to_be_visible()


@pytest.mark.full
@pytest.mark.parametrize("scheme", sampled(["light", "dark"], every=2))
def test_a_button_that_cannot_be_pressed_can_be_read(browse, address, scheme):
    page = browse(f"{address}/data", scheme=scheme)
    drop(page, ผิด=WRONG)
    button = page.get_by_role("button", name="ยืนยันนำเข้า 0 ไฟล์")
    expect(button).to_be_disabled()
    assert button.locator("p").evaluate("p => getComputedStyle(p).color") == DISABLED[scheme]


@pytest.mark.full
def test_a_workbook_is_shown_sheet_by_sheet_and_refused_as_a_whole(browse, address):
    page = browse(f"{address}/data")
    drop(page, สมุด=book(งบ=BUDGET, พอใจ=SATISFACTION), เสีย=book(งบ=WRONG, พอใจ=SATISFACTION))
    whole, spoiled = (page.locator("[class*=st-key-preview_]").nth(number) for number in (0, 1))
    expect(whole.locator(".stMarkdownBadge")).to_contain_text(["นำเข้าได้", "นำเข้าได้"])
    for sheet in ("งบ", "พอใจ"):
        expect(whole.get_by_role("heading", name=f"แผ่นงาน {sheet}", exact=True)).to_be_visible()
    expect(spoiled).to_contain_text("ไฟล์ Excel นี้นำเข้าไม่ได้ทั้งไฟล์ เพราะแผ่นงาน งบ")
    expect(spoiled.locator(".stMarkdownBadge")).to_contain_text(["นำเข้าไม่ได้", "แผ่นงานนี้ถูกต้อง แต่แผ่นงานอื่นนำเข้าไม่ได้"])
    expect(spoiled.get_by_text("พบข้อผิดพลาดที่ต้องแก้")).to_have_count(1)  # of the sheet that has some
    page.get_by_role("button", name="ยืนยันนำเข้า 1 ไฟล์").click()
    expect(main(page)).to_contain_text("สมุด.xlsx (งบ)")
    expect(main(page)).to_contain_text("สมุด.xlsx (พอใจ)")


@pytest.mark.full
def test_a_table_as_an_office_saves_it_is_understood_and_told(browse, address):
    """Windows-874, semicolons, and titles in place of columns."""
    page = browse(f"{address}/data")
    file = {"name": "พิมพ์.csv", "mimeType": "text/csv", "buffer": SAVED_BY_EXCEL.encode("cp874")}
    page.locator("input[type=file]").set_input_files([file])
    expect(main(page)).to_contain_text("รหัสอักขระ: Windows-874 · รูปแบบตาราง: ตารางแบบพิมพ์")
    expect(main(page)).to_contain_text("หัวตารางแถว 3")
    for said in (
        "รหัส อปท.: 04960201 (ทราบจากชื่อ อปท.)",
        "ปีงบประมาณ: 2565 (อ่านจากชื่อตาราง)",
        "แถว 4 ค่าวัสดุ: คงเหลือตามเอกสารต้นฉบับ 700.00 บาท แต่คำนวณได้ 600.00 บาท",
    ):
        expect(main(page)).to_contain_text(said)
    expect(page.locator("[class*=st-key-effect_] [data-testid=stMetricValue]")).to_have_text(["2", "0", "0", "0"])


@pytest.mark.full
def test_a_printed_budget_whose_rows_have_slipped_is_refused_with_each_of_them(browse, address):
    page = browse(f"{address}/data")
    drop(page, เลื่อน=SLIPPED)
    expect(main(page)).to_contain_text("พบข้อผิดพลาดที่ต้องแก้ 4 รายการ")
    for row in (3, 4, 6, 7):
        expect(main(page)).to_contain_text(f"แถว {row} ")
    expect(page.get_by_role("button", name="ยืนยันนำเข้า 0 ไฟล์")).to_be_disabled()


@pytest.mark.full
def test_what_respondents_say_of_themselves_is_dropped_and_the_page_says_so(browse, address, place):
    page = browse(f"{address}/data")
    drop(page, แบบสอบถาม=FORM)
    expect(main(page)).to_contain_text("ไม่พบคอลัมน์รหัส อปท.")
    expect(main(page)).to_contain_text("คอลัมน์ที่ตัดทิ้งตั้งแต่แรก ไม่บันทึกและไม่เก็บไว้: “ประทับเวลา”, “ชื่อ-สกุล”")
    say(page, CODE, "04960201")
    choose(page, "ปีงบประมาณ", "2563")
    expect(page.get_by_role("button", name="ยืนยันนำเข้า 1 ไฟล์")).to_be_enabled()
    expect(main(page)).to_contain_text("รูปแบบตาราง: คำตอบแบบสอบถามออนไลน์ แถวละหนึ่งผู้ตอบ")
    expect(page.locator("[class*=st-key-effect_] [data-testid=stMetricValue]")).to_have_text(["4", "0", "0", "0"])
    # Not even while the visitor looks at the preview; what the server defines for itself is no file of theirs.
    assert [*place[0].glob("incoming-*"), *left_of_files(place[1])] == []


@pytest.mark.full
def test_what_is_planned_only_is_compared_and_brings_nothing_to_confirm(browse, address):
    page = browse(f"{address}/data")
    drop(page, ตามแผน=PLANNED)
    expect(main(page)).to_contain_text("เทียบแล้ว ไม่มีข้อมูลที่ต้องบันทึก")
    expect(page.get_by_role("button", name="ยืนยันนำเข้า 0 ไฟล์")).to_be_disabled()


@pytest.mark.full
def test_nothing_is_confirmed_unseen_when_the_published_data_have_changed(browse, address, place):
    page = browse(f"{address}/data")
    drop(page, สอง=BUDGET.replace("2565,2022-03-31", "2560,2017-03-31"))
    expect(page.locator("[class*=st-key-effect_] [data-testid=stMetricValue]").first).to_have_text("13")
    other = browse(f"{address}/data")
    drop(other, หนึ่ง=BUDGET.replace("2565,2022-03-31", "2560,2017-03-31").replace(",6256800.00,", ",6256801.00,"))
    other.get_by_role("button", name="ยืนยันนำเข้า 1 ไฟล์").click()
    expect(main(other)).to_contain_text("นำเข้า หนึ่ง.csv แล้ว")
    confirm = page.get_by_role("button", name="ยืนยันนำเข้า 1 ไฟล์")
    confirm.click()
    expect(main(page)).to_contain_text("ระหว่างนี้มีผู้เปลี่ยนแปลงข้อมูลในระบบ")
    expect(page.locator("[class*=st-key-effect_] [data-testid=stMetricValue]")).to_have_text(["0", "1", "12", "0"])
    assert loads(place[0])[0][0] == "หนึ่ง.csv"
    confirm.click()
    expect(main(page)).to_contain_text("นำเข้า สอง.csv แล้ว")


@pytest.mark.full
def test_made_up_data_are_added_and_removed_with_a_button(browse, address):
    page = browse(f"{address}/data")
    page.get_by_role("button", name="เพิ่มข้อมูลสมมติ").click()
    expect(main(page)).to_contain_text("เพิ่มข้อมูลสมมติแล้ว", timeout=120_000)
    settled(page)
    assert "เทศบาลตัวอย่าง" in browse(f"{address}/?org=99000001").inner_text("body")
    page.get_by_role("button", name="นำข้อมูลสมมติออก").click()
    page.get_by_role("button", name="ยืนยันการนำออก").click()
    expect(main(page)).to_contain_text("นำข้อมูลสมมติออกแล้ว", timeout=60_000)
    settled(page)
    expect(page.get_by_role("button", name="เพิ่มข้อมูลสมมติ")).to_have_count(1)  # what was drawn before is gone
    expect(page.get_by_role("button", name="เพิ่มข้อมูลสมมติ")).to_be_enabled()


@pytest.mark.full
def test_what_files_do_not_say_is_asked_for(browse, address):
    page = browse(f"{address}/data")
    without = re.sub(r"^04960201,2565,2022-03-31,|^organization_code,fiscal_year,as_of,", "", BUDGET, flags=re.M)
    drop(page, สั้น=without)
    expect(main(page)).to_contain_text("ไม่พบคอลัมน์รหัส อปท.")
    say(page, CODE, "04960201")
    say(page, "ข้อมูล ณ วันที่ (วัน/เดือน/ปี พ.ศ.)", "31/03/2565")
    choose(page, "ปีงบประมาณ", "2565")
    expect(page.get_by_role("button", name="ยืนยันนำเข้า 1 ไฟล์")).to_be_enabled()


@pytest.mark.full
def test_two_visitors_at_once_see_their_own_files_only(browse, address):
    one, other = browse(f"{address}/data"), browse(f"{address}/data")
    drop(one, ของหนึ่ง=CORRECTED)
    drop(other, ของสอง=WRONG)
    one.reload()
    for page, foreign in ((one, "ของสอง"), (other, "ของหนึ่ง")):
        settled(page)
        assert foreign not in main(page).inner_text()
    assert "ของสอง" in main(other).inner_text()


@pytest.mark.full
def test_a_name_that_was_made_to_deceive_is_shown_harmless(browse, address):
    page = browse(f"{address}/data")
    file = {"name": "งบ\u202evsc.exe*<b>_" + "ก" * 150 + ".csv", "mimeType": "text/csv", "buffer": WRONG.encode()}
    page.locator("input[type=file]").set_input_files([file])
    heading = main(page).locator("h2").first
    expect(heading).to_contain_text("งบvsc.exe")
    assert not re.search(r"[\u202e<>*]", heading.inner_text())
    assert heading.inner_text().endswith(".csv")


@pytest.mark.full
@pytest.mark.parametrize("table", sampled(DATASETS, always=["budget"]))
def test_a_template_is_downloaded_as_workbook_and_csv(browse, address, table):
    page = browse(f"{address}/data")
    dataset = DATASETS[table]
    assert downloaded(page, f".st-key-xlsx_{table} button") == (f"prongsai_{table}.xlsx", workbook(dataset))
    assert downloaded(page, f".st-key-csv_{table} button") == (f"prongsai_{table}.csv", template(dataset))


@pytest.mark.full
def test_open_data_are_downloaded_as_one_archive(browse, address):
    page = browse(f"{address}/data")
    with page.expect_download() as waiting:
        page.get_by_role("button", name=OPEN_DATA).click()
    assert waiting.value.suggested_filename == "prongsai_open_data_04960201.zip"
    with zipfile.ZipFile(waiting.value.path()) as archive:
        assert {"datapackage.json", "open_data_form.csv", "measures.csv"} <= set(archive.namelist())


@pytest.mark.full
def test_the_database_is_made_again_from_the_page(browse, address, place):
    page = browse(f"{address}/data")
    before, register = (place[0] / FILE_NAME).stat().st_ino, loads(place[0])
    page.get_by_text("สร้างฐานข้อมูลใหม่").click()
    page.get_by_role("button", name="สร้างใหม่", exact=True).click()
    expect(main(page)).to_contain_text(re.compile("สร้างฐานข้อมูลใหม่จากการนำเข้า [0-9]+ ครั้งแล้ว"), timeout=60_000)
    assert (place[0] / FILE_NAME).stat().st_ino != before
    assert loads(place[0]) == register


@pytest.mark.full
@pytest.mark.parametrize("width", sampled([1440, 390], always=[390]))
def test_nothing_on_the_page_is_wider_than_the_window(browse, address, width):
    page = browse(f"{address}/data", width=width)
    drop(page, แก้ไข=CORRECTED, ผิด=WRONG)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    card = page.locator("[class*=st-key-preview_]").first
    assert card.locator("table").bounding_box()["width"] <= card.bounding_box()["width"]


# To read only


@pytest.fixture
def closed_page(monkeypatch):
    """The page where nothing may be changed, on a store."""

    def closed_page(store, **choices):
        monkeypatch.setenv("PRONGSAI_STORE", str(store))
        return draw_page("data", **choices)

    return closed_page


@pytest.mark.parametrize("choices", [{}, {"lang": "en"}, {"digits": "th"}])
def test_everyone_sees_what_is_loaded_but_not_by_whom(closed_page, published, choices):
    app = closed_page(published, **choices)
    register = app.dataframe[0].value
    assert len(register) == 6  # and a comparison of several organizations, which is of none
    assert not {"ผู้นำเข้า", "By"} & set(register.columns)
    if choices == {"lang": "en"}:
        assert not re.search("[ก-๛]", words(app))
    year = register["Fiscal year" if choices == {"lang": "en"} else "ปีงบประมาณ"]
    assert ("๒๕๖๔" if choices == {"digits": "th"} else "2564") in set(year)


def test_the_register_is_filtered_by_table_and_year(closed_page, published):
    app = closed_page(published)
    app.selectbox(key="register_table").set_value("plan_progress").run()
    assert len(app.dataframe[0].value) == 2
    app.selectbox(key="register_year").set_value("2565").run()
    assert not app.dataframe
    assert "ไม่มีการนำเข้าที่ตรงกับตัวเลือก" in words(app)


def test_the_register_shows_the_loads_of_the_visitors_organization_and_of_any_other_that_is_chosen(closed_page, with_made_up):
    def made_up(app):
        """Which of the files in the register are made up; whose they are, the box says."""
        register = app.dataframe[0].value
        assert "อปท." not in register.columns
        return {name.startswith("demo_") for name in register["ไฟล์"]}

    app = closed_page(with_made_up)
    assert made_up(app) == {False}
    app.selectbox(key="register_organization").set_value("99000001").run()
    assert made_up(app) == {True}
    app.selectbox(key="register_organization").set_value("").run()
    assert len(set(app.dataframe[0].value["อปท."])) > 1
    app.selectbox(key="register_organization").set_value("several").run()
    assert set(app.dataframe[0].value["ตาราง"]) == {"การนำแผนป้องกันการทุจริตไปปฏิบัติ เปรียบเทียบ อปท."}
    assert made_up(closed_page(with_made_up, org="99000001")) == {True}


def test_the_audit_tells_in_words_what_was_done_and_when_by_clocks_here(closed_page, published, monkeypatch):
    monkeypatch.setenv("PRONGSAI_LOCAL_EDITING", "on")
    (line,) = (line for line in audit.entries(published) if line.about.get("load") == 1)
    log = next(table.value for table in closed_page(published).dataframe if "บรรทัด" in table.value)
    assert list(log.columns) == ["บรรทัด", "เวลา", "ผู้ทำ", "จากที่อยู่", "สิ่งที่ทำ", "เรื่อง"]
    told = log[log["บรรทัด"] == line.number].iloc[0]
    assert told["เวลา"].endswith(f"{datetime.fromisoformat(line.at) + timedelta(hours=7):%H:%M}")
    table, file, rows = (line.about[name] for name in ("table", "file_name", "rows_stored"))
    assert told["เรื่อง"] == f"การนำเข้าที่: 1 · ไฟล์: {file} · แถว: {rows} · ตาราง: {DATASETS[str(table)].title}"


@pytest.mark.parametrize("spoiled", [None, b"not a database", b""])
def test_the_page_opens_where_nothing_is_loaded_or_the_database_is_spoiled(closed_page, tmp_path, spoiled):
    if spoiled is not None:
        (tmp_path / FILE_NAME).write_bytes(spoiled)
    said = words(closed_page(tmp_path))
    assert ("ยังไม่มีการนำเข้าข้อมูล" in said) is (spoiled is None)
    assert ("python -m loaders rebuild" in said) is (spoiled is not None)
    assert str(tmp_path) not in said  # where things lie on the server is not for everyone


def test_a_corrected_copy_of_another_name_takes_the_place_of_the_failed_file_in_one_click(browse, address):
    page = browse(f"{address}/data")
    drop(page, ผิด=WRONG, ถูกต้อง=CORRECTED)
    page.get_by_role("button", name="นำไฟล์ที่นำเข้าไม่ได้ออก: ผิด.csv").click()
    settled(page)
    expect(main(page)).to_contain_text("ผิด.csv: นำออกแล้ว เพราะนำเข้าไม่ได้")
    expect(page.get_by_role("heading", name="ผิด.csv")).to_have_count(0)
    expect(page.get_by_role("heading", name="ถูกต้อง.csv")).to_have_count(1)
    expect(page.get_by_role("button", name="ยืนยันนำเข้า 1 ไฟล์")).to_be_enabled()
