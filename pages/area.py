"""How the organizations of a province, or of the country, stand beside each other, who has reported, and how
one's own stands among its peers."""

from functools import partial

import streamlit as st

from screen import choices
from screen.address import plain
from screen.area import begin
from screen.sections import show
from screen.tabs import draw_tabs
from screen.view import current_view
from sections import area
from sections.area_peers import peers
from vocabulary.language import _

view = current_view()
subject = begin(view)
shown = partial(show, view, subject)


def draw_ranking() -> None:
    """The organizations in order, searched by name or code."""
    choices.search(view, _("Search for an organization"))
    shown(area.ranking)


shown(area.tiles)
draw_tabs(
    view,
    "area",
    {
        "ranking": (_("In order"), draw_ranking),
        "reports": (_("Who has reported"), partial(shown, area.reports, area.silent)),
        "distribution": (_("Distribution"), partial(shown, area.distribution)),
        "peers": (_("Peers"), partial(shown, peers)),
        "spending": (_("Budget"), partial(shown, area.spending)),
    },
)
st.caption(plain(subject.source))
