"""What is loaded and how: files in, with a preview before anything is stored; the register with undo;
templates; open data to take away; made-up data."""

import streamlit as st

from loaders.people import EVERY
from screen import (
    access,
    audit_log,
    data_offers,
    load_drafts,
    load_register,
    reading_names,
    upload,
    upload_job,
)
from vocabulary.language import _

st.title(_("Data"), anchor=False)
if access.may_somewhere("load"):
    upload.load_in_the_browser()
else:
    upload.tell_lost_right()
    if not access.may_somewhere("approve"):
        load_register.explain_why_closed()
    elif not upload_job.is_under_way():
        upload_job.tell_outcome()
load_drafts.show_drafts()
# What is loaded is for everyone to see, but not by whom.
load_register.show_register()
if access.may("administer", EVERY):
    audit_log.show_audit()
reading_names.show_reading_names()
data_offers.show_templates()
data_offers.offer_open_data()
if access.may("administer", EVERY):
    data_offers.offer_made_up()
