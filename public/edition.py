"""The published data as everybody asks them who is served now: pages, their routes without a session, the
API."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import Any

import pandas as pd
from duckdb import DuckDBPyConnection

from database import DamagedDatabaseError, Identity, cursor, damage_told, opened
from queries import scope as ask
from queries import versions
from sections.subject import Published
from vocabulary import thai

ROOT = Path(__file__).parents[1]
TOLD_BY = ("*.py", "*.sql", "*.po", "*.css", "reference/*.csv")
"""The files of the program by which an answer may become another one."""


@dataclass(frozen=True, eq=False)
class Edition:
    """What is published, opened once: all that one page, document or answer asks is answered from one file,
    also while a load publishes the next."""

    published: Identity
    held: DuckDBPyConnection
    data: Published

    def version(self, organization: str) -> str:
        """The organization's newest load, and a mark of all that its answers hang on: its rows, the day and
        the program. The same in every process; another organization's load changes nothing."""
        newest, brought = self.data.ask(versions.of_organization, organization)
        told = f"{brought} {self.data.today} {_program()}"
        return f"{newest}-{hashlib.sha256(told.encode()).hexdigest()[:16]}"


def edition_now() -> Edition:
    """What is published now. Raises NoDatabaseError where there is nothing to open, DamagedDatabaseError
    where it is not as it was published."""
    return _edition(*opened(), thai.today())


@lru_cache(maxsize=2)
def _edition(published: Identity, held: DuckDBPyConnection, today: date) -> Edition:
    with damage_told():
        organizations = ask.organizations(cursor(held))
    # Asked once for each file that is published, since nothing in it changes.
    answer = lru_cache(maxsize=512)(partial(_answer, held))
    known = ask.Catalogue(organizations, partial(answer, ask.scopes))
    return Edition(published, held, Published(partial(_asked, answer), known, today))


def _asked(answer: Callable[..., Any], question: Any, *given: Any) -> Any:
    """The answer to a question, which nobody can change for others: a copy shares its values until one of
    them is written."""
    answered = answer(question, *given)
    return answered.copy(deep=False) if isinstance(answered, pd.DataFrame) else answered


def _answer(held: DuckDBPyConnection, question: Any, *given: Any) -> Any:
    try:
        with damage_told():
            return question(cursor(held), *given)
    except DamagedDatabaseError:
        # What has failed so may answer nothing more.
        _edition.cache_clear()
        raise


@cache
def _program() -> str:
    """A mark of the program as it was started."""
    rooms = (path for path in ROOT.iterdir() if (path / "__init__.py").exists() or path.name in ("locale", "data"))
    paths = {path for room in rooms for kind in TOLD_BY for path in room.rglob(kind)}
    written = b"".join(path.read_bytes() for path in sorted(paths))
    return hashlib.sha256(written).hexdigest()[:16]
