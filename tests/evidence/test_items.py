"""What the assessment asks for, whether the data show it, and what the documents hold."""

import json
import re
from dataclasses import replace
from datetime import date

import fontpkg_sarabun
import pytest
from fontTools.ttLib import TTFont

import database
from charts import theme
from evidence import items as evidence
from evidence import table_layout
from evidence.contents import CONTENTS, SUMMARY
from evidence.document_tables import is_wide
from evidence.dossier import NothingToShowError
from evidence.report import on_paper
from loaders.problem import LoadError
from loaders.store.document_texts import write
from queries import budget, documents
from queries.scope import Scope
from tests.readers import dossier
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
        "งบประมาณตามแหล่งที่ได้รับการจัดสรร": "attach",
        "งบประมาณตามประเภทรายการใช้จ่าย": "partly",  # the source names no expenditure group
    }


def test_an_annual_report_made_half_way_through_the_year_says_so(components):
    assert components(2566, "budget_year")["ผลการใช้จ่ายงบประมาณ"] == "partly"


def test_without_data_there_is_no_report(report):
    with pytest.raises(NothingToShowError):
        report(2565, "anticorruption_6m")


def test_the_budget_report_has_the_figures_of_the_page(takbai_data, report):
    about = report(2565, "budget_6m")
    parts = {part.name: part for part in about.parts}
    standing = budget.standing(takbai_data, Scope(TAKBAI, 2565, 6), False).iloc[0]
    assert parts["total"].table.disbursed.iloc[0] == standing.disbursed == 11556723.75
    assert "ร้อยละ 26.79" in parts["total"].sentence
    assert parts["lines"].table.disbursed.sum() == standing.disbursed
    assert "48.17" in parts["totals"].sentence
    assert dict(about.heads)["ข้อมูล ณ วันที่"] == "31 มี.ค. 2565"


def test_the_plan_of_the_budget_tells_what_is_given_and_not_what_is_spent(report):
    parts = report(2565, "budget_plan").parts
    assert [part.name for part in parts] == ["by_division", "by_item"]
    assert all(part.table.allocation.sum() == 42254400 for part in parts)
    assert "ตั้งไว้ 42.25 ล้านบาท หลังโอน 43.13 ล้านบาท รวม 13 รายการ" in parts[0].sentence
    assert not any("เบิกจ่าย" in part.title + part.sentence for part in parts)


def test_what_an_item_demands_and_nobody_wrote_is_shown_as_lacking(report):
    texts = dict(report(2565, "anticorruption_year").texts)
    assert texts == {"ปัญหา/อุปสรรค": "(ยังไม่ได้ระบุ)", "ข้อเสนอแนะ": "(ยังไม่ได้ระบุ)", "คำอธิบายเพิ่มเติม": ""}


def test_findings_that_touch_the_figures_are_in_the_report_and_no_others(report):
    told = report(2565, "budget_6m").findings
    assert any("20,988,200.00" in finding for finding in told)
    assert not any("มิติ" in finding for finding in told)
    assert report(2565, "measures_result").findings == ()


def test_the_report_on_measures_has_the_shape_of_the_municipalitys_own(report):
    measures = next(part for part in report(2565, "measures_result").parts if part.name == "measures")
    assert measures.printed == ("measure_no", "measure", "procedure", "responsible", "result", "suggestion", "status", "evidence")
    assert measures.table.measure_no.tolist() == list(range(1, 25))


def test_a_report_of_six_months_shows_nothing_of_later_ones(report):
    for part in report(2564, "anticorruption_6m").parts:
        if "round_months" in part.table and part.name != "ranking":
            assert set(part.table.round_months) == {6}, part.name


def test_the_summary_takes_the_newest_of_each_data_set_up_to_its_year(report):
    headlines = report(2565, SUMMARY).parts[0].table
    assert headlines.fiscal_year.tolist() == [2565, 2564, 2564, 2565]
    assert [round(figure, 2) for figure in headlines.figure] == [26.79, 96.70, 38.46, 14]


def test_each_figure_of_the_summary_says_of_when_it_is(report):
    headlines, attention = report(2565, SUMMARY).parts
    assert "time" in headlines.printed
    assert headlines.table.time.tolist() == [
        "ปีงบฯ 2565 · ข้อมูล ณ 31 มี.ค. 2565", "ปีงบฯ 2564", "ปีงบฯ 2564 · รอบ 12 เดือน", "ปีงบฯ 2565",
    ]  # fmt: skip
    assert "ปีงบฯ 2564: ความพึงพอใจเฉลี่ยร้อยละ 96.70" in headlines.sentence
    assert all("(ปีงบฯ 256" in line for line in attention.sentence.splitlines())


def test_a_summary_of_a_year_without_data_says_that_all_is_older(report):
    assert dict(report(2566, SUMMARY).heads)["ปีงบประมาณ"] == "2565, 2564 (ยังไม่มีข้อมูลของ 2566)"
    assert dict(report(2565, SUMMARY).heads)["ปีงบประมาณ"] == "2565, 2564"


