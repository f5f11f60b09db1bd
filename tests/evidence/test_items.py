"""What the assessment asks for, whether the data show it, and what the documents hold."""

import json
import re
from datetime import date

import fontpkg_sarabun
import pandas as pd
import pytest
from fontTools.ttLib import TTFont

import database
from charts import theme
from evidence import items as evidence
from evidence import table_layout
from evidence.contents import CONTENTS, SUMMARY
from evidence.document_tables import is_wide
from evidence.dossier import NothingToShowError
from evidence.pdf import stands_beside
from evidence.report import on_paper
from loaders.problem import LoadError
from loaders.store.document_texts import write
from queries import budget, documents, findings
from queries.scope import Scope
from sections import satisfaction_tables
from sentences import findings as say_findings
from tests.readers import dossier
from tests.tiers import sampled
from vocabulary import language, thai
from vocabulary.columns import QUANTITIES

TAKBAI, MADE_UP = "04960201", "99000001"
TODAY = date(2026, 11, 23)


@pytest.fixture
def item(takbai_data):
    """One item of Takbai's, by assessment year and subject."""

    def item(year, subject):
        return next(each for each in evidence.items(takbai_data, TAKBAI, year) if each.subject == subject)

    return item


@pytest.fixture
def components(takbai_data, item):
    """What an item asks for: name → state."""

    def components(year, subject):
        found = dossier(takbai_data, item(year, subject), TODAY).components
        return {each.name: each.state for each in found}

    return components


@pytest.fixture
def report(takbai_data, item):
    """The report of an item of Takbai's."""

    def report(year, subject):
        return dossier(takbai_data, item(year, subject), TODAY).report()

    return report


def test_every_item_has_a_document_and_every_component_is_described(takbai_data):
    for row in documents.items(takbai_data).itertuples():
        assert row.subject in CONTENTS
        found = documents.components(takbai_data, row.assessment_year, row.subject)
        assert len(found) > 0
        described = found.data_sets.notna() | found.text.notna() | found.note.notna()
        assert described.all(), found[~described].component.tolist()


def test_no_item_number_stands_in_the_program():
    for path in [
        *(database.ROOT / "evidence").rglob("*.py"),
        *(database.ROOT / "screen").glob("*.py"),
        *(database.ROOT / "pages").glob("*.py"),
    ]:
        code = path.read_text(encoding="utf-8")
        assert not any(f'"O{number}"' in code for number in range(1, 44)), path


def test_numbers_of_items_follow_the_year(takbai_data):
    numbers = {
        year: {each.subject: each.number for each in evidence.items(takbai_data, TAKBAI, year)} for year in (2565, 2566, 2569)
    }
    assert numbers[2565]["measures_result"] == "O43"
    assert numbers[2566]["budget_6m"] == "O12"
    assert "budget_6m" not in numbers[2569]
    assert numbers[2569][SUMMARY] == ""


def test_an_item_says_what_the_data_show_and_what_must_be_written(components):
    assert set(components(2565, "budget_6m").values()) == {"shown"}
    assert set(components(2565, "satisfaction").values()) == {"shown"}
    assert components(2565, "anticorruption_year") == {
        "ผลการดำเนินการโครงการ/กิจกรรม": "partly",  # by dimension, since no list of projects is loaded
        "ผลการใช้จ่ายงบประมาณ": "shown",
        "ปัญหา/อุปสรรค": "unwritten",
        "ข้อเสนอแนะ": "unwritten",
    }
    assert set(components(2565, "anticorruption_6m").values()) == {"missing"}  # the plan of 2565 has not come
    assert components(2565, "budget_plan") == {
        # The source names none of them.
        "งบประมาณตามแหล่งที่ได้รับการจัดสรร": "missing",
        "งบประมาณตามประเภทรายการใช้จ่าย": "missing",
        "แผนการใช้จ่ายงบประมาณรายไตรมาส": "missing",
    }


def test_an_annual_report_made_half_way_through_the_year_says_so(components):
    assert components(2566, "budget_year")["ผลการใช้จ่ายงบประมาณ"] == "partly"


def test_without_data_there_is_no_report(report):
    with pytest.raises(NothingToShowError):
        report(2565, "anticorruption_6m")


