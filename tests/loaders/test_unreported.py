"""Where no payment is stated, as in an ordinance, none is known: that is not zero, and everything says so."""

import re
from datetime import date

import pytest

import database
from charts import budget as draw
from charts import budget_changes as draw_changes
from charts import budget_course as draw_course
from evidence import items as evidence
from evidence.document import as_docx
from evidence.pdf import as_pdf
from evidence.report import on_paper
from evidence.workbook import as_xlsx
from loaders import findings, macros
from loaders.layout.reading import Options
from loaders.loading import load_files
from queries import budget, budget_changes, budget_course, overview
from queries.scope import Scope
from sentences import budget as say
from sentences import budget_changes as say_changes
from tests.drawing import draw_page, said, specs, traces, unmarked, words, writing
from tests.earlier import of_earlier_version
from tests.readers import dossier
from tests.tiers import sampled
from vocabulary import language, tables
from vocabulary.columns import visible_columns

CODE = "04960201"
ORDINANCE, MIXED, BEFORE = Scope(CODE, 2569), Scope(CODE, 2568), Scope(CODE, 2567)
HEAD = "organization_code,fiscal_year,as_of,plan,expenditure_group,division,item,allocation,encumbered,disbursed\n"
LINES = (
    "2567,2024-09-30,ก,งบลงทุน,กองช่าง,ถนน,1000,0,900",
    "2568,2025-03-31,ก,งบลงทุน,กองช่าง,ถนน,1000,100,300",
    "2568,2025-03-31,ก,งบลงทุน,กองช่าง,ท่อ,600,0,0",
    "2568,2025-03-31,ข,งบดำเนินงาน,กองคลัง,รถ,400,0,-1",
    "2569,2025-10-01,ก,งบลงทุน,กองช่าง,ถนน,1200,0,-1",
    "2569,2025-10-01,ข,งบดำเนินงาน,กองคลัง,รถ,300,0,-1",
)
"""−1 stands for a payment that is not stated."""


@pytest.fixture(scope="module")
def reported(tmp_path_factory):
    """The store of a budget of three years: all lines of the first state payments, two of the second, none of the third."""
    folder = tmp_path_factory.mktemp("reported")
    paths = [folder / f"{year}.csv" for year in ("2567", "2568", "2569")]
    for path in paths:
        lines = [f"{CODE},{line.replace(',-1', ',77')}\n" for line in LINES if line.startswith(path.stem)]
        path.write_text(HEAD + "".join(lines), encoding="utf-8")
    reports = load_files(paths, Options(), folder / "store", lambda _name, _rows: None)
    assert not any(report.refused for report in reports)
    with of_earlier_version(folder / "store") as connection:
        connection.execute("UPDATE budget SET disbursed = NULL, encumbered = NULL WHERE disbursed = 77")
        macros.use(connection)
        findings.compute(connection, folder / "store")
    return folder / "store"


@pytest.fixture
def con(reported, monkeypatch):
    """A cursor on it."""
    monkeypatch.setenv("PRONGSAI_STORE", str(reported))
    return database.cursor()


def sheet(table):
    return [dict(zip(visible_columns(table.columns), row, strict=True)) for row in tables.as_text(table)]


NOT_TOLD = ("disbursed", "committed", "remaining", "disbursed_rate", "used_rate")


def test_of_an_ordinance_only_the_ordinance_is_known(con):
    for row in (budget.total(con, ORDINANCE).iloc[0], budget.standing(con, ORDINANCE, False).iloc[0]):
        assert (row.revised, row.lines, row.lines_unstated, row.unstated) == (1500, 2, 2, 1500)
        assert row[list(NOT_TOLD)].isna().all()
    row = budget.standing(con, ORDINANCE, False).iloc[0]
    assert row[["expected", "gap", "gap_points", "per_month", "needed_per_month"]].isna().all()


def test_of_a_mix_what_is_stated_is_summed_and_the_rates_are_of_these_lines(con):
    row = budget.total(con, MIXED).iloc[0]
    assert (row.revised, row.disbursed, row.committed, row.remaining) == (2000, 300, 100, 1200)
    assert (row.disbursed_rate, row.used_rate) == (300 / 1600, 400 / 1600)
    assert (row.lines, row.lines_unstated, row.unstated) == (3, 1, 400)


