"""The overview: its figures over the years, what is due, what wants attention, one screen, and the presentation."""

import re
from datetime import date
from itertools import pairwise
from urllib.parse import unquote

import pandas as pd
import pytest
from playwright.sync_api import expect

import database
from charts import overview as draw
from queries import overview as questions
from queries.scope import Scope
from sentences import overview as say
from tests.serving import settled
from tests.tiers import sampled
from vocabulary.language import speaking

TAKBAI, FIRST = "04960201", "99000001"
BUDGET = "organization_code,fiscal_year,as_of,division,item,allocation,disbursed\n"


def years(**percents):
    """Percents of fiscal years, as a query answers them: y2564=10.0."""
    return pd.DataFrame({"fiscal_year": [int(name[1:]) for name in percents], "percent": list(percents.values())})


# What the queries answer


def test_a_single_year_is_a_course_of_one_point(takbai_data):
    assert [round(value, 2) for value in questions.disbursed_by_year(takbai_data, Scope(TAKBAI, 2565)).percent] == [26.79]
    assert [round(value, 2) for value in questions.satisfaction_by_year(takbai_data, Scope(TAKBAI, 2564)).percent] == [96.70]
    assert [round(value, 2) for value in questions.plan_by_year(takbai_data, Scope(TAKBAI, 2564)).percent] == [38.46]
    assert [round(value, 2) for value in questions.plan_by_year(takbai_data, Scope(TAKBAI, 2564, 6)).percent] == [26.92]
    assert [round(value, 2) for value in questions.measures_by_year(takbai_data, Scope(TAKBAI, 2565)).percent] == [58.33]


def test_a_year_without_data_has_an_empty_course_and_nothing_behind(takbai_data):
    nowhere = Scope(TAKBAI, 2560)
    for question in (
        questions.disbursed_by_year, questions.satisfaction_by_year, questions.plan_by_year, questions.measures_by_year,
        questions.furthest_behind, questions.most_missing_dimension,
    ):  # fmt: skip
        assert question(takbai_data, nowhere).empty
    assert questions.missing_divisions(takbai_data, nowhere) == []


def test_the_pace_is_the_share_of_the_fiscal_year_gone_by(takbai_data):
    row = questions.furthest_behind(takbai_data, Scope(TAKBAI, 2565)).iloc[0]
    assert row.elapsed == pytest.approx(182 / 365)
    assert row.behind == pytest.approx(43_134_900 * 182 / 365 - 11_556_723.75)
    assert row.disbursed_rate == pytest.approx(0.2679205)


def test_the_dimension_with_most_to_do_is_named(takbai_data):
    (row,) = questions.most_missing_dimension(takbai_data, Scope(TAKBAI, 2564)).itertuples(index=False)
    assert tuple(row) == (1, 16, 3)


@pytest.fixture
def two_years(load, store, monkeypatch):
    """Two years at the same day and one other day: กองช่าง is there in the first only."""
    rows = [
        "2564,2021-03-31,กองคลัง,ค่าวัสดุ,100,40", "2564,2021-03-31,กองช่าง,ค่าวัสดุ,100,20",
        "2564,2021-09-30,กองคลัง,ค่าวัสดุ,100,90", "2564,2021-09-30,กองช่าง,ค่าวัสดุ,100,90",
        "2565,2022-03-31,กองคลัง,ค่าวัสดุ,100,50",
    ]  # fmt: skip
    assert not load(BUDGET + "\n".join(f"{FIRST},{row}" for row in rows), table="budget").refused
    monkeypatch.setenv("PRONGSAI_STORE", str(store))
    return database.cursor()


def test_a_year_is_compared_with_the_same_day_of_the_year_before(two_years):
    course = questions.disbursed_by_year(two_years, Scope(FIRST, 2565))
    assert list(course.itertuples(index=False, name=None)) == [(2564, 30.0), (2565, 50.0)]
    with speaking("en"):
        assert say.change(course) == "▲ +20.00 points year on year"


def test_a_division_that_was_there_a_year_before_is_missed(two_years):
    names = questions.missing_divisions(two_years, Scope(FIRST, 2565))
    assert names == ["กองช่าง"]
    notice = say.missing_divisions(names)
    assert notice
    assert "ไม่มีรายการของกองช่าง" in notice.text
    assert questions.missing_divisions(two_years, Scope(FIRST, 2564)) == []


def test_nobody_is_behind_who_keeps_pace(two_years):
    assert questions.furthest_behind(two_years, Scope(FIRST, 2565)).empty
    assert list(questions.furthest_behind(two_years, Scope(FIRST, 2564, 6)).division) == ["กองช่าง"]


