"""Who acts: whose name registers keep beside what is loaded, undone or written.

At the command line it is the system's user; a page says who has signed in. A thread knows only whom it was
told: who starts one for somebody passes `current()` on and opens `acting` in it."""

import getpass
import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True)
class Actor:
    """Who acts: the name that registers show (an e-mail address, or the system's user), and from which
    address of the network ("": on this machine)."""

    name: str
    address: str = ""


_acting: ContextVar[Actor | None] = ContextVar("acting", default=None)


def current() -> Actor:
    """Who acts now: whom `acting` names, else the system's user."""
    return _acting.get() or Actor(_system_user())


@contextmanager
def acting(actor: Actor) -> Iterator[None]:
    """What is changed inside is changed by this actor."""
    before = _acting.set(actor)
    try:
        yield
    finally:
        _acting.reset(before)


def _system_user() -> str:
    """Under which name of the system this program runs."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # in a container the user may have a number only
        return f"uid {os.getuid()}"
