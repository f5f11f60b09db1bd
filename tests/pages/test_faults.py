"""A store that was damaged or altered: told on every page, by /healthz and by the command line, and never a figure of it."""

import asyncio
import json
import random
import shutil

import duckdb
import pytest
from starlette.concurrency import run_in_threadpool

import app
import database
import seal
import server.health
from evidence.__main__ import main as evidence
from loaders.__main__ import main
from loaders.store.history import history
from server import start
from tests.calling import called
from tests.drawing import draw_page, words
from tests.earlier import of_earlier_version
from tests.tiers import sampled

TABLES = ("budget", "satisfaction", "plan_progress", "plan_ranking", "measures", "stated_totals", "findings", "loads")
"""Those of which the municipality has rows."""
PAGES = ("overview", "budget", "satisfaction", "plan", "measures", "findings", "documents", "data")
FLIPS = 200
HEADER, BLOCK = 3 * 4096, 262_144
"""Bytes of DuckDB's file before its blocks, and of each block."""
REMEDY = "python -m loaders rebuild"


@pytest.fixture
def served(loaded_store, monkeypatch):
    """A store of its own that this process serves."""
    monkeypatch.setenv("PRONGSAI_STORE", str(loaded_store))
    return loaded_store


def health():
    """(status, answer) of /healthz."""
    answer, status = server.health.health()
    return status, answer


def command(store, *arguments):
    """A command of the loader; whatever has happened to the store, it ends without a traceback."""
    run = called(main, *arguments, "--store", store)
    assert "Traceback" not in run.stdout + run.stderr
    return run


def flip(store, at):
    """Turns one bit of the database over, as a failing disk does."""
    content = bytearray((store / seal.DATABASE).read_bytes())
    content[at] ^= 1 << at % 8
    (store / seal.DATABASE).write_bytes(content)


def places(store, table):
    """Where in the file the columns of a table begin."""
    with duckdb.connect(str(store / seal.DATABASE), read_only=True) as connection:
        held = "SELECT block_id, block_offset FROM pragma_storage_info($table) WHERE block_id >= 0"
        blocks = connection.execute(held, {"table": table}).fetchall()
    return sorted({HEADER + block * BLOCK + offset + 8 for block, offset in blocks})


def assert_plain(page):
    """The page says one thing, the remedy, and shows no figure."""
    drawn = draw_page(page)
    assert len(drawn.error) == 1
    assert REMEDY in words(drawn)
    assert not drawn.metric
    assert not drawn.dataframe
    assert not drawn.get("plotly_chart")


def assert_refused(store, *pages):
    """Every page tells the remedy and nothing else; so do /healthz and the commands."""
    assert health()[0] == 503
    for page in pages or PAGES[:1]:
        assert_plain(page)
    for asked in (["status"], ["findings"], ["history"]):
        run = command(store, *asked)
        assert (run.returncode, REMEDY in run.stdout) == (1, True)
    made = called(evidence, "make", "--organization", "04960201", "--year", 2565, "--out", store / "out")
    assert (made.returncode, "Traceback" in made.stderr, REMEDY in made.stderr) == (1, False, True)


@pytest.mark.full
@pytest.mark.parametrize("table", sampled(TABLES, always=["budget"]))
def test_a_flipped_bit_in_a_tables_block_is_told_everywhere_until_it_is_made_again(served, table):
    before = words(draw_page("budget"))
    flip(served, places(served, table)[0])
    assert_refused(served, *PAGES)
    assert command(served, "verify").returncode == 1
    assert command(served, "load", app.ROOT / "data" / "takbai" / "budget_2565_6m.csv").returncode == 1
    assert command(served, "rebuild").returncode == 0
    assert command(served, "verify").returncode == 0
    # In the same process, whose connection had failed.
    assert words(draw_page("budget")) == before
    assert health()[0] == 200


def rebuild_button(drawn):
    return [button for button in drawn.button if button.key == "rebuild"]


