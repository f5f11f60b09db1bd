"""What is published is whole: under kills, two loads at once, and readers who never stop reading."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import psutil
import pytest

import database
import scratch
import seal
from database import FILE_NAME
from loaders import loading
from loaders.__main__ import main
from loaders.checks import check, staging
from loaders.files import original
from loaders.layout.reading import Options
from loaders.loading import dry_run, load_files, plan_files
from loaders.problem import LoadError
from loaders.store import tables
from loaders.store.replay import rebuild
from loaders.store.verification import differences
from screen import view
from tests.calling import called
from tests.tiers import sampled

ROOT = Path(__file__).parents[2]
LINES = 8_000
BUDGET = "organization_code,fiscal_year,as_of,division,item,allocation,disbursed\n"
MEASURE = "organization_code,fiscal_year,measure_no,measure,status\n04960201,2565,1,เปิดเผยข้อมูลครั้งที่ {},done\n"


def budget(disbursed, division="กองคลัง", lines=3):
    """A budget of which each line has disbursed the same: a mixture of two loads shows at once."""
    return BUDGET + "".join(f"04960201,2565,2022-03-31,{division},รายการ {n},200,{disbursed}\n" for n in range(lines))


@pytest.fixture(autouse=True, params=["published", pytest.param("copy", marks=pytest.mark.full)])
def readers(request, monkeypatch):
    """What readers open: the published file, or as on Windows a copy."""
    monkeypatch.setenv(database.READERS, request.param)


@pytest.fixture
def start(store):
    """Starts `python -m loaders load` on a file (or another command), and does not wait."""

    def start(what, command="load"):
        return subprocess.Popen(
            [sys.executable, "-m", "loaders", command, str(what), "--store", store],
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
        assert rows("SELECT list(load_id ORDER BY load_id) FROM loads") == [([number for number, _ in saved_loads(store)],)]
        return killed, after == amount

    return kill


def wait_until(condition):
    """Waits to the millisecond; a load that does not come to it in 30 seconds has failed."""
    end = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.001)


@pytest.mark.full
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


@pytest.mark.full
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


@pytest.mark.full
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


POINTS = ("originals/", "seal.json", "register.json", "prongsai.duckdb", "seal.json")
"""The steps of publishing, each of which gives one file its name: the original; the seal, of what is published and of what will
be; the copy of the register, unless it is written on; the database; the seal, of what is published now."""
DATABASE_STEP = 3
HOOK = """
import os, sys
steps, is_taken = {steps!r}, {is_taken}
def step(event, arguments):
    global steps, is_taken
    is_written_on = event == "open" and arguments[1] == "r+" and str(arguments[0]).endswith("register.json")
    name = str(arguments[0]) if is_written_on else str(arguments[1]) if event == "os.rename" else ""
    if not steps or steps[0] not in name:
        return
    del steps[0]
    if is_written_on and is_taken and not steps:  # it will be when the database is about to get its name
        steps, is_taken = ["prongsai.duckdb"], False
    if not steps:
        if is_taken:
            os.replace(*arguments[:2])
        os.kill(os.getpid(), 9)
