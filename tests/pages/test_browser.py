"""The real server in a real browser: deep links, choices, copied links, downloads, fonts, widths and foreign requests."""

import csv
import gzip
import re
from io import StringIO
from urllib.parse import urlparse
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import expect

from tests.screenshots import settle
from tests.serving import PAGES, marked, settled
from tests.tiers import sampled

# Streamlit fetches the code of some elements only when a page first has them.
expect.set_options(timeout=20_000)

THAI_TITLES = {
    "overview": "ภาพรวม",
    "budget": "งบประมาณ",
    "satisfaction": "ความพึงพอใจ",
    "plan": "แผนป้องกันการทุจริต",
    "measures": "มาตรการ",
    "findings": "ข้อสังเกต",
    "documents": "หลักฐาน ITA",
    "data": "ข้อมูล",
}

MAIN = dict.fromkeys(("budget", "satisfaction", "plan"), ".js-plotly-plot .main-svg") | {
    "overview": ".cards .card",
    "measures": ".board details",
    "findings": "[data-testid=stDataFrame]",
    "documents": "[data-testid=stMain] h2",
    "data": "[data-testid=stMain] h2",
}
"""What each page shows first of all."""


def choose(page, label, option):
    page.get_by_label(label, exact=True).first.click()
    page.get_by_role("option", name=option).click()
    settled(page)


# The others are opened by the test of their widths.
@pytest.mark.parametrize("name", sampled(list(PAGES)[::-1], every=4))
def test_every_page_opens_by_its_own_link_in_thai_with_its_figures_and_asks_no_other_host(new_page, dashboard, name):
    page, asked = new_page(), []
    page.context.on("request", lambda request: asked.append(request.url))
    page.goto(f"{dashboard}/{PAGES[name]}")
    settled(page)
    assert page.locator("h1").first.inner_text() == THAI_TITLES[name]
    assert page.locator("html").get_attribute("lang") == "th"
    assert not page.get_by_test_id("stException").count()
    page.locator(MAIN[name]).first.wait_for()
    assert {urlparse(url).hostname for url in asked if urlparse(url).scheme in ("http", "https", "ws", "wss")} == {"127.0.0.1"}


def test_the_headline_figures_stand_on_the_overview(visit):
    page = visit("")
    for figure in ("26.79%", "96.70%", "38.46%", "14/24", "ต่ำกว่าเป้าหมาย 41.54 จุดร้อยละ"):
        expect(page.get_by_test_id("stMain")).to_contain_text(marked(figure))


@pytest.mark.full
def test_a_card_leads_to_its_page_and_keeps_the_choices(visit):
    page = visit("?digits=th")
    page.locator(".card a.over").nth(2).click()
    page.wait_for_url("**/plan?digits=th")
    settled(page)
    expect(page.get_by_test_id("stMain")).to_contain_text("๓๘.๔๖%")


@pytest.mark.full
def test_choices_stay_when_the_page_changes_after_reload_and_in_a_copied_link(visit, dashboard):
    page = visit("plan")
    choose(page, "ปีงบประมาณ", "ปีงบฯ 2564 (ต.ค. 63 – ก.ย. 64)")
    choose(page, "รอบ", "6 เดือน")
    expect(page.get_by_test_id("stMain")).to_contain_text("26.92%")
    page.get_by_role("link", name="ความพึงพอใจ").click()
    page.wait_for_url("**/satisfaction*")
    settled(page)
    assert "fy=2564" in page.url
    assert "round=6" in page.url
    page.reload()
    settled(page)
    copied = visit(page.url.removeprefix(f"{dashboard}/"))
    for shown in (page, copied):
        assert shown.get_by_test_id("stMain").inner_text().startswith("ความพึงพอใจ")
        assert "ปีงบฯ 2564 (ต.ค. 63 – ก.ย. 64)" in shown.get_by_test_id("stSidebar").inner_text() or shown.get_by_label(
            "ปีงบประมาณ", exact=True
        ).first.input_value().startswith("ปีงบฯ 2564")


@pytest.mark.full
def test_back_returns_to_what_was_shown_before(visit):
    page = visit("plan")
    choose(page, "รอบ", "6 เดือน")
    expect(page.get_by_test_id("stMain")).to_contain_text("26.92%")
    page.go_back()
    page.wait_for_function("!location.search.includes('round')")
    page.get_by_text("38.46%").first.wait_for()
    settled(page)


@pytest.mark.full
def test_the_made_up_municipality_can_be_chosen_and_is_marked_at_once(visit):
    page = visit("budget")
    choose(page, "อปท.", "เทศบาลตัวอย่าง (ข้อมูลสมมติ)")
    page.wait_for_url("**org=99000001*")
    expect(page.get_by_test_id("stMain")).to_contain_text("เทศบาลนี้ไม่มีอยู่จริง")
    expect(page.get_by_test_id("stMain")).to_contain_text(marked("เทศบาลตัวอย่าง (ข้อมูลสมมติ) · ปีงบฯ 2568"))


