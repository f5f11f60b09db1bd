"""The page of the measures: its answer, its board, what is due or lacks evidence, what changed, and how it is narrowed."""

import shutil
from dataclasses import replace
from datetime import date
from functools import partial

import pandas as pd
import pytest
from playwright.sync_api import expect

import database
from charts import measures as draw
from charts import theme
from evidence.dossier import dossiers
from evidence.items import items
from loaders.layout.reading import Options
from loaders.loading import load_files
from loaders.store import photographs
from queries import measures
from queries.scope import Scope, catalogue
from sentences import measures as say
from tests.drawing import alt, board, chart, draw_page, said, section, table, traces, unmarked, words
from tests.pictures import photograph
from tests.serving import settled
from vocabulary import language
from vocabulary.data_sets import LISTED

TAKBAI = Scope("04960201", 2565)
TODAY = date(2023, 9, 15)
open_measures = partial(draw_page, "measures")
HEAD = "organization_code,fiscal_year,measure_no,measure,responsible,status,evidence,suggestion,due_date\n"
BEFORE = """\
04960201,2565,1,เผยแพร่ข้อมูลการใช้จ่ายงบประมาณ,กองคลัง,ongoing,yes,,
04960201,2565,2,ประชุมชี้แจงบทบาทหน้าที่,กองช่าง,ongoing,no,,
04960201,2565,3,จัดซื้อจัดจ้างอย่างเปิดเผย,กองคลัง,done,yes,,
04960201,2565,4,ยกย่องบุคลากรดีเด่น,กองช่าง,done,yes,,
04960201,2565,5,อบรมการใช้รถยนต์ราชการ,กองคลัง,done,yes,,
04960201,2565,6,ประกาศไม่รับของขวัญ,กองคลัง,done,yes,,
"""
AFTER = """\
04960201,2566,1,เผยแพร่ข้อมูลการใช้จ่ายงบประมาณ,กองคลัง,done,yes,ดี,2023-08-31
04960201,2566,2,ประชุมชี้แจงบทบาทหน้าที่,กองช่าง,ongoing,yes,ดี,2023-09-10
04960201,2566,3,จัดซื้อจัดจ้างอย่างเปิดเผยและเป็นธรรม,กองคลัง,done,yes,ดี,
04960201,2566,4,ตั้งศูนย์รับเรื่องร้องเรียน,กองช่าง,not_started,no,,2023-10-01
04960201,2566,6,ประกาศไม่รับของขวัญ,กองคลัง,done,yes,ดี,
04960201,2566,7,อบรมการใช้  รถยนต์ราชการ,กองคลัง,unknown,,ดี,2024-09-30
"""


@pytest.fixture(scope="module")
def of_two_years(tmp_path_factory):
    """A store with six measures of two years each, which nobody changes."""
    folder = tmp_path_factory.mktemp("two_years")
    for name, lines in (("before.csv", BEFORE), ("after.csv", AFTER)):
        (folder / name).write_text(HEAD + lines, encoding="utf-8")
    reports = load_files(sorted(folder.iterdir()), Options(), folder / "store", lambda _name, _rows: None)
    assert not any(report.refused for report in reports)
    return folder / "store"


@pytest.fixture
def two_years(of_two_years, store, monkeypatch):
    """A cursor on six measures of two years each, of which some changed, in a store of the test's own."""
    monkeypatch.setenv("PRONGSAI_STORE", str(shutil.copytree(of_two_years, store)))
    return database.cursor()


def within(scope, **values):
    return replace(scope, within=tuple(values.items()))


def numbers(con, scope):
    return list(measures.every(con, scope, TODAY).measure_no)


# What is asked.


def test_takbais_measures_by_status_evidence_suggestion_and_due_date(takbai_data):
    total = measures.total(takbai_data, TAKBAI, TODAY).iloc[0]
    assert (total.measures, total.done, total.ongoing, total.not_started, total.no_case) == (24, 14, 8, 1, 1)
    assert (total.with_evidence, total.without_evidence, total.evidence_unknown) == (8, 4, 12)
    assert (total.without_suggestion, total.dated, total.without_due) == (24, 0, 9)
    assert pd.isna(total.overdue), "what has no due date is not known to be in time"
    every = measures.every(takbai_data, TAKBAI, TODAY).set_index("measure_no")
    assert every.index[every.status == "not_started"] == [3]
    assert every.index[every.status == "no_case"] == [8]
    evidence = measures.by_evidence(takbai_data, TAKBAI).set_index("evidence")
    assert evidence.measures.to_dict() == {"yes": 8, "no": 4, "unknown": 12}
    assert evidence.measure_nos["no"] == "3, 8, 12, 15"


