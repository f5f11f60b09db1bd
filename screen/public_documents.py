"""The evidence for those who only look: what was made after the last publication, to be downloaded. Nobody
of them has anything made."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

import streamlit as st

import settings
from evidence import prepared
from evidence.dossier import Dossier
from evidence.prepared import Place, Prepared
from queries import documents
from screen import access, apart
from screen.address import plain
from screen.documents_panel import FORMS
from screen.view import View
from vocabulary import thai
from vocabulary.language import _, current

SECONDS = 5
"""Until a page looks again whether they are ready."""


def may_make(organization: str) -> bool:
    """Whether this visitor may have documents made: whoever works on the data of the organization."""
    return any(access.may_somewhere(act, organization) for act in ("load", "write", "approve"))


def offer_prepared(view: View, dossiers: Sequence[Dossier], dossier: Dossier) -> None:
    """The documents of the item and the pack of its year as they were made; where they are not yet, that, and
    then they come by themselves."""
    st.header(_("Documents"), anchor=False)
    if not any(each.is_ready for each in dossiers):
        st.info(_("There are no data yet that this item could be shown with."), icon=":material/event_busy:")
    elif not settings.is_evidence_public():
        told = _("This server gives documents to who has signed in. Ask the office for them.")
        st.info(told, icon=":material/lock:")
    else:
        place = Place(dossier.item.organization, dossier.item.assessment_year, current())
        digests = view.asked.ask(documents.digests, place.organization)
        edition = prepared.edition(digests, place.organization)
        known = prepared.found(place, edition)
        if known is None:
            apart.part(_wait, every=SECONDS)(place, edition)
        elif known.has_failed or not known.name:
            failed = _("The documents could not be made. Ask the office for them, or come again later.")
            st.warning(failed, icon=":material/error:")
        else:
            _offer(place, known, dossier)


def _wait(place: Place, edition: str) -> None:
    if prepared.found(place, edition):
        st.rerun()
    told = _(
        "The documents of the newest data are being made. They come here by themselves as soon as they are"
        " ready; that may take some minutes."
    )
    st.info(told, icon=":material/hourglass_top:")


def _offer(place: Place, known: Prepared, dossier: Dossier) -> None:
    made = _("Made on {day} from the data that are published.").format(
        day=thai.day(date.fromisoformat(known.made_on))
    )
    st.caption(plain(made))
    names = prepared.names_of(place, dossier.item)
    if not names:
        st.info(_("There are no data yet that this item could be shown with."), icon=":material/event_busy:")
    with st.container(horizontal=True, key="prepared_documents"):
        for name in names:
            _button(name.rpartition("/")[2], partial(prepared.document, place, name))
    st.header(_("Pack of the whole year"), anchor=False)
    _button(known.name, place.pack.read_bytes)


def _button(file_name: str, content: Callable[[], bytes]) -> None:
    shown, mime, icon = FORMS[file_name.rpartition(".")[2]]
    st.download_button(shown, content, file_name, mime, key=f"get_{file_name}", icon=icon, on_click="ignore")
