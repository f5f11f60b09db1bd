"""The longest text that a file or a person may bring stands in every document whole: nothing accepted stays unprinted."""

import csv
import re
from collections import Counter
from datetime import date, datetime
from functools import cache
from html import unescape
from io import BytesIO, StringIO
from itertools import cycle
from zipfile import ZipFile

import docx
import openpyxl
import pandas as pd
import pytest

import database
from charts import budget, theme
from evidence import build
from evidence.document import as_docx
from evidence.items import items
from evidence.pdf import as_pdf
from evidence.pictures import Form, picture
from evidence.report import Report
from evidence.workbook import as_xlsx
from loaders.layout.reading import Options
from loaders.limits import LONGEST_CELL
from loaders.loading import load_files
from loaders.store.document_texts import LONGEST_TEXT
from queries.scope import catalogue
from sections.subject import Section
from tests.drawing import draw_page
from tests.readers import text_of
from tests.tiers import sampled
from vocabulary import tables

UNITS = {
    "words": "การจัดซื้อวัสดุสำนักงานของกองคลังเพื่อใช้ในการปฏิบัติงานประจำปี",
    "sentences": "ค่าใช้จ่ายในการจัดซื้อน้ำดื่ม (๑๒ เดือน) ตามข้อบัญญัติ 2565 ของ อบต. ",
    "one letter": "ก",
    "letters with marks": "กี้",
    "one letter of another script": "x",
    "words and signs in turn": "ก(x)๑",
    "lines": "บรรทัด\n",
    "empty lines": "ก\n\n\n",
    "markup": "#*_$<@\\][`=-+/~'\"&{}%",
    "what the font lacks": "漢",
    "dots": ".",
    "digits": "0123456789",
    "Thai digits": "๐๑๒๓๔๕๖๗๘๙",
}
LENGTH = max(LONGEST_CELL, LONGEST_TEXT)
TEXTS = {shape: (unit * LENGTH)[:LENGTH] for shape, unit in UNITS.items()}
NOTES = ("ข้อสังเกต", "คำชี้แจงของหน่วยงาน", "ข้อสังเกต คำชี้แจงของหน่วยงาน", "(ยังไม่มีคำชี้แจง)")
NARROW = ("คำชี้แจง", "ของ", "หน่วยงาน", "(ยังไม่มี", "คำชี้แจง)")  # the same beside a very long text
REPEATED = (
    *NOTES,
    *NARROW,
    "รายการ",
    "งบประมาณ",
    "รายการ งบประมาณ",
    "หลังโอน",
    "(บาท)",
    "งบประมาณหลังโอน (บาท)",
    "อปท.",
    "ที่มา",
    "1.00",
)
FILES = pd.DataFrame(
    {"data_set": ["budget"], "file_name": ["a.csv"], "rows_used": [1], "as_of": [pd.NaT],
     "loaded_at": [pd.Timestamp("2025-01-01")], "sha256": ["0" * 64]}
)  # fmt: skip


def report(*, cell="–", sentence="–", text="–", finding="–"):
    """A report with these texts in a cell of its table, and so on."""
    table = pd.DataFrame({"item": [cell], "revised": [1.0]})
    part = Section("part", "ส่วน", "ตาราง", sentence, table, place="อปท.", source="ที่มา")
    return Report("x", "รายงาน", "อปท.", (), (part,), (("ปัญหา", text),), ((finding, ""),), FILES, (), datetime(2025, 1, 2))  # noqa: DTZ001 - UTC


def letters(text):
    return "".join(text.split())


def body(pdf):
    """What a PDF says without what is repeated on each page and the figure beside the cell; lines are joined."""
    lines = text_of(pdf, "-raw").replace("\f", "\n").splitlines()
    return letters("".join(line for line in lines if line.strip() not in REPEATED and "รายงาน · อปท." not in line))


@cache
def as_drawn(text):
    """The text with "?" for what the font lacks."""
    return text.replace("漢", "?")


@pytest.mark.full
@pytest.mark.parametrize("place", sampled(["cell", "sentence", "text", "finding"], every=10))
@pytest.mark.parametrize("text", sampled(TEXTS.values(), every=5), ids=TEXTS)
def test_the_longest_text_stands_in_a_pdf_whole_and_within_its_paper(text, place):
    pdf = as_pdf(report(**{place: text}), {})
    assert letters(as_drawn(text)) in body(pdf)
    margin = text_of(pdf, "-x", "560", "-y", "0", "-W", "200", "-H", "2000")  # points; the paper is 595 wide
    foot = text_of(pdf, "-x", "0", "-y", "785", "-W", "600", "-H", "100").replace("\f", "\n")
    assert not margin.split()
    assert {re.sub(r"\d+", "", line) for line in foot.splitlines() if line} == {"รายงาน · อปท.", "หน้า  จาก "}


