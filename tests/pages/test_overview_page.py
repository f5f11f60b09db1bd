"""The overview: its figures over the years, what is due, what wants attention, one screen, and the presentation."""

import re
from datetime import date
from html import unescape
from itertools import product
from urllib.parse import parse_qsl, unquote, urlsplit

import pandas as pd
import pytest
from playwright.sync_api import expect

import database
from charts import overview as draw
from charts import small_pictures as small
from charts import theme
from queries import overview as questions
from queries.scope import Scope, catalogue
from screen import presentation
from sections.overview import HEADLINES, dated
from sections.small_pictures import of_measures, of_plan, of_satisfaction
from sections.subject import Published
from sentences import overview as say
from tests.drawing import draw_page, unmarked
from tests.serving import settled
from tests.tiers import sampled
from vocabulary import thai
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
        assert say.change(course) == "▲ 20.00 points year on year"


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
        ({"y2564": 40.0, "y2565": 42.306}, "▲ 2.31 จุดร้อยละ จากปีก่อน"),
        ({"y2564": 42.31, "y2565": 40.0}, "▼ 2.31 จุดร้อยละ จากปีก่อน"),
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
        (("budget", 2565, date(2022, 3, 31), date(2023, 1, 30)), "ข้อมูล ณ 31 มี.ค. 2565 · เก่า 9 เดือน"),
        (("budget", 2565, date(2022, 3, 31), date(2023, 1, 31)), "ข้อมูล ณ 31 มี.ค. 2565 · เก่า 10 เดือน"),
        (("plan", 2565, 6, date(2022, 10, 31)), "ข้อมูลปีงบฯ 2565, รอบ 6 เดือน"),
        (("plan", 2565, 6, date(2022, 11, 1)), "ข้อมูลปีงบฯ 2565, รอบ 6 เดือน · ขาดข้อมูลรอบ 12 เดือนที่ครบกำหนดแล้ว"),
        (("plan", 2564, 12, date(2022, 5, 1)), "ข้อมูลปีงบฯ 2564, รอบ 12 เดือน · ปีงบฯ 2565 ยังไม่มีข้อมูล"),
        (("measures", 2564, None, date(2022, 10, 30)), "ข้อมูลปีงบฯ 2564"),
        (("measures", 2564, None, date(2022, 10, 31)), "ข้อมูลปีงบฯ 2564 · ปีงบฯ 2565 ยังไม่มีข้อมูล"),
        (("satisfaction", 2564, None, date(2024, 11, 1)), "ข้อมูลปีงบฯ 2564 · เก่า 3 ปี"),
    ],
)
def test_what_is_due_is_told_from_the_day_after_its_deadline_on(asked, said):
    assert " ".join(say.freshness(*asked, alone=False).split()) == said


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        ([], "ข้อมูล ณ 31 มี.ค. 2565"),
        ([3], "ข้อมูล ณ 31 มี.ค. 2565 · ขาดข้อมูลไตรมาส 3 ที่ครบกำหนดแล้ว"),
        ([1, 3, 4], "ข้อมูล ณ 31 มี.ค. 2565 · ขาดข้อมูลไตรมาส 1, 3, 4 ที่ครบกำหนดแล้ว"),
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
    done = pd.Series({"projects_short": 0, "overdue": None, "not_started": 0, "ongoing": 0, "without_evidence": 0})
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


def test_the_small_line_has_a_dot_a_year_and_a_gap_where_a_year_is_missing():
    html = draw.sparkline(years(y2561=10.0, y2562=20.0, y2564=15.0, y2565=None), "เบิกจ่าย <b>")
    assert drawn(html).count("<circle") == 3 + 1  # the last one is drawn larger too
    assert drawn(html).count("<path") == 1
    assert 'alt="เบิกจ่าย &lt;b&gt;"' in html
    assert re.findall(r"<span>(\d+)</span>", html) == ["2561", "2565"]


@pytest.mark.parametrize("percents", [{"y2564": 0.0, "y2565": 0.0}, {f"y{year}": 1e9 for year in range(2500, 2560)}])
def test_extreme_courses_stay_within_the_picture(percents):
    svg = drawn(draw.sparkline(years(**percents), "", target=80.0))
    heights = [float(height) for height in re.findall(r'cy="([\d.e+-]+)"', svg)]
    assert all(draw.EDGE <= height <= draw.HEIGHT - draw.EDGE for height in heights)
    assert "stroke-dasharray" in svg
    assert svg.count("<circle") == len(percents) + 1


