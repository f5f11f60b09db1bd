"""What a cell may hold: each kind of value with the spellings that it takes and those that it refuses."""

from datetime import date
from decimal import Decimal

import duckdb
import pytest

from loaders import macros
from loaders.schema.datasets import DATASETS
from loaders.schema.kinds import BE_YEAR, CODE, DATE, DIMENSION, MONEY, MONTH, ORDINAL, ROUND, SHARE, SIGNED_MONEY, TEXT, WHOLE

SCORES = "organization_code,fiscal_year,division,question_no,question,score_percent\n"
CHOICES = [
    pytest.param(column, code, word, id=f"{dataset.table}-{column.name}-{code}")
    for dataset in DATASETS.values()
    for column in dataset.columns
    for code, word in column.kind.choices
]


@pytest.fixture(scope="module")
def read():
    """Reads a cell as a kind does: its value, or None where the text is not of the kind."""
    with duckdb.connect() as connection:
        macros.use(connection)

        def read(kind, cell):
            return connection.execute(f"SELECT {kind.value('cell')} FROM (SELECT $cell AS cell)", {"cell": cell}).fetchall()[0][0]

        yield read


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("0", "0.00"),
        ("0.00", "0.00"),
        ("1250", "1250.00"),
        ("1250.5", "1250.50"),
        ("1250.50", "1250.50"),
        ("1,234.50", "1234.50"),
        ("1,632,820", "1632820.00"),
        ("+5", "5.00"),
        ("๑๒๓", "123.00"),
        ("๓๒,๘๖๖,๐๐๐.๒๕", "32866000.25"),
        ("1234.5000", "1234.50"),
        ("0.10", "0.10"),
        ("9999999999999999.99", "9999999999999999.99"),
        ("฿ 1,000.-", "1000.00"),
        ("5 บาท", "5.00"),
        ("-", "0.00"),
        ("–", "0.00"),
        ("(1,000.25)", "-1000.25"),
        ("−๕", "-5.00"),
    ],
)
def test_an_amount_is_read_to_the_satang(read, cell, amount):
    assert read(MONEY, cell) == Decimal(amount)


@pytest.mark.parametrize(
    "cell",
    [
        "1,2,3",
        "12,34",
        "1,2345",
        ",100",
        "1234,567",
        "1.005",
        "0.001",
        "1.2301",
        "10000000000000000",
        "1.2.3",
        ".50",
        "5.",
        "1 000",
        "1e3",
        "NaN",
        "Infinity",
        "0x10",
        "5 บาทถ้วน",
        "(100",
        "()",
        "5%",
        "--5",
        "หนึ่งร้อย",
    ],
)
def test_what_is_no_amount_of_baht_and_satang_is_refused(read, cell):
    assert read(MONEY, cell) is None


def test_a_balance_may_be_negative_and_an_amount_may_not(read):
    assert read(SIGNED_MONEY, "-1,000.25") == Decimal("-1000.25")
    assert SIGNED_MONEY.at_least is None
    assert MONEY.at_least == 0


@pytest.mark.parametrize(
    ("cell", "year"),
    [
        ("2565", 2565),
        ("๒๕๖๕", 2565),
        ("65", 2565),
        ("๖๕", 2565),
        ("2022", 2565),
        ("2500", 2500),
        ("2642", 2642),
        ("1957", 2500),
        ("พ.ศ. 2565", 2565),
        ("ปีงบประมาณ พ.ศ. ๒๕๖๕", 2565),
        ("2565.0", 2565),
    ],
)
def test_a_fiscal_year_is_of_the_buddhist_era_however_it_is_written(read, cell, year):
    assert read(BE_YEAR, cell) == year


@pytest.mark.parametrize("cell", ["5", "565", "2499", "2643", "1956", "2100", "25650", "2565/66", "ปีที่ 2565", "2565.5", "-65"])
def test_what_is_no_year_of_ours_is_refused(read, cell):
    assert read(BE_YEAR, cell) is None


