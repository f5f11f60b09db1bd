"""What faces the network: every answer says what a browser may do, no page needs more, none asks outside, and one visitor
cannot stop the others."""

import asyncio
import socket
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from time import sleep
from urllib.parse import urlsplit

import psutil
import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import ConnectionClosed, ConnectionClosedError, InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from evidence.jobs import BusyError
from server import limits
from server.limits import Turns
from server.messages import BROKEN, PROTOCOL_ERROR
from tests.pages.test_access import answer, nginx_before
from tests.serving import PAGES, serving

STREAM = "/_stcore/stream"
PROTOCOLS = [Subprotocol("streamlit"), Subprotocol("PLACEHOLDER")]


def headers_of(address, path="/healthz", **sent):
    """The headers of an answer, named in small letters."""
    place = urlsplit(address)
    with socket.create_connection((place.hostname, place.port), timeout=30) as line:
        given = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in sent.items())
        line.sendall(f"GET {path} HTTP/1.1\r\nHost: {place.netloc}\r\nConnection: close\r\n{given}\r\n".encode())
        head = b"".join(iter(lambda: line.recv(65536), b"")).partition(b"\r\n\r\n")[0].decode("latin-1")
    return dict(each.lower().split(": ", 1) for each in head.split("\r\n")[1:])


@pytest.mark.parametrize("name", ["a" * 300, "a" * 9000, "%00", "..%2f..%2fpeople", "%C0%AE%C0%AE"])
def test_no_name_of_a_provider_makes_the_server_fail(dashboard, name):
    assert answer(dashboard, f"/providers/{name}.json")[0] in (400, 404)


@pytest.mark.parametrize("path", ["/", "/healthz", "/glossary", "/assets/look.css", "/section/x/y", "/_stcore/metrics"])
def test_every_answer_says_what_a_browser_may_do(dashboard, path):
    said = headers_of(dashboard, path)
    rules = dict(rule.split(" ", 1) for rule in said["content-security-policy"].split("; "))
    assert "'unsafe-inline'" not in rules["script-src"]
    assert "'unsafe-eval'" not in said["content-security-policy"]
    assert (rules["default-src"], rules["object-src"], rules["frame-ancestors"]) == ("'self'", "'none'", "'self'")
    assert (said["x-content-type-options"], said["referrer-policy"]) == ("nosniff", "same-origin")
    assert "strict-transport-security" not in said
    assert "strict-transport-security" in headers_of(dashboard, path, X_Forwarded_Proto="https")


@pytest.mark.full
@pytest.mark.parametrize("page", PAGES)
def test_no_page_needs_more_than_its_policy_allows_or_asks_outside(dashboard, new_page, page):
    assert_within_policy(dashboard, new_page, page)


def test_a_page_needs_no_more_than_its_policy_allows_and_asks_nobody_outside(dashboard, new_page):
    assert_within_policy(dashboard, new_page, "budget")


def assert_within_policy(dashboard, new_page, name):
    page = new_page(has_policy=True)
    told, asked = [], set()
    page.on("console", lambda message: told.append(message.text))
    page.on("request", lambda request: asked.add(urlsplit(request.url).netloc))
    page.goto(f"{dashboard}/{PAGES[name]}")
    page.locator(".stApp[data-test-script-state=notRunning]").wait_for()
    page.locator("html[data-theme]").wait_for(state="attached")
    assert not [line for line in told if "Content Security Policy" in line]
    assert asked <= {urlsplit(dashboard).netloc, ""}


def test_another_sites_page_cannot_frame_ours_or_speak_with_it(dashboard, new_page):
    foreign = "https://www.example.org"
    assert answer(dashboard, "/_stcore/health", Origin=foreign)[0] == 403
    with pytest.raises(InvalidStatus) as refused:
        connect(f"ws{dashboard.removeprefix('http')}{STREAM}", origin=Origin(foreign))
    assert refused.value.response.status_code == 403
    page = new_page(has_policy=True)
    page.route(foreign + "/", lambda route: route.fulfill(body=f"<iframe src='{dashboard}/'></iframe>", content_type="text/html"))
    page.goto(foreign + "/")
    page.wait_for_timeout(1000)
    assert page.frames[1].locator(".stApp").count() == 0


@pytest.mark.full
def test_how_the_server_is_is_told_to_who_knows_the_token(published, monkeypatch):
    monkeypatch.setenv("PRONGSAI_METRICS_TOKEN", "a long secret")
    with serving(published) as address:
        assert answer(address, "/metrics")[0] == 404
        assert answer(address, "/metrics", Authorization="Bearer another")[0] == 404
        status, told = answer(address, "/metrics", Authorization="Bearer a long secret")
    assert status == 200
    assert 'prongsai_answers_total{status="404"} 2.0' in told
    assert "process_resident_memory_bytes" in told


