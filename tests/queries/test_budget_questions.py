"""Questions about the standing of a budget: figures small enough to add up in the head, and the municipality's real ones."""

from datetime import date
from functools import cache

import pandas as pd
import pytest

import database
from loaders.layout.reading import Options
from loaders.loading import load_files
from queries import budget, budget_course, overview
from queries.scope import Scope
from tests.tiers import sampled

HEAD = "organization_code,fiscal_year,as_of,plan,division,item,allocation,encumbered,disbursed\n"
TAKBAI = Scope("04960201", 2565)
A_DAY = date(2030, 1, 1)


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    """The store of files of lines; the same for the same files."""

    @cache
    def loaded(files):
        folder = tmp_path_factory.mktemp("asked")
        paths = [folder / f"{number}.csv" for number in range(len(files))]
        for path, lines in zip(paths, files, strict=True):
            path.write_text(HEAD + "".join(f"04960201,{line}\n" for line in lines), encoding="utf-8")
        reports = load_files(paths, Options(answers={"unit": "baht"}), folder / "store", lambda _name, _rows: None)
        assert not any(report.refused for report in reports)
        return folder / "store"

    return loaded


@pytest.fixture
def ask(loaded, monkeypatch):
    """Puts a question to files of lines as `line` writes them, and to those of the questions before."""
    files: list[tuple[str, ...]] = []

    def ask(question, scope, *more, lines=()):
        files.extend(map(tuple, lines))
        monkeypatch.setenv("PRONGSAI_STORE", str(loaded(tuple(files))))
        return question(database.cursor(), scope, *more)

    return ask


def line(as_of, division, item, allocation, encumbered, disbursed, plan=""):
    """A line of fiscal year 2566, or of the one that holds the as-of date."""
    day = date.fromisoformat(as_of)
    return f"{day.year + 543 + (day.month > 9)},{as_of},{plan},{division},{item},{allocation},{encumbered},{disbursed}"


HALF_A_YEAR = (
    line("2023-03-31", "กองช่าง", "ถนน", 1000, 200, 100, "แผนงานเคหะ"),
    line("2023-03-31", "กองช่าง", "ไฟฟ้า", 1000, 0, 900, "แผนงานเคหะ"),
    line("2023-03-31", "กองคลัง", "วัสดุ", 100, 30, 80),
    line("2023-03-31", "กองคลัง", "รถ", 500, 0, 0),
)
IN_2566 = Scope("04960201", 2566)


def test_half_of_the_year_is_gone_on_the_last_of_march_and_so_should_be_the_money(ask):
    row = ask(budget.standing, IN_2566, False, lines=[HALF_A_YEAR]).iloc[0]
    assert (row.revised, row.disbursed, row.committed, row.remaining) == (2600, 1080, 230, 1290)
    assert row.expected_rate == pytest.approx(182 / 365)
    assert row.expected == pytest.approx(2600 * 182 / 365)
    assert row.gap == pytest.approx(1080 - 2600 * 182 / 365)
    assert row.gap_points == pytest.approx((1080 / 2600 - 182 / 365) * 100)
    assert (row.quarter, row.is_target, row.goal, str(row.year_end.date())) == (2, False, 1, "2023-09-30")


def test_with_the_cabinets_targets_the_target_of_the_quarter_counts(ask):
    row = ask(budget.standing, IN_2566, True, lines=[HALF_A_YEAR]).iloc[0]
    assert (row.is_target, row.expected_rate, row.expected, row.goal) == (True, 0.52, 1352, 0.93)


def test_a_quarter_without_a_target_is_measured_against_even_spending(ask):
    lines = [[line("2025-03-31", "กองช่าง", "ถนน", 365, 0, 82)]]
    row = ask(budget.standing, Scope("04960201", 2568), True, lines=lines).iloc[0]
    assert (row.is_target, round(row.expected), round(row.gap), row.goal) == (False, 182, -100, 0.94)


@pytest.mark.parametrize(("as_of", "expected"), [("2023-09-30", 1), ("2023-12-15", 1), ("2022-10-01", 1 / 365)])
def test_no_more_than_the_whole_is_expected_and_no_less_than_one_day(ask, as_of, expected):
    lines = [[f"2566,{as_of},,กองช่าง,ถนน,100,0,1"]]
    row = ask(budget.standing, IN_2566, False, lines=lines).iloc[0]
    assert row.expected_rate == pytest.approx(expected)
    assert pd.isna(row.needed_per_month) == (expected == 1)


def test_what_must_be_paid_a_month_is_what_is_left_by_the_months_that_are_left(ask):
    row = ask(budget.standing, IN_2566, False, lines=[HALF_A_YEAR]).iloc[0]
    assert row.per_month == pytest.approx(1080 / (12 * 182 / 365))
    assert row.needed_per_month == pytest.approx(1520 / (12 * 183 / 365))


