"""The servers of the yardsticks, on ports of this machine."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb

from bench.figures import ROOT, say
from tests.serving import free_port, running, serving_by_default

YARDSTICKS = ROOT / "bench" / "yardsticks"
VGPLOT = YARDSTICKS / "vgplot"
OWN = ROOT / "bench" / ".venv" / "bin" / "python"
"""The Python that has what only yardsticks need."""
TUNED = (
    "--runner.postScriptGC",
    "false",
    "--runner.magicEnabled",
    "false",
    "--server.fileWatcherType",
    "none",
)
QUIET = ("--server.headless", "true", "--browser.gatherUsageStats", "false")
ORGANIZATION, YEAR = "99000001", 2568
OF_LINES = f"org={ORGANIZATION}&fy={YEAR}"
"""The address of the page that shows the same lines."""


def write_lines(store: Path) -> Path:
    """The budget lines that every page of the comparison shows, as CSV beside the store."""
    path = store.parent / "lines.csv"
    with duckdb.connect(str(store / "prongsai.duckdb"), read_only=True) as connection:
        lines = connection.execute(
            """
            SELECT * FROM budget WHERE organization_code = $organization AND fiscal_year = $year
            AND as_of = (
                SELECT max(as_of) FROM budget WHERE organization_code = $organization AND fiscal_year = $year
            )
            """,
            {"organization": ORGANIZATION, "year": YEAR},
        ).df()
    lines.to_csv(path, index=False)
    return path


@contextmanager
def two_charts(store: Path, *, is_tuned: bool) -> Iterator[str]:
    """Two charts in Streamlit, with our settings or with its defaults."""
    environment, script = {"BENCH_LINES": str(write_lines(store))}, YARDSTICKS / "two_charts.py"
    if not is_tuned:
        with serving_by_default(script, **environment) as address:
            yield address
        return
    command = [sys.executable, "-m", "streamlit", "run", str(script), *TUNED, *QUIET]
    with running(command, store, environment, "/_stcore/health") as address:
        yield address


@contextmanager
def dash(store: Path) -> Iterator[str | None]:
    """The same in Dash; None where it is not installed."""
    if not OWN.exists():
        say("Dash is not installed: python3 run.py bench makes bench/.venv")
        yield None
        return
    with _of_its_own([str(OWN), str(YARDSTICKS / "dash_page.py")], store) as address:
        yield address


@contextmanager
def mosaic(store: Path) -> Iterator[str | None]:
    """The same in Mosaic; None where npm has not built its page."""
    if not (VGPLOT / "node_modules" / "page.js").exists():
        say("Mosaic is not built: python3 run.py bench does so where npm is installed")
        yield None
        return
    with _of_its_own([sys.executable, str(VGPLOT / "server.py")], store) as address:
        yield address


@contextmanager
def _of_its_own(command: Sequence[str], store: Path) -> Iterator[str]:
    """A server that takes its port and the lines as its arguments."""
    port = free_port()
    call = [*command, f"{port}", str(write_lines(store))]
    with running(call, store, {}, "/", port=port, says_where=False) as address:
        yield address


def install() -> None:
    """Makes ready what only yardsticks need, as far as pip and npm can; says what is missing."""
    if not OWN.exists():
        subprocess.call([sys.executable, "-m", "venv", str(OWN.parents[1])])
    requirements = ROOT / "bench" / "requirements.txt"
    pip = [str(OWN), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r"]
    if subprocess.call([*pip, str(requirements)]):
        say("Dash could not be installed: its figures are left out")
    npm = shutil.which("npm")
    if npm is None:
        say("there is no npm: Mosaic's figures are left out")
        return
    quiet = os.environ | {
        "npm_config_loglevel": "error",
        "npm_config_fund": "false",
        "npm_config_audit": "false",
        "npm_config_package_lock": "false",
    }
    for step in ("install", "run build"):
        if subprocess.call([npm, *step.split()], cwd=VGPLOT, env=quiet, stdout=subprocess.DEVNULL):
            say(f"npm {step} failed: Mosaic's figures are left out")
            return
