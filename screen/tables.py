"""Draws tables, figures side by side and what a row says; offers tables to take away."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from screen.address import plain
from vocabulary import tables, thai
from vocabulary.columns import QUANTITIES, Times, heading, title
from vocabulary.language import _, current, use
from vocabulary.values import in_text, is_figure

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDEST_TEXT = 400
"""Pixels that a column of writing takes at most on screen."""


class Shown:
    """A table as it is shown: what `tables.as_seen` makes of it without the columns that are empty in every
    row, and how its columns are drawn. Made once for all that see it, since pandas takes its time."""

    def __init__(self, table: pd.DataFrame, times: Times = ()) -> None:
        self.table, self.times = table, times
        self.seen = tables.as_seen(table).dropna(axis="columns", how="all")
        self.columns = {str(name): _column(str(name), self.seen[name], times) for name in self.seen}


def show_table(shown: Shown, key: str, file_name: str, alt: str, heads: Sequence[str] = ()) -> None:
    """A table, and all of it as CSV and as a workbook to take away under `file_name`; the workbook has
    `heads` above it, and the same table in CSV none."""
    st.dataframe(
        shown.seen,
        hide_index=True,
        key=f"{key}_table",
        alt=alt,
        placeholder=thai.NOTHING,
        column_config=shown.columns,
    )
    language = current()

    def written(make: Callable[..., bytes]) -> bytes:
        use(language)  # downloads are made when asked for, in a thread of their own
        return make(shown.table, times=shown.times)

    forms = (
        ("csv", _("Download CSV"), tables.as_csv, "text/csv"),
        ("xlsx", _("Download XLSX"), partial(tables.as_xlsx, heads=heads), XLSX),
    )
    with st.container(horizontal=True):
        for form, label, make, mime in forms:
            st.download_button(
                label,
                partial(written, make),
                file_name=f"{file_name}.{form}",
                mime=mime,
                key=f"{key}_{form}",
                icon=":material/download:",
                on_click="ignore",
            )


def metrics(row: pd.Series, *names: str) -> None:
    """Figures of one row side by side, with units, as far as they are reported."""
    seen = tables.with_unreported(row.to_frame().T).iloc[0]
    with st.container(horizontal=True, key="metrics"):
        for name in names:
            st.metric(*_measured(name, seen[name]), border=True, height="stretch")


def _measured(name: str, value: Any) -> tuple[str, str]:
    """A figure's label and the figure. A unit stands in the label: beside the number it would be cut off in a
    narrow column."""
    if isinstance(value, str):
        return title(name), value
    if QUANTITIES[name].unit != "baht":
        return title(name), in_text(name, value)
    if abs(value) >= 1_000_000:
        return f"{title(name)} ({_('million baht')})", thai.number(value / 1_000_000, 2)
    return f"{title(name)} ({_('baht')})", thai.number(value, 2)


def details(row: Any, *names: str) -> None:
    """What a row says under each name, as text; what it does not say is left out."""
    values = {name: getattr(row, name) for name in names if not thai.is_missing(getattr(row, name))}
    texts = (f"**{title(name)}**  \n{plain(in_text(name, value))}" for name, value in values.items())
    st.markdown("\n\n".join(texts))


def _column(name: str, values: pd.Series, times: Times) -> Any:
    unit, label = QUANTITIES[name].unit, heading(name, times)
    if not is_figure(name):
        longest = max(thai.columns_wide(str(text)) for text in (label, *values.dropna()))
        return st.column_config.TextColumn(label, width=min(24 + 8 * longest, WIDEST_TEXT))
    if any(isinstance(value, str) for value in values):  # Thai digits, or some are not reported
        return st.column_config.TextColumn(label, alignment="right")
    return st.column_config.NumberColumn(label, format="%,d" if unit == "count" else "%,.2f")