@pytest.mark.parametrize("percents", [{}, {"y2565": 40.0}, {"y2564": None, "y2565": 40.0}])
def test_where_no_two_years_can_be_compared_there_is_no_line(percents):
    assert draw.sparkline(years(**percents), "") == ""


def test_a_card_writes_names_letter_by_letter():
    html = draw.card(draw.Card("<b>", "1", "neutral", "ok", fresh="ข้อมูลปีงบฯ 2565 & more · ปีงบฯ 2566 ยังไม่มีข้อมูล"), "budget?a=1&b=2")
    assert "<b></" not in html
    assert "&lt;b&gt;" in html
    assert 'href="budget?a=1&amp;b=2"' in html
    assert "<b>ข้อมูลปีงบฯ 2565 &amp; more</b> · " in html


def rows_of(picture):
    """The small picture as HTML, with the narrowed columns as address, and its rows: label, value, the ends of its marks."""
    html = draw.picture(picture, lambda narrowed: "&".join("=".join(pair) for pair in narrowed))
    found = re.findall(
        r'<span class="name" title="[^"]*">(.*?)</span>.*?class="track">(.*?)</span> <span class="value">(.*?)</span>', html
    )
    return html, [(label, value, re.findall(r'class="(bar|dot|ring)".*?--to:([\d.]+)', marks)) for label, marks, value in found]


def divisions(count, **columns):
    """As many divisions as a query by_level answers, each with a tenth of 10 million baht paid."""
    usual = {"disbursed_rate": 0.1, "revised": 1e7, "disbursed": 1e6, "gap": -4e6}
    return pd.DataFrame([{"division": f"กอง <{number}>"} | usual | columns for number in range(count)])


def test_of_many_divisions_the_furthest_behind_are_drawn_and_the_rest_counted():
    html, rows = rows_of(small.disbursed(divisions(60), "division", 0.5))
    assert len(rows) == draw.MOST_ROWS - 1
    assert rows[0] == ("กอง &lt;0&gt;", "10.00%", [("bar", "10.00")])
    assert "อีก 53 รายการ" in html
    assert 'href="division=กอง &lt;0&gt;"' in html
    assert html.count("เกณฑ์ตามระยะเวลา 50.00%") == 1
    assert html.count('class="line" style="--from:0.00;--to:50.00"') == draw.MOST_ROWS  # the key and each row


def test_once_the_year_is_over_there_is_no_yardstick_and_nobody_is_late():
    html, _rows = rows_of(small.disbursed(divisions(3), "division", 1.0))
    assert theme.BEHIND not in html
    assert 'class="line"' not in html


def test_who_paid_more_than_all_widens_the_axis_and_who_reports_nothing_has_no_bar():
    paid = divisions(1, disbursed_rate=1.3, disbursed=1.3e7, gap=1.0)
    unknown = divisions(1, disbursed_rate=None, disbursed=None, gap=None)
    html, rows = rows_of(small.disbursed(pd.concat([paid, unknown]), "division", 0.5))
    assert "<span>140%</span>" in html
    assert [(value, marks) for _label, value, marks in rows] == [("130.00%", [("bar", "92.86")]), ("–", [])]


def test_means_stand_on_an_axis_that_begins_where_they_do():
    frame = pd.DataFrame({"division": ["ก", "ข"], "score": [75.0, None], "lowest": [71.0, None], "highest": [99.0, None]})
    html, rows = rows_of(small.means(frame, "division", ["ก", "ข"], 75.0, "ความพึงพอใจ"))
    assert ("<span>70%</span>" in html, "<span>100%</span>" in html) == (True, True)
    assert rows == [("ก", "75.00%", [("dot", "16.67")]), ("ข", "–", [])]


def test_a_long_name_is_cut_between_words_to_two_lines_and_read_whole_under_the_pointer():
    name = "การเสริมสร้างและปรับปรุงกลไกในการตรวจสอบการปฏิบัติราชการขององค์กรปกครองส่วนท้องถิ่น"
    html = draw.picture(draw.Picture("", [draw.Row(name, "1")]), lambda _narrowed: "")
    (written,) = re.findall(f'title="{name}">(.*?)…</span>', html)
    assert name.startswith(written)
    assert len(thai.lines(written, draw.NAME_WIDTH)) == draw.MOST_LINES


def test_the_plan_is_drawn_up_to_the_round_asked_for(takbai_data):
    subject = published(takbai_data).subject("plan", Scope(TAKBAI, 2564))
    _html, rows = rows_of(of_plan(subject))
    assert rows[0] == ("ทั้งแผน", "38.46%", [("ring", "26.92"), ("dot", "38.46")])
    assert len(rows) == 5
    _html, rows = rows_of(of_plan(published(takbai_data).subject("plan", Scope(TAKBAI, 2564, 6))))
    assert rows[0] == ("ทั้งแผน", "26.92%", [("ring", "26.92")])


