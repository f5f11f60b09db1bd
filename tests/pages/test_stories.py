"""Questions of a meeting, each answered from a fresh link in at most three interactions, on real and on made-up data."""

import re

import pytest
from playwright.sync_api import expect

from tests.serving import marked, settled

expect.set_options(timeout=20_000)
DEMO = "?org=99000001"
MOST = 3


class Walk:
    """A visitor who opens a link and may then do a few things."""

    def __init__(self, page):
        self.page, self.done = page, 0

    def do(self, control, *, in_a_chart=False):
        """One interaction; waits for what it brings. Over a chart's bars lies what Plotly listens with."""
        self.done += 1
        assert self.done <= MOST
        control.click(force=in_a_chart)
        settled(self.page)
        return self

    def go_to(self, name):
        return self.do(self.page.get_by_test_id("stSidebar").get_by_role("link", name=name, exact=True))

    def open_further(self):
        return self.do(self.page.get_by_test_id("stSidebar").get_by_text("ข้อมูลประกอบมาตรการ"))

    def open_tab(self, name):
        return self.do(self.page.get_by_role("tab", name=name, exact=True))

    def choose(self, label, option):
        self.do(self.page.get_by_label(label, exact=True).last)
        self.page.keyboard.type(option)
        self.done += 1
        self.page.keyboard.press("Enter")
        settled(self.page)
        return self

    def reads(self, *texts):
        for text in texts:
            expect(self.page.get_by_test_id("stMain")).to_contain_text(marked(text))


@pytest.fixture
def walk(visit):
    return lambda link="": Walk(visit(link))


@pytest.mark.full
def test_which_division_is_furthest_behind_and_by_how_many_baht(walk):
    walk().reads(re.compile("งบประมาณ: เบิกจ่ายร้อยละ 26.79 .* 9.95 ล้านบาท"))
    walk().go_to("งบประมาณ").reads(re.compile("เบี้ยยังชีพผู้สูงอายุ ช้ากว่าเกณฑ์ตามระยะเวลา .* มากที่สุด 10.13 ล้านบาท"))
    walk(DEMO).go_to("งบประมาณ").reads(re.compile("กองช่าง เบิกจ่ายไม่หมดมากที่สุด .*17.85 ล้านบาท"))


@pytest.mark.full
def test_what_changed_against_last_year_and_where(walk):
    walk(DEMO).go_to("งบประมาณ").open_tab("สิ่งที่เปลี่ยน").reads(
        "เบิกจ่ายเพิ่มขึ้น 23.64 ล้านบาท จาก 206.32 ล้านบาท", "เปลี่ยนแปลงมากที่สุดที่", "รายการใหม่ 41 รายการ"
    )
    walk(f"plan{DEMO}&tab=progress").choose("เทียบกับช่วงเวลา", "ปีงบฯ 2567 รอบ 12 เดือน").reads("ดำเนินการแล้ว", "→")


@pytest.mark.full
def test_how_many_projects_are_missing_to_the_target_and_which(walk):
    plan = walk().go_to("แผนป้องกันการทุจริต")
    plan.reads("ดำเนินการแล้ว 20 จาก 52 โครงการ (ร้อยละ 38.46)", "ต้องดำเนินการอีก 22 โครงการ", "มิติที่ 1 ขาด 10 โครงการ")
    plan.open_tab("โครงการ").reads("ยังไม่ได้นำเข้ารายชื่อโครงการ")
    missing = walk(f"plan{DEMO}&fy=2567").open_tab("โครงการ")
    missing.reads("ดำเนินการแล้ว 34 จาก 56 โครงการ", "ต้องดำเนินการอีก 11 โครงการ", "ตามรายชื่อยังไม่แล้วเสร็จ 22 โครงการ")


@pytest.mark.full
def test_which_question_is_weakest_in_one_division(walk):
    takbai = walk().go_to("ความพึงพอใจ").open_tab("รายหน่วยงาน")
    takbai.reads("กองสวัสดิการ เทียบกับ", "ทุกข้อของหน่วยงานนี้ได้เท่ากัน ร้อยละ 95.00")
    welfare = walk(DEMO).go_to("ความพึงพอใจ")
    of_divisions = welfare.page.locator("[class*=st-key-prongsai_satisfaction_by_division]").first
    welfare.do(of_divisions.locator(".point path").first, in_a_chart=True)
    welfare.reads("แสดง 12 จาก 96 แถว", "ต่ำสุดคือข้อ 7 “มีแบบฟอร์มและตัวอย่างการกรอกที่เข้าใจง่าย” (ร้อยละ 92.45)")


@pytest.mark.full
def test_whether_a_total_is_complete_and_if_not_what_is_missing(walk):
    takbai = walk()
    takbai.do(takbai.page.get_by_test_id("stMain").get_by_role("link", name="มีข้อสังเกต 7 ข้อ").first)
    takbai.reads("ไม่มีข้อมูลงบประมาณของไตรมาสที่ 1, 3, 4 ปีงบฯ 2565", "ยอดรวมตามเอกสารต้นฉบับ 21,266,200.00 บาท")
    demo = walk(f"{DEMO}&fy=2566").go_to("ข้อสังเกต")
    demo.reads("ไม่มีข้อมูลงบประมาณของไตรมาสที่ 3 ปีงบฯ 2566")


@pytest.mark.full
def test_which_complaints_are_open_longer_than_the_standard(walk):
    demo = walk(DEMO).open_further()
    demo.go_to("เรื่องร้องเรียน").reads("มีเรื่องค้างเกิน 15 วัน 1 เรื่อง ได้แก่ เรื่องที่ 55/2568")


@pytest.mark.full
def test_which_division_has_held_no_second_meeting(walk):
    walk(DEMO).open_further().go_to("กิจกรรม").reads("ไม่ครบตามเป้าหมาย: กองช่าง (ประชุม 1 จาก 2 ครั้ง)")


@pytest.mark.full
def test_what_must_be_published_this_month(walk):
    public = walk(DEMO).open_further().go_to("ข้อมูลที่ต้องเผยแพร่")
    public.reads(
        "ต้องเผยแพร่ภายในสิ้นเดือนกันยายน 2568 3 รายการ (สรุปผลการจัดซื้อจัดจ้างรายเดือน (สขร.1) 30 ก.ย. 2568", "เกินกำหนดแล้ว 1 รายการ"
    )
