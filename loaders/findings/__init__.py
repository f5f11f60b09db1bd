"""What does not reconcile: every rule is a question to the database about to be published, its answer a table
like any other.

A rule stands in DATA_SET.sql, that of the data set among whose findings it is listed (common.sql: of
several), below a line `-- RULE: what it looks for`; its severity and sentence in vocabulary/."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple, get_args

import duckdb

import definitions
from loaders import user_texts
from loaders.findings import lines
from loaders.problem import Problem
from loaders.schema.datasets import DATASETS
from loaders.sources import OF_ORGANIZATIONS, Changes
from vocabulary import thai
from vocabulary.data_sets import DATA_SETS
from vocabulary.findings import RULES, Within, in_language
from vocabulary.language import N_

FOLDER = Path(__file__).parent
WORDS = FOLDER / "words.sql"
TOTALS = "stated_totals"
"""The table of what total rows state."""
MOST_TOLD = 200
"""How many findings of one load are told one by one."""
Row = dict[str, Any]


class Question(NamedTuple):
    """What a rule asks, and the data set among whose findings its own are listed (common: of several)."""

    data_set: str
    sql: str


@cache
def rules() -> Mapping[str, Question]:
    """Every rule and its question, by name."""
    every: dict[str, Question] = {}
    for path in FOLDER.glob("*.sql"):
        _words, *parts = re.split(r"(?:\A|(?<=\n\n))-- (\w+): ", _text(path))
        questions = (f"-- {sql.rstrip().removesuffix(';')}" for sql in parts[1::2])
        every |= {name: Question(path.stem, sql) for name, sql in zip(parts[::2], questions, strict=True)}
    return MappingProxyType(dict(sorted(every.items())))


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def _references() -> tuple[str, ...]:
    """The tables of data/reference that rules look into: those that their questions name."""
    questions = " ".join([*(question.sql for question in rules().values()), _text(WORDS)])
    named = set(re.findall(r"\w+", questions))
    return tuple(sorted(path.stem for path in definitions.REFERENCE.glob("*.csv") if path.stem in named))


def compute(connection: duckdb.DuckDBPyConnection, folder: Path, changes: Changes | None = None) -> None:
    """Writes the table `findings` of the database that `connection` has open, in one order, and what people
    wrote. Only what `changes` may have changed is asked again (None: everything). The connection knows the
    macros (loaders.macros).

    findings: finding_id (the same for the same figures in the same place, whichever load brought them), rule,
    severity, table, organization_code, fiscal_year, as_of, round_months, load_id, source_row, column,
    subject, stated, expected, difference (in the unit of the column; as words stated_word, expected_word),
    holds_from, holds_until (day; where a finding depends on it)."""
    if changes and not is_current(connection):
        changes = None
    _lay_out_words(connection)
    kept = ""
    for within in get_args(Within):
        asked = [name for name, rule in RULES.items() if rule.within == within]
        touched = _touched(within, changes)
        with _narrowed(connection, within, touched):
            _ask(connection, asked)
        if touched:
            # Also what is found of nobody in particular: it names no organization.
            kept += f"""
                UNION ALL BY NAME
                (FROM findings WHERE list_contains({asked}, rule) AND coalesce(NOT {touched}, true))"""
    connection.execute(
        f"""
        CREATE OR REPLACE TABLE findings AS
        WITH new AS (
        -- As JSON: joined texts of two findings could be the same.
        SELECT md5(to_json([rule, "table", organization_code, fiscal_year::VARCHAR, as_of::VARCHAR,
                            round_months::VARCHAR, coalesce(place, subject), "column", stated::VARCHAR,
                            expected::VARCHAR, stated_word, expected_word])::VARCHAR) AS finding_id,
               * EXCLUDE place
        FROM found
        )
        FROM (FROM new{kept})
        ORDER BY {_GRAVEST_FIRST}
        """
    )
    user_texts.lay_out(connection, folder)
    connection.execute(
        "CREATE OR REPLACE TABLE findings_basis AS SELECT $basis AS basis", {"basis": _basis()}
    )


def _touched(within: Within, changes: Changes | None) -> str:
    """The condition on the rows of which rules within these bounds are asked again; nothing where that is
    all."""
    if changes is None or within == "all":
        return ""
    return changes.of_organizations if within == "organization" else changes.of_loads


NARROWED: dict[Within, list[str]] = {
    "organization": OF_ORGANIZATIONS,
    "load": [*DATASETS, TOTALS],
}
"""The tables that have only the rows that are touched, while rules within these bounds are asked."""


@contextmanager
def _narrowed(connection: duckdb.DuckDBPyConnection, within: Within, touched: str) -> Iterator[None]:
    """Meanwhile the tables have, for this connection, only the rows that are touched."""
    ((next_database,),) = connection.execute("SELECT current_database()").fetchall()
    tables = NARROWED[within] if touched else []
    for table in tables:
        connection.execute(f'CREATE TEMP VIEW {table} AS FROM "{next_database}".main.{table} WHERE {touched}')
    yield
    for table in tables:
        connection.execute(f"DROP VIEW temp.{table}")


def _ask(connection: duckdb.DuckDBPyConnection, asked: Iterable[str]) -> None:
    """Puts what these rules find into the table `found`."""
    questions, silent = rules(), _silent(connection)
    for name in asked:
        if questions[name].data_set in silent or (RULES[name].of_totals and TOTALS in silent):
            continue
        connection.execute(
            "INSERT INTO found BY NAME SELECT $rule AS rule, $severity AS severity, *"
            f" FROM ({questions[name].sql}\n)",
            {"rule": name, "severity": RULES[name].severity},
        )


def _silent(connection: duckdb.DuckDBPyConnection) -> set[str]:
    """The folders of which no data set has a row (TOTALS: where no total is stored): their rules have nothing
    to contradict, and planning each costs more than most loads."""
    folders = {TOTALS: [TOTALS]}
    for data_set in DATA_SETS:
        folders.setdefault(data_set.findings, []).append(data_set.table)
    # One question for all: each by itself would take four times as long.
    tables = [TOTALS, *(each.table for each in DATA_SETS)]
    asked = " UNION ALL ".join(f"(SELECT '{table}' FROM {table} LIMIT 1)" for table in tables)
    filled = {table for (table,) in connection.execute(asked).fetchall()}
    return {folder for folder, tables in folders.items() if filled.isdisjoint(tables)}


def _lay_out_words(connection: duckdb.DuckDBPyConnection) -> None:
    """Defines, for this connection only, the words that rules use, and the reference tables that they look
    into."""
    for name in _references():
        definitions.lay_out_reference(connection, name, f"TEMP TABLE {name}")
    connection.execute(WORDS.read_text(encoding="utf-8"))
    lines.lay_out(connection)


def is_current(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether the findings were computed by these very rules and reference tables, which may be edited."""
    try:
        return connection.execute("FROM findings_basis").fetchone() == (_basis(),)
    except duckdb.CatalogException:  # a database of an earlier version
        return False


