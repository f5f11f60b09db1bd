"""Pictures of the real data hold its figures, name their source, and bear extreme input."""

import pandas as pd
import pytest

from charts import axes, satisfaction_scores, theme
from charts import budget as budget_charts
from charts import measures as measures_charts
from charts import plan as plan_charts
from charts import satisfaction as satisfaction_charts
from charts.markup import BREAK, written
from queries import budget, measures, plan, satisfaction
from queries.scope import Scope
from sentences import plan as say_plan
from tests.drawing import BAND, means, traces, writing
from vocabulary import thai

THIS_YEAR = Scope("04960201", 2565)
LAST_YEAR = Scope("04960201", 2564)
PACE = budget_charts.Yardstick(0.5)


def test_the_budget_by_division_in_baht(takbai_data):
    figure = budget_charts.by_level(budget.by_level(takbai_data, THIS_YEAR, "division", False), "division", PACE, "wide")
    drawn = traces(figure)
    assert list(drawn["whole"].x) == [43_134_900]
    assert list(drawn["disbursed"].x) == [11_556_723.75]
    assert (list(drawn["committed"].x), list(drawn["committed"].base)) == ([2_000], [11_556_723.75])
    assert "<b>26.79</b>" in writing(figure)
    assert writing(figure).count("11.56") == writing(figure).count("43.13") == 1
    assert figure["layout"]["xaxis"]["title"]["text"] == "ล้านบาท"


def test_the_budget_by_item_as_percent_of_each_line(takbai_data):
    lines = budget.by_level(takbai_data, THIS_YEAR, "item", False)
    drawn = traces(budget_charts.by_level(lines, "item", PACE, "wide"))
    assert [round(value, 2) for value in drawn["disbursed"].x] == [round(rate * 100, 2) for rate in lines.disbursed_rate]
    assert list(drawn["whole"].x) == [100] * 13
    assert "คงเหลือหลังหักก่อหนี้: 25,000.00" in drawn["whole"].hovertext[list(lines["item"]).index("เบี้ยยังชีพผู้พิการด้อย")]


def test_scores_are_points_on_an_axis_that_says_where_it_begins(takbai_data):
    figure = satisfaction_charts.means(satisfaction.by_division(takbai_data, LAST_YEAR), "division", "wide")
    drawn = traces(figure)
    assert [round(value, 2) for value in drawn["score"].x] == [98.06, 97.71, 97.54, 97.38, 96.42, 95.96, 95.54, 95.00]
    assert "แกนแสดงช่วง 85–100 ไม่ได้เริ่มที่ 0" in figure["layout"]["xaxis"]["title"]["text"]
    assert figure["layout"]["xaxis"]["range"][0] < 90


def test_dimensions_and_weakest_questions(takbai_data):
    dimensions = traces(satisfaction_charts.means(satisfaction.by_dimension(takbai_data, LAST_YEAR), "dimension_no", "wide"))
    assert [thai.number(value, 2) for value in dimensions["score"].x] == ["97.02", "97.16", "95.93"]
    figure = satisfaction_charts.means(satisfaction.by_question(takbai_data, LAST_YEAR), "question_no", "wide")
    assert len(traces(figure)["score"].x) == 12
    assert "94.38" in writing(figure)


def test_the_heat_map_has_every_score_and_a_heading_for_each_dimension(takbai_data):
    scores = satisfaction.scores(takbai_data, LAST_YEAR)
    figure = satisfaction_scores.scores(scores, means(scores), "wide")
    cells = [value for row in traces(figure)["score"].z for value in row if value is not None]
    assert len(cells) == 96
    assert sorted(cells) == sorted(scores.score_percent)
    assert len(figure["layout"]["xaxis"]["ticktext"]) == 8 + 1
    assert writing(figure).count("<b>ด้าน") == 3
    narrow = satisfaction_scores.scores(scores, means(scores), "narrow")
    assert len(narrow["layout"]["xaxis"]["ticktext"]) == 8
    assert writing(narrow).count("<b>ด้าน") == 3