@pytest.mark.full
def test_many_of_the_longest_texts_stand_in_one_pdf():
    table = pd.DataFrame({"item": list(TEXTS.values()), "division": list(TEXTS.values())[::-1], "revised": 1.0})
    part = Section("part", "ส่วน", "ตาราง", "–", table, place="อปท.", source="ที่มา")
    whole = report()
    found = letters(text_of(as_pdf(Report(**vars(whole) | {"parts": (part,)}), {}), "-raw"))
    assert all(found.count(sign) >= 2 * text.count(sign) for text in TEXTS.values() for sign in set(letters(as_drawn(text))))


@pytest.mark.parametrize("text", sampled(TEXTS.values(), every=5), ids=TEXTS)
def test_the_longest_text_stands_whole_in_word_excel_and_csv(text):
    told = report(cell=text, sentence=text, text=text, finding=text)
    document = docx.Document(BytesIO(as_docx(told, {})))
    written = letters("".join(paragraph.text for paragraph in document.paragraphs))
    assert written.count(letters(text)) >= 2  # a cell and a finding stand in tables
    assert letters(document.tables[0].cell(1, 0).text) == letters(text)
    book = openpyxl.load_workbook(BytesIO(as_xlsx(told)))
    cells = [letters(str(cell)) for sheet in book for row in sheet.values for cell in row if cell is not None]
    assert cells.count(letters(text)) == 4
    ((_head, _revised), (cell, _figure)) = csv.reader(StringIO(tables.as_csv(told.parts[0].table).decode("utf-8-sig")))
    assert cell.removeprefix("'") == text


def test_what_no_cell_of_a_workbook_takes_stands_in_several():
    text = "".join(f"{number:,} " for number in range(10_000))
    sheet = openpyxl.load_workbook(BytesIO(as_xlsx(report(sentence=text)))).worksheets[0]
    pieces = [str(row[1]) for row in sheet.values if row[1]]
    assert len(text) > tables.LONGEST
    assert text in "".join(pieces)


@pytest.mark.full
@pytest.mark.parametrize("text", sampled(TEXTS.values(), every=5), ids=TEXTS)
def test_a_picture_has_the_beginning_of_the_longest_name_and_stays_a_picture(text):
    named = pd.DataFrame(
        {"item": [text, "ค่าวัสดุ"], "revised": 2.0, "disbursed": 1.0, "committed": 0.0, "expected": 1.0, "gap": 0.0,
         "remaining": 1.0, "disbursed_rate": 0.5, "used_rate": 0.5}
    )  # fmt: skip
    figure = theme.finish(budget.by_level(named, "item", budget.Yardstick(0.5), "wide"), theme.Band(text, text, text), dark=False)
    assert figure["layout"]["height"] < 2_500
    drawn = picture(figure, Form(1890, "svg", is_slide=False)).decode()
    assert letters(text)[:8] in letters(unescape(drawn))


TEXT_COLUMNS = {
    "item",
    "division",
    "note",
    "question",
    "dimension",
    "measure",
    "procedure",
    "responsible",
    "result",
    "suggestion",
}


@pytest.fixture
def longest(store, takbai, tmp_path, monkeypatch):
    """Lets the program see the municipality's tables, in each of which the first row has the longest texts, each of another
    shape; gives those of the first measure."""
    shapes = cycle(TEXTS.values())
    for path in sorted(takbai.glob("*.csv")):
        rows = list(csv.DictReader(StringIO(path.read_text(encoding="utf-8-sig"))))
        rows[0] |= {name: f"{name} {next(shapes)}"[:LENGTH].strip() for name in rows[0] if name in TEXT_COLUMNS}
        with (tmp_path / path.name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0])
            writer.writeheader()
            writer.writerows(rows)
        if path.name.startswith("measures"):
            texts = [rows[0][name] for name in rows[0] if name in TEXT_COLUMNS]
    reports = load_files(sorted(tmp_path.glob("*.csv")), Options(), store, lambda name, rows: None)
    assert not any(report.refused for report in reports)
    monkeypatch.setenv("PRONGSAI_STORE", str(store))
    return texts


@pytest.mark.full
def test_the_pack_of_data_with_the_longest_texts_is_made_and_holds_them(longest):
    known = catalogue(database.cursor())
    every = items(database.cursor(), "04960201", 2565)
    files = build.pack(database.cursor(), known, every, date(2025, 1, 1), lambda *told: None)
    with ZipFile(BytesIO(*files.values())) as archive:
        written = [archive.read(name) for name in archive.namelist() if name.endswith(".pdf") and "measures" in name]
    found = Counter("".join(letters(text_of(pdf, "-raw")) for pdf in written))
    assert len(written) == 2
    assert Counter("".join(map(letters, map(as_drawn, longest)))) <= found


@pytest.mark.full
@pytest.mark.parametrize("page", sampled(["budget", "overview", "satisfaction", "plan", "measures", "findings"], every=6))
def test_the_pages_of_data_with_the_longest_texts_are_drawn(longest, page):
    assert draw_page(page).title
