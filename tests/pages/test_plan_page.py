"""The page of the anti-corruption plan: its answer, its projects, its comparisons, and its pictures of any data."""

import re
from datetime import date
from functools import partial
from itertools import pairwise

import pandas as pd
import pytest

from charts import plan as draw
from charts import plan_course, timeline
from database import cursor
from loaders.layout.reading import Options
from loaders.loading import load_files
from queries import plan, plan_projects
from queries.scope import Scope, sources
from sentences import plan as say
from sentences import plan_projects as say_projects
from tests.drawing import chart, draw_page, opened, said, section, table, trace, traces, writing
from vocabulary import language

TAKBAI = Scope("04960201", 2564)
TODAY = date(2026, 11, 23)
OTHER = "04960299"
open_plan = partial(draw_page, "plan")
NOW, BEFORE = Scope(OTHER, 2566), Scope(OTHER, 2565, 12)
PROGRESS = (
    "organization_code,fiscal_year,round_months,dimension_no,projects_planned,projects_done,budget_planned,budget_ordinance,"
    "budget_spent,stated_projects_percent,stated_budget_percent\n"
)
PROJECTS = (
    "organization_code,fiscal_year,round_months,project_no,project,dimension_no,status,reason,responsible,budget_planned,"
    "budget_ordinance,budget_spent\n"
)
FILES = {
    "progress_2565.csv": PROGRESS + f"{OTHER},2565,12,1,4,3,100,100,50,75.00,50.00\n",
    "progress_2566.csv": PROGRESS + f"{OTHER},2566,12,1,4,1,100,100,50,25.00,50.00\n{OTHER},2566,12,2,1,1,0,0,0,100.00,100.00\n",
    "projects_2565.csv": PROJECTS
    + f"{OTHER},2565,12,1,อบรมคุณธรรมบุคลากร,1,done,,กองคลัง,50,50,20\n"
    + f"{OTHER},2565,12,2,ประกาศเจตจำนงสุจริต,1,done,,กองคลัง,50,50,30\n"
    + f"{OTHER},2565,12,3,โครงการเยาวชนสุจริต ประจำปี 2565,1,done,,กองช่าง,,,\n"
    + f"{OTHER},2565,12,4,ติดป้ายข้อมูลโครงการก่อสร้าง,1,waiting,,กองช่าง,,,\n",
    "projects_2566.csv": PROJECTS
    + f"{OTHER},2566,12,1,อบรมคุณธรรมบุคลากร,1,ongoing,,กองคลัง,50,50,10\n"
    + f"{OTHER},2566,12,2,ประกาศเจตจำนงสุจริต,1,ongoing,,กองคลัง,50,50,40\n"
    + f"{OTHER},2566,12,3,โครงการเยาวชนสุจริต ประจำปี 2566,1,cannot,งบประมาณไม่พอ,กองช่าง,,,\n"
    + f"{OTHER},2566,12,4,เผยแพร่แผนจัดหาพัสดุ,1,done,,กองคลัง,,,\n"
    + f"{OTHER},2566,12,5,รับเรื่องร้องเรียน,2,waiting,,กองช่าง,,,\n",
}
"""Two years of a small plan. 2566: two in hand, one of which has spent more; one not possible; one renamed, one gone, one new
in dimension 1; and of dimension 2 the report says done where the list says waiting."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A store with the small plan."""
    written = tmp_path_factory.mktemp("written")
    for name, text in FILES.items():
        (written / name).write_text(text, encoding="utf-8")
    store = tmp_path_factory.mktemp("plan")
    reports = load_files(sorted(written.glob("*.csv")), Options(), store, lambda _name, _rows: None)
    assert not any(report.refused for report in reports)
    return store


@pytest.fixture
def small(folder, monkeypatch):
    """Lets the program see the small plan; gives a cursor on it."""
    monkeypatch.setenv("PRONGSAI_STORE", str(folder))
    return cursor()


# The answer, the course, the next report


