"""What Streamlit runs first for every page: the view, navigation, and the scope in the sidebar."""

import streamlit as st

from screen import choices, navigation, sign_in
from screen.view import resolve

view = resolve()
links = navigation.pages()
page = st.navigation(list(links), position="hidden")
name = page.url_path
navigation.set_up(view, page)
sign_in.demand_sign_in(view)
if name not in ("data", "people"):
    navigation.demand_data(view)
navigation.draw_sidebar(view, links, name)
if view.organizations:
    choices.warn_of_unknown(view)
if name not in ("data", "people"):
    navigation.warn_of_made_up(view)
page.run()
