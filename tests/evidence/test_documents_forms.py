"""A report as Word document and as workbook: all its figures, real headings and tables, nothing foreign, the same bytes."""

import os
import subprocess
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZipFile
from zlib import crc32

import docx
import fontpkg_sarabun
import openpyxl
import pandas as pd
import pypdf
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from PIL import Image
from python_calamine import CalamineWorkbook

from charts import budget as draw_budget
from charts import satisfaction as draw_satisfaction
from charts import theme
from evidence.archive import zipped
from evidence.document import as_docx
from evidence.pdf import as_pdf
from evidence.pictures import FOR_WORD, picture
from evidence.report import Drawing, Report, on_paper
from evidence.workbook import as_xlsx
from queries import budget, measures, satisfaction
from queries import scope as ask
from queries.scope import Scope
from sections import narrowing
from sections.subject import Section
from sentences import measures as say_measures
from sentences import satisfaction as say_satisfaction
from tests.readers import text_of
from tests.tiers import sampled
from vocabulary import tables, thai
from vocabulary.columns import heading, visible_columns
from vocabulary.language import speaking
from vocabulary.paper_tables import Column, PaperTable, Row
from vocabulary.values import is_figure

BUDGET, SURVEY = Scope("04960201", 2565), Scope("04960201", 2564)
PLACE, SOURCE = "เทศบาลเมืองตากใบ · ปีงบฯ 2565", "ที่มา: budget_2565_6m.csv · 13 แถว"
MONEY, BROAD, NARROW = (
    ("item", "revised", "disbursed", "disbursed_rate", "remaining"),
    ("measure_no", "measure", "status", "responsible", "result", "evidence"),
    ("division", "score", "lowest", "highest"),
)
FINDING = "ยอดรวมที่พิมพ์ไว้ไม่เท่ากับผลรวมของรายการ ต่างกัน 20,988,200.00 บาท"
SOURCES = ["data_set", "file_name", "rows_used", "as_of", "loaded_at", "sha256"]


@pytest.fixture
def report(takbai_data):
    """Sections of the municipality's real figures: money and a survey with charts, a table of long texts, and one of nothing."""
    items = budget.by_level(takbai_data, BUDGET, "item", False)
    drawn = partial(draw_budget.by_level, items, "item", draw_budget.Yardstick(0.5))
    divisions = satisfaction.by_division(takbai_data, SURVEY)
    every, row = measures.every(takbai_data, BUDGET, date(2026, 1, 1)), measures.total(takbai_data, BUDGET).iloc[0]
    sources = [ask.sources(takbai_data, BUDGET, name).assign(data_set=name) for name in ("budget", "measures")]
    parts = (
        part("by_item", "ตามรายการ", "เบิกจ่ายแล้วร้อยละ 26.79", items, MONEY, drawn),
        part(
            "by_division", "ตามหน่วยงาน", say_satisfaction.by_division(divisions), divisions, NARROW,
            partial(draw_satisfaction.means, divisions, "division"),
        ),
        part("every", "มาตรการทุกข้อ", say_measures.total(row), every, BROAD),
        part("changes", "ที่เปลี่ยนไป", "ไม่มีข้อมูลปีก่อนให้เทียบ", every.head(0)),
    )  # fmt: skip
    return Report(
        file_name="O43_measures_result_04961002_2565",
        title="รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใส",
        organization="เทศบาลเมืองตากใบ",
        heads=(("ข้อ", "O43"), ("ปีงบประมาณ", "พ.ศ. 2565"), ("รอบ", "12 เดือน")),
        parts=parts,
        texts=(("ปัญหา/อุปสรรค", "งบประมาณจำกัด\nบุคลากรไม่พอ\n\nฝนตกหนัก\x0bน้ำท่วม"), ("ข้อเสนอแนะ", " \n")),
        findings=((FINDING, ""),),
        sources=pd.concat(sources, ignore_index=True).rename(columns={"rows": "rows_used"})[SOURCES],
        signed=(("ผู้จัดทำ", "หัวหน้าฝ่ายแผนงานและงบประมาณ"), ("ผู้รับรอง", "ปลัดเทศบาล")),
        published=datetime(2026, 1, 15, 8, 30, tzinfo=UTC),
    )


def part(name, title, sentence, table, printed=(), figure=None):
    return Section(name, title, f"{title} เต็มชื่อ", sentence, table, figure, printed=printed, place=PLACE, source=SOURCE)