# What is said


@pytest.mark.parametrize(
    ("percents", "said"),
    [
        ({"y2564": 40.0, "y2565": 42.306}, "▲ +2.31 จุดร้อยละ จากปีก่อน"),
        ({"y2564": 42.31, "y2565": 40.0}, "▼ −2.31 จุดร้อยละ จากปีก่อน"),
        ({"y2564": 40.0, "y2565": 40.001}, "เท่ากับปีก่อน"),
        ({"y2563": 40.0, "y2565": 42.31}, ""),
        ({"y2564": None, "y2565": 42.31}, ""),
        ({"y2564": 40.0, "y2565": None}, ""),
        ({"y2565": 42.31}, ""),
        ({}, ""),
    ],
)
def test_the_change_is_told_in_points_where_the_year_before_has_a_figure(percents, said):
    assert say.change(years(**percents)) == said


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("budget", 2565, date(2022, 3, 31), date(2023, 1, 30)), "ข้อมูล ณ 31 มี.ค. 2565 · ข้อมูลเก่า 9 เดือน"),
        (("budget", 2565, date(2022, 3, 31), date(2023, 1, 31)), "ข้อมูล ณ 31 มี.ค. 2565 · ข้อมูลเก่า 10 เดือน · ปีงบฯ 2566 ยังไม่มีข้อมูล"),
        (("plan", 2565, 6, date(2022, 10, 31)), "ข้อมูลปีงบฯ 2565, รอบ 6 เดือน"),
        (("plan", 2565, 6, date(2022, 11, 1)), "ข้อมูลปีงบฯ 2565, รอบ 6 เดือน · ครบกำหนดรอบ 12 เดือนแล้ว ยังไม่มีข้อมูล"),
        (("plan", 2564, 12, date(2022, 5, 1)), "ข้อมูลปีงบฯ 2564, รอบ 12 เดือน · ปีงบฯ 2565 ยังไม่มีข้อมูล"),
        (("measures", 2564, None, date(2022, 10, 30)), "ข้อมูลปีงบฯ 2564"),
        (("measures", 2564, None, date(2022, 10, 31)), "ข้อมูลปีงบฯ 2564 · ปีงบฯ 2565 ยังไม่มีข้อมูล"),
        (("satisfaction", 2564, None, date(2024, 11, 1)), "ข้อมูลปีงบฯ 2564 · ข้อมูลเก่า 3 ปี · ปีงบฯ 2565–2567 ยังไม่มีข้อมูล"),
    ],
)
def test_what_is_due_is_told_from_the_day_after_its_deadline_on(asked, said):
    assert " ".join(say.freshness(*asked, alone=False).split()) == said


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        ([], "ข้อมูล ณ 31 มี.ค. 2565"),
        ([3], "ข้อมูล ณ 31 มี.ค. 2565 · ครบกำหนดไตรมาส 3 แล้ว ยังไม่มีข้อมูล"),
        ([1, 3, 4], "ข้อมูล ณ 31 มี.ค. 2565 · ครบกำหนดไตรมาส 1, 3, 4 แล้ว ยังไม่มีข้อมูล"),
    ],
)
def test_the_missing_quarters_are_told_one_by_one(missing, said):
    asked = ("budget", 2565, date(2022, 3, 31), date(2022, 12, 1))
    assert " ".join(say.freshness(*asked, alone=True, missing=missing).split()) == said


def test_where_one_year_is_asked_for_later_years_are_not_missed():
    assert say.freshness("measures", 2564, None, date(2024, 11, 1), alone=True) == "ข้อมูลปีงบฯ 2564"


def test_what_is_behind_comes_before_what_is_only_to_be_known():
    known, behind, late = (say.Notice(tone, "", "plan") for tone in ("neutral", "behind", "behind"))
    assert say.by_urgency([known, None, behind, late]) == [behind, late, known]


def test_nothing_is_said_where_nothing_is_behind():
    done = pd.Series({"projects_short": 0, "not_started": 0, "ongoing": 0})
    assert say.plan(done, pd.DataFrame()) is None
    assert say.measures(done) is None
    assert say.budget(pd.DataFrame()) is None
    assert say.missing_divisions([]) is None
    assert say.printed_total(pd.Series({"disbursed_rate": 0.2679}), None) is None
    assert say.printed_total(pd.Series({"disbursed_rate": 0.2679}), 0.26790001) is None
    assert say.satisfaction(pd.DataFrame({"division": ["ก", "ข"], "score": [90.0, 90.0]})) is None