def test_the_plan_against_its_target_in_both_rounds(takbai_data):
    figure = plan_charts.by_dimension(plan.by_dimension(takbai_data, LAST_YEAR), plan.rounds(takbai_data, LAST_YEAR), "wide")
    drawn = traces(figure)
    assert [round(value, 2) for value in drawn["6 เดือน"].x] == [26.92, 12.50, 40.00, 18.18, 40.00]
    assert [round(value, 2) for value in drawn["12 เดือน"].x] == [38.46, 18.75, 53.33, 36.36, 50.00]
    assert figure["layout"]["shapes"][0]["x0"] == 80
    assert "เป้าหมาย 80%" in writing(figure)


def test_a_budget_rate_without_a_plan_is_a_dash_beside_what_is_printed(takbai_data):
    figure = plan_charts.budget_by_dimension(plan.budget_by_dimension(takbai_data, LAST_YEAR), "wide")
    assert list(traces(figure)["12 เดือน"].x)[1::2] == [None, None]
    assert writing(figure).count("100.00") == 4
    narrow = plan_charts.budget_by_dimension(plan.budget_by_dimension(takbai_data, LAST_YEAR), "narrow")
    assert writing(narrow).count("– (ตามเอกสารต้นฉบับ 100.00%)") == 4


def test_the_ranking_marks_its_own_organization_and_clamps_nothing(takbai_data):
    figure = plan_charts.ranking(plan.ranking(takbai_data, LAST_YEAR), 0.8, False, "wide")
    bars = traces(figure)["percent"]
    assert list(bars.x) == [148.15, 84.62, 76.92, 75.86, 58.33, 37.5, 35.71, 15.79]
    assert [color == theme.PAID for color in bars.marker.color] == [False, False, True, *[False] * 5]
    assert figure["layout"]["xaxis"]["range"][1] > 148.15


def test_the_ranking_says_that_it_is_another_figure_only_where_it_is(takbai_data):
    published, own = plan.ranking(takbai_data, LAST_YEAR), plan.chosen_round(takbai_data, LAST_YEAR).iloc[0]
    assert not say_plan.is_as_reported(published, own)
    assert "ใช้ตัวหารต่างจากรายงานของ" in plan_charts.ranking(published, 0.8, False, "wide")["layout"]["meta"].key[0]
    own["projects_rate"] = published[published.is_own].percent.iloc[0] / 100
    assert say_plan.is_as_reported(published, own)
    assert "ตรงกับรายงานของ" in say_plan.ranking(published, own)
    assert plan_charts.ranking(published, 0.8, True, "wide")["layout"]["meta"].key == ()


def test_measures_by_status_and_by_unit(takbai_data):
    assert list(traces(measures_charts.by_status(measures.by_status(takbai_data, THIS_YEAR), "wide"))["measures"].x) == [
        14,
        8,
        1,
        1,
    ]
    units = traces(measures_charts.by_unit(measures.by_unit(takbai_data, THIS_YEAR), "wide"))
    assert {name: sum(trace.x) for name, trace in units.items()} == {"done": 14, "ongoing": 8, "not_started": 1, "no_case": 1}


@pytest.mark.parametrize("dark", [False, True])
def test_every_picture_says_what_whose_when_and_from_where_in_sarabun(takbai_data, dark):
    figure = theme.finish(
        budget_charts.by_level(budget.by_level(takbai_data, THIS_YEAR, "division", False), "division", PACE, "wide"),
        BAND,
        dark=dark,
    )
    notes = {note.get("name"): note["text"].replace("<br>", "") for note in figure["layout"]["annotations"]}
    assert notes["title"] == "<b>ร้อยละการเบิกจ่าย จำแนกตามหน่วยงาน</b>"
    assert notes["place"].startswith("เทศบาลเมืองตากใบ · ปีงบฯ 2565")
    assert notes["source"] == "ที่มา: budget_2565_6m.csv · 13 แถว"
    assert figure["layout"]["font"]["family"].startswith("Sarabun")
    assert figure["layout"]["paper_bgcolor"] == (theme.DARK if dark else theme.LIGHT).paper


