"""What several machines publish in a DuckLake on PostgreSQL, and what each of them reads: the same as in one file."""

import json
import shutil
import signal
import time
from dataclasses import replace
from datetime import UTC, datetime
from importlib.util import find_spec
from itertools import count

import duckdb
import pytest
from playwright.sync_api import expect

import settings
from loaders.store import slices
from tests.lake_work import LINES, report
from tests.lakes import Machine, asked, install, postgresql
from tests.pages.test_server import health
from tests.serving import serving, settled

SECONDS = 60
"""How long writers and readers work at once."""


@pytest.fixture(scope="module")
def packages(made_once):
    """DuckDB as a lake needs it."""
    return made_once("lake_packages", install)


@pytest.fixture(scope="module")
def server():
    """A PostgreSQL of our own."""
    with postgresql() as address:
        yield address


@pytest.fixture
def machine(server, packages, tmp_path):
    """Makes machines that share one lake, in which nothing is published yet."""
    name = f"lake{next(NUMBERS)}"
    asked(server, f"CREATE DATABASE {name}")
    return lambda disk="one": Machine(f"{server} dbname={name}", tmp_path / "shared", tmp_path / disk, packages)


NUMBERS = count(1)


def file(folder, amount, division="กองคลัง"):
    """A file to load, with the report of one division."""
    path = folder / f"{division}.csv"
    path.write_text(report(division, amount), encoding="utf-8")
    return path


def rows_of(machine):
    """How many rows of each division a machine's copy holds."""
    with duckdb.connect(str(machine.disk / "prongsai.duckdb"), read_only=True) as connection:
        return dict(connection.execute("SELECT division, count(*) FROM budget GROUP BY ALL").fetchall())


def states(machine):
    """What became of every load, newest first."""
    return [load["state"] for load in json.loads(machine.run("loaders", "history", "--json"))["loads"]]


def answered(machine, **more):
    """All that a store holds and answers."""
    return json.loads(machine.run("tests.lake_answers", **more))


@pytest.mark.full
def test_a_store_moves_into_a_lake_and_back_with_the_same_tables_and_answers(machine, with_made_up):
    one = machine()
    shutil.copytree(with_made_up, one.shared)
    # Of two versions of DuckDB the same file is read by the one that has written it: the store is made again.
    one.run("loaders", "rebuild", **one.as_one_file)
    as_file = answered(one, **one.as_one_file)
    one.run("loaders", "rebuild")
    in_lake = answered(one)
    another = answered(machine("another"))
    assert in_lake["tables"] == another["tables"] == as_file["tables"]
    assert in_lake["answers"] == another["answers"] == as_file["answers"]
    assert len({question.split()[0] for question in in_lake["answers"]}) >= 36
    assert sum(map(len, in_lake["tables"].values())) > 5_000
    assert "✓" in one.run("loaders", "verify")
    one.run("loaders", "rebuild", **one.as_one_file)
    assert answered(one, **one.as_one_file) == as_file
    assert "✓" in one.run("loaders", "verify", **one.as_one_file)


@pytest.mark.full
def test_another_machine_gets_what_a_load_an_undo_and_tidying_have_changed(machine, tmp_path, takbai):
    here, there = machine("here"), machine("there")
    here.run("loaders", "load", *sorted(takbai.glob("*.csv")))
    assert answered(there) == answered(here)
    there.run("loaders", "load", file(tmp_path, 5))
    here.run("loaders", "load", file(tmp_path, 6))
    assert states(there)[:2] == ["in_force", "replaced"]
    here.run("loaders", "undo", len(states(there)))
    assert answered(there) == answered(here)
    files = len(list((here.shared / "parquet").rglob("*.parquet")))
    assert files
    there.run("loaders", "tidy")
    assert answered(there) == answered(here) == answered(machine("third"))
    with (there.disk / "prongsai.duckdb").open("r+b") as damaged:
        damaged.write(bytes(9000))
    here.run("loaders", "load", file(tmp_path, 7))
    assert answered(there) == answered(here)
    for each in (here, there):
        assert "✓" in each.run("loaders", "verify")
        assert "✓" in each.run("loaders", "audit", "verify")