def test_the_answer_says_done_points_and_the_number_missing(takbai_data):
    six, twelve = (row for _index, row in plan.rounds(takbai_data, TAKBAI).iterrows())
    answer = say.answer(twelve)
    assert answer.startswith("รอบ 12 เดือน ดำเนินการแล้ว 20 จาก 52 โครงการ (ร้อยละ 38.46) ต่ำกว่าเป้าหมายร้อยละ 80 อยู่ 41.54 จุดร้อยละ")
    assert answer.endswith("ต้องดำเนินการอีก 22 โครงการ")
    assert re.fullmatch(r"เพิ่มขึ้น 11\.54 จุด\S*จาก ปีงบฯ 2564 รอบ 6 เดือน \(ร้อยละ 26\.92\)", say.since(twelve, six))
    language.use("en")
    assert say.answer(twelve).startswith(
        "In 12 months 20 of 52 projects are done (38.46%), 41.54 points below the target of 80%; projects"
    )


@pytest.mark.parametrize(
    ("done", "expected"),
    [(4, "ถึงเป้าหมายร้อยละ 80 แล้ว (สูงกว่า 20.00 จุดร้อยละ)"), (0, "ต่ำกว่าเป้าหมายร้อยละ 80 อยู่ 80.00 จุดร้อยละ")],
)
def test_the_answer_of_a_plan_that_reaches_its_target_and_of_one_not_begun(done, expected):
    short = max(4 - done, 0)
    row = pd.Series(one_round(projects_done=done, projects_planned=4, projects_rate=done / 4, projects_short=short))
    assert expected in say.answer(row)


def test_a_plan_without_projects_is_held_against_no_target():
    row = pd.Series(one_round(projects_done=0, projects_planned=0, projects_rate=float("nan"), projects_short=0, level=None))
    assert "จึงเทียบกับเป้าหมายร้อยละ 80 ไม่ได้" in say.answer(row)
    assert "ไม่ได้" in say.since(row, row)


def one_round(**changed):
    row = {"fiscal_year": 2566, "round_months": 12, "target": 0.8, "projects_needed": 4, "level": "น้อย"}
    return row | changed


def test_the_course_is_told_by_the_level_of_each_round_and_against_the_pace(takbai_data):
    sentence = say.pace(plan.rounds(takbai_data, TAKBAI))
    assert sentence == (
        "รอบ 6 เดือน ร้อยละ 26.92 ระดับกลาง ช้ากว่าเกณฑ์ตามระยะเวลา (ร้อยละ 40) 7 โครงการ รอบ 12 เดือน ร้อยละ 38.46 ระดับน้อย"
    )
    figure = plan_course.course(plan.course(takbai_data, TAKBAI), "wide")
    lines = traces(figure)
    assert [round(value, 2) for value in lines["ปีงบฯ 2564"].y] == [0, 26.92, 38.46]
    assert (list(lines["target"].y), list(lines["pace"].y)) == ([80, 80, 80], [0, 40, 80])
    assert "2564 38.46%" in writing(figure)


def test_earlier_years_stand_faint_in_the_course_and_no_name_hides_another(small):
    figure = plan_course.course(plan.course(small, NOW), "wide")
    lines = traces(figure)
    assert list(lines["ปีงบฯ 2566"].y) == [0, None, 40]
    assert lines["ปีงบฯ 2566"].connectgaps
    assert lines["ปีงบฯ 2565"].line.width < lines["ปีงบฯ 2566"].line.width
    apart = timeline.apart([100.0, 101.0, 101.0], [17] * 3)
    assert all(lower - upper >= 17 for upper, lower in pairwise(apart))
    assert timeline.apart([0.0, 300.0, 300.0], [34, 17, 17]) == [17, 274.5, 291.5]


