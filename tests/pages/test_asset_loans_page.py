"""The page of the loans of property: what is out, what should be back, and how often each thing is used."""

from datetime import date

import pytest

import database
from queries import asset_loans
from queries.scope import Scope
from sentences import asset_loans as say
from tests.drawing import draw_page, said
from vocabulary import language

SCOPE = Scope("04960201", 2565)
HEAD = "organization_code,fiscal_year,asset_no,asset,borrowing_unit,taken_on,due_on,returned_on\n"
LINES = """\
04960201,2565,1,เต็นท์,กองช่าง,2021-10-01,2021-10-10,2021-10-10
04960201,2565,1,เต็นท์,กองคลัง,2021-11-01,2021-11-10,2021-11-15
04960201,2565,2,เต็นท์,กองช่าง,2022-09-01,2022-09-10,
04960201,2565,3,จอรับภาพ,กองช่าง,2022-09-01,2022-09-20,
04960201,2565,3,จอรับภาพ,กองช่าง,2021-12-05,2021-12-10,2021-12-01
"""


@pytest.fixture
def register(load, store, monkeypatch):
    """A cursor on five loans."""
    assert not load(HEAD + LINES).refused
    monkeypatch.setenv("PRONGSAI_STORE", str(store))
    return database.cursor()


def test_what_is_out_and_what_came_back_is_all_there_is(register):
    row = asset_loans.total(register, SCOPE, date(2022, 9, 15)).iloc[0]
    assert (row.loans, row.assets, row.returned, row.on_loan, row.returned_late, row.overdue_loans) == (5, 3, 3, 2, 1, 1)
    assert row.returned + row.on_loan == row.loans


@pytest.mark.parametrize(("day", "late"), [(date(2022, 9, 10), 0), (date(2022, 9, 11), 1), (date(2022, 9, 21), 2)])
def test_a_loan_is_overdue_from_the_day_after_it_was_due(register, day, late):
    out = asset_loans.out(register, SCOPE, day)
    assert sum(out.days_left < 0) == late == asset_loans.total(register, SCOPE, day).iloc[0].overdue_loans
    assert list(out.asset) == ["เต็นท์", "จอรับภาพ"]


def test_days_of_use_count_both_ends_and_nothing_that_came_back_too_soon(register):
    used = asset_loans.by_asset(register, SCOPE, date(2022, 9, 15)).set_index("asset")
    assert used.loans.to_dict() == {"เต็นท์": 3, "จอรับภาพ": 2}
    assert used.days_lent.to_dict() == {"เต็นท์": 10 + 15 + 15, "จอรับภาพ": 15}
    assert used.assets.to_dict() == {"เต็นท์": 2, "จอรับภาพ": 1}


def test_the_page_says_what_is_out_and_who_has_it(register):
    text = said(draw_page("asset_loans", org="04960201", lang="en"))
    assert "5 loans of 3 items: 3 returned, 2 still out. Returned late: 1." in text
    assert ": 2 – เต็นท์ with กองช่าง" in text
    narrowed = said(draw_page("asset_loans", org="04960201", lang="en", unit="กองคลัง"))
    assert "1 loan of 1 item: 1 returned, 0 still out. Returned late: 1." in narrowed


def test_what_is_said_when_nothing_is_late_or_nothing_out(register):
    language.use("en")
    day = date(2022, 9, 5)
    out = asset_loans.out(register, SCOPE, day)
    assert say.out(out, day).startswith("Out now: 2. None of it is overdue")
    assert say.out(out.head(0), day).startswith("Nothing is out")
    total = asset_loans.total(register, SCOPE, date(2022, 9, 11)).iloc[0]
    assert say.total(total).startswith("5 loans of 3 items: 3 returned, 2 still out, 1 of them overdue.")
    assert say.by_unit(asset_loans.by_unit(register, SCOPE, day).tail(1)) == "กองคลัง: 1 loan."
    assert say.notice(asset_loans.total(register, SCOPE, day).iloc[0]) is None
