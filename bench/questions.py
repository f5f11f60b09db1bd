"""What a page asks of the data, beside DuckDB asked in plain SQL and pandas on the whole table in memory."""

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import Any

import duckdb
import pandas as pd

import database
import settings
from bench.figures import Figure
from bench.servers import ORGANIZATION, YEAR
from portal.edition import edition_now
from queries import budget
from queries.scope import Scope

SUMS = """
SELECT division, sum(allocation), sum(disbursed), sum(disbursed) / nullif(sum(allocation), 0) AS rate
FROM published.budget WHERE organization_code = $organization AND fiscal_year = $year AND as_of = (
    SELECT max(as_of) FROM published.budget WHERE organization_code = $organization AND fiscal_year = $year
) GROUP BY division ORDER BY rate
"""


def asked(store: Path, *, full: bool) -> Iterator[Figure]:
    """One organization's divisions, and what one page asks the first time that somebody opens it."""
    os.environ[settings.STORE] = str(store)
    times = 50 if full else 5
    edition = edition_now()
    scope = Scope(ORGANIZATION, YEAR)
    ours = _milliseconds(lambda: edition.asked(budget.by_level, scope, "division", False), times)
    with duckdb.connect(":memory:") as raw:
        raw.execute(f"ATTACH '{store / database.FILE_NAME}' AS published (READ_ONLY)")
        bound = {"organization": ORGANIZATION, "year": YEAR}
        beside = _milliseconds(lambda: raw.execute(SUMS, bound).fetchall(), times)
        table = raw.execute("FROM published.budget").df()
    in_pandas = _milliseconds(lambda: _in_pandas(table), times)
    yield Figure("one organization by division", ours, "ms", "raw DuckDB, sums alone", beside)
    yield Figure("one organization by division", ours, "ms", "pandas, all in memory", in_pandas)


def _milliseconds(work: Callable[[], Any], times: int) -> float:
    took = []
    for _ in range(times + 1):
        began = time.perf_counter()
        work()
        took.append((time.perf_counter() - began) * 1000)
    return median(took[1:])


def _in_pandas(table: pd.DataFrame) -> pd.DataFrame:
    lines = table[(table.organization_code == ORGANIZATION) & (table.fiscal_year == YEAR)]
    lines = lines[lines.as_of == lines.as_of.max()]
    sums = lines.groupby("division")[["allocation", "disbursed"]].sum()
    return sums.assign(rate=sums.disbursed / sums.allocation).sort_values("rate")
