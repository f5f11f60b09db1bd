"""Word documents as an office has them: heads over columns, totals, photographs, its own paper, letters that come along."""

import re
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from uuid import UUID
from zipfile import ZipFile

import docx
import pandas as pd
import pypdf
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, RGBColor
from fontTools.ttLib import TTFont
from PIL import Image

from evidence import paper
from evidence.__main__ import main
from evidence.document import as_docx
from evidence.items import Item
from evidence.memo import memo
from evidence.paper import PaperError
from evidence.pdf import as_pdf
from evidence.report import Activity, Photograph, Report
from sections.subject import Section
from tests.calling import called
from vocabulary.paper_tables import Column, PaperTable, Row

TAKBAI = "04960201"
SOURCES = pd.DataFrame(
    {"data_set": ["budget"], "file_name": ["a.csv"], "rows_used": [1], "as_of": [pd.NaT],
     "loaded_at": [pd.Timestamp("2025-01-01")], "sha256": ["0" * 64]}
)  # fmt: skip
TABLE = PaperTable(
    (
        Column("โครงการ"),
        *(Column(head, True, group) for group in ("รอบ 6 เดือน", "รอบ 12 เดือน") for head in ("งบประมาณ (บาท)", "ร้อยละ")),
        Column("หมายเหตุ"),
    ),
    (
        Row(("ด้านโครงสร้างพื้นฐาน", "", "", "", "", ""), "heading"),
        *(Row((f"ถนนสายที่ {place}", "1,250,000.00", "26.79", "2,250,000.00", "58.20", "–")) for place in range(1, 31)),
        Row(("รวม", "37,500,000.00", "26.79", "67,500,000.00", "58.20", ""), "total"),
    ),
)


def picture(kind="PNG", size=(80, 60), **more):
    buffer = BytesIO()
    Image.new("RGB", size, "teal").save(buffer, kind, **more)
    return buffer.getvalue()


@pytest.fixture
def report():
    """A document with a table of an office, photographs, and an opening sentence."""
    part = Section(
        "part", "โครงการ", "ตารางโครงการ", "มี 30 โครงการ", pd.DataFrame({"item": ["ก"]}), place="อปท.", source="ที่มา", paper=TABLE
    )
    photographs = tuple(Photograph(picture("JPEG"), f"ประชุมครั้งที่ {place}") for place in (1, 2, 3))
    return Report(
        "O43_x", "รายงานผล", "เทศบาลเมืองตากใบ", (("ข้อ", "O43"),), (part,), (), (), SOURCES,
        (("ผู้จัดทำ", "นักวิเคราะห์"), ("ผู้รับรอง", "ปลัด")),
        datetime(2025, 1, 2, tzinfo=UTC), opening="ตามที่สำนักงาน ป.ป.ช. กำหนดให้เปิดเผย",
        activities=(Activity("มาตรการที่ 1", photographs), Activity("มาตรการที่ 2", (), "ประกาศทางเว็บไซต์")),
    )  # fmt: skip


def opened(written):
    return docx.Document(BytesIO(written))


def is_bold(cell):
    return all(run.font.bold and run.font.cs_bold for run in cell.paragraphs[0].runs)


def test_heads_stand_over_several_columns_totals_are_bold_and_headings_stand_across(report):
    first = opened(as_docx(report, {})).tables[0]
    upper, lower, heading, row, *_rows, total = first.rows
    assert [cell.text for cell in upper.cells] == ["โครงการ", *["รอบ 6 เดือน"] * 2, *["รอบ 12 เดือน"] * 2, "หมายเหตุ"]
    assert [cell.text for cell in lower.cells] == ["โครงการ", *["งบประมาณ (บาท)", "ร้อยละ"] * 2, "หมายเหตุ"]
    assert all(each._tr.trPr.find(qn("w:tblHeader")) is not None for each in (upper, lower))
    assert {cell.text for cell in heading.cells} == {"ด้านโครงสร้างพื้นฐาน"}
    assert len(heading._tr.tc_lst) == 1
    assert is_bold(heading.cells[0])
    assert all(map(is_bold, total.cells))
    assert not is_bold(row.cells[0])


def test_no_row_stands_alone_at_either_end_of_a_page(report):
    rows = opened(as_docx(report, {})).tables[0].rows
    kept = [all(cell.paragraphs[0].paragraph_format.keep_with_next for cell in row.cells) for row in rows]
    assert kept == [True, True, True, *[False] * 29, True, True]


def test_the_opening_stands_on_top_and_photographs_two_to_a_row_with_their_captions(report):
    document = opened(as_docx(report, {}))
    said = [paragraph.text for paragraph in document.paragraphs]
    assert said.index("ตามที่สำนักงาน ป.ป.ช. กำหนดให้เปิดเผย") < said.index("โครงการ")
    assert said.index("มาตรการที่ 2") + 1 == said.index("ประกาศทางเว็บไซต์")
    grid = document.tables[1]
    assert [[cell.text.strip() for cell in row.cells] for row in grid.rows] == [
        ["ประชุมครั้งที่ 1", "ประชุมครั้งที่ 2"],
        ["ประชุมครั้งที่ 3", ""],
    ]
    assert grid.style.name == "Normal Table"
    assert len(document.inline_shapes) == 3
    assert all(shape.width < Cm(8) and shape.height <= Cm(7) for shape in document.inline_shapes)


