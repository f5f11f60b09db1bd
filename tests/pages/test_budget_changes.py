"""What changed between two times, names that came and went, and transfers: on data that can be added up in the head, on the
made-up municipality, and drawn on the page."""

from datetime import date
from functools import partial

import pandas as pd
import pytest

import database
from charts import budget_changes as draw
from charts import changes as pictures
from charts import theme, units
from charts.rows import rows
from loaders.layout.reading import Options
from loaders.loading import load_files
from queries import budget
from queries import budget_changes as changes
from queries.scope import Scope
from sentences import budget_changes as say
from tests.drawing import alt, chart, draw_page, named, section, trace, traces, unmarked, words, writing
from tests.tiers import sampled
from vocabulary import language

HEAD = """\
organization_code,fiscal_year,as_of,division,plan,work,expenditure_group,category,item,allocation,transfer_in,transfer_out,disbursed
"""
TIMES = ("ปีงบฯ 2566", "ปีงบฯ 2567")
BEFORE, NOW = Scope("04960201", 2566), Scope("04960201", 2567)
EARLIER = """\
กองช่าง,เคหะ,งานก่อสร้าง,งบดำเนินงาน,ค่าวัสดุ,ค่าวัสดุก่อสร้าง,100,,,40
กองช่าง,เคหะ,งานก่อสร้าง,งบลงทุน,ค่าที่ดิน,ก่อสร้างถนน ชุมชนที่ 7,200,,,200
กองช่าง,เคหะ,งานก่อสร้าง,งบดำเนินงาน,ค่าใช้สอย,โครงการอบรมคุณธรรม ประจำปี 2566,50,,,10
กองคลัง,บริหาร,งานคลัง,งบดำเนินงาน,ค่าวัสดุ,ค่าวัสดุสำนักงาน,100,,20,80
กองสาธารณสุข,สุข,งานสุข,งบดำเนินงาน,ค่าวัสดุ,ค่าวัสดุการแพทย์,100,,,50
"""
LATER = """\
กองช่าง,เคหะ,งานก่อสร้าง,งบดำเนินงาน,ค่าวัสดุ,ค่าวัสดุก่อสร้าง,100,30,,90
กองช่าง,เคหะ,งานก่อสร้าง,งบลงทุน,ค่าที่ดิน,ก่อสร้างถนน ชุมชนที่ 17,300,,,0
กองช่าง,เคหะ,งานก่อสร้าง,งบดำเนินงาน,ค่าใช้สอย,โครงการอบรมคุณธรรม ประจำปีงบประมาณ พ.ศ. ๒๕๖๗,60,,,30
กองคลัง,บริหาร,งานธุรการ,งบดำเนินงาน,ค่าวัสดุ,ค่าวัสดุสำนักงาน,100,,30,35
กองสาธารณะสุข,สุข,งานสุข,งบดำเนินงาน,ค่าวัสดุ,ค่าวัสดุการแพทย์,100,,,60
"""
FIRST = "99000001"


def load_years(store, write, earlier, later, day_before="2023-09-30", year_before=2566):
    """Loads lines of two fiscal years, each as of a day."""
    for year, as_of, lines in ((year_before, day_before, earlier), (2567, "2024-09-30", later)):
        rows = "".join(f"04960201,{year},{as_of},{line}\n" for line in lines.splitlines())
        path = write(HEAD + rows, f"budget_{as_of}.csv")
        (report,) = load_files([path], Options(answers={"unit": "baht"}), store, lambda _name, _rows: None)
        assert not report.refused


@pytest.fixture(scope="module")
def two_years(tmp_path_factory):
    """A store with EARLIER and LATER, which nobody changes."""
    folder = tmp_path_factory.mktemp("two_years")

    def write(text, name):
        (folder / name).write_text(text, encoding="utf-8")
        return folder / name

    load_years(folder / "store", write, EARLIER, LATER)
    return folder / "store"


