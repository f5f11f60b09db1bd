"""Conditions on the lists of rows: what is listed, said and exported is what SQL of the tests' own gives, whatever is asked."""

import csv
from io import BytesIO, StringIO

import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from database import FILE_NAME
from queries.scope import Scope, catalogue
from sections import budget, conditions, measures
from sections.conditions import Condition, columns_of, condition, narrowed, read, write
from sections.subject import Published
from tests.asking import Truth, connect
from tests.drawing import draw_page, file, files, words
from vocabulary import language, tables, thai
from vocabulary.columns import QUANTITIES, heading

DEMO = "99000001"
FIGURES = {
    "revised": "round(revised, 2)",
    "disbursed": "round(disbursed, 2)",
    "disbursed_rate": "round(100 * disbursed / nullif(revised, 0), 2)",
    "used_rate": "round(100 * used / nullif(revised, 0), 2)",
}
"""What readers see in columns of the budget's list, in SQL of the tests' own."""
TESTS = {"above": "{column} > {low}", "below": "{column} < {low}", "between": "{column} BETWEEN {low} AND {high}"}
BOUNDS = {"revised": (0, 5_000_000), "disbursed": (0, 5_000_000), "disbursed_rate": (0, 100), "used_rate": (0, 100)}
ELEVEN = 11
"""Lines of the made-up budget of 2568 over a million of which less than half is paid."""
FORMULA = "=HYPERLINK(1)"


def known(*said):
    """A condition, alone."""
    one = condition(*said)
    assert one
    return (one,)


@pytest.fixture
def subject(made_up_data):
    """The made-up municipality's data sets of its newest year."""

    def ask(question, *given):
        return question(made_up_data, *given)

    published = Published(ask, catalogue(made_up_data), thai.today())
    return lambda data_set: published.subject(data_set, Scope(DEMO, 2568))


@pytest.fixture
def truth(with_made_up):
    with connect(str(with_made_up / FILE_NAME)) as con:
        yield Truth(con, {"org": DEMO})


@st.composite
def of_figures(draw):
    column = draw(st.sampled_from(sorted(FIGURES)))
    low, high = sorted(draw(st.lists(st.integers(*BOUNDS[column]), min_size=2, max_size=2)))
    test = draw(st.sampled_from(sorted(TESTS)))
    return Condition(column, test, str(low), str(high) if test == "between" else "")


def in_sql(each):
    test = TESTS[each.test].format(column=FIGURES[each.column], low=each.value, high=each.high)
    return f"({test})"


@given(every=st.lists(of_figures(), min_size=1, max_size=3, unique=True))
def test_a_list_has_the_rows_and_sums_that_sql_gives_in_the_order_of_the_whole(subject, truth, every):
    section = budget.rows(subject("budget"), {})
    shown = narrowed(section, tuple(every))
    lines = truth.lines("budget", 2568, as_of=truth.day(2568))
    asked = (
        f"SELECT source_row, revised, disbursed FROM {lines} WHERE {' AND '.join(map(in_sql, every))} ORDER BY revised DESC, 1"
    )
    wanted = truth.ask(asked)
    assert list(shown.table.source_row) == [row for row, *_figures in wanted]
    assert list(shown.table.source_row) == [row for row in section.table.source_row if row in set(shown.table.source_row)]
    if wanted:
        assert f"{thai.number(len(wanted))} จาก {thai.number(len(section.table))} แถว" in shown.sentence
        assert f"งบประมาณหลังโอนรวม {thai.baht(sum(revised for _row, revised, _paid in wanted))}" in shown.sentence
    else:
        assert shown.sentence == f"ไม่มีแถวใดใน {thai.number(len(section.table))} แถวที่ตรงเงื่อนไข"
    assert all(each.words in shown.title for each in every)


