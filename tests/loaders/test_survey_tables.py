"""Tables of a survey as offices write them: no figure of another scale, column, row or thing is stored as a score, and numbers of
people become the scores that they come to."""

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tiers import sampled

SURVEY = {"organization_code": "04960201", "fiscal_year": "2565"}
OF_ONE = SURVEY | {"division": "กองคลัง"}
WIDE = "ข้อ,รายการประเมิน,สำนักปลัดเทศบาล,กองคลัง,กองช่าง"
ROWS = ("1,สุภาพ,91.82,85.13,90.69", "2,ชัดเจน,98.53,85.10,93.31", "3,รวดเร็ว,98.45,90.12,93.37", "4,สะอาด,90.16,89.22,93.53")
FIVE = "มากที่สุด,มาก,ปานกลาง,น้อย,น้อยที่สุด"
COUNTED = ("1,สุภาพ,65,38,9,6,2", "2,ชัดเจน,56,47,12,3,2", "3,รวดเร็ว,51,54,10,5,0")
SCORED = [(1, "86.33"), (2, "85.33"), (3, "85.17")]


def table(*lines):
    return "".join(f"{line}\n" for line in lines)


def scores(report, *columns):
    assert not report.refused, [problem.text("en") for problem in report.problems]
    names = ", ".join(columns or ("division", "question_no", "score_percent"))
    return report.checked.connection.execute(f"SELECT {names} FROM checked ORDER BY source_row, division").fetchall()


def refused(report):
    """(rule, row) of what refuses a table."""
    return [(problem.rule, problem.row) for problem in report.problems if problem.severity == "error"]


def beside(column, *cells, rows=ROWS):
    """The wide table with one more column."""
    return table(f"{WIDE},{column}", *(f"{row},{cells[at % len(cells)]}" for at, row in enumerate(rows)))


# Scales


@pytest.mark.parametrize(
    ("content", "row"),
    [
        (table(WIDE, "1,สุภาพ,91.82,4.37,90.69", "2,ชัดเจน,98.53,4.65,93.31"), 2),
        (table(WIDE, ROWS[0], "2,ชัดเจน,4.77,4.65,4.15", ROWS[2]), 3),
        (table(WIDE, "1,สุภาพ,0.91,0.92,0.86", "2,ชัดเจน,0.97,0.86,95.5"), 2),
        (table("ข้อ,หน่วยงาน,รายการประเมิน,ร้อยละ", "1,กองคลัง,ก,95.5%", "2,กองคลัง,ข,4.78", "3,กองคลัง,ค,91.2%"), 3),
        (table("คะแนนเต็ม 20,,,,", WIDE, "1,สุภาพ,16.5,16.6,19.1", "2,ชัดเจน,92,17,95"), 3),
    ],
)
def test_scores_of_two_scales_in_one_table_are_refused_by_the_first_row(check, content, row):
    assert refused(check(content, **SURVEY)) == [("scores_differ", row)]


def test_a_percentage_that_is_truly_low_is_asked_about_once(check, load, rows):
    content = table(WIDE, ROWS[0], "2,จอดรถ,7.5,81.25,90")
    (problem,) = (problem for problem in check(content, **SURVEY).problems if problem.question)
    assert problem.words["division"] == "สำนักปลัดเทศบาล"
    assert not load(content, answers={problem.question.key: "100"}, **SURVEY).refused
    assert refused(check(content, answers={"scores": "5"}, **SURVEY)) == [("scores_differ", 3)]
    assert refused(load(content.replace("7.5", "4.5"), **SURVEY)) == [("scores_differ", 3)]
    assert not load(content, **SURVEY).refused
    assert rows("SELECT count(*) FROM satisfaction") == [(6,)]


@pytest.mark.parametrize(
    ("title", "full"),
    sampled([
        ("คะแนนเต็มข้อละ 20 คะแนน", 20), ("(คะแนนเต็ม ๑๐ คะแนน)", 10), ("คะแนนเต็ม 5", 5), ("คะแนนเต็ม = 3", 3),
        ("ค่าเฉลี่ยจากคะแนนเต็ม 50 คะแนน", 50), ("คะแนนเต็ม 200", 200),
    ], every=3),
)  # fmt: skip
def test_a_full_score_that_a_title_states_is_what_scores_are_of(check, title, full):
    content = table(f"{title},,,,", WIDE, *(f"{number},ถาม {number},{full * 0.9:g},{full * 0.8:g},{full}" for number in (1, 2)))
    report = check(content, **SURVEY)
    assert [score for *_who, score in scores(report)] == [80, 100, 90] * 2
    assert ("scores", 3) in [(problem.rule, problem.row) for problem in report.problems]


