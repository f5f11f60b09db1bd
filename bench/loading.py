"""How fast loading is beside DuckDB's own reader, and how much memory it takes, on the made-up nation's
budget in one file.

1,250 organizations are 10 million lines and 4 GB; loading includes copying and keeping the original, all
checks, all findings and publishing, while DuckDB alone reads the same file into a typed table of a database
file."""

import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

import seal
from bench import nation
from bench.figures import ROOT, Figure
from loaders.demo import generator
from loaders.schema.budget import DATASET as BUDGET
from loaders.store import verification

GOAL = 2
"""How many times as long as DuckDB alone loading may take at most."""
MOST_MEMORY = 4
"""GiB that it may take."""
FEW, MANY = 12, 125
NO_LIMITS = {"PRONGSAI_LARGEST_FILE_MB": "100000", "PRONGSAI_MOST_ROWS": "1000000000"}


def loaded(_store: Path, *, full: bool, organizations: int | None = None) -> Iterator[Figure]:
    """Seconds of a load, and the most memory that the loader took; and what the store that it made costs."""
    with TemporaryDirectory() as folder:
        wanted = organizations or (MANY if full else FEW)
        path = generator.write(Path(folder), wanted, single_file=True)[0]
        raw, lines = load_raw(path, Path(folder))
        store = Path(folder) / "store"
        ours = load_with_checks(path, store)
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024 / 1024
        name = f"loading {lines:,} budget lines"
        yield Figure(name, ours, "s", "DuckDB's read_csv", raw, GOAL if full else None, of_ratio=True)
        # In a copy, since it writes.
        sealed = Path(shutil.copyfile(store / seal.DATABASE, Path(folder) / "sealed.duckdb"))
        yield Figure("of it what the seal takes", sealing(sealed), "s")
        yield Figure("most memory of a process that it began", memory, "GiB", goal=MOST_MEMORY)
        yield from nation.measured(store)


def load_with_checks(path: Path, store: Path) -> float:
    """Seconds of `python -m loaders load`, the start of Python included."""
    began = time.perf_counter()
    command = [sys.executable, "-m", "loaders", "load", str(path), "--store", str(store), "--json"]
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | NO_LIMITS, capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return time.perf_counter() - began


def sealing(path: Path) -> float:
    """Seconds of all that the seal adds to the next load: the digest of every table, and the hash of the file
    that is copied and of the one that is published."""
    began = time.perf_counter()
    with duckdb.connect(str(path)) as connection:
        verification.lay_out(connection)
    # The file is hashed before it is copied, when its seal is kept, and when it is published.
    for _time in range(3):
        seal.sha256(path)
    return time.perf_counter() - began


def load_raw(path: Path, folder: Path) -> tuple[float, int]:
    """Seconds of DuckDB's own reader into a table of a file, nothing checked and nothing kept; and the number
    of lines."""
    with path.open(encoding="utf-8-sig") as file:
        names = file.readline().strip().split(",")
    columns = {name: BUDGET.column(name).kind.sql_type for name in names}
    read = "read_csv($path, header = true, delim = ',', quote = '\"', columns = $columns)"
    began = time.perf_counter()
    with duckdb.connect(str(folder / "raw.duckdb")) as connection:
        connection.execute(f"CREATE TABLE budget AS FROM {read}", {"path": str(path), "columns": columns})
        connection.execute("CHECKPOINT")
        ((lines,),) = connection.execute("SELECT count(*) FROM budget").fetchall()
    return time.perf_counter() - began, lines
