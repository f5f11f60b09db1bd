"""From a file to rows of a table, or to all that is wrong with it: recognition, checks, totals, replacement."""

import csv
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest

from database import FILE_NAME
from loaders.checks.staging import MOST_TOLD
from loaders.layout.headers import recognise
from loaders.layout.reading import Options
from loaders.limits import LARGEST_FILE, LONGEST_CELL, MOST_COLUMNS
from loaders.schema.common import NOBODY
from loaders.schema.datasets import DATASETS
from loaders.schema.kinds import NAME, TEXT
from loaders.schema.templates import template
from tests.tiers import sampled

BUDGET = "organization_code,fiscal_year,as_of,division,item,allocation,disbursed"
PLAN = "organization_code,fiscal_year,round_months,dimension_no,projects_planned,projects_done,budget_planned"

every_dataset = pytest.mark.parametrize("dataset", sampled(DATASETS.values(), every=4), ids=DATASETS)


def budget(*lines, header=BUDGET, who="04960201,2565,2022-03-31"):
    """A budget file of lines that begin with the division; the first of them is row 2."""
    return "\n".join([header, *(f"{who},{line}" for line in lines), ""])


def plan(*lines):
    """A file of dimensions of the plan at 6 months of 2564."""
    return "\n".join([PLAN, *(f"04960201,2564,6,{line}" for line in lines), ""])


def examples(dataset, *changes, without=()):
    """A file of the template's example, one row for each of `changes` to it ({column: cell})."""
    names = [column.name for column in dataset.columns if column.name not in without]
    text = StringIO(newline="")
    writer = csv.DictWriter(text, names, extrasaction="ignore")
    writer.writeheader()
    for change in changes or ({},):
        writer.writerow({column.name: column.example for column in dataset.columns} | change)
    return text.getvalue()


def errors(report):
    return [(p.rule, p.row, p.column, p.value) for p in report.problems if p.severity == "error"]


def rules(report):
    return [p.rule for p in report.problems]


# Takbai's own tables


@pytest.mark.parametrize(
    ("name", "table", "stored"),
    sampled([
        ("activities_2565", "activities", 1),
        ("budget_2565_6m", "budget", 13),
        ("measures_2565", "measures", 24),
        ("plan_progress_2564_6m", "plan_progress", 4),
        ("plan_progress_2564_12m", "plan_progress", 4),
        ("plan_ranking_2564", "plan_ranking", 8),
        ("satisfaction_2564", "satisfaction", 96),
    ], every=3),
)  # fmt: skip
def test_takbais_tables_are_recognised_and_loaded_without_a_complaint(load, rows, takbai, name, table, stored):
    report = load(takbai / f"{name}.csv")
    assert (report.checked.dataset.table, report.stored.rows, list(report.problems)) == (table, stored, [])
    assert rows(f"SELECT count(*) FROM {table}") == [(stored,)]


def test_takbais_budget_adds_up_to_the_sums_of_its_rows_and_not_to_the_printed_total(load, rows, takbai):
    load(takbai / "budget_2565_6m.csv")
    columns = ("allocation", "transfer_in", "transfer_out", "encumbered", "disbursed", "remaining")
    (sums,) = rows(f"SELECT {', '.join(f'coalesce(sum({column}), 0)' for column in columns)} FROM budget")
    assert dict(zip(columns, sums, strict=True)) == {
        "allocation": Decimal("42254400.00"),
        "transfer_in": Decimal("880500.00"),
        "transfer_out": Decimal("0"),
        "encumbered": Decimal("2000.00"),
        "disbursed": Decimal("11556723.75"),
        "remaining": Decimal("31577176.25"),
    }


def test_takbais_printed_total_is_kept_beside_the_rows_and_not_among_them(load, rows, takbai):
    load(takbai / "budget_2565_6m.csv")
    assert rows('SELECT "column", stated FROM stated_totals WHERE "table" = $table AND scope IS NULL', table="budget") == [
        ("allocation", Decimal("21266200.00")),
        ("transfer_in", Decimal("880500.00")),
        ("transfer_out", Decimal("0.00")),
        ("encumbered", Decimal("2000.00")),
        ("disbursed", Decimal("10667775.75")),
        ("remaining", Decimal("10608424.25")),
    ]
    assert rows("SELECT DISTINCT source_row FROM stated_totals") == [(15,)]
    assert rows("SELECT count(*) FROM budget WHERE item IS NULL OR division LIKE 'รวม%'") == [(0,)]


def test_takbais_satisfaction_has_the_printed_means_and_extremes(load, rows, takbai):
    load(takbai / "satisfaction_2564.csv")
    mean = "avg(score_percent)::DECIMAL(6, 2)"
    assert rows(f"SELECT {mean}, min(score_percent), max(score_percent) FROM satisfaction") == [
        (Decimal("96.70"), Decimal("90.00"), Decimal("99.90"))
    ]
    assert dict(rows(f"SELECT division, {mean} FROM satisfaction GROUP BY division")) == {
        "สำนักปลัด งานทะเบียน": Decimal("97.71"),
        "สำนักปลัด งานนิติการ": Decimal("95.54"),
        "กองคลัง": Decimal("97.38"),
        "กองช่าง": Decimal("98.06"),
        "กองสาธารณสุข": Decimal("97.54"),
        "กองการศึกษา": Decimal("95.96"),
        "กองสุขภาพ": Decimal("96.42"),
        "กองสวัสดิการ": Decimal("95.00"),
    }
    by_dimension = rows(f"SELECT {mean} FROM satisfaction GROUP BY dimension_no ORDER BY dimension_no")
    assert by_dimension == [(Decimal("97.02"),), (Decimal("97.16"),), (Decimal("95.93"),)]
    by_question = dict(rows(f"SELECT question_no, {mean} FROM satisfaction GROUP BY question_no"))
    assert (by_question[12], by_question[7]) == (Decimal("94.38"), Decimal("97.85"))
    assert (min(by_question.values()), max(by_question.values())) == (by_question[12], by_question[7])
    assert rows("SELECT score_percent, count(*) FROM satisfaction WHERE score_percent IN (90, 95) GROUP BY ALL ORDER BY 1") == [
        (Decimal("90.00"), 6),
        (Decimal("95.00"), 20),
    ]
    assert rows("SELECT count(respondents) FROM satisfaction") == [(0,)]


