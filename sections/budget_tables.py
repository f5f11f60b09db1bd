"""The budget's tables as an ordinance prints them: its order, its columns, its subtotals."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from re import compile as pattern

import pandas as pd

from vocabulary import thai
from vocabulary.language import N_, _
from vocabulary.paper_tables import Column, PaperTable, Row, heading_row, row_of

HEADS = {
    "allocation": N_("Allotted"),
    "transfer_in": N_("Transfers in"),
    "transfer_out": N_("Transfers out"),
    "revised": N_("After transfers"),
    "committed": N_("Bound"),
    "disbursed": N_("Disbursed"),
    "remaining": N_("Remaining"),
    "disbursed_rate": N_("Percent"),
    "note": N_("Note"),
    "planned_q1": N_("Quarter 1"),
    "planned_q2": N_("Quarter 2"),
    "planned_q3": N_("Quarter 3"),
    "planned_q4": N_("Quarter 4"),
    "planned": N_("Planned in all"),
}
"""The ordinance's own short heads."""
NO_AMOUNTS = ("disbursed_rate", "note")
"""Of these the columns that are of no baht."""
SATANG = pattern(r"\.(00|๐๐)$")
"""The end of an amount that has none."""
TRANSFERS = ("transfer_in", "transfer_out")
PLANNED = ("allocation", "planned_q1", "planned_q2", "planned_q3", "planned_q4")
SPENT = ("revised", "committed", "disbursed", "remaining", "disbursed_rate")


def columns_of(lines: pd.DataFrame) -> tuple[str, ...]:
    """The ordinance's columns that these lines fill; both kinds of transfers where there is one."""
    # One kind without the other would leave a reader to ask where money went or came from.
    has_transfers = lines[list(TRANSFERS)].notna().any(axis=None)
    names = ("allocation", *(TRANSFERS if has_transfers else ()), *SPENT[1:])
    return (*names, "note") if lines.note.notna().any() else names


def by_part(sums: pd.DataFrame, level: str, head: str, names: Sequence[str]) -> PaperTable:
    """A row for each part of a level, and the total of all; `sums` as `queries.budget.summed` has them."""
    rows = [row_of(part, names, first=_name(part[level])) for _place, part in sums[~sums.is_all].iterrows()]
    columns = (Column(head), *map(_column, names))
    return PaperTable(columns, (*rows, _total(sums, names)))


def of_lines(lines: pd.DataFrame, sums: pd.DataFrame, level: str, names: Sequence[str]) -> PaperTable:
    """Every line under the names that it stands under, with a subtotal for each part of the `level` where
    there are several, and the total."""
    columns = (Column(_("Item")), *map(_column, names))
    return PaperTable(columns, tuple(_rows(lines, sums, level, names, len(columns))))


def without_satang(table: PaperTable) -> PaperTable:
    """An ordinance's table as it prints them: in whole baht, where no amount has satang."""
    places = [place for place, column in enumerate(table.columns) if column.is_figure]
    amounts = {row.cells[place] for row in table.rows for place in places} - {"", thai.NOTHING}
    if not all(SATANG.search(amount) for amount in amounts):
        return table
    cut = (
        replace(row, cells=(row.cells[0], *(SATANG.sub("", cell) for cell in row.cells[1:])))
        for row in table.rows
    )
    return replace(table, rows=tuple(cut))


def _rows(
    lines: pd.DataFrame, sums: pd.DataFrame, level: str, names: Sequence[str], width: int
) -> Iterator[Row]:
    parts = sums[~sums.is_all]
    above: tuple[str, ...] = ("", "", "")
    for _place, part in parts.iterrows():
        # What is missing equals nothing, not even itself.
        of_part = lines[level].isna() if thai.is_missing(part[level]) else lines[level] == part[level]
        for line in lines[of_part].to_dict("records"):
            headings = _headings(line)
            changed = next((place for place in range(3) if headings[place] != above[place]), 3)
            # "–" where a name ends: else the line would seem to stand under the last one.
            yield from (
                heading_row(text or thai.NOTHING, width)
                for place, text in enumerate(headings)
                if place == changed or (place > changed and text)
            )
            above = headings
            yield row_of(line, names, first=line["item"])
        # The subtotal of a single part would be the total twice.
        if len(parts) > 1:
            yield row_of(part, names, "total", _("Total of {part}").format(part=_name(part[level])))
    yield _total(sums, names)


def _total(sums: pd.DataFrame, names: Sequence[str]) -> Row:
    return row_of(sums[sums.is_all].iloc[0], names, "total", _("Total"))


def _headings(line: dict[str, object]) -> tuple[str, ...]:
    """The names that a line stands under, from the large to the small."""
    levels = (("plan",), ("work", "division"), ("expenditure_group", "category"))
    return tuple(
        " · ".join(str(line[name]) for name in level if not thai.is_missing(line[name])) for level in levels
    )


def _name(value: object) -> str:
    return thai.NOTHING if thai.is_missing(value) else str(value)


def _column(name: str) -> Column:
    head = _(HEADS[name])
    # Not in the title: the chart below it may be in millions.
    return Column(head if name in NO_AMOUNTS else f"{head} ({_('baht')})", is_figure=name != "note")
