"""Draws tables, figures side by side and what a row says; offers tables to take away."""

from typing import Any

import pandas as pd
import streamlit as st
from pandas.api.types import infer_dtype
from pyarrow import Table

from charts.theme import Width
from screen.address import kept, plain, reference
from vocabulary import tables, thai
from vocabulary.columns import QUANTITIES, Times, heading, short_heading, title
from vocabulary.language import N_, _
from vocabulary.meanings import meaning
from vocabulary.values import DASHBOARD, addresses, in_text, is_address, is_figure

ROOM: dict[Width, int] = {"wide": 1074, "narrow": 340}
"""Pixels of a table's width, of a desk's screen and of a phone's."""
LETTER, PADDING = 7.2, 20
"""Pixels of a letter, and what a cell has beside its writing."""
WIDEST_TEXT: dict[Width, int] = {"wide": 400, "narrow": 190}
"""Pixels that a column of writing takes at most."""
Least = tuple[int, int]
"""Pixels that the names of rows keep, and other columns of writing."""
LEAST: dict[Width, tuple[Least, ...]] = {
    "wide": ((240, 100), (170, 100), (240, 160)),
    "narrow": ((150, 100),),
}
"""What they keep: the first that makes room for all columns, else the last, since a table that scrolls in any
case may as well be readable."""
WITHOUT = {"overdue": N_("no due date")}
"""What is said where a figure cannot be told, since the source leaves out what it hangs on."""
ROW, MOST_ROWS = 35, 12
"""Pixels of a table's row, and how many stand on screen; a longer table scrolls, as half a row more shows."""


class Shown:
    """A table as it is shown: what `tables.as_seen` makes of it without the columns that are empty in every
    row, as the browser takes it, and how its columns are drawn. Made once for all that see it, since pandas
    takes its time."""

    def __init__(self, table: pd.DataFrame, times: Times = (), width: Width = "wide") -> None:
        seen = tables.as_seen(table).dropna(axis="columns", how="all")
        widths, named = _widths(seen, times, width), _name(seen)
        # Where all columns have room nothing has to be kept in view.
        scrolls = sum(widths.values()) > ROOM[width]
        self.columns = {
            name: _column(name, seen[name], times, widths[name], is_pinned=scrolls and name == named)
            for name in widths
        }
        # Arrow knows no column of numbers and words.
        worded = {name: "string" for name in seen if infer_dtype(seen[name]).startswith("mixed")}
        whole = Table.from_pandas(seen.astype(worded), preserve_index=False)
        self.arrow = whole.replace_schema_metadata()  # what pandas would know them by again


def show_table(shown: Shown, key: str, alt: str) -> None:
    """A table."""
    st.dataframe(
        shown.arrow,
        hide_index=True,
        height=int(ROW * (min(shown.arrow.num_rows, MOST_ROWS + 0.5) + 1)) + 2,
        key=f"{key}_table",
        alt=alt,
        placeholder=thai.NOTHING,
        column_config=shown.columns,
    )


def metrics(row: pd.Series, *names: str) -> None:
    """Figures of one row side by side, with units, as far as they are reported."""
    seen = tables.with_unreported(row.to_frame().T).iloc[0]
    with st.container(horizontal=True, key="metrics"):
        for name in names:
            label, value = _measured(name, seen[name])
            st.metric(
                thai.unbroken(label), thai.unbroken(value), border=True, height="stretch", help=_help(name)
            )


def _help(name: str) -> str | None:
    """What a figure means, with the way to what is told of all of them."""
    if not (text := meaning(name)):
        return None
    terms = reference("glossary", {**kept(st.query_params.to_dict()), "term": name})
    return f"{plain(text)} [{_('Terms and methods')}]({terms})"


def _measured(name: str, value: Any) -> tuple[str, str]:
    """A figure's label and the figure. A unit stands in the label: beside the number it would be cut off in a
    narrow column."""
    if isinstance(value, str):
        return title(name), value
    if name in WITHOUT and thai.is_missing(value):
        return title(name), _(WITHOUT[name])
    if QUANTITIES[name].unit != "baht":
        return title(name), in_text(name, value)
    if abs(value) >= 1_000_000:
        return f"{title(name)} ({_('million baht')})", thai.number(value / 1_000_000, 2)
    return f"{title(name)} ({_('baht')})", thai.number(value, 2)


def _name(seen: pd.DataFrame) -> str | None:
    """The column that says what a row is of, which stays in view: the first of writing, if it is the first or
    follows a number."""
    first = [str(name) for name in seen][:2]
    return next((name for name in first if not is_figure(name)), None)


def _widths(seen: pd.DataFrame, times: Times, width: Width) -> dict[str, int]:
    """Pixels of each column: as wide as what stands in it, of writing narrower where that makes room for all
    columns."""
    widths, texts = {}, []
    for name in map(str, seen):
        longest = max(thai.columns_wide(text) for text in _written(name, seen[name], times))
        # Of a link its word is seen, and not where it leads.
        longest = longest if name != DASHBOARD else thai.columns_wide(short_heading(name, times))
        widths[name] = int(PADDING + LETTER * longest)
        if not is_figure(name):
            widths[name] = min(widths[name], WIDEST_TEXT[width])
            texts.append(name)
    named = _name(seen)
    # The widest give way first, and the name of the row last.
    texts.sort(key=lambda text: (text == named, -widths[text]))
    for least in LEAST[width]:
        fitted = _fitted(widths, texts, named, ROOM[width], least)
        if sum(fitted.values()) <= ROOM[width]:
            break
    return fitted


def _fitted(
    widths: dict[str, int], texts: list[str], named: str | None, room: int, least: Least
) -> dict[str, int]:
    """The widths with one column of writing after another narrowed, until all have room or each has its
    least."""
    fitted, spare = dict(widths), sum(widths.values()) - room
    for name in texts:
        less = max(min(spare, widths[name] - least[name != named]), 0)
        fitted[name] -= less
        spare -= less
    return fitted


def _written(name: str, values: pd.Series, times: Times) -> list[str]:
    """What stands in a column, its heading among it."""
    if not is_figure(name):
        return [short_heading(name, times), *map(str, values.dropna())]
    decimals = 0 if QUANTITIES[name].unit == "count" else 2
    figures = (each if isinstance(each, str) else f"{each:,.{decimals}f}" for each in values.dropna())
    return [short_heading(name, times), *figures]


def _column(name: str, values: pd.Series, times: Times, width: int, *, is_pinned: bool) -> Any:
    label = short_heading(name, times)
    # Short headings are only safe with the full title at hand.
    given: Any = {"width": width, "help": _explained(name, label, times), "pinned": is_pinned}
    if name == DASHBOARD:
        return st.column_config.LinkColumn(label, display_text=_("Open"), **given)
    if is_address(name) and all(len(addresses(text)) == 1 for text in values.dropna()):
        return st.column_config.LinkColumn(label, **given)
    if not is_figure(name):
        return st.column_config.TextColumn(label, **given)
    if any(isinstance(value, str) for value in values):  # Thai digits, or some are not reported
        return st.column_config.TextColumn(label, alignment="right", **given)
    form = "%,d" if QUANTITIES[name].unit == "count" else "%,.2f"
    return st.column_config.NumberColumn(label, format=form, **given)


def _explained(name: str, label: str, times: Times) -> str | None:
    """The full title, where the heading is shorter, and what the column means."""
    full = heading(name, times)
    return ". ".join(filter(None, (full if full != label else "", meaning(name)))) or None
