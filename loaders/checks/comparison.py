"""A table of what is planned only brings nothing that the plan's progress does not hold: it is compared with
it."""

from collections.abc import Iterator
from pathlib import Path

import seal
from loaders.checks.check import Checked
from loaders.problem import Problem
from vocabulary.language import N_

# UNPIVOT puts projects and baht into one column, so that both are read as decimals.
_FIGURES = """
    SELECT here.source_row, here.dimension_no, here.figure,
           CAST(here.amount AS VARCHAR), CAST(there.amount AS VARCHAR)
    FROM (UNPIVOT (SELECT * REPLACE (projects_planned::DECIMAL(18, 2) AS projects_planned) FROM checked)
          ON projects_planned, budget_planned INTO NAME figure VALUE amount) AS here
    JOIN (UNPIVOT (SELECT * REPLACE (projects_planned::DECIMAL(18, 2) AS projects_planned)
                   FROM published.plan_progress)
          ON projects_planned, budget_planned INTO NAME figure VALUE amount) AS there
    USING (organization_code, fiscal_year, round_months, dimension_no, figure)
    ORDER BY dimension_no, figure"""
"""Row, dimension, column, and the planned figure of the table and of the progress report."""


def compare_planned(folder: Path | None, checked: Checked) -> Iterator[Problem]:
    """Tells what the table is, and each planned figure in which it differs from the plan's progress in the
    store."""
    message = N_(
        "This is the table of what the plan holds by dimension (projects and budget planned). It brings"
        " nothing new:"
        " the progress report holds the same columns. Nothing was stored; the two were compared."
    )
    yield Problem("note", "planned_columns", message, row=checked.reading.header.rows[0])
    figures = _figures(folder, checked)
    if not figures:
        yield _nothing_to_compare()
        return
    differing = [each for each in figures if each[3] != each[4]]
    if not differing:
        message = N_(
            "All {value} figures agree with the planned columns of the progress report that is loaded."
        )
        yield Problem("note", "planned_columns_agree", message, value=str(len(figures)))
    message = N_(
        "Row {row}, dimension {dimension}, {title} ({column}): {value} here, but {expected} in the progress"
        " report that is loaded."
    )
    for row, dimension_no, column, here, there in differing:
        words = {"dimension": str(dimension_no), "title": checked.reading.dataset.column(column).title}
        yield Problem(
            "warning", "planned_columns_differ", message, row, column, here, expected=there, words=words
        )


def _figures(folder: Path | None, checked: Checked) -> list[tuple[int, int, str, str, str]]:
    """The figures that the table and the progress report in the store both have."""
    if folder is None or not seal.database(folder).exists():
        return []
    connection = checked.connection
    # ATTACH takes no value to bind, unless DuckDB is 2.0 or newer.
    quoted = str(seal.database(folder)).replace("'", "''")
    connection.execute(f"ATTACH '{quoted}' AS published (READ_ONLY)")
    figures = connection.execute(_FIGURES).fetchall()
    connection.execute("DETACH published")
    return figures


def _nothing_to_compare() -> Problem:
    message = N_(
        "There is no progress report of this organization, year and round to compare with. Load that one"
        " first."
    )
    return Problem("note", "nothing_to_compare", message)
