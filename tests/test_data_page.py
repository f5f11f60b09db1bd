"""The page of data in a real browser: files in, a preview, a confirmation, another page's figure changed, and undone."""

import re
import socket
from threading import Thread
from urllib.parse import urlparse

import duckdb
import pytest
from playwright.sync_api import expect
from streamlit.testing.v1 import AppTest

from database import FILE_NAME
from loaders.datasets import DATASETS
from loaders.templates import template, workbook
from tests.conftest import ROOT
from tests.serving import serving
from tests.test_browser import settled
from tests.test_pages import words

BUDGET = (ROOT / "data" / "takbai" / "budget_2565_6m.csv").read_text(encoding="utf-8")
CORRECTED = BUDGET.replace(",6256800.00,", ",8256800.00,")
WRONG = BUDGET.replace(",6256800.00,", ",หกล้าน,")
STRANGE = BUDGET.replace(",disbursed,", ",เงินที่ใช้ไป,").replace("2565,2022-03-31", "2565,2021-12-31")


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """The store of the server and the folder for its temporary files."""
    return tmp_path_factory.mktemp("store"), tmp_path_factory.mktemp("temporary")


@pytest.fixture(scope="module")
def address(place):
    """A server of its own, since what is loaded here would be seen by other tests."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("TMPDIR", str(place[1]))
        with serving(place[0]) as address:
            yield address


@pytest.fixture
def visit(chromium):
    """Opens an address in a browser of its own."""
    contexts = []

    def visit(address, width=1440):
        context = chromium.new_context(viewport={"width": width, "height": 900}, accept_downloads=True)
        contexts.append(context)
        page = context.new_page()
        page.goto(address)
        settled(page)
        return page

    yield visit
    for context in contexts:
        context.close()


def drop(page, **files):
    """Drops files on the uploader, by name without ending and text, and waits until each is shown."""
    dropped = [{"name": f"{name}.csv", "mimeType": "text/csv", "buffer": text.encode()} for name, text in files.items()]
    page.locator("input[type=file]").set_input_files(dropped)
    for name in files:
        page.get_by_role("heading", name=f"{name}.csv").wait_for()
    settled(page)


def downloaded(page, locator):
    with page.expect_download() as waiting:
        page.locator(locator).click()
    return waiting.value.suggested_filename, waiting.value.path().read_bytes()


def main(page):
    return page.get_by_test_id("stMain")


def loads(store):
    with duckdb.connect(str(store / FILE_NAME), read_only=True) as connection:
        return connection.execute("SELECT file_name, undone_at IS NULL FROM loads ORDER BY load_id DESC").fetchall()


def overview_shows(visit, address, figure):
    """Asserts the disbursed rate that a visitor sees on the overview now."""
    expect(visit(address).get_by_test_id("stMetricValue").first).to_have_text(figure)


def test_a_file_is_previewed_confirmed_shown_and_undone_while_another_is_refused(visit, address, place):
    store, temporary = place
    overview_shows(visit, address, "26.79%")
    page = visit(f"{address}/data")
    drop(page, แก้ไข=CORRECTED, ผิด=WRONG)
    expect(main(page)).to_contain_text("แถว 4 คอลัมน์ เบิกจ่าย (disbursed): “หกล้าน”")
    expect(page.get_by_test_id("stMetricValue")).to_have_text(["0", "1", "12", "0"])
    expect(main(page)).to_contain_text("ตาราง: งบประมาณรายจ่าย · รหัสอักขระ: UTF-8")
    assert loads(store)[0][0] == "satisfaction_2564.csv"  # nothing is stored yet
    overview_shows(visit, address, "26.79%")

    page.get_by_role("button", name="ยืนยันนำเข้า 1 ไฟล์").click()
    expect(main(page)).to_contain_text("นำเข้า แก้ไข.csv แล้ว 13 แถว เป็นการนำเข้าครั้งที่ 7")
    settled(page)
    expect(page.get_by_text("ผิด.csv")).to_have_count(0)  # the uploader is empty again
    overview_shows(visit, address, "31.43%")
    assert loads(store)[0] == ("แก้ไข.csv", True)
    page.get_by_role("link", name="ดูหน้างบประมาณรายจ่าย").click()
    page.wait_for_url("**/budget*")

    page = visit(f"{address}/data")
    assert downloaded(page, "[class*=st-key-original_7] button") == ("แก้ไข.csv", CORRECTED.encode())
    page.get_by_role("button", name="ยกเลิกการนำเข้าครั้งที่ 7").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("13 แถวของ แก้ไข.csv จะถูกถอนออก")
    expect(dialog).to_contain_text("13 แถวของการนำเข้าครั้งที่ 1 จะกลับมา")
    assert loads(store)[0] == ("แก้ไข.csv", True)
    dialog.get_by_role("button", name="ยืนยันการยกเลิก").click()
    expect(main(page)).to_contain_text("ยกเลิกการนำเข้าครั้งที่ 7 แล้ว")
    overview_shows(visit, address, "26.79%")
    assert loads(store)[0] == ("แก้ไข.csv", False)
    assert [path.name for path in temporary.glob("prongsai-*")] == []


def test_a_header_that_is_not_known_is_given_a_column_and_the_file_can_be_loaded(visit, address):
    page = visit(f"{address}/data")
    drop(page, หัวแปลก=STRANGE)
    expect(main(page)).to_contain_text("ไม่พบคอลัมน์ disbursed")
    expect(page.get_by_role("button", name="ยืนยันนำเข้า 0 ไฟล์")).to_be_disabled()
    page.get_by_label("เงินที่ใช้ไป").click()
    page.get_by_role("option", name="เบิกจ่าย", exact=True).click()
    expect(page.get_by_role("button", name="ยืนยันนำเข้า 1 ไฟล์")).to_be_enabled()
    expect(page.get_by_test_id("stMetricValue")).to_have_text(["13", "0", "0", "0"])


def test_what_files_do_not_say_is_asked_for(visit, address):
    page = visit(f"{address}/data")
    without = re.sub(r"^04960201,2565,2022-03-31,|^organization_code,fiscal_year,as_of,", "", BUDGET, flags=re.M)
    drop(page, สั้น=without)
    expect(main(page)).to_contain_text("ไม่พบคอลัมน์ organization_code")
    page.get_by_text("ไฟล์ไม่ได้บอก").first.click()
    page.get_by_label("อปท. (หรือพิมพ์รหัส)").fill("04960201")
    page.get_by_label("อปท. (หรือพิมพ์รหัส)").press("Enter")
    page.get_by_label("ข้อมูล ณ วันที่ (วัน/เดือน/ปี พ.ศ.)").fill("31/03/2565")
    page.get_by_label("ข้อมูล ณ วันที่ (วัน/เดือน/ปี พ.ศ.)").press("Enter")
    settled(page)
    page.get_by_label("ปีงบประมาณ").first.fill("2565")
    page.get_by_role("option", name="2565").click()
    expect(page.get_by_role("button", name="ยืนยันนำเข้า 1 ไฟล์")).to_be_enabled()


def test_two_visitors_at_once_see_their_own_files_only(visit, address):
    one, other = visit(f"{address}/data"), visit(f"{address}/data")
    drop(one, ของหนึ่ง=CORRECTED)
    drop(other, ของสอง=WRONG)
    one.reload()
    for page, foreign in ((one, "ของสอง"), (other, "ของหนึ่ง")):
        settled(page)
        assert foreign not in main(page).inner_text()
    assert "ของสอง" in main(other).inner_text()


def test_a_name_that_was_made_to_deceive_is_shown_harmless(visit, address):
    page = visit(f"{address}/data")
    file = {"name": "งบ\u202evsc.exe*<b>_" + "ก" * 150 + ".csv", "mimeType": "text/csv", "buffer": WRONG.encode()}
    page.locator("input[type=file]").set_input_files([file])
    heading = main(page).locator("h3").first
    expect(heading).to_contain_text("งบvsc.exe")
    assert not re.search(r"[\u202e<>*]", heading.inner_text())
    assert heading.inner_text().endswith(".csv")


@pytest.mark.parametrize("table", DATASETS)
def test_a_template_is_downloaded_as_workbook_and_csv(visit, address, table):
    page = visit(f"{address}/data")
    dataset = DATASETS[table]
    assert downloaded(page, f".st-key-xlsx_{table} button") == (f"prongsai_{table}.xlsx", workbook(dataset))
    assert downloaded(page, f".st-key-csv_{table} button") == (f"prongsai_{table}.csv", template(dataset))


def test_the_database_is_made_again_from_the_page(visit, address, place):
    page = visit(f"{address}/data")
    before, register = (place[0] / FILE_NAME).stat().st_ino, loads(place[0])
    page.get_by_text("สร้างฐานข้อมูลใหม่").click()
    page.get_by_role("button", name="สร้างใหม่", exact=True).click()
    expect(main(page)).to_contain_text(re.compile("สร้างฐานข้อมูลใหม่จากการนำเข้า [0-9]+ ครั้งแล้ว"))
    assert (place[0] / FILE_NAME).stat().st_ino != before
    assert loads(place[0]) == register


@pytest.mark.parametrize("width", [1440, 390])
def test_nothing_on_the_page_is_wider_than_the_window(visit, address, width):
    page = visit(f"{address}/data", width=width)
    drop(page, แก้ไข=CORRECTED, ผิด=WRONG)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


# Who may change


@pytest.fixture
def behind_a_proxy(address):
    """The server's address behind a web server that says for whom it asks, as one on the internet does."""
    target = urlparse(address)
    door = socket.create_server(("127.0.0.1", 0))

    def pass_on(source, sink):
        try:
            while data := source.recv(65536):
                sink.sendall(data)
        except OSError:
            pass
        finally:
            for end in (source, sink):
                end.close()

    def serve():
        while True:
            try:
                visitor, _ = door.accept()
            except OSError:
                return
            server = socket.create_connection((target.hostname, target.port))
            line, rest = visitor.recv(65536).split(b"\r\n", 1)
            server.sendall(line + b"\r\nX-Forwarded-For: 203.0.113.1\r\n" + rest)
            Thread(target=pass_on, args=(visitor, server), daemon=True).start()
            Thread(target=pass_on, args=(server, visitor), daemon=True).start()

    Thread(target=serve, daemon=True).start()
    yield f"http://127.0.0.1:{door.getsockname()[1]}"
    door.close()


