"""The page of a province and of the country: which one, its choices, and the way into each organization."""

from dataclasses import replace

import streamlit as st

from queries import area as questions
from queries.area import COUNTRY, MADE_UP, Area
from screen import address, choices
from screen.address import NEWEST, kept, plain
from screen.view import PageEnded, View
from sections.area import AreaSubject, names
from sections.choice import Choice, choice
from vocabulary import fiscal_calendar, thai
from vocabulary.language import _

OPENED = "opened_organization"
"""In the session: the organization whose tile was clicked."""


def years(view: View) -> tuple[int, ...]:
    """The fiscal years of which any organization of the area chosen has data, newest first."""
    return (
        tuple(view.asked.ask(questions.years, choice_of_area(view).value, _seen(view))) if view.data else ()
    )


def is_made_up(view: View) -> bool:
    """Whether the area chosen is that of organizations that do not exist, whichever is chosen."""
    return view.data is not None and choice_of_area(view).value == MADE_UP


def _seen(view: View) -> tuple[str, ...] | None:
    """The organizations that the visitor may see; None for all."""
    sees_all = len(view.organizations) == len(view.asked.catalogue.organizations)
    return None if sees_all else tuple(view.organizations)


def choice_of_area(view: View) -> Choice:
    """The province or the country; one's own province unless another is chosen."""
    known = names(view.asked) | _silent(view)
    table = view.asked.ask(questions.places)
    own = table.province_code[table.organization_code == view.organization]
    usual = next((code for code in own if code in known), COUNTRY)
    return choice(view.address, "area", _("Province or country"), known, usual, is_menu=True)


def choose_area(view: View) -> None:
    """Draws the choices of area and fiscal year."""
    choices.draw(choice_of_area(view), width=None)
    every = years(view)
    if not every:
        return
    named = {NEWEST: _("Newest: {year}").format(year=thai.fiscal_year(every[0]))}
    named |= {str(year): thai.fiscal_year_span(year) for year in every}
    choices.draw(choice(view.address, "fy", _("Fiscal year"), named, NEWEST, is_menu=True), width=None)
    choices.choose_round(view, None)


def begin(view: View) -> AreaSubject:
    """Begins the page: its title, of when it is, and the kind of organization that it is narrowed to. Where
    somebody has clicked an organization, the page is left for it."""
    if code := st.session_state.pop(OPENED, None):
        st.switch_page("overview.py", query_params={**kept(view.address), "org": code})
    asked, every, seen = view.address.get("fy", ""), years(view), _seen(view)
    newest = every[0] if every else fiscal_calendar.fiscal_year_of(view.asked.today)
    year = int(asked) if asked in map(str, every) else newest
    area = Area(choice_of_area(view).value, year, view.round_months, seen=seen)
    every_kind = AreaSubject(view.asked, area)
    kinds = {"": _("Every kind")} | {kind: every_kind.kind_name(kind) for kind in every_kind.kinds.kind}
    kind = choice(view.address, "kind", _("Kind of organization"), kinds, "", is_menu=True)
    subject = AreaSubject(view.asked, replace(area, kind=kind.value), view.organization)
    _demand_data(view)
    with st.container(horizontal=True, vertical_alignment="bottom", key="title"):
        st.title(subject.name, anchor=False, width="content")
        st.caption(plain(subject.time), width="content")
    choices.warn_of_unknown_values(view, choice_of_area(view), kind)
    choices.draw(kind, names_itself=True)
    return subject


def _demand_data(view: View) -> None:
    """Where the address names a province of which nobody has published anything, says so and ends the
    page."""
    for name in _silent(view).values():
        st.title(name, anchor=False)
        st.info(_("No organization of this province has published anything here yet."), icon=":material/map:")
        country = names(view.asked)[COUNTRY]
        address.link("area.py", country, ":material/arrow_forward:", area=COUNTRY)
        raise PageEnded


def _silent(view: View) -> dict[str, str]:
    """The province that the address names, where nobody in it has published anything: code → name."""
    asked = view.address.get("area", "")
    every = {} if asked in names(view.asked) else names(view.asked, questions.provinces_known)
    return {asked: every[asked]} if asked in every else {}


def follow(led: dict[str, str]) -> None:
    """After a click on a tile: shows the province, or opens the organization in the next rerun, since no page
    can be left from here."""
    if "area" in led:
        st.query_params["area"] = led["area"]
    elif "org" in led:
        st.session_state[OPENED] = led["org"]