def lines_of_budget(count, revised=1_000.0, disbursed=0.0):
    return pd.DataFrame(
        {
            "division": [f"กอง {number}" for number in range(count)],
            "item": [f"รายการที่ {number}" for number in range(count)],
            "revised": revised,
            "expected": revised / 2,
            "gap": disbursed - revised / 2,
            "committed": 0.0,
            "disbursed": disbursed,
            "remaining": revised - disbursed,
            "disbursed_rate": disbursed / revised if revised else None,
            "used_rate": disbursed / revised if revised else None,
        }
    )


@pytest.mark.parametrize(("count", "revised", "disbursed"), [(1, 0.0, 0.0), (1, 100.0, 250.0), (3_000, 1_000.0, 10.0)])
def test_extreme_budgets_are_drawn(count, revised, disbursed):
    frame = lines_of_budget(count, revised, disbursed)
    for level in ("division", "item"):
        drawn = traces(budget_charts.by_level(frame, level, PACE, "wide"))
        assert len(drawn["whole"].x) == min(count, theme.MOST_ROWS["wide"])
    if not revised:
        assert list(drawn["disbursed"].x) == [None]


def test_a_long_name_stands_whole_beside_its_bar_in_a_row_of_its_own_height():
    long = "โครงการก่อสร้างถนนคอนกรีตเสริมเหล็กสายหลังโรงเรียนบ้านตากใบถึงสามแยกวัดชลธาราสิงเห หมู่ที่ 3 ตำบลเจ๊ะเห " * 3
    frame = lines_of_budget(3, 100.0, 50.0)
    frame["item"] = ["ค่าวัสดุสำนักงาน", long.strip(), "ค่าไฟฟ้า"]
    figure = theme.on_page(budget_charts.by_level(frame, "item", PACE, "wide"), dark=False)
    layout = figure["layout"]
    names = [each for each in layout["annotations"] if each["x"] == 0 and "yref" not in each]
    assert [each["text"].replace("<br>", "").replace(" ", "") for each in names] == [
        name.replace(" ", "") for name in frame["item"]
    ]
    assert all(trace["y"] == [each["y"] for each in names] for trace in figure["data"])
    bottom, top = layout["yaxis"]["range"]
    pixels = (layout["height"] - layout["margin"]["t"] - layout["margin"]["b"]) / (bottom - top)
    lines = names[1]["text"].count("<br>") + 1
    assert lines > 4
    # Half of its lines stand below its middle.
    assert (names[2]["y"] - names[1]["y"]) * pixels > 15 * lines / 2


def test_what_is_beyond_the_picture_is_counted():
    figure = budget_charts.by_level(lines_of_budget(40), "item", PACE, "wide")
    assert "30 รายการแรกจาก 40" in figure["layout"]["meta"].key[-1]


@pytest.mark.parametrize(("highest", "last"), [(0, 1), (1, 1), (7, 8), (99, 100), (43_134_900, 50_000_000), (0.3, 0.3)])
def test_steps_are_round_and_reach_the_highest_value(highest, last):
    steps = axes.round_steps(highest)
    assert steps[0] == 0
    assert steps[-1] == pytest.approx(last)
    assert len(steps) <= 12


def test_long_names_of_divisions_take_two_lines_above_the_heat_map_and_find_room(takbai_data):
    scores = satisfaction.scores(takbai_data, LAST_YEAR)
    short = satisfaction_scores.scores(scores, means(scores), "narrow")["layout"]
    long_name = "กองสาธารณสุขและสิ่งแวดล้อม"
    renamed = scores.replace({"division": {"กองสาธารณสุข": long_name}})
    long = satisfaction_scores.scores(renamed, means(renamed), "narrow")["layout"]
    heads = long["xaxis"]["ticktext"]
    assert long_name in [written(head).replace("<br>", "") for head in heads]
    assert max(head.count(BREAK) for head in heads) == 1
    assert long["meta"].above > short["meta"].above