def test_takbais_plan_adds_up_in_both_rounds_and_agrees_with_its_printed_totals(load, rows, takbai):
    load(takbai / "plan_progress_2564_6m.csv")
    load(takbai / "plan_progress_2564_12m.csv")
    figures = ("projects_planned", "projects_done", "budget_planned", "budget_ordinance", "budget_spent")
    sums = rows(
        f"SELECT round_months, {', '.join(f'sum({name})::DECIMAL(18, 2)' for name in figures)}"
        " FROM plan_progress GROUP BY round_months ORDER BY round_months"
    )
    assert sums == [
        (6, Decimal(52), Decimal(14), Decimal("761500.00"), Decimal("394500.00"), Decimal("1500.00")),
        (12, Decimal(52), Decimal(20), Decimal("761500.00"), Decimal("364500.00"), Decimal("136060.00")),
    ]
    stated = 'SELECT stated FROM stated_totals WHERE load_id = $load AND "column" IN $figures'
    assert [tuple(value for (value,) in rows(stated, load=load_id, figures=figures)) for load_id in (1, 2)] == [
        sums[0][1:],
        sums[1][1:],
    ]
    percents = "SELECT stated FROM stated_totals WHERE \"column\" LIKE 'stated%' ORDER BY load_id"
    assert rows(percents) == [(Decimal(value),) for value in ("26.92", "0.20", "38.46", "17.87")]


def test_takbais_ranking_keeps_its_values_as_given(load, rows, takbai):
    load(takbai / "plan_ranking_2564.csv")
    percents = [percent for (percent,) in rows("SELECT percent FROM plan_ranking ORDER BY percent DESC")]
    assert percents == [Decimal(p) for p in "148.15 84.62 76.92 75.86 58.33 37.50 35.71 15.79".split()]
    assert rows("SELECT organization, percent, as_of FROM plan_ranking WHERE source_row = 2") == [
        ("เทศบาลเมืองตากใบ", Decimal("76.92"), date(2021, 10, 7))
    ]


def test_takbais_measures_are_counted_by_status_and_evidence(load, rows, takbai):
    load(takbai / "measures_2565.csv")
    assert dict(rows("SELECT status, count(*) FROM measures GROUP BY status")) == {
        "done": 14,
        "ongoing": 8,
        "not_started": 1,
        "no_case": 1,
    }
    assert dict(rows("SELECT evidence, count(*) FROM measures GROUP BY evidence")) == {"yes": 8, "no": 4, "unknown": 12}
    assert rows("SELECT measure_no FROM measures WHERE status IN ('not_started', 'no_case') ORDER BY 1") == [(3,), (8,)]
    assert rows("SELECT count(suggestion) FROM measures") == [(0,)]


# Which table a file is for


@every_dataset
def test_a_template_loads_back_and_says_the_same_as_a_file_with_english_names(load, check, rows, dataset):
    filled_in = template(dataset).decode("utf-8-sig")
    for column in dataset.columns:
        filled_in = filled_in.replace(NOBODY.get(column.name, "\0"), column.example)
    report, english = load(filled_in), check(examples(dataset))
    assert (report.checked.dataset, report.stored.rows, english.checked.dataset) == (dataset, 1, dataset)
    assert [*report.problems, *english.problems] == []
    assert (
        rows(f"SELECT * EXCLUDE (load_id) FROM {dataset.table}") == english.checked.connection.execute("FROM checked").fetchall()
    )


@every_dataset
def test_the_example_is_told_beside_other_rows_and_refuses_a_file_of_its_own(check, dataset):
    beside, alone = check(examples(dataset, {}, NOBODY)), check(examples(dataset, NOBODY))
    assert ("warning", "example_row", 3) in [(each.severity, each.rule, each.row) for each in beside.problems]
    assert ("error", "example_row", 2) in [(each.severity, each.rule, each.row) for each in alone.problems]
    assert [beside.refused, alone.refused] == [False, True]


@every_dataset
def test_each_other_header_leads_to_its_own_column(dataset):
    headers = [column.title for column in dataset.columns]
    for position, column in enumerate(dataset.columns):
        for alias in column.also:
            found = recognise([(1, [*headers[:position], alias, *headers[position + 1 :]])], Options())
            assert (found.dataset.table, found.positions[column.name]) == (dataset.table, position), alias


@pytest.mark.parametrize(
    "header",
    [
        "Disbursed",
        " DISBURSED ",
        "\ufeffdisbursed",
        "disbursed (baht)",
        "เบิก จ่าย",
        "เบิกจ่าย (บาท)",
        "เบิกจ่าย\n(บาท)",
        "เบิก\r\nจ่าย",
        "จ่ายจริง [หน่วย:\nบาท]",
        "จ่าย\u00a0จริง（บาท）",
    ],
)
def test_a_header_is_known_whatever_its_case_spaces_line_breaks_and_unit(header):
    found = recognise([(1, [header, *BUDGET.removesuffix(",disbursed").split(",")])], Options())
    assert (found.dataset.table, found.positions["disbursed"]) == ("budget", 0)


def test_a_header_may_have_a_line_break_within_its_quotation_marks(check):
    report = check(budget("กองคลัง,ค่าวัสดุ,100,40", header=BUDGET.replace("disbursed", '"เบิกจ่าย\n(หน่วย:\nบาท)"')))
    assert report.checked.connection.execute("SELECT source_row, disbursed FROM checked").fetchall() == [(2, 40)]


def test_the_first_header_is_known_behind_a_byte_order_mark(check):
    report = check(b"\xef\xbb\xbf" + budget("กองคลัง,ค่าวัสดุ,100,40").encode())
    assert (report.refused, report.checked.encoding) == (False, "UTF-8 with BOM")


def test_columns_may_stand_in_any_order(check):
    report = check(
        "disbursed,item,division,allocation,as_of,fiscal_year,org_code\n40,ค่าวัสดุ,กองคลัง,100,2022-03-31,2565,04960201\n"
    )
    values = "SELECT organization_code, division, item, allocation, disbursed FROM checked"
    assert report.checked.connection.execute(values).fetchall() == [
        ("04960201", "กองคลัง", "ค่าวัสดุ", Decimal("100.00"), Decimal("40.00"))
    ]