sys.addaudithook(step)
"""
"""What Python reads before the program: it is killed when a step is about to be taken, or is."""
KILLED_AT = f"{HOOK}\nimport runpy\nrunpy.run_module('loaders', run_name='__main__')"
MOMENTS = [(step, is_taken) for step in range(len(POINTS)) for is_taken in (False, True)]


@pytest.mark.full
@pytest.mark.parametrize(("step", "is_taken"), sampled(MOMENTS, always=[(1, True), (3, True)]))
def test_a_load_killed_at_a_step_of_publishing_leaves_a_whole_store(store, write, load, rows, step, is_taken, request):
    load(budget(0))
    published = 0
    code = KILLED_AT.format(steps=[*POINTS[: step + 1]], is_taken=is_taken)
    for amount in range(1, 21 if request.config.getoption("full") else 2):
        file = write(budget(amount))
        killed = subprocess.run([sys.executable, "-c", code, "load", file, "--store", store], cwd=ROOT, capture_output=True)
        assert killed.returncode == -9
        published = amount if (step, is_taken) >= (DATABASE_STEP, True) else published
        assert rows("SELECT DISTINCT disbursed FROM budget") == [(published,)]
        assert differences(store) == []
        if amount % 2:  # else the next finds a copy of the register that is ahead of the database
            published = amount + 50
            load(budget(published))
    load(budget(100))
    assert rows("SELECT DISTINCT disbursed FROM budget") == [(100,)]
    assert differences(store) == []


def test_a_copy_of_the_register_that_an_earlier_version_has_written_is_written_anew(store, load, rows):
    load(budget(1))
    before = json.loads((store / seal.REGISTER).read_bytes())
    for earlier in (json.dumps(before, indent=1, ensure_ascii=False), json.dumps(before, indent=1) + "\n", json.dumps(before)):
        (store / seal.REGISTER).write_text(earlier, encoding="utf-8")
        sealed = seal.Seal((seal.sha256(store / FILE_NAME),), (seal.sha256(store / seal.REGISTER),))
        (store / seal.FILE_NAME).write_bytes(sealed.as_json())
        assert differences(store) == []
        load(budget(len(earlier), "กองช่าง"))
        assert differences(store) == []
        assert rows("SELECT list((load_id, false) ORDER BY load_id) FROM loads") == [(saved_loads(store),)]
        before = json.loads((store / seal.REGISTER).read_bytes())


@pytest.mark.full
def test_a_copy_of_the_register_that_a_power_cut_has_broken_off_is_told_of_and_written_anew(store, write, load, rows):
    load(budget(1))
    load(budget(2, "กองช่าง"))
    copy = store / seal.REGISTER
    whole = copy.read_bytes()
    for cut in range(1, len(whole) // 2, 97):
        copy.write_bytes(whole[:-cut])
        assert [problem.rule for problem in differences(store)] == ["register_altered"]
        load(budget(100 + cut))
        assert differences(store) == []
        assert rows("SELECT list((load_id, false) ORDER BY load_id) FROM loads") == [(saved_loads(store),)]


AT_THE_LAST_STEP = """
import os, runpy, sys
def last_step(event, arguments):
    if event == "os.rename" and str(arguments[1]).endswith("prongsai.duckdb"):
        {}
sys.addaudithook(last_step)
runpy.run_module("loaders", run_name="__main__")
"""
"""The loader, to which something happens when all is written and only the published file's name is still to be taken."""
KILLED, REFUSED = "os.kill(os.getpid(), 9)", "raise PermissionError(13, 'Permission denied')"
KILLED_AFTERWARDS = "sys.addaudithook(lambda step, _arguments: step in ('os.rename', 'os.kill') or os.kill(os.getpid(), 9))"


@pytest.fixture
def at_the_last_step(store):
    """Runs the loader, to which `what` happens at the last step; gives its exit status."""

    def run(what, *arguments):
        command = [sys.executable, "-c", AT_THE_LAST_STEP.format(what), *arguments, "--store", store]
        return subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8")

    return run


def saved_loads(store):
    """Number and undoing of each load of the register's copy."""
    # Of several lines that tell of a load the last counts.
    register = {load["load_id"]: load for load in json.loads((store / "register.json").read_text(encoding="utf-8"))}
    return [(number, load["undone_at"] is not None) for number, load in sorted(register.items())]


@pytest.mark.full
def test_the_copy_of_the_register_never_lags_behind_the_database(at_the_last_step, load, store, write, rows):
    load(budget(1))
    before = (store / FILE_NAME).read_bytes()
    assert at_the_last_step(KILLED, "load", write(budget(2, "กองช่าง"))).returncode == -9
    assert (store / FILE_NAME).read_bytes() == before
    assert saved_loads(store) == [(1, False), (2, False)]
    assert rebuild(store) == 1  # the database is there, so its own register counts
    assert saved_loads(store) == [(1, False)]
    load(budget(3, "กองช่าง"))
    assert at_the_last_step(KILLED, "undo", "2").returncode == -9
    assert saved_loads(store) == [(1, False), (2, True)]
    (store / FILE_NAME).unlink()  # now the copy counts: what it says beyond the lost database was asked for
    assert rebuild(store) == 1
    assert rows("SELECT DISTINCT disbursed FROM budget") == [(1,)]


@pytest.mark.full
def test_a_first_load_that_is_killed_at_the_last_step_can_be_made_again(at_the_last_step, store, write, rows):
    assert at_the_last_step(KILLED, "load", write(budget(2))).returncode == -9
    assert rebuild(store) == 1
    assert rows("SELECT DISTINCT disbursed FROM budget") == [(2,)]


@pytest.mark.full
def test_a_load_that_is_killed_right_after_the_last_step_has_loaded(at_the_last_step, load, write, rows):
    load(budget(1))
    assert at_the_last_step(KILLED_AFTERWARDS, "load", write(budget(2))).returncode == -9
    assert rows("SELECT DISTINCT disbursed FROM budget") == [(2,)]
    load(MEASURE.format(1))
    assert rows("SELECT count(*) FROM loads") == [(3,)]