@pytest.mark.full
def test_the_language_changes_without_losing_the_page(visit):
    page = visit("budget")
    page.get_by_role("radio", name="English").or_(page.get_by_role("button", name="English")).first.click()
    page.wait_for_url("**lang=en*")
    page.get_by_role("heading", name="Budget", exact=True).wait_for()
    settled(page)
    assert page.evaluate("document.documentElement.lang") == "en"
    expect(page.get_by_test_id("stMain")).to_contain_text("Disbursed rate")


@pytest.mark.full
def test_an_unknown_value_in_a_link_is_told(visit):
    page = visit("budget?fy=9999")
    expect(page.get_by_test_id("stAlert")).to_contain_text("fy=9999")
    expect(page.get_by_test_id("stMain")).to_contain_text("26.79%")


@pytest.mark.full
def test_a_page_without_data_for_the_year_leads_to_one_with_data(visit):
    page = visit("budget?fy=2564")
    page.get_by_test_id("stMain").get_by_role("button", name=re.compile("ปีงบฯ 2565")).click()
    page.wait_for_url("**fy=2565*")
    settled(page)
    expect(page.get_by_test_id("stMain")).to_contain_text("26.79%")


def tools(page, file):
    """The tools beside the heading of a section, known by the name of its files."""
    return page.get_by_role("group").filter(has=page.locator(f'a[download^="{file}"]'))


BY_ITEM = "prongsai_budget_by_item_04960201_2565-2022-03-31"


def saved(page, link):
    """The file that a link saves: name and bytes."""
    with page.expect_download() as waiting:
        link.click()
    return waiting.value.suggested_filename, waiting.value.path().read_bytes()


@pytest.mark.full
def test_a_section_is_saved_from_its_tools_as_table_workbook_and_picture(visit):
    offered = tools(page := visit("budget"), BY_ITEM)
    name, data = saved(page, offered.get_by_role("link", name="CSV"))
    assert name == f"{BY_ITEM}.csv"
    assert data.startswith(b"\xef\xbb\xbf")
    header, *rows = csv.reader(StringIO(data.decode("utf-8-sig")))
    assert header[:4] == ["รายการ", "ร้อยละการเบิกจ่าย", "ร้อยละการใช้จ่าย (รวมก่อหนี้ผูกพัน)", "งบประมาณหลังโอน (บาท)"]
    assert len(rows) == 13
    assert sum(float(row[3]) for row in rows) == 43_134_900
    expected = ["เบี้ยยังชีพผู้พิการด้อย", "15.63", "21.88", "32000.00", "15956.16", "5000.00", "-10956.16", "-34.24"]
    assert expected in [row[:8] for row in rows]
    for label, ending, beginning in (
        ("XLSX", ".xlsx", b"PK"), ("สไลด์", "_slide.png", b"\x89PNG"),
        ("Word", "_word.png", b"\x89PNG"), ("SVG", "_vector.svg", b"<svg"),
    ):  # fmt: skip
        name, data = saved(page, offered.get_by_role("link", name=label))
        assert name == f"{BY_ITEM}{ending}"
        assert data.startswith(beginning)


@pytest.mark.full
def test_the_picture_of_a_chart_is_copied_ready_to_paste(visit):
    page = visit("budget")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    offered = tools(page, BY_ITEM)
    offered.get_by_role("button", name="คัดลอกภาพ").click()
    expect(offered).to_contain_text("คัดลอกแล้ว")
    size = page.evaluate(
        """async () => {
               const [item] = await navigator.clipboard.read()
               const picture = await createImageBitmap(await item.getType("image/png"))
               return [picture.width, picture.height]
           }"""
    )
    assert size == [3200, 1800]


@pytest.mark.full
def test_a_chart_turns_into_its_table_and_back_and_a_link_shows_the_same(visit, dashboard):
    page = visit("budget")
    page.get_by_role("button", name="แสดงตาราง").first.click()
    page.wait_for_url("**table=by_item*")
    settled(page)
    for shown in (page, visit(page.url.removeprefix(f"{dashboard}/"))):
        expect(shown.get_by_test_id("stDataFrame")).to_have_count(2)  # that of the open tab is the other
        expect(shown.get_by_test_id("stPlotlyChart")).to_have_count(0)
    page.get_by_role("button", name="แสดงแผนภูมิ").first.click()
    page.wait_for_function("!location.search.includes('table=')")
    expect(page.get_by_test_id("stPlotlyChart")).to_have_count(1)