BOTH = "รหัส อปท.,ปีงบประมาณ,ข้อ,มาตรการ,สถานะ,ผู้รับผิดชอบ,หน่วยงาน,คำถาม,ร้อยละ\n04960201,2565,1,สุจริต,done,กองคลัง,กองคลัง,สุภาพ,95\n"


def test_headers_that_fit_two_tables_equally_well_are_refused_and_both_are_named(check):
    assert errors(check(BOTH)) == [("ambiguous_table", 1, None, "satisfaction, measures")]


def test_the_caller_says_which_table_a_file_is_for(load, rows):
    assert load(BOTH, table="satisfaction").stored.rows == 1
    assert load(BOTH, table="measures").stored.rows == 1
    assert rows("SELECT (SELECT score_percent FROM satisfaction), (SELECT status FROM measures)") == [(Decimal("95.00"), "done")]


def test_the_table_that_knows_more_of_the_headers_is_taken(check):
    assert check(BOTH.replace("ผู้รับผิดชอบ", "เรื่องอื่น")).checked.dataset.table == "satisfaction"


def test_a_file_for_the_wrong_table_is_told_what_that_table_needs(check):
    lacking = ["as_of", "division", "item", "allocation", "disbursed"]
    assert errors(check(plan("1,16,2,170000"), table="budget")) == [("missing_column", 1, column, None) for column in lacking]


@every_dataset
def test_a_required_column_that_is_missing_is_named_with_the_headers_it_may_have(check, dataset):
    for name in (name for name in dataset.required if not dataset.column(name).may_be_unreported):
        # The organization's name would say where it lies.
        content = examples(dataset, without=[name]).replace("เทศบาลเมืองตากใบ", "เทศบาลหนึ่ง")
        report = check(content, table=dataset.table)
        assert errors(report) == [("missing_column", 1, name, None)]
        assert dataset.column(name).title in report.problems[0].expected


@every_dataset
def test_a_file_of_the_required_columns_alone_is_enough(check, dataset):
    optional = [column.name for column in dataset.columns if not column.required]
    report = check(examples(dataset, without=optional))
    assert (report.checked.dataset, list(report.problems)) == (dataset, [])
    nothing = " AND ".join(f"{name} IS NULL" for name in optional) or "true"
    assert report.checked.connection.execute(f"SELECT count(*) FROM checked WHERE {nothing}").fetchall() == [(1,)]


def test_two_headers_for_one_column_are_refused(check):
    report = check(budget("กองคลัง,ค่าวัสดุ,100,40,41", header=f"{BUDGET},จ่ายจริง"))
    assert errors(report) == [("repeated_header", 1, "disbursed", "จ่ายจริง")]
    assert "“disbursed”" in report.problems[0].text("en")


def test_two_headers_for_one_column_of_another_table_do_no_harm(check):
    header = "organization_code,fiscal_year,round_months,project_no,project,รายการ,dimension_no,status\n"
    report = check(header + "04960201,2564,6,1,อบรม,ไม่ใช้,1,done\n")
    assert (report.checked.dataset.table, rules(report)) == ("plan_projects", ["unknown_column"])


def test_unknown_columns_are_named_and_passed_over(check):
    report = check(budget("กองคลัง,ค่าวัสดุ,100,40,x,y", header=f"{BUDGET},สี,ขนาด"))
    assert [(p.severity, p.rule, p.value) for p in report.problems] == [
        ("note", "unknown_column", "สี"),
        ("note", "unknown_column", "ขนาด"),
    ]
    assert not report.refused


def test_a_mapped_header_names_its_column(check):
    report = check(
        budget("กองคลัง,ค่าวัสดุ,100,40", header=BUDGET.replace("disbursed", "ตัดจ่าย (บาท)")), mapping={"ตัดจ่าย": "disbursed"}
    )
    assert (rules(report), report.checked.connection.execute("SELECT disbursed FROM checked").fetchall()) == (
        [],
        [(40,)],
    )


def test_a_mapping_outweighs_what_a_header_means_otherwise(check):
    header = BUDGET.replace("disbursed", "balance,อนุมัติจ่าย")
    report = check(budget("กองคลัง,ค่าวัสดุ,100,60,40", header=header), mapping={"balance": "note", "อนุมัติจ่าย": "disbursed"})
    assert report.checked.connection.execute("SELECT disbursed, remaining, note FROM checked").fetchall() == [(40, None, "60")]


def test_a_header_mapped_to_a_column_of_another_table_is_told_as_unknown(check):
    report = check(budget("กองคลัง,ค่าวัสดุ,100,40,7", header=f"{BUDGET},สัดส่วน"), mapping={"สัดส่วน": "percent"})
    assert [(p.rule, p.value) for p in report.problems] == [("mapping_to_another_table", "สัดส่วน"), ("unknown_column", "สัดส่วน")]


# What the caller says of a file


def test_options_fill_the_columns_that_a_file_lacks(load, rows):
    report = load(
        "หน่วยงาน,รายการ,อนุมัติ,จ่ายจริง\nกองคลัง,ค่าวัสดุ,100,40\nรวม,,100,40\n",
        organization_code="04960201",
        fiscal_year="2565",
        as_of="2022-03-31",
    )
    assert list(report.problems) == []
    assert rows("SELECT organization_code, fiscal_year, as_of, allocation FROM budget") == [
        ("04960201", 2565, date(2022, 3, 31), Decimal("100.00"))
    ]
    assert rows("SELECT organization_code, fiscal_year, as_of, file_name FROM loads") == [
        ("04960201", "2565", "2022-03-31", "data.csv")
    ]


@pytest.mark.parametrize(
    ("option", "given", "found"),
    [
        ("organization_code", "04960202", "04960201"),
        ("fiscal_year", "2566", "2565"),
        ("as_of", "2022-03-30", "2022-03-31"),
    ],
)
def test_an_option_that_contradicts_the_file_refuses_it(check, option, given, found):
    report = check(budget("กองคลัง,ค่าวัสดุ,100,40"), **{option: given})
    assert errors(report) == [("option_contradicts", 2, option, found)]
    assert report.problems[0].expected == given


