"""The page of a province and the country says who stands where, who has reported, and leads to each organization; among many
organizations one is searched for."""

from itertools import product

import pytest

from queries import area as questions
from queries.area import Area
from screen.area import OPENED
from screen.organization_choice import FEW, MOST
from tests.areas import NARATHIWAT, YEAR
from tests.drawing import charts, draw_page, file, files, said
from tests.tiers import sampled
from vocabulary import thai

TABS = ("ranking", "reports", "distribution", "peers", "spending")
BY = ("disbursed", "satisfaction", "plan", "measures")
MEASURES = "organization_code,fiscal_year,measure_no,measure,status"


@pytest.mark.parametrize(("tab", "area", "language"), sampled([*product(TABS, ("96", "TH"), ("th", "en"))], every=3))
def test_each_part_of_the_page_is_drawn_in_both_languages(area_data, area, tab, language):
    app = draw_page("area", org="04960201", area=area, tab=tab, lang=language)
    names = {"th": ("จังหวัดนราธิวาส", "ทั้งประเทศ"), "en": ("Narathiwat Province", "The whole country")}[language]
    assert app.title[0].value == names[area == "TH"]
    assert not app.warning
    assert "{" not in said(app, "header")


def test_a_province_without_data_shows_no_other_provinces_figures(area_data):
    app = draw_page("area", org="04960201", area="55")
    assert [title.value for title in app.title] == ["จังหวัดน่าน"]
    assert "ยังไม่มี อปท. ในจังหวัดนี้" in app.info[0].value
    assert not app.dataframe
    assert app.selectbox(key="choose_area").value == "55"
    app.selectbox(key="choose_area").set_value("96").run()
    assert not app.exception
    assert app.title[0].value == "จังหวัดนราธิวาส"
    # What is no province at all counts as one's own.
    assert draw_page("area", org="04960201", area="00").title[0].value == "จังหวัดนราธิวาส"


def test_what_the_area_comes_to_is_said_first(area_data):
    total = questions.total(area_data, Area("96", YEAR)).iloc[0]
    sentence = said(draw_page("area", org="04960201"))
    assert f"{int(total.with_budget)} จาก {len(NARATHIWAT)} แห่ง" in sentence
    assert thai.percent_in_words(total.disbursed_rate) in sentence
    plan = said(draw_page("area", org="04960201", measure="plan"))
    assert f"{int(total.at_target)} แห่งถึงเป้าหมายร้อยละ 80.00" in plan


def test_the_list_is_in_order_searched_and_leads_to_each_organization(area_data):
    every = draw_page("area", org="04960201", measure="plan").dataframe[0].value
    rates = every.projects_rate.dropna()
    assert list(rates) == sorted(rates, reverse=True)
    assert set(every.dashboard) == {f"./?org={code}&fy={YEAR}" for code in NARATHIWAT}
    found = draw_page("area", org="04960201", q="ตากใบ").dataframe[0].value
    assert list(found.organization) == ["เทศบาลเมืองตากใบ"]
    assert "มีคำว่า “ไม่มีที่ใด”" in said(draw_page("area", org="04960201", q="ไม่มีที่ใด"))


def test_what_is_taken_away_has_all_and_says_by_which_measure(area_data):
    app = draw_page("area", org="04960201", measure="plan")
    assert files(app, "ranking")["table.csv"] == "prongsai_ranking_96_2565_plan.csv"
    text = file(app, "ranking", "table.csv").decode("utf-8-sig")
    assert all(f"./?org={code}&" in text for code in NARATHIWAT)


def test_only_organizations_of_the_kind_chosen_are_told(area_data):
    table = draw_page("area", org="04960201", kind="เทศบาลตำบล").dataframe[0].value
    assert {address.split("=")[1][:8] for address in table.dashboard} == {"05960102", "05960103"}


def test_who_lacks_a_data_set_is_named_with_what_is_missing(area_data):
    table = draw_page("area", org="04960201", tab="reports").dataframe[0].value
    reports = questions.reports(area_data, Area("96", YEAR))
    assert len(table) == sum(
        len(set(reported) & {"budget", "satisfaction", "plan", "measures"}) < 4 for reported in reports.reported
    )
    assert table.missing_sets.map(len).min() > 0


def test_one_s_own_place_is_marked_among_the_others(area_data):
    app = draw_page("area", org="04960201", measure="measures", tab="distribution")
    tiles, distribution = charts(app)
    assert [shape["name"] for shape in tiles["layout"]["shapes"]] == ["own"]
    (bars,) = [trace for trace in distribution["data"] if trace["type"] == "bar"]
    assert len(set(bars["marker"]["color"])) == 2
    assert "ทม.ตากใบ อยู่ที่" in said(app)


