"""The presentation: a page without anything around it, for a projector, which turns to the next by itself
where that is wanted."""

from time import monotonic

import streamlit as st

from screen import address, apart, choices
from screen.view import View
from sections.choice import choice
from vocabulary import thai
from vocabulary.data_sets import SUBJECTS
from vocabulary.language import _

PAGES = ("overview", *(each.page for each in SUBJECTS))
"""In the order in which they are turned."""
SHORTEST, LONGEST = 5, 600
"""Seconds that a page stays, whatever the address says."""
MOST_DIGITS = 9
OFFERED = (10, 20, 60)


def offer_presentation(view: View) -> None:
    """The button that begins the presentation, outside of one."""
    if not view.is_presenting:
        st.button(
            _("Presentation mode"),
            help=_("Fills the screen with the headline figures, for a projector. F11 hides the browser too."),
            icon=":material/slideshow:",
            on_click=address.present,
            args=(True,),
        )


def draw_presentation(view: View, page: str) -> None:
    """All that a presentation has beside its page: the way out, and how fast it turns; turns it."""
    seconds = seconds_a_page_stays(view.address.get("every", ""))
    with st.container(horizontal=True, key="leave_or_turn"):
        with st.popover(_("Turn by itself"), icon=":material/autoplay:", type="tertiary"):
            options = {str(each): _("{seconds} s").format(seconds=thai.digits(each)) for each in OFFERED}
            if seconds:
                # The address may ask for other seconds than are offered; they must not look like none.
                options.setdefault(str(seconds), _("{seconds} s").format(seconds=thai.digits(seconds)))
            taken = {"every": str(seconds or "")}
            label = _("Show the next page after")
            choices.draw(choice(taken, "every", label, {"": _("never")} | options, ""))
        leave = _("Leave the presentation")
        st.button(
            leave,
            key="leave",
            type="tertiary",
            icon=":material/close:",
            on_click=address.present,
            args=(False,),
        )
    if seconds:
        _turn_after(seconds, page or "overview")


def seconds_a_page_stays(asked: str) -> int | None:
    """What the address asks for, within bounds; None where it is not to be turned."""
    if not (asked.isascii() and asked.isdecimal()):
        return None
    # Python makes no number of an address full of digits.
    return min(max(int(asked[:MOST_DIGITS]), SHORTEST), LONGEST)


def _turn_after(seconds: int, page: str) -> None:
    shown = monotonic()
    after = PAGES[(PAGES.index(page) + 1) % len(PAGES)] if page in PAGES else PAGES[0]

    def turn() -> None:
        # Run with the page first, then alone each time that the seconds have gone by.
        if monotonic() - shown > seconds / 2:
            st.switch_page(f"{after}.py", query_params=address.kept(st.query_params.to_dict()))

    apart.part(turn, every=seconds)()