def test_without_a_token_in_the_settings_nobody_is_told(dashboard):
    for sent in ({}, {"Authorization": "Bearer "}, {"Authorization": "Bearer None"}):
        assert answer(dashboard, "/metrics", **sent)[0] == 404
    assert answer(dashboard, "/_stcore/metrics")[0] == 403


@pytest.mark.full
def test_what_is_dropped_is_bounded_together_before_it_is_taken(published, monkeypatch):
    monkeypatch.setenv("PRONGSAI_UPLOADS_MB", "1")
    with serving(published, editing=True) as address:
        place, page = urlsplit(address), "/_stcore/upload_file/somebody/1"
        for size, status in ((limits.MEGABYTE + 1, b"413"), ("much", b"411")):
            with socket.create_connection((place.hostname, place.port), timeout=30) as line:
                line.sendall(f"PUT {page} HTTP/1.1\r\nHost: {place.netloc}\r\n".encode())
                length = f"Content-Length: {size}" if isinstance(size, int) else "Transfer-Encoding: chunked"
                line.sendall(f"{length}\r\n\r\n".encode())
                assert line.recv(65536).split()[1] == status


NO_JSON = ("{bad", "[" * 100_000, "")
"""What a component says that is no JSON."""


@pytest.mark.parametrize("field", ["json_value", "json_trigger_value"])
def test_a_broken_message_closes_the_page_that_sent_it_and_takes_one_line_of_the_log(dashboard, field):
    log = log_of(dashboard)
    before = log.stat().st_size
    messages = [component_says(field, said) for said in NO_JSON] + [b"\xff\xff\xff"]
    for message in messages:
        with page_of(dashboard) as socket:
            socket.send(message)
            with pytest.raises(ConnectionClosedError) as closed:
                until_finished(socket)
            assert closed.value.rcvd
            assert closed.value.rcvd.code == PROTOCOL_ERROR
    with page_of(dashboard) as socket:
        socket.send(component_says(field, '{"left": {"x": [1]}}'))
        until_finished(socket)
    told = log.read_bytes()[before:].decode()
    assert told.splitlines().count(BROKEN.format(address="127.0.0.1")) == len(messages)
    assert "Traceback" not in told


NO_SELECTION = (
    "{bad", "5", "[]", '{"selection": 3}', '{"selection": {"points": [5]}}',
    '{"selection": {"points": [{"curve_number": 0, "point_index": [1]}]}}',
    '{"selection": {"points": [{"curve_number": -1, "point_index": 0}]}}',
)  # fmt: skip
"""What a chart says that was not clicked."""


def test_what_no_click_says_of_a_chart_closes_the_page_and_takes_one_line(dashboard):
    log = log_of(dashboard)
    before = log.stat().st_size
    with page_of(dashboard) as socket:
        socket.send(component_says("string_value", "", "$$ID-0-none"))
        chart = chart_of(socket)
    for said in NO_SELECTION:
        with page_of(dashboard) as socket:
            socket.send(component_says("string_value", "", "$$ID-0-none"))
            until_finished(socket)
            socket.send(component_says("string_value", said, chart))
            with pytest.raises(ConnectionClosedError) as closed:
                until_finished(socket)
            assert closed.value.rcvd
            assert closed.value.rcvd.code == PROTOCOL_ERROR
    with page_of(dashboard) as socket:
        for said in ('{"selection": {"points": [{"curve_number": 99, "point_index": 0}]}}', '{"selection": {"points": []}}'):
            socket.send(component_says("string_value", said, chart))
            until_finished(socket)
    told = log.read_bytes()[before:].decode()
    assert told.splitlines().count(BROKEN.format(address="127.0.0.1")) == len(NO_SELECTION)
    assert "Traceback" not in told


def chart_of(socket):
    """The name under which Streamlit knows a chart of the page that is drawn, which can be clicked."""
    found = set()
    while (message := ForwardMsg.FromString(socket.recv(60))).WhichOneof("type") != "script_finished":
        found.add(message.delta.new_element.plotly_chart.id)
    return max(found)


def component_says(field, said, name="$$ID-0-share"):
    """A message of a page on which a component says something."""
    message = BackMsg()
    message.rerun_script.page_name = "budget"
    widget = message.rerun_script.widget_states.widgets.add(id=name)
    setattr(widget, field, said)
    return message.SerializeToString()


def page_of(address):
    """A page as a browser has it open."""
    return connect(f"ws{address.removeprefix('http')}{STREAM}", origin=Origin(address), subprotocols=PROTOCOLS, max_size=None)


def until_finished(socket):
    """Waits for a page to be drawn."""
    while ForwardMsg.FromString(socket.recv(60)).WhichOneof("type") != "script_finished":
        pass


def log_of(address):
    """Where the server at an address writes its log."""
    port = str(urlsplit(address).port)
    (server,) = [each for each in psutil.Process().children() if each.is_running() and port in each.cmdline()]
    return Path(f"/proc/{server.pid}/fd/2").resolve()


