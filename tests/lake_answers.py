"""What a store holds and answers, as one JSON document: `python -m tests.lake_answers` in a process of its own, since of one
DuckDB there can be no other."""

import inspect
import json
import sys
from collections.abc import Callable, Iterator
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import pandas as pd

import database
import queries
import seal
from loaders.schema.datasets import DATASETS
from loaders.store import lake
from loaders.store.register import opened
from queries.scope import Catalogue, Scope, catalogue

SUBJECTS = sorted(path.stem for path in Path(queries.__file__).parent.glob("*.py") if path.stem != "__init__")
GIVEN = {
    "level": "division",
    "kind": "no_spending",
    "targets": True,
    "part": "division",
    "today": date(2026, 1, 31),
    "by": "dimension",
    "data_set": "budget",
    "division": "กองคลัง",
    "table": "budget",
    "column": "division",
    "severity": None,
    "assessment_year": 2569,
    "subject": "budget",
}
"""What questions ask to be given beside the scope."""
OF_SCOPE = ("organization", "fiscal_year", "scope", "earlier", "before")
UNLIKE = ("audit_head", "sealed", "findings_basis")
"""Tables that say of a database how and with which DuckDB it was made, and not what it holds."""


def answers() -> Iterator[tuple[str, str]]:
    """Every question of queries/, of each organization and year that it can be asked of, and its answer."""
    known = catalogue(database.cursor())
    for name, question in questions():
        for organization in known.organizations:
            years = known.fiscal_years(organization)
            for year, earlier in zip(years, [*years[1:], years[-1]], strict=True):
                scope, before = Scope(organization, year), Scope(organization, earlier)
                told = GIVEN | dict(zip(OF_SCOPE, (organization, year, scope, before, before), strict=True))
                bound = {asked: told[asked] for asked in required(question)[1:]}
                yield f"{name} {organization} {year}", as_text(question(database.cursor(), **bound))


def questions() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Those that can be asked with what is in GIVEN and OF_SCOPE."""
    for subject in SUBJECTS:
        module = import_module(f"queries.{subject}")
        for name, question in inspect.getmembers(module, inspect.isfunction):
            is_question = question.__module__ == module.__name__ and required(question)[:1] == ["con"]
            if is_question and not name.startswith("_") and {*required(question)[1:]} <= {*GIVEN, *OF_SCOPE}:
                yield f"{subject}.{name}", question


def required(question: Callable[..., Any]) -> list[str]:
    """What a question must be given."""
    return [each.name for each in inspect.signature(question).parameters.values() if each.default is each.empty]


def as_text(answer: Any) -> str:
    """An answer as text, to the last digit."""
    if isinstance(answer, Catalogue):
        return repr(answer.organizations)
    return answer.to_csv(index=False) if isinstance(answer, pd.DataFrame) else repr(answer)


def rows() -> dict[str, list[str]]:
    """The rows of every table, in an order of their own."""
    with opened(seal.database(database.store()), read_only=True) as connection:
        own = "SELECT table_name FROM duckdb_tables() WHERE database_name = current_database() ORDER BY ALL"
        tables = [table for (table,) in connection.execute(own).fetchall()]
        assert {*tables} > {*DATASETS}
        held = {table: connection.execute(f'FROM "{table}"').fetchall() for table in tables if table not in UNLIKE}
    return {table: sorted(map(repr, rows)) for table, rows in held.items()}


if __name__ == "__main__":
    lake.follow(database.store())
    json.dump({"answers": dict(answers()), "tables": rows()}, sys.stdout)
