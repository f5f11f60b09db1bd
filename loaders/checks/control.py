"""Control totals: what a file comes to, line by line and column by column, beside the totals that it prints
itself."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import duckdb

from loaders.layout.reading import Options
from loaders.problem import Problem
from loaders.schema.dataset import Dataset
from loaders.schema.kinds import MONEY
from vocabulary.language import N_


@dataclass(frozen=True)
class Control:
    """How many lines are to be stored; the sum of each column of amounts (baht, or a count; None where it
    states nothing); and what the file's own total says of it."""

    lines: int
    sums: dict[str, Decimal | None]
    printed: dict[str, Decimal]

    def as_json(self) -> dict[str, object]:
        """The control totals as the command line's `--json` and the register give them, figures as text."""
        sums = {name: None if total is None else str(total) for name, total in self.sums.items()}
        return {
            "lines": self.lines,
            "sums": sums,
            "printed": {name: str(total) for name, total in self.printed.items()},
        }

    @classmethod
    def of_json(cls, text: str) -> "Control":
        """The control totals that the register keeps."""
        kept = json.loads(text)
        sums = {name: None if total is None else Decimal(total) for name, total in kept["sums"].items()}
        return cls(kept["lines"], sums, {name: Decimal(total) for name, total in kept["printed"].items()})


def control(connection: duckdb.DuckDBPyConnection, dataset: Dataset) -> Control:
    """The control totals of a checked table. Of several printed totals the one over all lines counts, else
    the last that is not proven to sum a part, and names no one of several divisions."""
    names = dataset.amounts
    types = {name: dataset.column(name).kind.sum_type for name in names}
    sums = ", ".join(f"CAST(sum({name}) AS {sum_type})" for name, sum_type in types.items())
    ((lines, *sums_found),) = connection.execute(
        f"SELECT count(*) {', ' + sums if sums else ''} FROM checked"
    ).fetchall()
    summed = dict(zip(names, sums_found, strict=True))
    if not names or not connection.execute("FROM total LIMIT 1").fetchall():
        return Control(lines, summed, {})
    # Of a report by division the last total is that of the last division.
    of_part = (
        "division IN (SELECT division FROM checked) AND (SELECT count(DISTINCT division) FROM checked) > 1"
        if "division" in dataset.names
        else "false"
    )
    printed = connection.execute(
        f"""SELECT {", ".join(f"CAST({name} AS {sum_type})" for name, sum_type in types.items())}
            FROM total LEFT JOIN proof USING (source_row)
            WHERE coalesce(is_whole, NOT coalesce({of_part}, false))
            ORDER BY coalesce(is_whole, false) DESC, source_row DESC LIMIT 1"""
    ).fetchall()
    stated = zip(names, printed[0], strict=True) if printed else ()
    return Control(
        lines,
        summed,
        {name: total for name, total in stated if total is not None},
    )


def unexpected_sums(sums: Control, options: Options, dataset: Dataset) -> Iterator[Problem]:
    """The sums that are others than the caller expects."""
    for name, expected in options.expect.items():
        if name in sums.sums and sums.sums[name] != Decimal(expected):
            message = N_(
                "Column {column}: the lines sum to {value}, but {expected} was expected. Nothing of the"
                " file is stored."
            )
            # 16 projects, and not 16.00.
            figure = ",.2f" if dataset.column(name).kind.sum_type == MONEY.sum_type else ","
            value, wanted = f"{sums.sums[name] or 0:{figure}}", f"{Decimal(expected):{figure}}"
            yield Problem("error", "unexpected_sum", message, None, name, value, expected=wanted)