def test_measures_are_counted_in_one_bar_and_what_is_lacking_beneath(takbai_data):
    html, rows = rows_of(of_measures(published(takbai_data).subject("measures", Scope(TAKBAI, 2565))))
    assert re.findall(r"flex-grow:(\d+)", html) == ["14", "8", "1", "1"]
    assert [value for _label, value, _marks in rows] == ["9", "4", "12"]
    assert 'href="evidence=no"' in html


def published(con):
    """The published data as a page asks them."""
    return Published(lambda question, *given: question(con, *given), catalogue(con), date(2026, 6, 1))


def test_where_all_scores_are_withheld_there_is_no_picture(load, store, monkeypatch):
    rows = [f"{FIRST},2564,{division},{number},ข้อ {number},90,3" for division in ("กองคลัง", "กองช่าง") for number in (1, 2)]
    header = "organization_code,fiscal_year,division,question_no,question,score_percent,respondents\n"
    assert not load(header + "\n".join(rows), table="satisfaction").refused
    monkeypatch.setenv("PRONGSAI_STORE", str(store))
    assert of_satisfaction(published(database.cursor()).subject("satisfaction", Scope(FIRST, 2564))) is None


def test_one_division_alone_is_told_by_its_questions(takbai_data):
    subject = published(takbai_data).subject("satisfaction", Scope(TAKBAI, 2564, within=(("division", "กองช่าง"),)))
    html, rows = rows_of(of_satisfaction(subject))
    assert len(rows) == draw.MOST_ROWS - 1
    assert 'href="question_no=' in html


# The page


def html(app):
    return unmarked("".join(element.proto.body for element in app.get("html")))


def references(app):
    """Where the links in the page's HTML lead, by what they say."""
    links = re.findall(r'<a [^>]*?href="([^"]*)"[^>]*>(.*?)</a>', html(app))
    return {re.sub("<[^>]*>", "", said): dict(parse_qsl(urlsplit(unescape(to)).query)) for to, said in links}


def test_a_year_without_data_offers_the_newest_that_has_some(open_page):
    app = open_page("overview", fy="2564", round="6", lang="en")
    assert html(app).count("no data for this year") == 2
    assert references(app)["Newest: FY 2565"] == {"fy": "2565", "lang": "en"}
    assert "26.79%" in html(open_page("overview", fy="2565"))


def test_the_card_names_the_quarters_that_the_findings_name(open_page):
    assert "ขาดข้อมูลไตรมาส 1, 3, 4 ที่ครบกำหนดแล้ว" in html(open_page("overview", fy="2565"))


def test_the_card_says_how_far_behind_the_year_the_budget_is(open_page):
    assert "ช้ากว่าเกณฑ์ตามระยะเวลา 23.07 จุดร้อยละ" in html(open_page("overview"))
    assert "ไม่ได้กำหนดเป้าหมาย" in html(open_page("overview", fy="2564"))


def test_the_lines_lead_to_the_narrowed_page(open_page):
    links = references(open_page("overview"))
    (behind,) = (query for said, query in links.items() if "9.95 ล้านบาท" in said)
    assert behind == {"div": "งบกลาง"}
    (printed,) = (query for said, query in links.items() if "48.17" in said)
    assert printed == {"set": "budget"}
    assert [query for said, query in links.items() if "22 โครงการ" in said] == [{"dim": "1"}]


def test_a_presentation_has_no_choices_and_its_links_stay_in_it(open_page):
    app = open_page("overview", show="present", every="20")
    assert not app.selectbox
    assert not app.expander
    assert all({"show": "present", "every": "20"}.items() <= query.items() for query in references(app).values())
    app.button(key="leave").click().run()
    assert not {"show", "every"} & set(app.query_params)
    assert app.selectbox


@pytest.mark.parametrize(
    ("asked", "seconds"),
    [("20", 20), ("1", 5), ("9999", 600), ("", None), ("-3", None), ("๒๐", None), ("2e3", None), ("9" * 5000, 600)],
)
def test_a_page_stays_at_least_five_seconds_and_at_most_ten_minutes(asked, seconds):
    assert presentation.seconds_a_page_stays(asked) == seconds


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
    page.locator(".notices a").last.wait_for()
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