def test_the_budget_report_has_the_figures_of_the_page(takbai_data, report):
    about = report(2565, "budget_6m")
    (lines,) = about.parts
    standing = budget.standing(takbai_data, Scope(TAKBAI, 2565, 6), False).iloc[0]
    assert "ร้อยละ 26.79" in lines.sentence
    assert lines.table.disbursed.sum() == standing.disbursed == 11556723.75
    assert dict(about.heads)["ข้อมูล ณ วันที่"] == "31 มี.ค. 2565"


def test_the_budget_is_printed_in_the_order_and_the_columns_of_the_ordinance(takbai_data, report):
    (lines,) = report(2565, "budget_6m").parts
    printed = on_paper(lines)
    assert [column.head for column in printed.columns] == [
        "รายการ", "ตั้งไว้ (บาท)", "โอนเพิ่ม (บาท)", "โอนลด (บาท)", "ผูกพัน (บาท)", "เบิกจ่าย (บาท)", "คงเหลือ (บาท)",
        "ร้อยละ", "หมายเหตุ",
    ]  # fmt: skip
    in_source = "SELECT item FROM published.budget WHERE organization_code = ? AND fiscal_year = 2565 ORDER BY source_row"
    items = [item for (item,) in takbai_data.execute(in_source, [TAKBAI]).fetchall()]
    assert [row.cells[0] for row in printed.rows if row.kind == "row"] == items
    assert printed.rows[0].cells[0] == "งบกลาง"


@pytest.mark.parametrize(("organization", "year"), [(TAKBAI, 2565), (MADE_UP, 2566)])
def test_totals_of_the_budget_are_the_sums_of_what_is_stored(made_up_data, organization, year):
    each = next(each for each in evidence.items(made_up_data, organization, year) if each.subject == "budget_6m")
    lines = next(part for part in dossier(made_up_data, each, TODAY).report().parts if part.name == "lines")
    sums = """
        SELECT plan, sum(allocation), sum(transfer_in), sum(disbursed) FROM published.budget
        WHERE organization_code = $organization AND fiscal_year = $year AND as_of = (
            SELECT max(as_of) FROM published.budget
            WHERE organization_code = $organization AND fiscal_year = $year AND as_of <= round_end($year, 6))
        GROUP BY ROLLUP (plan) ORDER BY grouping(plan), min((load_id, source_row))
    """
    stored = made_up_data.execute(sums, {"organization": organization, "year": year}).fetchall()
    printed = on_paper(lines)
    heads = [column.head for column in printed.columns]
    places = [heads.index(head) for head in ("ตั้งไว้ (บาท)", "โอนเพิ่ม (บาท)", "เบิกจ่าย (บาท)")]
    totals = [[row.cells[place] for place in places] for row in printed.rows if row.kind == "total"]
    expected = [[f"{amount:,.2f}" if amount is not None else "–" for amount in row[1:]] for row in stored]
    assert sorted(totals[:-1]) == (sorted(expected[:-1]) if len(expected) > 2 else [])
    assert totals[-1] == expected[-1]


def test_the_plan_of_the_budget_tells_what_is_given_and_not_what_is_spent(report):
    (lines,) = report(2565, "budget_plan").parts
    assert lines.table.allocation.sum() == 42254400
    assert on_paper(lines).rows[-1].cells == ("รวม", "42,254,400")
    assert "ตั้งไว้ 42.25 ล้านบาท รวม 13 รายการ" in lines.sentence
    assert "เบิกจ่าย" not in lines.title + lines.sentence


def test_what_an_item_demands_and_nobody_wrote_is_no_text_of_the_paper(report):
    texts = dict(report(2565, "anticorruption_year").texts)
    assert texts == {"ปัญหา/อุปสรรค": "", "ข้อเสนอแนะ": "", "คำอธิบายเพิ่มเติม": ""}


def test_findings_that_touch_the_figures_are_in_the_report_and_no_others(report):
    told = report(2565, "budget_6m").findings
    assert any("20,988,200.00" in finding for finding, _explanation in told)
    assert not any("มิติ" in finding for finding, _explanation in told)
    assert report(2565, "measures_result").findings == ()


