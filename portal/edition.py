"""The published data as everybody asks them who is served now: pages, their routes without a session, the
API."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from typing import Any

import pandas as pd
from duckdb import DuckDBPyConnection

import program
from database import DamagedDatabaseError, Identity, cursor, damage_told, opened
from queries import scope as ask
from queries import versions
from sections.subject import Published
from vocabulary import thai


@dataclass(frozen=True, eq=False)
class Edition:
    """What is published, opened once: all that one page, document or answer asks is answered from one file,
    also while a load publishes the next."""

    published: Identity
    held: DuckDBPyConnection
    data: Published

    def asked(self, question: Callable[..., Any], *given: Any) -> Any:
        """The answer to a question that is asked too rarely, or answered at too great length, to be kept."""
        with damage_told():
            return question(cursor(self.held), *given)

    def version(self, organization: str, *more: object) -> str:
        """The organization's newest load, and a mark of all that its answers hang on: its rows, the program,
        its settings, and what is named besides, such as the day. The same in every process; another
        organization's load changes nothing."""
        newest, brought = self.data.ask(versions.of_organization, organization)
        told = repr((brought, program.mark(), *more))
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
