"""The satisfaction page: what it answers, withholds, bands, compares and leads to."""

import os
import re
import subprocess
import sys
from io import BytesIO
from itertools import pairwise
from zipfile import ZipFile

import pandas as pd
import pytest
from playwright.sync_api import expect

from charts import satisfaction as draw
from charts import satisfaction_cells as cells
from charts import satisfaction_scores as draw_scores
from charts import satisfaction_times as draw_times
from charts import theme, timeline
from charts.markup import BREAK, written
from database import cursor
from queries import satisfaction as ask
from queries import satisfaction_times as times
from queries.scope import Scope
from sentences import satisfaction as say
from sentences import satisfaction_bands as say_bands
from sentences import satisfaction_times as say_times
from tests.conftest import ROOT
from tests.drawing import chart, draw_page, file, means, section, table, trace, traces, words, writing
from tests.serving import marked, settled
from tests.tiers import sampled
from vocabulary import tables

TAKBAI = Scope("04960201", 2564)
HERE = Scope("04960201", 2566)
HEAD = "organization_code,fiscal_year,division,dimension_no,dimension,question_no,question,score_percent,respondents\n"


@pytest.fixture
def survey(load, store, monkeypatch):
    """Stores a survey given as rows "division,question number,score,respondents" of each year; gives a cursor on it."""

    def survey(**years):
        for year, rows in years.items():
            lines = (row.split(",") for row in rows.split())
            written = (
                f"04960201,{year[1:]},{division},1,ด้านบริการ,{number},ถาม{number},{score},{people}"
                for division, number, score, people in lines
            )
            assert not load(HEAD + "\n".join(written) + "\n").refused
        monkeypatch.setenv("PRONGSAI_STORE", str(store))
        return cursor()

    return survey


def within(**values):
    """The municipality's survey narrowed to these values."""
    return Scope("04960201", 2564, within=tuple(values.items()))


# What it answers first.


def test_the_answer_names_strength_weakness_weighting_band_and_how_many_scores_lie_on_a_boundary(open_page):
    said = words(open_page("satisfaction", tab="method"))
    for expected in (
        "ความพึงพอใจเฉลี่ยร้อยละ 96.70 จาก 8 หน่วยงาน 12 ข้อคำถาม",
        "ไม่ถ่วงน้ำหนัก",
        "ได้ 10 คะแนน (มากกว่าร้อยละ 95, ยังไม่ยืนยันแหล่งที่มา)",
        "**จุดแข็ง**: ข้อ 7",
        "กองช่าง (ร้อยละ 98.06)",
        "**จุดที่ควรปรับปรุง**: ข้อ 12",
        "กองสวัสดิการ (ร้อยละ 95.00)",
        "20 จาก 96 ค่าเท่ากับร้อยละ 95 พอดี จึงได้ 9 คะแนน (10 คะแนน ต้องมากกว่านั้น)",
        "6 จาก 96 ค่าเท่ากับร้อยละ 90 พอดี",
        "ไม่มีช่วงความเชื่อมั่น เพราะต้นทางไม่ได้ให้จำนวนผู้ตอบ",
    ):
        assert expected in said, expected
    assert "มีผลสำรวจเพียงปีเดียว" in words(open_page("satisfaction", tab="years"))


def test_narrowed_to_a_division_without_spread_the_page_says_that_no_question_is_the_weakest(open_page):
    said = words(open_page("satisfaction", div="กองสวัสดิการ", tab="profile"))
    assert "ทุกข้อของหน่วยงานนี้ได้เท่ากัน ร้อยละ 95.00" in said
    assert "ด้านกระบวนการขั้นตอนการให้บริการ ต่ำกว่า 2.16 จุด" in said
    assert "จุดที่ควรปรับปรุง" not in words(open_page("satisfaction", div="กองสวัสดิการ", tab="method"))


def test_narrowed_to_a_division_the_page_names_its_weakest_question(open_page):
    said = words(open_page("satisfaction", div="กองคลัง", tab="method"))
    questions = ask.by_question(cursor(), within(division="กองคลัง"))
    assert f"**จุดที่ควรปรับปรุง**: ข้อ {questions.question_no[0]} " in said