@pytest.fixture
def years(two_years, write, store, monkeypatch):
    """Lets the program see FY 2566 and FY 2567: EARLIER and LATER, or the lines and times said; gives a cursor on them."""

    def years(earlier=EARLIER, later=LATER, **times):
        folder = two_years
        if times or (earlier, later) != (EARLIER, LATER):
            load_years(folder := store, write, earlier, later, **times)
        monkeypatch.setenv("PRONGSAI_STORE", str(folder))
        return database.cursor()

    return years


def line(item, division="กองช่าง", work="งาน", disbursed=0):
    return f"{division},แผน,{work},งบดำเนินงาน,ค่าใช้สอย,{item},100,,,{disbursed}\n"


def kinds(frame, part="item"):
    """What is told of each line (or division): kind, name before, name now."""
    told = frame[frame.part == part]
    return [
        (row.kind, None if pd.isna(row.name_before) else row.name_before, None if pd.isna(row.name) else row.name)
        for row in told.itertuples(index=False)
    ]


# Two times side by side


def test_both_times_and_their_changes_in_baht_and_in_points(years):
    total = changes.total(years(), NOW, BEFORE).iloc[0]
    assert (total.revised_before, total.revised, total.revised_change) == (530, 660, 130)
    assert (total.disbursed_before, total.disbursed, total.disbursed_change) == (380, 215, -165)
    assert total.rate_change == pytest.approx(100 * 215 / 660 - 100 * 380 / 530)
    assert (total.lines_before, total.lines) == (5, 5)
    assert (total.as_of_before.date(), total.as_of.date()) == (date(2023, 9, 30), date(2024, 9, 30))


def test_the_largest_change_comes_first_and_what_a_time_lacks_is_null_and_counts_as_nothing(years):
    divisions = changes.by_part(years(), NOW, BEFORE, "division")
    assert list(divisions.division) == ["กองช่าง", "กองสาธารณะสุข", "กองสาธารณสุข", "กองคลัง"]
    assert list(divisions.disbursed_change) == [-130, 60, -50, -45]
    assert list(divisions.disbursed.isna()) == [False, False, True, False]
    assert list(divisions.disbursed_rate_before.isna()) == [False, True, False, False]
    assert list(divisions.rate_change.isna()) == [False, True, True, False]


@pytest.mark.parametrize(("part", "largest"), [("plan", ("เคหะ", -130)), ("expenditure_group", ("งบลงทุน", -200))])
def test_changes_are_told_by_programme_and_by_group_too(years, part, largest):
    first = changes.by_part(years(), NOW, BEFORE, part).iloc[0]
    assert (first[part], first.disbursed_change) == largest


def test_a_narrowed_page_compares_the_same_slice_of_both_times(years):
    within = Scope("04960201", 2567, within=(("division", "กองคลัง"),))
    con = years()
    total = changes.total(con, within, BEFORE).iloc[0]
    assert (total.disbursed_before, total.disbursed, total.lines_before, total.lines) == (80, 35, 1, 1)
    assert list(changes.names(con, within, BEFORE).kind) == ["moved"]


def test_the_sentence_says_how_much_at_which_rate_and_where(years):
    con = years()
    total, divisions = changes.total(con, NOW, BEFORE).iloc[0], changes.by_part(con, NOW, BEFORE, "division")
    assert say.changes(total, divisions, "division") == (
        "เทียบกับปีก่อน ณ วันเดียวกัน (30 ก.ย. 2566) เบิกจ่ายลดลง 165 บาท จาก 380 บาท "
        "และร้อยละการเบิกจ่ายลดลง 39.12 จุดร้อยละ เป็นร้อยละ 32.58 เปลี่ยนแปลงมากที่สุดที่ กองช่าง (−130 บาท)"
    )
    language.use("en")
    assert say.changes(total, divisions, "division").startswith(
        "Against the year before on the same day (30 Sep 2023), disbursed fell by 165 baht from 380 baht "
        "and the disbursed rate fell by 39.12 points to 32.58%."
    )


