"""Forms that people fill in, as offices export them: what their titles, headers, rows and divisions say beside the answers."""

import csv
import io
import json

import pytest

from loaders.layout.reading import Options
from loaders.layout.scale_legends import legend
from loaders.layout.survey_questions import NO_QUESTION
from loaders.layout.survey_questions import column_key as key
from loaders.layout.survey_rows import fiscal_years
from tests.checking import check_files
from tests.tiers import sampled

YEAR = {"organization_code": "04960201", "fiscal_year": "2565"}
FIVE = ["มากที่สุด", "มาก", "ปานกลาง", "น้อย", "น้อยที่สุด"]
FIGURES = list("54321")


def form(columns, titles=(), division="กองคลัง", times="1/2/2022, 9:0{}:00"):
    """A form's export: titles, a time stamp and the division (None: no such column), and a list of answers for each header."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerows([title] for title in titles)
    own = [] if division is None else ["หน่วยงานที่มาติดต่อ"]
    writer.writerow(["ประทับเวลา", *own, *columns])
    for number, answers in enumerate(zip(*columns.values(), strict=True)):
        stamp = times[number] if isinstance(times, list) else times.format(number)
        named = [] if division is None else [division[number] if isinstance(division, list) else division]
        writer.writerow([stamp, *named, *answers])
    return text.getvalue()


def scores(report):
    """The score of each question that would be stored."""
    assert not report.refused, [problem.text("en") for problem in report.problems]
    asked = "SELECT question, score_percent FROM checked ORDER BY question_no, division"
    return {question: float(score) for question, score in report.checked.connection.execute(asked).fetchall()}


def asked(report):
    """The questions to the clerk: rule and the answers to choose from, by header."""
    assert report.refused
    return {
        problem.question.key.removeprefix("scale:"): (problem.rule, [choice.answer for choice in problem.question.choices])
        for problem in report.problems
        if problem.question
    }


def rules(report, severity):
    return {problem.rule for problem in report.problems if problem.severity == severity}


def answered(write, content, **answers):
    said = {key(header): answer for header, answer in answers.items()}
    return check_files([write(content)], Options(values=YEAR, answers=said), lambda name, rows: None)[0]


# One division for all


def test_a_form_of_one_division_is_counted_for_the_division_that_is_given(write, loader, rows, store):
    path = write(form({"สุภาพ": FIGURES, "สะอาด": FIGURES}, division=None))
    call = ["load", path, "--organization", "04960201", "--fiscal-year", "2565"]
    refused = loader(*call)
    assert (refused.returncode, "--division" in refused.stdout) == (1, True)
    assert loader(*call, "--division", "กองคลัง").returncode == 0
    before = rows("FROM satisfaction ORDER BY ALL")
    assert rows("SELECT DISTINCT division, score_percent FROM satisfaction") == [("กองคลัง", 60)]
    assert loader("rebuild").returncode == 0
    assert rows("FROM satisfaction ORDER BY ALL") == before


PLAN = "ลำดับ,กิจกรรม,มิติที่,ดำเนินการแล้ว,ไม่ได้ดำเนินการ,งบประมาณตามแผน\n1,อบรม,1,1,0,3\n2,ประกาศ,1,0,1,2\n3,ประชุม,2,1,0,1\n"


def test_a_plan_is_no_form_of_the_division_that_is_given(check):
    report = check(PLAN, **YEAR, division="กองคลัง")
    assert rules(report, "error") == {"missing_column"}


def test_grids_that_are_called_like_divisions_are_not_of_the_one_that_is_given(check):
    content = form({"กองคลัง [สุภาพ]": FIVE, "กองช่าง [สุภาพ]": FIVE}, division=None)
    assert rules(check(content, **YEAR, division="กองคลัง"), "error") == {"grids_of_divisions"}
    content = form({"ด้านเจ้าหน้าที่ [สุภาพ]": FIVE, "ด้านสถานที่ [สะอาด]": FIVE}, division=None)
    assert scores(check(content, **YEAR, division="กองคลัง")) == {"สุภาพ": 60, "สะอาด": 60}


# Which end is the best

ONE_IS_BEST = [
    "(มากที่สุด = 1, น้อยที่สุด = 5)",
    "[1 ดีที่สุด - 5 แย่ที่สุด]",
    "(1-มากที่สุด ถึง 5-น้อยที่สุด)",
    "(ให้ 1 หากพึงพอใจมาก)",
    "(๑ = ดีมาก ๕ = ควรปรับปรุง)",
    "1=Very satisfied 5=Very dissatisfied",
    "(มากที่สุด 1 2 3 4 5 น้อยที่สุด)",
    "คำชี้แจง: 1 หมายถึง พึงพอใจมากที่สุด 5 หมายถึง พึงพอใจน้อยที่สุด",
    "1=มากที่สุด 2=มาก 3=ปานกลาง 4=น้อย 5=น้อยที่สุด",
]
ONE_IS_WORST = [
    "(มากที่สุด = 5, น้อยที่สุด = 1)",
    "[5 ดีที่สุด - 1 แย่ที่สุด]",
    "(1 คือไม่พอใจ และ 5 คือพอใจมาก)",
    "(น้อยที่สุด 1 2 3 4 5 มากที่สุด)",
    "5 = มากที่สุด 4 = มาก 3 = ปานกลาง 2 = น้อย 1 = น้อยที่สุด",
]
UNCLEAR = [
    "(เรียงจากมากที่สุดไปน้อยที่สุด)",
    "(คะแนนน้อยหมายถึงพอใจมาก)",
    "(มากที่สุด - น้อยที่สุด)",
    "(เลข 1 สำหรับผู้ที่ประทับใจมากที่สุด)",
]
SAYS_NOTHING = ["แบบสำรวจความพึงพอใจ ปีงบประมาณ 2565", "1. ท่านพอใจมากที่สุด", "ส่วนที่ 2 ระดับความพึงพอใจมากที่สุด", "เวลา 08.30 น."]


@pytest.mark.parametrize("said", sampled(ONE_IS_BEST, every=3))
@pytest.mark.parametrize("place", ["title", "header"])
def test_figures_of_which_one_is_said_to_be_the_best_are_asked_about_once(check, write, said, place):
    names = ["สุภาพ", "สะอาด"] if place == "title" else [f"สุภาพ {said}", f"สะอาด {said}"]
    content = form({name: list("11125") for name in names}, titles=[said] if place == "title" else [])
    ((header, (rule, choices)),) = asked(check(content, **YEAR)).items()
    assert (rule, choices[0], choices[-1]) == ("reversed_figures", "number_5_reversed", NO_QUESTION)
    assert "number_5" not in choices
    assert set(scores(answered(write, content, **{header: "number_5_reversed"})).values()) == {80}


@pytest.mark.parametrize("said", UNCLEAR)
def test_words_about_the_best_end_that_are_not_understood_are_asked_about(check, said):
    content = form({f"สุภาพ {said}": list("11125"), "สะอาด": list("11125")})
    ((_header, (rule, choices)),) = asked(check(content, **YEAR)).items()
    assert rule == "reversed_figures"
    assert {"number_5", "number_5_reversed"} <= set(choices)


@pytest.mark.parametrize("said", ONE_IS_WORST)
def test_figures_of_which_the_largest_is_said_to_be_the_best_are_counted(check, said):
    assert set(scores(check(form({f"สุภาพ {said}": list("11125"), f"สะอาด {said}": list("11125")}), **YEAR)).values()) == {40}


@pytest.mark.parametrize("text", SAYS_NOTHING)
def test_other_words_with_figures_say_nothing_of_the_ends(text):
    assert legend(text, []) is None


def test_what_a_title_says_is_kept_where_the_title_is_not(store, write, loader, rows):
    path = write(form({"สุภาพ": list("11125"), "สะอาด": list("11125")}, titles=[ONE_IS_BEST[7]]))
    call = ["load", path, "--organization", "04960201", "--fiscal-year", "2565", "--count", "สุภาพ=number_5_reversed"]
    assert loader(*call).returncode == 0
    before = rows("FROM satisfaction ORDER BY ALL")
    assert set(rows("SELECT score_percent FROM satisfaction")) == {(80,)}
    assert loader("rebuild").returncode == 0
    assert rows("FROM satisfaction ORDER BY ALL") == before


# Full scores


@pytest.mark.parametrize(
    "said", sampled(["(คะแนนเต็ม 10)", "(1-10)", "(10 คะแนน)", "(เต็ม ๑๐)", "(0-10)", "out of 10", "(1 แย่ที่สุด - 10 ดีที่สุด)"], every=3)
)
def test_a_full_score_in_the_header_holds_for_low_answers(check, said):
    answers = list("53434")
    assert set(scores(check(form({f"สุภาพ {said}": answers, f"สะอาด {said}": answers}), **YEAR)).values()) == {38}


@pytest.mark.parametrize("title", ["แบบสำรวจความพึงพอใจ (ให้คะแนน 1-10)", "คะแนนเต็ม 10", "ระดับ 1 ถึง 10 คะแนน"])
def test_a_full_score_in_the_title_holds_for_all_figures(check, title):
    answers = list("53434")
    assert set(scores(check(form({"สุภาพ": answers, "สะอาด": answers}, titles=[title]), **YEAR)).values()) == {38}


def test_days_in_a_title_are_no_full_score(check):
    title = "แบบสำรวจความพึงพอใจ วันที่ 1-10 ตุลาคม 2564"
    assert set(scores(check(form({"สุภาพ": FIGURES, "สะอาด": FIGURES}, titles=[title]), **YEAR)).values()) == {60}


def test_a_full_score_of_no_scale_is_asked_about(check):
    header = "สุภาพ (คะแนนเต็ม 20)"
    assert asked(check(form({header: FIGURES, "สะอาด": FIGURES}), **YEAR))[header.casefold()][0] == "full_score"


# Columns that are no questions


@pytest.mark.parametrize(
    "header", sampled(["ช่วงวัย", "วุฒิการศึกษา", "ระดับการศึกษา", "รายได้ต่อเดือน", "สถานภาพสมรส", "อาชีพ", "เฉลี่ย"], every=3)
)
def test_codes_about_people_and_sums_are_no_questions(check, header):
    report = check(form({header: FIGURES * 2, "สุภาพ": FIGURES * 2, "สะอาด": FIGURES * 2}), **YEAR)
    assert list(scores(report)) == ["สุภาพ", "สะอาด"]


@pytest.mark.parametrize(
    "header",
    sampled(
        [
            "ความไม่พึงพอใจต่อความล่าช้า",
            "ระดับปัญหาที่พบ [ความล่าช้า]",
            "จัดลำดับความสำคัญ [สถานที่]",
            "ความคาดหวัง [สุภาพ]",
            "ความต้องการใช้บริการออนไลน์",
            "ความสำคัญของบริการนี้ต่อท่าน",
            "เจ้าหน้าที่เรียกรับเงินหรือผลประโยชน์",
        ],
        every=3,
    ),
)
def test_questions_about_something_else_are_asked_about(check, write, header):
    content = form({header: FIVE, "ความสุภาพ": FIVE, "สะอาด": FIVE})
    ((_key, (rule, choices)),) = asked(check(content, **YEAR)).items()
    assert (rule, choices) == ("not_satisfaction", ["amount_5", "amount_5_reversed", NO_QUESTION])
    assert list(scores(answered(write, content, **{header: NO_QUESTION}))) == ["ความสุภาพ", "สะอาด"]


@pytest.mark.parametrize(
    "header", ["การแก้ไขปัญหา", "บริการตรงตามความต้องการ", "เจ้าหน้าที่ให้ความสำคัญ", "เจ้าหน้าที่ไม่เรียกรับเงิน", "ความพึงพอใจ [ความรวดเร็ว]"]
)
def test_questions_that_only_sound_so_are_counted(check, header):
    assert len(scores(check(form({header: FIVE, "ความสุภาพ": FIVE}), **YEAR))) == 2


def test_what_is_answered_of_a_grid_holds_for_its_other_questions(check, write):
    columns = {f"{title} [{part}]": FIVE for title in ("ความคาดหวัง", "ความพึงพอใจ") for part in ("สุภาพ", "สะอาด")}
    content = form(columns)
    first = "ความคาดหวัง [สุภาพ]"
    assert list(asked(check(content, **YEAR))) == [first]
    assert len(scores(answered(write, content, **{first: NO_QUESTION}))) == 2
    assert len(scores(answered(write, content, **{first: "amount_5"}))) == 4  # no two of one name


def test_codes_with_several_letters_as_headers_are_asked_about(check):
    content = form({"A1": list("12121"), "B1": FIGURES, "B2": FIGURES})
    assert set(asked(check(content, **YEAR))) == {"a1", "b1", "b2"}
    assert len(scores(check(form({"Q1": FIGURES[::-1], "Q2": FIGURES}), **YEAR))) == 2


def test_a_column_that_is_the_mean_of_the_others_is_asked_about(check):
    one, other = list("5432155443"), list("3254154321")
    mean = [str(round((int(a) + int(b)) / 2 + 0.01)) for a, b in zip(one, other, strict=True)]
    assert list(asked(check(form({"สุภาพ": one, "สะอาด": other, "สรุปผล": mean}), **YEAR))) == ["สรุปผล"]
    assert len(scores(check(form({"สุภาพ": one, "สะอาด": other, "สรุปผล": one[::-1]}), **YEAR))) == 3


# Rows


@pytest.mark.parametrize(
    ("stamp", "years"),
    [
        ("1/2/2022, 9:00:00", {2565}),
        ("30/9/2565 10:00", {2565}),
        ("1/10/2021 10:00", {2564, 2565}),
        ("31/10/2021", {2565}),
        ("2021-10-31 09:00:00", {2565}),
        ("๑๕/๑๑/๒๕๖๔", {2565}),
        ("วันจันทร์", set()),
        ("32/13/2022", set()),
    ],
)
def test_the_fiscal_years_in_which_a_time_stamp_may_lie(stamp, years):
    assert fiscal_years(stamp) == years


@pytest.mark.parametrize(
    ("stamps", "severity"),
    [
        (["1/2/2022"] * 3 + ["1/3/2020"] * 2, "warning"),
        (["1/3/2563"] * 5, "error"),
        (["1/2/2022"] * 5, None),
        (["1/3/2565"] * 5, None),
    ],
)
def test_answers_of_another_fiscal_year_are_told_or_refused(check, stamps, severity):
    times = [f"{stamp} {number}:00" for number, stamp in enumerate(stamps)]
    report = check(form({"สุภาพ": FIVE, "สะอาด": FIVE}, times=times), **YEAR)
    found = {problem.severity for problem in report.problems if problem.rule == "another_year"}
    assert found == ({severity} if severity else set())


@pytest.mark.parametrize("word", ["ทดสอบ", "test", "Test 2", "ทดสอบระบบ"])
def test_rows_that_try_the_form_out_are_named(check, word):
    report = check(form({"ข้อเสนอแนะ": ["ดี", word, "", "ดี", ""], "สุภาพ": FIVE, "สะอาด": FIVE}), **YEAR)
    assert [problem.value for problem in report.problems if problem.rule == "test_rows"] == ["3"]


def test_words_that_only_begin_like_a_test_are_none(check):
    report = check(form({"ข้อเสนอแนะ": ["ทดสอบน้ำประปาบ่อย ๆ", "", "", "", ""], "สุภาพ": FIVE, "สะอาด": FIVE}), **YEAR)
    assert "test_rows" not in rules(report, "warning")


def test_rows_that_were_sent_twice_are_named(check):
    answers = [*FIVE, FIVE[-1]]
    times = [f"1/2/2022, 9:0{min(number, 4)}:00" for number in range(6)]
    report = check(form({"สุภาพ": answers, "สะอาด": answers}, times=times), **YEAR)
    assert [problem.value for problem in report.problems if problem.rule == "repeated_rows"] == ["7"]
    assert "repeated_rows" not in rules(check(form({"สุภาพ": answers, "สะอาด": answers}), **YEAR), "warning")


def test_rows_that_are_shifted_into_the_remarks_are_refused(check):
    columns = {"สุภาพ": ["", *FIGURES], "สะอาด": [*FIGURES, "4"], "ข้อคิดเห็นเพิ่มเติม": ["4", "", "ดี", "", "", ""]}
    report = check(form(columns), **YEAR)
    assert [problem.value for problem in report.problems if problem.rule == "shifted_row"] == ["2"]
    columns["ข้อคิดเห็นเพิ่มเติม"][0] = "รอนาน 4 ชั่วโมง"
    assert "shifted_row" not in rules(check(form(columns), **YEAR), "error")


# Divisions


@pytest.mark.parametrize("cell", ["กองคลัง, กองช่าง", "กองคลัง;กองช่าง", "กองคลัง/กองช่าง"])
def test_a_cell_that_names_several_divisions_is_refused(check, cell):
    report = check(form({"สุภาพ": FIVE, "สะอาด": FIVE}, division=[cell, *["กองคลัง", "กองช่าง"] * 2]), **YEAR)
    assert [(problem.row, problem.value) for problem in report.problems if problem.rule == "several_divisions"] == [(2, cell)]


@pytest.mark.parametrize("name", ["กองสาธารณสุขและสิ่งแวดล้อม", "กองช่าง (งานไฟฟ้า, งานประปา)"])
def test_one_division_with_parts_in_its_name_is_one(check, name):
    assert not check(form({"สุภาพ": FIVE, "สะอาด": FIVE}, division=name), **YEAR).refused


def test_a_division_that_is_written_once_holds_for_the_rows_below(check):
    report = check(form({"สุภาพ": FIVE * 2, "สะอาด": FIVE * 2}, division=["กองคลัง", *[""] * 4, "กองช่าง", *[""] * 4]), **YEAR)
    assert rules(report, "warning") >= {"division_above"}
    assert report.checked.connection.execute("SELECT DISTINCT respondents FROM checked").fetchall() == [(5,)]


def test_divisions_that_most_rows_lack_for_no_plain_reason_are_refused(check):
    report = check(form({"สุภาพ": FIVE * 2, "สะอาด": FIVE * 2}, division=[*["กองคลัง", "", "", "กองช่าง", ""] * 2]), **YEAR)
    assert [problem.rule for problem in report.problems if problem.severity != "note"].count("no_division") == 1


@pytest.mark.parametrize("other", ["คลัง", "กองคลังฯ", "สำนักคลัง"])
def test_divisions_that_are_named_alike_are_told(check, other):
    report = check(form({"สุภาพ": FIVE, "สะอาด": FIVE}, division=["กองคลัง", other] * 2 + ["กองช่าง"]), **YEAR)
    assert [problem.value for problem in report.problems if problem.rule == "divisions_alike"] == [other]


def test_the_respondents_own_division_is_not_the_one_that_they_judge(check):
    content = form({"งานที่มาติดต่อ": ["กองช่าง"] * 5, "สุภาพ": FIVE, "สะอาด": FIVE}).replace("หน่วยงานที่มาติดต่อ", "หน่วยงานของท่าน")
    report = check(content, **YEAR)
    assert report.checked.connection.execute("SELECT DISTINCT division FROM checked").fetchall() == [("กองช่าง",)]


def test_two_columns_that_may_name_the_division_are_asked_about(check):
    content = form({"สังกัด/หน่วยงาน": ["เอกชน"] * 5, "สุภาพ": FIVE, "สะอาด": FIVE})
    (problem,) = [problem for problem in check(content, **YEAR).problems if problem.severity == "error"]
    assert "--map" in problem.option


# What is said of answers


@pytest.mark.parametrize(
    "answers",
    [
        ["(5) พอใจมาก", "(4) พอใจ", "(3) เฉยๆ", "(2) ไม่พอใจ", "(1) ไม่พอใจมาก"],
        ["มากที่สุด (Very good)", "มาก (Good)", "ปานกลาง (Fair)", "น้อย (Poor)", "น้อยที่สุด (Very poor)"],
        ["★★★★★", "★★★★☆", "★★★☆☆", "★★☆☆☆", "★☆☆☆☆"],
        ["⭐⭐⭐⭐⭐", "⭐⭐⭐⭐", "⭐⭐⭐", "⭐⭐", "⭐"],
    ],
)
def test_answers_with_their_figure_in_two_languages_or_in_stars_are_read(check, answers):
    assert set(scores(check(form({"สุภาพ": answers, "สะอาด": answers}), **YEAR)).values()) == {60}


@pytest.mark.parametrize("answers", [["😀", "🙂", "😐", "🙂", "😀"], ["A", "B", "C", "A", "B"]])
def test_answers_on_no_scale_are_told_of_and_not_the_header(check, answers):
    content = form({"สุภาพ": answers * 3, "สะอาด": answers * 3})
    assert rules(check(content, **YEAR), "error") == {"unknown_answers"}


def test_a_form_that_is_asked_about_tells_of_no_dropped_columns(check):
    report = check(form({"สุภาพ": ["มาก", "มากที่สุด"] * 2, "สะอาด": ["มาก"] * 4}), **YEAR)
    assert "columns_dropped" not in json.dumps(report.as_json())
