"""Lines with the names of an earlier line: refused, told, or, where they are a large share of the file, asked
about."""

from dataclasses import replace
from decimal import Decimal

import duckdb

from loaders.checks.staging import MOST_TOLD, further_rows
from loaders.layout.reading import Options
from loaders.problem import Choice, Outcome, Problem, Question
from loaders.schema.dataset import Dataset
from vocabulary.language import N_

FEWEST, LEAST_SHARE = 3, Decimal("0.3")
"""How many lines, and what share of all, must have the names of an earlier one to be asked about."""
KEEP = "keep"


def repeated_lines(
    connection: duckdb.DuckDBPyConnection, dataset: Dataset, options: Options, *, may_be_one_report: bool
) -> Outcome:
    """Rows with the key of an earlier row: refused, or where lines may repeat, kept apart and told or, in
    what may be one report, asked about.

    A key that lacks a required part is no key; the cell is told already."""
    rows = connection.execute(
        "SELECT source_row, first_row, name, count(*) OVER () FROM repeated"
        f" ORDER BY source_row LIMIT {MOST_TOLD}"
    ).fetchall()
    outcome = Outcome()
    # What is counted and not summed stands for itself: that two have one number, a finding tells.
    if not rows or (dataset.lines_may_repeat and not dataset.amounts):
        return outcome
    if dataset.lines_may_repeat and may_be_one_report:
        _ask(connection, dataset, options, outcome)
        # One question about all of them is enough.
        if outcome.problems:
            return outcome
    # A budget may have two lines of one name; two projects of one number are a mistake.
    if dataset.lines_may_repeat:
        message = N_(
            "Row {row} has the same names as row {first} ({value}). Both are counted; is one a copy?"
        )
        problem = Problem("warning", "repeated_line", message)
    else:
        message = N_("Row {row} repeats the key of row {first} ({value}). Keep one of the two.")
        problem = Problem("error", "repeated_key", message)
    outcome.problems += [
        replace(problem, row=row, value=value, words={"first": str(first)})
        for row, first, value, _count in rows
    ]
    if rows[0][3] > MOST_TOLD:
        outcome.problems.append(further_rows(replace(problem, row=rows[-1][0]), rows[0][3] - MOST_TOLD))
    return outcome


def _ask(connection: duckdb.DuckDBPyConnection, dataset: Dataset, options: Options, outcome: Outcome) -> None:
    """Asks whether lines with the names of earlier ones are lines of their own, where they are many; with
    what all come to, and what the first of each."""
    names = dataset.amounts
    sums = ", ".join(f"sum({name}), sum({name}) FILTER (occurrence IS NULL)" for name in names)
    query = f"""
        SELECT count(*), count(occurrence), min(source_row) FILTER (occurrence IS NOT NULL), {sums}
        FROM record LEFT JOIN (SELECT source_row, occurrence FROM repeated) USING (source_row)"""
    ((lines, count, row, *totals),) = connection.execute(query).fetchall()
    if count < FEWEST or count < LEAST_SHARE * lines:
        return
    key = f"repeated:{count}"  # what is said of some lines says nothing of others
    every = {name: total for name, total in zip(names, totals[::2], strict=True) if total is not None}
    choice = Choice(KEEP, N_("lines of their own: all are counted"), f"--repeated {KEEP}", every)
    words = {
        "count": f"{count:,}",
        "lines": f"{lines:,}",
        "title": dataset.column(names[0]).title,
        "once": f"{totals[1] or 0:,}",
    }
    value = f"{totals[0] or 0:,}"
    problem = Problem(
        "error", "repeated_asked", _ASKED, row, value=value, words=words, question=Question(key, (choice,))
    )
    outcome.ask(problem, options.answer)


_ASKED = N_(
    "{count} of {lines} lines have the names of an earlier line (the first is row {row}): {title} of all"
    " lines is {value}, of the"
    " first of each name {once}. If a report stands in the file twice, or lines are entered piece by piece,"
    " correct the file"
    " first. Or are they lines of their own?"
)
