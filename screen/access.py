"""Who may change what is stored. Until people can sign in: whoever reaches a server whose environment says
PRONGSAI_LOCAL_EDITING=on, and nobody else.

What a request says of itself gives no right, since behind a web server everybody looks as if on this machine.
It may take the right away from all."""

import os
import sys
from fnmatch import fnmatch
from threading import Event
from urllib.parse import urlsplit

import streamlit as st
from starlette.datastructures import Headers

from loaders.problem import LoadError, Problem
from vocabulary.language import N_

LOOPBACK = ("localhost", "127.0.0.1", "::1")
FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-Ip", "Via")
"""What a web server in front adds to a request."""

# Of the whole process, not of a session: what one request shows is so for all visitors.
_passed_on = Event()
"""Set once a request came through a web server: others may come that do not show it."""


def is_switched_on() -> bool:
    """Whether this server was started to be changed by those who reach it."""
    return os.environ.get("PRONGSAI_LOCAL_EDITING") == "on"


def may_change() -> bool:
    """Whether visitors may load, undo, explain and write, and fetch what is not for everyone."""
    return is_switched_on() and not _passed_on.is_set()


def demand() -> None:
    """Raises LoadError where nothing may be changed. For what makes a change to ask, whatever a page has
    offered."""
    if not may_change():
        said = N_(
            "Nothing was changed: changing data is switched off on this server. The page “Data” says how to"
            " switch it on."
        )
        raise LoadError(Problem("error", "editing_off", said))


def watch(http_version: str, headers: Headers) -> None:
    """Ends the right to change, until this server is started anew, with the first request that a web server
    passed on: it says so, or speaks HTTP/1.0, which no browser does and nginx does unless told otherwise."""
    is_passed_on = http_version == "1.0" or any(name in headers for name in FORWARDED)
    if is_passed_on and may_change():
        _passed_on.set()
        said = (
            "มีคำขอผ่านเว็บเซิร์ฟเวอร์อื่นเข้ามา จึงปิดการแก้ไขข้อมูลจนกว่าจะเปิดระบบใหม่"
            " / A request came through a web server: changing data is switched off until the next start."
        )
        print(said, file=sys.stderr)


def is_invited(headers: Headers) -> bool:
    """Whether a request asks for a name under which this server is meant to be reached: one of
    `server.allowedHosts`, or where none is set and data may be changed, a name of this machine. Where they
    may be changed, no page but our own may ask."""
    # Else a page of another server could send requests through the visitor's own browser (DNS rebinding).
    own = (*LOOPBACK, str(st.get_option("server.address"))) if is_switched_on() else ("*",)
    names = [name.lower() for name in st.get_option("server.allowedHosts") or own]
    asked = headers.get("Host", "")
    is_ours = not is_switched_on() or all(
        origin.partition("://")[2] == asked for origin in headers.getlist("Origin")
    )
    return is_ours and any(fnmatch(_name(asked), name) for name in names)


def _name(host: str) -> str:
    try:
        # A Host header may be anything that a stranger types, such as an unclosed bracket.
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""
