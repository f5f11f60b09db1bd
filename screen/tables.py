"""Draws tables, figures side by side and what a row says; offers tables to take away."""

from typing import Any

import pandas as pd
import streamlit as st
from pandas.api.types import infer_dtype
from pyarrow import Table

from vocabulary import tables, thai
from vocabulary.columns import QUANTITIES, Times, heading, title
from vocabulary.language import N_, _
from vocabulary.meanings import meaning
from vocabulary.values import in_text, is_figure

WIDEST_TEXT = 400
"""Pixels that a column of writing takes at most on screen."""
WITHOUT = {"overdue": N_("no due date")}
"""What is said where a figure cannot be told, since the source leaves out what it hangs on."""
ROW, MOST_ROWS = 35, 12
"""Pixels of a table's row, and how many stand on screen; a longer table scrolls."""


class Shown:
    """A table as it is shown: what `tables.as_seen` makes of it without the columns that are empty in every
    row, as the browser takes it, and how its columns are drawn. Made once for all that see it, since pandas
    takes its time."""

    def __init__(self, table: pd.DataFrame, times: Times = ()) -> None:
        seen = tables.as_seen(table).dropna(axis="columns", how="all")
        self.columns = {str(name): _column(str(name), seen[name], times) for name in seen}
        # Arrow knows no column of numbers and words.
        worded = {name: "string" for name in seen if infer_dtype(seen[name]).startswith("mixed")}
        whole = Table.from_pandas(seen.astype(worded), preserve_index=False)
        self.arrow = whole.replace_schema_metadata()  # what pandas would know them by again


def show_table(shown: Shown, key: str, alt: str) -> None:
    """A table."""
    st.dataframe(
        shown.arrow,
        hide_index=True,
        height=ROW * (min(shown.arrow.num_rows, MOST_ROWS) + 1) + 2,
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
                thai.unbroken(label), thai.unbroken(value), border=True, height="stretch", help=meaning(name)
            )


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


def _column(name: str, values: pd.Series, times: Times) -> Any:
    unit, label, explained = QUANTITIES[name].unit, heading(name, times), meaning(name)
    if not is_figure(name):
        longest = max(thai.columns_wide(str(text)) for text in (label, *values.dropna()))
        return st.column_config.TextColumn(label, width=min(24 + 8 * longest, WIDEST_TEXT), help=explained)
    if any(isinstance(value, str) for value in values):  # Thai digits, or some are not reported
        return st.column_config.TextColumn(label, alignment="right", help=explained)
    return st.column_config.NumberColumn(label, format="%,d" if unit == "count" else "%,.2f", help=explained)
