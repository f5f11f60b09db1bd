"""Stores that are opened in engines which served before, and the macros beside them."""

import shutil
import tempfile
from concurrent.futures import ThreadPoolExecutor
from functools import cache

import duckdb
import pytest

import scratch
from database import FILE_NAME
from loaders import engines, macros
from loaders.store import register
from loaders.store.history import history
from loaders.store.register import opened
from loaders.store.verification import differences

SIZES = pytest.mark.parametrize("small", [0, register.SMALL], ids=["an engine of its own", "one that served before"])


@pytest.fixture
def no_engine(monkeypatch):
    """As in a process that begins: no engine waits, and no folder is made."""
    monkeypatch.setattr(scratch, "_room", cache(scratch._room.__wrapped__))
    monkeypatch.setattr(engines, "_idle", [])


@SIZES
def test_a_store_is_read_by_several_at_once(published, monkeypatch, small):
    monkeypatch.setattr(register, "SMALL", small)
    asked = [history, differences] * 8
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda question: question(published), asked))
    assert answers == [history(published), []] * 8


@SIZES
def test_what_one_made_for_itself_the_next_does_not_see(published, monkeypatch, small):
    monkeypatch.setattr(register, "SMALL", small)
    with opened(published / FILE_NAME, read_only=True) as connection:
        connection.execute("CREATE TEMP TABLE kept AS SELECT 1; SET VARIABLE told = 1; SET memory_limit = '100MB'")
        with pytest.raises(duckdb.InvalidInputException):
            connection.execute("DELETE FROM budget")
    with opened(published / FILE_NAME, read_only=True) as connection:
        assert connection.execute("SELECT getvariable('told'), current_database()").fetchall() == [(None, "store")]
        assert connection.execute("SELECT current_setting('memory_limit')").fetchall() != [("95.3 MiB",)]
        with pytest.raises(duckdb.CatalogException):
            connection.execute("FROM kept")


@SIZES
def test_after_a_failure_the_next_opens_what_was_there(published, tmp_path, monkeypatch, small):
    monkeypatch.setattr(register, "SMALL", small)
    copy = shutil.copyfile(published / FILE_NAME, tmp_path / FILE_NAME)
    with pytest.raises(duckdb.InvalidInputException), opened(copy) as connection:
        connection.execute("BEGIN; DELETE FROM loads; SELECT error('what fails')")
    with opened(copy, read_only=True) as connection, opened(published / FILE_NAME, read_only=True) as before:
        assert connection.execute("FROM loads").fetchall() == before.execute("FROM loads").fetchall() != []
    assert not copy.with_name(f"{FILE_NAME}.wal").exists()


@SIZES
def test_a_store_is_read_where_there_is_no_room_for_anything_else(published, no_engine, monkeypatch, small):
    monkeypatch.setattr(register, "SMALL", small)
    monkeypatch.setattr(tempfile, "tempdir", "/nowhere")
    assert history(published)
    assert differences(published) == []


def test_macros_that_were_tidied_away_are_written_anew(check, no_engine):
    content = "organization_code,fiscal_year,as_of,division,item,allocation\n04960201,2565,2022-03-31,กองคลัง,ค่าวัสดุ,100\n"
    assert check(content).checked
    shutil.rmtree(scratch.own("macros"))
    engines._idle.clear()
    assert check(content).checked


def test_macros_are_those_of_their_scripts_as_they_are_now(tmp_path, monkeypatch):
    script = tmp_path / "words.sql"
    with engines.lent("store") as connection:
        connection.execute("ATTACH ':memory:' AS store; USE store")
        for meaning in (1, 2, 1):
            script.write_text(f"CREATE MACRO meaning() AS {meaning};", encoding="utf-8")
            monkeypatch.setattr(macros, "SCRIPTS", (script,))
            macros.use(connection)
            assert connection.execute("SELECT meaning()").fetchall() == [(meaning,)]