def test_the_report_on_measures_has_the_shape_of_the_municipalitys_own(report):
    measures = next(part for part in report(2565, "measures_result").parts if part.name == "measures")
    printed = on_paper(measures)
    assert [column.head for column in printed.columns] == [
        "มาตรการ/กิจกรรม", "ขั้นตอน/วิธีปฏิบัติ", "ผู้รับผิดชอบ", "ผลการดำเนินการ", "ข้อเสนอแนะ",
    ]  # fmt: skip
    assert [row.cells[0].partition(".")[0] for row in printed.rows] == [f"{number}" for number in range(1, 25)]
    assert not is_wide(printed, 16), "upright in Word as well"


def test_the_rounds_of_the_plan_stand_side_by_side_with_their_totals(takbai_data, report):
    projects, money = report(2565, "anticorruption_year").parts
    stored = takbai_data.execute(
        """
        SELECT round_months, sum(projects_planned), sum(projects_done), sum(budget_planned), sum(budget_ordinance),
               sum(budget_spent)
        FROM published.plan_progress WHERE organization_code = ? AND fiscal_year = 2564
        GROUP BY ALL ORDER BY ALL
        """,
        [TAKBAI],
    ).fetchall()
    half, year = stored
    for part in (projects, money):
        printed = on_paper(part)
        assert [row.kind for row in printed.rows] == ["row"] * 4 + ["total"]
        assert list(dict.fromkeys(column.group for column in printed.columns)) == ["", "รอบ 6 เดือน", "รอบ 12 เดือน"]
    assert on_paper(projects).rows[-1].cells == ("รวม", f"{year[1]}", f"{half[2]}", "26.92", f"{year[2]}", "38.46")
    amounts = [f"{amount:,.2f}" for amount in (year[3], half[4], half[5], year[4], year[5])]
    cells = on_paper(money).rows[-1].cells
    assert [cells[place] for place in (1, 2, 3, 5, 6)] == amounts


def test_the_survey_is_one_table_of_whose_scores_and_means_each_is_that_of_the_store(takbai_data, report):
    printed = on_paper(next(part for part in report(2565, "satisfaction").parts if part.name == "scores"))
    divisions = [*(column.head for column in printed.columns[1:-1]), None]
    rows = [row for row in printed.rows if row.kind != "heading"]
    assert [row.kind for row in rows] == ["row"] * 12 + ["total"]
    cells = {
        (None if row.kind == "total" else int(row.cells[0].partition(".")[0]), division): cell
        for row in rows
        for division, cell in zip(divisions, row.cells[1:], strict=True)
    }
    published = f"FROM published.satisfaction WHERE organization_code = '{TAKBAI}' AND fiscal_year = 2564"
    mean = "sum(score_percent::DECIMAL(9, 4)), count(*)"
    stored = takbai_data.execute(f"SELECT question_no, division, {mean} {published} GROUP BY CUBE (question_no, division)")
    expected = {(number, division): f"{thai.rounded(score / count, 2)}" for number, division, score, count in stored.fetchall()}
    assert len(expected) == 13 * 9
    assert cells == expected
    stored = takbai_data.execute(f"SELECT dimension_no, {mean} {published} GROUP BY dimension_no ORDER BY dimension_no")
    means = [f"(เฉลี่ย {thai.rounded(score / count, 2)})" for _number, score, count in stored.fetchall()]
    assert [row.cells[0][-len(means[0]) :] for row in printed.rows if row.kind == "heading"] == means


def test_a_finding_on_paper_states_the_fact_and_leaves_the_advice_to_the_page(takbai_data, report):
    (stated,) = [finding for finding, _said in report(2565, "budget_6m").findings if "โอนเพิ่มหักด้วยโอนลด" in finding]
    assert stated.endswith("880,500.00 บาท ทั้งที่รวมทั้งเทศบัญญัติ/ข้อบัญญัติแล้วต้องเป็น 0.00 บาท")
    told = say_findings.table(findings.listed(takbai_data, TAKBAI, 2565, "budget", None, TODAY)).finding
    assert f"{stated} โปรดตรวจว่านำเข้างบประมาณครบทุกส่วนหรือไม่" in set(told)


def test_many_divisions_stand_in_several_tables_of_the_survey():
    divisions = [f"กอง {number}" for number in range(19)]
    scores = pd.DataFrame({"division": divisions, "place_of_division": range(19)})
    assert [len(part) for part in satisfaction_tables.parts(scores)] == [7, 7, 5]
    assert [name for part in satisfaction_tables.parts(scores) for name in part] == divisions