def test_measures_are_proved_by_the_data_that_are_reported(takbai_data):
    proofs = measures.every(takbai_data, TAKBAI, TODAY).dropna(subset="proof").set_index("measure_no").proof
    expected = {4: "budget", 5: "budget", 6: "budget", 17: "plan", 18: "plan", 19: "plan", 23: "satisfaction"}
    expected |= dict.fromkeys((3, 9, 10, 11, 12, 16, 20, 24), "activities")
    assert proofs.to_dict() == expected


def test_every_question_is_narrowed_alike_by_the_value_as_the_file_has_it(takbai_data):
    for unit, rows in measures.combinations(takbai_data, TAKBAI).groupby("responsible").rows.sum().items():
        scope = within(TAKBAI, responsible=unit)
        assert measures.total(takbai_data, scope).measures[0] == rows
        assert measures.by_status(takbai_data, scope).measures.sum() == rows
        assert measures.by_evidence(takbai_data, scope).measures.sum() == rows
        assert list(measures.by_unit(takbai_data, scope).responsible) == [unit]
        assert len(numbers(takbai_data, scope)) == rows
    of_several_lines = next(unit for unit in measures.combinations(takbai_data, TAKBAI).responsible if "\n" in unit)
    assert numbers(takbai_data, within(TAKBAI, responsible=of_several_lines)) == [23]
    assert numbers(takbai_data, within(TAKBAI, status="ongoing", evidence="no")) == [12, 15]


def test_a_search_needs_every_word_and_takes_them_literally(takbai_data):
    assert numbers(takbai_data, within(TAKBAI, words="คิวอาร์โคด E SERVICE")) == [1]
    assert numbers(takbai_data, within(TAKBAI, words="กองคลัง", status="ongoing")) == [6]
    for literal in ("'; DROP TABLE measures; --", "100%_", '"}'):
        assert measures.total(takbai_data, within(TAKBAI, words=literal)).empty


def test_a_measure_without_a_unit_or_evidence_is_found_under_what_is_shown(load, store, monkeypatch):
    load("organization_code,fiscal_year,measure_no,measure,status\n04960201,2566,1,ก,done\n")
    monkeypatch.setenv("PRONGSAI_STORE", str(store))
    con, scope = database.cursor(), Scope("04960201", 2566)
    assert measures.combinations(con, scope).values.tolist() == [["–", "done", "unknown", 1]]
    assert numbers(con, within(scope, responsible="–", evidence="unknown")) == [1]


def test_days_are_counted_for_what_is_still_open_and_the_first_due_comes_first(two_years):
    scope = Scope("04960201", 2566)
    assert measures.due(two_years, scope, TODAY)[["measure_no", "days_left"]].values.tolist() == [[2, -5], [4, 16], [7, 381]]
    assert numbers(two_years, scope) == [2, 4, 7, 1, 3, 6]
    total = measures.total(two_years, scope, TODAY).iloc[0]
    assert (total.dated, total.overdue, total.due_soon, total.without_due) == (4, 1, 1, 0)
    on_the_day = measures.total(two_years, scope, date(2023, 9, 10)).iloc[0]
    assert (on_the_day.overdue, on_the_day.due_soon) == (0, 2)


def test_changes_are_told_of_the_same_measure_whatever_its_number(two_years):
    changes = measures.changes(two_years, Scope("04960201", 2566), Scope("04960201", 2565))
    assert changes[["change", "measure_no"]].values.tolist() == [
        ["status_changed", 1], ["status_changed", 7], ["evidence_changed", 2], ["reworded", 3],
        ["new_measure", 4], ["vanished", 4],
    ]  # fmt: skip
    by_number = changes.set_index("measure_no")
    assert by_number.earlier_measure_no[7] == 5
    assert by_number.earlier_measure[3] == "จัดซื้อจัดจ้างอย่างเปิดเผย"
    assert by_number.earlier_status[1] == "ongoing"
    assert by_number.status[1] == "done"