def test_nothing_changed_is_said_without_naming_a_largest(years):
    con = years(later=EARLIER)
    sentence = say.changes(changes.total(con, NOW, BEFORE).iloc[0], changes.by_part(con, NOW, BEFORE, "division"), "division")
    assert sentence == ("เทียบกับปีก่อน ณ วันเดียวกัน (30 ก.ย. 2566) เบิกจ่ายเท่าเดิม (380 บาท) และร้อยละการเบิกจ่ายเท่าเดิม (ร้อยละ 71.70)")
    assert changes.names(con, NOW, BEFORE).empty
    assert say.names(changes.names(con, NOW, BEFORE)) == "ทั้งสองช่วงเวลามีหน่วยงานและรายการเดียวกันทั้งหมด"


def test_different_stages_of_two_years_are_said_not_to_be_like_for_like(years):
    con = years(day_before="2023-03-31")
    sentence = say.changes(changes.total(con, NOW, BEFORE).iloc[0], changes.by_part(con, NOW, BEFORE, "plan"), "plan")
    assert sentence.startswith("เทียบกับ ปีงบฯ 2566 ข้อมูล ณ 31 มี.ค. 2566 เบิกจ่ายลดลง")
    assert "31 มี.ค. 2566 กับ 30 ก.ย. 2567 เป็นคนละช่วงของปีงบประมาณ ยอดสะสมจึงเทียบกันตรง ๆ ไม่ได้" in sentence


def test_two_days_of_a_year_are_said_to_be_cumulative(years):
    con = years(day_before="2024-03-31", year_before=2567)
    total = changes.total(con, NOW, Scope("04960201", 2567, as_of=date(2024, 3, 31))).iloc[0]
    assert (total.disbursed_before, total.disbursed) == (380, 215)
    sentence = say.changes(total, changes.by_part(con, NOW, Scope("04960201", 2567, 6), "plan"), "plan")
    assert "ส่วนที่เปลี่ยนแปลงคือยอดระหว่างสองวันนี้" in sentence


def test_a_slice_that_a_time_does_not_have_is_said_to_be_missing_there(years):
    within = Scope("04960201", 2567, within=(("division", "กองสาธารณะสุข"),))
    con = years()
    total, parts = changes.total(con, within, BEFORE).iloc[0], changes.by_part(con, within, BEFORE, "division")
    assert say.changes(total, parts, "division") == "ปีงบฯ 2566 ไม่มีรายการในส่วนที่เลือก จึงเทียบกันไม่ได้"
    assert kinds(changes.names(con, within, BEFORE), "division") == [("new", None, "กองสาธารณะสุข")]


def test_without_a_budget_there_is_no_rate_to_compare(years):
    nothing = "กองช่าง,ก,ข,ค,ง,ค่าวัสดุ,0,,,0"
    con = years(nothing, nothing)
    total, parts = changes.total(con, NOW, BEFORE).iloc[0], changes.by_part(con, NOW, BEFORE, "division")
    assert pd.isna(total.rate_change)
    assert say.changes(total, parts, "division") == ("เทียบกับปีก่อน ณ วันเดียวกัน (30 ก.ย. 2566) เบิกจ่ายเท่าเดิม (0 บาท)")
    assert list(traces(draw.by_part(parts, "division", TIMES, "wide"))["change"].x) == [0]


# Names


