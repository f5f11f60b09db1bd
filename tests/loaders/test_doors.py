"""Small files that once came out wrong, and what must come out of each: the true sums, a question, a refusal with its cause."""

from decimal import Decimal
from pathlib import Path

import pytest

from tests.tiers import sampled

DOORS = Path(__file__).parents[1] / "doors"
SURVEY = {"organization_code": "04960201", "fiscal_year": "2564"}
ALLOCATED = Decimal("2634000.25")
READ = {
    "12_total_english_printed.csv": 6,
    "15_total_saruproum.csv": 6,
    "18_total_ruam_ngopraman_raichai.csv": 6,
    "20_summary_below_details.csv": 6,
    "21_plan_subtotal_false_finding.csv": 6,
    "30_saraam_division.csv": 6,
    "31_zwsp_division.csv": 6,
    "35_html_meta.xls": 6,
    "38_zip_named_csv.csv": 6,
    "41_title_long_date.csv": 6,
}
REFUSED = {
    "01_thousands_unquoted_trailing_blank.csv": ("split_amount", 2),
    "04_thousands_unquoted_integers.csv": ("split_amount", 2),
    "06_unit_lb_title.csv": ("unit_asked", 4),
    "08_unit_thousand_baht_english.csv": ("unit_asked", 4),
    "22_survey_other_scale_words.csv": ("scale_unclear", 1),
    "39_mojibake.csv": ("garbled_text", 1),
}
QUESTIONS = {"23_survey_question_added_late.csv": 3, "25_survey_verbal_and_recoded.csv": 3}


def test_every_door_is_walked_through():
    every = {path.name for path in DOORS.iterdir()}
    assert every == {*READ, *REFUSED, *QUESTIONS, "28_saraam_respondents.csv"}


@pytest.mark.parametrize("name", sampled(READ, every=3))
def test_a_table_is_read_with_its_true_sum(load, rows, name):
    report = load(DOORS / name)
    assert not report.refused, [problem.text("en") for problem in report.problems]
    assert rows("SELECT count(*), sum(allocation) FROM budget") == [(READ[name], ALLOCATED)]
    assert report.checked.control.sums["allocation"] == ALLOCATED
    assert [finding.rule for finding in report.findings if finding.rule == "stated_total"] == []


@pytest.mark.parametrize("name", sampled(REFUSED, every=3))
def test_a_file_that_may_be_read_otherwise_is_refused_or_asked_about(load, name):
    report = load(DOORS / name, **(SURVEY if "survey" in name else {}))
    assert report.refused
    assert REFUSED[name] in [(problem.rule, problem.row) for problem in report.problems if problem.severity == "error"]


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_question_is_counted_once(load, rows, name):
    assert not load(DOORS / name, **SURVEY).refused
    assert rows("SELECT count(DISTINCT question_no) FROM satisfaction") == [(QUESTIONS[name],)]


def test_words_typed_otherwise_are_the_same_words(load, rows):
    load(DOORS / "28_saraam_respondents.csv")
    assert rows("SELECT respondents FROM satisfaction ORDER BY question_no") == [(100,), (100,)]
    load(DOORS / "30_saraam_division.csv")
    assert rows("SELECT sum(allocation) FROM budget WHERE division = 'สำนักปลัดเทศบาล'") == [(1_250_000,)]
    load(DOORS / "31_zwsp_division.csv")
    assert rows("SELECT count(DISTINCT division) FROM budget") == [(5,)]


def test_a_long_date_of_a_title_is_read(load, rows):
    load(DOORS / "41_title_long_date.csv")
    assert rows("SELECT DISTINCT CAST(as_of AS VARCHAR) FROM budget") == [("2022-03-31",)]
