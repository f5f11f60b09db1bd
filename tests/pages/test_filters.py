"""The filters in a page's head: small controls in a row, chips, one button on a phone; and how a view is shared and printed."""

import json
import re
from itertools import pairwise

import pytest
from playwright.sync_api import expect

from screen.share import LONGEST_LINK, _code
from screen.view import _width
from tests.drawing import draw_page, unmarked, words
from tests.tiers import sampled
from vocabulary import thai

DEMO = "?org=99000001"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Version/17.0 Mobile/15E148 Safari/604.1"
TALLEST_HEAD = 150
"""Pixels of title, scope and one row of controls."""
SHEETS = 1


def chips(app):
    return {button.key: unmarked(button.label) for button in app.button if (button.key or "").startswith("chip_")}


def test_each_chip_takes_away_just_its_own_and_one_button_all(made_up_data):
    asked = {"org": "99000001", "div": "กองช่าง", "group": "งบลงทุน"}
    app = draw_page("budget", **asked)
    assert chips(app) == {"chip_division": "หน่วยงาน: กองช่าง", "chip_expenditure_group": "งบ: งบลงทุน"}
    app.button(key="chip_division").click().run()
    assert chips(app) == {"chip_expenditure_group": "งบ: งบลงทุน"}
    assert "div" not in app.query_params
    assert not [button for button in app.button if button.key == "clear"]
    app = draw_page("budget", **asked)
    app.button(key="clear").click().run()
    assert not chips(app)
    assert app.query_params["org"] == "99000001"
    assert "416 แถว" in words(app)


@pytest.mark.parametrize(("language", "all_of"), [("th", "หน่วยงาน: ทั้งหมด"), ("en", "Division: All")])
def test_a_control_names_what_it_chooses_within_itself_and_on_a_phone_above(made_up_data, language, all_of):
    label, name = all_of.split(": ")
    app = draw_page("budget", org="99000001", lang=language)
    assert app.selectbox(key="choose_div").format_func("") == all_of
    app = draw_page("budget", org="99000001", lang=language, width="narrow")
    assert app.selectbox(key="choose_div").format_func("") == name
    assert app.selectbox(key="choose_div").label == label


@pytest.mark.parametrize(
    ("asked", "headers", "width"),
    [
        ("", {}, "wide"),
        ("", {"User-Agent": PHONE}, "narrow"),
        ("", {"Sec-CH-UA-Mobile": "?1"}, "narrow"),
        ("", {"Sec-CH-UA-Mobile": "?0", "User-Agent": "Mozilla/5.0 (X11; Linux x86_64)"}, "wide"),
        ("wide", {"User-Agent": PHONE}, "wide"),
        ("narrow", {}, "narrow"),
        ("broad", {"User-Agent": PHONE}, "narrow"),
    ],
)
def test_the_width_is_what_the_address_asks_for_or_the_device_says(asked, headers, width):
    assert _width(asked, headers) == width


def test_a_width_that_was_asked_for_goes_along_and_an_unknown_one_is_told(made_up_data):
    app = draw_page("budget", org="99000001", width="narrow")
    assert all("width=narrow" in link.proto.query_string for link in app.get("page_link"))
    assert not any("width" in link.proto.query_string for link in draw_page("budget").get("page_link"))
    assert any("width=broad" in warning.value for warning in draw_page("budget", width="broad").warning)


def test_a_link_that_would_make_too_fine_a_code_has_none():
    assert _code("x" * (LONGEST_LINK + 1)) == {"wide": 0, "dark": ""}
    code = _code("http://127.0.0.1:8501/budget?org=99000001")
    assert len(bin(int(code["dark"], 16))) - 2 == code["wide"] ** 2  # the first square of a code is dark


@pytest.mark.full
@pytest.mark.parametrize("path", sampled(["budget", "satisfaction", "plan", "measures"], always=["satisfaction"]))
def test_the_head_of_a_page_is_title_scope_and_one_row(visit, path):
    page = visit(f"{path}{DEMO}")
    title, bar = page.locator("h1").bounding_box(), page.locator(".st-key-bar").bounding_box()
    assert bar["y"] + bar["height"] - title["y"] <= TALLEST_HEAD
    page.get_by_role("button", name="แชร์").wait_for()
    controls = page.locator(".st-key-bar > *").evaluate_all("all => all.map(each => each.getBoundingClientRect().toJSON())")
    assert max(each["top"] for each in controls) < min(each["bottom"] for each in controls)
    assert all(one["right"] <= other["left"] for one, other in pairwise(controls))