@pytest.mark.full
def test_two_write_and_two_read_for_a_minute_while_writers_are_killed(machine, tmp_path):
    machine("first").run("loaders", "load", file(tmp_path, 0))
    writers = {name: machine(name).begin("tests.lake_work", "write", name, SECONDS) for name in ("กองช่าง", "กองคลัง")}
    readers = [machine(name).begin("tests.lake_work", "read", SECONDS) for name in ("reader1", "reader2")]
    killed = machine("killed")
    ends, kills = time.monotonic() + SECONDS, 0
    while time.monotonic() < ends:
        victim = killed.begin("tests.lake_work", "write", f"สำนัก {kills}", SECONDS)
        # Each time at another moment of its work; not how long it takes is tested.
        time.sleep(2 + kills * 0.37 % 4)
        victim.send_signal(signal.SIGKILL)
        victim.communicate()
        kills += 1
    published = {name: [*map(int, ended(writer).split())] for name, writer in writers.items()}
    seen = [int(ended(reader)) for reader in readers]
    assert kills > 5
    assert all(amounts == [*range(1, len(amounts) + 1)] for amounts in published.values())
    assert all(amounts for amounts in published.values())
    assert min(seen) > 1
    after = machine("after")
    loads = json.loads(after.run("loaders", "history", "--json"))["loads"]
    # Each load that was told is in the register once, and each that is there was told, or begun by one who was killed.
    assert {name: sum(load["file_name"] == f"{name}.csv" for load in loads) for name in published} == {
        name: len(amounts) + (name == "กองคลัง") for name, amounts in published.items()
    }
    assert len({load["load_id"] for load in loads}) == len(loads)
    held = rows_of(after)
    assert held == dict.fromkeys(held, LINES)
    assert {*published} <= {*held}
    assert "✓" in after.run("loaders", "verify")
    assert "✓" in after.run("loaders", "audit", "verify")


def ended(process):
    """What it has printed, once it has ended well."""
    output, errors = process.communicate(timeout=300)
    assert process.returncode == 0, errors
    return output


@pytest.mark.full
def test_who_writes_waits_for_who_holds_the_lock_in_postgresql(machine, server, tmp_path):
    one = machine()
    one.run("loaders", "load", file(tmp_path, 1))
    lingering = machine("lingering").begin("tests.lake_work", "linger", file(tmp_path, 2))
    assert lingering.stdout.readline() == "holds the lock\n"
    # Machines whose shared storage keeps no locks for others.
    (one.shared / "lock").unlink()
    waiting = one.begin("loaders", "load", file(tmp_path, 3))
    until(lambda: asked(server, "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted") == "1")
    lingering.communicate("go on\n", timeout=60)
    ended(waiting)
    assert lingering.returncode == 0
    assert states(one) == ["in_force", "replaced", "replaced"]
    assert rows_of(one) == {"กองคลัง": LINES}


@pytest.mark.full
def test_who_has_lost_the_lock_publishes_nothing(machine, server, tmp_path):
    one = machine()
    one.run("loaders", "load", file(tmp_path, 1))
    lingering = machine("lingering").begin("tests.lake_work", "linger", file(tmp_path, 2))
    assert lingering.stdout.readline() == "holds the lock\n"
    (one.shared / "lock").unlink()
    asked(server, "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'")
    one.run("loaders", "load", file(tmp_path, 3))
    before = answered(one)
    output, errors = lingering.communicate("go on\n", timeout=60)
    assert "Nothing was changed" in output, errors
    assert answered(one) == before
    one.run("loaders", "load", file(tmp_path, 4))
    assert rows_of(one) == {"กองคลัง": LINES}
    assert "✓" in one.run("loaders", "verify")