@pytest.mark.parametrize(
    ("today", "overdue", "upcoming"),
    [
        (date(2021, 4, 30), [], (2565, 6, 365)),
        (date(2022, 5, 1), [(2565, 6, -1)], (2565, 12, 183)),
        (date(2022, 11, 1), [(2565, 6, -185), (2565, 12, -1)], (2566, 6, 180)),
    ],
)
def test_reports_that_are_not_here_are_overdue_from_the_day_after_their_deadline(takbai_data, today, overdue, upcoming):
    awaited = plan.reports_awaited(takbai_data, TAKBAI, today)
    told = list(awaited[["fiscal_year", "round_months", "days"]].itertuples(index=False, name=None))
    assert told == [*overdue, upcoming]


def test_the_next_report_is_told_with_its_day_and_those_overdue_with_their_number(takbai_data):
    sentence = say.reports(plan.reports_awaited(takbai_data, TAKBAI, TODAY))
    assert "เกินกำหนดและยังไม่มีรายงาน 10 ฉบับ ฉบับล่าสุดคือ ปีงบฯ 2569 รอบ 12 เดือน (ครบกำหนด 31 ต.ค. 2569)" in sentence
    assert sentence.endswith("รายงานฉบับถัดไป: ปีงบฯ 2570 รอบ 6 เดือน ครบกำหนด 30 เม.ย. 2570 (อีก 158 วัน)")


def test_every_dimension_is_told_what_it_lacks(takbai_data):
    sentence = say.by_dimension(plan.by_dimension(takbai_data, TAKBAI), 12)
    assert sentence.endswith("มิติที่ 1 ขาด 10 โครงการ, มิติที่ 3 ขาด 5 โครงการ, มิติที่ 2 ขาด 4 โครงการ, มิติที่ 4 ขาด 3 โครงการ")


# Projects


def test_projects_missing_to_the_target_stand_nearest_to_completion_first(small):
    missing = plan_projects.missing(small, NOW)
    assert list(missing.project_no) == [2, 1, 5, 3]
    now = plan.chosen_round(small, NOW).iloc[0]
    assert (now.projects_needed, now.projects_short) == (4, 2)
    assert list(missing.reason.dropna()) == ["งบประมาณไม่พอ"]
    sentence = say_projects.missing(missing, now, TODAY)
    assert "ยังไม่แล้วเสร็จ 4 โครงการ ขาดอีก 2 โครงการจึงจะถึงร้อยละ 80" in sentence
    assert sentence.endswith("ทั้งหมดเกินกำหนดเมื่อ 30 ก.ย. 2566")
    assert "เกินกำหนด" not in say_projects.missing(missing, now, date(2023, 9, 30))


def test_what_can_still_be_done_may_not_suffice_and_the_target_may_be_reached_without(small):
    missing = plan_projects.missing(small, NOW)
    now = plan.chosen_round(small, NOW).iloc[0]
    many, none = now.copy(), now.copy()
    many["projects_short"], none["projects_short"] = 4, 0
    assert "แต่ที่ยังดำเนินการได้มีเพียง 3 โครงการ" in say_projects.missing(missing, many, TODAY)
    assert "ถึงเป้าหมายร้อยละ 80 แล้วโดยไม่นับโครงการเหล่านี้" in say_projects.missing(missing, none, TODAY)
    assert say_projects.missing(missing[:0], none, TODAY) == "โครงการทุกโครงการในรายชื่อดำเนินการแล้วเสร็จ"


def test_the_status_of_projects_by_dimension_adds_up_and_leads_to_them(small):
    statuses = plan_projects.by_dimension(small, NOW)
    assert statuses[["completed", "in_progress", "waiting", "cannot"]].to_numpy().tolist() == [[1, 2, 0, 1], [0, 0, 1, 0]]
    figure = draw.by_status(statuses, "wide")
    bars = traces(figure)
    assert {name: list(bar.x) for name, bar in bars.items()} == {
        "completed": [1, 1, 0], "in_progress": [2, 2, 0], "waiting": [1, 0, 1], "cannot": [1, 1, 0],
    }  # fmt: skip
    assert list(bars["cannot"].base) == [4, 3, 1]
    assert list(bars["in_progress"].customdata) == [
        {"project_status": "ongoing"},
        {"dimension_no": "1", "project_status": "ongoing"},
        {"dimension_no": "2", "project_status": "ongoing"},
    ]
    assert "อยู่ระหว่างดำเนินการ 2" in writing(draw.by_status(statuses, "narrow"))