@pytest.mark.full
def test_on_a_phone_the_filters_are_behind_one_button(visit):
    page = visit(f"budget{DEMO}&width=narrow", width=390)
    assert not page.get_by_label("หน่วยงาน", exact=True).is_visible()
    page.get_by_role("button", name="ตัวกรอง").click()
    expect(page.get_by_label("หน่วยงาน", exact=True)).to_be_visible()


@pytest.mark.full
def test_a_view_is_shared_by_link_code_and_paper(visit):
    page = visit(f"budget{DEMO}&div=กองช่าง")
    page.evaluate("() => { window.printed = 0; window.print = () => { window.printed += 1 } }")
    share = page.get_by_role("button", name="แชร์")
    share.click()
    menu = page.get_by_role("dialog", name="แชร์")
    expect(menu.get_by_role("img", name="คิวอาร์โค้ดของหน้านี้")).to_be_visible()
    menu.get_by_role("button", name="คัดลอกลิงก์หน้านี้").click()
    expect(menu.get_by_role("button", name="คัดลอกแล้ว")).to_be_visible()
    menu.get_by_role("button", name="พิมพ์หน้านี้").click()
    page.wait_for_function("window.printed === 1")
    expect(menu).not_to_be_visible()
    share.click()
    page.keyboard.press("Escape")
    expect(menu).not_to_be_visible()
    expect(share).to_be_focused()


@pytest.mark.full
def test_a_phone_shares_with_its_own_programs(visit):
    page = visit(f"budget{DEMO}")
    page.evaluate("() => { navigator.share = async what => { window.shared = what } }")
    page.get_by_role("button", name="แชร์").click()
    page.get_by_role("button", name=re.compile("LINE")).click()
    page.wait_for_function("window.shared")
    assert page.evaluate("window.shared.url") == page.url


@pytest.mark.full
@pytest.mark.parametrize(
    ("language", "names"), sampled([("", ["แสดงหรือซ่อนคอลัมน์", "ค้นหาในตาราง", "เต็มจอ"]), ("&lang=en", [])], every=2)
)
def test_the_tools_of_a_table_are_called_in_thai_and_download_nothing_twice(visit, language, names):
    page = visit(f"budget{DEMO}{language}")
    table = page.get_by_test_id("stDataFrame").first
    table.hover()
    tools = [tool for tool in table.get_by_test_id("stElementToolbarButton").all() if tool.is_visible()]
    called = [tool.locator("button").get_attribute("aria-label").partition(":")[0] for tool in tools]
    assert called == (names or ["Show/hide columns", "Search", "Fullscreen"])
    tools[0].hover()
    expect(page.get_by_test_id("stTooltipContent")).to_have_text(called[0])


@pytest.mark.full
@pytest.mark.parametrize("path", sampled(["", "budget", "satisfaction", "plan", "measures"], always=["budget"]))
def test_a_page_is_printed_on_one_sheet(visit, path):
    page = visit(f"{path}{DEMO}")
    page.wait_for_function("window.onbeforeprint !== null")
    assert page.pdf().count(b"/Type /Page\n") == SHEETS


def test_each_figure_is_explained_where_it_stands(made_up_data):
    app = draw_page("budget", org="99000001")
    explained = {unmarked(metric.label): unmarked(metric.help.partition(" [")[0]) for metric in app.metric}
    assert explained["ร้อยละการเบิกจ่าย"] == "เบิกจ่าย ÷ งบประมาณหลังโอน × 100"
    assert all(explained.values())
    columns = json.loads(app.dataframe[0].proto.columns)
    assert columns["disbursed_rate"]["help"].endswith(explained["ร้อยละการเบิกจ่าย"])
    assert columns["remaining"]["help"].endswith(explained["คงเหลือหลังหักก่อหนี้ (ล้านบาท)"])


def test_the_menu_of_quarters_offers_just_the_quarters_that_have_data(made_up_data):
    asked = """
        SELECT DISTINCT as_of FROM published.budget WHERE organization_code = '99000001' AND fiscal_year = 2566
        ORDER BY as_of DESC
    """
    days = [thai.day(day) for (day,) in made_up_data.execute(asked).fetchall()]
    (menu,) = [box for box in draw_page("budget", org="99000001", fy="2566").selectbox if box.label == "ไตรมาส"]
    assert len(days) > 1
    assert [option[option.index("(") + 1 : -1] for option in menu.options] == days


def test_columns_of_two_times_are_headed_by_their_years(made_up_data):
    app = draw_page("budget", org="99000001", fy="2568", tab="changes")
    heads = [json.loads(each.proto.columns) for each in app.get("arrow_data_frame") + app.get("dataframe")]
    labels = {column["label"] for columns in heads for column in columns.values() if column.get("label")}
    assert {"หลังโอน 2567 (บาท)", "หลังโอน 2568 (บาท)"} <= labels
    assert not any("เดิม (" in label for label in labels)
