"""From how many respondents on a score may be shown: an environment setting, checked when the program
starts."""

import os
import sys

NAME = "PRONGSAI_MINIMUM_N"


def _setting(default: int) -> int:
    value = os.environ.get(NAME) or str(default)
    if not (value.isascii() and value.isdigit()):
        sys.exit(f"{NAME} ต้องเป็นจำนวนเต็ม เช่น {default} / must be a whole number, such as {default}: {value}")
    return int(value)


MINIMUM_N = _setting(5)
"""A score whose respondents are known and fewer is withheld; 0 or 1 withholds none."""