def test_changes_are_narrowed_to_what_holds_now_or_held_then(two_years):
    now, then = Scope("04960201", 2566), Scope("04960201", 2565)
    of_unit = measures.changes(two_years, within(now, responsible="กองช่าง"), then)
    assert of_unit[["change", "measure_no"]].values.tolist() == [
        ["evidence_changed", 2],
        ["new_measure", 4],
        ["vanished", 4],
    ]
    assert list(measures.changes(two_years, within(now, status="ongoing"), then).measure_no) == [1, 2]


def test_a_year_compared_with_itself_has_not_changed(takbai_data):
    assert measures.changes(takbai_data, TAKBAI, TAKBAI).empty


# What is said.


def test_what_changed_is_said_by_number_and_status_in_both_languages(two_years):
    changes = measures.changes(two_years, Scope("04960201", 2566), Scope("04960201", 2565))
    assert say.changed(changes, 2565) == (
        "เทียบกับปีงบฯ 2565: สถานะเปลี่ยน 2 ข้อ: ข้อ 1 ดำเนินการต่อเนื่อง → ดำเนินการแล้ว, ข้อ 7 ดำเนินการแล้ว → ไม่ทราบ; "
        "หลักฐานเปลี่ยน 1 ข้อ: ข้อ 2 ไม่มี → มี; ปรับข้อความหรือเลขข้อ 1 ข้อ (ข้อ 3); ข้อใหม่ 1 ข้อ (ข้อ 4); ไม่มีแล้ว 1 ข้อ (ข้อ 4)"
    )
    assert say.changed(changes[:0], 2565) == "ไม่มีอะไรเปลี่ยนไปจากปีงบฯ 2565"
    language.use("en")
    assert say.changed(changes[:1], 2565) == "Compared with FY 2565: status changed in 1: no. 1 Ongoing → Done."


def test_of_many_changes_the_first_three_are_named():
    row = {"change": "vanished", "status": None, "earlier_status": "done", "evidence": None, "earlier_evidence": "yes"}
    assert "ข้อ 3 และอีก 57 ข้อ)" in say.changed(pd.DataFrame([row | {"measure_no": n} for n in range(1, 61)]), 2565)


def test_due_dates_are_said_with_days_and_a_missing_date_is_not_late(two_years, takbai_data):
    def due(con, scope, today):
        return say.due(measures.total(con, scope, today).iloc[0], measures.due(con, scope, today))

    now = Scope("04960201", 2566)
    assert due(two_years, now, TODAY) == "เกินกำหนด 1 ข้อ (ข้อ 2 เกิน 5 วัน) ครบกำหนดภายใน 30 วันอีก 1 ข้อ"
    assert due(two_years, now, date(2023, 8, 1)) == "ไม่มีข้อที่เกินกำหนด"
    assert due(takbai_data, TAKBAI, TODAY) == "ไม่มีข้อใดระบุกำหนดแล้วเสร็จ จึงบอกไม่ได้ว่าข้อใดล่าช้า"
    assert [say.days_left(days) for days in (-3, 0, 12, None, pd.NA)] == ["เกินกำหนด 3 วัน", "ครบกำหนดวันนี้", "เหลือ 12 วัน", "", ""]


def test_unknown_evidence_is_not_said_to_be_missing(takbai_data, two_years):
    told = say.evidence(measures.by_evidence(takbai_data, TAKBAI))
    assert told.startswith("มีหลักฐาน 8 จาก 24 ข้อ ไม่มี 4 ข้อ (ข้อ 3, 8, 12, 15) ไม่ทราบ 12 ข้อ ซึ่งไม่ได้หมายความว่าไม่มีหลักฐาน")
    assert "ไม่ทราบ" not in say.evidence(measures.by_evidence(two_years, Scope("04960201", 2565)))


def test_empty_suggestions_are_said_once_and_not_at_all_where_there_are_none(two_years):
    def told(count):
        return say.suggestion(pd.Series({"measures": 24, "without_suggestion": count}))

    assert told(24).startswith("ช่องข้อเสนอแนะว่างทั้ง 24 ข้อ")
    assert told(3).startswith("ช่องข้อเสนอแนะว่าง 3 จาก 24 ข้อ")
    assert told(0) == ""


@pytest.mark.parametrize(
    ("short", "expected"), [(22, "ไม่ได้หมายความว่า “ถึงเป้าหมาย”"), (0, "ถึงเป้าหมายแล้ว: โครงการตามแผนดำเนินการแล้วร้อยละ 38.46")]
)
def test_done_is_kept_apart_from_target_met(short, expected):
    assert expected in say.target_missed(pd.Series({"projects_rate": 20 / 52, "projects_short": short, "target": 0.8}))


