"""Templates: what a clerk opens in Excel, fills in and loads; and file names that others chose."""

import csv
import subprocess
import sys
from datetime import date, datetime
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from loaders.files.names import clean
from loaders.layout.reading import Options
from loaders.loading import load_files
from loaders.schema.common import NOBODY
from loaders.schema.datasets import DATASETS
from loaders.schema.templates import template, workbook
from tests.checking import check_files
from tests.conftest import ROOT
from tests.tiers import sampled

EVERY = pytest.mark.parametrize("dataset", DATASETS.values(), ids=list(DATASETS))


@pytest.fixture
def opened():
    """A template as openpyxl reads it."""

    def opened(dataset):
        return load_workbook(BytesIO(workbook(dataset)))

    return opened


def checks(sheet):
    """Each column's letter → the check of what is typed into it."""
    return {str(check.sqref).rstrip("0123456789:").split("2:")[0]: check for check in sheet.data_validations.dataValidation}


def below(sheet, column):
    """The number format of a column's empty cells; openpyxl tells it once for neighbours that share it."""
    (found,) = (each for each in sheet.column_dimensions.values() if each.min <= column <= each.max)
    return found.number_format


def written(cell, column):
    """A cell as its CSV twin has it."""
    value = cell.value
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, int | float):
        return f"{value:.2f}" if column.kind.sql_type.startswith("DECIMAL") else str(value)
    return value or ""


@EVERY
def test_workbook_and_csv_have_the_same_headers_and_example(dataset, opened):
    headers, example = csv.reader(StringIO(template(dataset).decode("utf-8-sig")))
    sheet = opened(dataset)[dataset.sheet]
    assert [cell.value for cell in sheet[1]] == headers == [column.title for column in dataset.columns]
    assert [written(cell, column) for cell, column in zip(sheet[2], dataset.columns, strict=True)] == example
    assert sheet.max_row == 2


def _of_somebody(sheet, dataset):
    """The sheet of a template whose example is of an organization that there is: nobody's would be refused."""
    for cell, column in zip(sheet[2], dataset.columns, strict=True):
        cell.value = column.example if cell.value == NOBODY.get(column.name, column) else cell.value
    return sheet


@pytest.mark.full
@EVERY
def test_what_is_read_from_the_workbook_loads_as_it_is(dataset, opened, load):
    sheet = _of_somebody(opened(dataset)[dataset.sheet], dataset)
    text = StringIO(newline="")
    lines = ([cell.value.date() if isinstance(cell.value, datetime) else cell.value for cell in row] for row in sheet.iter_rows())
    csv.writer(text).writerows(lines)
    report = load(text.getvalue())
    assert (report.checked.dataset.table, report.stored.rows) == (dataset.table, 1)


@pytest.mark.parametrize("dataset", sampled(DATASETS.values(), every=3), ids=list(DATASETS))
@pytest.mark.parametrize("make", sampled([template, workbook], always=(template,)))
def test_a_template_that_is_loaded_untouched_is_refused_and_changes_nothing(dataset, make, loaded_store, rows, write):
    def real():
        return {table: rows(f"SELECT * FROM {table} ORDER BY ALL") for table in DATASETS}

    before = real()
    name = f"template.{'csv' if make is template else 'xlsx'}"
    (report, *_others) = load_files([write(make(dataset), name)], Options(), loaded_store, lambda name, rows: None)
    assert not report.stored
    assert ("error", "example_row", 2) in [(problem.severity, problem.rule, problem.row) for problem in report.problems]
    assert real() == before


@EVERY
def test_the_same_bytes_come_out_on_each_making(dataset):
    assert workbook(dataset) == workbook(dataset)


@EVERY
def test_the_header_is_bold_and_stays_and_required_columns_stand_out(dataset, opened):
    sheet = opened(dataset)[dataset.sheet]
    assert sheet.freeze_panes == "A2"
    assert all(cell.font.bold for cell in sheet[1])
    colours = {column.required: cell.fill.fgColor.rgb for cell, column in zip(sheet[1], dataset.columns, strict=True)}
    assert colours[True] != colours.get(False)
    assert [cell.fill.fgColor.rgb == colours[True] for cell in sheet[1]] == [column.required for column in dataset.columns]


@EVERY
def test_columns_of_text_and_codes_are_held_as_text_so_that_zeros_stay(dataset, opened):
    sheet = opened(dataset)[dataset.sheet]
    for cell, column in zip(sheet[2], dataset.columns, strict=True):
        is_text = column.kind.sql_type == "VARCHAR"
        assert (cell.number_format == "@") is is_text
        assert (below(sheet, cell.column) == "@") is is_text
        assert cell.value is None or isinstance(cell.value, str) is is_text


