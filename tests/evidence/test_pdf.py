"""Reports as PDF, read again by others' readers: poppler's pdftotext and pdffonts, and pypdf."""

import re
import subprocess
from dataclasses import replace
from datetime import date, datetime
from functools import cache, partial

import pandas as pd
import pypdf
import pytest
from pypdf.generic import ByteStringObject, ContentStream, TextStringObject

from charts import axes, theme
from charts import budget as draw_budget
from charts.lettering import BOLD
from charts.rows import rows
from evidence import table_layout
from evidence.pdf import as_pdf, digits
from evidence.pictures import Form, picture
from evidence.report import Drawing, Report
from evidence.svg_text import lettered
from queries import budget, measures, satisfaction
from queries.scope import Scope, sources
from sections.subject import Section
from sentences import budget as say_budget
from sentences import measures as say_measures
from tests.readers import text_of
from tests.tiers import sampled
from vocabulary import language, paper_tables, thai

UPRIGHT_VECTOR = Form(1890, "svg", is_slide=False)
WORDS = "ที่ ตั้ง ญี่ปุ่น น้ำ กำลัง ปู่ ฟ้า ผู้ ฎีกา สำนัก ท้องถิ่น นั้น หนึ่ง สิทธิ์ ทั้งสิ้น"
SCOPE = Scope("04960201", 2565)
PLACE, SOURCE = "เทศบาลเมืองตากใบ · ปีงบฯ 2565", "ที่มา: budget_2565_6m.csv · 13 แถว"


def part(name, table, *, sentence="ตัวเลข", printed=(), figure=None, title=WORDS):
    return Section(name, f"หัวข้อ {name}", title, sentence, table, figure, printed=printed, place=PLACE, source=SOURCE)


@pytest.fixture
def items(takbai_data):
    """The municipality's lines: figures, sentence and chart from one answer."""
    table, standing = (
        budget.by_level(takbai_data, SCOPE, "item", False),
        budget.standing(takbai_data, SCOPE, False).iloc[0],
    )
    said = say_budget.by_level(table, "item", standing)
    return part("by_item", table, sentence=said, figure=partial(draw_budget.by_level, table, "item", draw_budget.Yardstick(0.5)))


@pytest.fixture
def report(takbai_data, items):
    files = sources(takbai_data, SCOPE, "budget")
    files = files.rename(columns={"rows": "rows_used"})
    files.insert(0, "data_set", "budget")
    return Report(
        "O43_x", "รายงานผลการใช้จ่ายงบประมาณ", "เทศบาลเมืองตากใบ", (("รอบ", "รอบ 6 เดือน"),), (items,),
        (("ปัญหา/อุปสรรค", "ข้อแรก\nข้อสอง 2565"), ("ข้อเสนอแนะ", "  ")), (("แถว 6: ต่างกัน 1,000.00 บาท", "พิมพ์ผิด"),), files,
        (("ผู้จัดทำ", "นักวิชาการคลัง"), ("ผู้อนุมัติ", "ปลัดเทศบาล")), datetime(2025, 1, 2, 3, 4, 5),  # noqa: DTZ001 - UTC
    )  # fmt: skip


def drawn(part):
    band = theme.Band(part.title, part.place, part.source)
    return Drawing(b"", picture(theme.finish(part.figure("wide"), band, dark=False), UPRIGHT_VECTOR))


@cache
def words(pdf):
    """What the document says, cell by cell, without regard to where its lines end."""
    return "".join(text_of(pdf, "-raw").split())


def opened(tmp_path, pdf):
    path = tmp_path / "report.pdf"
    path.write_bytes(pdf)
    return pypdf.PdfReader(path)


def says(pdf, text):
    return "".join(text.split()) in words(pdf)


def test_the_figures_are_those_of_the_table_and_words_are_as_they_were_written(report, items):
    pdf = as_pdf(report, {"by_item": drawn(items)})
    rows = [" ".join(line.split()) for line in text_of(pdf, "-layout").splitlines()]
    for row in items.table.itertuples():
        amounts = " ".join(thai.number(amount, 2) for amount in (row.revised, row.expected, row.disbursed, row.gap))
        assert any(amounts in line for line in rows), row.item
        assert says(pdf, row.item)
    for said in (report.title, items.sentence, SOURCE, "ข้อแรก", "ข้อสอง", *report.findings[0], "นักวิชาการคลัง"):
        assert says(pdf, said), said
    assert report.sources.file_name.iloc[0] in text_of(pdf)
    assert report.sources.sha256.iloc[0] not in text_of(pdf)
    assert not says(pdf, "ข้อเสนอแนะ")
    found = text_of(pdf).split()
    assert [word for word in WORDS.split() if found.count(word) < 2] == []  # in the chart and above the table