@pytest.mark.parametrize(("cell", "told"), [("65", True), ("2022", True), ("2565", False), ("๒๕๖๕", True)])
def test_a_year_that_was_converted_is_told_with_its_first_row(check, cell, told):
    lines = f"04960201,2565,กองคลัง,1,สุภาพ,95\n04960201,{cell},กองช่าง,1,สุภาพ,96\n04960201,{cell},กองช่าง,2,รวดเร็ว,97\n"
    report = check(SCORES + lines)
    notes = [(p.severity, p.rule, p.row, p.column, p.value, p.expected, p.words["count"]) for p in report.problems]
    assert notes == ([("note", "converted", 3, "fiscal_year", cell, "2565", "2")] if told else [])
    assert report.checked.connection.execute("SELECT DISTINCT fiscal_year FROM checked").fetchall() == [(2565,)]


@pytest.mark.parametrize(
    "cell",
    [
        "2022-03-31",
        "2565-03-31",
        "31/03/2565",
        "31/3/2565",
        "31/03/2022",
        "31-03-2565",
        "๓๑/๐๓/๒๕๖๕",
        "๒๕๖๕-๐๓-๓๑",
        "2022-3-31",
        "2022-03-31 00:00:00",
        "31/3/65",
        "31.3.2565",
        "31 มีนาคม 2565",
        "๓๑ มีนาคม ๒๕๖๕",
        "31 มี.ค. 65",
        "31มี.ค.2565",
        "31 มีค 65",
        "วันที่ 31 มีนาคม พ.ศ. 2565",
        "31-Mar-2022",
        "31 March 2022",
    ],
)
def test_a_day_is_the_same_day_in_either_era_and_order(read, cell):
    assert read(DATE, cell) == date(2022, 3, 31)


def test_the_leap_day_is_that_of_the_common_era(read):
    assert read(DATE, "29/02/2567") == date(2024, 2, 29)
    assert read(DATE, "29/02/2566") is None


@pytest.mark.parametrize(
    "cell",
    [
        "2022-02-30",
        "31/04/2565",
        "32/01/2565",
        "03/31/2022",
        "2022-13-01",
        "00/01/2565",
        "31/03/0065",
        "2022-03",
        "31/03",
        "20220331",
        "2301-03-31",
        "2700-03-31",
        "0000-01-01",
        "9999-12-31",
        "20820",
        "73051",
        "31-Mar-22",
        "31 มีนาคา 2565",
        "วันนี้",
    ],
)
def test_an_impossible_day_is_refused(read, cell):
    assert read(DATE, cell) is None


@pytest.mark.parametrize(
    ("cell", "percent"),
    [
        ("38.46", "38.46"),
        ("95", "95.00"),
        ("๙๕.๕", "95.50"),
        ("148.15", "148.15"),
        ("66.666", "66.67"),
        ("9,999.99", "9999.99"),
        ("38.46%", "38.46"),
        ("ร้อยละ 38", "38.00"),
    ],
)
def test_a_percentage_is_read_to_two_decimals(read, cell, percent):
    assert read(SHARE, cell) == Decimal(percent)


@pytest.mark.parametrize("cell", ["38.46%%", "10000", "3 8", "n/a"])
def test_what_is_no_percentage_is_refused(read, cell):
    assert read(SHARE, cell) is None


def test_a_percentage_that_was_rounded_is_told(check):
    (note,) = check(SCORES + "04960201,2565,กองคลัง,1,สุภาพ,66.666\n").problems
    assert (note.rule, note.row, note.column, note.value, note.expected) == (
        "converted",
        2,
        "score_percent",
        "66.666",
        "66.67",
    )


@pytest.mark.parametrize(
    ("cell", "refusal"),
    [("0", None), ("100", None), ("100.00", None), ("-0.01", "negative"), ("100.01", "out_of_range")],
)
def test_a_score_lies_between_0_and_100(check, cell, refusal):
    problems = check(SCORES + f"04960201,2565,กองคลัง,1,สุภาพ,{cell}\n").problems
    assert [(p.rule, p.row, p.column, p.value) for p in problems] == ([(refusal, 2, "score_percent", cell)] if refusal else [])


