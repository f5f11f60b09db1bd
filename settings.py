"""What the environment sets that is a number, checked when the program starts."""

import os
import sys


def whole_number(name: str, default: int) -> int:
    """The number that the environment variable holds; `default` where it is not set. Ends the program where
    it holds something else."""
    said = os.environ.get(name) or str(default)
    if not (said.isascii() and said.isdigit()):
        sys.exit(f"{name} ต้องเป็นจำนวนเต็ม เช่น {default} / must be a whole number, such as {default}: {said}")
    return int(said)
