"""Days as people and programs write them, in cells and in titles; what a bracket means; and where a message points."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders import macros
from tests.conftest import ROOT
from tests.tiers import sampled

MARCH_31 = date(2022, 3, 31)
HEADER = "organization_code,fiscal_year,as_of,division,item,allocation,transfer_in,transfer_out,disbursed,remaining\n"
PRINTED = "หน่วยงาน,รายการ,งบประมาณตามเทศบัญญัติ,เบิกจ่าย\nกองคลัง,ค่าวัสดุ,100,40\nกองช่าง,ค่าไฟ,50,0\n"
ORGANIZATION = "เทศบาลเมืองตากใบ"
WRITTEN = [
    "31 เดือน มีนาคม พ.ศ. 2565",
    "วันที่ 31 เดือนมีนาคม พ.ศ.2565",
    "วันพฤหัสบดีที่ 31 มีนาคม พ.ศ. 2565",
    "วันพฤหัสที่ 31 มี.ค. 2565",
    "31 มีนาคม พุทธศักราช 2565",
    "๓๑ มี.ค. ๖๕",
    "31-มี.ค.-65",
    "31/มี.ค./65",
    "31/03/2565 0:00:00",
    "31/03/2565 00:00",
    "31/3/65 เวลา 10.30 น.",
    "31/03/2022 12:00:00 AM",
    "2022-03-31T00:00:00",
    "2022-03-31 00:00:00.000",
    "2022-03-31T00:00:00Z",
    "2022-03-31T00:00:00.123+07:00",
    "2565-03-31T08:15",
    "44651",
    "44651.0",
    "44651.75",
    "๔๔๖๕๑",
]


def in_quotes(text):
    return f'"{text}"\n'


@pytest.fixture(scope="module")
def day():
    """The day that a cell is read as; None where it is none."""
    with duckdb.connect() as connection:
        macros.use(connection)
        yield lambda cell: connection.execute("SELECT as_day($cell)", {"cell": cell}).fetchall()[0][0]


@pytest.mark.parametrize("written", sampled(WRITTEN, every=4))
def test_a_day_in_a_cell_is_read_and_told(check, written):
    line = f"04960201,2565,{written},กองคลัง,ค่าวัสดุ,100,,,40,\n"
    report = check(HEADER + line)
    assert report.checked.connection.execute("SELECT as_of FROM checked").fetchall() == [(MARCH_31,)]
    # A month in words beside a whole year says what is read: a note of it would say it twice.
    told = [] if re.search(r"[ก-ฮA-Za-z].*[0-9๐-๙]{4}", written) else [("converted", 2, written, "2022-03-31")]
    assert [(note.rule, note.row, note.value, note.expected) for note in report.problems] == told


@pytest.mark.parametrize(
    "written", sampled([text.removeprefix("วันที่ ") for text in WRITTEN if "." not in text or "." not in text[-4:]], every=4)
)
def test_a_day_in_a_title_is_read_and_the_note_points_to_its_row(check, written):
    titles = in_quotes("รายงาน ปีงบประมาณ พ.ศ. 2565") + in_quotes(ORGANIZATION)
    on = "ณ " if written.startswith("วัน") else "ข้อมูล ณ วันที่ "
    report = check(titles + in_quotes(on + written) + PRINTED)
    assert report.checked, [problem.text("en") for problem in report.problems]
    assert report.checked.connection.execute("SELECT DISTINCT as_of FROM checked").fetchall() == [(MARCH_31,)]
    assert [note.row for note in report.problems if note.rule == "converted"] in ([3], [])


def test_the_long_date_of_a_title_of_the_doors(check):
    report = check(ROOT / "tests" / "doors" / "41_title_long_date.csv")
    assert report.checked.connection.execute("SELECT DISTINCT as_of FROM checked").fetchall() == [(MARCH_31,)]
    assert not [problem for problem in report.problems if problem.rule == "converted"]


@given(st.dates(date(1957, 1, 1), date(2099, 12, 30)), st.times())
def test_a_moment_in_utc_is_the_day_that_it_is_in_bangkok(day, on, at):
    there = datetime.combine(on, at.replace(microsecond=0), timezone(timedelta(hours=7)))
    utc = there.astimezone(UTC)
    if utc.year >= 1957:
        assert day(f"{utc:%Y-%m-%dT%H:%M:%S}Z") == on
    assert day(f"{on}T{time.isoformat(at.replace(microsecond=0))}") == on


@given(st.dates(date(1957, 1, 1), date(2099, 12, 31)))
def test_every_day_is_read_back_as_a_spreadsheet_counts_it(day, on):
    assert day(str((on - date(1899, 12, 30)).days)) == on


@pytest.mark.parametrize("written", ["20820", "73051", "4465", "31/06/2565", "31/03/2565 25:00", "12:30", "31 เดือน 2565"])
def test_what_is_no_day_is_none(day, written):
    assert day(written) is None


# Where a message points


def errors(report):
    return [(problem.rule, problem.row, problem.column) for problem in report.problems if problem.severity == "error"]


def test_an_impossible_day_of_a_title_is_told_once_with_its_row(check):
    titles = in_quotes("ปีงบประมาณ 2565") + in_quotes(ORGANIZATION) + in_quotes("ข้อมูล ณ วันที่ 31/06/2565")
    report = check(titles + PRINTED)
    assert errors(report) == [("not_of_its_kind", 3, "as_of")]
    told = report.problems[0].text("en")
    assert "Correct the title, or state it: --as-of" in told
    assert "cell" not in told


def test_a_title_outside_its_fiscal_year_is_told_once_with_its_row(check):
    report = check(in_quotes(ORGANIZATION) + in_quotes("ปีงบประมาณ 2565 ข้อมูล ณ วันที่ 31 มีนาคม 2570") + PRINTED)
    assert errors(report) == [("as_of_outside_year", 2, "as_of")]


def test_a_title_that_the_caller_contradicts_is_named_by_its_row(check):
    titles = in_quotes("รายงาน") + in_quotes(ORGANIZATION) + in_quotes("ปีงบประมาณ 2565 ข้อมูล ณ วันที่ 31 มีนาคม 2565")
    report = check(titles + PRINTED, as_of="2022-09-30", organization_code="04960202")
    assert errors(report) == [("option_contradicts", 2, "organization_code"), ("option_contradicts", 3, "as_of")]
    assert check(titles + PRINTED, as_of="31/03/2565").checked


def test_a_wrong_option_is_told_once_and_no_cell_is_to_be_corrected(check):
    report = check(in_quotes(ORGANIZATION) + in_quotes("ปีงบประมาณ 2565") + PRINTED, as_of="31/06/2565")
    assert errors(report) == [("not_of_its_kind", None, "as_of")]
    assert report.problems[0].text("en").endswith("State it otherwise: --as-of.")


# What is wrong with a cell that looks right


@pytest.mark.parametrize(
    ("allocation", "said"),
    sampled(
        [
            ("1O0.00", "U+004F latin capital letter o"),
            ("１00", "U+FF11 fullwidth digit one"),
            ("99999999999999999", "larger than can be stored"),
            ("หนึ่งร้อย", "Correct the cell"),
            ("1,23,4", "Correct the cell"),
        ],
        every=3,
    ),
)
def test_a_cell_is_told_by_what_is_wrong_with_it(check, allocation, said):
    report = check(HEADER + f'04960201,2565,2022-03-31,กองคลัง,ค่าวัสดุ,"{allocation}",,,40,\n')
    assert [said in problem.text("en") for problem in report.problems] == [True]
    assert ("Correct the cell" in report.problems[0].text("en")) == (said == "Correct the cell")


@pytest.mark.parametrize(
    ("as_of", "said"),
    sampled(
        [
            ("31-Mar-22", "four digits"),
            ("03/31/2565", "no day of the calendar"),
            ("2022-02-30", "February has 28 days"),
            ("31/06/2565", "June has 30 days"),
            ("31 มิ.ย. 2565", "June has 30 days"),
        ],
        every=3,
    ),
)
def test_a_day_is_told_by_what_is_wrong_with_it(check, as_of, said):
    report = check(HEADER + f"04960201,2565,{as_of},กองคลัง,ค่าวัสดุ,100,,,40,\n")
    assert said in report.problems[0].text("en")
    assert "Correct the cell" not in report.problems[0].text("en")


# Brackets around a decrease


@pytest.mark.parametrize(
    "written", sampled(["5000.00", "(5,000.00)", "-5,000.00", "-5000.00", "–5,000", "(5000)", "(๕,๐๐๐.๐๐)"], every=3)
)
def test_brackets_and_minus_signs_around_a_decrease_mean_the_decrease(load, rows, written):
    report = load(HEADER + f'04960201,2565,2022-03-31,กองคลัง,ค่าวัสดุ,10000,,"{written}",1000,4000\n')
    assert rows("SELECT transfer_out FROM budget") == [(5000,)]
    assert rows("FROM findings WHERE rule = 'remaining_identity'") == []
    told = [(note.rule, note.column, note.row) for note in report.problems if note.column == "transfer_out"]
    assert told == ([] if written == "5000.00" else [("converted", "transfer_out", 2)])


def test_brackets_elsewhere_are_below_nothing(check):
    line = '04960201,2565,2022-03-31,กองคลัง,ค่าวัสดุ,10000,{},,{},"(500.00)"\n'
    assert check(HEADER + line.format("", "10500")).checked.connection.execute("SELECT remaining FROM checked").fetchall() == [
        (-500,)
    ]
    assert errors(check(HEADER + line.format('"(5.00)"', '"(6.00)"'))) == [
        ("negative", 2, "transfer_in"),
        ("negative", 2, "disbursed"),
    ]