def test_a_full_score_that_is_said_is_any_whole_number(check, loader, write):
    content = table(WIDE, "1,สุภาพ,18,16,20", "2,ชัดเจน,18,16,20")
    assert [score for *_who, score in scores(check(content, answers={"scores": "20"}, **SURVEY))] == [80, 100, 90] * 2
    assert [score for *_who, score in scores(check(content, **SURVEY))] == [16, 20, 18] * 2
    assert loader("load", write(content), "--scores-of", "0").returncode == 2


def test_a_full_score_that_all_figures_exceed_leaves_percentages(check):
    assert scores(check(table("ค่าเฉลี่ย (คะแนนเต็ม 5),,,,", WIDE, *ROWS), **SURVEY))[0][2] == Decimal("85.13")


# Columns that are no divisions


@pytest.mark.parametrize(
    ("column", "cell"),
    sampled([
        ("ผลต่าง", "5"), ("ปี 2564", "88"), ("น้ำหนัก", "20"), ("ค่าความเชื่อมั่น", "95"), ("ผู้รับบริการ", "99"), ("เป้าหมาย", "80"),
        ("กองคลัง 2564", "88"), ("กองช่าง ระดับ", "5"), ("เทศบาล", "90"),
    ], every=3),
)  # fmt: skip
def test_a_column_among_divisions_that_is_not_called_like_one_is_asked_about(check, column, cell):
    (problem,) = (problem for problem in check(beside(column, cell), **SURVEY).problems if problem.question)
    assert (problem.rule, problem.value) == ("division_asked", column)
    key = problem.question.key
    assert {name for name, *_score in scores(check(beside(column, cell), answers={key: "pass"}, **SURVEY))} == {
        "สำนักปลัดเทศบาล", "กองคลัง", "กองช่าง",
    }  # fmt: skip
    counted = check(beside(column, "77"), answers={key: "division"}, **SURVEY)
    assert (column, 1, 77) in scores(counted)


@pytest.mark.parametrize(
    "column", ["งานป้องกันและบรรเทาสาธารณภัย", "ศูนย์บริการนักท่องเที่ยว", "โรงเรียนเทศบาล 1", "ฝ่ายปกครอง", "กองดิจิทัล (92 คน)"]
)
def test_an_office_that_nobody_knows_yet_is_a_division(check, column):
    assert (column.removesuffix(" (92 คน)"), 1, 77) in scores(check(beside(column, "77"), **SURVEY))


@pytest.mark.parametrize("column", ["อันดับ", "เฉลี่ย", "ภาพรวม", "S.D.", "รวมทั้งเทศบาล"])
def test_statistics_beside_divisions_are_passed_over(check, column):
    assert len(scores(check(beside(column, "5"), **SURVEY))) == 12


@pytest.mark.parametrize("heads", ["ชาย,หญิง", "ปี 2564,ปี 2565", "ไตรมาสที่ 1,ไตรมาสที่ 2", "กองคลัง 2564,กองคลัง 2565", "เป้าหมาย,ผล"])
def test_a_table_of_which_no_column_is_a_division_is_refused(check, heads):
    content = table(f"ข้อ,รายการประเมิน,{heads}", "1,สุภาพ,91.82,85.13", "2,ชัดเจน,98.53,85.10")
    assert refused(check(content, **SURVEY)) == [("no_divisions", 1)]


@pytest.mark.parametrize(
    ("heads", "rule"),
    [("พึงพอใจ (ร้อยละ),ไม่พึงพอใจ (ร้อยละ)", "level_as_score"), ("เป้าหมาย (ร้อยละ),ผล (ร้อยละ)", "missing_column")],
)
def test_beside_a_column_of_divisions_no_other_column_is_one(check, heads, rule):
    content = table(f"ข้อ,หน่วยงาน,รายการประเมิน,{heads}", "1,กองคลัง,สุภาพ,91.82,8.18", "2,กองคลัง,ชัดเจน,98.53,1.47")
    assert refused(check(content, **SURVEY)) == [(rule, 1)]


