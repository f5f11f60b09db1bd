"""What Streamlit runs anew by itself, without the page around it: a part of a page, or a dialog. Both go on
in the view, language and digits of the page that has drawn them."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import streamlit as st

from screen.view import current_view, use

Draw = Callable[..., None]


def part(draw: Draw, every: float | None = None) -> Draw:
    """A part of the page, which `draw` draws; also anew after so many seconds each time."""
    return st.fragment(_as_on_the_page(draw), run_every=every)


def dialog(title: str, draw: Draw) -> Draw:
    """A dialog, which `draw` draws."""
    shown: Draw = st.dialog(title, width="medium")(_as_on_the_page(draw))
    return shown


def _as_on_the_page(draw: Draw) -> Draw:
    view = current_view()

    # Streamlit knows it again by its name.
    @wraps(draw)
    def drawn(*arguments: Any, **named: Any) -> None:
        use(view)
        draw(*arguments, **named)

    return drawn