@pytest.mark.full
def test_a_click_on_a_cell_narrows_the_page_to_its_division_and_question(visit):
    page = visit("satisfaction?tab=scores")
    cell = page.get_by_test_id("stPlotlyChart").nth(1).locator(".textpoint text").nth(9)
    cell.scroll_into_view_if_needed()
    box = cell.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_url("**div=*ask=2*")


@pytest.mark.full
def test_a_tab_is_opened_by_a_click_only_then_drawn_and_again_by_the_link_and_by_back(visit, dashboard):
    page = visit("budget?org=99000001")  # a course has several dates
    tab, course = page.get_by_role("tab", name="ความก้าวหน้าตลอดปี"), page.locator("[class*=st-key-prongsai_budget_course]")
    expect(course).to_have_count(0)
    tab.click()
    page.wait_for_url("**tab=course*")
    expect(course).to_have_count(1)
    copied = visit(page.url.removeprefix(f"{dashboard}/"))
    expect(copied.get_by_role("tab", name="ความก้าวหน้าตลอดปี")).to_have_attribute("aria-selected", "true")
    expect(copied.locator("[class*=st-key-prongsai_budget_course]")).to_have_count(1)
    page.go_back()
    page.wait_for_function("!location.search.includes('tab=')")
    expect(page.get_by_role("tab", name="เรื่องที่ควรติดตาม")).to_have_attribute("aria-selected", "true")
    expect(course).to_have_count(0)


TOO_WIDE = """() => [...document.querySelectorAll('[data-testid=stMain] *')].filter(element => {
    const box = element.getBoundingClientRect()
    const scrolls = element.closest('[data-testid=stDataFrame], [role=tablist]')
    return box.width > 0 && box.height > 0 && !scrolls && box.right > innerWidth + 1
}).map(element => element.outerHTML.slice(0, 120))"""
CUT_OFF = """() => [...document.querySelectorAll('.js-plotly-plot')].flatMap(plot => {
    const frames = [plot, plot.closest('.stElementContainer')].map(element => element.getBoundingClientRect())
    return [...plot.querySelectorAll('text')].filter(text => {
        const box = text.getBoundingClientRect()
        return box.width > 0 && frames.some(frame => box.left < frame.left - 1 || box.right > frame.right + 1
            || box.top < frame.top - 1 || box.bottom > frame.bottom + 1)
    }).map(text => text.textContent)
})"""
VIEWS = [(1440, "04960201"), (1440, "99000001"), (390, "04960201"), (390, "99000001")]


@pytest.mark.full
@pytest.mark.parametrize("name", sampled(PAGES, every=2))
@pytest.mark.parametrize(("width", "organization"), sampled(VIEWS, always=[VIEWS[-1]]))
def test_nothing_is_wider_than_the_window_and_no_writing_in_a_chart_is_cut_off(visit, name, width, organization):
    page = visit(f"{PAGES[name]}?org={organization}", width=width)
    settle(page)
    assert page.evaluate(TOO_WIDE) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(CUT_OFF) == []


CARDS_CUT_OFF = """() => [...document.querySelectorAll('[data-testid=stMetric] p')].filter(text =>
    [text, text.parentElement].some(box => box.scrollWidth > box.clientWidth + 1)).map(text => text.textContent)"""


@pytest.mark.full
@pytest.mark.parametrize("width", sampled([1440, 1000, 390], always=[1000]))
@pytest.mark.parametrize("choices", sampled(["", "&lang=en", "&digits=th"], always=["&lang=en"]))
def test_no_figure_of_less_than_a_million_and_no_name_of_one_is_cut_off(visit, width, choices):
    page = visit(f"budget?item=เบี้ยยังชีพผู้พิการด้อย{choices}", width=width)
    expect(page.get_by_test_id("stMetric")).to_have_count(5)
    assert page.evaluate(CARDS_CUT_OFF) == []
    assert width < 1440 or len({round(card.bounding_box()["y"]) for card in page.get_by_test_id("stMetric").all()}) == 1


@pytest.mark.full
def test_on_a_phone_the_menu_closes_when_a_page_is_chosen_and_is_closed_at_the_start(visit):
    page = visit("", width=390, height=844)
    menu, opener = page.get_by_test_id("stSidebar"), page.get_by_test_id("stExpandSidebarButton")
    opener.click()
    menu.get_by_role("link", name="งบประมาณ").click()
    page.wait_for_url("**/budget")
    expect(menu).to_have_attribute("data-collapsed", "true")
    settled(page)
    opener.click()
    expect(menu).to_have_attribute("data-collapsed", "false")
    page.reload()
    settled(page)
    expect(menu).to_have_attribute("data-collapsed", "true")