# What is drawn.


def test_every_bar_leads_to_its_measures(takbai_data):
    status = traces(draw.by_status(measures.by_status(takbai_data, TAKBAI), "wide"))["measures"]
    assert list(status.x) == [14, 8, 1, 1]
    assert list(status.customdata) == [{"status": code} for code in ("done", "ongoing", "not_started", "no_case")]
    evidence = traces(draw.by_evidence(measures.by_evidence(takbai_data, TAKBAI), "wide"))["measures"]
    assert [(bar["evidence"], count) for bar, count in zip(evidence.customdata, evidence.x, strict=True)] == [
        ("yes", 8), ("no", 4), ("unknown", 12),
    ]  # fmt: skip
    units = measures.by_unit(takbai_data, TAKBAI)
    for bars in traces(draw.by_unit(units, "wide")).values():
        assert [bar["responsible"] for bar in bars.customdata] == list(units.responsible)


@pytest.mark.parametrize("count", [0, 1, 60])
def test_pictures_bear_no_measures_one_and_sixty_units(count):
    codes = {"status": ["done", "unknown"], "evidence": ["yes", "unknown"]}
    for column, make in (("status", draw.by_status), ("evidence", draw.by_evidence)):
        drawn = traces(make(pd.DataFrame({column: codes[column], "measures": [count, 0]}), "wide"))
        assert list(drawn["measures"].x) == ([count] if count else [])
    units = pd.DataFrame({name: [2] * count for name in (*draw.STATUS_COLORS, "measures")}, dtype=int)
    figure = draw.by_unit(units.assign(responsible=[f"กอง {number}" for number in range(count)]), "wide")
    assert all(len(bars.x) == min(count, theme.MOST_ROWS["wide"]) for bars in traces(figure).values())


# The page.


