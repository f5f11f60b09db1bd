"""Several processes behind one nginx: who has a page stays with one of them, all follow a publication, and one may end."""

import asyncio
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import ExitStack
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import duckdb
import psutil
import pytest
from filelock import FileLock, Timeout
from playwright.sync_api import expect
from websockets.sync.client import connect
from websockets.typing import Origin

import replicas
import seal
from loaders.layout.reading import Options
from loaders.loading import load_files
from run import apt_installs
from screen import identity
from server import preparing
from tests.conftest import ROOT
from tests.serving import settled
from tests.tiers import sampled

TOKEN = "a long secret"  # noqa: S105 - of this test
PAGE = "/o/04960201/2565/budget"
PUBLIC = (PAGE, f"{PAGE}.json", f"{PAGE}?lang=en", "/embed" + PAGE, "/api/3/action/package_list", "/data.json", "/openapi.json")
SERVE = "import replicas, sys; replicas.serve(sys.executable, *sys.argv[1:])"
OF_A_PAGE = ("/", "/budget", "/healthz", "/_stcore/health", "/section/x/slide.png", "/media/x.png")


@pytest.fixture(scope="module")
def behind(tmp_path_factory):
    """Two processes, begun together on an empty store, and nginx before them."""
    with pytest.MonkeyPatch.context() as patch:
        said = {"PRONGSAI_STORE": str(tmp_path_factory.mktemp("store")), "PRONGSAI_METRICS_TOKEN": TOKEN}
        for name, value in (said | {"PRONGSAI_DEMO": "off", "PRONGSAI_PUBLIC_EVIDENCE": "off"}).items():
            patch.setenv(name, value)
        with replicas.running(sys.executable, 2, replicas.free_ports(1)[0]) as running:
            yield running


@pytest.fixture
def common_store(behind):
    """The store of these processes."""
    return Path(os.environ["PRONGSAI_STORE"])


def asked(address, path, method="GET", **headers):
    """(status, headers, content) of an answer; headers are named with _ for -."""
    place = urlsplit(address)
    line = HTTPConnection(place.hostname, place.port, timeout=60)
    line.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    given = line.getresponse()
    return given.status, given.headers, given.read().decode(errors="replace")


def process_of(address, cookie=""):
    """Which process answers: the moment at which it began."""
    told = asked(address, "/metrics", Cookie=cookie, Authorization=f"Bearer {TOKEN}")[2]
    return re.findall(r"^process_start_time_seconds (.*)$", told, re.M)[0]


def opened(address, cookie=""):
    """A page's connection, and the cookie with which its browser asks from then on."""
    stream = f"ws{address.removeprefix('http')}/_stcore/stream"
    socket = connect(stream, origin=Origin(address), additional_headers={"Cookie": cookie}, open_timeout=60)
    assert socket.response
    given = socket.response.headers.get("Set-Cookie", "")
    return socket, given.partition(";")[0] or cookie


def test_nginx_is_told_of_each_process_and_of_those_that_take_its_place():
    told = replicas.upstreams(["10.0.0.2:8501", "10.0.0.3:8501"])
    (second,) = re.findall(r"upstream prongsai_2 \{(.*?)\}", told, re.S)
    lines = re.findall(r"server (\S+) .*?(backup)?;", second)
    assert lines == [("10.0.0.3:8501", ""), ("10.0.0.2:8501", "backup")]
    assert r'"~10\.0\.0\.3:8501$" 2;' in told
    assert "backup" not in replicas.upstreams(["127.0.0.1:8501"])


@pytest.mark.full
def test_processes_that_begin_together_fill_an_empty_store_once(behind, common_store, takbai):
    with duckdb.connect(str(common_store / seal.DATABASE), read_only=True) as connection:
        ((loads, files),) = connection.execute("SELECT count(*), count(DISTINCT sha256) FROM loads").fetchall()
    assert loads == files == len([*takbai.glob("*.csv")])


@pytest.mark.full
def test_forty_clients_stay_each_with_the_process_that_has_their_page(behind):
    direct = [f"http://127.0.0.1:{port}" for port in behind.ports]
    processes = [process_of(address) for address in direct]
    with ExitStack() as pages:
        cookies = []
        for _client in range(40):
            socket, cookie = opened(behind.address)
            pages.enter_context(socket)
            cookies.append(cookie)
        assert {*cookies} == {"replica=1", "replica=2"}
        assert min(cookies.count(each) for each in {*cookies}) > 10
        for cookie in cookies:
            of = processes[int(cookie[-1]) - 1]
            assert [process_of(behind.address, cookie) for _again in range(3)] == [of] * 3
            socket, again = opened(behind.address, cookie)
            pages.enter_context(socket)
            assert again == cookie
            assert "Set-Cookie" not in socket.response.headers