def test_a_single_score_is_a_page_too(open_page):
    app = open_page("satisfaction", div="กองคลัง", ask="12", tab="method")
    assert [metric.value for metric in app.metric] == ["95.00%"] * 3
    assert "1 จาก 1 ค่าเท่ากับร้อยละ 95 พอดี" in words(app)


def test_choices_that_exclude_one_another_leave_no_row_and_are_told(survey):
    survey(y2566="กองคลัง,1,90,30 กองช่าง,2,60,10")
    app = draw_page("satisfaction", div="กองคลัง", ask="2")
    assert "ไม่มีแถวใดตรงกับตัวกรองที่เลือกไว้พร้อมกันทั้งหมด" in words(app)


# Bands.


@pytest.mark.parametrize(
    ("bands", "score", "band"),
    [
        ("lpa", 95, "points 9"), ("lpa", 95.01, "points 10"), ("lpa", 95.004, "points 9"), ("lpa", 0, "points 0"),
        ("0.5-step", 90.2, "มากที่สุด"), ("0.5-step", 90, "มาก"), ("equal-width", 84.2, "มากที่สุด"),
        ("equal-width", 84, "มาก"), ("equal-width", 19, None), ("lpa", None, None),
    ],
)  # fmt: skip
def test_a_score_on_a_boundary_follows_the_rule_of_the_set(takbai_data, bands, score, band):
    assert takbai_data.execute("SELECT band_of($1, CAST($2 AS DOUBLE))", [bands, score]).fetchone() == (band,)


def test_the_set_of_bands_is_chosen_in_the_address_and_its_rule_is_printed(open_page):
    said = words(open_page("satisfaction", bands="equal-width", tab="method"))
    assert "ได้ มากที่สุด (ค่าเฉลี่ย 4.21 ขึ้นไป, ยังไม่ยืนยันแหล่งที่มา)" in said
    assert "เส้นแบ่ง" not in said, "what is not so needs no sentence"
    assert "ได้ 10 คะแนน (มากกว่าร้อยละ 95" in words(open_page("satisfaction", bands="unknown", tab="method"))


def test_every_set_of_bands_has_a_name_and_says_that_its_source_is_not_confirmed(takbai_data):
    bands = ask.bands(takbai_data)
    assert list(say_bands.names(bands)) == ["lpa", "0.5-step", "equal-width"]
    assert "มากกว่าร้อยละ 95 = 10 คะแนน, มากกว่าร้อยละ 90 = 9 คะแนน" in say_bands.rule(bands, "lpa")
    assert all(say_bands.rule(bands, name).endswith("ยังไม่ยืนยันแหล่งที่มา") for name in say_bands.names(bands))
    confirmed = bands.assign(basis="หนังสือ มท")
    assert say_bands.rule(confirmed, "lpa").endswith("ที่มา: หนังสือ มท")


# Respondents: intervals, and what is withheld.


def test_an_interval_is_as_wide_as_the_largest_variance_makes_it_and_widest_with_few_respondents(survey):
    con = survey(y2566="กองคลัง,1,90,100 กองคลัง,2,90,100 กองช่าง,1,100,20 กองช่าง,2,100,20")
    divisions = ask.by_division(con, HERE).set_index("division")
    assert list(divisions.respondents) == [20, 100]  # people, not answers
    # Wilson's interval of 90 of 100, from the literature: 82.56–94.48; of 20 of 20: 83.89–100.
    assert divisions.interval_low.round(2).to_dict() == {"กองช่าง": 83.89, "กองคลัง": 82.56}
    assert divisions.interval_high.round(2).to_dict() == {"กองช่าง": 100, "กองคลัง": 94.48}
    assert "n = 120 คน" in say.interval(ask.total(con, HERE).iloc[0])


def test_where_one_number_of_respondents_is_missing_the_mean_is_unweighted_and_has_no_interval(survey):
    con = survey(y2566="กองคลัง,1,90,30 กองช่าง,1,60,")
    total = ask.total(con, HERE).iloc[0]
    assert total.score == 75
    assert pd.isna(total.respondents)
    assert pd.isna(total.interval_low)
    assert "ไม่ถ่วงน้ำหนัก" in say.total(total)


