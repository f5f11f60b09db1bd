"""What a measurement gives: figures, each beside its yardstick, as a table and as JSON."""

import json
import os
import platform
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Literal

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).parents[1]
PACKAGES = ("streamlit", "duckdb", "pandas", "plotly")


@dataclass(frozen=True)
class Figure:
    """One figure of ours. A yardstick is a figure of something else that does the same in the same run; a
    goal is a bound of the figure itself, or, with `of_ratio`, of the figure divided by the yardstick."""

    name: str
    value: float
    unit: str
    yardstick: str = ""
    beside: float | None = None
    goal: float | None = None
    bound: Literal["at most", "at least"] = "at most"
    of_ratio: bool = False

    @property
    def ratio(self) -> float | None:
        """The figure divided by the yardstick's."""
        return self.value / self.beside if self.beside else None

    @property
    def is_met(self) -> bool | None:
        """Whether the goal is met; None where there is none."""
        measured = self.ratio if self.of_ratio else self.value
        if self.goal is None or measured is None:
            return None
        return measured <= self.goal if self.bound == "at most" else measured >= self.goal


def say(text: str) -> None:
    """Tells on standard error how far the run is."""
    print(text, file=sys.stderr, flush=True)


def print_table(title: str, figures: Sequence[Figure]) -> None:
    """Prints what one measurement gave."""
    table = Table("figure", "ours", "yardstick", "its figure", "ratio", "goal", "met", title=title)
    for each in figures:
        goal = f"{each.bound} {each.goal:g}{' ×' if each.of_ratio else ''}" if each.goal is not None else ""
        beside = f"{written(each.beside)} {each.unit}" if each.beside is not None else ""
        ratio = f"{each.ratio:.2f}" if each.ratio is not None else ""
        met = {None: "", True: "yes", False: "no"}[each.is_met]
        ours = f"{written(each.value)} {each.unit}"
        table.add_row(each.name, ours, each.yardstick, beside, ratio, goal, met)
    Console(width=130).print(table)


def written(value: float) -> str:
    """A figure with as many digits as mean something."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def as_json(measured: dict[str, Sequence[Figure]], command: Sequence[str]) -> str:
    """All figures of a run, with the machine that they are of."""
    figures = {
        name: [asdict(each) | {"ratio": each.ratio, "is_met": each.is_met} for each in of_name]
        for name, of_name in measured.items()
    }
    told = {"machine": machine(), "command": " ".join(command), "figures": figures}
    return json.dumps(told, indent=1, ensure_ascii=False)


def machine() -> dict[str, object]:
    """What the figures hang on: the machine, how busy it is, the program."""
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True)
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "cores": os.cpu_count(),
        "load": os.getloadavg()[0] if hasattr(os, "getloadavg") else None,
        "system": platform.platform(),
        "python": platform.python_version(),
        "packages": {name: version(name) for name in PACKAGES},
        "commit": commit.stdout.strip(),
    }