@pytest.mark.full
def test_where_the_published_file_cannot_be_replaced_everything_stays(at_the_last_step, load, store, write):
    """As on Windows while a reader has it open."""
    refused = at_the_last_step(REFUSED, "load", write(budget(1)), "--json")
    assert (refused.returncode, but_for_the_audit(store)) == (1, {})
    load(budget(1))
    before, audit = but_for_the_audit(store), (store / "audit.jsonl").read_bytes()
    for call in (["load", write(budget(2))], ["undo", "1"], ["rebuild"]):
        refused = at_the_last_step(REFUSED, *call)
        assert refused.returncode == 1
        assert "ไม่มีสิทธิอ่านหรือเขียน" in refused.stdout
        assert but_for_the_audit(store) == before
        assert (store / "audit.jsonl").read_bytes().startswith(audit)


def whole(folder):
    """Every file of a store but its lock, byte for byte."""
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.name != "lock"}


def but_for_the_audit(folder):
    """The same without the audit, which tells of a publication before it is."""
    return {name: content for name, content in whole(folder).items() if not name.startswith("audit")}


@pytest.mark.full
def test_an_undo_that_is_killed_at_any_moment_leaves_the_load_or_takes_it_back(start, store, write, load, disbursed):
    load(budget(1, lines=LINES))
    load(budget(2, lines=LINES))
    before = (store / FILE_NAME).read_bytes()
    outcomes, pause = [], 0.3
    while 1 not in outcomes:
        process = start(2, command="undo")
        time.sleep(pause)
        process.kill()
        process.wait()
        outcomes.append(disbursed())
        assert outcomes[-1] == 1 or (store / FILE_NAME).read_bytes() == before
        pause *= 1.2
        assert pause < 60
    assert 2 in outcomes  # killed before it published
    load(budget(3, lines=LINES))
    assert not list(store.glob(f"{FILE_NAME}.*"))
    assert saved_loads(store) == [(1, False), (2, True), (3, False)]


@pytest.mark.full
def test_a_load_and_an_undo_at_once_both_land(start, load, write, rows):
    load(budget(1))
    load(budget(2))
    processes = [start(2, command="undo"), start(write(budget(3, "กองช่าง")))]
    assert [process.wait() for process in processes] == [0, 0]
    assert rows("SELECT division, min(disbursed) FROM budget GROUP BY division ORDER BY ALL") == [("กองคลัง", 1), ("กองช่าง", 3)]


@pytest.mark.full
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
        time.sleep(0.01)  # a reader who never rests would take the load's time
    assert process.returncode == 0
    assert len(answers) > 10
    assert set(answers) <= {(LINES, 1, 1), (LINES, 2, 2)}
    assert answers == sorted(answers)
    assert database.cursor().execute(question).fetchone() == (LINES, 2, 2)
    assert earlier.execute(question).fetchone() == (LINES, 1, 1)


def test_a_page_is_answered_from_the_publication_that_it_began_with(store, load, monkeypatch):
    monkeypatch.setenv("PRONGSAI_STORE", str(store))

    def amounts(cursor):
        return cursor.execute("SELECT DISTINCT disbursed FROM published.budget").fetchall()

    load(budget(1))
    _file, _held, begun, *_rest = view._data()
    load(budget(2))
    _file, _held, next_page, *_rest = view._data()
    assert begun
    assert next_page
    assert [begun.ask(amounts), next_page.ask(amounts)] == [[(1,)], [(2,)]]


def test_while_a_large_publication_is_opened_the_one_before_it_answers(start, write, store, load, monkeypatch):
    monkeypatch.setenv("PRONGSAI_STORE", str(store))
    monkeypatch.setattr(database, "AT_ONCE", 0)

    def answer():
        published, held = database.opened()
        ((amount,),) = database.cursor(held).execute("SELECT DISTINCT disbursed FROM published.budget").fetchall()
        return amount, published == database.newest()

    load(budget(1))
    assert answer() == (1, True)
    load(budget(2))
    assert answer() == (2, True)  # who publishes is answered out of that
    with database._opening:  # nothing can be exchanged
        assert start(write(budget(3))).wait() == 0
        assert database._newest_opened()[0] != database.newest()
    wait_until(lambda: answer() == (3, True))
    with (store / FILE_NAME).open("r+b") as file:
        file.seek(5_000)
        file.write(b"another")
    assert answer() == (3, False)
    with pytest.raises(database.DamagedDatabaseError):
        wait_until(lambda: answer()[1])