@pytest.mark.parametrize(("elapsed", "said"), [(0.4986, "กองช่าง เบิกจ่ายร้อยละ 20.00 · ช้ากว่าเกณฑ์"), (1.0, "เบิกจ่ายไม่หมด")])
def test_the_division_furthest_behind_leads_to_its_lines(elapsed, said):
    row = {"division": "กองช่าง", "disbursed_rate": 0.2, "elapsed": elapsed, "behind": 1_500_000.0, "is_alone": False}
    notice = say.budget(pd.DataFrame([row]))
    assert notice
    assert (said in notice.text, notice.narrowed) == (True, (("division", "กองช่าง"),))


# What is drawn


def drawn(html):
    """The picture of a sparkline as SVG."""
    (picture,) = re.findall(r'src="data:image/svg\+xml,([^"]+)"', html)
    return unquote(picture)


def test_the_small_picture_has_a_dot_a_year_and_a_gap_where_a_year_is_missing():
    html = draw.sparkline(years(y2561=10.0, y2562=20.0, y2564=15.0, y2565=None), "เบิกจ่าย <b>")
    assert drawn(html).count("<circle") == 3 + 1  # the last one is drawn larger too
    assert drawn(html).count("<path") == 1
    assert 'alt="เบิกจ่าย &lt;b&gt;"' in html
    assert re.findall(r"<span>(\d+)</span>", html) == ["2561", "2565"]


@pytest.mark.parametrize(
    "percents", [{"y2565": 0.0}, {"y2564": 0.0, "y2565": 0.0}, {f"y{year}": 1e9 for year in range(2500, 2560)}]
)
def test_extreme_courses_stay_within_the_picture(percents):
    svg = drawn(draw.sparkline(years(**percents), "", target=80.0))
    heights = [float(height) for height in re.findall(r'cy="([\d.e+-]+)"', svg)]
    assert all(draw.EDGE <= height <= draw.HEIGHT - draw.EDGE for height in heights)
    assert "stroke-dasharray" in svg
    assert svg.count("<circle") == len(percents) + 1


def test_without_years_there_is_no_picture():
    assert draw.sparkline(years(), "") == ""
    assert drawn(draw.sparkline(years(y2565=None), "")).count("<circle") == 0


def test_a_card_writes_names_letter_by_letter_and_keeps_a_year_in_one_piece():
    html = draw.card("<b>", "1", "neutral", "ok", "ข้อมูลปีงบฯ 2565 & more")
    assert "<b>" not in html
    assert "ข้อมูล<span>ปีงบฯ 2565</span> &amp; more" in html


# The page


def html(app):
    return "".join(element.proto.body for element in app.get("html"))


def test_a_year_without_data_offers_the_newest_that_has_some(open_page):
    app = open_page("overview", fy="2564")
    assert html(app).count("ไม่มีข้อมูลปีนี้") == 2
    (button,) = (button for button in app.button if button.key == "budget_2565")
    button.click().run()
    assert app.query_params["fy"] == "2565"
    assert "26.79%" in html(app)


def test_the_card_names_the_quarters_that_the_findings_name(open_page):
    assert "ครบกำหนด<span>ไตรมาส 1</span>, 3, 4 แล้ว" in html(open_page("overview", fy="2565"))


def test_the_lines_lead_to_the_narrowed_page(open_page):
    app = open_page("overview")
    links = {link.proto.label: link.proto.query_string for link in app.get("page_link")}
    (behind,) = (query for label, query in links.items() if "9.95 ล้านบาท" in label)
    assert behind.startswith("div=")
    (printed,) = (query for label, query in links.items() if "48.17" in label)
    assert printed == "set=budget"
    assert [query for label, query in links.items() if "22 โครงการ" in label] == ["dim=1"]


def test_a_presentation_has_no_choices_and_its_links_stay_in_it(open_page):
    app = open_page("overview", show="present")
    assert not app.selectbox
    assert not app.expander
    assert all("show=present" in link.proto.query_string for link in app.get("page_link"))
    app.button(key="leave").click().run()
    assert "show" not in app.query_params
    assert app.selectbox


@pytest.fixture
def view(dashboard, new_page):
    """Shows the overview in the one window of a test, at a size, and waits until all of it has its final place."""
    page = new_page()

    def view(path, width, height, scheme="light"):
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=scheme)
        page.goto(f"{dashboard}/{path}")
        settled(page)
        at_rest(page)
        return page

    return view


def at_rest(page):
    """Waits for what comes last, and for the letters in which it is written."""
    page.locator(".st-key-notices a").last.wait_for()
    page.evaluate("document.fonts.ready.then(() => new Promise(requestAnimationFrame))")


