"""The budget page answers first, opens level by level, and says the same in picture, sentence and table, at extremes too."""

import csv
import re
from decimal import Decimal
from io import StringIO
from itertools import pairwise

import pandas as pd
import pytest

from charts import budget as draw
from charts import budget_course as draw_course
from charts import theme, timeline
from charts.markup import BREAK, INK_END, bare
from loaders.layout.reading import Options
from loaders.loading import load_files
from queries import budget, budget_course
from queries.scope import Scope
from sentences import budget as say
from sentences import budget_course as say_course
from tests.drawing import chart, draw_page, file, named, said, section, table, trace, traces, unmarked, writing
from vocabulary import language

TAKBAI = Scope("04960201", 2565)
HEAD = "organization_code,fiscal_year,as_of,plan,expenditure_group,division,item,allocation,encumbered,disbursed\n"
FILES = (
    "2566,2023-06-30,ก,งบลงทุน,กองช่าง,ถนน,1000,0,500\n2566,2023-06-30,ก,งบลงทุน,กองคลัง,รถ,100,0,80\n",
    "2567,2023-12-31,ก,งบลงทุน,กองช่าง,ถนน,1000,0,50\n2567,2023-12-31,ข,งบดำเนินงาน,กองช่าง,วัสดุ,100,120,0\n"
    "2567,2023-12-31,ข,งบดำเนินงาน,กองคลัง,วัสดุ,200,0,0\n",
    "2567,2024-06-30,ก,งบลงทุน,กองช่าง,ถนน,1000,300,400\n2567,2024-06-30,ข,งบดำเนินงาน,กองช่าง,วัสดุ,100,120,0\n",
)


@pytest.fixture(scope="module")
def two_years(tmp_path_factory):
    """A small store of two years, loaded once for all pages."""
    return loaded(FILES, tmp_path_factory.mktemp("two_years"))


@pytest.fixture
def open_budget(two_years, tmp_path, monkeypatch):
    """Draws the budget page of that store, or of one of these lines of the budget, with the choices of an address."""

    def open_budget(*lines, **choices):
        monkeypatch.setenv("PRONGSAI_STORE", str(loaded(lines, tmp_path) if lines else two_years))
        return draw_page("budget", **choices)

    return open_budget


def loaded(files, folder):
    for number, lines in enumerate(files):
        written = folder / f"budget_{number}.csv"
        written.write_text(HEAD + "".join(f"04960201,{line}\n" for line in lines.splitlines()), encoding="utf-8")
        (report,) = load_files([written], Options(answers={"unit": "baht"}), folder / "store", lambda _name, _rows: None)
        assert not report.refused
    return folder / "store"


def choices_of(app, label):
    return next(group for group in app.button_group if group.label == label)


def test_the_answer_stands_first_and_is_the_metrics_the_picture_and_the_table(open_budget):
    app = open_budget()
    assert unmarked(app.markdown[0].value).startswith(
        "เบิกจ่ายแล้ว 400 บาท จากงบประมาณหลังโอน 1,100 บาท (ร้อยละ 36.36) ช้ากว่าเกณฑ์ตามระยะเวลา (ร้อยละ 74.86) อยู่ 38.50 จุด"
    )
    assert [metric.value for metric in app.metric] == ["1,100.00", "400.00", "36.36%", "74.55%", "280.00"]
    assert sum(trace(chart(app, "by_plan"), "whole").x) == 1100
    assert sum(trace(chart(app, "by_plan"), "disbursed").x) == 400
    assert table(open_budget(table="by_plan"), "by_plan").disbursed.sum() == 400


def test_of_a_year_that_has_ended_nothing_is_told_as_lying_ahead(open_budget):
    for tab in ("attention", "course"):
        words = said(open_budget(tab=tab))
        assert "ปีงบฯ 2567 สิ้นสุดแล้ว ข้อมูลที่แสดงมีถึง 30 มิ.ย. 2567 เท่านั้น" in words
        assert not re.search("จะพับตกไป|ต้องเบิกจ่ายเดือนละ", words)