@pytest.mark.parametrize("convention", ["outstanding", "gross", "ignored"])
def test_without_a_payment_nothing_is_known_of_what_is_used_by_any_convention(con, convention):
    assert con.execute("SELECT used_of($1, 50, NULL)", [convention]).fetchone() == (None,)


@pytest.mark.parametrize("kind", ["unspent", "over", "not_started"])
def test_lines_without_payments_need_no_attention(con, kind):
    assert budget.attention(con, ORDINANCE, kind).empty
    assert "รถ" not in list(budget.attention(con, MIXED, kind)["item"])
    counts = budget.attention_counts(con, ORDINANCE).iloc[0]
    assert (counts.unspent, counts.over, counts.not_started) == (0, 0, 0)
    assert say.attention(kind, counts, budget.attention(con, ORDINANCE, kind)).startswith("ยังไม่รายงานการเบิกจ่าย")
    counts = budget.attention_counts(con, MIXED).iloc[0]
    assert (counts.unspent, counts.over, counts.not_started) == (2, 0, 1)
    told = say.attention(kind, counts, budget.attention(con, MIXED, kind))
    assert told.endswith("ไม่นับ 1 จาก 3 รายการที่ยังไม่รายงานการเบิกจ่าย")


def test_no_finding_accuses_a_line_without_payments(con):
    rules = con.execute("SELECT rule, fiscal_year, stated_word FROM published.findings ORDER BY ALL").fetchall()
    assert {rule for rule, year, _word in rules if year == 2569} <= {"missing_quarter", "unknown_division"}
    assert ("missing_quarter", 2569, "1") in rules  # the ordinance is the report of no quarter


def test_the_course_of_the_year_passes_over_the_day_of_an_ordinance(con):
    course = budget_course.course(con, ORDINANCE)
    own = course[course.fiscal_year == 2569]
    assert list(own.revised) == [1500]
    assert own.disbursed.isna().all()
    assert list(traces(draw_course.course(course, budget.targets(con, ORDINANCE).head(0), "wide"))) == ["even", "2568"]
    assert list(budget_course.periods(con, ORDINANCE, False).paid) == []
    missing = budget_course.unreported(con, ORDINANCE, date(2026, 2, 1))
    assert list(missing.quarter.dropna()) == [1]


def test_a_change_from_or_to_what_is_not_reported_is_not_told(con):
    total = budget_changes.total(con, ORDINANCE, MIXED).iloc[0]
    parts = budget_changes.by_part(con, ORDINANCE, MIXED, "division")
    assert total[["disbursed", "disbursed_change", "rate_change"]].isna().all()
    assert total.revised_change == -500
    told = say_changes.changes(total, parts, "division")
    assert "เบิกจ่ายยังเทียบกันไม่ได้ (ก่อน: 300 บาท ครั้งนี้: ยังไม่รายงาน)" in told
    assert "ไม่รวม 1 จาก 3 รายการ (400 บาท) ที่ยังไม่รายงานการเบิกจ่าย" in told
    assert list(traces(draw_changes.by_part(parts, "division", ("ปีงบฯ 2567", "ปีงบฯ 2568"), "wide"))["change"].x) == [None, None]
    row = next(row for row in sheet(parts) if row["division"] == "กองช่าง")
    assert (row["disbursed_before"], row["disbursed"], row["disbursed_change"]) == ("300.00", "ยังไม่รายงาน", "ยังไม่รายงาน")
    gone = budget_changes.by_part(con, BEFORE, ORDINANCE, "division")  # there was no กองคลัง then, which is not the same
    assert {row["division"]: row["disbursed"] for row in sheet(gone)} == {"กองช่าง": "900.00", "กองคลัง": "–"}


@pytest.mark.parametrize(("scope", "cells"), [(ORDINANCE, {"ยังไม่รายงาน"}), (MIXED, {"300.00", "0.00", "ยังไม่รายงาน"})])
def test_tables_say_so_in_every_form(con, scope, cells):
    table = budget.by_item(con, scope)
    assert {row["disbursed"] for row in sheet(table)} == cells
    assert set(tables.as_seen(table)["disbursed"]) == cells
    silent = [row for row in sheet(table) if row["disbursed"] == "ยังไม่รายงาน"]
    assert all(row[name] == "ยังไม่รายงาน" for row in silent for name in NOT_TOLD)
    assert tables.as_csv(table).decode().count("ยังไม่รายงาน") == len(NOT_TOLD) * len(silent)
    assert tables.as_xlsx(table)