@pytest.mark.full
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


# A disk that is full or may not be written to: a real one, small, made for the test


def fill(folder, leave):
    """Fills the disk of a folder up to `leave` bytes; gives the file that does it."""
    ballast = folder / "ballast"
    room = shutil.disk_usage(folder).free - leave
    with ballast.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, room)
    return ballast


def call(store, *arguments):
    """A command of the loader on a store, to its end."""
    return called(main, *arguments, "--store", store)


@pytest.mark.full
@pytest.mark.parametrize("command", sampled(["load", "undo", "rebuild"], every=3))
def test_on_a_full_disk_everything_stays_and_the_next_call_works(small_disk, write, command):
    disk, _remount = small_disk
    store = disk / "store"
    assert call(store, "load", write(budget(1, lines=LINES))).returncode == 0
    assert call(store, "load", write(budget(2, lines=LINES))).returncode == 0
    before = whole(store)
    asked = {"load": ["load", write(budget(3, lines=LINES))], "undo": ["undo", 2], "rebuild": ["rebuild"]}[command]
    # From no room at all, for the copy, to almost enough: it is in the middle of the work that the disk is full.
    refused = 0
    for room in (0, 4_096, 300_000, 1_000_000, 2_000_000, 4_000_000, 8_000_000):
        ballast = fill(disk, room)
        run = call(store, *asked)
        ballast.unlink()
        if run.returncode == 0:
            break
        refused += 1
        assert "พื้นที่ดิสก์เต็ม" in run.stdout
        assert "Traceback" not in run.stderr
        assert whole(store) == before
    assert refused >= 3
    assert run.returncode == 0 or call(store, *asked).returncode == 0
    assert call(store, "status").returncode == 0


@pytest.mark.full
def test_the_copy_of_the_register_that_finds_no_room_keeps_the_load_from_being_published(small_disk, write, load, store):
    """The database lies on one disk, the copy goes to another, which is full."""
    disk, _remount = small_disk
    load(budget(1))
    copy = store / "register.json"
    shutil.move(copy, disk)
    copy.symlink_to(disk / copy.name)
    ballast = fill(disk, 0)
    # It is written on; what is left of its last page takes a few lines.
    for number in range(2, 12):
        before = (store / FILE_NAME).read_bytes(), copy.read_bytes()
        run = call(store, "load", write(budget(number)))
        if run.returncode:
            break
    assert (run.returncode, "พื้นที่ดิสก์เต็ม" in run.stdout) == (1, True)
    assert ((store / FILE_NAME).read_bytes(), copy.read_bytes()) == before
    ballast.unlink()
    assert call(store, "load", write(budget(number))).returncode == 0
    assert saved_loads(store) == [(each, False) for each in range(1, number + 1)]


@pytest.mark.full
def test_in_this_very_process_a_full_disk_is_given_free_again(small_disk, write):
    """The dashboard lives on after a load that failed: what it wrote must not be held by an open file."""
    disk, _remount = small_disk
    store = disk / "store"
    assert call(store, "load", write(budget(1, lines=LINES))).returncode == 0
    ballast = fill(disk, 1_500_000)
    used = shutil.disk_usage(disk).used
    with pytest.raises(LoadError):
        load_files([write(budget(2, lines=LINES))], Options(), store, lambda name, rows: None)
    assert shutil.disk_usage(disk).used == used
    ballast.unlink()
    (report,) = load_files([write(budget(2, lines=LINES))], Options(), store, lambda name, rows: None)
    assert report.stored is not None
    assert report.stored.load_id == 2


def test_a_blank_database_that_finds_no_room_for_its_tables_is_not_kept(small_disk, monkeypatch):
    whole = len(tables.blank())
    disk, _remount = small_disk
    monkeypatch.setattr(tempfile, "tempdir", str(disk))
    for room in (100_000, 400_000):  # none for its journal, none for its tables
        tables.blank.cache_clear()
        ballast = fill(disk, room)
        with pytest.raises(duckdb.Error, match="No space left"):
            tables.blank()
        ballast.unlink()
    assert len(tables.blank()) == whole