def test_a_round_that_contradicts_the_file_refuses_it(check):
    assert errors(check(plan("1,16,2,170000"), round_months="12")) == [("option_contradicts", 2, "round_months", "6")]


def test_an_option_that_says_the_same_in_other_words_contradicts_nothing(check):
    same = {"organization_code": "๐๔๙๖๐๒๐๑", "fiscal_year": "2565", "as_of": "31/03/2565"}
    assert not check(budget("กองคลัง,ค่าวัสดุ,100,40"), **same).refused


# What refuses a file


@every_dataset
def test_an_empty_cell_of_a_required_column_is_named(check, dataset):
    required = [name for name in dataset.required if not dataset.column(name).may_be_unreported]
    # A file for each further figure: rows that lack one each could be the parts of a row that has them all.
    further = [name for name in required if name in dataset.figures][1:]
    for blank in [[name for name in required if name not in further], *([name] for name in further)]:
        report = check(examples(dataset, *({name: ""} for name in blank)))
        empty = [(p.row, p.column) for p in report.problems if p.rule == "empty_cell"]
        assert empty == list(enumerate(blank, start=2))
        assert {p.rule for p in report.problems} <= {"empty_cell", "repeated_key", "repeated_line"}


@every_dataset
def test_a_cell_that_is_not_of_its_kind_is_named_with_what_belongs_there(check, dataset):
    # The number of a case is a text.
    columns = [column for column in dataset.columns if replace(column.kind, expects=NAME.expects) not in (NAME, TEXT)]
    report = check(examples(dataset, *({column.name: "เก้าสิบ"} for column in columns)))
    found = [p for p in report.problems if p.rule == "not_of_its_kind"]
    assert [(p.row, p.column, p.value) for p in found] == [
        (row, column.name, "เก้าสิบ") for row, column in enumerate(columns, start=2)
    ]
    assert [p.expected for p in found] == [column.kind.expects for column in columns]


@every_dataset
def test_an_amount_or_count_below_nothing_is_refused(check, dataset):
    # A decrease below nothing says twice that it is one.
    columns = [column.name for column in dataset.columns if column.kind.at_least == 0 and not column.kind.is_decrease]
    found = [error for error in errors(check(examples(dataset, *({name: "-1"} for name in columns)))) if error[0] == "negative"]
    assert [(row, column) for _, row, column, _ in found] == list(enumerate(columns, start=2))


@every_dataset
def test_a_number_that_names_something_begins_with_1(check, dataset):
    columns = [column.name for column in dataset.columns if column.kind.at_least == 1]
    found = errors(check(examples(dataset, *({name: "0"} for name in columns))))
    assert found == [("out_of_range", row, column, "0") for row, column in enumerate(columns, start=2)]


@every_dataset
def test_a_number_beyond_its_limit_is_refused(check, dataset):
    columns = [column for column in dataset.columns if column.kind.at_most is not None]
    found = errors(check(examples(dataset, *({column.name: str(column.kind.at_most + 1)} for column in columns))))
    assert [(rule, row, name) for rule, row, name, _ in found] == [
        ("out_of_range", row, column.name) for row, column in enumerate(columns, start=2)
    ]


def test_only_a_balance_may_be_negative(check):
    signed = [column.name for column in DATASETS["budget"].columns if column.kind.is_figure and column.kind.at_least is None]
    assert signed == ["remaining"]
    assert not check(budget("กองคลัง,ค่าวัสดุ,100,140,-40", header=f"{BUDGET},remaining")).refused


@pytest.mark.parametrize("table", ["budget", "plan_ranking"])
def test_an_as_of_date_lies_in_its_fiscal_year_or_the_90_days_after(check, table):
    days = {
        "2021-09-30": "2565",  # row 2, the day before the year
        "2021-10-01": "2565",
        "2022-09-30": "2565",
        "2022-12-29": "2565",
        "2022-12-30": "2565",  # row 6, the 91st day after it
        "29/12/2565": "65",
        "30/12/2565": "2022",  # row 8, the 91st day after it
    }
    report = check(examples(DATASETS[table], *({"as_of": day, "fiscal_year": year} for day, year in days.items())))
    outside = [(row, column, value) for rule, row, column, value in errors(report) if rule == "as_of_outside_year"]
    assert outside == [(2, "as_of", "2021-09-30"), (6, "as_of", "2022-12-30"), (8, "as_of", "2022-12-30")]


@pytest.mark.parametrize("dataset", [d for d in DATASETS.values() if not d.lines_may_repeat], ids=lambda d: d.table)
def test_a_repeated_key_refuses_the_file_and_names_both_rows(check, dataset):
    last = dataset.key[-1]
    report = check(examples(dataset, {}, {last: "งานอื่น" if last in dataset.texts else "4"}, {}, {}))
    assert [(rule, row) for rule, row, _, _ in errors(report)] == [("repeated_key", 4), ("repeated_key", 5)]
    assert [p.words["first"] for p in report.problems] == ["2", "2"]
    assert "row 2" in report.problems[0].text("en")


def test_keys_that_cannot_be_read_are_not_called_repeated(check):
    found = errors(check(plan("หนึ่ง,16,2,0", "สอง,15,6,0")))
    assert found == [("not_of_its_kind", 2, "dimension_no", "หนึ่ง"), ("not_of_its_kind", 3, "dimension_no", "สอง")]


# The municipality's printed table lost the division cell in four rows: everything after it stands one cell to the left.
SHIFTED = budget(
    "งบกลาง,สำรองจ่าย,250000.00,27325.00,222675.00",
    '- เงินสมทบกองทุนสวัสดิการชุมชน,"๒๕,๐๐๐.๐๐",๐.๐๐,"๒๕,๐๐๐.๐๐",',
    'เงินสมทบ กบข.,"๒,๘๘๗,๘๐๐.๐๐","๑,๘๘๗,๘๐๐.๐๐","๑,๐๐๐,๐๐๐.๐๐",',
    "เงินว่าหน้คงค้างประจำ,๐.๐๐,,๐.๐๐,",
    "เงินงวดคงค้างประจำ(งบฯ),37000,หมายเหตุ,10325.00,",
    header=f"{BUDGET},remaining",
)


