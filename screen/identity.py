"""Who has signed in: what a provider of OpenID Connect said of somebody, as far as it holds now.

Streamlit keeps it in a signed cookie for thirty days, whatever the provider says; here it ends when the
provider said, or when its owner signs out."""

import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import streamlit as st
from filelock import FileLock
from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from streamlit.auth_util import get_origin_from_redirect_uri, get_secrets_auth_section
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME
from streamlit.web.server.starlette.starlette_websocket import (
    _get_signed_cookie_with_chunks,
    _parse_decoded_user_cookie,
)

import database
import settings
from loaders.files import disk
from loaders.people import written

LONGEST, SKEW = 12 * 3600, 300
"""Seconds for which an identity holds at most, and by which a provider's clock may go ahead of ours."""
SIGNED_OUT = "signed_out.json"
"""In the store: identities that were signed out before they ended, and when they would have."""
FAILED = "sign_in_failed"
"""The cookie that tells the page to which one comes back that signing in did not succeed."""
SHORTEST_SECRET = 32
ANYBODYS = ("common", "organizations", "consumers")
"""Addresses of Microsoft at which every tenant may say which e-mail address somebody has."""


@dataclass(frozen=True)
class Identity:
    """Somebody who has signed in: the name that registers show, the names under which the table of people may
    know them, and the mark of the person, the same whatever name or e-mail address the provider gives."""

    name: str
    keys: tuple[str, ...]
    mark: str = ""


def is_configured() -> bool:
    """Whether people can sign in here: .streamlit/secrets.toml names a provider."""
    return bool(providers())


def providers() -> dict[str, str]:
    """The providers to choose from: name → what it is called on its button."""
    section = get_secrets_auth_section()
    named = {
        name: str(each.get("label", name)) for name, each in section.items() if isinstance(each, Mapping)
    }
    named.pop("client_kwargs", None)
    return named or ({"default": ""} if section.get("client_id") else {})


def origin() -> str:
    """The address under which people sign in here, such as https://data.example.go.th; "" where they
    cannot."""
    return (get_origin_from_redirect_uri() or "") if is_configured() else ""


def demand_sound() -> None:
    """Raises ValueError where the settings of sign-in would let somebody forge who they are."""
    section = get_secrets_auth_section()
    if not is_configured():
        return
    if len(str(section.get("cookie_secret", ""))) < SHORTEST_SECRET:
        raise ValueError("cookie_secret")
    if "group" in providers():
        raise ValueError("auth.group")
    for name in providers():
        url = str(_settings_of(name).get("server_metadata_url"))
        if _is_trusted(name) and any(f"/{each}/" in url for each in ANYBODYS):
            raise ValueError(f"auth.{name}.emails_are_confirmed")


def of_session() -> Identity | None:
    """Who has signed in in this browser, if their identity still holds."""
    return of_claims(st.user.to_dict())


def of_request(headers: Headers) -> Identity | None:
    """Who sends a request, by the cookie that goes with it."""
    return of_claims(claims_of(headers))


def claims_of(headers: Headers) -> dict[str, Any]:
    """What the cookie of a request says, if it was signed here; nothing else is believed."""
    cookies = cookie_parser(headers.get("Cookie", ""))
    signed = _get_signed_cookie_with_chunks(cookies, USER_COOKIE_NAME)
    # Streamlit compares the origin of the page with that of the sign-in, which a request need not name.
    return _parse_decoded_user_cookie(signed, origin()) if signed else {}


