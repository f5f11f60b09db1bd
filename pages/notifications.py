"""What became overdue, fell behind, was found or undone, for who has signed in."""

import streamlit as st

from screen import access, notifications
from screen.address import plain
from screen.view import current_view
from vocabulary.language import _

view = current_view()
st.title(_("Notifications"), anchor=False)
st.caption(plain(view.organizations[view.organization]))
events = notifications.concerning(view)
if not notifications.reader():
    st.info(access.why_closed(), icon=":material/lock:")
elif events:
    notifications.draw_list(events)
else:
    st.success(_("There is nothing to tell you."), icon=":material/check_circle:")