OVERLAPPING = """() => {
    const texts = ":is(.label, .value, .more, .name, .status, .change, .fresh, h2, .key li, .notices a)"
    const shown = [...document.querySelectorAll(`.dashboard ${texts}`)]
        .filter(element => element.checkVisibility() && element.textContent.trim())
    const boxes = shown.map(element => element.getBoundingClientRect()), found = []
    boxes.forEach((one, at) => boxes.slice(at + 1).forEach((other, after) => {
        const wide = Math.min(one.right, other.right) - Math.max(one.left, other.left)
        const high = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top)
        if (wide > 1 && high > 1) found.push([shown[at].textContent, shown[at + 1 + after].textContent])
    }))
    return found
}"""
"""Pairs of texts of the dashboard that lie on each other."""


@pytest.mark.full
@pytest.mark.parametrize("language", sampled(["th", "en"], always=["th"]))
def test_cards_pictures_and_lines_fit_one_screen(view, language):
    for organization in (TAKBAI, FIRST):
        page = view(f"?org={organization}&lang={language}", 1440, 900)
        box = page.locator(".notices").bounding_box()
        assert box["y"] + box["height"] < 900
        assert page.locator(".card").count() == page.locator(".picture").count() == 4
        assert page.locator(".notices li").count() <= 5
        assert overflow(page)[1:] == [0, 0]
        assert page.evaluate(OVERLAPPING) == []
        assert font_size(page, ".card .value") >= 32
        if organization == TAKBAI:
            expect(page.locator(".notices")).to_contain_text("48.17")
            expect(page.locator(".cards")).to_contain_text("41.54")


@pytest.mark.full
@pytest.mark.parametrize(("width", "height"), sampled([(1280, 720), (1920, 1080), (390, 844)], every=3))
def test_on_other_screens_nothing_overlaps_and_nothing_is_wider(view, width, height):
    for path in (f"?org={TAKBAI}", f"?org={FIRST}&lang=en&digits=th&round=6"):
        page = view(path, width, height)
        assert page.evaluate(OVERLAPPING) == []
        assert overflow(page)[1:] == [0, 0]


@pytest.mark.full
def test_a_row_opens_its_page_narrowed_to_it_without_loading_anew(view):
    page = view(f"?org={FIRST}&lang=en", 1440, 900)
    page.evaluate("window.sameProgram = true")
    row = page.locator(".picture").first.get_by_role("link", name=re.compile("กองช่าง.*73.71%"))
    row.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/budget?**")
    settled(page)
    assert dict(parse_qsl(urlsplit(page.url).query)) == {"org": FIRST, "lang": "en", "div": "กองช่าง"}
    expect(page.get_by_test_id("stMain")).to_contain_text("67.89 million baht")
    assert page.evaluate("window.sameProgram")


@pytest.mark.full
def test_a_badge_leads_to_the_findings_and_the_rest_of_its_card_to_its_page(view):
    page = view("", 1440, 900)
    figure = page.locator(".card .value").first.bounding_box()
    page.mouse.click(figure["x"] + 5, figure["y"] + 5)
    page.wait_for_url("**/budget")
    page = view("", 1440, 900)
    page.get_by_role("link", name="มีข้อสังเกต 7 ข้อ").click()
    page.wait_for_url("**/findings?set=budget")


@pytest.mark.full
def test_a_presentation_turns_by_itself_until_it_is_left(view):
    page = view(f"?org={FIRST}&show=present&every=5", 1366, 768)
    for name in ("budget", "satisfaction"):
        page.wait_for_url(f"**/{name}?**show=present**", timeout=20_000)
    settled(page)
    page.get_by_role("button", name="ออกจากโหมดนำเสนอ").click()
    page.wait_for_url(lambda address: "show" not in address and "every" not in address)
    where = page.url
    page.wait_for_timeout(7_000)
    assert page.url == where


@pytest.mark.full
def test_how_long_a_page_stays_is_chosen_within_the_presentation(view):
    page = view("?show=present", 1366, 768)
    page.get_by_role("button", name="เปลี่ยนหน้าอัตโนมัติ").click()
    page.get_by_role("radio", name="60 วินาที").click()
    page.wait_for_url("**every=60**")


