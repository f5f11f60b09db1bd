"""What of a provider's word is believed, and what the settings of sign-in must not say."""

import time
from typing import Any

import pytest
from starlette.datastructures import Headers, MutableHeaders
from streamlit import config
from streamlit.runtime.secrets import secrets_singleton

from loaders import actor
from screen import access, identity
from server import door, sign_in_requests
from tests.drawing import draw_page, words

SECRETS = """
[auth]
redirect_uri = "https://data.example.go.th/oauth2callback"
cookie_secret = "{secret}"
[auth.google]
client_id = "x"
[auth.microsoft]
client_id = "x"
server_metadata_url = "https://login.microsoftonline.com/{tenant}/v2.0/.well-known/openid-configuration"
emails_are_confirmed = true
"""


@pytest.fixture
def settings_say(tmp_path, monkeypatch):
    """Has the settings of sign-in say something for this test."""
    path, before = tmp_path / "secrets.toml", config.get_option("secrets.files")
    monkeypatch.setenv("PRONGSAI_STORE", str(tmp_path))
    config.set_option("secrets.files", [str(path)])

    def say(secret="x" * 32, tenant="11111111-2222"):
        secrets_singleton._reset()
        path.write_text(SECRETS.format(secret=secret, tenant=tenant))

    yield say
    config.set_option("secrets.files", before)
    secrets_singleton._reset()


def claims(**changed):
    now = int(time.time())
    told = {"is_logged_in": True, "provider": "google", "aud": "x", "sub": "7", "iat": now, "exp": now + 3600}
    return told | {"email": "Somchai@Takbai.go.th", "email_verified": True} | changed


def keys(**changed):
    who = identity.of_claims(claims(**changed))
    return None if who is None else who.keys


def test_what_is_believed_of_whom(settings_say, monkeypatch):
    settings_say()
    own = ("somchai@takbai.go.th", "google:7")
    assert keys() == keys(email_verified="true") == own
    assert keys(email_verified=False) == keys(email_verified=None) == keys(email_verified="false") == keys(email_verified=1) == ()
    assert keys(email="somchai@ta\u212abai.go.th") == ()  # the sign for kelvin, of which the small letter is k
    assert keys(provider="microsoft", email_verified=None) == ("somchai@takbai.go.th", "microsoft:7")
    assert keys(email=None, groups="กองคลัง") == ("google:7", "group:กองคลัง")
    monkeypatch.setenv("PRONGSAI_GROUPS_CLAIM", "roles")
    assert keys(groups=["a"], roles=["b", "c"]) == (*own, "group:b", "group:c")
    assert keys(aud=["another", "x"]) == own
    assert keys(aud=["another", "x"], azp="x") == own
    assert keys(aud=["another", "x"], azp="another") is keys(azp="another") is None
    assert keys(groups=True) == keys(groups=5) == keys(groups=[None, 5, ""]) == own
    assert keys(aud=[]) is keys(aud=None) is keys(aud="another") is keys(aud={"x": 1}) is keys(provider="nobody") is None
    assert keys(is_logged_in=False) is keys(exp=None) is keys(iat=None) is keys(exp=time.time() - 1) is None


SAME_PERSON: list[dict[str, Any]] = [{}, {"email": None}, {"email": "new@takbai.go.th"}, {"email_verified": False}, {"name": "ก"}]


def test_who_has_no_address_takes_nobodys_name_and_stays_the_same_under_another(settings_say):
    settings_say()

    def name(**changed):
        who = identity.of_claims(claims(email=None, **changed))
        assert who is not None
        return who.name

    somchai, boss = name(name="สมชาย"), name(name="boss@takbai.go.th")
    assert somchai.startswith("สมชาย [")
    assert boss != "boss@takbai.go.th"
    assert actor.is_same(somchai, boss)
    assert actor.is_same(somchai, name(name="ก" * 200))
    assert not actor.is_same(somchai, name(name="สมชาย", sub="8"))
    assert not actor.is_same(name(name=somchai, sub="8"), somchai)
    assert not actor.is_same(boss, "boss@takbai.go.th")
    office, other = "https://office.example", "https://other.example"
    known = [identity.of_claims(claims(iss=issuer, **said)) for issuer in (office, other) for said in SAME_PERSON]
    marks = [who.mark for who in known if who]
    assert marks == [marks[0]] * len(SAME_PERSON) + [marks[-1]] * len(SAME_PERSON)
    assert marks[0] != marks[-1]
    settings_say(secret="y" * 32)
    assert name(name="สมชาย") != somchai  # a citizen's number is not to be found out by trying all