def test_a_report_of_six_months_shows_nothing_of_later_ones(report):
    for part in report(2564, "anticorruption_6m").parts:
        if "round_months" in part.table and part.name != "ranking":
            assert set(part.table.round_months) == {6}, part.name


def test_the_summary_takes_the_newest_of_each_data_set_up_to_its_year(report):
    headlines = report(2565, SUMMARY).parts[0].table
    assert headlines.fiscal_year.tolist() == [2565, 2564, 2564, 2565]
    assert [round(figure, 2) for figure in headlines.figure] == [26.79, 96.70, 38.46, 14]


def test_each_figure_of_the_summary_says_of_when_it_is(report):
    headlines, attention, observations = report(2565, SUMMARY).parts
    assert "time" in headlines.printed
    assert headlines.table.time.tolist() == [
        "ปีงบฯ 2565 · ข้อมูล ณ 31 มี.ค. 2565", "ปีงบฯ 2564", "ปีงบฯ 2564 · รอบ 12 เดือน", "ปีงบฯ 2565",
    ]  # fmt: skip
    assert "ปีงบฯ 2564: ความพึงพอใจเฉลี่ยร้อยละ 96.70" in headlines.sentence
    assert all("(ปีงบฯ 256" in line for line in attention.sentence.splitlines())
    assert "งบประมาณ · ปีงบฯ 2565: มีข้อสังเกต 7 ข้อ" in observations.sentence


def test_a_summary_of_a_year_without_data_says_that_all_is_older(report):
    assert dict(report(2566, SUMMARY).heads)["ปีงบประมาณ"] == "2565, 2564 (ยังไม่มีข้อมูลของ 2566)"
    assert dict(report(2565, SUMMARY).heads)["ปีงบประมาณ"] == "2565, 2564"


def test_the_report_on_measures_says_that_done_is_not_target_met(report):
    about = report(2565, "measures_result")
    assert "ร้อยละ 38.46 จากเป้าหมายร้อยละ 80 (ปีงบฯ 2564 · รอบ 12 เดือน)" in about.parts[0].sentence
    assert "plan_progress_2564_12m.csv" in set(about.sources.file_name)
    assert dict(about.heads)["ปีงบประมาณ"] == "2565"


def test_a_text_stands_under_the_name_of_what_the_item_demands(takbai_data, report, item):
    headings = [name for name, _text in report(2565, "measures_plan").texts]
    assert headings == ["การวิเคราะห์ผลการประเมินปีก่อน", "แนวทางกำกับติดตาม/รายงานผล", "ปัญหา/อุปสรรค"]
    assert list(dossier(takbai_data, item(2565, "measures_plan"), TODAY).boxes) == ["commentary", "suggestions", "problems"]


STANDINGS = {
    (TAKBAI, 2565): {
        "satisfaction": "ครบ", "budget_plan": "ขาด 3 ส่วน", "budget_6m": "ครบ", "budget_year": "ไม่มีข้อมูล",
        "anticorruption_plan": "ไม่มีข้อมูล", "anticorruption_6m": "ไม่มีข้อมูล", "anticorruption_year": "ขาด 3 ส่วน",
        "measures_plan": "ขาด 2 ส่วน", "measures_result": "ครบ", SUMMARY: "ครบ", "corruption_complaints": "ไม่มีข้อมูล",
        "participation": "ไม่มีข้อมูล",
        **dict.fromkeys(("service_statistics", "e_service", "procurement_monthly", "procurement_year"), "ไม่มีข้อมูล"),
    },
    (MADE_UP, 2566): {
        "budget_plan": "ครบ", "budget_6m": "ครบ", "budget_year": "ขาด 2 ส่วน", "satisfaction": "ครบ",
        "anticorruption_plan": "ขาด 1 ส่วน", "anticorruption_6m": "ครบ", "anticorruption_year": "ขาด 2 ส่วน",
        "measures_plan": "ขาด 2 ส่วน", "measures_result": "ครบ", SUMMARY: "ครบ", "corruption_complaints": "ครบ",
        "participation": "ขาด 1 ส่วน",
        "service_statistics": "ครบ", "e_service": "ครบ", "procurement_monthly": "ครบ", "procurement_year": "ขาด 2 ส่วน",
    },
}  # fmt: skip