@pytest.mark.parametrize(
    ("tier", "cells"), [("ค่าเฉลี่ย,ร้อยละ", "4.41,88.2"), ("คะแนน,ระดับ", "88.2,5"), ("ร้อยละ,S.D.", "88.2,0.61")]
)
def test_of_two_columns_of_a_division_the_score_is_read(check, tier, cells):
    content = table("ข้อ,รายการประเมิน,กองคลัง,,กองช่าง,", f",,{tier},{tier}", f"1,สุภาพ,{cells},{cells}", f"2,ชัดเจน,{cells},{cells}")
    assert {(name, score) for name, _no, score in scores(check(content, **SURVEY))} == {
        ("กองคลัง", Decimal("88.2")), ("กองช่าง", Decimal("88.2")),
    }  # fmt: skip


# Rows that are no questions


@pytest.mark.parametrize(
    "row",
    sampled([
        ",จำนวนผู้ใช้บริการ,85,92,60", ",ลำดับที่,2,1,3", ",ผ่านเกณฑ์ร้อยละ,80,80,80", ",ค่าเฉลี่ยปี 2564,88,89,90", ",คะแนนรวม,45,46,47",
        ",ร้อยละความไม่พึงพอใจ,5,6,7", "5,จำนวนแบบสอบถามที่แจก,85,92,60", ",อื่น ๆ,88,89,90",
    ], every=3),
)  # fmt: skip
def test_a_row_that_may_be_no_question_is_asked_about(check, row):
    content = table(WIDE, *ROWS, row)
    asked = [problem for problem in check(content, **SURVEY).problems if problem.rule == "question_asked"]
    assert [problem.row for problem in asked] == [6]
    assert len(scores(check(content, answers={"row:6": "total", "scores": "100"}, **SURVEY))) == 12
    assert len(scores(check(content, answers={asked[0].question.key: "line", "scores": "100"}, **SURVEY))) == 15


@pytest.mark.parametrize("row", ["5,จำนวนเจ้าหน้าที่เพียงพอ,85,92,60", "5,ผู้รับบริการได้รับความสะดวก,85,92,60"])
def test_a_question_may_begin_like_a_number_of_people(check, row):
    assert len(scores(check(table(WIDE, *ROWS, row), **SURVEY))) == 15


def test_a_heading_with_the_means_of_the_questions_below_it_is_a_dimension(check):
    first, second = ",ด้านที่ 1 ด้านเจ้าหน้าที่,95.18,85.12,92.00", ",ด้านที่ 2 ด้านสถานที่,94.31,89.67,93.45"
    report = check(table(WIDE, first, *ROWS[:2], second, *ROWS[2:]), **SURVEY)
    said = scores(report, "question_no", "dimension_no", "dimension")
    assert said[::3] == [
        (1, 1, "ด้านที่ 1 ด้านเจ้าหน้าที่"), (2, 1, "ด้านที่ 1 ด้านเจ้าหน้าที่"), (3, 2, "ด้านที่ 2 ด้านสถานที่"), (4, 2, "ด้านที่ 2 ด้านสถานที่"),
    ]  # fmt: skip
    wrong = check(table(WIDE, first.replace("95.18", "75.18"), *ROWS[:2], second, *ROWS[2:]), **SURVEY)
    assert refused(wrong) == [("question_asked", 2)]


@pytest.mark.parametrize("title", ["ผลการสำรวจปี 2564,,,,", "ตารางที่ 2 ความคาดหวัง,,,,"])
@pytest.mark.parametrize("head", [(WIDE,), ()])
def test_a_second_table_below_the_first_is_refused(check, title, head):
    lower = [row.replace("9", "8") for row in ROWS]
    report = check(table(WIDE, *ROWS, ",,,,", title, *head, *lower), **SURVEY)
    assert ("second_table", 7 if head else 8) in refused(report)


@pytest.mark.parametrize("title", ["ด้านสถานที่,,,,", "หน้า 2,,,,", ",,,,"])
def test_a_table_goes_on_below_a_heading_a_page_and_its_header(check, title):
    assert len(scores(check(table(WIDE, *ROWS[:2], title, WIDE, *ROWS[2:]), **SURVEY))) == 12


# Other things measured