def test_sarabun_is_the_only_font_and_draws_every_letter(report, items, tmp_path):
    strange = items.table.assign(item="● ✓ 漢 😀 \uf0b7 a\u200bb")
    pdf = as_pdf(replace(report, parts=(replace(items, table=strange),)), {"by_item": drawn(items)})
    fonts = subprocess.run(["pdffonts", "-"], input=pdf, capture_output=True, check=True).stdout.decode().splitlines()[2:]
    assert fonts
    assert all(re.match(r"[A-Z]{6}\+Sarabun-", line) for line in fonts)
    assert all(line.split()[-5:-2] == ["yes", "yes", "yes"] for line in fonts)  # embedded, of it what is used, with its text
    assert says(pdf, "• √ ? ? • ab")
    glyphs = list(_glyphs(opened(tmp_path, pdf)))
    assert len(glyphs) > 1000
    assert 0 not in glyphs


def _glyphs(reader):
    """The number of each glyph that is drawn, in its font; 0 is the box that stands for what a font lacks."""
    for page in reader.pages:
        for operands, operator in ContentStream(page.get_contents(), reader).operations:
            if operator == b"TJ":
                for text in operands[0]:
                    if isinstance(text, (TextStringObject, ByteStringObject)):
                        codes = text.original_bytes
                        yield from (codes[at] << 8 | codes[at + 1] for at in range(0, len(codes), 2))


def test_every_chart_is_a_vector_with_its_writing(report, items, tmp_path):
    pdf = as_pdf(report, {"by_item": drawn(items)})
    found = opened(tmp_path, pdf)
    kinds = [thing["/Subtype"] for page in found.pages for thing in _things(page)]
    assert "/Image" not in kinds
    assert "19.04 6,256.8 32,866.0 −10,131.2" in " ".join(text_of(pdf, "-layout").split())
    assert not says(pdf, "Chromium")
    assert not [text for text in lettered(drawn(items).svg).shapes.split() if "<text" in text]


def _things(page):
    return [thing.get_object() for thing in page["/Resources"].get("/XObject", {}).values()]


def test_a_chart_that_was_not_drawn_is_excused(report):
    assert says(as_pdf(report, {}), "ไม่ได้ติดตั้ง Chromium")


def test_of_an_empty_table_only_the_sentence_is_told(report, items):
    pdf = as_pdf(replace(report, parts=(replace(items, table=items.table.head(0)),), findings=()), {})
    assert says(pdf, items.sentence)
    assert not says(pdf, SOURCE)
    assert not says(pdf, "หมายเหตุต่อข้อมูล")


def test_a_long_table_repeats_its_head_and_pages_are_counted(report, items, tmp_path):
    many = replace(items, table=pd.concat([items.table] * 8), figure=None)
    pdf = as_pdf(replace(report, parts=(many,)), {})
    pages = text_of(pdf).split("\f")[:-1]
    assert len(pages) == len(opened(tmp_path, pdf).pages) > 4
    for number, page in enumerate(pages, start=1):
        assert f"หน้า {number} จาก {len(pages)}" in page
    assert ["จุด" in page for page in pages[2:4]] == [True, True]


def test_readers_find_outline_language_title_author_and_tags(report, items, tmp_path):
    found = opened(tmp_path, as_pdf(report, {"by_item": drawn(items)}))
    first, below = found.outline
    assert first.title == report.title
    assert [entry.title for entry in below] == ["หัวข้อ by_item", "ปัญหา/อุปสรรค", "หมายเหตุต่อข้อมูล", "แหล่งข้อมูล"]
    assert found.root_object["/Lang"] == "th"
    assert found.root_object["/MarkInfo"]["/Marked"]
    assert (found.metadata.title, found.metadata.author) == (report.title, report.organization)
    assert found.metadata.creation_date.replace(tzinfo=None) == report.published
    assert found.xmp_metadata.rdf_root.toxml().count("pdfuaid:part") > 0
    alts = re.findall(rb"/Alt", b"".join(repr(found.get_object(number)).encode() for number in range(1, len(found.xref[0]))))
    assert len(alts) == 1


def test_in_english_it_says_so(report, tmp_path):
    with language.speaking("en"):
        pdf = as_pdf(report, {})
    assert opened(tmp_path, pdf).root_object["/Lang"] == "en"
    assert "Page 1 of" in text_of(pdf)


def test_the_same_report_gives_the_same_bytes_even_with_charts_drawn_anew(report, items):
    assert as_pdf(report, {"by_item": drawn(items)}) == as_pdf(report, {"by_item": drawn(items)})


