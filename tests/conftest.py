"""What the tests share: a store of their own, files to load into it, and the loader, as a function and as a process."""

import gc
import os
import pickle
import shutil
import subprocess
import sys
from contextlib import ExitStack
from functools import cache
from pathlib import Path

import duckdb
import pytest
from filelock import FileLock
from hypothesis import HealthCheck, Phase, settings
from streamlit.components.v2 import manifest_scanner

import database
from database import FILE_NAME
from loaders.__main__ import main
from loaders.demo import generator
from loaders.layout.reading import Options
from loaders.loading import load_files
from tests.areas import load_area
from tests.calling import called
from tests.checking import check_files
from tests.drawing import draw_page
from tests.serving import browser, serving, settled
from vocabulary import language, thai

ROOT = Path(__file__).parents[1]
PHONE = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/137.0.0.0 Mobile Safari/537.36"
"""What a phone's browser says of itself."""


settings.register_profile(
    "first",  # the same examples each time, however slow the machine is
    max_examples=6,
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate, Phase.shrink],
    suppress_health_check=list(HealthCheck),
)
settings.register_profile("full", settings.get_profile("first"), max_examples=200)


def pytest_addoption(parser):
    """Two tiers: what every check runs, and with --full what is marked so, too."""
    parser.addoption("--full", action="store_true", help="also what is marked `full`, and many examples of each property")


def pytest_configure(config):
    """Chooses how many examples Hypothesis tries, before the tests that ask for it are read."""
    settings.load_profile("full" if config.getoption("full") else "first")


def pytest_collection_modifyitems(config, items):
    """Leaves out what only the second tier runs, and begins with what takes longest, the files that open a browser.

    Workers that take file by file then end together."""
    if not config.getoption("full"):
        config.hook.pytest_deselected(items=[item for item in items if item.get_closest_marker("full")])
        items[:] = [item for item in items if not item.get_closest_marker("full")]
    slow = {item.path for item in items if "chromium" in item.fixturenames}
    items.sort(key=lambda item: item.path not in slow)


def pytest_collection_finish():
    """Has Python look for garbage less often, and not among what was imported: a twelfth of all time went there."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)


@pytest.fixture(scope="session", autouse=True)
def packages_searched_once():
    """Streamlit searches all installed packages for components whenever a page is drawn; meanwhile none is installed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
        yield


@pytest.fixture
def takbai():
    """The folder of the municipality's real tables."""
    return ROOT / "data" / "takbai"


@pytest.fixture
def store(tmp_path):
    """A store that holds nothing yet."""
    return tmp_path / "store"


