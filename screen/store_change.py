"""A change of the store that a visitor asks for with one button."""

from collections.abc import Callable

import streamlit as st

from loaders.problem import LoadError
from screen.preview import tell


def change(make: Callable[[], str], notice: str = "notice") -> None:
    """Does something to the store and says so on the page drawn anew, where it looks for such a `notice`; or
    says why it cannot be done."""
    try:
        st.session_state[notice] = make()
    except LoadError as error:
        tell(error.problems)
    else:
        st.rerun()
