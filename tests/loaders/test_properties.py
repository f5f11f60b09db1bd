"""What holds for any table and any bytes: what can be written is read back, and what cannot be read is refused in words."""

import csv
import struct
import time
import zipfile
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from loaders.files.names import clean
from loaders.layout.planned_quarters import QUARTERLY
from loaders.layout.reading import Options, arabic
from loaders.schema.datasets import DATASETS
from loaders.schema.kinds import ADDRESS, ANSWER_COUNTS, BE_YEAR, CODE, DATE, DIMENSION, MONTH, NAME, ORDINAL, ROUND
from loaders.schema.templates import template, workbook
from tests.checking import check_files
from tests.tiers import sampled

ROOT = Path(__file__).parents[2]
BUDGET = (
    "organization_code,fiscal_year,as_of,division,item,allocation,disbursed\n04960201,2565,2022-03-31,กองคลัง,ค่าวัสดุ,100.00,50.00\n"
)
THAI_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
MONTHS = "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม".split()
SHORT = "ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย. ต.ค. พ.ย. ธ.ค.".split()


def reports(content, name="data.csv", answers=None, **values):
    """What is said of a file with this content; every problem can be told in both languages."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        usual = {"scores": "100", "unit": "baht", "quarters": "plan"}  # made-up amounts and scores are of any size
        answers = usual if answers is None else answers
        found = check_files([path], Options(values=values, answers=answers), lambda name, rows: None)
    assert found
    for report in found:
        assert report.checked or any(problem.severity == "error" for problem in report.problems)
        for problem in report.problems:
            assert problem.text("th")
            assert problem.text("en")
        report.as_json()
    return found


def all_of(report):
    """Everything that a file gave: rows, totals and problems."""
    told = sorted(str(problem.as_json()) for problem in report.problems)
    if report.checked is None:
        return None, None, told
    cursor = report.checked.connection
    checked, total = (cursor.execute(f"FROM {name} ORDER BY source_row").fetchall() for name in ("checked", "total"))
    return checked, total, told


def rules(found):
    return [[problem.rule for problem in report.problems] for report in found]


# Cells: each is (how it is written, what it means)

words = st.lists(
    st.sampled_from(
        ["กอง", "น้ำ", "ค่า", " ", "  ", ",", ";", "|", "\t", '"', "'", "A", "x7", "2565", "๓", "(", "%", "-", "\n", "=1"]
    ),
    max_size=8,
).map("".join)


@st.composite
def texts(draw, number, kind):
    text = f"ก{draw(words)}ท{number}"
    space = draw(st.sampled_from(["", "", " ", "\t", "\n"]))
    meant = " ".join(part.strip(" \t") for part in text.split("\n") if part.strip(" \t")) if kind.spelling == "name" else text
    return f"{space}{text}{space}", meant


def spellings(figure):
    """The ways in which people write a figure that is not negative."""
    written = [f"{figure}", f"{figure:,}", f" {figure:,} ", f"{figure:,}".translate(THAI_DIGITS)]
    return written if figure >= 0 else [f"({-figure:,})", f"{figure}", f"–{-figure:,}"]


@st.composite
def figures(draw, kind, least):
    if kind.spelling == "whole":
        value = draw(st.integers(kind.at_least or 0, 2_000_000))
        return draw(st.sampled_from(spellings(value))), value
    if kind.spelling in ("percent", "score"):
        value = draw(st.decimals(0, 100, places=2))
        return draw(st.sampled_from([*spellings(value), f"{value}%", f"ร้อยละ {value}"])), value
    value = draw(st.decimals(least if kind.at_least == 0 else -(10**9), 10**9, places=2))
    return draw(st.sampled_from([*spellings(value), *([f"฿ {value:,}", f"{value:,} บาท"] if value >= 0 else [])])), value


@st.composite
def days(draw):
    day = date(2021, 10, 1) + timedelta(draw(st.integers(0, 364)))
    era, month = day.year + 543, day.month - 1
    written = [
        f"{day}",
        f"{era}-{day:%m-%d}",
        f"{day:%d/%m}/{era}",
        f"{day.day}-{day.month}-{era}",
        f"{day.day}/{day.month}/{era % 100}",
    ]
    written += [
        f"{day.day} {MONTHS[month]} {era}",
        f"วันที่ {day.day} {MONTHS[month]} พ.ศ. {era}",
        f"{day.day} {SHORT[month]} {era % 100}",
    ]
    written += [written[5].translate(THAI_DIGITS), f"{day:%d-%b-%Y}"]
    return draw(st.sampled_from(written)), day


@st.composite
def months(draw):
    number = draw(st.integers(1, 12))
    begins = date(2022 - (number > 9), number, 1)
    era = begins.year + 543
    written = [f"{number}", f"{number}/{era}", f"{begins}", f"{MONTHS[number - 1]} {era}", f"{SHORT[number - 1]} {era % 100}"]
    return draw(st.sampled_from([*written, written[3].translate(THAI_DIGITS), MONTHS[number - 1]])), number


@st.composite
def cells(draw, dataset, column, number, filled):
    """A cell of a column in the record `number` of its table."""
    kind = column.kind
    if not column.required and not (filled and column.spans) and draw(st.booleans()):
        return draw(st.sampled_from(["", " "])), None
    if kind.choices:
        code, word = draw(st.sampled_from(kind.choices))
        return draw(st.sampled_from([code, word])), code
    if kind in (ORDINAL, DIMENSION):
        value = number if column.name in dataset.key else 1
        return draw(st.sampled_from([f"{value}", f"{value}.0", f"{value}".translate(THAI_DIGITS)])), value
    fixed = {
        CODE: (["04960201", "๐๔๙๖๐๒๐๑", "4960201"], "04960201"),
        BE_YEAR: (["2565", "๒๕๖๕", "65", "2022", "พ.ศ. 2565", "ปีงบประมาณ ๒๕๖๕"], 2565),
        ROUND: (["6", "๖", "6 เดือน", "6.0"], 6),
        ADDRESS: (["https://www.example.go.th/a_b~c#d"], "https://www.example.go.th/a_b~c#d"),
        ANSWER_COUNTS: (["1:0 2:1 3:2", "1:0, 2:1, 3:๒"], "1:0 2:1 3:2"),
    }
    if kind in fixed:
        return draw(st.sampled_from(fixed[kind][0])), fixed[kind][1]
    if kind == DATE:
        return draw(days())
    if kind == MONTH:
        return draw(months())
    least = 1 if column.name in QUARTERLY else 0  # where nothing is planned, there is no plan
    return draw(figures(kind, least) if kind.is_figure else texts(number, kind))


@st.composite
def tables(draw, most=4):
    """A data set, the rows of a file for it as a spreadsheet shows them, and the records in it with their row numbers."""
    dataset = draw(st.sampled_from(list(DATASETS.values())))
    columns = [column for column in draw(st.permutations(dataset.columns)) if column.required or draw(st.integers(0, 4))]
    tiers, titles = draw(st.integers(1, 3)), draw(st.integers(0, 3))
    rows = [["ทดลอง"] if draw(st.booleans()) else [] for _ in range(titles)]
    heads = [[""] * len(columns) for _ in range(tiers)]
    quarterly = any(column.name in QUARTERLY for column in columns)
    for at, column in enumerate(columns):
        place = tiers - 1 if at == 0 else draw(st.integers(0, tiers - 1))
        heads[place][at] = draw(st.sampled_from([column.title, column.name, *column.also]))
        for above in range(place):
            # A blank is the group to its left; what else is said of a quarter, or a quarter of others, is no plan.
            group = "แผน" if column.name in QUARTERLY else f"กลุ่ม {above}"
            heads[above][at] = draw(st.sampled_from(["", group])) if at and not quarterly else group
    rows += heads
    printed = len(rows) > 1
    records = []
    for number in range(1, draw(st.integers(1, most)) + 1):
        rows += [[] for _ in range(draw(st.sampled_from([0, 0, 0, 1, 2])))]
        pairs = [draw(cells(dataset, column, number, printed)) for column in columns]
        if any(column.kind is ANSWER_COUNTS and value for column, (_, value) in zip(columns, pairs, strict=True)):
            three = {"respondents": ("3", 3)}  # as many as there are answers at all levels
            pairs = [three.get(column.name, pair) for column, pair in zip(columns, pairs, strict=True)]
        rows.append([written for written, _ in pairs])
        meant = dict(zip((column.name for column in columns), (value for _, value in pairs), strict=True))
        if printed:
            # The number of a case is no name: it stays as it is written.
            meant = {
                name: value and arabic(value) if dataset.column(name).kind is NAME else value for name, value in meant.items()
            }
        records.append((len(rows), *(meant.get(name) for name in dataset.names)))
    return dataset, rows, records


def read_back(found, dataset):
    (report,) = found
    # A line that is by chance as much as those above it is asked about, as it should be; two columns that contradict each other
    # by chance are refused.
    by_chance = {"total_asked", *(rule.name for rule in dataset.rules)}
    assume(not by_chance.intersection(problem.rule for problem in report.problems if problem.severity == "error"))
    assert report.checked, [problem.text("en") for problem in report.problems]
    assert report.checked.dataset is dataset
    names = ", ".join(dataset.names)
    return report.checked.connection.execute(f"SELECT source_row, {names} FROM checked ORDER BY 1").fetchall()


@given(
    tables(),
    st.sampled_from(["utf-8", "utf-8-sig", "cp874", "utf-16", "utf-16-le", "utf-16-be"]),
    st.sampled_from(",;\t|"),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.booleans(),
)
def test_any_table_is_read_back_in_every_encoding_delimiter_and_header(table, encoding, delimiter, ending, told):
    dataset, rows, records = table
    text = StringIO(newline="")
    marks = csv.writer(text, delimiter=delimiter, lineterminator=ending)
    marks_all = csv.writer(text, delimiter=delimiter, lineterminator=ending, quoting=csv.QUOTE_ALL)
    (marks_all if ending == "\r" else marks).writerows(rows)  # a line break of the other sort would stand without marks
    content = (f"sep={delimiter}{ending}" if told else "") + text.getvalue()
    assert read_back(reports(content.encode(encoding)), dataset) == records


@given(tables())
def test_a_table_in_a_workbook_is_read_back_with_its_numbers_and_dates(table):
    dataset, rows, records = table
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    meant = {record[0]: record[1:] for record in records}
    for number, line in enumerate(rows, start=1):
        for at, cell in enumerate(line, start=1):
            # What can be a number or a date in Excel is one.
            value = next((said for said in meant.get(number, ()) if cell == f"{said}" and isinstance(said, Decimal | date)), cell)
            sheet.cell(number, at, None if value == "" else value)
    data = BytesIO()
    book.save(data)
    assert read_back(reports(data.getvalue()), dataset) == records


tokens = st.sampled_from(
    [
        '"', ",", ";", "\t", "\n", "\r", "\n\n", " ", "\u00a0", "\u200b", "\u2028", "=1+1",
        "@x", "-", "(5)", "5.", "1,000", "1e999999",
        "NaN", "²", "๑", "รวม", "รวมทั้งสิ้น", "รวมกองคลัง", "มิติที่ 1", "30/02/2565", "{row}", "\\", "#", "%", "9" * 20, "[", "((",
    ]
)  # fmt: skip
takbai_files = st.sampled_from(sorted((ROOT / "data" / "takbai").glob("*.csv"))).map(lambda path: path.read_text("utf-8"))


@st.composite
def mutated(draw, file):
    """A good text with something put in, left out, doubled or moved."""
    text = draw(file)
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(text)))
        end = at + draw(st.sampled_from([0, 0, 1, 5, 100]))
        text = text[:at] + draw(st.one_of(tokens, st.just(""), st.just(text[at:end] * 2))) + text[end:]
    return text


@given(mutated(takbai_files))
def test_the_engine_and_the_row_by_row_reader_say_the_same(text):
    by_rows = reports(f"sep=,\n{text}".encode())  # a spreadsheet hides this line; the engine is not trusted with it
    assert [all_of(report) for report in reports(text.encode())] == [all_of(report) for report in by_rows]


@pytest.mark.full
@given(
    st.sampled_from([b"", b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"sep=;\n"]),
    st.binary(max_size=300),
)
def test_random_bytes_are_refused_in_words(mark, data):
    assert all(report.refused for report in reports(mark + data))


@given(
    mutated(takbai_files),
    st.sampled_from(["utf-8", "cp874", "utf-16", "utf-16-be"]),
    st.integers(0, 10**6),
    st.binary(max_size=3),
)
def test_a_damaged_file_is_read_or_refused_in_words(text, encoding, at, damage):
    data = text.encode(encoding, "ignore")
    place = at % len(data)
    reports(data[:place] + damage + data[place + len(damage) :])
    reports(data[:place])


@pytest.mark.full
@given(st.integers(0, 10**6), st.integers(1, 255))
def test_a_damaged_workbook_is_read_or_refused_in_words(at, flip):
    data = bytearray(workbook(DATASETS["budget"]))
    data[at % len(data)] ^= flip
    reports(bytes(data))


# What was found by fuzzing, and what is made to do harm

SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def tampered(**changes):
    """The budget's template as a workbook in which parts are replaced."""
    made = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(workbook(DATASETS["budget"]))) as source,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            change = changes.get(Path(name).stem, lambda part: part)
            target.writestr(name, change(source.read(name)))
    return made.getvalue()


