"""Rows whose amounts have moved to the left, which only arithmetic shows: the last are blank, and they add up
further right."""

from collections.abc import Iterator
from decimal import Decimal

import duckdb

from loaders.checks.remaining_amounts import remaining_of
from loaders.layout.reading import Options, Reading
from loaders.problem import Problem, Severity
from vocabulary.language import N_

MOST_LOOKED_AT = 10_000


def shifted_amounts(
    connection: duckdb.DuckDBPyConnection, reading: Reading, options: Options
) -> Iterator[Problem]:
    """Lines of `record` without a remaining amount, though other lines have one, that add up when amounts
    move to the right; a warning of others of which something is left."""
    names = [name for name in reading.dataset.proving if name in reading.positions]
    names.sort(key=reading.positions.__getitem__)
    # A shift empties the last column, and only what is left can prove one.
    if len(names) < 3 or names[-1] != "remaining" or "allocation" not in names:
        return
    lines = f"""
        SELECT source_row, {", ".join(names)} FROM record
        WHERE remaining IS NULL AND EXISTS (FROM record WHERE remaining IS NOT NULL)
        ORDER BY source_row LIMIT {MOST_LOOKED_AT}"""
    unstated: list[int] = []
    blank = connection.execute(lines).fetchall()
    # Who leaves cells blank where they are 0 does so here too.
    zero = f"FROM record WHERE {' OR '.join(f'{name} = 0' for name in names)} LIMIT 1"
    writes_zeros = bool(blank and connection.execute(zero).fetchall())
    for row, *written in blank:
        amounts = [amount or Decimal(0) for amount in written]
        # A blank remaining amount may be 0 then, and the row right as it stands.
        nothing_is_left = remaining_of(dict(zip(names, amounts, strict=True)), options.encumbered) == 0
        gap = _gap(names, written, options)
        if gap and (not nothing_is_left or None not in written[: gap + 1]):
            column = reading.dataset.column(names[gap])
            message = _EITHER if nothing_is_left else _SHIFTED
            severity: Severity = "error" if writes_zeros or not nothing_is_left else "warning"
            words = {"title": column.title}
            yield Problem(
                severity, "amounts_shifted", message, row, column.name, f"{amounts[gap]:,.2f}", words=words
            )
        elif not nothing_is_left:
            unstated.append(row)
    if unstated:
        words = {"title": reading.dataset.column("remaining").title, "count": f"{len(unstated):,}"}
        yield Problem("warning", "no_remaining", _UNSTATED, unstated[0], "remaining", words=words)


def _gap(names: list[str], written: list[Decimal | None], options: Options) -> int | None:
    """Where as many cells as are blank at the end, or fewer, would have to be put in for the amounts to add
    up."""
    amounts = [amount or Decimal(0) for amount in written]
    blank = next(at for at, amount in enumerate((*reversed(written), 0)) if amount is not None)
    for cells in range(1, min(blank, len(names) - 2) + 1):
        for at in range(1, len(names) - cells):
            # A row is not shifted by its allocation, without which there is no line.
            moved = [*amounts[:at], *[Decimal(0)] * cells, *amounts[at:-cells]]
            if (
                moved[-1]
                and remaining_of(dict(zip(names, moved, strict=True)), options.encumbered) == moved[-1]
            ):
                return at
    return None


_SHIFTED = N_(
    "Row {row}: the remaining amount is blank, and the amounts add up only when those from column {title}"
    " ({column}, {value}) on"
    " move to the right. Put each amount under its header."
)
_EITHER = N_(
    "Row {row}: the remaining amount is blank, where nothing is left, or the amounts from column {title}"
    " ({column}, {value}) on"
    " stand too far to the left: both add up. Write 0 as the remaining amount, or put each amount under its"
    " header."
)
_UNSTATED = N_(
    "Column {title} ({column}): {count} lines have no amount here though other lines have, and something is"
    " left of them; the"
    " first is in row {row}. Is a cell missing?"
)