@pytest.mark.parametrize(
    ("said", "named"), [({"secret": "short"}, "cookie_secret"), ({"tenant": "common"}, "emails_are_confirmed")]
)
def test_settings_that_would_let_somebody_forge_who_they_are_stop_the_server(settings_say, said, named):
    settings_say()
    identity.demand_sound()
    settings_say(**said)
    with pytest.raises(ValueError, match=named):
        identity.demand_sound()


def mended(path, *sent, **asked):
    """The headers of an answer, once they are mended."""
    answered = MutableHeaders(raw=[(name.encode(), value.encode()) for name, value in sent])
    sign_in_requests._mend(answered, Headers(asked), path)
    return answered


def test_one_comes_back_to_a_page_of_ours_only_and_cookies_go_over_tls(settings_say):
    settings_say()
    to_provider = "location", "https://provider.example/authorize"
    page = "https://data.example.go.th/budget?fy=2565&lang=th"
    left = mended("/auth/login", to_provider, referer=page).getlist("set-cookie")
    assert left == ["return_to=/budget?fy=2565&lang=th; Path=/; Max-Age=600; HttpOnly; SameSite=Lax; Secure"]
    for referer in ("https://evil.example/x", "http://data.example.go.th/x", "https://data.example.go.th//evil.example", ""):
        assert mended("/auth/login", to_provider, referer=referer).getlist("set-cookie") == []
        assert mended("/auth/login", referer=referer)["location"] == "/"  # where the provider fails

    def target(cookie):
        return mended("/oauth2callback", ("location", "/"), cookie=f"return_to={cookie}")["location"]

    assert target("/budget?fy=2565") == "/budget?fy=2565"
    assert [target(each) for each in ("https://evil.example/", "//evil.example", "@evil.example/", "/\\evil.example", "")] == [
        "/"
    ] * 5
    signed = mended("/oauth2callback", ("set-cookie", "_streamlit_user=x; HttpOnly")).getlist("set-cookie")
    assert all(cookie.endswith("; Secure") for cookie in signed)


def test_where_only_the_signed_in_look_a_visitor_sees_how_to_sign_in_and_nothing_else(settings_say, published, monkeypatch):
    settings_say()
    monkeypatch.setenv("PRONGSAI_STORE", str(published))
    assert access.is_viewer(Headers({}))
    monkeypatch.setenv("PRONGSAI_VISITORS", "off")
    for page in ("overview", "data", "people"):
        drawn = draw_page(page)
        assert [button.key for button in drawn.button] == ["sign_in_google", "sign_in_microsoft"]
        assert "ตากใบ" not in words(drawn)
    assert not access.is_viewer(Headers({}))
    assert all(door.refusal(asked(path)) == door.UNSEEN for path in ("/media/abc.png", "/section/token/png"))
    assert not any(door.refusal(asked(path)) for path in ("/", "/healthz", "/static/media/icons.woff2", "/auth/login"))


def asked(path):
    """A request for a path, by somebody who has not signed in."""
    return {"type": "http", "http_version": "1.1", "path": path, "headers": [(b"host", b"127.0.0.1")]}


def test_a_server_that_others_reach_does_not_trust_its_own_browser(monkeypatch):
    monkeypatch.setenv("PRONGSAI_LOCAL_EDITING", "on")
    before = config.get_option("server.address")
    try:
        config.set_option("server.address", "127.0.0.1")
        access.demand_loopback()
        for address in ("0.0.0.0", "", None, "192.168.1.5"):  # noqa: S104 - that is what is tested
            config.set_option("server.address", address)
            with pytest.raises(SystemExit, match="LOCAL_EDITING"):
                access.demand_loopback()
    finally:
        config.set_option("server.address", before)
