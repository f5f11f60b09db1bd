"""What answers and documents hang on beside the published data: this program, as it was started, and its
settings."""

import hashlib
import os
from functools import cache
from pathlib import Path

import settings

ROOT = Path(__file__).parent
SETTINGS = (settings.ADDRESS, settings.MINIMUM_RESPONDENTS)
WRITTEN = ("*.py", "*.sql", "*.typ", "*.po", "*.csv")
"""What the program consists of, as far as it decides what is told."""


def mark() -> str:
    """Letters and digits that are others as soon as anything is told otherwise; in every process of the same
    program the same."""
    told = [_written(), *(os.environ.get(name) for name in SETTINGS)]
    return hashlib.sha256(repr(told).encode()).hexdigest()


@cache
def _written() -> str:
    folders = [path.parent for path in ROOT.glob("*/__init__.py")]
    folders += [ROOT / "locale", ROOT / "data" / "reference"]
    paths = [path for folder in folders for kind in WRITTEN for path in folder.rglob(kind)]
    paths += ROOT.glob("*.py")
    return hashlib.sha256(b"".join(path.read_bytes() for path in sorted(paths))).hexdigest()