def test_new_vanished_moved_and_renamed_lines_are_named_with_file_and_row(years):
    names = changes.names(years(), NOW, BEFORE)
    assert kinds(names, "division") == [("renamed", "กองสาธารณสุข", "กองสาธารณะสุข")]
    assert kinds(names) == [
        ("renamed", "โครงการอบรมคุณธรรม ประจำปี 2566", "โครงการอบรมคุณธรรม ประจำปีงบประมาณ พ.ศ. ๒๕๖๗"),
        ("moved", "ค่าวัสดุการแพทย์", "ค่าวัสดุการแพทย์"),
        ("moved", "ค่าวัสดุสำนักงาน", "ค่าวัสดุสำนักงาน"),
        ("new", None, "ก่อสร้างถนน ชุมชนที่ 17"),
        ("vanished", "ก่อสร้างถนน ชุมชนที่ 7", None),
    ]
    renamed = names[names.part == "item"].iloc[0]
    assert (renamed.similarity, renamed.revised_before, renamed.revised) == (1, 50, 60)
    assert (renamed.file_before, renamed.row_before) == ("budget_2023-09-30.csv", 4)
    assert (renamed.file_name, renamed.source_row) == ("budget_2024-09-30.csv", 4)
    moved = names[names.name == "ค่าวัสดุสำนักงาน"].iloc[0]
    assert moved.under_before == "กองคลัง › บริหาร › งานคลัง › งบดำเนินงาน › ค่าวัสดุ"
    assert moved.under == "กองคลัง › บริหาร › งานธุรการ › งบดำเนินงาน › ค่าวัสดุ"


def test_the_sentence_counts_and_names_and_says_what_is_only_a_guess(years):
    assert say.names(changes.names(years(), NOW, BEFORE)) == (
        "หน่วยงานที่น่าจะเปลี่ยนชื่อ: กองสาธารณสุข → กองสาธารณะสุข "
        "รายการใหม่ 1 รายการ (งบประมาณหลังโอน 300 บาท) "
        "รายการที่หายไป 1 รายการ (งบประมาณหลังโอน 200 บาท) "
        "น่าจะเปลี่ยนชื่อ 1 รายการ "
        "น่าจะย้ายไปอยู่ที่อื่น 2 รายการ "
        "รายการที่ระบุว่า “น่าจะ” พิจารณาจากชื่อที่คล้ายกัน โดยไม่ได้นำยอดมารวมกัน"
    )


@pytest.mark.parametrize(
    ("before", "now", "renamed"),
    sampled(
        [
            ("เบี้ยยังชีพผู้พิการ", "เบี้ยยังชีพคนพิการ", True),
            ("1. ค่าวัสดุสำนักงาน", "(3) ค่าวัสดุ สำนักงาน", True),
            ("เครื่องปรับอากาศ จำนวน 2 เครื่อง", "เครื่องปรับอากาศ จำนวน 3 เครื่อง", True),
            ("ซ่อมถนน หมู่ที่ 4 ปี 2566", "ซ่อมถนน หมู่ที่ ๔ ปี ๒๕๖๗", True),
            ("ซ่อมถนน หมู่ที่ 4", "ซ่อมถนน หมู่ที่ 5", False),
            ("โครงการจัดงานวันลอยกระทง", "โครงการจัดงานวันสงกรานต์", False),
            ("เบี้ยยังชีพผู้สูงอายุ", "เบี้ยยังชีพผู้ป่วยเอดส์", False),
        ],
        every=4,
    ),
)
def test_years_and_numbering_do_not_make_another_line_but_places_and_other_words_do(years, before, now, renamed):
    names = kinds(changes.names(years(line(before), line(now)), NOW, BEFORE))
    assert names == ([("renamed", before, now)] if renamed else [("new", None, now), ("vanished", before, None)])


def test_each_line_is_paired_once_the_most_alike_first(years):
    before = line("ค่าซ่อมแซมครุภัณฑ์") + line("ค่าซ่อมแซมครุภัณฑ์ยานพาหนะ")
    after = line("ค่าซ่อมแซมครุภัณฑ์ยานพาหะนะ") + line("ค่าซ่อมแซมครุภัณฑ") + line("ค่าซ่อมแซมครุภัณฑ์ยานพาหนะทุกชนิด")
    assert set(kinds(changes.names(years(before, after), NOW, BEFORE))) == {
        ("renamed", "ค่าซ่อมแซมครุภัณฑ์", "ค่าซ่อมแซมครุภัณฑ"),
        ("renamed", "ค่าซ่อมแซมครุภัณฑ์ยานพาหนะ", "ค่าซ่อมแซมครุภัณฑ์ยานพาหะนะ"),
        ("new", None, "ค่าซ่อมแซมครุภัณฑ์ยานพาหนะทุกชนิด"),
    }