@pytest.fixture
def drawings(report):
    """The charts of the sections that have one, as Chromium draws them."""
    band = {part.name: theme.Band(part.title, part.place, part.source) for part in report.parts}
    charts = {part.name: theme.finish(part.figure("wide"), band[part.name], dark=False) for part in report.parts if part.figure}
    return {name: Drawing(picture(figure, FOR_WORD), b"") for name, figure in charts.items()}


def opened(written):
    return docx.Document(BytesIO(written))


def texts(document, style=None):
    return [paragraph.text for paragraph in document.paragraphs if style in (None, paragraph.style.name)]


def cells(table):
    return [[cell.text for cell in row.cells] for row in table.rows]


def unbroken(heads):
    """Heads without the ends of their lines."""
    return ["".join(head.split()) for head in heads]


def test_every_figure_of_a_table_stands_in_the_document_as_on_the_screen(report):
    document = opened(as_docx(report, {}))
    for told, table in zip(report.parts[:3], document.tables, strict=False):
        head, *rows = cells(table)
        names = visible_columns(told.printed or told.table.columns)
        assert [heading(name) for name in names] == [column.head for column in on_paper(told).columns]
        assert unbroken(head) == unbroken(map(heading, names))
        for name, column in zip(names, zip(*rows, strict=True), strict=True):
            if is_figure(name):
                seen = tables.as_seen(told.table)[name]
                assert [None if cell == "–" else float(cell.replace(",", "")) for cell in column] == [
                    None if thai.is_missing(value) else value for value in seen
                ]
    by_item = {row[0]: row for row in cells(document.tables[0])}
    assert "32,866,000.00" in by_item["เบี้ยยังชีพผู้สูงอายุ"]
    assert "19.04" in by_item["เบี้ยยังชีพผู้สูงอายุ"]
    assert cells(document.tables[1])[1] == ["กองช่าง", "98.06", "95.60", "99.90"]


def test_the_document_is_told_in_order_with_real_headings_and_empty_texts_left_out(report):
    document = opened(as_docx(report, {}))
    assert texts(document, "Title") == [report.title]
    assert texts(document, "Heading 1") == [
        "ตามรายการ", "ตามหน่วยงาน", "มาตรการทุกข้อ", "ที่เปลี่ยนไป", "ปัญหา/อุปสรรค", "หมายเหตุต่อข้อมูล", "แหล่งข้อมูล",
    ]  # fmt: skip
    assert texts(document, "Labelled")[:2] == ["หน่วยงาน\tเทศบาลเมืองตากใบ", "ข้อ\tO43"]
    assert texts(document, "Caption") == [told.title for told in report.parts[:3]]
    assert texts(document, "Source") == [f"{PLACE}\n{SOURCE}"] * 3
    assert cells(document.tables[3]) == [["ข้อสังเกต", "คำชี้แจงของหน่วยงาน"], [FINDING, "(ยังไม่มีคำชี้แจง)"]]
    assert {"งบประมาณจำกัด\nบุคลากรไม่พอ", "ฝนตกหนัก น้ำท่วม", "ไม่มีข้อมูลปีก่อนให้เทียบ"} <= set(texts(document, "Normal"))
    signed = [paragraph.text for cell in document.tables[-1].rows[0].cells for paragraph in cell.paragraphs]
    assert signed[0].startswith("ลงชื่อ ....")
    assert [signed[0].split()[-1], signed[4].split()[-1]] == ["ผู้จัดทำ", "ผู้รับรอง"]
    assert [signed[2], signed[6]] == ["ตำแหน่ง หัวหน้าฝ่ายแผนงานและงบประมาณ", "ตำแหน่ง ปลัดเทศบาล"]
    assert signed[1].startswith("(....")
    assert signed[3].startswith("วันที่ ....")
    footer = document.sections[0].footer._element
    assert "".join(text.text for text in footer.iter(qn("w:t"))) == "หน้า 1 จาก 1"
    assert [field.get(qn("w:instr")) for field in footer.iter(qn("w:fldSimple"))] == ["PAGE", "NUMPAGES"]


def test_no_document_has_hashes(report):
    assert not any("SHA-256" in text for text in texts(opened(as_docx(report, {}))))


def test_what_must_fit_one_page_is_small_and_upright(report):
    document = opened(as_docx(replace(report, is_one_page=True), {}))
    assert [section.orientation for section in document.sections] == [WD_ORIENT.PORTRAIT]
    assert document.styles["Normal"].element.rPr.find(qn("w:szCs")).get(qn("w:val")) == "26"