@pytest.mark.full
def test_thai_is_drawn_with_sarabun_in_page_and_chart(visit):
    page = visit("budget")
    page.locator(".js-plotly-plot .main-svg").first.wait_for()
    assert page.evaluate("[...document.fonts].filter(f => f.family.includes('Sarabun') && f.status == 'loaded').length") >= 2
    for element in ("h1", "[data-testid=stMetricValue]", ".js-plotly-plot text"):
        family = page.locator(element).first.evaluate("element => getComputedStyle(element).fontFamily")
        assert family.replace('"', "").startswith("Sarabun")


@pytest.mark.full
@pytest.mark.parametrize("scheme", sampled(["light", "dark"], always=["dark"]))
def test_charts_follow_light_and_dark(visit, scheme):
    page = visit("budget", scheme=scheme)
    paper = page.locator(".js-plotly-plot .main-svg").first.evaluate("svg => getComputedStyle(svg).backgroundColor")
    assert paper == {"light": "rgb(255, 255, 255)", "dark": "rgb(18, 24, 31)"}[scheme]


def test_what_is_large_is_compressed_and_fonts_are_kept(dashboard):
    page = urlopen(f"{dashboard}/").read().decode()
    script = re.findall(r'src="\./(static/js/[^"]+)"', page)[0]
    answer = urlopen(Request(f"{dashboard}/{script}", headers={"Accept-Encoding": "gzip"}))
    assert answer.headers["Content-Encoding"] == "gzip"
    font = urlopen(f"{dashboard}/fonts/Sarabun-Regular.ttf")
    assert "max-age=31536000" in font.headers["Cache-Control"]
    assert font.read(4) == b"\x00\x01\x00\x00"


@pytest.mark.parametrize("query", ["?org=%E0%B8%81", "?q=%E0%B8%81%E0%B8%81&utm=%E0%B8%82%E0%B9%88%E0%B8%B2%E0%B8%A7", "?x=%ff"])
def test_an_address_may_hold_any_character(dashboard, query):
    with urlopen(f"{dashboard}/measures{query}") as answer:
        assert answer.status == 200


@pytest.mark.parametrize(("query", "language"), [("", "th"), ("?lang=en", "en"), ("?lang=xx", "th")])
def test_the_page_arrives_saying_its_language(dashboard, query, language):
    request = Request(f"{dashboard}/budget{query}", headers={"Accept-Encoding": "gzip"})
    with urlopen(request) as answer:
        assert answer.headers["Content-Encoding"] == "gzip"
        assert f'<html lang="{language}"' in gzip.decompress(answer.read()).decode()


LINES = """words => {
    const texts = document.createTreeWalker(document.querySelector("[data-testid=stMain]"), NodeFilter.SHOW_TEXT)
    const broken = [], found = []
    while (texts.nextNode()) {
        const text = texts.currentNode.data.replaceAll("\\u00a0", " ")
        const marks = texts.currentNode.parentElement.closest("svg, style, [data-testid=stIconMaterial]")
        if (marks) continue
        for (const word of words) for (const match of text.matchAll(new RegExp(word, "g"))) {
            const range = document.createRange()
            range.setStart(texts.currentNode, match.index)
            range.setEnd(texts.currentNode, match.index + match[0].length)
            found.push(match[0])
            const tops = [...range.getClientRects()].filter(part => part.width > 1).map(part => Math.round(part.top))
            if (new Set(tops).size > 1) broken.push(match[0])
        }
    }
    return [found.length, broken]
}"""
WHOLE = [
    "ร้อย\\u2060?ละ [\\d.]+", "[\\d.,]+ จุด\\u2060?ร้อย\\u2060?ละ", "[\\d.,]+ ล้าน\\u2060?บาท", "ปี\\u2060?งบฯ \\d+",
    "ระยะ\\u2060?เวลา",
]  # fmt: skip


@pytest.mark.full
@pytest.mark.parametrize("path", sampled(["", "budget", "plan", "satisfaction?org=99000001"], always=["budget"]))
def test_a_figure_stays_with_its_unit_on_one_line_at_every_width_of_a_phone(visit, path):
    page = visit(path, width=480)
    for width in range(320, 481, 20):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_timeout(150)
        found, broken = page.evaluate(LINES, WHOLE)
        assert found > 2
        assert not broken, width


def test_what_is_copied_from_a_page_has_no_marks_between_its_letters(visit):
    page = visit("budget")
    copied = page.evaluate("""() => {
        const place = document.querySelector("[data-testid=stMain] [data-testid=stMarkdownContainer] p")
        getSelection().selectAllChildren(document.querySelector("[data-testid=stMain]"))
        const clipboardData = new DataTransfer()
        place.dispatchEvent(new ClipboardEvent("copy", {clipboardData, bubbles: true, cancelable: true}))
        return clipboardData.getData("text/plain")
    }""")
    assert "จุดร้อยละ" in copied
