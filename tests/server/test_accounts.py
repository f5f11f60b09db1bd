"""Accounts of an office's own, as deploy/accounts sets them up: Canaille as its lock names it, a real browser and a passkey."""

import os
import re
import secrets
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect

from loaders.store import history
from tests.conftest import ROOT
from tests.serving import free_port, serving, settled

pytestmark = pytest.mark.full
DEPLOY = ROOT / "deploy" / "accounts"
SETUP = (DEPLOY / "install.sh").read_text(encoding="utf-8")
EMAIL, PASSWORD = "palad@takbai.go.th", secrets.token_urlsafe(12)
BUTTON = "ลงชื่อเข้าใช้ด้วย บัญชีเจ้าหน้าที่"
LONG = 60_000


@pytest.fixture(scope="module")
def program(tmp_path_factory):
    """The command of Canaille, installed as the installer does."""
    folder = tmp_path_factory.mktemp("canaille") / ".venv"
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    pip = [folder / "bin" / "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes"]
    subprocess.run([*pip, "-r", DEPLOY / "requirements.lock"], check=True)
    return folder / "bin" / "canaille"


@contextmanager
def accounts(program, folder, site):
    """The address of an office's accounts and the secret of the dashboard at `site`, with one account of who administers both.

    Settings and calls are those of deploy/accounts; only names, ports and TLS are others."""
    port, key, password = free_port(), secrets.token_hex(32), PASSWORD
    environment = os.environ | {"CANAILLE_CONFIG": str(folder / "canaille.toml"), "PYTHONUTF8": "1"}

    def call(*arguments):
        run = subprocess.run([program, *arguments], env=environment, cwd=folder, capture_output=True, encoding="utf-8")
        assert run.returncode == 0, run.stderr
        return run.stdout.strip()

    (folder / "canaille.toml").touch()
    written = (DEPLOY / "canaille.toml").read_text(encoding="utf-8")
    changes = {
        'SECRET"': f'{secrets.token_urlsafe(48)}"',
        "[KEY]": f"[{call('jwk', 'create', 'rsa', '--format', 'toml')}]",
        "login.example.go.th": f"localhost:{port}",
        "data.example.go.th": site.partition(":")[0],
        "FORCE_HTTPS = true": "FORCE_HTTPS = false",
        'URL_SCHEME = "https"': 'URL_SCHEME = "http"',
        "/var/lib/canaille": str(folder),
        "127.0.0.1:8502": f"127.0.0.1:{port}",
        'PROXY_MODE = "legacy"': 'PROXY_MODE = "none"',
    }
    for text, instead in changes.items():
        assert text in written, text
        written = written.replace(text, instead)
    (folder / "canaille.toml").write_text(written, encoding="utf-8")
    call("install")
    values = {"$email": EMAIL, "$password": password, "$secret": key, "https://$data": f"http://{site}"}
    for command in re.findall(r"^    canaille ((?:create|set) (?:.*\\\n)*.*)$", SETUP, re.M):
        words = re.sub(r"\\\n| 2>/dev/null", " ", command)
        for name, value in values.items():
            words = words.replace(name, value)
        call(*words.replace('"', "").split())
    process = subprocess.Popen(
        [program, "run"], env=environment, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        address = f"http://localhost:{port}"
        wait_for(f"{address}/.well-known/openid-configuration")
        yield address, key
    finally:
        process.terminate()
        process.wait(20)


def wait_for(address):
    for _attempt in range(600):
        try:
            urlopen(address, timeout=20)
        except OSError:
            time.sleep(0.1)
        else:
            return


@pytest.fixture
def served(program, published, tmp_path):
    """The addresses of a dashboard and of the accounts with which one signs in on it, and its store."""
    store, port = shutil.copytree(published, tmp_path / "store"), free_port()
    (store / "settings").mkdir()
    (store / "settings" / "people.csv").write_text(f"person,organization,division,role\n{EMAIL},*,,admin\n", encoding="utf-8")
    own, path = tmp_path / "secrets.toml", tmp_path / "accounts"
    path.mkdir()
    with accounts(program, path, f"127.0.0.1:{port}") as (login, key):
        (section,) = re.findall(r"<<END\n(.*?)\nEND", SETUP, re.S)
        section = section.replace("$secret", key).replace("https://$login", login)
        first = (
            f'[auth]\nredirect_uri = "http://127.0.0.1:{port}/oauth2callback"\ncookie_secret = "{secrets.token_urlsafe(48)}"\n'
        )
        own.write_text(first + section, encoding="utf-8")
        with serving(store, port=port, STREAMLIT_SECRETS_FILES=str(own)) as address:
            yield address, login, store


def give_passkeys(page):
    """Has this browser keep passkeys, as a computer with a PIN does."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    kind = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True}
    kind |= {"hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True}
    session.send("WebAuthn.addVirtualAuthenticator", {"options": kind})


def enter(page, address, login):
    """Asks a page of the dashboard for signing in, and gives name and password to the provider."""
    page.goto(f"{address}/data?org=04960201")
    settled(page)
    page.get_by_role("button", name=BUTTON).click()
    page.wait_for_url(f"{login}/**")
    page.get_by_label("Login").fill("admin")
    page.get_by_role("button", name="Continue").click()
    page.locator("input[type=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def test_an_account_of_the_office_signs_in_with_a_passkey_has_its_role_and_is_signed_out_at_the_provider(served, new_page):
    address, login, store = served
    page, stranger = new_page(), new_page()
    give_passkeys(page)
    enter(page, address, login)
    page.wait_for_url(f"{login}/auth/fido2-setup")
    page.wait_for_load_state("networkidle")  # before its script is there the button does nothing
    page.get_by_role("button", name="Register").click()
    page.wait_for_url(f"{address}/data?org=04960201", timeout=LONG)
    settled(page)
    account = page.locator(".st-key-account")
    expect(account).to_contain_text(EMAIL)
    expect(account).to_contain_text("ผู้ดูแลระบบ")
    row = "organization_code,fiscal_year,as_of,division,item,allocation,disbursed\n04960201,2566,2022-12-31,กองคลัง,ค่าวัสดุ,100,40\n"
    file = {"name": "budget.csv", "mimeType": "text/csv", "buffer": row.encode()}
    page.locator("input[type=file]").set_input_files([file])
    page.get_by_role("button", name="ยืนยันนำเข้า").click()
    expect(page.get_by_text("นำเข้า budget.csv แล้ว")).to_be_visible(timeout=LONG)
    assert history.history(store)[0].loaded_by == EMAIL
    page.get_by_role("button", name="ลงชื่อออก").click()
    expect(page.get_by_role("button", name=BUTTON)).to_be_visible(timeout=LONG)
    page.goto(login)
    expect(page.get_by_label("Login")).to_be_visible()  # nobody is signed in there either

    # Who has found out the password has no passkey.
    enter(stranger, address, login)
    stranger.wait_for_url(f"{login}/auth/fido2**")
    stranger.goto(f"{address}/data")
    settled(stranger)
    expect(stranger.get_by_role("button", name=BUTTON)).to_be_visible()
    assert stranger.locator("input[type=file]").count() == 0
