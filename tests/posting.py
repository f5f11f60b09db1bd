"""A real mail server, and the letters that it takes."""

from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.policy import default
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from tests.serving import free_port


class Letters(list[Any]):
    """What a mail server has taken: receivers, and the letter."""

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
