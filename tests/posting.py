"""Real servers that messages are sent to: one for letters, one for webhooks; and what they take."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from tests.serving import free_port


class Letters(list[Any]):
    """What a mail server has taken: receivers, and the letter; and for whom it takes none."""

    refused: frozenset[str] = frozenset()

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # noqa: N802 - the server calls it so
        """Takes a receiver, or refuses."""
        if address in self.refused:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802 - the server calls it so
        """Keeps a letter."""
        self.append((envelope.rcpt_tos, message_from_bytes(envelope.content, policy=default)))
        return "250 OK"


@contextmanager
def taking_letters() -> Iterator[Letters]:
    """The letters that a mail server takes, to which the settings lead until the block ends."""
    taken = Letters()
    server = Controller(taken, hostname="127.0.0.1", port=free_port())
    server.start()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PRONGSAI_SMTP", f"smtp://127.0.0.1:{server.port}")
        patch.setenv("PRONGSAI_MAIL_FROM", "prongsai@example.go.th")
        yield taken
    server.stop()


class Calls(list[Any]):
    """What a webhook was sent: the JSON of each call; and the status with which it answers."""

    status = 200
    address = ""


@contextmanager
def taking_calls() -> Iterator[Calls]:
    """The calls that a webhook takes until the block ends."""
    taken = Calls()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            """Keeps a call, unless it refuses it."""
            content = self.rfile.read(int(self.headers["Content-Length"]))
            if taken.status == 200:
                taken.append(json.loads(content))
            self.send_response(taken.status)
            self.end_headers()

        def log_message(self, *_told):
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    taken.address = f"127.0.0.1:{server.server_port}"
    yield taken
    server.shutdown()
    server.server_close()
