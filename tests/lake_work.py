"""Who loads into a lake or reads it, again and again: `python -m tests.lake_work write NAME SECONDS | read SECONDS`;
or who takes long: `linger FILE`."""

import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import database
from loaders.layout.reading import Options
from loaders.loading import load_files, plan_files
from loaders.problem import LoadError
from loaders.store import lake
from loaders.store.publishing import publishing, store

HEAD = "organization_code,fiscal_year,as_of,division,item,allocation,encumbered,disbursed\n"
LINES = 40


def report(division: str, amount: int) -> str:
    """A report of one division, of which each line says which of its reports it is of: the thousands of what is disbursed."""
    lines = (f"{division},รายการที่ {line},{10**7 + line * line},0,{10**6 + amount * 1000 + line}\n" for line in range(LINES))
    return HEAD + "".join(f"04960201,2566,2023-03-31,{line}" for line in lines)


def write(name: str, until: float) -> None:
    """Loads a report of a division of its own, each time with another amount in all of its lines; prints each amount that is
    published."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"{name}.csv"
        amount = 0
        while time.monotonic() < until:
            amount += 1
            path.write_text(report(name, amount), encoding="utf-8")
            (loaded,) = load_files([path], Options(), database.store(), lambda _name, _rows: None)
            assert loaded.stored, [problem.text("en") for problem in loaded.problems]
            print(amount, flush=True)


def read(until: float) -> None:
    """Follows the lake and looks at every publication: all lines of a division are of one load, none is missing, doubled or of
    another; and none comes back. Prints how many were seen."""
    seen, newest = set[int](), dict[str, int]()
    while time.monotonic() < until:
        lake.follow(database.store())
        if (held := lake.snapshot()) is None:
            continue
        seen.add(held)
        for division, lines, amounts, loads, amount in (
            database.cursor()
            .execute(
                """SELECT division, count(*), count(DISTINCT floor(disbursed / 1000)), count(DISTINCT load_id),
                          floor(any_value(disbursed) / 1000)::INTEGER - 1000
                   FROM published.budget JOIN published.loads USING (load_id) WHERE budget.fiscal_year = 2566 GROUP BY ALL"""
            )
            .fetchall()
        ):
            assert (lines, amounts, loads) == (LINES, 1, 1), (division, lines, amounts, loads)
            assert amount >= newest.get(division, 0), (division, amount, newest)
            newest[division] = amount
    print(len(seen), flush=True)


def linger(path: Path) -> None:
    """Loads a file but waits for a line of input before it is published; prints what refuses it."""
    plan = plan_files([path], Options(), database.store(), lambda _name, _rows: None)
    ((planned, checked),) = plan.accepted
    try:
        with publishing(database.store()) as following:
            store(following, checked, planned.options)
            print("holds the lock", flush=True)
            input()
    except LoadError as error:
        print(*(problem.text("en") for problem in error.problems))


if __name__ == "__main__":
    deed, *told = sys.argv[1:]
    if deed == "write":
        write(told[0], time.monotonic() + float(told[1]))
    elif deed == "read":
        read(time.monotonic() + float(told[0]))
    else:
        linger(Path(told[0]))