def with_cell(row, column, value):
    """The budget as a workbook with one more cell."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for cells in csv.reader(StringIO(BUDGET)):
        sheet.append(cells)
    sheet.cell(row, column, value)
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def compound(part, content=b""):
    """A file as Excel 97 wrote them, with one part."""

    def entry(name, kind, start, size, child=0xFFFFFFFF):
        said = name.encode("utf-16-le")
        head = said.ljust(64, b"\0") + struct.pack("<HBBIII", len(said) + 2, kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child)
        return head + bytes(36) + struct.pack("<IQ", start, size)

    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<10I", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0) + b"\xff" * 432
    sectors = struct.pack("<128I", 0xFFFFFFFD, 0xFFFFFFFE, *range(3, 10), 0xFFFFFFFE, *[0xFFFFFFFF] * 118)
    entries = entry("Root Entry", 5, 0xFFFFFFFE, 0, 1) + entry(part, 2, 2, 4096)
    return head + sectors + entries.ljust(512, b"\0") + content.ljust(4096, b"\0")


LOCKED_97 = struct.pack("<8H2I5H", 0x809, 16, 0x600, 5, 0, 0, 0, 0, 0, 0, 0x2F, 6, 1, 1, 1)
"""How the part of a workbook begins that Excel 97 locked: what it is, and that a password is needed."""


def entity_bomb(_part):
    entities = "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    cell = '<c r="A1" t="inlineStr"><is><t>&j;</t></is></c>'
    return (
        f'<!DOCTYPE x [<!ENTITY a "a">{entities}]><worksheet {MAIN}><sheetData><row>{cell}</row></sheetData></worksheet>'.encode()
    )


@pytest.mark.parametrize(
    ("make", "rule"),
    sampled([
        (lambda: tampered(sheet1=lambda part: b" " * 60_000_000), "workbook_bomb"),
        (lambda: tampered(sheet1=entity_bomb), "unreadable_workbook"),
        (lambda: tampered(sheet1=lambda part: b"<worksheet>" + b"<a>" * 500_000), "unreadable_workbook"),
        (lambda: tampered(workbook=lambda part: part.replace(b"<sheet name", b'<sheet state="hidden" name')), "no_table"),
        (lambda: with_cell(1_048_576, 16_384, "x"), "too_many_columns"),
        (lambda: with_cell(2, 5, "x" * 10_001), "cell_too_long"),
        (lambda: compound("EncryptedPackage"), "locked_workbook"),
        (lambda: compound("Workbook", LOCKED_97), "locked_workbook"),
    ], every=3),
    ids="blanks entities nesting hidden far long locked locked-97".split(),
)  # fmt: skip
def test_a_workbook_that_is_a_trap_is_refused_by_name(make, rule):
    started = time.monotonic()
    assert rules(reports(make())) == [[rule]]
    assert time.monotonic() - started < 30


def test_a_formula_is_text_and_never_evaluated():
    (report,) = reports(with_cell(2, 5, "=1+1"))
    assert report.checked.connection.execute("SELECT item FROM checked").fetchall() == [("=1+1",)]
    assert rules(reports(with_cell(2, 6, "=10*10"))) == [["not_of_its_kind"]]


@pytest.mark.full
@pytest.mark.parametrize("dataset", DATASETS.values(), ids=DATASETS)
def test_the_template_as_a_workbook_is_read_without_its_explanations(dataset):
    (report,) = reports(workbook(dataset))
    assert (report.sheet, report.refused, rules([report])) == (
        dataset.sheet,
        True,
        [["sheets_passed_over", "example_row"]],
    )


def test_a_score_with_an_exponent_is_no_score_and_is_not_written_out():
    scores = "".join(f"{n},ถาม {n},94.5,84\n" for n in range(1, 9))
    text = f"ข้อ,รายการประเมิน,กองคลัง,กองช่าง\n{scores}9,ถาม 9,1e999999999999999999,84\n10,ถาม 10,1e99999999,84\n"
    (report,) = reports(text.encode(), organization_code="04960201", fiscal_year="2565")
    assert [(told.rule, told.row, told.value) for told in report.problems if told.severity == "error"] == [
        ("not_of_its_kind", 10, "1e999999999999999999"),
        ("not_of_its_kind", 11, "1e99999999"),
    ]


@pytest.mark.full
@pytest.mark.parametrize("cell", ["ปีงบประมาณ" + " " * 9_900, "(ก" * 4_900, "[" * 9_900], ids=["spaces", "brackets", "square"])
def test_titles_made_to_keep_a_pattern_busy_take_no_longer_than_others(cell):
    started = time.monotonic()
    (report,) = reports(("\n".join([",".join([cell] * 7)] * 3) + "\n" + BUDGET).encode())
    assert not report.refused
    assert time.monotonic() - started < 10


@pytest.mark.parametrize("table", ["measures", "plan_projects"])
def test_a_row_below_a_title_that_has_a_status_and_no_amount_is_no_heading(table):
    head, line = csv.reader(StringIO(template(DATASETS[table]).decode("utf-8-sig").replace("99999999", "04960201")))
    text = StringIO(newline="")
    amounts = {"งบประมาณตามแผน", "งบประมาณตามข้อบัญญัติ/เทศบัญญัติ", "งบประมาณใช้จริง"}
    line = ["" if name in amounts else cell for name, cell in zip(head, line, strict=True)]
    csv.writer(text).writerows([["ทดลอง"], head, line])
    (report,) = reports(text.getvalue().encode())
    assert report.checked.connection.execute("SELECT source_row FROM checked").fetchall() == [(3,)]


def test_a_fiscal_year_in_superscript_is_no_number():
    (report,) = reports(BUDGET.replace(",as_of", "").replace(",2022-03-31", "").encode(), fiscal_year="²²²²", round_months="6")
    assert report.refused


def test_the_line_that_names_the_delimiter_may_end_as_on_an_old_macintosh():
    text = "sep=;\r" + BUDGET.replace(",", ";").replace("\n", "\r")
    (report,) = reports(text.encode())
    assert report.checked.connection.execute("SELECT source_row FROM checked").fetchall() == [(2,)]


def test_a_path_that_no_system_takes_is_refused_in_words(tmp_path):
    (report,) = check_files([tmp_path / f"{'ก' * 300}.csv"], Options(), lambda name, rows: None)
    assert rules([report]) == [["unreadable_file"]]


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        ("../../etc/passwd.csv", "passwd.csv"),
        ("C:\\งบ\\ก.csv", "ก.csv"),
        ("a\x00b\x1b[31m.csv", "ab[31m.csv"),
        ("งบ\u202egpj.csv", "งบgpj.csv"),
        ("\u200f\u2066.csv", "csv"),
        ("=1+1.csv", "=1+1.csv"),
    ],
)
def test_the_name_of_a_file_is_made_harmless(name, cleaned):
    assert clean(name) == cleaned


def test_a_name_of_300_characters_keeps_its_ending():
    assert clean("ก" * 300 + ".xlsx") == "ก" * 58 + ".xlsx"
