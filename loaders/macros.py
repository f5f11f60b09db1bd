"""What the engine knows of spellings, days, years and our words: macros, written down once in a database file
of this process, which each database that checks a table or is to be published has beside it. To define them
anew would take longer than most checks."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

import duckdb

import definitions
from vocabulary.spelling import ODD

SCHEMA = Path(__file__).parent / "schema"
SCRIPTS = (*definitions.WORDS, SCHEMA / "plain.sql", SCHEMA / "kinds.sql")
ORGANIZATIONS = "TABLE known_organization"
_writing = Lock()


def attach(connection: duckdb.DuckDBPyConnection) -> None:
    """Gives an engine that has not got them the macros of plain.sql, kinds.sql and definitions.WORDS."""
    with _writing:
        quoted = f"{folder()}/macros.duckdb".replace("'", "''")
    # Without IF NOT EXISTS: engines that attach one file at the same time would wait for each other for ever.
    connection.execute(f"ATTACH '{quoted}' AS macros (READ_ONLY)")


def use(connection: duckdb.DuckDBPyConnection) -> None:
    """Lets the database of a connection know the macros of its engine."""
    ((own,),) = connection.execute("SELECT current_database()").fetchall()
    connection.execute(f"""SET search_path = '"{own}",macros'""")


def know_organizations(connection: duckdb.DuckDBPyConnection) -> None:
    """Lets a database know the organizations that data/reference names now."""
    definitions.lay_out_reference(connection, "organizations", ORGANIZATIONS)


def folder() -> str:
    """Where this process has written the macros down; it goes with the process."""
    return _written().name


@cache
def _written() -> TemporaryDirectory[str]:
    folder = TemporaryDirectory(prefix="prongsai-macros-", ignore_cleanup_errors=True)
    with duckdb.connect(f"{folder.name}/macros.duckdb") as connection:
        # DuckDB replaces once for each different text; it would match once for each row.
        connection.execute(f"CREATE MACRO is_odd(cell) AS regexp_replace(cell, '{ODD}', '') <> cell")
        # A macro asks for the codes. Those of the database that is checked come first.
        know_organizations(connection)
        for script in SCRIPTS:
            connection.execute(script.read_text(encoding="utf-8"))
    return folder
