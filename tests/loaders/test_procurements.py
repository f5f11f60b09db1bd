"""The form of purchases (สขร.1): its title names the month, two of its columns hold two things each; neither is guessed."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.layout.joint_columns import read_apart
from loaders.layout.title_months import stated_month
from loaders.schema.procurements import DATASET, JOINTS

TITLES = (
    "แบบ สขร. 1",
    "สรุปผลการดำเนินการจัดซื้อจัดจ้างในรอบเดือน มกราคม 2566",
    "เทศบาลเมืองตากใบ",
    "วันที่ 3 เดือน กุมภาพันธ์ พ.ศ. 2566",
)
HEADERS = (
    "ลำดับที่", "งานที่จัดซื้อหรือจัดจ้าง", "วงเงินที่จะซื้อหรือจ้าง (บาท)", "ราคากลาง (บาท)", "วิธีซื้อหรือจ้าง",
    "รายชื่อผู้เสนอราคาและราคาที่เสนอ", "ผู้ได้รับการคัดเลือกและราคาที่ตกลงซื้อหรือจ้าง", "เหตุผลที่คัดเลือกโดยสรุป",
    "เลขที่และวันที่ของสัญญาหรือข้อตกลงในการซื้อหรือจ้าง",
)  # fmt: skip
PAPER = ("1", "ซื้อกระดาษ", "12,500.00", "12,500.00", "เฉพาะเจาะจง", "บริษัท ก จำกัด\n12,500.00 บาท")
ROAD = ("๒", "จ้างซ่อมถนน", "๖๐๐,๐๐๐.๐๐", "-", "วิธีประกวดราคาอิเล็กทรอนิกส์ (e-bidding)", "หจก. ข 590,000 บาท")
WON = [
    ("บริษัท ก จำกัด\n450,000.00", "บริษัท ก จำกัด", "450,000.00"),
    ("หจก. สมบูรณ์ 2000 ราคาที่ตกลงจ้าง 15,000.- บาทถ้วน", "หจก. สมบูรณ์ 2000", "15,000"),
    ("ร้าน 304 / 500 บาท", "ร้าน 304", "500"),
    ("ร้าน ๓๐๔ เป็นเงิน ๑,๕๐๐ บาท", "ร้าน ๓๐๔", "๑,๕๐๐"),
    ("450,000.00 บาท", None, "450,000.00"),  # of a total; a purchase without a winner is refused
    ("-", None, None),
]
# No price is plainly one, or it is not plain whose it is.
NOT_WON = ["ร้าน 304", "ร้าน 304 12500", "บริษัท ก 100,000 บาท บริษัท ข 200,000 บาท", "บริษัท ก จำกัด", "12500"]
# Of these the last figures alone were once taken for the price, or the last of two companies for the winner.
NOT_WON += [
    "ร้าน ก 12, 500.00 บาท", "ร้าน ข 12,5000 บาท", "ร้าน ค เป็นเงิน 12 000 บาท", "ร้าน ง 450.000 บาท", "ร้าน ถ 12.500,00 บาท",
    "ร้าน น 9500.5 บาท", "ร้าน บ 12,50 0.00", "ร้าน ฝ -9,500.00 บาท", "ร้าน ฟ 1 ล้าน 200,000.00 บาท", "หจก.ก 1.2 กม. 45,0000 บาท",
    "ร้าน จ 45000.- ร้าน ฉ 30000.-", "ร้าน ช 45000 และร้าน ซ 30,000 บาท", "ร้าน ก 4500 ร้าน ข 3000 บาท",
    "1) ร้าน ก\n45000\n2) ร้าน ข\n30,000.00 บาท", "ร้าน ก\n4500\nร้าน ข\n3000 บาท",
]  # fmt: skip
SIGNED = [
    ("เลขที่ 12/2566 ลงวันที่ 5 มกราคม 2566", "เลขที่ 12/2566", "5 มกราคม 2566"),
    ("12/2566 ลว. 5 ม.ค. 66", "12/2566", "5 ม.ค. 66"),
    ("CNTR-0012/66\n5/1/2566", "CNTR-0012/66", "5/1/2566"),
    ("ใบสั่งซื้อเลขที่ 3/2566", "ใบสั่งซื้อเลขที่ 3/2566", None),
    ("660114123456", "660114123456", None),
    ("ลงวันที่ 5 มกราคม 2566", None, "5 มกราคม 2566"),
]
NOT_SIGNED = ["1/1/2566", "ใบสั่งซื้อเลขที่ 1/1/2566", "เลขที่ 3 มกราคม 2566", "ตามเอกสารแนบ"]


def form(*rows, titles=TITLES, headers=HEADERS):
    text = io.StringIO()
    csv.writer(text).writerows([*([title] for title in titles), headers, *rows])
    return text.getvalue()


def read(joint, cell):
    """What a joint column makes of a cell: the first of its two, and the second; None where it is not plain."""
    parts = read_apart(joint, cell)
    return parts and tuple(parts[name] for name in joint.columns)


def test_the_printed_form_is_of_the_month_in_its_title(check):
    rows = [
        (*PAPER, "บริษัท ก จำกัด\n12,500.00 บาท", "ไม่เกินวงเงิน", "5/2566\nลงวันที่ 5 มกราคม 2566"),
        (*ROAD, "หจก. ข / 590,000 บาท", "ต่ำสุด", "สัญญาเลขที่ ๑/๒๕๖๖ ลว. ๒๐ ม.ค. ๖๖"),
        HEADERS,
        ("", "รวม", "612,500.00", "", "", "", "602,500.00", "", ""),
        ("", "", "", "", "", "", "ลงชื่อ ........ หัวหน้าเจ้าหน้าที่", "", ""),
    ]
    report = check(form(*rows))
    assert not report.refused, [problem.text("en") for problem in report.problems]
    assert {problem.rule for problem in report.problems} == {"converted", "passed_over"}
    stored = report.checked.connection.execute(
        "SELECT organization_code, fiscal_year, month, purchase_no, method, winner, agreed_price, contract_no, contract_date"
        " FROM checked ORDER BY purchase_no"
    ).fetchall()
    whose = ("04960201", 2566, 1)
    assert stored == [
        (*whose, 1, "specific", "บริษัท ก จำกัด", Decimal(12_500), "5/2566", date(2023, 1, 5)),
        (*whose, 2, "e_bidding", "หจก. ข", Decimal(590_000), "สัญญาเลขที่ 1/2566", date(2023, 1, 20)),
    ]


def test_a_cell_that_does_not_say_which_is_which_refuses_the_file(check):
    report = check(form((*PAPER, "ร้าน 304 12500", "ไม่เกินวงเงิน", "1/1/2566")))
    told = [(problem.row, problem.column) for problem in report.problems if problem.rule == "joint_cell"]
    assert told == [(6, "agreed_price"), (6, "contract_date")]
    assert check(form((*PAPER, "12,500.00", "ไม่เกินวงเงิน", "1/2566"))).refused


def test_a_month_that_contradicts_the_fiscal_year_refuses_the_file(check):
    row = (*PAPER, "ร้าน ก 500 บาท", "", "-")
    assert check(form(row), fiscal_year="2567").refused
    ten = form(row, titles=[TITLES[1].replace("มกราคม 2566", "ตุลาคม 2565"), TITLES[2]])
    assert check(ten).checked.slices() == [("04960201", "2566", "10")]
    for month, is_refused in (("ต.ค. 2566", True), ("ตุลาคม 2565", False), ("10", False), ("13", True)):
        own = form((*row, month), titles=["ปีงบประมาณ 2566", TITLES[2]], headers=(*HEADERS, "เดือน"))
        assert check(own).refused == is_refused, month


def test_a_month_that_nothing_states_is_asked_for_and_may_be_given(check):
    content = form((*PAPER, "ร้าน ก 500 บาท", "", "-"), titles=["ปีงบประมาณ 2566", TITLES[2]])
    (asked,) = [problem for problem in check(content).problems if problem.severity == "error"]
    assert (asked.column, asked.words["option"]) == ("month", "--month")
    assert check(content, month="12").checked.slices() == [("04960201", "2566", "12")]
    assert check(form((*PAPER, "ร้าน ก 500 บาท", "", "-")), month="2").refused  # the title says January


@pytest.mark.parametrize(
    ("title", "month"),
    [
        ("สรุปผลการจัดซื้อจัดจ้าง เดือน มกราคม พ.ศ. 2566", "1"),
        ("สรุปผล ในรอบเดือน มกราคม 2566 ถึงเดือน มีนาคม 2566", None),
        ("ประจำเดือน ตุลาคม - ธันวาคม 2565", None),
        ("สรุปผล เดือนมกราคม 2566 ข้อมูล ณ รอบเดือน ธันวาคม 2565", None),
        ("สรุปผล ณ วันที่ 3 กุมภาพันธ์ 2566 ในรอบเดือน ม.ค. 66", "1"),
    ],
)
def test_a_title_of_several_months_says_none(title, month):
    assert stated_month(title, DATASET).get("month") == month


@pytest.mark.parametrize(
    ("between", "rule"),
    [
        (("สรุปผลการดำเนินการจัดซื้อจัดจ้างในรอบเดือน กุมภาพันธ์ 2566", *[""] * 8), "another_month"),
        (("", "", "", "", "", "ร้าน ข ๑๙,๕๐๐.-", "", "", "ลว. ๓ ม.ค. ๖๖"), "split_row"),
    ],
)
def test_no_row_between_the_lines_is_passed_over_that_changes_them(check, between, rule):
    first = (*PAPER, "บริษัท ก จำกัด 12,500.00 บาท", "ราคาต่ำสุด", "1/2566 ลว. 5 ม.ค. 66")
    report = check(form(first, between, ("2", *first[1:])))
    assert report.refused
    assert rule in {problem.rule for problem in report.problems}


def test_nothing_is_bought_for_nothing(check):
    heads = (*HEADERS[:6], "ผู้ได้รับการคัดเลือก", "ราคาที่ตกลงซื้อหรือจ้าง", *HEADERS[7:])
    report = check(form((*PAPER, "บริษัท ก จำกัด", "-", "ราคาต่ำสุด", "1/2566"), headers=heads))
    assert "no_price" in {problem.rule for problem in report.problems if problem.severity == "error"}


def test_two_columns_say_the_same_as_one(check):
    headers = (*HEADERS[:6], "ผู้ได้รับการคัดเลือก", "ราคาที่ตกลง", "เลขที่สัญญา", "วันที่สัญญา")
    report = check(form((*PAPER, "ร้าน 304", "12500", "1/2566", "5 ม.ค. 66"), headers=headers))
    asked = "SELECT winner, agreed_price, contract_no, contract_date FROM checked"
    assert report.checked.connection.execute(asked).fetchall() == [("ร้าน 304", 12_500, "1/2566", date(2023, 1, 5))]


def test_a_telephone_number_among_the_bidders_is_refused(check):
    row = ("1", "ซื้อ", "500", "500", "เฉพาะเจาะจง", "ร้าน ก โทร 081-234-5678", "ร้าน ก 500 บาท", "", "-")
    assert "personal_data" in {problem.rule for problem in check(form(row)).problems}


def test_the_file_of_a_month_replaces_that_month_alone(load, rows):
    price, months = (*PAPER, "ร้าน ก {} บาท", "", "-"), ("มกราคม 2566", "กุมภาพันธ์ 2566", "มกราคม 2566")
    for month, amount in zip(months, ("100", "200", "300"), strict=True):
        row = [cell.format(amount) for cell in price]
        assert not load(form(row, titles=[TITLES[1].replace(months[0], month), TITLES[2]])).refused
    assert rows("SELECT month, agreed_price FROM procurements ORDER BY month") == [(1, 300), (2, 200)]


@pytest.mark.parametrize(("joint", "cells"), [(JOINTS[0], WON), (JOINTS[1], SIGNED)], ids=["won", "signed"])
def test_a_joint_column_is_read_apart(joint, cells):
    for cell, first, second in cells:
        assert read(joint, cell) == (first, second), cell


@pytest.mark.parametrize(("joint", "cells"), [(JOINTS[0], NOT_WON), (JOINTS[1], NOT_SIGNED)], ids=["won", "signed"])
def test_what_may_be_read_in_two_ways_is_not_read_apart(joint, cells):
    for cell in cells:
        assert read(joint, cell) is None, cell


@given(
    winner=st.from_regex(r"(บริษัท|ร้าน|หจก\.) [ก-ฮ]{1,6}( [0-9]{1,4})?( จำกัด)?", fullmatch=True),
    satang=st.integers(1, 10**12),
    between=st.sampled_from([" ", "\n", " / ", " ราคา ", ", ", " ราคาที่ตกลงซื้อ "]),
    unit=st.sampled_from(["", " บาท", ".-"]),
)
def test_no_price_is_read_otherwise_than_it_was_written(winner, satang, between, unit):
    price = f"{satang // 100:,}.{satang % 100:02}"
    answer = read(JOINTS[0], f"{winner}{between}{price}{unit if unit != '.-' else ''}")
    # Figures before the price may be a part of it, unless a word stands between.
    may_be_part = any(letter.isdigit() for letter in winner) and "ราคา" not in between
    assert answer in ((winner, price), *([None] if may_be_part else []))


def test_every_joint_holds_columns_of_the_data_set():
    assert {name for joint in JOINTS for name in joint.columns} <= set(DATASET.names)