def test_an_organization_is_told_beside_those_of_its_kind_that_have_published(area_data):
    app = draw_page("area", org="06960104", tab="peers", peers="country")
    (choice,) = [each for each in app.selectbox if each.key == "choose_peers"]
    assert choice.value == "country"
    # Of its kind there are two in the province, and three in the country.
    country = "องค์การบริหารส่วนตำบลทั่วประเทศ"
    size = f"{country}ที่มีงบประมาณตั้งแต่ครึ่งหนึ่งถึงสองเท่า"
    assert list(choice.options) == ["อปท. ทุกแห่งในจังหวัด", size, country]
    assert "จาก 3" in said(app)


def test_a_tile_that_was_clicked_opens_the_organization(area_data):
    app = draw_page("area", org="04960201")
    app.session_state[OPENED] = "05960103"
    app.run()
    assert not app.exception
    assert app.title[0].value == "ภาพรวม"
    assert app.query_params["org"] == "05960103"


def test_an_area_or_kind_that_is_not_known_is_told_and_left_out(area_data):
    app = draw_page("area", org="04960201", area="ZZ", kind="อื่น", fy="1")
    assert app.title[0].value == "จังหวัดนราธิวาส"
    told = said(app, "warning")
    assert all(value in told for value in ("area=ZZ", "kind=", "fy=1"))


def test_the_newest_year_is_that_of_the_area_and_not_of_another(load, store, monkeypatch):
    load(f"{MEASURES}\n04960201,2564,1,เปิดเผยข้อมูล,done\n99000001,2568,1,เปิดเผยข้อมูล,done\n")
    monkeypatch.setenv("PRONGSAI_STORE", str(store))
    for area, newest in (("96", 2564), ("TH", 2564), ("99", 2568)):
        app = draw_page("area", org="04960201", area=area, measure="measures")
        assert said(app).count(thai.fiscal_year(newest))
        assert "1 จาก 1 แห่ง" in said(app)
        assert "2570" in said(draw_page("area", org="04960201", area=area, fy="2570"), "warning")


MADE_UP = "เทศบาลนี้ไม่มีอยู่จริง"


@pytest.mark.parametrize("org", ["04960201", "99000001"])
@pytest.mark.parametrize(("area", "is_made_up"), [("96", False), ("TH", False), ("99", True)])
def test_an_area_is_said_to_be_made_up_by_itself_whoever_is_chosen(area_data, org, area, is_made_up):
    assert (MADE_UP in said(draw_page("area", org=org, area=area))) is is_made_up


def test_one_organization_alone_is_told_in_words_and_why_it_has_no_peers(load, store, monkeypatch):
    load(f"{MEASURES}\n04960201,2564,1,เปิดเผยข้อมูล,done\n")
    monkeypatch.setenv("PRONGSAI_STORE", str(store))
    app = draw_page("area", org="04960201", area="96", measure="measures", tab="peers")
    assert charts(app) == []
    assert "อย่างน้อย 2 แห่ง" in said(app)


def test_the_province_of_the_organization_chosen_is_framed_in_the_map(area_data):
    (tiles, *_others) = charts(draw_page("area", org="04960201", area="TH"))
    (own,) = [shape for shape in tiles["layout"]["shapes"] if shape["name"] == "own"]
    (cells,) = [trace for trace in tiles["data"] if trace["name"] == "cells"]
    hovers = {(x, y): told for x, y, told in zip(cells["x"], cells["y"], cells["hovertext"], strict=True)}
    assert "นราธิวาส" in hovers[round(own["x0"] + 0.49), round(own["y0"] + 0.47)]


KINDS = ("เทศบาลเมือง", "เทศบาลตำบล", "องค์การบริหารส่วนตำบล", "องค์การบริหารส่วนจังหวัด", "เทศบาลนคร")
EVERY = [(area, kind, tab, measure) for area in ("96", "TH", "99") for kind in KINDS for tab in TABS for measure in BY]


@pytest.mark.parametrize(("area", "kind", "tab", "measure"), sampled(EVERY, always=[("96", "เทศบาลนคร", "ranking", "plan")]))
def test_whatever_is_chosen_is_drawn_and_none_of_a_kind_is_said(area_data, area, kind, tab, measure):
    app = draw_page("area", org="04960201", area=area, kind=kind, tab=tab, measure=measure)
    assert not app.exception
    if not len(questions.standings(area_data, Area(area, YEAR, kind=kind))) and tab in ("ranking", "reports"):
        assert "ไม่มี อปท. ในระบบ" in said(app)
        assert "ครบทุกชุดข้อมูล" not in said(app)