def test_letters_come_along_that_are_as_small_as_those_of_thai_offices(report):
    with ZipFile(BytesIO(as_docx(report, {}))) as archive:
        table, mixed = archive.read("word/fontTable.xml").decode(), bytearray(archive.read("word/fonts/Sarabun-Regular.odttf"))
        assert "word/fonts/Sarabun-Bold.odttf" in archive.namelist()
    (font,) = [font for font in table.split("<w:font ") if 'w:name="TH Sarabun New"' in font]
    assert '<w:altName w:val="Sarabun"/>' in font
    key = UUID(font.partition("w:embedRegular")[2].partition('w:fontKey="')[2][:38])
    mixed[:32] = (byte ^ key.bytes[15 - place % 16] for place, byte in enumerate(mixed[:32]))
    assert 1300 < TTFont(BytesIO(bytes(mixed)))["head"].unitsPerEm < 1400


def test_every_font_of_a_pdf_is_in_it(report, tmp_path):
    (tmp_path / "report.pdf").write_bytes(as_pdf(report, {}))
    listed = subprocess.run(["pdffonts", tmp_path / "report.pdf"], capture_output=True, encoding="utf-8", check=True).stdout
    heads, rule, *fonts = listed.splitlines()
    assert fonts
    assert {font[heads.index("emb") :].split()[0] for font in fonts} == {"yes"}
    assert all("Sarabun" in font for font in fonts)
    assert rule.startswith("---")


@pytest.fixture
def settings(tmp_path, monkeypatch):
    """The folder of Takbai's own paper."""
    monkeypatch.setenv("PRONGSAI_SETTINGS", str(tmp_path / "settings"))
    own = tmp_path / "settings" / TAKBAI
    own.mkdir(parents=True)
    return own


def template():
    """The letterhead of an office: its margins, red headings, a picture above; some of our styles are missing."""
    document = docx.Document()
    page = document.sections[0]
    page.page_width, page.page_height, page.top_margin, page.left_margin = Cm(21), Cm(29.7), Cm(4), Cm(2.6)
    line = page.header.paragraphs[0]
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    line.add_run("สำนักงานเทศบาลเมืองตากใบ").add_picture(BytesIO(picture()), Cm(2))
    document.styles["Heading 1"].font.color.rgb = RGBColor(0x80, 0, 0)
    for name in ("Title", "Caption", "Table Grid", "List Bullet"):
        document.styles[name].element.getparent().remove(document.styles[name].element)
    document.add_paragraph()
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def test_a_document_is_written_into_a_copy_of_the_offices_own(report, settings):
    (settings / "paper.docx").write_bytes(template())
    own = replace(report, template=paper.of(TAKBAI).template)
    document = opened(as_docx(own, {}))
    page = document.sections[0]
    assert page.header.paragraphs[0].text == "สำนักงานเทศบาลเมืองตากใบ"
    assert (page.top_margin.cm, page.left_margin.cm) == pytest.approx((4, 2.6), abs=0.01)
    assert document.styles["Heading 1"].font.color.rgb == RGBColor(0x80, 0, 0)
    assert set(document.styles["Normal"].element.rPr.rFonts.values()) == {"TH Sarabun New"}
    assert {"Title", "Caption", "Table Grid", "Table Head"} <= {style.name for style in document.styles}
    assert document.paragraphs[0].text == "รายงานผล"
    assert as_docx(own, {}) == as_docx(own, {})


@pytest.mark.full
def test_libreoffice_prints_the_letterhead_in_letters_that_came_along(report, tmp_path):
    (tmp_path / "own.docx").write_bytes(as_docx(replace(report, template=template()), {}))
    subprocess.run(
        ["soffice", f"-env:UserInstallation={tmp_path.as_uri()}/office", "--headless", "--convert-to", "pdf", "own.docx"],
        cwd=tmp_path, timeout=300, check=True,
    )  # fmt: skip
    first = pypdf.PdfReader(tmp_path / "own.pdf").pages[0]
    # LibreOffice writes า so that it cannot be read back.
    said = re.sub(r"[\s\x03า]", "", first.extract_text())
    assert "สำนักงานเทศบาลเมืองตากใบ".replace("า", "") in said
    assert "เปิดเผย" in said
    assert len(first.images) >= 1
    fonts = subprocess.run(["pdffonts", tmp_path / "own.pdf"], capture_output=True, encoding="utf-8", check=True).stdout
    assert "Sarabun" in fonts


