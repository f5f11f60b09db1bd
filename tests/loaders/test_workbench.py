"""Engines that serve one small table after another: nothing of one is seen by the next, or by whoever holds on to it."""

from contextlib import closing, suppress

import duckdb
import pytest

from loaders import engines
from loaders.checks import workbench
from loaders.limits import LITTLE

TABLES = "SELECT table_name FROM duckdb_tables() WHERE database_name = 'workbench' AND table_name <> 'known_organization'"


@pytest.fixture
def begin(tmp_path):
    """Begins with a table of a small file, or of one of another size."""
    return lambda size=1: workbench.begin(size, size, tmp_path)


def test_who_holds_on_to_a_table_that_was_let_go_sees_nothing_of_the_next(begin):
    earlier = begin()
    earlier.execute("CREATE TABLE checked AS SELECT 1 AS amount; CREATE TEMP TABLE kept AS SELECT 1; SET VARIABLE told = 1")
    workbench.rest(earlier, "20MB")
    workbench.end(earlier)
    workbench.end(earlier)  # once more, as a report does that is closed twice
    with closing(begin()) as later, closing(begin(workbench.SMALL + 1)) as fresh:
        later.execute("CREATE TABLE checked AS SELECT 2 AS amount")
        with pytest.raises(duckdb.ConnectionException):
            earlier.execute("FROM checked")
        assert later.execute(TABLES).fetchall() == [("checked",)]
        settings = "SELECT getvariable('told'), current_setting('memory_limit')"
        assert later.execute(settings).fetchall() == fresh.execute(settings).fetchall()
        with pytest.raises(duckdb.CatalogException):
            later.execute("FROM kept")


def test_two_tables_at_once_know_nothing_of_each_other(begin):
    with closing(begin()) as one, closing(begin()) as other, closing(begin(workbench.SMALL + 1)) as large:
        for number, connection in enumerate((one, other, large)):
            connection.execute(f"CREATE TABLE checked AS SELECT {number} AS amount")
        assert [each.execute("FROM checked").fetchall() for each in (one, other, large)] == [[(0,)], [(1,)], [(2,)]]


@pytest.mark.parametrize("size", [1, workbench.SMALL + 1])
def test_rows_that_take_more_than_is_thought_wait_on_disk_and_come_back_whole(begin, size):
    with closing(begin(size)) as connection:
        connection.execute("CREATE TABLE checked AS SELECT n, md5(n::VARCHAR) AS text FROM range(800_000) AS each(n)")
        summed = "SELECT count(*), sum(hash(checked)) FROM checked"
        before = connection.execute(summed).fetchall()
        workbench.rest(connection, LITTLE)
        workbench.wake(connection)
        assert connection.execute(summed).fetchall() == before


FAILED = ("ATTACH ':memory:' AS following", "BEGIN; CREATE TABLE checked AS SELECT 1", "BEGIN; SELECT error('x')")


@pytest.mark.parametrize("failed", FAILED)
def test_an_engine_in_which_something_failed_serves_nobody_else(begin, failed):
    spoiled = begin()
    with suppress(duckdb.Error):
        spoiled.execute(failed)
    workbench.end(spoiled)
    for connection in [begin() for _ in range(engines.MOST_IDLE)]:
        attached = connection.execute("SELECT database_name FROM duckdb_databases() WHERE NOT internal ORDER BY ALL").fetchall()
        assert attached == [("macros",), ("memory",), ("workbench",)]
        assert connection.execute(TABLES).fetchall() == []
        workbench.end(connection)
