"""What one sees without scrolling at 1440 × 900, and how long the rest of a page is, in a real browser."""

from itertools import product

import pytest
from playwright.sync_api import expect

from tests.serving import marked, settled
from tests.tiers import sampled

DEMO = "org=99000001"
MAIN = dict.fromkeys(("budget", "satisfaction", "plan"), ".stPlotlyChart") | {"measures": ".st-key-board"}
"""The main picture of each subject's page."""
FOLD, LONGEST = 900, 1950
"""Pixels: the lower edge of the window, and of two windows with their edges and the foot that names whom to ask
(50 pixels: it stands below all that a page shows, and takes nothing from it)."""
VIEWS = [(page, query) for page in MAIN for query in ("", DEMO, "lang=en", f"{DEMO}&lang=en", f"{DEMO}&digits=th")]
SAMPLE = {("budget", DEMO)}


@pytest.mark.parametrize(
    ("page", "query"), [pytest.param(*view, marks=() if view in SAMPLE else pytest.mark.full) for view in VIEWS]
)
def test_the_main_picture_stands_in_the_first_screen_and_the_page_ends_soon(visit, page, query):
    opened = visit(f"{page}?{query}")
    settled(opened)
    picture = opened.locator(MAIN[page]).first.bounding_box()
    assert picture["y"] + picture["height"] < FOLD
    height = opened.get_by_test_id("stMainBlockContainer").bounding_box()["height"]
    assert height <= LONGEST


@pytest.mark.full
def test_a_link_to_a_tab_leads_to_what_the_tab_shows(visit):
    opened = visit(f"?{DEMO}")
    settled(opened)
    opened.locator(".rows a.row, .rows .row a").filter(has_text=marked("เกินกำหนด")).first.click()
    expect(opened.get_by_role("tab", name="วันครบกำหนด")).to_be_in_viewport()
    expect(opened.get_by_role("heading", name="ใกล้ถึงกำหนดและเกินกำหนด")).to_be_in_viewport()


READABLE = 18
"""CSS pixels of 1080 in height: what is read from the back of a room."""
SMALLEST_LETTERS = """picture => {
    const written = [...picture.querySelectorAll("text, b")].filter(each => each.textContent.trim())
    return Math.min(...written.map(each => parseFloat(getComputedStyle(each).fontSize) * (each.getScreenCTM?.().a ?? 1)))
}"""
IN_PLACE = """selector => {
    const { bottom } = document.querySelector(selector)?.getBoundingClientRect() ?? {}
    return bottom > 0.6 * innerHeight && bottom <= innerHeight
}"""
PRESENTED = MAIN | dict.fromkeys(("budget", "satisfaction", "plan"), ".js-plotly-plot") | {"measures": ".board"}


@pytest.mark.full
@pytest.mark.parametrize(
    ("page", "query"),
    sampled(list(product(PRESENTED, ["", DEMO])), always=[("budget", DEMO)]),
)
def test_on_a_projector_the_main_picture_fills_the_screen_in_large_letters(visit, page, query):
    opened = visit(f"{page}?{query}&show=present", width=1920, height=1080)
    settled(opened)
    opened.wait_for_function(IN_PLACE, arg=PRESENTED[page], timeout=5_000)
    assert opened.locator(PRESENTED[page]).evaluate(SMALLEST_LETTERS) >= READABLE
    assert opened.get_by_test_id("stMainBlockContainer").bounding_box()["height"] < 1081
    whole = "columns => columns.every(each => each.scrollHeight <= each.clientHeight)"
    assert opened.locator(".board .cards").evaluate_all(whole)


@pytest.mark.full
def test_charts_are_drawn_for_the_window_and_neither_the_address_nor_the_history_tells(visit):
    page = visit(f"budget?{DEMO}&tab=course")
    settled(page)
    address, steps = page.url, page.evaluate("history.length")
    loads = []
    page.on("load", lambda _page: loads.append(page.url))
    menu = page.locator(".st-key-bar .stSelectbox")
    for width, menus in ((600, 0), (1200, 3), (900, 0), (700, 3)):
        page.set_viewport_size({"width": width, "height": 900})
        expect(menu).to_have_count(menus)
        expect(page.get_by_role("tab", name="ความก้าวหน้าตลอดปี")).to_have_attribute("aria-selected", "true")
        settled(page)
        assert (page.url, page.evaluate("history.length")) == (address, steps)
    assert len(loads) == 4
    page.goto(page.url.replace("budget", "satisfaction"))
    page.go_back()
    expect(menu).to_have_count(3)
    assert page.url == address


def test_a_window_that_wants_what_the_address_does_not_is_left_alone(visit):
    page = visit(f"budget?{DEMO}&width=wide", width=500)
    settled(page)
    expect(page.locator(".st-key-bar .stSelectbox")).to_have_count(3)
    assert "width=" not in page.evaluate("document.cookie")
