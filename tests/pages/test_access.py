"""Who may change what is stored: who reaches a server that was switched on for it, and nobody through another web server."""

import shutil
import subprocess
import time
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlsplit

import duckdb
import pytest
from playwright.sync_api import expect

from database import FILE_NAME
from loaders import user_texts
from tests.serving import free_port, serving
from tests.tiers import sampled

OPEN_DATA = "ดาวน์โหลดข้อมูลเปิด (ZIP)"
ASK = "ถามหรือทักท้วงเรื่องในหน้านี้"
OFF = "ปิดการแก้ไขข้อมูลไว้"
HOW = "ให้เปิดระบบด้วยคำสั่ง python3 run.py ที่เครื่องนั้นเอง"
UPLOAD = "/_stcore/upload_file/nobody/1"
NGINX = """
daemon off; pid {folder}/pid; error_log {folder}/error.log; events {{}}
http {{
    access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    server {{
        listen 127.0.0.1:{port};
        location / {{ proxy_pass {server}; }}
        location /_stcore/stream {{
            proxy_pass {server}; proxy_http_version 1.1;
            proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade";
        }}
    }}
}}
"""
"""nginx as it is found in instructions: all its defaults, and of what a page needs the least."""


class OldConnection(HTTPConnection):
    """One that speaks HTTP/1.0."""

    _http_vsn_str = "HTTP/1.0"


def answer(address, path="/healthz", method="GET", connect=HTTPConnection, **headers):
    """(status, words) of an answer; headers are named with _ for -."""
    place = urlsplit(address)
    connection = connect(place.hostname, place.port, timeout=30)
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, b"x" if method != "GET" else None, sent)
    given = connection.getresponse()
    return given.status, given.read().decode()


def takes_files(address, **headers):
    """Whether an upload comes as far as Streamlit, which refuses it in words of its own: it has no page's token."""
    status, said = answer(address, UPLOAD, "PUT", **headers)
    assert status in (400, 403)
    return OFF not in said and "ไม่ได้เปิดให้เข้าใช้ด้วยชื่อนี้" not in said


@contextmanager
def nginx_before(server, folder):
    """The address of an nginx that passes all requests on to a server."""
    port = free_port()
    written = folder / "nginx.conf"
    written.write_text(NGINX.format(folder=folder, port=port, server=server))
    process = subprocess.Popen(
        [shutil.which("nginx") or "/usr/sbin/nginx", "-p", folder, "-c", written], stderr=subprocess.DEVNULL
    )
    try:
        address = f"http://127.0.0.1:{port}"
        for _attempt in range(100):
            try:
                assert answer(address)[0] < 500, (folder / "error.log").read_text()
                break
            except (OSError, HTTPException):
                time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait(10)


def state(store):
    """All that visitors could change: the rows of the register, and what people wrote."""
    with duckdb.connect(str(store / FILE_NAME), read_only=True) as connection:
        loads = connection.execute("SELECT load_id, sha256, undone_at FROM loads ORDER BY load_id").fetchall()
    return loads, [user_texts.written(store, name) for name in (user_texts.EXPLANATIONS, user_texts.DOCUMENT_TEXTS)]


def assert_closed(browse, address):
    """The pages say that nothing can be changed, and how to switch it on; they offer nothing that changes or tells more."""
    page = browse(f"{address}/data")
    main = page.get_by_test_id("stMain")
    expect(main).to_contain_text(OFF)
    expect(main).to_contain_text(HOW)
    expect(main).to_contain_text("ประวัติการนำเข้า")
    expect(main.get_by_role("button", name=OPEN_DATA)).to_be_visible()
    # The foot of a page is drawn last.
    expect(main.get_by_role("button", name=ASK)).to_be_visible()
    assert page.locator("input[type=file]").count() == 0
    names = [name.split("\n")[-1] for name in main.get_by_role("button").all_inner_texts() if name.strip()]
    assert {name for name in names if name not in ("Excel", "CSV")} == {OPEN_DATA, ASK}
    for path, box in (("findings", "บันทึกคำชี้แจง"), ("documents?item=measures_result&assessment=2565", "นำภาพออก")):
        page = browse(f"{address}/{path}")
        expect(page.get_by_test_id("stMain")).to_contain_text(OFF)
        expect(page.get_by_role("button", name=box)).to_have_count(0)
        assert page.locator("textarea").count() == 0


@pytest.fixture(scope="module")
def switched_on(published, tmp_path_factory):
    """The address of a server that may be changed, for tests that leave it so."""
    store = shutil.copytree(published, tmp_path_factory.mktemp("switched_on"), dirs_exist_ok=True)
    with serving(store, editing=True) as address:
        yield address


@pytest.mark.full
def test_behind_an_nginx_with_its_defaults_nothing_can_be_changed(loaded_store, browse, tmp_path):
    before = state(loaded_store)
    with serving(loaded_store) as server, nginx_before(server, tmp_path) as address:
        assert_closed(browse, address)
        for door in (address, server):
            for headers in ({}, {"Host": urlsplit(server).netloc}, {"Origin": server}, {"X_Forwarded_For": "127.0.0.1"}):
                assert not takes_files(door, **headers)
    assert state(loaded_store) == before


