"""What surrounds every page: the menu, the choices that hold for all, and what must be said of the data."""

from typing import Any

import streamlit as st

import database
from loaders.people import EVERY
from loaders.store import lake
from loaders.store.register import saved
from screen import access, address, area, choices, identity, load_register, notifications, organization_choice
from screen.address import plain
from screen.assets import ASSETS, component, dress
from screen.presentation import draw_presentation
from screen.sign_in import draw_account
from screen.tool_names import tool_names
from screen.view import PageEnded, View
from sentences.origin import MADE_UP
from vocabulary import thai
from vocabulary.data_sets import FURTHER, LISTED
from vocabulary.language import _

ICON = str(ASSETS / "icon.svg")
OF_ALL = ("data", "glossary", "people")
"""Pages that speak of every organization and year, and can be read without data."""
_PAGE = component("page", "<span hidden></span>")


def pages(view: View) -> dict[Any, str]:
    """Every page with the icon of its link ("": none is shown). As a page's own icon, Streamlit would fetch
    one from a foreign host for the browser's tab."""
    governs = identity.is_configured() and access.may_somewhere("administer")
    unread = len(notifications.unread(notifications.concerning(view)))
    new = f" ({thai.number(unread)})" if unread else ""
    bell = ":material/notifications:" if notifications.reader() else ""
    answering = ":material/contact_support:" if access.may_somewhere("write") else ""
    area_icon = ":material/map:" if len(view.organizations) > 1 else ""
    return {
        st.Page("overview.py", title=_("Overview"), default=True): ":material/dashboard:",
        **{st.Page(f"{each.page}.py", title=_(each.title)): each.icon for each in LISTED},
        st.Page("area.py", title=_("Province and country")): area_icon,
        st.Page("findings.py", title=_("Findings")): ":material/fact_check:",
        st.Page("documents.py", title=_("ITA evidence")): ":material/folder_zip:",
        st.Page("data.py", title=_("Data")): ":material/database_upload:",
        st.Page("questions.py", title=_("Questions from the public")): answering,
        st.Page("notifications.py", title=f"{_('Notifications')}{new}"): bell,
        st.Page("glossary.py", title=_("Terms and methods")): ":material/dictionary:",
        st.Page("people.py", title=_("People")): ":material/group:" if governs else "",
    }


def set_up(view: View, page: Any) -> None:
    """The page's name in the browser, its looks and its language; charts adapt to the window, unless the
    address says for which they are drawn."""
    st.set_page_config(page_title=f"{page.title} · {_('Prongsai')}", page_icon=ICON, layout="wide")
    st.logo(ICON, size="large")
    dress("look")
    words = {"language": view.language, "theme": st.context.theme.type, "skip": _("Skip to the content")}
    # Elsewhere nothing is drawn for a width, so nothing has to be loaded anew for it.
    has_charts = page.url_path in {"area", *(each.page for each in LISTED)}
    drawn = {"width": view.width, "adapts": has_charts and "width" not in view.address}
    shown = {"presenting": view.is_presenting, "tools": tool_names()}
    _PAGE(data=words | drawn | shown, key="page", height="content")


def demand_data(view: View) -> None:
    """Where there are no data yet, or they are not as they were published, says what helps and ends the
    page."""
    if view.damage:
        st.title(_("No figures can be shown now"), anchor=False)
        st.write(_("The administrator has to mend the data first. They are shown again on the next visit."))
        st.error(view.damage, icon=":material/gpp_bad:")
        _offer_remedy()
        with st.sidebar:
            draw_account(view)
        st.stop()
    if not view.organizations:
        if lake.unreachable_since():
            st.error(
                _("The data cannot be reached now. Please try again later."), icon=":material/cloud_off:"
            )
            st.stop()
        remedy = _(
            "There are no data to open. Load files: python -m loaders load FILE.csv."
            " If there were data before: python -m loaders rebuild"
        )
        st.error(remedy, icon=":material/database_off:")
        address.link("data.py", _("Load files in the browser"), icon=":material/arrow_forward:")
        st.stop()


def demand_organization(view: View, page: Any) -> None:
    """Where the address names an organization that has published nothing here, says so, offers those that
    have, and ends the page: nobody is shown another's figures."""
    code = view.unknown_organization
    if code and page.url_path not in OF_ALL:
        st.title(_("No figures of this organization"), anchor=False)
        sentence = _("An organization of code {code} has published nothing here. Choose one of these:")
        st.warning(sentence.format(code=plain(code)), icon=":material/link_off:")
        for each, name in organization_choice.offered(view, "instead").items():
            address.link(page, plain(name), ":material/arrow_forward:", org=each)
        raise PageEnded


def _offer_remedy() -> None:
    """The remedy itself, for those who may administer: nothing can be lost by it."""
    if access.may("administer", EVERY):
        remedy = _(
            "You can make them again here, from the kept originals and the register. Nothing is lost by it:"
            " what is published is replaced only when all has been made again and checked."
        )
        st.write(remedy)
        load_register.offer_rebuild(len(saved(database.store())))


def draw_sidebar(view: View, links: dict[Any, str], page: str) -> None:
    """The menu and the choices that hold for every page; of a presentation only the way out."""
    if view.is_presenting:
        dress("present")
        draw_presentation(view, page)
        return
    with st.sidebar:
        _draw_links(links, page)
        if page not in OF_ALL:
            if page == "area" and view.data:
                area.choose_area(view)
            choices.choose_scope(view, page or None)
        choices.choose_writing(view)
        draw_account(view)


def _draw_links(links: dict[Any, str], page: str) -> None:
    """The menu; the pages of further data in a group, where the first of them would stand."""
    further = {each.page for each in FURTHER}
    group = None
    for target, icon in links.items():
        if target.url_path in further:
            name = _("Other data of the measures")
            group = group or st.expander(name, page in further, icon=":material/more_horiz:")
            with group:
                address.link(target, icon=icon)
        elif icon:
            address.link(target, icon=icon)


def warn_of_made_up(is_made_up: bool) -> None:
    """Says that what is shown does not exist, where it does not."""
    if is_made_up:
        st.caption(f":material/science: {_(MADE_UP)}")
