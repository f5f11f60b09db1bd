"""What the engine knows of spellings, days, years and our words: macros, written down once in a database file
of this process, which each database that checks a table or is to be published has beside it. To define them
anew would take longer than most checks."""

import hashlib
from pathlib import Path
from threading import Lock

import duckdb

import definitions
import scratch
from loaders.files import disk
from vocabulary.spelling import ODD

SCHEMA = Path(__file__).parent / "schema"
SCRIPTS = (*definitions.WORDS, SCHEMA / "plain.sql", SCHEMA / "kinds.sql")
ORGANIZATIONS = "TABLE known_organization"
_writing = Lock()


def use(connection: duckdb.DuckDBPyConnection) -> None:
    """Lets the database of a connection know the macros of plain.sql, kinds.sql and definitions.WORDS. No
    other connection may be at work in its engine: two that attach one file would wait for each other."""
    path = str(_written_down())
    known = connection.execute(
        "SELECT path FROM duckdb_databases() WHERE database_name = 'macros'"
    ).fetchall()
    if known and known != [(path,)]:
        connection.execute("DETACH macros")
    if known != [(path,)]:
        quoted = path.replace("'", "''")
        connection.execute(f"ATTACH '{quoted}' AS macros (READ_ONLY)")
    ((own,),) = connection.execute("SELECT current_database()").fetchall()
    connection.execute(f"""SET search_path = '"{own}",macros'""")


def know_organizations(connection: duckdb.DuckDBPyConnection) -> None:
    """Lets a database know the organizations that data/reference names now."""
    definitions.lay_out_reference(connection, "organizations", ORGANIZATIONS)


def _written_down() -> Path:
    """The file of the macros as their scripts are now: findings say by which of them they were made."""
    scripts = [script.read_text(encoding="utf-8") for script in SCRIPTS]
    digest = hashlib.sha256("".join(scripts).encode()).hexdigest()
    with _writing:
        path = scratch.own("macros") / f"{digest}.duckdb"
        if not path.exists():
            _write(path, scripts)
    return path


def _write(path: Path, scripts: list[str]) -> None:
    partial = path.with_suffix(".partial")
    partial.unlink(missing_ok=True)
    with duckdb.connect(partial) as connection:
        # DuckDB replaces once for each different text; it would match once for each row.
        connection.execute(f"CREATE MACRO is_odd(cell) AS regexp_replace(cell, '{ODD}', '') <> cell")
        # A macro asks for the codes. Those of the database that is checked come first.
        know_organizations(connection)
        for script in scripts:
            connection.execute(script)
        connection.execute("CHECKPOINT")  # a full disk is told here, and not by a file that lacks half
    disk.replace(partial, path)
