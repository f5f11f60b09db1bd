"""Evidence for the assessment: what an item asks for, whether the data show it, and its documents, ready to hand in."""

import streamlit as st

import address
import handover
from frame import plain
from language import _

st.title(_("ITA evidence"), anchor=False)
st.caption(plain(address.organizations()[address.organization()]))
items, item = handover.choose_item()
handover.show_demands(item)
handover.ask_for_texts(item)
handover.offer_documents(item)
handover.offer_pack(items)