def test_the_page_opens_at_the_first_level_that_has_more_than_one_value(open_budget):
    assert named(trace(chart(open_budget(), "by_plan"), "whole")) == ["ก", "ข"]
    assert named(trace(chart(open_budget(plan="ก"), "by_item"), "whole")) == ["ถนน"]
    assert named(trace(chart(open_budget(by="item"), "by_item"), "whole")) == ["ถนน", "วัสดุ"]
    chips = [button.label for button in open_budget(plan="ก").button if button.key.startswith("chip_")]
    assert chips == ["แผนงาน: ก"]


def test_what_the_page_is_narrowed_to_is_named_first(open_budget):
    answer = unmarked(open_budget(at="2023-12-31", div="กองช่าง").markdown[0].value)
    assert answer.startswith("กองช่าง: เบิกจ่ายแล้ว 50 บาท จากงบประมาณหลังโอน 1,100 บาท")


def test_choices_that_no_row_has_together_are_told_and_end_the_page(open_budget):
    app = open_budget(at="2023-12-31", div="กองคลัง", plan="ก")
    assert "ไม่มีแถวใดตรงกับตัวกรองที่เลือกไว้พร้อมกันทั้งหมด" in said(app)
    assert not app.get("plotly_chart")


@pytest.mark.parametrize(
    ("kind", "sentence", "items"),
    [
        ("unspent", "มีเงินเหลือ 1 รายการ รวม 300 บาท", ["ถนน"]),
        ("over", "เกินงบประมาณหลังโอน 1 รายการ เกินรวม 20 บาท", ["วัสดุ"]),
        pytest.param("missing", "แต่ไม่มีในครั้งนี้: กองคลัง (ล่าสุด 31 ธ.ค. 2566 งบ 200 บาท)", None, marks=pytest.mark.full),
        pytest.param("not_started", "ทุกรายการมีการเบิกจ่ายหรือก่อหนี้ผูกพันแล้ว", None, marks=pytest.mark.full),
    ],
)
def test_what_needs_attention_is_said_counted_and_listed(open_budget, kind, sentence, items):
    app = open_budget(tab="attention", see=kind)
    assert sentence in said(app).replace("\\", "")
    if items:
        assert list(table(app, kind)["item"]) == items
    labels = [option.content for option in choices_of(app, "เรื่อง").proto.options]
    empty = ["ยังไม่เบิกจ่ายและไม่ก่อหนี้ผูกพัน (0)"] if kind == "not_started" else []  # stands there while it is chosen
    assert labels == ["เงินเหลือมากที่สุด (1)", "เกินงบประมาณ (1)", *empty, "ยังไม่รายงาน (3)"]


def test_cabinet_targets_are_off_until_asked_for_and_then_say_how_sure_they_are(open_budget):
    off = open_budget(tab="course")
    assert "มติคณะรัฐมนตรี" not in said(off)
    assert "target" not in [trace.name for trace in chart(off, "course").data]
    on = open_budget(tab="course", targets="on")
    assert "ไตรมาส 4 ร้อยละ 93.00 ใช้บังคับกับส่วนราชการ" in said(on)
    assert "ยังไม่ยืนยันแหล่งที่มาของไตรมาส" in next(each.help for each in on.caption if "มติคณะรัฐมนตรี" in unmarked(each.help))
    assert "ไม่มีเป้าหมายของไตรมาส 3 จึงเทียบกับเกณฑ์ตามระยะเวลา" in said(on)
    assert trace(chart(on, "course"), "target").y == (93,)
    behind = unmarked(open_budget(targets="on", fy="2566").markdown[0].value)
    assert "ต่ำกว่าเป้าหมายคณะรัฐมนตรีไตรมาส 3 (ร้อยละ 75.00) อยู่ 22.27 จุด" in behind


