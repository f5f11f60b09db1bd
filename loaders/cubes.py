"""What a province and the country add up, summed when it is published: of each data set of organizations a
table of its sums, kept in step with its lines."""

import hashlib

import duckdb

import definitions
from loaders import sources
from loaders.schema.dataset import Dataset
from loaders.schema.datasets import DATASETS
from loaders.sources import OF_ORGANIZATIONS, Changes
from vocabulary.data_sets import BY_TABLE, cube_of

REPORTED = "reported"
"""The table of who has reported what: organization_code, fiscal_year, data_sets (names), load_id (newest)."""
TABLES = [REPORTED, *map(cube_of, OF_ORGANIZATIONS)]
BASIS = "cube_basis"
"""The table of what each of these was made by."""
REPORTS = """
    SELECT organization_code, fiscal_year, list(DISTINCT data_set ORDER BY data_set) AS data_sets,
           max(load_id) AS load_id
    FROM {lines} WHERE organization_code IS NOT NULL
    GROUP BY organization_code, fiscal_year ORDER BY organization_code, fiscal_year"""


def compute(connection: duckdb.DuckDBPyConnection, changes: Changes | None = None) -> Changes | None:
    """Writes who has reported, and the cube of each data set, of the database that `connection` has open; of
    what was made by these very definitions only what `changes` names is summed again (None: all). Gives what
    that changes (None: all). The connection knows the macros (loaders.macros).

    TABLE_cube: organization_code, fiscal_year, as_of or round_months, what `Cube.apart` names, part ("": the
    whole; else one of `Cube.parts`), value (of that column, as text), lines (how many), and the sums of all
    amounts but those of a plan (baht, counts) and of `Cube.sums`, null where no line has a value."""
    connection.execute(f"CREATE TABLE IF NOT EXISTS {BASIS} (cube VARCHAR PRIMARY KEY, basis VARCHAR)")
    made_by = dict(connection.execute(f"FROM {BASIS}").fetchall())
    changed = changes
    for cube, (table, question) in _questions().items():
        basis = _basis(question)
        if changes is None or made_by.get(cube) != basis:
            connection.execute(f"CREATE OR REPLACE TABLE {cube} AS {question.format(lines=table)}")
            connection.execute(f"INSERT OR REPLACE INTO {BASIS} VALUES (?, ?)", [cube, basis])
            changed = None
        elif cube == REPORTED or BY_TABLE[table].name in changes.data_sets:
            touched = f"(FROM {table} WHERE {changes.of_organizations})"
            connection.execute(f"DELETE FROM {cube} WHERE {changes.of_organizations}")
            connection.execute(f"INSERT INTO {cube} {question.format(lines=touched)}")
    return changed


def _questions() -> dict[str, tuple[str, str]]:
    """Each table that is kept → the table of its lines, and the question over them."""
    cubes = {cube_of(table): (table, summed(DATASETS[table])) for table in OF_ORGANIZATIONS}
    return {REPORTED: (sources.TABLE, REPORTS)} | cubes


def is_current(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether every cube is there, and was made by these very definitions."""
    try:
        made_by = dict(connection.execute(f"FROM {BASIS}").fetchall())
    except duckdb.CatalogException:  # a database of an earlier version
        return False
    return made_by == {cube: _basis(question) for cube, (_table, question) in _questions().items()}


def summed(dataset: Dataset) -> str:
    """The question for the cube of a data set, over its {lines}."""
    cube = dataset.cube
    when = {"as_of": ["as_of"], "round": ["round_months"], "year": []}[BY_TABLE[dataset.table].times]
    keys = ", ".join(["organization_code", "fiscal_year", *when, *cube.apart])
    finest = ", ".join([keys, *cube.parts])
    sums = {name: name for name in dataset.proving} | dict(cube.sums)
    of_lines = "".join(f", sum({line}) AS {name}" for name, line in sums.items())
    of_sums = "".join(f", sum({name}) AS {name}" for name in sums)
    # One after the other, so that what is asked for together lies together.
    told = " UNION ALL ".join(
        f"""SELECT {keys}, '{part}' AS part, CAST({part or "NULL"} AS VARCHAR) AS value,
                   CAST(sum(lines) AS BIGINT) AS lines{of_sums}
            FROM finest GROUP BY {f"{keys}, {part}" if part else keys}"""
        for part in ("", *cube.parts)
    )
    return f"""
        WITH finest AS (
            -- Summed once by all columns, which leaves less to be summed by each.
            SELECT {finest}, count(*) AS lines{of_lines}
            FROM {{lines}} AS line
            JOIN (SELECT load_id, options ->> 'encumbered' AS encumbered_convention FROM loads)
                 USING (load_id)
            GROUP BY {finest}
        )
        {told}"""


def _basis(question: str) -> str:
    words = b"".join(path.read_bytes() for path in definitions.WORDS)
    return hashlib.sha256(question.encode() + words).hexdigest()