def _basis() -> str:
    paths = (
        WORDS,
        *definitions.WORDS,
        *(definitions.REFERENCE / f"{name}.csv" for name in _references()),
    )
    # What is made in Python counts, too: severities, views, tables of texts.
    made = "".join(rule.severity for rule in RULES.values()) + lines.as_sql()
    made += "".join(f"{name}{question.sql}" for name, question in rules().items())
    return hashlib.sha256(
        b"".join(path.read_bytes() for path in paths) + f"{made}{user_texts.TABLES}".encode()
    ).hexdigest()


_GRAVEST_FIRST = """list_position(['error', 'warning', 'note'], severity), "table", fiscal_year DESC,
                    organization_code, load_id, source_row, rule, round_months, "column", finding_id"""


def listed(connection: duckdb.DuckDBPyConnection, today: date, load_id: int | None = None) -> list[Row]:
    """The findings that hold today, gravest first, each with its file and explanation; of one load only where
    it is named."""
    asked = connection.execute(
        f"""
        FROM (
            SELECT findings.*, file_name, explanation
            FROM findings LEFT JOIN loads USING (load_id) LEFT JOIN explanations USING (finding_id)
            WHERE coalesce(holds_from <= $today, true) AND coalesce(holds_until > $today, true)
              AND ($load_id IS NULL OR load_id = $load_id)
        )
        ORDER BY {_GRAVEST_FIRST}
        """,
        {"today": today, "load_id": load_id},
    )
    names = [column[0] for column in asked.description]
    return [dict(zip(names, row, strict=True)) for row in asked.fetchall()]


def as_json(row: Row) -> Row:
    """A finding as the command line's `--json` gives it."""
    names = (
        "finding_id", "rule", "severity", "table", "load_id", "organization_code", "fiscal_year", "column",
        "stated", "expected", "difference", "holds_from", "explanation",
    )  # fmt: skip
    messages = {f"message_{language}": in_language(row, language) for language in ("th", "en")}
    return (
        {name: row[name] for name in names} | {"file": row["file_name"], "row": row["source_row"]} | messages
    )


@dataclass(frozen=True)
class FindingProblem(Problem):
    """A finding among the problems of a load."""

    finding: Row = field(default_factory=dict)

    def text(self, language: str) -> str:
        """The sentence in `language` ("th" or "en")."""
        return in_language(self.finding, language)


def as_problem(row: Row) -> Problem:
    """A finding as it is told among problems."""
    stated, expected = (None if row[name] is None else str(row[name]) for name in ("stated", "expected"))
    place = row["source_row"], row["column"]
    return FindingProblem(
        row["severity"], row["rule"], "", *place, stated=stated, expected=expected, finding=row
    )


def of_loads(connection: duckdb.DuckDBPyConnection, loads: Iterable[int]) -> dict[int, list[Problem]]:
    """What `of_load` tells of each of these loads."""
    return {load_id: of_load(connection, load_id) for load_id in loads}


def of_load(connection: duckdb.DuckDBPyConnection, load_id: int) -> list[Problem]:
    """The findings in the rows of one load, as problems to tell beside those of its file. None refuses it:
    they are stored.

    After the gravest ones, how many more there are."""
    found = listed(connection, thai.today(), load_id)
    told = [as_problem(row) for row in found[:MOST_TOLD]]
    if len(found) > MOST_TOLD:
        message = N_(
            "{count} more findings; the page of findings and python -m loaders findings tell them all."
        )
        told.append(Problem("note", "more_findings", message, words={"count": f"{len(found) - MOST_TOLD:,}"}))
    return told
