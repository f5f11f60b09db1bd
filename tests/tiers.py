"""What every check tries of many alike: a sample. With --full all of them are tried."""

import pytest


def sampled(values, *, every=None, always=()):
    """The parameters of a test, of which every check tries each `every`th and those of `always`; --full tries all."""
    return [
        value if value in always or (every and at % every == 0) else pytest.param(*_several(value), marks=pytest.mark.full)
        for at, value in enumerate(values)
    ]


def _several(value):
    return value if isinstance(value, tuple) else (value,)