@pytest.mark.parametrize(("organization", "year"), STANDINGS)
def test_the_checklist_says_how_each_item_stands(made_up_data, organization, year):
    every = [dossier(made_up_data, each, TODAY) for each in evidence.items(made_up_data, organization, year)]
    assert {each.item.subject: each.standing_in_words for each in every} == STANDINGS[organization, year]
    for each in every:
        states = [component.state for component in each.components]
        assert (each.standing == "whole") == (each.is_ready and set(states) <= {"shown", "written"})
        assert each.is_ready or each.standing == "no_data"


def test_the_checklist_says_what_to_do_and_the_paper_does_not(takbai_data, report, item):
    asked = {each.name: each for each in dossier(takbai_data, item(2565, "budget_plan"), TODAY).components}
    assert "แหล่งที่มาของเงิน" in asked["งบประมาณตามแหล่งที่ได้รับการจัดสรร"].explanation
    (survey,) = dossier(takbai_data, item(2565, "satisfaction"), TODAY).components
    assert "จำนวนผู้ตอบ" in survey.remark
    assert dossier(takbai_data, item(2565, "anticorruption_year"), TODAY).unwritten == ["ปัญหา/อุปสรรค", "ข้อเสนอแนะ"]
    for subject in ("budget_plan", "satisfaction", "anticorruption_year", "measures_plan"):
        about = report(2565, subject)
        said = [(part.sentence, on_paper(part)) if len(part.table) else part.sentence for part in about.parts]
        told = repr((about.opening, about.heads, said, about.texts, about.findings))
        assert not re.search("ให้แนบ|ให้เขียน|ยังไม่ได้ระบุ|แสดงได้เฉพาะ|[0-9a-f]{64}|python -m", told)


@pytest.mark.full
@pytest.mark.parametrize(("organization", "year"), STANDINGS)
@pytest.mark.parametrize("spoken", sampled(["th", "en"], every=2))
def test_every_paper_opens_by_whose_demand_the_office_reports(made_up_data, organization, year, spoken):
    with language.speaking(spoken):
        for each in evidence.items(made_up_data, organization, year):
            about = dossier(made_up_data, each, TODAY)
            if not about.is_ready or not each.number:
                continue
            opening = about.report().opening
            assert f"{each.number})" in opening
            assert each.title in opening
            assert about.report().organization in opening
            assert f"{each.fiscal_year}" in opening
            assert opening.startswith("ตามที่") == (spoken == "th")
            assert opening.endswith("ดังนี้" if spoken == "th" else "as follows:")
            assert spoken == "th" or organization == TAKBAI or not re.search("[ก-๙]", opening)


def test_every_file_that_a_figure_comes_from_is_a_source_with_its_hash(report):
    about = report(2565, "anticorruption_year")
    assert set(about.sources.file_name) == {"plan_progress_2564_12m.csv", "plan_progress_2564_6m.csv"}
    assert about.sources.sha256.str.fullmatch("[0-9a-f]{64}").all()


def test_a_source_says_what_it_is_how_many_rows_of_it_and_of_which_day(report):
    files = report(2565, "anticorruption_year").sources.set_index("file_name")
    assert set(files.data_set) == {"plan"}
    assert files.rows_used.tolist() == [4, 4]
    assert thai.day(report(2565, "budget_6m").sources.as_of[0]) == "31 มี.ค. 2565"


def test_a_section_names_every_file_it_is_from_and_the_day_of_its_own_figures(report):
    parts = {part.name: part for part in report(2565, "anticorruption_year").parts}
    both = "plan_progress_2564_6m.csv, plan_progress_2564_12m.csv · 8 แถว"
    assert all(both in parts[name].source for name in ("by_dimension", "budget"))
    assert "ข้อมูล ณ" not in parts["budget"].place


def test_a_document_in_english_calls_the_made_up_municipality_as_pages_do(made_up_data):
    with language.speaking("en"):
        each = next(each for each in evidence.items(made_up_data, MADE_UP, 2566) if each.subject == "budget_6m")
        about = dossier(made_up_data, each, TODAY).report()
    assert about.organization == "Example municipality (made-up data)"
    assert all(part.place.startswith("Example municipality (made-up data) · FY 2566") for part in about.parts)


