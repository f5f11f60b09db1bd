"""Evidence for the assessment: what an item asks for, whether the data show it, and its documents, ready to
hand in."""

import streamlit as st

from screen import boxes, document_texts, documents_panel, measure_texts, public_documents
from screen.address import plain
from screen.view import current_view
from vocabulary.language import _

view = current_view()
st.title(_("ITA evidence"), anchor=False)
st.caption(plain(view.organizations[view.organization]))
dossiers, dossier = documents_panel.choose_item(view)
may_make = public_documents.may_make(view.organization)
if not may_make:
    # Whoever only looks has come for them.
    public_documents.offer_prepared(view, dossiers, dossier)
documents_panel.show_demands(dossier)
document_texts.ask_for_texts(dossier)
measure_texts.ask_for_measures(view, dossier)
# Below the boxes and above the documents, which hold what stands in them.
boxes.watch(view.organization)
if may_make:
    st.header(_("Documents"), anchor=False)
    in_thai_digits = documents_panel.choose_digits(view)
    documents_panel.offer_documents(dossier, in_thai_digits=in_thai_digits)
    documents_panel.offer_pack(dossiers, in_thai_digits=in_thai_digits)