def test_where_nothing_was_found_there_are_no_notes(report):
    sound = replace(report, findings=())
    assert "หมายเหตุต่อข้อมูล" not in texts(opened(as_docx(sound, {})))
    assert "หมายเหตุต่อข้อมูล" not in {row[0] for row in sheets(as_xlsx(sound))["รายงาน"]}


def test_the_sentence_that_a_document_opens_with_stands_in_both_forms(report):
    opening = replace(report, opening="ตามที่ … ดังนี้")
    assert "ตามที่ … ดังนี้" in texts(opened(as_docx(opening, {})))
    assert ["", "ตามที่ … ดังนี้"] in sheets(as_xlsx(opening))["รายงาน"]


@pytest.mark.parametrize(
    ("name", "points"),
    sampled([("Normal", 16), ("Heading 1", 18), ("Heading 2", 16), ("Table Text", 14), ("Source", 12)], every=3),
)
def test_latin_and_thai_letters_have_the_font_and_the_size_of_thai_offices(report, name, points):
    writing = opened(as_docx(report, {})).styles[name].element.rPr
    fonts = writing.find(qn("w:rFonts"))
    assert {key.partition("}")[2]: value for key, value in fonts.items()} == dict.fromkeys(
        ("ascii", "hAnsi", "cs", "eastAsia"), "TH Sarabun New"
    )
    assert [writing.find(qn(tag)).get(qn("w:val")) for tag in ("w:sz", "w:szCs")] == [str(2 * points)] * 2
    assert writing.find(qn("w:lang")).get(qn("w:bidi")) == "th-TH"
    assert [writing.find(qn(tag)) is not None for tag in ("w:b", "w:bCs")] == [name.startswith("Heading")] * 2


def test_tables_repeat_their_head_stand_figures_right_and_lie_only_where_they_are_wide(report):
    document = opened(as_docx(report, {}))
    *written, _signed = document.tables
    for table in written:
        rows = [row._tr.trPr for row in table.rows]
        assert [row is not None and row.find(qn("w:tblHeader")) is not None for row in rows] == [True] + [False] * (len(rows) - 1)
    items, divisions, every, _findings, _sources = written
    assert [cell.paragraphs[0].style.name for cell in divisions.rows[1].cells] == ["Table Text"] + ["Table Figure"] * 3
    assert items.rows[1]._tr.trPr.find(qn("w:cantSplit")) is not None
    across = [sum(cell.width.cm for cell in table.rows[1].cells) for table in written]
    assert across == pytest.approx([16, 16, 24.7, 24.7, 24.7], abs=0.1)
    number, measure = every.rows[1].cells[:2]
    assert measure.width > 3 * number.width
    # It does not turn back: every turn leaves the rest of a page empty.
    assert [section.orientation for section in document.sections] == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE]
    for section in document.sections:
        assert sorted((section.page_width.cm, section.page_height.cm)) == pytest.approx([21, 29.7], abs=0.01)
        assert (section.left_margin.cm, section.right_margin.cm) == pytest.approx((3, 2), abs=0.01)


def test_in_thai_digits_a_section_counts_its_pages_in_them(report):
    thai.use_thai_digits(True)
    document = opened(as_docx(report, {}))
    footer = document.sections[0].footer._element
    assert "".join(text.text for text in footer.iter(qn("w:t"))) == "หน้า ๑"
    assert [field.get(qn("w:instr")) for field in footer.iter(qn("w:fldSimple"))] == ["PAGE"]
    formats = [section._sectPr.find(qn("w:pgNumType")).get(qn("w:fmt")) for section in document.sections]
    assert formats == ["thaiNumbers"] * 2


def test_a_low_picture_stands_on_lying_paper_above_its_wide_table(report):
    wide = replace(report.parts[2], figure=report.parts[1].figure)
    for size, sections in (((1600, 700), [WD_ORIENT.LANDSCAPE]), ((1600, 1600), [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE])):
        image = BytesIO()
        Image.new("RGB", size).save(image, "PNG")
        document = opened(as_docx(replace(report, parts=(wide,)), {wide.name: Drawing(image.getvalue(), b"")}))
        assert [section.orientation for section in document.sections][-len(sections) :] == sections
        assert document.inline_shapes[0].height.cm <= (6 if len(sections) == 1 else 22) + 0.01