def test_a_shifted_row_is_told_once_with_the_remark_that_the_division_is_missing(check):
    report = check(SHIFTED)
    assert errors(report) == [
        ("shifted_row", 3, None, "๒๕,๐๐๐.๐๐"),
        ("shifted_row", 4, None, "๒,๘๘๗,๘๐๐.๐๐"),
        ("shifted_row", 5, None, "๐.๐๐"),
        ("shifted_row", 6, None, "37000"),
    ]
    shifted = [problem for problem in report.problems if problem.severity == "error"]
    assert all("The cell of the division seems to be missing" in problem.text("en") for problem in shifted)


def test_a_short_number_in_a_name_is_no_shift(check):
    assert not check(budget("กองคลัง,7,100,40", "กองคลัง,ถนนสาย 4056,100,40", "กองคลัง,2565/1,100,40")).refused


@pytest.mark.parametrize(("line", "cells"), [("กองคลัง,ค่าวัสดุ,100", "6"), ("กองคลัง,ค่าวัสดุ,100,40,50", "8"), ("กองคลัง", "4")])
def test_a_row_with_too_few_or_too_many_cells_is_told_once(check, line, cells):
    assert errors(check(budget("กองช่าง,ค่าวัสดุ,100,40", line))) == [("wrong_number_of_cells", 3, None, cells)]


def test_empty_cells_beyond_the_header_are_no_fault(check):
    assert not check(budget("กองคลัง,ค่าวัสดุ,100,40,,  ,")).refused


def test_all_that_is_wrong_with_a_file_is_told_at_once_in_the_order_of_its_rows(check):
    report = check(
        budget(
            "กองคลัง,ค่าวัสดุ,100,40",
            'กองคลัง,ค่าไฟ,"1,2,3",40',
            "กองคลัง,ค่าน้ำ,100,",
            "กองคลัง,ค่าโทรศัพท์,-5,40.001",
            "กองคลัง,ค่าเช่า,100",
            "กองคลัง,,100,40",
            "ค่าที่ดิน,500.00,40,",
        )
        + "496,65,2022-02-30,กองคลัง,ค่ารถ,100,40\n"
        + "04960201,2565,2023-03-31,กองคลัง,ค่าจ้าง,100,40\n"
    )
    assert errors(report) == [
        ("not_of_its_kind", 3, "allocation", "1,2,3"),
        ("decimal_asked", 5, "disbursed", "40.001"),
        ("negative", 5, "allocation", "-5"),
        ("not_of_its_kind", 5, "disbursed", "40.001"),
        ("wrong_number_of_cells", 6, None, "6"),
        ("empty_cell", 7, "item", None),
        ("shifted_row", 8, None, "500.00"),
        ("not_of_its_kind", 9, "organization_code", "496"),
        ("not_of_its_kind", 9, "as_of", "2022-02-30"),
        ("as_of_outside_year", 10, "as_of", "2023-03-31"),
    ]


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("กองคลัง,ค่าวัสดุ,x,40", "not_of_its_kind"),
        ("กองคลัง,ค่าวัสดุ,100", "wrong_number_of_cells"),
        ("กองคลัง,ค่าวัสดุ,100,40", "repeated_line"),
    ],
)
def test_of_many_like_problems_the_first_are_told_and_the_rest_are_counted(check, line, rule):
    extra = 30 if rule != "repeated_line" else 31
    report = check(budget(*[line] * (MOST_TOLD + extra)), answers={"repeated": "keep"})
    problems = [p for p in report.problems if p.rule == rule]
    assert len(problems) == MOST_TOLD + 1
    assert problems[-1].text("en") == f"30 more rows after row {problems[-2].row} have the same problem."


# Rows and their numbers


def test_rows_are_numbered_as_a_spreadsheet_does(load, rows):
    load(
        f"{BUDGET}\n\n,,,,,,\n"
        '04960201,2565,2022-03-31,กองคลัง,"ค่าวัสดุ\nสำนักงาน\n(2565)",100,40\n'
        "\n04960201,2565,2022-03-31,กองช่าง,ค่าไฟ,200,50\n"
    )
    assert rows("SELECT source_row, item FROM budget") == [(4, "ค่าวัสดุ สำนักงาน (2565)"), (6, "ค่าไฟ")]


def test_the_row_of_a_problem_counts_blank_rows_and_not_line_breaks_in_cells(check):
    report = check(
        f'\n\n{BUDGET}\n\n04960201,2565,2022-03-31,กองคลัง,"ค่า\nวัสดุ",100,40\n04960201,2565,2022-03-31,กองช่าง,ค่าไฟ,x,50\n'
    )
    assert errors(report) == [("not_of_its_kind", 6, "allocation", "x")]


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_line_breaks_are_those_of_any_system(check, line_break):
    report = check(budget("กองคลัง,ค่าวัสดุ,100,40", "กองช่าง,ค่าไฟ,200,50").replace("\n", line_break))
    assert report.checked.connection.execute("SELECT source_row, disbursed FROM checked").fetchall() == [
        (2, 40),
        (3, 50),
    ]


def test_a_blank_amount_is_not_nothing_spent(load, rows):
    load(budget("กองคลัง,ค่าวัสดุ,100,40,", "กองช่าง,ค่าไฟ,200,0.00,0.00", header=f"{BUDGET},encumbered"))
    assert rows("SELECT encumbered, disbursed FROM budget ORDER BY source_row") == [
        (None, Decimal("40.00")),
        (Decimal("0.00"), Decimal("0.00")),
    ]


def test_spaces_around_a_cell_are_not_part_of_it(check):
    report = check(budget(' กองคลัง ,"\tค่า วัสดุ\u00a0",\t100 ," 1,632,820 "'))
    assert report.checked.connection.execute("SELECT division, item, allocation, disbursed FROM checked").fetchall() == [
        ("กองคลัง", "ค่า วัสดุ", 100, 1632820)
    ]


