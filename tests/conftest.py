"""What the tests share: a store of their own, files to load into it, and the loader, as a function and as a process."""

import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

import database
from database import FILE_NAME
from loaders.loading import check_files, load_files
from loaders.reading import Options
from tests.serving import browser, serving, settled

ROOT = Path(__file__).parents[1]


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

    def check(content, **options):
        path = content if isinstance(content, Path) else write(content)
        return check_files([path], _options(**options), _silent)[0]

    return check


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
    """Runs `python -m loaders` on the store, as a process of its own, and waits for its end."""

    def loader(*arguments, **environment):
        return subprocess.run(
            [sys.executable, "-m", "loaders", *map(str, arguments)],
            cwd=ROOT,
            env=os.environ | {"PRONGSAI_STORE": str(store)} | environment,
            capture_output=True,
            encoding="utf-8",
            timeout=60,
        )

    return loader


def _options(table=None, mapping=None, encumbered="outstanding", **values):
    return Options(table, values, mapping or {}, encumbered)


def _silent(name, rows):
    pass


@pytest.fixture(scope="session")
def published(tmp_path_factory):
    """A store with the municipality's real tables, opened by whatever asks database.cursor() until the tests end."""
    folder = tmp_path_factory.mktemp("published")
    reports = load_files(sorted((ROOT / "data" / "takbai").glob("*.csv")), Options(), folder, _silent)
    assert not any(report.refused for report in reports)
    return folder


@pytest.fixture
def takbai_data(published, monkeypatch):
    """Lets the program see the municipality's real data; gives a cursor on them."""
    monkeypatch.setenv("PRONGSAI_STORE", str(published))
    return database.cursor()


@pytest.fixture(scope="session")
def chromium():
    """One real browser for all tests of a process."""
    with browser() as running:
        yield running


@pytest.fixture(scope="session")
def dashboard(tmp_path_factory):
    """The address of the dashboard, started as a new user starts it: on an empty store, which it fills itself."""
    with serving(tmp_path_factory.mktemp("served"), demo=True) as address:
        yield address


@pytest.fixture
def visit(dashboard, chromium):
    """Opens an address in a fresh browser, as a copied link is opened, and waits until the page is drawn."""
    contexts = []

    def visit(path, width=1440, height=900, scheme="light"):
        context = chromium.new_context(viewport={"width": width, "height": height}, color_scheme=scheme, accept_downloads=True)
        contexts.append(context)
        page = context.new_page()
        page.goto(f"{dashboard}/{path}")
        settled(page)
        return page

    yield visit
    for context in contexts:
        context.close()