@pytest.mark.full
def test_the_same_name_in_several_works_is_paired_as_often_as_it_vanished(years):
    before = line("ค่าวัสดุ", work="ก") + line("ค่าวัสดุ", work="ข")
    after = line("ค่าวัสดุ", work="ค") + line("ค่าวัสดุ", work="ง") + line("ค่าวัสดุ", work="จ")
    names = changes.names(years(before, after), NOW, BEFORE)
    assert list(names.kind) == ["moved", "moved", "new"]
    assert names.under.nunique() == 3


@pytest.mark.full
def test_alike_names_of_unlike_divisions_are_not_paired(years):
    names = changes.names(years(line("ค่าวัสดุ", "กองช่าง"), line("ค่าวัสดุ", "กองคลัง")), NOW, BEFORE)
    assert kinds(names) == [("new", None, "ค่าวัสดุ"), ("vanished", "ค่าวัสดุ", None)]
    assert kinds(names, "division") == [("new", None, "กองคลัง"), ("vanished", "กองช่าง", None)]


@pytest.mark.full
def test_a_line_that_repeats_is_neither_new_nor_gone(years):
    assert changes.names(years(line("ค่าวัสดุ"), line("ค่าวัสดุ") + line("ค่าวัสดุ")), NOW, BEFORE).empty


# Transfers


def test_transfers_by_division_and_by_line_sum_to_the_total(years):
    con = years()
    total = changes.transfers_total(con, NOW).iloc[0]
    assert (total.transfer_in, total.transfer_out, total.net_transfer, total.lines_moved, total.lines) == (30, 30, 0, 2, 5)
    divisions = changes.transfers(con, NOW, "division")
    assert {row.division: row.net_transfer for row in divisions.itertuples()} == {"กองช่าง": 30, "กองคลัง": -30}
    items = changes.transfers(con, NOW, "item")
    assert {row.item: (row.net_transfer, row.source_row) for row in items.itertuples()} == {
        "ค่าวัสดุก่อสร้าง": (30, 2),
        "ค่าวัสดุสำนักงาน": (-30, 5),
    }
    assert say.transfers(total, whole=True) == ("มีการโอน 2 จาก 5 รายการ โอนเพิ่มรวม 30 บาท และโอนลดรวม 30 บาท หักกลบกันเป็นศูนย์")
    drawn = traces(draw.transfers(divisions, "division", "wide"))
    moved = {name: dict(zip([lead["division"] for lead in bars.customdata], bars.x, strict=True)) for name, bars in drawn.items()}
    assert moved == {"transfer_in": {"กองช่าง": 30, "กองคลัง": 0}, "transfer_out": {"กองช่าง": 0, "กองคลัง": -30}}


def test_transfers_that_do_not_net_to_zero_are_a_finding_only_over_the_whole(years):
    con = years()
    total = changes.transfers_total(con, BEFORE).iloc[0]
    assert total.net_transfer == -20
    assert "หักกลบกันไม่เป็นศูนย์ (ต่างกัน −20 บาท)" in say.transfers(total, whole=True)
    within = say.transfers(total, whole=False)
    assert "โอนสุทธิ −20 บาท ซึ่งเป็นเรื่องปกติเมื่อดูเพียงบางส่วนของเทศบัญญัติ" in within
    assert "ไม่เป็นศูนย์" not in within