BUDGETS = "organization_code,fiscal_year,as_of,division,item,allocation,disbursed"
AS_LARGE = ("05960102,0.30,0.10", "05960103,3.00,1.00", "04960201,300.00,100.00", "06960104,3.00,0.50")


def test_rates_that_are_alike_have_one_rank_wherever_they_stand(load, store, monkeypatch):
    lines = [
        f"{code},2565,2022-03-31,กองคลัง,รายการ,{float(given) * 1e6:.2f},{float(paid) * 1e6:.2f}"
        for code, given, paid in (line.split(",") for line in AS_LARGE)
    ]
    load("\n".join([BUDGETS, *lines]))
    monkeypatch.setenv("PRONGSAI_STORE", str(store))
    app = draw_page("area", org="04960201", area="96", tab="peers", peers="province")
    assert "อันดับ 1 จาก 4" in said(app)
    ranking = draw_page("area", org="04960201", area="96").dataframe[0].value
    assert list(ranking["rank"]) == [1, 1, 1, 4]


def test_of_what_no_payment_is_stated_is_said_with_the_rate(load, store, monkeypatch):
    lines = ["04960201,2565,2022-03-31,กองคลัง,หนึ่ง,40000000,10000000", "04960201,2565,2022-03-31,กองคลัง,สอง,5000000,"]
    load("\n".join([BUDGETS, *lines]), answers={"blank": "missing"})
    monkeypatch.setenv("PRONGSAI_STORE", str(store))
    for tab in ("ranking", "spending"):
        sentence = said(draw_page("area", org="04960201", area="96", tab=tab))
        assert "ร้อยละไม่รวมงบประมาณ 5.00 ล้านบาท" in sentence
    assert "ร้อยละ 25.00" in said(draw_page("area", org="04960201", area="96"))


def test_peers_are_told_under_the_place_where_they_are_and_of_an_organization_of_the_area_only(area_data):
    app = draw_page("area", org="06960104", area="96", tab="peers", peers="country")
    assert files(app, "peers")["table.csv"].startswith("prongsai_peers_TH_")
    for org, area in (("06960104", "99"), ("99000001", "96"), ("06960104", "94")):
        app = draw_page("area", org=org, area=area, tab="peers")
        assert "ไม่อยู่ใน" in said(app)
        assert "middle" not in {trace["name"] for figure in charts(app) for trace in figure["data"]}


def test_who_has_reported_is_told_of_the_year_whatever_round_is_chosen(area_data):
    year, half = (draw_page("area", org="04960201", tab="reports", round=months) for months in ("", "6"))
    assert files(year, "reports")["table.csv"] == files(half, "reports")["table.csv"] == "prongsai_reports_96_2565.csv"
    assert file(year, "reports", "table.csv") == file(half, "reports", "table.csv")


def test_a_code_of_no_province_is_of_the_country_and_not_made_up(load, store, monkeypatch):
    load(f"{MEASURES}\n04990201,2565,1,เปิดเผยข้อมูล,done\n99000001,2565,1,เปิดเผยข้อมูล,done\n")
    monkeypatch.setenv("PRONGSAI_STORE", str(store))
    for area, is_there in (("TH", True), ("99", False)):
        app = draw_page("area", org="04990201", area=area, measure="measures")
        (listed,) = [each.value for each in app.dataframe if "dashboard" in each.value]
        assert ("04990201" in "".join(listed.dashboard)) is is_there


@pytest.fixture
def many(load, store, monkeypatch):
    """A store of 90 organizations of two provinces."""
    codes = [f"06{province}{number:04d}" for province in (95, 96) for number in range(45)]
    load("\n".join([MEASURES, *(f"{code},2565,1,เปิดเผยข้อมูล,done" for code in codes)]))
    monkeypatch.setenv("PRONGSAI_STORE", str(store))
    assert len(codes) > FEW
    return codes


def whose(app):
    return next(each for each in app.selectbox if each.key == "choose_org")


def test_of_many_organizations_only_those_of_the_province_or_found_are_offered(many):
    app = draw_page("measures", org=many[50])
    assert len(whose(app).options) <= MOST + 1
    assert all(name.startswith("0696") for name in whose(app).options)
    assert whose(app).value == many[50]
    (search,) = [each for each in app.text_input if each.key == "find_org"]
    search.input("06950033").run()
    assert list(whose(app).options) == [many[50], "06950033"]
    whose(app).set_value("06950033").run()
    assert app.query_params["org"] == "06950033"
    search = next(each for each in app.text_input if each.key == "find_org")
    search.input("ไม่มี").run()
    assert "ไม่มี อปท. ที่ชื่อหรือรหัสมีคำนี้" in said(app)