def font_size(page, selector):
    return float(page.locator(selector).first.evaluate("element => getComputedStyle(element).fontSize").removesuffix("px"))


def overflow(page):
    """How far the page is longer and wider than the window, in pixels, and what in a card is wider than the card."""
    return page.evaluate(
        """() => {
            const main = document.querySelector("[data-testid=stMain]")
            const wide = [...document.querySelectorAll(".card *")].filter(
                element => element.getBoundingClientRect().right > element.closest(".card").getBoundingClientRect().right + 1)
            return [main.scrollHeight - innerHeight, document.documentElement.scrollWidth - innerWidth, wide.length]
        }"""
    )


@pytest.mark.parametrize("language", sampled(["th", "en"], every=2))
def test_the_overview_fits_one_screen_and_is_read_from_afar(view, language):
    for organization in (TAKBAI, FIRST):
        page = view(f"?org={organization}&lang={language}", 1440, 900)
        assert overflow(page) == [0, 0, 0]
        assert font_size(page, ".card .value") >= 40
        assert font_size(page, ".card .status") >= 18
        for row in (".value", ".status", ".course"):
            assert len({round(box["y"]) for box in (part.bounding_box() for part in page.locator(f".card {row}").all())}) == 1
        if organization == TAKBAI:
            expect(page.locator(".st-key-notices")).to_contain_text("48.17")
            expect(page.locator(".st-key-cards")).to_contain_text("41.54")


INK_CUT_OFF = """() => {
    const pen = document.createElement("canvas").getContext("2d"), cut = []
    for (const line of document.querySelectorAll(".st-key-notices a p")) {
        const words = [...line.childNodes].find(node => node.nodeType == Node.TEXT_NODE && node.data.trim())
        const range = document.createRange()
        range.selectNode(words)
        const box = range.getBoundingClientRect(), style = getComputedStyle(line)
        pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`
        const marks = pen.measureText("ที่ฎุ้"), above = marks.actualBoundingBoxAscent - marks.fontBoundingBoxAscent
        const below = marks.actualBoundingBoxDescent - marks.fontBoundingBoxDescent
        for (let frame = line; !frame.matches(".st-key-notices"); frame = frame.parentElement) {
            const clip = frame.getBoundingClientRect(), clips = getComputedStyle(frame).overflowY != "visible"
            if (clips && (box.top - above < clip.top || box.bottom + below > clip.bottom)) cut.push(words.data)
        }
    }
    return cut
}"""
"""Lines of which tone marks or vowels reach beyond a box that cuts off what does."""


@pytest.mark.parametrize("path", ["", "?show=present"])
def test_no_tone_mark_of_what_wants_attention_is_cut_off(view, path):
    page = view(path, 1440, 900)
    assert page.locator(".st-key-notices a p").count() > 3
    assert page.evaluate(INK_CUT_OFF) == []


@pytest.mark.parametrize("path", sampled([f"?org={TAKBAI}", f"?org={FIRST}&lang=en", f"?org={FIRST}&round=6"], every=3))
def test_a_presentation_fills_the_screen_and_no_more(view, path):
    for size in ((1366, 768), (1920, 1080), (3840, 2160)):
        page = view(f"{path}&show=present", *size, scheme="dark")
        assert overflow(page) == [0, 0, 0]
        assert page.locator("[data-testid=stSidebar]:visible, [data-testid=stHeader]:visible").count() == 0
        assert font_size(page, ".card .value") > size[0] / 30


def test_the_presentation_is_entered_and_left_with_the_keyboard(view):
    page = view("?digits=th", 1366, 768)
    page.get_by_role("button", name="โหมดนำเสนอ").press("Enter")
    page.wait_for_url("**show=present*")
    expect(page.get_by_test_id("stSidebar")).to_be_hidden()
    page.get_by_role("button", name="ออกจากโหมดนำเสนอ").press("Enter")
    page.wait_for_url(lambda address: "show" not in address and "digits=th" in address)
    expect(page.get_by_test_id("stSidebar")).to_be_visible()


def test_on_a_phone_lines_are_as_high_as_a_thumb_and_none_covers_another(view):
    page = view("", 390, 800)
    boxes = [link.bounding_box() for link in page.locator(".st-key-notices a").all()]
    assert all(box["height"] >= 44 for box in boxes)
    assert all(upper["y"] + upper["height"] <= lower["y"] for upper, lower in pairwise(boxes))
    page.get_by_role("link", name=re.compile("48.17")).click()
    page.wait_for_url("**/findings?set=budget")