@pytest.mark.full
def test_what_is_read_without_a_session_is_kept_and_nothing_else_is(behind):
    for path in PUBLIC:
        first, second = (asked(behind.address, path) for _time in range(2))
        assert (first[0], second[0], second[1]["X-Cache"]) == (200, 200, "HIT"), path
        assert second[2] == first[2]
        assert "Set-Cookie" not in second[1]
        known = first[1].get("ETag")
        if known:
            assert asked(behind.address, path, If_None_Match=known)[0] == 304
    thai, english = (asked(behind.address, f"{PAGE}{query}")[2] for query in ("", "?lang=en"))
    assert thai != english
    assert asked(behind.address, f"{PAGE}?digits=th")[2] not in (thai, english)
    for path in OF_A_PAGE:
        assert "X-Cache" not in asked(behind.address, path)[1], path
    signed_in = ({"Cookie": "_streamlit_user=x"}, {"Cookie": "a=b; _streamlit_user__0=x"}, {"Authorization": "Bearer x"})
    for number, headers in enumerate(signed_in):
        assert asked(behind.address, PAGE, **headers)[1]["X-Cache"] == "BYPASS"
        unseen = f"{PAGE}?round=6&n={number}"
        for _time in range(2):
            assert asked(behind.address, unseen, **headers)[1]["X-Cache"] == "BYPASS"
        assert asked(behind.address, unseen)[1]["X-Cache"] == "MISS"
    for _time in range(2):
        status, headers, _content = asked(behind.address, "/o/00000000/2565/budget")
        assert (status, headers["X-Cache"], headers["Cache-Control"]) == (404, None, None)


@pytest.mark.full
def test_a_publication_reaches_all_and_no_figure_stays_longer_than_it_said(behind, common_store, takbai, tmp_path):
    before = asked(behind.address, f"{PAGE}.json")
    (source,) = takbai.glob("budget*.csv")
    corrected = tmp_path / source.name
    lines = source.read_text(encoding="utf-8-sig").splitlines()
    corrected.write_text("\n".join(lines[:-1]) + "\n", encoding="utf-8")
    reports = load_files([corrected], Options(expect={}), common_store, lambda name, rows: None)
    assert any(report.stored for report in reports)
    for port in behind.ports:
        direct = asked(f"http://127.0.0.1:{port}", f"{PAGE}.json")
        assert direct[1]["ETag"] != before[1]["ETag"]
    kept_until = time.time() + 60
    while (now := asked(behind.address, f"{PAGE}.json"))[1]["ETag"] == before[1]["ETag"]:
        assert time.time() < kept_until + 5
        time.sleep(1)
    assert now[1]["X-Cache"] in ("EXPIRED", "REVALIDATED", "MISS")
    assert json.loads(now[2])["headline"] is not None