def test_a_heading_between_rows_stands_across_the_table_from_its_left_edge(report):
    columns = (Column("ลำดับ", is_figure=True), Column("โครงการ"))
    rows = (Row(("1. การสร้างสังคม", ""), "heading"), *[Row(("1", "อบรม"))] * 2)
    document = opened(as_docx(replace(report, parts=(replace(report.parts[2], paper=PaperTable(columns, rows)),)), {}))
    head, heading, row, *_rest = document.tables[0].rows
    (across,) = heading._tr.tc_lst
    assert across.grid_span == 2
    assert across.width == sum(cell.width for cell in row.cells) == sum(cell.width for cell in head.cells)
    (paragraph,) = heading.cells[0].paragraphs
    assert (paragraph.text, paragraph.style.name) == ("1. การสร้างสังคม", "Table Text")


def test_a_long_row_may_be_broken_between_pages(report):
    long = replace(report.parts[2], table=report.parts[2].table.assign(result="ดำเนินการตามแผน " * 80))
    row = opened(as_docx(replace(report, parts=(long,)), {})).tables[0].rows[1]._tr
    assert row.trPr is None or row.trPr.find(qn("w:cantSplit")) is None


@pytest.mark.full
def test_a_picture_is_as_wide_as_the_text_at_most_and_is_told_in_words(report, drawings):
    shapes = opened(as_docx(report, drawings)).inline_shapes
    assert [shape._inline.docPr.get("descr") for shape in shapes] == [
        f"{told.title}. {told.sentence}" for told in report.parts[:2]
    ]
    assert shapes[1].width.cm == pytest.approx(16, abs=0.01)
    assert shapes[0].height.cm == pytest.approx(14, abs=0.5)  # thirteen items


def test_a_chart_that_could_not_be_drawn_is_told_and_a_section_without_chart_says_nothing(report, drawings):
    missing = "วาดแผนภูมิไม่ได้ เพราะเครื่องแม่ข่ายไม่ได้ติดตั้ง Chromium ตารางด้านล่างมีตัวเลขเดียวกัน"
    assert texts(opened(as_docx(report, {}))).count(missing) == 2
    assert missing not in texts(opened(as_docx(report, drawings)))