INK_CUT_OFF = """() => {
    const pen = document.createElement("canvas").getContext("2d"), cut = []
    for (const line of document.querySelectorAll(".notices a")) {
        const words = [...line.childNodes].find(node => node.nodeType == Node.TEXT_NODE && node.data.trim())
        const range = document.createRange()
        range.selectNode(words)
        const box = range.getBoundingClientRect(), style = getComputedStyle(line)
        pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`
        const marks = pen.measureText("ที่ฎุ้"), above = marks.actualBoundingBoxAscent - marks.fontBoundingBoxAscent
        const below = marks.actualBoundingBoxDescent - marks.fontBoundingBoxDescent
        for (let frame = line; !frame.matches(".notices"); frame = frame.parentElement) {
            const clip = frame.getBoundingClientRect(), clips = getComputedStyle(frame).overflowY != "visible"
            if (clips && (box.top - above < clip.top || box.bottom + below > clip.bottom)) cut.push(words.data)
        }
    }
    return cut
}"""
"""Lines of which tone marks or vowels reach beyond a box that cuts off what does."""


@pytest.mark.full
@pytest.mark.parametrize("path", sampled(["", "?show=present"], every=2))
def test_no_tone_mark_of_what_wants_attention_is_cut_off(view, path):
    page = view(path, 1440, 900)
    assert page.locator(".notices a").count() > 2
    assert page.evaluate(INK_CUT_OFF) == []


@pytest.mark.full
@pytest.mark.parametrize("organization", sampled([TAKBAI, FIRST], every=2))
def test_a_low_screen_shows_what_wants_attention_first(view, organization):
    page = view(f"?org={organization}", 1280, 720)
    for line in page.locator(".notices h2, .notices li:first-child a").all():
        box = line.bounding_box()
        assert box["y"] + box["height"] <= 720


@pytest.mark.full
@pytest.mark.parametrize("path", sampled([f"?org={TAKBAI}", f"?org={FIRST}&lang=en", f"?org={FIRST}&round=6"], every=3))
def test_a_presentation_fills_the_screen_and_no_more(view, path):
    for size in ((1366, 768), (1920, 1080), (3840, 2160)):
        page = view(f"{path}&show=present", *size, scheme="dark")
        assert overflow(page) == [0, 0, 0]
        assert page.locator("[data-testid=stSidebar]:visible, [data-testid=stHeader]:visible").count() == 0
        assert font_size(page, ".card .value") > size[0] / 45


@pytest.mark.full
def test_the_presentation_is_entered_and_left_with_the_keyboard(view):
    page = view("?digits=th", 1366, 768)
    page.get_by_role("button", name="โหมดนำเสนอ").press("Enter")
    page.wait_for_url("**show=present*")
    expect(page.get_by_test_id("stSidebar")).to_be_hidden()
    page.get_by_role("button", name="ออกจากโหมดนำเสนอ").press("Enter")
    page.wait_for_url(lambda address: "show" not in address and "digits=th" in address)
    expect(page.get_by_test_id("stSidebar")).to_be_visible()


@pytest.mark.full
def test_on_a_phone_lines_are_as_high_as_a_thumb(view):
    page = view("", 390, 800)
    boxes = [link.bounding_box() for link in page.locator(".notices a, .rows a, .names a").all()]
    assert all(box["height"] >= 44 for box in boxes)
    page.get_by_role("link", name=re.compile("48.17")).click()
    page.wait_for_url("**/findings?set=budget")


TYPED = "<b>x</b><img src=x onerror=alert(1)>"


def test_markup_in_names_is_shown_as_text(load, store, monkeypatch):
    head = "organization_code,fiscal_year,as_of,division,item,allocation,disbursed\n"
    lines = "".join(f"04960201,2565,2022-03-31,{name},ถนน,1000,100\n" for name in (TYPED, "กองคลัง"))
    assert not load(head + lines, answers={"unit": "baht"}).refused
    head = "organization_code,fiscal_year,measure_no,measure,status,responsible\n"
    assert not load(head + f"04960201,2565,1,{TYPED},ongoing,{TYPED}\n").refused
    monkeypatch.setenv("PRONGSAI_STORE", str(store))
    for page, times in (("overview", 1), ("measures", 2)):
        shown = html(draw_page(page))
        assert "<img src=x" not in shown
        assert "<b>x</b>" not in shown
        assert shown.count("&lt;b&gt;x&lt;/b&gt;&lt;img src=x onerror=alert(1)&gt;") >= times


def test_what_the_overview_tells_of_a_time_is_what_it_tells_of_the_very_day_or_round(made_up_data):
    data, compared = published(made_up_data), 0
    for organization, (name, headlines) in product(data.catalogue.organizations, HEADLINES.items()):
        for year, months in product(data.catalogue.fiscal_years(organization, name), (None, 6, 12)):
            if subject := data.subject(name, Scope(organization, year, months)):
                for tell in (headlines.notices, headlines.worth_knowing, headlines.of_source):
                    assert tell(subject) == tell(dated(subject)), (organization, name, year, months)
                    compared += 1
    assert compared > 100
