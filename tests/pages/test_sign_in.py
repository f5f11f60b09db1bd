"""Who signs in may do what the table of people says, and no more: a real provider, server and browser."""

import json
import shutil
import time
from contextlib import closing
from http.client import HTTPConnection
from urllib.parse import parse_qs, urlsplit

import duckdb
import pytest
from playwright.sync_api import expect
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value
from websockets.sync.client import connect
from websockets.typing import Subprotocol

from database import FILE_NAME
from tests.providing import SECRET, SHORT, signing_in
from tests.serving import settled
from tests.tiers import sampled

BUDGET = "organization_code,fiscal_year,as_of,division,item,allocation,disbursed\n"
COOKIE = "_streamlit_user"
UPLOAD = "/_stcore/upload_file/nobody/1"
PROTOCOLS = [Subprotocol("streamlit"), Subprotocol("PLACEHOLDER")]
NO_RIGHT = "ไม่มีสิทธิแก้ไขข้อมูล"


@pytest.fixture(scope="module")
def store(published, tmp_path_factory):
    return shutil.copytree(published, tmp_path_factory.mktemp("signing_in"), dirs_exist_ok=True)


@pytest.fixture(scope="module")
def address(store):
    with signing_in(store) as (address, _take_down):
        yield address


@pytest.fixture
def signed_in(address, new_page):
    """Opens a page and signs in from there."""

    def signed_in(person, path="data", provider="Office"):
        page = new_page()
        page.goto(f"{address}/{path}")
        settled(page)
        page.get_by_role("button", name=f"ลงชื่อเข้าใช้ด้วย {provider}").click()
        page.get_by_role("button", name=person, exact=True).click()
        page.wait_for_url(f"{address}/**")
        settled(page)
        return page

    return signed_in


def cookie_of(page):
    """The cookie that says who somebody is."""
    return next(cookie["value"] for cookie in page.context.cookies() if cookie["name"] == COOKIE)


def takes_files(address, cookie=""):
    """Whether an upload comes as far as Streamlit, which refuses it in words of its own: it has no page's token."""
    with closing(HTTPConnection(urlsplit(address).netloc, timeout=30)) as connection:
        connection.request("PUT", UPLOAD, b"x", {"Cookie": f"{COOKIE}={cookie}"} if cookie else {})
        given = connection.getresponse()
        said = given.read().decode()
    assert given.status in (400, 403)
    return "ปิดการแก้ไขข้อมูลไว้" not in said


def choose(page, *rows):
    """Drops a file with these rows of the budget; gives the button that confirms."""
    file = {"name": "budget.csv", "mimeType": "text/csv", "buffer": (BUDGET + "".join(f"{row}\n" for row in rows)).encode()}
    page.locator("input[type=file]").set_input_files([file])
    return page.get_by_role("button", name="ยืนยันนำเข้า")


def loads(store):
    with duckdb.connect(str(store / FILE_NAME), read_only=True) as connection:
        return connection.execute("SELECT load_id, loaded_by FROM loads ORDER BY load_id").fetchall()


def account(page):
    return page.locator(".st-key-account")


@pytest.mark.parametrize(
    ("person", "told", "files", "people"),
    sampled(
        [
            ("viewer@takbai.go.th", "ผู้ดู", False, False),
            ("boss@takbai.go.th", "ผู้ดูแลระบบ", True, True),
            ("stranger@takbai.go.th", "ไม่มีบทบาทใน อปท. นี้", False, False),
            ("unsure@takbai.go.th", "ยังไม่ยืนยันอีเมล", False, False),
            ("clerk@takbai.go.th", "ผู้อนุมัติ", False, False),
        ],
        always=[("unsure@takbai.go.th", "ยังไม่ยืนยันอีเมล", False, False)],
    ),
)
@pytest.mark.full
def test_a_role_offers_what_it_allows(address, signed_in, person, told, files, people):
    page = signed_in(person)
    expect(account(page)).to_contain_text(person)
    expect(account(page)).to_contain_text(told)
    assert page.locator("input[type=file]").count() == files
    assert takes_files(address, cookie_of(page)) is files
    expect(page.get_by_role("link", name="ผู้ใช้และสิทธิ")).to_have_count(int(people))


@pytest.mark.full
def test_an_editor_comes_back_to_the_same_view_and_loads_under_their_own_name_for_their_own_office_only(
    store, address, signed_in
):
    before = loads(store)
    page = signed_in("editor@takbai.go.th", "data?lang=th&org=04960201")
    assert page.url == f"{address}/data?lang=th&org=04960201"
    confirm = choose(page, "99000001,2565,2022-03-31,กองคลัง,ค่าวัสดุ,100,40")
    expect(page.get_by_text(NO_RIGHT).first).to_be_visible()
    expect(confirm).to_be_disabled()
    page.reload()
    settled(page)
    choose(page, "04960201,2566,2022-12-31,กองคลัง,ค่าวัสดุ,100,40").click()
    expect(page.get_by_text("นำเข้า budget.csv แล้ว")).to_be_visible()
    assert loads(store) == [*before, (len(before) + 1, "editor@takbai.go.th")]


