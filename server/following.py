"""Follows the lake, where what is published lies in one: what any machine publishes is served here within a
second or two."""

import asyncio
import sys

from starlette.concurrency import run_in_threadpool

import database
from loaders.problem import LoadError
from loaders.store import lake
from vocabulary.language import LANGUAGES

PAUSE = 1
"""Seconds from one look to the next."""


async def keep_following() -> None:
    """Looks again and again which snapshot is the newest; while the lake cannot be reached, what this machine
    has is served on."""
    while lake.is_lake(database.store()):
        await asyncio.sleep(PAUSE)
        await run_in_threadpool(follow)


_trouble = ""


def follow() -> None:
    """Brings this machine's copy to the newest snapshot; what is in the way is written to the log, once."""
    global _trouble
    try:
        lake.follow(database.store())
    except LoadError as error:
        told = "\n".join(problem.text(language) for problem in error.problems for language in LANGUAGES)
    else:
        told = ""
    if told and told != _trouble:
        print(told, file=sys.stderr)
    _trouble = told