@pytest.mark.full
def test_a_lake_that_something_else_took_over_from_takes_no_load_until_it_is_made_again(machine, tmp_path):
    one = machine()
    one.run("loaders", "load", file(tmp_path, 1))
    one.run("loaders", "rebuild", **one.as_one_file)
    one.run("loaders", "load", file(tmp_path, 2), **one.as_one_file)
    assert "python -m loaders rebuild" in one.run("loaders", "load", file(tmp_path, 3), status=1)
    one.run("loaders", "rebuild")
    one.run("loaders", "load", file(tmp_path, 3))
    assert states(one) == ["in_force", "replaced", "replaced"]


@pytest.mark.full
def test_a_lake_of_which_files_or_catalogue_are_lost_is_made_again(machine, server, tmp_path):
    one, another = machine(), machine("another")
    one.run("loaders", "load", file(tmp_path, 1), file(tmp_path, 2, "กองช่าง"))
    before = answered(another)
    shutil.rmtree(one.shared / "parquet")
    one.run("loaders", "rebuild")
    assert answered(one) == answered(another) == answered(machine("third")) == before
    name = one.catalogue.split("dbname=")[1]
    asked(server, f"DROP DATABASE {name}")
    asked(server, f"CREATE DATABASE {name}")
    assert "python -m loaders rebuild" in one.run("loaders", "load", file(tmp_path, 3), status=1)
    one.run("loaders", "rebuild")
    assert answered(one) == answered(another) == answered(machine("fourth")) == before


@pytest.mark.full
def test_a_lake_of_which_all_files_are_lost_is_left_alone_until_a_backup_is_there(machine, tmp_path, takbai):
    here, there = machine("here"), machine("there")
    here.run("loaders", "load", *sorted(takbai.glob("*.csv")))
    # From PostgreSQL into files, also what says how each table is laid out.
    here.run("loaders", "tidy")
    here.run("loaders", "backup", tmp_path / "backup.zip")
    before = answered(there)
    here.shared.rename(tmp_path / "elsewhere")
    here.shared.mkdir()
    for command in (("load", file(tmp_path, 3)), ("tidy",), ("rebuild",)):
        assert "mount" in here.run("loaders", *command, status=1)
    assert not [path for path in here.shared.rglob("*") if path.suffix in (".parquet", ".json", ".jsonl")]
    shutil.rmtree(here.shared)
    here.run("loaders", "restore", tmp_path / "backup.zip")
    here.run("loaders", "rebuild")
    assert answered(here) == answered(there) == answered(machine("third")) == before


@pytest.mark.full
def test_a_page_shows_what_another_machine_publishes_and_stays_when_the_catalogue_is_away(machine, tmp_path, browse):
    here, there = machine("here"), machine("there")
    here.run("loaders", "load", file(tmp_path, 5))
    total = "budget?org=04960201&fy=2566"
    with serving(here.disk, **here.environment) as address:
        page = browse(f"{address}/{total}")
        expect(page.locator("body")).to_contain_text("40.20")
        snapshot = health(address)[1]["snapshot"]
        there.run("loaders", "load", file(tmp_path, 6))
        until(lambda: health(address)[1]["snapshot"] > snapshot)
        page.reload()
        settled(page)
        expect(page.locator("body")).to_contain_text("40.24")
    away = replace(here, catalogue="host=/nowhere dbname=lake")
    with serving(here.disk, **away.environment) as address:
        expect(browse(f"{address}/{total}").locator("body")).to_contain_text("40.24")
        status, told = health(address)
        assert (status, told["snapshot"]) == (200, snapshot + 1)
        assert told["lake_unreachable_since"] < f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%S}~"
    refused = away.run("loaders", "load", file(tmp_path, 7), status=1)
    assert "PostgreSQL" in refused
    assert "Nothing was changed" in refused
    assert "/nowhere dbname" not in refused


