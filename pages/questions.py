"""What the public has asked of figures, for the office to answer."""

import streamlit as st

from screen import access, questions
from screen.address import plain
from screen.view import current_view
from vocabulary.language import _

view = current_view()
st.title(_("Questions from the public"), anchor=False)
st.caption(plain(view.organizations[view.organization]))
if access.may("write", view.organization):
    questions.draw_list(view)
else:
    st.info(_("Only those who may change data see this list."), icon=":material/lock:")
