"""From the texts of a table to its lines: decimal marks, unit, totals and blank cells, in this order; each as
the figures prove it, as the clerk answered, or asked."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

import duckdb

import seal
from loaders.checks import numerals, totals, units, workbench
from loaders.checks.blanks import Blanks, blanks
from loaders.checks.proportions import out_of_proportion
from loaders.checks.remaining_amounts import misread
from loaders.checks.scores import PERCENT, scores
from loaders.checks.spelled_rows import sort, spell
from loaders.checks.staging import Progress, Source, stage
from loaders.checks.total_passes import Totals
from loaders.layout.headers import organizations
from loaders.layout.reading import Options, Reading
from loaders.problem import Outcome, Problem
from loaders.rows import Notices, Row
from loaders.schema.dataset import Dataset


@dataclass(kw_only=True)
class Amounts(Outcome):
    """A table whose amounts are read: `plain` and `spelled` of `connection` hold its rows."""

    connection: duckdb.DuckDBPyConnection
    notices: Notices
    unit: units.Unit
    totals: Totals


def read(source: Source, head: list[Row], options: Options, progress: Progress) -> Amounts:
    """The rows of a table with their amounts and scores; `proof` holds what proven totals sum."""
    table = _settled(source, head, options, progress, PERCENT)
    scale = scores(table.connection, source.reading, options)
    # 4.75 of 5 is 95 %: what the best score is shows only in scores that were read as percent first.
    if scale.best != PERCENT:
        workbench.end(table.connection)
        table = _settled(source, head, options, progress, scale.best)
    table.add(scale)
    _keep_proofs(table.connection, table.totals)
    return table


def _settled(source: Source, head: list[Row], options: Options, progress: Progress, best: int) -> Amounts:
    """The table, read again where figures show that a row is another thing than its words say, because what
    stands below it may be read otherwise then."""
    roles: dict[int, str] = {}
    # What was answered is not asked again once the row is read so.
    answered: dict[str, str] = {}
    # Told by the reading that meets the row first; the next one knows its role already and says nothing.
    recalled: dict[int | None, Problem] = {}
    # Roles only grow, so this comes to an end.
    while True:
        table = _read(source, head, options, progress, roles, best)
        new = {row: role for row, role in table.totals.roles.items() if row not in roles}
        answered |= table.totals.answered
        others = [problem for problem in table.problems if problem.rule != totals.RECALLED]
        recalled = {
            problem.row: problem for problem in table.problems if problem.rule == totals.RECALLED
        } | recalled
        if not new:
            table.problems = [*others, *recalled.values()]
            table.answered |= answered
            return table
        roles |= new
        workbench.end(table.connection)


def _read(
    source: Source, head: list[Row], options: Options, progress: Progress, roles: dict[int, str], best: int
) -> Amounts:
    reading = source.reading
    notices = Notices()
    connection = stage(source, options, notices, progress, roles)
    # What programs write has no units in brackets, nor sums among its lines.
    may_be_made_by_hand = notices.rows_read <= totals.MOST_COMPARED
    brackets = _in_brackets(connection, reading.dataset) if may_be_made_by_hand else []
    unit = units.unit(reading, head, notices, options, source.name, brackets)
    # A plain cast reads baht and percent; anything else is looked at cell by cell.
    sort(connection, reading.dataset, all_closely=unit.is_open or unit.baht > 1 or best != PERCENT)
    outcome = Outcome([*unit.problems], dict(unit.answered))
    marks = numerals.Marks()
    if connection.execute("FROM staged LIMIT 1").fetchall():
        in_baht = not unit.is_open and unit.baht == 1
        # A workbook is ragged: its numbers were typed as numbers, and no comma splits a cell of it.
        is_text = not source.text.is_ragged
        marks = numerals.marks(connection, reading, options, in_baht=in_baht, is_text=is_text)
        if is_text:
            outcome.problems += numerals.split_rows(connection, reading)
    # While the unit is open, amounts may have more decimals than baht have.
    spell(connection, reading.dataset, units.LARGEST if unit.is_open else unit.baht, marks.commas, best)
    outcome.add(marks)
    # Only now: what adds up depends on decimal marks and the unit.
    sums = totals.find(connection, reading, options, notices.rows_read)
    outcome.add(sums)
    return Amounts(
        outcome.problems,
        outcome.answered,
        connection=connection,
        notices=notices,
        unit=unit,
        totals=sums,
    )


def _in_brackets(connection: duckdb.DuckDBPyConnection, dataset: Dataset) -> list[tuple[int, str]]:
    """The texts with brackets in a table, each with the first of its rows."""
    if not dataset.texts:
        return []
    query = f"""
        SELECT min(source_row), text
        FROM (SELECT source_row, unnest([{", ".join(dataset.texts)}]) AS text FROM numbered)
        WHERE regexp_matches(text, '[(（\\[]') GROUP BY text ORDER BY ALL"""
    return connection.execute(query).fetchall()


def _keep_proofs(connection: duckdb.DuckDBPyConnection, sums: Totals) -> None:
    connection.execute(
        """CREATE TABLE proof (source_row INTEGER, first_row INTEGER, last_row INTEGER, label VARCHAR,
                               is_whole BOOLEAN, is_exact BOOLEAN)"""
    )
    if sums.proven:
        proofs = [
            (row, proof.first, proof.last, proof.label, proof.is_whole, proof.is_exact)
            for row, proof in sums.proven.items()
        ]
        connection.executemany("INSERT INTO proof VALUES (?, ?, ?, ?, ?, ?)", proofs)


def ask_about_blanks(
    connection: duckdb.DuckDBPyConnection, reading: Reading, options: Options, table: Amounts
) -> Blanks:
    """What the blank cells of the lines in `record` mean; asks for the unit where words or figures make it
    doubtful."""
    outcome = blanks(connection, reading, options)
    if table.unit.is_open:
        # Read as millions so that no decimal is lost (1.23456789), and shown as they are written.
        sums = {name: total / units.LARGEST for name, total in _money(connection, reading).items()}
        # What else is asked would show sums that depend on it.
        table.problems = [_without_sums(problem) for problem in table.problems]
        table.problems.append(units.unit_question(table.unit, sums))
        outcome.problems = [_without_sums(problem) for problem in outcome.problems]
    table.add(outcome)
    return outcome


def _without_sums(problem: Problem) -> Problem:
    if problem.question is None:
        return problem
    choices = tuple(replace(choice, sums={}) for choice in problem.question.choices)
    return replace(problem, question=replace(problem.question, choices=choices))


def _money(connection: duckdb.DuckDBPyConnection, reading: Reading) -> dict[str, Decimal]:
    """What the lines come to, column → sum, of each column of money that the table has."""
    names = [name for name in reading.positions if reading.dataset.column(name).kind.spelling == "money"]
    (sums,) = connection.execute(
        f"SELECT {', '.join(f'sum({name})' for name in names)} FROM record"
    ).fetchall()
    return {name: total for name, total in zip(names, sums, strict=True) if total is not None}


def implausible_totals(
    connection: duckdb.DuckDBPyConnection, reading: Reading, options: Options, folder: Path | None, lines: int
) -> Outcome:
    """Asks where an organization's allocation is a thousand or a million times off, in the store too; and, in
    a table of so few lines that people may have made it, where amounts are out of proportion to each other,
    or columns are read as others."""
    outcome = Outcome()
    if lines <= totals.MOST_COMPARED:
        outcome.add(out_of_proportion(connection, reading, options))
        outcome.add(misread(connection, reading, options))
    if "allocation" not in reading.positions:
        return outcome
    kinds = {organization["organization_code"]: organization["type"] for organization in organizations()}
    with _published(connection, folder) as published:
        for code, year, total, count in connection.execute(_ALLOCATED).fetchall():
            bound = {"code": code, "year": year}
            others = connection.execute(_OTHERS, bound).fetchall() if published else []
            by_year = {f"{year}": other for year, other in others}
            # The year beside which the total is implausible; "" where it is so by itself.
            year_beside = units.implausible_beside(total, count, kinds.get(code), by_year)
            if year_beside is not None:
                sums = _money(connection, reading)
                outcome.ask(units.unit_doubt(units.key_of(total), total, year_beside, sums), options.answer)
    return outcome


_ALLOCATED = """
    SELECT organization_code, fiscal_year, sum(allocation), count(*) FROM record
    WHERE organization_code IS NOT NULL AND fiscal_year IS NOT NULL
    GROUP BY ALL HAVING sum(allocation) > 0 ORDER BY ALL"""
# Of the same divisions: the file of one is far less than the whole ordinance of the year before.
_OTHERS = """
    SELECT fiscal_year, sum(allocation) FROM published.budget
    WHERE organization_code = $code
      AND (fiscal_year <> $year
           OR as_of NOT IN (SELECT as_of FROM record WHERE fiscal_year = $year AND as_of IS NOT NULL))
      AND division IN (SELECT division FROM record WHERE organization_code = $code AND fiscal_year = $year)
    GROUP BY fiscal_year, as_of ORDER BY abs(fiscal_year - $year), as_of DESC"""
"""What the divisions of an organization were allocated in its other years, and in other reports of this
one."""


@contextmanager
def _published(connection: duckdb.DuckDBPyConnection, folder: Path | None) -> Iterator[bool]:
    """The published database as `published`, where there is one that can be opened; who publishes will tell
    of any other."""
    path = seal.database(folder) if folder else None
    is_there = False
    with suppress(duckdb.Error):
        if path and path.exists():
            # ATTACH takes no value to bind, unless DuckDB is 2.0 or newer.
            quoted = str(path).replace("'", "''")
            connection.execute(f"ATTACH '{quoted}' AS published (READ_ONLY)")
            is_there = True
    yield is_there
    if is_there:
        connection.execute("DETACH published")