@given(part=st.sampled_from(["ค่า", "ถนน", "กอง", "๑", "1", "เงิน"]), column=st.sampled_from(["item", "division", "plan"]))
def test_words_are_found_in_thai_and_arabic_digits_alike(subject, truth, part, column):
    section = budget.rows(subject("budget"), {})
    lines = truth.lines("budget", 2568, as_of=truth.day(2568))
    arabic = part.replace("๑", "1")
    wanted = truth.ask(f"SELECT source_row FROM {lines} WHERE contains({column}, '{arabic}')")
    found = narrowed(section, known(column, "has", part)).table.source_row
    assert sorted(found) == sorted(row for (row,) in wanted)


@given(data=st.data())
def test_a_condition_comes_back_from_the_address_as_it_was(data):
    column = data.draw(st.sampled_from(sorted(QUANTITIES)))
    test = data.draw(st.sampled_from(sorted(conditions.tests_of(column))))
    text = st.text(max_size=conditions.LONGEST)
    number = st.decimals(-(10**14), 10**14, places=2).map(str)
    typed = [data.draw(number if conditions.tests_of(column) is conditions.OF_FIGURES else text) for _end in range(2)]
    if known := condition(column, test, *typed):
        assert read(write([known]), [column]) == ((known,), ())


@given(text=st.text(max_size=600) | st.text(alphabet="revisd.blow;%0123456789๑…-", max_size=80))
def test_whatever_an_address_says_the_page_has_a_few_conditions_that_hold(subject, text):
    section = budget.rows(subject("budget"), {})
    known, unknown = read(text, columns_of(section.table))
    assert len(known) + len(unknown) <= conditions.MOST + 1
    assert all(len(each.value) <= conditions.LONGEST for each in known)
    assert len(narrowed(section, known).table) <= len(section.table)
    assert known or unknown or not text.strip(";")


@pytest.mark.parametrize(
    ("typed", "plain"),
    [("๕๐", "50"), ("1,000,000", "1000000"), (" 50.50 % ", "50.5"), ("−3", "-3"), ("๑,๒๐๐ บาท", "1200")],
)
def test_figures_are_taken_as_offices_type_them(typed, plain):
    assert condition("revised", "above", typed) == Condition("revised", "above", plain)


@pytest.mark.parametrize("typed", ["", "มาก", "1e9", "nan", "inf", "1.2.3", "9" * 16, "0x10", "50;DROP TABLE budget", "1_000"])
def test_what_is_no_figure_makes_no_condition(typed):
    assert condition("revised", "above", typed) is None


def test_the_two_ends_come_in_any_order():
    assert condition("revised", "between", "50", "10") == condition("revised", "between", "10", "50")
    assert condition("revised", "between", "50", "") is None


def test_the_title_names_the_list_and_its_conditions_in_both_languages(subject):
    section = budget.rows(subject("budget"), {})
    every = (Condition("disbursed_rate", "below", "50"), Condition("revised", "above", "1000000"))
    assert narrowed(section, every[:1]).title == "รายการงบประมาณที่ร้อยละการเบิกจ่ายน้อยกว่า 50"
    both = "รายการงบประมาณที่ร้อยละการเบิกจ่ายน้อยกว่า 50 และงบประมาณหลังโอนมากกว่า 1,000,000 บาท"
    assert narrowed(section, every).title == both
    language.use("en")
    section = budget.rows(subject("budget"), {})
    title = narrowed(section, (*every, Condition("division", "is", "กองช่าง"))).title
    assert title == (
        "Budget lines with disbursed rate less than 50% and budget after transfers more than 1,000,000 baht"
        " and division is กองช่าง"
    )


def test_rows_of_what_is_not_reported_are_in_no_comparison_and_their_sum_is_not_told(subject):
    section = budget.rows(subject("budget"), {})
    silent = section.table.copy()
    silent.loc[0, ["disbursed", "disbursed_rate", "remaining"]] = float("nan")
    of_all = Condition("revised", "above", "-1")
    shown = narrowed(type(section)(**{**vars(section), "table": silent}), (of_all,))
    assert "เบิกจ่ายรวม" not in shown.sentence
    assert "งบประมาณหลังโอนรวม" in shown.sentence
    rates = narrowed(type(section)(**{**vars(section), "table": silent}), (Condition("disbursed_rate", "below", "1000"),))
    assert len(rates.table) == int(silent.disbursed_rate.notna().sum())


