"""Pages without a session in a real browser: nothing is refused by their policy, everything fits, everybody can read them; and
the way to them from the dashboard."""

import re

import pytest
from playwright.sync_api import expect

from tests.pages.test_accessibility import headings, small_targets, violations
from tests.tiers import sampled

PATHS = [
    "o/99000001/2568/budget", "o/99000001/2568/plan?lang=en", "o/04960201/2564/satisfaction?digits=th",
    "o/04960201/2565/measures", "o/99000001", "embed/o/04960201/2565/budget",
]  # fmt: skip


@pytest.fixture
def open_reader(dashboard, new_page):
    """Opens an address without a session under its own policy, and collects what the browser complains of."""

    def open_reader(path, **window):
        page, complaints = new_page(has_policy=True, **window), []
        page.on("console", lambda message: complaints.append(message.text))
        page.on("requestfailed", lambda request: complaints.append(request.url))
        page.goto(f"{dashboard}/{path}", wait_until="networkidle")
        return page, complaints

    return open_reader


@pytest.mark.parametrize("scheme", sampled(["dark", "light"], always=["dark"]))
@pytest.mark.parametrize("width", sampled([390, 1440], every=2))
@pytest.mark.parametrize("path", sampled(PATHS, always=[PATHS[0]]))
def test_a_page_fits_and_its_pictures_are_there_for_its_width_and_light(open_reader, path, width, scheme):
    page, complaints = open_reader(path, width=width, scheme=scheme)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert complaints == []
    pictures = page.locator("img")
    assert pictures.count() == (0 if path == "o/99000001" else 1)
    for picture in pictures.all():
        shown, natural = picture.evaluate("image => [image.currentSrc, image.naturalWidth]")
        assert f"/{'wide' if width == 1440 else 'narrow'}-{scheme}.svg" in shown
        assert natural > 0
    assert page.evaluate("getComputedStyle(document.body).fontFamily").startswith("Sarabun")
    levels = headings(page)
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert small_targets(page) == []


@pytest.mark.full
@pytest.mark.parametrize("path", sampled(PATHS, always=[PATHS[0]]))
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_has_no_grave_fault(dashboard, new_page, path, scheme):
    page = new_page(scheme=scheme)
    page.goto(f"{dashboard}/{path}", wait_until="networkidle")
    assert violations(page) == []


@pytest.mark.full
def test_the_sharing_menu_leads_to_the_page_with_the_same_sentence(visit):
    page = visit("budget?org=99000001&fy=2567&lang=en")
    page.get_by_role("button", name="Share").click()
    link = page.get_by_role("link", name="Page with a picture for LINE")
    expect(link).to_be_visible()
    with page.context.expect_page() as opened:
        link.click()
    reader = opened.value
    expect(reader).to_have_url(re.compile("/o/99000001/2567/budget[?]"))
    expect(reader.get_by_role("heading", level=1)).to_have_text("Budget")
