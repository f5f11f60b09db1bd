"""What a file leaves open is asked with both readings and their sums; the answer is obeyed, remembered, and no more."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pythainlp.util import bahttext

from loaders.checks.units import other_unit
from loaders.layout.reading import Options
from tests.checking import check_files
from tests.tiers import sampled

WHO = {"organization_code": "04960201", "fiscal_year": "2565", "as_of": "2022-03-31"}
HEAD = "หน่วยงาน,รายการ,งบประมาณตามเทศบัญญัติ,เบิกจ่าย\n"
LINES = ("กองคลัง,ก,12345.25,100.50", "กองคลัง,ข,23456.50,200.25", "กองช่าง,ค,34567.75,0.00")


def table(*lines, above="", header=HEAD):
    return above + header + "".join(f"{line}\n" for line in lines)


def asked(report):
    """The questions of a report: rule, row, and option → sum of the allocation."""
    return [
        (problem.rule, problem.row, {each.option: each.sums.get("allocation") for each in problem.question.choices})
        for problem in report.problems
        if problem.question
    ]


def allocated(report):
    assert not report.refused, [problem.text("en") for problem in report.problems]
    return report.checked.control.lines, report.checked.control.sums["allocation"]


@pytest.mark.parametrize(
    "words",
    sampled([
        "หน่วย : ลบ.",
        "(000 บาท)", "หน่วย: พันบาท", "Thousand Baht", "Unit: Million Baht", "(ล้านบาท)", "หน่วย = แสนบาท", "Baht x 1000",
        "หน่วย: USD", "ตัวเลขเป็นพันบาท", "Amounts in million", "หน่วยนับ : '000",
    ], every=4),
)  # fmt: skip
def test_a_unit_in_any_words_is_asked_about_with_what_it_would_come_to(check, words):
    report = check(table(*LINES, above=f"{words},,,\n"), **WHO)
    total = Decimal("70369.50")
    sums = {"--unit baht": total, "--unit thousand": total * 1000, "--unit million": total * 1_000_000}
    assert asked(report) == [("unit_asked", 1, sums)]


@pytest.mark.parametrize(
    "words", ["หน่วย : บาท", "(บาท)", "Unit: Baht", "รายงาน หน่วยงาน: กองคลัง", "โครงการวงเงิน 5 ล้านบาท", "หน่วยตรวจสอบภายใน"]
)
def test_plain_baht_and_other_words_are_not_asked_about(check, words):
    assert allocated(check(table(*LINES, above=f"{words},,,\n"), **WHO)) == (3, Decimal("70369.50"))


@given(st.integers(1, 10**13), st.sampled_from(["{}", "({})", "รวมเป็นเงินทั้งสิ้น ({})", "รวมทั้งสิ้น {}", "({}) ปีงบประมาณ 2565"]))
def test_an_amount_in_words_states_no_unit(satang, written):
    assert other_unit(written.format(bahttext(satang / 100))) is None


def test_amounts_in_another_unit_are_converted_to_the_satang(check):
    content = table("กองคลัง,ก,1.23456789,0.5", "กองช่าง,ข,2.5,0.25", above="หน่วย: ล้านบาท,,,\n")
    report = check(content, answers={"unit": "million"}, **WHO)
    assert allocated(report) == (2, Decimal("3734567.89"))


def test_an_answer_is_remembered_for_the_same_words_in_a_file_of_the_same_form_only(load, check, store):
    content = table(*LINES, above="หน่วย: พันบาท,,,\n")
    assert not load(content, answers={"unit": "thousand"}, **WHO).refused
    later = WHO | {"as_of": "2022-06-30"}
    assert allocated(load(content.replace("34567.75", "34567.80"), **later))[1] == Decimal("70369550.00")
    other = load(table(*LINES, above="หน่วย: ล้านบาท,,,\n"), **later)
    assert [rule for rule, *_rest in asked(other)] == ["unit_asked"]


def test_an_answer_against_what_a_file_says_is_not_remembered(load):
    content = table(*LINES, above="หน่วย: พันบาท,,,\n")
    assert allocated(load(content, answers={"unit": "baht"}, **WHO))[1] == Decimal("70369.50")
    other = load(content, **WHO | {"organization_code": "04960301"})
    assert [rule for rule, *_rest in asked(other)] == ["unit_asked"]
    # Words of which only the office knows the meaning are asked about once.
    words = table(*LINES, above="หน่วย: บาทไทยแลนด์,,,\n")
    later = WHO | {"as_of": "2022-06-30"}
    assert not load(words, answers={"unit": "baht"}, **later).refused
    assert not load(words.replace("34567.75", "34567.80"), **later).refused


def test_a_total_a_thousand_times_off_from_other_years_is_asked_about_without_any_words(load):
    assert not load(table(*LINES), **WHO).refused
    small = [line.replace("12345.25", "12.35").replace("23456.50", "23.46").replace("34567.75", "34.57") for line in LINES]
    next_year = WHO | {"fiscal_year": "2566", "as_of": "2023-03-31"}
    report = load(table(*small), **next_year)
    assert [(rule, row) for rule, row, _sums in asked(report)] == [("unit_doubted", None)]
    assert not load(table(*small), answers={"unit": "baht"}, **next_year).refused


@pytest.mark.parametrize(
    "name",
    sampled(["TOTAL EXPENDITURE", "Sub-total", "สรุปรวม", "ทั้งสิ้น", "ยอดสุทธิ", "ยอดยกไป", "รวมงบประมาณรายจ่ายทั้งสิ้น", "ΣΣ"], every=3),
)
def test_a_row_that_sums_all_others_is_a_total_whatever_it_is_called(check, name):
    assert allocated(check(table(*LINES, f",{name},70369.50,300.75"), **WHO)) == (3, Decimal("70369.50"))


def test_a_line_that_happens_to_sum_others_is_asked_about(check):
    content = table("กองคลัง,ก,1000,0", "กองคลัง,ข,2000,0", "กองช่าง,ค,3000,0")
    sums = {"--total-row 4": Decimal(3000), "--line-row 4": Decimal(6000)}
    assert asked(check(content, **WHO)) == [("total_asked", 4, sums)]
    assert allocated(check(content, answers={"row:4": "line"}, **WHO)) == (3, Decimal(6000))
    assert allocated(check(content, answers={"row:4": "total"}, **WHO)) == (2, Decimal(3000))


def test_what_is_called_a_total_and_has_a_mistake_is_asked_about(check):
    report = check(table(*LINES, ",รวมรายจ่ายของเทศบาลทั้งปี,70369.49,300.75"), **WHO)
    assert [(rule, row) for rule, row, _sums in asked(report)] == [("total_asked", 5)]


def test_a_decimal_comma_is_known_by_its_column_or_asked_about(check):
    header = HEAD.replace(",", ";")
    known = table("กองคลัง;ก;1.320,50;100,00", "กองคลัง;ข;50.000;0,00", header=header)
    assert allocated(check(known, **WHO)) == (2, Decimal("51320.50"))
    doubtful = table("กองคลัง;ก;50.000;10", "กองคลัง;ข;20.000;5", header=header)
    assert asked(check(doubtful, **WHO)) == [
        ("decimal_asked", 2, {"--decimal point": Decimal(70), "--decimal comma": Decimal(70000)})
    ]
    assert allocated(check(doubtful, answers={"decimal": "comma"}, **WHO)) == (2, Decimal(70000))


def test_a_blank_payment_is_zero_where_the_remaining_amount_says_so(check):
    header = HEAD.strip() + ",คงเหลือ\n"
    report = check(
        table("กองคลัง,ก,100.00,,100.00", "กองช่าง,ข,200.00,0.00,200.00", "กองช่าง,ค,300.00,50.00,250.00", header=header), **WHO
    )
    assert report.checked.control.sums["disbursed"] == 50
    assert report.checked.connection.execute("SELECT disbursed FROM checked ORDER BY source_row").fetchall() == [
        (0,),
        (0,),
        (50,),
    ]


def test_a_blank_payment_beside_written_zeros_is_asked_about(check):
    content = table("กองคลัง,ก,100.00,", "กองช่าง,ข,250.00,0.00", "กองช่าง,ค,300.00,50.00")
    assert [(rule, row) for rule, row, _sums in asked(check(content, **WHO))] == [("blank_asked", 2)]
    for answer, stored in (("zero", 0), ("missing", None)):
        report = check(content, answers={"blank": answer}, **WHO)
        assert report.checked.connection.execute("SELECT disbursed FROM checked ORDER BY source_row LIMIT 1").fetchall() == [
            (stored,)
        ]


@pytest.mark.parametrize(
    ("encumbered", "line", "is_shown"),
    sampled(
        [
            ("outstanding", "20.00,,980.00", True),
            ("outstanding", "20.00,,975.00", False),
            ("gross", "0.00,,1000.00", True),
            ("gross", "20.00,,980.00", False),  # up to 20 may be paid
            ("ignored", "20.00,,1000.00", True),
            ("ignored", "20.00,,980.00", False),
        ],
        every=3,
    ),
)
def test_the_rest_of_a_line_shows_a_blank_payment_by_what_commitments_hold(check, encumbered, line, is_shown):
    header = "หน่วยงาน,รายการ,งบประมาณตามเทศบัญญัติ,ก่อหนี้ผูกพัน,เบิกจ่าย,คงเหลือ\n"
    content = table("กองช่าง,ก,1000.00,0.00,0.00,1000.00", f"กองช่าง,ข,1000.00,{line}", header=header)
    report = check(content, encumbered=encumbered, **WHO)
    assert [(rule, row) for rule, row, _sums in asked(report)] == ([] if is_shown else [("blank_asked", 3)])


@pytest.mark.parametrize("gap", range(1, 5))
def test_amounts_that_moved_to_the_left_are_known_by_what_is_left(check, gap):
    header = "หน่วยงาน,รายการ,งบประมาณตามเทศบัญญัติ,โอนเพิ่ม,โอนลด,ก่อหนี้ผูกพัน,เบิกจ่าย,คงเหลือ\n"
    cells = ["1000.00", "90.00", "40.00", "30.00", "20.00", "1000.00"]
    cells[gap], cells[5] = "0.00", f"{1000 + 90 * (gap != 1) - 40 * (gap != 2) - 30 * (gap != 3) - 20 * (gap != 4):.2f}"
    whole = f"กองช่าง,ก,{','.join(cells)}"
    moved = f"กองคลัง,ข,{','.join(cells[:gap] + cells[gap + 1 :])},"
    refused = [problem for problem in check(table(whole, moved, header=header), **WHO).problems if problem.severity == "error"]
    assert [(problem.rule, problem.row) for problem in refused] == [("amounts_shifted", 3)]
    unsaid = check(table(whole, f"กองคลัง,ข,{','.join(cells[:5])},", header=header), **WHO)
    assert [(problem.rule, problem.row) for problem in unsaid.problems if problem.severity == "warning"] == [("no_remaining", 3)]


def test_a_line_without_its_amounts_is_no_heading(check):
    header = "แผนงาน,หน่วยงาน,รายการ,งบประมาณตามเทศบัญญัติ\n"
    lines = ("แผนงานก,กองคลัง,ก,12345.25", "แผนงานก,กองคลัง,ข,", "แผนงานก,กองช่าง,ค,300.00")
    for content in (table(*lines, header=header), table(*lines[1:], header=header)):
        assert {problem.rule for problem in check(content, **WHO).problems if problem.severity == "error"} == {"empty_cell"}
    shifted = table(lines[0], "แผนงานก,ข,300.00,", header=header)
    assert {problem.rule for problem in check(shifted, **WHO).problems if problem.severity == "error"} >= {"shifted_row"}


def test_a_remark_with_a_figure_below_a_blank_row_is_no_line_of_the_division_above(check):
    refused = check(table(*LINES, "", ",จำนวนประชากร,25400,"), **WHO)
    assert ("empty_cell", 6) in [(problem.rule, problem.row) for problem in refused.problems if problem.severity == "error"]


def test_a_line_that_is_called_a_total_like_lines_are_named_is_asked_about(check):
    content = table(*LINES, "กองช่าง,ยอดรวม,84120.00,42060.00")
    assert [(rule, row) for rule, row, _sums in asked(check(content, **WHO))] == [("total_asked", 5)]


def test_an_ordinance_without_payments_is_stored_as_one_of_which_none_are_reported(load, rows):
    assert not load("หน่วยงาน,รายการ,งบประมาณตามเทศบัญญัติ\nกองคลัง,ก,12345.25\nกองช่าง,ข,23456.50\n", **WHO).refused
    assert rows("SELECT sum(allocation), count(disbursed) FROM budget") == [(Decimal("35801.75"), 0)]


def test_sums_that_are_expected_refuse_any_other(load):
    report = load(table(*LINES), expect={"allocation": "70369.51"}, **WHO)
    assert [problem.rule for problem in report.problems if problem.severity == "error"] == ["unexpected_sum"]
    assert not load(table(*LINES), expect={"allocation": "70369.50"}, **WHO).refused


def test_the_division_of_a_file_of_one_can_be_said(load, rows):
    content = "รายการ,งบประมาณตามเทศบัญญัติ,เบิกจ่าย\nก,12345.25,1.00\nข,23456.50,2.00\n"
    assert load(content, **WHO).refused
    assert not load(content, division="กองคลัง", **WHO).refused
    assert rows("SELECT DISTINCT division FROM budget") == [("กองคลัง",)]


@pytest.mark.parametrize(
    ("lines", "rule"),
    [
        ((*LINES, "รวม (พันบาท),,70369.50,300.75"), "unit_asked"),
        (("กองคลัง,ก,12345.25,100.50", "กองช่าง,ก่อสร้างถนน (ล้านบาท),1.5,0.5"), "mixed_units"),
        (("กองคลัง,ค่าปรับ (1000 บาท),12345.25,100.50", "กองช่าง,ซื้อที่ดิน (5 ล้านบาท),5000000,0"), None),
    ],
)
def test_a_unit_in_brackets_of_a_total_is_asked_about_of_a_line_refused_and_an_amount_is_none(check, lines, rule):
    report = check(table(*lines), **WHO)
    assert [problem.rule for problem in report.problems if problem.severity == "error"] == ([rule] if rule else [])


def test_a_comma_for_a_point_beside_commas_of_thousands_is_refused(check):
    slip = check(table('กองคลัง,ก,"120,000","20,00"', 'กองช่าง,ข,"70,000","30,00"'), **WHO)
    assert "mixed_decimals" in [problem.rule for problem in slip.problems if problem.severity == "error"]


def test_one_blank_payment_without_a_proof_is_no_habit(check):
    line = ("กองคลัง,ก,500.00,20.00", "กองคลัง,ข,400.00,", "กองช่าง,ค,300.00,10.00")
    assert [rule for rule, *_rest in asked(check(table(*line), **WHO))] == ["blank_asked"]
    assert not asked(check(table(*line, "กองช่าง,ง,200.00,"), **WHO))


@pytest.mark.parametrize(
    "words",
    sampled([
        "ก่อสร้างถนน (ไม่นับรวม)", "เป้าหมายการเบิกจ่าย ไตรมาส 2", "ค่าวัสดุ (แก้ไข)", "ยกเลิกรายการเดิม", "(แทนรายการที่ 2)",
        "ก่อสร้างท่อ (เงินกันเหลื่อมปี 2564)",
    ], every=3),
)  # fmt: skip
def test_a_line_whose_words_say_that_it_may_not_count_is_asked_about_unless_a_total_counts_it(check, words):
    lines = (*LINES, f"กองช่าง,{words},1000.25,0.50")
    ((rule, row, sums),) = asked(check(table(*lines), **WHO))
    assert (rule, row, [*sums.values()]) == ("total_asked", 5, [Decimal("70369.50"), Decimal("71369.75")])
    assert allocated(check(table(*lines), answers={"row:5": "line"}, **WHO)) == (4, Decimal("71369.75"))
    assert allocated(check(table(*lines, ",รวมทั้งสิ้น,71369.75,301.25"), **WHO)) == (4, Decimal("71369.75"))


@pytest.mark.parametrize("words", ["ค่าปรับปรุงแก้ไขระบบ", "ทดแทนเครื่องเดิม", "ค่าใช้จ่ายตามเป้าหมาย", "เงินกันสารองจ่าย"])
def test_words_that_only_sound_so_are_not_asked_about(check, words):
    assert allocated(check(table(*LINES, f"กองช่าง,{words},1000.25,0.50"), **WHO)) == (4, Decimal("71369.75"))


def test_an_indented_line_as_much_as_the_one_above_is_asked_about(check):
    header = "รายการ,หน่วยงาน,งบประมาณตามเทศบัญญัติ,เบิกจ่าย\n"
    lines = ("งบลงทุน,กองช่าง,100000,30000", "   ก่อสร้างถนน,กองช่าง,100000,30000", "งบดำเนินงาน,กองคลัง,80000,20000")
    content = table(*lines, "   ค่าวัสดุ,กองคลัง,80000,20000", header=header)
    ((_rule, row, sums),) = asked(check(content, **WHO))
    assert (row, [*sums.values()]) == (2, [Decimal(180000), Decimal(360000)])


def test_a_summary_whose_rows_are_called_totals_is_asked_about_as_one(check):
    lines = ("กองคลัง,ก,50000,20000", "กองคลัง,ข,30000,5000", "กองช่าง,ค,100000,30000", "กองช่าง,ง,20000,3000")
    content = table(*lines, "สรุป,กองคลัง,80000,25000", "สรุป,กองช่าง,120000,33000")
    ((_rule, row, sums),) = asked(check(content, **WHO))
    assert (row, [*sums.values()]) == (6, [Decimal(200000), Decimal(400000)])


def test_answers_that_served_before_are_told_and_can_be_asked_again(load, check, store, write):
    lines = ("กองคลัง,ก,500.00,20.00", "กองคลัง,ข,400.00,", "กองช่าง,ค,300.00,0.00")
    assert not load(table(*lines, above="หน่วย: พันบาท,,,\n"), answers={"unit": "thousand", "blank": "zero"}, **WHO).refused
    later = WHO | {"as_of": "2022-06-30"}
    again = load(table(*lines, above="หน่วย: พันบาท,,,\n"), **later)
    told = [problem.text("en") for problem in again.problems if problem.rule == "answered_before"]
    assert [text.partition(": ")[2] for text in told] == [
        "the unit of the amounts: in thousands of baht.",
        "blank payments: nothing was paid: 0.",
    ]
    options = Options(values=later, ask_again=True)
    (report,) = check_files([write(table(*lines, above="หน่วย: พันบาท,,,\n"))], options, lambda *_told: None, store)
    assert {rule for rule, *_rest in asked(report)} == {"unit_asked", "blank_asked"}


def test_what_is_said_of_a_row_or_a_column_that_is_not_there_is_told(check):
    report = check(table(*LINES), answers={"row:99": "total", "scale:ไม่มี": "pass"}, **WHO)
    assert {(problem.rule, problem.severity) for problem in report.problems} == {
        ("no_such_row", "warning"),
        ("nothing_called_so", "warning"),
    }
