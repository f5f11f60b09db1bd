"""The page of a province and of the country: which one, its choices, and the way into each organization."""

import streamlit as st

from queries import area as questions
from queries.area import COUNTRY, Area
from screen import choices
from screen.address import NEWEST, kept, plain
from screen.view import View
from sections.area import AreaSubject, names
from sections.choice import Choice, choice
from vocabulary import thai
from vocabulary.language import _

OPENED = "opened_organization"
"""In the session: the organization whose tile was clicked."""


def years(view: View) -> tuple[int, ...]:
    """The fiscal years of which anybody has data, newest first."""
    return tuple(view.asked.ask(questions.years)) if view.data else ()


def choice_of_area(view: View) -> Choice:
    """The province or the country; one's own province unless another is chosen."""
    known = names(view.asked)
    table = view.asked.ask(questions.places)
    own = table.province_code[table.organization_code == view.organization]
    usual = next((code for code in own if code in known), COUNTRY)
    return choice(view.address, "area", _("Province or country"), known, usual, is_menu=True)


def choose_area(view: View) -> None:
    """Draws the choices of area and fiscal year."""
    choices.draw(choice_of_area(view), width=None)
    every = years(view)
    named = {NEWEST: _("Newest: {year}").format(year=thai.fiscal_year(every[0]))} if every else {}
    named |= {str(year): thai.fiscal_year_span(year) for year in every}
    choices.draw(choice(view.address, "fy", _("Fiscal year"), named, NEWEST, is_menu=True), width=None)
    choices.choose_round(view, None)


def begin(view: View) -> AreaSubject:
    """Begins the page: its title, of when it is, and the kind of organization that it is narrowed to. Where
    somebody has clicked an organization, the page is left for it."""
    if code := st.session_state.pop(OPENED, None):
        st.switch_page("overview.py", query_params={**kept(view.address), "org": code})
    asked = view.address.get("fy", "")
    every = years(view)
    year = int(asked) if asked in map(str, every) else every[0]
    seen = (
        tuple(view.organizations)
        if len(view.organizations) < len(view.asked.catalogue.organizations)
        else None
    )
    area = Area(choice_of_area(view).value, year, view.round_months, seen=seen)
    every_kind = AreaSubject(view.asked, area)
    kinds = {"": _("Every kind")} | {kind: every_kind.kind_name(kind) for kind in every_kind.kinds.kind}
    kind = choice(view.address, "kind", _("Kind of organization"), kinds, "", is_menu=True)
    subject = AreaSubject(
        view.asked, Area(area.code, year, view.round_months, kind.value, seen), view.organization
    )
    with st.container(horizontal=True, vertical_alignment="bottom", key="title"):
        st.title(subject.name, anchor=False, width="content")
        st.caption(plain(subject.time), width="content")
    choices.warn_of_unknown_values(view, choice_of_area(view), kind)
    choices.draw(kind, names_itself=True)
    return subject


def follow(led: dict[str, str]) -> None:
    """After a click on a tile: shows the province, or opens the organization in the next rerun, since no page
    can be left from here."""
    if "area" in led:
        st.query_params["area"] = led["area"]
    elif "org" in led:
        st.session_state[OPENED] = led["org"]
