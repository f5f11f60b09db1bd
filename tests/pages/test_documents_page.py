"""The page of evidence in a real browser: what an item asks for, its texts, its documents, the pack, and the way back."""

import re
import shutil
from contextlib import suppress
from io import BytesIO
from zipfile import ZipFile

import psutil
import pytest
import zxingcpp
from openpyxl import load_workbook
from PIL import Image
from playwright.sync_api import expect

from evidence.__main__ import main as evidence
from tests.calling import called
from tests.pages.test_access import answer
from tests.pictures import photograph
from tests.readers import text_of
from tests.serving import marked, serving, settled
from tests.tiers import sampled

NAME = "https://prongsai.example"
LONG = 120_000
"""Milliseconds that documents may take on a busy machine."""


def made(page, button, kinds):
    """Presses a button that makes documents and downloads what it offers: kind → bytes."""
    page.get_by_role("button", name=button).click()
    files = {}
    for kind in kinds:
        offered = page.get_by_role("button", name=re.compile(f"^{kind}"))
        offered.wait_for(timeout=LONG)
        with page.expect_download() as download:
            offered.click()
        files[download.value.suggested_filename] = download.value.path().read_bytes()
    return files


@pytest.fixture(scope="module")
def office(with_made_up, tmp_path_factory):
    """The address of a dashboard on which documents are made: who only looks gets what was made before."""
    store = shutil.copytree(with_made_up, tmp_path_factory.mktemp("office"), dirs_exist_ok=True)
    with serving(store, editing=True) as address:
        yield address


@pytest.fixture
def visit(office, browse):
    """Opens a path of that dashboard."""
    return lambda path: browse(f"{office}/{path}")


@pytest.mark.full
def test_the_page_says_what_an_item_asks_for_and_what_is_missing(visit):
    page = visit("documents?org=04960201&item=anticorruption_year")
    asked = page.locator("[data-testid=stMarkdown]")
    expect(asked.filter(has_text="ผลการใช้จ่ายงบประมาณ").first).to_contain_text("แผนป้องกันการทุจริต: เทศบาลเมืองตากใบ")
    expect(asked.filter(has_text="ปัญหา/อุปสรรค").first).to_contain_text("ให้เขียนในช่อง")
    page = visit("documents?org=04960201&item=anticorruption_6m")
    expect(page.get_by_text("ยังไม่มีข้อมูลโครงการ").or_(page.get_by_text("ยังไม่มีข้อมูลแผน")).first).to_be_visible()
    expect(page.get_by_role("button", name="จัดทำเอกสาร")).to_have_count(0)


@pytest.mark.full
def test_the_item_leads_to_its_texts_and_is_not_ticked_before_they_are_written(visit):
    page = visit("documents?org=04960201&assessment=2565&item=anticorruption_year")
    expect(page.get_by_text("ขาด 3 ส่วน", exact=True)).to_be_visible()
    expect(page.get_by_text("ข้อนี้กำหนดให้มีข้อความ: ปัญหา/อุปสรรค, ข้อเสนอแนะ")).to_be_visible()
    places = [page.get_by_text(text).first.bounding_box()["y"] for text in ("ข้อนี้กำหนดให้มีข้อความ", "ข้อความในเอกสาร")]
    places.append(page.get_by_role("button", name="จัดทำเอกสาร").bounding_box()["y"])
    assert places == sorted(places)


@pytest.mark.full
def test_papers_have_arabic_digits_where_the_visitor_chooses_them(visit):
    page = visit("documents?org=04960201&assessment=2565&item=budget_6m&paper_digits=arabic")
    (pdf,) = made(page, "จัดทำเอกสาร", ("PDF",)).values()
    assert "26.79" in text_of(pdf)


@pytest.mark.full
def test_numbers_follow_the_year_and_unconfirmed_ones_are_said_to_be(visit):
    page = visit("documents?org=99000001&assessment=2567&item=budget_year")
    expect(page.get_by_text("เลขข้อนี้ยังไม่มีแหล่งที่มายืนยัน")).to_be_visible()
    page = visit("documents?org=99000001&assessment=2566&item=budget_year")
    expect(page.get_by_text("เลขข้อนี้ยังไม่มีแหล่งที่มายืนยัน")).to_have_count(0)