def test_pictures_have_no_bar_for_what_is_not_reported_and_say_so(con):
    asked = budget.by_level(con, ORDINANCE, "division", False), "division", draw.Yardstick(0.5)
    figure = draw.by_level(*asked, "wide")
    assert list(traces(figure)["whole"].x) == [1200, 300]
    assert list(traces(figure)["disbursed"].x) == [None, None]
    assert "ยังไม่รายงาน · หลังโอน 1,200 บาท" in writing(draw.by_level(*asked, "narrow"))
    assert not [shape for shape in figure["layout"]["shapes"] if shape.get("name") == "expected"]


@pytest.mark.parametrize("spoken", ["th", "en"])
@pytest.mark.parametrize("choices", [{}, {"see": "not_started"}, {"course": "month", "targets": "on", "by": "item"}])
def test_the_page_of_an_ordinance_says_that_nothing_is_reported(con, spoken, choices):
    app = draw_page("budget", lang=spoken, **choices)
    word = {"th": "ยังไม่รายงาน", "en": "not reported yet"}[spoken]
    assert word in unmarked(app.markdown[0].value)
    assert [metric.value for metric in app.metric] == ["1,500.00", *[word] * 4]
    assert not re.search(r"\bnan\b|NaT|None|ร้อยละ 0\.00|(?<!\d)0\.00%", words(app))
    assert all(trace.get("x") is not None or trace.get("y") is not None for spec in specs(app) for trace in spec["data"])


def test_the_page_of_a_mix_says_how_many_lines_state_none(con):
    app = draw_page("budget", fy="2568")
    assert "เบิกจ่ายแล้ว 300 บาท จากงบประมาณหลังโอน 2,000 บาท (ร้อยละ 18.75)" in unmarked(app.markdown[0].value)
    assert "ไม่รวม 1 จาก 3 รายการ (400 บาท) ที่ยังไม่รายงานการเบิกจ่าย" in unmarked(app.markdown[0].value)
    assert "ยังไม่รายงานการเบิกจ่าย: กองคลัง" in said(app)
    only = draw_page("budget", fy="2568", div="กองคลัง")
    assert "กองคลัง: งบประมาณหลังโอน 400 บาท ยังไม่รายงานการเบิกจ่าย" in said(only)


def test_the_overview_says_so_and_calls_the_quarter_due(con):
    (card, *_rest) = [line for line in words(draw_page()).splitlines() if "ร้อยละการเบิกจ่าย" in line and "<" not in line]
    assert "ยังไม่รายงาน" in card
    assert "%" not in card
    assert overview.missing_quarters(con, ORDINANCE, date(2026, 2, 1)) == [1]
    assert overview.furthest_behind(con, ORDINANCE).empty
    assert "1 จาก 3 รายการ" in say.headline(budget.pace(con, MIXED).iloc[0]).basis


@pytest.mark.parametrize("subject", ["budget_plan", "budget_year", "summary"])
@pytest.mark.parametrize("spoken", sampled(["th", "en"], every=2))
def test_documents_of_an_ordinance_say_so(con, subject, spoken):
    language.use(spoken)
    item = evidence.Item(CODE, 2569, subject, "", "เอกสาร", 2569)
    report = dossier(con, item, date(2026, 11, 28)).report()
    told = "\n".join([*(part.sentence for part in report.parts), *(str(on_paper(part).rows) for part in report.parts)])
    assert not re.search(r"\bnan\b|NaT|None|0\.00%|ร้อยละ 0\.00", told)
    assert ("ยังไม่รายงาน" in told or "not reported yet" in told) == (subject != "budget_plan")
    assert as_pdf(report, {})
    assert as_docx(report, {})
    assert as_xlsx(report)


def test_an_item_on_spending_is_shown_only_in_part_by_an_ordinance(con):
    rows = con.execute("SELECT assessment_year FROM oit_item WHERE subject = 'budget_year'").fetchall()
    item = evidence.Item(CODE, rows[0][0], "budget_year", "O14", "", 2569)
    states = {each.state: each.explanation for each in dossier(con, item, date(2026, 11, 23)).components}
    assert "ยังไม่รายงานการเบิกจ่าย" in states["partly"]
