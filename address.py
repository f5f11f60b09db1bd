"""The choices of a visitor live in the address, and nowhere else: reload, Back, a bookmark and a copied link show the same.

Values that are the default are left out of it."""

import re
from collections.abc import Callable, Iterable
from typing import Any

import streamlit as st

import thai
from database import DatabaseMissingError, cursor
from language import LANGUAGES, _
from queries import scope as ask
from queries.scope import Scope

KEPT = ("org", "fy", "round", "lang", "digits")
"""The choices that go along when the page changes."""
NEWEST = "newest"
ROUNDS = ("6", "12")


def choice(name: str, options: Iterable[str], default: str) -> str:
    """The value of `name` in the address; the default where it is absent or unknown."""
    value = st.query_params.get(name, default)
    return value if value in options else default


def choose(name: str, widget: Callable[..., Any], label: str, options: list[str], default: str, **look: Any) -> None:
    """Draws a widget for a choice kept in the address under `name`."""
    key = f"choose_{name}"
    st.session_state[key] = choice(name, options, default)

    def remember() -> None:
        if st.session_state[key] in (default, None):
            st.query_params.pop(name, None)
        else:
            st.query_params[name] = st.session_state[key]

    widget(label, options, key=key, on_change=remember, **look)


def link(page: Any, label: str | None = None, icon: str | None = None, **changes: str) -> None:
    """A link to a page that keeps the address's choices, but for `changes`."""
    choices = {**st.query_params.to_dict(), **changes}
    kept = {name: value for name, value in choices.items() if name in KEPT and value != NEWEST}
    st.page_link(page, label=label, icon=icon, query_params=kept)


def organizations() -> dict[str, str]:
    """Organizations that have data: code → name; none where nothing has been loaded yet."""
    try:
        return ask.organizations(cursor())
    except DatabaseMissingError:
        return {}


def organization() -> str:
    """The code of the organization in the address, or of the first that has data."""
    codes = list(organizations())
    return choice("org", codes, codes[0])


def scope(data_set: str) -> Scope | None:
    """What the address asks of a data set (budget, satisfaction, plan or measures): the newest year that has data of it,
    unless the address names another. None where there are no data for that year and round."""
    code = organization()
    years = [str(year) for year in ask.fiscal_years(cursor(), code, data_set)]
    every_year = [str(year) for year in ask.fiscal_years(cursor(), code)]
    year = choice("fy", every_year, years[0] if years else NEWEST)
    months = choice("round", ROUNDS, NEWEST)
    if year not in years:
        return None
    found = Scope(code, int(year), None if months == NEWEST else int(months))
    return None if ask.sources(cursor(), found, data_set).empty else found


def choose_scope(known: dict[str, str], data_set: str | None) -> None:
    """Draws the choices of organization, fiscal year and round, for the page of a data set (None: for a page of all)."""
    codes = list(known)
    choose("org", st.selectbox, _("Organization"), codes, codes[0], format_func=known.__getitem__)
    newest = ask.fiscal_years(cursor(), organization(), data_set)[:1] if data_set else []

    def year_name(year: str) -> str:
        if year != NEWEST:
            return thai.fiscal_year_span(int(year))
        return _("Newest: {year}").format(year=thai.fiscal_year(newest[0])) if newest else _("Newest of each data set")

    years = [NEWEST, *(str(year) for year in ask.fiscal_years(cursor(), organization()))]
    choose("fy", st.selectbox, _("Fiscal year"), years, NEWEST, format_func=year_name)
    names = {NEWEST: _("Newest"), "6": _("6 months"), "12": _("12 months")}
    yearly = data_set in ("satisfaction", "measures")
    choose(
        "round", st.selectbox, _("Round"), list(names), NEWEST, format_func=lambda months: thai.digits(names[months]),
        disabled=yearly, help=_("These data are yearly; the round does not apply.") if yearly else None,
    )  # fmt: skip


def choose_writing() -> None:
    """Draws the choices of language and digits."""
    digits = {"": "0 1 2 3", "th": "๐ ๑ ๒ ๓"}
    for name, label, words, default in (("lang", _("Language"), LANGUAGES, "th"), ("digits", _("Digits"), digits, "")):
        choose(name, st.segmented_control, label, list(words), default, format_func=words.__getitem__, required=True)


def warn_of_unknown() -> None:
    """Says which values in the address are not known, and that the defaults are shown instead."""
    known = {
        "org": list(organizations()),
        "fy": [NEWEST, *(str(year) for year in ask.fiscal_years(cursor(), organization()))],
        "round": [NEWEST, *ROUNDS],
        "lang": list(LANGUAGES),
        "digits": ["", "th"],
    }
    for name, values in known.items():
        value = st.query_params.get(name, values[0])
        if value not in values:
            told = _("The address has an unknown value, {name}={value}; it is left out of account.")
            st.warning(told.format(name=name, value=plain(value[:40])), icon=":material/link_off:")


def search(label: str) -> str:
    """Draws a box for words to look for, kept in the address as `q`; gives the words."""
    st.session_state["choose_q"] = st.query_params.get("q", "")

    def remember() -> None:
        st.query_params["q"] = st.session_state["choose_q"]
        if not st.session_state["choose_q"]:
            del st.query_params["q"]

    st.text_input(label, key="choose_q", max_chars=100, icon=":material/search:", on_change=remember)
    return st.query_params.get("q", "")[:100]


def plain(text: str) -> str:
    """`text` such that Markdown shows it letter by letter."""
    return re.sub(r"([\\`*_{}\[\]<>#|$~]|:(?=[a-z]))", r"\\\1", text)
