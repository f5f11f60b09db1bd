"""What the environment sets: folders, and numbers, which are checked when the program starts."""

import os
import sys
from pathlib import Path

STORE, SETTINGS = "PRONGSAI_STORE", "PRONGSAI_SETTINGS"


def store() -> Path:
    """The folder that holds the published database: PRONGSAI_STORE, or var/ beside the program."""
    return Path(os.environ.get(STORE) or Path(__file__).parent / "var")


def of_organization(code: str) -> Path:
    """The folder of what an organization has of its own, such as its letterhead: named by its code, in that
    of PRONGSAI_SETTINGS or settings/ in the store."""
    return Path(os.environ.get(SETTINGS) or store() / "settings") / code


def whole_number(name: str, default: int) -> int:
    """The number that the environment variable holds; `default` where it is not set. Ends the program where
    it holds something else."""
    said = os.environ.get(name) or str(default)
    if not (said.isascii() and said.isdigit()):
        sys.exit(f"{name} ต้องเป็นจำนวนเต็ม เช่น {default} / must be a whole number, such as {default}: {said}")
    return int(said)
