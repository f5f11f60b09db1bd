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
        st.session_state[_kept(key)] = drafts(where.organization).get(where, published)
        st.session_state[key] = st.session_state[_kept(key)]
    # A callback that another rerun has ended does not begin again.
    elif st.session_state[key] != st.session_state[_kept(key)]:
        _keep(where, key)
    draw = st.text_area if where.longest > LONGEST_CAPTION else st.text_input
    draw(
        label,
        max_chars=where.longest,
        key=key,
        placeholder=hint or None,
        on_change=_keep,
        args=(where, key),
    )


def _kept(key: str) -> str:
    """Under which the session has what was kept last of a box."""
    return f"kept_{key}"


def _keep(where: Box, key: str) -> None:
    try:
        with access.permitted("write", where.organization):
            keep_draft(where, text := st.session_state[key])
    # As a callback it runs before the page: what it has to say waits until the boxes are drawn.
    except LoadError as error:
        _tell(error)
    else:
        st.session_state[_kept(key)] = text
        _tell(None)


def _tell(error: LoadError | None) -> None:
    """Says below the boxes why a text is not saved; nothing any more where all are."""
    # Problems, not their text: a callback runs before the page knows its language.
    st.session_state["boxes_told"] = error.problems if error else []


def is_told() -> bool:
    """Whether it is told that a text could not be saved."""
    return bool(st.session_state.get("boxes_told"))


def publish_boxes(organization: str) -> bool:
    """Publishes what was typed and not published yet; gives whether there was anything new. Where it cannot
    be, that is told below the boxes."""
    if not access.may("write", organization) or not drafts(organization):
        return False
    try:
        with access.permitted("write", organization):
            is_new = publish_drafts(organization)
    except LoadError as error:
        _tell(error)
        return False
    _tell(None)
    return is_new


def watch(organization: str) -> None:
    """Sends what is typed after a pause, and publishes it when a box is left; says whether all is saved. To
    be called once on a page with boxes, below them; nothing where nobody may change them."""
    if not access.may("write", organization):
        return
    # As a callback, which is carried out even where the next rerun ends this one before it comes so far.
    _WATCH(key="watch_boxes", on_left_change=partial(publish_boxes, organization))
    if problems := st.session_state.get("boxes_told"):
        told = " ".join(problem.text(current()) for problem in problems)
        st.error(plain(told), icon=":material/error:")
    elif drafts(organization):
        st.caption(_("Kept as a draft. It is published when you leave the box, or make the documents."))
    else:
        st.caption(_("All texts are saved. They save themselves while you write."))
