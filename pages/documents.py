"""Evidence for the assessment: what an item asks for, whether the data show it, and its documents, ready to
hand in."""

import streamlit as st

from screen import address, documents_panel
from screen.sections import plain
from vocabulary.language import _

st.title(_("ITA evidence"), anchor=False)
st.caption(plain(address.organizations()[address.organization()]))
items, item = documents_panel.choose_item()
documents_panel.show_demands(item)
documents_panel.ask_for_texts(item)
documents_panel.offer_documents(item)
documents_panel.offer_pack(items)
