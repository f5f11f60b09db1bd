"""What a rerun is about: what the visitor's address asks for, resolved once into one value that all else is
handed."""

import re
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from types import MappingProxyType
from typing import Any

import streamlit as st
from duckdb import DuckDBPyConnection

from charts.theme import Width
from database import DamagedDatabaseError, Identity, NoDatabaseError, cursor, is_damaged
from portal.edition import edition_now
from queries import reading_names
from queries.scope import Scope, Within, is_made_up
from screen import access
from screen.address import NEWEST, ROUNDS
from sections.kept import forget, until_published
from sections.satisfaction import criteria
from sections.subject import Published, Subject
from vocabulary import language, thai
from vocabulary.data_sets import BY_NAME
from vocabulary.language import LANGUAGES, _

IS_YEAR = re.compile(r"2[45]\d\d")
"""A fiscal year that there may be, of the Buddhist era."""
LONGEST_WORDS, LONGEST_VALUE = 100, 400


@dataclass(frozen=True)
class View:
    """What this rerun is about. A value of the address that is unknown counts as its default."""

    address: Mapping[str, str]
    """What the address says, as it is."""
    published: Identity | None
    """Which data are published; None where there are none yet."""
    data: Published | None
    organizations: Mapping[str, str]
    """Organizations that have data: code → name, real ones first."""
    organization: str
    """The code of the one that is shown; "" where there are no data."""
    fiscal_years: tuple[int, ...]
    """Years in which the organization has data of any kind, newest first."""
    fiscal_year: int | None
    """The year that is asked for; None for the newest of each data set."""
    round_months: int | None
    words: str
    """The words to look for."""
    language: str
    thai_digits: bool
    is_presenting: bool
    """Whether pages are shown without anything around them, for a projector."""
    width: Width = "wide"
    """For what pages are drawn: a desk's screen, or a phone's."""
    damage: str = ""
    """What is wrong with the published data, where they are not as they were published."""
    held: DuckDBPyConnection | None = None
    """What holds these published data open."""

    def cursor(self) -> DuckDBPyConnection:
        """A cursor on the data of this rerun, whatever was published since."""
        return cursor(self.held)

    @property
    def edition(self) -> tuple[Identity | None, str, bool, Width]:
        """What all words and pictures hang on: which data are published, language, digits and width. What was
        made up once for an edition serves whoever sees the same."""
        return self.published, self.language, self.thai_digits, self.width

    @property
    def is_narrow(self) -> bool:
        """Whether pages are drawn for a phone."""
        return self.width == "narrow"

    @property
    def asked(self) -> Published:
        """The published data. Raises NoDatabaseError where there are none."""
        if self.data is None:
            raise NoDatabaseError
        return self.data

    @property
    def place(self) -> str:
        """The organization and the fiscal year in words, for a page of all data sets."""
        year = self.fiscal_year
        time = _("Newest of each data set") if year is None else thai.fiscal_year(year)
        return f"{self.organizations[self.organization]} · {time}"

    @property
    def unknown_organization(self) -> str:
        """What the address names as an organization that has published nothing here; "": nothing."""
        asked = self.address.get("org", "")
        return "" if asked in self.organizations else asked[:LONGEST_VALUE]

    @property
    def is_made_up(self) -> bool:
        """Whether the organization does not exist."""
        return is_made_up(self.organization)

    def years_of(self, data_set: str) -> list[int]:
        """Years in which the organization has data of one data set, newest first."""
        return self.asked.catalogue.fiscal_years(self.organization, data_set)

    def subject(self, data_set: str) -> Subject | None:
        """A data set in the newest year that has data of it, unless the address names another; None where it
        has none there."""
        scope = self._scope(data_set)
        return None if scope is None else self.asked.subject(data_set, scope)

    def newest_subject(self, data_set: str, up_to: int) -> Subject | None:
        """A data set in the newest fiscal year that has data of it and is not after `up_to`, whatever year
        the address names."""
        years = [year for year in self.years_of(data_set) if year <= up_to]
        return self.asked.subject(data_set, Scope(self.organization, years[0])) if years else None

    def within(self, data_set: str) -> Within:
        """What the address narrows the lines of a data set to; its values may be unknown."""
        asked = (
            (column, self.address[name][:LONGEST_VALUE])
            for name, column in BY_NAME[data_set].filters.items()
            if name in self.address
        )
        # A link made before a name was given a reading names it as its file does.
        shown = self.asked.ask(reading_names.shown, self.organization, BY_NAME[data_set].table)
        return tuple((column, shown.get((column, value), value)) for column, value in asked)

    def as_of_dates(self, data_set: str, fiscal_year: int) -> tuple[str, ...]:
        """The as-of dates (ISO) of a data set's reports of a fiscal year, newest first."""
        return self.asked.as_of_dates(self.organization, data_set, fiscal_year)

    def pinned(self, subject: Subject) -> dict[str, str]:
        """The address with all that it leaves to be the newest or the usual named, such that it shows this
        very view when there are newer data."""
        scope, time = subject.resolved, subject.choice_of_earlier(self.address)
        named = {
            "org": scope.organization,
            "fy": f"{scope.fiscal_year}",
            "round": f"{scope.round_months or ''}",
            "at": f"{scope.as_of or ''}",
            "with": time.value if len(time.options) > 1 else "",
            "bands": criteria(subject, self.address).value if subject.data_set == "satisfaction" else "",
        }
        return {**self.address, **{name: value for name, value in named.items() if value}}

    def _scope(self, data_set: str) -> Scope | None:
        day = self.address.get("at", "")
        return self.asked.scope(self.organization, data_set, self.fiscal_year, self.round_months, day)