def of_claims(claims: Mapping[str, Any]) -> Identity | None:
    """Whom a provider's claims name; None where they do not hold now. Of an e-mail address that nobody
    confirmed, or that is not in plain Latin letters, nothing is believed: it has no keys."""
    email, provider = str(claims.get("email") or ""), str(claims.get("provider"))
    is_ours = claims.get("is_logged_in") and _is_meant_for_us(claims, provider)
    if not is_ours or not _holds_now(claims) or _is_signed_out(_fingerprint(claims)):
        return None
    is_confirmed = email.isascii() and (_is_true(claims.get("email_verified")) or _is_trusted(provider))
    own = f"{provider}:{claims.get('sub')}"
    # Issuer and number are the person, of whom all else may change (OpenID Connect Core, 5.7).
    mark = _mark(f"{claims.get('iss') or provider}:{claims.get('sub')}")
    # Whoever has no address may call themselves as they like, also like somebody else.
    said = email or f"{str(claims.get('name') or provider)[:60]} [{mark}]"
    name = " ".join(said.split())[:100]
    if email and not is_confirmed:
        return Identity(name, (), mark)
    groups = claims.get(settings.groups_claim())
    every = groups if isinstance(groups, list | dict) else [groups]
    keys = [email, own, *(f"group:{group}" for group in every if isinstance(group, str) and group)]
    return Identity(written(name), tuple(written(key) for key in keys if key), mark)


def sign_out(claims: Mapping[str, Any]) -> None:
    """Ends an identity, so that a copy of its cookie serves nobody."""
    if not claims or not _holds_now(claims):
        return
    fingerprint, path = _fingerprint(claims), database.store() / SIGNED_OUT
    _ended[fingerprint] = float(claims["exp"])
    # A full disk: it holds in this process, until its next start.
    with suppress(OSError), FileLock(path.with_suffix(".lock"), mode=disk.mode(path.parent)):
        known = _signed_out() | {fingerprint: _ended[fingerprint]}
        kept = {each: until for each, until in known.items() if until > time.time()}
        disk.write(path, json.dumps(kept).encode())


_ended: dict[str, float] = {}
"""Identities that this process has ended, and when they would have."""


def _is_signed_out(fingerprint: str) -> bool:
    return fingerprint in _ended or fingerprint in _signed_out()


def _signed_out() -> dict[str, float]:
    """What all processes on this store have ended."""
    path = database.store() / SIGNED_OUT
    try:
        status = path.stat()
    except FileNotFoundError:
        return {}
    return _read(path, status.st_ino, status.st_mtime_ns)


@lru_cache(maxsize=2)
def _read(path: Path, *_state: int) -> dict[str, float]:
    kept: dict[str, float] = json.loads(path.read_text(encoding="utf-8"))
    return kept


def _fingerprint(claims: Mapping[str, Any]) -> str:
    told = [str(claims.get(name)) for name in ("provider", "iss", "sub", "iat", "exp", "nonce")]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def _mark(own: str) -> str:
    """What tells people apart who may call themselves alike, without the number under which the provider
    knows them: it may be a citizen's, and registers are read by all."""
    secret = str(get_secrets_auth_section().get("cookie_secret", ""))
    return hmac.new(secret.encode(), own.encode(), "sha256").hexdigest()[:12]


def _holds_now(claims: Mapping[str, Any]) -> bool:
    issued, ends = _second(claims.get("iat")), _second(claims.get("exp"))
    if issued is None or ends is None:
        return False
    return issued - SKEW <= time.time() < min(ends, issued + LONGEST)


def _second(said: object) -> float | None:
    """A moment as a provider says it, in seconds; None where it says none."""
    return float(said) if isinstance(said, int | float) and not isinstance(said, bool) else None


def _is_true(said: object) -> bool:
    return said is True or said == "true"


def _is_trusted(provider: str) -> bool:
    """Whether the settings say that this provider gives no address that it has not confirmed: a directory of
    one's own office says nothing of that."""
    return _settings_of(provider).get("emails_are_confirmed") is True


def _is_meant_for_us(claims: Mapping[str, Any], provider: str) -> bool:
    """Whether a provider's word is for this program, and was given to it: Authlib lets pass what is for
    nobody in particular (OpenID Connect Core, 3.1.3.7)."""
    own, audience = _settings_of(provider).get("client_id"), claims.get("aud")
    is_for_us = own is not None and own in (audience if isinstance(audience, list) else [audience])
    return is_for_us and claims.get("azp") in (None, own)


def _settings_of(provider: str) -> Mapping[str, Any]:
    section = get_secrets_auth_section()
    own: Mapping[str, Any] = section if provider == "default" else section.get(provider, {})
    return own
