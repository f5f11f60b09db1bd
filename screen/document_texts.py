"""The texts that people write into a document, and the posts that sign it."""

import streamlit as st

from evidence.dossier import Dossier
from evidence.items import POSTS
from loaders.store.document_texts import Box
from loaders.user_texts import DOCUMENT_TEXTS
from screen import access, boxes
from screen.address import plain
from vocabulary.language import _


def ask_for_texts(dossier: Dossier) -> None:
    """The boxes for what people write into the document, and for the posts that sign it; only to read for who
    may not change."""
    st.header(_("Texts of the document"), anchor=False)
    if access.may("write", dossier.item.organization):
        _draw_boxes(dossier)
        return
    labels = dossier.boxes | {name: _(label) for name, label in POSTS.items()}
    written = {label: text for name, label in labels.items() if (text := dossier.texts.get(name))}
    for label, text in written.items():
        st.markdown(f"**{label}**  \n{plain(text)}".replace("\n", "  \n"))
    if not written:
        st.caption(_("Nothing has been written yet."))
    st.caption(f"{_('No texts can be written here.')} {access.why_closed()}")


def _draw_boxes(dossier: Dossier) -> None:
    item = dossier.item

    def box(name: str, label: str) -> None:
        where = Box(DOCUMENT_TEXTS, item.organization, item.assessment_year, item.subject, name)
        boxes.box(where, label, dossier.texts.get(name, ""))

    with st.container(key="boxes_document"):
        for name, label in dossier.boxes.items():
            box(name, label)
        with st.container(horizontal=True):
            for name, label in POSTS.items():
                box(name, _("{role} (title of the post)").format(role=_(label)))