@pytest.mark.full
def test_what_the_address_asks_for_and_there_is_not_is_told(visit):
    page = visit("documents?org=04960201&assessment=2599&item=nothing")
    expect(page.get_by_text("assessment=2599, item=nothing")).to_be_visible()
    expect(page.get_by_role("button", name="จัดทำเอกสาร")).to_be_visible()


def test_an_items_documents_are_made_in_one_click(visit):
    page = visit("documents?org=04960201&assessment=2565&item=budget_6m")
    files = made(page, "จัดทำเอกสาร", ("PDF", "Word", "Excel"))
    assert list(files) == [f"O19_budget_6m_04960201_2565.{ending}" for ending in ("pdf", "docx", "xlsx")]
    pdf, _word, excel = files.values()
    assert "๒๖.๗๙" in text_of(pdf)
    figures = [cell for sheet in load_workbook(BytesIO(excel)) for row in sheet.values for cell in row]
    assert {6256800.0, 2055800.0} <= set(figures)


@pytest.mark.full
def test_the_pack_of_a_year_is_made_with_progress(visit):
    page = visit("documents?org=04960201&assessment=2565&item=summary")
    page.get_by_role("button", name="จัดทำชุดหลักฐาน").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    offered = page.get_by_role("button", name=re.compile("^ZIP"))
    offered.wait_for(timeout=LONG)
    with page.expect_download() as download:
        offered.click()
    with ZipFile(download.value.path()) as archive:
        assert {"manifest.json", "cover.pdf"} < set(archive.namelist())


def kill_draughtsmen():
    """Kills the browsers in which servers of this test draw pictures; gives how many there were."""
    servers = [child for child in psutil.Process().children() if "streamlit" in child.cmdline()]
    drawing = [child for server in servers for child in server.children(recursive=True) if "chrom" in child.name()]
    for process in drawing:
        with suppress(psutil.NoSuchProcess):
            process.kill()
    return len(drawing)


@pytest.mark.full
def test_where_chromium_dies_while_it_draws_that_is_told_and_the_next_pack_is_whole(published, browse, tmp_path):
    with serving(published, editing=True) as address:
        page = browse(f"{address}/documents?org=04960201&assessment=2565&item=summary")
        button = page.get_by_role("button", name="จัดทำชุดหลักฐาน")
        told = page.get_by_text("วาดแผนภูมิไม่สำเร็จ โปรดลองอีกครั้ง")
        offered = page.get_by_role("button", name=re.compile("^ZIP"))
        button.click()
        killed = 0
        while not told.or_(offered).is_visible():  # each picture is begun twice at most
            killed += kill_draughtsmen()
            page.wait_for_timeout(50)
        assert killed
        expect(told).to_be_visible()
        assert answer(address)[0] == 200
        pack = tmp_path / "pack.zip"
        pack.write_bytes(next(iter(made(page, "จัดทำชุดหลักฐาน", ("ZIP",)).values())))
    assert called(evidence, "verify", pack, PRONGSAI_STORE=str(published)).returncode == 0


@pytest.mark.full
def test_a_memo_can_be_chosen_as_the_cover(visit):
    page = visit("documents?org=04960201&assessment=2565&item=summary")
    page.get_by_text("บันทึกข้อความ (Word)").click()
    (pack,) = made(page, "จัดทำชุดหลักฐาน", ("ZIP",)).values()
    with ZipFile(BytesIO(pack)) as archive:
        assert "cover.docx" in archive.namelist()


@pytest.mark.full
def test_a_broken_file_of_the_offices_own_paper_is_told_with_what_to_do(own_page, loaded_store):
    own = loaded_store / "settings" / "04960201"
    own.mkdir(parents=True)
    (own / "paper.docx").write_bytes(b"PK no such thing")
    own_page.get_by_role("button", name="จัดทำเอกสาร").click()
    expect(own_page.get_by_text(re.compile(r"เปิดไฟล์ .*paper\.docx เป็นเอกสาร Word ไม่ได้"))).to_be_visible(timeout=LONG)
    (own / "paper.docx").unlink()
    assert made(own_page, "จัดทำเอกสาร", ("Word",))


