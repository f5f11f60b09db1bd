"""Every term with what it means and how it is computed, and what is checked of the figures; an address may
name one term."""

import streamlit as st

from screen.choices import search
from screen.glossary import draw_group, draw_term, groups
from screen.view import current_view
from vocabulary.language import _

view = current_view()
st.title(_("Terms and methods"), anchor=False)
draw_term(view.address.get("term", ""))
search(view, _("Find a term"))
if found := groups(view.words):
    for name, group in found.items():
        draw_group(name, group)
else:
    st.info(_("No term has these words."), icon=":material/search_off:")
