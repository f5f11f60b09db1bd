"""Tables as an office prints them: no row stands under a name or a sum that is another's, whatever is blank."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts.satisfaction_matrix import Means
from sections import budget_tables, plan_tables, satisfaction_tables
from vocabulary import language
from vocabulary.paper_tables import Column, PaperTable, Row

NAMES = ("plan", "work", "division", "expenditure_group", "category")
LEVELS = (NAMES[:1], NAMES[1:3], NAMES[3:])


@pytest.fixture(autouse=True)
def _in_thai():
    language.use("th")


def budget(lines):
    """The paper of these lines, each the names that it stands under, and 1, 2, 4 … baht."""
    table = pd.DataFrame(lines, columns=list(NAMES)).assign(item=[f"รายการ {place}" for place in range(len(lines))])
    table["allocation"] = [2.0**place for place in range(len(lines))]
    sums = table.groupby("plan", dropna=False, sort=False, as_index=False).allocation.sum().assign(is_all=False)
    whole = pd.DataFrame([{"plan": None, "allocation": table.allocation.sum(), "is_all": True}])
    return table, budget_tables.of_lines(table, pd.concat([sums, whole], ignore_index=True), "plan", ("allocation",))


def texts(line):
    """The headings that a line stands under, from the large to the small; "" where it has no name."""
    return [" · ".join(line[name] for name in level if isinstance(line[name], str)) for level in LEVELS]


@given(st.lists(st.tuples(*(st.sampled_from([None, f"{name} ก", f"{name} ข"]) for name in NAMES)), min_size=1, max_size=12))
def test_a_line_of_the_budget_stands_under_its_own_names_and_subtotals_sum_the_lines_above(lines):
    table, printed = budget(lines)
    by_item = {line["item"]: texts(line) for line in table.to_dict("records")}
    before, headings, since = ["", "", ""], [], 0.0
    for row in printed.rows[:-1]:
        if row.kind == "heading":
            headings.append(row.cells[0])
        elif row.kind == "total":
            assert row.cells[-1] == f"{since:,.2f}"
            since = 0.0
        else:
            own = by_item[row.cells[0]]
            changed = next((place for place in range(3) if own[place] != before[place]), 3)
            if changed < 3:
                assert headings[0] == (own[changed] or "–")
            assert headings[1:] == [text for text in own[changed + 1 :] if text]
            before, headings, since = own, [], since + float(row.cells[-1].replace(",", ""))
    assert printed.rows[-1].cells[-1] == f"{table.allocation.sum():,.2f}"


def rounds(*given):
    """A dimension in a round: its number, the round, and how many projects are planned."""
    table = pd.DataFrame(given, columns=["dimension_no", "round_months", "projects_planned"])
    table = table.assign(dimension="ด้าน", projects_done=1, projects_rate=0.5)
    totals = table.groupby("round_months", as_index=False)[["projects_planned", "projects_done"]].sum()
    return plan_tables.by_round(table, totals.assign(projects_rate=0.5), plan_tables.PROJECTS)


@given(
    st.lists(
        st.tuples(st.integers(1, 4), st.sampled_from([6, 12]), st.integers(1, 3)), min_size=1, unique_by=lambda each: each[:2]
    )
)
def test_each_total_of_the_plan_sums_its_own_column(dimensions):
    printed = rounds(*sorted(dimensions))
    *rows, total = printed.rows
    for place, column in enumerate(printed.columns):
        if column.is_figure and "%" not in column.head and "ร้อยละ" not in column.head:
            assert int(total.cells[place]) == sum(int(row.cells[place]) for row in rows if row.cells[place])


def test_a_project_that_cannot_be_carried_out_has_its_reason_beside_its_status():
    names = ("project", "project_status", "budget_planned")
    projects = pd.DataFrame(
        {
            "dimension_no": 1,
            "project": ["ก", "ข"],
            "project_status": ["cannot", "done"],
            "reason": ["น้ำท่วม", None],
            "budget_planned": [5.0, 2.0],
        }
    )
    printed = plan_tables.of_projects(projects, names, pd.DataFrame({"dimension_no": [1], "dimension": ["ด้าน"]}))
    assert [row.cells for row in printed.rows[1:]] == [
        ("ก", "ไม่สามารถดำเนินการได้: น้ำท่วม", "5.00"), ("ข", "ดำเนินการแล้วเสร็จ", "2.00"), ("รวม", "", "7.00"),
    ]  # fmt: skip


def test_questions_without_a_dimension_stand_under_no_other():
    scores = pd.DataFrame(
        [
            {"dimension_no": number, "question_no": question, "question": "ถาม", "division": "กองช่าง", "score_percent": score}
            for number, question, score in ((1, 1, 85.0), (None, 2, 65.0))
        ]
    )
    dimensions = pd.DataFrame({"dimension_no": [1, None], "dimension": ["เจ้าหน้าที่", "–"], "score": [85.0, 65.0]})
    means = Means(pd.Series({1: 85.0, 2: 65.0}), pd.Series({"กองช่าง": 75.0}), 75.0)
    kinds = [(row.kind, row.cells[0]) for row in satisfaction_tables._rows(scores, means, dimensions, ["กองช่าง"])]
    assert kinds == [
        ("heading", "เจ้าหน้าที่ (เฉลี่ย 85.00)"), ("row", "1. ถาม"), ("heading", "– (เฉลี่ย 65.00)"), ("row", "2. ถาม"),
    ]  # fmt: skip


@given(st.lists(st.sampled_from(["row", "heading", "total"]), max_size=20), st.integers(1, 8))
def test_a_table_that_is_cut_keeps_its_first_lines_all_sums_and_no_heading_of_what_is_left_out(kinds, most):
    table = PaperTable((Column("รายการ"),), tuple(Row((f"{place}",), kind) for place, kind in enumerate([*kinds, "total"])))
    cut = table.shortened(most)
    assert [row for row in cut.rows if row.kind == "row"] == [row for row in table.rows if row.kind == "row"][:most]
    assert [row for row in cut.rows if row.kind == "total"] == [row for row in table.rows if row.kind == "total"]
    if cut != table:
        last = max(place for place, row in enumerate(cut.rows) if row.kind == "row")
        assert all(row.kind == "total" for row in cut.rows[last + 1 :])