@pytest.mark.parametrize("title", ["ร้อยละความไม่พึงพอใจของผู้รับบริการ", "ระดับความคาดหวังของผู้รับบริการ"])
def test_what_is_not_satisfaction_is_refused(check, title):
    assert ("not_satisfaction", 1) in refused(check(table(f"{title},,,,", WIDE, *ROWS), **SURVEY))
    assert len(scores(check(table("ร้อยละความพึงพอใจของผู้รับบริการ,,,,", WIDE, *ROWS), **SURVEY))) == 12


@pytest.mark.parametrize("levels", ["มากที่สุด (คน),ร้อยละ,มาก (คน)", "มากที่สุด,ร้อยละ,หมายเหตุ", "จำนวนมากที่สุด,ร้อยละ,จำนวนมาก"])
def test_the_share_of_one_level_is_no_score(check, levels):
    content = table(f"ข้อ,หน่วยงาน,รายการประเมิน,จำนวนผู้ตอบ,{levels}", "1,กองคลัง,ก,120,65,54.17,38", "2,กองคลัง,ข,120,56,46.67,47")
    assert refused(check(content, **SURVEY)) == [("level_as_score", 1)]


# Numbers of people


@pytest.mark.parametrize(
    "levels", [FIVE, "5,4,3,2,1", "มากที่สุด (5),มาก (4),ปานกลาง (3),น้อย (2),น้อยที่สุด (1)", "ระดับ ๕,ระดับ ๔,ระดับ ๓,ระดับ ๒,ระดับ ๑"]
)
@pytest.mark.parametrize("question", ["รายการประเมิน", "รายการ", "ประเด็นคำถาม"])
def test_numbers_of_people_become_scores(check, levels, question):
    report = check(table(f"ข้อ,{question},{levels}", *COUNTED), **OF_ONE)
    assert scores(report, "question_no", "CAST(score_percent AS VARCHAR)") == SCORED
    assert scores(report, "division", "respondents", "answer_counts")[0] == ("กองคลัง", 120, "1:2 2:6 3:9 4:38 5:65")
    assert scores(report, "question")[0] == ("สุภาพ",)


@pytest.mark.parametrize("below", [",รวม,172,139,31,14,4", ",,172,139,31,14,4", ",รวมทั้งสิ้น,172,139,31,14,4"])
def test_sums_of_people_are_no_questions(check, below):
    assert scores(check(table(f"ข้อ,รายการ,{FIVE}", *COUNTED, below), **OF_ONE), "question_no") == [(1,), (2,), (3,)]


@pytest.mark.parametrize("title", ["สำรวจความพึงพอใจ ปี 2565 กองคลัง", "หน่วยงาน กองคลัง"])
def test_the_division_that_a_title_names_is_that_of_all_questions(check, title):
    content = table(f"{title},,,,,,", f"ข้อ,รายการ,{FIVE}", *COUNTED)
    assert {name for (name,) in scores(check(content, **SURVEY), "division")} == {"กองคลัง"}
    assert "option_contradicts" in [rule for rule, _row in refused(check(content, **SURVEY | {"division": "กองช่าง"}))]


def test_divisions_below_each_other_number_their_questions_each(check):
    rows = [f"กองคลัง,{COUNTED[0]}", f",{COUNTED[1]}", f"กองช่าง,{COUNTED[0]}", f",{COUNTED[1]}"]
    report = check(table(f"หน่วยงาน,ข้อ,รายการประเมิน,{FIVE}", *rows), **SURVEY)
    assert scores(report, "division", "question_no") == [("กองคลัง", 1), ("กองคลัง", 2), ("กองช่าง", 1), ("กองช่าง", 2)]


@pytest.mark.parametrize(
    ("head", "cells"),
    [
        ("รวม", "120"), ("จำนวนผู้ตอบ", "120"), ("ไม่มีความเห็น,รวม", "7,127"), ("x̄,S.D.,แปลผล", "4.32,0.93,มากที่สุด"),
        ("ค่าเฉลี่ย,ร้อยละ", "4.32,86.40"), ("คิดเป็นร้อยละ", "86.33"),
    ],
)  # fmt: skip
def test_printed_sums_and_means_that_agree_are_passed_over(check, head, cells):
    report = check(table(f"ข้อ,รายการ,{FIVE},{head}", f"{COUNTED[0]},{cells}"), **OF_ONE)
    assert scores(report, "score_percent", "respondents") == [(Decimal("86.33"), 120)]