def test_a_table_measured_against_targets_names_them_and_the_pace_nowhere(open_page):
    for form, name in (({"targets": "on"}, "เป้าหมายคณะรัฐมนตรี"), ({}, "เกณฑ์ตามระยะเวลา")):
        written = file(open_page("budget", **form), "by_item", "table.csv").decode("utf-8-sig")
        heads, first, *_rows = csv.reader(StringIO(written))
        measured = [head for head in heads if "เป้าหมาย" in head or "เกณฑ์" in head]
        assert len(measured) == 3
        assert all(name in head for head in measured)
        row = dict(zip(heads, first, strict=True))
        expected, gap, _points = (Decimal(row[head]) for head in measured)
        assert Decimal(row["เบิกจ่าย (บาท)"]) - expected == gap


def test_a_year_without_targets_does_not_offer_them(open_budget):
    app = open_budget("2570,2027-03-31,,,กองช่าง,ถนน,100,0,10\n", targets="on")
    assert "เทียบกับ" not in [group.label for group in app.button_group]
    assert "ช้ากว่าเกณฑ์ตามระยะเวลา" in unmarked(app.markdown[0].value)


def test_the_course_can_be_read_as_baht_per_month_of_a_year_that_has_ended_without_what_is_needed(open_budget):
    app = open_budget(tab="course", course="month")
    (bars,) = chart(app, "periods").data
    assert [round(value, 2) for value in bars.x] == [16.58, 58.65]
    assert bars.marker.color == (theme.PAID, theme.PAID)


def test_what_is_needed_a_month_stands_in_another_colour():
    day = pd.Timestamp("2024-01-01")
    frame = pd.DataFrame({"begins": day, "ends": day, "per_month": [2e6, 3e5], "is_needed": [False, True]})
    figure = draw_course.periods(frame, "narrow")
    assert traces(figure)["per_month"].marker.color == (theme.PAID, theme.BEHIND)
    assert len(figure["layout"]["meta"].key) == 2
    # A chart has one unit.
    assert re.findall(r"[\d,.]+ ล้านบาท", writing(figure)) == ["2.00 ล้านบาท", "0.30 ล้านบาท"]


@pytest.mark.parametrize(
    "choices",
    [
        {"lang": "en", "tab": "rows"},
        pytest.param({"digits": "th", "tab": "totals"}, marks=pytest.mark.full),
        {"targets": "on", "tab": "course", "course": "month"},
        pytest.param({"tab": "attention", "see": "missing"}, marks=pytest.mark.full),
    ],
)
def test_one_division_with_nothing_to_spend_is_a_page_too(open_budget, choices):
    app = open_budget("2570,2026-12-31,,,กองช่าง,ถนน,0,0,0\n", **choices)
    assert [metric.value for metric in app.metric][2:4] == ["–", "–"]
    assert section(app, "by_item")
    assert not re.search(r"\bnan\b|NaT", said(app))


# Pictures


def test_a_stroke_stands_where_payments_should_be_and_every_bar_leads_to_its_rows(takbai_data):
    frame = budget.by_level(takbai_data, TAKBAI, "division", False)
    figure = draw.by_level(frame, "division", draw.Yardstick(0.5), "wide")
    (stroke,) = figure["layout"]["shapes"]
    assert stroke["x0"] == stroke["x1"] == pytest.approx(43_134_900 * 182 / 365)
    assert traces(figure)["whole"].customdata == ({"division": "งบกลาง"},)
    assert "−9.95" in [note["text"] for note in figure["layout"]["annotations"]]