def test_scores_of_too_few_respondents_are_in_no_answer_and_in_no_mean(survey):
    con = survey(y2566="กองคลัง,1,90,30 กองคลัง,2,11.11,4 กองช่าง,1,60,5 กองช่าง,2,80,5")
    total = ask.total(con, HERE).iloc[0]
    assert (total.score, total.lowest, total.scores, total.withheld) == (85, 60, 3, 1)
    assert "ไม่แสดง 1 ค่าที่มีผู้ตอบน้อยกว่า 5 คน" in say.withheld(total)
    divisions = ask.by_division(con, HERE)
    assert dict(zip(divisions.division, divisions.score, strict=True)) == {"กองคลัง": 90, "กองช่าง": 70}
    assert dict(zip(divisions.division, divisions.respondents, strict=True)) == {"กองคลัง": 30, "กองช่าง": 5}
    assert ask.by_question(con, HERE).score[0] == 80
    answers = [ask.scores(con, HERE), ask.profile(con, HERE, "กองคลัง"), times.years(con, HERE, "question_no"), divisions]
    for answer in answers:
        sheet = ZipFile(BytesIO(tables.as_xlsx(answer))).read("xl/worksheets/sheet1.xml").decode()
        assert "11.11" not in f"{tables.as_csv(answer).decode()} {sheet} {answer.to_csv()}"
    cells = traces(draw_scores.scores(answers[0], means(answers[0]), "wide"))["cells"]
    assert sorted(cells.text) == ["*", "60", "80", "90"]
    assert "ผู้ตอบน้อยกว่า 5 คน ไม่แสดง" in cells.hovertext[list(cells.text).index("*")]
    assert "ผู้ตอบน้อยกว่า 5 คน ไม่แสดง" in tables.as_csv(answers[0]).decode()


def test_a_page_of_which_all_is_withheld_says_so(survey):
    survey(y2566="กองคลัง,1,11.11,4 กองช่าง,1,22.22,0")
    assert "11.11" not in words(draw_page("overview"))
    app = draw_page("satisfaction", tab="rows")
    assert "ไม่มีผลที่แสดงได้" in words(app)
    assert "11.11" not in words(app) + table(app, "rows").to_csv() + file(app, "rows", "table.csv").decode()
    assert not app.get("plotly_chart")


@pytest.mark.parametrize(("said", "withheld"), sampled([("2", 0), ("31", 1), ("", 0)], always=[("31", 1)]))
def test_the_minimum_of_respondents_is_an_environment_setting(survey, store, said, withheld):
    survey(y2566="กองคลัง,1,90,30 กองช่าง,1,60,40")
    program = (
        "from database import cursor; from queries import satisfaction as ask; from queries.scope import Scope\n"
        "print(ask.total(cursor(), Scope('04960201', 2566)).withheld[0])"
    )
    environment = os.environ | {"PRONGSAI_MINIMUM_N": said, "PRONGSAI_STORE": str(store)}
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, env=environment, capture_output=True, encoding="utf-8")
    assert done.stdout == f"{withheld}\n"