def assert_closed(page):
    """The page says why nothing can be changed, shows what is loaded, and offers nothing that changes or tells more."""
    expect(main(page)).to_contain_text("ยังไม่มีการเข้าสู่ระบบ")
    expect(main(page)).to_contain_text("ทะเบียนการนำเข้า")
    assert page.locator("input[type=file]").count() == 0
    names = [name.split("\n")[-1] for name in main(page).get_by_role("button").all_inner_texts() if name.strip()]
    assert {name for name in names if name not in ("Excel", "CSV")} == set()


def test_behind_a_web_server_the_page_is_closed(visit, behind_a_proxy):
    assert_closed(visit(f"{behind_a_proxy}/data"))


def test_a_server_that_listens_to_others_keeps_the_page_closed(visit, tmp_path):
    with serving(tmp_path / "store", listening="0.0.0.0") as address:  # noqa: S104 - that is what is tested
        assert_closed(visit(f"{address}/data"))


@pytest.fixture
def closed(monkeypatch):
    """The page as a visitor sees it who asked no address of this machine, on a store."""

    def closed(store, **choices):
        monkeypatch.setenv("PRONGSAI_STORE", str(store))
        app = AppTest.from_file(str(ROOT / "pages" / "_entry.py"), default_timeout=30)
        for name, value in choices.items():
            app.query_params[name] = value
        app.run()
        app.switch_page("data.py")
        for name, value in choices.items():
            app.query_params[name] = value
        app.run()
        assert not app.exception
        return app

    return closed


