"""Tabs of a page: only the open one is drawn, and the address says which that is."""

from collections.abc import Callable, Mapping

import streamlit as st

from screen import choices
from screen.address import keep
from screen.view import View
from sections.choice import choice
from vocabulary.language import _

Tab = tuple[str, Callable[[], None]]
"""What is written on a tab, and what draws it."""


def draw_tabs(view: View, page: str, tabs: Mapping[str, Tab], usual: str = "") -> None:
    """Draws tabs (name in the address → tab), open the one that the address names, else the `usual` one or
    the first; none in a presentation, which nobody clicks through."""
    if view.is_presenting:
        return
    names = {name: label for name, (label, _draw) in tabs.items()}
    usual = usual or next(iter(names))
    opened = choice(view.address, "tab", _("Part of the page"), names, usual)
    choices.warn_of_unknown_values(view, opened)
    # Streamlit knows tabs by their labels, which another language changes.
    key = f"tabs_{page}_{view.language}"

    def remember() -> None:
        by_label = {label: name for name, label in names.items()}
        keep("tab", by_label.get(st.session_state[key]), usual)

    drawn = st.tabs(list(names.values()), default=names[opened.value], key=key, on_change=remember)
    for tab, (_label, draw) in zip(drawn, tabs.values(), strict=True):
        if tab.open:
            with tab:
                draw()
