"""The fiscal calendar: what Python says of every day of sixty years, and that DuckDB says the same."""

import inspect
import re
from datetime import date, timedelta

import duckdb
import pytest

from vocabulary import fiscal_calendar as calendar

YEARS = range(2540, 2601)
DAYS = [date(1996, 10, 1) + timedelta(number) for number in range((date(2057, 9, 30) - date(1996, 10, 1)).days + 1)]
LATE = timedelta(days=90)
FUNCTIONS = dict(inspect.getmembers(calendar, inspect.isfunction))
MACROS = dict(re.findall(r"MACRO (\w+)\(([^)]*)\)", calendar.MACROS.read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def con():
    with duckdb.connect() as connection:
        connection.execute(calendar.MACROS.read_text(encoding="utf-8"))
        connection.execute("CREATE TABLE days (year INTEGER, day DATE)")
        connection.execute("INSERT INTO days SELECT unnest($years), unnest($days)", {
            "years": [year_of(day) for day in DAYS], "days": DAYS,
        })  # fmt: skip
        yield connection


def year_of(day):
    """The fiscal year of a day, as one counts it on one's fingers."""
    return day.year + 543 + (day.month in (10, 11, 12))


def quarter_of(day):
    return {10: 1, 11: 1, 12: 1, 1: 2, 2: 2, 3: 2, 4: 3, 5: 3, 6: 3, 7: 4, 8: 4, 9: 4}[day.month]


# As DOMAIN has it: days that stand on every office's wall


def test_a_fiscal_year_is_october_to_september_and_named_after_the_year_it_ends_in():
    assert (calendar.year_begin(2565), calendar.year_end(2565)) == (date(2021, 10, 1), date(2022, 9, 30))
    assert (calendar.buddhist_year(2022), calendar.common_year(2565)) == (2565, 2022)
    assert [calendar.month_begin(2567, number) for number in (10, 1, 9)] == [
        date(2023, 10, 1),
        date(2024, 1, 1),
        date(2024, 9, 1),
    ]
    assert [calendar.quarter_end(2567, number) for number in (0, *calendar.QUARTERS)] == [
        date(2023, 9, 30), date(2023, 12, 31), date(2024, 3, 31), date(2024, 6, 30), date(2024, 9, 30),
    ]  # fmt: skip
    assert [calendar.quarter_months(number) for number in calendar.QUARTERS] == [[10, 11, 12], [1, 2, 3], [4, 5, 6], [7, 8, 9]]


def test_reports_are_due_at_the_end_of_april_and_october_and_thirty_days_after_a_quarter():
    assert [calendar.round_end(2565, months) for months in (6, 12)] == [date(2022, 3, 31), date(2022, 9, 30)]
    assert [calendar.plan_report_due(2565, months) for months in (6, 12)] == [date(2022, 4, 30), date(2022, 10, 31)]
    assert [calendar.quarter_due(2567, number) for number in calendar.QUARTERS] == [
        date(2024, 1, 30), date(2024, 4, 30), date(2024, 7, 30), date(2024, 10, 30),
    ]  # fmt: skip


def test_every_day_lies_in_its_fiscal_year_and_no_other():
    for day in DAYS:
        year = calendar.fiscal_year_of(day)
        assert year == year_of(day)
        assert calendar.year_begin(year) <= day <= calendar.year_end(year)


# Both languages


OF_DAYS = {
    "buddhist_year": "buddhist_year(year(day))",
    "year_elapsed": "year_elapsed(year, day)",
    "is_in_round": "[is_in_round(year, months, day) FOR months IN [6, 12, NULL]]",
}
OF_YEARS = {
    "common_year": "common_year(year)",
    "year_begin": "year_begin(year)",
    "year_end": "year_end(year)",
    "month_begin": "[month_begin(year, number) FOR number IN [1, 9, 10, 12]]",
    "quarter_end": "[quarter_end(year, number) FOR number IN [0, 1, 2, 3, 4]]",
    "quarter_due": "[quarter_due(year, number) FOR number IN [1, 2, 3, 4]]",
    "round_end": "[round_end(year, months) FOR months IN [6, 12]]",
    "plan_report_due": "[plan_report_due(year, months) FOR months IN [6, 12]]",
}


def test_what_both_say_is_compared_and_takes_the_same():
    assert FUNCTIONS.keys() & MACROS.keys() == OF_DAYS.keys() | OF_YEARS.keys()
    for name in (*OF_DAYS, *OF_YEARS):
        assert MACROS[name].split(", ") == list(inspect.signature(FUNCTIONS[name]).parameters)


def test_of_every_day_sql_says_what_python_says(con):
    told = con.execute(f"SELECT day, {', '.join(OF_DAYS.values())} FROM days ORDER BY day").fetchall()
    assert told == [
        (
            day,
            calendar.buddhist_year(day.year),
            calendar.year_elapsed(year_of(day), day),
            [calendar.is_in_round(year_of(day), months, day) for months in (6, 12, None)],
        )
        for day in DAYS
    ]


def test_of_every_year_sql_says_what_python_says(con):
    told = con.execute(f"SELECT year, {', '.join(OF_YEARS.values())} FROM days GROUP BY year ORDER BY year").fetchall()
    assert told == [
        (
            year,
            calendar.common_year(year),
            calendar.year_begin(year),
            calendar.year_end(year),
            [calendar.month_begin(year, number) for number in (1, 9, 10, 12)],
            [calendar.quarter_end(year, number) for number in (0, *calendar.QUARTERS)],
            [calendar.quarter_due(year, number) for number in calendar.QUARTERS],
            [calendar.round_end(year, months) for months in (6, 12)],
            [calendar.plan_report_due(year, months) for months in (6, 12)],
        )
        for year in YEARS
    ]


# What only SQL asks


def test_a_day_is_of_its_quarter_and_after_the_years_end_of_the_fourth(con):
    told = con.execute("SELECT day, quarter_of(year, day), quarter_of(year - 1, day) FROM days ORDER BY day").fetchall()
    assert told == [(day, quarter_of(day), 4) for day in DAYS]


def test_reports_of_a_year_are_as_of_its_days_or_of_ninety_more(con):
    told = con.execute(
        "SELECT day, is_as_of_year(year, day), is_as_of_year(year - 1, day), is_as_of_year(year + 1, day) FROM days ORDER BY day"
    ).fetchall()
    assert told == [(day, True, day - date(day.year - (day.month < 10), 9, 30) <= LATE, False) for day in DAYS]


def test_a_report_is_of_the_quarter_of_its_day_and_of_the_one_before_while_that_is_due(con):
    asked = "[number FOR number IN [1, 2, 3, 4] IF is_report_of_quarter({year}, number, day)]"
    told = con.execute(
        f"SELECT day, {asked.format(year='year')}, {asked.format(year='year - 1')} FROM days ORDER BY day"
    ).fetchall()
    for day, own, before in told:
        number, ended = quarter_of(day), calendar.quarter_end(year_of(day), quarter_of(day) - 1)
        late = [number - 1] if number > 1 and (day - ended).days <= 30 else []
        assert own == [*late, number]
        assert before == ([4] if number == 1 and day - ended <= LATE else [])


@pytest.mark.parametrize(
    ("days", "without"),
    [
        (None, [1, 2, 3, 4]),
        ([], [1, 2, 3, 4]),
        (["2022-03-31"], [1, 3, 4]),
        (["2021-11-15", "2022-03-31", "2022-06-30", "2022-12-29"], []),
        (["2021-11-15", "2022-03-31", "2022-06-30", "2022-12-30"], [4]),
    ],
)
def test_quarters_without_data_are_those_of_which_no_report_is(con, days, without):
    assert con.execute("SELECT quarters_without_data(2565, $days::DATE[])", {"days": days}).fetchone() == (without,)


def test_only_the_years_of_our_time_are_taken_for_one(con):
    told = con.execute("SELECT range FROM range(3000) WHERE is_buddhist_year(range)").fetchall()
    assert [year for (year,) in told] == list(range(calendar.FIRST_YEAR, calendar.LAST_YEAR + 1))
    told = con.execute("SELECT buddhist_year(range) FROM range(3000) WHERE is_common_year(range)").fetchall()
    assert [year for (year,) in told] == list(range(calendar.FIRST_YEAR, calendar.LAST_YEAR + 1))