@pytest.mark.parametrize("said", ["five", "-1", "๕", "2.5"])
def test_a_minimum_that_is_no_whole_number_is_refused_at_the_start(said):
    environment = os.environ | {"PRONGSAI_MINIMUM_N": said, "PYTHONUTF8": "1"}
    program = [sys.executable, "-c", "import queries.minimum"]
    done = subprocess.run(program, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8")
    assert done.returncode == 1
    assert "PRONGSAI_MINIMUM_N ต้องเป็นจำนวนเต็ม" in done.stderr


# The heat map and the profile.


@pytest.mark.parametrize(
    ("sort", "question", "division"),
    [("source", 1, "สำนักปลัด งานทะเบียน"), ("lowest", 12, "กองสวัสดิการ"), ("highest", 7, "กองช่าง"), ("spread", 6, "กองการศึกษา")],
)
def test_questions_and_divisions_of_the_heat_map_can_be_sorted(takbai_data, sort, question, division):
    scores = ask.scores(takbai_data, TAKBAI, "lpa", sort)
    figure = draw_scores.scores(scores, means(scores), "wide")
    cells = traces(figure)["cells"]
    assert (scores.question_no[0], scores.division[0]) == (question, division)
    assert cells.customdata[0] == {"division": division, "question_no": f"{question}"}
    assert (cells.x[0], figure["layout"]["xaxis"]["ticktext"][0].replace(BREAK, "").replace(" ", "")) == (
        0,
        division.replace(" ", ""),
    )
    assert ("<b>ด้าน" in writing(figure)) == (sort == "source")


def test_a_single_score_has_no_range_and_one_of_several_says_it_once(takbai_data):
    of_one = draw.means(ask.by_question(takbai_data, within(division="กองสวัสดิการ")), "question_no", "wide")
    assert "ต่ำสุดถึงสูงสุด" not in writing(of_one) + " ".join(of_one["layout"]["meta"].key)
    of_all = ask.by_division(takbai_data, within())
    assert "ต่ำสุดถึงสูงสุด" in writing(draw.means(of_all, "division", "wide"))
    narrow = writing(draw.means(of_all, "division", "narrow"))
    assert "รายข้อ 95.60–99.90" in narrow
    assert narrow.endswith("รายข้อ 95.00")


def test_a_profile_shows_a_division_beside_the_mean_and_the_range_of_all(takbai_data):
    profile = ask.profile(takbai_data, within(division="กองสวัสดิการ"), "กองสวัสดิการ")
    assert [float(points) for points in profile.difference_points] == [-2.02, -2.16, -0.93]
    drawn = traces(draw.profile(profile, "กองสวัสดิการ", "wide"))
    assert [round(value, 2) for value in drawn["mean_of_all"].x] == [97.02, 97.16, 95.92]
    assert list(drawn["score"].x) == [95, 95, 95]
    assert drawn["score"].customdata[1] == {"division": "กองสวัสดิการ", "dimension_no": "2"}


def test_a_profile_names_the_dimension_that_is_furthest_below_all_or_least_above():
    frame = pd.DataFrame({"dimension": list("กขคงจ"), "difference_points": [1.0, -2.0, 0.0, 3.0, -1.0]})
    none = pd.DataFrame({"score": []})
    assert "ข ต่ำกว่า 2.00" in say.profile(frame, none, "กองคลัง")
    assert "ก สูงกว่า 1.00" in say.profile(frame[frame.difference_points > 0], none, "กองคลัง")


def test_scores_in_one_picture_have_as_many_decimals_as_the_one_that_needs_most():
    assert [cells.decimals_of(pd.Series(scores), []) for scores in ([90.0, 95.06, 99.6], [90.0, 99.6], [90.0, 95.0], [])] == [
        2,
        1,
        0,
        0,
    ]


def test_scores_that_are_all_alike_are_said_once():
    assert say.scores(pd.DataFrame({"score_percent": [99.9]})) == "1 ค่า เท่ากันร้อยละ 99.90 ทุกค่า"


# Over the years, and against another one.


def test_differences_are_taken_between_the_means_as_they_are_printed(survey):
    con = survey(y2565="กองคลัง,1,90.01,50 กองคลัง,2,90.00,50", y2566="กองคลัง,1,91,50 กองคลัง,2,91,50")
    before, now = ask.total(con, Scope("04960201", 2565)), ask.total(con, HERE)
    assert "เพิ่มขึ้น 0.99 จุดร้อยละ จากปีงบฯ 2565 (ร้อยละ 90.01)" in say.change(now.iloc[0], before, 2565)
    course = times.years(con, HERE, "division")
    assert [None if pd.isna(each) else float(each) for each in course.change_points] == [None, 0.99] * 2


def test_the_lines_over_the_years_are_all_together_the_highest_and_the_lowest_or_the_chosen_one(survey):
    rows = [" ".join(f"กอง{n},1,{80 + n + step},50" for n in range(6)) for step in (0, 3)]
    con = survey(y2565=rows[0], y2566=rows[1])
    course = times.years(con, HERE, "division")
    drawn = traces(draw_times.years(course, "division", None, "narrow"))
    assert {name: list(trace.y) for name, trace in drawn.items()} == {
        "ค่าเฉลี่ยของข้อมูลที่แสดง": [82.5, 85.5],
        "กอง5": [85, 88],
        "กอง0": [80, 83],
    }
    chosen = times.years(con, Scope("04960201", 2566, within=(("division", "กอง3"),)), "division")
    assert list(traces(draw_times.years(chosen, "division", "กอง3", "wide"))) == ["ค่าเฉลี่ยของข้อมูลที่แสดง", "กอง3"]
    assert "จากปีงบฯ 2565 ถึงปีงบฯ 2566 ค่าเฉลี่ยรวมเปลี่ยนจากร้อยละ 82.50 เป็นร้อยละ 85.50 (เพิ่มขึ้น 3.00 จุดร้อยละ)" in say_times.years(course)


def test_names_of_lines_that_end_side_by_side_do_not_overlap(survey):
    rows = " ".join(f"กองสาธารณสุขและสิ่งแวดล้อม{n},1,{90 + n / 100},50" for n in range(4))
    figure = draw_times.years(times.years(survey(y2565=rows, y2566=rows), HERE, "division"), "division", None, "wide")
    low, high = figure["layout"]["yaxis"]["range"]
    names = figure["layout"]["annotations"]
    middles = sorted((name["y"] - low) / (high - low) * 300 + name["yshift"] for name in names)
    needed = timeline.LINE * min(written(name["text"]).count("<br>") + 1 for name in names)
    assert len(names) == 5
    assert all(upper - lower >= needed - 1 for lower, upper in pairwise(middles))


def test_what_is_new_gone_or_renamed_is_named_and_the_rest_compared(load, store, monkeypatch):
    before = "กองคลัง,1,ด้าน,1,สุภาพ,80,100\n04960201,2565,กองคลัง,1,ด้าน,2,รวดเร็ว,90,100\n04960201,2565,กองเก่า,1,ด้าน,3,เดิม,70,100"
    now = "กองคลัง,1,ด้าน,1,รวดเร็ว,91,100\n04960201,2566,กองคลัง,1,ด้าน,2,สุภาพ,79,100\n04960201,2566,กองใหม่,1,ด้าน,3,ถ้อยคำใหม่,75,100"
    load(f"{HEAD}04960201,2565,{before}\n")
    load(f"{HEAD}04960201,2566,{now}\n04960201,2566,กองใหม่,1,ด้าน,4,ข้อใหม่,75,100\n")
    monkeypatch.setenv("PRONGSAI_STORE", str(store))
    earlier = Scope("04960201", 2565)
    questions = times.compared(cursor(), HERE, earlier, "question_no").set_index("told_apart")
    assert {name: float(each) for name, each in questions.change_points.dropna().items()} == {
        "1. รวดเร็ว": 1,
        "2. สุภาพ": -1,
        "3. ถ้อยคำใหม่": 5,
    }
    assert questions.difference_kind.dropna().to_dict() == {"3. ถ้อยคำใหม่": "renamed", "4. ข้อใหม่": "new"}
    divisions = times.compared(cursor(), HERE, earlier, "division")
    totals = ask.total(cursor(), HERE).iloc[0], ask.total(cursor(), earlier)
    said = say_times.compared(divisions, *totals, 2565)
    assert "มีใหม่: กองใหม่ ไม่มีแล้ว: กองเก่า" in said
    assert "ช่วงความเชื่อมั่น 95% ซ้อนกัน" in said
    assert "3. ถ้อยคำใหม่ เดิมชื่อ “เดิม”" in say_times.compared(questions.reset_index(), *totals, 2565)
    drawn = traces(draw.compared(divisions, "division", ("ปีงบฯ 2565", "ปีงบฯ 2566"), "wide"))
    assert (list(drawn["score_before"].x), list(drawn["score"].x)) == ([85], [85])


def test_a_year_before_is_compared_with_on_the_page(survey):
    survey(y2565="กองคลัง,1,80,50 กองช่าง,1,82,50", y2566="กองคลัง,1,85,50 กองช่าง,1,82,50")
    app = draw_page("satisfaction", tab="years")
    said = words(app)
    assert said.count("เพิ่มขึ้น 2.50 จุดร้อยละ จากปีงบฯ 2565 (ร้อยละ 81.00)") == 2
    assert "เพิ่มขึ้น 1 หน่วยงาน" in said
    assert list(trace(chart(app, "compared_by_division"), "score_before").x) == [82, 80]
    app.query_params["with"] = "none"
    app.run()
    assert not section(app, "compared_by_division")


# Extreme input.


def extreme(count, **values):
    row = {
        "score": 90.0, "lowest": 80.0, "highest": 95.0, "interval_low": 85.0, "interval_high": 93.0, "respondents": 30.0,
        "band": "points 8", "same_everywhere": False, "dimension": "ด้านบริการ", "dimension_no": 1, "question": "ถาม",
        "questions": 4, "mean_of_all": 91.0, "difference_points": -1.0, "score_percent": 90.0, "score_before": 89.0,
        "change_points": 1.0, "is_now": True, "fiscal_year": 2566,
    }  # fmt: skip
    frame = pd.DataFrame([row | values] * count, columns=[*row])
    names = [f"กองสาธารณสุขและสิ่งแวดล้อมที่ {n}" for n in range(count)]
    places = list(range(count))
    return frame.assign(division=names, told_apart=names, value=names, question_no=places, place_of_division=places)


PICTURES = {
    "division": lambda frame, width: draw.means(frame, "division", width),
    "dimension": lambda frame, width: draw.means(frame, "dimension_no", width),
    "question": lambda frame, width: draw.means(frame, "question_no", width),
    "profile": lambda frame, width: draw.profile(frame, "กองคลัง", width),
    "compared": lambda frame, width: draw.compared(frame, "division", ("ปีงบฯ 2565", "ปีงบฯ 2566"), width),
    "scores": lambda frame, width: draw_scores.scores(frame, means(frame), width),
    "years": lambda frame, width: draw_times.years(frame, "division", None, width),
}
ZERO = dict.fromkeys(("score", "lowest", "highest", "interval_low", "score_percent", "score_before", "change_points"), 0.0)
NOTHING = dict.fromkeys(("interval_low", "interval_high", "respondents", "band", "dimension", "dimension_no"))


@pytest.mark.full
@pytest.mark.parametrize("width", ["wide", "narrow"])
@pytest.mark.parametrize("picture", PICTURES)
@pytest.mark.parametrize(("count", "values"), [(0, {}), (1, {}), (1, ZERO), (2, NOTHING), (60, {})])
def test_every_picture_bears_extreme_input(picture, count, values, width):
    figure = PICTURES[picture](extreme(count, **values), width)
    drawn = traces(figure)
    if picture == "years":
        assert len(drawn) == (1 + min(count, 2) if width == "narrow" or count < 5 else 2)
    elif picture == "scores":
        means_beside = width == "wide" and count > 1
        assert len(figure["layout"]["xaxis"]["tickvals"]) == min(count, cells.MOST_DIVISIONS) + means_beside
    else:
        most = 60 if picture == "profile" else theme.MOST_ROWS[width]
        assert len(drawn["score"].x) == min(count, most)


def test_withheld_means_are_left_out_of_the_picture_and_stay_in_the_table(survey):
    con = survey(y2566="กองคลัง,1,90,30 กองช่าง,1,60,4")
    divisions = ask.by_division(con, HERE)
    assert list(traces(draw.means(divisions, "division", "wide"))["score"].x) == [90]
    assert len(divisions) == 2
    assert say.by_division(divisions) == "กองคลัง ได้ร้อยละ 90.00"


# In the browser.


@pytest.mark.full
@pytest.mark.parametrize("width", [1440, 390])
def test_a_click_on_a_cell_of_the_heat_map_leads_to_its_row_and_back(visit, width):
    page = visit("satisfaction?org=99000001", width=width)
    heat = page.locator(".js-plotly-plot").nth(1)
    cell = heat.locator(".scatterlayer path.point").nth(40)
    cell.scroll_into_view_if_needed()
    box = cell.bounding_box()
    page.mouse.click(box["x"] + box["width"] - 2, box["y"] + 4)
    page.wait_for_url("**ask=6*")
    expect(page.get_by_test_id("stToast")).to_contain_text(marked(re.compile("กรองเฉพาะ .+ · ข้อ 6")))
    settled(page)
    assert "div=" in page.url
    assert page.get_by_text("แสดง 1 จาก 96 แถว").count() == 1
    page.go_back()
    page.wait_for_function("!location.search.includes('ask=')")