def test_the_list_is_narrowed_to_a_dimension_and_a_status_with_file_and_row(small):
    within = (("dimension_no", "1"), ("project_status", "ongoing"))
    listed = plan_projects.listed(small, Scope(OTHER, 2566, within=within))
    assert list(listed.project_no) == [1, 2]
    assert list(listed.source_row) == [2, 3]
    assert set(listed.file_name) == {"projects_2566.csv"}
    offered = plan.combinations(small, NOW)
    assert offered["rows"].sum() == 5
    assert list(offered.columns) == ["dimension_no", "project_status", "rows"]


def test_without_a_list_of_projects_the_plan_is_narrowed_by_its_dimensions(takbai_data):
    offered = plan.combinations(takbai_data, TAKBAI)
    assert list(offered.dimension_no) == ["1", "2", "3", "4"]
    assert list(offered["rows"]) == [1, 1, 1, 1]
    rows = plan.report_rows(takbai_data, Scope("04960201", 2564, within=(("dimension_no", "3"),)))
    assert list(rows.projects_done) == [2, 4]
    assert plan_projects.differing(takbai_data, TAKBAI).empty


def test_a_report_that_disagrees_with_its_list_is_named(small):
    sentence = say_projects.differing(plan_projects.differing(small, NOW))
    assert "มิติที่ 2 รายงานว่าดำเนินการแล้ว 1 จาก 1 โครงการ แต่ในรายชื่อมี 0 จาก 1 โครงการ" in sentence
    assert say_projects.differing(plan_projects.differing(small, BEFORE)) == ""


# Comparison


def test_projects_new_gone_and_probably_renamed_are_counted_each_once(small):
    changed = plan_projects.changed(small, NOW, BEFORE)
    assert list(changed.fate) == ["new", "new", "vanished", "renamed", "same", "same"]
    assert list(changed[changed.fate == "renamed"].earlier_project) == ["โครงการเยาวชนสุจริต ประจำปี 2565"]
    told = "เพิ่มใหม่ 2 โครงการ · ไม่มีแล้ว 1 โครงการ · น่าจะเปลี่ยนชื่อ 1 โครงการ · ชื่อตรงกัน 2 โครงการ"
    assert say_projects.changed(changed) == told
    assert plan_projects.changed(small, NOW, Scope(OTHER, 2560, 12)).empty


def test_a_change_is_told_in_projects_and_points_by_dimension(small):
    changes = plan.compared(small, NOW, BEFORE)
    assert (changes.done_change[0], changes.projects_rate_change[0]) == (-2, -50)
    assert pd.isna(changes.projects_rate_change[1])
    now, before = (plan.chosen_round(small, scope).iloc[0] for scope in (NOW, BEFORE))
    sentence = say.compared(now, before, changes)
    assert sentence.startswith("ลดลง 35.00 จุด")
    assert "จาก ปีงบฯ 2565 รอบ 12 เดือน (ร้อยละ 75.00) ดำเนินการแล้ว 3 → 2 โครงการ" in sentence
    assert "ลดลงมากที่สุดคือมิติที่ 1 (-50.00 จุด" in sentence
    assert "ชื่อมิติในแผนช่วงเดิมต่างจากแผนนี้" in sentence
    figure = draw.compared(changes, now, before, "wide")
    bars = traces(figure)
    assert list(bars["ปีงบฯ 2565 · 12 เดือน"].x) == [75, 75, None]
    assert list(bars["ปีงบฯ 2566 · 12 เดือน"].x) == [40, 25, 100]
    assert "75.00% → 40.00% · -35.00 จุดร้อยละ" in writing(draw.compared(changes, now, before, "narrow"))


