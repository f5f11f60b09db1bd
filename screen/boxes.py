"""Boxes whose texts save themselves: what is typed is kept as a draft and stands there again after a reload;
it is published when the box is left and before a document is made."""

from collections.abc import Callable

import streamlit as st

from loaders.problem import LoadError
from loaders.store.document_texts import LONGEST_CAPTION, Box, drafts, keep_draft, publish_drafts
from screen import access
from screen.address import plain
from screen.assets import component
from vocabulary import language, thai
from vocabulary.language import _, current

_WATCH = component("boxes", "<span hidden></span>")


def box(where: Box, label: str, published: str, *, hint: str = "") -> None:
    """A box with the draft of its text, or else with what is published; `hint` stands in it while it is
    empty. It is drawn in a container whose key begins with "boxes"."""
    key = f"box_{where.file}_{where.organization}_{where.year}_{where.about}_{where.name}"
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
    except LoadError as error:
        _tell(error)
    else:
        st.session_state["boxes_told"] = ""


def _tell(error: LoadError) -> None:
    """Says why a text is not saved, wherever that is told on the page."""
    st.session_state["boxes_told"] = " ".join(problem.text(current()) for problem in error.problems)


def publish_boxes(organization: str) -> bool:
    """Publishes what was typed and not published yet; gives whether there was anything new."""
    if not access.may_change():
        return False
    try:
        access.demand()
        return publish_drafts(organization)
    except LoadError as error:
        _tell(error)
        return False


def watch(organization: str) -> None:
    """Sends what is typed after a pause, and publishes it when a box is left. To be called once on a page
    with boxes."""
    st.fragment(_watch)(organization)


def _watch(organization: str) -> None:
    is_left = _WATCH(key="watch_boxes", on_left_change=lambda: None).left
    if is_left and (publish_boxes(organization) or st.session_state.get("boxes_told")):
        st.rerun()


def alone(part: Callable[[], None], organization: str) -> None:
    """Draws a part of the page with boxes such that it alone is drawn anew while one writes, and below it
    whether all is saved."""
    spoken, thai_digits = current(), thai.with_thai_digits()

    def draw() -> None:
        # Drawn alone, it begins without what the page chose.
        language.use(spoken)
        thai.use_thai_digits(thai_digits)
        part()
        _tell_whether_saved(organization)

    st.fragment(draw)()


def _tell_whether_saved(organization: str) -> None:
    """Says that texts save themselves, that some are kept as drafts, or why one is not saved."""
    if told := st.session_state.get("boxes_told"):
        st.error(plain(told), icon=":material/error:")
    elif drafts(organization):
        st.caption(_("Kept as a draft. It is published when you leave the box, or make the documents."))
    else:
        st.caption(_("All texts are saved. They save themselves while you write."))