def test_making_data_again_is_offered_to_who_may_administer_and_asked_again_when_it_is_done(served, monkeypatch):
    flip(served, places(served, "budget")[0])
    content = (served / seal.DATABASE).read_bytes()
    assert not rebuild_button(draw_page("budget"))
    monkeypatch.setenv("PRONGSAI_LOCAL_EDITING", "on")
    offered = draw_page("budget")
    assert not offered.metric
    monkeypatch.delenv("PRONGSAI_LOCAL_EDITING")
    rebuild_button(offered)[0].click().run()
    assert not rebuild_button(offered)
    assert (served / seal.DATABASE).read_bytes() == content


def test_what_cannot_be_made_again_from_the_page_is_told_there_and_nothing_is_changed(served, monkeypatch):
    flip(served, places(served, "budget")[0])
    original = served / "originals" / next(iter(json.loads((served / seal.REGISTER).read_bytes())))["sha256"]
    original.write_bytes(b"another")
    before = {path: path.read_bytes() for path in served.rglob("*") if path.is_file()}
    monkeypatch.setenv("PRONGSAI_LOCAL_EDITING", "on")
    drawn = draw_page("budget")
    rebuild_button(drawn)[0].click().run()
    assert original.name in words(drawn)
    assert not drawn.metric
    assert {path: path.read_bytes() for path in served.rglob("*") if path.is_file()} == before
    assert health()[0] == 503


@pytest.mark.full
def test_a_block_that_turns_bad_while_a_page_is_drawn_leaves_no_figure(served):
    """In data of an earlier version, which have no seal, so that DuckDB is the first to notice."""
    with of_earlier_version(served):
        pass
    for at in places(served, "budget"):
        flip(served, at)
    assert_plain("budget")
    assert health()[0] == 503
    run = command(served, "verify")
    assert (run.returncode, "(budget)" in run.stdout, "(measures)" in run.stdout) == (1, True, False)
    assert command(served, "rebuild").returncode == 0
    assert health()[0] == 200


@pytest.mark.full
@pytest.mark.parametrize("sealed", [True, False])
def test_of_many_flipped_bits_none_gives_a_wrong_figure(served, sealed):
    if not sealed:
        with of_earlier_version(served):
            pass
    right = {page: words(draw_page(page)) for page in ("budget", "plan")}
    content = (served / seal.DATABASE).read_bytes()
    known = sorted({at for table in TABLES for at in places(served, table)})
    chance = random.Random(20)  # noqa: S311
    outcomes = []
    for turn in range(FLIPS):
        (served / seal.DATABASE).write_bytes(content)
        flip(served, known[turn] if turn < len(known) else chance.randrange(len(content)))
        status, _answer = health()
        for page, expected in right.items():
            drawn = draw_page(page)
            outcomes.append("refused" if drawn.error else "right" if words(drawn) == expected else "wrong")
            assert not sealed or outcomes[-1] == "refused"
            assert not sealed or status == 503
        assert (command(served, "status").returncode == 1) or not sealed
    assert outcomes.count("wrong") == 0
    assert len(outcomes) == 2 * FLIPS