def test_without_the_setting_nothing_can_be_changed(dashboard, browse):
    assert not takes_files(dashboard)
    assert_closed(browse, dashboard)


@pytest.mark.full
def test_without_the_setting_nothing_can_be_changed_where_the_server_listens_on_every_address(loaded_store, browse):
    with serving(loaded_store, listening="0.0.0.0") as address:  # noqa: S104 - that is what is tested
        assert not takes_files(address)
        assert_closed(browse, address)


@pytest.mark.full
def test_with_the_setting_a_browser_of_this_machine_may_change_data(switched_on, browse):
    assert takes_files(switched_on)
    assert takes_files(switched_on, Origin=switched_on)
    page = browse(f"{switched_on}/data")
    expect(page.locator("input[type=file]")).to_have_count(1)
    expect(page.get_by_text(OFF)).to_have_count(0)


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "data.example.go.th"},
        {"Host": "localhost.example.go.th"},
        {"Host": "192.168.1.5"},
        {"Host": "["},
        {"Origin": "https://data.example.go.th"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "null"},
    ],
    ids=lambda headers: " ".join(*headers.items()),
)
def test_with_the_setting_another_name_is_refused_and_so_is_a_page_of_another_server(switched_on, headers):
    for path, method in (("/", "GET"), ("/healthz", "GET"), (UPLOAD, "PUT")):
        status, said = answer(switched_on, path, method, **headers)
        assert (status, "ไม่ได้เปิดให้เข้าใช้ด้วยชื่อนี้" in said) == (403, True)
    upgrade = {
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec_WebSocket_Version": "13",
        "Sec_WebSocket_Key": "c3RyYW5nZXJzIGFzayBpdA==",
    }
    assert answer(switched_on, "/_stcore/stream", **upgrade, **headers)[0] == 403
    assert takes_files(switched_on)


@pytest.mark.parametrize(
    ("connect", "headers"),
    sampled(
        [
            (OldConnection, {}),
            *[
                (HTTPConnection, {name: "203.0.113.1"})
                for name in ("X_Forwarded_For", "X_Real_IP", "Forwarded", "Via", "X_Forwarded_Proto")
            ],
        ],
        every=6,
    ),
    ids=str,
)
@pytest.mark.full
def test_with_the_setting_the_first_request_through_a_web_server_ends_all_changing(loaded_store, connect, headers):
    with serving(loaded_store, editing=True) as address:
        assert takes_files(address)
        assert answer(address, connect=connect, **headers)[0] == 200
        assert not takes_files(address)


def fill(page, label, text):
    page.get_by_label(label, exact=True).first.fill(text)


@pytest.mark.full
def test_what_was_offered_before_changing_ended_is_refused_when_it_is_done(loaded_store, browse, takbai, tmp_path):
    before = state(loaded_store)
    with serving(loaded_store, editing=True) as server:
        load, undo, add = (browse(f"{server}/data") for _page in range(3))
        changed = (takbai / "budget_2565_6m.csv").read_text(encoding="utf-8").replace(",6256800.00,", ",8256800.00,")
        file = {"name": "budget.csv", "mimeType": "text/csv", "buffer": changed.encode()}
        load.locator("input[type=file]").set_input_files([file])
        confirm = load.get_by_role("button", name="ยืนยันนำเข้า 1 ไฟล์")
        expect(confirm).to_be_enabled()
        undo.get_by_role("button", name="ยกเลิกการนำเข้าครั้งที่").click()
        sure = undo.get_by_role("dialog").get_by_role("button", name="ยืนยันการยกเลิก")
        sure.wait_for()
        explain, write = browse(f"{server}/findings"), browse(f"{server}/documents?item=anticorruption_year&assessment=2565")
        explain.get_by_role("button", name="บันทึกคำชี้แจง").first.click()
        fill(explain, "คำชี้แจง", "พิมพ์ผิด")
        fill(explain, "ผู้ชี้แจง (ชื่อหรือตำแหน่ง)", "ผู้อำนวยการกองคลัง")

        with nginx_before(server, tmp_path) as address:
            assert not takes_files(address)
        for page, button in (
            (load, confirm),
            (undo, sure),
            (add, add.get_by_role("button", name="เพิ่มข้อมูลสมมติ")),
            (explain, explain.get_by_role("button", name="บันทึก", exact=True)),
        ):
            button.click()
            expect(page.get_by_text(OFF).first).to_be_visible()
        fill(write, "ปัญหา/อุปสรรค", "ขาดบุคลากร")  # a box is sent by itself
        expect(write.get_by_text(OFF).first).to_be_visible()
        assert_closed(browse, server)
    assert state(loaded_store) == before


def test_who_serves_others_says_under_which_names(loaded_store, monkeypatch):
    monkeypatch.setenv("STREAMLIT_SERVER_ALLOWED_HOSTS", "data.example.go.th 127.0.0.1 *.Office.go.th")
    with serving(loaded_store) as address:
        assert [answer(address, Host=host)[0] for host in ("data.example.go.th", "it.office.go.th:80")] == [200, 200]
        assert answer(address, Host="example.go.th")[0] == 403
