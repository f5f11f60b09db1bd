"""The spending plan by quarter: read where it is one, asked where it may be payments, and never in the way of totals."""

from decimal import Decimal
from itertools import accumulate

import pytest

from loaders.layout.planned_quarters import planned_quarter
from tests.loaders.test_asked import WHO, table
from tests.tiers import sampled

HEAD = "หน่วยงาน,รายการ,งบประมาณตามเทศบัญญัติ,เบิกจ่าย"
LINES = [
    ("กองคลัง", "ก", 123_400, 40_100, (30_000, 31_000, 32_000, 30_400)),
    ("กองคลัง", "ข", 234_500, 90_300, (0, 100_000, 100_000, 34_500)),
    ("กองช่าง", "ค", 345_600, 0, (0, 0, 345_600, 0)),
]
"""Division, item, allocation, what is paid, what is planned in each quarter."""
BARE = ("ไตรมาส 1", "ไตรมาสที่ ๒ (ม.ค.–มี.ค.)", "ไตรมาส 3 (เม.ย. - มิ.ย. 2565)", "ไตรมาส 4")
SAID = tuple(f"แผนการใช้จ่ายเงินไตรมาสที่ {quarter}" for quarter in range(1, 5))


def of(headers=BARE, quarters=lambda line: line[4], total="", above=""):
    """Three lines with four columns more, and what a total row says of these."""
    rows = [f"{line[0]},{line[1]},{line[2]}.00,{line[3]}.00,{','.join(map(str, quarters(line)))}" for line in LINES]
    if total is not None:
        rows.append(f"รวม,,{sum(line[2] for line in LINES)}.00,{sum(line[3] for line in LINES)}.00,{total or ',,,'}")
    return table(*rows, header=f"{HEAD},{','.join(headers)}\n", above=above)


def planned(report):
    """What was read of each line, from quarter 1 to 4."""
    query = "SELECT planned_q1, planned_q2, planned_q3, planned_q4 FROM checked ORDER BY source_row"
    return report.checked.connection.execute(query).fetchall()


def open_questions(report):
    return [problem.rule for problem in report.problems if problem.question]


@pytest.mark.parametrize("headers", [BARE, SAID, ("planned_q1", "แผนไตรมาส 2", "Q3 (Apr-Jun)", "Planned Q4")])
@pytest.mark.parametrize("total", ["", "30000,131000,477600,64900"])
def test_a_plan_that_comes_to_the_budget_is_read_and_leaves_totals_as_they_are(check, headers, total):
    report = check(of(headers, total=total), **WHO)
    assert open_questions(report) == []
    assert planned(report) == [line[4] for line in LINES]
    assert report.checked.control.printed["allocation"] == report.checked.control.sums["allocation"] == 703_500


def test_a_group_above_the_quarters_says_what_they_are(check):
    group = f"{HEAD},แผนการใช้จ่ายเงิน,,,,ผลการเบิกจ่าย,,,\n,,,," + "ไตรมาส 1,ไตรมาส 2,ไตรมาส 3,ไตรมาส 4," * 2
    rows = [f"{line[0]},{line[1]},{line[2]}.00,{line[3]}.00,{','.join(map(str, line[4]))},{line[3]}.00,0,0,0" for line in LINES]
    report = check(table(*rows, header=f"{group.rstrip(',')}\n"), **WHO)
    assert open_questions(report) == []
    assert planned(report) == [line[4] for line in LINES]


@pytest.mark.parametrize(
    ("headers", "quarters"),
    sampled(
        [
            (BARE, lambda line: (line[3], 0, 0, 0)),  # what was paid
            (BARE, lambda line: (line[3] // 3, line[3] // 4, 7, 0)),  # what was paid, of which a part is not there
            (BARE, lambda line: accumulate(line[4])),
            (SAID, lambda line: accumulate(line[4])),
            (SAID, lambda line: (25, 25, 25, 25)),
        ],
        every=3,
    ),
)
def test_what_may_be_no_plan_is_asked_and_stored_as_was_said(check, headers, quarters):
    content = of(headers, quarters)
    assert open_questions(check(content, **WHO)) == ["quarters_asked"]
    other = check(content, answers={"quarters": "other"}, **WHO)
    assert set(planned(other)) == {(None,) * 4}
    assert other.checked.control.sums["allocation"] == 703_500
    assert other.checked.control.sums["planned_q1"] is None


def test_payments_of_a_whole_year_are_asked_about_though_they_come_to_the_budget(check):
    rows = [f"{line[0]},{line[1]},{line[2]},{line[2]},{','.join(map(str, line[4]))}" for line in LINES]
    content = table(*rows, header=f"{HEAD},{','.join(BARE)}\n")
    assert open_questions(check(content, **WHO)) == ["quarters_asked"]
    assert open_questions(check(content.replace("ไตรมาส", "แผนไตรมาส"), **WHO)) == []


@pytest.mark.parametrize("words", ["เบิกจ่ายไตรมาส {}", "ไตรมาส {} เบิกจ่าย", "แผนสะสมไตรมาส {}", "ไตรมาส {} (ร้อยละ)"])
def test_quarters_of_anything_else_are_no_plan(check, words):
    content = of([words.format(quarter) for quarter in range(1, 5)], lambda line: (line[3], 0, 0, 0))
    report = check(content, answers={f"column:{words.format(1)}": "pass"}, **WHO)
    assert "quarters_asked" not in open_questions(report)
    assert report.checked is None or set(planned(report)) == {(None,) * 4}


@pytest.mark.parametrize("nothing", [("", "", "", ""), ("-", "-", "-", "-"), (0, 0, 0, 0)])
def test_a_line_without_a_plan_has_none_rather_than_0(check, nothing):
    report = check(of(SAID, lambda line: nothing if line[1] == "ค" else line[4]), **WHO)
    assert open_questions(report) == []
    assert planned(report) == [LINES[0][4], LINES[1][4], (None,) * 4]


def test_a_plan_in_thousands_is_multiplied_with_the_other_amounts(check):
    content = of(SAID, above="หน่วย: พันบาท,,,,,,,\n")
    report = check(content, answers={"unit": "thousand"}, **WHO)
    assert planned(report)[0] == tuple(Decimal(1000 * amount) for amount in LINES[0][4])


def test_quarters_that_do_not_come_to_the_budget_and_a_wrong_total_are_found(load, rows):
    content = of(SAID, lambda line: (1, *line[4][1:]) if line[1] == "ก" else line[4], total="2,131000,477600,64900")
    assert not load(content, **WHO).refused
    query = "SELECT rule, source_row, stated, expected FROM findings WHERE rule IN ('planned_quarters', 'stated_total')"
    assert rows(f"{query} ORDER BY rule") == [("planned_quarters", 2, 93_401, 123_400), ("stated_total", 5, 2, 1)]


def test_a_header_made_to_be_read_in_many_ways_is_read_in_one():
    tiers = "แผนงบประมาณ" * 500
    assert planned_quarter(f"{tiers} ไตรมาส 1") == "planned_q1"
    assert planned_quarter(f"{tiers} สะสม ไตรมาส 1") is None  # which would take longer than anybody lives