@pytest.mark.parametrize(
    ("yardstick", "in_legend", "column", "words"),
    [
        (draw.Yardstick(0.4986), "เกณฑ์ตามระยะเวลา 49.86%", "เทียบเกณฑ์ตามระยะเวลา", "ช้ากว่าเกณฑ์ 9.95"),
        (draw.Yardstick(0.51, is_target=True), "เป้าหมาย ครม. 51.00%", "เทียบเป้าหมาย", "ต่ำกว่าเป้าหมาย 9.95"),
        (draw.Yardstick(1, is_year_over=True), "", "ยังไม่เบิกจ่าย", "ยังไม่เบิกจ่าย 9.95"),
    ],
)
def test_the_picture_names_what_payments_are_measured_against(takbai_data, yardstick, in_legend, column, words):
    frame = budget.by_level(takbai_data, TAKBAI, "division", False)
    wide, narrow = (draw.by_level(frame, "division", yardstick, width) for width in ("wide", "narrow"))
    strokes = [entry.split(f"{INK_END} ")[1] for entry in wide["layout"]["meta"].key if "|" in entry]
    assert strokes == [in_legend] * bool(in_legend)
    assert len(wide["layout"]["shapes"]) == bool(in_legend)
    notes = [bare(note["text"]) for note in wide["layout"]["annotations"]]
    assert f"{column}ล้านบาท" in notes
    assert ("9.95" if yardstick.is_year_over else "−9.95") in notes
    assert words in narrow["layout"]["annotations"][0]["text"].replace(BREAK, " ")
    assert (f"{yardstick.name}: " in traces(wide)["whole"].hovertext[0]) == bool(in_legend)


def parts(count, revised, disbursed, committed=0.0):
    revised = float("nan") if revised is None else revised
    return pd.DataFrame(
        {
            "division": [f"หน่วยงานที่มีชื่อยาวมากแห่งหนึ่งของเทศบาล {number}" for number in range(count)],
            "revised": revised, "expected": revised / 2, "disbursed": disbursed, "gap": disbursed - revised / 2,
            "gap_points": 10.0, "committed": committed, "remaining": revised - disbursed - committed,
            "disbursed_rate": disbursed / revised if revised else None, "used_rate": None, "lines": 1,
        }
    )  # fmt: skip


@pytest.mark.parametrize("level", ["division", "item"])
@pytest.mark.parametrize(
    "frame", [parts(0, 1, 1), parts(1, 0, 0), parts(1, 100, 250, 100), parts(60, 1e9, 1e8), parts(2, None, 5.0)]
)
def test_extreme_budgets_are_drawn_level_by_level(frame, level):
    drawn = traces(draw.by_level(frame.rename(columns={"division": level}), level, draw.Yardstick(0.5), "wide"))
    assert set(drawn) == {"whole", "disbursed", "committed"}
    assert {len(trace.x) for trace in drawn.values()} == {min(len(frame), theme.MOST_ROWS["wide"])}


def rates(year, *values):
    days = [pd.Timestamp(f"{year - 543 - (month > 9)}-{month}-28") for month in (12, 3, 6, 9)][: len(values)]
    gone = [0.25, 0.5, 0.75, 1.0][: len(values)]
    numbers = [float("nan") if value is None else value for value in values]
    return pd.DataFrame(
        {
            "fiscal_year": year, "quarter": range(1, len(values) + 1), "as_of": days, "even_rate": gone,
            "disbursed_rate": numbers, "revised": [value * 0 + 100 for value in numbers],
            "disbursed": [value * 100 for value in numbers],
        }
    )  # fmt: skip


NO_TARGETS = pd.DataFrame({"quarter": [], "target": [], "is_confirmed": [], "note": []})


def test_a_quarter_without_data_is_a_gap_in_the_line_and_the_year_before_is_grey():
    drawn = traces(
        draw_course.course(pd.concat([rates(2566, 0.1, 0.3, 0.6, 0.9), rates(2567, 0.2, None, 0.7)]), NO_TARGETS, "wide")
    )
    assert list(drawn["2567"].y) == [0, 20, None, 70]
    assert list(drawn["2566"].y) == [0, 10, 30, 60, 90]
    assert (drawn["2567"].line.color, drawn["2566"].line.color) == (theme.PAID, theme.NEUTRAL)
    assert (list(drawn["even"].x), list(drawn["even"].y)) == ([0, 1], [0, 100])