def test_what_looks_like_markup_stands_there_astext_of(report, items):
    nasty = r'#import "x" $x$ *bold* _it_ <label> @ref \ #{panic()} // = `raw` ~ -- "q" [c] https://a.b/c'
    table = items.table.assign(item=nasty)
    texts = ((nasty, nasty),)
    written = replace(
        report,
        title=nasty, organization=nasty, heads=((nasty, nasty),), texts=texts, findings=((nasty, nasty),),
        signed=((nasty, nasty),),
        parts=(replace(items, heading=nasty, title=nasty, sentence=nasty, place=nasty, source=nasty, table=table, figure=None),),
    )  # fmt: skip
    assert words(as_pdf(written, {})).count("".join(nasty.split())) >= 13 + 11


def test_thai_digits_are_everywhere_but_in_what_machines_wrote(report, items, tmp_path):
    thai.use_thai_digits(True)
    try:
        pdf = as_pdf(replace(report, parts=(replace(items, place="ปี ๒๕๖๕", source="ที่มา", sentence="-"),)), {})
    finally:
        thai.use_thai_digits(False)
    left = "".join(text_of(pdf).split())
    for machine in (
        report.sources.file_name.iloc[0],
        "O43",
        report.findings[0][0].replace(" ", ""),
    ):
        left = left.replace(machine, "")
    assert not re.search(r"\d", re.sub("[๐-๙]", "", left))
    assert "หน้า ๑ จาก" in text_of(pdf)
    assert says(pdf, "๓๒,๘๖๖,๐๐๐.๐๐")


def test_file_names_addresses_and_item_numbers_keep_their_digits(report):
    thai.use_thai_digits(True)
    try:
        assert digits("O43 ปี 2565 ดู https://a.b/2565 และ budget_2565.csv") == "O43 ปี ๒๕๖๕ ดู https://a.b/2565 และ budget_2565.csv"
    finally:
        thai.use_thai_digits(False)


def test_measures_stand_on_upright_paper_with_every_word(takbai_data, report, tmp_path):
    every = measures.every(takbai_data, SCOPE, date(2025, 1, 1))
    printed = ("measure_no", "measure", "procedure", "responsible", "result", "suggestion")
    told = part("every", every, sentence=say_measures.count(every), printed=printed)
    pdf = as_pdf(replace(report, parts=(told,)), {})
    shown = every[list(printed)]
    sizes = [page.mediabox.width > page.mediabox.height for page in opened(tmp_path, pdf).pages]
    assert not any(sizes)
    told_words = [word for column in ("measure", "procedure", "result") for word in " ".join(shown[column].dropna()).split()]
    missing = [word for word in told_words if not says(pdf, word)]
    assert len(told_words) > 200
    assert len(missing) < len(sizes), missing  # what the end of a page breaks in two


@pytest.mark.parametrize("count", [1, 8, 14])
def test_no_column_is_narrower_than_its_figures_and_none_leaves_the_page(takbai_data, count):
    names = ["item", *["revised", "expected", "disbursed", "gap", "committed", "remaining", "allocation"] * 2][: count + 1]
    names = list(dict.fromkeys(names))
    cells = ["เบี้ยยังชีพผู้สูงอายุ " * 20 if name == "item" else "32,866,000.00" for name in names]
    look = table_layout.look([paper_tables.column(name) for name in names], [paper_tables.Row(tuple(cells))])
    room = (table_layout.ACROSS if look.across else table_layout.UPRIGHT) * table_layout.POINTS
    assert sum(look.widths) == pytest.approx(room, abs=0.5)
    figure = 8 * 0.55 + 2 * 0.25 + 2 * 0.252
    assert all(width >= figure * look.size for width in look.widths[1:])


def test_a_name_without_a_gap_stays_in_its_column(report, items):
    long = "https://example.go.th/" + "a1b2c3d4" * 12
    pdf = as_pdf(replace(report, parts=(replace(items, table=items.table.assign(item=long), figure=None),)), {})
    assert says(pdf, long)
    ends = [float(end) for end in re.findall(r'xMax="([\d.]+)" yMax="[\d.]+">[^<]*a1b2', text_of(pdf, "-bbox"))]
    assert len(ends) > len(items.table)
    assert max(ends) < 300  # points: the next column begins there


@pytest.mark.parametrize("letters", sampled(range(8, 48, 4), every=3))
def test_lines_end_between_words_and_what_is_copied_has_no_marks(report, letters):
    text = "ผู้สูงอายุและคนพิการเข้าถึงบริการได้สะดวกรวดเร็ว (ระบบ) ตามที่สำนักฯ ประกาศ"
    beside = pd.DataFrame({"question": [text] * 2, "organization": ["ก" * letters] * 2, "score": 1.0, "lowest": 1.0})
    pdf = as_pdf(replace(report, parts=(part("narrow", beside, sentence=text * 4),)), {})
    copied, squeezed = text_of(pdf, "-raw").replace(" ", ""), text.replace(" ", "")
    found = re.findall("\\s?".join(map(re.escape, squeezed)), copied)
    ends = {"".join(thai.words(text)[:count]).replace(" ", "") for count in range(1, 30)}
    broken = {each[:place].replace("\n", "") for each in found for place, letter in enumerate(each) if letter == "\n"}
    assert len(found) == 2 + 4
    assert broken
    assert broken <= ends
    assert not re.search("[\u200b\u2060]", copied)