@pytest.mark.full
def test_what_is_drawn_without_the_page_stays_in_the_visitors_language(visit):
    page = visit("documents?org=99000001&assessment=2566&item=summary&lang=en")
    page.get_by_role("button", name="Make the pack").click()
    done = page.get_by_text(re.compile(r"Drawing: |Writing: "))
    expect(done.first).to_be_visible(timeout=LONG)  # drawn by the part alone: the page has shown none yet
    expect(page.get_by_role("button", name="ยกเลิก")).to_have_count(0)
    page.get_by_role("button", name="Give up").click()
    expect(page.get_by_role("button", name="Make the pack")).to_be_visible()


@pytest.mark.full
def test_a_pack_can_be_given_up(visit):
    page = visit("documents?org=99000001&assessment=2566&item=summary")
    page.get_by_role("button", name="จัดทำชุดหลักฐาน").click()
    page.get_by_role("button", name="ยกเลิก").click()
    expect(page.get_by_role("button", name="จัดทำชุดหลักฐาน")).to_be_visible()
    expect(page.get_by_role("progressbar")).to_have_count(0)


@pytest.fixture(scope="module")
def reachable(published, tmp_path_factory):
    """The address of a dashboard that others reach under NAME."""
    store = shutil.copytree(published, tmp_path_factory.mktemp("reachable"), dirs_exist_ok=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PRONGSAI_ADDRESS", NAME)
        with serving(store, editing=True) as address:
            yield address


@pytest.fixture
def own_page(loaded_store, browse):
    """The page of evidence of a dashboard of its own, which may be written to."""
    with serving(loaded_store, editing=True) as address:
        yield browse(f"{address}/documents?item=anticorruption_year&assessment=2565")


def reopened(page):
    """The page as a reload shows it."""
    page.reload()
    settled(page)
    return page


@pytest.mark.full
def test_what_stands_in_a_box_stands_in_the_document_without_being_saved(own_page):
    own_page.get_by_label("ปัญหา/อุปสรรค").fill("ขาดบุคลากร\nงบประมาณโอนล่าช้า")
    own_page.get_by_label("ผู้อนุมัติ (ชื่อตำแหน่ง)").fill("นายกเทศมนตรีเมืองตากใบ")
    files = made(own_page, "จัดทำเอกสาร", ("PDF",))
    text = text_of(*files.values())
    assert "งบประมาณโอนล่าช้า" in text
    assert "นายกเทศมนตรีเมืองตากใบ" in text
    expect(own_page.locator("[data-testid=stMarkdown]").filter(has_text="ปัญหา/อุปสรรค").first).to_contain_text("เขียนแล้ว")


@pytest.mark.full
def test_a_draft_is_kept_while_one_types_and_stands_there_again_after_a_reload(own_page, loaded_store, rows):
    own_page.get_by_label("ปัญหา/อุปสรรค").press_sequentially("ขาดบุคลากร", delay=20)
    expect(own_page.get_by_text("เก็บเป็นร่างแล้ว")).to_be_visible()
    expect(own_page.get_by_label("ปัญหา/อุปสรรค")).to_be_focused()
    assert not rows("FROM document_texts")
    assert reopened(own_page).get_by_label("ปัญหา/อุปสรรค").input_value() == "ขาดบุคลากร"
    own_page.get_by_label("ปัญหา/อุปสรรค").press_sequentially("!", delay=20)
    own_page.get_by_label("ข้อเสนอแนะ").click()
    expect(own_page.get_by_text("บันทึกข้อความแล้วทั้งหมด")).to_be_visible()
    ((text, written_by),) = rows("SELECT text, written_by FROM document_texts")
    assert "ขาดบุคลากร" in text
    assert "!" in text
    assert written_by


@pytest.mark.full
def test_pictures_and_words_of_a_measure_are_kept_and_shown(own_page, loaded_store, rows):
    address = own_page.url.partition("?")[0]
    own_page.goto(f"{address}?item=measures_result&assessment=2565&measure=3")
    settled(own_page)
    own_page.get_by_label("ข้อเสนอแนะ").last.fill("ควรจัดทุกปี")
    dropped = {"activity.jpg": photograph(), "../../outside.png": photograph("PNG"), "paper.png": b"%PDF-1.7"}
    own_page.locator("input[type=file]").set_input_files(
        [{"name": name, "mimeType": "image/png", "buffer": content} for name, content in dropped.items()]
    )
    refused = own_page.get_by_text("paper.png: ไฟล์นี้ไม่ใช่ภาพที่อ่านได้")
    expect(refused).to_be_visible(timeout=LONG)
    expect(own_page.get_by_label("คำบรรยายภาพ")).to_have_count(2)
    # Going on to another box publishes the one that is left, and draws the page anew.
    own_page.get_by_label("คำบรรยายภาพ").first.fill("อบรมคุณธรรม")
    own_page.get_by_label("คำบรรยายภาพ").last.focus()
    expect(own_page.get_by_text("บันทึกข้อความแล้วทั้งหมด")).to_be_visible(timeout=LONG)
    expect(refused).to_be_visible()
    files = made(own_page, "จัดทำเอกสาร", ("Excel",))
    cells = [cell for sheet in load_workbook(BytesIO(*files.values())) for row in sheet.values for cell in row]
    assert "ควรจัดทุกปี" in cells
    assert any("อบรมคุณธรรม" in str(cell) for cell in cells)
    own_page.get_by_role("button", name="นำภาพออก").last.click()
    expect(own_page.get_by_label("คำบรรยายภาพ")).to_have_count(1, timeout=LONG)
    expect(refused).to_have_count(0)
    assert rows("SELECT caption FROM photographs") == [("อบรมคุณธรรม",)]
    assert len(list((loaded_store / "photographs").iterdir())) == 1


@pytest.mark.full
def test_who_may_not_change_anything_reads_the_texts_and_cannot_write_them(dashboard, browse):
    page = browse(f"{dashboard}/documents?org=04960201&item=measures_result&assessment=2565")
    expect(page.get_by_text("เขียนข้อความไม่ได้ ระบบนี้ปิดการแก้ไขข้อมูลไว้")).to_be_visible()
    expect(page.get_by_text("ยังไม่มีการเพิ่มภาพ")).to_be_visible()
    assert page.locator("textarea, input[type=file], .stTextInput").count() == 0


@pytest.mark.parametrize(
    ("item", "path", "figure", "time"),
    sampled(
        [
            ("budget_6m", "budget", "ร้อยละ ๒๖.๗๙", "ข้อมูล ณ ๓๑ มี.ค. ๒๕๖๕"),
            ("satisfaction", "satisfaction", "ร้อยละ ๙๖.๗๐", "ปีงบฯ ๒๕๖๔"),
            ("anticorruption_year", "plan", "ร้อยละ ๓๘.๔๖", "รอบ ๑๒ เดือน"),
            ("measures_result", "measures", "ดำเนินการแล้ว ๑๔", "ปีงบฯ ๒๕๖๕"),
        ],
    ),
)
def test_the_code_in_a_chart_opens_the_same_figures(reachable, browse, item, path, figure, time):
    page = browse(f"{reachable}/documents?item={item}&assessment=2565")
    files = made(page, "จัดทำเอกสาร", ("Word",))
    with ZipFile(BytesIO(*files.values())) as archive:
        picture = next(name for name in archive.namelist() if name.endswith(".png"))
        (code,) = zxingcpp.read_barcodes(Image.open(BytesIO(archive.read(picture))))
    assert code.text.startswith(f"{NAME}/{path}?")
    page.goto(code.text.replace(NAME, reachable))
    settled(page)
    expect(page.get_by_text(marked(figure)).first).to_be_visible()
    expect(page.get_by_text(marked(time)).first).to_be_visible()


@pytest.mark.full
def test_without_chromium_documents_come_with_tables_and_say_what_they_lack(loaded_store, new_page, monkeypatch):
    monkeypatch.setenv("CHROMIUM", "/nowhere/chromium")
    with serving(loaded_store, editing=True) as address:
        page = new_page()
        page.goto(f"{address}/documents?item=budget_6m&assessment=2565")
        settled(page)
        expect(page.get_by_text("apt-get install chromium")).to_be_visible()
        pdf, word, excel = made(page, "จัดทำเอกสาร", ("PDF", "Word", "Excel")).values()
    assert "วาดแผนภูมิไม่ได้" in text_of(pdf)
    assert "๑๑,๕๕๖,๗๒๓.๗๕" in text_of(pdf)
    assert min(len(word), len(excel)) > 5_000