def test_the_real_budget_is_one_point_beside_even_spending_and_the_four_targets(takbai_data):
    course, targets = budget_course.course(takbai_data, TAKBAI), budget.targets(takbai_data, TAKBAI)
    drawn = traces(draw_course.course(course, targets, "wide"))
    assert [None if value is None else round(value, 2) for value in drawn["2565"].y] == [None, 26.79]
    assert list(drawn["target"].y) == [30, 51, 72, 93]
    assert [round(place * 365) for place in drawn["target"].x] == [92, 182, 273, 365]


def test_names_of_lines_that_end_together_stand_one_below_the_other():
    figure = draw_course.course(
        pd.concat([rates(2566, 0.1, 0.3, 0.6, 0.86), rates(2567, 0.2, 0.4, 0.7, 0.865)]), NO_TARGETS, "wide"
    )
    low, high = figure["layout"]["yaxis"]["range"]
    names = figure["layout"]["annotations"]
    heights = sorted((name["y"] - low) / (high - low) * timeline.HEIGHT + name["yshift"] for name in names)
    assert len(heights) == 3
    assert min(after - before for before, after in pairwise(heights)) >= timeline.LINE - 1


@pytest.mark.parametrize(
    "frame", [rates(2567), rates(2567, None, 0.0), rates(2567, 0.5), rates(2567, 1.5, 3.2), rates(2567, None)]
)
def test_extreme_courses_are_drawn(frame):
    figure = draw_course.course(frame, NO_TARGETS, "wide")
    highest = figure["layout"]["yaxis"]["range"][1]
    assert all(value is None or value < highest for trace in traces(figure).values() for value in trace.y)


@pytest.mark.parametrize("amounts", [(), (0.0,), (None, 5.0), (-3.0, 2e9)])
def test_extreme_periods_are_drawn(amounts):
    day = pd.Timestamp("2024-01-01")
    frame = pd.DataFrame({"begins": [day] * len(amounts), "ends": day, "per_month": amounts, "is_needed": False})
    (bars,) = traces(draw_course.periods(frame, "wide")).values()
    assert [value is None for value in bars.x] == [amount is None for amount in amounts]
    assert all(value is None or value >= 0 for value in bars.x)


# Sentences


@pytest.mark.parametrize(
    ("spoken", "words"),
    [
        ("th", "เบี้ยยังชีพผู้สูงอายุ ช้ากว่าเกณฑ์ตามระยะเวลา (ร้อยละ 49.86) มากที่สุด 10.13 ล้านบาท (30.83 จุด"),
        ("en", "เบี้ยยังชีพผู้สูงอายุ is furthest behind the pace by date (49.86%): by 10.13 million baht (30.83 points)"),
    ],
)
def test_the_part_that_is_furthest_behind_is_named_with_baht_and_points(takbai_data, spoken, words):
    language.use(spoken)
    standing = budget.standing(takbai_data, TAKBAI, False).iloc[0]
    assert say.by_level(budget.by_level(takbai_data, TAKBAI, "item", False), "item", standing).startswith(words)


def test_where_nothing_is_behind_the_sentence_says_so(takbai_data):
    standing = budget.standing(takbai_data, TAKBAI, False).iloc[0]
    assert say.by_level(parts(3, 100.0, 60.0), "division", standing).startswith("ทั้ง 3 หน่วยงานไม่ช้ากว่าเกณฑ์ตามระยะเวลา")