def test_budget_lines_that_a_file_repeats_are_both_kept_and_told(load, rows):
    report = load(budget("กองคลัง,ค่าวัสดุ,100,40", "กองช่าง,ค่าวัสดุ,10,4", "กองคลัง,ค่าวัสดุ,200,50"))
    assert [(p.severity, p.rule, p.row, p.words["first"]) for p in report.problems] == [("warning", "repeated_line", 4, "2")]
    assert rows("SELECT source_row, occurrence, allocation FROM budget ORDER BY source_row") == [
        (2, 1, 100),
        (3, 1, 10),
        (4, 2, 200),
    ]
    assert rows("SELECT warnings FROM loads") == [(1,)]


def test_lines_that_differ_in_any_name_are_not_repeated(check):
    header = BUDGET.replace("division", "plan,work,category,division")
    report = check(
        budget(
            "ก,,,กองคลัง,ค่าวัสดุ,1,1",
            "ข,,,กองคลัง,ค่าวัสดุ,1,1",
            "ข,ค,,กองคลัง,ค่าวัสดุ,1,1",
            "ข,ค,ง,กองคลัง,ค่าวัสดุ,1,1",
            header=header,
        )
    )
    assert "repeated_line" not in rules(report)


# Totals


@pytest.mark.parametrize("place", ["{word},,300,90", ",{word},300,90", "{word},{word},300,90"])
def test_a_total_row_is_known_by_the_whole_cell_and_its_place(load, rows, place):
    words = ["รวม", "รวมทั้งสิ้น", "รวมทั้งหมด", "รวมงบประมาณ", "Total", "GRAND TOTAL", " รวม "]
    totals = "".join(f",,,{place.format(word=word)}\n" for word in words)
    report = load(budget("กองคลัง,ค่าวัสดุ,100,40", "กองช่าง,ค่าไฟ,200,50") + totals)
    assert list(report.problems) == []
    assert rows("SELECT sum(allocation), count(*) FROM budget") == [(300, 2)]
    assert rows('SELECT source_row, scope, "column", stated FROM stated_totals ORDER BY "column", source_row') == [
        (row, None, column, stated) for column, stated in (("allocation", 300), ("disbursed", 90)) for row in range(4, 11)
    ]


def test_an_ordinary_row_that_contains_a_word_of_totals_is_no_total(load, rows):
    names = [
        "รวมงานกีฬาและนันทนาการ",
        "ก่อสร้างตามผังเมืองรวม",
        "รวมถึงค่าซ่อม",
        "ค่าอาหารรวม",
        "Total station",
        "รวม กองคลัง",
    ]
    items = [f"กองคลัง,{name},{100 - 7 * number},40" for number, name in enumerate(names)]
    load(budget(*items, *(f"{name},ค่าวัสดุ,{30 - 3 * number},4" for number, name in enumerate(names))), answers={"unit": "baht"})
    assert rows("SELECT sum(allocation), count(*) FROM budget") == [(495 + 135, 12)]
    assert rows("SELECT count(*) FROM stated_totals") == [(0,)]


def test_a_remark_that_says_total_makes_no_total_of_a_full_row(load, rows):
    load(budget("กองคลัง,ค่าวัสดุ,100,40,รวม", header=f"{BUDGET},note"))
    assert rows("SELECT note, allocation FROM budget") == [("รวม", 100)]


def test_the_subtotal_of_a_division_keeps_the_division_as_its_scope(load, rows):
    load(budget("กองคลัง,ค่าวัสดุ,100,40", "กองคลัง,รวม,100,40", "กองช่าง,ค่าไฟ,200,50", "กองช่าง,รวม,201,50", "รวมทั้งสิ้น,,300,90"))
    stated = "SELECT source_row, scope, stated FROM stated_totals WHERE \"column\" = 'allocation' ORDER BY source_row"
    assert rows(stated) == [(3, "กองคลัง", 100), (5, "กองช่าง", 201), (6, None, 300)]
    assert rows("SELECT sum(allocation) FROM budget") == [(300,)]


def test_a_number_that_names_a_row_is_not_stated_as_a_total(load, rows):
    header = "organization_code,fiscal_year,division,dimension_no,question_no,question,score_percent\n"
    load(header + "04960201,2564,กองคลัง,1,1,สุภาพ,90\n04960201,2564,กองคลัง,1,2,รวดเร็ว,96\n04960201,2564,กองคลัง,1,,รวม,93\n")
    assert rows('SELECT scope, "column", stated FROM stated_totals') == [("กองคลัง", "score_percent", 93)]


def test_a_blank_in_a_total_row_states_nothing(load, rows):
    load(budget("กองคลัง,ค่าวัสดุ,100,40", "รวม,,,40"))
    assert rows('SELECT "column" FROM stated_totals') == [("disbursed",)]


def test_a_total_that_is_no_amount_refuses_the_file(check):
    assert errors(check(budget("กองคลัง,ค่าวัสดุ,100,40", "รวม,,หนึ่งร้อย,40"))) == [("not_of_its_kind", 3, "allocation", "หนึ่งร้อย")]


# Files that are no tidy CSV


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(budget("กองคลัง,ค่า\x00วัสดุ,100,40").encode(), "NUL bytes", id="nul"),
        pytest.param(budget("Café,Crème,100,40").encode("latin-1"), "neither UTF-8 nor Thai", id="latin-1"),
        pytest.param(budget("กองคลัง,ค่าวัสดุ,100,40").encode()[:-9] + b"\xe0\xb8", "neither UTF-8 nor Thai", id="cut-off"),
    ],
)
def test_bytes_that_are_no_text_are_refused_by_name_and_nothing_is_stored(load, store, content, said):
    report = load(content)
    assert [rule for rule, *_ in errors(report)] == ["unreadable_bytes"]
    assert said in report.problems[0].text("en")
    assert not (store / FILE_NAME).exists()


def test_bytes_that_are_no_text_are_told_with_their_line(check):
    report = check(budget("Cafe,Creme,100,40").encode() + "04960201,2565,2022-03-31,กอง".encode("cp874"))
    assert report.problems[0].row == 3


