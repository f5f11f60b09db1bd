"""Who may change what is stored. Until people can sign in: only a browser on the machine that serves the dashboard."""

from collections.abc import Mapping
from ipaddress import ip_address
from urllib.parse import urlsplit

import streamlit as st

FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip", "Via")
"""What a web server in front adds to a request: behind one, visitors from anywhere seem to be on this machine."""


def may_change() -> bool:
    """Whether the visitor of this run may load, undo and explain."""
    return is_here(st.context.headers)


def is_here(headers: Mapping[str, str]) -> bool:
    """Whether a request with these headers is from this very machine: the server listens on the loopback address only, and
    the browser asked that very address, with nothing in between."""
    listens_here = _is_loopback(str(st.get_option("server.address") or ""))
    asked_here = _is_loopback(urlsplit(f"//{headers.get('Host', '')}").hostname or "")
    return listens_here and asked_here and not any(name in headers for name in FORWARDED)


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
