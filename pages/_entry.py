"""What Streamlit runs first for every page: the view, navigation, and the scope in the sidebar."""

from contextlib import suppress

import streamlit as st

from screen import area, choices, navigation, questions, sign_in
from screen.view import PageEnded, resolve

view = resolve()
links = navigation.pages(view)
page = st.navigation(list(links), position="hidden")
name = page.url_path
navigation.set_up(view, page)
sign_in.demand_sign_in(view)
# The page of data is the way to load some.
if name not in navigation.OF_ALL or view.damage:
    navigation.demand_data(view)
# Without data every organization and year would count as unknown.
if view.organizations:
    choices.warn_of_unknown(view, area.years(view) if name == "area" else view.fiscal_years)
if name not in navigation.OF_ALL:
    navigation.warn_of_made_up(area.is_made_up(view) if name == "area" else view.is_made_up)
if view.is_presenting:
    navigation.draw_sidebar(view, links, name)
    with suppress(PageEnded):
        navigation.demand_organization(view, page)
        page.run()
else:
    body = st.container()
    try:
        with body, suppress(PageEnded):
            navigation.demand_organization(view, page)
            page.run()
    finally:  # also beside a page that failed
        if view.organizations and not view.unknown_organization:
            questions.draw_foot(view, name, page.title)
        # The menu last: who has chosen something waits for the page.
        navigation.draw_sidebar(view, links, name)
