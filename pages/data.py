"""What is loaded and how: files in, with a preview before anything is stored; the register with undo;
templates; open data to take away; made-up data."""

import streamlit as st

from screen import access, data_offers, load_register, upload
from vocabulary.language import _

st.title(_("Data"), anchor=False)
may_change = access.may_change()
if may_change:
    upload.load_in_the_browser()
else:
    load_register.explain_why_closed()
# What is loaded is for everyone to see, but not by whom.
load_register.show_register(may_change=may_change)
data_offers.show_templates()
data_offers.offer_open_data()
if may_change:
    data_offers.offer_made_up()
