"""The page of the statistics of services: sums beside the same asked directly, shares of what is stated, growth, papers."""

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
from queries import service_statistics as questions
from queries.scope import Scope, catalogue
from sections.service_statistics import PARTS
from sentences import service_statistics as say
from tests.drawing import chart, draw_page, table, traces, words
from vocabulary import language

DEMO, TODAY = Scope("99000001", 2568), date(2025, 12, 1)
HEAD = "รหัส อปท.,ปีงบประมาณ,เดือน,หน่วยงาน,งานบริการ,จำนวนผู้รับบริการ (ราย),ณ จุดบริการ,E-Service,ภายในเวลามาตรฐาน\n"
open_services = partial(draw_page, "service_statistics", org=DEMO.organization)


@pytest.fixture(scope="module")
def services(tmp_path_factory):
    """A store with the made-up services of two years."""
    folder = tmp_path_factory.mktemp("services")
    wanted = [path for path in generator.write(folder / "files", years=2) if "service_statistics" in path.name]
    reports = load_files(wanted, Options(), folder / "store", lambda _name, _rows: None)
    assert [report.stored and report.stored.rows for report in reports] == [96, 96]
    return folder / "store"


@pytest.fixture
def con(services, monkeypatch):
    """A cursor on them."""
    monkeypatch.setenv("PRONGSAI_STORE", str(services))
    return database.cursor()


def test_sums_are_those_of_the_rows_however_they_are_parted(con):
    total = questions.total(con, DEMO).iloc[0]
    (direct,) = con.execute(
        "SELECT sum(requests), sum(by_e_service), sum(within_standard) FROM published.service_statistics WHERE fiscal_year = 2568"
    ).fetchall()
    assert (total.requests, total.by_e_service, total.within_standard) == direct
    assert total.e_service_rate == pytest.approx(float(direct[1] / direct[0]))
    for column in ("service", "month", "division"):
        parts = questions.by_column(con, DEMO, column)
        assert (parts.requests.sum(), parts.by_e_service.sum()) == direct[:2], column
        within = replace(DEMO, within=((column, parts[column][0]),))
        assert questions.total(con, within).requests[0] == parts.requests[0]
    assert list(questions.by_column(con, DEMO, "month").month) == [str(month) for month in (10, 11, 12, *range(1, 10))]


def test_a_share_is_of_the_requests_of_which_it_is_stated(load, store, monkeypatch):
    lines = ("มกราคม 2566,กองคลัง,ภาษี,100,60,40,90", "กุมภาพันธ์ 2566,กองคลัง,ภาษี,300,,,", "1,กองช่าง,ก่อสร้าง,50,,,")
    report = load(HEAD + "".join(f"04960201,2566,{line}\n" for line in lines))
    assert not report.refused, [problem.text("en") for problem in report.problems]
    monkeypatch.setenv("PRONGSAI_STORE", str(store))
    con, scope = database.cursor(), Scope("04960201", 2566)
    total = questions.total(con, scope).iloc[0]
    assert (total.requests, total.e_service_rate, total.within_rate) == (450, 0.4, 0.9)
    unknown = questions.total(con, replace(scope, within=(("service", "ก่อสร้าง"),))).iloc[0]
    assert "E-Service" not in say.total(unknown)
    assert say.headline(unknown).status == "ไม่ได้แยกจำนวนผู้ใช้ E-Service"
    assert "ไม่มีข้อมูลปีก่อนหน้า" in say.growth(questions.years(con, scope))
    for width in ("wide", "narrow"):
        bars = traces(of_whole(questions.by_column(con, scope, "service"), "service", PARTS, width))
        assert (list(bars["whole"].x), list(bars["part"].x)) == ([400, 50], [40, None])


def test_the_file_of_a_division_replaces_its_month_alone(load, rows):
    for line in ("1,กองคลัง,ภาษี,100,,,", "1,กองช่าง,ก่อสร้าง,50,,,", "2,กองคลัง,ภาษี,70,,,", "1,กองคลัง,ภาษี,90,,,"):
        assert not load(f"{HEAD}04960201,2566,{line}\n").refused
    assert rows("SELECT month, division, requests FROM service_statistics ORDER BY ALL") == [
        (1, "กองคลัง", 90), (1, "กองช่าง", 50), (2, "กองคลัง", 70),
    ]  # fmt: skip


def test_the_share_of_e_service_grows_from_year_to_year(con):
    years = questions.years(con, DEMO)
    assert years.e_service_rate.is_monotonic_increasing
    assert say.growth(years).startswith("สัดส่วนการใช้ E-Service เพิ่มขึ้นจากร้อยละ")
    with language.speaking("en"):
        assert "in FY 2567 to" in say.growth(years)
        assert "rose from" in say.growth(years)
        assert "fell from" in say.growth(years.assign(e_service_rate=[0.4, 0.3]))
        assert "was 40.00% in FY 2568, as in FY 2567" in say.growth(years.assign(e_service_rate=[0.4, 0.4]))
        assert "of 11 and 12 months" in say.growth(years.assign(months=[11, 12]))


def test_the_page_tells_draws_and_is_narrowed(con):
    app = open_services()
    assert "งานที่มีผู้รับบริการมากที่สุดคือ แจ้งเกิด ตาย ย้าย และงานทะเบียนราษฎร" in words(app)
    assert chart(app, "by_service")
    narrowed = open_services(month="4", by="division", tab="rows")
    assert "8 จาก 96 แถว" in words(narrowed)
    assert len(table(narrowed, "rows")) == 8
    assert chart(open_services(tab="years", lang="en"), "years")


@pytest.mark.parametrize(("subject", "number", "parts"), [
    ("service_statistics", "O16", ["by_service", "by_month"]), ("e_service", "O18", ["by_service", "years"]),
])  # fmt: skip
def test_its_documents_are_made(made_up_data, subject, number, parts):
    every = items(made_up_data, DEMO.organization, 2566)
    (item,) = [item for item in every if item.subject == subject]
    assert (item.number, item.is_confirmed) == (number, False)
    (dossier,) = dossiers(made_up_data, catalogue(made_up_data), [item], TODAY)
    report = dossier.report()
    assert [part.name for part in report.parts if part.figure] == parts
    assert any("แล้วเสร็จภายในเวลามาตรฐาน" in fact for fact, _explanation in report.findings)
    assert as_pdf(report, {}).startswith(b"%PDF")
