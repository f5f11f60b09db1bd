"""Draws choices: those of a section, and those that hold for every page."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import streamlit as st

from screen import organization_choice
from screen.address import NEWEST, ROUNDS, keep, plain
from screen.view import IS_YEAR, View
from sections.choice import Choice, choice
from vocabulary import thai
from vocabulary.data_sets import BY_NAME
from vocabulary.fiscal_calendar import QUARTERS, quarter_end
from vocabulary.language import LANGUAGES, _

WIDTH = 320
"""Pixels of a menu on a page."""
SEARCH_WIDTH = 200
"""Pixels of the box for words to look for, among the filters."""


def draw(
    choice: Choice, *, width: int | None = WIDTH, why_not: str | None = None, names_itself: bool = False
) -> None:
    """Draws a choice: buttons side by side, or a menu of this width (None: all there is), which with
    `names_itself` has its label inside: "Division: All". `why_not` says why nothing can be chosen."""
    # The address decides, not Streamlit's memory: Back and a copied link show what they name.
    key = f"choose_{choice.name}"
    st.session_state[key] = choice.value

    def remember() -> None:
        # Where a menu's names have changed since, Streamlit takes the old name for a new value.
        if st.session_state[key] in choice.options:
            keep(choice.name, st.session_state[key], choice.default)

    names, options = dict(choice.options), list(choice.options)
    if names_itself:
        names = {value: f"{choice.label}: {name}" for value, name in names.items()}
    if choice.is_menu:
        st.selectbox(
            choice.label,
            options,
            key=key,
            on_change=remember,
            format_func=names.__getitem__,
            width=width or "stretch",
            disabled=why_not is not None,
            help=why_not,
            label_visibility="collapsed" if names_itself else "visible",
        )
    else:
        st.segmented_control(
            choice.label,
            options,
            key=key,
            on_change=remember,
            format_func=names.__getitem__,
            required=True,
            label_visibility="visible" if choice.is_labelled else "collapsed",
        )


def chip(name: str, key: str, remove: Callable[..., None], *given: Any) -> None:
    """Draws what the figures are narrowed to as a button that takes it away."""
    st.button(
        plain(name),
        key=f"chip_{key}",
        on_click=remove,
        args=given,
        icon=":material/close:",
        icon_position="right",
        help=_("Remove this filter"),
    )


def draw_all(choices: Sequence[Choice]) -> None:
    """Draws choices side by side; one that has nothing to choose from is left out."""
    drawn = [each for each in choices if len(each.options) > 1]
    if len(drawn) == 1:
        draw(drawn[0])
    elif drawn:
        with st.container(horizontal=True):
            for each in drawn:
                draw(each)


def choose_scope(view: View, data_set: str | None) -> None:
    """Draws the choices of organization, fiscal year and round, for the page of a data set (None: for a page
    of all)."""
    names = organization_choice.offered(view, "org")
    if code := view.unknown_organization:
        names = {code: _("{code}: no data").format(code=code)} | dict(names)
    whose = choice(view.address, "org", _("Organization"), names, view.organization, is_menu=True)
    # The first of all is left out of the address, whoever is offered here.
    draw(replace(whose, default=next(iter(view.organizations))), width=None)
    if data_set == "area" or view.unknown_organization:
        return
    # Documents choose the assessment's year themselves; questions and notifications are of every year.
    if data_set in ("documents", "notifications", "questions"):
        return
    newest = view.years_of(data_set)[:1] if data_set else []
    newest_name = _("Newest of each data set")
    if newest:
        newest_name = _("Newest: {year}").format(year=thai.fiscal_year(newest[0]))
    years = {NEWEST: newest_name} | {str(year): thai.fiscal_year_span(year) for year in view.fiscal_years}
    draw(_menu(view, "fy", _("Fiscal year"), years, NEWEST), width=None)
    # Reports of a budget come by quarters: the menu offers those that there are.
    if data_set in BY_NAME and BY_NAME[data_set].times == "as_of":
        _choose_report(view, data_set)
        return
    choose_round(view, data_set)


def choose_round(view: View, data_set: str | None) -> None:
    """Draws the choice of the round; of what comes yearly there is none."""
    months = {each: _("{months} months").format(months=thai.digits(each)) for each in ROUNDS}
    rounds = _menu(view, "round", _("Round"), {NEWEST: _("Newest")} | months, NEWEST)
    is_yearly = data_set == "findings" or (data_set in BY_NAME and BY_NAME[data_set].times == "year")
    why_not = _("These data are yearly; the round does not apply.") if is_yearly else None
    draw(rounds, width=None, why_not=why_not)


def _choose_report(view: View, data_set: str) -> None:
    """Draws the choice among the reports of a year that are told apart by their days: quarters, mostly."""
    subject = view.subject(data_set)
    if subject is None:
        return
    year = subject.scope.fiscal_year
    usual = replace(subject.scope, as_of=None, round_months=view.round_months)
    # The newest has no name in the address, so that a kept link goes on to show the newest.
    newest = f"{subject.published.catalogue.resolved(usual, data_set).as_of}"
    days = [newest, *(day for day in view.as_of_dates(data_set, year) if day != newest)]
    names = {"" if day == newest else day: _report_name(year, date.fromisoformat(day)) for day in days}
    draw(_menu(view, "at", _("Quarter"), names, ""), width=None)


def _report_name(year: int, day: date) -> str:
    for number in QUARTERS:
        if day == quarter_end(year, number):
            name = _("Quarter {number} ({day})")
            return name.format(number=thai.digits(number), day=thai.day(day))
    return thai.day(day)


def _menu(view: View, name: str, label: str, options: dict[str, str], default: str) -> Choice:
    return choice(view.address, name, label, options, default, is_menu=True)


def choose_writing(view: View) -> None:
    """Draws the choices of language and digits."""
    draw(choice(view.address, "lang", _("Language"), LANGUAGES, "th"))
    draw(choice(view.address, "digits", _("Digits"), {"": "0 1 2 3", "th": "๐ ๑ ๒ ๓"}, ""))


def search(view: View, label: str) -> None:
    """Draws a box for the words to look for."""
    st.session_state["choose_q"] = view.words

    def remember() -> None:
        keep("q", st.session_state["choose_q"], "")

    st.text_input(
        label,
        key="choose_q",
        max_chars=100,
        icon=":material/search:",
        on_change=remember,
        placeholder=label,
        label_visibility="collapsed",
        width=SEARCH_WIDTH,
    )


def warn_of_unknown(view: View, years: Sequence[int]) -> None:
    """Says which values that hold for every page are not known, and that the defaults are shown instead;
    `years` are those that the page knows."""
    known = {
        "fy": (NEWEST, *map(str, years)),
        "round": (NEWEST, *ROUNDS),
        "lang": tuple(LANGUAGES),
        "digits": ("", "th"),
        "show": ("", "present"),
        "width": ("wide", "narrow"),
    }
    unknown = {
        name: view.address[name]
        for name, values in known.items()
        if name in view.address and view.address[name] not in values
    }
    # A link to next year's page is no mistake: it is told as a year without data yet.
    if IS_YEAR.fullmatch(unknown.get("fy", "")):
        sentence = _("There are no data of fiscal year {year} yet; the newest year is shown instead.")
        year = thai.digits(unknown.pop("fy"))
        st.warning(sentence.format(year=year), icon=":material/event_busy:")
    warn(unknown)


def warn_of_unknown_values(view: View, *choices: Choice) -> None:
    """Says which of a page's own choices have values in the address that are not known."""
    asked = {each.name: view.address.get(each.name, each.default) for each in choices}
    warn({each.name: asked[each.name] for each in choices if asked[each.name] not in each.options})


def warn(unknown: dict[str, str]) -> None:
    """Says which values of the address are left out of account since they are not known."""
    if unknown:
        sentence = _("The address has unknown values, which are left out of account: {listed}")
        # Whatever stands in an address: a long value would push the page out of sight.
        listed = ", ".join(f"{name}={plain(value[:40])}" for name, value in unknown.items())
        st.warning(sentence.format(listed=listed), icon=":material/link_off:")
