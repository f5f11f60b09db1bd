"""Readable for everybody: axe's rules on every page, keyboard, headings, colours that the colour-blind tell apart, and paper."""

from importlib.resources import files
from itertools import combinations

import pytest

from charts import theme
from tests.screenshots import settle
from tests.serving import PAGES, settled
from tests.tiers import sampled

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}
DEMO = "?org=99000001"
SMALLEST_TARGET = 24
"""Pixels of what can be clicked, in width and height (WCAG 2.2, 2.5.8)."""


def violations(page):
    """What axe finds at fault on a page: rule, gravity, place and why."""
    page.evaluate(AXE)
    found = page.evaluate("rules => axe.run(document, rules)", RULES)["violations"]
    return [
        (rule["id"], rule["impact"], node["target"], node["failureSummary"][:300])
        for rule in found
        if rule["impact"] in ("serious", "critical")
        for node in rule["nodes"]
    ]


def headings(page):
    """The levels of the headings that are shown, from the top of the page to its end."""
    shown = "[...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].filter(heading => heading.checkVisibility())"
    return page.evaluate(f"{shown}.map(heading => Number(heading.tagName[1]))")


def small_targets(page):
    """What can be clicked but is hard to hit. A card is hit as a whole by the link over it."""
    return page.evaluate(
        """smallest => [...document.querySelectorAll('a, button, input, [role=tab], [role=radio], [role=checkbox]')]
            .filter(target => target.checkVisibility() && target.dataset.testid !== 'stSkipToContent' && target.type !== 'file')
            .map(target => [target, target.matches('.over') ? target.closest('.card') : target])
            .map(([target, hit]) => [target.outerHTML.slice(0, 150), hit.getBoundingClientRect()])
            .filter(([_, box]) => box.width && (box.width < smallest || box.height < smallest)).map(([html, _]) => html)""",
        SMALLEST_TARGET,
    )


@pytest.mark.full
@pytest.mark.parametrize("name", sampled(PAGES, always=["budget"]))
def test_a_page_has_no_grave_fault_in_light_or_dark_its_headings_in_order_and_targets_large_enough(visit, name):
    page = visit(f"{PAGES[name]}{DEMO}")
    levels = headings(page)
    assert levels.count(1) == 1
    assert all(below <= above + 1 for above, below in zip([0, *levels], levels, strict=False)), levels
    assert small_targets(page) == []
    assert page.title() == f"{page.locator('h1').inner_text()} · โปร่งใส"
    assert violations(page) == []
    page.emulate_media(color_scheme="dark")
    page.wait_for_function("getComputedStyle(document.querySelector('.stApp')).colorScheme === 'dark'")
    settled(page)
    assert violations(page) == []


@pytest.mark.full
@pytest.mark.parametrize(("name", "scheme"), sampled([("overview", "light"), ("budget", "dark")], always=[("overview", "light")]))
def test_axe_finds_nothing_grave_on_a_phone(visit, name, scheme):
    assert violations(visit(f"{PAGES[name]}{DEMO}", width=390, scheme=scheme)) == []


@pytest.mark.full
def test_axe_finds_nothing_grave_in_a_narrowed_page_with_its_choices_open(visit):
    page = visit(f"budget{DEMO}&div=กองช่าง")
    page.get_by_test_id("stPopoverButton").first.click()
    page.get_by_label("หน่วยงาน", exact=True).wait_for()
    settled(page)
    assert violations(page) == []


FOCUSED = """() => {
    let on = document.activeElement
    while (on.shadowRoot?.activeElement) on = on.shadowRoot.activeElement
    on = on.closest('canvas') ?? on  // a table's cells are drawn by it
    const marks = [on, on.parentElement].filter(Boolean).map(element => getComputedStyle(element))
        .filter(style => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2)
    const region = ['stSidebar', 'stMain'].find(id => document.activeElement.closest(`[data-testid=${id}]`)) ?? 'stSkipToContent'
    return [region, on.outerHTML.slice(0, 120), marks[0]?.outlineColor]
}"""


@pytest.mark.full
@pytest.mark.parametrize("scheme", sampled(["light", "dark"], always=["dark"]))
def test_tab_goes_past_every_control_in_order_and_shows_where_it_is(visit, scheme):
    page = visit(f"budget{DEMO}", scheme=scheme)
    settle(page)
    paper = {"light": theme.LIGHT, "dark": theme.DARK}[scheme].paper
    regions, names = [], []
    for _control in range(64):
        page.keyboard.press("Tab")
        region, name, outline = page.evaluate(FOCUSED)
        if region == "stSkipToContent" and "stMain" in regions:
            break  # past the last, and round again
        regions.append(region)
        names.append(name)
        if region != "stSkipToContent":
            assert outline, name
            channels = [int(channel) for channel in outline.removeprefix("rgb(").removesuffix(")").split(",")]
            assert contrast("#{:02x}{:02x}{:02x}".format(*channels), paper) >= 3, name
    assert regions == sorted(regions, key=["stSkipToContent", "stSidebar", "stMain"].index)
    assert set(regions) == {"stSkipToContent", "stSidebar", "stMain"}
    assert any("stTab" in name for name in names)


