"""From the texts of a table to its lines: decimal marks, unit, totals and blank cells, in this order; each as
the figures prove it, as the clerk answered, or asked."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

import duckdb

from database import FILE_NAME
from loaders.checks import numerals, totals, units
from loaders.checks.blanks import Blanks, blanks
from loaders.checks.identities import misread
from loaders.checks.proportions import out_of_proportion
from loaders.checks.scores import PERCENT, scores
from loaders.checks.staging import Progress, Source, sort, spell, stage
from loaders.layout.headers import organizations
from loaders.layout.reading import Options, Reading
from loaders.problem import Asked, Problem
from loaders.rows import Notices, Row
from loaders.schema.dataset import Dataset


@dataclass
class Amounts:
    """A table whose amounts are read: `plain` and `spelled` of `connection` hold its rows, `proof` what
    proven totals sum."""

    connection: duckdb.DuckDBPyConnection
    notices: Notices
    unit: units.Unit
    problems: list[Problem] = field(default_factory=list)
    answered: dict[str, str] = field(default_factory=dict)


def read(source: Source, head: list[Row], options: Options, progress: Progress) -> Amounts:
    """The rows of a table with their amounts and scores."""
    found, sums = _settled(source, head, options, progress, PERCENT)
    scale = scores(found.connection, source.reading, options)
    if scale.best != PERCENT:
        found.connection.close()
        found, sums = _settled(source, head, options, progress, scale.best)
    found.problems += scale.problems
    found.answered |= scale.answered
    _keep_proofs(found.connection, sums)
    return found


def _settled(
    source: Source, head: list[Row], options: Options, progress: Progress, best: int
) -> tuple[Amounts, totals.Totals]:
    """The table, read again where figures show that a row is another thing than its words say, because what
    stands below it may be read otherwise then."""
    roles: dict[int, str] = {}
    answered: dict[str, str] = {}
    recalled: dict[int | None, Problem] = {}
    while True:
        found, sums = _read(source, head, options, progress, roles, best)
        new = {row: role for row, role in sums.roles.items() if row not in roles}
        # What was answered is not asked again once the row is read so.
        answered |= sums.answered
        recalled = {
            problem.row: problem for problem in found.problems if problem.rule == totals.RECALLED
        } | recalled
        if not new:
            found.problems = [problem for problem in found.problems if problem.rule != totals.RECALLED] + [
                *recalled.values()
            ]
            found.answered |= answered
            return found, sums
        roles |= new
        found.connection.close()


def _read(
    source: Source, head: list[Row], options: Options, progress: Progress, roles: dict[int, str], best: int
) -> tuple[Amounts, totals.Totals]:
    reading, notices = source.reading, Notices()
    connection = stage(source, options, notices, progress, roles)
    unit = units.unit(reading, head, notices, options, source.name, _in_brackets(connection, reading.dataset))
    sort(connection, reading.dataset, all_closely=unit.is_open or unit.baht > 1 or best != PERCENT)
    found = Amounts(connection, notices, unit, [*unit.problems], dict(unit.answered))
    marks = numerals.Marks()
    if connection.execute("FROM staged LIMIT 1").fetchall():
        in_baht = not unit.is_open and unit.baht == 1
        marks = numerals.marks(
            connection, reading, options, in_baht=in_baht, is_text=not source.text.is_ragged
        )
        if not source.text.is_ragged:
            found.problems += numerals.split_rows(connection, reading)
    # While the unit is open, amounts may have more decimals than baht have.
    spell(connection, reading.dataset, units.LARGEST if unit.is_open else unit.baht, marks.commas, best)
    sums = totals.find(connection, reading, options)
    found.problems += [*marks.problems, *sums.problems]
    found.answered |= marks.answered | sums.answered
    return found, sums


def _in_brackets(connection: duckdb.DuckDBPyConnection, dataset: Dataset) -> list[tuple[int, str]]:
    """The texts with brackets in a table that people may have made, each with the first of its rows."""
    if connection.execute(f"FROM numbered OFFSET {totals.MOST_COMPARED} LIMIT 1").fetchall():
        return []
    asked = " UNION ALL ".join(
        f"SELECT min(source_row), {name} FROM numbered WHERE regexp_matches({name}, '[(（\\[]') GROUP BY {name}"
        for name in dataset.texts
    )
    return sorted(connection.execute(asked).fetchall()) if asked else []


def _keep_proofs(connection: duckdb.DuckDBPyConnection, sums: totals.Totals) -> None:
    connection.execute(
        """CREATE TABLE proof (source_row INTEGER, first_row INTEGER, last_row INTEGER, label VARCHAR, is_whole BOOLEAN,
                               is_exact BOOLEAN)"""
    )
    if sums.proven:
        proofs = [
            (row, proof.first, proof.last, proof.label, proof.is_whole, proof.is_exact)
            for row, proof in sums.proven.items()
        ]
        connection.executemany("INSERT INTO proof VALUES (?, ?, ?, ?, ?, ?)", proofs)


def ask(
    connection: duckdb.DuckDBPyConnection,
    reading: Reading,
    options: Options,
    found: Amounts,
    folder: Path | None,
) -> Blanks:
    """What the blank cells of the lines in `record` mean; asks for the unit where words or figures make it
    doubtful."""
    if found.unit.is_open:
        sums = {name: total / units.LARGEST for name, total in _money(connection, reading).items()}
        # What else is asked would show sums that depend on it.
        found.problems = [_without_sums(problem) for problem in found.problems]
        found.problems.append(units.asked(found.unit, sums))
    left = blanks(connection, reading, options)
    found.problems += map(_without_sums, left.problems) if found.unit.is_open else left.problems
    found.answered |= left.answered
    return left


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


def implausible(
    connection: duckdb.DuckDBPyConnection, reading: Reading, options: Options, folder: Path | None
) -> Asked:
    """Asks where an organization's allocation is a thousand or a million times off, in the store too; and, in
    a table that people may have made, where amounts are out of proportion to each other, or columns are read
    as others."""
    asked = Asked()
    if not connection.execute(f"FROM record OFFSET {totals.MOST_COMPARED} LIMIT 1").fetchall():
        asked.add(out_of_proportion(connection, reading, options))
        asked.add(misread(connection, reading, options))
    if "allocation" not in reading.positions:
        return asked
    kinds = {known["organization_code"]: known["type"] for known in organizations()}
    with _published(connection, folder) as published:
        for code, year, total, lines in connection.execute(_ALLOCATED).fetchall():
            others = connection.execute(_OTHERS, {"code": code, "year": year}).fetchall() if published else []
            doubt = units.implausible(
                total, lines, kinds.get(code), {f"{year}": other for year, other in others}
            )
            if doubt is not None:
                asked.ask(
                    units.doubted(units.key_of(total), total, doubt, _money(connection, reading)),
                    options.answer,
                )
    return asked


_ALLOCATED = """
    SELECT organization_code, fiscal_year, sum(allocation), count(*) FROM record
    WHERE organization_code IS NOT NULL AND fiscal_year IS NOT NULL GROUP BY ALL HAVING sum(allocation) > 0 ORDER BY ALL"""
_OTHERS = """
    SELECT fiscal_year, sum(allocation) FROM published.budget
    WHERE organization_code = $code
      AND (fiscal_year <> $year OR as_of NOT IN (SELECT as_of FROM record WHERE fiscal_year = $year AND as_of IS NOT NULL))
      AND division IN (SELECT division FROM record WHERE organization_code = $code AND fiscal_year = $year)
    GROUP BY fiscal_year, as_of ORDER BY abs(fiscal_year - $year), as_of DESC"""
"""What the divisions of an organization were allocated in its other years, and in other reports of this
one."""


@contextmanager
def _published(connection: duckdb.DuckDBPyConnection, folder: Path | None) -> Iterator[bool]:
    """The published database as `published`, where there is one that can be opened; who publishes will tell
    of any other."""
    path = folder / FILE_NAME if folder else None
    try:
        if path and path.exists():
            quoted = str(path).replace("'", "''")
            connection.execute(f"ATTACH '{quoted}' AS published (READ_ONLY)")
    except duckdb.Error:
        path = None
    is_there = bool(path and path.exists())
    yield is_there
    if is_there:
        connection.execute("DETACH published")