def test_lines_are_printed_under_what_they_stand_under(made_up_data):
    each = next(each for each in evidence.items(made_up_data, MADE_UP, 2566) if each.subject == "budget_6m")
    lines = next(part for part in dossier(made_up_data, each, TODAY).report().parts if part.name == "lines")
    headings = [row.cells[0] for row in on_paper(lines).rows if row.kind == "heading"]
    assert headings[:3] == ["แผนงานบริหารงานทั่วไป", "งานบริหารทั่วไป · สำนักปลัดเทศบาล", "งบบุคลากร · เงินเดือน (ฝ่ายประจำ)"]


def test_a_short_table_of_figures_stands_upright_on_paper(report):
    for part in report(2565, "anticorruption_year").parts[:1]:
        table = on_paper(part)
        assert not table_layout.looks(table.columns, table.rows)[0].across, part.name
        assert not is_wide(table, 16), part.name


@pytest.mark.full
def test_every_column_of_every_table_has_a_name(takbai_data):
    for year in (2564, 2565, 2566):
        for each in evidence.items(takbai_data, TAKBAI, year):
            if dossier(takbai_data, each, TODAY).is_ready:
                for part in dossier(takbai_data, each, TODAY).report().parts:
                    assert set(part.printed) <= set(QUANTITIES)
                    assert all(column.head for column in on_paper(part).columns)


# Takbai's report has figures for the assessments of three years.
PACKS = [*((TAKBAI, year) for year in range(2564, 2567)), *((MADE_UP, year) for year in range(2564, 2570))]


@pytest.mark.parametrize(("organization", "year"), sampled(PACKS, always=[(MADE_UP, 2566)]))
def test_charts_on_paper_have_every_name_whole_and_say_their_unit_themselves(made_up_data, organization, year):
    every = [dossier(made_up_data, each, TODAY) for each in evidence.items(made_up_data, organization, year)]
    drawn = [part for each in every if each.is_ready for part in each.report().parts if part.figure]
    for part in drawn:
        band = theme.Band(part.title, part.place, part.source)
        charts = [theme.finish(part.figure("wide"), band, dark=False)]
        charts += [theme.on_page(part.figure("narrow"), dark=False)] if stands_beside(part) else []
        for written in (json.dumps(chart, ensure_ascii=False, default=str) for chart in charts):
            assert "…" not in written, part.title
        assert "บาท" not in f"{part.heading} {part.title}", "the chart's own unit may be another"
    assert drawn


@pytest.mark.full
@pytest.mark.parametrize(("organization", "years"), [(TAKBAI, (2564, 2565)), (MADE_UP, (2566,))])
def test_every_letter_of_every_chart_is_one_that_sarabun_has(made_up_data, organization, years):
    known = TTFont(fontpkg_sarabun.ROOT / "files" / "Sarabun-Regular.ttf").getBestCmap()
    con, charts = made_up_data, 0
    for each in (each for year in years for each in evidence.items(con, organization, year)):
        for part in dossier(con, each, TODAY).report().parts if dossier(con, each, TODAY).is_ready else ():
            if part.figure:
                finished = theme.finish(part.figure("wide"), theme.Band(part.title, part.place, part.source), dark=False)
                written = re.sub("<[^>]*>", "", json.dumps(finished, ensure_ascii=False, default=str))
                assert {letter for letter in written if ord(letter) not in known} == set(), part.title
                charts += 1
    assert charts > 5


def test_texts_are_kept_and_stand_in_the_report(load, takbai, store, monkeypatch):
    load(takbai / "plan_progress_2564_12m.csv")
    monkeypatch.setenv("PRONGSAI_STORE", str(store))
    write(TAKBAI, 2565, "anticorruption_year", {"problems": "เบิกจ่ายล่าช้า\nขาดบุคลากร", "approved_by": "นายกเทศมนตรี"})
    con = database.cursor()
    each = next(each for each in evidence.items(con, TAKBAI, 2565) if each.subject == "anticorruption_year")
    about = dossier(con, each, TODAY).report()
    assert dict(about.texts)["ปัญหา/อุปสรรค"] == "เบิกจ่ายล่าช้า\nขาดบุคลากร"
    assert dict(about.signed)["ผู้อนุมัติ"] == "นายกเทศมนตรี"
    states = {part.name: part.state for part in dossier(con, each, TODAY).components}
    assert (states["ปัญหา/อุปสรรค"], states["ข้อเสนอแนะ"]) == ("written", "unwritten")


