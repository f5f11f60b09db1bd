"""What a visitor narrows a page to: the choices, what was chosen, and clicks on a chart."""

from collections.abc import Hashable, Sequence

import pandas as pd
import streamlit as st

from queries.scope import Within
from screen import address, choices
from screen.address import plain
from screen.area import follow
from screen.view import View
from sections.choice import Choice, choice
from sections.kept import until_published
from sections.narrowing import column_name, pair_name, value_name
from sections.subject import Question, Subject
from vocabulary import thai
from vocabulary.columns import title
from vocabulary.data_sets import BY_NAME
from vocabulary.language import N_, _, counted

Leads = Sequence[Sequence[dict[str, str]] | None]
"""To which rows a click on a chart leads: by series and point (column → value)."""
IN_VIEW = 3
"""Choices that stand in a row beside each other; the others are behind a button."""
FEW = 60
"""Up to so many values a column is offered to choose from; what has more is narrowed by a click on a
chart."""


def narrowed(view: View, subject: Subject, lines: Question, words: str) -> Within:
    """Draws into the row that is open what a page can be narrowed to, and the number of rows in view, of
    those that have all the `words`; gives what it is narrowed to.

    `lines` answers of each combination of values how many `rows` there are."""
    within = _known(view, subject.data_set, subject.ask(lines))
    every = _offered(view, subject, lines, within)
    if view.is_narrow:  # in full view, five choices would fill a phone's screen before the answer
        _behind(_("Narrow down"), every)
    else:
        for each in every[:IN_VIEW]:
            choices.draw(each, width=None, names_itself=True)
        _behind(_("More filters"), every[IN_VIEW:])
    shown, rows = (
        _rows(view.edition, subject.with_words(words, lines), lines, within),
        _rows(view.edition, subject, lines, ()),
    )
    whole = counted(rows, N_("{count} row"), N_("{count} rows"))
    count = whole if shown == rows else _("{shown} of {count} rows in view")
    st.caption(count.format(shown=thai.number(shown), count=thai.number(rows)), width="content")
    return within


@until_published(512)
def _rows(_edition: Hashable, subject: Subject, lines: Question, within: Within) -> int:
    return int(_matching(subject.ask(lines), within)["rows"].sum())


def chips(data_set: str, within: Within) -> None:
    """Draws what a page is narrowed to, each to be taken away alone; two and more also together."""
    # Their row is there without any: what stands below keeps its place on the page.
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key="chips"):
        for column, value in within:
            choices.chip(pair_name(column, value), column, address.widen, data_set, column)
        if len(within) > 1:
            clear, icon = _("Clear all"), ":material/filter_alt_off:"
            st.button(
                clear, key="clear", type="tertiary", icon=icon, on_click=address.widen, args=(data_set,)
            )


def on_click(data_set: str, key: str, leads: Leads) -> None:
    """After a click on a chart: narrows the page to what was clicked, where that stands for rows."""
    # Looked up here by series and point: sent with each cell, leads were a fifth of the page.
    points = st.session_state[key].selection.points
    known = [point for point in points if point["curve_number"] < len(leads)]  # others than a browser sends
    clicked = [(leads[point["curve_number"]] or (), point["point_index"]) for point in known]
    led = [of_series[index] for of_series, index in clicked if index < len(of_series)]
    if led and not data_set:
        follow(led[0])
    elif led:
        address.narrow(data_set, led[0])
        named = " · ".join(value_name(column, value) for column, value in led[0].items())
        st.toast(_("Only {choices}").format(choices=plain(named)), icon=":material/filter_alt:")


def _known(view: View, data_set: str, lines: pd.DataFrame) -> Within:
    """What the address narrows the page to, as far as there is such a thing; the rest is told."""
    known = []
    for column, value in view.within(data_set):
        if column in lines and (lines[column] == value).any():
            known.append((column, value))
        else:
            # An old link may name what other data do not have: the page opens, and says what it left out.
            warning = _("There is no “{value}” under {column} here; it is left out of account.")
            warning = warning.format(value=plain(value[:40]), column=title(column))
            st.warning(warning, icon=":material/link_off:")
    return tuple(known)


def _matching(lines: pd.DataFrame, within: Within) -> pd.DataFrame:
    for column, value in within:
        lines = lines[lines[column] == value]
    return lines


def _offered(view: View, subject: Subject, lines: Question, within: Within) -> list[Choice]:
    """The choices that there are, from the large to the small."""
    filters, columns = BY_NAME[subject.data_set].filters.items(), set(subject.ask(lines))
    offered = [
        _of_value(view, subject, lines, name, column, within) for name, column in filters if column in columns
    ]
    return [each for each in offered if each]


def _behind(label: str, offered: Sequence[Choice]) -> None:
    if offered:
        with st.popover(label, icon=":material/filter_alt:", key="filters"):
            for each in offered:
                choices.draw(each, width=None)


def _of_value(
    view: View, subject: Subject, lines: Question, name: str, column: str, within: Within
) -> Choice | None:
    """A choice among the values that the other choices leave, each with its number of rows."""
    # Not by itself: its own menu would then offer the value chosen and no other.
    others = tuple(pair for pair in within if pair[0] != column)
    values = _values(view.edition, subject, lines, column, others)
    # What the page is narrowed to stays a choice, else nobody could undo it here.
    if column not in dict(within) and not 1 < len(values) <= FEW:
        return None
    return choice(view.address, name, column_name(column), {"": _("All")} | values, "", is_menu=True)


@until_published(512)
def _values(
    _edition: Hashable, subject: Subject, lines: Question, column: str, others: Within
) -> dict[str, str]:
    counts = _matching(subject.ask(lines), others).groupby(column, sort=False)["rows"].sum()
    return {value: f"{value_name(column, value)} ({thai.number(count)})" for value, count in counts.items()}
