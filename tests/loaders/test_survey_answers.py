"""Answers of respondents: which columns are questions, on which scale their words lie, and that no other score is stored."""

import csv
import io
import json
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.layout.reading import Options
from loaders.layout.scales import Scale, scales
from loaders.layout.survey_questions import NO_QUESTION
from loaders.layout.survey_questions import column_key as key
from loaders.layout.survey_tables import SATISFACTION
from loaders.loading import load_files
from loaders.schema.datasets import DATASETS
from tests.checking import check_files
from tests.earlier import of_earlier_version
from tests.loaders.test_properties import reports
from tests.tiers import sampled

DOORS = Path(__file__).parents[1] / "doors"
YEAR = {"organization_code": "04960201", "fiscal_year": "2564"}
FIVE = ["มากที่สุด", "มาก", "ปานกลาง", "น้อย", "น้อยที่สุด"]


def survey(**columns):
    """A table of respondents of one division, a list of answers for each header."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["หน่วยงานที่ติดต่อ", *columns])
    writer.writerows(["กองคลัง", *answers] for answers in zip(*columns.values(), strict=True))
    return text.getvalue()


def questions(report):
    """Score, respondents and answers by level of each question that would be stored."""
    assert not report.refused, [problem.text("en") for problem in report.problems]
    asked = "SELECT question, score_percent, respondents, answer_counts FROM checked ORDER BY question_no"
    return {question: found for question, *found in report.checked.connection.execute(asked).fetchall()}


def asked(report):
    """The questions to the clerk: rule and the answers to choose from, by header."""
    assert report.refused
    return {
        problem.question.key.removeprefix("scale:"): (problem.rule, [choice.answer for choice in problem.question.choices])
        for problem in report.problems
        if problem.question
    }


def told(report, rule):
    """The headers of which a rule tells."""
    return [problem.value for problem in report.problems if problem.rule == rule]


def answered(content, write, name="data.csv", **answers):
    """What the loader says of a file when its questions are answered: header → scale."""
    said = {key(header): answer for header, answer in answers.items()}
    return check_files([write(content, name)], Options(values=YEAR, answers=said), lambda name, rows: None)[0]


# The doors


def test_a_question_in_words_of_another_scale_is_asked_about_with_its_readings(check, write):
    door = DOORS / "22_survey_other_scale_words.csv"
    report = check(door, **YEAR)
    assert list(asked(report)) == ["2. ขั้นตอนไม่ยุ่งยาก"]
    sums = {
        choice.answer: choice.sums.get("score_percent")
        for problem in report.problems
        if problem.question
        for choice in problem.question.choices
    }
    assert sums == {
        "convenient_both_5": Decimal("79.53"),
        "convenient_4": Decimal("74.42"),
        "convenient_3": Decimal("65.89"),
        "pass": None,
    }
    counted = answered(door.read_text(encoding="utf-8"), write, **{"2. ขั้นตอนไม่ยุ่งยาก": "convenient_4"})
    assert len({row[0] for row in questions(counted).items()}) == 3
    assert set(counted.checked.answered.values()) == {"convenient_4"}


def test_a_question_that_was_added_late_is_counted_from_all_rows(check):
    report = check(DOORS / "23_survey_question_added_late.csv", **YEAR)
    assert len(questions(report)) == 3
    asked_late = report.checked.connection.execute("SELECT sum(respondents) FROM checked WHERE question_no = 3").fetchall()
    assert asked_late == [(50,)]


def test_a_question_in_words_and_again_in_figures_counts_once(check):
    report = check(DOORS / "25_survey_verbal_and_recoded.csv", **YEAR)
    assert len(questions(report)) == 3
    assert len(told(report, "asked_twice")) == 3


# Scales


def test_the_table_of_scales_is_whole():
    for scale in scales().values():
        assert set(scale.words.values()) == set(range(scale.lowest, scale.lowest + scale.levels)), scale.name
        assert scale.lowest in (0, 1)


@pytest.mark.parametrize(
    ("answers", "percent", "counts"),
    sampled(
        [
            (["มากที่สุด", "มาก", "ปานกลาง"], "80.00", "1:0 2:0 3:1 4:1 5:1"),
            (["5", "4.0", "๓ คะแนน"], "80.00", "1:0 2:0 3:1 4:1 5:1"),
            (["5 มากที่สุด", "มาก (4)", "ระดับปานกลาง"], "80.00", "1:0 2:0 3:1 4:1 5:1"),
            (["พึงพอใจมากที่สุด", "พึงพอใจมาก", "พึงพอใจปานกลาง"], "80.00", "1:0 2:0 3:1 4:1 5:1"),
            (["10", "9", "8"], "90.00", "1:0 2:0 3:0 4:0 5:0 6:0 7:0 8:1 9:1 10:1"),
            (["เห็นด้วยอย่างยิ่ง", "ไม่เห็นด้วยอย่างยิ่ง", "เฉย ๆ"], "60.00", "1:1 2:0 3:1 4:0 5:1"),
            (["Strongly agree", "AGREE", "Neutral"], "80.00", "1:0 2:0 3:1 4:1 5:1"),
        ],
        every=3,
    ),
)
def test_answers_are_counted_on_the_scale_on_which_they_lie(check, answers, percent, counts):
    report = check(survey(สุภาพ=answers, สะอาด=answers), **YEAR)
    assert questions(report)["สะอาด"] == [Decimal(percent), 3, counts]


def test_words_that_are_no_answer_are_in_no_n_and_no_mean(check):
    answers = ["มากที่สุด", "ไม่เคยใช้บริการ", "N/A", "-", "ไม่ทราบ", "", "ปานกลาง"]
    report = check(survey(สุภาพ=answers, สะอาด=[*FIVE, "มาก", "มาก"]), **YEAR)
    assert questions(report)["สุภาพ"] == [Decimal("80.00"), 2, "1:0 2:0 3:1 4:0 5:1"]
    (counted,) = [problem for problem in report.problems if problem.value == "สุภาพ" and problem.rule == "question_counted"]
    assert counted.words["none"] == "5"


def test_the_lowest_score_that_a_scale_can_have_is_told(check):
    report = check(survey(สุภาพ=FIVE, สะอาด=FIVE), **YEAR)
    assert [problem.words["low"] for problem in report.problems if problem.rule == "scale_ends"] == ["20.00"]


@pytest.mark.parametrize(
    "answers",
    [
        ["ดีมาก", "ดี", "พอใช้", "ควรปรับปรุง"],
        ["พึงพอใจ", "ไม่พึงพอใจ", "พึงพอใจ", "พึงพอใจ"],
        ["น้อย", "ปานกลาง", "มาก", "มาก"],
        ["มาก", "มากที่สุด", "มาก", "มาก"],
        ["1", "2", "3", "4"],
        ["ใช่", "ไม่ใช่", "ใช่", "ใช่"],
        ["0", "5", "4", "3"],
    ],
)
def test_answers_that_may_lie_on_several_scales_are_asked_about_once_for_questions_that_are_alike(check, answers):
    (rule, choices) = next(iter(asked(check(survey(สุภาพ=answers, สะอาด=answers), **YEAR)).values()))
    assert rule in ("scale_unclear", "not_an_answer")
    assert choices[-1] == NO_QUESTION
    if rule == "scale_unclear" and "yes_2" not in choices:
        assert len(asked(check(survey(สุภาพ=answers, สะอาด=answers), **YEAR))) == 1


def test_what_is_answered_of_one_question_holds_for_those_like_it_and_says_so(write):
    answers = ["มาก", "มากที่สุด", "มาก", "มาก"]
    report = answered(survey(สุภาพ=answers, สะอาด=answers), write, สุภาพ="amount_4")
    assert {found[0] for found in questions(report).values()} == {Decimal("81.25")}
    assert told(report, "scale_followed") == ["สะอาด"]


def test_few_figures_beyond_a_scale_are_asked_about_with_their_row(check, write):
    many = ["5", "4", "3", "4", "5"] * 4
    content = survey(สุภาพ=[*many, "9"], สะอาด=[*many, "4"])
    assert asked(check(content, **YEAR)) == {"สุภาพ": ("not_an_answer", ["number_5", "number_10", "pass"])}
    assert questions(answered(content, write, สุภาพ="number_5"))["สุภาพ"][:2] == [Decimal("84.00"), 20]
    assert list(questions(answered(content, write, สุภาพ=NO_QUESTION))) == ["สะอาด"]


def test_figures_of_which_the_smallest_is_the_best_are_not_counted_the_wrong_way_round(check):
    report = check(survey(**{"สุภาพ (1=มากที่สุด)": list("1512"), "สะอาด (1 = น้อยที่สุด)": list("5454")}), **YEAR)
    assert asked(report) == {
        "สุภาพ (1=มากที่สุด)": (
            "reversed_figures",
            ["number_5_reversed", "number_10_reversed", "number_7_reversed", NO_QUESTION],
        )
    }


def test_five_levels_beside_ten_are_asked_about(check):
    ten, five = ["10", "7", "9", "8", "10"], ["5", "4", "5", "4", "3"]
    assert list(asked(check(survey(สุภาพ=ten, สะอาด=five, รวดเร็ว=ten), **YEAR))) == ["สะอาด"]


def test_a_slip_in_words_is_asked_about_and_its_answers_are_no_answers_then(check, write):
    answers = ["มากที่สุด", "มาก", "ปานกลาง", "มากๆๆ", "มาก"]
    content = survey(สุภาพ=answers, สะอาด=FIVE)
    (rule, choices) = asked(check(content, **YEAR))["สุภาพ"]
    assert (rule, choices[0]) == ("not_an_answer", "amount_5")
    assert questions(answered(content, write, สุภาพ="amount_5"))["สุภาพ"][:2] == [Decimal("80.00"), 4]


# Columns that are no questions


@pytest.mark.parametrize("header", ["ท่านมีบุตรกี่คน", "อายุ (ปี)", "จำนวนครั้งที่มา", "เพศ", "จำนวนสมาชิก (คน)", "ลำดับ"])
def test_figures_that_are_no_scores_are_no_questions(check, header):
    report = check(survey(**{header: ["1", "2", "3", "2", "1"], "สุภาพ": FIVE, "สะอาด": FIVE}), **YEAR)
    assert list(questions(report)) == ["สุภาพ", "สะอาด"]
    assert told(report, "column_not_counted") == [header]


@pytest.mark.parametrize("header", ["จำนวนเจ้าหน้าที่เพียงพอ", "เวลาเปิดทำการ"])
def test_figures_that_may_be_scores_or_not_are_asked_about(check, header):
    assert list(asked(check(survey(**{header: list("54321"), "สุภาพ": list("54321"), "สะอาด": list("44553")}), **YEAR))) == [
        header
    ]


def test_answers_in_words_that_nobody_knows_are_a_warning_that_shows_them(check):
    answers = ["เลิศ"] * 5 + ["แย่จัง"] * 4 + ["เลิศ"]
    report = check(survey(บรรยากาศ=answers, สุภาพ=FIVE * 2, สะอาด=FIVE * 2), **YEAR)
    (warning,) = [problem for problem in report.problems if problem.rule == "unknown_answers"]
    assert (warning.severity, warning.value, warning.words["answers"]) == ("warning", "บรรยากาศ", "เลิศ (6), แย่จัง (4)")


@pytest.mark.parametrize("header", sampled(["ชื่อเล่น", "ผู้ตอบแบบสอบถาม", "ข้อเสนอแนะ", "ช่องทางติดต่อกลับ", "อื่น ๆ (โปรดระบุ)"], every=3))
def test_nothing_that_may_tell_of_a_person_is_told_or_kept(write, store, header):
    people = ["นายสมหมาย ใจงาม", "นายสมหมาย ใจงาม", "นายสมหมาย ใจงาม", "0812345678", "somying@example.org"]
    mixed = ["มากที่สุด", "มาก", "ปานกลาง", "ยายเมี้ยน บ้านเหนือ", "น้อย"]
    content = survey(**{header: people, "สุภาพ": mixed, "สะอาด": FIVE})
    for answers in ({}, {key("สุภาพ"): "amount_5"}):
        (report,) = load_files([write(content)], Options(values=YEAR, answers=answers), store, lambda name, rows: None)
        said = json.dumps(report.as_json(), ensure_ascii=False)
        kept = b"".join(path.read_bytes() for path in store.rglob("*") if path.is_file()).decode(errors="ignore")
        for personal in ("สมหมาย", "0812345678", "somying", "เมี้ยน"):
            assert personal not in said
            assert personal not in kept
    assert not report.refused


def test_a_person_among_the_divisions_is_refused_wherever_it_stands(check):
    rows = "".join("กองคลัง,5,4\n" for _ in range(300))
    report = check(f"หน่วยงาน,สุภาพ,สะอาด\n{rows}นายสมหมาย ใจงาม,5,4\n", **YEAR)
    assert [(problem.rule, problem.row) for problem in report.problems if problem.severity == "error"] == [("personal_data", 302)]
    assert "สมหมาย" not in json.dumps(report.as_json(), ensure_ascii=False)


# Questions that are asked twice


@pytest.mark.parametrize(
    ("header", "figures"),
    [("สุภาพ (คะแนน)", "54321"), ("score_สุภาพ", "54321"), ("สุภาพ", "12345"), ("คะแนนสุภาพ", ["100", "80", "60", "40", "20"])],
)
def test_figures_that_words_determine_are_the_same_question(check, header, figures):
    content = survey(สุภาพ=FIVE, สะอาด=["มาก", *FIVE[:4]], อื่น=list(figures)).replace("อื่น", header)
    assert list(questions(check(content, **YEAR))) == ["สุภาพ", "สะอาด"]


def test_figures_under_another_header_that_agree_with_words_throughout_are_asked_about(check):
    content = survey(สุภาพ=FIVE * 2, สะอาด=FIVE[::-1] * 2, R1=list("54321") * 2)
    assert list(asked(check(content, **YEAR))) == ["r1"]


def test_figures_beside_words_with_a_slip_are_asked_about(check):
    content = survey(สุภาพ=FIVE * 4, สะอาด=FIVE * 4).replace("สะอาด", "สะอาด,สุภาพ (คะแนน)")
    head, *rows = content.splitlines()
    figures = [*list("54321") * 3, *"54322"]
    content = "\n".join([head, *(f"{row},{figure}" for row, figure in zip(rows, figures, strict=True))])
    assert list(asked(check(content, **YEAR))) == ["สุภาพ (คะแนน)"]


# Stored, kept, built again


def test_how_a_column_is_counted_is_remembered_and_built_again_alike(store, write, rows, loader):
    answers = ["มาก", "มากที่สุด", "มาก", "มาก"]
    content = survey(สุภาพ=answers, เคย=["ใช่", "ไม่ใช่", "ใช่", "ใช่"], สะอาด=answers)
    path = write(content)
    command = ["load", path, "--organization", "04960201", "--fiscal-year", "2564"]
    refused = loader(*command)
    assert refused.returncode == 1
    assert '--count "สุภาพ=amount_4"' in refused.stdout
    assert '--pass-over "เคย"' in refused.stdout
    assert loader(*command, "--count", "สุภาพ=amount_4", "--pass-over", "เคย").returncode == 0
    before = rows("FROM satisfaction ORDER BY ALL")
    assert [row[-1] for row in before] == ["1:0 2:0 3:3 4:1"] * 2
    assert loader("rebuild").returncode == 0
    assert rows("FROM satisfaction ORDER BY ALL") == before
    path.write_text(content.replace("มาก,ใช่", "มากที่สุด,ใช่", 1), encoding="utf-8")
    assert loader(*command).returncode == 0  # such a file asks nothing any more
    assert rows("SELECT DISTINCT answer_counts FROM satisfaction WHERE question = 'สุภาพ'") == [("1:0 2:0 3:2 4:2",)]


@pytest.mark.parametrize("call", [["--count", "สุภาพ=nothing"], ["--count", "amount_5"]])
def test_a_scale_that_does_not_exist_is_a_wrong_call(loader, call):
    assert loader("check", "x.csv", *call).returncode == 2


def test_one_question_and_one_that_only_few_were_asked_late_are_built_again_alike(store, write, rows, loader):
    late = [""] * 300 + FIVE
    path = write(survey(สุภาพ=[*(FIVE * 61)], ผู้พิการ=["ใช่", *["ไม่ใช่"] * 304], สะอาด=late))
    call = ["--organization", "04960201", "--fiscal-year", "2564", "--pass-over", "ผู้พิการ", "--pass-over", "สุภาพ"]
    assert loader("load", path, *call).returncode == 0
    before = rows("FROM satisfaction ORDER BY ALL")
    assert [row[-1] for row in before] == ["1:1 2:1 3:1 4:1 5:1"]
    assert loader("rebuild").returncode == 0
    assert rows("FROM satisfaction ORDER BY ALL") == before


def test_a_store_that_knows_no_answers_by_level_yet_takes_them(load, store, loader, rows):
    content = survey(สุภาพ=FIVE, สะอาด=FIVE)
    load(content, **YEAR)
    with of_earlier_version(store) as connection:
        connection.execute("ALTER TABLE satisfaction DROP COLUMN answer_counts")
    path = DOORS / "23_survey_question_added_late.csv"
    call = [path, "--organization", "04960201", "--fiscal-year", "2564"]
    assert loader("check", *call).returncode == 0
    assert loader("load", *call).returncode == 0
    assert rows("SELECT count(answer_counts) FROM satisfaction") == [(6,)]


LIST = "หน่วยงาน,ข้อ,รายการประเมิน,ร้อยละ,จำนวนผู้ตอบ,จำนวนคำตอบแต่ละระดับ\nกองคลัง,1,สุภาพ,80.00,2,{}\n"


def test_a_list_may_bring_the_answers_at_each_level(check):
    assert questions(check(LIST.format("1:0 2:0  3:1 4:0 5:๑"), **YEAR)) == {"สุภาพ": [80, 2, "1:0 2:0 3:1 4:0 5:1"]}


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ("1:0 2:0 3:1 4:0 5:2", "answer_counts_differ"),
        ("1:0 2:0 3:1 5:1", "not_of_its_kind"),
        ("5:1 4:0 3:1", "not_of_its_kind"),
        ("1:0 2:0", "not_of_its_kind"),
        ("มาก 2", "not_of_its_kind"),
    ],
)
def test_answers_at_each_level_that_cannot_be_are_refused(check, said, rule):
    report = check(LIST.format(said), **YEAR)
    assert [problem.rule for problem in report.problems if problem.severity == "error"] == [rule]


# Any table of respondents: the truth, or nothing, or a warning by name

TRUE = [
    "amount_5", "amount_4", "amount_3", "good_4", "good_5", "agree_both_5", "convenient_both_5", "satisfied_both_2",
    "number_5", "number_10", "number_4",
]  # fmt: skip
NAMES = ["ความสุภาพ", "ความสะอาด", "การให้คำแนะนำ", "ป้ายบอกทาง"]


@st.composite
def respondents(draw):
    """A table of respondents, and on which scale each header truly lies (None: no question)."""
    count = draw(st.integers(3, 25))
    columns, truth = {"ประทับเวลา": [str(number) for number in range(count)]}, dict[str, Scale | None]()

    def cells(words):
        said = st.sampled_from([*words, *words, "", "ไม่เคยใช้บริการ"])
        answers = draw(st.lists(said, min_size=count, max_size=count))
        late = draw(st.sampled_from([0, 0, count // 2]))
        return [""] * late + answers[late:]

    for name in draw(st.lists(st.sampled_from(NAMES), min_size=2, max_size=4, unique=True)):
        scale = scales()[draw(st.sampled_from(TRUE))]
        words = [scale.word(level) for level in range(scale.lowest, scale.highest + 1)]
        some = draw(st.lists(st.sampled_from(words), min_size=1, unique=True))
        if scale.name == "number_10":
            some = [*some, "9"]  # all of them up to 5 would look like five levels to anybody
        columns[name], truth[name] = cells(some), scale
        if scale.name == "number_10" and not {"6", "7", "8", "9", "10"} & set(columns[name]):
            columns[name][-1] = "9"
        if draw(st.booleans()):
            factor = draw(st.sampled_from([1, 20]))
            levels = [scale.level(answer) for answer in columns[name]]
            columns[f"{name} (คะแนน)"] = ["" if level is None else str(factor * level) for level in levels]
            truth[f"{name} (คะแนน)"] = None
    for header, said in (("เพศ", "1 2"), ("ท่านมีบุตรกี่คน", "0 1 2 3"), ("เคยใช้บริการ", "ใช่ ไม่ใช่"), ("ข้อเสนอแนะ", "ดี ไม่มี")):
        if draw(st.booleans()):
            columns[header], truth[header] = cells(said.split()), None
    division = draw(st.lists(st.sampled_from(["กองคลัง", "กองช่าง"]), min_size=count, max_size=count))
    order = draw(st.permutations(list(columns)))
    return {"หน่วยงาน": division} | {header: columns[header] for header in order}, truth


def scores(columns, truth):
    """Percent, number and answers by level of each division and question, computed without the loader."""
    found = {}
    for header, scale in truth.items():
        for division in set(columns["หน่วยงาน"]) if scale else ():
            pairs = zip(columns["หน่วยงาน"], columns[header], strict=True)
            levels = Counter(level for each, cell in pairs if each == division and (level := scale.words.get(cell)) is not None)
            if levels:
                exact = Fraction(100 * sum(level * n for level, n in levels.items()), levels.total() * scale.highest)
                rounded = (Decimal(exact.numerator) / exact.denominator).quantize(Decimal("0.01"), ROUND_HALF_UP)
                found[division, header] = rounded, levels.total()
    return found


def brought(report):
    asked = "SELECT division, question, score_percent, respondents FROM checked"
    return {
        (division, question): (percent, n)
        for division, question, percent, n in report.checked.connection.execute(asked).fetchall()
    }


@given(table=respondents())
def test_of_any_table_the_true_scores_are_stored_or_none_or_a_warning_names_the_question(table, tmp_path_factory):
    columns, truth = table
    text = io.StringIO()
    csv.writer(text).writerows([list(columns), *zip(*columns.values(), strict=True)])
    path = tmp_path_factory.mktemp("survey") / "answers.csv"
    path.write_text(text.getvalue(), encoding="utf-8")
    expected, answers = scores(columns, truth), dict[str, str]()
    for _round in range(8):
        (report,) = check_files([path], Options(values=YEAR, answers=answers), lambda name, rows: None)
        if not report.refused:
            warned = {problem.value for problem in report.problems if problem.severity == "warning"}
            found = brought(report)
            differing = {place for place in {*expected, *found} if expected.get(place) != found.get(place)}
            assert {question for _division, question in differing} <= warned, (differing, expected, found)
            assert report.checked
            (kept,) = check_files([report.checked.original.copy], report.options, lambda name, rows: None)
            assert brought(kept) == found
            return
        questions = [problem.question.key for problem in report.problems if problem.question]
        if not questions:
            assert {problem.rule for problem in report.problems} & {"no_header", "missing_column", "no_rows", "unknown_answers"}
            return
        headers = {key(header): scale for header, scale in truth.items()}
        answers |= {each: headers[each].name if headers[each] else NO_QUESTION for each in questions}
    pytest.fail("it never ends asking")


FIGURES = sorted(
    {
        name
        for dataset in DATASETS.values()
        for column in dataset.columns
        for name in (column.title, *column.also)
        if dataset.table != SATISFACTION and column.kind.is_figure
    }
)


@st.composite
def small_figures(draw):
    """A table of another data set whose figures are as small as answers, and which lacks some of its columns."""
    headers = draw(st.lists(st.sampled_from(FIGURES), min_size=1, max_size=6, unique=True))
    divisions = draw(st.lists(st.sampled_from(["กองคลัง", "กองช่าง", "สำนักปลัด", "กองการศึกษา"]), min_size=2, max_size=9))
    cell = st.sampled_from(["0", "1", "2", "3", "4", "5", "0.00", "5.00"])
    rows = [[each, *(draw(cell) for _header in headers)] for each in divisions]
    return [["หน่วยงาน", *headers], *rows]


@given(small_figures(), st.booleans())
def test_figures_of_another_kind_are_never_answers(rows, with_day):
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    values = YEAR | ({"as_of": "2021-03-31"} if with_day else {})
    for report in reports(text.getvalue().encode(), **values):
        assert not report.checked or report.checked.dataset.table != SATISFACTION


def test_a_row_for_each_division_is_no_table_of_respondents_unless_the_caller_says_so(check):
    lines = ["หน่วยงาน,ยุติเรื่อง,อยู่ระหว่างดำเนินการ", "กองคลัง,5,4", "กองช่าง,3,3", "สำนักปลัด,4,1"]
    assert [problem.rule for problem in check("\n".join(lines), **YEAR).problems] == ["no_header"]
    said = check("\n".join(lines), **YEAR, table="satisfaction")
    assert not said.refused
    # Of several respondents for one, and with a time for each answer, it is one.
    assert not check("\n".join([*lines, "กองคลัง,4,4"]), **YEAR).refused
    timed = [f"{at},{line}" for at, line in zip(["ประทับเวลา", *["1/2/2564 9:00:00"] * 3], lines, strict=True)]
    assert not check("\n".join(timed), **YEAR).refused
