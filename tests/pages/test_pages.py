"""Every page drawn whole, as Streamlit draws it, on the municipality's real data and on none."""

import re

import pytest

from screen.address import plain
from tests.drawing import alt, board, chart, charts, draw_page, every_tool, file, opened, table, trace, words

PAGES = ("overview", "budget", "satisfaction", "plan", "measures", "findings")


def test_the_overview_shows_four_figures_with_words_sources_and_dates(open_page):
    said = words(open_page("overview"))
    for expected in (
        "26.79%",
        "96.70%",
        "38.46%",
        "14/24",
        "41.54 จุดร้อยละ",
        "ข้อมูล ณ 31 มี.ค. 2565",
        "budget\\_2565\\_6m.csv",
        "ร้อยละ 48.17",
        "ต้องดำเนินการอีก 22 โครงการ จึงจะถึงเป้าหมาย",
        "ลำดับที่ 3 จาก 8",
    ):
        assert expected in said


def test_the_budget_page_shows_both_rates_and_the_printed_total(open_page):
    app = open_page("budget", tab="totals")
    assert [metric.value for metric in app.metric] == ["43.13", "11.56", "26.79%", "26.80%", "31.58"]
    assert "ร้อยละ 48.17" in words(app)
    assert len(trace(chart(app, "by_item"), "whole").x) == 8
    assert len(trace(chart(open_page("budget", rows="all"), "by_item"), "whole").x) == 13
    totals = table(app, "totals")
    assert list(totals["difference"]) == [20_988_200, 0, 0, 0, 888_948, 20_968_752]
    assert list(totals["stated"]) == [21_266_200, 880_500, 0, 2_000, 10_667_775.75, 10_608_424.25]


def test_the_satisfaction_page_says_that_means_are_unweighted(open_page):
    app = open_page("satisfaction", tab="scores")
    said = words(app)
    assert "ร้อยละ 96.70" in said
    assert "ไม่ถ่วงน้ำหนัก" in said
    means = trace(chart(app, "by_division"), "score").x
    assert [round(value, 2) for value in means][::7] == [98.06, 95.00]
    assert len(file(app, "scores", "table.csv").splitlines()) == 1 + 96
    assert "กองสวัสดิการ ได้ร้อยละ 95.00 เท่ากันทุกข้อ" in words(open_page("satisfaction", tab="method"))
    dimensions = table(open_page("satisfaction", by="dim", table="by_dimension_no"), "by_dimension_no")
    assert [round(value, 2) for value in dimensions.score] == [97.02, 97.16, 95.93]
    asked = chart(open_page("satisfaction", by="ask"), "by_question_no")
    assert round(trace(asked, "score").x[0], 2) == 94.38


def test_the_plan_page_shows_the_gap_both_rates_and_the_other_denominator(open_page):
    app = open_page("plan", tab="district")
    assert [metric.value for metric in app.metric] == ["38.46%", "22", "17.87%", "37.33%"]
    answer = "ดำเนินการแล้ว 20 จาก 52 โครงการ (ร้อยละ 38.46) ต่ำกว่าเป้าหมายร้อยละ 80 อยู่ 41.54 จุดร้อยละ"
    assert answer in words(app)
    assert "ต้องดำเนินการอีก 22 โครงการ" in words(app)
    assert "(ร้อยละ 76.92) ใช้ตัวหารต่างจากรายงานของ อปท. เอง (ร้อยละ 38.46)" in words(app)
    projects, ranking = chart(app, "by_dimension"), chart(app, "ranking")
    assert [round(value, 2) for value in trace(projects, "6 เดือน").x] == [26.92, 12.50, 40.00, 18.18, 40.00]
    assert [round(value, 2) for value in trace(projects, "12 เดือน").x] == [38.46, 18.75, 53.33, 36.36, 50.00]
    assert list(trace(ranking, "percent").x)[:3] == [148.15, 84.62, 76.92]
    assert "7 ต.ค. 2564" in alt(app, "ranking")


def test_the_round_chosen_decides_the_headline_of_the_plan(open_page):
    app = open_page("plan", round="6", table="by_dimension")
    first = table(app, "by_dimension").query("round_months == 6 and dimension_no == 1").iloc[0]
    assert (first.projects_done, first.projects_planned, first.projects_rate) == (2, 16, 12.5)
    assert "รอบ 6 เดือน ดำเนินการแล้ว 14 จาก 52 โครงการ" in words(app)
    assert "ต่ำกว่าเป้าหมายทั้งปีร้อยละ 80 อยู่ 53.08 จุดร้อยละ" in words(app)
    assert "ต้องดำเนินการอีก 28 โครงการภายในสิ้นปีงบประมาณ" in words(app)
    assert [metric.value for metric in app.metric] == ["26.92%", "28", "0.20%", "0.38%"]