@pytest.mark.full
@pytest.mark.parametrize("language_of", ["th", "en"])
def test_what_must_fit_one_page_is_written_as_small_as_that_takes(report, items, tmp_path, language_of):
    summary = replace(items, table=items.table.head(4), printed=("item", "revised", "disbursed"), figure=None, sentence=WORDS * 6)
    one_page = replace(report, is_one_page=True, parts=(summary,) * 2)
    with language.speaking(language_of):
        assert len(opened(tmp_path, as_pdf(one_page, {})).pages) == 1
        assert len(opened(tmp_path, as_pdf(replace(one_page, is_one_page=False), {})).pages) == 2


def test_a_long_chart_says_that_it_goes_on_and_who_signs_stands_below_the_sources(report, items):
    many = replace(items, figure=_many_rows)
    pages = [
        page.replace(" ", "") for page in text_of(as_pdf(replace(report, parts=(many,)), {"by_item": drawn(many)})).split("\f")
    ]
    assert "รายการที่0" in pages[0]
    assert "(ต่อ)" in pages[1]
    assert "แหล่งข้อมูล" in next(page for page in pages if "ลงชื่อ" in page)


def _many_rows(width):
    names = [f"รายการที่ {number}" for number in range(60)]
    figure = rows(names, names, {"ลำดับ": [str(number) for number in range(60)]}, width)
    axes.count_axis(figure, 60, "รายการ")
    return figure


def test_what_does_not_reconcile_stands_beside_its_explanation_before_the_sources(report):
    squeezed = words(as_pdf(replace(report, findings=(("ต่างกัน", "พิมพ์ผิด"), ("ไม่ครบ", ""))), {}))
    notes = "ข้อสังเกตคำชี้แจงของหน่วยงานต่างกันพิมพ์ผิดไม่ครบ(ยังไม่มีคำชี้แจง)"
    assert squeezed.index(notes) < squeezed.index("แหล่งข้อมูลชุดข้อมูล")


def test_a_survey_has_its_scores(takbai_data, report):
    divisions = satisfaction.by_division(takbai_data, Scope("04960201", 2564))
    pdf = as_pdf(replace(report, parts=(part("by_division", divisions),)), {})
    for row in divisions.itertuples():
        assert says(pdf, f"{row.division}")
        assert says(pdf, thai.number(row.score, 2))


def test_figures_of_bold_totals_stay_in_their_columns():
    columns = [paper_tables.Column("รายการ"), *(paper_tables.Column("บาท", is_figure=True) for _ in range(5))]
    total = paper_tables.Row(("รวม", *["32,866,000.00"] * 5), "total")
    look = table_layout.look(columns, [paper_tables.Row(("ค่าวัสดุ", *["1.00"] * 5)), total])
    needed = (table_layout.wide("32,866,000.00") * BOLD) * look.size + 2 * table_layout.INSET
    assert all(width >= needed for width in look.widths[1:])


def test_a_table_of_very_many_pages_has_close_rows():
    columns = [paper_tables.Column("รายการ"), paper_tables.Column("ตั้งไว้ (บาท)", is_figure=True)]
    few, many = (table_layout.looks(columns, [paper_tables.Row(("ค่าวัสดุ", "1.00"))] * count) for count in (30, 900))
    assert {look.above for look in few} == {table_layout.ABOVE}
    assert [(look.above, look.size) for look in many] == [(table_layout.CLOSE, table_layout.SIZES[-1])]


def test_a_table_lies_rather_than_have_its_words_one_below_the_other():
    words = " ".join(["เจ้าหน้าที่ให้บริการอย่างเท่าเทียม"] * 2)
    columns = [paper_tables.Column("ข้อคำถาม"), *(paper_tables.Column("กองสวัสดิการสังคม", is_figure=True) for _ in range(9))]
    look = table_layout.look(columns, [paper_tables.Row((words, *["90.00"] * 9))] * 12)
    assert look.across
    # Smaller it may stand upright, where that spares a page.
    best, *_others, upright = table_layout.looks(columns[:8], [paper_tables.Row((words, *["90.00"] * 7))] * 12)
    assert best.across
    assert (upright.across, upright.size) == (False, table_layout.SMALLER[0])
    assert not table_layout.look(columns[:4], [paper_tables.Row((words, *["90.00"] * 3))] * 12).across