def test_an_ordinance_that_names_its_funds_is_told_by_them(load, tmp_path, store, monkeypatch):
    path = tmp_path / "ordinance.csv"
    path.write_text(
        "organization_code,fiscal_year,as_of,แหล่งเงิน,งบ,หน่วยงาน,รายการ,งบประมาณตามเทศบัญญัติ,เบิกจ่าย"
        ",แผนไตรมาส 1,แผนไตรมาส 2,แผนไตรมาส 3,แผนไตรมาส 4\n"
        "04960201,2565,2021-10-01,เงินรายได้,งบดำเนินงาน,กองคลัง,ค่าวัสดุสำนักงาน,60000.00,0.00,15000,15000,15000,15000\n"
        "04960201,2565,2021-10-01,เงินอุดหนุนทั่วไป,งบดำเนินงาน,กองคลัง,ค่าวัสดุสำนักงาน,40000.00,0.00,0,40000,0,0\n"
        "04960201,2565,2021-10-01,เงินรายได้,งบลงทุน,กองช่าง,ค่าครุภัณฑ์,50000.00,0.00,,,,\n",
        encoding="utf-8",
    )
    load(path)
    monkeypatch.setenv("PRONGSAI_STORE", str(store))
    con = database.cursor()
    each = next(each for each in evidence.items(con, TAKBAI, 2565) if each.subject == "budget_plan")
    asked = dossier(con, each, TODAY)
    (partly,) = asked.lacking
    assert (partly.state, "รายการที่ไม่มีแผนรายไตรมาส: 1 รายการ" in partly.explanation) == ("partly", True)
    path.write_text(path.read_text(encoding="utf-8").replace(",,,,\n", ",0,0,50000,0\n"), encoding="utf-8")
    load(path)
    con = database.cursor()
    asked = dossier(con, each, TODAY)
    assert asked.standing == "whole"
    parts = {part.name: on_paper(part) for part in asked.report().parts}
    assert list(parts) == ["by_quarter", "by_fund", "by_expenditure_group", "lines"]
    planned = [("ค่าวัสดุสำนักงาน", *cells) for cells in (("60,000", *["15,000"] * 4), ("40,000", "0", "40,000", "0", "0"))]
    assert [row.cells for row in parts["lines"].rows if row.kind == "row"][:2] == planned
    assert [row.cells for row in parts["by_fund"].rows] == [
        ("เงินรายได้", "110,000"), ("เงินอุดหนุนทั่วไป", "40,000"), ("รวม", "150,000"),
    ]  # fmt: skip


def test_a_newer_text_takes_the_place_of_an_older_one_which_stays_in_the_store(load, takbai, store, rows):
    load(takbai / "measures_2565.csv")
    for text in ("หนึ่ง", "สอง"):
        write(TAKBAI, 2565, "measures_result", {"commentary": text}, store)
    assert rows("SELECT text FROM document_texts") == [("สอง",)]
    assert "หนึ่ง" in (store / "document_texts.json").read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "most"), [("commentary", 10_000), ("approved_by", 200)])
def test_a_text_that_is_too_long_is_refused(load, takbai, store, rows, name, most):
    load(takbai / "measures_2565.csv")
    with pytest.raises(LoadError, match=f"{most:,}"):
        write(TAKBAI, 2565, "measures_result", {name: "ก" * (most + 1)}, store)
    assert rows("SELECT count(*) FROM document_texts") == [(0,)]


def test_in_english_items_and_what_they_ask_for_are_in_english(takbai_data):
    with language.speaking("en"):
        for year in documents.items(takbai_data).assessment_year.unique():
            for each in evidence.items(takbai_data, TAKBAI, int(year)):
                asked = dossier(takbai_data, each, TODAY).components
                said = " ".join([each.title, *(component.name for component in asked)])
                assert not re.search("[ก-๙]", said), said


def test_figures_that_do_not_reach_the_end_of_a_round_are_not_called_by_it(report):
    assert dict(report(2565, "budget_6m").heads)["รอบ"] == "6 เดือน"
    heads = dict(report(2566, "budget_year").heads)
    assert "รอบ" not in heads, "the year's figures are of March"
    assert heads["ข้อมูล ณ วันที่"] == "31 มี.ค. 2565"
