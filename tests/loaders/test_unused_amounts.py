"""Columns of numbers that are not used, and columns that are read as another: what amounts show, or what is asked."""

from itertools import product

import pytest

from tests.loaders.test_asked import WHO, asked, table
from tests.tiers import sampled

HEAD = "หน่วยงาน,รายการ,งบประมาณตามเทศบัญญัติ,โอนเพิ่ม,โอนลด,ก่อหนี้ผูกพัน,เบิกจ่าย,คงเหลือ"
AMOUNTS = [
    (100_000, 0, 0, 10_000, 30_000),
    (250_000, 7_000, 0, 0, 90_000),
    (70_000, 0, 3_000, 2_000, 50_000),
    (86_000, 0, 0, 0, 0),
    (43_000, 1_100, 0, 4_000, 1_700),
    (5_500, 0, 0, 0, 500),
]
"""Allocated, transferred in and out, encumbered, disbursed."""


def budget(header="", column=lambda line: "", remaining=lambda a, i, o, e, d: a + i - o - e - d, order=(0, 1, 2, 3, 4)):
    """Six lines of two divisions, with one column more."""
    rows = []
    for number, line in enumerate(AMOUNTS):
        cells = [*(line[at] for at in order), remaining(*line)]
        said = column(line)
        rows.append(f"{'กองคลัง' if number < 3 else 'กองช่าง'},ก{number},{','.join(f'{cell}.00' for cell in cells)},{said}")
    return table(*rows, header=f"{HEAD},{header}\n")


