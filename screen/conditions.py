"""Lets a visitor set conditions on a list's columns: "disbursed rate less than 50". They live in the address,
those of each list under a name of their own."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from screen import choices
from screen.address import keep
from screen.view import View
from sections import conditions as lists
from sections.conditions import Condition, columns_of, tests_of
from sections.subject import Section
from vocabulary.columns import heading
from vocabulary.language import _
from vocabulary.values import is_figure, on_paper

FEW = 60
"""Up to so many values of a column are offered to choose from; more are typed."""


def applied(view: View, section: Section) -> Section:
    """The list of the rows that meet the conditions that the address has for it; the list itself where it has
    none."""
    known, _unknown = lists.read(view.address.get(_name(section), ""), columns_of(section.table))
    return lists.narrowed(section, known)


def choose(view: View, section: Section) -> None:
    """Draws the conditions on the whole list `section`, each to be taken away, and the way to another; says
    which of the address's are none."""
    name = _name(section)
    columns = columns_of(section.table)
    known, unknown = lists.read(view.address.get(name, ""), columns)
    choices.warn({name: "; ".join(unknown)} if unknown else {})
    # A single row is not searched; but what an address has set must be there to be taken away.
    if len(section.table) < 2 and not known:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key=f"chips_{name}"):
        for place, each in enumerate(known):
            choices.chip(each.words, f"{name}_{place}", _keep, name, known[:place] + known[place + 1 :])
        if len(known) < lists.MOST:
            # Another key for every number of conditions: the pop-over closes when one is added.
            key = f"{name}_{len(known)}"
            with st.popover(_("Add a condition"), icon=":material/filter_list:", key=key):
                _add(section, columns, key, known)


def _add(section: Section, columns: Sequence[str], key: str, known: tuple[Condition, ...]) -> None:
    column = st.selectbox(_("Column"), columns, format_func=heading, key=f"{key}_column")
    tests = {name: _(said) for name, said in tests_of(column).items()}
    test = st.selectbox(_("Condition"), list(tests), format_func=tests.__getitem__, key=f"{key}_of_{column}")
    # A key for each column and test: what was typed for one of them is no value of another.
    keys = [f"{key}_{column}_{test}_{end}" for end in (("low", "high") if test == "between" else ("value",))]
    with st.form(f"{key}_form", border=False):
        _ask_value(section, column, test, keys[0])
        if test == "between":
            st.text_input(_("To"), key=keys[1], max_chars=lists.LONGEST)
        add = partial(_add_typed, _name(section), known, column, test, keys)
        st.form_submit_button(_("Show the rows that meet it"), on_click=add, type="primary")
    typed = [st.session_state.get(each) or "" for each in keys]
    if is_figure(column) and any(typed) and lists.condition(column, test, *typed) is None:
        st.error(_("Write a number, such as 50 or 1,000,000."), icon=":material/error:")


def _ask_value(section: Section, column: str, test: str, key: str) -> None:
    label = _("From") if test == "between" else _("Value to look for")
    values = sorted({on_paper(column, value) for value in section.table[column]}) if test == "is" else []
    if 0 < len(values) <= FEW:
        st.selectbox(label, values, key=key)
    else:
        st.text_input(label, key=key, max_chars=lists.LONGEST)


def _add_typed(name: str, known: tuple[Condition, ...], column: str, test: str, keys: Sequence[str]) -> None:
    added = lists.condition(column, test, *(st.session_state[key] or "" for key in keys))
    if added:
        _keep(name, (*known, added))


def _keep(name: str, conditions: tuple[Condition, ...]) -> None:
    keep(name, lists.write(conditions), "")


def _name(section: Section) -> str:
    """What the address calls the conditions of a list."""
    assert section.subject
    return f"where_{section.subject.data_set}"