def test_parts_stand_in_the_order_of_how_far_they_are_behind_in_baht(ask):
    found = ask(budget.by_level, IN_2566, "item", False, lines=[HALF_A_YEAR])
    assert list(found["item"]) == ["ถนน", "รถ", "วัสดุ", "ไฟฟ้า"]
    assert list(found.gap.round(2)) == [-398.63, -249.32, 30.14, 401.37]
    assert list(found.gap_points.round(2)) == [-39.86, -49.86, 30.14, 40.14]


@pytest.mark.full
def test_every_level_sums_to_the_whole_and_names_what_has_no_value(ask):
    found = {level: ask(budget.by_level, IN_2566, level, False, lines=[HALF_A_YEAR]) for level in budget.LEVELS}
    assert {level: (frame.revised.sum(), frame.disbursed.sum()) for level, frame in found.items()} == dict.fromkeys(
        budget.LEVELS, (2600, 1080)
    )
    assert set(found["plan"].plan) == {"แผนงานเคหะ", "–"}
    assert list(found["category"].category) == ["–"]


def test_only_levels_with_more_than_one_value_are_told_down_to_the_item(ask):
    assert ask(budget.levels, IN_2566, lines=[HALF_A_YEAR]) == ["division", "plan", "item"]
    within = Scope("04960201", 2566, within=(("division", "กองช่าง"),))
    assert ask(budget.levels, within) == ["item"]
    assert ask(budget.levels, Scope("04960201", 2566, within=(("item", "รถ"),))) == ["item"]


def test_what_needs_attention_is_counted_and_listed_alike(ask):
    lines = [(*HALF_A_YEAR, line("2023-03-31", "กองคลัง", "เกิน", 100, 60, 50))]
    counts = ask(budget.attention_counts, IN_2566, lines=lines).iloc[0]
    assert (counts.unspent, counts.unspent_baht, counts.remaining_baht) == (3, 1300, 1300)
    assert (counts.over, counts.over_baht, counts.not_started, counts.not_started_baht) == (2, 20, 1, 500)
    listed = {kind: list(ask(budget.attention, IN_2566, kind)["item"]) for kind in ("unspent", "over", "not_started")}
    assert listed == {"unspent": ["ถนน", "รถ", "ไฟฟ้า"], "over": ["วัสดุ", "เกิน"], "not_started": ["รถ"]}


def test_of_many_lines_with_money_left_the_largest_are_listed_and_counted(ask):
    lines = [[line("2023-03-31", "กองคลัง", f"รายการ {number}", 100 + number, 0, 0) for number in range(30)]]
    counts = ask(budget.attention_counts, IN_2566, lines=lines).iloc[0]
    unspent = ask(budget.attention, IN_2566, "unspent")
    assert len(unspent) == counts.unspent == budget.MOST_UNSPENT
    assert unspent.remaining.sum() == counts.unspent_baht < counts.remaining_baht
    assert len(ask(budget.attention, IN_2566, "not_started")) == counts.not_started == 30


COURSE = (
    [line("2022-03-31", "กองช่าง", "ถนน", 100, 0, 40)],
    [line("2022-12-31", "กองช่าง", "ถนน", 100, 0, 10)],
    [line("2023-06-30", "กองช่าง", "ถนน", 100, 0, 70)],
    [line("2023-09-30", "กองช่าง", "ถนน", 100, 0, 90)],
)


def test_the_course_has_both_years_and_says_which_quarter_has_no_data(ask):
    found = ask(budget_course.course, IN_2566, lines=COURSE)
    rates = [None if pd.isna(rate) else rate for rate in found.disbursed_rate]
    assert list(zip(found.fiscal_year, found.quarter, rates, strict=True)) == [
        (2565, 1, None), (2565, 2, 0.4), (2566, 1, 0.1), (2566, 2, None), (2566, 3, 0.7), (2566, 4, 0.9),
    ]  # fmt: skip
    assert list(found.even_rate.round(4)) == [0.2521, 0.4986, 0.2521, 0.4986, 0.7479, 1]


def test_the_course_ends_at_the_date_of_the_page_and_a_late_report_counts_for_its_quarter(ask):
    found = ask(budget_course.course, Scope("04960201", 2566, as_of=date(2023, 6, 30)), lines=COURSE)
    assert found.as_of.max() == pd.Timestamp("2023-06-30")
    late = [[line("2023-01-20", "กองช่าง", "ถนน", 100, 0, 15)], [line("2023-04-30", "กองช่าง", "ถนน", 100, 0, 50)]]
    found = ask(budget_course.course, Scope("04960201", 2566, as_of=date(2023, 4, 30)), lines=late)
    assert found[found.fiscal_year == 2566].disbursed.notna().all()


def test_periods_add_up_to_what_is_paid_and_the_last_is_what_is_needed(ask):
    scope = Scope("04960201", 2566, as_of=date(2023, 6, 30))
    found = ask(budget_course.periods, scope, False, lines=COURSE)
    assert list(found.paid) == [10, 60, 30]
    assert list(found.is_needed) == [False, False, True]
    assert found.months.sum() == pytest.approx(12)
    standing = ask(budget.standing, scope, False).iloc[0]
    assert found.per_month.iloc[-1] == pytest.approx(standing.needed_per_month)
    assert not ask(budget_course.periods, IN_2566, False).is_needed.any()  # at the year's end


