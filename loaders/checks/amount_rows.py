"""The rows of a staged table with their amounts, as totals are looked for among them."""

from collections.abc import Iterator

import duckdb

from loaders.checks.running_sums import Row
from loaders.problem import Problem
from loaders.rows import CELL
from loaders.schema.dataset import Dataset
from vocabulary.language import N_


def doubled(connection: duckdb.DuckDBPyConnection, dataset: Dataset) -> Iterator[Problem]:
    """Of a table too large to compare each row with those above: its parts that end with a row as much as all
    others of it."""
    # A grand total stands behind all divisions and in none of them, so they are one part together.
    part = [name for name in dataset.replaces if name != "division"]
    last = " AND ".join(
        f"2 * coalesce(arg_max({name}, source_row), 0) = coalesce(sum({name}), 0)" for name in dataset.proving
    )
    query = f"""
        SELECT max(source_row), count(*) FROM plain GROUP BY {", ".join(part)}
        HAVING count(*) > 2 AND sum({dataset.proving[0]}) > 0 AND {last} ORDER BY 1 LIMIT 20"""
    for row, count in connection.execute(query).fetchall():
        words = {"count": f"{count - 1:,}"}
        yield Problem("error", "total_among_lines", _DOUBLED, row, words=words)


def rows_of(connection: duckdb.DuckDBPyConnection, dataset: Dataset) -> list[Row]:
    """The rows of a staged table with their amounts, from the first to the last."""
    names = dataset.proving
    spanning = [column.name for column in dataset.columns if column.spans]
    columns = ", ".join(dict.fromkeys((*spanning, *names, *dataset.texts)))
    written = ", ".join(f"coalesce(row.{name}, '')" for name in dataset.texts)
    groups = ", ".join(("NULL", *(f"row.{name}" for name in spanning)))
    amounts = ", ".join(f"CAST(coalesce(row.{name}, 0) AS DECIMAL(38, 2))" for name in names)
    # The amounts of a shifted row stand under other headers, so no sum of them proves anything.
    query = f"""
        WITH row AS (
            SELECT source_row, {columns}, false AS is_total FROM plain
            UNION ALL SELECT source_row, {columns}, is_total FROM spelled WHERE NOT shifted
        )
        SELECT row.source_row, coalesce(label, concat_ws('{CELL}', {written or "''"})),
               coalesce(hint, CASE WHEN is_total AND role IS NULL THEN 'total' END, ''), {groups}, {amounts}
        FROM row JOIN (SELECT source_row, label, hint FROM numbered) USING (source_row)
        LEFT JOIN role USING (source_row)
        ORDER BY row.source_row"""
    rows = connection.execute(query).fetchall()
    return [
        Row(number, label, hint, tuple(rest[: -len(names)]), tuple(rest[-len(names) :]))
        for number, label, hint, *rest in rows
    ]


_DOUBLED = N_(
    "Row {row} is as much as the other {count} rows of its part together: it is their total. Take totals"
    " out of the file."
)
