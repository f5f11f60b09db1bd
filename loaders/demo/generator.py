"""A made-up municipality to try the dashboard with, or a nation of them to measure it: CSV files in the tidy
form.

What an ordinance, a survey and a plan may hold stands in data/demo; how figures follow from a seed, in
common.sql and, for each data set, in TABLE.sql; which mistakes are planted in the first organization, in
planted.py."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import chain, groupby
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from database import ROOT
from loaders.demo.planted import PLANTED, figures
from loaders.file_check import Progress
from loaders.layout.reading import Options
from loaders.loading import load_files
from loaders.report import Report
from loaders.schema.datasets import DATASETS
from loaders.store import register
from loaders.store.publishing import publishing, refuse_missing
from vocabulary import fiscal_calendar
from vocabulary.data_sets import BY_TABLE, DATA_SETS, Times

NEWEST_YEAR = 2568
"""The newest fiscal year; not this year's, so that the same call writes the same files at any time."""
MOST_YEARS = 8
MOST_ORGANIZATIONS = 9_999
MOST_IN_A_FILE = 800
"""Organizations in one file: 800 budgets of a quarter are about 130 MB, and 200 MB is the most that is
read."""
LISTS = ROOT / "data" / "demo"
SQL = Path(__file__).parent
REPORTS: dict[Times, dict[str, int | None]] = {
    "as_of": {f"_q{quarter}": quarter for quarter in (1, 2, 3, 4)},
    "round": {f"_{months}m": months for months in (6, 12)},
    "year": {"": None},
}
"""The reports of one year, by what tells them apart: how the name of the file ends, and the quarter or months
of which it is."""
IN_TURN = tuple(
    tuple(sorted(group, key=lambda data_set: bool(data_set.sums)))
    # groupby joins neighbours: the register has data sets of the same times side by side.
    for _times, group in groupby(DATA_SETS, key=lambda data_set: data_set.times)
)
"""The data sets, those together whose reports follow each other; what sums another comes after it."""

Sheet = tuple[str, str, str]
"""A file to be: the table it is for, its name without .csv, and the question that fills the table."""


def write(
    folder: Path, organizations: int = 1, years: int = 5, seed: int = 1, *, single_file: bool = False
) -> list[Path]:
    """Writes the files of made-up organizations; gives their paths. The same call writes the same bytes.

    The first organization (code 99000001) has files of its own, the same in a set of any size, with printed
    totals and with the mistakes of PLANTED; the others (99000002 …) share files, with `_others` in their
    names. With `single_file` the whole budget is in demo_budget.csv instead, without totals: 10 million lines
    of 1,250 organizations are 4 GB."""
    folder.mkdir(parents=True, exist_ok=True)
    whole = folder / "demo_budget.csv"
    # Quarters are appended to it: those of an earlier call would stay before them.
    whole.unlink(missing_ok=True)
    paths = [whole] if single_file else []
    with duckdb.connect(":memory:") as connection:
        _lay_out(connection, organizations, seed)
        for year in range(NEWEST_YEAR - years + 1, NEWEST_YEAR + 1):
            for table, name, question in _sheets(connection, year):
                # Filled anew for each file: what comes later in the year asks it, as plan_ranking asks
                # plan_progress.
                connection.execute(f"CREATE OR REPLACE TABLE {table} AS {question}")
                for planted in PLANTED:
                    if planted.file == name:
                        connection.execute(planted.change)
                if table == "budget" and single_file:
                    _append(connection, whole, organizations)
                else:
                    paths += _export(connection, table, folder / name, organizations)
    return paths


def add(
    folder: Path,
    organizations: int = 1,
    years: int = 5,
    seed: int = 1,
    progress: Progress = lambda name, rows: None,
) -> list[Report]:
    """Loads made-up organizations into the store `folder`; gives the reports of their files. What is there
    stays."""
    with register.usable(folder), TemporaryDirectory() as made:
        reports = load_files(write(Path(made), organizations, years, seed), Options(), folder, progress)
    return [replace(report, path=Path(report.path.name)) for report in reports]  # the folder is gone


def remove(folder: Path) -> int:
    """Takes every made-up organization out of the store `folder`, in one publishing; gives how many loads
    that were.

    They are undone: their rows go, the register keeps them, and `rebuild` leaves them out."""
    refuse_missing(folder)
    with publishing(folder) as next_database:
        with register.opened(next_database.path) as connection:
            loads = [load for (load,) in connection.execute(_MADE_UP).fetchall()]
            for table in (*DATASETS, "stated_totals"):
                connection.execute(
                    f"DELETE FROM {table} WHERE list_contains($loads, load_id)", {"loads": loads}
                )
            undone = "UPDATE loads SET undone_at = $now WHERE list_contains($loads, load_id)"
            connection.execute(undone, {"now": register.now(), "loads": loads})
        next_database.loads |= set(loads)
        next_database.changed = bool(loads)
    return len(loads)


