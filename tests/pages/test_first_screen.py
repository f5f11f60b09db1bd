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
