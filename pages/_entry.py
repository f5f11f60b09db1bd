"""What Streamlit runs first for every page: the view, navigation, and the scope in the sidebar."""

import streamlit as st

from screen import choices, navigation
from screen.view import resolve

view = resolve()
links = navigation.pages()
page = st.navigation(list(links), position="hidden")
name = page.url_path
navigation.set_up(view, page)
# The page of data is the way to load some.
if name != "data":
    navigation.demand_data(view)
navigation.draw_sidebar(view, links, name)
# Without data every organization and year would count as unknown.
if view.organizations:
    choices.warn_of_unknown(view)
if name != "data":
    navigation.warn_of_made_up(view)
page.run()
