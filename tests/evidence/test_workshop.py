"""Files that are made when they are first asked for."""

import sys
from collections.abc import Iterator

import pytest

from evidence.workshop import Workshop


@pytest.fixture
def hasty() -> Iterator[None]:
    """Threads take turns as often as they can."""
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(interval)


@pytest.mark.usefixtures("hasty")
def test_why_nothing_could_be_made_is_told_also_where_it_fails_at_once():
    workshop: Workshop[float] = Workshop("test", kept=4, making=4)
    for number in range(300):
        with pytest.raises(ZeroDivisionError):
            workshop.made(number, lambda: 1 / 0)
