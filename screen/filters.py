"""What a visitor narrows a page to: the choices, what was chosen, and clicks on a chart."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd
import streamlit as st

from queries.scope import Within
from screen import address, choices
from screen.address import plain
from screen.view import View
from sections.choice import Choice, choice
from sections.narrowing import pair_name, value_name
from sections.subject import Subject
from vocabulary import thai
from vocabulary.columns import title
from vocabulary.data_sets import BY_NAME
from vocabulary.language import _

IN_VIEW = 3
"""Choices that stand in a row beside each other; the others are behind a button."""
FEW = 60
"""Up to so many values a column is offered to choose from; what has more is narrowed by a click on a
chart."""


def narrowed(view: View, subject: Subject, lines: pd.DataFrame, searched: pd.DataFrame) -> tuple[Within, int]:
    """Draws into the row that is open what a page can be narrowed to, and the number of rows in view; gives
    what it is narrowed to and how many rows that are.

    `lines`: of each combination of values how many `rows` there are; `searched`: the same of the rows with
    the words searched."""
    data_set = subject.data_set
    within = _known(view, data_set, lines)
    every = _offered(view, subject, lines, within)
    if view.is_narrow:  # in full view, five choices would fill a phone's screen before the answer
        _behind(_("Narrow down"), every)
    else:
        for each in every[:IN_VIEW]:
            choices.draw(each, width=None, names_itself=True)
        _behind(_("More filters"), every[IN_VIEW:])
    shown, rows = int(_matching(searched, within)["rows"].sum()), int(lines["rows"].sum())
    count = _("{count} rows") if shown == rows else _("{shown} of {count} rows in view")
    st.caption(count.format(shown=thai.number(shown), count=thai.number(rows)), width="content")
    return within, int(_matching(lines, within)["rows"].sum())


def chips(data_set: str, within: Within) -> None:
    """Draws what a page is narrowed to, each to be taken away alone; two and more also together."""
    if not within:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key="chips"):
        for column, value in within:
            choices.chip(pair_name(column, value), column, address.widen, data_set, column)
        if len(within) > 1:
            clear, icon = _("Clear all"), ":material/filter_alt_off:"
            st.button(
                clear, key="clear", type="tertiary", icon=icon, on_click=address.widen, args=(data_set,)
            )


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


def _offered(view: View, subject: Subject, lines: pd.DataFrame, within: Within) -> list[Choice]:
    """The choices that there are: values of columns from the large to the small, then the day."""
    filters = BY_NAME[subject.data_set].filters.items()
    of_values = [_of_value(view, name, column, lines, within) for name, column in filters if column in lines]
    return [each for each in (*of_values, _of_day(view, subject)) if each]


def _behind(label: str, offered: Sequence[Choice]) -> None:
    if offered:
        with st.popover(label, icon=":material/filter_alt:", key="filters"):
            for each in offered:
                choices.draw(each, width=None)


def _of_day(view: View, subject: Subject) -> Choice | None:
    scope = subject.scope
    is_daily = BY_NAME[subject.data_set].times == "as_of"
    days = view.as_of_dates(subject.data_set, scope.fiscal_year) if is_daily else ()
    if len(days) < 2:
        return None
    usual = replace(scope, as_of=None, within=())
    newest = subject.published.catalogue.resolved(usual, subject.data_set).as_of
    names = {"": thai.day(newest)}
    names |= {day: thai.day(pd.Timestamp(day)) for day in days if day != f"{newest}"}
    return choice(view.address, "at", _("Data as of"), names, "", is_menu=True)


def _of_value(view: View, name: str, column: str, lines: pd.DataFrame, within: Within) -> Choice | None:
    """A choice among the values that the other choices leave, each with its number of rows."""
    others = _matching(lines, tuple(pair for pair in within if pair[0] != column))
    counts = others.groupby(column, sort=False)["rows"].sum()
    if column not in dict(within) and not 1 < len(counts) <= FEW:
        return None
    names = {"": _("All")}
    for value, count in counts.items():
        names[value] = f"{value_name(column, value)} ({thai.number(count)})"
    # “Question: All” rather than “No.: All”.
    label = title(column.removesuffix("_no"))
    return choice(view.address, name, label, names, "", is_menu=True)
