"""The page of procurement: what it asks beside the same asked directly, its pictures, its papers, and its story."""

from dataclasses import replace
from datetime import date
from functools import partial

import pytest

import database
from charts.parts import of_whole
from evidence.dossier import dossiers
from evidence.items import items
from evidence.pdf import as_pdf
from loaders.demo import generator
from loaders.layout.reading import Options
from loaders.loading import load_files
from queries import measures
from queries import procurements as questions
from queries.scope import Scope, catalogue
from sections.procurements import PARTS
from sentences import procurements as say
from tests.drawing import board, chart, draw_page, table, traces, unmarked, words
from tests.pages.test_stories import Walk
from vocabulary import language

DEMO, TODAY = Scope("99000001", 2568), date(2025, 12, 1)
WITHOUT = ["จ้างปรับปรุงผิวจราจรแอสฟัลต์ ชุมชนหลังวัด", "จ้างก่อสร้างรางระบายน้ำคอนกรีตเสริมเหล็ก ชุมชนริมคลอง", "ซื้อครุภัณฑ์คอมพิวเตอร์"]
open_procurements = partial(draw_page, "procurements", org=DEMO.organization)


@pytest.fixture(scope="module")
def purchases(tmp_path_factory):
    """A store with the made-up measures and purchases of two years."""
    folder = tmp_path_factory.mktemp("purchases")
    paths = generator.write(folder / "files", years=2)
    wanted = [path for path in paths if "procurements" in path.name or "measures" in path.name]
    assert not any(report.refused for report in load_files(wanted, Options(), folder / "store", lambda _name, _rows: None))
    return folder / "store"


@pytest.fixture
def con(purchases, monkeypatch):
    """A cursor on them."""
    monkeypatch.setenv("PRONGSAI_STORE", str(purchases))
    return database.cursor()


def direct(con, what, where="true"):
    """What the published rows of the year themselves say."""
    asked = f"SELECT {what} FROM published.procurements WHERE organization_code = '99000001' AND fiscal_year = 2568 AND {where}"
    return con.execute(asked).fetchall()


def test_sums_are_those_of_the_rows(con):
    total = questions.total(con, DEMO).iloc[0]
    ((purchases, limit, agreed, large),) = direct(
        con, "count(*), sum(purchase_limit), sum(agreed_price), count(*) FILTER (purchase_limit > 500000)"
    )
    assert (total.purchases, total.purchase_limit, total.agreed_price, total.large) == (purchases, limit, agreed, large)
    assert total.large_with + total.large_without + total.large_unknown == large
    for column in ("month", "method", "winner", "division"):
        parts = questions.by_column(con, DEMO, column)
        assert (parts.purchases.sum(), parts.agreed_price.sum()) == (purchases, agreed), column
        for row in parts.head(2).itertuples():
            within = replace(DEMO, within=((column, getattr(row, column)),))
            assert questions.total(con, within).agreed_price[0] == row.agreed_price
            assert direct(con, "sum(agreed_price)", f"{column} = '{getattr(row, column)}'") == [(row.agreed_price,)]


def test_months_stand_from_october_on_and_are_named(con):
    months = questions.by_column(con, DEMO, "month")
    assert list(months.month) == [str(month) for month in (10, 11, 12, *range(1, 10))]
    bars = traces(of_whole(months, "month", PARTS, "wide"))
    assert list(bars["part"].x) == list(months.agreed_price.astype(float))
    assert bars["whole"].customdata[0] == {"month": "10"}
    assert "ตุลาคม" in bars["whole"].hovertext[0]


def test_large_purchases_without_a_representative_come_first_and_unknown_is_not_without(con):
    large = questions.large(con, DEMO)
    assert list(large.community_representative) == sorted(large.community_representative, key=["no", "unknown", "yes"].index)
    assert set(direct(con, "purchase", "purchase_limit > 500000 AND community_representative = 'no'")) == {
        (each,) for each in WITHOUT
    }
    sentence = say.representatives(questions.total(con, DEMO).iloc[0], large)
    assert "มี 9 งาน ในจำนวนนี้ไม่มีผู้แทนชุมชนร่วม 3 งาน ได้แก่" in sentence
    assert "และไม่มีข้อมูล 1 งาน" in sentence
    with language.speaking("en"):
        assert "3 of them had no community representative" in say.representatives(questions.total(con, DEMO).iloc[0], large)


