"""How long a chart, a document and the pack of a year take: python -m tests.benchmark_evidence

Goals on two quiet cores: a chart at most 0.3 s once Chromium is warm, one item's PDF 3 s, the pack 30 s. The baseline is the
same chart by Kaleido alone, which starts a Chromium for it."""

import os
import resource
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import kaleido

import chromium
import database
import thai
from charts import theme
from evidence import items as evidence
from evidence import making
from evidence.pdf import as_pdf
from evidence.pictures import SLIDE, picture
from loaders.loading import load_files
from loaders.reading import Options
from queries.scope import catalogue

TAKBAI, YEAR = "04960201", 2565


def seconds(work: Callable[[], Any]) -> float:
    """How long it takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def main() -> None:
    """Prints the times, their goals and the ratio to the baseline."""
    with TemporaryDirectory() as folder:
        load_files(sorted((database.ROOT / "data" / "takbai").glob("*.csv")), Options(), Path(folder), lambda name, rows: None)
        os.environ[database.STORE] = folder
        measure()


def measure() -> None:
    """Measures on the published database."""
    con = database.cursor()
    known, today, wanted = catalogue(con), thai.today(), evidence.items(con, TAKBAI, YEAR)
    item = next(each for each in wanted if each.subject == "satisfaction")
    report = evidence.report(con, known, item, today)
    part = next(part for part in report.parts if part.figure)
    assert part.figure
    chart = theme.finish(part.figure, theme.Band(part.title, part.place, part.source), dark=False)
    cold = seconds(lambda: kaleido.calc_fig_sync(chart, opts=SLIDE.opts(chart), kopts={"path": chromium.find()}))
    first = seconds(lambda: picture(chart))
    warm = median(seconds(lambda: picture(chart)) for _ in range(5))
    drawings: Any = {}
    document = seconds(lambda: drawings.update(making.documents(report, lambda doing, done, of: None)))
    pdf = median(seconds(lambda: as_pdf(report, {})) for _ in range(3))
    pack = seconds(lambda: making.pack(con, known, wanted, today, lambda doing, done, of: None))
    print(f"a chart: {warm:.2f} s warm (goal 0.3), {first:.2f} s the first; Kaleido alone {cold:.2f} s, ratio {warm / cold:.2f}")
    print(f"an item (PDF, Word, Excel, {len(report.parts) - 1} charts twice): {document:.1f} s (goal 3 for the PDF)")
    print(f"its PDF without charts: {pdf:.2f} s")
    print(f"the pack of a year: {pack:.1f} s (goal 30)")
    print(f"most memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