@pytest.fixture
def write(tmp_path):
    """Writes a file to load, from text or bytes."""

    def write(content, name="data.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


@pytest.fixture
def check(write):
    """What the loader says of one file, given as its path or its content; keywords are the caller's options."""

    checked = []

    def check(content, **options):
        path = content if isinstance(content, Path) else write(content)
        checked.extend(check_files([path], _options(**options), _silent))
        return checked[-1]

    yield check
    for report in checked:
        report.close()


@pytest.fixture
def small_disk(tmp_path):
    """A folder that is a file system of its own; skipped where we may not make one. Gives it and a way to set its options."""
    disk = tmp_path / "disk"
    disk.mkdir()

    def mount(*options):
        return subprocess.run(["mount", "-t", "tmpfs", "-o", ",".join(options), "tmpfs", disk], capture_output=True).returncode

    if sys.platform != "linux" or mount("size=24m"):
        pytest.skip("only root may mount a small disk")
    try:
        yield disk, lambda *options: mount("remount", *options)
    finally:
        subprocess.run(["umount", "-l", disk], check=True)


@pytest.fixture
def load(store, write):
    """Loads one file, given as its path or its content, into the store; keywords are the caller's options."""

    def load(content, **options):
        path = content if isinstance(content, Path) else write(content)
        return load_files([path], _options(**options), store, _silent)[0]

    return load


@pytest.fixture
def rows(store):
    """The answer of the published database to a question."""

    def rows(query, **bound):
        with duckdb.connect(str(store / FILE_NAME), read_only=True) as connection:
            return connection.execute(query, bound).fetchall()

    return rows


@pytest.fixture
def loader(store):
    """Carries out `python -m loaders` on the store within this process; gives what loader_process gives."""

    def loader(*arguments, **environment):
        return called(main, *arguments, **{"PRONGSAI_STORE": str(store)} | environment)

    return loader


@pytest.fixture
def loader_process(store):
    """Runs `python -m loaders` on the store, as a process of its own, and waits for its end."""

    def loader_process(*arguments, **environment):
        return subprocess.run(
            [sys.executable, "-m", "loaders", *map(str, arguments)],
            cwd=ROOT,
            env=os.environ | {"PRONGSAI_STORE": str(store)} | environment,
            capture_output=True,
            encoding="utf-8",
            timeout=60,
        )

    return loader_process


def _options(table=None, mapping=None, encumbered="outstanding", answers=None, expect=None, **values):
    return Options(table, values, mapping or {}, encumbered, answers=answers or {}, expect=expect or {})


def _silent(name, rows):
    pass


@pytest.fixture(autouse=True)
def in_thai():
    """Each test begins as a visitor does: in Thai, with Arabic digits, whatever a test before it chose."""
    language.use("th")
    thai.use_thai_digits(False)


@pytest.fixture(autouse=True)
def closed(monkeypatch):
    """Nothing may be changed in a test's pages, whatever the machine's environment says, unless the test says so."""
    monkeypatch.delenv("PRONGSAI_LOCAL_EDITING", raising=False)


@pytest.fixture(scope="session")
def made_once(tmp_path_factory):
    """Has a folder that nobody changes made by the first worker that asks for it, and gives it to all workers of this run."""
    of_run = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        of_run = of_run.parent

    def made_once(name, make):
        folder, unfinished = of_run / name, of_run / f"{name}.unfinished"
        with FileLock(of_run / f"{name}.lock"):
            if not folder.exists():
                shutil.rmtree(unfinished, ignore_errors=True)  # of a worker that failed
                make(unfinished)
                unfinished.rename(folder)
        return folder

    return made_once


@pytest.fixture(scope="session")
def published(made_once):
    """A store with the municipality's real tables, opened by whatever asks database.cursor() until the tests end."""

    def make(folder):
        reports = load_files(sorted((ROOT / "data" / "takbai").glob("*.csv")), Options(), folder, _silent)
        assert not any(report.refused for report in reports)

    return made_once("published", make)


@pytest.fixture(scope="session")
def demonstration(published, made_once):
    """A store as a new user has it, with the real tables and five years of a made-up municipality; the problems of its files."""

    def make(folder):
        reports = generator.add(shutil.copytree(published, folder / "store"))
        assert not any(report.refused for report in reports)
        problems = {report.path.name: list(report.problems) for report in reports}
        (folder / "problems").write_bytes(pickle.dumps(problems))

    folder = made_once("demonstration", make)
    return folder / "store", pickle.loads((folder / "problems").read_bytes())  # noqa: S301 - written by a worker of this run


@pytest.fixture(scope="session")
def with_made_up(demonstration):
    """The store of the municipality's real tables and the made-up ones."""
    return demonstration[0]


@pytest.fixture(scope="session")
def areas(made_once):
    """A store of organizations of several provinces."""
    return made_once("areas", load_area) / "store"


@pytest.fixture
def area_data(areas, monkeypatch):
    """Lets the program see organizations of several provinces; gives a cursor on their data."""
    monkeypatch.setenv("PRONGSAI_STORE", str(areas))
    return database.cursor()


@pytest.fixture
def takbai_data(published, monkeypatch):
    """Lets the program see the municipality's real data; gives a cursor on them."""
    monkeypatch.setenv("PRONGSAI_STORE", str(published))
    return database.cursor()


@pytest.fixture
def made_up_data(with_made_up, monkeypatch):
    """Lets the program see the made-up municipality's data beside the real ones; gives a cursor on them."""
    monkeypatch.setenv("PRONGSAI_STORE", str(with_made_up))
    return database.cursor()


@pytest.fixture
def open_page(takbai_data):
    """Draws a page of the municipality's real data, with the choices of an address."""
    return draw_page


@pytest.fixture
def loaded_store(published, store):
    """A store with the municipality's real tables that a test has for itself."""
    return shutil.copytree(published, store)


@pytest.fixture(scope="module")
def chromium():
    """A real browser for the tests of a module: one for all of them would grow until it dies."""
    with browser() as running:
        yield running


@pytest.fixture
def new_page(chromium):
    """Opens a window in a fresh browser, with nothing in it yet, that is closed when the test ends."""
    with ExitStack() as contexts:

        def new_page(width=1440, height=900, scheme="light", has_policy=False):
            # Playwright waits by evaluating text, which the pages' own policy forbids.
            more = {"bypass_csp": not has_policy} | ({"user_agent": PHONE} if width <= 640 else {})
            window = chromium.new_context(viewport={"width": width, "height": height}, color_scheme=scheme, **more)
            contexts.callback(window.close)
            return window.new_page()

        yield new_page


@pytest.fixture
def browse(new_page):
    """Opens an address in a fresh browser, as a copied link is opened, and waits until the page is drawn."""

    def browse(address, **window):
        page = new_page(**window)
        page.goto(address)
        settled(page)
        return page

    return browse


@pytest.fixture(scope="session")
def dashboard(with_made_up, tmp_path_factory):
    """The address of the dashboard on the data of a new user, shared by all tests that change nothing."""
    with serving(shutil.copytree(with_made_up, tmp_path_factory.mktemp("served"), dirs_exist_ok=True)) as address:
        yield address


@pytest.fixture
def visit(dashboard, browse):
    """Opens a path of the dashboard, as browse does; keywords are width, height and scheme of the window."""
    return lambda path, **window: browse(f"{dashboard}/{path}", **window)