@pytest.mark.parametrize(("cell", "refusal"), [("148.15", None), ("-0.01", "negative")])
def test_the_percentage_of_a_ranking_may_exceed_100(check, cell, refusal):
    header = "fiscal_year,round_months,as_of,province,district,organization,percent\n"
    problems = check(header + f"2564,12,2021-10-07,นราธิวาส,ตากใบ,อบต.นามาค,{cell}\n").problems
    assert [p.rule for p in problems] == ([refusal] if refusal else [])


@pytest.mark.parametrize(
    ("cell", "number"), [("0", 0), ("12", 12), ("12.00", 12), ("1,200", 1200), ("๑๒", 12), ("2147483647", 2147483647)]
)
def test_a_count_is_a_whole_number(read, cell, number):
    assert read(WHOLE, cell) == number


@pytest.mark.parametrize("cell", ["12.5", "1,2", "สิบสอง", "2147483648", "12-13", "1/2"])
def test_what_is_no_whole_number_is_refused(read, cell):
    assert read(WHOLE, cell) is None


def test_numbers_that_name_something_begin_with_1_and_dimensions_end_with_4():
    assert (WHOLE.at_least, ORDINAL.at_least, DIMENSION.at_least, DIMENSION.at_most) == (0, 1, 1, 4)


@pytest.mark.parametrize(
    ("cell", "months"),
    [
        ("6", 6),
        ("12", 12),
        ("๖", 6),
        ("๑๒", 12),
        ("3", None),
        ("0", None),
        ("612", None),
        ("หก", None),
        ("6 เดือน", 6),
        ("๑๒ เดือน", 12),
    ],
)
def test_a_round_is_of_6_or_12_months(read, cell, months):
    assert read(ROUND, cell) == months


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("04960201", "04960201"),
        ("๐๔๙๖๐๒๐๑", "04960201"),
        ("1234", "1234"),
        ("1234567890", "1234567890"),
        ("4960201", "04960201"),
        ("7654321", "7654321"),
        ("123", None),
        ("12345678901", None),
        ("4,960,201", None),
        ("4960201.0", None),
        ("0496020X", None),
    ],
)
def test_a_code_is_of_digits_and_keeps_its_leading_zero(read, cell, code):
    assert read(CODE, cell) == code


def test_a_text_is_kept_as_it_is(read):
    assert read(TEXT, "ค่าใช้จ่ายใน  การจัดการ\n(๒๕๖๕)") == "ค่าใช้จ่ายใน  การจัดการ\n(๒๕๖๕)"


@pytest.mark.parametrize(("column", "code", "word"), CHOICES)
def test_a_choice_is_taken_by_its_code_and_by_its_thai_word(read, column, code, word):
    assert [read(column.kind, cell) for cell in (code, code.upper(), word)] == [code, code, code]
    assert read(column.kind, f"{word}ๆ") is None


JANUARY = (
    "1", "01", "๑", "1.0", "มกราคม", "ม.ค.", "มค", "Jan", "มกราคม 2566", "มกราคม พ.ศ. 2566", "ม.ค. 66", "ม.ค.-66", "ม.ค.2566",
    "เดือนมกราคม ๒๕๖๖", "ประจำเดือน มกราคม 2566", "รอบเดือน มกราคม 2566", "1/2566", "01/2023", "2023-01-15", "31/1/2566",
    "January 2023", "44927",
)  # fmt: skip


@pytest.mark.parametrize("cell", JANUARY)
def test_a_month_is_the_same_month_however_it_is_written(read, cell):
    assert read(MONTH, cell) == 1


@pytest.mark.parametrize("cell", ["มกราคม 22566", "มกรา 2566 2567", "256601", "2566", "Jan 66", "1/66", "ม", "-", "ไตรมาส 1"])
def test_what_names_no_month_is_refused(read, cell):
    assert read(MONTH, cell) is None