@EVERY
def test_what_is_typed_is_checked_with_a_sentence_in_thai(dataset, opened):
    sheet = opened(dataset)[dataset.sheet]
    found = checks(sheet)
    for cell, column in zip(sheet[1], dataset.columns, strict=True):
        kind, check = column.kind, found.get(cell.column_letter)
        if kind.sql_type == "VARCHAR" and not kind.choices:
            assert check is None
            continue
        assert len(check.errorTitle) <= 32
        assert len(check.error) <= 255
        assert check.error.startswith("คอลัมน์นี้กรอกได้เฉพาะ")
        if kind.choices:
            assert (check.type, check.formula1) == ("list", '"' + ",".join(word for _code, word in kind.choices) + '"')
        if kind.is_figure:
            assert check.type == ("whole" if kind.sql_type == "INTEGER" else "decimal")
            assert kind.at_least is None or float(check.formula1) == kind.at_least
            assert kind.at_most is None or float(check.formula2) == kind.at_most


def test_rounds_years_and_dates_have_checks_of_their_own(opened):
    found = checks(opened(DATASETS["plan_ranking"])[DATASETS["plan_ranking"].sheet])
    assert (found["A"].type, found["A"].formula1, found["A"].formula2) == ("whole", "2500", "2642")
    assert (found["B"].type, found["B"].formula1) == ("list", '"6,12"')
    assert found["C"].type == "date"
    sheet = opened(DATASETS["plan_ranking"])[DATASETS["plan_ranking"].sheet]
    assert (sheet["C2"].value.date(), sheet["C2"].number_format) == (date(2022, 3, 31), "yyyy-mm-dd")


@EVERY
def test_a_second_sheet_explains_every_column(dataset, opened):
    book = opened(dataset)
    assert book.sheetnames == [dataset.sheet, "คำอธิบาย"]
    head, *rows = book["คำอธิบาย"].iter_rows(values_only=True)
    assert head == ("คอลัมน์", "ชื่อในระบบ", "ต้องกรอกหรือไม่", "กรอกอะไร", "หัวตารางอื่นที่ระบบรู้จัก", "ตัวอย่าง")
    assert [(row[0], row[1], row[2]) for row in rows] == [
        (column.title, column.name, "ต้องกรอก" if column.required else "เว้นว่างได้") for column in dataset.columns
    ]
    assert all(row[3] for row in rows)


def test_a_workbook_goes_to_standard_output():
    run = subprocess.run(
        [sys.executable, "-m", "loaders", "template", "budget", "--xlsx"], cwd=ROOT, capture_output=True, check=True
    )
    assert run.stdout == workbook(DATASETS["budget"])


# File names


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("งบประมาณ 2565.csv", "งบประมาณ 2565.csv"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\งบ.xlsx", "งบ.xlsx"),
        ("a\x00b\n\x1b[31mc.csv", "ab[31mc.csv"),
        ("\u202evsc.exe", "vsc.exe"),
        ("งบ\u200b.csv", "งบ.csv"),
        ('a<b>:"c"|?*.csv', "a_b___c____.csv"),
        ("  .hidden.csv. ", "hidden.csv"),
        ("..", "file"),
        ("", "file"),
        (".csv", "csv"),
        ("งบ\udce0.csv", "งบ\ufffd.csv"),
        ("e\u0301.csv", "é.csv"),
    ],
)
def test_a_name_that_someone_else_chose_is_made_harmless(given, kept):
    assert clean(given) == kept


@pytest.mark.parametrize("letter", ["a", "ก", "😀"])
def test_a_long_name_is_cut_and_keeps_its_ending(letter):
    short = clean(letter * 300 + ".csv")
    assert short.endswith(f"{letter}.csv")
    assert 170 < len(short.encode()) <= 180
    assert clean(short) == short


@pytest.mark.full
@EVERY
def test_the_sheet_that_explains_is_no_table_even_where_it_names_all_columns(dataset, opened, write):
    book = opened(dataset)
    explanation = book["คำอธิบาย"]
    for row in _of_somebody(book[dataset.sheet], dataset).iter_rows(values_only=True):
        explanation.append(row)
    made = BytesIO()
    book.save(made)
    reports = check_files([write(made.getvalue(), "template.xlsx")], Options(), lambda name, rows: None)
    assert [report.sheet for report in reports] == [dataset.sheet]
    assert not reports[0].refused, [problem.text("en") for problem in reports[0].problems]
    assert "sheets_passed_over" in [problem.rule for problem in reports[0].problems]
