"""The names of divisions that data/reference knows."""

import csv
from functools import lru_cache

from database import REFERENCE
from spelling import respelled


def is_division(text: str) -> bool:
    """Whether a text is the known name of a division, or a short one."""
    return "".join(text.split()) in _known()


@lru_cache
def _known() -> frozenset[str]:
    with (REFERENCE / "divisions.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(map(respelled, file)))
    return frozenset("".join(row[name].split()) for row in rows for name in ("division", "alias") if row[name])