COMPARISONS = [data_set.table for data_set in DATA_SETS if data_set.by_district]
_MADE_UP = f"""
WITH RECURSIVE comparison AS (
    {" UNION ALL ".join(f"SELECT load_id, province FROM {each}" for each in COMPARISONS)}
),
made_up AS (
    -- Of a file with several organizations all must be made up, or real figures would go with them.
    SELECT load_id FROM loads
    WHERE list_bool_and(list_transform(string_split(organization_code, ', '), lambda code: code LIKE '99%'))
       OR load_id IN (SELECT load_id FROM comparison GROUP BY load_id HAVING bool_and(province = 'สมมติ'))
    UNION
    -- A comparison names no codes; what a made-up one replaced was made up.
    SELECT loads.load_id FROM loads JOIN made_up ON replaced_by = made_up.load_id
)
SELECT load_id FROM made_up JOIN loads USING (load_id) WHERE undone_at IS NULL ORDER BY load_id
"""


def _lay_out(connection: duckdb.DuckDBPyConnection, organizations: int, seed: int) -> None:
    for name, value in (("organizations", organizations), ("seed", seed), ("folder", str(LISTS))):
        connection.execute(f"SET VARIABLE {name} = $value", {"value": value})
    connection.execute(fiscal_calendar.MACROS.read_text(encoding="utf-8"))
    # Each script may ask the tables of those before it.
    for name in ("common", *(data_set.table for data_set in chain(*IN_TURN))):
        connection.execute(figures(SQL / f"{name}.sql"))


def _sheets(connection: duckdb.DuckDBPyConnection, year: int) -> Iterator[Sheet]:
    """The files of a year, each after those from which its figures follow: what TABLE.sql calls `TABLE_of`,
    of the year and of the quarter or round. What all reports of a year have in common is laid out before,
    where there is such a thing, as `TABLE_basis`."""
    for together in IN_TURN:
        for table in (data_set.table for data_set in together):
            if _is_defined(table, "basis_of"):
                connection.execute(f"CREATE OR REPLACE TABLE {table}_basis AS FROM {table}_basis_of({year})")
        for ending, part in REPORTS[together[0].times].items():
            asked = f"{year}, {part}" if part else f"{year}"
            for table in (data_set.table for data_set in together):
                yield table, f"demo_{table}_{year}{ending}", f"FROM {table}_of({asked})"


@cache
def _is_defined(table: str, macro: str) -> bool:
    """Whether the script of a table defines this macro of its own."""
    script = (SQL / f"{table}.sql").read_text(encoding="utf-8")
    return re.search(rf"MACRO {table}_{macro}\b", script) is not None


def _export(
    connection: duckdb.DuckDBPyConnection, table: str, path: Path, organizations: int
) -> Iterator[Path]:
    """Writes the first organization's file, and the others' as many to a file as it may hold."""
    # A comparison names the whole district.
    first, last = (8, (organizations + 7) // 8 * 8) if BY_TABLE[table].by_district else (1, organizations)
    # A printed total stands below the first organization's lines.
    total = f" UNION ALL BY NAME FROM {table}_total()" if _is_defined(table, "total") else ""
    if connection.execute(f"FROM {table} WHERE number <= {first} LIMIT 1").fetchone():
        yield _copy(
            connection,
            table,
            f"FROM {table} WHERE number <= {first}{total}",
            path.with_name(f"{path.name}.csv"),
        )
    for part, start in enumerate(range(first + 1, last + 1, MOST_IN_A_FILE), start=1):
        end = min(start + MOST_IN_A_FILE - 1, last)
        others = path.with_name(f"{path.name}_others_{part}.csv")
        yield _copy(connection, table, f"FROM {table} WHERE number BETWEEN {start} AND {end}", others)


def _copy(
    connection: duckdb.DuckDBPyConnection, table: str, rows: str, path: Path, *, header: bool = True
) -> Path:
    """Writes rows in order, with the columns of the table's description; a total comes last."""
    columns = ", ".join(column.name for column in DATASETS[table].columns)
    quoted = str(path).replace("'", "''")
    connection.execute(
        f"COPY (SELECT {columns} FROM ({rows}) ORDER BY number NULLS LAST, position) TO '{quoted}'"
        f" (FORMAT csv, HEADER {str(header).lower()}, DELIMITER ',', QUOTE '\"', NULL '')"
    )
    return path


def _append(connection: duckdb.DuckDBPyConnection, path: Path, organizations: int) -> None:
    """Adds a quarter's lines of all organizations to the one file of the budget, which begins with a
    header."""
    # COPY always writes a file anew.
    part = path.with_suffix(".part")
    _copy(
        connection, "budget", f"FROM budget WHERE number <= {organizations}", part, header=not path.exists()
    )
    with part.open("rb") as lines, path.open("ab") as whole:
        shutil.copyfileobj(lines, whole)
    part.unlink()
