"""What one sees without scrolling at 1440 × 900, and how long the rest of a page is, in a real browser."""

import pytest

from tests.serving import settled

DEMO = "org=99000001"
MAIN = dict.fromkeys(("budget", "satisfaction", "plan"), ".stPlotlyChart") | {"measures": ".st-key-board"}
"""The main picture of each subject's page."""
FOLD, LONGEST = 900, 1900
"""Pixels: the lower edge of the window, and of two windows with their edges."""
VIEWS = [(page, query) for page in MAIN for query in ("", DEMO, "lang=en", f"{DEMO}&lang=en", f"{DEMO}&digits=th")]
SAMPLE = {("budget", DEMO), ("satisfaction", ""), ("plan", DEMO), ("measures", "")}


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


READABLE = 18
"""CSS pixels of 1080 in height: what is read from the back of a room."""
SMALLEST_LETTERS = """picture => Math.min(...[...picture.querySelectorAll("text, b")].filter(each => each.textContent.trim()).map(each =>
    parseFloat(getComputedStyle(each).fontSize) * (each.getScreenCTM?.().a ?? 1)))"""
IN_PLACE = """selector => {
    const { bottom } = document.querySelector(selector)?.getBoundingClientRect() ?? {}
    return bottom > 0.6 * innerHeight && bottom <= innerHeight
}"""
PRESENTED = MAIN | dict.fromkeys(("budget", "satisfaction", "plan"), ".js-plotly-plot") | {"measures": ".board"}


@pytest.mark.parametrize("query", ["", DEMO])
@pytest.mark.parametrize("page", PRESENTED)
def test_on_a_projector_the_main_picture_fills_the_screen_in_large_letters(visit, page, query):
    opened = visit(f"{page}?{query}&show=present", width=1920, height=1080)
    settled(opened)
    opened.wait_for_function(IN_PLACE, arg=PRESENTED[page], timeout=5_000)
    assert opened.locator(PRESENTED[page]).evaluate(SMALLEST_LETTERS) >= READABLE
    assert opened.get_by_test_id("stMainBlockContainer").bounding_box()["height"] < 1081
    whole = "columns => columns.every(each => each.scrollHeight <= each.clientHeight)"
    assert opened.locator(".board .cards").evaluate_all(whole)
