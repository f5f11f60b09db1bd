"""Questions in negative words, numbers of people who answered, and shares of people: what becomes of them in a survey."""

from decimal import Decimal

import pytest

from loaders.layout.negative_wording import is_negative
from loaders.layout.survey_questions import column_key as key
from tests.tiers import sampled

SURVEY = {"organization_code": "04960201", "fiscal_year": "2568"}
HEAD = "ข้อ,รายการประเมิน,กองคลัง,กองช่าง"
SHARES = "หน่วยงาน,ข้อ,รายการประเมิน,ร้อยละไม่พึงพอใจ,ร้อยละพึงพอใจ\nกองคลัง,1,เจ้าหน้าที่สุภาพ,5,95\nกองช่าง,1,เจ้าหน้าที่สุภาพ,8,92\n"


def stored(report, *columns):
    assert not report.refused, [problem.text("en") for problem in report.problems]
    asked = f"SELECT {', '.join(columns)} FROM checked ORDER BY question_no, division"
    return report.checked.connection.execute(asked).fetchall()


def refused(report):
    return [(problem.rule, problem.row) for problem in report.problems if problem.severity == "error"]


def matrix(*rows):
    return "".join(f"{row}\n" for row in (HEAD, "1,เจ้าหน้าที่สุภาพ,95.5,90.5", "2,บริการรวดเร็ว,90,88", *rows))


@pytest.mark.parametrize(
    "question",
    [
        "ท่านต้องรอนานเกินไป", "ขั้นตอนยุ่งยากซับซ้อน", "การให้บริการล่าช้า", "สถานที่ไม่สะดวก", "ข้อมูลไม่ชัดเจน", "เจ้าหน้าที่ไม่สุภาพ", "ปัญหาและอุปสรรค",
        "ท่านมีข้อร้องเรียน", "ระบบมีปัญหา", "เจ้าหน้าที่เลือกปฏิบัติ", "ที่จอดรถไม่เพียงพอ",
    ],
)  # fmt: skip
def test_words_of_which_much_is_bad(question):
    assert is_negative(question)


@pytest.mark.parametrize(
    "question",
    [
        "ขั้นตอนไม่ยุ่งยาก ซับซ้อน", "ไม่ซับซ้อน", "รวดเร็ว ไม่ล่าช้า", "การแก้ไขปัญหาและอุปสรรค", "การรับเรื่องร้องเรียน/ร้องทุกข์", "ลดขั้นตอนที่ยุ่งยาก",
        "ระยะเวลาไม่นานจนเกินไป", "ไม่ปล่อยให้ผู้รับบริการรอนาน", "ให้บริการโดยไม่เลือกปฏิบัติ", "ไม่ทุจริต ไม่รับสินบน", "ช่องทางการร้องเรียน",
    ],
)  # fmt: skip
def test_words_that_deny_or_mend_what_is_bad(question):
    assert not is_negative(question)


def test_each_negative_question_of_a_form_is_asked_about(check):
    answers = "มากที่สุด,มาก,ปานกลาง,น้อย,น้อยที่สุด".split(",")
    rows = "".join(f"1/3/2025 9:0{at}:00,กองคลัง,{said},{answers[~at]},{answers[~at]}\n" for at, said in enumerate(answers))
    content = f"ประทับเวลา,หน่วยงานที่ใช้บริการ,เจ้าหน้าที่สุภาพ,ท่านต้องรอนานเกินไป,ขั้นตอนยุ่งยากซับซ้อน\n{rows}"
    report = check(content, **SURVEY)
    assert [rule for rule, _row in refused(report)] == ["not_satisfaction"] * 2
    assert not any("–." in problem.text("en") for problem in report.problems if problem.question)
    said = {key("ท่านต้องรอนานเกินไป"): "amount_5_reversed", key("ขั้นตอนยุ่งยากซับซ้อน"): "pass"}
    assert len(stored(check(content, answers=said, **SURVEY), "question")) == 2


def test_a_negative_row_of_a_matrix_is_asked_about(check):
    content = matrix("3,ท่านต้องรอนานเกินไป,32,40")
    assert refused(check(content, **SURVEY)) == [("not_satisfaction", 4)]
    assert len(stored(check(content, answers={"row:4": "total"}, **SURVEY), "question")) == 4
    assert len(stored(check(content, answers={"row:4": "line"}, **SURVEY), "question")) == 6


def test_a_negative_question_of_a_list_is_asked_about_once(check):
    rows = "".join(f"{division},1,ท่านต้องรอนานเกินไป,{score}\n" for division, score in (("กองคลัง", 32), ("กองช่าง", 45)))
    content = f"หน่วยงาน,ข้อ,รายการประเมิน,ร้อยละ\n{rows}"
    assert refused(check(content, **SURVEY)) == [("not_satisfaction", 2)]
    assert len(stored(check(content, answers={"row:2": "line"}, **SURVEY), "question")) == 2


@pytest.mark.parametrize(
    "name",
    sampled(["จำนวนผู้ตอบแบบสอบถาม (คน)", "จำนวนผู้ตอบ", "n", "N", "กลุ่มตัวอย่าง (คน)", "จำนวนตัวอย่าง", "จำนวนแบบสอบถามที่ส่งคืน"], every=3),
)
@pytest.mark.parametrize("number", ["", "3"])
def test_a_row_of_a_matrix_says_how_many_answered(check, name, number):
    report = check(matrix(f"{number},{name},45,60"), **SURVEY)
    assert stored(report, "division", "score_percent", "respondents") == [
        ("กองคลัง", Decimal("95.5"), 45), ("กองช่าง", Decimal("90.5"), 60), ("กองคลัง", Decimal(90), 45),
        ("กองช่าง", Decimal(88), 60),
    ]  # fmt: skip


def test_numbers_behind_divisions_are_of_who_answered_and_agree_with_a_row(check):
    content = matrix().replace("กองคลัง", "กองคลัง (n=45)")
    assert stored(check(content, **SURVEY), "respondents") == [(45,), (None,), (45,), (None,)]
    assert refused(check(f"{content},จำนวนผู้ตอบ,46,60\n", **SURVEY)) == [("respondents_differ", 4)]


@pytest.mark.parametrize("passed", [{}, {key("ร้อยละไม่พึงพอใจ"): "pass"}])
def test_a_share_that_is_mapped_or_answered_is_the_score(check, passed):
    mapped = check(SHARES, mapping={"ร้อยละพึงพอใจ": "score_percent"}, answers=passed, **SURVEY)
    assert stored(mapped, "score_percent") == [(95,), (92,)]
    (problem,) = check(SHARES, **SURVEY).problems
    (choice,) = problem.question.choices
    answered = check(SHARES, answers={problem.question.key: choice.answer}, **SURVEY)
    assert stored(answered, "score_percent") == [(95,), (92,)]


def test_a_share_of_the_dissatisfied_is_neither_an_answer_nor_a_score(check):
    content = "หน่วยงาน,ข้อ,รายการประเมิน,ร้อยละความไม่พึงพอใจ\nกองคลัง,1,สุภาพ,45\nกองช่าง,1,สุภาพ,8\n"
    assert refused(check(content, **SURVEY)) == [("missing_column", 1)]
    mapped = check(content, mapping={"ร้อยละความไม่พึงพอใจ": "score_percent"}, **SURVEY)
    assert ("not_satisfaction", 1) in refused(mapped)