def test_nothing_transferred_is_one_sentence(years):
    total = changes.transfers_total(years(later=line("ค่าวัสดุ")), NOW).iloc[0]
    assert total.lines_moved == 0
    assert say.transfers(total, whole=True) == "ไม่มีการโอนงบประมาณใน 1 รายการที่แสดง"


def test_the_real_table_moves_money_only_in(takbai_data):
    scope = Scope("04960201", 2565)
    total = changes.transfers_total(takbai_data, scope).iloc[0]
    assert (total.transfer_in, total.transfer_out, total.net_transfer) == (880_500, 0, 880_500)
    items = changes.transfers(takbai_data, scope, "item")
    assert items.transfer_in.sum() == 880_500
    drawn = traces(draw.transfers(items, "item", "wide"))
    assert sum(drawn["transfer_in"].x) == 880_500
    assert not any(drawn["transfer_out"].x)


# Pictures


def test_bars_go_from_zero_to_both_sides_and_say_so_in_words(years):
    divisions = changes.by_part(years(), NOW, BEFORE, "division")
    figure = draw.by_part(divisions, "division", TIMES, "narrow")
    bars = traces(figure)["change"]
    assert list(bars.x) == [-130, 60, -50, -45]
    assert [lead["division"] for lead in bars.customdata] == list(divisions.division)
    assert [color == pictures.MORE for color in bars.marker.color] == [False, True, False, False]
    said = writing(figure)
    for expected in ("−130 บาท · 250 บาท → 120 บาท", "+60 บาท · – → 60 บาท", "−50 บาท · 50 บาท → –"):
        assert expected in said
    in_columns = writing(draw.by_part(divisions, "division", TIMES, "wide"))
    for expected in ("<b>−130</b>", "<b>+60</b>", "2566 บาท", "2567 บาท"):
        assert expected in in_columns
    low, high = figure["layout"]["xaxis"]["range"]
    assert low < -130
    assert high > 60


@pytest.mark.parametrize(
    ("values", "labels"),
    [
        ([], ["0", "+1"]),
        ([0, 0], ["0", "+1"]),
        ([-400_000, 300_000], ["−400,000", "−200,000", "0", "+200,000", "+400,000"]),
        ([12_470_000, -45_000], ["−5", "0", "+5", "+10", "+15"]),
        ([-2_500_000], ["−3", "−2", "−1", "0"]),
        ([0.3], ["0", "+0.1", "+0.2", "+0.3"]),
    ],
)
def test_the_axis_has_round_signed_steps_as_far_as_the_bars_reach_on_each_side(values, labels):
    figure = rows([], [], {}, "narrow")
    pictures.signed_axis(figure, values, units.unit_of(values))
    axis = figure["layout"]["xaxis"]
    assert axis["ticktext"] == labels
    assert all(axis["range"][0] <= value <= axis["range"][1] for value in values)


@pytest.mark.parametrize("count", [0, 1, 60])
@pytest.mark.parametrize(("before", "now"), [(0.0, 0.0), (None, 5.0), (10.0, None), (3e8, 1.0), (None, None)])
def test_extreme_changes_are_drawn(count, before, now):
    frame = pd.DataFrame({"division": [f"กอง {number}" for number in range(count)], "disbursed_before": before, "disbursed": now})
    frame["disbursed_change"] = frame.disbursed.fillna(0) - frame.disbursed_before.fillna(0)
    figure = draw.by_part(frame, "division", TIMES, "wide")
    assert list(traces(figure)["change"].x) == [(now or 0) - (before or 0)] * min(count, theme.MOST_ROWS["wide"])


