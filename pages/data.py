"""What is loaded and how: files in, with a preview before anything is stored; the register with undo; templates;
open data to take away; made-up data."""

import streamlit as st

import access
import intake
import ledger
from language import _

st.title(_("Data"), anchor=False)
may_change = access.may_change()
if may_change:
    intake.load_in_the_browser()
else:
    ledger.explain_why_closed()
ledger.show_register(may_change=may_change)
ledger.show_templates()
ledger.offer_open_data()
if may_change:
    ledger.offer_made_up()
