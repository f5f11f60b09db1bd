"""The choices of a visitor live in the address, and nowhere else: reload, Back, a bookmark and a copied link
show the same.

Values that are the default are left out of it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

import streamlit as st

from database import Identity, NoDatabaseError, cursor, identity
from queries import scope as ask
from queries.scope import Catalogue, Scope, Within
from sentences import origin
from vocabulary import thai
from vocabulary.language import LANGUAGES, _, current

KEPT = ("org", "fy", "round", "lang", "digits", "show")
"""The choices that go along when the page changes."""
NEWEST = "newest"
ROUNDS = ("6", "12")
YEARLY = ("satisfaction", "measures")
"""Data sets that have no rounds."""
IS_YEAR = re.compile(r"2[45]\d\d")
"""A fiscal year that there may be, of the Buddhist era."""
FILTERS = {
    "budget": {
        "div": "division",
        "plan": "plan",
        "group": "expenditure_group",
        "cat": "category",
        "item": "item",
    },
    "satisfaction": {"div": "division", "dim": "dimension_no", "ask": "question_no"},
    "plan": {"dim": "dimension_no", "status": "project_status"},
    "plan_projects": {"dim": "dimension_no", "status": "project_status"},
    "measures": {"unit": "responsible", "status": "status", "evidence": "evidence"},
}
"""What the lines of each data set can be narrowed to, from the large to the small: name in the address →
column."""


Options = tuple[str, ...] | dict[str, str]
"""The values that there are to choose from, or these with what they are called."""


def choice(name: str, options: Options, default: str) -> str:
    """The value of `name` in the address; the default where it is absent or unknown."""
    # A column of pandas, which mypy takes for anything, would be asked for its index: no value of it would
    # ever be known.
    if not isinstance(options, tuple | dict) or not all(isinstance(option, str) for option in options):
        raise TypeError(f"{name}: the options must be a tuple or a dictionary of strings")
    value = st.query_params.get(name, default)
    return value if value in options else default


def choose(
    name: str, widget: Callable[..., Any], label: str, names: dict[str, str], default: str, **look: Any
) -> None:
    """Draws a widget for a choice kept in the address under `name`; `names` are the values and what they are
    called."""
    key = f"choose_{name}"
    st.session_state[key] = choice(name, names, default)

    def remember() -> None:
        keep(name, st.session_state[key], default)

    widget(label, list(names), key=key, on_change=remember, format_func=names.__getitem__, **look)


def keep(name: str, value: str | None, default: str) -> None:
    """Writes a choice to the address; the default takes its name out of it."""
    if value in (default, None):
        st.query_params.pop(name, None)
    else:
        st.query_params[name] = value


def show_year(year: str) -> None:
    """Chooses a fiscal year, of whatever round."""
    keep("fy", year, NEWEST)
    keep("round", NEWEST, NEWEST)


def is_presenting() -> bool:
    """Whether pages are shown without anything around them, for a projector."""
    return choice("show", ("present",), "") == "present"


def present(on: bool) -> None:
    """Begins or ends the presentation."""
    keep("show", "present" if on else "", "")


def link(page: Any, label: str | None = None, icon: str | None = None, **more: str) -> None:
    """A link to a page that keeps the address's choices and makes some `more` (those that are not empty)."""
    kept = {name: value for name, value in st.query_params.to_dict().items() if name in KEPT}
    st.page_link(
        page,
        label=label,
        icon=icon,
        query_params=kept | {name: value for name, value in more.items() if value},
    )


@lru_cache(maxsize=2)
def _catalogue(_published: Identity) -> Catalogue:
    return ask.catalogue(cursor())


def catalogue() -> Catalogue:
    """What can be asked about; read once for each file that is published, since nothing in it changes."""
    return _catalogue(identity())


def organizations() -> dict[str, str]:
    """Organizations that have data: code → name, real ones first; none where nothing has been loaded yet."""
    try:
        return _organizations(identity(), current(), thai.with_thai_digits())
    except NoDatabaseError:
        return {}


@lru_cache(maxsize=8)
def _organizations(published: Identity, _language: str, _thai_digits: bool) -> dict[str, str]:
    return {
        code: origin.made_up(code) if ask.is_made_up(code) else name
        for code, name in _catalogue(published).organizations.items()
    }


def has_made_up() -> bool:
    """Whether made-up organizations are loaded."""
    return any(map(ask.is_made_up, organizations()))


def is_made_up() -> bool:
    """Whether the organization in the address does not exist."""
    return ask.is_made_up(organization())


def organization() -> str:
    """The code of the organization in the address, or of the first that has data."""
    known = organizations()
    return choice("org", known, next(iter(known)))


def fiscal_year() -> int | None:
    """The fiscal year in the address; None where it names none that has data."""
    year = choice("fy", fiscal_years(), NEWEST)
    return None if year == NEWEST else int(year)


def place() -> str:
    """The organization and the fiscal year in the address, in words, for a page of all data sets."""
    year = fiscal_year()
    return f"{organizations()[organization()]} · {_('Newest of each data set') if year is None else thai.fiscal_year(year)}"


def fiscal_years(data_set: str | None = None) -> tuple[str, ...]:
    """Years in which the organization has data of one data set (None: of any), newest first."""
    return tuple(str(year) for year in catalogue().fiscal_years(organization(), data_set))


