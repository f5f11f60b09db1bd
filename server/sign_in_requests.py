"""What Streamlit's sign-in leaves to be done about its requests: cookies go over TLS only where there is TLS,
one comes back to the page that one left, and who signs out has signed out everywhere."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.types import Message, Scope

from screen import identity
from server.answers import AnswerLayer

LOGIN, LOGOUT, CALLBACK = "/auth/login", "/auth/logout", "/oauth2callback"
RETURN = "return_to"
"""The cookie that remembers, for ten minutes, which page one left."""


class SignInRequests(AnswerLayer):
    """Mends the answers to requests of signing in and out."""

    def asked(self, scope: Scope) -> Scope:
        """The request as it is; who signs out has done so before Streamlit is asked."""
        if scope["path"].endswith(LOGOUT):
            identity.sign_out(identity.claims_of(Headers(scope=scope)))
        return scope

    def mended(self, message: Message, scope: Scope) -> Message:
        """The answer with safe cookies, and on the way in, one back to the page that was left."""
        if message["type"] == "http.response.start":
            _mend(MutableHeaders(scope=message), Headers(scope=scope), scope["path"])
        return message


def _mend(answered: MutableHeaders, asked: Headers, path: str) -> None:
    if path.endswith(LOGIN) and (left := _page(asked.get("Referer", ""))):
        answered.append("Set-Cookie", f"{RETURN}={left}; Path=/; Max-Age=600; HttpOnly; SameSite=Lax")
    if path.endswith(CALLBACK) and "Location" in answered:
        left = cookie_parser(asked.get("Cookie", "")).get(RETURN, "")
        if left and _page(identity.origin() + left) == left:
            answered["Location"] = left
        answered.append("Set-Cookie", f"{RETURN}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax")
    if identity.origin().startswith("https:") and "Set-Cookie" in answered:
        answered.raw[:] = [
            (name, _secure(value) if name == b"set-cookie" else value) for name, value in answered.raw
        ]


def _page(address: str) -> str:
    """Of an address of ours, the path and all that follows; "" of any other, which one is never sent to."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    is_ours = f"{parts.scheme}://{parts.netloc}" == identity.origin() and parts.path.startswith("/")
    page = f"{parts.path}?{parts.query}" if parts.query else parts.path
    is_plain = page.isascii() and page.isprintable() and not any(sign in page for sign in ' ;,"\\')
    return page if is_ours and is_plain and not page.startswith("//") else ""


def _secure(cookie: bytes) -> bytes:
    return cookie if b"secure" in cookie.lower() else cookie + b"; Secure"
