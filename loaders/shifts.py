"""Rows whose amounts have moved to the left, which only arithmetic shows: the last is blank, and they add up one column on."""

from collections.abc import Iterator
from decimal import Decimal

import duckdb

from language import N_
from loaders.problem import Problem
from loaders.reading import Options, Reading

MOST_LOOKED_AT = 10_000
_Line = dict[str, Decimal]


def shifts(connection: duckdb.DuckDBPyConnection, reading: Reading, options: Options) -> Iterator[Problem]:
    """Lines of `record` without a remaining amount, though one is left, that add up when amounts move to the right by one."""
    names = [name for name in reading.dataset.amounts if name in reading.positions]
    names.sort(key=reading.positions.__getitem__)
    if len(names) < 3 or names[-1] != "remaining" or "allocation" not in names:
        return
    lines = f"""
        SELECT source_row, {", ".join(f"coalesce({name}, 0) AS {name}" for name in names)} FROM record
        WHERE remaining IS NULL AND EXISTS (FROM record WHERE remaining IS NOT NULL) ORDER BY source_row LIMIT {MOST_LOOKED_AT}"""
    for row, *amounts in connection.execute(lines).fetchall():
        if _left(dict(zip(names, amounts, strict=True)), options) == 0:
            continue  # a blank cell where nothing is left
        for at in range(1, len(names) - 1):
            moved = dict(zip(names, [*amounts[:at], Decimal(0), *amounts[at:-1]], strict=True))
            if moved["remaining"] and _left(moved, options) == moved["remaining"]:
                column = reading.dataset.column(names[at])
                words = {"title": column.title}
                yield Problem("error", "amounts_shifted", _SHIFTED, row, column.name, f"{amounts[at]:,.2f}", words=words)
                break


def _left(line: _Line, options: Options) -> Decimal:
    """What is left of a line (baht), by what its column of commitments holds."""
    encumbered, disbursed = line.get("encumbered", Decimal(0)), line.get("disbursed", Decimal(0))
    used = {"outstanding": encumbered + disbursed, "gross": max(encumbered, disbursed), "ignored": disbursed}
    return line["allocation"] + line.get("transfer_in", 0) - line.get("transfer_out", 0) - used[options.encumbered]


_SHIFTED = N_(
    "Row {row}: the remaining amount is blank, and the amounts add up only when those from column {title} ({column}, {value}) on"
    " move one column to the right. Put each amount under its header."
)
