"""From where a request comes: the web server in front says so, which is believed only where
FORWARDED_ALLOW_IPS names that web server (uvicorn's setting, which uvicorn then heeds)."""

import os

from starlette.types import ASGIApp, Receive, Scope, Send

from screen.access import is_loopback

TRUSTED = "FORWARDED_ALLOW_IPS"


class OwnAddresses:
    """Where no web server is named, uvicorn would believe whatever stands on this machine, and an nginx with
    its defaults passes on what a stranger invents: here such a request comes from this machine."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on, with the address from which it came to this machine."""
        reached = scope.get("server")
        # Only this machine reaches an address of this machine alone.
        if TRUSTED not in os.environ and reached and is_loopback(str(reached[0])):
            scope = {**scope, "client": (reached[0], 0)}
        await self.app(scope, receive, send)
