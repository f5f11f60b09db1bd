"""Every page drawn whole, as Streamlit draws it, on the municipality's real data and on none."""

import re

import pytest

from tests.drawing import charts, draw_page, picture_names, trace, words

PAGES = ("overview", "budget", "satisfaction", "plan", "measures", "findings")


def test_the_overview_shows_four_figures_with_words_sources_and_dates(open_page):
    said = words(open_page("overview"))
    for expected in (
        "26.79%",
        "96.70%",
        "38.46%",
        "14/24",
        "ต่ำกว่าเป้า 41.54 จุด",
        "ไม่ได้กำหนดเป้าหมาย",
        "ข้อมูล ณ 31 มี.ค. 2565",
        "budget\\_2565\\_6m.csv",
        "ร้อยละ 48.17",
        "ต้องทำเพิ่มอีก 22 โครงการ จึงจะถึงเป้าหมาย",
        "ลำดับที่ 3 จาก 8",
    ):
        assert expected in said


def test_the_budget_page_shows_both_rates_and_the_printed_total(open_page):
    app = open_page("budget")
    assert [metric.value for metric in app.metric] == ["43.13", "11.56", "26.79%", "26.80%", "31.58"]
    assert "ร้อยละ 48.17" in words(app)
    assert len(trace(charts(app)[0], "whole").x) == 13
    totals = app.dataframe[-1].value
    assert list(totals["difference"]) == [20_988_200, 0, 0, 0, 888_948, 20_968_752]
    assert list(totals["stated"]) == [21_266_200, 880_500, 0, 2_000, 10_667_775.75, 10_608_424.25]


def test_the_satisfaction_page_says_that_means_are_unweighted(open_page):
    app = open_page("satisfaction")
    said = words(app)
    assert "ร้อยละ 96.70" in said
    assert "ไม่ถ่วงน้ำหนัก" in said
    assert "กองสวัสดิการ ได้คะแนนร้อยละ 95.00 เท่ากันทุกข้อ" in said
    ranked, heat, _profile = charts(app)
    assert [round(value, 2) for value in trace(ranked, "score").x][::7] == [98.06, 95.00]
    assert sum(value is not None for row in trace(heat, "score").z for value in row) == 96
    app = open_page("satisfaction", by="dim")
    assert "ร้อยละ 97.02, ด้านกระบวนการขั้นตอนการให้บริการ ร้อยละ 97.16, ด้านอำนวยความสะดวก ร้อยละ 95.93" in words(app)
    assert round(trace(charts(open_page("satisfaction", by="ask"))[0], "score").x[0], 2) == 94.38


def test_the_plan_page_shows_the_gap_both_rates_and_the_other_denominator(open_page):
    app = open_page("plan")
    assert [metric.value for metric in app.metric] == ["38.46%", "22", "17.87%", "37.33%"]
    said = words(app)
    answer = "ทำแล้ว 20 จาก 52 โครงการ (ร้อยละ 38.46) ต่ำกว่าเป้าร้อยละ 80 อยู่ 41.54 จุด ต้องทำเพิ่มอีก 22 โครงการ"
    assert answer in said
    assert "(ร้อยละ 76.92) ตารางเปรียบเทียบใช้ตัวหารต่างกัน: รายงานของ อปท. เองคือร้อยละ 38.46" in said
    _course, projects, ranking = charts(app)
    assert [round(value, 2) for value in trace(projects, "6 เดือน").x] == [26.92, 12.50, 40.00, 18.18, 40.00]
    assert [round(value, 2) for value in trace(projects, "12 เดือน").x] == [38.46, 18.75, 53.33, 36.36, 50.00]
    assert list(trace(ranking, "percent").x)[:3] == [148.15, 84.62, 76.92]
    assert any("7 ต.ค. 2564" in note.text for note in ranking.layout.annotations)


def test_the_round_chosen_decides_the_headline_of_the_plan(open_page):
    app = open_page("plan", round="6")
    assert "รอบ 6 เดือน: มิติที่ 1 ทำแล้ว 2 จาก 16 (ร้อยละ 12.50)" in words(app)
    assert "ต่ำกว่าเป้าทั้งปีร้อยละ 80 อยู่ 53.08 จุด ต้องทำเพิ่มอีก 28 โครงการภายในสิ้นปีงบประมาณ (รอบ 6 เดือน ระดับกลาง)" in words(app)
    assert [metric.value for metric in app.metric] == ["26.92%", "28", "0.20%", "0.38%"]