@pytest.mark.parametrize(
    ("head", "cells", "rule"),
    [
        ("รวม", "121", "people_differ"), ("จำนวนผู้ตอบ", "150", "people_differ"), ("x̄", "1.68", "counts_differ"),
        ("ค่าเฉลี่ย", "4.52", "counts_differ"),
        ("ร้อยละ", "33.67", "counts_differ"), ("คิดเป็นร้อยละ", "54.17", "counts_differ"),
    ],
)  # fmt: skip
def test_printed_sums_and_means_that_disagree_are_refused(check, head, cells, rule):
    assert refused(check(table(f"ข้อ,รายการ,{FIVE},{head}", f"{COUNTED[0]},{cells}"), **OF_ONE)) == [(rule, 2)]


def test_shares_beside_people_have_to_agree(check):
    head = table(f"ข้อ,รายการประเมิน,{FIVE.replace(',', ',,')},", ",,จำนวน,ร้อยละ,จำนวน,ร้อยละ,จำนวน,ร้อยละ,จำนวน,ร้อยละ,จำนวน,ร้อยละ")
    right = "1,สุภาพ,65,54.17,38,31.67,9,7.5,6,5,2,1.67\n"
    assert scores(check(head + right, **OF_ONE), "score_percent") == [(Decimal("86.33"),)]
    assert refused(check(head + right.replace("54.17", "45.17"), **OF_ONE)) == [("share_differs", 3)]
    swapped = head.replace("จำนวน,ร้อยละ", "ร้อยละ,จำนวน") + right
    assert refused(check(swapped, **OF_ONE)) == [("no_people", 3)]


@pytest.mark.parametrize("rows", [("1,ก,60,30,8,2,0", "2,ข,55,35,7,3,0")])
def test_percentages_of_levels_are_no_numbers_of_people(check, rows):
    title = "ร้อยละของผู้ตอบแบบสอบถาม 200 คน,,,,,,"
    assert refused(check(table(title, f"ข้อ,รายการประเมิน,{FIVE}", *rows), **OF_ONE)) == [("level_percentages", 2)]
    bare = table(f"ข้อ,รายการประเมิน,{FIVE}", *rows)
    assert refused(check(bare, **OF_ONE)) == [("counts_asked", 1)]
    assert scores(check(bare, answers={"counts": "people"}, **OF_ONE), "respondents") == [(100,), (100,)]
    assert refused(check(bare, mapping={"มากที่สุด": "score_percent"}, **OF_ONE)) == [("level_as_score", 1)]
    assert refused(check(bare.replace("55,35,7", "54.5,35,7.5"), **OF_ONE)) == [("no_people", 3)]
    assert len(scores(check(table(f"ข้อ,รายการประเมิน,{FIVE},จำนวนผู้ตอบ", *(f"{row},100" for row in rows)), **OF_ONE))) == 2


def test_figures_of_which_a_title_says_that_1_is_best_are_refused(check):
    content = table("1 = มากที่สุด 5 = น้อยที่สุด,,,,,,", "ข้อ,รายการ,5,4,3,2,1", *COUNTED)
    assert refused(check(content, **OF_ONE)) == [("reversed_figures", 2)]


PEOPLE = st.lists(st.lists(st.integers(0, 400), min_size=5, max_size=5).filter(any), min_size=2, max_size=6)


@given(people=PEOPLE, is_upwards=st.booleans())
def test_of_any_numbers_of_people_the_score_is_their_exact_mean(check, people, is_upwards):
    order = [1, 2, 3, 4, 5] if is_upwards else [5, 4, 3, 2, 1]
    words = dict(zip((5, 4, 3, 2, 1), FIVE.split(","), strict=True))
    head = f"ข้อ,รายการประเมิน,{','.join(words[level] for level in order)},จำนวนผู้ตอบ"
    rows = [f"{number},ถาม {number},{','.join(map(str, row))},{sum(row)}" for number, row in enumerate(people, start=1)]
    means = [Decimal(100 * sum(map(int.__mul__, order, row))) / (5 * sum(row)) for row in people]
    expected = [(mean.quantize(Decimal("0.01"), ROUND_HALF_UP), sum(row)) for mean, row in zip(means, people, strict=True)]
    assert scores(check(table(head, *rows), **OF_ONE), "score_percent", "respondents") == expected