@pytest.mark.full
def test_a_right_taken_away_after_the_preview_is_not_there_when_it_is_confirmed(store, signed_in):
    before, table = loads(store), store / "settings" / "people.csv"
    page, kept = signed_in("tech@takbai.go.th"), table.read_text(encoding="utf-8")
    confirm = choose(page, "04960201,2566,2022-12-31,กองช่าง,ค่าวัสดุ,100,40")
    expect(page.get_by_text(NO_RIGHT).first).to_be_visible()
    expect(confirm).to_be_disabled()
    page.reload()
    settled(page)
    confirm = choose(page, "04960201,2566,2022-12-31,กองคลัง,ค่าจ้าง,100,40")
    expect(confirm).to_be_enabled()
    table.write_text(kept.replace("กองคลัง,editor", "กองช่าง,editor"), encoding="utf-8")
    try:
        confirm.click()
        expect(page.get_by_text(NO_RIGHT).first).to_be_visible()
    finally:
        table.write_text(kept, encoding="utf-8")
    assert loads(store) == before


@pytest.mark.full
def test_who_signs_out_does_so_at_the_provider_and_a_copy_of_the_cookie_serves_nobody(address, signed_in, new_page):
    page = signed_in("editor@takbai.go.th")
    copied = cookie_of(page)
    assert takes_files(address, copied)
    page.get_by_role("button", name="ลงชื่อออก").click()
    page.wait_for_url("**/oauth2/end_session*")
    assert not takes_files(address, copied)
    thief = new_page()
    thief.context.add_cookies([{"name": COOKIE, "value": copied, "url": address}])
    thief.goto(f"{address}/data")
    settled(thief)
    assert thief.locator("input[type=file]").count() == 0
    expect(account(thief)).to_contain_text("ลงชื่อเข้าใช้")


@pytest.mark.full
def test_what_a_provider_said_holds_no_longer_than_it_said(address, signed_in):
    page = signed_in("editor@takbai.go.th", provider="Brief")
    cookie = cookie_of(page)
    assert takes_files(address, cookie)
    time.sleep(SHORT + 1)
    assert not takes_files(address, cookie)
    page.reload()
    settled(page)
    expect(account(page)).to_contain_text("หมดเวลา")
    assert page.locator("input[type=file]").count() == 0


def test_without_a_cookie_signed_here_no_file_gets_in(address, new_page):
    claims = {"sub": "boss", "email": "boss@takbai.go.th", "email_verified": True, "provider": "office"}
    claims |= {
        "is_logged_in": True,
        "aud": "prongsai",
        "origin": address,
        "iat": int(time.time()),
        "exp": int(time.time()) + 3600,
    }

    def signed(secret, **changed):
        return create_signed_value(secret, COOKIE, json.dumps(claims | changed)).decode()

    assert takes_files(address, signed(SECRET))  # what is tried here is what would work
    wrong = [
        "",
        signed("another secret"),
        signed(SECRET)[:-2],
        signed(SECRET, origin="http://elsewhere.example"),
        signed(SECRET, is_logged_in=False),
        signed(SECRET, exp=int(time.time()) - 1),
        signed(SECRET, exp=True),
        signed(SECRET, iat=int(time.time()) + 3600),
        signed(SECRET, iat=int(time.time()) - 13 * 3600),
        signed(SECRET, email_verified=False),
        signed(SECRET, aud=[]),
        signed(SECRET, email="boss@takbaı.go.th"),
        create_signed_value(SECRET, "_streamlit_user_tokens", json.dumps(claims)).decode(),
    ]
    assert [takes_files(address, cookie) for cookie in wrong] == [False] * len(wrong)
    page = new_page()
    page.context.add_cookies([{"name": COOKIE, "value": signed("another secret"), "url": address}])
    page.goto(f"{address}/data")
    settled(page)
    assert page.locator("input[type=file]").count() == 0


@pytest.mark.full
def test_a_table_that_cannot_be_written_is_told_with_the_reason(store, signed_in):
    in_the_way = store / "settings" / "people.csv.lock"
    in_the_way.unlink(missing_ok=True)
    in_the_way.mkdir()
    try:
        page = signed_in("boss@takbai.go.th", path="people")
        page.get_by_role("button", name="บันทึกตาราง").click()
        expect(page.get_by_text("ไม่ใช่ไฟล์").first).to_be_visible()
    finally:
        in_the_way.rmdir()


