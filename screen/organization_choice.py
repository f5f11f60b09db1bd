"""Choosing one organization among few or among thousands: of many only those that are searched for, or stand
beside the chosen one, are sent to the browser."""

from collections.abc import Mapping

import streamlit as st

from queries import area as questions
from screen.view import View
from sections.kept import until_published
from sections.subject import Published
from vocabulary import thai
from vocabulary.language import _

FEW = 30
"""Up to so many organizations one menu offers all."""
MOST = 20
"""How many of more are offered at a time."""


def offered(view: View, key: str, width: int | str = "stretch") -> Mapping[str, str]:
    """The organizations to choose from, code → name, the chosen one among them. Of many it draws a box to
    search by name or code; without words those of the same province are offered."""
    names = view.organizations
    if len(names) <= FEW:
        return names
    words = st.text_input(
        _("Search for an organization"),
        key=f"find_{key}",
        max_chars=100,
        icon=":material/search:",
        placeholder=_("Name or code"),
        width=width,  # type: ignore[arg-type]  # Streamlit's own names of widths
    )
    found = _matching(names, words.lower().split()) if words.strip() else _beside(view)
    shown = list(dict.fromkeys([view.organization, *found]))[: MOST + 1]
    st.caption(_told(len(found), bool(words.strip())))
    return {code: names[code] for code in shown}


def _told(found: int, is_searched: bool) -> str:
    if is_searched and not found:
        return _("No organization has these words in its name or code.")
    if found <= MOST:
        return (
            _("Found: {count}").format(count=thai.number(found)) if is_searched else _("Of the same province")
        )
    many = (
        _("{most} of {count} found; add a word")
        if is_searched
        else _("{most} of {count} of the same province")
    )
    return many.format(most=thai.number(MOST), count=thai.number(found))


def _matching(names: Mapping[str, str], words: list[str]) -> list[str]:
    return [code for code, name in names.items() if all(word in f"{name} {code}".lower() for word in words)]


def _beside(view: View) -> list[str]:
    beside = _of_province(view.asked, view.organization)
    return [code for code in beside if code in view.organizations]


@until_published(512)
def _of_province(data: Published, organization: str) -> tuple[str, ...]:
    table = data.ask(questions.places)
    here = table.province_code[table.organization_code == organization]
    return tuple(table.organization_code[table.province_code.isin(here.dropna())])
