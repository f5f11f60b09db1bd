"""What Streamlit's sign-in leaves to be done about its requests: cookies go over TLS only where there is TLS,
one comes back to the page that one left, also where the provider fails, and who signs out has signed out
everywhere."""

from http import HTTPStatus
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.types import Message, Scope
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

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
        """The answer with safe cookies, and one that leads back to the page that was left."""
        if message["type"] != "http.response.start":
            return message
        if scope["path"].endswith(LOGIN) and message["status"] >= HTTPStatus.BAD_REQUEST:
            # Streamlit would show two words of English and no way back.
            message = {**message, "status": HTTPStatus.SEE_OTHER}
        _mend(MutableHeaders(scope=message), Headers(scope=scope), scope["path"])
        return message


def _mend(answered: MutableHeaders, asked: Headers, path: str) -> None:
    left = _page(asked.get("Referer", ""))
    if path.endswith(LOGIN) and "Location" not in answered:
        answered["Location"] = left or path.removesuffix(LOGIN.removeprefix("/"))
        _tell_failed(answered)
    elif path.endswith(LOGIN) and left:
        answered.append("Set-Cookie", f"{RETURN}={left}; Path=/; Max-Age=600; HttpOnly; SameSite=Lax")
    if path.endswith(CALLBACK) and "Location" in answered:
        left = cookie_parser(asked.get("Cookie", "")).get(RETURN, "")
        if left and _page(identity.origin() + left) == left:
            answered["Location"] = left
        if not any(_signs_in(cookie) for cookie in answered.getlist("Set-Cookie")):
            _tell_failed(answered)
        answered.append("Set-Cookie", f"{RETURN}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax")
    if identity.origin().startswith("https:") and "Set-Cookie" in answered:
        answered.raw[:] = [
            (name, _secure(value) if name == b"set-cookie" else value) for name, value in answered.raw
        ]


def _signs_in(cookie: str) -> bool:
    return cookie.startswith(USER_COOKIE_NAME) and "max-age=0" not in cookie.lower()


def _tell_failed(answered: MutableHeaders) -> None:
    answered.append("Set-Cookie", f"{identity.FAILED}=1; Path=/; Max-Age=20; HttpOnly; SameSite=Lax")


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
