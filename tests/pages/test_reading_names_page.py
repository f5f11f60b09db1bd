"""Names as they should be read, in a real browser: written on the page of data, read on the others, and taken back."""

import re

import pytest
from playwright.sync_api import expect

from tests.screenshots import settle
from tests.serving import serving, settled

GARBLED, READ = "เงินว่าหน้คงค้างประจำ", "เงินเดือนพนักงานจ้าง"
FIRST_ROW, LONG = 52, 20_000
"""Pixels below the upper edge of the table, and milliseconds that a change may take on a busy machine."""


def write_name(page, address, name):
    """Writes over the reading name of GARBLED, and saves it."""
    page.goto(f"{address}/data?org=04960201")
    settled(page)
    page.get_by_role("combobox", name="ชื่อของ").press_sequentially("รายการ")
    page.keyboard.press("Enter")
    page.get_by_label("ค้นหาชื่อ").fill(GARBLED)
    page.get_by_label("ค้นหาชื่อ").press("Enter")
    expect(page.get_by_text("มี 1 ชื่อที่อาจเพี้ยน")).to_be_visible(timeout=LONG)
    settled(page)  # until then the table of all names stands there, too
    table = page.locator("[class*=st-key-names_]").get_by_test_id("stDataFrame")
    table.dblclick(position={"x": table.bounding_box()["width"] / 2, "y": FIRST_ROW})
    page.locator(".gdg-input, #portal textarea").first.fill(name)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="บันทึกชื่อ").click(timeout=LONG)
    expect(page.get_by_text("บันทึกแล้ว").first).to_be_visible(timeout=LONG)


@pytest.mark.full
def test_a_name_is_written_read_under_both_links_and_taken_back(loaded_store, browse, new_page, rows):
    with serving(loaded_store, editing=True) as address:
        page = new_page()
        write_name(page, address, READ)
        assert rows("SELECT source_name, reading_name FROM reading_names") == [(GARBLED, READ)]
        pages = [browse(f"{address}/budget?item={name}") for name in (GARBLED, READ)]
        for each in pages:
            settle(each)
        seen = [each.get_by_test_id("stMain").inner_text() for each in pages]
        assert READ in re.sub("\u2060", "", seen[0])
        assert seen[0] == seen[1]
        write_name(page, address, "")
        assert READ not in browse(f"{address}/budget?item={GARBLED}").get_by_test_id("stMain").inner_text()