class PageEnded(Exception):  # noqa: N818 - it is no error
    """A page has nothing more to show. What surrounds it is drawn all the same, which st.stop would
    prevent."""


_current: ContextVar[View] = ContextVar("view")


def resolve() -> View:
    """Resolves the address for this rerun, and has all its words come in the visitor's language and
    digits."""
    address = MappingProxyType(st.query_params.to_dict())
    # First: all that follows is said in it.
    language.use(_taken(address, "lang", tuple(LANGUAGES), "th"))
    thai.use_thai_digits(_taken(address, "digits", ("th",), "") == "th")
    published, held, data, known, damage = _data()
    organizations = {code: name for code, name in known.items() if access.may("view", code)}
    organization = _taken(address, "org", tuple(organizations), next(iter(organizations), ""))
    years = tuple(data.catalogue.fiscal_years(organization)) if data else ()
    year = _taken(address, "fy", tuple(map(str, years)), NEWEST)
    months = _taken(address, "round", ROUNDS, NEWEST)
    view = View(
        address=address,
        published=published,
        data=data,
        organizations=MappingProxyType(organizations),
        organization=organization,
        fiscal_years=years,
        fiscal_year=None if year == NEWEST else int(year),
        round_months=None if months == NEWEST else int(months),
        words=address.get("q", "")[:LONGEST_WORDS],
        language=language.current(),
        thai_digits=thai.with_thai_digits(),
        is_presenting=_taken(address, "show", ("present",), "") == "present",
        width=_width(address.get("width") or st.context.cookies.get("width", ""), st.context.headers),
        damage=damage,
        held=held,
    )
    use(view)
    return view


def use(view: View) -> None:
    """From here on, in this thread, this is what the rerun is about, and words come in its language and
    digits."""
    _current.set(view)
    language.use(view.language)
    thai.use_thai_digits(view.thai_digits)


def current_view() -> View:
    """What this rerun is about."""
    return _current.get()


def _width(asked: str, headers: Mapping[str, str]) -> Width:
    """The width that is asked for, by the address or by the window's script; else what the browser says of
    its device."""
    # Only until the page's script has told the window's width by a cookie.
    says_mobile = headers.get("Sec-CH-UA-Mobile") == "?1" or "Mobile" in headers.get("User-Agent", "")
    return "narrow" if asked == "narrow" or (asked != "wide" and says_mobile) else "wide"


def _taken(address: Mapping[str, str], name: str, options: tuple[str, ...], default: str) -> str:
    value = address.get(name, default)
    return value if value in options else default


def _data() -> tuple[Identity | None, DuckDBPyConnection | None, Published | None, dict[str, str], str]:
    try:
        edition = edition_now()
        published, held, data = edition.published, edition.held, _published(edition.data)
    except DamagedDatabaseError as error:
        return None, None, None, {}, error.why[language.current()]
    except NoDatabaseError:
        return None, None, None, {}, ""
    return published, held, data, _names(data, language.current(), thai.with_thai_digits()), ""


@until_published(8)
def _names(data: Published, _language: str, _thai_digits: bool) -> dict[str, str]:
    return {code: data.name(code) for code in data.catalogue.organizations}


@lru_cache(maxsize=2)
def _published(data: Published) -> Published:
    # Asked once for each file that is published.
    forget()
    return replace(data, ask=partial(_asked, data.ask))


def _asked(answer: Callable[..., Any], *question: Any) -> Any:
    """Asks the published data. Where they turn out to be damaged, the page begins anew and shows no
    figure."""
    try:
        return answer(*question)
    except DamagedDatabaseError:
        if is_damaged():
            st.rerun()  # does nothing where a document is made
        raise