def test_the_measures_page_keeps_done_apart_from_target_met(open_page):
    app = open_page("measures")
    said = words(app)
    assert "ดำเนินการแล้ว 14 ข้อ, ดำเนินการต่อเนื่อง 8 ข้อ, ยังไม่ดำเนินการ 1 ข้อ, ไม่มีกรณี 1 ข้อ" in said
    assert "“ดำเนินการแล้ว” ไม่ได้หมายความว่า “ถึงเป้าหมาย”" in said
    assert len(board(app)[1]) == 24


TABS = {
    "budget": ("attention", "course", "changes", "transfers", "totals", "rows"),
    "satisfaction": ("scores", "profile", "years", "method", "rows"),
    "plan": ("progress", "budget", "projects", "district", "rows"),
    "measures": ("due", "unit", "evidence", "changes", "rows"),
}
"""The tabs of each page by their names in the address, in order."""


@pytest.fixture(scope="module")
def pages_of_tabs(published):
    """Every page with each of its tabs open, drawn once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PRONGSAI_STORE", str(published))
        return {(page, tab): draw_page(page, tab=tab) for page, tabs in TABS.items() for tab in tabs}


def test_the_tab_that_the_address_names_is_open_and_no_other(pages_of_tabs):
    for page, tabs in TABS.items():
        apps = [pages_of_tabs[page, tab] for tab in tabs]
        labels = [tab.label for tab in apps[0].tabs]
        assert [opened(app) for app in apps] == labels
        assert all(not tab.children for app in apps for tab in app.tabs if tab.label != opened(app))


def test_what_is_drawn_is_the_main_picture_and_what_the_open_tab_holds(pages_of_tabs):
    drawn = {key: len(app.get("plotly_chart")) + len(app.dataframe) for key, app in pages_of_tabs.items()}
    assert drawn["budget", "totals"] == 2
    assert drawn["plan", "projects"] == 1, "no list of projects is loaded"
    assert drawn["measures", "due"] == 0, "the board is HTML, and no measure has a due date"
    assert max(drawn.values()) == 2


def test_the_first_tab_is_open_where_the_address_names_none_or_one_that_is_unknown(open_page, pages_of_tabs):
    app = open_page("budget", tab="nothing")
    assert opened(app) == opened(pages_of_tabs["budget", "attention"])
    assert "tab=nothing" in app.warning[0].value


@pytest.mark.parametrize("page", TABS)
def test_every_section_offers_its_table_and_where_it_has_a_chart_its_pictures(pages_of_tabs, page):
    for tab in TABS[page]:
        app = pages_of_tabs[page, tab]
        offered = [[file["file"] for file in tools["files"]] for tools in every_tool(app)]
        assert all(name.startswith(f"prongsai_{page}_") for names in offered for name in names)
        assert sum(bool(tools["swap"]) for tools in every_tool(app)) == len(app.get("plotly_chart")) + (page == "measures")
        endings = [re.sub(r".*?(_slide|_word|_vector)?(\.\w+)$", r"\1\2", name) for names in offered for name in names]
        tables, pictures = ["", ".csv", ".xlsx"][1:], ["_slide.png", "_word.png", "_vector.svg"]
        expected = [(pictures if tools["picture"] else []) + tables for tools in every_tool(app) if tools["files"]]
        assert endings == [ending for form in expected for ending in form]
        every = [name for names in offered for name in names]
        assert len(set(every)) == len(every)


@pytest.mark.parametrize("page", ["budget", "satisfaction", "plan", "measures"])
def test_every_chart_says_title_place_and_a_sentence_to_those_who_do_not_see_it(pages_of_tabs, page):
    described = {drawn.proto.alt for tab in TABS[page] for drawn in pages_of_tabs[page, tab].get("plotly_chart")}
    assert described
    for text in described:
        title, rest = text.split(" · เทศบาลเมืองตากใบ · ปีงบฯ 256", 1)
        assert title
        assert re.search(r"\. .*\d", rest)


def test_measures_can_be_searched_and_the_words_stay_in_the_address(open_page):
    app = open_page("measures")
    app.text_input(key="choose_q").set_value("กองคลัง งบประมาณ").run()
    assert not app.exception
    assert app.query_params["q"] == "กองคลัง งบประมาณ"
    assert 0 < len(board(app)[1]) < 24


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("choices", [{}, {"lang": "en"}, {"digits": "th"}, {"lang": "en", "digits": "th"}])
def test_every_page_is_complete_in_both_languages_and_both_digits(open_page, page, choices):
    app = open_page(page, **choices)
    said = words(app)
    assert "{" not in said
    if choices.get("lang") == "en":
        # What is not data is English: data of this municipality is Thai, so titles are what can be judged.
        assert not re.search("[ก-๛]", "".join(element.value for element in (*app.title, *app.header)))
    if choices.get("digits") == "th":
        # What the measures themselves say is quoted letter by letter, below our own first sentence.
        ours = app.markdown[0].value if page == "measures" else re.sub(r"\S+\.csv", "", said)
        assert re.search("[๐-๙]", ours)
        assert not re.search("[0-9]", ours)


@pytest.mark.parametrize(("page", "year_without", "year_with"), [("budget", "2564", "2565"), ("plan", "2565", "2564")])
def test_a_page_without_data_for_the_year_says_which_years_have_some(open_page, page, year_without, year_with):
    app = open_page(page, fy=year_without)
    assert not app.get("plotly_chart")
    assert "ไม่มีข้อมูลชุดนี้" in words(app)
    assert f"ปีงบฯ {year_with}" in app.button[0].label
    app.button[0].click().run()
    assert app.query_params["fy"] == year_with
    assert app.get("plotly_chart")


def test_the_default_is_the_newest_year_with_data_for_the_page(open_page):
    assert "ปีงบฯ 2565" in alt(open_page("budget"), "by_item")
    assert "ปีงบฯ 2564" in alt(open_page("plan"), "by_dimension")


@pytest.mark.parametrize("choices", [{"fy": "9999"}, {"round": "7"}, {"lang": "xx"}, {"fy": "*_<b>"}])
def test_an_unknown_value_in_the_address_is_told_and_left_out(open_page, choices):
    app = open_page("budget", **choices)
    assert len(app.warning) == 1
    assert next(iter(choices)) in app.warning[0].value
    assert [metric.value for metric in app.metric] == ["43.13", "11.56", "26.79%", "26.80%", "31.58"]


@pytest.mark.parametrize("page", ["overview", "budget", "satisfaction", "findings", "documents", "area"])
@pytest.mark.parametrize("code", ["00000000", "*_<b>"])
def test_of_an_organization_that_is_not_here_no_figure_is_shown_and_the_others_are_offered(open_page, page, code):
    app = open_page(page, org=code)
    assert [warning.value.count(plain(code)) for warning in app.warning] == [1]
    assert (list(app.metric), list(app.dataframe), charts(app)) == ([], [], [])
    assert "เทศบาลเมืองตากใบ" in words(app)


def test_the_menu_names_no_other_organization_than_the_address_and_leads_on(open_page):
    app = open_page("budget", org="00000000")
    menu = app.selectbox(key="choose_org")
    assert (menu.value, menu.options[0]) == ("00000000", "00000000: ไม่มีข้อมูล")
    menu.set_value("04960201").run()
    assert not app.exception
    assert [metric.value for metric in app.metric] == ["43.13", "11.56", "26.79%", "26.80%", "31.58"]


def test_a_year_without_any_data_is_told_as_such_and_all_unknown_values_in_one_box(open_page):
    app = open_page("budget", fy="2560", round="7", lang="xx")
    assert [warning.value for warning in app.warning] == [
        "ยังไม่มีข้อมูลปีงบประมาณ 2560 จึงแสดงปีล่าสุดแทน",
        "ลิงก์มีค่าที่ระบบไม่รู้จัก จึงไม่นำมาใช้ คือ round=7, lang=xx",
    ]


def test_a_column_that_is_empty_in_every_row_is_left_to_the_downloads(pages_of_tabs):
    shown = [(key, frame.value) for key, app in pages_of_tabs.items() for frame in app.dataframe]
    assert {page for (page, _tab), _frame in shown} == set(TABS)
    assert all(frame.notna().any().all() for _key, frame in shown)


def test_a_choice_is_written_to_the_address_and_a_default_is_not(open_page):
    app = open_page("plan")
    app.selectbox(key="choose_round").set_value("6").run()
    assert app.query_params["round"] == "6"
    app.selectbox(key="choose_round").set_value("newest").run()
    assert "round" not in app.query_params


def test_without_a_database_the_pages_say_how_to_load_one(tmp_path, monkeypatch):
    monkeypatch.setenv("PRONGSAI_STORE", str(tmp_path))
    app = draw_page()
    assert "python -m loaders load" in app.error[0].value


def test_a_page_of_which_there_are_no_data_yet_leads_to_where_they_are_loaded(open_page):
    app = open_page("procurements")
    assert "เทศบาลเมืองตากใบ ยังไม่มีข้อมูลชุดนี้" in words(app)
    assert "นำเข้าไฟล์ หรือดาวน์โหลดไฟล์เปล่าสำหรับกรอก" in words(app)
