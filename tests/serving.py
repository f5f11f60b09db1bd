"""What browser tests, measurements and pictures share: the real server on a port of this machine, and a real browser."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.request import urlopen

from playwright.sync_api import Browser, Page, sync_playwright

import chromium
from vocabulary import thai

ROOT = Path(__file__).parents[1]
PAGES = {"overview": ""} | {
    name: name for name in ("budget", "satisfaction", "plan", "measures", "findings", "documents", "data")
}
"""Each page's name and its path in the address."""

LONGEST_START, LONGEST_END = 120, 10
"""Seconds that a server may take to answer, and to end when asked to."""

LOOKING_AGAIN = 50
"""Milliseconds between two looks at a page: looking at every frame would make the browser draw without end."""

WITHOUT_UVLOOP = """
import sys
sys.modules["uvloop"] = None  # importing it now raises ModuleNotFoundError, as where it is not installed
from streamlit.web.cli import main
main(prog_name="streamlit")
"""
QUIET = ("--server.headless", "true", "--browser.gatherUsageStats", "false")
CHROMIUM_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@contextmanager
def serving(
    store: Path,
    *,
    defaults: bool = False,
    demo: bool = False,
    editing: bool = False,
    listening: str = "127.0.0.1",
    port: int | None = None,
    **set_besides: str,
) -> Iterator[str]:
    """The dashboard on the data of `store`, as the project serves it or under Streamlit's defaults; gives its address.

    An empty store is filled with the municipality's tables, and with `demo`, as for a new user, with the made-up ones too.
    Data may be changed in it only with `editing`. What else is named is set in its environment."""
    environment = {"PRONGSAI_STORE": str(store), "PYTHONPATH": str(ROOT), "PRONGSAI_DEMO": "on" if demo else "off"}
    environment |= {"PRONGSAI_PUBLIC_EVIDENCE": "off"}  # it is made for minutes
    environment |= set_besides | ({"PRONGSAI_LOCAL_EDITING": "on"} if editing else {})
    if defaults:
        with serving_by_default(ROOT / "pages" / "_entry.py", **environment) as address:
            yield address
    else:
        command = [sys.executable, "-m", "streamlit", "run", "app.py"]
        with running(command, ROOT, environment, "/healthz", listening, port) as address:
            yield address


@contextmanager
def serving_by_default(script: Path, **environment: str) -> Iterator[str]:
    """A script as `pip install streamlit` and `streamlit run` serve it: no configuration, no st.App, no uvloop.

    The folder it runs in holds nothing but our pictures, which pages name relative to it."""
    with TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "assets", Path(folder) / "assets")
        command = [sys.executable, "-c", WITHOUT_UVLOOP, "run", str(script), *QUIET]
        with running(command, Path(folder), environment, "/_stcore/health") as address:
            yield address


@contextmanager
def browser() -> Iterator[Browser]:
    """A Chromium without window: the one that CHROMIUM names, or the system's."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium.find(), args=CHROMIUM_ARGUMENTS)
        try:
            yield launched
        finally:
            launched.close()


def settled(page: Page) -> None:
    """Waits until the page shows its title in our look and Streamlit has nothing left to run."""
    page.locator("h1").first.wait_for()
    page.locator(".stApp[data-test-script-state=notRunning]").wait_for()
    in_our_look = "getComputedStyle(document.querySelector('.stApp')).fontVariantNumeric.includes('tabular-nums')"
    # The page's own script says whether it is dark.
    has_scripts = "document.documentElement.dataset.theme !== undefined"
    page.wait_for_function(f"{in_our_look} && {has_scripts}", polling=LOOKING_AGAIN)
    page.wait_for_timeout(300)


@contextmanager
def running(
    command: list[str],
    folder: Path,
    environment: dict[str, str],
    health: str,
    listening: str = "127.0.0.1",
    port: int | None = None,
    *,
    says_where: bool = True,
) -> Iterator[str]:
    """A server on a port of this machine, told to it as Streamlit takes it unless the command says so itself, from when it
    answers under `health` until the block ends; gives its address."""
    port = port or free_port()
    if says_where:
        command += ["--server.address", listening, "--server.port", f"{port}"]
    with TemporaryDirectory() as logs:
        log = Path(logs) / "server.log"
        with log.open("wb") as output:
            inherited = {name: value for name, value in os.environ.items() if name != "PRONGSAI_LOCAL_EDITING"}
            process = subprocess.Popen(
                command, cwd=folder, env=inherited | {"PYTHONUTF8": "1"} | environment, stdout=output, stderr=output
            )
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_until_healthy(process, address + health, log)
            yield address
        finally:
            _end(process)


def free_port() -> int:
    """A port of this machine on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_until_healthy(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    until = time.monotonic() + LONGEST_START
    while not _answers(address):
        if process.poll() is not None or time.monotonic() > until:
            raise RuntimeError(f"{address} does not answer. The server's log:\n{log.read_text(encoding='utf-8')}")
        time.sleep(0.1)


def _answers(address: str) -> bool:
    try:
        with urlopen(address, timeout=5) as response:
            return bool(response.status == 200)
    except OSError:
        return False


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends the server: asked first, then made to."""
    process.terminate()
    try:
        process.wait(LONGEST_END)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def marked(text):
    """A text or pattern as a page has it, where marks hold words together."""
    if isinstance(text, re.Pattern):
        return re.compile(marked(text.pattern).replace(" ", r"\s"))
    return thai.unbroken(text).replace("\u00a0", " ")  # Playwright takes all white space for a space
