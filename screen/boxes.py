"""Boxes whose texts save themselves: what is typed is kept as a draft and stands there again after a reload;
it is published when the box is left and before a document is made."""

from dataclasses import dataclass, field
from functools import partial

import streamlit as st

from loaders.problem import LoadError, Problem
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
    desk = _desk()
    # The draft first: a reload begins a new session, which knows nothing of what was typed.
    if key not in st.session_state:
        desk.kept[key] = drafts(where.organization).get(where, published)
        st.session_state[key] = desk.kept[key]
    elif st.session_state[key] != desk.kept[key]:
        _keep(desk, where, key)
    draw = st.text_area if where.longest > LONGEST_CAPTION else st.text_input
    draw(
        label,
        max_chars=where.longest,
        key=key,
        placeholder=hint or None,
        on_change=_keep,
        args=(desk, where, key),
    )


@dataclass
class _Desk:
    """What a session knows of its boxes: what was kept last of each, the problems that are told, and whether
    a box was left that is not published yet.

    Streamlit ends a callback, unsaid and for good, that uses the session's state while another rerun waits:
    so it stands in an object of its own, and what a callback did not come to, the next rerun does."""

    kept: dict[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    is_left: bool = False


def _desk() -> _Desk:
    desk: _Desk = st.session_state.setdefault("boxes", _Desk())
    return desk


def _keep(desk: _Desk, where: Box, key: str) -> None:
    try:
        with access.permitted("write", where.organization):
            keep_draft(where, text := st.session_state[key])
    # As a callback it runs before the page: what it has to say waits until the boxes are drawn.
    except LoadError as error:
        desk.problems = error.problems
    else:
        desk.kept[key] = text
        desk.problems = ()


def is_told() -> bool:
    """Whether it is told that a text could not be saved."""
    return bool(_desk().problems)


def is_unpublished(organization: str) -> bool:
    """Whether something stands in the boxes that this visitor may publish and nobody has yet."""
    return access.may("write", organization) and bool(drafts(organization))


def publish_boxes(organization: str) -> bool:
    """Publishes what was typed and not published yet; gives whether there was anything new. Where it cannot
    be, that is told below the boxes."""
    return _publish(_desk(), organization)


def _publish(desk: _Desk, organization: str) -> bool:
    if not is_unpublished(organization):
        return False
    try:
        with access.permitted("write", organization):
            is_new = publish_drafts(organization)
    except LoadError as error:
        desk.problems = error.problems
        return False
    desk.problems = ()
    return is_new


def _leave(desk: _Desk, organization: str) -> None:
    desk.is_left = True
    _publish(desk, organization)


def watch(organization: str) -> None:
    """Sends what is typed after a pause, and publishes it when a box is left; says whether all is saved. To
    be called once on a page with boxes, below them; nothing where nobody may change them."""
    if not access.may("write", organization):
        return
    desk = _desk()
    # As a callback, so that the page is drawn with what is published.
    _WATCH(key="watch_boxes", on_left_change=partial(_leave, desk, organization))
    if desk.is_left:
        is_new = _publish(desk, organization)
        desk.is_left = False
        if is_new:
            st.rerun()
    if desk.problems:
        told = " ".join(problem.text(current()) for problem in desk.problems)
        st.error(plain(told), icon=":material/error:")
    elif drafts(organization):
        st.caption(_("Kept as a draft. It is published when you leave the box, or make the documents."))
    else:
        st.caption(_("All texts are saved. They save themselves while you write."))