@pytest.mark.full
def test_one_address_cannot_open_pages_without_end(published, monkeypatch):
    monkeypatch.setenv("PRONGSAI_SESSIONS_OF_ADDRESS", "3")
    with serving(published) as address:
        stream = f"ws{address.removeprefix('http')}{STREAM}"
        with ExitStack() as pages:
            first, *_others = [pages.enter_context(connect(stream, origin=Origin(address))) for _ in range(3)]
            with pytest.raises(InvalidStatus) as refused, connect(stream, origin=Origin(address)):
                pass
            assert refused.value.response.status_code == 429
            first.close()
            pages.enter_context(opened_at_last(stream, address))


def opened_at_last(stream, address):
    """A page of that address, as soon as the server has seen that another was closed."""
    while True:
        try:
            return connect(stream, origin=Origin(address))
        except InvalidStatus:
            sleep(0.1)


@pytest.mark.full
def test_a_request_that_is_not_sent_to_its_end_is_ended(published, monkeypatch):
    monkeypatch.setenv("PRONGSAI_SECONDS_OF_SILENCE", "1")
    with serving(published, editing=True) as address:
        place = urlsplit(address)
        with socket.create_connection((place.hostname, place.port), timeout=30) as line:
            line.sendall(f"PUT {limits.UPLOADS}/somebody/1 HTTP/1.1\r\nHost: {place.netloc}\r\n".encode())
            line.sendall(b"Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 100\r\n\r\n--x")
            assert line.recv(65536).split()[1] in (b"403", b"408")


def told_address(server, address, invented, came_from="127.0.0.1", ssl=None):
    """From where the log says that a broken message came, of a page that claims to come from another address."""
    place, log = urlsplit(address), log_of(server)
    before = log.stat().st_size
    line = socket.create_connection((place.hostname, place.port), timeout=30, source_address=(came_from, 0))
    stream, claimed = f"ws{address.removeprefix('http')}{STREAM}", {"X-Forwarded-For": invented, "X-Real-IP": invented}
    with connect(stream, sock=line, ssl=ssl, origin=Origin(address), subprotocols=PROTOCOLS, additional_headers=claimed) as page:
        page.send(b"\xff\xff\xff")
        with pytest.raises(ConnectionClosed):
            until_finished(page)
    begins = BROKEN.format(address="")
    (said,) = [line for line in log.read_bytes()[before:].decode().splitlines() if line.startswith(begins)]
    return said.removeprefix(begins)


@pytest.mark.parametrize("invented", ["203.0.113.9", "203.0.113.9, 127.0.0.1", "::1"])
def test_nobody_is_believed_from_where_they_come_unless_the_settings_say_so(dashboard, tmp_path, invented):
    assert told_address(dashboard, dashboard, invented) == "127.0.0.1"
    with nginx_before(dashboard, tmp_path) as address:
        assert told_address(dashboard, address, invented) == "127.0.0.1"


@pytest.mark.full
def test_behind_an_nginx_with_its_defaults_invented_addresses_open_no_more_pages(published, tmp_path, monkeypatch):
    monkeypatch.setenv("PRONGSAI_SESSIONS_OF_ADDRESS", "2")
    with serving(published) as server, nginx_before(server, tmp_path) as address, ExitStack() as pages:
        stream = f"ws{address.removeprefix('http')}{STREAM}"
        claimed = [{"X-Forwarded-For": f"203.0.113.{number}"} for number in range(3)]
        for each in claimed[:2]:
            pages.enter_context(connect(stream, origin=Origin(address), additional_headers=each))
        with pytest.raises(InvalidStatus) as refused, connect(stream, origin=Origin(address), additional_headers=claimed[2]):
            pass
        assert refused.value.response.status_code == 429


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("unix", "unix"),
    ],
)
def test_who_has_many_addresses_of_one_network_is_one_visitor(address, counted):
    assert limits.address_of({"client": (address, 1)}) == counted


def test_of_one_address_a_few_are_served_at_once_and_others_are_not_kept_waiting_for_them():
    async def crowd():
        turns, begun, go_on = Turns(together=2, waiting=3), [], asyncio.Event()

        async def visitor(address):
            async with turns.turn(address):
                begun.append(address)
                await go_on.wait()

        many = [asyncio.create_task(visitor("stranger")) for _ in range(8)]
        await asyncio.sleep(0)
        one = asyncio.create_task(visitor("neighbour"))
        await asyncio.sleep(0)
        assert sorted(begun) == ["neighbour", "stranger", "stranger"]
        go_on.set()
        outcomes = await asyncio.gather(*many, one, return_exceptions=True)
        assert [isinstance(each, BusyError) for each in outcomes] == [False] * 5 + [True] * 3 + [False]

    # Playwright has a loop in the tests' own thread.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, crowd()).result()
