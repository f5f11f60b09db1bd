"""What deploy/ gives to an office: its nginx in front of the real server, its units, its image, its installer."""

import getpass
import http.client
import re
import shutil
import socket
import ssl
import subprocess
import time
import tomllib
from contextlib import ExitStack, contextmanager
from functools import partial
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin

from loaders.__main__ import COMMANDS
from replicas import upstreams
from tests.conftest import ROOT
from tests.server.test_facing_network import told_address
from tests.serving import free_port, serving, settled

DEPLOY = ROOT / "deploy"
# Else the workers of a server of root's could not reach what it keeps in a test's folder.
AROUND = (
    f"user {getpass.getuser()};"
    + """
daemon off; pid {folder}/pid; error_log {folder}/error.log; events {{}}
http {{
    access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    include {folder}/prongsai.conf;
}}
"""
)
TRUSTING = ssl.create_default_context()
TRUSTING.check_hostname = False
TRUSTING.verify_mode = ssl.CERT_NONE
# The tickets of a later version come while another thread sends the first request, which Python may then lose.
TRUSTING.maximum_version = ssl.TLSVersion.TLSv1_2


@contextmanager
def behind_our_nginx(server, folder, **instead):
    """(plain, encrypted) addresses of the nginx of deploy/ before a server; other values in it as the keywords say."""
    plain, encrypted = free_port(), free_port()
    make = "openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=localhost -keyout privkey.pem -out fullchain.pem"
    subprocess.run(make.split(), cwd=folder, check=True, capture_output=True)
    http, pages, site = ((DEPLOY / "nginx" / f"{name}.conf").read_text(encoding="utf-8") for name in ("http", "pages", "site"))
    written = "\n".join((http, upstreams([server.removeprefix("http://")]), site))
    changes = {
        r"include /etc/nginx/prongsai/pages.conf;": pages,
        r"/var/cache/nginx": str(folder),
        r"listen \[::\]:.*\n": "",
        r"listen 80;": f"listen 127.0.0.1:{plain};",
        r"listen 443 ssl": f"listen 127.0.0.1:{encrypted} ssl",
        r"/etc/prongsai/tls": str(folder),
        r"data\.example\.go\.th": "localhost 127.0.0.1",
    }
    for pattern, text in (changes | instead).items():
        written, found = re.subn(pattern, text.replace("\\", r"\\\\"), written)
        assert found, pattern
    (folder / "prongsai.conf").write_text(written, encoding="utf-8")
    (folder / "nginx.conf").write_text(AROUND.format(folder=folder))
    nginx = shutil.which("nginx") or "/usr/sbin/nginx"
    process = subprocess.Popen([nginx, "-p", folder, "-c", folder / "nginx.conf"], stderr=subprocess.DEVNULL)
    try:
        address = f"https://127.0.0.1:{encrypted}"
        for _attempt in range(100):
            try:
                urlopen(f"{address}/healthz", context=TRUSTING)
                break
            except OSError:
                time.sleep(0.1)
        yield f"http://127.0.0.1:{plain}", address
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture(scope="module")
def in_front(dashboard, tmp_path_factory):
    """(plain, encrypted) addresses of the dashboard as an office serves it."""
    soon = {"client_header_timeout 10s": "client_header_timeout 1s"}
    with behind_our_nginx(dashboard, tmp_path_factory.mktemp("nginx"), **soon) as addresses:
        yield addresses


@pytest.mark.full
def test_a_page_is_drawn_encrypted_and_plain_requests_are_sent_there(in_front, chromium):
    plain, encrypted = in_front
    place = urlsplit(plain)
    line = http.client.HTTPConnection(place.hostname, place.port)
    line.request("GET", "/budget?fy=2565")
    moved = line.getresponse()
    assert (moved.status, moved.headers["Location"]) == (301, "https://127.0.0.1/budget?fy=2565")
    window = chromium.new_context(ignore_https_errors=True, bypass_csp=True)
    page = window.new_page()
    page.goto(f"{encrypted}/budget")
    settled(page)
    page.get_by_text("26.79%").first.wait_for()
    window.close()
    told = urlopen(f"{encrypted}/", context=TRUSTING).headers
    assert "max-age=" in told["Strict-Transport-Security"]
    assert "nginx/" not in told["Server"]


def test_nothing_can_be_changed_through_it_and_too_large_files_come_no_further(in_front):
    _plain, encrypted = in_front
    upload = f"{encrypted}/_stcore/upload_file/somebody/1"
    place = urlsplit(encrypted)
    for size, status in ((1, 403), (300 * 1024 * 1024, 413)):
        line = http.client.HTTPSConnection(place.hostname, place.port, context=TRUSTING)
        line.putrequest("PUT", urlsplit(upload).path)
        line.putheader("Content-Length", str(size))
        line.endheaders(b"x")
        assert line.getresponse().status == status


def test_half_a_request_is_not_waited_for(in_front):
    place = urlsplit(in_front[1])
    with socket.create_connection((place.hostname, place.port), timeout=20) as line, TRUSTING.wrap_socket(line) as encrypted:
        encrypted.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Half: ")
        assert b"200" not in encrypted.recv(100)


