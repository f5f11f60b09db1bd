"""Who acts: whose name registers keep beside what is loaded, undone or written.

At the command line it is the system's user; a page says who has signed in. A thread knows only whom it was
told: who starts one for somebody passes `current()` on and opens `acting` in it."""

import getpass
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True)
class Actor:
    """Who acts: the name that registers show (an e-mail address, or the system's user), from which address of
    the network ("": on this machine), and the mark of who has signed in, which stays the same under another
    name or e-mail address ("": nobody has)."""

    name: str
    address: str = ""
    mark: str = ""

    def made(self, by: str, mark: str | None) -> bool:
        """Whether this is who stands in a register as the maker of something, be it under another name."""
        return is_same(by, self.name) or bool(mark and mark == self.mark)


_MARK = re.compile(r"\[[0-9a-f]{12}\]$")
"""What stands behind the name of a person without an e-mail address, who may change that name."""
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


def is_same(one: str, other: str) -> bool:
    """Whether two names of registers are of one person: the same, or with the same mark behind them."""
    marks = [found[0] for name in (one, other) if (found := _MARK.search(name))]
    return one == other or (len(marks) == 2 and marks[0] == marks[1])


def _system_user() -> str:
    """Under which name of the system this program runs."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # in a container the user may have a number only
        return f"uid {os.getuid()}"
