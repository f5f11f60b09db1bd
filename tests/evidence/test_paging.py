"""Where pages end: plans by heights alone, and the real papers of both municipalities, read as PDF."""

import re
from collections import Counter
from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import pairwise

import pypdf
import pytest
from PIL import Image

from evidence import build, items
from evidence.paging import Block, Rows, cuts, planned
from evidence.pdf import as_pdf, digits
from evidence.report import Activity, Photograph, on_paper
from tests.readers import dossier, text_of
from tests.tiers import sampled
from vocabulary import thai
from vocabulary.paper_tables import Column, PaperTable, Row

TODAY = date(2025, 1, 1)
DEEP = (100.0, 70.0)
PAPERS = [
    "04960201 2565 satisfaction",
    "04960201 2565 anticorruption_year",
    "04960201 2565 budget_6m",
    "04960201 2565 measures_result",
    "99000001 2568 anticorruption_year",
    "99000001 2568 budget_plan",
    "99000001 2568 budget_year",
]
FIVE = ("มาตรการ/กิจกรรม", "ขั้นตอน/วิธีปฏิบัติ", "ผู้รับผิดชอบ", "ผลการดำเนินการ", "ข้อเสนอแนะ")


def block(name, height, **more):
    return Block(height, {"name": name}, **more)


def rows(heights, places, **more):
    return Rows(tuple(heights), lambda start, end, again: {"name": f"{start}–{end}"}, tuple(places), **more)


def pages(*sections):
    """What a plan has on each page, by name."""
    return [[each["name"] for each in page.drawn] for page in planned(sections, DEEP)]


def one_way(*elements):
    return [(0, elements)]


def test_a_heading_stands_with_the_beginning_of_what_follows():
    assert pages(one_way(block("text", 70)), one_way(block("heading", 10, keeps=True), block("chart", 30))) == [
        ["text"], ["heading", "chart"],
    ]  # fmt: skip
    assert pages(one_way(block("text", 75)), one_way(block("heading", 10, keeps=True), rows([10] * 4, (2,)))) == [
        ["text"], ["heading", "0–4"],
    ]  # fmt: skip


def test_no_row_of_a_table_stands_alone_and_no_heading_or_total_without_its_rows():
    kinds = ["heading", "row", "row", "total", "heading", "row", "row", "row", "total", "total"]
    assert cuts(kinds) == (4, 6)
    assert cuts(["row"] * 3 + ["total"]) == ()
    table = rows([10] * 9, cuts(["row"] * 9), repeated=10, end=5)
    assert pages(one_way(block("text", 10)), one_way(table)) == [["text", "0–7"], ["7–9"]]
    assert pages(one_way(block("text", 75)), one_way(table)) == [["text"], ["0–7"], ["7–9"]]


def test_what_must_follow_a_table_that_almost_fits_never_stands_without_its_last_rows():
    table = rows([21.01] * 4, (2,), end=6)
    assert pages(one_way(block("text", 10)), one_way(table, block("source", 6))) == [["text", "0–2"], ["2–4", "source"]]


def test_a_row_longer_than_half_a_page_begins_where_there_is_room_and_the_table_stays_one():
    assert pages(one_way(rows([20, 20, 90, 20], (1, 2, 3), repeated=5))) == [["0–4"]]
    assert pages(one_way(rows([20, 50, 90, 20], (1, 2, 3), repeated=5))) == [["0–2"], ["2–3"], ["3–4"]]


def test_of_the_ways_to_set_a_section_one_that_fills_the_page_is_taken():
    chart, table = block("chart", 60), rows([10] * 4, (2,))
    ways = [(0, [chart, table]), (0.3, [table, chart])]
    assert pages(one_way(block("text", 0)), ways) == [["text", "chart", "0–4"]]
    assert pages(one_way(block("text", 55)), ways) == [["text", "0–4"], ["chart"]]


def test_sources_have_the_end_of_what_is_above_them_on_their_page():
    annex, sources = [block("heading", 10, keeps=True), rows([10] * 4, (2,))], one_way(block("sources", 30, begins=2))
    followed = [annex[0], replace(annex[1], end=30)]
    ways = [(0, annex), (0, followed)]
    assert pages(one_way(block("text", 40)), ways[:1], sources) == [["text", "heading", "0–4"], ["sources"]]
    assert pages(one_way(block("text", 40)), ways, sources) == [["text", "heading", "0–2"], ["2–4", "sources"]]
    assert pages(one_way(block("text", 20)), ways, sources) == [["text", "heading", "0–4", "sources"]]
    closed = [(0, [block("text", 20)]), (0, [block("text", 20, end=30)])]
    assert pages(one_way(block("text", 60)), closed, sources) == [["text"], ["text", "sources"]]