def test_the_report_on_measures_says_that_done_is_not_target_met(report):
    about = report(2565, "measures_result")
    target = next(part for part in about.parts if part.name == "target")
    assert "ร้อยละ 38.46 จากเป้าหมายร้อยละ 80 (เทศบาลเมืองตากใบ · ปีงบฯ 2564 · รอบ 12 เดือน)" in target.sentence
    assert "plan_progress_2564_12m.csv" in set(about.sources.file_name)
    assert dict(about.heads)["ปีงบประมาณ"] == "2565"


def test_a_text_stands_under_the_name_of_what_the_item_demands(takbai_data, report, item):
    headings = [name for name, _text in report(2565, "measures_plan").texts]
    assert headings == ["การวิเคราะห์ผลการประเมินปีก่อน", "แนวทางกำกับติดตาม/รายงานผล", "ปัญหา/อุปสรรค"]
    assert list(dossier(takbai_data, item(2565, "measures_plan"), TODAY).boxes) == ["commentary", "suggestions", "problems"]


def test_a_document_says_what_it_does_not_show(takbai_data, report, item):
    assert report(2565, "budget_plan").lacking == (
        "งบประมาณตามแหล่งที่ได้รับการจัดสรร: ชุดข้อมูลงบประมาณไม่มีแหล่งที่มาของเงิน ให้แนบแผนฉบับเต็ม",
        "งบประมาณตามประเภทรายการใช้จ่าย: ข้อมูลต้นทางไม่ได้ระบุงบของรายการ",
    )
    assert "แสดงได้เฉพาะรายมิติ" in report(2565, "anticorruption_year").lacking[0]
    assert report(2565, "budget_6m").lacking == ()
    unconfirmed = replace(item(2565, "budget_6m"), is_confirmed=False)
    told = dossier(takbai_data, unconfirmed, TODAY).report().lacking
    assert told == ("เลขข้อนี้ยังไม่มีแหล่งอ้างอิงยืนยัน",)


def test_every_file_that_a_figure_comes_from_is_a_source_with_its_hash(report):
    about = report(2565, "anticorruption_year")
    assert set(about.sources.file_name) == {"plan_progress_2564_12m.csv", "plan_progress_2564_6m.csv", "plan_ranking_2564.csv"}
    assert about.sources.sha256.str.fullmatch("[0-9a-f]{64}").all()


def test_a_source_says_what_it_is_how_many_rows_of_it_and_of_which_day(report):
    files = report(2565, "anticorruption_year").sources.set_index("file_name")
    assert files.data_set.to_dict() == {
        "plan_progress_2564_12m.csv": "plan", "plan_progress_2564_6m.csv": "plan", "plan_ranking_2564.csv": "plan_ranking",
    }  # fmt: skip
    assert files.rows_used.tolist() == [4, 4, 8]
    assert thai.day(files.as_of["plan_ranking_2564.csv"]) == "7 ต.ค. 2564"


def test_a_section_names_every_file_it_is_from_and_the_day_of_its_own_figures(report):
    parts = {part.name: part for part in report(2565, "anticorruption_year").parts}
    both = "plan_progress_2564_6m.csv, plan_progress_2564_12m.csv · 8 แถว"
    assert all(both in parts[name].source for name in ("by_dimension", "budget", "course"))
    assert parts["ranking"].place == "เทศบาลเมืองตากใบ · ปีงบฯ 2564 · รอบ 12 เดือน · ข้อมูล ณ 7 ต.ค. 2564"
    assert "ข้อมูล ณ" not in parts["total"].place


def test_a_document_in_english_calls_the_made_up_municipality_as_pages_do(made_up_data):
    with language.speaking("en"):
        each = next(each for each in evidence.items(made_up_data, MADE_UP, 2566) if each.subject == "budget_6m")
        about = dossier(made_up_data, each, TODAY).report()
    assert about.organization == "Example municipality (made-up data)"
    assert all(part.place.startswith("Example municipality (made-up data) · FY 2566") for part in about.parts)


def test_lines_of_one_name_are_printed_with_what_they_stand_under(made_up_data):
    each = next(each for each in evidence.items(made_up_data, MADE_UP, 2566) if each.subject == "budget_6m")
    lines = next(part for part in dossier(made_up_data, each, TODAY).report().parts if part.name == "lines")
    assert lines.table.item.duplicated().any()
    assert lines.printed[:4] == ("item", "plan", "work", "division")


def test_lines_that_have_each_a_name_of_its_own_are_printed_by_it(report):
    lines = next(part for part in report(2565, "budget_6m").parts if part.name == "lines")
    assert lines.printed[:2] == ("item", "division")


def test_a_short_table_of_figures_stands_upright_on_paper(report):
    for part in report(2565, "anticorruption_year").parts:
        table = on_paper(part)
        assert not table_layout.look(table.columns, [row.cells for row in table.rows]).across, part.name
        assert not is_wide(on_paper(part), across=16), part.name


def test_every_column_of_every_table_has_a_name(takbai_data):
    for year in (2564, 2565, 2566):
        for each in evidence.items(takbai_data, TAKBAI, year):
            if dossier(takbai_data, each, TODAY).is_ready:
                for part in dossier(takbai_data, each, TODAY).report().parts:
                    assert set(part.printed) <= set(QUANTITIES)
                    assert all(column.head for column in on_paper(part).columns)


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
    assert charts > 10


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