@pytest.mark.parametrize("choices", [{}, {"lang": "en"}, {"digits": "th"}])
def test_everyone_sees_what_is_loaded_but_not_by_whom(closed, published, choices):
    app = closed(published, **choices)
    register = app.dataframe[0].value
    assert len(register) == 6
    assert not {"ผู้นำเข้า", "By"} & set(register.columns)
    if choices == {"lang": "en"}:
        assert not re.search("[ก-๛]", words(app))
    assert ("๒๕๖๔" if choices == {"digits": "th"} else "2564") in set(register.iloc[:, 4])


def test_the_register_is_filtered_by_table_and_year(closed, published):
    app = closed(published)
    app.selectbox(key="register_table").set_value("plan_progress").run()
    assert len(app.dataframe[0].value) == 2
    app.selectbox(key="register_year").set_value("2565").run()
    assert not app.dataframe
    assert "ไม่มีการนำเข้าที่ตรงกับตัวเลือก" in words(app)


@pytest.mark.parametrize("spoiled", [None, b"not a database", b""])
def test_the_page_opens_where_nothing_is_loaded_or_the_database_is_spoiled(closed, tmp_path, spoiled):
    if spoiled is not None:
        (tmp_path / FILE_NAME).write_bytes(spoiled)
    said = words(closed(tmp_path))
    assert ("ยังไม่มีการนำเข้าข้อมูล" in said) is (spoiled is None)
    assert ("python -m loaders rebuild" in said) is (spoiled is not None)
    assert str(tmp_path) not in said  # where things lie on the server is not for everyone
