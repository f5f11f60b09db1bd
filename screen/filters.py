"""What a visitor narrows a page to: the choices, the trail, and clicks on a chart."""

from typing import Any

import pandas as pd
import streamlit as st

from queries.scope import Within
from screen import address, choices
from screen.address import plain
from screen.share import copy_link
from screen.view import View
from sections.choice import choice
from sections.narrowing import value_name
from sections.subject import Subject
from vocabulary import thai
from vocabulary.columns import title
from vocabulary.data_sets import BY_NAME
from vocabulary.language import _

FEW = 60
"""Up to so many values a column is offered to choose from; what has more is narrowed by a click on a
chart."""


def narrowed(
    view: View, subject: Subject, lines: pd.DataFrame, searched: pd.DataFrame, bar: Any
) -> tuple[Within, int]:
    """Draws into the row `bar` what a page can be narrowed to, the number of rows in view and the link, below
    it the trail; gives what it is narrowed to and how many rows that are.

    `lines`: of each combination of values how many `rows` there are; `searched`: the same of the rows with
    the words searched."""
    data_set = subject.data_set
    within = _known(view, data_set, lines)
    shown = int(_matching(searched, within)["rows"].sum())
    with bar:
        # Not in full view: on a phone five choices would fill the screen before the answer.
        with st.popover(_("Narrow down"), icon=":material/filter_alt:", key="filters"):
            for name, column in BY_NAME[data_set].filters.items():
                if column in lines:
                    _choose_value(view, name, column, lines, within)
        count = _("{shown} of {count} rows in view")
        count = count.format(shown=thai.number(shown), count=thai.number(lines["rows"].sum()))
        st.caption(count, width="content")
        copy_link()
    if within:
        _trail(data_set, within)
    return within, int(_matching(lines, within)["rows"].sum())


def on_click(data_set: str, key: str) -> None:
    """After a click on a chart: narrows the page to what was clicked, where that stands for rows."""
    points = st.session_state[key].selection.points
    leads = [point["customdata"] for point in points if isinstance(point.get("customdata"), dict)]
    if leads:
        address.narrow(data_set, leads[0])
        named = " · ".join(value_name(column, value) for column, value in leads[0].items())
        st.toast(_("Only {choices}").format(choices=plain(named)), icon=":material/filter_alt:")


def _known(view: View, data_set: str, lines: pd.DataFrame) -> Within:
    """What the address narrows the page to, as far as there is such a thing; the rest is told."""
    known = []
    for column, value in view.within(data_set):
        if column in lines and (lines[column] == value).any():
            known.append((column, value))
        else:
            warning = _("There is no “{value}” under {column} here; it is left out of account.")
            warning = warning.format(value=plain(value[:40]), column=title(column))
            st.warning(warning, icon=":material/link_off:")
    return tuple(known)


def _matching(lines: pd.DataFrame, within: Within) -> pd.DataFrame:
    for column, value in within:
        lines = lines[lines[column] == value]
    return lines


def _choose_value(view: View, name: str, column: str, lines: pd.DataFrame, within: Within) -> None:
    """A choice among the values that the other choices leave, each with its number of rows."""
    others = _matching(lines, tuple(pair for pair in within if pair[0] != column))
    counts = others.groupby(column, sort=False)["rows"].sum()
    if column in dict(within) or 1 < len(counts) <= FEW:
        names = {"": _("All")}
        for value, count in counts.items():
            names[value] = f"{value_name(column, value)} ({thai.number(count)})"
        choices.draw(choice(view.address, name, title(column), names, "", is_menu=True), width=None)


def _trail(data_set: str, within: Within) -> None:
    """From the whole to where one is; each step leads back to it."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="trail"):
        _step(data_set, (), _("Everything"))
        for position, (column, value) in enumerate(within, start=1):
            st.markdown("›", width="content")
            name = value_name(column, value)
            if position < len(within):
                _step(data_set, within[:position], name)
            else:
                st.markdown(f"**{plain(name)}**", width="content")


def _step(data_set: str, kept: Within, name: str) -> None:
    def back() -> None:
        address.widen(data_set, kept)

    st.button(plain(name), key=f"trail_{len(kept)}", type="tertiary", on_click=back)