@pytest.mark.parametrize(
    ("header", "column"),
    sampled(
        [
            ("สะสม", lambda line: f"{line[4] * 3 + 7}.00"),
            ("สต.", lambda line: line[0] // 100 % 97),
            ("", lambda line: line[0] // 100 % 97),
            ("กันเงินเหลื่อมปี", lambda line: f"{line[0] // 3}.00"),
            ("เบิกจ่าย (เงินอุดหนุน)", lambda line: f"{line[4] // 7 + 1}.00"),
            ("งบประมาณเพิ่มเติม ฉบับที่ 1", lambda line: line[0] + 13),
        ],
        every=3,
    ),
)
def test_a_column_of_numbers_that_nothing_explains_is_asked_about(check, header, column):
    content = budget(header, column)
    assert [(rule, row) for rule, row, _sums in asked(check(content, **WHO))] == [("unknown_amounts", 1)]
    (problem,) = (problem for problem in check(content, **WHO).problems if problem.severity == "error")
    answered = check(content, answers={problem.question.key: "pass"}, **WHO)
    assert answered.checked.control.sums["disbursed"] == sum(line[4] for line in AMOUNTS)
    assert problem.question.key in answered.checked.answered


@pytest.mark.parametrize("at", sampled(range(1, 243, 7), every=5))
def test_a_sum_or_difference_of_the_other_columns_is_passed_over(check, at):
    signs = [*product((0, 1, -1), repeat=5)][at]

    def column(line):
        return f"{sum(sign * amount for sign, amount in zip(signs, line, strict=True))}.00"

    belongs = signs in [(1, -1, 1, 0, 0)]  # what was allocated before the transfers that the allocation holds
    assert asked(check(budget("รวม", column), **WHO)) == [] or belongs


@pytest.mark.parametrize(
    ("header", "column"),
    sampled(
        [
            ("ร้อยละ", lambda line: f"{line[4] * 100 / line[0]:.2f}"),
            ("เบิกจ่ายปี 2564", lambda line: line[4] + 7),
            ("รหัสงบประมาณ", lambda line: 51100000 + line[0]),
            ("ลำดับ", lambda line: AMOUNTS.index(line) + 1),
            ("ใบที่", lambda line: AMOUNTS.index(line) + 1),
            ("จำนวนโครงการ", lambda line: line[0] // 10_000 + 3),
            ("ผู้รับผิดชอบ", lambda line: "กองช่าง"),
            ("เงินยืม", lambda line: "0.00"),
        ],
        every=3,
    ),
)
def test_what_are_no_amounts_of_this_year_is_passed_over(check, header, column):
    assert asked(check(budget(header, column), **WHO)) == []


def test_what_lines_lack_for_what_is_left_belongs_to_the_figures(check):
    content = budget("งบเพิ่มเติม", lambda line: line[0] // 5, lambda a, i, o, e, d: a + a // 5 + i - o - e - d)
    assert [rule for rule, *_rest in asked(check(content, **WHO))] == ["unknown_amounts"]


def test_columns_that_together_are_what_is_spent_are_passed_over(check):
    parts = table(
        "กองคลัง,ก,1000.00,60.50,10.25,20.25,30.00", "กองช่าง,ข,2000.00,9.75,4.50,0.00,5.25",
        header="หน่วยงาน,รายการ,งบประมาณตามเทศบัญญัติ,เบิกจ่าย,ต.ค.,พ.ย.,ธ.ค.\n",
    )  # fmt: skip
    assert not asked(check(parts, **WHO))
    assert len(asked(check(parts.replace("5.25", "5.00"), **WHO))) == 3


@pytest.mark.parametrize(("spent", "is_asked"), [(("40.00", "30.00", "55.50"), True), (("40.00", "3000.00", "55.50"), False)])
def test_percentages_of_few_lines_are_asked_about(check, spent, is_asked):
    lines = (f"กองคลัง,{name},{whole},{part}" for name, whole, part in zip("กขค", (50000, 100000, 20000), spent, strict=True))
    assert bool(asked(check(table(*lines), **WHO))) == is_asked


def test_percentages_of_what_is_spent_tell_that_payments_and_rest_are_swapped(check):
    content = budget("ร้อยละการเบิกจ่าย", lambda line: f"{(line[0] - line[4] - line[3] + line[1] - line[2]) * 100 / line[0]:.2f}")
    (problem,) = (problem for problem in check(content, **WHO).problems if problem.severity == "error")
    assert "swapped" in problem.text("en")


def test_an_allocation_that_holds_the_transfers_is_told_by_the_one_before_them(check):
    content = budget("ตั้งไว้เดิม", lambda line: line[0] - line[1] + line[2])
    (problem,) = (problem for problem in check(content, **WHO).problems if problem.severity == "error")
    assert "before transfers" in problem.text("en")


@pytest.mark.parametrize(
    ("remaining", "order", "says"),
    sampled(
        [
            (lambda a, i, o, e, d: a - e - d, (0, 1, 2, 3, 4), "without transfers"),
            (lambda a, i, o, e, d: a + i - o - e - d, (0, 2, 1, 3, 4), "change places"),
            (lambda a, i, o, e, d: a + i - o - max(e, d), (0, 1, 2, 3, 4), "paid already"),
            (lambda a, i, o, e, d: a + i - o - d, (0, 1, 2, 3, 4), "not taken away"),
            (lambda a, i, o, e, d: a + i - o - e - 2 * d - 1, (0, 1, 2, 3, 4), "Is each column read"),
        ],
        every=3,
    ),
)
def test_what_is_left_of_most_lines_tells_that_columns_are_read_as_others(check, monkeypatch, remaining, order, says):
    monkeypatch.setattr(
        "tests.loaders.test_unused_amounts.AMOUNTS", [(a, i + 100, o + 300, e + 100, d + 200) for a, i, o, e, d in AMOUNTS]
    )
    content = budget(remaining=remaining, order=order)
    (problem,) = (problem for problem in check(content, **WHO).problems if problem.severity == "error")
    assert (problem.rule, says in problem.text("en")) == ("misread", True)
    assert asked(check(content, answers={"remaining": "keep"}, **WHO)) == []


@pytest.mark.parametrize(
    ("disbursed", "is_asked"),
    [(lambda a, d: d, False), (lambda a, d: d / 1000, True), (lambda a, d: d * 100 / a, True), (lambda a, d: a / 20, False)],
)
def test_payments_that_are_hardly_anything_of_what_is_allocated_are_asked_about(check, disbursed, is_asked):
    lines = [f"กองคลัง,ก{number},{a}.00,{disbursed(a, d):.2f}" for number, (a, *_rest, d) in enumerate((*AMOUNTS, *AMOUNTS[:2]))]
    content = table(*lines, header="หน่วยงาน,รายการ,งบประมาณตามเทศบัญญัติ,เบิกจ่าย\n")
    assert bool(asked(check(content, **WHO))) == is_asked


def test_a_division_whose_amounts_are_a_thousand_times_less_than_the_others_is_asked_about(check):
    times = {"กองคลัง": 1000, "กองช่าง": 1200, "กองการศึกษา": 900, "สำนักปลัดเทศบาล": 1}
    lines = [f"{name},ก{a},{a * each // 100}.00,0.00" for name, each in times.items() for a, *_rest in AMOUNTS]
    header = "หน่วยงาน,รายการ,งบประมาณตามเทศบัญญัติ,เบิกจ่าย\n"
    assert [rule for rule, *_rest in asked(check(table(*lines, header=header), **WHO))] == ["unit_doubted"]
    assert asked(check(table(*lines[:18], header=header), **WHO)) == []


@pytest.mark.parametrize(
    ("amounts", "is_refused"),
    [
        (("150.000", "766,000.00", "12,345.00"), True),
        (("45.000.-", "766,000.00", "12,345.00"), True),
        (("150.000", "1,766.000", "12,345.500"), False),
        (("150.00", "766,000.00", "12,345.00"), False),
    ],
)
def test_a_point_where_others_have_a_comma_is_told(check, amounts, is_refused):
    lines = [f'กองคลัง,ก{number},"{amount}",0.00' for number, amount in enumerate(amounts)]
    report = check(table(*lines, header="หน่วยงาน,รายการ,งบประมาณตามเทศบัญญัติ,เบิกจ่าย\n"), **WHO)
    assert ("odd_decimals" in [problem.rule for problem in report.problems]) == is_refused


def test_an_amount_split_into_the_remarks_is_told(check):
    header = "หน่วยงาน,รายการ,งบประมาณตามเทศบัญญัติ,เบิกจ่าย,หมายเหตุ\n"
    lines = ("กองคลัง,ก,444000,284,500", "กองคลัง,ข,500,050,20", "กองคลัง,ค,500000,1200,ครั้งที่ 2")
    refused = check(table(*lines, header=header), **WHO).problems
    assert [problem.row for problem in refused if problem.rule == "split_amount"] == [2, 3]


def test_what_is_said_of_one_doubt_says_nothing_of_another(load):
    answer = {"remaining:swapped": "keep"}
    swapped = budget(order=(0, 2, 1, 3, 4))
    assert asked(load(swapped, answers=answer, **WHO)) == []
    otherwise = budget(remaining=lambda a, i, o, e, d: a - e - d + 7)
    assert [rule for rule, *_rest in asked(load(otherwise, **WHO | {"as_of": "2022-06-30"}))] == ["misread"]


def test_a_column_that_others_explain_in_its_first_rows_only_is_asked_about(check):
    header = "หน่วยงาน,รายการ,งบประมาณตามเทศบัญญัติ,เบิกจ่าย,เงินกัน\n"
    lines = [f"กองคลัง,ก{n},{100_000 + n}.00,{5_000 + 7 * n}.00,{5_000 + 7 * n}.00" for n in range(300)]
    assert asked(check(table(*lines, header=header), **WHO)) == []
    assert [rule for rule, *_rest in asked(check(table(*lines, "กองคลัง,ข,90000.00,7.00,8000.00", header=header), **WHO))] == [
        "unknown_amounts"
    ]


def test_columns_of_one_name_are_asked_about_one_by_one(check):
    header = "หน่วยงาน,รายการ,งบประมาณตามเทศบัญญัติ,สต.,เบิกจ่าย,สต.\n"
    lines = [f"กองคลัง,ก{n},{100_000 + 7 * n}.00,{n * 37 % 97},{5_000 + n}.00,{n * 53 % 89}" for n in range(6)]
    questions = [problem.question for problem in check(table(*lines, header=header), **WHO).problems if problem.question]
    assert [question.choices[0].option for question in questions] == ['--pass-over "สต. (D)"', '--pass-over "สต. (F)"']
