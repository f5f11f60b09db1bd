"""A real provider of OpenID Connect beside a dashboard on which people sign in."""

import json
import logging
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path

from oidc_provider_mock import User, run_server_in_thread

from tests.serving import free_port, serving

SECRET = "-".join(["long", "enough", "for", "the", "tests", "to", "sign", "cookies"])
TAKBAI = "04960201"
PEOPLE = """person,organization,division,role
viewer@takbai.go.th,04960201,,viewer
editor@takbai.go.th,04960201,,editor
tech@takbai.go.th,04960201,กองคลัง,editor
boss@takbai.go.th,*,,admin
other@elsewhere.go.th,99000001,,editor
unsure@takbai.go.th,04960201,,editor
group:กองคลัง,04960201,,approver
"""
GROUPS = {"clerk@takbai.go.th": ["กองคลัง"]}
SHORT = 20
"""Seconds for which the second provider's word holds."""


@contextmanager
def signing_in(store: Path) -> Iterator[tuple[str, Callable[[], None]]]:
    """The address of a dashboard with three providers: an office, one in a hurry that publishes nothing of itself, and one that
    is down; and what takes the office's down, too."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    subs = ["viewer", "editor", "tech", "boss", "unsure", "clerk", "stranger"]
    names = [f"{sub}@takbai.go.th" for sub in subs] + ["other@elsewhere.go.th"]
    users = [
        User(sub=name, claims={"email": name, "email_verified": not name.startswith("unsure"), "groups": GROUPS.get(name, [])})
        for name in names
    ]
    with (
        ExitStack() as of_office,
        run_server_in_thread(user_claims=users, access_token_max_age=timedelta(seconds=SHORT)) as brief,
        tempfile.TemporaryDirectory() as folder,
    ):
        office = of_office.enter_context(run_server_in_thread(user_claims=users))
        settings, secrets = store / "settings", Path(folder) / "secrets.toml"
        (settings / "providers").mkdir(parents=True, exist_ok=True)
        (settings / "people.csv").write_text(PEOPLE, encoding="utf-8")
        (settings / "providers" / "brief.json").write_text(json.dumps(_metadata(brief.server_port)), encoding="utf-8")
        port = free_port()
        secrets.write_text(_secrets(office.server_port, port), encoding="utf-8")
        with serving(store, port=port, STREAMLIT_SECRETS_FILES=f"{secrets}") as address:
            yield address, of_office.close


def _secrets(office: int, port: int) -> str:
    return f"""
[auth]
redirect_uri = "http://127.0.0.1:{port}/oauth2callback"
cookie_secret = "{SECRET}"
[auth.office]
label = "Office"
client_id = "prongsai"
client_secret = "x"
server_metadata_url = "http://localhost:{office}/.well-known/openid-configuration"
[auth.brief]
label = "Brief"
client_id = "prongsai"
client_secret = "x"
server_metadata_url = "http://127.0.0.1:{port}/providers/brief.json"
[auth.gone]
label = "Gone"
client_id = "prongsai"
client_secret = "x"
server_metadata_url = "http://localhost:{free_port()}/.well-known/openid-configuration"
"""


def _metadata(port: int) -> dict[str, object]:
    own = f"http://localhost:{port}"
    return {
        "issuer": own,
        "authorization_endpoint": f"{own}/oauth2/authorize",
        "token_endpoint": f"{own}/oauth2/token",
        "jwks_uri": f"{own}/jwks",
        "id_token_signing_alg_values_supported": ["RS256"],
    }