def missing_quarters(con, scope, today):
    """The quarters without data, as the findings, the page of the budget and the overview name them."""
    found = "SELECT stated_word FROM findings_of($organization, $fiscal_year, $today) WHERE rule = 'missing_quarter'"
    words = con.execute(found, {**scope.bound_year, "today": today}).fetchall()
    return (
        [int(number) for (word,) in words for number in word.split(", ")],
        list(budget_course.unreported(con, scope, today).quarter.dropna()),
        overview.missing_quarters(con, scope, today),
    )


@pytest.mark.parametrize(
    ("today", "quarters"),
    [
        (date(2022, 1, 30), []),
        (date(2022, 1, 31), [1]),
        (date(2022, 7, 30), [1]),
        (date(2022, 7, 31), [1, 3]),
        (date(2022, 10, 30), [1, 3]),
        (date(2022, 10, 31), [1, 3, 4]),
        (A_DAY, [1, 3, 4]),
    ],
)
def test_findings_budget_and_overview_give_one_answer_to_which_quarters_lack_data(takbai_data, today, quarters):
    assert missing_quarters(takbai_data, TAKBAI, today) == (quarters, quarters, quarters)


@pytest.mark.parametrize(
    ("days", "quarters"),
    sampled(
        [
            (["2022-10-03"], [2, 3, 4]),  # of any day of the quarter
            (["2022-12-31", "2023-09-30"], [2, 3]),  # what was paid by the year's end says nothing of the quarters before
            (["2023-01-30"], [3, 4]),  # while the first quarter was due, in the second
            (["2023-01-31"], [1, 3, 4]),
            (["2023-12-29"], [1, 2, 3]),  # a report for the whole year, 90 days after its end
        ],
        every=2,
    ),
)
def test_of_any_reports_the_three_name_the_same_quarters(ask, days, quarters):
    lines = [[line(day, "กองช่าง", "ถนน", 100, 0, paid).replace("2567,", "2566,")] for paid, day in enumerate(days, start=10)]
    assert ask(missing_quarters, IN_2566, A_DAY, lines=lines) == (quarters, quarters, quarters)
    for months in (6, 12):  # whatever round is looked at
        assert ask(missing_quarters, Scope("04960201", 2566, months), A_DAY) == (quarters, quarters, quarters)


def test_a_division_of_an_earlier_report_that_is_not_in_this_one_is_told_with_its_last_figures(ask):
    lines = (
        [line("2022-12-31", "กองช่าง", "ถนน", 100, 0, 10), line("2022-12-31", "กองคลัง", "วัสดุ", 50, 0, 10)],
        [line("2023-03-31", "กองช่าง", "ถนน", 100, 0, 20)],
    )
    found = ask(budget_course.unreported, IN_2566, date(2023, 4, 1), lines=lines)
    assert [(row.division, row.revised, str(row.as_of.date())) for row in found.itertuples()] == [("กองคลัง", 50, "2022-12-31")]
    earlier = Scope("04960201", 2566, as_of=date(2022, 12, 31))
    assert ask(budget_course.unreported, earlier, date(2023, 4, 1)).empty


def test_the_standing_of_the_real_budget_in_the_middle_of_its_year(takbai_data):
    row = budget.standing(takbai_data, TAKBAI, False).iloc[0]
    assert (round(row.gap_points, 2), round(row.expected_rate * 100, 2)) == (-23.07, 49.86)
    assert row.remaining == 31_576_176.25
    targets = budget.targets(takbai_data, TAKBAI)
    assert [float(target) for target in targets.target] == [0.30, 0.51, 0.72, 0.93]
    assert list(targets.is_confirmed) == [False, False, True, False]
    assert budget.standing(takbai_data, Scope("04960201", 2564), False).empty


def test_levels_and_targets_are_those_that_sql_counts_and_finds_of_every_report(made_up_data):
    reports = made_up_data.execute("SELECT DISTINCT organization_code, fiscal_year, as_of FROM published.budget").fetchall()
    for organization, year, day in reports:
        scope = Scope(organization, year, as_of=day)
        counted = made_up_data.execute(
            """
            SELECT count(DISTINCT division), count(DISTINCT coalesce(plan, '')), count(DISTINCT coalesce(expenditure_group, '')),
                   count(DISTINCT coalesce(category, '')), count(DISTINCT item)
            FROM published.budget WHERE organization_code = ? AND fiscal_year = ? AND as_of = ?
            """,
            [organization, year, day],
        ).fetchall()[0]
        assert budget.levels(made_up_data, scope) == [
            level for level, count in zip(budget.LEVELS, counted, strict=True) if count > 1
        ]
        row = budget.standing(made_up_data, scope, True).iloc[0]
        targets = budget.targets(made_up_data, scope)
        of_quarter = targets[targets.quarter == row.quarter].target
        assert row.is_target == bool(len(of_quarter))
        assert not row.is_target or row.expected_rate == of_quarter.iloc[0]
