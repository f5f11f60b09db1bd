"""Who may do what, to be changed by an administrator."""

import streamlit as st

from screen import access, people_table
from vocabulary.language import _

st.title(_("People"), anchor=False)
if access.may_somewhere("administer"):
    people_table.edit()
    people_table.show_changes()
else:
    st.info(access.why_closed(), icon=":material/lock:")