@pytest.mark.full
def test_one_process_has_documents_made_and_where_it_is_killed_another(tmp_path, monkeypatch):
    monkeypatch.setenv("PRONGSAI_STORE", str(tmp_path))
    monkeypatch.setattr(preparing, "PAUSE", 0.05)
    waits = "import asyncio\nfrom server import preparing\nturn = asyncio.run(preparing._turn())\n"
    waits += "print('has it', flush=True)\ninput()"
    first = subprocess.Popen([sys.executable, "-c", waits], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert first.stdout
    assert first.stdout.readline() == b"has it\n"
    with pytest.raises(Timeout):
        FileLock(tmp_path / preparing.TURN, blocking=False).acquire()

    async def takes_over():
        waiting = asyncio.create_task(preparing._turn())
        await asyncio.sleep(0.2)
        assert not waiting.done()
        first.kill()
        with await waiting:
            pass

    asyncio.run(takes_over())
    first.wait()


def test_who_signs_out_at_one_process_has_signed_out_at_all(tmp_path, monkeypatch):
    monkeypatch.setenv("PRONGSAI_STORE", str(tmp_path))
    now = int(time.time())
    people = [{"provider": "google", "iss": "x", "sub": f"{number}", "iat": now, "exp": now + 3600} for number in range(3)]
    code = "import json, sys\nfrom screen import identity\nidentity.sign_out(json.loads(sys.argv[1]))"
    for claims in people[:2]:
        subprocess.run([sys.executable, "-c", code, json.dumps(claims)], cwd=ROOT, check=True, capture_output=True)
        assert identity._is_signed_out(identity._fingerprint(claims))
    assert [identity._is_signed_out(identity._fingerprint(claims)) for claims in people] == [True, True, False]


@pytest.mark.full
def test_a_machine_that_only_serves_takes_what_was_published_whole(loaded_store, tmp_path, load):
    assert shutil.which("rsync") or apt_installs("rsync")

    def follow():
        call = ["sh", ROOT / "deploy" / "prongsai-follow", loaded_store, tmp_path / "other"]
        return subprocess.run(call, env=os.environ | {"PYTHON": sys.executable}).returncode

    (tmp_path / "other").mkdir()
    other = tmp_path / "other" / "store"
    assert follow() == 0
    assert not seal.is_broken(other)
    assert not (other / "originals").exists()
    before = (other / seal.DATABASE).stat().st_ino
    assert follow() == 0
    assert (other / seal.DATABASE).stat().st_ino == before
    database = loaded_store / seal.DATABASE
    whole = database.read_bytes()
    database.write_bytes(whole[:-1])
    assert follow() == 75
    assert (other / seal.DATABASE).stat().st_ino == before
    database.write_bytes(whole)


@pytest.mark.full
def test_where_a_process_is_killed_its_visitors_get_another_and_stay_there(behind, new_page):
    page = new_page()
    page.goto(f"{behind.address}/budget")
    settled(page)
    has = next(cookie["value"] for cookie in page.context.cookies() if cookie["name"] == "replica")
    place = int(has) - 1
    behind.processes[place].send_signal(signal.SIGKILL)
    behind.processes[place].wait()
    for _time in range(5):
        assert asked(behind.address, "/healthz", Cookie=f"replica={has}")[0] == 200
        assert asked(behind.address, f"{PAGE}.csv?n={_time}")[0] == 200
    deadline = time.monotonic() + 60
    while (now := {cookie["name"]: cookie["value"] for cookie in page.context.cookies()}["replica"]) == has:
        assert time.monotonic() < deadline
        page.wait_for_timeout(200)
    # The first is back: whoever has gone stays where the page is now.
    behind.processes[place] = behind.start(place)
    behind.wait_for(place)
    settled(page)
    page.get_by_test_id("stTab").nth(1).click()
    settled(page)
    link = page.locator("a[href*='/table.csv']").first
    expect(link).to_be_attached()
    answer = page.request.get(urljoin(page.url, link.get_attribute("href")))
    assert (answer.status, answer.headers["content-type"]) == (200, "text/csv; charset=utf-8")
    assert {cookie["name"]: cookie["value"] for cookie in page.context.cookies()}["replica"] == now


@pytest.mark.parametrize("asked", [("0",), ("-1",), ("two",), ("2", "--port", "0"), ("2", "--port", "99999")])
def test_a_number_that_cannot_be_served_is_refused(asked, capsys):
    with pytest.raises(SystemExit) as refused:
        replicas.serve(sys.executable, *asked)
    assert refused.value.code == 2
    assert "ต้องเป็นเลข" in capsys.readouterr().err or asked == ("-1",)


def test_a_port_at_which_somebody_listens_is_refused_before_anything_starts():
    with socket.create_server((replicas.HOST, 0)) as taken, pytest.raises(SystemExit, match="ช่องทาง"):
        replicas.serve(sys.executable, "1", "--port", f"{taken.getsockname()[1]}")


@pytest.mark.parametrize("ended", sampled(["SIGHUP", "SIGINT", "SIGTERM"], every=3))
def test_nothing_stays_of_replicas_however_they_are_ended(tmp_path, ended):
    port = replicas.free_ports(1)[0]
    # What is begun lets go of no pipe: it goes to a file.
    with (tmp_path / "said").open("wb") as said:
        command = [sys.executable, "-c", SERVE, "1", "--port", f"{port}"]
        said_to_all = {"PRONGSAI_DEMO": "off", "PRONGSAI_PUBLIC_EVIDENCE": "off"}
        own = {"TMPDIR": str(tmp_path), "PRONGSAI_STORE": str(tmp_path / "store")}
        environment = os.environ | own | said_to_all
        with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=said, stderr=said, start_new_session=True) as run:
            until = time.monotonic() + 120
            while b"nginx \xe2\x86\x90" not in (tmp_path / "said").read_bytes() and time.monotonic() < until:
                assert run.poll() is None, (tmp_path / "said").read_text()
                time.sleep(0.2)
            every = psutil.Process(run.pid).children(recursive=True)
            run.send_signal(signal.Signals[ended])
            assert run.wait(60) == 0
    _gone, alive = psutil.wait_procs(every, timeout=20)
    assert every
    assert not alive
    assert not [*tmp_path.glob("prongsai-*")]
    socket.create_server((replicas.HOST, port)).close()


def test_where_nginx_ends_the_command_ends_and_says_so():
    served = replicas.Replicas(sys.executable, 8501, [], web_server=subprocess.Popen([sys.executable, "-c", ""]))
    with pytest.raises(SystemExit, match="nginx"):
        served.keep()