def test_the_document_says_who_made_it_of_what_day_and_leads_nowhere_outside(report, drawings):
    written = as_docx(report, drawings)
    about = opened(written).core_properties
    assert (about.title, about.author, about.last_modified_by) == (report.title, report.organization, report.organization)
    assert (about.created, about.modified, about.revision) == (report.published, report.published, 1)
    assert (about.comments, about.language) == ("", "th")
    with ZipFile(BytesIO(written)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    assert not any(b'TargetMode="External"' in content for content in files.values())
    assert not [name for name in files if "vba" in name or "customXml" in name or "thumbnail" in name]
    assert not any(b"python-docx" in content for name, content in files.items() if name.startswith("docProps"))


@pytest.mark.full
def test_the_same_report_gives_the_same_bytes(report, drawings):
    assert as_docx(report, drawings) == as_docx(report, drawings)
    assert as_xlsx(report) == as_xlsx(report)
    with ZipFile(BytesIO(as_docx(report, drawings))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    later = replace(report, published=datetime(2026, 2, 1, tzinfo=UTC))
    assert as_docx(later, drawings) != as_docx(report, drawings)


def test_an_archive_holds_its_files_in_order_and_is_the_same_each_time():
    files = {"ข/สอง.txt": "สอง".encode(), "ก.txt": b"1" * 1000}
    with ZipFile(BytesIO(zipped(files))) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == files
        assert archive.namelist() == list(files)
        assert [entry.create_system for entry in archive.infolist()] == [3, 3]
        assert archive.getinfo("ก.txt").compress_size < 100
    assert zipped(files) == zipped(dict(files))


def test_thai_digits_stand_in_tables(report):
    thai.use_thai_digits(True)
    try:
        document = opened(as_docx(report, {}))
    finally:
        thai.use_thai_digits(False)
    assert cells(document.tables[1])[1] == ["กองช่าง", "๙๘.๐๖", "๙๕.๖๐", "๙๙.๙๐"]


def test_a_report_in_english_is_english(report):
    with speaking("en"):
        document, book = opened(as_docx(report, {})), sheets(as_xlsx(report))
    assert texts(document, "Heading 1")[-2:] == ["Notes on the data", "Sources of the figures"]
    assert unbroken(cells(document.tables[1])[0]) == ["Division", "Meanscore(%)", "Lowestscore(%)", "Highestscore(%)"]
    assert document.core_properties.language == "en"
    assert next(iter(book)) == "Report"


def sheets(written):
    """Every sheet as rows of values, as another reader than the one that the templates use sees them."""
    book = CalamineWorkbook.from_filelike(BytesIO(written))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_the_workbook_has_a_sheet_for_what_is_said_one_for_each_table_and_one_for_the_sources(report):
    book = sheets(as_xlsx(report))
    assert list(book) == ["รายงาน", "ตามรายการ", "ตามหน่วยงาน", "มาตรการทุกข้อ", "แหล่งข้อมูล"]
    told = book["รายงาน"]
    assert told[0][0] == report.title
    assert told[1:4] == [["หน่วยงาน", "เทศบาลเมืองตากใบ"], ["ข้อ", "O43"], ["ปีงบประมาณ", "พ.ศ. 2565"]]
    assert ["หมายเหตุต่อข้อมูล", FINDING] in told
    assert ["ที่เปลี่ยนไป", "ไม่มีข้อมูลปีก่อนให้เทียบ"] in told
    assert [row[1] for row in told if row[0] == "ปัญหา/อุปสรรค"] == ["งบประมาณจำกัด\nบุคลากรไม่พอ\n\nฝนตกหนัก\x0bน้ำท่วม"]
    assert "ข้อเสนอแนะ" not in {row[0] for row in told}
    head, *rows = book["แหล่งข้อมูล"]
    assert head == ["ชุดข้อมูล", "ไฟล์ต้นทาง", "จำนวนแถว", "ข้อมูล ณ วันที่", "นำเข้าเมื่อ", "รหัสตรวจสอบไฟล์ (SHA-256)"]
    assert [row[1:4] for row in rows] == [["budget_2565_6m.csv", 13, date(2022, 3, 31)], ["measures_2565.csv", 24, ""]]


def test_a_file_was_loaded_on_the_day_that_it_was_in_thailand(report):
    of_utc = replace(report, sources=report.sources.assign(loaded_at=datetime(2026, 11, 26, 22, 45)))  # noqa: DTZ001
    head, *rows = cells(opened(as_docx(of_utc, {})).tables[-2])
    assert {row[head.index("นำเข้าเมื่อ")] for row in rows} == {"27 พ.ย. 2569"}
    assert {row[4] for row in sheets(as_xlsx(of_utc))["แหล่งข้อมูล"][1:]} == {date(2026, 11, 27)}
    assert b"2026-11-27" in tables.as_csv(of_utc.sources)
    assert "27 พ.ย. 2569" in text_of(as_pdf(of_utc, {}))


def test_every_column_of_a_table_stands_in_the_workbook_with_the_figures_of_the_query(report):
    book = sheets(as_xlsx(report))
    for told in report.parts[:3]:
        (title, place, source, head, *rows), columns = book[told.heading], visible_columns(told.table.columns)
        assert [line[0] for line in (title, place, source)] == [told.title, PLACE, SOURCE]
        assert head == [heading(name) for name in columns]
        for name, column in zip(columns, zip(*rows, strict=True), strict=True):
            if is_figure(name):
                seen = tables.as_seen(told.table)[name]
                assert list(column) == ["" if thai.is_missing(value) else value for value in seen]
    every = openpyxl.load_workbook(BytesIO(as_xlsx(report)))["ตามรายการ"]
    by_head = {cell.value: every.cell(5, place) for place, cell in enumerate(every[4], start=1)}
    assert by_head["คงเหลือหลังหักก่อหนี้ (บาท)"].number_format == "#,##0.00"
    assert by_head["คงเหลือหลังหักก่อหนี้ (บาท)"].value == 26_609_200


def test_a_workbook_from_a_page_says_above_its_table_what_it_is_whose_and_from_where(report):
    table = report.parts[0].table
    (rows,) = sheets(tables.as_xlsx(table, ("งบประมาณ", PLACE, SOURCE))).values()
    assert [row[0] for row in rows[:3]] == ["งบประมาณ", PLACE, SOURCE]
    assert rows[3] == [heading(column) for column in visible_columns(table.columns)]
    assert len(rows) == 4 + len(table)
    assert tables.as_xlsx(table, ("งบประมาณ",)) == tables.as_xlsx(table, ("งบประมาณ",))


def test_a_file_of_narrowed_figures_says_so_in_latin_letters_in_its_name():
    assert narrowing.in_file_names((("division", "กองคลัง"), ("item", "ค่าจ้าง เหมา"))) == (
        f"_kongkhlang-{crc32('กองคลัง'.encode()):08x}_item-khachang-ema-{crc32('ค่าจ้าง เหมา'.encode()):08x}"
    )
    assert narrowing.in_file_names((("division", "กอง/คลัง"),)).isascii()
    assert narrowing.in_file_names((("status", "done"),)) == "_status-done"
    assert narrowing.in_file_names(()) == ""


def test_sheets_are_ready_for_a4_with_their_head_in_view_and_on_every_page(report):
    written = openpyxl.load_workbook(BytesIO(as_xlsx(report)))
    assert [sheet.freeze_panes for sheet in written] == [None, "A5", "A5", "A5", "A2"]
    assert [sheet.print_title_rows for sheet in written] == [None, "$4:$4", "$4:$4", "$4:$4", "$1:$1"]
    for sheet in written:
        assert (sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (9, 0)
        assert sheet.oddFooter is not None
        assert sheet.oddFooter.center.text == "หน้า &P จาก &N"
    assert written["มาตรการทุกข้อ"].page_setup.orientation == "landscape"
    assert written.properties.creator == report.organization
    assert written.properties.created == report.published.replace(tzinfo=None)


def test_names_of_sheets_are_short_distinct_and_allowed(report):
    long = "ผลการดำเนินการ [ทุกข้อ]: เบิกจ่าย/ก่อหนี้ผูกพันตามหน่วยงานและรายการทั้งหมดของเทศบาล"
    same = tuple(replace(report.parts[1], heading=long) for _count in range(3))
    first, *_rest = names = list(sheets(as_xlsx(replace(report, parts=same))))[1:4]
    assert len({name.casefold() for name in names}) == 3
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\'") for name in names)
    assert first == "ผลการดำเนินการ ทุกข้อ เบิกจ่าย"
    assert names[2].endswith(" (3)")


@pytest.mark.parametrize("text", sampled(["=1+1", "+66", "-ไม่มี", "@SUM(A1)", "{=1}", "https://takbai.go.th"], every=3))
def test_a_text_that_looks_like_a_formula_or_a_link_stays_text(report, text):
    written = replace(report.parts[2], table=report.parts[2].table.assign(result=text))
    odd = replace(report, parts=(written,), heads=((text, text),), findings=((text, text),), texts=((text, text),))
    book = openpyxl.load_workbook(BytesIO(as_xlsx(odd)))
    found = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value == text]
    assert len(found) == 24 + 2 + 2 + 2
    assert {(cell.data_type, cell.hyperlink) for cell in found} == {("s", None)}
    assert [row[4] for row in cells(opened(as_docx(odd, {})).tables[0])][1:] == [text] * 24


@pytest.mark.full
def test_libreoffice_opens_the_document_and_prints_every_part_of_it(report, drawings, tmp_path):
    (tmp_path / "report.docx").write_bytes(as_docx(report, drawings))
    # TH Sarabun New is not on every machine: Sarabun takes its place, and being wider may break a figure.
    fonts = escape(str(fontpkg_sarabun.ROOT / "files"))
    (tmp_path / "fonts.conf").write_text(
        f'<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>{fonts}</dir>'
        f"<cachedir>{tmp_path}</cachedir><alias binding='same'><family>TH Sarabun New</family><prefer><family>Sarabun</family>"
        "</prefer></alias></fontconfig>"
    )
    subprocess.run(
        ["soffice", f"-env:UserInstallation={tmp_path.as_uri()}/office", "--headless", "--convert-to", "pdf", "report.docx"],
        cwd=tmp_path, env=os.environ | {"FONTCONFIG_FILE": str(tmp_path / "fonts.conf")}, timeout=300, check=True,
    )  # fmt: skip
    pages = pypdf.PdfReader(tmp_path / "report.pdf").pages
    text = "".join("".join(page.extract_text().split()) for page in pages)
    assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in pages} == {(595, 842), (842, 595)}
    assert len({image.name for page in pages for image in page.images}) == 2
    assert f"หน้า{len(pages)}จาก{len(pages)}" in text
    for figure in ("32,866,000.00", "26,609,200.00", "98.06", "20,988,200.00"):
        assert figure in text
