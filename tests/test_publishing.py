"""What is published is whole: under kills, two loads at once, and readers who never stop reading."""

import json
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pytest

import database
from database import FILE_NAME

ROOT = Path(__file__).parents[1]
LINES = 20_000
BUDGET = "organization_code,fiscal_year,as_of,division,item,allocation,disbursed\n"
MEASURE = "organization_code,fiscal_year,measure_no,measure,status\n04960201,2565,1,เปิดเผยข้อมูลครั้งที่ {},done\n"


def budget(disbursed, division="กองคลัง", lines=3):
    """A budget of which each line has disbursed the same: a mixture of two loads shows at once."""
    return BUDGET + "".join(f"04960201,2565,2022-03-31,{division},รายการ {n},1000,{disbursed}\n" for n in range(lines))


@pytest.fixture
def start(store):
    """Starts `python -m loaders load` on a file, and does not wait."""

    def start(path):
        return subprocess.Popen(
            [sys.executable, "-m", "loaders", "load", path, "--store", store],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    return start


@pytest.fixture
def disbursed(rows):
    """The one amount that every published line has disbursed; a torn database fails here."""

    def disbursed():
        ((count, least, most),) = rows("SELECT count(*), min(disbursed), max(disbursed) FROM budget")
        assert (count, least) == (LINES, most)
        return int(least)

    return disbursed


@pytest.fixture
def kill(start, store, write, load, disbursed, rows):
    """Kills a load of new amounts once `moment` has come; gives whether it was killed, and whether it had published.

    Whenever it was: what is published is whole, and the next load works, clears up and completes the saved register."""

    def kill(amount, moment):
        before = disbursed()
        process = start(write(budget(amount, lines=LINES)))
        moment()
        process.kill()
        killed = process.wait() == -9
        after = disbursed()
        assert after in (before, amount)
        load(MEASURE.format(amount))
        assert not list(store.glob(f"{FILE_NAME}.*"))
        assert disbursed() == after
        register = json.loads((store / "register.json").read_text(encoding="utf-8"))
        assert rows("SELECT list(load_id ORDER BY load_id) FROM loads") == [([entry["load_id"] for entry in register],)]
        return killed, after == amount

    return kill


def wait_until(condition):
    """Waits to the millisecond; a load that does not come to it in 30 seconds has failed."""
    end = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.001)


def test_a_load_that_is_killed_at_any_moment_leaves_the_old_rows_or_the_new(start, write, load, kill):
    load(budget(100, lines=LINES))
    began = time.monotonic()
    assert start(write(budget(0, lines=LINES))).wait() == 0
    duration = time.monotonic() - began
    outcomes = []
    for n in range(1, 10):
        outcomes.append(kill(n, lambda n=n, duration=duration: time.sleep(duration * n / 9)))
        if not outcomes[-1][0]:  # it had ended: the machine has become faster than when it was measured
            duration *= 0.6
    assert (True, False) in outcomes  # killed before it published


def test_a_load_that_is_killed_while_it_publishes_leaves_the_old_rows_or_the_new(start, write, load, kill, store):
    published, following = store / FILE_NAME, store / f"{FILE_NAME}.next"
    load(budget(100, lines=LINES))
    before = published.stat().st_ino
    loading = start(write(budget(0, lines=LINES)))
    wait_until(following.exists)
    began = time.monotonic()
    wait_until(lambda: published.stat().st_ino != before)
    publishing = time.monotonic() - began
    assert loading.wait() == 0

    def moment(share):
        wait_until(following.exists)
        time.sleep(publishing * share)

    outcomes = [kill(n, lambda n=n: moment(n / 6)) for n in range(1, 8)]
    assert (True, False) in outcomes  # killed with the next database half made


def test_a_load_that_is_killed_once_it_has_published_has_loaded(load, kill, store, rows):
    published = store / FILE_NAME
    load(budget(0, lines=LINES))
    outcomes = []
    for amount in (1, 2):
        before = published.stat().st_ino
        outcomes.append(kill(amount, lambda before=before: wait_until(lambda: published.stat().st_ino != before)))
    assert {has_published for _, has_published in outcomes} == {True}
    assert True in {killed for killed, _ in outcomes}
    assert rows("SELECT count(*) FROM loads") == [(5,)]


def test_loads_of_several_processes_at_once_all_land(start, write, rows):
    divisions = ["กองคลัง", "กองช่าง", "กองการศึกษา", "กองสวัสดิการ"]
    paths = [write(budget(n, division), f"{n}.csv") for n, division in enumerate(divisions)]
    processes = [start(path) for path in paths]
    assert [process.wait() for process in processes] == [0, 0, 0, 0]
    assert dict(rows("SELECT division, sum(disbursed) FROM budget GROUP BY division")) == {
        division: 3 * n for n, division in enumerate(divisions)
    }
    assert rows("SELECT load_id FROM loads ORDER BY load_id") == [(1,), (2,), (3,), (4,)]


def test_a_reader_reads_on_during_a_load_and_then_reads_the_new_rows(start, write, store, load, monkeypatch):
    monkeypatch.setenv("PRONGSAI_STORE", str(store))
    load(budget(1, lines=LINES))
    question = "SELECT count(*), min(disbursed), max(disbursed) FROM published.budget"
    earlier = database.cursor()
    assert earlier.execute(question).fetchone() == (LINES, 1, 1)
    process, answers = start(write(budget(2, lines=LINES))), []
    while process.poll() is None:
        answers += database.cursor().execute(question).fetchall()
    assert process.returncode == 0
    assert len(answers) > 10
    assert set(answers) <= {(LINES, 1, 1), (LINES, 2, 2)}
    assert answers == sorted(answers)
    assert database.cursor().execute(question).fetchone() == (LINES, 2, 2)
    assert earlier.execute(question).fetchone() == (LINES, 1, 1)


def test_many_threads_with_a_cursor_each_get_their_own_answers(store, load, monkeypatch):
    monkeypatch.setenv("PRONGSAI_STORE", str(store))
    for n in range(4):
        load(budget(n, f"กอง {n}"))

    def ask(n):
        found = database.cursor().execute(
            "SELECT division, sum(disbursed) FROM published.budget WHERE division = $division GROUP BY division",
            {"division": f"กอง {n % 4}"},
        )
        time.sleep(0)  # another thread asks between the question and the answer
        return n, found.fetchall()

    with ThreadPoolExecutor(16) as threads:
        answers = dict(threads.map(ask, range(1_000)))
    assert answers == {n: [(f"กอง {n % 4}", 3 * (n % 4))] for n in range(1_000)}


def test_a_store_in_which_nothing_was_loaded_has_no_cursor(store, monkeypatch):
    monkeypatch.setenv("PRONGSAI_STORE", str(store))
    with pytest.raises(database.NoDatabaseError):
        database.cursor()


def test_a_reader_cannot_write(store, load, monkeypatch):
    monkeypatch.setenv("PRONGSAI_STORE", str(store))
    load(budget(1))
    before = (store / FILE_NAME).read_bytes()
    for statement in ("DELETE FROM published.budget", f"COPY published.budget TO '{store}/out.csv'"):
        with pytest.raises(duckdb.Error):
            database.cursor().execute(statement)
    assert (store / FILE_NAME).read_bytes() == before
    assert not (store / "out.csv").exists()