def scope(data_set: str) -> Scope | None:
    """What the address asks of a data set (budget, satisfaction, plan or measures): the newest year that has
    data of it, unless the address names another. None where it has no data for that year."""
    years = fiscal_years(data_set)
    year = choice("fy", fiscal_years(), years[0] if years else NEWEST)
    months = NEWEST if data_set in YEARLY else choice("round", ROUNDS, NEWEST)
    if year not in years:
        return None
    chosen = Scope(organization(), int(year), None if months == NEWEST else int(months))
    day = choice("at", as_of_dates(chosen), "") if data_set == "budget" else ""
    return replace(chosen, round_months=None, as_of=date.fromisoformat(day)) if day else chosen


def as_of_dates(of: Scope) -> tuple[str, ...]:
    """The as-of dates (ISO) of a fiscal year's budget, newest first."""
    known = catalogue().scopes.get((of.organization, "budget"), [])
    return tuple(f"{scope.as_of}" for scope in known if scope.fiscal_year == of.fiscal_year and scope.as_of)


def within(data_set: str) -> Within:
    """What the address narrows the lines of a data set to; its values may be unknown."""
    asked = st.query_params.to_dict()
    return tuple((column, asked[name][:400]) for name, column in FILTERS[data_set].items() if name in asked)


def narrow(data_set: str, to: Mapping[str, object]) -> None:
    """Narrows the lines of a data set further, to these values of columns."""
    st.query_params.update(narrowing(data_set, to))


def narrowing(data_set: str, to: Mapping[str, object]) -> dict[str, str]:
    """What the address says where a page is narrowed to these values of columns."""
    names = {column: name for name, column in FILTERS[data_set].items()}
    return {names[column]: str(value) for column, value in to.items() if column in names}


def widen(data_set: str, kept: Within = ()) -> None:
    """Narrows the lines of a data set to nothing but what is `kept`."""
    dropped = {name for name, column in FILTERS[data_set].items() if column not in dict(kept)}
    asked = st.query_params.to_dict()
    st.query_params.from_dict({name: value for name, value in asked.items() if name not in dropped})


def choose_scope(known: dict[str, str], data_set: str | None) -> None:
    """Draws the choices of organization, fiscal year and round, for the page of a data set (None: for a page
    of all)."""
    choose("org", st.selectbox, _("Organization"), known, next(iter(known)))
    if data_set == "documents":  # chooses the assessment's year itself
        return
    newest = fiscal_years(data_set)[:1] if data_set else ()
    newest_name = (
        _("Newest: {year}").format(year=thai.fiscal_year(int(newest[0])))
        if newest
        else _("Newest of each data set")
    )
    years = {NEWEST: newest_name} | {year: thai.fiscal_year_span(int(year)) for year in fiscal_years()}
    choose("fy", st.selectbox, _("Fiscal year"), years, NEWEST)
    rounds = {NEWEST: _("Newest")} | {
        months: _("{months} months").format(months=thai.digits(months)) for months in ROUNDS
    }
    yearly = data_set in (*YEARLY, "findings")
    why = _("These data are yearly; the round does not apply.") if yearly else None
    choose("round", st.selectbox, _("Round"), rounds, NEWEST, disabled=yearly, help=why)


def choose_writing() -> None:
    """Draws the choices of language and digits."""
    choose("lang", st.segmented_control, _("Language"), LANGUAGES, "th", required=True)
    choose("digits", st.segmented_control, _("Digits"), {"": "0 1 2 3", "th": "๐ ๑ ๒ ๓"}, "", required=True)


def warn_of_unknown(**more: tuple[str, ...]) -> None:
    """Says which values in the address are not known, and that the defaults are shown instead; `more`: a
    page's own choices."""
    known = more or {
        "org": tuple(organizations()),
        "fy": (NEWEST, *fiscal_years()),
        "round": (NEWEST, *ROUNDS),
        "lang": tuple(LANGUAGES),
        "digits": ("", "th"),
        "show": ("", "present"),
    }
    asked = {name: st.query_params.get(name, values[0]) for name, values in known.items()}
    unknown = {name: value for name, value in asked.items() if value not in known[name]}
    if IS_YEAR.fullmatch(unknown.get("fy", "")):
        told = _("There are no data of fiscal year {year} yet; the newest year is shown instead.")
        st.warning(told.format(year=thai.digits(unknown.pop("fy"))), icon=":material/event_busy:")
    if unknown:
        told = _("The address has unknown values, which are left out of account: {listed}")
        listed = ", ".join(f"{name}={plain(value[:40])}" for name, value in unknown.items())
        st.warning(told.format(listed=listed), icon=":material/link_off:")


def words() -> str:
    """The words to look for, in the address as `q`."""
    return st.query_params.get("q", "")[:100]


def search(label: str) -> None:
    """Draws a box for the words to look for."""
    st.session_state["choose_q"] = words()

    def remember() -> None:
        keep("q", st.session_state["choose_q"], "")

    st.text_input(label, key="choose_q", max_chars=100, icon=":material/search:", on_change=remember)


def plain(text: str) -> str:
    """`text` such that Markdown shows it letter by letter."""
    return re.sub(r"([\\`*_{}\[\]<>#|$~]|:(?=[a-z]))", r"\\\1", text)
