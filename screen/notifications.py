"""What there is to tell who has signed in, as a list with what they have read, and how much they have not."""

from collections.abc import Hashable, Sequence
from datetime import date

import streamlit as st

import database
import settings
from alerts import record
from alerts.events import KINDS, Event, events
from loaders.people import EVERY
from screen import access, address, identity
from screen.address import plain
from screen.view import View
from sections.kept import until_published
from sections.subject import Published
from vocabulary import thai
from vocabulary.language import _

MOST = 100
"""Of the list; the page of findings has more."""
LOCAL = "local"
"""Under what is kept what was read in this machine's own browser."""
LOOKS = {"error": "red", "warning": "orange", "note": "blue"}


def reader() -> str:
    """Under what is kept what this visitor has read; "" where nothing is told them."""
    who = identity.of_session()
    return who.mark if who else LOCAL if access.is_local() else ""


def concerning(view: View) -> list[Event]:
    """What there is to tell this visitor of the organization that is shown, newest first: of the divisions
    for which they have a right."""
    if not reader() or view.data is None or not view.organization:
        return []
    words = view.language, view.thai_digits
    every = _newest_first(words, view.data, view.organization, view.data.today)
    if access.is_local():
        return [*every]
    rights = [grant for grant in access.roles() if grant.organization in (EVERY, view.organization)]
    return [event for event in every if any(right.division in ("", event.division) for right in rights)]


@until_published(64)
def _newest_first(_edition: Hashable, data: Published, organization: str, _today: date) -> tuple[Event, ...]:
    # A stable sort: of one day the gravest comes first.
    every = events(data, organization)
    return tuple(sorted(every, key=lambda event: event.since or date.min, reverse=True))


def unread(some: Sequence[Event]) -> list[Event]:
    """Those of them that this visitor has not marked as read."""
    read = record.kept(database.store(), record.READ).get(reader(), frozenset())
    return [event for event in some if event.identifier not in read]


def draw_list(some: Sequence[Event]) -> None:
    """The list, each with the way to where more is said of it and a button to mark it as read."""
    new = unread(some)
    count = _("Not read yet: {count} of {all}")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(count.format(count=thai.number(len(new)), all=thai.number(len(some))), width="content")
        if new:
            _offer_to_mark(_("Mark all as read"), "all", ":material/done_all:", new)
    for event in some[:MOST]:
        _draw(event, is_new=event in new)
    if len(some) > MOST:
        st.caption(_("The newest {count} are shown.").format(count=thai.number(MOST)))


def _draw(event: Event, *, is_new: bool) -> None:
    kind, text = _(KINDS[event.kind]), plain(event.sentence)
    with st.container(border=True, gap="small"):
        st.markdown(f":{LOOKS[event.severity]}-badge[{kind}] **{text}**" if is_new else f"{kind}: {text}")
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            told = (thai.day(event.since) if event.since else "", event.division)
            st.caption(plain(" · ".join(filter(None, told))), width="content")
            with st.container(horizontal=True, width="content", vertical_alignment="center"):
                icon = ":material/arrow_forward:"
                address.link(f"{event.page}.py", _("More"), icon, **dict(event.choices))
                if is_new:
                    _offer_to_mark(_("Mark as read"), event.identifier, ":material/done:", [event])


def _offer_to_mark(label: str, key: str, icon: str, some: Sequence[Event]) -> None:
    # A copy of another machine's store takes no marks.
    if not settings.follows():
        st.button(label, f"read_{key}", icon=icon, type="tertiary", on_click=_mark, args=(some,))


def _mark(some: Sequence[Event]) -> None:
    if who := reader():
        record.add(database.store(), record.READ, who, (event.identifier for event in some))