def test_what_is_higher_than_a_page_runs_on_and_paper_is_turned_for_what_lies():
    assert pages(one_way(block("text", 10), block("long", 250), block("after", 10))) == [["text", "long", "after"]]
    lying = planned([one_way(block("text", 10)), one_way(block("table", 60, lies=True)), one_way(block("end", 5))], DEEP)
    assert [page.lies for page in lying] == [False, True, False]


def report_of(con, organization, year, subject):
    item = next(each for each in items.items(con, organization, int(year)) if each.subject == subject)
    return dossier(con, item, TODAY).report()


@pytest.fixture
def paper(made_up_data, which):
    """A paper of a municipality in Thai digits: its report and its PDF, with charts."""
    thai.use_thai_digits(True)
    try:
        report = report_of(made_up_data, *which.split())
        drawings = build._drawings(report, lambda doing, done, of: None, 0, 1)
        return report, as_pdf(report, drawings)
    finally:
        thai.use_thai_digits(False)


@pytest.mark.parametrize("which", sampled(PAPERS, every=8))
def test_a_paper_is_as_a_typographer_wants_it(paper):
    report, pdf = paper
    assert [fill for fill in fills(pdf)[:-1] if fill < 0.4] == []
    lone = sum(len(on_paper(part).rows) == 1 for part in (*report.parts, *report.annex) if len(part.table))
    lone += len(report.sources) == 1
    assert row_counts(pdf).count(1) == lone
    assert list(broken_words(report, pdf)) == []
    last = text_of(pdf, "-f", f"{len(pypdf.PdfReader(BytesIO(pdf)).pages)}")
    assert not re.sub(r"\s", "", last).startswith("แหล่งข้อมูล"), "a page of sources and signatures alone"
    first = text_of(pdf, "-l", "1")
    assert says(first, report.organization)
    assert says(first, digits(report.parts[0].heading))


@pytest.fixture
def measures(made_up_data):
    """The report on the measures."""
    return report_of(made_up_data, "04960201", 2565, "measures_result")


def test_all_measures_in_five_columns_take_few_upright_pages(measures):
    whole = next(part for part in measures.parts if "procedure" in part.table)
    names = ("measure", "procedure", "responsible", "result", "suggestion")
    every = tuple(
        Row(tuple("–" if thai.is_missing(cell) else cell for cell in cells))
        for cells in whole.table[list(names)].itertuples(index=False)
    )
    five = replace(whole, paper=PaperTable(tuple(map(Column, FIVE)), every))
    # The activities have one row, which would be taken for one left alone.
    parts = (five if part is whole else part for part in measures.parts if part.name != "by_measure")
    report = replace(measures, parts=tuple(parts))
    pdf = as_pdf(report, {})
    sizes = [page.mediabox.width < page.mediabox.height for page in pypdf.PdfReader(BytesIO(pdf)).pages]
    assert all(sizes)
    assert len(sizes) <= 7
    assert len(every) == 24
    assert min(count for count in row_counts(pdf)) > 1
    assert list(broken_words(report, pdf)) == []


def photograph(width, height, caption):
    picture = BytesIO()
    Image.new("RGB", (width, height), (width % 256, height % 256, 90)).save(picture, "JPEG")
    return Photograph(picture.getvalue(), caption)


@pytest.mark.full
def test_photographs_stand_two_in_a_row_above_their_captions_or_the_reason_why_there_is_none(measures):
    shown = [photograph(800, 600 + number, f"ภาพที่ {number}") for number in range(7)]
    activities = (Activity("มาตรการแรก", tuple(shown)), Activity("มาตรการที่สอง", (), "ไม่มีภาพเพราะเป็นประกาศ"))
    report = replace(measures, activities=activities, header=photograph(800, 100, "").content, opening="ตามที่กำหนด")
    pdf = as_pdf(report, {})
    assert pdf == as_pdf(report, {})
    said = text_of(pdf, "-layout")
    assert says(said, "ภาพการดำเนินกิจกรรม มาตรการแรก ภาพที่ 0 ภาพที่ 1")
    assert says(said, "มาตรการที่สอง ไม่มีภาพเพราะเป็นประกาศ")
    assert says(text_of(pdf, "-l", "1"), "ตามที่กำหนด")
    pictures: Counter[int] = Counter()
    captions: Counter[int] = Counter()
    for number, page in enumerate(pypdf.PdfReader(BytesIO(pdf)).pages):
        pictures[number] = len(page.images)
        captions[number] = len(re.findall(r"ภาพที่ *\d", text_of(pdf, "-f", f"{number + 1}", "-l", f"{number + 1}")))
    assert pictures[0] == captions[0] + 1  # the header
    assert all(pictures[number] == captions[number] for number in pictures if number)
    assert sum(captions.values()) == len(shown)
    alts = {each.get("/Alt") for each in tagged(structure(pdf), "/Figure")}
    assert {each.caption for each in shown} <= alts


