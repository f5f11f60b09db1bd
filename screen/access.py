"""Who may do what: a signed-in person whom the table of people gives a right, or whoever reaches a server
whose environment says PRONGSAI_LOCAL_EDITING=on; and nobody else.

What a request says of itself gives no right, since behind a web server everybody looks as if on this machine.
It may take the right away from all."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fnmatch import fnmatch
from ipaddress import ip_address
from threading import Event
from urllib.parse import urlsplit

import streamlit as st
from starlette.datastructures import Headers

import settings
from loaders import actor
from loaders.actor import Actor
from loaders.people import EVERY, Act, Grant, People, people
from loaders.problem import LoadError, Problem
from screen import identity
from screen.identity import Identity
from vocabulary.language import N_, _

LOOPBACK = ("localhost", "127.0.0.1", "::1")
FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-Ip", "Via")
"""What a web server in front adds to a request."""
LOADING: tuple[Act, ...] = ("load", "write")
"""What files are sent for: tables, and pictures of activities."""

# Of the whole process, not of a session: what one request shows is so for all visitors.
_passed_on = Event()
"""Set once a request came through a web server: others may come that do not show it."""


# Rights


def may(act: Act, organization: str, division: str | None = None) -> bool:
    """Whether this visitor may do something in an organization (EVERY: what concerns all), and in one of its
    divisions (None: in all of it)."""
    return _is_open(act) or any(grant.allows(act, organization, division) for grant in _grants())


def may_somewhere(act: Act, organization: str | None = None) -> bool:
    """Whether this visitor may do something in some division, of this organization or of any: for what to
    offer. What is asked for then is judged by itself."""
    if _is_open(act):
        return True
    wholes = (
        grant for grant in _grants() if organization is None or grant.organization in (EVERY, organization)
    )
    return any(grant.allows(act, grant.organization, grant.division or None) for grant in wholes)


def demand(act: Act, organization: str, division: str | None = None) -> None:
    """Raises LoadError where this visitor may not do it. For what makes a change to ask, whatever a page has
    offered."""
    if not may(act, organization, division):
        raise LoadError(refusal(organization, division))


@contextmanager
def permitted(act: Act, *organizations: str, in_part: bool = False) -> Iterator[None]:
    """What is changed inside is changed by this visitor. Raises LoadError where that is not allowed in all of
    each organization, or with `in_part`, in some division of it."""
    for organization in organizations:
        if not (in_part and may_somewhere(act, organization)):
            demand(act, organization)
    with actor.acting(current_actor()):
        yield


def refusal(organization: str, division: str | None = None) -> Problem:
    """Why this visitor may not change the data of an organization (its code or name), or of its division."""
    who = identity.of_session()
    if who is not None:
        message = N_(
            "{value} has no right to change the data of {place}. Ask the administrator of this system."
        )
        if division:
            message = N_(
                "{value} has no right to change the data of {place}, {division}. Ask the administrator."
            )
        place = N_("all organizations") if organization == EVERY else organization
        words = {"place": place, "division": division or ""}
        return Problem("error", "no_right", message, value=who.name, words=words)
    if identity.is_configured():
        message = N_("Nothing was changed: you are not signed in any more. Sign in, then do it again.")
        return Problem("error", "not_signed_in", message)
    message = N_(
        "Nothing was changed: changing data is switched off on this server. The page “Data” says how to"
        " switch it on."
    )
    return Problem("error", "editing_off", message)


def current_actor() -> Actor:
    """Who acts on this page, for registers: who has signed in, else the system's user."""
    who = identity.of_session()
    if who is None:
        return Actor(actor.current().name, _address())
    return Actor(who.name, _address(), who.mark)


def roles() -> list[Grant]:
    """The rights of who has signed in."""
    return _grants()


def own_keys() -> set[str]:
    """The names under which the table of people knows who has signed in, and nobody else: no groups."""
    who = identity.of_session()
    return {key for key in who.keys if not key.startswith("group:")} if who else set()


def approvers(organization: str) -> list[str]:
    """Who else than who has signed in may approve loads of an organization, as the table of people names
    them."""
    return table().approvers([organization], own_keys())


def table() -> People:
    """The table of people as it stands now."""
    return people(settings.people())


def is_uploader(headers: Headers) -> bool:
    """Whether who sends a request may load or add files somewhere."""
    return is_local() or any(act in grant.acts for grant in _of(headers) for act in LOADING)


