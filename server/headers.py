"""What every answer tells the browser: run nothing from elsewhere, show nothing in a foreign frame, guess no
types, tell no other site where a reader comes from."""

import os
from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from re import DOTALL, findall

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import Message, Scope

from server.answers import AnswerLayer

FRAME_ANCESTORS, EMBED_ANCESTORS = "PRONGSAI_FRAME_ANCESTORS", "PRONGSAI_EMBED_ANCESTORS"
"""The environment's lists of sites that may show these pages in a frame, such as https://www.example.go.th:
all pages, or those of /embed/ alone, on which nothing can be done."""
A_YEAR = 365 * 24 * 60 * 60


@cache
def policy() -> str:
    """The Content-Security-Policy: scripts are files of ours, or those that Streamlit's own page has inside.

    Streamlit and Plotly write styles into pages while they run, so these cannot be named beforehand."""
    scripts = " ".join(f"'sha256-{each}'" for each in _inline_scripts())
    rules = {
        "default-src": "'self'",
        "script-src": f"'self' blob: {scripts}",
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "connect-src": "'self'",
        "worker-src": "'self' blob:",
        "object-src": "'none'",
        "base-uri": "'self'",
        "form-action": "'self'",
        "frame-ancestors": ancestors(),
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def ancestors(*, is_embedded: bool = False) -> str:
    """Who may show a page in a frame."""
    settings = (FRAME_ANCESTORS, EMBED_ANCESTORS) if is_embedded else (FRAME_ANCESTORS,)
    # A line break would begin another header, a semicolon another rule.
    named = [site for name in settings for site in os.environ.get(name, "").replace(";", " ").split()]
    return " ".join(("'self'", *dict.fromkeys(named)))


def _inline_scripts() -> list[str]:
    """The hashes, as a policy names them, of the scripts inside Streamlit's page."""
    found = find_spec("streamlit")
    assert found is not None
    assert found.origin is not None
    page = (Path(found.origin).parent / "static" / "index.html").read_text(encoding="utf-8")
    scripts = findall(r"<script>(.*?)</script>", page, DOTALL)
    return [b64encode(sha256(script.encode()).digest()).decode() for script in scripts]


class SecurityHeaders(AnswerLayer):
    """Adds them to every answer that has not stricter ones."""

    def mended(self, message: Message, scope: Scope) -> Message:
        """The answer with our headers."""
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _headers(scope).items():
                # A page that needs less has said so itself.
                headers.setdefault(name, value)
        return message


def _headers(scope: Scope) -> dict[str, str]:
    headers = {
        "Content-Security-Policy": policy(),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        "Cross-Origin-Opener-Policy": "same-origin",
    }
    if _is_encrypted(scope):
        headers["Strict-Transport-Security"] = f"max-age={A_YEAR}"
    return headers


def _is_encrypted(scope: Scope) -> bool:
    """Whether the reader speaks TLS, with us or with the web server in front.

    Whoever claims it falsely only binds their own browser."""
    return scope["scheme"] == "https" or Headers(scope=scope).get("X-Forwarded-Proto") == "https"