def standing_of(**changed):
    row = {
        "allocation": 100.0, "revised": 100.0, "disbursed": 80.0, "remaining": 20.0, "disbursed_rate": 0.8, "expected_rate": 0.75,
        "gap": 5.0, "gap_points": 5.0, "is_target": False, "quarter": 3, "goal": 1.0, "needed_per_month": 6.0, "per_month": 8.0,
        "as_of": pd.Timestamp("2024-06-30"), "year_end": pd.Timestamp("2024-09-30"), "lines": 2, "lines_unstated": 0,
    }  # fmt: skip
    return pd.Series(row | changed)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({}, "เร็วกว่าเกณฑ์ตามระยะเวลา (ร้อยละ 75.00) อยู่ 5.00 จุด"),
        ({"is_target": True}, "สูงกว่าเป้าหมายคณะรัฐมนตรีไตรมาส 3 (ร้อยละ 75.00) อยู่ 5.00 จุด"),
        ({"as_of": pd.Timestamp("2024-09-30"), "gap": -20.0}, "เบิกจ่ายไม่หมด (ยังไม่เบิกจ่าย 20 บาท)"),
    ],
)
def test_the_answer_says_ahead_or_behind_and_after_the_years_end_what_is_not_paid(changed, words):
    assert words in say.answer(standing_of(**changed), "กองช่าง")


@pytest.mark.parametrize(
    ("as_of", "year_end", "words"),
    [
        ("2098-06-30", "2098-09-30", "ภายใน 30 ก.ย. 2641 จะพับตกไป เว้นแต่กันไว้เบิกเหลื่อมปี"),
        ("2024-06-30", "2024-09-30", "ปีงบฯ 2567 สิ้นสุดแล้ว"),
        ("2024-09-30", "2024-09-30", "ภายใน 30 ก.ย. 2567 พับตกไป"),
    ],
)
def test_what_lapses_is_said_before_and_after_the_years_end(as_of, year_end, words):
    standing = standing_of(as_of=pd.Timestamp(as_of), year_end=pd.Timestamp(year_end))
    assert words in say.lapse(standing)
    standing.remaining = 0.0
    assert not say.lapse(standing)


def test_the_answer_is_silent_on_what_is_not_there():
    answer = say.answer(standing_of(gap_points=None, disbursed_rate=None, remaining=0.0), "")
    assert answer == "เบิกจ่ายแล้ว 80 บาท จากงบประมาณหลังโอน 100 บาท (–)"


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"needed_per_month": None}, ""),
        ({"needed_per_month": 0.0, "goal": 0.93}, "ถึงเป้าหมายคณะรัฐมนตรีไตรมาส 4 (ร้อยละ 93.00) แล้ว"),
        ({"revised": 0.0, "needed_per_month": 0.0}, ""),
        ({}, "ปีงบฯ 2567 สิ้นสุดแล้ว"),
        ({"year_end": pd.Timestamp("2098-09-30")}, "ต้องเบิกจ่ายเดือนละ 6 บาท (ที่ผ่านมาเดือนละ 8 บาท)"),
    ],
)
def test_how_fast_the_rest_must_be_paid_and_when_there_is_no_rest(changed, words):
    said_of_it = say_course.speed(standing_of(**changed))
    assert words in said_of_it
    assert bool(words) == bool(said_of_it)


def test_the_course_in_words_says_the_newest_the_quarters_without_data_and_the_year_before():
    frame = pd.concat([rates(2566, 0.1, 0.9), rates(2567, 0.2, None, 0.7)])
    assert say_course.course(frame) == ("เบิกจ่ายสะสมถึง 28 มิ.ย. 2567 ร้อยละ 70.00 (ไม่มีข้อมูลไตรมาส 2) ปีก่อนถึง 28 มี.ค. 2566 ร้อยละ 90.00")


def test_complete_reports_are_called_complete(takbai_data):
    every = budget_course.unreported(takbai_data, TAKBAI, pd.Timestamp("2022-01-01").date())
    assert say_course.unreported(every).startswith("มีข้อมูลครบทุกไตรมาสที่ถึงกำหนด")