@pytest.mark.parametrize("count", [0, 1, 60])
@pytest.mark.parametrize("part", ["division", "item"])
def test_extreme_transfers_are_drawn(count, part):
    frame = pd.DataFrame(
        {
            "division": [f"กอง {number}" for number in range(count)],
            "item": "รายการ",
            "work": pd.Series([None] * count, dtype=object),
            "transfer_in": [5.0] * count,
            "transfer_out": [None] * count,
            "net_transfer": 5.0,
        }
    ).astype({"transfer_out": float})
    figure = draw.transfers(frame, part, "wide")
    assert ("30 รายการแรกจาก 60 รายการ" in figure["layout"]["meta"].key) == (count == 60)
    drawn = traces(figure)
    assert list(drawn["transfer_in"].x) == [5] * min(count, theme.MOST_ROWS["wide"])
    assert not any(drawn["transfer_out"].x)


# The made-up municipality


@pytest.mark.parametrize("year", [2565, 2566, 2567, 2568])
def test_each_year_agrees_with_the_figures_of_both_years(made_up_data, year):
    now, before = Scope(FIRST, year), Scope(FIRST, year - 1)
    total = changes.total(made_up_data, now, before).iloc[0]
    both = budget.total(made_up_data, now).iloc[0], budget.total(made_up_data, before).iloc[0]
    for name in ("revised", "disbursed", "disbursed_rate", "lines"):
        assert (total[name], total[f"{name}_before"]) == (both[0][name], both[1][name])
    for part in changes.PARTS:
        parts = changes.by_part(made_up_data, now, before, part)
        for name in ("disbursed_change", "revised_change"):
            assert parts[name].sum() == pytest.approx(total[name])


def test_what_came_and_went_is_what_the_two_ordinances_differ_by(made_up_data):
    now, before = Scope(FIRST, 2568), Scope(FIRST, 2567)
    names = changes.names(made_up_data, now, before)

    def keys(year):
        asked = """SELECT DISTINCT concat_ws(' › ', division, plan, work, expenditure_group, category), item FROM published.budget
                   WHERE organization_code = '99000001' AND fiscal_year = $year AND month(as_of) = 9"""
        return set(made_up_data.execute(asked, {"year": year}).fetchall())

    items = names[names.part == "item"]
    assert {(row.under, row.name) for row in items[items.name.notna()].itertuples(index=False)} == keys(2568) - keys(2567)
    gone = items[items.name_before.notna()]
    assert {(row.under_before, row.name_before) for row in gone.itertuples(index=False)} == keys(2567) - keys(2568)
    assert (items.kind == "renamed").sum() == 0, "roads of other communities are other roads"


def test_a_misspelt_division_is_told_beside_the_right_one(made_up_data):
    names = changes.names(made_up_data, Scope(FIRST, 2568, 6), Scope(FIRST, 2568, as_of=date(2024, 12, 31)))
    assert kinds(names, "division") == [("misspelt", "กองสาธารณสุขและสิ่งแวดล้อม", "กองสาธารณะสุขและสิ่งแวดล้อม")]
    assert kinds(names) == [("moved", "ค่าไฟฟ้า", "ค่าไฟฟ้า")]
    assert "หน่วยงานที่น่าจะสะกดต่างกัน: กองสาธารณสุขและสิ่งแวดล้อม → กองสาธารณะสุขและสิ่งแวดล้อม" in say.names(names)


def test_the_planted_transfer_is_told_as_a_finding(made_up_data):
    scope = Scope(FIRST, 2565, as_of=date(2022, 6, 30))
    total = changes.transfers_total(made_up_data, scope).iloc[0]
    assert total.net_transfer == 50_000
    assert "หักกลบกันไม่เป็นศูนย์ (ต่างกัน +50,000 บาท)" in say.transfers(total, whole=True)
    assert changes.transfers_total(made_up_data, Scope(FIRST, 2568)).net_transfer[0] == 0


# The page


@pytest.fixture
def open_budget(made_up_data):
    """Draws the budget page of the made-up municipality with the choices of an address."""

    return partial(draw_page, "budget", org=FIRST)