def test_paper_without_a_table_of_fonts_serves_as_well(report):
    kept = BytesIO()
    with ZipFile(BytesIO(template())) as old, ZipFile(kept, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/_rels/document.xml.rels":
                content = re.sub(rb"<Relationship [^>]*fontTable[^>]*/>", b"", content)
            if name != "word/fontTable.xml":
                new.writestr(name, content)
    with ZipFile(BytesIO(as_docx(replace(report, template=kept.getvalue()), {}))) as archive:
        assert 'w:name="TH Sarabun New"' in archive.read("word/fontTable.xml").decode()


def test_an_office_without_paper_of_its_own_has_a_neutral_form(settings):
    own = paper.of(TAKBAI)
    assert (own.template, own.header, own.emblem) == (None, None, None)


def test_pictures_are_made_small_and_lose_what_is_not_picture(settings):
    exif = Image.Exif()
    exif[0x010E] = "ที่ลับ"
    (settings / "header.jpg").write_bytes(picture("JPEG", (6000, 900), exif=exif))
    (settings / "emblem.png").write_bytes(picture(size=(1200, 1400)))
    own = paper.of(TAKBAI)
    header, emblem = (Image.open(BytesIO(content or b"")) for content in (own.header, own.emblem))
    assert header.size == (2000, 300)
    assert not header.getexif()
    assert max(emblem.size) <= 600
    assert paper.of(TAKBAI) == own


@pytest.mark.parametrize("name", ["paper.docx", "header.png", "header.jpg", "emblem.png"])
def test_a_broken_file_of_the_office_is_told_with_its_name_in_both_languages(settings, name):
    (settings / name).write_bytes(b"PK no such thing")
    with pytest.raises(PaperError) as told:
        paper.of(TAKBAI)
    for language, word in (("th", "ไฟล์"), ("en", "put it there again")):
        assert str(settings / name) in told.value.text(language)
        assert word in told.value.text(language)
    answer = called(main, "paper", "--organization", TAKBAI)
    assert answer.returncode == 1
    assert name in answer.stderr


def test_the_command_names_every_broken_file_at_once(settings):
    for name in ("paper.docx", "header.png", "emblem.png"):
        (settings / name).write_bytes(b"PK no such thing")
    answer = called(main, "paper", "--organization", TAKBAI)
    assert answer.returncode == 1
    assert all(str(settings / name) in answer.stderr for name in ("paper.docx", "header.png", "emblem.png"))


@pytest.mark.parametrize(("name", "least"), [("header.png", 600), ("header.jpg", 600), ("emblem.png", 100)])
def test_a_picture_that_would_be_squares_on_paper_is_refused(settings, name, least):
    kind = "JPEG" if name.endswith("jpg") else "PNG"
    (settings / name).write_bytes(picture(kind, (least - 1, 90)))
    with pytest.raises(PaperError, match=name.replace(".", r"\.")) as told:
        paper.of(TAKBAI)
    assert f"{least}" in told.value.text("th")
    (settings / name).write_bytes(picture(kind, (least, 90)))
    own = paper.of(TAKBAI)
    assert own.header or own.emblem


@pytest.mark.parametrize("code", ["../../etc", "..", "", "/", "0496020๑", "กองคลัง", "1" * 11])
def test_what_is_no_code_leads_to_no_folder(settings, code):
    answer = called(main, "paper", "--organization", code)
    assert answer.returncode == 1
    assert "4 to 10 digits" in answer.stderr


def test_a_file_that_is_too_large_is_not_read(settings):
    (settings / "paper.docx").write_bytes(bytes(10_000_001))
    with pytest.raises(PaperError, match=r"paper\.docx") as told:
        paper.of(TAKBAI)
    assert "10 MB" in told.value.text("th")


def test_the_command_tells_what_there_is(settings):
    (settings / "paper.docx").write_bytes(template())
    answer = called(main, "paper", "--organization", TAKBAI)
    assert answer.returncode == 0
    assert "paper.docx: ใช้ได้" in answer.stderr
    assert "emblem: ไม่มี" in answer.stderr
    assert str(settings) in answer.stderr


@pytest.mark.parametrize("emblem", [None, picture()])
def test_a_memo_hands_the_items_up_in_the_official_form(report, emblem):
    item = Item(TAKBAI, 2565, "measures_result", "O43", "การดำเนินการตามมาตรการ", 2565)
    document = opened(memo([(item, report)], emblem))
    said = [paragraph.text for paragraph in document.paragraphs]
    assert said[0].strip() == "บันทึกข้อความ"
    assert said[1].startswith("ส่วนราชการ เทศบาลเมืองตากใบ")
    assert said[2].startswith("ที่ ")
    assert " วันที่ " in said[2]
    assert said[3].startswith("เรื่อง ขอส่งเอกสารหลักฐาน")
    assert said[4] == "เรียน  ปลัด"
    assert said[5].startswith("ตามที่สำนักงาน ป.ป.ช.")
    assert said[7] == "1. O43 การดำเนินการตามมาตรการ"
    assert said[8] == "จึงเรียนมาเพื่อโปรดพิจารณา"
    assert said[-1] == "ตำแหน่ง นักวิเคราะห์"
    assert len(document.inline_shapes) == bool(emblem)
    assert memo([(item, report)], emblem) == memo([(item, report)], emblem)