def test_one_visitor_cannot_take_all_lines(dashboard, tmp_path):
    few = {"prongsai_lines 1000": "prongsai_lines 3"}
    with behind_our_nginx(dashboard, tmp_path, **few) as (_plain, address), ExitStack() as opened:
        stream = f"wss{address.removeprefix('https')}/_stcore/stream"
        page = partial(connect, stream, origin=Origin(address), ssl=TRUSTING, open_timeout=60)
        for _ in range(3):
            opened.enter_context(page())
        with pytest.raises(InvalidStatus) as refused, page():
            pass
        assert refused.value.response.status_code == 429


@pytest.mark.full
def test_our_nginx_is_believed_from_where_a_visitor_comes_and_no_visitor_is(published, tmp_path, monkeypatch):
    (trusted,) = re.findall(
        r"^Environment=FORWARDED_ALLOW_IPS=(.*)$", (DEPLOY / "systemd" / "prongsai.service").read_text(), re.M
    )
    monkeypatch.setenv("FORWARDED_ALLOW_IPS", trusted)
    with serving(published) as server, behind_our_nginx(server, tmp_path) as (_plain, address):
        assert told_address(server, address, "203.0.113.9", came_from="127.0.0.2", ssl=TRUSTING) == "127.0.0.2"


@pytest.mark.full
def test_the_server_tells_systemd_that_it_is_ready_and_goes_on_answering(published, tmp_path, monkeypatch):
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(str(tmp_path / "notify"))
        systemd.settimeout(60)
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        monkeypatch.setenv("WATCHDOG_USEC", "200000")
        with serving(published):
            assert [systemd.recv(100) for _ in range(3)] == [b"READY=1", b"WATCHDOG=1", b"WATCHDOG=1"]


def test_the_units_call_commands_that_there_are_in_folders_that_the_installer_makes():
    installer = (DEPLOY / "install.sh").read_text(encoding="utf-8")
    units = [unit.read_text() for unit in (DEPLOY / "systemd").iterdir()]
    assert {folder for text in units for folder in re.findall(r"/(?:opt|var/lib|var/backups|etc)/prongsai", text)} == {
        f"/{place}/prongsai" for place in ("opt", "var/lib", "var/backups", "etc")
    }
    assert all(f"{place}/prongsai" in installer for place in ("/opt", "/var/lib", "/var/backups", "/etc"))
    assert {name for text in units for name in re.findall(r"-m loaders (\w+)", text)} <= {*COMMANDS.commands}


def test_nobody_at_the_accounts_of_an_office_becomes_somebody_else():
    """The dashboard gives rights by address: whoever could change theirs unseen, or register, would choose who they are."""
    settings = tomllib.loads((DEPLOY / "accounts" / "canaille.toml").read_text(encoding="utf-8").replace("[KEY]", "[]"))
    accounts = settings["CANAILLE"]
    assert (accounts["EMAIL_CONFIRMATION"], accounts["ENABLE_REGISTRATION"]) == (True, False)
    # A passkey alone could be set by whoever comes first with somebody's name.
    assert accounts["AUTHENTICATION_FACTORS"] == ["password", "fido2"]
    for rights in accounts["ACL"].values():
        assert not {"emails", "user_name"} & set(rights["WRITE"])
        assert "impersonate_users" not in rights["PERMISSIONS"]


def test_accounts_of_an_office_are_what_the_lock_names():
    (wanted,) = re.findall(r"^canaille\[.*\]==(.*)$", (DEPLOY / "accounts" / "requirements.txt").read_text(), re.M)
    lock = (DEPLOY / "accounts" / "requirements.lock").read_text()
    packages = re.split(r"\n(?=\w)", lock)
    assert any(package.startswith(f"canaille=={wanted} ") for package in packages)
    assert all("--hash=sha256:" in package for package in packages)


def test_sign_in_is_prepared_by_the_installer(tmp_path):
    """With its name and a secret of its own; providers stay off until somebody fills one in."""
    installer = (DEPLOY / "install.sh").read_text(encoding="utf-8")
    (filled,) = re.findall(r'    (sed -e "s/data.*?secrets\.example\.toml") >', installer, re.S)
    call = ["sh", "-eu", "-c", filled]
    made = subprocess.run(
        call, env={"PATH": "/usr/bin:/bin", "name": "x.go.th", "program": str(ROOT)}, capture_output=True, check=True
    )
    sign_in = tomllib.loads(made.stdout.decode())["auth"]
    assert set(sign_in) == {"redirect_uri", "cookie_secret"}
    assert sign_in["redirect_uri"] == "https://x.go.th/oauth2callback"
    assert len(sign_in["cookie_secret"]) == 64
    every = tomllib.loads(re.sub(r"^# (?=\[|\w+ =)", "", made.stdout.decode(), flags=re.M))["auth"]
    assert {"google", "microsoft"} <= set(every)