@pytest.mark.parametrize(
    ("content", "rule", "row"),
    [
        pytest.param(b"", "empty_file", None, id="empty"),
        pytest.param(b"\xef\xbb\xbf", "empty_file", None, id="only-a-byte-order-mark"),
        pytest.param(b"\n\n ,,\n", "no_header", 1, id="blank"),
        pytest.param(budget(), "no_rows", None, id="only-headers"),
        pytest.param(budget("รวมทั้งสิ้น,,300,90"), "no_rows", None, id="only-a-total"),
        pytest.param(budget('กองคลัง,"ค่าวัสดุ,100,40', "กองช่าง,ค่าไฟ,200,50"), "broken_quotes", 2, id="open-quote"),
        pytest.param(budget("กองคลัง,ก,1,1", 'กองช่าง,"ค่าไฟ"ฟ้า,200,50'), "broken_quotes", 3, id="after-quote"),
        pytest.param(f'"{BUDGET}', "broken_quotes", 1, id="open-quote-in-header"),
        pytest.param(budget(f"กองคลัง,{'ก' * (LONGEST_CELL + 1)},1,1"), "cell_too_long", 2, id="long-cell"),
        pytest.param(budget(header=BUDGET + ",x" * (MOST_COLUMNS - 6)), "too_many_columns", 1, id="many-columns"),
    ],
)
def test_a_file_without_rows_or_against_the_rules_of_csv_is_refused(check, content, rule, row):
    assert [(found, at) for found, at, *_ in errors(check(content))] == [(rule, row)]


def test_as_many_columns_and_characters_as_are_allowed_are_read(check):
    item = "ก" * LONGEST_CELL
    wide = budget(f"กองคลัง,{item},1,1" + ",x" * (MOST_COLUMNS - 7), header=BUDGET + ",x" * (MOST_COLUMNS - 7))
    assert check(wide).checked.connection.execute("SELECT item FROM checked").fetchall() == [(item,)]


def test_a_path_that_leads_to_no_file_is_told_with_the_path(check, tmp_path):
    for path in (tmp_path / "no such file.csv", tmp_path):
        assert errors(check(path)) == [("unreadable_file", None, None, str(path))]


def test_a_file_that_is_too_large_is_refused_unread(check, tmp_path):
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    assert errors(check(path)) == [("file_too_large", None, None, None)]


# Loading again, and beside each other


def test_the_same_slice_loaded_again_replaces_its_rows_and_the_register_says_so(load, rows):
    load(budget("กองคลัง,ค่าวัสดุ,100,40", "กองคลัง,ค่าไฟ,200,50"))
    report = load(budget("กองคลัง,ค่าวัสดุ,100,45"))
    assert (report.stored.load_id, report.stored.replaced) == (2, {1: 2})
    assert rows("SELECT load_id, item, disbursed FROM budget") == [(2, "ค่าวัสดุ", 45)]
    assert rows("SELECT load_id, replaced_by, rows_stored FROM loads ORDER BY load_id") == [(1, 2, 2), (2, None, 1)]


def test_a_later_as_of_date_replaces_nothing(load, rows):
    load(budget("กองคลัง,ค่าวัสดุ,100,40"))
    report = load(budget("กองคลัง,ค่าวัสดุ,100,70", who="04960201,2565,2022-06-30"))
    assert report.stored.replaced == {}
    assert rows("SELECT as_of, disbursed FROM budget ORDER BY as_of") == [
        (date(2022, 3, 31), 40),
        (date(2022, 6, 30), 70),
    ]


def test_one_divisions_budget_leaves_that_of_another_alone(load, rows):
    load(budget("กองคลัง,ค่าวัสดุ,100,40", "กองช่าง,ค่าไฟ,200,50"))
    assert load(budget("กองช่าง,ค่าไฟ,200,55")).stored.replaced == {1: 1}
    assert rows("SELECT load_id, division, disbursed FROM budget ORDER BY division") == [
        (1, "กองคลัง", 40),
        (2, "กองช่าง", 55),
    ]
    assert rows("SELECT load_id, replaced_by FROM loads ORDER BY load_id") == [(1, None), (2, None)]


@every_dataset
def test_every_table_replaces_what_the_same_slice_held_before(load, rows, dataset):
    content = examples(dataset)
    assert load(content).stored.replaced == {}
    assert load(content.replace("\n", "\n\n")).stored.replaced == {1: 1}
    assert rows(f"SELECT load_id, source_row FROM {dataset.table}") == [(2, 3)]


def test_what_a_total_stated_goes_with_the_rows_it_summed(load, rows):
    load(budget("กองคลัง,ค่าวัสดุ,100,40", "กองช่าง,ค่าไฟ,200,50", "รวม,,300,90"))
    load(budget("กองช่าง,ค่าไฟ,200,55"))
    assert rows("SELECT count(*) FROM stated_totals") == [(0,)]


def test_the_identical_file_again_changes_not_a_byte_and_says_so(load, store, takbai):
    load(takbai / "budget_2565_6m.csv")
    before = (store / FILE_NAME).read_bytes()
    report = load(takbai / "budget_2565_6m.csv")
    assert (report.stored.unchanged, report.stored.load_id, report.stored.replaced) == (True, 1, {})
    assert (store / FILE_NAME).read_bytes() == before


def test_a_file_that_was_replaced_since_is_loaded_again(load, rows):
    first = budget("กองคลัง,ค่าวัสดุ,100,40")
    load(first)
    load(budget("กองคลัง,ค่าวัสดุ,100,45"))
    assert load(first).stored.unchanged is False
    assert rows("SELECT load_id, disbursed FROM budget") == [(3, 40)]
    assert rows("SELECT replaced_by FROM loads ORDER BY load_id") == [(2,), (3,), (None,)]


def test_the_same_file_with_other_options_is_another_load(load):
    content = budget("กองคลัง,ค่าวัสดุ,100,40")
    load(content)
    assert load(content, encumbered="gross").stored.load_id == 2


def test_a_refused_file_changes_not_a_byte(load, store):
    load(budget("กองคลัง,ค่าวัสดุ,100,40"))
    before = (store / FILE_NAME).read_bytes()
    assert load(budget("กองคลัง,ค่าวัสดุ,100,45", "กองช่าง,ค่าไฟ,x,50")).refused
    assert (store / FILE_NAME).read_bytes() == before


def test_the_original_is_kept_byte_for_byte(load, store, takbai):
    path = takbai / "measures_2565.csv"
    report = load(path)
    assert (store / "originals" / report.original.sha256).read_bytes() == path.read_bytes()


