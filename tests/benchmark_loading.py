"""How fast loading is beside DuckDB's own reader, and how much memory it takes, on the made-up nation's budget in one file.

    python -m tests.benchmark_loading [--organizations 1250]

1,250 organizations are 10 million lines and 4 GB; loading includes copying and keeping the original, all checks, all findings
and publishing, while DuckDB alone reads the same file into a typed table of a database file."""

import argparse
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
from rich.console import Console
from rich.table import Table

import seal
from loaders.demo import generator
from loaders.schema.budget import DATASET as BUDGET
from loaders.store import verification

ROOT = Path(__file__).parents[1]
GOAL = 3
"""How many times as long as DuckDB alone loading may take at most."""
FEW = 125
NO_LIMITS = {"PRONGSAI_LARGEST_FILE_MB": "100000", "PRONGSAI_MOST_ROWS": "1000000000"}


def main() -> None:
    """Writes the file, reads it both ways and prints the ratio."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmark_loading", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--organizations", type=int, default=FEW, help=f"1,250 are 10 million lines (default: {FEW})")
    Console(width=100).print(loading(parser.parse_args().organizations))


def loading(organizations: int = FEW) -> Table:
    """A table of seconds, their ratio, and the most memory that the loader took."""
    with TemporaryDirectory() as folder:
        path = generator.write(Path(folder), organizations, single_file=True)[0]
        raw, lines = load_raw(path, Path(folder))
        ours = load_with_checks(path, Path(folder) / "store")
        seal_time = sealing(Path(folder) / "store")
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024 / 1024
    title = f"Loading {lines:,} budget lines"
    headings = ("loaders load", "DuckDB read_csv", "ratio", f"at most {GOAL}?", "of it the seal", "most memory")
    table = Table(*headings, title=title)
    met = "yes" if ours <= GOAL * raw else "no"
    table.add_row(f"{ours:.1f} s", f"{raw:.1f} s", f"{ours / raw:.2f}", met, f"{seal_time / ours:.1%}", f"{memory:.2f} GB")
    return table


def load_with_checks(path: Path, store: Path) -> float:
    """Seconds of `python -m loaders load`, the start of Python included."""
    began = time.perf_counter()
    command = [sys.executable, "-m", "loaders", "load", str(path), "--store", str(store), "--json"]
    done = subprocess.run(command, cwd=ROOT, env=os.environ | NO_LIMITS, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return time.perf_counter() - began


def sealing(store: Path) -> float:
    """Seconds of all that the seal adds to the next load: the digest of every table, and the hash of the file that is copied and
    of the one that is published."""
    began = time.perf_counter()
    with duckdb.connect(str(store / seal.DATABASE)) as connection:
        verification.lay_out(connection)
    # The file is hashed before it is copied, when its seal is kept, and when it is published.
    for _time in range(3):
        seal.sha256(store / seal.DATABASE)
    return time.perf_counter() - began


def load_raw(path: Path, folder: Path) -> tuple[float, int]:
    """Seconds of DuckDB's own reader into a table of a file, nothing checked and nothing kept; and the number of lines."""
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


if __name__ == "__main__":
    main()