@pytest.mark.full
@pytest.mark.parametrize("size", sampled([0, 100, HEADER, HEADER + BLOCK // 2, -1], every=3))
def test_a_truncated_database_is_told_and_made_again(served, size):
    content = (served / seal.DATABASE).read_bytes()
    (served / seal.DATABASE).write_bytes(content[:size])
    assert_refused(served)
    assert command(served, "rebuild").returncode == 0
    assert health()[0] == 200


def test_a_figure_altered_by_another_program_is_named_and_shown_nowhere(served):
    with duckdb.connect(str(served / seal.DATABASE)) as connection:
        connection.execute("UPDATE budget SET disbursed = disbursed + 1 WHERE source_row = 3")
    assert_refused(served)
    told = command(served, "verify").stdout
    assert "(budget)" in told
    assert "04960201" in told
    assert "(measures)" not in told


@pytest.mark.full
def test_an_altered_figure_is_found_though_the_seals_were_thrown_away_or_written_anew(served):
    content = (served / seal.DATABASE).read_bytes()
    (served / seal.FILE_NAME).unlink()
    assert_refused(served)
    assert "seal.json" in command(served, "verify").stdout
    (served / seal.FILE_NAME).write_text("{}")
    assert_refused(served)
    (served / seal.DATABASE).write_bytes(content)
    assert command(served, "rebuild").returncode == 1  # neither says any more which loads there were
    (served / seal.FILE_NAME).unlink()
    assert command(served, "rebuild").returncode == 0
    assert health()[0] == 200


@pytest.mark.full
def test_an_altered_or_lost_original_is_named_and_comes_back_when_it_is_loaded_again(served, takbai):
    load = next(load for load in history(served) if load.file_name == "budget_2565_6m.csv")
    original = served / "originals" / load.sha256
    for spoil in (lambda: original.write_bytes(b"another"), original.unlink):
        spoil()
        assert not start.look_at_store()
        assert health()[0] == 503
        assert "budget_2565_6m.csv" in words(draw_page())
        run = command(served, "verify")
        assert (run.returncode, load.sha256 in run.stdout) == (1, True)
        assert command(served, "load", takbai / "budget_2565_6m.csv").returncode == 0
        assert start.look_at_store()
        assert health()[0] == 200


@pytest.mark.full
def test_an_altered_copy_of_the_register_is_told_with_its_loads_and_written_anew(served):
    saved = json.loads((served / seal.REGISTER).read_text(encoding="utf-8"))
    saved[2]["loaded_by"] = "somebody else"
    (served / seal.REGISTER).write_text(json.dumps(saved), encoding="utf-8")
    run = command(served, "verify")
    assert (run.returncode, "(loads: 3)" in run.stdout) == (1, True)
    assert not start.look_at_store()
    assert health()[0] == 503
    assert command(served, "rebuild").returncode == 0
    assert command(served, "verify").returncode == 0


def test_an_earlier_database_in_the_place_of_the_newest_is_refused(served, tmp_path, takbai):
    earlier = shutil.copy(served / seal.DATABASE, tmp_path / "earlier")
    assert command(served, "undo", 1).returncode == 0
    shutil.copy(earlier, served / seal.DATABASE)
    assert_refused(served)


@pytest.mark.full
def test_the_server_starts_on_a_damaged_store_and_serves_it_once_it_is_mended(served, capfd):
    flip(served, HEADER + 100)

    async def first_answer():
        async with start.lifespan(app.app):
            return await run_in_threadpool(health)

    status, answer = asyncio.run(first_answer())
    assert (status, REMEDY in answer["reason"]["en"]) == (503, True)
    assert REMEDY in capfd.readouterr().err
    assert command(served, "rebuild").returncode == 0
    assert health()[0] == 200


def test_data_of_an_earlier_version_are_sealed_at_the_next_start(served):
    with of_earlier_version(served):
        pass
    start.build_on_first_start()
    assert not seal.is_broken(served)
    assert (served / seal.FILE_NAME).exists()
    assert command(served, "verify").returncode == 0


def test_a_wrong_question_of_ours_is_not_taken_for_a_damaged_database(served):
    with pytest.raises(duckdb.CatalogException), database.damage_told():
        database.cursor().execute("FROM no_such_table")
    assert health()[0] == 200


def test_a_clock_that_went_back_is_told_in_the_register(store, load, loader, monkeypatch):
    load("organization_code,fiscal_year,measure_no,measure,status\n04960201,2565,1,ก,done\n")
    monkeypatch.setattr("loaders.store.register.now", lambda: history(store)[0].loaded_at.replace(year=2001))
    load("organization_code,fiscal_year,measure_no,measure,status\n04960201,2566,1,ก,done\n")
    assert [load.is_before_earlier for load in history(store)] == [True, False]
    assert "the clock went back" in loader("history").stdout


def test_the_store_is_for_nobody_else_on_the_machine(store, load):
    load("organization_code,fiscal_year,measure_no,measure,status\n04960201,2565,1,ก,done\n")
    for path in (store, *store.rglob("*")):
        assert not path.stat().st_mode & 0o077, path