@pytest.mark.full
def test_the_first_tab_leads_past_the_navigation_and_says_so_in_thai(visit):
    page = visit(f"budget{DEMO}")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "ข้ามไปยังเนื้อหา"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('[data-testid=stMain]') !== null")


# Colours. Sight without one kind of cone after Machado, Oliveira and Fernandes (2009), on linear light; distances after CIE 1976.
SIGHTS = {
    "full": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
    "grey": ((0.2126, 0.7152, 0.0722),) * 3,
}
XYZ = ((0.4339, 0.3762, 0.1899), (0.2126, 0.7152, 0.0722), (0.0177, 0.1095, 0.8728))
"""Linear light to the three tristimulus values, white being 1."""
FAR, FAR_IN_GREY = 15, 8
MEANING = (theme.REACHED, theme.BEHIND, theme.NEUTRAL)
SIDE_BY_SIDE = {*combinations(MEANING, 2), (theme.PAID, theme.COMMITTED), (theme.PAID, theme.EARLIER)}


def linear(color):
    channels = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]


def times(matrix, values):
    return [sum(a * b for a, b in zip(row, values, strict=True)) for row in matrix]


def seen(color, sight):
    """A colour as it is seen: lightness, green to red, blue to yellow."""
    light = [min(1, max(0, value)) for value in times(SIGHTS[sight], linear(color))]
    x, y, z = (value ** (1 / 3) if value > 0.008856 else 7.787 * value + 16 / 116 for value in times(XYZ, light))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def contrast(one, other):
    dark, light = sorted(times(XYZ, linear(color))[1] for color in (one, other))
    return (light + 0.05) / (dark + 0.05)


def of_paper(color, ink):
    return color if ink is theme.LIGHT else theme.IN_THE_DARK[color]


@pytest.mark.parametrize("ink", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
@pytest.mark.parametrize("sight", SIGHTS)
def test_colours_that_mean_something_are_told_apart_by_everybody_and_in_grey(ink, sight):
    near = []
    for pair in SIDE_BY_SIDE:
        one, other = (seen(of_paper(color, ink), sight) for color in pair)
        distance = sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5
        if distance < (FAR_IN_GREY if sight == "grey" else FAR):
            near.append((pair, distance))
    assert near == []


@pytest.mark.parametrize("ink", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_marks_stand_out_from_the_paper_and_writing_can_be_read(ink):
    assert all(contrast(of_paper(color, ink), ink.paper) >= 3 for color in theme.IN_THE_DARK)
    assert all(contrast(color, ink.paper) >= 4.5 for color in (ink.text, ink.muted, ink.behind))
    assert contrast(of_paper(theme.PAID, ink), ink.ground) >= 3


@pytest.mark.full
@pytest.mark.parametrize("scheme", sampled(["light", "dark"], always=["dark"]))
def test_paper_is_black_on_white_without_anything_to_click_and_holds_the_whole_page_at_once(visit, scheme):
    page = visit(f"budget{DEMO}", scheme=scheme)
    assert page.pdf().count(b"/Type /Page\n") == 1
    page.emulate_media(media="print", color_scheme=scheme)
    for place in ("stSidebar", "stTab", "stPopoverButton", "stDownloadButton", "stBidiComponentIsolated"):
        assert not page.get_by_test_id(place).first.is_visible(), place
    assert page.locator(".stApp").evaluate("app => getComputedStyle(app).backgroundColor") == "rgb(255, 255, 255)"
    for writing in ("h1", "h2", "[data-testid=stMain] p", "[data-testid=stMetricValue]"):
        assert page.locator(writing).first.evaluate("writing => getComputedStyle(writing).color") == "rgb(0, 0, 0)", writing
    chart = page.get_by_test_id("stPlotlyChart").first
    assert chart.evaluate("chart => getComputedStyle(chart.querySelector('text')).fill") == "rgb(0, 0, 0)"
    assert chart.evaluate("chart => getComputedStyle(chart).breakInside") == "avoid"
    assert page.get_by_text("ที่มา: demo_budget").last.is_visible()
