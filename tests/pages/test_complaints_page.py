"""The page of the complaints: none is lost, how long they took, which are open beyond the standard, and its document."""

from datetime import date, timedelta
from functools import partial

import pytest

import database
from evidence.dossier import gather, published
from evidence.items import Item
from queries import complaints
from queries.scope import Scope, catalogue
from sentences import complaints as say
from tests.drawing import draw_page, said
from vocabulary import language

SCOPE = Scope("04960201", 2565)
HEAD = "organization_code,fiscal_year,case_no,received_on,channel,topic,about_corruption,division,case_status,closed_on\n"
LINES = """\
04960201,2565,1,2021-10-01,LINE,ถนน,no,กองช่าง,closed,2021-10-03
04960201,2565,2,2021-10-01,LINE,ถนน,no,กองช่าง,closed,2021-10-31
04960201,2565,3,2021-11-01,เว็บไซต์,ไฟฟ้า,no,,closed,
04960201,2565,4,2021-11-01,เว็บไซต์,ไฟฟ้า,yes,,forwarded,
04960201,2565,5,2022-09-01,LINE,ไฟฟ้า,no,กองช่าง,ongoing,
04960201,2565,6,2022-09-10,LINE,ขยะ,no,กองช่าง,received,
"""
DAY = date(2022, 9, 20)


@pytest.fixture
def register(load, store, monkeypatch):
    """A cursor on six complaints."""
    assert not load(HEAD + LINES).refused
    monkeypatch.setenv("PRONGSAI_STORE", str(store))
    return database.cursor()


def test_none_is_lost_and_days_are_those_of_the_closed(register):
    row = complaints.total(register, SCOPE, DAY).iloc[0]
    assert (row.cases, row.closed, row.forwarded, row.open_cases) == (6, 3, 1, 2)
    assert row.closed + row.forwarded + row.open_cases == row.cases
    assert (row.median_days, row.ninth_days, row.closed_late, row.undated, row.corruption) == (2, 30, 1, 1, 1)
    assert row.standard_days == 15


@pytest.mark.parametrize(("day", "cases"), [(date(2022, 9, 16), []), (date(2022, 9, 17), ["5"]), (date(2022, 9, 26), ["5", "6"])])
def test_a_complaint_is_overdue_from_the_day_after_the_standard(register, day, cases):
    late = complaints.overdue(register, SCOPE, day)
    assert list(late.case_no) == cases
    assert list(late.days_over) == [(day - date(2022, 9, received)).days - 15 for received in (1, 10)][: len(cases)]
    assert complaints.total(register, SCOPE, day).iloc[0].overdue_cases == len(cases)


@pytest.mark.parametrize("part", complaints.PARTS)
def test_every_part_adds_up_to_the_whole(register, part):
    table, total = complaints.by_part(register, SCOPE, part, DAY), complaints.total(register, SCOPE, DAY).iloc[0]
    for figure in ("cases", "closed", "open_cases", "overdue_cases", "closed_late"):
        assert table[figure].sum() == total[figure]


def test_the_page_says_how_many_how_fast_and_which_wait(register):
    app = draw_page("complaints", org="04960201", lang="en")
    text = said(app)
    assert "Complaints received: 6 (3 closed, 1 passed on to another office" in text
    assert "Half were closed within 2 days, 90% within 30 days." in text
    assert "5 (ไฟฟ้า," in text
    narrowed = said(draw_page("complaints", org="04960201", lang="en", topic="ขยะ"))
    assert "Complaints received: 1 (1 still open)." in narrowed
    assert "ขยะ: 1 complaint." in narrowed


def test_the_document_counts_corruption_and_says_where_there_is_none(register, load):
    item = partial(Item, "04960201", 2565, "corruption_complaints", "O31", "-", 2565)
    data = published(register, catalogue(register), DAY)
    language.use("th")
    first = gather(data, item()).report().parts[0]
    assert first.sentence == "เรื่องร้องเรียนการทุจริตและประพฤติมิชอบ 1 เรื่อง (ส่งต่อหน่วยงานอื่น 1 เรื่อง)"
    assert list(first.table.cases) == [0, 0, 1, 0]
    load(HEAD + LINES.replace(",yes,", ",no,"))
    con = database.cursor()
    none = gather(published(con, catalogue(con), DAY), item()).report().parts[0]
    assert none.sentence == "ไม่มีเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ"


def test_a_notice_stands_where_some_wait_too_long(register):
    row = complaints.total(register, SCOPE, DAY + timedelta(days=30)).iloc[0]
    language.use("en")
    notice = say.notice(row)
    assert notice
    assert notice.text == "Complaints: 2 are open for longer than the standard of 15 days"
    assert say.notice(complaints.total(register, SCOPE, date(2022, 9, 11)).iloc[0]) is None
