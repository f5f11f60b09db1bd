"""On one screen: the headline figure of each data set, with how it stands, changed and how fresh it is, and
what needs attention."""

import streamlit as st

from screen import address
from screen.address import plain
from screen.overview_cards import draw_cards, draw_notices, dress, explain_sources
from screen.view import current_view
from vocabulary.language import _

view = current_view()
dress("overview")
with st.container(horizontal=True, vertical_alignment="center", key="whose"):
    st.title(_("Overview"), anchor=False, width="content")
    st.caption(plain(view.place), width="content")
    if not view.is_presenting:
        st.button(
            _("Presentation mode"),
            help=_("Fills the screen with the headline figures, for a projector. F11 hides the browser too."),
            icon=":material/slideshow:",
            on_click=address.present,
            args=(True,),
        )
draw_cards(view)
st.header(_("Needs attention"), anchor=False)
draw_notices(view)
if not view.is_presenting:
    explain_sources(view)