def test_heads_over_several_columns_headings_and_totals(measures):
    columns = (
        Column("รายการ"),
        *(Column(head, True, group) for group in ("รอบ 6 เดือน", "รอบ 12 เดือน") for head in ("โครงการตามแผน", "ร้อยละ")),
    )
    body = [Row(("แผนงานบริหาร", "", "", "", ""), "heading"), *[Row(("ค่าวัสดุ", "1", "2", "3", "4"))] * 70]
    table = PaperTable(columns, (*body, Row(("รวมทั้งสิ้น", "70", "140", "210", "280"), "total")))
    part = replace(measures.parts[0], figure=None, paper=table)
    pdf = as_pdf(replace(measures, parts=(part,)), {})
    first, *others = list(tagged(structure(pdf), "/Table"))[:-1]
    assert others
    for each in (first, *others):
        heads = [cell for row in tagged(each, "/TR") for cell in tagged(row, "/TH")]
        assert len(heads) == 1 + 2 + 4 + (each is first)
    lines = [" ".join(line.split()) for line in text_of(pdf, "-layout").splitlines()]
    assert lines.count("รอบ 6 เดือน รอบ 12 เดือน") == len(others) + 1
    assert "แผนงานบริหาร" in lines
    assert "รวมทั้งสิ้น 70 140 210 280" in lines
    spans = [attribute.get("/ColSpan") for cell in tagged(first, "/TH") for attribute in attributes(cell)]
    assert spans.count(2) == 2
    assert spans.count(5) == 1


def attributes(element):
    """What a tag says of itself."""
    found = element.get("/A", [])
    found = found.get_object()
    return [each.get_object() for each in found] if isinstance(found, list) else [found]


def structure(pdf):
    """The tags of a PDF."""
    return pypdf.PdfReader(BytesIO(pdf)).root_object["/StructTreeRoot"]


def fills(pdf):
    """How far down each page is written on, the foot apart."""
    found = []
    for page in re.findall(r'<page width="[\d.]+" height="([\d.]+)">(.*?)</page>', text_of(pdf, "-bbox"), re.DOTALL):
        height, top, bottom = float(page[0]), 62, float(page[0]) - 68
        ends = [float(end) for end in re.findall(r'yMax="([\d.]+)"', page[1])]
        found.append((max(end for end in ends if end < height - 50) - top) / (bottom - top))
    return found


def row_counts(pdf):
    """How many rows each table has below its head."""
    tables = tagged(structure(pdf), "/Table")
    return [sum(not any(tagged(row, "/TH")) for row in tagged(table, "/TR")) for table in tables]


def tagged(element, tag):
    """The elements of a PDF's structure with a tag, below another."""
    inside = element.get("/K", [])
    inside = inside if isinstance(inside, (list, int)) else inside.get_object()
    for each in inside if isinstance(inside, list) else [inside]:
        child = each if isinstance(each, int) else each.get_object()
        if isinstance(child, dict):
            if child.get("/S") == tag:
                yield child
            yield from tagged(child, tag)


def broken_words(report, pdf):
    """Cells and heads of which a line ends within a word."""
    tables = [on_paper(part) for part in report.parts if len(part.table)]
    texts = {cell for table in tables for row in table.rows[:60] for cell in row.cells}
    texts |= {column.head for table in tables for column in table.columns}
    segmented = [[word for each in thai.words(digits(text)) if (word := "".join(each.split()))] for text in texts]
    neighbours = {pair for found in segmented for pair in pairwise(found)}
    copied = text_of(pdf, "-raw").replace(" ", "")
    for found in segmented:
        squeezed = "".join(found)
        if len(found) < 2 or len(squeezed) > 400 or not re.search("[ก-ฮ]", squeezed):
            continue
        for lines in re.findall("\n?".join(map(re.escape, squeezed)), copied):
            for place in (at for at, letter in enumerate(lines) if letter == "\n"):
                before, after = lines[:place].replace("\n", ""), lines[place:].replace("\n", "")
                if not any(before.endswith(left) and after.startswith(right) for left, right in neighbours):
                    yield lines


def says(text, wanted):
    return "".join(wanted.split()) in "".join(text.split())
