"""The rows of a staged table whose cells are not all plain: looked at closely, and read by what kinds.sql
knows of spellings."""

from collections.abc import Collection

import duckdb

from loaders.checks.scores import PERCENT
from loaders.checks.staging import raw_cell
from loaders.schema.dataset import Column, Dataset
from loaders.schema.kinds import RATE, SCORE
from loaders.text_patterns import is_total_sql

# Space, tab, line ends, no-break space, byte-order mark.
_EDGES = "' ' || chr(9) || chr(10) || chr(13) || chr(160) || chr(65279)"


def sort(connection: duckdb.DuckDBPyConnection, dataset: Dataset, *, all_closely: bool = False) -> None:
    """Tells rows that are plain (`plain`) from those to be looked at: `staged` holds the text of their cells,
    and whether they are totals or shifted. With `all_closely` no row is plain: amounts are not what they
    seem.

    A total row is known by a whole cell (รวม, รวมทั้งสิ้น …) and by its place: a required text or key is
    missing there; or `role` says so."""
    # Whatever its words say of itself, or figures say of it, is looked at more closely.
    is_plain = "false" if all_closely else "raw IS NULL AND hint IS NULL"
    if connection.execute("FROM role LIMIT 1").fetchall():
        is_plain += " AND source_row NOT IN (SELECT source_row FROM role)"
    connection.execute(
        f"CREATE VIEW plain AS SELECT source_row, {', '.join(dataset.names)} FROM numbered WHERE {is_plain}"
    )
    if not connection.execute(f"FROM numbered WHERE NOT ({is_plain}) LIMIT 1").fetchall():
        connection.execute(
            """CREATE TABLE staged AS
               SELECT 0::BIGINT AS id, *, false AS is_total, false AS shifted FROM numbered LIMIT 0;
               CREATE TABLE spelled AS FROM staged"""
        )
        return
    texts = dataset.texts
    required = [name for name in dataset.required if name not in dataset.figures]
    is_word = {name: is_total_sql(name) for name in (*texts, *required)}
    says_total = " OR ".join(is_word.values())
    # ตามผังเมืองรวม is a line: a total says so in a whole cell, and lacks one that a line must have.
    lacks = " OR ".join([f"{name} IS NULL" for name in required] + [is_word[name] for name in required])
    # Of what is about people, a long number is somebody's, and no amount that moved.
    moved = [f"is_amount({name})" for name in texts if name in required and not dataset.is_about_people]
    shifted = " OR ".join(moved or ["false"])
    written = ", ".join(f"CAST({name} AS VARCHAR)" for name in dataset.names)
    cells = ", ".join(
        f"nullif(trim({raw_cell(dataset, name)}, {_EDGES}), '') AS {name}" for name in dataset.names
    )
    connection.execute(
        f"""
        CREATE TABLE staged AS
        SELECT looked_at.* EXCLUDE hint,
               coalesce(role <> 'line', hint IS NOT NULL OR (({says_total}) AND ({lacks}))) AS is_total,
               NOT is_total AND coalesce({shifted}, false) AS shifted
        FROM (SELECT row_number() OVER () AS id, source_row, header, hint, {cells}
              FROM (SELECT * REPLACE (coalesce(raw, [{written}]) AS raw)
                    FROM numbered WHERE NOT ({is_plain}))) AS looked_at
        LEFT JOIN role USING (source_row)
        """
    )


def spell(
    connection: duckdb.DuckDBPyConnection,
    dataset: Dataset,
    unit: int,
    commas: Collection[str],
    best: int = PERCENT,
) -> None:
    """Reads the texts of `staged`: `spelled` holds their values. Amounts of money are in `unit` baht; in the
    columns `commas` the comma is the decimal mark; the best score is `best`."""
    if connection.execute("FROM staged LIMIT 1").fetchall():
        values = ", ".join(
            f"{spelled(column, unit, commas, best)} AS {column.name}" for column in dataset.columns
        )
        connection.execute(
            f"CREATE TABLE spelled AS SELECT id, source_row, header, is_total, shifted, {values} FROM staged"
        )


def spelled(column: Column, unit: int = 1, commas: Collection[str] = (), best: int = PERCENT) -> str:
    """SQL for the value of a cell of `staged`."""
    cell = f"with_point({column.name})" if column.name in commas else column.name
    if unit > 1 and column.kind.spelling == "money":
        return column.kind.meant(f"as_money_of({cell}, {unit})")
    if best != PERCENT and column.kind in (SCORE, RATE):
        return f"as_score_of({cell}, {best}::HUGEINT)"
    return column.kind.value(cell)