def test_codes_are_found_by_what_they_are_called(subject):
    section = measures.rows(subject("measures"), {})
    shown = narrowed(section, known("status", "is", "ดำเนินการแล้ว"))
    assert set(shown.table.status) == {"done"}
    assert 0 < len(shown.table) < len(section.table)


@pytest.mark.parametrize("asked", [{}, {"lang": "en"}, {"digits": "th"}])
def test_what_is_exported_is_what_is_seen_and_is_named_for_it(made_up_data, asked):
    where = "disbursed_rate.below.50;revised.above.1000000"
    app = draw_page("budget", org=DEMO, tab="rows", where_budget=where, **asked)
    written, book = file(app, "rows", "table.csv"), file(app, "rows", "table.xlsx")
    language.use(asked.get("lang", "th"))
    items = [row[heading("item")] for row in csv.DictReader(StringIO(written.decode("utf-8-sig")))]
    sheet = openpyxl.load_workbook(BytesIO(book)).worksheets[0]
    assert len(items) == ELEVEN
    assert items in [list(frame.value["item"]) for frame in app.dataframe if "item" in frame.value]
    assert [each.value for each in sheet["A"]][-len(items) :] == items
    assert sheet["A1"].value in words(app)
    assert all("disbursed_rate-below-50" in name for name in files(app, "rows").values())


@pytest.mark.parametrize(
    ("page", "address"),
    [
        ("budget", {"where_budget": "nothing.below.5"}),
        ("budget", {"where_budget": "revised.above.1;revised.above.2;revised.above.3;revised.above.4"}),
        ("budget", {"where_budget": "item.below.5"}),
        ("budget", {"where_budget": "revised.above.1 OR 1=1"}),
        ("measures", {"where_measures": "measure.has."}),
        ("satisfaction", {"where_satisfaction": "<script>alert(1)</script>"}),
        ("plan", {"where_plan_projects": "load_id.equals.1"}),
    ],
)
def test_parts_of_an_address_that_are_no_conditions_are_told_and_left_out(made_up_data, page, address):
    tab = "projects" if "where_plan_projects" in address else "rows"
    app = draw_page(page, org=DEMO, tab=tab, **address)
    (name,) = address
    assert any(f"{name}=" in warning.value for warning in app.warning)
    assert not any("<" in warning.value.replace("\\<", "") for warning in app.warning)


def test_a_condition_is_added_and_taken_away_on_the_page(made_up_data):
    app = draw_page("budget", org=DEMO, tab="rows")
    app.selectbox(key="where_budget_0_column").set_value("disbursed_rate").run()
    app.text_input(key="where_budget_0_disbursed_rate_below_value").set_value("๕๐")
    next(button for button in app.button if button.label == "แสดงแถวที่ตรงเงื่อนไข").click().run()
    assert app.query_params["where_budget"] == "disbursed_rate.below.50"
    assert "รายการงบประมาณที่ร้อยละการเบิกจ่ายน้อยกว่า 50" in words(app)
    app.button(key="chip_where_budget_0").click().run()
    assert "where_budget" not in app.query_params


def test_texts_of_a_list_that_look_like_formulas_stay_texts(subject):
    section = budget.rows(subject("budget"), {})
    table = section.table.copy()
    table.loc[0, "item"] = FORMULA
    shown = narrowed(type(section)(**{**vars(section), "table": table}), known("item", "is", FORMULA))
    assert isinstance(shown.table, pd.DataFrame)
    assert f"'{FORMULA}" in tables.as_csv(shown.table).decode()