@pytest.fixture(scope="module")
def takbais(published):
    """The page of the municipality's measures as it is first seen, drawn once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PRONGSAI_STORE", str(published))
        return open_measures()


def names(app):
    """The numbers of the measures on the board, in the order of the page."""
    return [name.split(".")[0] for name, _card in board(app)[1]]


def test_the_answer_comes_first_and_each_want_is_said_once(takbais):
    assert unmarked(takbais.markdown[0].value).startswith("มาตรการ 24 ข้อ: ดำเนินการแล้ว 14 ข้อ")
    assert [metric.value for metric in takbais.metric] == ["14", "8", "1", "ไม่ระบุกำหนด", "4"]
    assert said(takbais).count("ช่องข้อเสนอแนะว่างทั้ง 24 ข้อ") == 1
    assert said(takbais).count("ไม่มีข้อใดระบุกำหนดแล้วเสร็จ") == 1
    assert not section(takbais, "due")


def test_the_board_has_a_column_for_each_status_and_a_card_for_each_measure(takbais):
    columns, cards = board(takbais)
    assert columns == ["ยังไม่ดำเนินการ (1)", "ดำเนินการต่อเนื่อง (8)", "ดำเนินการแล้ว (14)", "ไม่มีกรณี (1)"]
    assert len(cards) == 24
    evidence = {name.split(".")[0]: card.find("summary").text_content() for name, card in cards}
    assert sum("ไม่ทราบหลักฐาน" in summary for summary in evidence.values()) == 12
    assert [number for number, summary in evidence.items() if "ไม่มีหลักฐาน" in summary] == ["3", "12", "15", "8"]


def test_what_a_measure_says_with_markup_stands_on_its_card_as_text(load, store, monkeypatch):
    measure, unit = "ประกาศ <img src=x onerror=alert(1)> & <b>ไม่รับ</b>", '"><script>alert(2)</script>'
    quoted = unit.replace('"', '""')
    load(f'organization_code,fiscal_year,measure_no,measure,responsible,status\n04960201,2566,1,{measure},"{quoted}",done\n')
    monkeypatch.setenv("PRONGSAI_STORE", str(store))
    app = open_measures()
    ((name, card),) = board(app)[1]
    assert name == f"1. {measure}"
    assert card.findtext("summary/small") == unit
    assert not card.xpath(".//img | .//script | .//b[not(parent::summary)]")


@pytest.mark.full
def test_three_thousand_measures_are_drawn_compared_and_listed(load, store, monkeypatch):
    for year in (2565, 2566):
        lines = [f"04960201,{year},{n},มาตรการที่ {n} ของหน่วยงาน,กอง {n % 70},ongoing,yes,,\n" for n in range(1, 3_001)]
        assert not load(HEAD + "".join(lines)).refused
    monkeypatch.setenv("PRONGSAI_STORE", str(store))
    app = open_measures(tab="changes")
    assert "ไม่มีอะไรเปลี่ยนไปจากปีงบฯ 2565" in said(app)
    assert len(board(app)[1]) == 60
    assert "60 รายการแรกจาก 3,000" in words(app)
    assert len(table(open_measures(tab="rows"), "rows")) == 3_000


def test_a_card_leads_to_the_figures_of_the_year_that_prove_it(takbais):
    cards = {name.split(".")[0]: card for name, card in board(takbais)[1]}
    (link,) = cards["18"].iter("a")
    assert link.text == "ดูข้อมูลแผนป้องกันการทุจริตที่เป็นหลักฐาน"
    assert link.get("href") == "plan?fy=2564"
    assert not list(cards["1"].iter("a"))


def test_a_card_shows_the_figures_that_prove_it_and_whether_its_target_is_met(made_up_data, takbais):
    app = open_measures(org="99000001")
    cards = {name.split(".")[0]: card for name, card in board(app)[1]}
    signs = {number: [sign.text_content() for sign in card.find_class("proof")] for number, card in cards.items()}
    assert signs["10"] == ["flagประชุมครบ 7 จาก 8 หน่วยงาน · กองช่างประชุม 1 ครั้ง"]
    assert signs["24"] == ["verifiedฝึกอบรม 2 ครั้ง (เป้าหมาย 1 ครั้ง) · ครบตามเป้าหมาย"]
    assert signs["22"][-1:] == ["flagเผยแพร่ตามกำหนด 6/7 รายการ · เกินกำหนด 1 รายการ"]
    assert len(signs["17"]) == 2
    # The status in words stays what the office declared.
    assert "10" in [name.split(".")[0] for name, _card in board(open_measures(org="99000001", status="ongoing"))[1]]
    assert [link.get("href") for link in cards["10"].iter("a")] == ["activities?org=99000001&fy=2568&measure=10"]
    of_takbai = {name.split(".")[0]: len(card.find_class("proof")) for name, card in board(takbais)[1]}
    assert {number for number, count in of_takbai.items() if count} == {"4", "5", "6", "17", "18", "19", "23", "24"}


def test_the_pictures_of_its_activities_stand_on_the_card(load, takbai, store, monkeypatch):
    monkeypatch.setenv("PRONGSAI_STORE", str(store))
    load(takbai / "measures_2565.csv")
    photographs.add("04960201", 2565, 24, [photograph(size=(300, 200))], store)
    cards = {name.split(".")[0]: card for name, card in board(open_measures())[1]}
    (picture,) = cards["24"].iter("img")
    assert picture.get("src").startswith("data:image/jpeg;base64,")
    assert len(picture.get("src")) < 20_000
    assert not list(cards["4"].iter("img"))


def test_the_address_narrows_all_that_the_page_shows(takbai_data):
    app = open_measures(unit="กองคลัง", status="ongoing", tab="rows")
    assert names(app) == ["6"]
    assert "แสดง 1 จาก 24 แถว" in said(app)
    assert "มาตรการ 1 ข้อ:" in said(app)
    assert not app.info, "the box on the plan belongs to a measure that is not in view"
    assert len(table(app, "rows")) == 1


def test_words_narrow_all_that_the_page_shows_and_stay_in_the_address(takbai_data):
    app = open_measures(tab="unit")
    app.text_input(key="choose_q").set_value("กองคลัง งบประมาณ").run()
    assert not app.exception
    assert app.query_params["q"] == "กองคลัง งบประมาณ"
    assert len(names(app)) == 4
    assert "มาตรการ 4 ข้อ:" in said(app)
    assert "แสดง 4 จาก 24 แถว" in said(app)
    assert sum(sum(bars.x) for bars in chart(app, "by_unit").data) == 4
    assert "มีคำว่า “กองคลัง งบประมาณ”" in alt(app, "by_unit")


def overdue(app):
    return {unmarked(metric.label): metric.value for metric in app.metric}["เกินกำหนด"]


def test_without_due_dates_no_number_of_overdue_measures_is_shown(takbais):
    assert overdue(takbais) == "ไม่ระบุกำหนด"


def test_words_that_nothing_has_are_answered_in_a_sentence(takbai_data):
    app = open_measures(q="ไม่มีคำนี้แน่นอน")
    assert app.info[0].value == "ไม่มีแถวใดตรงกับตัวกรองที่เลือกไว้พร้อมกันทั้งหมด ลองเอาตัวกรองออกบางข้อ"
    assert not [html for html in app.get("html") if 'class="board"' in html.proto.body]


def test_two_years_are_compared_at_once_and_any_other_on_demand(two_years, load):
    load(HEAD + BEFORE.replace("2565", "2564").replace("ongoing", "no_case"))
    app = open_measures(tab="changes")
    assert "เทียบกับปีงบฯ 2565: สถานะเปลี่ยน 2 ข้อ" in said(app)
    assert "สิ่งที่เปลี่ยนไปจากปีงบฯ 2565" in [heading.value for heading in app.header]
    app = open_measures(tab="changes", **{"with": "2564"})
    assert "เทียบกับปีงบฯ 2564: สถานะเปลี่ยน 3 ข้อ" in said(app)
    assert not section(open_measures(tab="changes", **{"with": "none"}), "changes")


def test_where_there_is_no_other_year_the_tab_says_that_nothing_is_there(takbai_data):
    assert "ไม่มีข้อมูลส่วนนี้" in said(open_measures(tab="changes"))


def test_a_due_date_stands_on_the_card_and_in_a_list_by_date(two_years):
    app = open_measures()  # whenever this runs, the dates are past
    late = [name for name, card in board(app)[1] if "เกินกำหนด" in card.find("summary").text_content()]
    assert [name.split(".")[0] for name in late] == ["4", "2", "7"]
    assert list(table(app, "due").measure_no) == [2, 4, 7]
    assert overdue(app) == "3"
    assert "มาตรการ 6 ข้อ: ดำเนินการแล้ว 3 ข้อ, ดำเนินการต่อเนื่อง 1 ข้อ, ยังไม่ดำเนินการ 1 ข้อ, ไม่ทราบ 1 ข้อ" in said(app)


@pytest.mark.parametrize(("tab", "name"), [("unit", "by_unit"), ("evidence", "by_evidence")])
def test_one_picture_is_shown_at_a_time(takbai_data, tab, name):
    app = open_measures(tab=tab)
    assert chart(app, name)
    assert len(app.get("plotly_chart")) == 1


@pytest.mark.full
def test_a_click_on_a_bar_leads_to_its_measures_and_back_returns(visit):
    page = visit("measures?tab=evidence", height=1200)
    page.locator(".js-plotly-plot .point path").nth(1).click(force=True)
    page.wait_for_url("**evidence=no*")
    settled(page)
    expect(page.locator(".board details")).to_have_count(4)
    page.go_back()
    page.wait_for_function("!location.search.includes('evidence=')")
    expect(page.locator(".board details")).to_have_count(24)


@pytest.mark.parametrize(("organization", "year"), [("04960201", 2565), ("99000001", 2568)])
def test_the_report_of_results_has_the_figure_of_each_page_and_of_no_other_year(made_up_data, organization, year):
    (item,) = [each for each in items(made_up_data, organization, year) if each.subject == "measures_result"]
    (paper,) = dossiers(made_up_data, catalogue(made_up_data), [item], TODAY)
    (section,) = [part for part in paper.report().parts if part.name == "proofs"]
    names = {"plan": "plan_progress", "satisfaction": "satisfaction", "budget": "budget"}
    reported = {
        name: made_up_data.execute(
            f"SELECT max(fiscal_year) FROM published.{names.get(name, name)} WHERE organization_code = ? AND fiscal_year <= ?",
            [organization, year],
        ).fetchone()[0]
        for name in [each.name for each in LISTED if each.name != "measures"]
    }  # fmt: skip
    usable = {name for name, newest in reported.items() if newest and newest >= year - (name in names)}
    told = set(zip(section.table.measure_no, section.table.proof, strict=True))
    known = made_up_data.execute(
        "SELECT measure_no, data_set FROM measure_proof WHERE ? BETWEEN first_fiscal_year AND last_fiscal_year", [year]
    ).fetchall()
    # Of activities and things to publish, only where some are of the measure.
    of_each = {"activities", "disclosures"}
    assert {pair for pair in known if pair[1] in usable - of_each} == {pair for pair in told if pair[1] not in of_each}
    assert told <= set(known)
    for row in section.table.itertuples():
        assert f"{reported[row.proof]}" in row.proof_figure
