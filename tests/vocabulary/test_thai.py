"""Numbers, dates and lines as Thai offices write them."""

import math
from datetime import date

import pandas as pd
import pytest

from vocabulary import language, thai


def test_a_half_is_rounded_up_as_offices_do():
    assert thai.number(95.925, 2) == "95.93"
    assert thai.number(2.5) == "3"
    assert thai.percent(0.28125 / 10) == "2.81%"


def test_a_ratio_becomes_a_percentage_without_binary_noise():
    assert thai.percent(0.57005) == "57.01%"
    assert thai.percent(20 / 52) == "38.46%"


@pytest.mark.parametrize("nothing", [None, math.nan, pd.NA, pd.NaT])
def test_what_is_missing_is_a_dash_and_never_zero(nothing):
    assert thai.number(nothing) == thai.percent(nothing) == thai.baht(nothing) == thai.day(nothing) == "–"


def test_amounts_are_written_in_millions_from_a_million_on():
    assert thai.baht(43_134_900) == "43.13 ล้านบาท"
    assert thai.baht(999_999) == "999,999 บาท"
    assert thai.baht(107_555.75) == "107,555.75 บาท"
    assert thai.baht(-20_988_200) == "-20.99 ล้านบาท"


def test_thai_digits_replace_every_digit_when_chosen():
    thai.use_thai_digits(True)
    assert thai.number(1_632_820) == "๑,๖๓๒,๘๒๐"
    assert thai.day(date(2022, 3, 31)) == "๓๑ มี.ค. ๒๕๖๕"


def test_dates_and_years_are_of_the_buddhist_era_in_thai_and_of_the_common_era_in_english():
    assert thai.day(date(2022, 3, 31)) == "31 มี.ค. 2565"
    assert thai.fiscal_year_span(2565) == "ปีงบฯ 2565 (ต.ค. 64 – ก.ย. 65)"
    assert thai.fiscal_year_span(2600) == "ปีงบฯ 2600 (ต.ค. 99 – ก.ย. 00)"
    language.use("en")
    assert thai.day(date(2022, 3, 31)) == "31 Mar 2022"
    assert thai.fiscal_year_span(2565) == "FY 2565 (Oct 2021 – Sep 2022)"


LONG = "เงินสมทบกองทุนบำเหน็จบำนาญข้าราชการส่วนท้องถิ่น (กบข.)"


@pytest.mark.parametrize("width", [12, 20, 44])
def test_a_long_label_is_broken_between_words_and_loses_nothing(width):
    lines = thai.lines(LONG, width)
    assert "".join(lines).replace(" ", "") == LONG.replace(" ", "")
    assert lines[-1].endswith("(กบข.)")
    longest_word = max(map(thai.columns_wide, thai.lines(LONG, 1)))
    assert all(thai.columns_wide(line) <= max(width, longest_word) for line in lines)


def test_a_number_stays_with_its_unit_and_takes_no_word_for_one():
    text = "รายงานการใช้จ่าย รอบ ๖ เดือน จำนวน 1,250.50 บาท ใน 24 ข้อบัญญัติ"
    assert {"รอบ ๖ เดือน", "1,250.50 บาท", "ข้อบัญญัติ"} <= {word.strip() for word in thai.words(text)}


def test_words_of_the_office_and_file_names_stay_whole():
    assert thai.lines("การก่อหนี้ผูกพัน และการเบิกจ่าย", 20) == ("การก่อหนี้ผูกพัน และการ", "เบิกจ่าย")
    assert thai.lines("ที่มา: plan_progress_2564_12m.csv, x.csv", 20) == ("ที่มา:", "plan_progress_2564_12m.csv,", "x.csv")
    assert thai.lines("๒๐ จาก ๕๒ (๓๘.๔๖%)", 12) == ("๒๐ จาก ๕๒", "(๓๘.๔๖%)")


def test_words_in_quotation_marks_are_told_apart_as_others_are():
    assert thai.lines("มี “ระเบียบกรมบัญชีกลาง” แล้ว", 14) == ("มี “ระเบียบ", "กรมบัญชีกลาง”", "แล้ว")


def test_a_text_is_shortened_and_cut_in_pieces_without_parting_letters_and_their_marks():
    assert thai.shortened("ที่นี่", 6) == "ที่นี่"
    assert [thai.shortened("ที่นี่", most) for most in (5, 4, 3, 1)] == ["ที่…", "ที่…", "…", "…"]
    assert thai.pieces("เก้าอี้น้ำกี่ตัว", 2) == ["เก้าอี้", "น้ำกี่", "ตัว"]
    assert "".join(thai.pieces(LONG * 9, 8)) == LONG * 9


def test_marks_above_and_below_take_no_room():
    assert thai.columns_wide("ที่") == 1
    assert thai.columns_wide("น้ำ") == 2


def test_a_date_and_a_number_with_its_word_are_never_broken():
    for text, whole in (("ที่มา: budget.csv · นำเข้า 30 ก.ย. 2568 แล้ว", "30 ก.ย. 2568"), ("ต่ำสุดคือข้อ 5 ของทุกหน่วยงาน", "ข้อ 5")):
        assert all(any(whole in line for line in thai.lines(text, width)) for width in range(len(whole), 40))