def test_bars_lead_to_their_dimension_and_the_whole_plan_to_no_other(takbai_data):
    asked = plan.by_dimension(takbai_data, TAKBAI), plan.rounds(takbai_data, TAKBAI)
    figure = draw.by_dimension(*asked, "wide")
    leads = [{}, *({"dimension_no": str(number)} for number in range(1, 5))]
    assert [list(bar.customdata) for bar in traces(figure).values()] == [leads, leads]
    assert "ขาด 22 โครงการ" in writing(draw.by_dimension(*asked, "narrow"))


def test_both_budget_rates_stand_in_the_picture_of_the_budget(takbai_data):
    figure = draw.budget_by_dimension(plan.budget_by_dimension(takbai_data, TAKBAI), "narrow")
    assert "22.83% (48.15% ของเทศบัญญัติ)" in writing(figure)


# Extreme data


def rounds_of(dimensions, planned, done):
    return pd.DataFrame(
        [
            {
                "dimension_no": number, "dimension": "", "round_months": months, "projects_planned": planned,
                "projects_done": done,
                "projects_rate": done / planned if planned else None, "projects_short": planned - done,
                "spent_of_planned": None, "spent_of_ordinance": None, "stated_budget_percent": None,
            }
            for number in range(1, dimensions + 1)
            for months in (6, 12)
        ],
        columns=["dimension_no", "dimension", "round_months", "projects_planned", "projects_done", "projects_rate",
                 "projects_short", "spent_of_planned", "spent_of_ordinance", "stated_budget_percent"],
    )  # fmt: skip


@pytest.mark.parametrize(("dimensions", "planned", "done"), [(0, 0, 0), (1, 0, 0), (1, 5, 0), (4, 3, 9), (60, 5, 5)])
def test_extreme_plans_are_traces(dimensions, planned, done):
    frame = rounds_of(dimensions, planned, done)
    whole = frame[frame.dimension_no == 1].assign(target=0.8, fiscal_year=2566, level=None).drop(columns=["dimension_no"])
    bars = traces(draw.by_dimension(frame, whole, "wide"))
    assert all(len(bar.x) == dimensions + 1 for bar in bars.values())
    assert all(len(bar.x) == dimensions for bar in traces(draw.budget_by_dimension(frame, "wide")).values())
    assert len(traces(plan_course.course(whole, "wide"))) == (3 if dimensions else 0)


@pytest.mark.parametrize("count", [0, 1, 60])
def test_extreme_lists_of_projects_are_traces(count):
    frame = pd.DataFrame(
        [{"dimension_no": n, "dimension": "", "completed": 0, "in_progress": 0, "waiting": 0, "cannot": 0, "projects_planned": 0}
         for n in range(1, count + 1)],
        columns=["dimension_no", "dimension", *draw.STATUSES.values(), "projects_planned"],
    )  # fmt: skip
    assert list(traces(draw.by_status(frame, "wide"))["waiting"].x) == [0] * (count + 1)


# The page


def test_takbais_page_says_what_to_load_to_see_its_projects(takbai_data):
    app = open_plan(tab="projects")
    assert "รอบนี้ยังไม่ได้นำเข้ารายชื่อโครงการ" in said(app)
    assert len(app.get("plotly_chart")) == 1
    assert not section(app, "missing")
    rows = open_plan(tab="rows")
    assert "แถวจากรายงานของแผนในปีนี้ 8 แถว" in said(rows)
    assert len(table(rows, "rows")) == 8


