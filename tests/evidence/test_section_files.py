"""What a section is given away as, by an address of its own: its table is what SQL gives, its workbook opens; what no page has
shown is not known."""

import csv
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from io import BytesIO, StringIO

import openpyxl
import pytest

from evidence import section_files
from evidence.jobs import BusyError
from tests.drawing import alt, draw_page, file, files, tools
from vocabulary import language, thai

BY_ITEM = """SELECT item, sum(disbursed), sum(allocation + coalesce(transfer_in, 0) - coalesce(transfer_out, 0)) AS revised
             FROM published.budget WHERE organization_code = '04960201' AND fiscal_year = 2565 GROUP BY item ORDER BY item"""


@pytest.fixture(scope="module")
def budget(published):
    """The budget page as it is first seen, drawn once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PRONGSAI_STORE", str(published))
        return draw_page("budget")


def rows_of(csv_file):
    header, *rows = csv.reader(StringIO(csv_file.decode("utf-8-sig")))
    return [dict(zip(header, row, strict=True)) for row in rows]


def test_a_csv_is_what_sql_gives_of_the_same_lines(budget, takbai_data):
    rows = rows_of(file(budget, "by_item", "table.csv"))
    told = sorted((row["รายการ"], float(row["เบิกจ่าย (บาท)"]), float(row["งบประมาณหลังโอน (บาท)"])) for row in rows)
    assert told == [(item, float(paid), float(revised)) for item, paid, revised in takbai_data.execute(BY_ITEM).fetchall()]


def test_a_workbook_opens_below_title_and_place_with_the_numbers_of_the_csv(budget):
    book = openpyxl.load_workbook(BytesIO(file(budget, "by_item", "table.xlsx")))
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    header = next(index for index, row in enumerate(rows) if row[0] == "รายการ")
    title, place = alt(budget, "by_item").split(". ")[0].split(" · ", 1)
    assert rows[0][0] == title
    assert [str(row[0]) for row in rows[:header]][1].startswith(place.split(". ")[0].split(" · ")[0])
    paid = rows[header].index("เบิกจ่าย (บาท)")
    told = [float(row["เบิกจ่าย (บาท)"]) for row in rows_of(file(budget, "by_item", "table.csv"))]
    assert [row[paid] for row in rows[header + 1 :]] == pytest.approx(told)


def test_a_file_is_written_in_the_language_and_digits_of_the_page_whoever_asked_before(published, monkeypatch):
    monkeypatch.setenv("PRONGSAI_STORE", str(published))
    english, in_thai = draw_page("budget", lang="en"), draw_page("budget")
    assert file(in_thai, "by_item", "table.csv").decode("utf-8-sig").startswith("รายการ,")
    assert file(english, "by_item", "table.csv").decode("utf-8-sig").startswith("Item,")
    language.use("th")
    thai.use_thai_digits(True)
    assert file(english, "by_item", "table.csv").decode("utf-8-sig").startswith("Item,")


def test_who_asks_for_the_same_file_at_once_waits_for_one_and_too_many_files_are_refused(budget, monkeypatch):
    token = tools(budget, "by_item")["files"][0]["address"].split("/")[1]
    with ThreadPoolExecutor(24) as crowd:
        made = list(crowd.map(lambda _each: section_files.made(token, "table.xlsx"), range(24)))
    assert len({id(content) for content, _kind, _name in made}) == 1
    monkeypatch.setattr(section_files.workshop, "making", 0)
    assert section_files.made(token, "table.xlsx")[0] is made[0][0]
    with pytest.raises(BusyError):
        section_files.made(token, "slide.png")


SEEN_OTHERWISE = {"tab": "course", "width": "narrow", "fy": "2565", "org": "04960201"}
"""The same figures, with another tab open, drawn for a phone, and their scope named."""


def test_the_same_view_has_the_same_addresses_and_another_others(published, monkeypatch):
    monkeypatch.setenv("PRONGSAI_STORE", str(published))
    views = [draw_page("budget", **choices) for choices in ({}, SEEN_OTHERWISE, {"item": "เบี้ยยังชีพผู้สูงอายุ"})]
    addresses = [{each["address"] for each in tools(app, "by_item")["files"]} for app in views]
    assert addresses[0] == addresses[1]
    assert not addresses[0] & addresses[2]
    names = [set(files(app, "by_item").values()) for app in views]
    assert names[0] == names[1]
    assert not names[0] & names[2]


@pytest.mark.parametrize(("token", "form"), [("0" * 24, "table.csv"), (None, "table.exe")])
def test_what_no_page_has_shown_is_not_known(budget, token, form):
    known = next(iter(section_files._shown))
    with pytest.raises(KeyError):
        section_files.made(token or known, form)


def test_the_oldest_sections_are_forgotten(budget, monkeypatch):
    shown = next(iter(section_files._shown.values()))
    monkeypatch.setattr(section_files, "_shown", type(section_files._shown)())
    monkeypatch.setattr(section_files, "MOST", 2)
    tokens = [section_files.lay_out(replace(shown, file_name=f"{number}")) for number in range(3)]
    assert list(section_files._shown) == tokens[1:]
