"""On one screen: the headline figure of each data set, with how it stands, changed and how fresh it is; where
it stands highest and lowest; and what needs attention."""

import streamlit as st

from screen import address
from screen.address import plain
from screen.assets import dress
from screen.links import follow_links
from screen.overview_cards import draw_dashboard, explain_sources
from screen.presentation import offer_presentation
from screen.view import current_view
from vocabulary.language import _

view = current_view()
if "area" in view.address:  # a short address of the page of a province: ?area=96
    st.switch_page("area.py", query_params=dict(view.address))
with st.container(horizontal=True, vertical_alignment="center", key="whose"):
    # Before anything that costs: of a page that is left nothing more is drawn.
    follow_links()
    dress("overview")
    st.title(_("Overview"), anchor=False, width="content")
    st.caption(plain(view.place), width="content")
    offer_presentation(view)
draw_dashboard(view)
# A projector's screen has no room for it, and nobody opens it there.
if not view.is_presenting:
    if len(view.organizations) > 1:
        address.link("area.py", _("Compare with other organizations"), ":material/map:", tab="peers")
    explain_sources(view)
