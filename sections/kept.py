"""What was made up once and serves all who see the same, until something else is published: kept longer, it
would hold the earlier file open, and all that was asked of it."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, ParamSpec, TypeVar, cast

Given = ParamSpec("Given")
Made = TypeVar("Made")

_caches: list[Any] = []


def until_published(most: int) -> Callable[[Callable[Given, Made]], Callable[Given, Made]]:
    """A decorator: the latest `most` things that a function has made are kept."""

    def keep(make: Callable[Given, Made]) -> Callable[Given, Made]:
        cached = lru_cache(maxsize=most)(make)
        _caches.append(cached)
        return cast(Callable[Given, Made], cached)

    return keep


def forget() -> None:
    """Forgets all of it, once something else is published."""
    for cached in _caches:
        cached.cache_clear()