def until(holds):
    """Waits until something holds."""
    for _attempt in range(600):
        if holds():
            return
        time.sleep(0.1)
    pytest.fail("it never came about")


@pytest.mark.skipif(find_spec("duckdb_extension_ducklake") is not None, reason="what a lake needs is installed here")
def test_a_lake_without_its_folder_or_its_packages_is_told(loader, tmp_path, monkeypatch):
    monkeypatch.setenv("PRONGSAI_STORE", "ducklake:postgres:dbname=nothing")
    with pytest.raises(SystemExit, match="PRONGSAI_DATA"):
        settings.store()
    told = loader("status", PRONGSAI_STORE="ducklake:postgres:dbname=nothing", PRONGSAI_DATA=str(tmp_path))
    assert told.returncode == 1
    assert "requirements-lake.txt" in told.stdout


@pytest.fixture
def two():
    """A connection to an ordinary database (native), and to one in the place of a lake."""
    with duckdb.connect() as connection:
        connection.execute("ATTACH ':memory:' AS native; ATTACH ':memory:' AS lake")
        connection.execute(
            """
            USE native;
            CREATE TABLE budget (organization_code VARCHAR, amount INTEGER);
            CREATE TABLE loads (load_id INTEGER PRIMARY KEY, name VARCHAR);
            CREATE TABLE audit_head (number INTEGER);
            CREATE TABLE sealed (table_name VARCHAR, organization_code VARCHAR, digest VARCHAR);
            INSERT INTO budget VALUES ('1', 10), ('1', 11), ('2', 20), (NULL, 30);
            INSERT INTO loads VALUES (1, 'a');
            INSERT INTO sealed VALUES ('budget', '1', 'x'), ('budget', '2', 'x'), ('budget', '', 'x'), ('loads', '', 'x');
            USE memory
            """
        )
        yield connection


def held(connection, database):
    """What a database holds, by table."""
    tables = ("budget", "loads", "audit_head", "sealed")
    return {table: sorted(connection.execute(f"FROM {database}.{table}").fetchall(), key=repr) for table in tables}


def test_only_the_organizations_that_differ_are_written(two):
    assert slices.bring(two, "native", "lake")
    assert held(two, "lake") == held(two, "native")
    two.execute("UPDATE lake.budget SET amount = -1 WHERE organization_code = '2'")
    two.execute("UPDATE native.budget SET amount = amount + 1 WHERE organization_code IS DISTINCT FROM '2'")
    two.execute("UPDATE native.sealed SET digest = 'y' WHERE table_name = 'budget' AND organization_code <> '2'")
    assert slices.bring(two, "native", "lake")
    assert held(two, "lake")["budget"] == [("1", 11), ("1", 12), ("2", -1), (None, 31)]
    assert held(two, "lake")["sealed"] == held(two, "native")["sealed"]
    assert not slices.bring(two, "native", "lake")


def test_what_comes_back_from_a_lake_is_laid_out_as_it_was(two):
    slices.bring(two, "native", "lake")
    two.execute("ATTACH ':memory:' AS before; DETACH native; ATTACH ':memory:' AS native")
    slices.bring(two, "lake", "native")
    assert held(two, "native") == held(two, "lake")
    with pytest.raises(duckdb.ConstraintException):
        two.execute("INSERT INTO native.loads VALUES (1, 'b')")


def test_a_table_that_is_laid_out_otherwise_or_gone_is_so_in_the_lake(two):
    slices.bring(two, "native", "lake")
    two.execute("ALTER TABLE native.budget ADD COLUMN note VARCHAR; DROP TABLE native.loads")
    two.execute("DELETE FROM native.sealed WHERE table_name = 'loads'")
    assert slices.bring(two, "native", "lake")
    assert two.execute("FROM lake.budget LIMIT 1").fetchall() == [("1", 10, None)]
    assert "loads" not in slices.definitions(two, "lake")