def test_in_a_read_only_folder_nothing_is_changed_and_it_is_told_why(small_disk, write):
    disk, remount = small_disk
    store = disk / "store"
    assert call(store, "load", write(budget(1))).returncode == 0
    before = whole(store)
    assert remount("ro") == 0
    for arguments in (["load", write(budget(2))], ["undo", 1], ["rebuild"]):
        run = call(store, *arguments)
        assert run.returncode == 1
        assert "อ่านได้อย่างเดียว" in run.stdout
        assert "Traceback" not in run.stderr
    assert call(store, "history").returncode == 0
    assert call(store, "check", write(budget(2))).returncode == 0  # which stores nothing
    assert whole(store) == before
    assert remount("rw") == 0
    assert call(store, "undo", 1).returncode == 0


def test_the_findings_of_a_file_are_foreseen_and_nothing_of_it_is_stored(store, load):
    load(budget(40))
    before = {path: path.read_bytes() for path in store.rglob("*") if path.is_file()}
    left = BUDGET.replace("disbursed", "disbursed,remaining") + "04960201,2564,2021-03-31,กองช่าง,ค่าวัสดุ,100,40,70\n"
    with TemporaryDirectory(dir=store.parent) as elsewhere:
        path = Path(elsewhere) / "next.csv"
        path.write_text(left, encoding="utf-8")
        plan = dry_run(plan_files([path], Options(), store, lambda name, rows: None))
        plan.close()
        (report,) = plan.reports
    assert "remaining_identity" in {found.rule for found in report.findings}
    assert report.stored is None
    assert {path: path.read_bytes() for path in store.rglob("*") if path.is_file()} == before


# A file that is too large to be copied first is read while it is copied


@pytest.fixture
def load_large(store, write, monkeypatch):
    """Loads a budget as the largest files are loaded; once its rows are read, `meanwhile` is done to the file."""
    for module in (original, staging, check, loading):
        monkeypatch.setattr(module, "IN_MEMORY", 1_000)

    def load_large(content, meanwhile=lambda path: None):
        path = write(content)
        (report,) = load_files([path], Options(), store, lambda name, rows: meanwhile(path) if rows else None)
        return report

    return load_large


@pytest.mark.full
def test_of_a_large_file_the_rows_and_the_original_are_those_that_were_given(load_large, store, rows):
    text = budget(100, lines=LINES)
    report = load_large(text)
    assert report.stored.rows == LINES
    assert (store / "originals" / hashlib.sha256(text.encode()).hexdigest()).read_bytes() == text.encode()
    assert report.original.sha256 == hashlib.sha256(text.encode()).hexdigest()
    assert rows("SELECT sum(disbursed) FROM budget") == [(100 * LINES,)]


@pytest.mark.full
@pytest.mark.parametrize(
    "meanwhile",
    sampled(
        [
            lambda path: path.write_text(path.read_text().replace(",100\n", ",101\n")),
            lambda path: os.truncate(path, 5_000),
            lambda path: os.replace(shutil.copyfile(path, path.with_suffix(".new")), path),
            lambda path: path.unlink(missing_ok=True),
        ],
        every=2,
    ),
)
def test_a_large_file_that_changes_while_it_is_read_is_refused(load_large, store, meanwhile):
    report = load_large(budget(100, lines=LINES), meanwhile)
    assert [problem.rule for problem in report.problems] == ["file_changed"]
    assert "ถูกแก้ไขระหว่างที่กำลังอ่าน" in report.problems[0].text("th")
    assert report.refused
    assert not (store / FILE_NAME).exists()
    assert not list(store.glob("incoming-*"))


def test_a_file_that_is_too_large_is_refused_before_it_is_copied(load_large, monkeypatch):
    monkeypatch.setattr(original, "LARGEST_FILE", 100_000)
    assert [problem.rule for problem in load_large(budget(100, lines=LINES)).problems] == ["file_too_large"]


def held(path):
    """Whether this process has that file open: others of the same process may be of other tests."""
    return str(path) in [file.path for file in psutil.Process().open_files()]


@pytest.mark.full
def test_readers_of_copies_leave_the_published_file_alone_and_follow_it(store, load, monkeypatch):
    monkeypatch.setenv("PRONGSAI_STORE", str(store))
    monkeypatch.setenv(database.READERS, "copy")
    load(budget(1))
    first = database.cursor()
    load(budget(2))
    asked = "SELECT DISTINCT disbursed FROM published.budget"
    assert database.cursor().execute(asked).fetchall() == [(2,)]
    assert first.execute(asked).fetchall() == [(1,)]
    assert not held(store / FILE_NAME)
    copies = scratch.own("readers")
    first.close()
    load(budget(3))
    assert database.cursor().execute(asked).fetchall() == [(3,)]
    assert len(list(copies.iterdir())) == 1
    assert copies.stat().st_mode & 0o077 == 0