@pytest.fixture(scope="module")
def pages(folder):
    """The page of the small plan, whole and narrowed, with its projects; each drawn once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PRONGSAI_STORE", str(folder))
        return open_plan(tab="projects"), open_plan(dim="1", status="ongoing")


def test_a_page_of_a_dimension_has_the_figures_of_that_dimension(pages, folder, monkeypatch):
    whole, part = pages
    assert [metric.value for metric in whole.metric] == ["40.00%", "2", "50.00%", "50.00%"]
    assert [metric.value for metric in part.metric] == ["25.00%", "3", "50.00%", "50.00%"]
    assert "มิติที่ 1: รอบ 12 เดือน ดำเนินการแล้ว 1 จาก 4 โครงการ (ร้อยละ 25.00)" in said(part)
    assert "เฉพาะที่เลือก (มิติที่ 1 · อยู่ระหว่างดำเนินการ): อยู่ระหว่างดำเนินการ 2 โครงการ ตัวเลขด้านบนเป็นของทั้งมิติ" in said(part)
    monkeypatch.setenv("PRONGSAI_STORE", str(folder))
    of_status = open_plan(status="ongoing")
    assert [metric.value for metric in of_status.metric] == [metric.value for metric in whole.metric]
    assert "ทั้งแผน (5 โครงการ): รอบ 12 เดือน ดำเนินการแล้ว 2 จาก 5 โครงการ" in said(of_status)
    assert "ตัวเลขและภาพด้านบนเป็นของทั้งแผน" not in said(whole)


def test_the_figures_of_a_dimension_are_the_sums_of_its_rows(takbai_data):
    sums = """
        SELECT dimension_no, sum(projects_done) AS done, sum(projects_planned) AS planned,
               sum(budget_spent) / sum(budget_planned) AS spent
        FROM published.plan_progress
        WHERE organization_code = '04960201' AND fiscal_year = 2564 AND round_months = 12
        GROUP BY ROLLUP (dimension_no)
    """
    for number, done, planned, spent in takbai_data.execute(sums).fetchall():
        within = (("dimension_no", f"{number}"),) if number else ()
        (row,) = plan.in_view(takbai_data, Scope("04960201", 2564, within=within)).itertuples()
        assert (row.projects_done, row.projects_planned) == (done, planned)
        assert row.projects_rate == pytest.approx(done / planned)
        assert row.spent_of_planned == pytest.approx(float(spent), nan_ok=True)
        assert row.projects_short == max(-(-planned * 4 // 5) - done, 0)


def test_what_narrows_the_plan_are_its_projects_so_their_tab_is_open(pages):
    whole, part = pages
    assert "แสดง 2 จาก 5 โครงการของแผน" in said(part)
    assert "แสดง 5 จาก 5 โครงการของแผน" in said(whole)
    assert opened(part) == opened(whole) == "โครงการ"
    assert [tab.label for tab in part.tabs] == [tab.label for tab in whole.tabs]


def test_the_status_of_the_projects_is_said_beside_its_picture(pages):
    whole, _part = pages
    assert "จาก 5 โครงการในรายชื่อ: ดำเนินการแล้วเสร็จ 1 โครงการ" in said(whole)
    assert list(trace(chart(whole, "by_status"), "completed").x) == [1, 1, 0]


def test_projects_of_two_years_name_the_lists_of_both(pages):
    assert "ที่มา: projects_2565.csv, projects_2566.csv · 9 แถว" in said(pages[0]).replace("\\", "")


def test_a_status_in_a_table_is_in_the_plans_own_terms(pages):
    statuses = table(pages[0], "missing")["project_status"]
    assert set(statuses) == {"อยู่ระหว่างดำเนินการ", "รอการรายงานผล", "ไม่สามารถดำเนินการได้"}


def test_the_budget_the_comparison_and_what_differs_stand_in_their_tabs(small):
    assert "ของงบประมาณตามแผน" in said(open_plan(tab="budget"))
    progress = open_plan(tab="progress")
    assert "รายงานของแผนกับรายชื่อโครงการไม่ตรงกัน" in said(progress)
    assert section(progress, "compared")
    assert not section(open_plan(tab="progress", **{"with": "none"}), "compared")


def test_the_projects_have_files_of_their_own(small):
    files = partial(sources, small, Scope(OTHER, 2566, 12))
    assert list(files("plan").file_name) == ["progress_2566.csv"]
    assert list(files("plan_projects").file_name) == ["projects_2566.csv"]
    assert list(files("plan_projects").rows) == [5]