def is_viewer(headers: Headers) -> bool:
    """Whether who sends a request may look at pages."""
    return _is_open("view") or any("view" in grant.acts for grant in _of(headers))


def sees(headers: Headers) -> Callable[[str], bool]:
    """Which organizations who sends a request may look at."""
    is_open, grants = _is_open("view"), [] if _is_open("view") else _of(headers)
    return lambda code: is_open or any(grant.allows("view", code, None) for grant in grants)


def why_closed() -> str:
    """Why this visitor cannot change anything here, in a sentence."""
    if identity.of_session():
        return _("Your account may look at these data and not change them.")
    if identity.is_configured():
        return _("Sign in to change data.")
    return _("Changing data is switched off. The page “Data” says how to switch it on.")


def _grants() -> list[Grant]:
    who = identity.of_session()
    return table().of(who.keys) if who else []


def _of(headers: Headers) -> list[Grant]:
    who: Identity | None = identity.of_request(headers)
    return table().of(who.keys) if who else []


def _is_open(act: Act) -> bool:
    return is_local() or (act == "view" and settings.is_open_to_visitors())


def _address() -> str:
    """From where this visitor comes (see server/addresses.py)."""
    return st.context.ip_address or "127.0.0.1"  # which Streamlit does not tell


# This machine's own browser


def is_switched_on() -> bool:
    """Whether this server was started to be changed by those who reach it."""
    return os.environ.get("PRONGSAI_LOCAL_EDITING") == "on"


def is_local() -> bool:
    """Whether whoever reaches this server may do everything."""
    return is_switched_on() and not _passed_on.is_set()


def demand_loopback() -> None:
    """Ends the program where whoever reaches it may change everything, and more than this machine can."""
    if is_switched_on() and not is_loopback(str(st.get_option("server.address"))):
        sys.exit(
            "PRONGSAI_LOCAL_EDITING=on ใช้ได้เฉพาะเมื่อ server.address เป็น 127.0.0.1"
            " เพราะทุกคนที่เข้าถึงได้จะแก้ไขข้อมูลได้"
            " ถ้าจะเปิดให้ผู้อื่นใช้ ให้ตั้งการลงชื่อเข้าใช้ตาม docs/sign_in.md"
            "\nPRONGSAI_LOCAL_EDITING=on needs a server.address of this machine alone: whoever reaches the"
            " server may change everything. To serve others, set up sign-in: docs/sign_in.md."
        )


def is_loopback(address: str) -> bool:
    """Whether an address is one of this machine alone."""
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return address == "localhost"


def watch(http_version: str, headers: Headers) -> None:
    """Ends the right of this machine's browser, until this server is started anew, with the first request
    that a web server passed on: it says so, or speaks HTTP/1.0, which no browser does and nginx does unless
    told otherwise."""
    is_passed_on = http_version == "1.0" or any(name in headers for name in FORWARDED)
    if is_passed_on and is_local():
        _passed_on.set()
        said = (
            "มีคำขอผ่านเว็บเซิร์ฟเวอร์อื่นเข้ามา จึงปิดการแก้ไขข้อมูลจนกว่าจะเปิดระบบใหม่"
            " / A request came through a web server: changing data is switched off until the next start."
        )
        print(said, file=sys.stderr)


def is_invited(headers: Headers) -> bool:
    """Whether a request asks for a name under which this server is meant to be reached: one of
    `server.allowedHosts`, or where none is set and data may be changed, a name of this machine or the one
    under which people sign in. Where they may be changed, no page but our own may ask."""
    signing_in = identity.origin().partition("://")[2]
    is_guarded = is_switched_on() or bool(signing_in)
    # Else a page of another server could send requests through the visitor's own browser (DNS rebinding).
    own = (*LOOPBACK, str(st.get_option("server.address")), *_names(signing_in)) if is_guarded else ("*",)
    names = [name.lower() for name in st.get_option("server.allowedHosts") or own]
    asked = headers.get("Host", "")
    origins = [origin.partition("://")[2] for origin in headers.getlist("Origin")]
    # What names no site, as "null" does, is nobody's.
    is_ours = not is_guarded or all(origin and origin in (asked, signing_in) for origin in origins)
    return is_ours and any(fnmatch(host, name) for host in _names(asked) for name in names)


def _names(host: str) -> tuple[str, ...]:
    """The name of a host without its port; nothing where it is none."""
    try:
        # A Host header may be anything that a stranger types, such as an unclosed bracket.
        name = urlsplit(f"//{host}").hostname
    except ValueError:
        return ()
    return (name,) if name else ()