def test_a_page_of_another_server_is_not_listened_to(address):
    for headers in ({"Origin": "https://evil.example"}, {"Host": "evil.example"}):
        with closing(HTTPConnection(urlsplit(address).netloc, timeout=30)) as connection:
            connection.request("GET", "/", headers=headers)
            assert connection.getresponse().status == 403


@pytest.mark.parametrize("cookie", sampled([False, True], always=[False]), ids=["nobody", "a cookie without the page's token"])
def test_a_raw_session_is_offered_nothing_and_what_it_sends_changes_nothing(store, address, signed_in, cookie):
    before = loads(store)
    headers = {"Origin": address} | ({"Cookie": f"{COOKIE}={cookie_of(signed_in('editor@takbai.go.th'))}"} if cookie else {})
    stream = f"ws://{urlsplit(address).netloc}/_stcore/stream"
    with connect(stream, subprotocols=PROTOCOLS, additional_headers=headers, max_size=None) as socket:
        drawn = asked(socket)
        assert "file_uploader" not in drawn
        # What an editor's page would send when its buttons are pressed.
        for key in ("confirm_load", "rebuild", "undo", "undo_now", "demo_add", "demo_remove_now", "save_people"):
            assert "file_uploader" not in asked(socket, key)
    assert loads(store) == before


NOT_REACHED = "ลงชื่อเข้าใช้ไม่สำเร็จ"


def test_a_provider_that_is_down_is_told_on_the_page_that_one_left(address, new_page):
    page = new_page()
    for language, button, said in (
        ("th", "ลงชื่อเข้าใช้ด้วย Gone", NOT_REACHED),
        ("en", "Sign in with Gone", "Signing in did not succeed"),
    ):
        page.goto(f"{address}/budget?org=04960201&lang={language}")
        page.get_by_role("button", name=button).click()
        expect(account(page)).to_contain_text(said)
        assert page.url == f"{address}/budget?org=04960201&lang={language}"
        page.context.clear_cookies(name="sign_in_failed")
    page.reload()
    expect(page.get_by_role("button", name=button)).to_be_visible()
    expect(account(page)).not_to_contain_text(said)


@pytest.mark.full
def test_while_the_provider_is_down_who_is_signed_in_goes_on_and_visitors_read(published, tmp_path, new_page):
    store = shutil.copytree(published, tmp_path / "store")
    with signing_in(store) as (address, take_down):
        page, late = new_page(), new_page()
        for window in (page, late):
            window.goto(f"{address}/data")
            window.get_by_role("button", name="ลงชื่อเข้าใช้ด้วย Office").click()
            window.get_by_role("button", name="editor@takbai.go.th", exact=True).wait_for()
        page.get_by_role("button", name="editor@takbai.go.th", exact=True).click()
        expect(account(page)).to_contain_text("editor@takbai.go.th")
        take_down()
        # Signed in already: reads on, and loads.
        page.reload()
        settled(page)
        choose(page, "04960201,2566,2022-12-31,กองคลัง,ค่าวัสดุ,100,40").click()
        expect(page.get_by_text("นำเข้า budget.csv แล้ว")).to_be_visible()
        # On the way back from the provider: told. Who only reads is not touched.
        late.goto(f"{address}/oauth2callback?code=x&state={_state(late)}")
        expect(account(late)).to_contain_text(NOT_REACHED)
        late.context.clear_cookies()
        for path in ("", "budget", "measures", "data"):
            late.goto(f"{address}/{path}")
            settled(late)
            expect(late.get_by_test_id("stMain").get_by_role("heading").first).to_be_visible()
            expect(account(late)).not_to_contain_text(NOT_REACHED)
        page.get_by_role("button", name="ลงชื่อออก").click()
        expect(page.get_by_role("button", name="ลงชื่อเข้าใช้ด้วย Office")).to_be_visible()


def _state(page):
    """What a page says of its sign-in on the way to the provider."""
    return parse_qs(urlsplit(page.url).query)["state"][0]


def asked(socket, pressed=""):
    """The kinds of elements that the page of data shows to a session that says it has pressed a button."""
    wish = BackMsg()
    wish.rerun_script.page_name = "data"
    if pressed:
        wish.rerun_script.widget_states.widgets.add(id=f"$$ID-0123456789abcdef0123456789abcdef-{pressed}", trigger_value=True)
    socket.send(wish.SerializeToString())
    kinds = set()
    while True:
        message = ForwardMsg.FromString(socket.recv(60))
        if message.WhichOneof("type") == "delta":
            kinds.add(message.delta.new_element.WhichOneof("type"))
        if message.WhichOneof("type") == "script_finished":
            return kinds
