"""Sums above or below their lines, whatever they are called: the truth is stored, or the clerk is asked once for all."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.loaders.test_asked import WHO, allocated, asked, table
from tests.loaders.test_properties import reports
from tests.tiers import sampled

NAMES = ("ค่าตอบแทน", "ค่าใช้สอย", "ค่าวัสดุ", "ค่าครุภัณฑ์", "ค่าสาธารณูปโภค", "เงินเดือน")


def written(name, allocation, disbursed):
    return f"กองคลัง,{name},{allocation},{disbursed}"


def told(report, severity):
    return [(problem.rule, problem.row) for problem in report.problems if problem.severity == severity]


@st.composite
def tree(draw):
    """Groups of one to four lines each; whether their sums stand above them; how lines are marked."""
    money = st.integers(100_000, 9_999_999).map(lambda satang: Decimal(satang * 10 + 5) / 100)
    sizes = draw(st.lists(st.integers(1, 4), min_size=2, max_size=6))
    lines = iter(
        draw(st.lists(st.tuples(money, money), min_size=sum(sizes), max_size=sum(sizes), unique_by=lambda line: line[0]))
    )
    found = [[next(lines) for _ in range(size)] for size in sizes]
    return found, draw(st.booleans()), draw(st.sampled_from(["", "- ", "   "]))


def lines_of(found, above, mark):
    for number, group in enumerate(found):
        lines = [written(f"{mark}รายการ {number}.{at}", *amounts) for at, amounts in enumerate(group)]
        total = [written(NAMES[number], *(sum(column) for column in zip(*group, strict=True)))]
        yield from total + lines if above else lines + total


@given(tree())
def test_sums_of_groups_are_stored_as_nothing_or_asked_about_once(found):
    content = table(*lines_of(*found)).encode()
    truth = sum(len(group) for group in found[0]), sum(amounts[0] for group in found[0] for amounts in group)
    (report,) = reports(content, **WHO)
    open_ = [problem for problem in report.problems if problem.question]
    assert open_ or allocated(report) == truth
    for choice in (problem.question.choices[0] for problem in open_[:1]):
        assert choice.sums["allocation"] == truth[1]


@st.composite
def outline(draw, number="", depth=3):
    """Lines numbered by their place, 1, 1.1, 1.1.1, with as much as those below them have together, or with a slip of the pen."""
    rows, leaves = list[tuple[str, Decimal]](), list[Decimal]()
    for at in range(1, draw(st.integers(1, 3)) + 1):
        own = f"{number}.{at}".lstrip(".")
        below = draw(outline(own, depth - 1)) if depth > 1 and draw(st.booleans()) else None
        amount = Decimal(draw(st.integers(100_000, 9_999_999)) * 10 + 5) / 100
        if below:
            amount = sum(below[1]) + (draw(st.sampled_from([0, 0, 0, 1000])))
        rows += [(own, amount), *(below[0] if below else [])]
        leaves += below[1] if below else [amount]
    return rows, leaves


@given(outline(), st.sampled_from(["", ".", ")"]), st.booleans())
def test_numbered_headings_are_not_counted_beside_the_lines_below_them_or_are_asked_about(found, mark, in_thai):
    rows, leaves = found
    texts = [f"{own}{mark} รายการ" for own, _amount in rows]
    thai_digits = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
    names = [text.translate(thai_digits) if in_thai else text for text in texts]
    lines = [written(name, amount, 0) for name, (_own, amount) in zip(names, rows, strict=True)]
    (report,) = reports(table(*lines).encode(), **WHO)
    assert any(problem.question for problem in report.problems) or allocated(report) == (len(leaves), sum(leaves))


CHILD = "200000.00,100000.00"


@pytest.mark.parametrize(
    ("heading", "child"),
    [
        ("1. ค่าครุภัณฑ์", "1.1 เครื่องปรับอากาศ"),
        ("๑) ค่าครุภัณฑ์", "๑.๑) เครื่องปรับอากาศ"),
        ("ค่าครุภัณฑ์", "- เครื่องปรับอากาศ"),
        ("1. ค่าครุภัณฑ์", "• เครื่องปรับอากาศ"),
        ("ค่าครุภัณฑ์", "   เครื่องปรับอากาศ"),
    ],
)
def test_a_heading_of_one_line_is_asked_about_and_counted_as_was_said(check, heading, child):
    lines = (f"กองช่าง,{heading},{CHILD}", f"กองช่าง,{child},{CHILD}", "กองคลัง,ค่าวัสดุ,81000.00,37000.00")
    assert [(rule, row) for rule, row, _sums in asked(check(table(*lines), **WHO))] == [("total_asked", 2)]
    for answer, count, baht in (("total", 2, "281000.00"), ("line", 3, "481000.00")):
        report = check(table(*lines), **WHO, answers={"row:2": answer})
        assert allocated(report) == (count, Decimal(baht))


def test_a_line_called_as_its_category_is_asked_about(check):
    rows = [f"กองคลัง,ค่าวัสดุ,{name},80000.00,37000.00" for name in ("ค่าวัสดุ", "ค่าวัสดุสำนักงาน")]
    content = "\n".join(["division,category,item,allocation,disbursed", *rows])
    assert [row for _rule, row, _sums in asked(check(content, **WHO))] == [2]
    # Two of the same price, of which none is called as the category.
    other = content.replace("ค่าวัสดุ,ค่าวัสดุ,", "ค่าวัสดุ,ค่าวัสดุคอมพิวเตอร์,")
    assert allocated(check(other, **WHO)) == (2, 160_000)


def test_numbers_that_a_total_confirms_are_those_of_lines(check):
    lines = ("กองช่าง,1. ก,100.00,0", "กองช่าง,1.1 ข,250.00,0", "กองช่าง,2. ค,50.00,0", "รวมทั้งสิ้น,,400.00,0")
    assert allocated(check(table(*lines), **WHO)) == (3, 400)


PAIRS = (
    "ค่าตอบแทน,69000.00,47610.25", "- ค่าเช่าบ้าน,69000.00,47610.25", "ค่าใช้สอย,636000.00,209880.50", "- จ้างเหมา,636000.00,209880.50",
)  # fmt: skip
GROUP = ("ค,468000.00,65520.50", "ง,1878000.00,100.25")
ROUNDED = (
    "งบดำเนินงาน,1222000.00,423000.00", "ก,705000.00,257490.75", "ข,517000.00,165440.50", "งบลงทุน,2346000.00,66000.00", *GROUP,
)  # fmt: skip
ALLOCATED = ("ยอดงบ,1222000.00,", "ก,705000.00,257490.75", "ข,517000.00,165440.50", "ยอดงบ,2346000.00,", *GROUP)


@pytest.mark.parametrize(
    ("lines", "sums", "count", "truth"),
    sampled([(PAIRS, (2, 4), 2, 705000), (ROUNDED, (2, 5), 4, 3568000), (ALLOCATED, (2, 5), 4, 3568000)], every=2),
)
def test_sums_of_a_kind_are_one_question_that_the_first_of_them_answers(check, lines, sums, count, truth):
    content = table(*(f"กองคลัง,{line}" for line in lines))
    assert [(rule, row) for rule, row, _sums in asked(check(content, **WHO))] == [("total_asked", sums[0])]
    assert allocated(check(content, answers={f"row:{sums[0]}": "total"}, **WHO)) == (count, truth)
    answers = {"row:2": "total", f"row:{sums[1]}": "line", "blank": "zero"}
    assert check(content, answers=answers, **WHO).checked.control.lines == count + 1
    answers = {"row:2": "line", "blank": "zero"}
    assert check(content, answers=answers, **WHO).checked.control.lines == len(lines)


def test_a_total_below_sums_above_is_their_total_once_they_are_not_counted(check):
    lines = ("งบหนึ่ง,705000.25,1.00", "ก,705000.25,1.00", "งบสอง,517000.00,30.50", "ข,500000.00,30.00", "ค,17000.00,0.50")
    content = table(*(f"กองคลัง,{line}" for line in lines), ",รวมรายจ่ายทั้งปี,1222000.25,31.50")
    assert [row for _rule, row, _sums in asked(check(content, **WHO))] == [2]
    assert allocated(check(content, answers={"row:2": "total"}, **WHO)) == (3, Decimal("1222000.25"))


PART = ("กองคลัง,ค่าไฟฟ้า,470000.00,10.00", "กองคลัง,ในจำนวนนี้เป็นเงินอุดหนุน,117500.00,0.00", "กองช่าง,ค่าน้ำ,33000.50,5.00")


def test_a_part_of_the_line_above_is_asked_about_or_told_by_a_total(check):
    assert [(rule, row) for rule, row, _sums in asked(check(table(*PART), **WHO))] == [("total_asked", 3)]
    assert allocated(check(table(*PART), answers={"row:3": "total"}, **WHO)) == (2, Decimal("503000.50"))
    without = check(table(*PART, ",รวมทั้งสิ้น,503000.50,15.00"), **WHO)
    assert allocated(without) == (2, Decimal("503000.50"))
    assert ("read_as_part", 3) in told(without, "warning")
    assert allocated(check(table(*PART, ",รวมทั้งสิ้น,620500.50,15.00"), **WHO)) == (3, Decimal("620500.50"))


@pytest.mark.parametrize("name", sampled(["หัก เงินที่ส่งคืน", "ลบ เงินเหลือจ่าย", "Less refunds"], every=3))
def test_a_deduction_that_the_total_takes_away_is_refused_where_it_is_written_like_an_addition(check, name):
    lines = ("กองคลัง,ก,12345.25,100.50", "กองช่าง,ข,23456.50,200.25", f"กองช่าง,{name},0.00,50.00")
    report = check(table(*lines, ",รวมทั้งสิ้น,35801.75,250.75"), **WHO)
    assert ("deduction_added", 4) in told(report, "error")
    bare = check(table(*lines), **WHO)
    assert [(rule, row) for rule, row, _sums in asked(bare)] == [("total_asked", 4)]
    assert allocated(check(table(*lines), answers={"row:4": "line"}, **WHO)) == (3, Decimal("35801.75"))
    assert ("total_asked", 4) not in told(check(table(*lines, ",รวมทั้งสิ้น,35801.75,350.75"), **WHO), "error")


def test_a_line_that_is_one_too_many_for_the_total_is_asked_about(check):
    lines = ("กองคลัง,ก,12345.25,100.50", "กองคลัง,ก,12345.25,100.50", "กองช่าง,ข,23456.50,200.25")
    once = table(*lines, ",รวมทั้งสิ้น,35801.75,300.75")
    assert [(rule, row) for rule, row, _sums in asked(check(once, **WHO))] == [("total_asked", 3)]
    assert allocated(check(once, answers={"row:3": "total"}, **WHO)) == (2, Decimal("35801.75"))
    assert allocated(check(once, answers={"row:3": "line"}, **WHO)) == (3, Decimal("48147.00"))
    assert allocated(check(table(*lines, ",รวมทั้งสิ้น,48147.00,401.25"), **WHO)) == (3, Decimal("48147.00"))


def test_a_line_that_is_all_that_the_last_total_sums_is_told_where_others_stand_before_it(check):
    lines = ("กองคลัง,ก,12345.25,100.50", "กองช่าง,ข,23456.50,200.25")
    report = check(table(*lines, "กองช่าง,Overall,99999.25,999.75", ",รวมทั้งสิ้น,99999.25,999.75"), **WHO)
    assert ("counted_as_line", 4) in told(report, "warning")
    assert not told(check(table(*lines, ",รวมทั้งสิ้น,35801.75,300.75"), **WHO), "warning")
    one = table(lines[0], ",รวมทั้งสิ้น,12345.25,100.50")
    assert not told(check(one, **WHO), "warning")
    assert ("no_rows", None) in told(check(one, answers={"row:2": "total"}, **WHO), "error")


MONTH = WHO | {"as_of": "2022-06-30"}
WHOLE = "กองคลัง,ค่าวัสดุ,295000.00,17700.50"
PIECES = ("กองคลัง,ส่วนที่หนึ่ง,177000.00,700.25", "กองคลัง,ส่วนที่สอง,118000.00,17000.25")
OTHER = "กองช่าง,ค่าไฟฟ้า,441000.00,154350.50"


def test_an_answer_serves_where_the_same_is_asked_again_and_says_so(load):
    assert not load(table(WHOLE, *PIECES, OTHER), answers={"row:2": "total"}, **WHO).refused
    again = load(table(WHOLE, *PIECES, OTHER.replace("350.50", "351.50")), **MONTH)
    assert allocated(again) == (3, Decimal(736000))
    assert ("answer_recalled", 2) in told(again, "warning")


def test_an_answer_of_another_file_makes_no_total_of_a_plain_line(load):
    assert not load(table(WHOLE, *PIECES, OTHER), answers={"row:2": "total"}, **WHO).refused
    assert allocated(load(table(WHOLE, OTHER), **MONTH)) == (2, Decimal(736000))


def test_an_answer_of_another_file_makes_no_line_of_a_total_with_a_mistake(load):
    lines = (*PIECES, OTHER)
    assert not load(table(*lines, "กองช่าง,ยอดสุทธิ,99000.00,9000.00"), answers={"row:5": "line"}, **WHO).refused
    wrong = load(table(*lines, "กองช่าง,ยอดสุทธิ,745000.00,172051.00"), **MONTH)
    assert [(rule, row) for rule, row, _sums in asked(wrong)] == [("total_asked", 5)]


def test_a_total_is_compared_with_the_rows_that_it_sums(load):
    assert not load(table(WHOLE, *PIECES, OTHER), answers={"row:2": "total"}, **WHO).findings
    rounded = load(table(*(f"กองคลัง,{line}" for line in ROUNDED)), answers={"row:2": "total"}, **MONTH)
    assert [(each.rule, each.row) for each in rounded.findings] == [("stated_total", 2), ("stated_total", 5)]


def test_lines_below_a_sum_stand_in_the_division_that_it_names(check):
    lines = ("กองคลัง,งบหนึ่ง,1222000.00,423000.25", ",ก,705000.00,257559.75", ",ข,517000.00,165440.50")
    report = check(table(*lines), answers={"row:2": "total"}, **WHO)
    assert allocated(report) == (2, 1222000)