def test_the_measures_page_keeps_done_apart_from_target_met(open_page):
    app = open_page("measures")
    said = words(app)
    assert "ดำเนินการแล้ว 14 ข้อ ดำเนินการต่อเนื่อง 8 ข้อ ยังไม่ดำเนินการ 1 ข้อ และไม่มีกรณี 1 ข้อ" in said
    assert "“ดำเนินการแล้ว” ไม่ได้หมายความว่า “ถึงเป้าหมาย”" in said
    assert len(app.expander) == 24
    assert list(trace(charts(app)[0], "measures").x) == [14, 8, 1, 1]


def test_measures_can_be_searched_and_the_words_stay_in_the_address(open_page):
    app = open_page("measures")
    app.text_input[0].set_value("กองคลัง งบประมาณ").run()
    assert not app.exception
    assert app.query_params["q"] == "กองคลัง งบประมาณ"
    assert 0 < len(app.expander) < 24


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


@pytest.mark.parametrize("page", PAGES[1:-1])
def test_every_chart_carries_title_place_source_and_a_sentence_for_those_who_do_not_see_it(open_page, page):
    app = open_page(page)
    for chart, figure in zip(app.get("plotly_chart"), charts(app), strict=True):
        notes = {note.name: note.text for note in figure.layout.annotations if note.name}
        assert notes["title"]
        assert "เทศบาลเมืองตากใบ" in notes["place"]
        assert "ปีงบฯ 256" in notes["place"]
        assert "ที่มา:" in notes["source"]
        assert ".csv" in notes["source"]
        assert re.search(r"\d", chart.proto.alt)


@pytest.mark.parametrize("page", PAGES[1:-1])
def test_every_chart_offers_its_picture_in_every_form(open_page, page):
    app = open_page(page)
    names = picture_names(app)
    assert len(names) == len(app.get("plotly_chart"))
    for slide, word, vector in names:
        assert slide.startswith(f"prongsai_{page}_")
        assert (slide[-10:], word[-9:], vector[-11:]) == ("_slide.png", "_word.png", "_vector.svg")
    assert len({slide for slide, *_others in names}) == len(names)


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
    assert "ปีงบฯ 2565" in charts(open_page("budget"))[0].layout.annotations[-2].text
    assert "ปีงบฯ 2564" in charts(open_page("plan"))[0].layout.annotations[-2].text


@pytest.mark.parametrize("choices", [{"fy": "9999"}, {"org": "00000000"}, {"round": "7"}, {"lang": "xx"}, {"fy": "*_<b>"}])
def test_an_unknown_value_in_the_address_is_told_and_left_out(open_page, choices):
    app = open_page("budget", **choices)
    assert len(app.warning) == 1
    assert next(iter(choices)) in app.warning[0].value
    assert [metric.value for metric in app.metric] == ["43.13", "11.56", "26.79%", "26.80%", "31.58"]


def test_a_year_without_any_data_is_told_as_such_and_all_unknown_values_in_one_box(open_page):
    app = open_page("budget", fy="2560", round="7", lang="xx")
    assert [warning.value for warning in app.warning] == [
        "ยังไม่มีข้อมูลปีงบประมาณ 2560 จึงแสดงปีล่าสุดแทน",
        "ลิงก์มีค่าที่ระบบไม่รู้จัก จึงไม่นำมาใช้ คือ round=7, lang=xx",
    ]


def test_a_column_that_is_empty_in_every_row_is_left_to_the_downloads(open_page):
    assert all(table.value.notna().any().all() for name in ("measures", "budget", "plan") for table in open_page(name).dataframe)


def test_a_choice_is_written_to_the_address_and_a_default_is_not(open_page):
    app = open_page("budget")
    app.selectbox(key="choose_round").set_value("6").run()
    assert app.query_params["round"] == "6"
    app.selectbox(key="choose_round").set_value("newest").run()
    assert "round" not in app.query_params


def test_without_a_database_the_pages_say_how_to_load_one(tmp_path, monkeypatch):
    monkeypatch.setenv("PRONGSAI_STORE", str(tmp_path))
    app = draw_page()
    assert "python -m loaders load" in app.error[0].value