def test_the_page_compares_with_the_same_day_of_the_year_before(open_budget, made_up_data):
    app = open_budget(tab="changes")
    assert "เทียบกับปีก่อน ณ วันเดียวกัน (30 ก.ย. 2567) เบิกจ่ายเพิ่มขึ้น 23.64 ล้านบาท" in words(app)
    expected = changes.by_part(made_up_data, Scope(FIRST, 2568), Scope(FIRST, 2567), "division")
    changed = trace(chart(app, "changes_by_division"), "change").x
    assert list(changed) == pytest.approx(list(expected.disbursed_change))
    assert "เทียบกับ ปีงบฯ 2567 · 30 ก.ย. 2567" in alt(app, "changes_by_division")
    said = "\n".join(element.value for element in section(app, "changes_by_division") if element.type == "caption")
    assert "demo_budget_2567_q4.csv, demo_budget_2568_q4.csv · 813 แถว" in unmarked(said).replace("\\", "")


def test_transfers_between_divisions_stand_in_their_tab_and_net_to_zero(open_budget):
    moved = chart(open_budget(tab="transfers"), "transfers_by_division")
    assert sum(trace(moved, "transfer_in").x) == -sum(trace(moved, "transfer_out").x) == 826_100


def test_another_time_another_part_and_a_slice_are_chosen_in_the_address(open_budget):
    chosen = {"with": "2568-2025-03-31", "change_by": "plan", "moved_by": "item", "div": "กองช่าง"}
    app = open_budget(tab="changes", **chosen)
    said = words(app)
    assert "เทียบกับ ปีงบฯ 2568 ข้อมูล ณ 31 มี.ค. 2568" in said
    assert "ส่วนที่เปลี่ยนแปลงคือยอดระหว่างสองวันนี้" in said
    assert named(trace(chart(app, "changes_by_plan"), "change"))
    app = open_budget(tab="transfers", **chosen)
    assert "ซึ่งเป็นเรื่องปกติเมื่อดูเพียงบางส่วนของเทศบัญญัติ" in words(app)
    moved = chart(app, "transfers_by_item")
    assert all(" · " in name for name in named(trace(moved, "transfer_in")))  # item and work


def test_a_page_narrowed_to_a_division_tells_its_changes_by_what_the_division_has(open_budget):
    changed = chart(open_budget(tab="changes", div="กองช่าง"), "changes_by_plan")
    assert named(trace(changed, "change"))
    assert changes.parts(Scope(FIRST, 2568, within=(("division", "กองช่าง"), ("plan", "ก")))) == ("expenditure_group",)
    everything = tuple((part, "ก") for part in changes.PARTS)
    assert changes.parts(Scope(FIRST, 2568, within=everything)) == ("division",)


@pytest.mark.parametrize("choices", [{"with": "none"}, {"fy": "2564"}])
def test_who_wants_nothing_compared_or_has_no_year_before_sees_no_comparison_until_one_is_chosen(open_budget, choices):
    app = open_budget(tab="changes", **choices)
    assert not section(app, "changes_by_division")
    app.selectbox(key="choose_with").set_value("2568-2025-06-30").run()
    assert "เทียบกับ ปีงบฯ 2568 ข้อมูล ณ 30 มิ.ย. 2568" in words(app)
    assert section(app, "changes_by_division")


def test_in_the_first_quarter_nothing_may_be_moved_yet_and_one_sentence_says_so(open_budget):
    app = open_budget(tab="transfers", at="2024-12-31", group="งบบุคลากร")
    assert "ไม่มีการโอนงบประมาณใน 93 รายการที่แสดง" in words(app)
    assert len(app.get("plotly_chart")) == 1


@pytest.mark.parametrize("choices", [{"lang": "en"}, {"digits": "th"}])
def test_the_sections_are_whole_in_english_and_in_thai_digits(open_budget, choices):
    said = words(open_budget(tab="changes", **choices))
    assert "{" not in said
    assert ("Against the year before on the same day" if "lang" in choices else "เพิ่มขึ้น ๒๓.๖๔ ล้านบาท") in said