def test_a_lost_original_is_kept_again_when_its_file_is_loaded_again(load, store):
    original = store / "originals" / load(budget("กองคลัง,ค่าวัสดุ,100,40")).original.sha256
    kept = original.read_bytes()
    original.write_bytes(b"changed")
    assert load(kept).stored.unchanged
    assert original.read_bytes() == kept


def test_a_value_that_looks_like_sql_is_only_a_value(load, rows):
    load(budget("กองคลัง,'); DROP TABLE budget; --,100,40"))
    assert rows("SELECT item FROM budget") == [("'); DROP TABLE budget; --",)]


def test_a_file_whose_name_is_no_text_is_loaded_under_a_name_that_can_be_read(load, rows, tmp_path):
    path = tmp_path / "\udca7\udcba.csv"  # งบ in Windows-874, as an old disk gives it
    path.write_text(budget("กองคลัง,ค่าวัสดุ,100,40"), encoding="utf-8")
    load(path)
    assert rows("SELECT file_name FROM loads") == [("\ufffd\ufffd.csv",)]


# What is told, in two languages

TOLD = {
    "missing_column": "organization_code,fiscal_year\n",
    "ambiguous_table": BOTH,
    "repeated_header": budget(header=f"{BUDGET},จ่ายจริง"),
    "unknown_column": budget("กองคลัง,ค่าวัสดุ,100,40,x", header=f"{BUDGET},{{สี}}"),
    "wrong_number_of_cells": budget("กองคลัง,ค่าวัสดุ,100"),
    "shifted_row": SHIFTED,
    "empty_cell": budget("กองคลัง,,100,40"),
    "not_of_its_kind": budget("กองคลัง,ค่าวัสดุ,{x},40"),
    "negative": budget("กองคลัง,ค่าวัสดุ,-1,40"),
    "out_of_range": plan("5,16,2,170000"),
    "converted": budget("กองคลัง,ค่าวัสดุ,100,40", who="04960201,65,2022-03-31"),
    "as_of_outside_year": budget("กองคลัง,ค่าวัสดุ,100,40", who="04960201,2560,2022-03-31"),
    "repeated_key": plan("1,16,2,170000", "1,16,2,170000"),
    "repeated_line": budget("กองคลัง,ค่าวัสดุ,100,40", "กองคลัง,ค่าวัสดุ,100,40"),
    "no_rows": budget(),
    "no_header": " ,,\n",
    "empty_file": "",
    "too_many_columns": "x," * MOST_COLUMNS,
    "cell_too_long": budget(f"กองคลัง,{'ก' * (LONGEST_CELL + 1)},1,1"),
    "broken_quotes": budget('กองคลัง,"ค่าวัสดุ,100,40'),
    "unreadable_bytes": b"a,\x00",
    "unreadable_file": Path("no such file.csv"),
    "option_contradicts": budget("กองคลัง,ค่าวัสดุ,100,40"),
}
GIVEN = {"option_contradicts": {"fiscal_year": "2566"}}


@pytest.mark.parametrize("rule", TOLD)
def test_every_problem_is_a_whole_sentence_in_thai_and_another_in_english(check, rule):
    problems = [problem for problem in check(TOLD[rule], **GIVEN.get(rule, {})).problems if problem.rule == rule]
    assert problems
    for problem in problems:
        thai, english = problem.text("th"), problem.text("en")
        assert thai != english
        for sentence in (thai, english):
            assert sentence.strip()
            assert not re.search(r"\{[a-z_]+\}|\bNone\b", sentence.replace("{x}", ""))


def test_a_lost_database_with_a_register_is_made_again_before_anything_is_loaded(store, load, takbai, loader):
    load(takbai / "measures_2565.csv")
    register = (store / "register.json").read_bytes()
    (store / FILE_NAME).unlink()
    run = loader("load", takbai / "satisfaction_2564.csv")
    assert run.returncode == 1
    assert "python -m loaders rebuild" in run.stdout
    assert (store / "register.json").read_bytes() == register
    assert loader("rebuild").returncode == 0
    assert loader("load", takbai / "satisfaction_2564.csv").returncode == 0


def test_rows_of_an_earlier_load_that_a_correction_leaves_in_place_are_told(load, loader, write):
    head = "organization_code,fiscal_year,as_of,division,item,allocation,disbursed\n"
    load(head + "04960201,2566,2022-12-31,กองคลัง,ก,100,1\n04960201,2566,2022-12-31,โอน,ข,200,2\n")
    corrected = write(head + "04960201,2566,2022-12-31,กองคลัง,ก,100,1\n04960201,2566,2022-12-31,กองโอน,ข,200,2\n", "b.csv")
    run = loader("load", corrected)
    assert "แทนที่ 1 แถวของการนำเข้าครั้งที่ 1" in run.stdout
    assert "ยังเหลือ 1 แถวของการนำเข้าครั้งที่ 1" in run.stdout


def test_a_total_row_may_say_so_in_any_required_cell(load, rows):
    head = "organization_code,fiscal_year,as_of,division,item,allocation,disbursed\n"
    report = load(head + "04960201,2566,2022-12-31,กองคลัง,ก,100,1\nรวม,,,,,100,1\n")
    assert not report.refused
    assert rows('SELECT "column", stated, scope FROM stated_totals ORDER BY "column"') == [
        ("allocation", Decimal("100.00"), None),
        ("disbursed", Decimal("1.00"), None),
    ]


def test_a_remembered_mapping_is_let_go_for_a_file_whose_caller_says_so(load):
    header = "organization_code,fiscal_year,as_of,division,item,allocation,เงินที่ใช้ไป\n"
    budget = header + "04960201,{},{}-03-31,กองคลัง,ค่าวัสดุ,100,40\n"
    load(budget.format(2565, 2022), mapping={"เงินที่ใช้ไป": "disbursed"})
    assert [told.rule for told in load(budget.format(2566, 2023)).problems] == ["mapping_recalled"]
    assert {told.rule for told in load(budget.format(2567, 2024), mapping={"เงินที่ใช้ไป": ""}).problems} == {
        "missing_column",
        "unknown_headers",
    }
