"""What a store of many organizations costs: one more upload, the first answer after it, and what the page of
an area and the pages of one organization ask."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any
from unittest.mock import patch

import database
import settings
from bench.figures import ROOT, Figure
from loaders.files import disk
from loaders.layout.reading import Options
from loaders.loading import load_files
from portal import edition
from tests.drawing import draw_page

UPLOAD = 1.5
"""Seconds that an upload may take beside the copying of the file that is published."""
ANSWER, OF_AREA, OF_PAGE = 100, 10, 100
"""Milliseconds that may pass until a process answers again, and that one question of an area's page and all
questions of an organization's page may take."""
SURVEY, BUDGET = (ROOT / "data" / "takbai" / name for name in ("satisfaction_2564.csv", "budget_2565_6m.csv"))
TIMES = 5


def measured(store: Path) -> Iterator[Figure]:
    """Seconds of an upload, and milliseconds of the first answer after another; of questions, the medians of
    several years or organizations, each asked as by the first who opens the page."""
    os.environ[settings.STORE] = str(store)
    known = edition.edition_now().data.catalogue
    organizations = list(known.organizations)[:TIMES]
    years = known.fiscal_years(organizations[0])
    yield from _upload(store)
    yield _answer_after_another_publishes(store)
    draw_page("overview")
    for name, code in (("the country", "TH"), ("a province", "99")):
        slowest = [max(_asked("area", area=code, fy=f"{year}")) for year in years]
        yield Figure(f"the slowest question of the page of {name}", median(slowest), "ms", goal=OF_AREA)
    for page in ("overview", "budget"):
        every = [sum(_asked(page, org=organization)) for organization in organizations]
        yield Figure(f"all questions of the {page} of an organization", median(every), "ms", goal=OF_PAGE)


def _upload(store: Path) -> Iterator[Figure]:
    if hasattr(os, "sync"):  # else it would wait for the disk to write what was loaded before
        os.sync()
    began = time.perf_counter()
    copy = Path(shutil.copyfile(store / database.FILE_NAME, store / "copy"))
    disk.flush(copy)
    copied = time.perf_counter() - began
    copy.unlink()
    began = time.perf_counter()
    (report,) = load_files([SURVEY], Options(), store, lambda name, rows: None)
    took = time.perf_counter() - began
    assert report.stored, report.problems
    yield Figure(f"an upload of {report.stored.rows} rows beside the copy", took - copied, "s", goal=UPLOAD)
    yield Figure("copying the file that is published", copied, "s")


def _answer_after_another_publishes(store: Path) -> Figure:
    command = [sys.executable, "-m", "loaders", "load", str(BUDGET), "--store", str(store)]
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    began = time.perf_counter()
    database.cursor().execute("FROM organization LIMIT 1").fetchall()
    answered = (time.perf_counter() - began) * 1000
    return Figure("the first answer after another process has published", answered, "ms", goal=ANSWER)


def _asked(page: str, **choices: str) -> list[float]:
    """Milliseconds of each question of a page."""
    answer, took = edition._answer, list[float]()

    def timed(*asked: Any) -> Any:
        began = time.perf_counter()
        answered = answer(*asked)
        took.append((time.perf_counter() - began) * 1000)
        return answered

    with patch.object(edition, "_answer", timed):
        edition._edition.cache_clear()
        draw_page(page, **choices)
    return took
