"""Boxes whose texts save themselves: what is typed is kept as a draft and stands there again after a reload;
it is published when the box is left and before a document is made."""

from functools import partial

import streamlit as st

from loaders.problem import LoadError
from loaders.store.document_texts import LONGEST_CAPTION, Box, drafts, keep_draft, publish_drafts
from screen import access
from screen.address import plain
from screen.assets import component
from vocabulary.language import _, current

_WATCH = component("boxes", "<span hidden></span>")


def box(where: Box, label: str, published: str, *, hint: str = "") -> None:
    """A box with the draft of its text, or else with what is published; `hint` stands in it while it is
    empty. It is drawn in a container whose key begins with "boxes"."""
    key = f"box_{where.file}_{where.organization}_{where.year}_{where.about}_{where.name}"
    # The draft first: a reload begins a new session, which knows nothing of what was typed.
    if key not in st.session_state:
        st.session_state[key] = drafts(where.organization).get(where, published)
    draw = st.text_area if where.longest > LONGEST_CAPTION else st.text_input
    draw(
        label,
        max_chars=where.longest,
        key=key,
        placeholder=hint or None,
        on_change=_keep,
        args=(where, key),
    )


def _keep(where: Box, key: str) -> None:
    try:
        access.demand()
        keep_draft(where, st.session_state[key])
    # As a callback it runs before the page: what it has to say waits until the boxes are drawn.
    except LoadError as error:
        _tell(error)
    else:
        st.session_state["boxes_told"] = ""


def _tell(error: LoadError) -> None:
    """Says below the boxes why a text is not saved."""
    st.session_state["boxes_told"] = " ".join(problem.text(current()) for problem in error.problems)


def is_told() -> bool:
    """Whether it is told that a text could not be saved."""
    return bool(st.session_state.get("boxes_told"))


def publish_boxes(organization: str) -> bool:
    """Publishes what was typed and not published yet; gives whether there was anything new. Where it cannot
    be, that is told below the boxes."""
    if not access.may_change() or not drafts(organization):
        return False
    try:
        access.demand()
        is_new = publish_drafts(organization)
    except LoadError as error:
        _tell(error)
        return False
    st.session_state["boxes_told"] = ""
    return is_new


def watch(organization: str) -> None:
    """Sends what is typed after a pause, and publishes it when a box is left; says whether all is saved. To
    be called once on a page with boxes, below them; nothing where nobody may change them."""
    if not access.may_change():
        return
    # As a callback, which is carried out even where the next rerun ends this one before it comes so far.
    _WATCH(key="watch_boxes", on_left_change=partial(publish_boxes, organization))
    if told := st.session_state.get("boxes_told"):
        st.error(plain(told), icon=":material/error:")
    elif drafts(organization):
        st.caption(_("Kept as a draft. It is published when you leave the box, or make the documents."))
    else:
        st.caption(_("All texts are saved. They save themselves while you write."))