def test_a_dash_is_no_reference_price_and_blank_no_answer(load, store, monkeypatch):
    head = "organization_code,fiscal_year,month,purchase_no,purchase,purchase_limit,reference_price,method,winner,agreed_price\n"
    load(f"{head}04960201,2566,1,1,ซื้อ,600000,-,e_bidding,ก,500000\n04960201,2566,1,2,จ้าง,600000,550000,e_bidding,ก,500000\n")
    monkeypatch.setenv("PRONGSAI_STORE", str(store))
    total = questions.total(database.cursor(), Scope("04960201", 2566)).iloc[0]
    assert (total.referenced, total.reference_price, total.agreed_on_them) == (1, 550_000, 500_000)
    assert (total.large, total.large_without, total.large_unknown) == (2, 0, 2)
    assert "ต่ำกว่าราคากลางรวม 50,000 บาท" in say.total(total)


def test_the_page_tells_draws_and_is_narrowed(con):
    app = open_procurements()
    assert "จัดซื้อจัดจ้าง 71 รายการ ใน 12 เดือน ราคาที่ตกลงรวม 24.20 ล้านบาท จากวงเงิน 26.17 ล้านบาท" in words(app)
    assert chart(app, "by_month")
    assert list(table(app, "large").iloc[:3, 0]) == WITHOUT
    narrowed = open_procurements(month="2", by="winner", tab="rows", lang="en")
    assert "6 of 71 rows in view" in words(narrowed)
    assert "Month: February" in [button.label for button in narrowed.button]
    assert len(table(narrowed, "rows")) == 6


def test_purchases_prove_their_measures_where_they_are_reported(con):
    proofs = measures.every(con, DEMO, TODAY).dropna(subset="proof").set_index("measure_no").proof
    assert proofs.to_dict() == {5: "procurements", 8: "procurements"}
    cards = {name.split(".")[0]: card for name, card in board(draw_page("measures", org=DEMO.organization))[1]}
    (link,) = [link for link in cards["8"].iter("a") if "procurements" in link.get("href")]
    assert "จัดซื้อจัดจ้าง" in unmarked(link.text)


@pytest.mark.parametrize(("year", "subject", "number"), [(2565, "procurement_monthly", "O23"), (2566, "procurement_year", "O22")])
def test_a_document_has_the_form_of_every_month_or_the_year_in_sums(made_up_data, year, subject, number):
    every = items(made_up_data, DEMO.organization, year)
    (item,) = [item for item in every if item.subject == subject]
    assert (item.number, item.is_confirmed, item.fiscal_year) == (number, False, 2565)
    (dossier,) = dossiers(made_up_data, catalogue(made_up_data), [item], TODAY)
    report = dossier.report()
    assert as_pdf(report, {}).startswith(b"%PDF")
    assert "71 รายการ" in report.parts[0].sentence
    last = report.parts[-1]
    if last.paper:
        headings = [row.cells[0] for row in last.paper.rows if row.kind == "heading"]
        assert headings[:4] == ["ตุลาคม", "พฤศจิกายน", "ธันวาคม", "มกราคม"]
        assert len(headings) == 12
        assert sum(row.kind == "row" for row in last.paper.rows) == 71
    assert last.name == ("forms" if subject == "procurement_monthly" else "large")
    # The planted mistake of the year is told on paper.
    assert any("สูงกว่าราคากลาง" in fact for fact, _explanation in report.findings)


@pytest.mark.full
def test_which_large_purchases_had_no_community_representative(visit):
    walk = Walk(visit("?org=99000001"))
    walk.do(walk.page.get_by_test_id("stSidebar").get_by_text("ข้อมูลประกอบมาตรการ", exact=True))
    walk.go_to("จัดซื้อจัดจ้าง").reads("ไม่มีผู้แทนชุมชนร่วม 3 งาน", *WITHOUT)
